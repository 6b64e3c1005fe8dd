//! 公示表: what is put on public notice: no codes, no bank data, 万元 exactly.

use super::book::Book;
use super::cell::{Cell, amount_width};
use super::details;
use super::layout::address;
use super::sheet::{Sheet, Spec, TOP, row_of};
use super::style::Look;
use crate::money::Money;
use crate::policy::Role;
use crate::report::view::{Detail, View};
use crate::report::words;
use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let width = amount_width(book.view.sum(|d| d.due)).max(16);
    let names = names(book.view);
    // Of departments and towns the award is named as theirs.
    let award = if names == ENTERPRISES { 16 } else { 28 };
    let columns = [("序号", 6), (names, 30), ("获奖项目", award), ("获奖产品（商标）", 32), (AMOUNT, width)];
    let spec = Spec {
        name: "公示表",
        title: "奖励资金兑现公示表",
        unit: "单位：万元",
        landscape: false,
        printed: columns.len(),
        columns: columns.map(|(heading, width)| (heading.to_owned(), width)).to_vec(),
        signed: false,
        frozen: 0,
    };
    let mut sheet = Sheet::open(book, spec)?;
    let view = sheet.view();
    let decimals = decimals(view);
    let published = view.details.iter().enumerate().filter(|(_, detail)| detail.due.is_positive());
    for (number, (index, detail)) in (1_i64..).zip(published) {
        let amount = amount(&sheet, index, detail, decimals);
        sheet.row(row(view, number, index, amount))?;
    }
    sheet.end_table()?;
    sheet.row(total(&sheet, decimals))?;
    sheet.wide(Look::Note, "注：奖励金额为本年度实际兑现的金额。")?;
    sheet.wide(Look::Note, PERIOD)?;
    sheet.finish()
}

const ENTERPRISES: &str = "企业名称";
const AMOUNT: &str = "奖励金额（万元）";

/// Whose names the rows begin with.
fn names(view: &View) -> &'static str {
    let payees = published(view).filter_map(|detail| view.payout.payees.get(detail.payee.index()));
    let is_other = |role: Role| role != Role::Enterprise;
    if payees.map(|payee| payee.role).any(is_other) { "单位（个人）名称" } else { ENTERPRISES }
}

/// For the bureau to fill in.
const PERIOD: &str =
    "公示期：　　　　年　　月　　日 至　　　　年　　月　　日　　 异议受理单位和电话：　　　　　　　　";

/// Only what is paid this year.
fn published<'a>(view: &'a View) -> impl Iterator<Item = &'a Detail> {
    view.details.iter().filter(|detail| detail.due.is_positive())
}

/// 元 in 万元, exactly.
fn ten_thousand(amount: Money) -> Decimal {
    Decimal::from_i128_with_scale(amount.fen(), 6)
}

/// As many decimals as the column needs.
fn decimals(view: &View) -> u8 {
    let scale = |detail: &Detail| ten_thousand(detail.due).normalize().scale();
    published(view).map(scale).max().and_then(|scale| u8::try_from(scale).ok()).unwrap_or(0)
}

/// 万元, read from the details' 实兑.
fn amount(sheet: &Sheet, index: usize, detail: &Detail, decimals: u8) -> Cell {
    let (look, value) = (Look::TenThousand(decimals), ten_thousand(detail.due));
    match sheet.live() {
        Some(live) => {
            let due = address(live.layout.due(), row_of(index));
            Cell::formula(look, format!("ROUND('{}'!{due}/10000,6)", details::NAME), value)
        }
        None => Cell::number(look, value),
    }
}

fn row(view: &View, number: i64, index: usize, amount: Cell) -> Vec<Cell> {
    let payee = view.details.get(index).and_then(|detail| view.payout.payees.get(detail.payee.index()));
    let (category, name) = view.published(index);
    let category = match payee.map(|payee| payee.role) {
        Some(role @ (Role::Department | Role::Town)) => format!("{category}（{}奖励）", words::role(role)),
        _ => category,
    };
    vec![
        Cell::count(number),
        Cell::text(payee.map_or("", |p| p.name.as_str())),
        Cell::text(category),
        Cell::text(name),
        amount,
    ]
}

/// A blank: a formula that gives no sign at all is stored as 0.
const NOTHING: &str = "　";

/// Says so where a changed figure pays a row that is not listed: rows are listed by the program alone.
fn completeness(sheet: &Sheet) -> Cell {
    let Some(live) = sheet.live() else { return Cell::words(Look::TotalText, NOTHING) };
    let (due, listed) = (live.total(live.layout.due()), sheet.here(4));
    let told = "没有列全：金额改动后另有成果兑现，请重新计算";
    let formula = format!("IF(ROUND({due}*100,0)=ROUND({listed}*1000000,0),\"{NOTHING}\",\"{told}\")");
    Cell::text_formula(Look::TotalText, formula, NOTHING)
}

fn total(sheet: &Sheet, decimals: u8) -> Vec<Cell> {
    let blank = || Cell::blank(Look::TotalText);
    let sum = ten_thousand(published(sheet.view()).map(|detail| detail.due).sum());
    let look = Look::TotalTenThousand(decimals);
    let amount = match sheet.live() {
        Some(_) if sheet.next_row() > TOP => {
            let (first, last) = (address(4, TOP + 1), address(4, sheet.next_row()));
            Cell::formula(look, format!("ROUND(SUM({first}:{last}),6)"), sum)
        }
        _ => Cell::number(look, sum),
    };
    vec![blank(), Cell::words(Look::TotalText, "合计"), blank(), completeness(sheet), amount]
}
