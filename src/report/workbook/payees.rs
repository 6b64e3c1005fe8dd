//! 兑现汇总表: one row a payee, with bank and account.

use super::sheet::{Book, Cell, Sheet, Spec};
use super::style::Look;
use crate::money::Money;
use crate::report::view::PayeeRow;
use crate::report::words;
use crate::text::capital::capital;
use rust_xlsxwriter::XlsxError;

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let columns = columns(book);
    let spec = Spec {
        name: "兑现汇总表",
        title: "奖励资金兑现汇总表",
        unit: "单位：元",
        landscape: true,
        printed: columns.len(),
        columns,
        signed: true,
    };
    let mut sheet = Sheet::open(book, spec)?;
    let view = sheet.view();
    for (number, row) in (1_i64..).zip(&view.payees) {
        sheet.row(payee(&sheet, number, row))?;
    }
    let total = total(&sheet);
    sheet.row(total)?;
    sheet.finish()
}

fn columns(book: &Book) -> Vec<(String, u16)> {
    let (funders, amount) = (&book.view.funders, book.amount_width());
    let mut columns = vec![
        ("序号".to_owned(), 5),
        ("收款单位".to_owned(), 28),
        ("角色".to_owned(), 8),
        ("项数".to_owned(), 6),
        ("实兑金额".to_owned(), amount),
        ("大写".to_owned(), 30),
    ];
    columns.extend(funders.iter().map(|funder| (format!("其中：\n{funder}"), amount)));
    columns.extend([("以后年度".to_owned(), amount), ("开户行".to_owned(), 22), ("账号".to_owned(), 22)]);
    columns
}

fn payee(sheet: &Sheet, number: i64, row: &PayeeRow) -> Vec<Cell> {
    let payee = &sheet.view().payout.payees[row.payee.index()];
    let mut cells = vec![
        Cell::count(number),
        Cell::text(&payee.name),
        Cell::words(Look::Centre, words::role(payee.role)),
        Cell::count(row.count as u64),
        Cell::amount(row.due),
        Cell::text(capital(row.due)),
    ];
    cells.extend(row.funders.iter().map(|amount| Cell::amount(*amount)));
    cells.extend([
        Cell::amount(row.later),
        Cell::text(payee.bank.as_deref().unwrap_or_default()),
        Cell::code(payee.account.as_deref().unwrap_or_default()),
    ]);
    cells
}

fn total(sheet: &Sheet) -> Vec<Cell> {
    let view = sheet.view();
    let amount = |amount: Money| Cell::number(Look::TotalAmount, amount.yuan());
    let due = view.sum(|d| d.due);
    let mut cells = vec![
        Cell::blank(Look::TotalText),
        Cell::words(Look::TotalText, "合计"),
        Cell::blank(Look::TotalText),
        Cell::number(Look::TotalCount, view.details.len().into()),
        amount(due),
        Cell::words(Look::TotalText, capital(due)),
    ];
    cells.extend((0..view.funders.len()).map(|at| amount(view.sum(|d| d.funders[at]))));
    cells.extend([amount(view.sum(|d| d.later)), Cell::blank(Look::TotalText), Cell::blank(Look::TotalText)]);
    cells
}
