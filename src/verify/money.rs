//! Which cells of a payout workbook are amounts, and what it pays to whom.

use super::align::HEADINGS;
use super::axis::Grids;
use super::book::{Book, Sheet, Shown};
use super::calculate::Calculator;
use crate::money::Money;
use rust_decimal::Decimal;

/// The sheet by which people are paid.
const PAYEES: &str = "兑现汇总表";
/// Its column of names.
pub(super) const NAME: u32 = 1;
/// Headings of amounts.
const AMOUNTS: [&str; 12] = [
    "应奖",
    "应兑净额",
    "净额",
    "本年实兑",
    "实兑",
    "实兑金额",
    "以后年度",
    "作废",
    "兑现金额（元）",
    "到期金额（元）",
    "奖励金额（万元）",
    "金额",
];
/// The column that says what a row comes to this year, the first that a sheet has.
const OWN: [&str; 4] = ["本年实兑", "实兑金额", "兑现金额（元）", "奖励金额（万元）"];
/// Labels of amounts on 封面.
const LABELS: [&str; 6] = ["本年实兑", "应兑净额", "以后年度兑现", "作废", "应追回", "应奖合计"];

/// Whether a heading is of amounts.
pub(super) fn is_heading(heading: &str) -> bool {
    AMOUNTS.contains(&heading) || heading.starts_with("其中：")
}

/// Whether people are paid by a sheet.
pub(super) fn is_by_payee(sheet: &Sheet) -> bool {
    sheet.name == PAYEES
}

/// 元 in one of a column's unit.
pub(super) fn unit(sheet: &Sheet, col: u32) -> Decimal {
    let heading = sheet.text(HEADINGS, col);
    if heading.contains("万元") { Decimal::from(10_000) } else { Decimal::ONE }
}

/// Whether a cell is an amount.
pub(super) fn is_amount(sheet: &Sheet, row: u32, col: u32) -> bool {
    if sheet.name == "封面" {
        let label = sheet.text(row, 0);
        return col > 0 && (LABELS.contains(&label) || label.starts_with("其中："));
    }
    if sheet.name == "规则" {
        return sheet.text(HEADINGS, col) == "数值" && sheet.text(row, col + 1) == "元";
    }
    if row <= HEADINGS {
        return false;
    }
    let heading = |col: u32| sheet.text(HEADINGS, col).replace('\n', "");
    is_heading(&heading(col)) || (is_step(sheet, col) && !heading(col).ends_with("（分）"))
}

/// Whether a column of 兑现明细表 is a step's: between 应奖 and 应兑净额.
fn is_step(sheet: &Sheet, col: u32) -> bool {
    let place = |heading: &str| sheet.columns.keys().copied().find(|at| sheet.text(HEADINGS, *at) == heading);
    matches!((place("应奖"), place("应兑净额")), (Some(first), Some(last)) if first < col && col < last)
}

/// The column that says what a row comes to this year, and 元 in one of its unit.
pub(super) fn column(sheet: &Sheet) -> Option<(u32, Decimal)> {
    OWN.iter().find_map(|heading| {
        let col = sheet.columns.keys().copied().find(|col| sheet.text(HEADINGS, *col) == *heading)?;
        Some((col, unit(sheet, col)))
    })
}

/// What one payee gets by the files and by the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayeeChange {
    /// Who.
    pub payee: String,
    /// By the files.
    pub expected: Money,
    /// By the workbook; none where its figure is an error.
    pub actual: Option<Money>,
}

/// The money of two workbooks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// 本年实兑 by the files.
    pub expected: Money,
    /// The sum of what the payees of the workbook get.
    pub actual: Money,
    /// What payees get more than they should, added up.
    pub over: Money,
    /// What payees get less than they should, added up.
    pub under: Money,
    /// Payees who get another amount.
    pub payees: Vec<PayeeChange>,
    /// Totals that the workbook states: sheet, what the files give, what it comes to.
    pub stated: Vec<(String, Money, Option<Money>)>,
}

