//! Decisions about rows: accepted, refused, waived, objected to, and values chosen. Each must meet its row.

use super::choice;
use super::desk::Desk;
use crate::finding::Code;
use crate::model::decision::{Decision, DecisionKind, RowName};
use crate::model::record::{RowReading, RowRef};
use std::collections::BTreeMap;

/// Rows that decisions settle.
#[derive(Default)]
pub(super) struct Ruled {
    /// 不予采信: this row alone. The decision's index and reason.
    pub(super) refused: BTreeMap<RowRef, (usize, String)>,
    /// 自愿放弃, 异议成立: the whole achievement that the row states.
    pub(super) dropped: BTreeMap<RowRef, (usize, String)>,
}

/// Finds the rows of the decisions, sets chosen values, and says which decisions met no usable row.
pub(super) fn rule(desk: &mut Desk<'_>) -> Ruled {
    let mut ruled = Ruled::default();
    let decisions = desk.decisions;
    for (index, decision) in decisions.list.iter().enumerate() {
        let Some(name) = row_name(&decision.kind) else { continue };
        let chosen = match &decision.kind {
            DecisionKind::Choice { field, value, .. } => match choice::field(desk, decision, field) {
                Some(field) => Some((field, value)),
                None => continue,
            },
            _ => None,
        };
        let row = match find(desk, name) {
            Ok(row) => row,
            Err(why) => {
                unmatched(desk, decision, &why, "核对文件名、工作表名和行号；名单改动过的，行号可能已变。");
                continue;
            }
        };
        let reason =
            |word: &str| (index, format!("{word}：{}（{}，{}）", decision.why, decision.who, decision.when));
        match &decision.kind {
            DecisionKind::Accept(_) => {
                desk.accepted.insert(row);
            }
            DecisionKind::Refuse(_) => {
                desk.refused.insert(row);
                ruled.refused.entry(row).or_insert_with(|| reason("不予采信"));
            }
            DecisionKind::Waiver(_) => {
                ruled.dropped.entry(row).or_insert_with(|| reason("自愿放弃"));
            }
            DecisionKind::Objection(_) => {
                ruled.dropped.entry(row).or_insert_with(|| reason("异议成立"));
            }
            _ => {}
        }
        if let Some((field, value)) = chosen {
            choice::set(desk, decision, row, field, value);
        }
    }
    ruled
}

fn row_name(kind: &DecisionKind) -> Option<&RowName> {
    match kind {
        DecisionKind::Accept(row)
        | DecisionKind::Refuse(row)
        | DecisionKind::Waiver(row)
        | DecisionKind::Objection(row)
        | DecisionKind::Choice { row, .. } => Some(row),
        _ => None,
    }
}

/// The usable row that a decision names, or why there is none.
fn find(desk: &Desk<'_>, name: &RowName) -> Result<RowRef, String> {
    let of_file = |file: u32| {
        let given = desk.files.get(file as usize).map_or("", String::as_str);
        given == name.file || given.rsplit('/').next() == Some(name.file.as_str())
    };
    let sheets: Vec<_> = desk
        .reading
        .sheets
        .iter()
        .filter(|sheet| of_file(sheet.file) && name.sheet.as_ref().is_none_or(|wanted| *wanted == sheet.name))
        .collect();
    let sheet = match sheets.as_slice() {
        [sheet] => sheet,
        [] => return Err(format!("没有文件或工作表 {}", name.file)),
        _ => return Err(format!("{} 不止一张表，要写明 sheet", name.file)),
    };
    let row = name.row.saturating_sub(1);
    let read = sheet.rows.iter().find(|(at, _)| *at == row).map(|(_, reading)| reading);
    match read {
        Some(RowReading::Usable(_)) => Ok(RowRef { file: sheet.file, sheet: sheet.sheet, row }),
        Some(RowReading::Held(_)) => {
            Err(format!("{} 第{}行读入时已待定，决定不能代替缺少的内容", name.file, name.row))
        }
        _ => Err(format!("{} 第{}行不是数据行", name.file, name.row)),
    }
}

/// Tells a decision that has no effect.
pub(super) fn unmatched(desk: &mut Desk<'_>, decision: &Decision, why: &str, help: &str) {
    let at = desk.decisions.place(decision);
    desk.say(Code::DecisionUnmatched, at, format!("这条决定没有起作用：{why}"), help);
}
