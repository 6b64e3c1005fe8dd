//! 分类汇总 and 分镇汇总: sums of the details by category, by town and funder.

use super::sheet::{Book, Cell, Sheet, Spec};
use super::style::Look;
use crate::money::Money;
use crate::report::view::SumRow;
use rust_xlsxwriter::XlsxError;

/// Writes 分类汇总.
pub fn categories(book: &mut Book) -> Result<(), XlsxError> {
    let view = book.view;
    write(book, "分类汇总", "奖励资金分类汇总表", "类别", &view.categories)
}

/// Writes 分镇汇总.
pub fn towns(book: &mut Book) -> Result<(), XlsxError> {
    let view = book.view;
    write(book, "分镇汇总", "奖励资金分镇汇总表", "所属镇", &view.towns)
}

fn write(
    book: &mut Book,
    name: &'static str,
    title: &'static str,
    by: &str,
    rows: &[SumRow],
) -> Result<(), XlsxError> {
    let columns = columns(by, book);
    let spec = Spec {
        name,
        title,
        unit: "单位：元",
        landscape: true,
        printed: columns.len(),
        columns,
        signed: true,
    };
    let mut sheet = Sheet::open(book, spec)?;
    let mut total = SumRow { funders: vec![Money::ZERO; sheet.view().funders.len()], ..SumRow::default() };
    for (number, row) in (1_i64..).zip(rows.iter().filter(|row| row.count > 0)) {
        add(&mut total, row);
        sheet.row(cells(number.into(), row, [Look::Text, Look::Count, Look::Amount]))?;
    }
    total.name = "合计".to_owned();
    sheet.row(cells(None, &total, [Look::TotalText, Look::TotalCount, Look::TotalAmount]))?;
    sheet.finish()
}

fn columns(by: &str, book: &Book) -> Vec<(String, u16)> {
    let (funders, amount) = (&book.view.funders, book.amount_width());
    let mut columns =
        vec![("序号".to_owned(), 6), (by.to_owned(), 26), ("项数".to_owned(), 8), ("数量".to_owned(), 8)];
    columns.extend(["应奖", "应兑净额", "本年实兑", "以后年度"].map(|heading| (heading.to_owned(), amount)));
    columns.extend(funders.iter().map(|funder| (format!("其中：\n{funder}"), amount)));
    columns
}

fn add(total: &mut SumRow, row: &SumRow) {
    total.count += row.count;
    total.quantity += row.quantity;
    total.gross += row.gross;
    total.net += row.net;
    total.due += row.due;
    total.later += row.later;
    total.funders.iter_mut().zip(&row.funders).for_each(|(sum, amount)| *sum += *amount);
}

fn cells(number: Option<i64>, row: &SumRow, [text, count, amount]: [Look; 3]) -> Vec<Cell> {
    let mut cells = vec![
        number.map_or(Cell::blank(text), |number| Cell::number(count, number.into())),
        Cell::words(text, &row.name),
        Cell::number(count, row.count.into()),
        Cell::number(count, row.quantity.into()),
    ];
    let amounts = [row.gross, row.net, row.due, row.later].into_iter().chain(row.funders.iter().copied());
    cells.extend(amounts.map(|money| Cell::number(amount, money.yuan())));
    cells
}
