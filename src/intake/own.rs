//! A payout workbook among the lists: its 结转台账 is history. One that is a draft, of a later year or not understood is
//! held as a whole: what it says was paid must not be paid again, and what it only tried must not count as paid.

use super::{Gathered, empty_reading, own_sums, say::Here};
use crate::finding::{Code, Finding, Place};
use crate::model::record::{ListKind, RowReading, SheetReading};
use crate::model::run_record::{Fault, FileRole, LEDGER, RunRecord, SHEET};
use crate::source::SourceFile;
use crate::table::kind::PAYOUT_SHEETS;
use crate::workbook::{Row, Value, Workbook};

/// What a workbook among the lists is.
pub(super) enum Own {
    /// None of ours.
    Foreign,
    /// Ours, and of no use: one held row.
    Held(SheetReading),
    /// Ours: the sheet that is a history list, and the record of its run.
    Ledger(usize, RunRecord),
}

/// Tells what a workbook is.
pub(super) fn judge(
    book: &mut Workbook<'_>,
    source: &SourceFile,
    file: u32,
    year: Option<i32>,
    gathered: &mut Gathered,
) -> Own {
    let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let at = |wanted: &str| names.iter().position(|name| name == wanted);
    if PAYOUT_SHEETS.iter().any(|wanted| at(wanted).is_none()) {
        return Own::Foreign;
    }
    let understood = match (at(SHEET), at(LEDGER)) {
        (Some(sheet), Some(ledger)) => {
            let details = at(PAYOUT_SHEETS[0]).unwrap_or_default();
            usable(book, sheet, source, year)
                .and_then(|record| believed(book, (ledger, details), source, record))
        }
        _ => Err(unusable(source, "没有结转台账和运行记录，可能是别的版本写的")),
    };
    match understood {
        Ok((ledger, record)) => Own::Ledger(ledger, record),
        Err(finding) => {
            gathered.findings.push(finding);
            Own::Held(held(
                source,
                file,
                at(PAYOUT_SHEETS[0]).unwrap_or_default(),
                gathered.findings.len() - 1,
            ))
        }
    }
}

/// The record of a run whose payments are history of the award year.
fn usable(
    book: &mut Workbook<'_>,
    sheet: usize,
    source: &SourceFile,
    year: Option<i32>,
) -> Result<RunRecord, Finding> {
    let record = match RunRecord::parse(&lines(book, sheet)?) {
        Ok(record) => record,
        Err(Fault::OtherForm(form)) => {
            return Err(unusable(source, &format!("格式是「{form}」，本程序不认识")));
        }
        Err(Fault::Broken(item)) => {
            return Err(unusable(source, &format!("运行记录里「{item}」缺失或不能识别")));
        }
    };
    let place = || Place::sheet(&source.name, SHEET);
    if record.draft || !record.assumptions.is_empty() {
        let message = format!(
            "这是{}年度的试算稿，没有据以拨付，不能当作已经兑现；它试算的成果是不是另外付过还不知道，全部成果待定，以免重复兑现。",
            record.year
        );
        let help = "请换成正式拨付所依据的兑现表；没有拨付过的，把本文件移出名单文件夹。";
        return Err(Finding::new(Code::FileOwnDraft, place(), message, help));
    }
    match year {
        Some(year) if record.year > year => {
            let message = format!(
                "这是{}年度的兑现表，本次计算{year}年度，以后年度的兑现不能算作以前付过；全部成果待定。",
                record.year
            );
            let help = format!("请移出名单文件夹；要计算{}年度以后的，用 --year 指明年度。", record.year);
            Err(Finding::new(Code::FileOwnLater, place(), message, help))
        }
        _ => Ok(record),
    }
}

/// The ledger and its record, where the workbook does not contradict itself.
fn believed(
    book: &mut Workbook<'_>,
    (ledger, details): (usize, usize),
    source: &SourceFile,
    record: RunRecord,
) -> Result<(usize, RunRecord), Finding> {
    match own_sums::contradiction(book, ledger, details, &record)? {
        None => Ok((ledger, record)),
        Some(why) => {
            let message = format!(
                "这是{}年度的兑现表，{why}；实际兑现了多少还不知道，全部成果待定，以免多付。",
                record.year
            );
            let help = "请换成出表时的原件；原件没有了的，用当时的名单和政策以本程序重新生成。";
            Err(Finding::new(Code::FileOwn, Place::sheet(&source.name, LEDGER), message, help))
        }
    }
}

/// The first four columns of a sheet.
fn lines(book: &mut Workbook<'_>, sheet: usize) -> Result<Vec<[String; 4]>, Finding> {
    let mut lines = Vec::new();
    book.rows(sheet, &mut |row| lines.push(line(&row)))?;
    Ok(lines)
}

fn line(row: &Row) -> [String; 4] {
    let mut line: [String; 4] = Default::default();
    for cell in row.cells.iter().filter(|cell| cell.merged_from.is_none()) {
        if let Some(slot) = line.get_mut(cell.col as usize) {
            *slot = match &cell.value {
                Value::Text(text) => text.clone(),
                Value::Number(number, _) => number.normalize().to_string(),
                Value::Date(date) => date.to_string(),
                _ => String::new(),
            };
        }
    }
    line
}

fn unusable(source: &SourceFile, why: &str) -> Finding {
    let message = format!("这是算好的兑现表，{why}；其中哪些已经兑现还不知道，全部成果待定，以免重复兑现。");
    let help = "放错了的请移出名单文件夹。确是以前的兑现表，请用当时的名单和政策以本程序重新生成；或把它的明细逐项写入历年台账（企业名称、类别、产品名称、证书编号、认定日期、奖励年度、兑现金额），再移出本文件。";
    Finding::new(Code::FileOwn, Place::sheet(&source.name, PAYOUT_SHEETS[0]), message, help)
}

/// The reading of a workbook that is of no use, one held row.
fn held(source: &SourceFile, file: u32, sheet: usize, finding: usize) -> SheetReading {
    let here = Here {
        file,
        sheet: u32::try_from(sheet).unwrap_or(u32::MAX),
        file_name: source.name.clone(),
        base_name: source.base_name().to_owned(),
        files: Default::default(),
        sheet_name: PAYOUT_SHEETS[0].to_owned(),
        only_sheet: false,
    };
    let mut reading = empty_reading(&here);
    reading.rows.push((0, RowReading::Held(finding)));
    reading
}

/// History that a workbook of ours was computed with, and that is no longer among the lists: what it says was paid
/// before would be forgotten. A ledger of the same name has only grown.
pub(super) fn gaps(ledgers: &[(String, RunRecord)], sources: &[SourceFile]) -> Vec<Finding> {
    let base = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let here = |name: &str, sha256: &str| {
        sources.iter().any(|source| source.sha256 == sha256 || source.base_name() == base(name))
    };
    let mut findings = Vec::new();
    for (workbook, record) in ledgers {
        let history = record.of(FileRole::List).filter(|file| file.note.contains(ListKind::History.label()));
        for file in history.filter(|file| !here(&file.name, &file.sha256)) {
            let message = format!(
                "{}年度兑现时用过历年兑现「{}」（SHA-256 {}…），这次的名单里没有它；它记载的兑现会被当作没有付过。",
                record.year,
                file.name,
                file.sha256.get(..12).unwrap_or(&file.sha256)
            );
            let help = "请把它放回名单文件夹；内容已经并入别的历年台账的，可以不管。";
            findings.push(Finding::new(Code::FileOwnGap, Place::sheet(workbook, SHEET), message, help));
        }
    }
    findings
}
