//! What stands in a workbook that should not, and what is gone: cells and rows that only one of the two has.

use super::align::HEADINGS;
use super::book::{Cell, Shown};
use super::compare::{Page, said_at};
use super::difference::Class;
use super::money;
use crate::workbook::a1;
use rust_decimal::Decimal;

impl Page<'_, '_> {
    /// Something in a cell that should be empty, of a row that both have.
    pub(super) fn written(&mut self, (from, to): (u32, u32), col: u32) {
        let nothing = Cell::default();
        let found = self.found.cell(to, col).unwrap_or(&nothing);
        let (name, at) = (self.expected.name.clone(), a1(to, col));
        let heading =
            self.grid.columns.from(col).map(|col| self.expected.text(HEADINGS, col).replace('\n', ""));
        let heading = heading.unwrap_or_default();
        let free = heading.is_empty() || ["备注", "说明"].iter().any(|word| heading.contains(word));
        let counts = found.formula.is_some() || matches!(found.shown, Shown::Number(_) | Shown::Error(_));
        let class = match counts {
            true if self.reads.hold(&name, to, col) => Class::NumberChanged,
            true if free => Class::Remark,
            true => Class::NumberChanged,
            false if free || from <= HEADINGS => Class::Remark,
            false => Class::TextChanged,
        };
        let shown = self.actual.shown(self.at, to, col);
        let amount = shown.number().filter(|_| class == Class::NumberChanged && money::is_heading(&heading));
        let what = format!(
            "{}{}",
            self.label(from),
            if heading.is_empty() { String::new() } else { format!(" · {heading}") }
        );
        self.add(class, Some(at), what, "（空）", &said_at(found, &shown), amount);
    }

    pub(super) fn removed(&mut self, row: u32) {
        let amount = money::column(self.expected)
            .map(|(col, unit)| -self.expected.shown(row, col).number().unwrap_or_default() * unit);
        let what = self.label(row);
        let content = self.content(self.expected, row);
        self.add(Class::RowRemoved, Some((row + 1).to_string()), what, &content, "（缺少）", amount);
    }

    pub(super) fn added(&mut self, row: u32) {
        let cells = || self.found.columns.iter().filter_map(|(col, cells)| Some((*col, cells.get(&row)?)));
        let counts = |(col, cell): (u32, &Cell)| {
            let figure = cell.formula.is_some() || matches!(cell.shown, Shown::Number(_));
            let is_read = || self.reads.hold(&self.expected.name, row, col);
            figure && (cells().count() > 2 || self.is_among_amounts(col) || is_read())
        };
        let harmless = !cells().any(counts) && cells().count() <= 3;
        let class = if harmless { Class::Remark } else { Class::RowAdded };
        let to = |(col, unit): (u32, Decimal)| {
            let col = self.grid.columns.to(col)?;
            Some(self.actual.shown(self.at, row, col).number().unwrap_or_default() * unit)
        };
        // Under amounts, but without a name: nobody is paid by it.
        let unnamed = money::is_by_payee(self.expected) && self.found.text(row, money::NAME).is_empty();
        let amount = if harmless || unnamed { None } else { money::column(self.expected).and_then(to) };
        let content = self.content(self.found, row);
        let what = if harmless { "表外".to_owned() } else { format!("第{}行", row + 1) };
        self.add(class, Some((row + 1).to_string()), what, "（没有）", &content, amount);
    }

    /// Whether a column of the workbook at hand is one of amounts: a figure below it reads as one more.
    fn is_among_amounts(&self, col: u32) -> bool {
        let heading =
            self.grid.columns.from(col).map(|col| self.expected.text(HEADINGS, col).replace('\n', ""));
        heading.is_some_and(|heading| money::is_heading(&heading))
    }
}
