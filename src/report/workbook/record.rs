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
    let widths = [12, 46, 66, 30];
    let spec = Spec {
        name: SHEET,
        title: "运行记录",
        unit: "",
        landscape: true,
        printed: HEADINGS.len(),
        columns: HEADINGS.iter().zip(widths).map(|(h, width)| ((*h).to_owned(), width)).collect(),
        signed: false,
        frozen: 0,
    };
    let mut sheet = Sheet::open(book, spec)?;
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
