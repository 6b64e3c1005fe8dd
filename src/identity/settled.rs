//! What became of every row that does not carry a live achievement: held, duplicate, refused or reference.

use super::desk::Desk;
use super::enterprises::People;
use super::merge::Merged;
use super::products;
use super::rows::{Ruled, unmatched};
use crate::model::achievement::{Achievement, Settled};
use crate::model::decision::DecisionKind;
use crate::model::record::{ListKind, Record, RowRef};
use crate::policy::builtin;
use crate::text::name;
use std::collections::{BTreeMap, BTreeSet};

/// A waiver or an upheld objection ends the whole achievement, however many rows state it.
pub(super) fn drop_waived(merged: &mut Merged, ruled: &Ruled) {
    let repeats = merged.duplicates.iter().filter(|(row, _)| ruled.dropped.contains_key(row));
    let firsts: BTreeSet<RowRef> = repeats.map(|(_, first)| *first).collect();
    let waived = |achievement: &Achievement| {
        achievement.sources.iter().any(|row| ruled.dropped.contains_key(row) || firsts.contains(row))
    };
    let keep: Vec<bool> = merged.achievements.iter().map(|achievement| !waived(achievement)).collect();
    let mut keep = keep.into_iter();
    merged.achievements.retain(|_| keep.next().unwrap_or(true));
}

/// Achievements with a held row are not live; all their rows are held.
pub(super) fn drop_held(desk: &Desk<'_>, merged: &mut Merged) {
    let held = |achievement: &Achievement| {
        let accepted = achievement.sources.iter().any(|row| desk.accepted.contains(row));
        !accepted && achievement.sources.iter().any(|row| desk.held.contains_key(row))
    };
    merged.achievements.retain(|achievement| !held(achievement));
}

/// Every record that is not the first source of a live achievement, in source order.
pub(super) fn all(
    desk: &Desk<'_>,
    ruled: &Ruled,
    merged: &Merged,
    first_finding: usize,
) -> Vec<(RowRef, Settled)> {
    let live: BTreeSet<RowRef> =
        merged.achievements.iter().map(|achievement| achievement.sources[0]).collect();
    // A decision on any row of an achievement speaks for all of them.
    let first = |row: RowRef| merged.duplicates.get(&row).copied().unwrap_or(row);
    let mut by_first = BTreeMap::new();
    for (row, ruling) in &ruled.dropped {
        by_first.entry(first(*row)).or_insert(ruling);
    }
    let waived = |row: RowRef| ruled.dropped.get(&row).or_else(|| by_first.get(&first(row)).copied());
    let mut settled = Vec::new();
    for record in desk.records.iter() {
        let row = record.at;
        let fate = if let Some((index, reason)) = ruled.refused.get(&row).or_else(|| waived(row)) {
            Settled::Refused(*index, reason.clone())
        } else if live.contains(&row) {
            continue;
        } else if let Some(first) = merged.duplicates.get(&row).filter(|first| live.contains(first)) {
            Settled::Duplicate(*first)
        } else if let Some(position) = desk.held.get(&row) {
            Settled::Held(first_finding + position)
        } else if record.kind == ListKind::Achievements {
            debug_assert!(false, "an achievement row without a fate: {row:?}");
            continue;
        } else {
            Settled::Reference
        };
        settled.push((row, fate));
    }
    // Rows that were held while they were read are no records.
    let is_record = |row: &RowRef| desk.records.binary_search_by_key(row, |record| record.at).is_ok();
    for (row, (index, reason)) in ruled.refused.iter().filter(|(row, _)| !is_record(row)) {
        settled.push((*row, Settled::Refused(*index, reason.clone())));
    }
    settled.sort_by_key(|(row, _)| *row);
    settled
}

/// Tells decisions about names and products that name nothing in the lists.
pub(super) fn tell_unmatched(desk: &mut Desk<'_>, people: &People) {
    let decisions = desk.decisions;
    for decision in &decisions.list {
        let Some(why) = nameless(desk, people, &decision.kind) else { continue };
        let position = unmatched(desk, decision, &why, "名称要与名单一致（全半角、空格、括号不计）。");
        // Whoever takes its place, a firm that was succeeded is not the one to be paid.
        if let DecisionKind::Successor { from, .. } = &decision.kind
            && let Some(id) = people.named(from)
        {
            let owes = |record: &&Record| record.facts.get(builtin::DUE_YEAR).is_some();
            let due = people.records_of(id).iter().map(|record| &desk.records[*record]).filter(owes);
            let rows: Vec<RowRef> = people.live_rows(desk, [id]).chain(due.map(|record| record.at)).collect();
            rows.into_iter().for_each(|row| desk.hold_always(row, position));
        }
    }
}

/// Why a decision's names are none of the lists'.
fn nameless(desk: &Desk<'_>, people: &People, kind: &DecisionKind) -> Option<String> {
    let lacks = |missing: Vec<&str>, of: &str| {
        let quoted: Vec<String> = missing.into_iter().map(|text| format!("「{text}」")).collect();
        (!quoted.is_empty()).then(|| format!("名单里{of}没有{}", quoted.join("、")))
    };
    let known = |text: &&str| people.by_name.contains_key(&name::enterprise(text).key);
    match kind {
        DecisionKind::SameEnterprise(names) | DecisionKind::DifferentEnterprises(names) => {
            lacks(names.iter().map(String::as_str).filter(|text| !known(text)).collect(), "")
        }
        DecisionKind::Successor { from, to } => {
            let why = lacks([from.as_str(), to].into_iter().filter(|text| !known(text)).collect(), "")?;
            let held =
                if known(&from.as_str()) { format!("，「{from}」的成果待定") } else { String::new() };
            Some(format!("{why}{held}"))
        }
        DecisionKind::SameProduct(enterprise, names) | DecisionKind::DifferentProducts(enterprise, names) => {
            if !known(&enterprise.as_str()) {
                return lacks(vec![enterprise], "");
            }
            let Some(id) = people.named(enterprise) else {
                return Some(format!("叫「{enterprise}」的企业不止一家"));
            };
            let listed = products::listed(desk, people, id);
            let is_listed = |text: &&str| listed.contains(&name::title(text).key);
            let missing = names.iter().map(String::as_str).filter(|text| !is_listed(text)).collect();
            lacks(missing, &format!("「{enterprise}」"))
        }
        _ => None,
    }
}
