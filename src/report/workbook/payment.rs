//! The payment file as a workbook: the bank's batch list, and under it who is left out and what the total is.

use super::book::{Book, Press};
use super::cell::{Cell, amount_width};
use super::links::Links;
use super::properties;
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::finding::{Code, Finding, Place};
use crate::host::Serial;
use crate::model::outputs::{LEFT_OUT, PAYMENT_SHEET};
use crate::model::payout::Payout;
use crate::money::Money;
use crate::report::payment::{Batch, HEADINGS};
use crate::report::view::View;
use rust_xlsxwriter::XlsxError;

/// The payment file as bytes.
#[allow(clippy::result_large_err, reason = "called once a run; the finding is what the user sees")]
pub fn payment(payout: &Payout) -> Result<Vec<u8>, Finding> {
    build(payout).map_err(|error| {
        let message = format!("付款文件没有写成：{error}");
        Finding::new(Code::WorkbookNotWritten, Place::default(), message, "请检查磁盘空间后重新运行。")
    })
}

fn build(payout: &Payout) -> Result<Vec<u8>, XlsxError> {
    let view = View::new(payout);
    let batch = Batch::new(payout);
    let (links, press) = (Links::default(), Press::new(false, &Serial));
    let mut book = Book::new(&view, None, &links, super::SHEET_ROWS, &press);
    let widths = [32, 34, 26, amount_width(payout.totals.payable).max(16), 40];
    let spec = Spec {
        name: PAYMENT_SHEET,
        title: "奖励资金付款清单",
        unit: "单位：元",
        landscape: true,
        columns: HEADINGS.into_iter().map(str::to_owned).zip(widths).collect(),
        signed: true,
        printed: HEADINGS.len(),
        frozen: 0,
    };
    let mut sheet = Sheet::open(&mut book, spec)?;
    for line in &batch.lines {
        sheet.row(vec![
            Cell::code(&line.payee.name),
            Cell::text(line.bank),
            Cell::code(line.account),
            Cell::amount(line.amount),
            Cell::text(&batch.purpose),
        ])?;
    }
    sheet.end_table()?;
    let last = sheet.next_row();
    total(&mut sheet, &batch, last)?;
    for (payee, amount) in &batch.left_out {
        sheet.row(aside(&format!("{LEFT_OUT}{}", payee.name), *amount))?;
    }
    sheet.wide(Look::Note, &format!("{}。", batch.reconciled(payout)))?;
    sheet.finish()?;
    let sheets = book.into_sheets();
    let mut workbook = press.into_workbook();
    sheets.into_iter().for_each(|sheet| workbook.push_worksheet(sheet));
    workbook.set_properties(&properties(payout)?);
    super::container::saved(&mut workbook)
}

fn total(sheet: &mut Sheet, batch: &Batch, rows: u32) -> Result<(), XlsxError> {
    let blank = || Cell::blank(Look::TotalText);
    let sum = match rows > super::sheet::TOP {
        true => Cell::formula(Look::TotalAmount, sheet.sum_above(3), batch.listed().yuan()),
        false => Cell::number(Look::TotalAmount, batch.listed().yuan()),
    };
    sheet.row(vec![Cell::words(Look::TotalText, "合计"), blank(), blank(), sum, blank()])?;
    Ok(())
}

fn aside(what: &str, amount: Money) -> Vec<Cell> {
    let blank = || Cell::blank(Look::Text);
    vec![Cell::text(what), blank(), blank(), Cell::amount(amount), blank()]
}
