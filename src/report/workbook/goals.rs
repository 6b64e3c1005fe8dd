//! 目标完成情况 and 首购优先名录: what the policy declares beside its awards.

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::report::view::{GoalRow, PriorityRow};
use rust_xlsxwriter::XlsxError;

/// Writes 目标完成情况, where the policy has goals.
pub fn goals(book: &mut Book) -> Result<(), XlsxError> {
    if book.view.goals.is_empty() {
        return Ok(());
    }
    let columns = [
        ("序号", 6),
        ("目标", 24),
        ("单位", 6),
        ("条款", 8),
        ("当年名单", 10),
        ("历年台账", 10),
        ("合计", 10),
        ("目标数", 10),
        ("尚差", 10),
        ("情况", 14),
        ("不予兑现\n（未计）", 10),
        ("待定\n（未计）", 10),
    ];
    let mut sheet = open(book, "目标完成情况", "工作目标完成情况表", &columns)?;
    for (number, row) in (1_i64..).zip(&sheet.view().goals) {
        let cells = goal(&sheet, number, row);
        sheet.row(cells)?;
    }
    sheet.end_table()?;
    let note =
        "当年名单为本次兑现和零兑现的成果，历年台账为已兑现过而本次名单没有的；未进过名单和台账的不在其内。";
    sheet.wide(Look::Note, note)?;
    sheet.finish()
}

fn goal(sheet: &Sheet, number: i64, row: &GoalRow) -> Vec<Cell> {
    let mut cells = vec![
        Cell::count(number),
        Cell::text(&row.name),
        Cell::words(Look::Centre, &row.unit),
        Cell::words(Look::Centre, &row.clause).linked(sheet.links().clause(sheet.view(), &row.clause)),
    ];
    let Some((year, earlier)) = row.counted else {
        cells.extend((0..3).map(|_| Cell::blank(Look::Count)));
        cells.extend([Cell::count(row.target), Cell::blank(Look::Count)]);
        cells.push(Cell::words(Look::Centre, "名单无此类"));
        cells.extend((0..2).map(|_| Cell::blank(Look::Count)));
        return cells;
    };
    let sum = year + earlier;
    let [a, b, total, target] = [4, 5, 6, 7].map(|column| sheet.here(column));
    let reached = if sum >= row.target { "完成" } else { "未完成" };
    let words = format!("IF({total}>={target},\"完成\",\"未完成\")");
    cells.extend([
        Cell::count(year),
        Cell::count(earlier),
        Cell::formula(Look::Count, format!("{a}+{b}"), sum.into()),
        Cell::count(row.target),
        Cell::formula(Look::Count, format!("MAX({target}-{total},0)"), (row.target - sum).max(0).into()),
        Cell::text_formula(Look::Centre, words, reached),
        Cell::count(row.rejected),
        Cell::count(row.held),
    ]);
    cells
}

/// Writes 首购优先名录, where the policy has such lists.
pub fn priority(book: &mut Book) -> Result<(), XlsxError> {
    if book.view.payout.policy.priority_lists.is_empty() {
        return Ok(());
    }
    let columns = [
        ("序号", 6),
        ("名录", 20),
        ("企业名称", 28),
        ("产品（商标）", 26),
        ("获奖项目", 16),
        ("证书编号", 18),
        ("认定日期", 12),
    ];
    let mut sheet = open(book, "首购优先名录", "首购和优先订购名录", &columns)?;
    for (number, row) in (1_i64..).zip(&sheet.view().priority) {
        sheet.row(product(number, row))?;
    }
    sheet.end_table()?;
    sheet.wide(Look::Note, "不含不予兑现和待定的成果。")?;
    sheet.finish()
}

fn product(number: i64, row: &PriorityRow) -> Vec<Cell> {
    vec![
        Cell::count(number),
        Cell::text(&row.list),
        Cell::text(&row.holders),
        Cell::text(&row.product),
        Cell::text(&row.category),
        Cell::code(&row.certificate),
        Cell::words(Look::Centre, &row.recognised),
    ]
}

fn open<'b, 'a>(
    book: &'b mut Book<'a>,
    name: &'static str,
    title: &'static str,
    columns: &[(&str, u16)],
) -> Result<Sheet<'b, 'a>, XlsxError> {
    let columns: Vec<(String, u16)> =
        columns.iter().map(|(head, width)| ((*head).to_owned(), *width)).collect();
    let printed = columns.len();
    Sheet::open(
        book,
        Spec { name, title, unit: "", landscape: true, columns, signed: false, printed, frozen: 0 },
    )
}
