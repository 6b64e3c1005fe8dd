//! 分类汇总 and 分镇汇总: sums of the details by category, by town and funder.

use super::book::Book;
use super::cell::Cell;
use super::layout::Layout;
use super::live::Live;
use super::sheet::{Sheet, Spec, TOP};
use super::style::Look;
use crate::money::Money;
use crate::report::view::SumRow;
use rust_xlsxwriter::{Chart, ChartType, XlsxError};

/// Writes 分类汇总.
pub fn categories(book: &mut Book) -> Result<(), XlsxError> {
    let view = book.view;
    write(book, ("分类汇总", "奖励资金分类汇总表", "类别"), 1, &view.categories)
}

/// Writes 分镇汇总.
pub fn towns(book: &mut Book) -> Result<(), XlsxError> {
    let view = book.view;
    write(book, ("分镇汇总", "奖励资金分镇汇总表", "所属镇"), 2, &view.towns)
}

/// One row for each sum that has an entitlement; `key` is the helper column that says which.
fn write(
    book: &mut Book,
    (name, title, by): (&'static str, &'static str, &str),
    key: usize,
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
        frozen: 0,
    };
    let mut sheet = Sheet::open(book, spec)?;
    let shown: Vec<&SumRow> = rows.iter().filter(|row| row.count > 0).collect();
    let mut total = SumRow { funders: vec![Money::ZERO; sheet.view().funders.len()], ..SumRow::default() };
    for (number, row) in (1_i64..).zip(&shown) {
        add(&mut total, row);
        sheet.row(sums(&sheet, key, number, row))?;
    }
    sheet.end_table()?;
    let last = sheet.next_row();
    sheet.row(totals(&sheet, &total))?;
    if last > TOP && shown.len() <= CHART_BARS {
        sheet.chart(&chart(name, by, last - 1), CHART_ROWS)?;
        if shown.len() <= ONE_PAGE {
            sheet.one_page();
        }
    }
    sheet.finish()
}

/// More bars than that are not told apart.
const CHART_BARS: usize = 60;
/// So many lines and their chart fit on one page.
const ONE_PAGE: usize = 16;
/// Rows that a chart covers.
const CHART_ROWS: u32 = 19;

/// A bar for the 实兑 of each line.
fn chart(sheet: &str, by: &str, last: u32) -> Chart {
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_name("本年实兑")
        .set_categories((sheet, TOP, 1, last, 1))
        .set_values((sheet, TOP, DUE, last, DUE));
    chart.title().set_name(&format!("按{by}：本年实兑（元）"));
    chart.legend().set_hidden();
    chart.y_axis().set_num_format("#,##0");
    chart.set_width(900).set_height(360);
    chart
}

/// The column of 本年实兑.
const DUE: u16 = 6;

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

/// 应奖, 净额, 实兑, 以后年度, then the funders.
fn amounts(row: &SumRow) -> impl Iterator<Item = Money> {
    [row.gross, row.net, row.due, row.later].into_iter().chain(row.funders.iter().copied())
}

/// The column of the details behind each of [`amounts`].
fn column(layout: Layout, at: usize) -> usize {
    match at {
        0 => Layout::GROSS,
        1..4 => layout.net() + at - 1,
        _ => layout.funder(at - 4),
    }
}

fn sums(sheet: &Sheet, key: usize, number: i64, row: &SumRow) -> Vec<Cell> {
    let cell = sheet.here(0);
    let quantity = |live: &Live| live.sum_if(Layout::QUANTITY, live.layout.key(key), &cell);
    let mut cells = vec![
        Cell::count(number),
        Cell::text(&row.name),
        sheet.number(Look::Count, row.count, |live| live.count_if(live.layout.key(key), &cell)),
        sheet.number(Look::Count, row.quantity, quantity),
    ];
    for (at, value) in amounts(row).enumerate() {
        let sum = |live: &Live| live.sum_if(column(live.layout, at), live.layout.key(key), &cell);
        cells.push(sheet.amount(Look::Amount, value, sum));
    }
    cells
}

fn totals(sheet: &Sheet, row: &SumRow) -> Vec<Cell> {
    let mut cells = vec![
        Cell::blank(Look::TotalText),
        Cell::words(Look::TotalText, "合计"),
        sheet.number(Look::TotalCount, row.count, |_| sheet.sum_above(2)),
        sheet.number(Look::TotalCount, row.quantity, |_| sheet.sum_above(3)),
    ];
    for (at, value) in amounts(row).enumerate() {
        cells.push(sheet.amount(Look::TotalAmount, value, |_| sheet.sum_above(4 + at)));
    }
    cells
}
