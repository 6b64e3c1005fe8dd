//! Exclusion rows with their enterprises resolved; a row that names nobody, or ends before it begins, is held.

use super::desk::{Desk, shown};
use super::enterprises::People;
use crate::finding::Code;
use crate::model::achievement::ExclusionRow;
use crate::model::record::{ListKind, Record, RowRef};
use crate::policy::builtin;

/// The exclusion rows in source order, one for each enterprise that a row names.
pub(super) fn collect(desk: &mut Desk<'_>, people: &People) -> Vec<ExclusionRow> {
    let mut rows = Vec::new();
    let mut all_held = false;
    for index in 0..desk.records.len() {
        let record = &desk.records[index];
        if record.kind != ListKind::Exclusion || desk.refused.contains(&record.at) {
            continue;
        }
        let holders = &people.holders[index];
        if holders.is_empty() {
            hold_nobody(desk, index, &mut all_held);
        } else if is_reversed(record) {
            hold_reversed(desk, people, index);
        } else {
            rows.extend(holders.iter().map(|enterprise| ExclusionRow {
                source: record.at,
                enterprise: *enterprise,
                facts: record.facts.clone(),
            }));
        }
    }
    rows
}

/// Holds a row that names nobody, and with the first of them every achievement.
fn hold_nobody(desk: &mut Desk<'_>, index: usize, all_held: &mut bool) {
    let place = desk.row_place(desk.records[index].at);
    let message = format!("排除名单{place}这一行没有写明企业，个人也没有身份证号，不知排除谁；全部成果待定");
    let first = !std::mem::replace(all_held, true);
    let live = desk.records.iter().filter(|live| first && desk.is_live(live));
    let touched: Vec<RowRef> = live.map(|live| live.at).collect();
    hold(desk, index, &touched, &message, "请补上企业名称；个人的补上身份证号。");
}

/// True where a row ends, on every day that its dates may mean, before it begins.
fn is_reversed(record: &Record) -> bool {
    let dates = record.facts.date(builtin::EXCLUDED_FROM).zip(record.facts.date(builtin::EXCLUDED_TO));
    dates.is_some_and(|(from, to)| to.last < from.first)
}

/// Holds a row whose dates are the wrong way round, and every achievement of its enterprises: nobody can say when it was in force.
fn hold_reversed(desk: &mut Desk<'_>, people: &People, index: usize) {
    let record = &desk.records[index];
    let day = |field| record.facts.get(field).map(|fact| shown(&fact.value)).unwrap_or_default();
    let message = format!(
        "排除名单{}的移出日期「{}」早于列入日期「{}」，不知何时有效；该企业的成果一并待定",
        desk.quote_name(record),
        day(builtin::EXCLUDED_TO),
        day(builtin::EXCLUDED_FROM)
    );
    let touched: Vec<RowRef> = people.live_rows(desk, people.holders[index].iter().copied()).collect();
    hold(desk, index, &touched, &message, "请核对并改正这一行的日期；确不应排除的用「不予采信」决定。");
}

fn hold(desk: &mut Desk<'_>, index: usize, touched: &[RowRef], message: &str, help: &str) {
    let at = desk.records[index].at;
    let position = desk.say(Code::ExclusionUnclear, desk.row_place(at), message, help);
    desk.hold_always(at, position);
    for row in touched {
        desk.hold(*row, position);
    }
}
