//! The only writer of sheets: rows in ascending order, page setup and continuation in one place.

mod ending;

use super::book::Book;
use super::cell::{Cell, Content, clean, lines, masked, row_height};
use super::layout::address;
use super::links::Links;
use super::live::Live;
use super::page;
use super::pages::{self, Pages};
use super::style::{Look, in_rows};
use crate::money::Money;
use crate::report::view::View;
use crate::text::capital::capital;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Chart, Formula, ProtectionOptions, Url, Worksheet, XlsxError};

/// Rows kept free at the end of a full sheet: its total, notes and sign-off.
const RESERVE: u32 = 8;
/// The most lines that every row of a large sheet has room for.
const USUAL_LINES: usize = 2;
/// The most links that a spreadsheet program takes on a sheet, about: what goes beyond leads nowhere.
const MOST_LINKS: u32 = 65_000;
/// The height of an empty row, and that of the title.
const GAP: u16 = 15;
const TITLE: u16 = 34;
/// Points that the sign-off takes.
const SIGNED: u32 = 55;
/// Rows above the first data row: title, basis, headings.
pub const TOP: u32 = 3;

/// The row of a table's line, as a spreadsheet counts.
pub fn row_of(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(TOP + 1)
}

/// What a sheet looks like before its rows.
pub struct Spec {
    /// The sheet's name.
    pub name: &'static str,
    /// What the title says after the year.
    pub title: &'static str,
    /// 单位：元 and the like; empty for none.
    pub unit: &'static str,
    /// Across instead of upright.
    pub landscape: bool,
    /// Headings and widths in characters; empty headings for a sheet without a table on top.
    pub columns: Vec<(String, u16)>,
    /// A sign-off row at the end.
    pub signed: bool,
    /// Columns that are printed; the helpers stand to the right of them.
    pub printed: usize,
    /// Columns that stay in sight.
    pub frozen: u16,
}

impl Spec {
    /// A plain list across the paper, all of it printed, that nobody signs.
    pub fn list(name: &'static str, title: &'static str, columns: &[(&str, u16)]) -> Self {
        Self {
            name,
            title,
            unit: "",
            landscape: true,
            columns: columns.iter().map(|(heading, width)| ((*heading).to_owned(), *width)).collect(),
            signed: false,
            printed: columns.len(),
            frozen: 0,
        }
    }
}

/// A sheet being written, row by row.
pub struct Sheet<'b, 'a> {
    book: &'b mut Book<'a>,
    spec: Spec,
    worksheet: Worksheet,
    next: u32,
    part: u32,
    /// In a large workbook, the look that a column has by itself: its cells need not name it one by one.
    looks: Vec<Look>,
    /// Links so far.
    links: u32,
    /// In a large workbook, the height in points that a row has by itself.
    usual: Option<u16>,
    pages: Pages,
    is_one_page: bool,
}

impl<'b, 'a> Sheet<'b, 'a> {
    /// Starts a sheet: page setup, title, headings.
    pub fn open(book: &'b mut Book<'a>, spec: Spec) -> Result<Self, XlsxError> {
        let worksheet = book.press.worksheet()?;
        let pages = Pages::new(&spec);
        let mut sheet = Self {
            book,
            spec,
            worksheet,
            next: 0,
            part: 1,
            looks: Vec::new(),
            links: 0,
            usual: None,
            pages,
            is_one_page: false,
        };
        sheet.top()?;
        Ok(sheet)
    }

    /// What is printed.
    pub fn view(&self) -> &'a View<'a> {
        self.book.view
    }

