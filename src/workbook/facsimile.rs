//! The facsimile: a sheet cell by cell as it stands, with the text of each formula and each comment; for workbooks that
//! are compared, not lists that are read. Nothing is filled, nothing is refused for its content.

use super::cell::{Cell, Value};
use super::fault::Fault;
use super::merge::Merge;
use super::sink::Sink;
use std::collections::BTreeMap;

/// A cell as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exact {
    /// Its value; none for an empty cell, and for a formula whose result is not stored.
    pub value: Option<Value>,
    /// Its formula.
    pub formula: Option<FormulaText>,
}

/// A formula as the file states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormulaText {
    /// What stands after `=`; empty for a further cell of a shared formula.
    pub text: String,
    /// The number of a shared formula.
    pub shared: Option<u32>,
}

/// A sheet as it stands: cells by row and column, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its name.
    pub name: String,
    /// Cells that are not empty.
    pub cells: BTreeMap<(u32, u32), Exact>,
    /// Comments.
    pub comments: BTreeMap<(u32, u32), String>,
}

/// Gathers a page.
#[derive(Default)]
pub(super) struct Gatherer {
    pub page: Page,
}

impl Sink for Gatherer {
    fn wants_formulas(&self) -> bool {
        true
    }

    fn formula(&mut self, row: u32, col: u32, formula: FormulaText) {
        self.page.cells.entry((row, col)).or_default().formula = Some(formula);
    }

    fn comment(&mut self, row: u32, col: u32, text: String) {
        self.page.comments.insert((row, col), text);
    }

    fn row(&mut self, index: u32, cells: Vec<Cell>) -> Result<(), Fault> {
        for cell in cells {
            let value = Some(cell.value).filter(|value| *value != Value::NoCache);
            self.page.cells.entry((index, cell.col)).or_default().value = value;
        }
        Ok(())
    }

    fn merge(&mut self, _: Merge) -> Result<(), Fault> {
        Ok(())
    }

    fn hide_rows(&mut self, _: u32, _: u32) {}

    fn hide_columns(&mut self, _: u32, _: u32) {}

    fn filter(&mut self) {}
}
