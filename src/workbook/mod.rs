//! Workbooks: from the bytes of any list file to streamed rows of cells. Only this module knows file formats and floats.
//!
//! Every format is read by a small reader of its own (.xlsb around a library's) that pushes rows, merges and hidden ranges into a sink.
//! A survey comes first (order, duplicates, grid, counts, merges, hidden rows), and a sheet that passed it is streamed to
//! the caller. Where a quick outline shows that a sheet has no merges, its rows are surveyed while they stream, and a
//! caller whose sheet turns out broken forgets what it was given: a broken sheet is refused as a whole, never half read.

#![allow(clippy::float_arithmetic, reason = "cells hold binary floats; here they become exact decimals")]

mod biff;
mod biff_notes;
mod biff_sheet;
mod biff_text;
mod bytes;
mod cell;
mod cfb;
mod comments;
mod delimited;
mod emit;
mod facsimile;
mod fault;
mod format;
mod guard;
mod html;
mod html_look;
mod limits;
mod markup;
mod merge;
mod number;
mod ods;
mod paper;
mod runs;
mod sink;
mod skim;
mod survey;
mod text;
mod xlsb;
mod xlsb_comments;
mod xlsb_sheet;
mod xlsx;
mod xlsx_paper;
mod xlsx_sheet;
mod xml;

pub use cell::{Cell, FormatUnit, NumberNote, Row, Value, a1};
pub use emit::Comment;
pub use facsimile::{Exact, FormulaText, Page};
pub use limits::Limits;
pub use merge::Merge;
pub use paper::{Colour, Ink, Paper, Shape, ShapeKind};

use crate::finding::Finding;
use crate::source::SourceFile;
use fault::Fault;
use sink::Sink;
use survey::Survey;

/// Whether a sheet shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Shown.
    #[default]
    Visible,
    /// Hidden; a user can show it.
    Hidden,
    /// Hidden so that only a program can show it.
    VeryHidden,
}

/// What is known of a sheet besides its cells.
///
/// Name and visibility are known at once; the rest after [`Workbook::meta`] or [`Workbook::rows`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetMeta {
    /// The sheet's name.
    pub name: String,
    /// Whether it shows.
    pub visibility: Visibility,
    /// Merged regions, by first row and column.
    pub merges: Vec<Merge>,
    /// Hidden columns, 0-based inclusive ranges, ascending and disjoint.
    pub hidden_columns: Vec<(u32, u32)>,
    /// True where a filter is set on the sheet.
    pub filtered: bool,
    /// True for a text with separators: a stray one shifts the cells behind it.
    pub delimited: bool,
}

/// A reader of one format: pushes what a sheet holds into a sink, the same on every call.
trait Reader: Send {
    fn read(&mut self, sheet: usize, sink: &mut dyn Sink) -> Result<(), Fault>;

    /// Pushes all of a sheet but its rows, where that is cheaper than reading it; false where it is not.
    fn outline(&mut self, _sheet: usize, _sink: &mut dyn Sink) -> Result<bool, Fault> {
        Ok(false)
    }

    /// Whether a sheet ends where the grid of a spreadsheet program does.
    fn has_grid(&self) -> bool {
        true
    }

    /// What a sheet shows and prints besides what its cells hold; nothing is known of that where it is not told.
    fn paper(&mut self, _sheet: usize) -> Result<Paper, Fault> {
        Ok(Paper::default())
    }

    /// Whether the text of formulas is passed on.
    fn states_formulas(&self) -> bool {
        false
    }
}

/// An opened file: its sheets in file order.
pub struct Workbook<'a> {
    file: String,
    limits: Limits,
    sheets: Vec<SheetMeta>,
    surveys: Vec<Option<Survey>>,
    /// Those of the sheet whose rows were streamed last.
    comments: Vec<Comment>,
    reader: Box<dyn Reader + 'a>,
}

/// Opens a file by its content; the name's extension decides nothing.
///
/// # Errors
/// A finding where the file as a whole cannot be read: empty, foreign, encrypted, damaged or beyond the limits.
pub fn open<'a>(source: &'a SourceFile, limits: &Limits) -> Result<Workbook<'a>, Finding> {
    let place = |fault: Fault| fault.in_file(&source.name);
    let (sheets, reader) = guard::open(source, limits).map_err(place)?;
    check_names(&sheets).map_err(place)?;
    let surveys = sheets.iter().map(|_| None).collect();
    let mut limits = limits.clone();
    if !reader.has_grid() {
        limits.rows = u32::MAX;
    }
    Ok(Workbook { file: source.name.clone(), limits, sheets, surveys, comments: Vec::new(), reader })
}

