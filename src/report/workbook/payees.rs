//! 兑现汇总表: one row a payee, with bank and account.

use super::book::Book;
use super::cell::Cell;
use super::layout::Layout;
use super::live::Live;
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::model::entitlement::Payee;
use crate::report::view::PayeeRow;
use crate::report::words;
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
        frozen: 2,
    };
    let mut sheet = Sheet::open(book, spec)?;
    let view = sheet.view();
    for (number, row) in (1_i64..).zip(&view.payees) {
        sheet.row(payee(&sheet, number, row))?;
    }
    sheet.end_table()?;
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
    columns.extend([
        ("以后年度".to_owned(), amount),
        ("开户行".to_owned(), 22),
        ("账号".to_owned(), 22),
        ("备注".to_owned(), 14),
    ]);
    columns
}

fn payee(sheet: &Sheet, number: i64, row: &PayeeRow) -> Vec<Cell> {
    let payee = &sheet.view().payout.payees[row.payee.index()];
    let key = sheet.here(0);
    let sum = |value, column: fn(Layout) -> usize| {
        sheet.amount(Look::Amount, value, |live| live.sum_if(column(live.layout), live.layout.key(0), &key))
    };
    let mut cells = vec![
        Cell::count(number),
        Cell::text(&payee.name),
        Cell::words(Look::Centre, words::role(payee.role)),
        sheet.number(Look::Count, row.count, |live| live.count_if(live.layout.key(0), &key)),
        sum(row.due, Layout::due),
        sheet.capital(Look::Text, row.due, &sheet.here(DUE)),
    ];
    for (at, value) in row.funders.iter().enumerate() {
        let sum = |live: &Live| live.sum_if(live.layout.funder(at), live.layout.key(0), &key);
        cells.push(sheet.amount(Look::Amount, *value, sum));
    }
    cells.extend([
        sum(row.later, Layout::later),
        Cell::text(payee.bank.as_deref().unwrap_or_default()),
        Cell::code(payee.account.as_deref().unwrap_or_default()),
        Cell::words(Look::Remark, remark(payee, row)),
    ]);
    cells
}

/// What keeps the money from being transferred.
fn remark(payee: &Payee, row: &PayeeRow) -> &'static str {
    let has = |field: &Option<String>| field.as_ref().is_some_and(|text| !text.is_empty());
    match (has(&payee.bank), has(&payee.account)) {
        _ if !row.due.is_positive() => "",
        (true, true) => "",
        (false, true) => "缺开户行",
        (true, false) => "缺账号",
        (false, false) => "缺开户行和账号",
    }
}

/// The column of 实兑金额.
const DUE: usize = 4;

fn total(sheet: &Sheet) -> Vec<Cell> {
    let view = sheet.view();
    let sum = |value, column| sheet.amount(Look::TotalAmount, value, |_| sheet.sum_above(column));
    let due = view.sum(|d| d.due);
    let mut cells = vec![
        Cell::blank(Look::TotalText),
        Cell::words(Look::TotalText, "合计"),
        Cell::blank(Look::TotalText),
        sheet.number(Look::TotalCount, view.details.len(), |_| sheet.sum_above(3)),
        sum(due, DUE),
        sheet.capital(Look::TotalText, due, &sheet.here(DUE)),
    ];
    let funders = view.funders.len();
    cells.extend((0..funders).map(|at| sum(view.sum(|d| d.funders[at]), 6 + at)));
    cells.extend([
        sum(view.sum(|d| d.later), 6 + funders),
        Cell::blank(Look::TotalText),
        Cell::blank(Look::TotalText),
        Cell::blank(Look::TotalText),
    ]);
    cells
}
