//! What government systems export under the name .xls: SpreadsheetML of 2003, and HTML tables.

use super::cell::{Cell, Value, a1};
use super::fault::Fault;
use super::format::{self, Format};
use super::limits::Limits;
use super::merge::Merge;
use super::sink::Sink;
use super::xml::{self, Element, Handler};
use super::{Reader, SheetMeta, Visibility, delimited, number, text};
use encoding_rs::Encoding;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The text of a file that declares its own encoding near its beginning.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let head = String::from_utf8_lossy(bytes.get(..2048.min(bytes.len())).unwrap_or_default()).to_lowercase();
    let is_markup = head.trim_start().starts_with('<');
    let label = ["encoding=", "charset="].into_iter().filter(|_| is_markup).find_map(|key| {
        let (_, rest) = head.split_once(key)?;
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        rest.split(['"', '\'', ' ', '>', ';', '?', '/']).next()
    });
    let declared = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    match declared.filter(|_| Encoding::for_bom(bytes).is_none() && !bytes.contains(&0)) {
        // What declares GB2312 is read as its superset; a wrong declaration falls back to what fits.
        Some(encoding) => match encoding.decode_without_bom_handling(bytes) {
            (text, false) => Ok(text),
            (_, true) => delimited::decode(bytes),
        },
        None => delimited::decode(bytes),
    }
}

/// True where the text is SpreadsheetML of 2003.
pub(super) fn is_spreadsheet_ml(text: &str) -> bool {
    let head: String = text.chars().take(4096).collect();
    head.contains("urn:schemas-microsoft-com:office:spreadsheet")
        && head.contains("Workbook")
        && head.trim_start_matches('\u{FEFF}').trim_start().starts_with("<?xml")
}

struct Ml {
    text: String,
    limits: Limits,
}

/// Opens SpreadsheetML.
pub(super) fn open<'a>(
    text: String,
    limits: &Limits,
) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    // The declaration goes: its encoding no longer holds.
    let body = text.split_once("?>").map_or(text.as_str(), |(_, body)| body).to_owned();
    let mut scan = Workbook::new(None, limits);
    xml::read(body.as_bytes(), &mut scan)?;
    Ok((scan.sheets, Box::new(Ml { text: body, limits: limits.clone() })))
}

impl Reader for Ml {
    fn read(&mut self, sheet: usize, sink: &mut dyn Sink) -> Result<(), Fault> {
        xml::read(self.text.as_bytes(), &mut Workbook::new(Some((sheet, sink)), &self.limits))
    }
}

struct Workbook<'a> {
    wanted: Option<(usize, &'a mut dyn Sink)>,
    limits: &'a Limits,
    sheets: Vec<SheetMeta>,
    path: Vec<String>,
    style: String,
    formats: BTreeMap<String, Format>,
    row: u32,
    next_row: u32,
    col: u32,
    next_col: u32,
    column: u32,
    cells: Vec<Cell>,
    /// Per column, the first row that merged cells from above leave free.
    covered: BTreeMap<u32, u32>,
    kind: Option<String>,
    formula: bool,
    cell_style: String,
    text: String,
}

