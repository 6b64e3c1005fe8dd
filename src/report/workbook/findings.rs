//! 问题清单: every finding, with what to do about it.

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Sheet, Spec, TOP};
use super::style::Look;
use rust_xlsxwriter::XlsxError;

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let columns = [("序号", 5), ("代码", 8), ("级别", 7), ("位置", 32), ("问题", 52), ("处理办法", 52)];
    let mut sheet = Sheet::open(book, Spec::list("问题清单", "名单问题清单", &columns))?;
    for (number, finding) in (1_i64..).zip(&sheet.view().payout.findings) {
        sheet.row(vec![
            Cell::count(number).linked(sheet.links().finding(finding)),
            Cell::words(Look::Centre, finding.code.text()),
            Cell::words(Look::Centre, finding.severity().label()),
            Cell::text(finding.place.to_string()),
            Cell::text(&finding.message),
            Cell::text(&finding.help),
        ])?;
    }
    sheet.end_table()?;
    if sheet.next_row() == TOP {
        sheet.wide(Look::Note, "没有发现问题。")?;
    }
    sheet.finish()
}
