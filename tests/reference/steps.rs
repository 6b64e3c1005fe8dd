//! Each step over plain items, as semantics.md words it. `Unsaid` is what it leaves open: such a world is not compared.

use super::rounding::{down, half_away, up};
use super::{Item, Run, Unsaid};
use crate::generate::rules::{Covers, DEPARTMENTS};
use crate::generate::{Amount, Key, Kind, Limit, Role, Step, Tie, Upgrade, Used, YEAR};
use std::collections::{BTreeMap, BTreeSet};

type Groups = BTreeMap<Vec<String>, Vec<usize>>;
type Done = Result<(), Unsaid>;

impl Run<'_> {
    pub fn step(&mut self, step: &Step) -> Done {
        match &step.kind {
            Kind::Highest { by_level, zero_counts, across } => {
                self.highest(step, *by_level, *zero_counts, *across)
            }
            Kind::Upgrade(mode) => self.upgrade(step, *mode),
            Kind::Count { limit, payees: false, by_score, tie } => self.count(step, *limit, *by_score, *tie),
            Kind::Count { limit, payees: true, tie, .. } => self.count_payees(step, *limit, *tie),
            Kind::Cap { limit, pro_rata, used } => self.cap(step, *limit, *pro_rata, *used),
            Kind::Budget { limit, priority, pro_rata, used, total } => {
                self.budget(step, *limit, priority, *pro_rata, *used, *total)
            }
            Kind::Share(departments) => {
                self.share(departments);
                Ok(())
            }
            Kind::Instalments(..) | Kind::Sharing(..) => Ok(()),
        }
    }

    pub fn covered(&self, covers: &Covers, item: &Item) -> bool {
        let exempt = item.role == Role::Enterprise && !item.renewal && covers.except.contains(&item.category);
        covers.covers(&self.world.rules, item.category, item.role) && !exempt
    }

    fn key_of(&self, key: &[Key], firm: usize, category: usize, product: &str, year: i32) -> Vec<String> {
        let of = &self.world.rules.categories[category];
        let part = |key: &Key| match key {
            Key::Payee | Key::Enterprise => firm.to_string(),
            Key::Product => product.to_owned(),
            Key::Category => category.to_string(),
            Key::Family => format!("{:?}", of.family),
            Key::Level => format!("{:?}", of.level),
            Key::Year => year.to_string(),
            Key::Achievement => unreachable!("achievements are told apart by the caller"),
        };
        key.iter().map(part).collect()
    }

    /// Covered items in canonical order by group.
    fn groups(&self, step: &Step) -> Groups {
        let mut groups = Groups::new();
        for (index, item) in self.items.iter().enumerate() {
            if !self.covered(&step.covers, item) {
                continue;
            }
            let key = if step.key == [Key::Achievement] {
                vec![item.certificate.clone()]
            } else if item.role == Role::Department {
                vec![item.payee.clone()]
            } else {
                self.key_of(&step.key, item.firm, item.category, &item.product, YEAR)
            };
            groups.entry(key).or_default().push(index);
        }
        groups
    }

    /// History rows that the step covers and whose keys agree.
    fn past(&self, step: &Step, group: &[String]) -> Vec<usize> {
        let history = self.world.history.iter().enumerate();
        let agrees = history.filter(|(_, past)| {
            step.covers.covers(&self.world.rules, past.category, Role::Enterprise)
                && self.key_of(&step.key, past.firm, past.category, &past.product, past.year) == group
        });
        agrees.map(|(index, _)| index).collect()
    }

    /// Items of one achievement are one.
    fn joined(&self, items: &[usize]) -> Vec<Vec<usize>> {
        let mut joined: Vec<Vec<usize>> = Vec::new();
        for index in items {
            let certificate = &self.items[*index].certificate;
            match joined.iter_mut().find(|parts| self.items[parts[0]].certificate == *certificate) {
                Some(parts) => parts.push(*index),
                None => joined.push(vec![*index]),
            }
        }
        joined
    }

    fn net(&self, parts: &[usize]) -> i128 {
        parts.iter().map(|part| self.items[*part].net()).sum()
    }

    fn take(&mut self, step: &Step, index: usize, amount: i128) {
        if amount != 0 {
            self.items[index].entries.push((step.id.clone(), -amount));
        }
    }

    fn highest(&mut self, step: &Step, by_level: bool, zero_counts: bool, across: bool) -> Done {
        for (key, items) in self.groups(step) {
            let mut rivals = self.joined(&items);
            if !(by_level && zero_counts) {
                rivals.retain(|parts| self.net(parts) > 0);
            }
            // The smaller rank wins; ties go by recognition date, then canonical order.
            let level = |category: usize| {
                i128::try_from(self.world.rules.categories[category].level.unwrap_or(9)).unwrap_or(9)
            };
            let rank = |parts: &[usize]| {
                if by_level { level(self.items[parts[0]].category) } else { -self.net(parts) }
            };
            rivals.sort_by_key(|parts| (rank(parts), self.items[parts[0]].date.clone(), parts[0]));
            let Some(best) = rivals.first().map(|parts| rank(parts)) else { continue };
            // Within the year, what a ledger kept by hand has paid this year is a rival, of which only the money is known.
            let mut past = self.past(step, &key);
            past.retain(|index| across || self.world.history[*index].year == YEAR);
            let paid = past.iter().map(|index| {
                let past = &self.world.history[*index];
                if by_level { level(past.category) } else { -past.paid }
            });
            let paid = paid.min();
            let beaten = paid.is_some_and(|paid| paid <= best);
            let rounded = |paid: i128| if by_level { paid } else { -up(-paid, self.world.rules.unit) };
            if beaten != paid.is_some_and(|paid| rounded(paid) <= best) {
                return Err(Unsaid("whether a payment is rounded up before it is compared"));
            }
            if !across && !beaten && paid.is_some() {
                return Err(Unsaid("what is left of an award above one that a ledger has paid this year"));
            }
            for parts in rivals.iter().skip(usize::from(!beaten)) {
                for part in parts {
                    self.take(step, *part, self.items[*part].net());
                }
            }
        }
        Ok(())
    }

    fn upgrade(&mut self, step: &Step, mode: Upgrade) -> Done {
        for (key, items) in self.groups(step) {
            let past = self.past(step, &key);
            if past.is_empty() || mode == Upgrade::Full {
                continue;
            }
            // An upgrade is of a lower level: items above the same payments share them.
            let mut alike: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
            for index in items.into_iter().filter(|index| self.items[*index].net() > 0) {
                let lower = past.iter().copied().filter(|past| self.is_above(index, *past)).collect();
                alike.entry(lower).or_default().push(index);
            }
            alike.remove(&Vec::new());
            if alike.len() > 1 {
                return Err(Unsaid("items above different levels that share a payment"));
            }
            let Some((past, items)) = alike.pop_first() else { continue };
            if mode != Upgrade::LessPaid && past.iter().any(|index| self.left[*index] == 0) {
                return Err(Unsaid("an upgrade over a payment that was deducted already"));
            }
            match mode {
                Upgrade::LessPaid => self.less_paid(step, &items, &past)?,
                Upgrade::BetweenTariffs => self.less_tariff(step, &items, &past)?,
                Upgrade::Nothing => {
                    for index in items {
                        self.take(step, index, self.items[index].net());
                    }
                }
                Upgrade::Full => {}
            }
        }
        Ok(())
    }

    fn is_above(&self, item: usize, past: usize) -> bool {
        let level = |category: usize| self.world.rules.categories[category].level;
        level(self.items[item].category) < level(self.world.history[past].category)
    }

    /// Minus min(P, C_i) − min(P, C_{i−1}); each 分 of history is deducted once in a run.
    fn less_paid(&mut self, step: &Step, items: &[usize], past: &[usize]) -> Done {
        let left: i128 = past.iter().map(|index| self.left[*index]).sum();
        let unit = self.world.rules.unit;
        let paid = up(left, unit);
        let (mut sum, mut deducted) = (0, 0);
        for index in items {
            let net = self.items[*index].net();
            let off = paid.min(sum + net) - paid.min(sum);
            sum += net;
            deducted += off;
            self.take(step, *index, off);
        }
        for index in past {
            let from_this = self.left[*index].min(deducted);
            self.left[*index] -= from_this;
            deducted -= from_this;
        }
        Ok(())
    }

    fn less_tariff(&mut self, step: &Step, items: &[usize], past: &[usize]) -> Done {
        let live: Vec<usize> = items.iter().copied().filter(|index| self.items[*index].net() > 0).collect();
        let [index] = live[..] else {
            return if live.is_empty() {
                Ok(())
            } else {
                Err(Unsaid("the tariff's difference for several at once"))
            };
        };
        let item = &self.items[index];
        let categories: BTreeSet<usize> = past.iter().map(|p| self.world.history[*p].category).collect();
        if categories.len() > 1 {
            return Err(Unsaid("which of several earlier levels"));
        }
        if item.parts > 1 || item.quantity > 1 {
            return Err(Unsaid("the earlier tariff of a part, or of several units"));
        }
        let earlier = *categories.first().expect("there is a payment");
        match self.world.rules.categories[earlier].amount {
            // An earlier level without a tariff: held.
            None => {
                let certificate = item.certificate.clone();
                self.held.insert(certificate);
            }
            Some(Amount::Rate(..)) => return Err(Unsaid("the facts of an earlier rate")),
            Some(Amount::Fixed(fen)) => {
                let rules = &self.world.rules;
                let tariff = super::rounding::to_unit(fen, 1, rules.unit, rules.rounding);
                self.take(step, index, tariff.min(self.items[index].net()));
            }
        }
        Ok(())
    }

    fn count(&mut self, step: &Step, limit: i128, by_score: bool, tie: Tie) -> Done {
        for items in self.groups(step).into_values() {
            let mut ranked = self.joined(&items);
            ranked.retain(|parts| self.net(parts) > 0);
            let measure = |run: &Self, parts: &[usize]| {
                // Of net, each unit is ranked: times what all small numbers divide, so that it stays whole.
                let first = &run.items[parts[0]];
                if by_score { first.score } else { run.net(parts) * 232_792_560 / first.quantity }
            };
            ranked.sort_by_key(|parts| (-measure(self, parts), self.items[parts[0]].date.clone(), parts[0]));
            let units = |run: &Self, parts: &[usize]| run.items[parts[0]].quantity;
            let total: i128 = ranked.iter().map(|parts| units(self, parts)).sum();
            if total <= limit {
                continue;
            }
            // The measure at which the limit falls, and who has it.
            let mut sum = 0;
            let at = ranked.iter().position(|parts| {
                sum += units(self, parts);
                sum >= limit
            });
            let edge = measure(self, &ranked[at.expect("the sum passes the limit")]);
            let equal: Vec<Vec<usize>> =
                ranked.iter().filter(|parts| measure(self, parts) == edge).cloned().collect();
            let above: i128 = ranked
                .iter()
                .filter(|parts| measure(self, parts) > edge)
                .map(|parts| units(self, parts))
                .sum();
            let of_equal: i128 = equal.iter().map(|parts| units(self, parts)).sum();
            let tied = equal.len() > 1 && above + of_equal > limit;
            if tied && tie == Tie::Hold {
                self.held.extend(equal.iter().map(|parts| self.items[parts[0]].certificate.clone()));
                continue;
            }
            let mut left = limit;
            for parts in ranked {
                let q = units(self, &parts);
                let all_in = tied && tie == Tie::AllIn && measure(self, &parts) == edge;
                let kept = if all_in { q } else { q.min(left) };
                left = (left - kept).max(0);
                if kept > 0 && kept < q && parts.len() > 1 {
                    return Err(Unsaid("some units of a divided award"));
                }
                for part in parts {
                    let net = self.items[part].net();
                    self.take(step, part, net - half_away(net * kept, q, self.world.rules.unit));
                    if kept > 0 {
                        self.items[part].quantity = kept;
                    }
                }
            }
        }
        Ok(())
    }

    fn count_payees(&mut self, step: &Step, limit: i128, tie: Tie) -> Done {
        for items in self.groups(step).into_values() {
            let mut firms: BTreeMap<usize, i128> = BTreeMap::new();
            for index in &items {
                *firms.entry(self.items[*index].firm).or_default() += self.items[*index].net();
            }
            let mut sums: Vec<i128> = firms.values().copied().filter(|sum| *sum > 0).collect();
            sums.sort_by_key(|sum| -sum);
            let limit = usize::try_from(limit).expect("a small limit");
            if sums.len() <= limit {
                continue;
            }
            let edge = sums[limit - 1];
            let tied = sums[limit] == edge;
            if tied && tie == Tie::Order {
                return Err(Unsaid("which of a payee's dates breaks a tie of payees"));
            }
            for index in items {
                let sum = firms[&self.items[index].firm];
                if tied && tie == Tie::Hold && sum == edge {
                    if self.items[index].net() > 0 {
                        self.held.insert(self.items[index].certificate.clone());
                    }
                } else if sum < edge {
                    self.take(step, index, self.items[index].net());
                }
            }
        }
        Ok(())
    }

    /// What history leaves of a limit, to the unit.
    fn limit_left(&self, step: &Step, key: &[String], limit: i128, used: Used) -> Result<i128, Unsaid> {
        let unit = self.world.rules.unit;
        let past = match used {
            Used::None => return Ok(down(limit, unit)),
            Used::SameYear | Used::All => self.past(step, key),
        };
        let of_year = |index: &&usize| used == Used::All || self.world.history[**index].year == YEAR;
        let each: Vec<i128> =
            past.iter().filter(of_year).map(|index| self.world.history[*index].paid).collect();
        let paid: i128 = each.iter().sum();
        if limit % unit != 0 && paid % unit != 0 {
            return Err(Unsaid("a limit and its use, both between units"));
        }
        if self.left.iter().zip(&self.world.history).any(|(left, past)| *left != past.paid) {
            return Err(Unsaid("whether history that was deducted still uses up a limit"));
        }
        Ok((down(limit, unit) - up(paid, unit)).max(0))
    }

    fn cap(&mut self, step: &Step, limit: Limit, pro_rata: bool, used: Used) -> Done {
        for (key, items) in self.groups(step) {
            let first = &self.items[items[0]];
            let per = if step.key == [Key::Achievement] { first.quantity } else { 1 };
            let limit = match limit {
                Limit::Amount(fen) => fen * per,
                Limit::Tax(percent) => match self.world.taxes[first.firm] {
                    Some(tax) => down(tax * percent / 100, self.world.rules.unit),
                    None => {
                        // What is nothing already waits for no limit.
                        let some =
                            items.iter().map(|index| &self.items[*index]).filter(|item| item.net() > 0);
                        self.held.extend(some.map(|item| item.certificate.clone()));
                        continue;
                    }
                },
            };
            let limit = self.limit_left(step, &key, limit, used)?;
            self.reduce(step, &items, limit, None, pro_rata);
        }
        Ok(())
    }

    /// Brings a group to a limit by a running form; after instalments, what is due this year.
    fn reduce(&mut self, step: &Step, items: &[usize], limit: i128, total: Option<i128>, pro_rata: bool) {
        let unit = self.world.rules.unit;
        let nets: Vec<i128> = items
            .iter()
            .map(
                |index| {
                    if step.carried.is_some() { self.items[*index].due() } else { self.items[*index].net() }
                },
            )
            .collect();
        let sum: i128 = nets.iter().sum();
        let total = total.map_or(sum, |total| total.max(sum));
        if limit >= total {
            return;
        }
        let at = |c: i128| if pro_rata { half_away(c * limit, total, unit) } else { c.min(limit) };
        let mut c = 0;
        for (index, net) in items.iter().zip(nets) {
            let off = net - (at(c + net) - at(c));
            c += net;
            match step.carried {
                None => self.take(step, *index, off),
                Some(carried) => {
                    let item = &mut self.items[*index];
                    item.dues[0].1 -= off;
                    if carried {
                        item.carried += off;
                    } else if off != 0 {
                        item.entries.push((step.id.clone(), -off));
                    }
                }
            }
        }
    }

    fn budget(
        &mut self,
        step: &Step,
        limit: i128,
        priority: &[Vec<usize>],
        pro_rata: bool,
        used: Used,
        total: Option<i128>,
    ) -> Done {
        let items: Vec<usize> = self.groups(step).into_values().flatten().collect();
        let mut left = self.limit_left(step, &[], limit, used)?;
        if priority.is_empty() {
            self.reduce(step, &items, left, total, pro_rata);
            return Ok(());
        }
        for class in priority {
            let members: Vec<usize> =
                items.iter().copied().filter(|index| class.contains(&self.items[*index].category)).collect();
            let sum = self.net(&members);
            self.reduce(step, &members, left, None, pro_rata);
            left -= sum.min(left);
        }
        Ok(())
    }

    /// round(C_i·r) − round(C_{i−1}·r) over each department's base.
    fn share(&mut self, departments: &[(i128, Covers)]) {
        let mut shares = Vec::new();
        for (name, (percent, covers)) in DEPARTMENTS.iter().zip(departments) {
            let mut c = 0;
            for item in self.items.iter().filter(|item| self.covered(covers, item)) {
                let at = |c: i128| half_away(c * percent, 100, self.world.rules.unit);
                let amount = at(c + item.net()) - at(c);
                c += item.net();
                if amount > 0 {
                    shares.push(Item {
                        payee: (*name).to_owned(),
                        role: Role::Department,
                        entries: vec![("award".to_owned(), amount)],
                        ..item.clone()
                    });
                }
            }
        }
        self.items.extend(shares);
    }
}
