//! Tables: where a sheet's tables stand, which field each column holds, and what kind each row is.
//!
//! Everything here looks at rows as they stream by; what a cell is worth is decided in `intake`.

pub mod category;
pub mod counting;
pub mod decorated;
pub mod everyday;
pub mod heading;
pub mod kind;
pub mod lexicon;
pub mod part;
pub mod row;
pub mod section;
pub mod words;
pub mod yearly;
pub mod years;

use crate::workbook::{Cell, Row, Value};

/// The text of a cell that holds text; empty for anything else.
pub fn text_of(cell: &Cell) -> &str {
    match &cell.value {
        Value::Text(text) => text.trim(),
        _ => "",
    }
}

/// True where a cell shows nothing.
pub fn is_empty(cell: &Cell) -> bool {
    matches!(&cell.value, Value::Text(text) if text.chars().all(|c| c.is_whitespace() || crate::text::normal::is_zero_width(c)))
}

/// The non-empty cells of a row, each merged region once.
pub fn distinct(row: &Row) -> Vec<&Cell> {
    let shown = row.cells.iter().filter(|cell| !is_empty(cell));
    let mut cells = Vec::with_capacity(row.cells.len());
    if row.cells.iter().all(|cell| cell.merged_from.is_none()) {
        cells.extend(shown);
        return cells;
    }
    let mut origins: Vec<(u32, u32)> = Vec::new();
    for cell in shown {
        let origin = cell.merged_from.unwrap_or((row.index, cell.col));
        // Regions of one row are few and adjacent: the last few origins are enough to look at.
        if !origins.iter().rev().take(8).any(|seen| *seen == origin) {
            origins.push(origin);
            cells.push(cell);
        }
    }
    cells
}

/// The distinct cells that begin in this row: not what a merge from a row above fills.
pub fn own(row: &Row) -> Vec<&Cell> {
    let mut cells = distinct(row);
    cells.retain(|cell| cell.merged_from.is_none_or(|(from, _)| from == row.index));
    cells
}

/// The cell of a column.
pub fn cell_at(row: &Row, col: u32) -> Option<&Cell> {
    let at = row.cells.binary_search_by_key(&col, |cell| cell.col).ok()?;
    row.cells.get(at).filter(|cell| !is_empty(cell))
}
