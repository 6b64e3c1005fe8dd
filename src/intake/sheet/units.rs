//! Units of amounts that rows beside the data state, above a table and within it.

use super::super::unit_line;
use super::Run;
use crate::model::record::RowReading;
use crate::table::{distinct, text_of, words};
use crate::workbook::Row;

impl Run<'_> {
    /// Takes the units that a row beside the data states: for the next table right above its heading, else for the rows below.
    pub(super) fn heed_units(&mut self, row: &Row) {
        let measures = unit_line::measures_of_row(row);
        if !measures.is_empty() && (self.table.is_none() || self.leads_to_heading()) {
            self.above.measures.extend(measures);
        }
        let lines = unit_line::of_row(row);
        if lines.is_empty() {
            return;
        }
        if self.leads_to_heading() {
            return self.above.units.extend(lines);
        }
        match &mut self.table {
            Some(table) => lines.into_iter().for_each(|line| unit_line::add_within(&mut table.units, line)),
            None => self.above.units.extend(lines),
        }
    }

    /// A row that states a unit; within a table nothing but notes may stand beside it.
    pub(super) fn unit(&mut self, row: &Row) -> RowReading {
        let notes = distinct(row).into_iter().all(|cell| words::is_note(text_of(cell)));
        if !notes && self.table.is_some() && !self.leads_to_heading() {
            return self.unclear(row);
        }
        self.note(row)
    }
}