/// A file holds at least one sheet, and a name is one sheet's: findings point by name.
fn check_names(sheets: &[SheetMeta]) -> Result<(), Fault> {
    if sheets.is_empty() {
        return Err(Fault::damaged("没有工作表"));
    }
    let mut seen = std::collections::BTreeSet::new();
    match sheets.iter().find(|sheet| !seen.insert(sheet.name.as_str())) {
        Some(twice) => Err(Fault::damaged(format!("有两张工作表都叫「{}」", text::printable(&twice.name)))),
        None => Ok(()),
    }
}

impl Workbook<'_> {
    /// The sheets in file order; see [`SheetMeta`] for what is known when.
    pub fn sheets(&self) -> &[SheetMeta] {
        &self.sheets
    }

    /// All that is known of a sheet besides its cells.
    ///
    /// # Errors
    /// A finding where the sheet cannot be read at all.
    pub fn meta(&mut self, sheet: usize) -> Result<&SheetMeta, Finding> {
        self.survey(sheet, false)?;
        self.sheets.get(sheet).ok_or_else(|| Fault::no_sheet().in_file(&self.file))
    }

    /// Streams the sheet's non-empty rows in ascending order, merged regions filled. What is wrong with single cells is returned.
    ///
    /// # Errors
    /// A finding where the sheet cannot be read at all; rows that were streamed then are to be forgotten.
    pub fn rows(&mut self, sheet: usize, each: &mut dyn FnMut(Row)) -> Result<Vec<Finding>, Finding> {
        self.survey(sheet, false)?;
        let name = self.sheets.get(sheet).map(|meta| meta.name.clone()).unwrap_or_default();
        let place = |fault: Fault| fault.in_sheet(&self.file, &name);
        let Some(Some(survey)) = self.surveys.get(sheet) else {
            return Err(place(Fault::no_sheet()));
        };
        let mut emit = emit::Emit::new(survey, &self.limits, each);
        self.reader.read(sheet, &mut emit).map_err(place)?;
        let (faults, comments) = emit.finish();
        let findings = faults.into_iter().map(place).collect();
        self.comments = comments;
        Ok(findings)
    }

    /// The comments beside the cells of the sheet whose rows were streamed last.
    pub fn take_comments(&mut self) -> Vec<Comment> {
        std::mem::take(&mut self.comments)
    }

    /// Whether [`Self::page`] gives formulas: of .xlsx it does.
    pub fn states_formulas(&self) -> bool {
        self.reader.states_formulas()
    }

    /// The sheet cell by cell, formulas and comments included.
    ///
    /// # Errors
    /// A finding where the sheet cannot be read at all.
    pub fn page(&mut self, sheet: usize) -> Result<Page, Finding> {
        self.survey(sheet, true)?;
        let name = self.sheets.get(sheet).map(|meta| meta.name.clone()).unwrap_or_default();
        let mut gatherer = facsimile::Gatherer::default();
        let read = self.reader.read(sheet, &mut gatherer);
        read.map_err(|fault| fault.in_sheet(&self.file, &name))?;
        Ok(Page { name, ..gatherer.page })
    }

    /// What a sheet shows and prints besides what its cells hold: of .xlsx it is known.
    ///
    /// # Errors
    /// A finding where the sheet cannot be read at all.
    pub fn paper(&mut self, sheet: usize) -> Result<Paper, Finding> {
        let meta = self.sheets.get(sheet).cloned().unwrap_or_default();
        let paper = self.reader.paper(sheet).map_err(|fault| fault.in_sheet(&self.file, &meta.name))?;
        Ok(Paper { visibility: meta.visibility, ..paper })
    }

    /// Reads the sheet once without its values reaching anybody; its rows too where they are wanted, or where merges
    /// or the format ask for it.
    fn survey(&mut self, sheet: usize, rows: bool) -> Result<(), Finding> {
        let (Some(meta), Some(slot)) = (self.sheets.get_mut(sheet), self.surveys.get_mut(sheet)) else {
            return Err(Fault::no_sheet().in_file(&self.file));
        };
        if slot.as_ref().is_some_and(|survey| survey.saw_rows || !rows) {
            return Ok(());
        }
        let place = |fault: Fault| fault.in_sheet(&self.file, &meta.name);
        let mut survey = Survey::new(&self.limits);
        let outlined = !rows && self.reader.outline(sheet, &mut survey).unwrap_or(false);
        if !outlined || !survey.merges.is_empty() {
            survey = Survey::new(&self.limits);
            self.reader.read(sheet, &mut survey).map_err(place)?;
            survey.saw_rows = true;
        }
        survey.finish().map_err(place)?;
        meta.merges = survey.merges.clone();
        meta.hidden_columns = survey.hidden_columns.clone();
        meta.filtered = survey.filtered;
        *slot = Some(survey);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
