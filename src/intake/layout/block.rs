//! Blocks of rows whose category is written once, in their first row, and whose numbers begin again with each: the numbers show
//! which rows belong together, as a merged cell does.

use super::Table;
use crate::model::record::{CellRef, Record, Value};
use crate::policy::{CategoryId, builtin as b};

/// A block as far as it is read.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Block {
    /// Its category.
    pub category: CategoryId,
    /// Where that is written.
    pub cell: CellRef,
    /// The number that its next row must have.
    pub next: i64,
}

impl Block {
    /// The block behind a row; `own` is the category that the row itself states, and its column.
    pub fn after(block: Option<Self>, record: &Record, own: Option<(CategoryId, u32)>) -> Option<Self> {
        let number = number(record)?;
        match own {
            Some((category, col)) if number == 1 => {
                Some(Self { category, cell: CellRef { row: record.at, col }, next: 2 })
            }
            Some(_) => None,
            None => {
                block.filter(|block| block.next == number).map(|block| Self { next: number + 1, ..block })
            }
        }
    }
}

impl Table {
    /// The category that a row states in its own cell, and that cell's column.
    pub fn own_category(&self, record: &Record) -> Option<(CategoryId, u32)> {
        let fact = record.facts.get(b::CATEGORY).filter(|fact| fact.cell.row == record.at)?;
        let (column, col) = (self.column(b::CATEGORY)?, fact.cell.col);
        (column.col == col || column.instead.contains(&col)).then_some((record.category?, col))
    }
}

/// The number of a row in its list.
pub(in super::super) fn number(record: &Record) -> Option<i64> {
    match &record.facts.get(b::SERIAL)?.value {
        Value::Text(text) => text.trim().parse().ok(),
        Value::Whole(number) => Some(*number),
        _ => None,
    }
}
