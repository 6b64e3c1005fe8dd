//! .ods: the sheets of an OpenDocument content part, streamed, repetitions bounded before they are unrolled.

use super::cell::{Cell, FormatUnit, Value, a1};
use super::fault::Fault;
use super::guard::{Package, Part};
use super::limits::Limits;
use super::merge::Merge;
use super::sink::Sink;
use super::xml::{self, Element, Handler};
use super::{Reader, SheetMeta, Visibility, format, number, text};

struct Ods<'a> {
    package: Package<'a>,
    content: usize,
    limits: Limits,
}

impl Reader for Ods<'_> {
    fn read(&mut self, sheet: usize, sink: &mut dyn Sink) -> Result<(), Fault> {
        let limits = &self.limits;
        self.package.read(self.content, Part::Worksheet, |part| {
            xml::read(part, &mut Content::new(Some((sheet, sink)), limits))
        })
    }
}

/// Opens a package that holds an OpenDocument spreadsheet.
pub(super) fn open<'a>(
    mut package: Package<'a>,
    content: usize,
    limits: &Limits,
) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    if let Some(manifest) = package.find("META-INF/manifest.xml") {
        let bytes = package.bytes(manifest)?;
        if String::from_utf8_lossy(&bytes).contains("encryption-data") {
            return Err(Fault::encrypted());
        }
    }
    let mut scan = Content::new(None, limits);
    package.read(content, Part::Worksheet, |part| xml::read(part, &mut scan))?;
    if scan.sheets.is_empty() {
        return Err(Fault::foreign(" OpenDocument 文件，但没有工作表"));
    }
    let sheets = scan.sheets.into_iter().map(|(meta, _)| meta).collect();
    Ok((sheets, Box::new(Ods { package, content, limits: limits.clone() })))
}

/// Where the parser stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Table,
    Row,
    Cell,
    Paragraph,
    /// Groups and spans: what is within them counts as if they were not there.
    Through,
    /// A comment beside the cell.
    Note,
    /// Drawings and the rest: nothing within them counts.
    Other,
}

#[derive(Default)]
struct Draft {
    kind: String,
    value: Option<String>,
    formula: bool,
    error: bool,
    repeat: u32,
    paragraphs: usize,
    text: String,
    /// Struck out, the cell or a part of it.
    struck: bool,
    note: Option<String>,
}

struct Content<'a> {
    sheets: Vec<(SheetMeta, String)>,
    hidden_styles: Vec<String>,
    /// Styles of rows without height, and of what is struck out.
    flat_styles: Vec<String>,
    struck_styles: Vec<String>,
    style: String,
    wanted: Option<(usize, &'a mut dyn Sink)>,
    limits: &'a Limits,
    path: Vec<Tag>,
    row: u32,
    row_repeat: u32,
    row_hidden: bool,
    column: u32,
    next_col: u32,
    cells: Vec<Cell>,
    draft: Draft,
}

