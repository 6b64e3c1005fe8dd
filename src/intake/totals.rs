//! Control totals: figures of the rows added up column by column, to be compared with the totals that a table states.

use super::amount;
use crate::table::words::TotalReach;
use crate::text::name;
use crate::workbook::Cell;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A running sum; none from the first figure on that could not be read.
#[derive(Clone, Copy, Debug)]
struct Sum {
    group: Option<Decimal>,
    /// Since the heading stood last.
    part: Option<Decimal>,
    table: Option<Decimal>,
}

const NOTHING: Sum =
    Sum { group: Some(Decimal::ZERO), part: Some(Decimal::ZERO), table: Some(Decimal::ZERO) };

/// The sums of a table so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    columns: BTreeMap<u32, Sum>,
    rows: Rows,
    /// A total of the whole table has stood.
    closed: bool,
}

/// Rows, and the holders named in them.
#[derive(Clone, Debug, Default)]
struct Rows {
    group: i64,
    table: i64,
    /// Each holder with the last group that names it.
    holders: BTreeMap<String, u32>,
    group_number: u32,
    group_holders: i64,
}

/// A stated total against the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Check {
    /// They agree: the sum.
    Agrees(Decimal),
    /// They do not: the sum.
    Differs(Decimal),
    /// A row's figure could not be read.
    Unknown,
}

impl Totals {
    /// Adds a row's figure; the copies of a merged figure are added once, by the caller.
    pub fn add(&mut self, col: u32, cell: &Cell) {
        let sum = self.columns.entry(col).or_insert(NOTHING);
        let figure = amount::figure(cell).ok().map(Option::unwrap_or_default);
        let plus = |sum: Option<Decimal>| sum.zip(figure).and_then(|(sum, figure)| sum.checked_add(figure));
        *sum = Sum { group: plus(sum.group), part: plus(sum.part), table: plus(sum.table) };
    }

    /// Counts a row and the holders that it names.
    pub fn count_row(&mut self, holders: &str) {
        self.rows.group += 1;
        self.rows.table += 1;
        for name in name::split_holders(holders) {
            let group = self.rows.group_number;
            let before = self.rows.holders.insert(name::enterprise(&name).key, group);
            self.rows.group_holders += i64::from(before != Some(group));
        }
    }

    /// Compares a stated total of a column.
    pub fn check(&self, col: u32, stated: Decimal, reach: TotalReach) -> Check {
        let sum = self.columns.get(&col).copied().unwrap_or(NOTHING);
        match compare(stated, sum.group, sum.table, reach) {
            Check::Differs(_) if sum.part == Some(stated) => Check::Agrees(stated),
            check => check,
        }
    }

    /// Compares a stated number of items: rows, or the sum of the column of quantities, which counts them more finely.
    pub fn check_items(&self, stated: i64, quantity: Option<u32>, reach: TotalReach) -> Check {
        let of = |count: i64| Some(Decimal::from(count));
        let rows = compare(Decimal::from(stated), of(self.rows.group), of(self.rows.table), reach);
        match (rows, quantity) {
            (Check::Differs(_), Some(col)) => self.check(col, Decimal::from(stated), reach),
            _ => rows,
        }
    }

    /// Compares a stated number of enterprises, each counted once.
    pub fn check_holders(&self, stated: i64, reach: TotalReach) -> Check {
        let (group, table) = (self.rows.group_holders.into(), self.rows.holders.len().into());
        compare(stated.into(), Some(group), Some(table), reach)
    }

    /// The sums so far, for the next part of a table that goes on under its heading again: a total may be of both. One that has
    /// its total is over.
    pub fn go_on(&self) -> Self {
        let mut on = if self.closed { Self::default() } else { self.clone() };
        on.close_group();
        on.columns.values_mut().for_each(|sum| sum.part = Some(Decimal::ZERO));
        on
    }

    /// After a total.
    pub fn close(&mut self, reach: TotalReach) {
        self.closed |= reach == TotalReach::Table;
        self.close_group();
    }

    /// Starts a new group: after a total, or at a section.
    pub fn close_group(&mut self) {
        self.rows.group = 0;
        self.rows.group_number += 1;
        self.rows.group_holders = 0;
        for sum in self.columns.values_mut() {
            sum.group = Some(Decimal::ZERO);
        }
    }
}

/// 合计 may stand under a section as 小计 does: a total agrees where either sum does.
fn compare(stated: Decimal, group: Option<Decimal>, table: Option<Decimal>, reach: TotalReach) -> Check {
    let (first, second) = match reach {
        TotalReach::Group => (group, table),
        TotalReach::Table => (table, group),
    };
    match [first, second].into_iter().flatten().find(|sum| *sum == stated) {
        Some(sum) => Check::Agrees(sum),
        None => first.map_or(Check::Unknown, Check::Differs),
    }
}
