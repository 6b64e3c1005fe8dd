//! 兑现明细表: one row an entitlement, zero included.

use super::book::Book;
use super::cell::{Cell, amount_width, count_width};
use super::formula::F;
use super::layout::{Layout, address, sheet_row, tariff_cell};
use super::live::{Helper, Live, LiveRow, tracks};
use super::quantity::Quantities;
use super::sheet::{Sheet, Spec};
use super::style::Look;
use super::wording;
use crate::model::entitlement::{Cause, EntitlementId, PayeeId};
use crate::money::Money;
use crate::report::view::{Detail, Standard, SumRow, View};
use crate::report::words;
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeMap;

/// The sheet's name, as formulas on other sheets quote it.
pub const NAME: &str = "兑现明细表";

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let mut columns = columns(book);
    let printed = columns.len();
    columns.extend(book.live.map(|live| helper_columns(book.view, live)).unwrap_or_default());
    let spec = Spec {
        name: NAME,
        title: "奖励资金兑现明细表",
        unit: "单位：元",
        landscape: true,
        printed,
        columns,
        signed: true,
        frozen: 2,
    };
    let mut sheet = Sheet::open(book, spec)?;
    let view = sheet.view();
    let keys = Keys::new(view);
    let quantities = Quantities::new(view.payout);
    for (index, detail) in view.details.iter().enumerate() {
        let live = sheet.live().and_then(|live| Some((live, live.rows.get(index)?)));
        let mut cells = row(&sheet, index, detail, live);
        let own = live.zip(view.payout.entitlements.get(index));
        if own.is_some_and(|((_, live), e)| quantities.follows(id_of(index), e, live)) {
            cells[Layout::QUANTITY] = Cell::number(Look::Input, detail.quantity.into());
        }
        if let Some((live, own)) = live {
            cells.extend(helpers(live, own, keys.of(detail)));
        }
        sheet.row(cells)?;
    }
    sheet.end_table()?;
    sheet.row(total(&sheet))?;
    sheet.finish()
}

