//! A payout workbook among the lists: it is no list, and what it says was paid must not be paid again.

use super::{Gathered, empty_reading, say::Here};
use crate::finding::{Code, Finding, Place};
use crate::model::record::{RowReading, SheetReading};
use crate::source::SourceFile;
use crate::table::kind::PAYOUT_SHEETS;
use crate::workbook::Workbook;

/// The reading of a payout workbook, one held row; none for any other workbook.
pub(super) fn read(
    book: &mut Workbook<'_>,
    source: &SourceFile,
    file: u32,
    gathered: &mut Gathered,
) -> Option<SheetReading> {
    let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    if !PAYOUT_SHEETS.iter().all(|wanted| names.iter().any(|name| name == wanted)) {
        return None;
    }
    let sheet = names.iter().position(|name| name == PAYOUT_SHEETS[0])?;
    let here = Here {
        file,
        sheet: u32::try_from(sheet).ok()?,
        file_name: source.name.clone(),
        base_name: source.base_name().to_owned(),
        sheet_name: PAYOUT_SHEETS[0].to_owned(),
        only_sheet: false,
    };
    let message = "这是算好的兑现表，不是名单；其中哪些已经兑现还不知道，全部成果待定，以免重复兑现。";
    let help = "放错了的请移出名单文件夹。补充批次请把它的明细逐项写入历年台账（企业名称、类别、产品名称、证书编号、认定日期、奖励年度、兑现金额），再移出本文件。";
    gathered.findings.push(Finding::new(
        Code::FileOwn,
        Place::sheet(&source.name, PAYOUT_SHEETS[0]),
        message,
        help,
    ));
    let mut reading = empty_reading(&here);
    reading.rows.push((0, RowReading::Held(gathered.findings.len() - 1)));
    Some(reading)
}
