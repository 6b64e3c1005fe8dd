//! .xlsb: the parts and records of the binary form of .xlsx.

use super::bytes::{error_name, f64_at, rk, u8_at, u16_at, u32_at};
use super::cell::{Cell, Value};
use super::fault::Fault;
use super::format::{self, Format};
use super::guard::{Package, Part};
use super::limits::Limits;
use super::merge::Merge;
use super::sink::Sink;
use super::xlsx::{Links, Shared};
use super::{Reader, SheetMeta, Visibility, number};
use std::collections::BTreeMap;
use std::io::BufRead;

/// No record of a list is longer.
const RECORD: usize = 1 << 20;

struct Xlsb<'a> {
    package: Package<'a>,
    parts: Vec<Option<usize>>,
    shared: Shared,
}

impl Reader for Xlsb<'_> {
    fn read(&mut self, sheet: usize, sink: &mut dyn Sink) -> Result<(), Fault> {
        let missing = || Fault::damaged("工作表的内容缺失");
        let index = self.parts.get(sheet).copied().flatten().ok_or_else(missing)?;
        let shared = &self.shared;
        self.package.read(index, Part::Worksheet, |part| read_sheet(part, shared, sink))
    }
}

/// Opens the workbook part of a package.
pub(super) fn open<'a>(
    mut package: Package<'a>,
    workbook: usize,
    links: &Links,
    limits: &Limits,
) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    package.binary = true;
    let mut list = SheetList { limit: limits.sheets, ..SheetList::default() };
    package.read(workbook, Part::Other, |part| records(part, |id, record| list.record(id, record)))?;
    let mut shared = Shared { strings: Vec::new(), formats: Vec::new(), date_1904: list.date_1904 };
    if let Some(index) = package.find(links.of_kind("/sharedStrings").unwrap_or("xl/sharedStrings.bin")) {
        shared.strings = shared_strings(&mut package, index)?;
    }
    if let Some(index) = package.find(links.of_kind("/styles").unwrap_or("xl/styles.bin")) {
        let mut styles = Styles::default();
        package.read(index, Part::Other, |part| records(part, |id, record| styles.record(id, record)))?;
        shared.formats = styles.formats;
    }
    let (sheets, parts) = links.sheet_parts(list.sheets, &package)?;
    Ok((sheets, Box::new(Xlsb { package, parts, shared })))
}

fn cut() -> Fault {
    Fault::damaged("二进制记录在中途断开")
}

/// Passes each record of a part on; `each` returns nothing where a record is too short.
fn records(
    mut part: impl BufRead,
    mut each: impl FnMut(u32, &[u8]) -> Result<Option<()>, Fault>,
) -> Result<(), Fault> {
    let mut content = Vec::new();
    while let Some(id) = varint(&mut part, 2)? {
        let size = varint(&mut part, 4)?.ok_or_else(cut)?;
        let size = usize::try_from(size).ok().filter(|size| *size <= RECORD).ok_or_else(cut)?;
        content.resize(size, 0);
        part.read_exact(&mut content)
            .map_err(|error| super::guard::Excess::of(&error).unwrap_or_else(cut))?;
        each(id, &content)?.ok_or_else(cut)?;
    }
    Ok(())
}

/// A number of seven bits a byte; none at the end of the part.
fn varint(part: &mut impl BufRead, most: u32) -> Result<Option<u32>, Fault> {
    let mut number = 0;
    for at in 0..most {
        let mut byte = [0_u8];
        match part.read_exact(&mut byte) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof && at == 0 => return Ok(None),
            Err(error) => return Err(super::guard::Excess::of(&error).unwrap_or_else(cut)),
        }
        let [byte] = byte;
        // The identifier keeps its continuation bit out, as the sizes do.
        number |= u32::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Ok(Some(number))
}

/// A string of 16-bit units behind its length, and the bytes it takes.
fn wide_string(bytes: &[u8]) -> Option<(String, usize)> {
    let length = u32_at(bytes, 0)?;
    if length == u32::MAX {
        return Some((String::new(), 4));
    }
    let size = usize::try_from(length).ok()?.checked_mul(2)?;
    let units = bytes.get(4..size.checked_add(4)?)?;
    let units: Vec<u16> = units.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
    Some((String::from_utf16_lossy(&units), size + 4))
}

#[derive(Default)]
struct SheetList {
    sheets: Vec<(SheetMeta, String)>,
    date_1904: bool,
    limit: usize,
}

impl SheetList {
    fn record(&mut self, id: u32, record: &[u8]) -> Result<Option<()>, Fault> {
        if id == 0x99 {
            self.date_1904 = u8_at(record, 0).is_some_and(|flags| flags & 1 != 0);
        }
        if id != 0x9C {
            return Ok(Some(()));
        }
        if self.sheets.len() >= self.limit {
            return Err(Fault::too_large(format!("工作簿的工作表多于 {} 张", self.limit)));
        }
        Ok(self.sheet(record))
    }

