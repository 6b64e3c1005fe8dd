//! Several columns that may be of the category: the one that names a category of the policy says it, the others describe the thing.

use super::super::layout::ColumnUse;
use super::Build;
use super::settle::category_text;
use crate::policy::CategoryId;
use crate::table::category::Named;
use crate::table::{cell_at, decorated};
use crate::text::normal::key;
use crate::text::{name, stage, subject};
use crate::workbook::{Cell, Value};

impl<'a> Build<'a> {
    /// The cell that says the category. Where two cells could, the row is held, and that is the fault.
    pub(super) fn category_cell(&mut self, column: &ColumnUse) -> Result<Option<&'a Cell>, ()> {
        if column.instead.is_empty() {
            return Ok(self.cell_of(column));
        }
        let row = self.row;
        let filled: Vec<(&'a Cell, String)> = cols_of(column)
            .filter_map(|col| cell_at(row, col))
            .filter_map(|cell| category_text(cell).map(|text| (cell, text)))
            .collect();
        let broken = cols_of(column).filter_map(|col| cell_at(row, col)).find(|cell| {
            matches!(cell.value, Value::Error(_) | Value::NoCache | Value::Unusable(_) | Value::Struck(_))
        });
        if let Some(cell) = broken {
            return self.differ(column, cell.col);
        }
        let naming = filled.iter().find(|(_, text)| self.named_by(text) != Named::Nothing);
        // Where none names a category, one may say what stands above, or be unknown.
        let telling = || filled.iter().find(|(_, text)| !is_slight(text));
        let Some((cell, text)) = naming.or_else(telling).or(filled.first()) else { return Ok(None) };
        let named = self.named_by(text);
        let agree =
            filled.iter().all(|(other, text)| other.col == cell.col || self.adds_nothing(text, &named));
        if agree {
            return Ok(Some(cell));
        }
        let col = cell.col;
        self.differ(column, col)
    }

    fn differ(&mut self, column: &ColumnUse, col: u32) -> Result<Option<&'a Cell>, ()> {
        if let Some(fault) = column.disagree.clone() {
            self.hold(col, fault);
        }
        Err(())
    }

    pub(super) fn named_by(&self, text: &str) -> Named {
        let index = &self.reader.lexicon.categories;
        match index.exact(text) {
            Named::Nothing => match index.exact(&name::title(text).base) {
                Named::Nothing => decorated::undecorated(text, self.reader.year)
                    .map_or(Named::Nothing, |bare| index.exact_key(&bare)),
                named => named,
            },
            named => named,
        }
    }

    /// True where a cell beside the one that names the category leaves it as it is: 9, 推荐性, 企业奖励, 商标 beside 著名商标.
    fn adds_nothing(&self, text: &str, named: &Named) -> bool {
        if is_slight(text) {
            return true;
        }
        let Named::One(category) = named else { return false };
        let other = match self.named_by(text) {
            Named::Nothing => self.reader.lexicon.categories.within(text),
            other => other,
        };
        match other {
            Named::One(other) => other == *category,
            Named::Several(_) => false,
            Named::Nothing => subject::read(text, &|part| self.is_of(*category, part)).is_none(),
        }
    }

    fn is_of(&self, category: CategoryId, part: &str) -> bool {
        let category = self.reader.lexicon.policy.category(category);
        let mut names = std::iter::once(&category.name).chain(&category.aliases).chain(&category.family);
        names.any(|name| key(name).contains(part))
    }
}

fn cols_of(column: &ColumnUse) -> impl Iterator<Item = u32> {
    std::iter::once(column.col).chain(column.instead.iter().copied())
}

/// It is of no award whatever: the class of goods, the trade, the stage.
fn is_slight(text: &str) -> bool {
    decorated::names_no_award(text) || stage::exact(text).is_some()
}
