//! The cells of an .xlsb worksheet: calamine reads the values; a scan of the records guards it and adds what it does not show.
//!
//! The library knows no hidden rows, merges or units of number formats, leaves out rich text and failed formulas, and ends
//! quietly at a row off the grid. So the scan walks beside it, cell by cell, and both must be at the same place.

use super::bytes::{error_name, u8_at, u16_at, u32_at};
use super::cell::{Cell, Value};
use super::fault::Fault;
use super::format::{Format, Kind};
use super::merge::Merge;
use super::number;
use super::sink::Sink;
use super::xlsb::{Library, cut, guarded, records, wide_string};
use calamine::{DataRef, XlsbError};
use std::io::BufRead;

/// The library's next cell; its own type has no public name.
type NextCell<'s> = Box<dyn FnMut() -> Result<Option<calamine::Cell<DataRef<'s>>>, XlsbError> + 's>;

/// The library's walk over the cells of a sheet.
pub(super) struct Walk<'s> {
    /// None behind the last row.
    next_cell: Option<NextCell<'s>>,
    date_1904: bool,
}

impl<'s> Walk<'s> {
    /// Starts on a sheet whose part was inflated within the limits.
    pub fn start(library: &'s mut Library<'_>, name: &str) -> Result<Self, Fault> {
        let date_1904 = library.has_1904_epoch();
        let mut cells = guarded(|| library.worksheet_cells_reader(name))?.map_err(|_| apart())?;
        Ok(Self { next_cell: Some(Box::new(move || cells.next_cell())), date_1904 })
    }

    /// The value of the next cell, which must be at that place.
    fn next(&mut self, place: (u32, u32), kind: Kind) -> Result<Value, Fault> {
        let next_cell = self.next_cell.as_mut().ok_or_else(apart)?;
        match guarded(next_cell)? {
            Ok(Some(cell)) if cell.get_position() == place => {
                Ok(value(cell.get_value(), kind, self.date_1904))
            }
            // An error value that is newer than the library's list.
            Err(XlsbError::CellError(code)) => Ok(Value::Error(error_name(code))),
            _ => Err(apart()),
        }
    }

    /// Where the scan sees the end of the rows, the library must have no further cell.
    fn end(&mut self) -> Result<(), Fault> {
        match guarded(self.next_cell.take().ok_or_else(apart)?)? {
            Ok(None) => Ok(()),
            _ => Err(apart()),
        }
    }
}

fn apart() -> Fault {
    Fault::damaged("工作表的单元格对不上")
}

/// Whether a number is a date is left to this program's formats, which know East Asian ones.
fn value(data: &DataRef<'_>, kind: Kind, date_1904: bool) -> Value {
    match data {
        DataRef::Int(int) => number::value(*int as f64, kind, date_1904),
        DataRef::Float(float) => number::value(*float, kind, date_1904),
        DataRef::DateTime(serial) => number::value(serial.as_f64(), kind, date_1904),
        DataRef::Bool(bool) => Value::Bool(*bool),
        DataRef::Error(error) => Value::Error(error.to_string()),
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Value::Text(text.clone())
        }
        DataRef::Empty => Value::Text(String::new()),
    }
}

/// Reads the part through the scan, which draws the values from the library.
pub(super) fn read(
    part: impl BufRead,
    walk: Walk<'_>,
    formats: &[Format],
    sink: &mut dyn Sink,
) -> Result<(), Fault> {
    let mut sheet = Sheet { walk, formats, sink, row: None, cells: Vec::new(), ended: false };
    records(part, |id, record| sheet.record(id, record))?;
    let whole = sheet.ended && sheet.walk.next_cell.is_none() && sheet.cells.is_empty();
    if whole { Ok(()) } else { Err(cut()) }
}

struct Sheet<'s, 'k> {
    walk: Walk<'s>,
    formats: &'k [Format],
    sink: &'k mut dyn Sink,
    row: Option<u32>,
    cells: Vec<Cell>,
    ended: bool,
}

impl Sheet<'_, '_> {
    fn record(&mut self, id: u32, record: &[u8]) -> Result<Option<()>, Fault> {
        match id {
            0x00 => {
                self.flush()?;
                return Ok(self.start_row(record));
            }
            0x92 => {
                self.flush()?;
                self.walk.end()?;
                self.row = None;
            }
            0x82 => self.ended = true,
            0xA1 => self.sink.filter(),
            0x3C => return Ok(self.column(record)),
            0xB0 => {
                let at = |at| u32_at(record, at).unwrap_or(u32::MAX);
                let merge = Merge { first_row: at(0), last_row: at(4), first_col: at(8), last_col: at(12) };
                self.sink.merge(merge)?;
            }
            0x02..=0x0B | 0x3E => return self.cell(id, record),
            _ => {}
        }
        Ok(Some(()))
    }

    fn start_row(&mut self, record: &[u8]) -> Option<()> {
        let row = u32_at(record, 0)?;
        self.row = Some(row);
        if u8_at(record, 11)? & 0x10 != 0 {
            self.sink.hide_rows(row, row);
        }
        Some(())
    }

    fn column(&mut self, record: &[u8]) -> Option<()> {
        if u16_at(record, 16)? & 1 != 0 {
            self.sink.hide_columns(u32_at(record, 0)?, u32_at(record, 4)?);
        }
        Some(())
    }

    fn cell(&mut self, id: u32, record: &[u8]) -> Result<Option<()>, Fault> {
        let (Some(row), Some(col), Some(style)) = (self.row, u32_at(record, 0), u32_at(record, 4)) else {
            return Ok(None);
        };
        // The library would read what is missing from the record before.
        if !is_whole(id, record) {
            return Ok(None);
        }
        let style = usize::try_from(style & 0x00FF_FFFF).ok();
        let format = style.and_then(|style| self.formats.get(style)).copied().unwrap_or_default();
        let value = match own_value(id, record) {
            Some(value) => value,
            None => self.walk.next((row, col), format.kind)?,
        };
        if matches!(&value, Value::Text(text) if text.is_empty()) {
            return Ok(Some(()));
        }
        self.cells.push(format.cell(col, value));
        Ok(Some(()))
    }

    fn flush(&mut self) -> Result<(), Fault> {
        let cells = std::mem::take(&mut self.cells);
        match self.row {
            _ if cells.is_empty() => Ok(()),
            Some(row) => self.sink.row(row, cells),
            None => Err(cut()),
        }
    }
}

/// Whether a cell's record holds its whole value.
fn is_whole(id: u32, record: &[u8]) -> bool {
    match id {
        0x02 | 0x07 => record.len() >= 12,
        0x05 | 0x09 => record.len() >= 16,
        0x06 | 0x08 => record.get(8..).and_then(wide_string).is_some(),
        0x3E => record.get(9..).and_then(wide_string).is_some(),
        _ => record.len() >= 9,
    }
}

/// Values that the library leaves out: a formula's error and rich text.
fn own_value(id: u32, record: &[u8]) -> Option<Value> {
    match id {
        0x0B => u8_at(record, 8).map(|code| Value::Error(error_name(code))),
        0x3E => record.get(9..).and_then(wide_string).map(|(text, _)| Value::Text(text)),
        _ => None,
    }
}
