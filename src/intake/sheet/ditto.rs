//! 同上 and 〃 below a remark: the row says what the row right above it says, whatever that is.

use super::Run;
use crate::policy::builtin as b;
use crate::table::{cell_at, text_of};
use crate::text::placeholder;
use crate::workbook::{Row, Value};
use std::borrow::Cow;

impl Run<'_> {
    /// The row with the remark that it repeats written out. Where the row right above has none, it stays as it is, and is held.
    pub(super) fn with_remark<'r>(&mut self, row: &'r Row) -> Cow<'r, Row> {
        let above = self.remark_above.take().filter(|(at, _)| at + 1 == row.index);
        let column = self.table.as_ref().and_then(|table| table.column(b::REMARK));
        let Some(cell) = column.and_then(|column| cell_at(row, column.col)) else {
            return Cow::Borrowed(row);
        };
        let text = text_of(cell);
        if !placeholder::repeats_above(text) {
            let says = !text.trim().is_empty() && !placeholder::repeats_another(text);
            self.remark_above = says.then(|| (row.index, text.to_owned()));
            return Cow::Borrowed(row);
        }
        let Some((_, said)) = above else { return Cow::Borrowed(row) };
        self.remark_above = Some((row.index, said.clone()));
        let mut whole = row.clone();
        let col = cell.col;
        for cell in whole.cells.iter_mut().filter(|cell| cell.col == col) {
            cell.value = Value::Text(said.clone());
        }
        Cow::Owned(whole)
    }
}
