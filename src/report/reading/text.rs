//! What was understood as text for a clerk: a block a sheet, then what is to be done.

use super::{ColumnReport, FileReport, ReadReport, RecordReport, SheetReport, TableReport, report, sorted};
use crate::finding::{Code, Finding, Severity};
use crate::model::record::ListKind;
use crate::model::understood::Understood;
use crate::report::view::masked;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Things to do beyond this many are counted, not printed.
const MOST: usize = 50;
/// Rows, and totals, named in one line.
const NAMED: usize = 8;
/// Tables of one sheet that are shown.
const TABLES: usize = 3;

/// What was understood, for people; with `rows`, of every usable row too.
pub fn text(understood: &Understood, rows: bool) -> String {
    let (report, findings) = (report(understood, rows), sorted(understood));
    let mut out = String::new();
    heading(&report, &mut out);
    for file in &report.files {
        file_text(file, &findings, &mut out);
    }
    to_do(&findings, &mut out);
    out
}

fn line(out: &mut String, text: std::fmt::Arguments) {
    let _ = writeln!(out, "{text}");
}

fn heading(report: &ReadReport, out: &mut String) {
    let vocabulary = &report.vocabulary;
    line(out, format_args!("政策用语：{}（{}）", vocabulary.name, vocabulary.file));
    if !vocabulary.not_used.is_empty() {
        line(out, format_args!("没有用到的政策文件：{}", vocabulary.not_used.join("、")));
    }
    if let Some(decisions) = &report.decisions {
        line(out, format_args!("决定：{decisions}"));
    }
    let sheets: usize = report.files.iter().map(|file| file.sheets.len()).sum();
    let rows = report.rows;
    line(
        out,
        format_args!(
            "名单：{}个文件，{sheets}张表，读到{}行：可用 {}，待定 {}，非数据行 {}",
            report.files.len(),
            rows.read,
            rows.usable,
            rows.held,
            rows.ignored
        ),
    );
}

fn file_text(file: &FileReport, findings: &[Finding], out: &mut String) {
    let of_file: Vec<_> = findings.iter().filter(|finding| finding.place.file == file.file).collect();
    let is_of = |finding: &Finding, sheet: &SheetReport| finding.place.sheet.as_ref() == Some(&sheet.sheet);
    for sheet in &file.sheets {
        line(out, format_args!("\n{}[{}]：{}", file.file, sheet.sheet, title(sheet)));
        let of_sheet: Vec<_> = of_file.iter().copied().filter(|finding| is_of(finding, sheet)).collect();
        sheet_text(sheet, &of_sheet, out);
    }
    let is_left = |finding: &&Finding| !file.sheets.iter().any(|sheet| is_of(finding, sheet));
    let left: Vec<_> = of_file.into_iter().filter(is_left).collect();
    if file.sheets.is_empty() || !file.readable || !left.is_empty() {
        let state = if file.readable { "整个文件" } else { "未能读取" };
        line(out, format_args!("\n{}：{state}", file.file));
        kinds(&left, out);
    }
}

/// The kind of list, and who sent it.
fn title(sheet: &SheetReport) -> String {
    let kinds = [
        ListKind::Achievements,
        ListKind::Register,
        ListKind::History,
        ListKind::Exclusion,
        ListKind::Unknown,
    ];
    let kind = kinds.into_iter().find(|kind| kind.key() == sheet.kind).unwrap_or(ListKind::Unknown).label();
    match &sheet.department {
        Some(department) => format!("{kind}，{department}报送"),
        None => kind.to_owned(),
    }
}

fn sheet_text(sheet: &SheetReport, findings: &[&Finding], out: &mut String) {
    for table in sheet.tables.iter().take(TABLES) {
        table_text(table, out);
    }
    match sheet.tables.len() {
        0 => line(out, format_args!("  没有找到表头")),
        more if more > TABLES => line(out, format_args!("  另有{}个表格，用 --json 可看", more - TABLES)),
        _ => {}
    }
    let rows = sheet.rows;
    line(
        out,
        format_args!(
            "  读到{}行：可用 {}，待定 {}，非数据行 {}",
            rows.read, rows.usable, rows.held, rows.ignored
        ),
    );
    totals(sheet, out);
    held(sheet, out);
    kinds(findings, out);
    sheet.records.iter().for_each(|record| record_text(record, out));
}

