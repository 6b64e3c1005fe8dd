//! A worksheet part of .xlsx, streamed: cells, hidden rows and columns, merges, filters.

use super::cell::{Cell, Value, a1, parse_a1};
use super::facsimile::FormulaText;
use super::fault::Fault;
use super::format::{Format, Kind};
use super::limits::Limits;
use super::merge::Merge;
use super::runs::Runs;
use super::sink::Sink;
use super::xlsx::Shared;
use super::xml::{self, Element, Handler};
use super::{number, text};
use std::io::BufRead;

/// Streams a worksheet into a sink.
pub(super) fn read(
    part: impl BufRead,
    shared: &Shared,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<(), Fault> {
    let mut sheet = Sheet {
        shared,
        limits,
        sink,
        path: Vec::new(),
        row: 0,
        next_row: 0,
        next_col: 0,
        cells: Vec::new(),
        draft: Draft::default(),
    };
    xml::read(part, &mut sheet)
}

/// Where the parser stands; elements that do not matter are `Other`, and so is all within them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Worksheet,
    SheetData,
    Row,
    Cell,
    Value,
    Formula,
    Inline,
    Run,
    Properties,
    Text,
    Columns,
    Merges,
    Other,
}

impl Tag {
    fn of(parent: Option<Self>, name: &str) -> Self {
        match (parent, name) {
            (None, "worksheet") => Self::Worksheet,
            (Some(Self::Worksheet), "sheetData") => Self::SheetData,
            (Some(Self::Worksheet), "cols") => Self::Columns,
            (Some(Self::Worksheet), "mergeCells") => Self::Merges,
            (Some(Self::SheetData), "row") => Self::Row,
            (Some(Self::Row), "c") => Self::Cell,
            (Some(Self::Cell), "v") => Self::Value,
            (Some(Self::Cell), "f") => Self::Formula,
            (Some(Self::Cell), "is") => Self::Inline,
            (Some(Self::Inline), "r") => Self::Run,
            (Some(Self::Run), "rPr") => Self::Properties,
            (Some(Self::Inline | Self::Run), "t") => Self::Text,
            _ => Self::Other,
        }
    }
}

/// A cell while it is read.
#[derive(Default)]
struct Draft {
    col: u32,
    style: usize,
    kind: String,
    formula: bool,
    /// The formula, where its text matters.
    stated: FormulaText,
    has_value: bool,
    text: Runs,
}

struct Sheet<'a> {
    shared: &'a Shared,
    limits: &'a Limits,
    sink: &'a mut dyn Sink,
    path: Vec<Tag>,
    row: u32,
    next_row: u32,
    next_col: u32,
    cells: Vec<Cell>,
    draft: Draft,
}

impl Handler for Sheet<'_> {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        let parent = self.path.last().copied();
        let tag = Tag::of(parent, name);
        if parent.is_none() && tag != Tag::Worksheet {
            return Err(Fault::damaged("工作表的内容不是工作表"));
        }
        self.path.push(tag);
        match tag {
            Tag::Row => self.start_row(element),
            Tag::Cell => self.start_cell(element),
            Tag::Formula => {
                self.draft.formula = true;
                let shared = element.get("t").is_some_and(|kind| kind == "shared");
                self.draft.stated.shared = element.number("si").filter(|_| shared);
                Ok(())
            }
            Tag::Value | Tag::Inline => {
                self.draft.has_value = true;
                Ok(())
            }
            Tag::Run => {
                self.draft.text.start();
                Ok(())
            }
            Tag::Other => self.aside(parent, name, element),
            _ => Ok(()),
        }
    }

    fn end(&mut self, _: &str) -> Result<(), Fault> {
        match self.path.pop() {
            Some(Tag::Cell) => {
                self.end_cell();
                Ok(())
            }
            Some(Tag::Row) => {
                let room = self.cells.len();
                let cells = std::mem::replace(&mut self.cells, Vec::with_capacity(room));
                if cells.is_empty() { Ok(()) } else { self.sink.row(self.row, cells) }
            }
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        match self.path.last() {
            Some(Tag::Value | Tag::Text) => self.draft.text.push(text),
            Some(Tag::Formula) if self.sink.wants_formulas() => self.draft.stated.text.push_str(text),
            _ => {}
        }
        Ok(())
    }
}

