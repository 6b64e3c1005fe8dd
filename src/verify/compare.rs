//! Comparison, cell by cell: the workbook that the files give against the one at hand.

use super::align::{HEADINGS, align};
use super::axis::{Grid, Grids, Reads, alike, moved};
use super::book::{Book, Cell, Formula, Sheet, Shown};
use super::calculate::Calculator;
use super::difference::{Class, Difference};
use super::money;
use crate::formula::Tree;
use crate::workbook::a1;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The result.
pub(super) struct Compared {
    /// Every difference, by sheet, row and column.
    pub differences: Vec<Difference>,
    /// Formula cells that stand unchanged and come to another figure because of the differences.
    pub follows: usize,
    /// Where rows and columns stand.
    pub grids: Grids,
}

/// Compares two workbooks; `actual` has been calculated.
pub(super) fn compare(expected: &Book, actual: &Calculator<'_>) -> Compared {
    let mut grids = Grids::new();
    for sheet in &expected.sheets {
        if let Some(found) = actual.book.sheet(&sheet.name) {
            grids.insert(sheet.name.clone(), align(sheet, found));
        }
    }
    let reads = Reads::of(expected, &grids);
    let mut compared = Compared { differences: Vec::new(), follows: 0, grids };
    let mut differences = Vec::new();
    for sheet in &expected.sheets {
        let Some(at) = actual.book.position(&sheet.name) else {
            differences.push(gone(sheet));
            continue;
        };
        let (Some(found), Some(grid)) = (actual.book.sheets.get(at), compared.grids.get(&sheet.name)) else {
            continue;
        };
        let mut page = Page {
            expected: sheet,
            found,
            at,
            grid,
            grids: &compared.grids,
            reads: &reads,
            actual,
            differences: &mut differences,
            follows: 0,
        };
        page.compare();
        compared.follows += page.follows;
    }
    for sheet in actual.book.sheets.iter().filter(|sheet| expected.position(&sheet.name).is_none()) {
        differences.push(Difference {
            class: Class::Remark,
            sheet: Some(sheet.name.clone()),
            what: "整张工作表".to_owned(),
            expected: "（没有这张表）".to_owned(),
            actual: "加了一张表".to_owned(),
            ..Difference::file(Class::Remark, "", "", "")
        });
    }
    for difference in &mut differences {
        difference.file = difference.file.take().filter(|file| !file.is_empty());
    }
    compared.differences = differences;
    compared
}

fn gone(sheet: &Sheet) -> Difference {
    Difference {
        sheet: Some(sheet.name.clone()),
        what: "整张工作表".to_owned(),
        expected: format!("{}行", sheet.rows().len()),
        actual: "（缺少）".to_owned(),
        ..Difference::file(Class::SheetRemoved, "", "", "")
    }
}

/// One sheet being compared.
pub(super) struct Page<'a, 'b> {
    pub(super) expected: &'a Sheet,
    pub(super) found: &'a Sheet,
    /// The sheet's place in the workbook at hand.
    pub(super) at: usize,
    pub(super) grid: &'a Grid,
    grids: &'a Grids,
    pub(super) reads: &'a Reads,
    pub(super) actual: &'a Calculator<'a>,
    pub(super) differences: &'b mut Vec<Difference>,
    follows: usize,
}

impl Page<'_, '_> {
    fn compare(&mut self) {
        for col in self.grid.columns.removed.clone() {
            let what = self.expected.text(HEADINGS, col).replace('\n', "");
            self.add(Class::ColumnRemoved, Some(letters(col)), what, "（有此列）", "（缺少）", None);
        }
        for row in &self.grid.rows.removed.clone() {
            self.removed(*row);
        }
        for row in self.expected.rows() {
            let Some(to) = self.grid.rows.to(row).filter(|_| !self.grid.rows.removed.contains(&row)) else {
                continue;
            };
            if self.grid.rows.moved.contains(&row) {
                let from = format!("第{}行", row + 1);
                let amount = Some(Decimal::ZERO).filter(|_| money::column(self.expected).is_some());
                let what = self.label(row);
                self.add(
                    Class::RowMoved,
                    Some((to + 1).to_string()),
                    what,
                    &from,
                    &format!("第{}行", to + 1),
                    amount,
                );
            }
            self.row(row, to);
        }
        let rows: Vec<u32> = self.found.rows().into_iter().collect();
        for row in rows {
            match self.grid.rows.from(row) {
                None => self.added(row),
                Some(_) if self.grid.rows.same && !self.expected.rows().contains(&row) => self.added(row),
                Some(_) => {}
            }
        }
        for (at, text) in &self.found.comments {
            let known = self.grid.rows.from(at.0).zip(self.grid.columns.from(at.1));
            if known.and_then(|at| self.expected.comments.get(&at)) != Some(text) {
                self.add(Class::Remark, Some(a1(at.0, at.1)), "批注".to_owned(), "", text, None);
            }
        }
        self.layout();
    }

