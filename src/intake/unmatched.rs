//! Heading decisions that met no heading: a person settled something, and it had no effect.

use crate::finding::{Code, Finding};
use crate::model::decision::{DecisionKind, Decisions};
use crate::model::record::SheetReading;
use crate::text::normal::key;
use crate::text::path;

/// A finding for each decision on a heading whose file, sheet or row none of the tables has.
pub(super) fn headings(decisions: &Decisions, files: &[String], sheets: &[SheetReading]) -> Vec<Finding> {
    let unmatched = decisions.list.iter().filter_map(|decision| {
        let DecisionKind::Heading { file, sheet, heading_row, .. } = &decision.kind else { return None };
        let why = missed(file, sheet.as_deref(), *heading_row, files, sheets)?;
        let help = "核对文件名、工作表名和表头的行号；名单改动过的，行号可能已变。不再需要的，请删去这一条。";
        let message = format!("这条决定没有起作用：{why}。");
        Some(Finding::new(Code::DecisionUnmatched, decisions.place(decision), message, help))
    });
    unmatched.collect()
}

/// Why a heading is not met; none where it is.
fn missed(
    file: &str,
    sheet: Option<&str>,
    heading_row: u32,
    files: &[String],
    sheets: &[SheetReading],
) -> Option<String> {
    let named = path::named(files, file);
    if named.len() > 1 {
        let paths: Vec<&str> = named.iter().map(|at| path::shortest(files, *at)).collect();
        return Some(format!("叫「{file}」的文件不止一个，file 要连文件夹一起写：{}", paths.join("、")));
    }
    let of_file = |reading: &&SheetReading| named.contains(&(reading.file as usize));
    let of_sheet = |reading: &&SheetReading| sheet.is_none_or(|sheet| key(sheet) == key(&reading.name));
    let found: Vec<&SheetReading> = sheets.iter().filter(of_file).filter(of_sheet).collect();
    if found.is_empty() {
        let sheet = sheet.map(|sheet| format!("的工作表「{sheet}」")).unwrap_or_default();
        return Some(format!("没有读到「{file}」{sheet}"));
    }
    if sheet.is_none() && found.iter().any(|reading| reading.sheet > 0) {
        return Some(format!("「{file}」不止一张工作表，要写明 sheet"));
    }
    let last_rows = found.iter().flat_map(|reading| &reading.tables).map(|table| table.heading_rows.1);
    let meets = last_rows.map(u64::from).any(|last| last + 1 == u64::from(heading_row));
    (!meets).then(|| format!("「{file}」第 {heading_row} 行不是表头的最后一行"))
}
