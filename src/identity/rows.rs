//! Decisions about rows: accepted, refused, waived, objected to, and values chosen. Each must meet its row.

use super::choice;
use super::desk::Desk;
use super::guard;
use crate::finding::Code;
use crate::model::decision::{Decision, DecisionKind, RowName};
use crate::model::record::{ListKind, Record, RowReading, RowRef, SheetReading};
use crate::policy::builtin;
use crate::text::{normal, path};
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
        let Some(name) = decision.kind.row() else { continue };
        let chosen = match &decision.kind {
            DecisionKind::Choice { field, value, .. } => match choice::field(desk, decision, field) {
                Some(field) if choice::is_value(desk, decision, field, value) => Some((field, value)),
                _ => continue,
            },
            _ => None,
        };
        let row = match find(desk, &decision.kind, name)
            .and_then(|row| suits(desk, &decision.kind, name, row))
        {
            Ok(row) => row,
            Err(why) => {
                let why = format!("{why}{}", guard::now(desk, name, None));
                unmatched(desk, decision, &why, "核对文件名、工作表名和行号；名单改动过的，行号可能已变。");
                continue;
            }
        };
        if !guard::agrees(desk, decision, name, row) {
            continue;
        }
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

/// A row that a decision can say this of: what is given up is an achievement, or an instalment that the ledger owes.
fn suits(desk: &Desk<'_>, kind: &DecisionKind, name: &RowName, row: RowRef) -> Result<RowRef, String> {
    let ends = matches!(kind, DecisionKind::Waiver(_) | DecisionKind::Objection(_));
    let record = desk.records.binary_search_by_key(&row, |record| record.at).map(|at| &desk.records[at]);
    let owes = |record: &Record| {
        [builtin::DUE_YEAR, builtin::DUE_AMOUNT].iter().any(|field| record.facts.get(*field).is_some())
    };
    match record {
        Ok(record) if ends && record.kind == ListKind::History && !owes(record) => {
            Err(format!("{} 第{}行是已经付的款，没有到期的款，不能放弃", name.file, name.row))
        }
        Ok(record) if ends && !matches!(record.kind, ListKind::Achievements | ListKind::History) => {
            Err(format!("{} 第{}行是{}的行，不是成果", name.file, name.row, record.kind.label()))
        }
        _ => Ok(row),
    }
}

/// The row that a decision names, or why there is none that it can settle: a row that was not read can only be refused.
fn find(desk: &Desk<'_>, kind: &DecisionKind, name: &RowName) -> Result<RowRef, String> {
    let sheet = sheet(desk, name)?;
    let row = name.row.saturating_sub(1);
    let at = RowRef { file: sheet.file, sheet: sheet.sheet, row };
    let read = sheet.rows.iter().find(|(at, _)| *at == row).map(|(_, reading)| reading);
    match read {
        Some(RowReading::Usable(_)) => Ok(at),
        Some(RowReading::Held(_)) if matches!(kind, DecisionKind::Refuse(_)) => Ok(at),
        Some(RowReading::Held(_)) => Err(format!(
            "{} 第{}行读入时已待定，决定不能代替缺少的内容；不用这一行的，kind 写「不予采信」",
            name.file, name.row
        )),
        _ => Err(format!("{} 第{}行不是数据行", name.file, name.row)),
    }
}

/// The one sheet that a decision names, as intake has it.
fn sheet<'a>(desk: &Desk<'a>, name: &RowName) -> Result<&'a SheetReading, String> {
    let file = file(desk.files, &name.file)?;
    let of_file: Vec<&SheetReading> =
        desk.reading.sheets.iter().filter(|sheet| sheet.file as usize == file).collect();
    let Some(wanted) = &name.sheet else {
        return match of_file.as_slice() {
            [sheet] => Ok(sheet),
            [] => Err(format!("{} 里没有读到名单", name.file)),
            _ => Err(format!("{} 不止一张表，要写明 sheet", name.file)),
        };
    };
    let found = of_file.iter().find(|sheet| normal::key(&sheet.name) == normal::key(wanted));
    found.copied().ok_or_else(|| {
        let names: Vec<String> = of_file.iter().map(|sheet| format!("「{}」", sheet.name)).collect();
        format!("{} 没有工作表「{wanted}」，有{}", name.file, names.join("、"))
    })
}

/// The one file that a decision names.
fn file(files: &[String], name: &str) -> Result<usize, String> {
    match path::named(files, name).as_slice() {
        [file] => Ok(*file),
        [] => Err(format!("没有文件 {name}")),
        several => {
            let paths: Vec<&str> = several.iter().map(|at| path::shortest(files, *at)).collect();
            Err(format!("叫 {name} 的文件不止一个，file 要连文件夹一起写：{}", paths.join("、")))
        }
    }
}

/// Tells a decision that has no effect; the finding's position.
pub(super) fn unmatched(desk: &mut Desk<'_>, decision: &Decision, why: &str, help: &str) -> usize {
    let at = desk.decisions.place(decision);
    desk.say(Code::DecisionUnmatched, at, format!("这条决定没有起作用：{why}"), help)
}
