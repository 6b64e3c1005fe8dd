//! The cell that a row has in a column, where several columns are of one field.

use super::super::layout::ColumnUse;
use super::super::say::Fault;
use super::super::value;
use super::Build;
use crate::finding::Code;
use crate::policy::builtin as b;
use crate::table::cell_at;
use crate::text::normal::is_blank;
use crate::workbook::{Cell, Value};

impl<'a> Build<'a> {
    /// The column's cell; with several columns under one heading, the one that is filled.
    pub(super) fn cell_of(&mut self, column: &ColumnUse) -> Option<&'a Cell> {
        let row = self.row;
        let mut found = cell_at(row, column.col);
        for col in &column.also {
            let Some(other) = cell_at(row, *col) else { continue };
            match found {
                // Whose the award is must stand where it belongs.
                None if column.field == Some(b::ENTERPRISE) => {
                    found = Some(other);
                    if let Some(told) = column.disagree.clone() {
                        self.hold(*col, told);
                    }
                }
                None => found = Some(other),
                Some(first) if first.value != other.value && !self.read_alike(column, first, other) => {
                    let message =
                        format!("列标题「{}」占几列，其中的内容不一样，不知该用哪一列。", column.heading);
                    let help = "请在原表中给每一列单独的标题。";
                    let told = column.disagree.clone();
                    self.hold(*col, told.unwrap_or_else(|| Fault::new(Code::CellsDisagree, message, help)));
                }
                Some(_) => {}
            }
        }
        let is_empty = |cell: &&Cell| matches!(&cell.value, Value::Text(text) if is_blank(text));
        let also = if column.disagree.is_some() { column.also.as_slice() } else { &[] };
        let mut others = column.instead.iter().chain(also).filter_map(|col| cell_at(row, *col));
        found.filter(|cell| !is_empty(cell)).or_else(|| others.find(|cell| !is_empty(cell))).or(found)
    }

    /// Whether two cells of one field read as the same, however they are typed: 2008-3-1 and 2008年3月1日.
    fn read_alike(&self, column: &ColumnUse, a: &Cell, b: &Cell) -> bool {
        let Some(id) = column.field.filter(|_| column.disagree.is_some()) else { return false };
        let Some(field) = self.reader.lexicon.policy.fields.get(id.index()) else { return false };
        match (value::read(a, id, field), value::read(b, id, field)) {
            (Ok(Some(a)), Ok(Some(b))) => a == b,
            // An empty one says nothing.
            (Ok(None), _) | (_, Ok(None)) => true,
            _ => false,
        }
    }
}
