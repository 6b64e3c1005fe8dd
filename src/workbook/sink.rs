//! What readers push and survey and emission receive.

use super::cell::Cell;
use super::fault::Fault;
use super::merge::Merge;

/// Receives a sheet in reading order.
pub(super) trait Sink {
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
    /// Something wrong with one cell.
    fn trouble(&mut self, fault: Fault);
}
