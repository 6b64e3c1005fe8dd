//! The steps a second time, written from what the words mean and not from how the program does it: naive, over plain
//! structs and whole 分. Where a policy and lists leave nothing open, both must pay the same to the 分.

pub mod rounding;
mod steps;

use crate::generate::rules::{CATEGORIES, funder};
use crate::generate::{Amount, FIRMS, Joint, Kind, Past, Role, Row, World, YEAR, cases, tame};
use duixian::model::entitlement::Cause;
use duixian::model::payout::{Fate, Payout};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What semantics.md leaves open.
pub struct Unsaid(pub &'static str);

/// What one payee has coming for one achievement.
#[derive(Clone, Debug)]
pub struct Item {
    pub certificate: String,
    pub firm: usize,
    pub payee: String,
    pub role: Role,
    pub category: usize,
    pub renewal: bool,
    pub product: String,
    pub date: String,
    pub quantity: i128,
    pub score: i128,
    /// Into how many parts the award was divided.
    pub parts: usize,
    /// Step (award for none) and amount.
    pub entries: Vec<(String, i128)>,
    /// Due year and amount, once instalments have divided the net.
    pub dues: Vec<(i32, i128)>,
    pub carried: i128,
}

impl Item {
    pub fn net(&self) -> i128 {
        self.entries.iter().map(|(_, amount)| amount).sum()
    }

    /// What is due this year.
    pub fn due(&self) -> i128 {
        self.dues[0].1
    }
}

/// One pass over a world, without what is held.
pub struct Run<'a> {
    pub world: &'a World,
    pub items: Vec<Item>,
    /// What is left of each history row.
    pub left: Vec<i128>,
    pub held: BTreeSet<String>,
    pub rejected: BTreeSet<String>,
}

/// Certificate, payee, role.
type Key = (String, String, String);
/// Entries, and allocations by due year and funder.
type Ledger = (Vec<(String, i128)>, BTreeMap<(i32, String), i128>);

/// What both must agree on.
#[derive(Debug, PartialEq)]
struct Outcome {
    lines: BTreeMap<Key, Vec<Ledger>>,
    fates: BTreeMap<String, &'static str>,
}

fn compute(world: &World) -> Result<Outcome, Unsaid> {
    let mut held = BTreeSet::new();
    loop {
        let mut run = Run {
            world,
            items: Vec::new(),
            left: world.history.iter().map(|past| past.paid).collect(),
            held: BTreeSet::new(),
            rejected: BTreeSet::new(),
        };
        run.arise(&held)?;
        for step in &world.rules.steps {
            if step.carried.is_some() {
                run.instalments();
            }
            run.step(step)?;
        }
        if run.items.iter().any(|item| item.dues.is_empty()) {
            run.instalments();
        }
        if run.held.is_empty() {
            return Ok(run.outcome(&held));
        }
        held.extend(run.held);
    }
}

