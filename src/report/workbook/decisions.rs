//! 人工决定: what a person settled, with who, when and why.

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::model::record::Record;
use crate::report::words;
use rust_xlsxwriter::XlsxError;

/// Writes the sheet, where there are decisions.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let payout = book.view.payout;
    let decisions = &payout.decisions;
    let (Some(file), false) = (&decisions.file, decisions.list.is_empty()) else { return Ok(()) };
    let columns = [("序号", 6), ("决定", 62), ("决定人", 18), ("日期", 12), ("理由", 56)];
    let mut sheet = Sheet::open(book, Spec::list("人工决定", "适用的人工决定", &columns))?;
    for (number, decision) in (1_i64..).zip(&decisions.list) {
        let row = decision.kind.row().and_then(|name| payout.reading.row_of(&payout.files, name));
        let firm = row.and_then(|row| payout.reading.record_at(row)).and_then(Record::firm);
        sheet.row(vec![
            Cell::count(number),
            Cell::text(words::decision(&decision.kind, firm)),
            Cell::text(&decision.who),
            Cell::words(Look::Centre, decision.when.to_string()),
            Cell::text(&decision.why),
        ])?;
    }
    sheet.end_table()?;
    let sha256 = decisions.sha256.as_deref().unwrap_or_default();
    sheet.wide(Look::Note, &format!("{file}　SHA-256：{sha256}"))?;
    sheet.finish()
}