impl<'a> Content<'a> {
    fn new(wanted: Option<(usize, &'a mut dyn Sink)>, limits: &'a Limits) -> Self {
        Self {
            sheets: Vec::new(),
            hidden_styles: Vec::new(),
            flat_styles: Vec::new(),
            struck_styles: Vec::new(),
            style: String::new(),
            wanted,
            limits,
            path: Vec::new(),
            row: 0,
            row_repeat: 1,
            row_hidden: false,
            column: 0,
            next_col: 0,
            cells: Vec::new(),
            draft: Draft::default(),
        }
    }

    /// The sink, where the sheet that is being read is the wanted one.
    fn sink(&mut self) -> Option<&mut dyn Sink> {
        let current = self.sheets.len().checked_sub(1)?;
        match &mut self.wanted {
            Some((sheet, sink)) if *sheet == current => Some(&mut **sink),
            _ => None,
        }
    }

    fn tag(&self, name: &str) -> Tag {
        let parent = self.path.iter().rev().find(|tag| **tag != Tag::Through).copied();
        match (parent, name) {
            (Some(Tag::Other), _) => Tag::Other,
            (None, "table") => Tag::Table,
            (Some(Tag::Table), "table-row") => Tag::Row,
            (Some(Tag::Table), "table-row-group" | "table-rows" | "table-header-rows") => Tag::Through,
            (Some(Tag::Table), "table-column-group" | "table-columns" | "table-header-columns") => {
                Tag::Through
            }
            (Some(Tag::Row), "table-cell" | "covered-table-cell") => Tag::Cell,
            (Some(Tag::Cell), "p") => Tag::Paragraph,
            (Some(Tag::Cell | Tag::Note), "annotation" | "p" | "span" | "a") => Tag::Note,
            (Some(Tag::Paragraph), "span" | "a" | "ruby" | "ruby-base") => Tag::Through,
            (
                None,
                "document-content" | "document" | "body" | "spreadsheet" | "automatic-styles" | "style",
            ) => Tag::Through,
            _ => Tag::Other,
        }
    }

    fn start_table(&mut self, element: &Element<'_>) -> Result<(), Fault> {
        if self.sheets.len() >= self.limits.sheets {
            return Err(Fault::too_large(format!("工作簿的工作表多于 {} 张", self.limits.sheets), "sheets"));
        }
        let style = element.get("style-name").unwrap_or_default();
        let visibility =
            if self.hidden_styles.contains(&style) { Visibility::Hidden } else { Visibility::Visible };
        let name = element.get("name").unwrap_or_default();
        self.sheets.push((SheetMeta { name, visibility, ..SheetMeta::default() }, style));
        (self.row, self.column) = (0, 0);
        Ok(())
    }

    fn start_row(&mut self, element: &Element<'_>) {
        self.row_repeat = element.number("number-rows-repeated").unwrap_or(1).max(1);
        let style = element.get("style-name");
        self.row_hidden = is_hidden(element) || style.is_some_and(|style| self.flat_styles.contains(&style));
        self.next_col = 0;
    }

    fn start_cell(&mut self, element: &Element<'_>) -> Result<(), Fault> {
        let kind = element.get_full("office:value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "date" => element.get("date-value"),
            "boolean" => element.get("boolean-value"),
            "string" => element.get("string-value"),
            _ => element.get_full("office:value"),
        };
        self.draft = Draft {
            value,
            formula: element.get("formula").is_some(),
            error: element.get_full("calcext:value-type").as_deref() == Some("error"),
            repeat: element.number("number-columns-repeated").unwrap_or(1).max(1),
            kind,
            struck: self.is_struck(element),
            ..Draft::default()
        };
        let span = |name| element.number::<u32>(name).unwrap_or(1).max(1) - 1;
        let (down, across) = (span("number-rows-spanned"), span("number-columns-spanned"));
        if (down, across) != (0, 0) {
            let (first_row, first_col) = (self.row, self.next_col);
            let (last_row, last_col) = (first_row.saturating_add(down), first_col.saturating_add(across));
            if let Some(sink) = self.sink() {
                sink.merge(Merge { first_row, first_col, last_row, last_col })?;
            }
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Fault> {
        let draft = std::mem::take(&mut self.draft);
        let (first, repeat) = (self.next_col, draft.repeat);
        self.next_col = first.saturating_add(repeat);
        let (row, note) = (self.row, draft.note.clone());
        let Some(sink) = self.sink() else { return Ok(()) };
        if let Some(note) = note {
            sink.comment(row, first, note);
        }
        let Some((value, format_unit)) = draft.value() else { return Ok(()) };
        if self.next_col > self.limits.columns {
            return Err(Fault::position(a1(self.row, first), "单元格超出表格范围"));
        }
        for col in first..self.next_col {
            self.cells.push(Cell { format_unit, ..Cell::new(col, value.clone()) });
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Fault> {
        let cells = std::mem::take(&mut self.cells);
        let (first, repeat, hidden) = (self.row, self.row_repeat, self.row_hidden);
        self.row = first.saturating_add(repeat);
        let limits = self.limits;
        let Some(sink) = self.sink() else { return Ok(()) };
        if hidden {
            sink.hide_rows(first, first.saturating_add(repeat - 1));
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() as u64 * u64::from(repeat) > limits.cells {
            return Err(Fault::too_large(format!("工作表的单元格多于 {} 个", limits.cells), "cells"));
        }
        for row in first..first.saturating_add(repeat) {
            sink.row(row, cells.clone())?;
        }
        Ok(())
    }

    fn is_struck(&self, element: &Element<'_>) -> bool {
        !self.struck_styles.is_empty()
            && element.get("style-name").is_some_and(|style| self.struck_styles.contains(&style))
    }

    /// Elements that are not cells but say something.
    fn aside(&mut self, name: &str, element: &Element<'_>) {
        let inside = self.path.iter().rev().nth(1).copied();
        match name {
            "style" => self.style = element.get("name").unwrap_or_default(),
            "table-properties" if element.get("display").as_deref() == Some("false") => {
                self.hidden_styles.push(self.style.clone());
            }
            "table-row-properties" if element.get("row-height").is_some_and(|height| is_nought(&height)) => {
                self.flat_styles.push(self.style.clone());
            }
            "text-properties"
                if element.get("text-line-through-style").is_some_and(|style| style != "none") =>
            {
                self.struck_styles.push(self.style.clone());
            }
            "span" => self.draft.struck |= self.is_struck(element),
            "table-column" => {
                let repeat = element.number("number-columns-repeated").unwrap_or(1_u32).max(1);
                let first = self.column;
                self.column = first.saturating_add(repeat);
                let hidden = is_hidden(element);
                if let Some(sink) = self.sink().filter(|_| hidden) {
                    sink.hide_columns(first, first.saturating_add(repeat - 1));
                }
            }
            "s" if inside == Some(Tag::Paragraph) || inside == Some(Tag::Through) => {
                let count = element.number("c").unwrap_or(1_usize).min(self.limits.text + 1);
                self.draft.text.extend(std::iter::repeat_n(' ', count));
            }
            "tab" => self.draft.text.push('\t'),
            "line-break" => self.draft.text.push('\n'),
            _ => {}
        }
    }
}

/// 0cm, 0.000in.
fn is_nought(height: &str) -> bool {
    let figure = height.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    !figure.is_empty() && figure.chars().all(|c| matches!(c, '0' | '.'))
}

fn is_hidden(element: &Element<'_>) -> bool {
    matches!(element.get("visibility").as_deref(), Some("collapse" | "filter"))
}

impl Handler for Content<'_> {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        let tag = self.tag(name);
        self.path.push(tag);
        match tag {
            Tag::Table => self.start_table(element)?,
            Tag::Row => self.start_row(element),
            Tag::Cell => self.start_cell(element)?,
            Tag::Paragraph => {
                if self.draft.paragraphs > 0 {
                    self.draft.text.push('\n');
                }
                self.draft.paragraphs += 1;
            }
            Tag::Note => self.draft.note.get_or_insert_default().push('\n'),
            Tag::Through | Tag::Other => self.aside(name, element),
        }
        Ok(())
    }

    fn end(&mut self, _: &str) -> Result<(), Fault> {
        match self.path.pop() {
            Some(Tag::Cell) => self.end_cell(),
            Some(Tag::Row) => self.end_row(),
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        if let (Some(Tag::Note), Some(note)) = (self.path.last(), &mut self.draft.note) {
            note.push_str(text);
            return Ok(());
        }
        let within = self.path.contains(&Tag::Paragraph);
        if within && matches!(self.path.last(), Some(Tag::Paragraph | Tag::Through)) {
            self.draft.text.push_str(text);
        }
        Ok(())
    }
}

impl Draft {
    /// The value and the unit that its display shows; none where the cell is empty.
    fn value(self) -> Option<(Value, Option<FormatUnit>)> {
        if self.struck && !self.text.is_empty() {
            return Some((Value::Struck(text::printable(&self.text)), None));
        }
        if self.error {
            return Some((Value::Error(text::printable(&self.text)), None));
        }
        let plain = |value| Some((value, None));
        let raw = self.value.as_deref();
        match self.kind.as_str() {
            "float" | "currency" | "percentage" => {
                let raw = raw.unwrap_or_default();
                match number::parse(raw) {
                    Some(parsed) => {
                        let mut value = number::value(parsed, format::Kind::Number, false);
                        if let Value::Number(_, note) = &mut value {
                            note.least_digits = number::displayed_digits(&self.text, parsed);
                        }
                        Some((value, number::displayed_unit(&self.text, parsed)))
                    }
                    None => plain(Value::Unusable(text::printable(raw))),
                }
            }
            "date" => {
                let raw = raw.unwrap_or_default();
                let unusable = || Value::Unusable(text::printable(raw));
                plain(number::iso_date(raw).map_or_else(unusable, Value::Date))
            }
            "boolean" => plain(Value::Bool(raw == Some("true"))),
            "" if self.formula && self.text.is_empty() => plain(Value::NoCache),
            _ if !self.text.is_empty() => plain(Value::Text(self.text)),
            "string" => raw.filter(|raw| !raw.is_empty()).and_then(|raw| plain(Value::Text(raw.to_owned()))),
            _ => None,
        }
    }
}