impl Run<'_> {
    /// Entitlements in canonical order.
    fn arise(&mut self, held: &BTreeSet<String>) -> Result<(), Unsaid> {
        let mut seen = BTreeSet::new();
        let mut rows: Vec<&Row> =
            self.world.rows.iter().filter(|row| seen.insert(&row.certificate)).collect();
        rows.sort_by_key(|row| {
            (row.category, &row.date, FIRMS[row.firms[0]].0, &row.product, &row.certificate)
        });
        for row in rows.into_iter().filter(|row| !held.contains(&row.certificate)) {
            if row.firms.iter().any(|firm| self.world.history.iter().any(|past| already(row, *firm, past))) {
                self.rejected.insert(row.certificate.clone());
                continue;
            }
            self.award(row)?;
        }
        Ok(())
    }

    fn award(&mut self, row: &Row) -> Result<(), Unsaid> {
        let category = &self.world.rules.categories[row.category];
        let same = |firm: usize, past: &Past| {
            past.firm == firm && past.category == row.category && past.product == row.product
        };
        let before = |firm: &usize| self.world.history.iter().any(|past| same(*firm, past));
        if category.renewal.is_some() {
            let once = before(&row.firms[0]);
            if row.firms.iter().any(|firm| before(firm) != once) {
                return Err(Unsaid("a re-certification for some of the holders"));
            }
            let day = |past: &&Past| row.firms.iter().any(|firm| same(*firm, past)) && past.date == row.date;
            if self.world.history.iter().any(|past| day(&past)) {
                return Err(Unsaid("a payment for the same product and day under another certificate"));
            }
        }
        let again = |past: &Past| row.firms.iter().any(|firm| same(*firm, past)) && past.date != row.date;
        if category.amount.is_some()
            && category.renewal.is_none()
            && self.world.history.iter().any(again)
            && !self.compared(row.category)
        {
            self.held.insert(row.certificate.clone());
            return Ok(());
        }
        let weights = match &category.joint {
            _ if row.firms.len() == 1 => vec![1],
            None | Some(Joint::First) => vec![1],
            Some(Joint::Equal) => vec![1; row.firms.len()],
            Some(Joint::Weights(weights)) => weights[..row.firms.len()].to_vec(),
        };
        let mut rejected = true;
        for (number, firm) in row.firms.iter().enumerate().take(weights.len()) {
            let renewal = before(firm) && category.renewal.is_some();
            let fixed = category.renewal.filter(|_| renewal).map(Amount::Fixed).or(category.amount);
            let (numerator, denominator) = match fixed {
                None | Some(Amount::Fixed(0)) => continue,
                Some(Amount::Fixed(fen)) => (fen * row.quantity, 1),
                Some(Amount::Rate(percent, ceiling)) => {
                    let most = ceiling.map_or(i128::MAX, |fen| fen * 100);
                    ((row.invested * percent).min(most) * row.quantity, 100)
                }
            };
            rejected = false;
            let rules = &self.world.rules;
            let whole = rounding::to_unit(numerator, denominator, rules.unit, rules.rounding);
            let amount = rounding::split(whole, &weights, rules.unit)[number];
            self.items.push(Item {
                certificate: row.certificate.clone(),
                firm: *firm,
                payee: FIRMS[*firm].0.to_owned(),
                role: Role::Enterprise,
                category: row.category,
                renewal,
                product: row.product.clone(),
                date: row.date.clone(),
                quantity: row.quantity,
                score: row.score,
                parts: weights.len(),
                entries: vec![("award".to_owned(), amount)],
                dues: Vec::new(),
                carried: 0,
            });
        }
        if rejected {
            self.rejected.insert(row.certificate.clone());
        }
        Ok(())
    }

    /// Whether a step says what earlier payments do to the award of a category.
    fn compared(&self, category: usize) -> bool {
        self.world.rules.steps.iter().any(|step| {
            let across = matches!(step.kind, Kind::Highest { across: true, .. } | Kind::Upgrade(_));
            let covers = step.covers.covers(&self.world.rules, category, Role::Enterprise);
            across && covers && !step.covers.except.contains(&category)
        })
    }

    /// Divides every net; without a step that covers it, it is due at once.
    fn instalments(&mut self) {
        let step = self.world.rules.steps.iter().find(|step| matches!(step.kind, Kind::Instalments(..)));
        for index in 0..self.items.len() {
            let item = &self.items[index];
            let dues = match step.map(|step| (&step.covers, &step.kind)) {
                Some((covers, Kind::Instalments(parts, unit))) if self.covered(covers, item) => {
                    let weights: Vec<i128> = parts.iter().map(|(weight, _)| *weight).collect();
                    let split = rounding::split(item.net(), &weights, *unit);
                    parts.iter().zip(split).map(|((_, due), amount)| (YEAR + due, amount)).collect()
                }
                _ => vec![(YEAR, item.net())],
            };
            self.items[index].dues = dues;
        }
    }

    fn shares(&self, item: &Item, amount: i128) -> Vec<(String, i128)> {
        let sharing = self.world.rules.steps.iter().find_map(|step| match &step.kind {
            Kind::Sharing(rules, unit) => Some((rules, *unit)),
            _ => None,
        });
        let Some((rules, unit)) = sharing else { return vec![("市财政".to_owned(), amount)] };
        let applies =
            |covers: &crate::generate::Covers| covers.roles.is_empty() || covers.roles.contains(&item.role);
        let (_, weights) = rules.iter().find(|(covers, _)| applies(covers)).expect("a rule for each role");
        let split = rounding::split(amount, weights, unit);
        split.into_iter().enumerate().map(|(index, amount)| (funder(index).to_owned(), amount)).collect()
    }

    fn line(&self, item: &Item) -> (Key, Ledger) {
        let mut allocations: BTreeMap<(i32, String), i128> = BTreeMap::new();
        let mut dues = item.dues.clone();
        if item.carried != 0 {
            dues.push((YEAR + 1, item.carried));
        }
        for (year, amount) in dues {
            for (funder, part) in self.shares(item, amount) {
                *allocations.entry((year, funder)).or_default() += part;
            }
        }
        allocations.retain(|_, amount| *amount != 0);
        let role = if item.role == Role::Department { "部门" } else { "企业" };
        ((item.certificate.clone(), item.payee.clone(), role.to_owned()), (item.entries.clone(), allocations))
    }

    fn outcome(&self, held: &BTreeSet<String>) -> Outcome {
        let mut fates = BTreeMap::new();
        for row in &self.world.rows {
            let own = || self.items.iter().filter(|item| item.certificate == row.certificate);
            let fate = if held.contains(&row.certificate) {
                "held"
            } else if own().any(|item| self.awarded(item) > 0) {
                "paid"
            } else if self.rejected.contains(&row.certificate) {
                "rejected"
            } else {
                "zero"
            };
            fates.insert(row.certificate.clone(), fate);
        }
        let mut lines: BTreeMap<Key, Vec<Ledger>> = BTreeMap::new();
        for (key, ledger) in self.items.iter().map(|item| self.line(item)) {
            lines.entry(key).or_default().push(ledger);
        }
        lines.values_mut().for_each(|ledgers| ledgers.sort());
        Outcome { lines, fates }
    }

    /// The net before instalments.
    fn awarded(&self, item: &Item) -> i128 {
        let late =
            |id: &String| self.world.rules.steps.iter().any(|step| step.id == *id && step.carried.is_some());
        item.entries.iter().filter(|(id, _)| !late(id)).map(|(_, amount)| amount).sum()
    }
}

