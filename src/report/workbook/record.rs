//! 运行记录: which program, options and files gave this workbook, so that it can be run again and checked.

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::model::run_record::{HEADINGS, SHEET};
use crate::report::record::record;
use rust_xlsxwriter::XlsxError;

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let [item, content, sha256, note] = HEADINGS;
    let columns = [(item, 12), (content, 46), (sha256, 66), (note, 30)];
    let mut sheet = Sheet::open(book, Spec::list(SHEET, "运行记录", &columns))?;
    for [item, content, sha256, note] in record(sheet.view().payout).lines() {
        sheet.row(vec![
            Cell::words(Look::Label, item),
            Cell::text(content),
            Cell::code(sha256),
            Cell::text(note),
        ])?;
    }
    sheet
        .wide(Look::Note, "用 duixian verify 加本文件名，可按以上指纹找到当时的文件，重新计算并逐格核对。")?;
    sheet.finish()
}
