//! Exclusion rows with their enterprises resolved; a row that names nobody is held.

use super::desk::Desk;
use super::enterprises::People;
use crate::finding::Code;
use crate::model::achievement::ExclusionRow;
use crate::model::record::ListKind;

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
        rows.extend(holders.iter().map(|enterprise| ExclusionRow {
            source: record.at,
            enterprise: *enterprise,
            facts: record.facts.clone(),
        }));
        if holders.is_empty() {
            let (at, place) = (record.at, desk.row_place(record.at));
            let message =
                format!("排除名单{place}这一行没有写明企业，个人也没有身份证号，不知排除谁；全部成果待定");
            let position =
                desk.say(Code::ExclusionUnclear, place, message, "请补上企业名称；个人的补上身份证号。");
            desk.hold_always(at, position);
            if !std::mem::replace(&mut all_held, true) {
                hold_all(desk, position);
            }
        }
    }
    rows
}

fn hold_all(desk: &mut Desk<'_>, finding: usize) {
    let live = desk.records.iter().filter(|live| live.kind == ListKind::Achievements);
    let live: Vec<_> = live.map(|live| live.at).collect();
    for row in live {
        desk.hold(row, finding);
    }
}
