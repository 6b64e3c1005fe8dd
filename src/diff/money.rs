//! Two payouts of the same lists compared: by payee, category, clause and funder, and the rows that fare otherwise.

use super::story::{FateStory, FileStory, LineStory, MoneyStory, Pair, RowStory};
use super::words::Renamed;
use crate::model::entitlement::Entitlement;
use crate::model::payout::{Fate, Payout, RowOutcome};
use crate::model::record::{ListKind, RowRef};
use crate::money::Money;
use crate::policy::Policy;
use crate::report::view::masked;
use crate::report::words;
use std::collections::{BTreeMap, BTreeSet};

/// 应兑 and 实兑.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    awarded: Money,
    payable: Money,
}

/// Sums by name, and what else is known of it; the older's, then the newer's.
type Sides = BTreeMap<(String, Option<String>), [Sums; 2]>;

/// Compares the payouts of the same lists.
pub(super) fn compare(old: &Payout, new: &Payout, renamed: &Renamed) -> MoneyStory {
    let none = Renamed::default();
    let sides = [Side { payout: old, renamed }, Side { payout: new, renamed: &none }];
    let payees = gathered(&sides, Side::payees);
    let changed = lines(&payees);
    MoneyStory {
        year: new.year,
        old_in_force: in_force(&old.policy, new.year),
        new_in_force: in_force(&new.policy, new.year),
        files: new.files.iter().map(file).collect(),
        awarded: pair(old.totals.awarded, new.totals.awarded),
        payable: pair(old.totals.payable, new.totals.payable),
        held: (held(old), held(new)),
        payees_unchanged: payees.len() - changed.len(),
        payees: changed,
        categories: lines(&gathered(&sides, Side::categories)),
        clauses: titled(lines(&gathered(&sides, Side::clauses)), old, new),
        funders: lines(&gathered(&sides, Side::funders)),
        rows: rows(old, new),
    }
}

/// What both sides add.
fn gathered<'a>(sides: &[Side<'a>; 2], add: impl Fn(&Side<'a>, &mut Sides, usize)) -> Sides {
    let mut found = Sides::new();
    sides.iter().enumerate().for_each(|(at, side)| add(side, &mut found, at));
    found
}

fn in_force(policy: &Policy, year: i32) -> bool {
    policy.years.0 <= year && policy.years.1.is_none_or(|last| year <= last)
}

fn file(file: &crate::model::payout::InputFile) -> FileStory {
    FileStory { name: file.name.clone(), sha256: file.sha256.clone() }
}

fn held(payout: &Payout) -> usize {
    payout.rows.iter().filter(|row| row.fate == Fate::Held).count()
}

fn pair(old: Money, new: Money) -> Pair {
    Pair { old: old.to_string(), new: new.to_string(), change: (new - old).to_string() }
}

/// One of the two payouts, and the newer ids of what it names.
struct Side<'a> {
    payout: &'a Payout,
    renamed: &'a Renamed,
}

impl Side<'_> {
    fn payees(&self, found: &mut Sides, at: usize) {
        for e in &self.payout.entitlements {
            let payee = &self.payout.payees[e.payee.index()];
            let key = (masked(&payee.name), Some(words::role(payee.role).to_owned()));
            self.add(found, at, key, e);
        }
    }

    fn categories(&self, found: &mut Sides, at: usize) {
        for e in &self.payout.entitlements {
            let name = e.category.map(|id| self.payout.policy.category(id).name.as_str());
            let name = name.map_or("（往年分期）", |name| known(&self.renamed.categories, name));
            self.add(found, at, (name.to_owned(), None), e);
        }
    }

    fn clauses(&self, found: &mut Sides, at: usize) {
        for e in &self.payout.entitlements {
            let id = known(&self.renamed.clauses, &self.payout.policy.clause(e.clause).id);
            self.add(found, at, (id.to_owned(), None), e);
        }
    }

    fn add(&self, found: &mut Sides, at: usize, key: (String, Option<String>), e: &Entitlement) {
        let sums = &mut found.entry(key).or_default()[at];
        sums.awarded += e.net();
        sums.payable += e.due(self.payout.year);
    }

    /// Who pays: in all years, and in this one.
    fn funders(&self, found: &mut Sides, at: usize) {
        for part in self.payout.entitlements.iter().flat_map(|e| &e.allocations) {
            let sums = &mut found.entry((part.funder.clone(), None)).or_default()[at];
            sums.awarded += part.amount;
            if part.due_year == Some(self.payout.year) {
                sums.payable += part.amount;
            }
        }
    }
}

fn known<'n>(renamed: &'n BTreeMap<String, String>, id: &'n str) -> &'n str {
    renamed.get(id).map_or(id, String::as_str)
}

