//! Rows of reference lists that could not be used: every achievement that one could touch is held with it.

use super::called::{Coded, named};
use super::desk::{Desk, refusal_lines};
use super::enterprises::People;
use super::products::covered;
use super::rows::Ruled;
use crate::finding::Code;
use crate::model::achievement::EnterpriseId;
use crate::model::record::{ListKind, Record, RowRef};
use crate::policy::{CategoryId, Policy, StepKind, UsedBy};
use crate::text::name;
use std::collections::{BTreeMap, BTreeSet};

/// Holds what the unread rows could touch: the achievements of the enterprises they name; where they name none,
/// those of their category and of the categories that some step looks up together with it, or all.
pub(super) fn hold(desk: &mut Desk<'_>, people: &People, ruled: &Ruled) {
    let reading = desk.reading;
    let coded = if reading.unread.is_empty() { Coded::default() } else { Coded::new(people) };
    // What rows without a name touch is held with the first of them that is of a category.
    let mut anonymous: BTreeMap<Option<CategoryId>, Vec<RowRef>> = BTreeMap::new();
    for record in reading.unread.iter().filter(|record| !ruled.refused.contains_key(&record.at)) {
        if record.kind == ListKind::Unknown {
            hold_mentioned(desk, people, record);
            continue;
        }
        let named = named(people, &coded, record);
        if !record.names.is_empty() || !named.is_empty() {
            let touched: Vec<RowRef> = people.live_rows(desk, named).collect();
            tell(desk, record, &format!("「{}」的成果", record.names.join("、")), &touched, &touched);
            continue;
        }
        // Without a name, a register row only leaves facts missing, and those hold by themselves.
        if record.kind == ListKind::Register {
            continue;
        }
        let known = anonymous.contains_key(&record.category);
        let touched = anonymous.entry(record.category).or_insert_with(|| of_category(desk, record.category));
        let fresh: &[RowRef] = if known { &[] } else { touched.as_slice() };
        tell(desk, record, "它没有写明企业，可能有关的成果", touched, fresh);
    }
}

/// Holds the achievements of the enterprises that a row of a table of no known kind names in some cell: they may have been paid by
/// it, or barred.
fn hold_mentioned(desk: &mut Desk<'_>, people: &People, record: &Record) {
    let is_known =
        |text: &&String| name::organisations(text).iter().any(|key| people.by_name.contains_key(key));
    let known: Vec<String> = record.names.iter().filter(is_known).cloned().collect();
    let keys = known.iter().flat_map(|text| name::organisations(text));
    let ids: BTreeSet<EnterpriseId> =
        keys.filter_map(|key| people.by_name.get(&key)).flatten().copied().collect();
    let touched: Vec<RowRef> = people.live_rows(desk, ids).collect();
    if touched.is_empty() {
        return;
    }
    let place = desk.row_place(record.at);
    let message = format!(
        "{place} 写着「{}」，而看不出这张表是什么名单，可能是已经付过的，也可能是不应奖励的；「{0}」的成果一并待定",
        known.join("、")
    );
    let help = format!(
        "请按这张表的另一条问题写明是什么名单后重算；与本次奖励无关的移出名单文件夹，或写：\n{}",
        refusal_lines(desk, record.at)
    );
    let position = desk.say(Code::ReferenceUnread, place, message, help);
    touched.into_iter().for_each(|row| desk.hold(row, position));
}

/// Says what an unread row touches, and holds those rows that no row before it held for the same.
fn tell(desk: &mut Desk<'_>, record: &Record, who: &str, touched: &[RowRef], fresh: &[RowRef]) {
    if touched.is_empty() {
        return;
    }
    let place = desk.row_place(record.at);
    let message = format!("{}的 {place} 没有读成，{who}一并待定", record.kind.label());
    let position = desk.say(Code::ReferenceUnread, place, message, "请按本行的另一条问题改正名单后重算。");
    for row in fresh {
        desk.hold(*row, position);
    }
}

/// The rows to be paid that a row of that category, or of none, could touch.
fn of_category(desk: &Desk<'_>, category: Option<CategoryId>) -> Vec<RowRef> {
    let together = category.map(|category| looked_up_with(desk.policy, category));
    let touches = |live: &&Record| {
        let of_category =
            |together: &BTreeSet<CategoryId>| live.category.is_none_or(|c| together.contains(&c));
        desk.is_live(live) && together.as_ref().is_none_or(of_category)
    };
    desk.records.iter().filter(touches).map(|live| live.at).collect()
}

/// The category itself, and those whose live items a step compares with payments of it.
fn looked_up_with(policy: &Policy, category: CategoryId) -> BTreeSet<CategoryId> {
    let covers = policy.steps.iter().filter_map(|step| match &step.kind {
        StepKind::HighestOnly(rule) if rule.across_years => Some(&rule.covers),
        StepKind::UpgradeDifference(rule) => Some(&rule.covers),
        StepKind::Cap(rule) if rule.used_by != UsedBy::None => Some(&rule.covers),
        StepKind::Budget(rule) if rule.used_by != UsedBy::None => Some(&rule.covers),
        _ => None,
    });
    let together = covers.map(|covers| covered(policy, covers)).filter(|covered| covered.contains(&category));
    together.flatten().chain([category]).collect()
}