impl<'a> Workbook<'a> {
    fn new(wanted: Option<(usize, &'a mut dyn Sink)>, limits: &'a Limits) -> Self {
        Self {
            wanted,
            limits,
            sheets: Vec::new(),
            path: Vec::new(),
            style: String::new(),
            formats: BTreeMap::new(),
            row: 0,
            next_row: 0,
            col: 0,
            next_col: 0,
            column: 0,
            cells: Vec::new(),
            covered: BTreeMap::new(),
            kind: None,
            formula: false,
            cell_style: String::new(),
            text: String::new(),
        }
    }

    fn sink(&mut self) -> Option<&mut dyn Sink> {
        let current = self.sheets.len().checked_sub(1)?;
        match &mut self.wanted {
            Some((sheet, sink)) if *sheet == current => Some(&mut **sink),
            _ => None,
        }
    }

    fn start_row(&mut self, element: &Element<'_>) {
        self.row = element.number::<u32>("Index").map_or(self.next_row, |index| index.saturating_sub(1));
        self.next_row = self.row.saturating_add(1).saturating_add(element.number("Span").unwrap_or(0));
        self.next_col = 0;
        let (first, last) = (self.row, self.next_row.saturating_sub(1));
        if let Some(sink) = self.sink().filter(|_| element.flag("Hidden")) {
            sink.hide_rows(first, last);
        }
    }

    fn start_cell(&mut self, element: &Element<'_>) -> Result<(), Fault> {
        self.col = match element.number::<u32>("Index") {
            Some(index) => index.saturating_sub(1),
            None => self.free_column(),
        };
        let across = element.number::<u32>("MergeAcross").unwrap_or(0);
        let down = element.number::<u32>("MergeDown").unwrap_or(0);
        if self.col.saturating_add(across) >= self.limits.columns {
            return Err(Fault::position(a1(self.row, self.col), "单元格超出表格范围"));
        }
        if down > 0 {
            let free = self.row.saturating_add(down).saturating_add(1);
            self.covered.extend((self.col..=self.col + across).map(|col| (col, free)));
        }
        self.next_col = self.col.saturating_add(across).saturating_add(1);
        self.formula = element.get("Formula").is_some();
        self.cell_style = element.get("StyleID").unwrap_or_default();
        self.kind = None;
        self.text.clear();
        let (first_row, first_col) = (self.row, self.col);
        let (last_row, last_col) = (first_row.saturating_add(down), first_col.saturating_add(across));
        match self.sink() {
            Some(sink) if (across, down) != (0, 0) => {
                sink.merge(Merge { first_row, first_col, last_row, last_col })
            }
            _ => Ok(()),
        }
    }

    /// The next column that no merged cell from above covers: a cell without an index cannot stand under one.
    fn free_column(&self) -> u32 {
        let mut col = self.next_col;
        while self.covered.get(&col).is_some_and(|free| *free > self.row) {
            col += 1;
        }
        col
    }

    fn start_column(&mut self, element: &Element<'_>) {
        let first = element.number::<u32>("Index").map_or(self.column, |index| index.saturating_sub(1));
        let last = first.saturating_add(element.number("Span").unwrap_or(0));
        self.column = last.saturating_add(1);
        if let Some(sink) = self.sink().filter(|_| element.flag("Hidden")) {
            sink.hide_columns(first, last);
        }
    }

    fn end_cell(&mut self) {
        let format = self.formats.get(&self.cell_style).copied().unwrap_or_default();
        let Some(value) = self.value(format) else { return };
        self.cells.push(format.cell(self.col, value));
    }

    fn value(&mut self, format: Format) -> Option<Value> {
        let Some(kind) = self.kind.take() else { return self.formula.then_some(Value::NoCache) };
        let raw = std::mem::take(&mut self.text);
        let unusable = || Value::Unusable(text::printable(&raw));
        Some(match kind.as_str() {
            "Number" => {
                let parsed = number::parse(&raw);
                parsed.map_or_else(unusable, |parsed| number::value(parsed, format.kind, false))
            }
            "DateTime" => number::iso_date(&raw).map_or_else(unusable, Value::Date),
            "Boolean" => Value::Bool(raw.trim_ascii() == "1"),
            "Error" => Value::Error(text::printable(&raw)),
            _ if raw.is_empty() => return None,
            _ => Value::Text(raw),
        })
    }

    fn start_sheet(&mut self, element: &Element<'_>) -> Result<(), Fault> {
        if self.sheets.len() >= self.limits.sheets {
            return Err(Fault::too_large(format!("工作簿的工作表多于 {} 张", self.limits.sheets), "sheets"));
        }
        let name = element.get("Name").unwrap_or_default();
        self.sheets.push(SheetMeta { name, ..SheetMeta::default() });
        (self.next_row, self.column) = (0, 0);
        self.covered.clear();
        Ok(())
    }
}

impl Handler for Workbook<'_> {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        let parent = self.path.last().cloned().unwrap_or_default();
        self.path.push(name.to_owned());
        match (parent.as_str(), name) {
            ("Workbook", "Worksheet") => self.start_sheet(element)?,
            ("Styles", "Style") => self.style = element.get("ID").unwrap_or_default(),
            ("Style", "NumberFormat") => {
                let code = element.get("Format").unwrap_or_default();
                let format = self.formats.entry(self.style.clone()).or_default();
                *format = Format { struck: format.struck, ..format::custom(&code) };
            }
            ("Style", "Font") if element.flag("StrikeThrough") => {
                self.formats.entry(self.style.clone()).or_default().struck = true;
            }
            ("Table", "Column") => self.start_column(element),
            ("Table", "Row") => self.start_row(element),
            ("Row", "Cell") => self.start_cell(element)?,
            ("Cell", "Data") => self.kind = element.get("Type").or(Some(String::new())),
            ("Worksheet", "AutoFilter") => {
                if let Some(sink) = self.sink() {
                    sink.filter();
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        self.path.pop();
        match (self.path.last().map(String::as_str), name) {
            (Some("Row"), "Cell") => self.end_cell(),
            (Some("Table"), "Row") => {
                let cells = std::mem::take(&mut self.cells);
                let row = self.row;
                if let Some(sink) = self.sink().filter(|_| !cells.is_empty()) {
                    sink.row(row, cells)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        if self.path.last().is_some_and(|name| name == "Visible")
            && let Some(meta) = self.sheets.last_mut()
        {
            meta.visibility = match text.trim() {
                "SheetHidden" => Visibility::Hidden,
                "SheetVeryHidden" => Visibility::VeryHidden,
                _ => meta.visibility,
            };
        }
        let within_data = self.path.iter().any(|name| name == "Data");
        if within_data && !self.path.iter().any(|name| name == "Comment") {
            self.text.push_str(text);
        }
        Ok(())
    }
}
