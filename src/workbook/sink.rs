//! What readers push and survey and emission receive.

use super::cell::Cell;
use super::facsimile::FormulaText;
use super::fault::Fault;
use super::merge::Merge;

/// Receives a sheet in reading order.
pub(super) trait Sink {
    /// False where only the places of non-empty cells matter: any value will do then.
    fn wants_values(&self) -> bool {
        true
    }
    /// True where the text of formulas and comments matters.
    fn wants_formulas(&self) -> bool {
        false
    }
    /// True where comments matter though formulas do not.
    fn wants_comments(&self) -> bool {
        false
    }
    /// A formula, before its row.
    fn formula(&mut self, _row: u32, _col: u32, _formula: FormulaText) {}
    /// A comment, after the rows.
    fn comment(&mut self, _row: u32, _col: u32, _text: String) {}
    /// The cells of a row, empty ones left out; nothing where all are.
    fn row(&mut self, index: u32, cells: Vec<Cell>) -> Result<(), Fault>;
    /// A merged region, as the file states it.
    fn merge(&mut self, merge: Merge) -> Result<(), Fault>;
    /// A range of hidden rows.
    fn hide_rows(&mut self, first: u32, last: u32);
    /// A range of hidden columns.
    fn hide_columns(&mut self, first: u32, last: u32);
    /// The sheet has a filter.
    fn filter(&mut self);
}
