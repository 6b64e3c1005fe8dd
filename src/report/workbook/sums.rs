//! 分类汇总, 分镇汇总 and 分部门汇总: sums of the details by category, by town, by department, and by funder.

use super::book::Book;
use super::cell::{Cell, count_width, height, lines};
use super::layout::Layout;
use super::live::Live;
use super::pages;
use super::sheet::{Sheet, Spec, TOP};
use super::style::Look;
use crate::money::Money;
use crate::report::view::SumRow;
use rust_xlsxwriter::{Chart, ChartType, XlsxError};

/// What the rows of a sheet are sums by.
struct By {
    name: &'static str,
    title: &'static str,
    heading: &'static str,
    /// The helper column of the details that says whose sum each is part of.
    key: fn(Layout) -> usize,
}

/// Writes 分类汇总.
pub fn categories(book: &mut Book) -> Result<(), XlsxError> {
    let by = By {
        name: "分类汇总", title: "奖励资金分类汇总表", heading: "类别", key: |l| l.key(1)
    };
    let view = book.view;
    write(book, &by, &view.categories)
}

/// Writes 分镇汇总.
pub fn towns(book: &mut Book) -> Result<(), XlsxError> {
    let by = By {
        name: "分镇汇总", title: "奖励资金分镇汇总表", heading: "所属镇", key: |l| l.key(2)
    };
    let view = book.view;
    write(book, &by, &view.towns)
}

/// Writes 分部门汇总, where lists say which department sent them.
pub fn departments(book: &mut Book) -> Result<(), XlsxError> {
    let by = By {
        name: "分部门汇总",
        title: "奖励资金分部门汇总表",
        heading: "报送部门",
        key: Layout::department,
    };
    let view = book.view;
    let named = view.departments.split_last().map_or(&[][..], |(_, named)| named);
    if named.iter().all(|row| row.count == 0) {
        return Ok(());
    }
    write(book, &by, &view.departments)
}

/// One row for each sum that has an entitlement.
fn write(book: &mut Book, by: &By, rows: &[SumRow]) -> Result<(), XlsxError> {
    let shown: Vec<&SumRow> = rows.iter().filter(|row| row.count > 0).collect();
    let (spec, page) = spec(book, by, &shown);
    let mut sheet = Sheet::open(book, spec)?;
    if page != Page::Several {
        sheet.one_page();
    }
    let mut total = SumRow { funders: vec![Money::ZERO; sheet.view().funders.len()], ..SumRow::default() };
    for (number, row) in (1_i64..).zip(&shown) {
        add(&mut total, row);
        sheet.row(sums(&sheet, by.key, number, row))?;
    }
    sheet.end_table()?;
    let last = sheet.next_row();
    sheet.row(totals(&sheet, &total))?;
    if last > TOP && page == Page::WithChart {
        sheet.chart(&mut chart(by, last - 1), CHART_ROWS)?;
    }
    sheet.finish()
}

/// What goes on the page of a sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    /// The table and its chart.
    WithChart,
    /// The table alone.
    Alone,
    /// Part of the table.
    Several,
}

/// Points that title, basis, headings, total and sign-off take.
const AROUND: u32 = 200;
/// Points that an empty row takes.
const GAP: u32 = 15;
/// Rows that a chart covers.
const CHART_ROWS: u32 = 19;

/// Across with the chart, or else upright, where more rows go on a page; without the chart where it leaves no room.
fn spec(book: &Book, by: &By, rows: &[&SumRow]) -> (Spec, Page) {
    let columns = columns(by.heading, book, rows);
    let of = |landscape| Spec {
        name: by.name,
        title: by.title,
        unit: "单位：元",
        landscape,
        printed: columns.len(),
        columns: columns.clone(),
        signed: true,
        frozen: 2,
    };
    let width = columns.get(1).map_or(NAME, |(_, width)| *width);
    let table = AROUND + rows.iter().map(|row| u32::from(height(&row.name, width))).sum::<u32>();
    let whole = table + CHART_ROWS * GAP;
    let ways = [(true, Page::WithChart, whole), (false, Page::WithChart, whole), (false, Page::Alone, table)];
    let fitting = ways.into_iter().find(|(landscape, _, height)| pages::fits(&of(*landscape), *height));
    match fitting {
        Some((landscape, page, _)) => (of(landscape), page),
        None => (of(!pages::fits(&of(false), 0)), Page::Several),
    }
}

/// A bar for the 实兑 of each line.
fn chart(by: &By, last: u32) -> Chart {
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_name("本年实兑")
        .set_categories((by.name, TOP, 1, last, 1))
        .set_values((by.name, TOP, DUE, last, DUE));
    chart.title().set_name(&format!("按{}：本年实兑（元）", by.heading));
    chart.legend().set_hidden();
    chart.y_axis().set_num_format("#,##0");
    chart
}

/// The column of 本年实兑.
const DUE: u16 = 6;
/// The width of a name, and what a long one is given.
const NAME: u16 = 26;
const LONG_NAME: u16 = 40;

fn columns(by: &str, book: &Book, rows: &[&SumRow]) -> Vec<(String, u16)> {
    let (funders, amount) = (&book.view.funders, book.amount_width());
    let name = if rows.iter().any(|row| lines(&row.name, NAME) > 1) { LONG_NAME } else { NAME };
    let count = count_width(rows.iter().map(|row| row.quantity).sum::<i64>()).max(8);
    let mut columns = vec![
        ("序号".to_owned(), 6),
        (by.to_owned(), name),
        ("项数".to_owned(), count),
        ("数量".to_owned(), count),
    ];
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

fn sums(sheet: &Sheet, key: fn(Layout) -> usize, number: i64, row: &SumRow) -> Vec<Cell> {
    let cell = sheet.here(0);
    let quantity = |live: &Live| live.sum_if(Layout::QUANTITY, key(live.layout), &cell);
    let mut cells = vec![
        Cell::count(number),
        Cell::text(&row.name),
        sheet.number(Look::Count, row.count, |live| live.count_if(key(live.layout), &cell)),
        sheet.number(Look::Count, row.quantity, quantity),
    ];
    for (at, value) in amounts(row).enumerate() {
        let sum = |live: &Live| live.sum_if(column(live.layout, at), key(live.layout), &cell);
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