    /// The formulas; none where amounts are values.
    pub fn live(&self) -> Option<&'a Live> {
        self.book.live
    }

    /// Where things stand in the workbook.
    pub fn links(&self) -> &Links {
        self.book.links
    }

    /// An address in the row that is written next.
    pub fn here(&self, column: usize) -> String {
        address(column, self.next + 1)
    }

    /// The formula of a total: the sum of the column above the row that is written next.
    pub fn sum_above(&self, column: usize) -> String {
        format!("ROUND(SUM({}:{}),2)", address(column, TOP + 1), address(column, self.next))
    }

    /// An amount that is a formula where the workbook has them.
    pub fn amount(&self, look: Look, value: Money, formula: impl FnOnce(&Live) -> String) -> Cell {
        match self.live() {
            Some(live) => Cell::formula(look, formula(live), value.yuan()),
            None => Cell::number(look, value.yuan()),
        }
    }

    /// A whole number that is a formula where the workbook has them.
    pub fn number(
        &self,
        look: Look,
        value: impl TryInto<i64>,
        formula: impl FnOnce(&Live) -> String,
    ) -> Cell {
        let value: Decimal = value.try_into().unwrap_or(i64::MAX).into();
        match self.live() {
            Some(live) => Cell::formula(look, formula(live), value),
            None => Cell::number(look, value),
        }
    }

    /// 大写 of an amount, behind a check that the amount is still that.
    pub fn capital(&self, look: Look, value: Money, cell: &str) -> Cell {
        let words = capital(value);
        match self.live() {
            Some(_) => {
                let formula =
                    format!("IF(ROUND({cell}*100,0)={},\"{words}\",\"金额已改动，请重新计算\")", value.fen());
                Cell::text_formula(look, formula, words)
            }
            None => Cell::words(look, words),
        }
    }

    /// The 0-based row that is written next.
    pub fn next_row(&self) -> u32 {
        self.next
    }

    fn last_column(&self) -> u16 {
        u16::try_from(self.spec.printed.max(1) - 1).unwrap_or(u16::MAX)
    }

    fn top(&mut self) -> Result<(), XlsxError> {
        let name = match self.part {
            1 => self.spec.name.to_owned(),
            part => format!("{}({part})", self.spec.name),
        };
        self.worksheet.set_name(name)?;
        page::set(&mut self.worksheet, &self.spec)?;
        let title = self.book.title(self.spec.title);
        self.high(0, TITLE)?;
        self.wide(Look::Title, &title)?;
        self.basis()?;
        if self.spec.columns.iter().any(|(heading, _)| !heading.is_empty()) {
            let heads =
                self.spec.columns.iter().map(|(heading, _)| Cell::words(Look::Head, heading)).collect();
            self.write(heads)?;
            self.worksheet.set_freeze_panes(self.next, self.spec.frozen)?;
            self.worksheet.set_repeat_rows(0, self.next - 1)?;
            self.pages.repeat();
        }
        Ok(())
    }

    /// The policy on the left, the unit on the right.
    fn basis(&mut self) -> Result<(), XlsxError> {
        let policy = &self.book.view.payout.policy;
        let basis = clean(format!("依据：{}（{}）", policy.name, policy.document));
        let last = self.last_column();
        let row = self.next;
        self.high(row, 20)?;
        let styles = &self.book.press.styles;
        if last > 1 {
            self.worksheet.merge_range(row, 0, row, last - 1, &basis, styles.get(Look::Basis))?;
        } else {
            self.worksheet.write_string_with_format(row, 0, &basis, styles.get(Look::Basis))?;
        }
        self.worksheet.write_string_with_format(row, last, self.spec.unit, styles.get(Look::Unit))?;
        self.next += 1;
        Ok(())
    }

    /// A data row; a full sheet is continued on a further one. Returns the row it was written to.
    pub fn row(&mut self, cells: Vec<Cell>) -> Result<u32, XlsxError> {
        if self.next + RESERVE >= self.book.rows {
            self.continue_on_next()?;
        }
        if self.book.press.large && self.looks.is_empty() {
            self.dress(&cells)?;
        }
        self.write(cells)
    }

    /// Gives each column the look of its first cell, and all rows the height of the first, within reason: the library
    /// keeps every row with a height of its own in memory, half a kilobyte each, so only a row that needs more has one.
    fn dress(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let height = row_height(self.lines(cells).min(USUAL_LINES));
        self.worksheet.set_default_row_height(height);
        self.usual = Some(height);
        self.looks = cells.iter().map(|cell| cell.look).collect();
        for (column, look) in (0..).zip(&self.looks).filter(|(_, look)| in_rows(**look)) {
            self.worksheet.set_column_format(column, self.book.press.styles.get(*look))?;
        }
        self.worksheet.set_print_gridlines(true);
        Ok(())
    }

    fn continue_on_next(&mut self) -> Result<(), XlsxError> {
        self.end_table()?;
        self.close()?;
        let fresh = self.book.press.worksheet()?;
        let full = std::mem::replace(&mut self.worksheet, fresh);
        self.book.done.push(full);
        self.part += 1;
        self.next = 0;
        self.links = 0;
        self.looks.clear();
        self.usual = None;
        self.pages = Pages::new(&self.spec);
        self.top()
    }

    /// Gives a row its height.
    fn high(&mut self, row: u32, height: u16) -> Result<(), XlsxError> {
        self.pages.row(height.into());
        if self.usual.is_none_or(|usual| height > usual) {
            self.worksheet.set_row_height(row, height)?;
        }
        Ok(())
    }

    /// Writes one row from the first column on, as high as its longest text needs: spreadsheet programs do not
    /// agree on doing that themselves.
    fn write(&mut self, cells: Vec<Cell>) -> Result<u32, XlsxError> {
        let row = self.next;
        self.high(row, row_height(self.lines(&cells)))?;
        for (column, cell) in (0..).zip(cells) {
            self.cell(row, column, cell)?;
        }
        self.next = row + 1;
        self.book.press.wrote();
        Ok(row)
    }

    /// The most lines that one of the cells takes.
    fn lines(&self, cells: &[Cell]) -> usize {
        let widths = self.spec.columns.iter().map(|(_, width)| *width);
        cells.iter().zip(widths).map(|(cell, width)| cell.lines(width)).max().unwrap_or(1)
    }

    fn cell(&mut self, row: u32, column: u16, cell: Cell) -> Result<(), XlsxError> {
        assert!(row >= self.next, "rows are written in ascending order");
        if self.looks.get(usize::from(column)) == Some(&cell.look)
            && in_rows(cell.look)
            && cell.link.is_none()
        {
            return self.plain_cell(row, column, cell.content);
        }
        let format = self.book.press.styles.get(cell.look);
        let ws = &mut self.worksheet;
        if let Some(link) = cell.link.filter(|_| self.links < MOST_LINKS) {
            self.links += 1;
            // The cell's own content is written over the link's text.
            ws.write_url_with_format(row, column, Url::new(link).set_text("→"), format)?;
        }
        match cell.content {
            Content::Empty => ws,
            Content::Blank => ws.write_blank(row, column, format)?,
            Content::Text(text) if text.is_empty() => ws.write_blank(row, column, format)?,
            Content::Text(text) => ws.write_string_with_format(row, column, text, format)?,
            Content::Number(value) => ws.write_with_format(row, column, value, format)?,
            Content::Formula(formula, value) => {
                ws.write_formula_with_format(row, column, Formula::new(formula).set_result(value), format)?
            }
        };
        Ok(())
    }

    /// A cell that looks as its column does.
    fn plain_cell(&mut self, row: u32, column: u16, content: Content) -> Result<(), XlsxError> {
        let ws = &mut self.worksheet;
        match content {
            Content::Empty | Content::Blank => ws,
            Content::Text(text) if text.is_empty() => ws,
            Content::Text(text) => ws.write_string(row, column, text)?,
            Content::Number(value) => ws.write(row, column, value)?,
            Content::Formula(formula, value) => {
                ws.write_formula(row, column, Formula::new(formula).set_result(value))?
            }
        };
        Ok(())
    }

    /// A row merged over all printed columns.
    pub fn wide(&mut self, look: Look, text: &str) -> Result<(), XlsxError> {
        let (row, last, text) = (self.next, self.last_column(), clean(masked(text.into())));
        if row > 0 {
            self.high(row, row_height(lines(&text, self.width_from(0))))?;
        }
        let format = self.book.press.styles.get(look);
        if last == 0 {
            self.worksheet.write_string_with_format(row, 0, &text, format)?;
        } else {
            self.worksheet.merge_range(row, 0, row, last, &text, format)?;
        }
        self.next += 1;
        Ok(())
    }

    /// The width of the printed columns from one on.
    fn width_from(&self, column: usize) -> u16 {
        let widths = self.spec.columns.iter().take(self.spec.printed).skip(column).map(|(_, width)| *width);
        widths.fold(0, u16::saturating_add)
    }

    /// A label and a value merged over the rest of the row.
    pub fn pair(&mut self, label: &str, value: Cell) -> Result<u32, XlsxError> {
        let (row, last) = (self.next, self.last_column());
        let label = Cell::words(Look::Label, label);
        let first = self.spec.columns.first().map_or(0, |(_, width)| *width);
        let lines = label.lines(first).max(value.lines(self.width_from(1)));
        self.high(row, row_height(lines))?;
        self.cell(row, 0, label)?;
        if last > 1 {
            let format = self.book.press.styles.get(value.look);
            self.worksheet.merge_range(row, 1, row, last, "", format)?;
        }
        self.cell(row, 1, value)?;
        self.next += 1;
        Ok(row)
    }

    /// An empty row.
    pub fn gap(&mut self) {
        self.pages.row(GAP.into());
        self.next += 1;
    }
}