    /// A row that both have.
    fn row(&mut self, row: u32, to: u32) {
        let columns: BTreeSet<u32> = self
            .expected
            .columns
            .iter()
            .filter(|(_, cells)| cells.contains_key(&row))
            .map(|(col, _)| *col)
            .collect();
        for col in &columns {
            if let Some(to_col) = self.grid.columns.to(*col) {
                self.cell((row, *col), (to, to_col));
            }
        }
        let new: Vec<u32> = self
            .found
            .columns
            .iter()
            .filter(|(_, cells)| cells.contains_key(&to))
            .map(|(col, _)| *col)
            .filter(|col| self.grid.columns.from(*col).is_none_or(|from| !columns.contains(&from)))
            .collect();
        for col in new {
            self.written((row, to), col);
        }
    }

    /// A cell of the expected workbook against the one at hand.
    fn cell(&mut self, from: (u32, u32), to: (u32, u32)) {
        let nothing = Cell::default();
        let wanted = self.expected.cell(from.0, from.1).unwrap_or(&nothing);
        let found = self.found.cell(to.0, to.1).unwrap_or(&nothing);
        let shown = self.actual.shown(self.at, to.0, to.1);
        let class = match (&wanted.formula, &found.formula) {
            (Some(a), Some(b)) if self.same_formula(a, b) => {
                self.result(wanted, found, to);
                return;
            }
            (None, None) if wanted.shown.agrees(&found.shown) => return,
            (Some(_), Some(_)) | (None, Some(_)) => Class::FormulaChanged,
            (Some(_), None) => Class::TypedOver,
            (None, None) => self.constant(wanted, found, from),
        };
        let amount = self.amount(class, from, to, wanted, &shown);
        let expected = said(wanted);
        let actual = match &found.formula {
            Some(formula) => format!("{formula}（{shown}）"),
            None if found.shown.to_string() == expected => format!("{expected}{}", kind(&found.shown)),
            None => found.shown.to_string(),
        };
        let what = self.named(from);
        self.add(class, Some(a1(to.0, to.1)), what, &expected, &actual, amount);
        // A row of another list may have no such figure, and what was moved here is of another achievement.
        let is_doubtful = found.is_empty() || !self.states_the_same(from.0, to.0);
        if let Some(own) = self.differences.last_mut() {
            own.is_doubtful = is_doubtful;
        }
    }

    /// Whether two rows say the same but for figures.
    fn states_the_same(&self, from: u32, to: u32) -> bool {
        let texts = self.expected.columns.iter().filter_map(|(col, cells)| Some((*col, cells.get(&from)?)));
        let mut plain =
            texts.filter(|(_, cell)| cell.formula.is_none() && matches!(cell.shown, Shown::Text(_)));
        plain.all(|(col, cell)| {
            let there = self.grid.columns.to(col).map(|col| self.found.shown(to, col));
            there.is_some_and(|shown| cell.shown.agrees(shown))
        })
    }

    /// A formula that stands as it should: what it shows must be its result, or still the figure it had.
    fn result(&mut self, wanted: &Cell, found: &Cell, to: (u32, u32)) {
        let Some(result) = self.actual.result(self.at, to.0, to.1) else { return };
        self.follows += usize::from(!result.agrees(&wanted.shown));
        let stored = &found.shown;
        if *stored == Shown::Nothing || stored.agrees(&result) || stored.agrees(&wanted.shown) {
            return;
        }
        // What two programs call an error differs.
        if matches!((stored, &result), (Shown::Error(_), Shown::Error(_))) {
            return;
        }
        let amount = stored.number().zip(result.number()).map(|(a, b)| a - b);
        let from = (self.grid.rows.from(to.0).unwrap_or(to.0), self.grid.columns.from(to.1).unwrap_or(to.1));
        let amount = amount.filter(|_| money::is_amount(self.expected, from.0, from.1));
        let what = self.named(from);
        let expected = format!("{}（{result}）", said(found).split('（').next().unwrap_or_default());
        self.add(Class::ResultWrong, Some(a1(to.0, to.1)), what, &expected, &stored.to_string(), amount);
    }

    /// What kind of change a value without a formula is.
    fn constant(&self, wanted: &Cell, found: &Cell, (row, col): (u32, u32)) -> Class {
        let number = matches!(wanted.shown, Shown::Number(_));
        if number
            && self.expected.name == "规则"
            && self.expected.text(HEADINGS, col) == "数值"
            && row > HEADINGS
        {
            return Class::TariffChanged;
        }
        if number {
            return Class::NumberChanged;
        }
        match (&wanted.shown, &found.shown) {
            (Shown::Text(line), Shown::Text(signed)) if is_signed(line, signed) => Class::Remark,
            _ => Class::TextChanged,
        }
    }

