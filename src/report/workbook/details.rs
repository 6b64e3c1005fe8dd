//! 兑现明细表: one row an entitlement, zero included.

use super::sheet::{Book, Cell, Sheet, Spec};
use super::style::Look;
use crate::money::Money;
use crate::report::view::{Detail, Standard, View};
use crate::report::words;
use rust_xlsxwriter::XlsxError;

/// The sheet's name, as formulas on other sheets quote it.
pub const NAME: &str = "兑现明细表";

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let columns = columns(book);
    let spec = Spec {
        name: NAME,
        title: "奖励资金兑现明细表",
        unit: "单位：元",
        landscape: true,
        printed: columns.len(),
        columns,
        signed: true,
    };
    let mut sheet = Sheet::open(book, spec)?;
    let view = sheet.view();
    for (number, detail) in (1_i64..).zip(&view.details) {
        sheet.row(row(view, number, detail))?;
    }
    sheet.row(total(view))?;
    sheet.finish()
}

/// Headings and widths; the order is that of [`row`].
fn columns(book: &Book) -> Vec<(String, u16)> {
    let (view, amount) = (book.view, book.amount_width());
    let fixed = [
        ("序号", 5),
        ("收款单位", 16),
        ("角色", 5),
        ("类别", 9),
        ("成果／产品", 18),
        ("证书编号", 13),
        ("认定日期", 11),
        ("条款", 7),
        ("标准", amount),
        ("数量", 5),
        ("应奖", amount),
    ];
    let mut columns: Vec<(String, u16)> = fixed.map(|(heading, width)| (heading.to_owned(), width)).to_vec();
    columns.extend(view.steps.iter().map(|(_, heading)| (heading.clone(), amount)));
    columns.extend(["应兑净额", "本年实兑", "以后年度"].map(|heading| (heading.to_owned(), amount)));
    columns.extend(view.funders.iter().map(|funder| (format!("其中：\n{funder}"), amount)));
    columns.extend([("来源".to_owned(), 17), ("说明".to_owned(), 30)]);
    columns
}

fn row(view: &View, number: i64, d: &Detail) -> Vec<Cell> {
    let payee = view.payout.payees.get(d.payee.index());
    let mut cells = vec![
        Cell::count(number),
        Cell::text(payee.map_or("", |p| p.name.as_str())),
        Cell::words(Look::Centre, payee.map_or("", |p| words::role(p.role))),
        Cell::text(&d.category),
        Cell::text(title(d)),
        Cell::code(&d.certificate),
        Cell::words(Look::Centre, &d.recognised),
        Cell::words(Look::Centre, &d.clause),
        standard(d),
        Cell::count(d.quantity),
        Cell::amount(d.gross),
    ];
    cells.extend(d.steps.iter().copied().map(reduction));
    cells.extend([d.net, d.due, d.later].map(Cell::amount));
    cells.extend(d.funders.iter().copied().map(Cell::amount));
    cells.extend([Cell::text(d.sources.join("\n")), Cell::text(&d.remark)]);
    cells
}

fn title(d: &Detail) -> String {
    if d.product.is_empty() { d.title.clone() } else { format!("{}（{}）", d.title, d.product) }
}

fn standard(d: &Detail) -> Cell {
    match &d.tariff {
        Standard::Tariff(_, value) => Cell::number(Look::Amount, *value),
        Standard::Words(words) => Cell::text(words),
    }
}

/// A step that took nothing off leaves its cell empty.
fn reduction(amount: Money) -> Cell {
    if amount.is_zero() { Cell::blank(Look::Amount) } else { Cell::amount(amount) }
}

fn total(view: &View) -> Vec<Cell> {
    let amount = |amount: Money| Cell::number(Look::TotalAmount, amount.yuan());
    let blank = || Cell::blank(Look::TotalText);
    let mut cells = vec![blank(), Cell::words(Look::TotalText, "合计")];
    cells.extend((2..9).map(|_| blank()));
    let quantity: i64 = view.details.iter().map(|d| d.quantity).sum();
    cells.push(Cell::number(Look::TotalCount, quantity.into()));
    cells.push(amount(view.sum(|d| d.gross)));
    cells.extend((0..view.steps.len()).map(|at| amount(view.sum(|d| d.steps[at]))));
    cells.extend([view.sum(|d| d.net), view.sum(|d| d.due), view.sum(|d| d.later)].map(amount));
    cells.extend((0..view.funders.len()).map(|at| amount(view.sum(|d| d.funders[at]))));
    cells.extend([blank(), blank()]);
    cells
}