fn id_of(index: usize) -> EntitlementId {
    EntitlementId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// The numbers by which other sheets gather the details: those of their own rows.
struct Keys {
    payees: BTreeMap<PayeeId, usize>,
    categories: Vec<usize>,
    towns: Vec<usize>,
    departments: Vec<usize>,
}

impl Keys {
    fn new(view: &View) -> Self {
        let payees = (1..).zip(&view.payees).map(|(number, row)| (row.payee, number)).collect();
        Self {
            payees,
            categories: numbers(&view.categories),
            towns: numbers(&view.towns),
            departments: numbers(&view.departments),
        }
    }

    fn of(&self, d: &Detail) -> [usize; 4] {
        let payee = self.payees.get(&d.payee).copied().unwrap_or(0);
        let department = self.departments[d.department_row];
        [payee, self.categories[d.category_row], self.towns[d.town_row], department]
    }
}

/// The printed number of each sum; sums without an entitlement are not printed.
fn numbers(rows: &[SumRow]) -> Vec<usize> {
    let count = |number: &mut usize, row: &SumRow| {
        *number += usize::from(row.count > 0);
        Some(*number)
    };
    rows.iter().scan(0, count).collect()
}

/// Headings of the helpers, in the order of [`Layout`].
fn helper_columns(view: &View, live: &Live) -> Vec<(String, u16)> {
    let mut headings: Vec<String> = ["汇总\n序号", "分类\n序号", "分镇\n序号"].map(str::to_owned).to_vec();
    let first = live.layout.input(0);
    headings.extend((first..live.layout.running(0, 0)).map(|at| format!("输入{}", at - first + 1)));
    for (_, step) in tracks(view) {
        headings.extend(["累计", "限额", "合计"].map(|what| format!("{step}\n{what}（分）")));
    }
    headings.extend(view.late.iter().map(|(_, step)| format!("{step}\n本年（分）")));
    headings.extend(["部门奖励基数\n累计（分）", "报送部门\n序号"].map(str::to_owned));
    headings.into_iter().map(|heading| (heading, 13)).collect()
}

fn helpers(live: &Live, row: &LiveRow, [keys @ .., department]: [usize; 4]) -> Vec<Cell> {
    let layout = live.layout;
    let mut cells: Vec<Cell> = keys.iter().map(|key| Cell::count(*key as u64)).collect();
    for column in layout.key(cells.len())..layout.department() {
        let input = row.inputs.get(column.wrapping_sub(layout.input(0)));
        cells.push(match (input, row.helpers.get(&column)) {
            (Some(value), _) if column < layout.running(0, 0) => Cell::number(Look::Figure, *value),
            (_, Some(Helper::Input(value))) => Cell::number(Look::Figure, *value),
            (_, Some(Helper::Formula(formula, value))) => Cell::formula(Look::Count, formula.print(), *value),
            _ => Cell::empty(),
        });
    }
    cells.push(Cell::count(department as u64));
    cells
}

/// Headings and widths; the order is that of [`row`].
fn columns(book: &Book) -> Vec<(String, u16)> {
    let (view, amount) = (book.view, book.amount_width());
    // As narrow as they read well: the fewer characters a line has, the larger it is printed.
    let number = u16::try_from(view.details.len().to_string().len() + 1).unwrap_or(u16::MAX);
    let fixed = [
        ("序号", number.max(4)),
        ("收款单位", 14),
        ("角色", 5),
        ("类别", 8),
        ("成果／产品", 14),
        ("证书编号", 12),
        ("认定日期", 11),
        ("条款", 6),
        ("标准", standard_width(view)),
        ("数量", count_width(units(view)).max(5)),
        ("应奖", amount),
    ];
    let mut columns: Vec<(String, u16)> = fixed.map(|(heading, width)| (heading.to_owned(), width)).to_vec();
    let of_step = |at: usize| amount_width(view.sum(|d| d.steps[at])).max(11);
    columns.extend(view.steps.iter().enumerate().map(|(at, (_, heading))| (heading.clone(), of_step(at))));
    columns.extend(["应兑净额", "本年实兑"].map(|heading| (heading.to_owned(), amount)));
    columns.push(("以后年度".to_owned(), amount_width(view.sum(|d| d.later))));
    columns.extend(view.funders.iter().map(|funder| (format!("其中：\n{funder}"), amount)));
    columns.extend([("来源".to_owned(), 16), ("说明\n（计算时）".to_owned(), 18)]);
    columns
}

/// Units in all.
fn units(view: &View) -> i64 {
    view.details.iter().map(|d| d.quantity).sum()
}

/// A width that the largest tariff fits in.
fn standard_width(view: &View) -> u16 {
    let tariffs = view.details.iter().filter_map(|d| match d.tariff {
        Standard::Tariff(_, value) => Money::exact(value),
        Standard::Words(_) => None,
    });
    amount_width(tariffs.max().unwrap_or_default()).max(11)
}

fn row(sheet: &Sheet, index: usize, d: &Detail, live: Option<(&Live, &LiveRow)>) -> Vec<Cell> {
    let payee = sheet.view().payout.payees.get(d.payee.index());
    let own = live.map(|(_, row)| row);
    let first = sheet.view().payout.entitlements.get(index).and_then(|e| e.sources.first());
    let list = first.and_then(|at| sheet.links().list(*at));
    let texts = sheet.view().texts(index);
    let mut cells = vec![
        Cell::count(index as u64 + 1).linked(list),
        Cell::text(payee.map_or("", |p| p.name.as_str())),
        Cell::words(Look::Centre, payee.map_or("", |p| words::role(p.role))),
        Cell::text(texts.category),
        Cell::text(title(texts.title, &texts.product)),
        Cell::code(texts.certificate),
        Cell::words(Look::Centre, texts.recognised),
        Cell::words(Look::Centre, texts.clause).linked(sheet.links().tariff(d)),
        standard(sheet, index, d),
        quantity(sheet, index, d),
        computed(d.gross, own.and_then(|row| row.gross.as_ref())),
    ];
    for (at, amount) in d.steps.iter().enumerate() {
        let formula = own.and_then(|row| row.steps.get(at)?.as_ref());
        // A step that did not look at the row leaves its cell empty.
        let empty = formula.is_none() && amount.is_zero();
        cells.push(if empty {
            Cell::blank(Look::Step)
        } else {
            computed(*amount, formula).looking(Look::Step)
        });
    }
    cells.extend(nets(sheet, d));
    for (at, amount) in d.funders.iter().enumerate() {
        let formula = own.and_then(|row| row.funders.get(at)?.as_ref());
        let empty = formula.is_none() && amount.is_zero();
        cells.push(if empty { Cell::blank(Look::Amount) } else { computed(*amount, formula) });
    }
    cells.extend([
        Cell::text(sources(sheet.view(), &texts.sources)),
        Cell::words(Look::Remark, remark(texts.remark, own)),
    ]);
    cells
}

/// 数量; of a department's share that of the row that it is a share of, which may be changed.
fn quantity(sheet: &Sheet, index: usize, d: &Detail) -> Cell {
    let view = sheet.view();
    let base = view.payout.entitlements.get(index).and_then(|e| match e.cause {
        Cause::Share(_, _, base) => Some(base),
        Cause::Award(_) | Cause::Instalment(_) => None,
    });
    let same = base.filter(|base| view.details.get(base.index()).is_some_and(|of| of.quantity == d.quantity));
    match same {
        Some(base) => sheet.number(Look::Count, d.quantity, |_| address(Layout::QUANTITY, sheet_row(base))),
        None => Cell::count(d.quantity),
    }
}

/// 净额, 实兑, 以后年度 over the row's own cells.
fn nets(sheet: &Sheet, d: &Detail) -> Vec<Cell> {
    let range = |from: usize, to: usize| format!("ROUND(SUM({}:{}),2)", sheet.here(from), sheet.here(to));
    let split: Money = d.funders.iter().copied().sum();
    let net = sheet.amount(Look::Amount, d.net, |live| range(Layout::GROSS, live.layout.net() - 1));
    let due = match sheet.live() {
        Some(live) if split == d.due => {
            let layout = live.layout;
            Cell::formula(
                Look::Amount,
                range(layout.funder(0), layout.funder(d.funders.len() - 1)),
                d.due.yuan(),
            )
        }
        _ => Cell::amount(d.due),
    };
    let later = sheet.amount(Look::Amount, d.later, |live| {
        format!("ROUND({}-{},2)", sheet.here(live.layout.net()), sheet.here(live.layout.due()))
    });
    vec![net, due, later]
}

fn computed(amount: Money, formula: Option<&F>) -> Cell {
    match formula {
        Some(formula) => Cell::formula(Look::Amount, formula.print(), amount.yuan()),
        None => Cell::amount(amount),
    }
}

fn remark(remark: String, live: Option<&LiveRow>) -> String {
    match live.map(|row| row.values.as_slice()) {
        Some(values) if !values.is_empty() => {
            format!("{remark}；浮点临界或非公式：{}", values.join("、"))
        }
        _ => remark,
    }
}

/// The source rows, without the folder that all files stand in.
fn sources(view: &View, sources: &[String]) -> String {
    let short = sources.iter().map(|source| source.strip_prefix(view.folder.as_str()).unwrap_or(source));
    short.collect::<Vec<_>>().join("\n")
}

fn title(title: String, product: &str) -> String {
    if product.is_empty() { title } else { format!("{title}（{product}）") }
}

fn standard(sheet: &Sheet, index: usize, d: &Detail) -> Cell {
    let is_live = sheet.live().is_some();
    match &d.tariff {
        Standard::Tariff(id, value) if is_live => Cell::formula(Look::Amount, tariff_cell(*id), *value),
        Standard::Tariff(_, value) => Cell::number(Look::Amount, *value),
        Standard::Words(words) => {
            let payout = sheet.view().payout;
            let e = payout.entitlements.get(index).filter(|_| is_live);
            let formula = e.and_then(|e| wording::standard(payout, e, sheet_row(id_of(index))));
            match formula {
                Some(formula) => Cell::text_formula(Look::Text, formula, words),
                None => Cell::text(words),
            }
        }
    }
}

fn total(sheet: &Sheet) -> Vec<Cell> {
    let view = sheet.view();
    let blank = || Cell::blank(Look::TotalText);
    let mut sums = vec![view.sum(|d| d.gross)];
    sums.extend((0..view.steps.len()).map(|at| view.sum(|d| d.steps[at])));
    sums.extend([view.sum(|d| d.net), view.sum(|d| d.due), view.sum(|d| d.later)]);
    sums.extend((0..view.funders.len()).map(|at| view.sum(|d| d.funders[at])));

    let mut cells = vec![blank(), Cell::words(Look::TotalText, "合计")];
    cells.extend((2..Layout::QUANTITY).map(|_| blank()));
    cells.push(sheet.number(Look::TotalCount, units(view), |_| sheet.sum_above(Layout::QUANTITY)));
    for (at, value) in sums.into_iter().enumerate() {
        cells.push(sheet.amount(Look::TotalAmount, value, |_| sheet.sum_above(Layout::GROSS + at)));
    }
    cells.extend([blank(), blank()]);
    cells
}