    /// By how much the cell's amount differs; for a figure that is none, its row's.
    fn amount(
        &self,
        class: Class,
        from: (u32, u32),
        to: (u32, u32),
        wanted: &Cell,
        shown: &Shown,
    ) -> Option<Decimal> {
        let figure = |shown: &Shown| match shown {
            Shown::Nothing => Some(Decimal::ZERO),
            other => other.number(),
        };
        if money::is_amount(self.expected, from.0, from.1) {
            let unit = money::unit(self.expected, from.1);
            return Some((figure(shown)? - figure(&wanted.shown)?) * unit);
        }
        let of_row = from.0 > HEADINGS && !matches!(class, Class::TextChanged | Class::Remark);
        let (col, unit) = money::column(self.expected).filter(|_| of_row)?;
        let to_col = self.grid.columns.to(col)?;
        let now = self.actual.shown(self.at, to.0, to_col).number()?;
        let then = self.expected.shown(from.0, col).number()?;
        Some((now - then) * unit).filter(|change| !change.is_zero())
    }

    fn same_formula(&self, wanted: &Formula, found: &Formula) -> bool {
        let (Formula::Tree(wanted), Formula::Tree(found)) = (wanted, found) else { return wanted == found };
        let own = &self.expected.name;
        let wanted = wanted.with_refs(&mut |at| moved(at, own, self.grids));
        wanted == *found || self.same_tree(&wanted, found)
    }

    /// Equal but for new rows at the ends of ranges.
    fn same_tree(&self, wanted: &Tree, found: &Tree) -> bool {
        match (wanted, found) {
            (Tree::Ref(a), Tree::Ref(b)) => alike(a, b, &self.expected.name, self.grids),
            (Tree::Negate(a), Tree::Negate(b)) | (Tree::Percent(a), Tree::Percent(b)) => self.same_tree(a, b),
            (Tree::Binary(x, a, c), Tree::Binary(y, b, d)) => {
                x == y && self.same_tree(a, b) && self.same_tree(c, d)
            }
            (Tree::Call(x, a), Tree::Call(y, b)) => {
                x == y && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same_tree(a, b))
            }
            _ => wanted == found,
        }
    }

    /// What a row is about: its first texts.
    pub(super) fn label(&self, row: u32) -> String {
        if row <= HEADINGS && self.expected.name != "封面" {
            return if row == HEADINGS { "表头" } else { "标题" }.to_owned();
        }
        let texts = self.expected.columns.keys().map(|col| self.expected.text(row, *col));
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).take(1).collect();
        texts.concat().chars().take(30).collect()
    }

    /// What a cell is: its row and its column.
    pub(super) fn named(&self, (row, col): (u32, u32)) -> String {
        let is_table = !self.expected.text(HEADINGS, 2).is_empty();
        let heading = match is_table && row > HEADINGS {
            true => self.expected.text(HEADINGS, col).replace('\n', ""),
            false => String::new(),
        };
        match (self.label(row), heading) {
            (label, heading) if heading.is_empty() => label,
            (label, heading) if label.is_empty() => heading,
            (label, heading) => format!("{label} · {heading}"),
        }
    }

    pub(super) fn content(&self, sheet: &Sheet, row: u32) -> String {
        let cells = sheet.columns.values().filter_map(|cells| cells.get(&row));
        let texts = cells.filter(|cell| cell.shown != Shown::Nothing).map(|cell| cell.shown.to_string());
        texts.take(8).collect::<Vec<_>>().join("，").replace('\n', " ").chars().take(80).collect()
    }

    pub(super) fn add(
        &mut self,
        class: Class,
        cell: Option<String>,
        what: String,
        expected: &str,
        actual: &str,
        amount: Option<Decimal>,
    ) {
        self.differences.push(Difference {
            class,
            file: None,
            sheet: Some(self.expected.name.clone()),
            cell,
            what,
            expected: expected.to_owned(),
            actual: actual.to_owned(),
            is_doubtful: false,
            amount: amount.map(|amount| amount.normalize()),
        });
    }
}

/// What a cell has become that reads as it did.
fn kind(shown: &Shown) -> &'static str {
    match shown {
        Shown::Text(_) => "（成了文本，不再是数）",
        Shown::Number(_) => "（成了数，不再是文本）",
        Shown::Nothing | Shown::Bool(_) | Shown::Error(_) => "",
    }
}

/// A cell in words.
fn said(cell: &Cell) -> String {
    said_at(cell, &cell.shown)
}

pub(super) fn said_at(cell: &Cell, shown: &Shown) -> String {
    match &cell.formula {
        Some(formula) => format!("{formula}（{shown}）"),
        None => shown.to_string(),
    }
}

/// What lines begin with that are filled in on the sheet: sign-off, seal and date, public notice.
const BLANKS: [&str; 3] = ["经办：", "（盖章）", "公示期："];

/// What a line with blanks begins with.
pub(super) fn blanks(line: &str) -> Option<&'static str> {
    BLANKS.into_iter().find(|begins| line.starts_with(begins))
}

/// Whether a line with blanks is the same with names and dates put in.
fn is_signed(line: &str, signed: &str) -> bool {
    let mut rest = signed;
    blanks(line).is_some()
        && line.split_whitespace().all(|part| match rest.split_once(part) {
            Some((_, after)) => {
                rest = after;
                true
            }
            None => false,
        })
}

/// A column's letters.
fn letters(col: u32) -> String {
    a1(0, col).trim_end_matches('1').to_owned()
}