impl Sheet<'_> {
    fn start_row(&mut self, element: &Element<'_>) -> Result<(), Fault> {
        let rows = self.limits.rows;
        let (mut place, mut hidden) = (Ok(self.next_row), false);
        element.each(|name, value| match name {
            "r" => {
                let row = value.trim_ascii().parse::<u32>().ok().and_then(|row| row.checked_sub(1));
                place = row.filter(|row| *row < rows).ok_or_else(|| text::printable(value));
            }
            "ht" => hidden |= value.trim_ascii().parse::<f64>().is_ok_and(|height| height <= 0.0),
            "hidden" => hidden |= xml::is_on(value),
            _ => {}
        });
        self.row = place.map_err(|shown| Fault::position(shown, "行号超出表格范围"))?;
        self.next_row = self.row.saturating_add(1);
        self.next_col = 0;
        if hidden {
            self.sink.hide_rows(self.row, self.row);
        }
        Ok(())
    }

    fn start_cell(&mut self, element: &Element<'_>) -> Result<(), Fault> {
        let (row, columns) = (self.row, self.limits.columns);
        let mut place = Ok(self.next_col);
        let draft = &mut self.draft;
        (draft.style, draft.formula, draft.has_value) = (0, false, false);
        draft.kind.clear();
        draft.text.clear();
        draft.stated = FormulaText::default();
        element.each(|name, value| match name {
            "r" => {
                let found = parse_a1(value).filter(|(other, _)| *other == row);
                place = found.map(|(_, col)| col).ok_or_else(|| text::printable(value));
            }
            "s" => draft.style = value.trim_ascii().parse().unwrap_or(0),
            "t" => draft.kind.push_str(value),
            _ => {}
        });
        let name = match place {
            Ok(col) if col < columns => {
                (self.draft.col, self.next_col) = (col, col + 1);
                return Ok(());
            }
            Ok(col) => a1(row, col),
            Err(name) => name,
        };
        Err(Fault::position(name, "单元格的位置超出表格范围，或与所在行不符"))
    }

    fn end_cell(&mut self) {
        if self.draft.formula && self.sink.wants_formulas() {
            self.sink.formula(self.row, self.draft.col, std::mem::take(&mut self.draft.stated));
        }
        let format = self.shared.formats.get(self.draft.style).copied().unwrap_or_default();
        let Some(value) = self.value(format.kind) else { return };
        // A facsimile has the value as it stands: how it is written is told by the paper.
        let as_it_stands = self.sink.wants_formulas();
        let format =
            Format { struck: format.struck && !as_it_stands, blank: format.blank && !as_it_stands, ..format };
        self.cells.push(format.cell(self.draft.col, value));
    }

    /// The value of the draft; none where the cell is empty.
    fn value(&mut self, kind: Kind) -> Option<Value> {
        let draft = &mut self.draft;
        let as_it_stands = self.sink.wants_formulas();
        let struck = |text: &str| match as_it_stands {
            true => Value::Struck(text::unescape(text.to_owned())),
            false => Value::Struck(text::printable(text)),
        };
        if draft.formula && (!draft.has_value || (draft.text.text().is_empty() && draft.kind != "str")) {
            return Some(Value::NoCache);
        }
        if draft.text.text().is_empty() {
            return None;
        }
        if !self.sink.wants_values() && draft.kind != "s" {
            return Some(Value::NoCache);
        }
        let raw = draft.text.text();
        let unusable = |raw: &str| Value::Unusable(text::printable(raw));
        Some(match draft.kind.as_str() {
            "s" => {
                let index = raw.trim_ascii().parse::<usize>().ok();
                match index.and_then(|index| Some((index, self.shared.strings.get(index)?))) {
                    Some((_, string)) if string.is_empty() => return None,
                    Some(_) if !self.sink.wants_values() => Value::NoCache,
                    Some((index, string)) if self.shared.struck.binary_search(&index).is_ok() => {
                        struck(string)
                    }
                    Some((_, string)) => Value::Text(string.to_string()),
                    None => unusable(raw),
                }
            }
            "str" | "inlineStr" => match draft.text.take() {
                (text, true) => struck(&text),
                (text, false) => Value::Text(text::unescape(text)),
            },
            "b" => match raw.trim_ascii() {
                "1" | "true" => Value::Bool(true),
                "0" | "false" => Value::Bool(false),
                _ => unusable(raw),
            },
            "e" => Value::Error(text::printable(raw)),
            "d" => number::iso_date(raw).map_or_else(|| unusable(raw), Value::Date),
            _ => match number::parse(raw) {
                Some(parsed) => number::value(parsed, kind, self.shared.date_1904),
                None => unusable(raw),
            },
        })
    }

    /// Columns, merges and filters.
    fn aside(&mut self, parent: Option<Tag>, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match (parent, name) {
            (Some(Tag::Properties), _) => {
                self.draft.text.property(name, element);
                Ok(())
            }
            (Some(Tag::Columns), "col") => {
                let flat = element.number::<f64>("width").is_some_and(|width| width <= 0.0);
                if let (true, Some(first), Some(last)) = (
                    element.flag("hidden") || flat,
                    element.number::<u32>("min"),
                    element.number::<u32>("max"),
                ) {
                    self.sink.hide_columns(first.saturating_sub(1), last.saturating_sub(1));
                }
                Ok(())
            }
            (Some(Tag::Merges), "mergeCell") => {
                let range = element.get("ref").unwrap_or_default();
                self.sink.merge(parse_merge(&range)?)
            }
            (Some(Tag::Worksheet), "autoFilter") => {
                self.sink.filter();
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn parse_merge(range: &str) -> Result<Merge, Fault> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (Some(first), Some(last)) = (parse_a1(first), parse_a1(last)) else {
        return Err(Fault::position(text::printable(range), "合并区域的写法无法辨认"));
    };
    Ok(Merge { first_row: first.0, first_col: first.1, last_row: last.0, last_col: last.1 })
}