/// What differs, the largest change first, by name where they are alike.
fn lines(found: &Sides) -> Vec<LineStory> {
    let mut changed: Vec<_> = found.iter().filter(|(_, [old, new])| old != new).collect();
    let size =
        |[old, new]: &[Sums; 2]| ((new.payable - old.payable).abs(), (new.awarded - old.awarded).abs());
    changed.sort_by_key(|(_, sides)| std::cmp::Reverse(size(sides)));
    let line = |((name, known), [old, new]): (&(String, Option<String>), &[Sums; 2])| LineStory {
        name: name.clone(),
        known: known.clone(),
        awarded: pair(old.awarded, new.awarded),
        payable: pair(old.payable, new.payable),
    };
    changed.into_iter().map(line).collect()
}

/// Clauses with their titles.
fn titled(lines: Vec<LineStory>, old: &Payout, new: &Payout) -> Vec<LineStory> {
    let title = |payout: &Payout, id: &str| {
        payout.policy.clauses.iter().find(|clause| clause.id == id).and_then(|clause| clause.title.clone())
    };
    let known = |line: LineStory| LineStory {
        known: title(new, &line.name).or_else(|| title(old, line.name.trim_end_matches(super::GONE))),
        ..line
    };
    lines.into_iter().map(known).collect()
}

/// A row as both payouts know it: file, sheet, row.
type At = (String, String, u32);

/// Rows with another fate or amount.
fn rows(old: &Payout, new: &Payout) -> Vec<RowStory> {
    let (before, after) = (fates(old), fates(new));
    let mut all: Vec<&At> = before.keys().chain(after.keys()).collect();
    all.sort_unstable();
    all.dedup();
    let references = (references(old), references(new));
    let unread =
        |known: &BTreeSet<At>, at: &At| if known.contains(at) { Fate::Reference } else { Fate::Ignored };
    let story = |at: &At| {
        let old = before.get(at).cloned().unwrap_or_else(|| without_money(unread(&references.0, at)));
        let new = after.get(at).cloned().unwrap_or_else(|| without_money(unread(&references.1, at)));
        row(at, old, new)
    };
    all.into_iter().filter_map(story).collect()
}

/// The rows of reference lists.
fn references(payout: &Payout) -> BTreeSet<At> {
    let rows = payout.rows.iter().filter(|row| row.fate == Fate::Reference);
    rows.map(|row| place(payout, row.at)).collect()
}

/// A row that no money hangs on: one of a reference list, or one that one policy's words make no data row of.
fn without_money(fate: Fate) -> Fared {
    let fate = FateStory {
        fate: fate.key().to_owned(),
        label: fate.label().to_owned(),
        awarded: Money::ZERO.to_string(),
        ..FateStory::default()
    };
    Fared { fate, ..Fared::default() }
}

/// What became of a row, and what it is.
#[derive(Clone, Default)]
struct Fared {
    names: Vec<String>,
    title: String,
    fate: FateStory,
}

fn row(at: &At, old: Fared, new: Fared) -> Option<RowStory> {
    if old.fate.fate == new.fate.fate && old.fate.awarded == new.fate.awarded {
        return None;
    }
    let told = if new.title.is_empty() { &old } else { &new };
    Some(RowStory {
        file: at.0.clone(),
        sheet: at.1.clone(),
        row: at.2,
        names: told.names.clone(),
        title: told.title.clone(),
        fate_changed: old.fate.fate != new.fate.fate,
        old: old.fate,
        new: new.fate,
    })
}

fn place(payout: &Payout, at: RowRef) -> At {
    let sheet = words::sheet_name(payout, at).unwrap_or_default().to_owned();
    (words::file_name(payout, at.file).to_owned(), sheet, at.row + 1)
}

/// Every data row by its place; rows of reference lists only where money hangs on them.
fn fates(payout: &Payout) -> BTreeMap<At, Fared> {
    let mut awarded: BTreeMap<RowRef, Money> = BTreeMap::new();
    for e in &payout.entitlements {
        if let Some(first) = e.sources.first() {
            *awarded.entry(*first).or_default() += e.net();
        }
    }
    let told = |row: &RowOutcome| {
        let sum = awarded.get(&row.at).copied().unwrap_or_default();
        (place(payout, row.at), fared(payout, row, sum))
    };
    let rows = payout.rows.iter().filter(|row| row.fate != Fate::Ignored);
    rows.filter(|row| row.kind == ListKind::Achievements || row.fate != Fate::Reference).map(told).collect()
}

fn fared(payout: &Payout, row: &RowOutcome, awarded: Money) -> Fared {
    let achievement = row.achievement.and_then(|id| payout.achievements.get(id.index()));
    let holders = achievement.iter().flat_map(|a| &a.holders);
    let name = |holder: &crate::model::achievement::Holder| {
        masked(&payout.enterprises[holder.enterprise.index()].name)
    };
    let title =
        achievement.map(|a| format!("{}《{}》", payout.policy.category(a.category).name, masked(&a.title)));
    Fared {
        names: holders.map(name).collect(),
        title: title.unwrap_or_default(),
        fate: FateStory {
            fate: row.fate.key().to_owned(),
            label: row.fate.label().to_owned(),
            reason: masked(&row.reason),
            clause: row.clause.map(|id| payout.policy.clause(id).id.clone()),
            awarded: awarded.to_string(),
        },
    }
}
