//! The proof of order: in one role no achievement matches two awards that do not go together, and none matches no award.
//!
//! Each category's awards in one role are a decision table over the facts that their conditions and requirements look at. The
//! search is exact over the cells of that domain and bounded; what it finds is a region, and matching itself is asked about one
//! achievement of it. Only what matching confirms is called an overlap or a gap; what is found but cannot be confirmed, and
//! what the bound cut off, is 未能证明. In the words of DMN: the hit policy is *unique*, `overrides` is *priority*, `with` is
//! *collect*, and a table without gaps is *complete*.

use super::lint::{Standings, standings};
use super::logic::Region;
use super::search::{Bound, Search};
use super::table::Table;
use super::witness::{self, Shown, Witness};
use super::words;
use crate::condition::last_day;
use crate::grouping::covers_category;
use crate::matching::judge::Judgement;
use crate::policy::{AwardId, CategoryId, Policy, Role};
use std::collections::{BTreeMap, BTreeSet};

/// Boxes that the search of one table may look at.
pub const BOXES: usize = 200_000;
/// Pairs of awards of one table that are looked at more closely.
pub const PAIRS: usize = 2_000_000;
/// Overlaps or gaps of one table that are told.
const TOLD: usize = 10;
/// Award years of one policy that are proved one by one.
const YEARS: usize = 30;

/// What a proof is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// No achievement matches two awards of one role.
    Overlap,
    /// None matches no award.
    Gap,
}

/// One table and how its proof came out.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The category.
    pub category: CategoryId,
    /// The role.
    pub role: Role,
    /// How it came out.
    pub outcome: Outcome,
}

/// How a proof came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It holds over the whole domain.
    Proved,
    /// It holds because a clause says that nothing else is awarded.
    Declared,
    /// It does not hold: matching confirms a witness.
    Refuted,
    /// It is not decided.
    Unproved,
}

/// Something that a proof came upon.
#[derive(Clone, Debug)]
pub(super) struct Discovery {
    pub question: Question,
    pub kind: Kind,
    pub role: Role,
    pub categories: BTreeSet<CategoryId>,
    pub year: i32,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Two awards, both of which apply in a region.
    Overlap { awards: (AwardId, AwardId), region: Vec<String>, witness: Witness },
    /// A region where no award applies; all of it where the category has none.
    Gap { awards: Vec<AwardId>, region: Vec<String>, witness: Option<Witness> },
    /// A region that is not confirmed, or a search that was cut off.
    Unproved { awards: Vec<AwardId>, region: Vec<String>, why: Why },
}

/// Why something is not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It turns on a count or on history.
    Free,
    /// No achievement of the region was found that matching judges so.
    Unconfirmed,
    /// The bound of the search was reached.
    Bound,
    /// Later award years were not looked at.
    Years,
}

/// The proofs of one policy.
#[derive(Default)]
pub(super) struct Proofs {
    pub scopes: BTreeMap<Question, Vec<Scope>>,
    pub discoveries: Vec<Discovery>,
    /// The domain, one line an axis.
    pub domain: BTreeSet<String>,
    pub years: Vec<i32>,
    /// How each award stands.
    pub standings: Standings,
    /// Later years are like the last of these.
    pub open_end: bool,
}

/// Proves both questions for every category, role and award year.
pub(super) fn prove(policy: &Policy) -> Proofs {
    let (years, open_end, cut_off) = years(policy);
    let mut proofs = Proofs { years: years.clone(), open_end, ..Proofs::default() };
    for (category, roles) in awards(policy).into_iter().enumerate() {
        let category = CategoryId(u32::try_from(category).unwrap_or(u32::MAX));
        if roles.is_empty() {
            without_award(policy, category, &years, &mut proofs);
        }
        for (role, awards) in roles {
            one(policy, (category, role), &awards, &years, cut_off, &mut proofs);
        }
    }
    proofs
}

/// The awards of each category by role.
pub(super) fn awards(policy: &Policy) -> Vec<BTreeMap<Role, Vec<AwardId>>> {
    let mut found: Vec<BTreeMap<Role, Vec<AwardId>>> = vec![BTreeMap::new(); policy.categories.len()];
    for (id, award) in (0_u32..).map(AwardId).zip(&policy.awards) {
        for category in award.categories.iter().collect::<BTreeSet<_>>() {
            if let Some(roles) = found.get_mut(category.index()) {
                roles.entry(award.role).or_default().push(id);
            }
        }
    }
    found
}