/// The money of the expected workbook and of the one at hand.
pub(super) fn totals(expected: &Book, actual: &Calculator<'_>, grids: &Grids) -> Totals {
    let mut totals = Totals::default();
    for (name, wanted, found) in payees(expected, actual, grids) {
        totals.expected += wanted;
        totals.actual += found.unwrap_or_default();
        let change = found.unwrap_or_default() - wanted;
        match change {
            _ if change.is_positive() => totals.over += change,
            _ => totals.under += -change,
        }
        if found != Some(wanted) {
            totals.payees.push(PayeeChange { payee: name, expected: wanted, actual: found });
        }
    }
    totals.stated = stated(expected, actual, grids);
    totals
}

fn fen(number: Option<Decimal>) -> Option<Money> {
    let cents = crate::money::to_places(number?, 2, crate::money::Rounding::HalfAway)?;
    Money::exact(cents)
}

/// What a reader sees in a cell: its result, unless another figure was stored in its place that no program computed.
fn seen(actual: &Calculator<'_>, at: usize, (row, col): (u32, u32), expected: &Shown) -> Shown {
    let result = actual.shown(at, row, col);
    let stored = actual.book.sheets.get(at).map(|sheet| sheet.shown(row, col).clone()).unwrap_or_default();
    match stored {
        Shown::Number(_) if !stored.agrees(&result) && !stored.agrees(expected) => stored,
        _ => result,
    }
}

/// Payee by payee: name, amount by the files, amount at hand.
fn payees(expected: &Book, actual: &Calculator<'_>, grids: &Grids) -> Vec<(String, Money, Option<Money>)> {
    let mut lines = Vec::new();
    let Some((sheet, (col, _))) = expected.sheet(PAYEES).and_then(|sheet| Some((sheet, column(sheet)?)))
    else {
        return lines;
    };
    let is_payee = |row: &u32| *row > HEADINGS && sheet.shown(*row, 0).number().is_some();
    let wanted = |row: u32| fen(sheet.shown(row, col).number()).unwrap_or_default();
    let there = actual.book.position(PAYEES).and_then(|at| Some((at, actual.book.sheets.get(at)?)));
    let (Some((at, found)), Some(grid)) = (there, grids.get(PAYEES)) else {
        // Without the sheet nobody is paid by it.
        let all = sheet.rows().into_iter().filter(is_payee);
        return all.map(|row| (sheet.text(row, 1).to_owned(), wanted(row), Some(Money::ZERO))).collect();
    };
    for row in sheet.rows().into_iter().filter(is_payee) {
        let is_there = !grid.rows.removed.contains(&row);
        let cell = || Some((grid.rows.to(row).filter(|_| is_there)?, grid.columns.to(col)?));
        let found = match cell() {
            Some((to, to_col)) => fen(seen(actual, at, (to, to_col), sheet.shown(row, col)).number()),
            None => Some(Money::ZERO),
        };
        lines.push((sheet.text(row, 1).to_owned(), wanted(row), found));
    }
    for row in grid.rows.added.iter().copied() {
        let name = found.text(row, NAME).trim();
        let amount = grid.columns.to(col).and_then(|col| fen(actual.shown(at, row, col).number()));
        if let Some(amount) = amount.filter(|amount| !amount.is_zero() && !["", "合计"].contains(&name)) {
            lines.push((name.to_owned(), Money::ZERO, Some(amount)));
        }
    }
    lines
}

/// The totals that single sheets state.
fn stated(expected: &Book, actual: &Calculator<'_>, grids: &Grids) -> Vec<(String, Money, Option<Money>)> {
    let mut all = Vec::new();
    for name in ["封面", "兑现明细表", PAYEES] {
        let (Some(sheet), Some(grid), Some(at)) =
            (expected.sheet(name), grids.get(name), actual.book.position(name))
        else {
            continue;
        };
        let place = match name {
            "封面" => {
                sheet.rows().into_iter().find(|row| sheet.text(*row, 0) == "本年实兑").map(|row| (row, 1))
            }
            _ => {
                let total = sheet.rows().into_iter().find(|row| sheet.text(*row, 1) == "合计");
                total.zip(column(sheet).map(|(col, _)| col))
            }
        };
        let Some((row, col)) = place else { continue };
        let wanted = fen(sheet.shown(row, col).number()).unwrap_or_default();
        let to = grid.rows.to(row).zip(grid.columns.to(col));
        all.push((
            name.to_owned(),
            wanted,
            to.and_then(|(row, col)| fen(actual.shown(at, row, col).number())),
        ));
    }
    all
}