/// A row in one line; who holds the achievement only where several do, for the name itself is among the values.
fn record_text(record: &RecordReport, out: &mut String) {
    let values = record.facts.iter().map(|fact| match fact.year {
        Some(year) => format!("{}({year})={}", fact.field, fact.value),
        None => format!("{}={}", fact.field, fact.value),
    });
    let values = values.collect::<Vec<_>>().join("；");
    let holders = match record.holders.as_slice() {
        [] | [_] => String::new(),
        several => format!("（{}家：{}）", several.len(), several.join("｜")),
    };
    line(out, format_args!("  第{}行 {values}{holders}", record.row));
}

fn table_text(table: &TableReport, out: &mut String) {
    let (first, last) = (table.first_heading_row, table.last_heading_row);
    let rows = if first == last { format!("第{first}行") } else { format!("第{first}至{last}行") };
    match &table.title {
        Some(title) => line(out, format_args!("  表头在{rows}，标题「{title}」")),
        None => line(out, format_args!("  表头在{rows}")),
    }
    let (used, unused): (Vec<_>, Vec<_>) = table.columns.iter().partition(|column| column.field.is_some());
    let arrow = |column: &&ColumnReport| {
        format!("「{}→{}」", column.heading, column.field.as_deref().unwrap_or_default())
    };
    line(out, format_args!("  列：{}", used.iter().map(arrow).collect::<String>()));
    if !unused.is_empty() {
        let names = unused.iter().map(|column| format!("{}「{}」", column.column, column.heading));
        line(out, format_args!("  没有用到的列：{}", names.collect::<Vec<_>>().join("、")));
    }
}

fn totals(sheet: &SheetReport, out: &mut String) {
    let said = sheet.totals.iter().take(NAMED).map(|total| match total.agrees {
        true => format!("{}{} {}，与各行相符", total.what, total.cell, total.stated),
        false => format!("{}{} 写{}，各行相加是{}，不符", total.what, total.cell, total.stated, total.added),
    });
    listed(out, "合计", said.collect(), sheet.totals.len(), "；", "处");
}

/// The held rows, under what holds them.
fn held(sheet: &SheetReport, out: &mut String) {
    let rows = sheet.held.iter().take(NAMED).map(|held| format!("第{}行（{}）", held.row, held.title));
    listed(out, "待定", rows.collect(), sheet.held.len(), "、", "行");
}

fn listed(out: &mut String, what: &str, named: Vec<String>, all: usize, between: &str, unit: &str) {
    if named.is_empty() {
        return;
    }
    let rest = all.saturating_sub(named.len());
    let rest = if rest > 0 { format!("，另有{rest}{unit}") } else { String::new() };
    line(out, format_args!("  {what}：{}{rest}", named.join(between)));
}

/// Findings by kind and count, in one line.
fn kinds(findings: &[&Finding], out: &mut String) {
    let mut counts: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    findings.iter().for_each(|finding| *counts.entry((finding.severity(), finding.code)).or_default() += 1);
    let said = counts
        .iter()
        .map(|((severity, code), count)| format!("{}[{code}] {} {count}条", severity.label(), code.title()));
    let said: Vec<_> = said.collect();
    if !said.is_empty() {
        line(out, format_args!("  问题：{}", said.join("；")));
    }
}

/// Every finding in full, the weightier first, each with what to do.
fn to_do(findings: &[Finding], out: &mut String) {
    if findings.is_empty() {
        line(out, format_args!("\n没有发现问题"));
        return;
    }
    line(out, format_args!("\n问题：{}条", findings.len()));
    let mut list: Vec<&Finding> = findings.iter().collect();
    list.sort_by_key(|finding| finding.severity());
    for finding in list.iter().take(MOST) {
        let word = finding.severity().label();
        line(out, format_args!("{word}[{}] {}", finding.code, finding.place));
        line(out, format_args!("    {}", indented(&finding.message)));
        if !finding.help.is_empty() {
            line(out, format_args!("    改法：{}", indented(&finding.help)));
        }
    }
    if list.len() > MOST {
        line(out, format_args!("另有{}条没有列出，用 --json 可看全部。", list.len() - MOST));
    }
}

fn indented(text: &str) -> String {
    masked(text).trim_end().replace('\n', "\n    ")
}