/// Whether a clause says that what matches no award is not awarded.
pub(super) fn is_declared(policy: &Policy, category: CategoryId, role: Option<Role>) -> bool {
    policy.otherwise.iter().any(|otherwise| {
        let roles = &otherwise.covers.roles;
        covers_category(policy, &otherwise.covers, category)
            && (roles.is_empty() || role.is_some_and(|role| roles.contains(&role)))
    })
}

fn without_award(policy: &Policy, category: CategoryId, years: &[i32], proofs: &mut Proofs) {
    let declared = is_declared(policy, category, None);
    let outcome = if declared { Outcome::Declared } else { Outcome::Refuted };
    let scope = Scope { category, role: Role::Enterprise, outcome };
    proofs.scopes.entry(Question::Gap).or_default().push(scope);
    if !declared {
        let year = years.first().copied().unwrap_or_default();
        let witness = Witness { category, role: Role::Enterprise, year, facts: Vec::new() };
        let kind = Kind::Gap { awards: Vec::new(), region: Vec::new(), witness: Some(witness) };
        let categories = [category].into();
        proofs.discoveries.push(Discovery {
            question: Question::Gap,
            kind,
            role: Role::Enterprise,
            categories,
            year,
        });
    }
}

fn one(
    policy: &Policy,
    (category, role): (CategoryId, Role),
    awards: &[AwardId],
    years: &[i32],
    cut_off: bool,
    proofs: &mut Proofs,
) {
    let mut found: Vec<Discovery> = Vec::new();
    let mut yearly = false;
    for year in years.iter().filter(|year| exists(policy, category, **year)) {
        let table = Table::of(policy, category, role, *year, awards);
        standings(&table, &mut proofs.standings);
        proofs.domain.extend(table.domain.axes.iter().map(|axis| words::whole(&table.domain, axis)));
        for kind in overlaps(&table)
            .into_iter()
            .map(|kind| (Question::Overlap, kind))
            .chain(gaps(&table, awards).into_iter().map(|kind| (Question::Gap, kind)))
        {
            let (question, kind) = kind;
            let known = found.iter().any(|other| other.question == question && is_same(&other.kind, &kind));
            if !known {
                found.push(Discovery { question, kind, role, categories: [category].into(), year: *year });
            }
        }
        // Where nothing looks at the award year, what holds of one year holds of all, by-year facts moved along.
        yearly = table.domain.by_award_year;
        if !yearly {
            break;
        }
    }
    let declared = is_declared(policy, category, Some(role));
    if declared {
        found.retain(|discovery| discovery.question != Question::Gap);
    }
    if cut_off && yearly {
        let year = years.last().copied().unwrap_or_default();
        for question in [Question::Overlap, Question::Gap] {
            let kind = Kind::Unproved { awards: awards.to_vec(), region: Vec::new(), why: Why::Years };
            found.push(Discovery { question, kind, role, categories: [category].into(), year });
        }
    }
    for question in [Question::Overlap, Question::Gap] {
        let here = || found.iter().filter(|discovery| discovery.question == question);
        let refuted = here().any(|discovery| !matches!(discovery.kind, Kind::Unproved { .. }));
        let outcome = match () {
            () if refuted => Outcome::Refuted,
            () if question == Question::Gap && declared => Outcome::Declared,
            () if here().next().is_some() => Outcome::Unproved,
            () => Outcome::Proved,
        };
        proofs.scopes.entry(question).or_default().push(Scope { category, role, outcome });
    }
    for discovery in found {
        add(&mut proofs.discoveries, discovery);
    }
}

/// Whether an achievement of the category can be recognised by the end of the award year.
fn exists(policy: &Policy, category: CategoryId, year: i32) -> bool {
    let first = policy.category(category).life.0;
    first.is_none_or(|first| last_day(year).is_some_and(|last| first <= last))
}

/// The same thing found in another category or year is told once.
fn add(all: &mut Vec<Discovery>, discovery: Discovery) {
    // What is the same stands close by: categories come one after the other.
    let recent = all.iter_mut().rev().take(4 * TOLD);
    let same = |other: &&mut Discovery| {
        other.question == discovery.question
            && other.role == discovery.role
            && is_same(&other.kind, &discovery.kind)
    };
    match recent.into_iter().find(same) {
        Some(other) => other.categories.extend(discovery.categories),
        None => all.push(discovery),
    }
}

