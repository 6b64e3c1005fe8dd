//! The year of a row: what a column, a section, the title or a name says, where it has no date and they say another than the
//! award year, or where its category is rewarded year by year.

use super::Build;
use crate::model::record::{CellRef, ListKind, Value as Typed};
use crate::policy::builtin as b;
use crate::table::years;
use crate::table::{cell_at, text_of};
use crate::workbook::{Cell, Value};

impl Build<'_> {
    /// Kept as the fact of the year, which holds the row unless a date stands beside it in this or another list.
    pub(super) fn heed_years(&mut self) {
        let settled = [b::YEAR, b::RECOGNISED].into_iter().any(|field| self.reader.is_settled(field));
        let known = [b::YEAR, b::RECOGNISED].into_iter().any(|field| self.facts.get(field).is_some());
        let dated = self
            .reader
            .table
            .column(b::RECOGNISED)
            .is_some_and(|column| self.faults.holding.iter().any(|(col, _)| *col == column.col));
        if self.reader.table.kind != ListKind::Achievements || settled || known || dated {
            return;
        }
        let Some(award_year) = self.reader.year else { return };
        let own = self.year_of_columns();
        let year = match own {
            Some((text, at)) => years::another(&text, award_year).map(|year| (year, at)),
            None => self.reader.table.other_year(),
        };
        if let Some((year, at)) = year {
            self.set(b::YEAR, Typed::Whole(i64::from(year)), at);
        }
    }

    /// Whether the year tells one award of the row's category from the next.
    pub(super) fn is_yearly(&self) -> bool {
        let categories = &self.reader.lexicon.policy.categories;
        let own = self.category.and_then(|id| categories.get(id.index()));
        own.is_some_and(|category| category.identity.contains(&b::YEAR))
    }

    /// Of an award given year by year: what section, title or name say where the row itself says nothing, also beside a date.
    pub(super) fn heed_award_year(&mut self) {
        let table = self.reader.table;
        let own = self.facts.get(b::YEAR).is_some() || self.reader.is_settled(b::YEAR);
        if table.kind != ListKind::Achievements || !self.is_yearly() || own {
            return;
        }
        if let Some((year, at)) = table.other_year() {
            self.set(b::YEAR, Typed::Whole(i64::from(year)), at);
        }
    }

    /// What a column that no field has says of the year: 获奖年份, 批次.
    fn year_of_columns(&self) -> Option<(String, CellRef)> {
        let unused = self.reader.table.columns.iter();
        let unused = unused.filter(|column| column.field.is_none() && !column.set_aside);
        unused.filter(|column| years::is_heading(&column.heading)).find_map(|column| {
            let cell = cell_at(self.row, column.col)?;
            let text = shown(cell)?;
            let names = !years::of_cell(&text).is_empty();
            names.then(|| (text, self.cell(column.col)))
        })
    }
}

fn shown(cell: &Cell) -> Option<String> {
    match &cell.value {
        Value::Text(_) => Some(text_of(cell).to_owned()),
        Value::Number(number, _) => Some(number.normalize().to_string()),
        Value::Date(day) => Some(day.year().to_string()),
        _ => None,
    }
}