/// The same enterprise, category, certificate and recognition date: paid already.
fn already(row: &Row, firm: usize, past: &Past) -> bool {
    past.firm == firm
        && past.category == row.category
        && past.certificate == row.certificate
        && past.date == row.date
}

/// What the program says.
fn said(payout: &Payout) -> Outcome {
    let mut outcome = Outcome { lines: BTreeMap::new(), fates: BTreeMap::new() };
    for e in payout.entitlements.iter().filter(|e| !matches!(e.cause, Cause::Instalment(_))) {
        // A share that rounds to nothing only carries the running sum on.
        if e.role == duixian::policy::Role::Department && e.gross().is_zero() {
            continue;
        }
        let achievement =
            &payout.achievements[e.achievement.expect("an award is for an achievement").index()];
        let step = |id: Option<duixian::policy::StepId>| {
            id.map_or("award", |id| payout.policy.steps[id.index()].id.as_str()).to_owned()
        };
        let entries = e.entries.iter().map(|entry| (step(entry.step), entry.amount.fen()));
        let mut entries: Vec<(String, i128)> = entries.collect();
        let first = entries.first().cloned();
        entries.retain(|(_, amount)| *amount != 0);
        if let (true, Some(first)) = (entries.is_empty(), first) {
            entries.push(first);
        }
        let mut allocations: BTreeMap<(i32, String), i128> = BTreeMap::new();
        for part in &e.allocations {
            let year = part.due_year.expect("every part has a year");
            *allocations.entry((year, part.funder.clone())).or_default() += part.amount.fen();
        }
        allocations.retain(|_, amount| *amount != 0);
        let role = if e.role == duixian::policy::Role::Department { "部门" } else { "企业" };
        let certificate = achievement.certificate.clone().expect("tame rows have certificates");
        let payee = payout.payees[e.payee.index()].name.clone();
        let ledgers = outcome.lines.entry((certificate, payee, role.to_owned())).or_default();
        ledgers.push((entries, allocations));
        ledgers.sort();
    }
    for row in payout.rows.iter().filter(|row| row.fate != Fate::Reference) {
        let Some(id) = row.achievement else { continue };
        let certificate =
            payout.achievements[id.index()].certificate.clone().expect("tame rows have certificates");
        if payout.achievements[id.index()].sources.first() == Some(&row.at) {
            outcome.fates.insert(certificate, row.fate.key());
        }
    }
    outcome
}

/// The reference agrees with figures worked out by hand: 5万元 + 1万元 over a cap of 12000元, pro rata and from the end.
#[test]
fn splits_are_differences_of_rounded_sums() {
    assert_eq!(rounding::split(10_000, &[1, 1, 1], 1), [3333, 3334, 3333]);
    assert_eq!(rounding::split(333_333, &[60, 40], 100), [200_000, 133_333]);
    assert_eq!(rounding::up(123_401, 100), 123_500);
    assert_eq!(rounding::half_away(50, 100, 1), 1);
    assert_eq!(CATEGORIES.len(), 6);
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn the_program_pays_what_the_words_mean(world in tame()) {
        let expected = match compute(&world) {
            Ok(expected) => expected,
            Err(Unsaid(why)) => return Err(TestCaseError::reject(why)),
        };
        let payout = world.pay();
        let said = said(&payout);
        for (key, line) in &expected.lines {
            prop_assert_eq!(said.lines.get(key), Some(line), "expected is on the right: {:?} of {:?}", key, said.lines.keys());
        }
        prop_assert_eq!(said.lines.len(), expected.lines.len(), "lines that nobody expected: {:?}", said.lines.keys());
        prop_assert_eq!(&said.fates, &expected.fates);
    }
}