fn is_same(a: &Kind, b: &Kind) -> bool {
    match (a, b) {
        (Kind::Overlap { awards: a, .. }, Kind::Overlap { awards: b, .. }) => a == b,
        (Kind::Gap { region: a, awards: x, .. }, Kind::Gap { region: b, awards: y, .. }) => {
            a == b && x.is_empty() == y.is_empty()
        }
        (
            Kind::Unproved { region: a, awards: x, why: v },
            Kind::Unproved { region: b, awards: y, why: w },
        ) => a == b && x == y && v == w,
        _ => false,
    }
}

fn overlaps(table: &Table<'_>) -> Vec<Kind> {
    let policy = table.domain.policy;
    let mut found = Vec::new();
    let mut search = Search { left: BOXES };
    let mut bound = None;
    let all_pairs = table.near_pairs(PAIRS, |a, b| {
        let (Some(one), Some(two)) = (table.rows.get(a), table.rows.get(b)) else { return true };
        if goes_together(policy, one.award, two.award) {
            return true;
        }
        match table.clash(&mut search, one, two) {
            Ok(None) => {}
            Ok(Some(region)) => found.push(overlap(table, (one.award, two.award), &region)),
            Err(Bound) => bound = Some((one.award, two.award)),
        }
        bound.is_none() && found.len() < TOLD
    });
    if bound.is_some() || !all_pairs {
        let awards =
            bound.map_or_else(|| table.rows.iter().map(|row| row.award).collect(), |(a, b)| vec![a, b]);
        found.push(Kind::Unproved { awards, region: Vec::new(), why: Why::Bound });
    }
    found
}

/// Two awards of which one names the other as its general case, or that are declared to stand together.
fn goes_together(policy: &Policy, a: AwardId, b: AwardId) -> bool {
    let (one, two) = (policy.award(a), policy.award(b));
    one.with.contains(&b) || two.with.contains(&a) || one.overrides.contains(&b) || two.overrides.contains(&a)
}

fn overlap(table: &Table<'_>, awards: (AwardId, AwardId), region: &Region) -> Kind {
    let words = words::region(&table.domain, &table.whole, region);
    match shown(table, region, &[awards.0, awards.1], &Judgement::Clash) {
        Shown::Yes(witness) => Kind::Overlap { awards, region: words, witness },
        Shown::Free => unproved(awards, words, Why::Free),
        Shown::No => unproved(awards, words, Why::Unconfirmed),
    }
}

fn unproved(awards: (AwardId, AwardId), region: Vec<String>, why: Why) -> Kind {
    Kind::Unproved { awards: vec![awards.0, awards.1], region, why }
}

/// Matching is asked with all awards of the table; only where the table is large, with those concerned.
fn shown(table: &Table<'_>, region: &Region, _concerned: &[AwardId], expected: &Judgement) -> Shown {
    let awards: Vec<AwardId> = table.rows.iter().map(|row| row.award).collect();
    witness::of(&table.domain, table.role, &table.whole, region, &awards, expected)
}

fn gaps(table: &Table<'_>, awards: &[AwardId]) -> Vec<Kind> {
    let mut search = Search { left: BOXES };
    let Ok(regions) = table.gaps(&mut search, TOLD) else {
        return vec![Kind::Unproved { awards: awards.to_vec(), region: Vec::new(), why: Why::Bound }];
    };
    let gap = |region: &Region| {
        let said = words::region(&table.domain, &table.whole, region);
        let awards = awards.to_vec();
        match shown(table, region, &awards, &Judgement::Unmatched) {
            Shown::Yes(witness) => Kind::Gap { awards, region: said, witness: Some(witness) },
            Shown::Free => Kind::Unproved { awards, region: said, why: Why::Free },
            Shown::No => Kind::Unproved { awards, region: said, why: Why::Unconfirmed },
        }
    };
    regions.iter().map(gap).collect()
}

/// The award years to look at; whether those after the last are like it; whether some were left out.
///
/// Where no condition looks at the award year, all years are alike. Where the policy has no last year, those after every date
/// of the file are alike: only the order of the dates decides.
fn years(policy: &Policy) -> (Vec<i32>, bool, bool) {
    let (first, last) = policy.years;
    let facts = super::dates::of(policy);
    if !facts.by_award_year {
        return (vec![first], last != Some(first), false);
    }
    let settled = facts
        .latest
        .map_or(first, |latest| i32::from(latest.year()) + facts.reach + 2)
        .max(first + facts.reach);
    let end = last.map_or(settled, |last| last.min(settled));
    let years: Vec<i32> = (first..=end.max(first)).take(YEARS).collect();
    let cut_off = years.last().is_some_and(|year| *year < end);
    (years, last.is_none_or(|last| last > end), cut_off)
}