    fn sheet(&mut self, record: &[u8]) -> Option<()> {
        let visibility = match u32_at(record, 0)? {
            0 => Visibility::Visible,
            1 => Visibility::Hidden,
            _ => Visibility::VeryHidden,
        };
        let (link, size) = wide_string(record.get(8..)?)?;
        let (name, _) = wide_string(record.get(8 + size..)?)?;
        self.sheets.push((SheetMeta { name, visibility, ..SheetMeta::default() }, link));
        Some(())
    }
}

#[derive(Default)]
struct Styles {
    codes: BTreeMap<u16, Format>,
    in_cell_xfs: bool,
    formats: Vec<Format>,
}

impl Styles {
    fn record(&mut self, id: u32, record: &[u8]) -> Result<Option<()>, Fault> {
        Ok(self.take(id, record))
    }

    fn take(&mut self, id: u32, record: &[u8]) -> Option<()> {
        match id {
            0x2C => {
                let (code, _) = wide_string(record.get(2..)?)?;
                self.codes.insert(u16_at(record, 0)?, format::custom(&code));
            }
            0x269 => self.in_cell_xfs = true,
            0x26A => self.in_cell_xfs = false,
            0x2F if self.in_cell_xfs => {
                let id = u16_at(record, 2)?;
                let code = self.codes.get(&id).copied();
                self.formats.push(code.unwrap_or_else(|| format::builtin(u32::from(id))));
            }
            _ => {}
        }
        Some(())
    }
}

fn shared_strings(package: &mut Package<'_>, index: usize) -> Result<Vec<Box<str>>, Fault> {
    let mut strings = Vec::new();
    package.read(index, Part::SharedStrings, |part| {
        records(part, |id, record| {
            if id != 0x13 {
                return Ok(Some(()));
            }
            let string = record.get(1..).and_then(wide_string);
            Ok(string.map(|(string, _)| strings.push(string.into_boxed_str())))
        })
    })?;
    Ok(strings)
}

fn read_sheet(part: impl BufRead, shared: &Shared, sink: &mut dyn Sink) -> Result<(), Fault> {
    let mut sheet = Sheet { shared, sink, row: None, cells: Vec::new(), ended: false };
    records(part, |id, record| sheet.record(id, record))?;
    if sheet.ended { Ok(()) } else { Err(cut()) }
}

struct Sheet<'a> {
    shared: &'a Shared,
    sink: &'a mut dyn Sink,
    row: Option<u32>,
    cells: Vec<Cell>,
    ended: bool,
}

impl Sheet<'_> {
    fn record(&mut self, id: u32, record: &[u8]) -> Result<Option<()>, Fault> {
        match id {
            0x00 => {
                self.flush()?;
                return Ok(self.start_row(record));
            }
            0x92 => self.flush()?,
            0x82 => self.ended = true,
            0xA1 => self.sink.filter(),
            0x3C => return Ok(self.column(record)),
            0xB0 => {
                let at = |at| u32_at(record, at).unwrap_or(u32::MAX);
                let merge = Merge { first_row: at(0), last_row: at(4), first_col: at(8), last_col: at(12) };
                self.sink.merge(merge)?;
            }
            0x02..=0x0B | 0x3E => return Ok(self.cell(id, record)),
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

    fn cell(&mut self, id: u32, record: &[u8]) -> Option<()> {
        let style = usize::try_from(u32_at(record, 4)? & 0x00FF_FFFF).ok()?;
        let format = self.shared.formats.get(style).copied().unwrap_or_default();
        let numeric = |number| number::value(number, format.kind, self.shared.date_1904);
        let value = match id {
            0x02 => numeric(rk(u32_at(record, 8)?)),
            0x05 | 0x09 => numeric(f64_at(record, 8)?),
            0x03 | 0x0B => Value::Error(error_name(u8_at(record, 8)?)),
            0x04 | 0x0A => Value::Bool(u8_at(record, 8)? != 0),
            0x07 => {
                let index = u32_at(record, 8)?;
                let string = usize::try_from(index).ok().and_then(|index| self.shared.strings.get(index));
                string.map_or_else(
                    || Value::Unusable(index.to_string()),
                    |string| Value::Text(string.to_string()),
                )
            }
            0x3E => Value::Text(wide_string(record.get(9..)?)?.0),
            _ => Value::Text(wide_string(record.get(8..)?)?.0),
        };
        if matches!(&value, Value::Text(text) if text.is_empty()) {
            return Some(());
        }
        let format_unit = if matches!(value, Value::Number(..)) { format.unit } else { None };
        self.cells.push(Cell { format_unit, ..Cell::new(u32_at(record, 0)?, value) });
        Some(())
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
