//! .xlsb: calamine reads the values; a scan of the records guards it and adds what it does not show.
//!
//! The library knows no hidden rows, merges or units of number formats, leaves out rich text and failed formulas, and ends
//! quietly at a row off the grid. So the scan walks beside it, cell by cell, and both must be at the same place.

use super::bytes::{error_name, u8_at, u16_at, u32_at};
use super::cell::{Cell, Value};
use super::fault::Fault;
use super::format::{self, Format, Kind};
use super::guard::{Excess, Package, Part};
use super::limits::Limits;
use super::merge::Merge;
use super::sink::Sink;
use super::xlsx::Links;
use super::{Reader, SheetMeta, Visibility, number};
use calamine::{DataRef, Reader as _, SheetVisible, XlsbError};
use std::collections::BTreeMap;
use std::io::{BufRead, Cursor};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// No record of a list is longer.
const RECORD: usize = 1 << 20;
/// No defined name is longer: the library unfolds its formula by recursion.
const NAME: usize = 4 << 10;
/// The only places where the library looks.
const WORKBOOK: &str = "xl/workbook.bin";
const STRINGS: &str = "xl/sharedStrings.bin";
const STYLES: &str = "xl/styles.bin";

type Library<'a> = calamine::Xlsb<Cursor<&'a [u8]>>;
/// The library's next cell; its own type has no public name.
type NextCell<'s> = Box<dyn FnMut() -> Result<Option<calamine::Cell<DataRef<'s>>>, XlsbError> + 's>;

struct Xlsb<'a> {
    package: Package<'a>,
    library: Library<'a>,
    /// Name and entry of each sheet; none where its part is missing.
    sheets: Vec<(String, Option<usize>)>,
    formats: Vec<Format>,
}

impl Reader for Xlsb<'_> {
    fn read(&mut self, sheet: usize, sink: &mut dyn Sink) -> Result<(), Fault> {
        let missing = || Fault::damaged("工作表的内容缺失");
        let (name, index) = self.sheets.get(sheet).ok_or_else(missing)?;
        let index = index.ok_or_else(missing)?;
        let values = Values::Before(&mut self.library, name);
        let formats = &self.formats;
        self.package.read(index, Part::Worksheet, |part| read_sheet(part, values, formats, sink))
    }
}

/// Opens a package whose workbook part has that path.
pub(super) fn open<'a>(
    mut package: Package<'a>,
    workbook: &str,
    links: &Links,
    limits: &Limits,
) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    package.binary = true;
    let usual = [
        (Some(workbook), WORKBOOK),
        (links.of_kind("/sharedStrings"), STRINGS),
        (links.of_kind("/styles"), STYLES),
    ]
    .iter()
    .all(|(path, usual)| path.is_none_or(|path| path.eq_ignore_ascii_case(usual)));
    if !usual || !package.has_plain_names() {
        return Err(Fault::damaged("二进制工作簿的条目不在通常的位置"));
    }
    let (ids, formats) = guard_parts(&mut package, limits)?;
    let library = guarded(|| Library::new(Cursor::new(package.container())))?
        .map_err(|_| Fault::damaged("二进制工作簿的目录、样式或文字读不懂"))?;
    let metas = library.sheets_metadata();
    if metas.len() != ids.len() {
        return Err(Fault::damaged("二进制工作簿的目录不完整"));
    }
    let (sheets, parts) = links.sheet_parts(metas.iter().map(meta).zip(ids).collect(), &package)?;
    let named = sheets.iter().map(|sheet| sheet.name.clone()).zip(parts).collect();
    Ok((sheets, Box::new(Xlsb { package, library, sheets: named, formats })))
}

fn meta(sheet: &calamine::Sheet) -> SheetMeta {
    let visibility = match sheet.visible {
        SheetVisible::Visible => Visibility::Visible,
        SheetVisible::Hidden => Visibility::Hidden,
        SheetVisible::VeryHidden => Visibility::VeryHidden,
    };
    SheetMeta { name: sheet.name.clone(), visibility, ..SheetMeta::default() }
}

/// Inflates within the limits what the library will hold; returns the sheets' relationship ids and the cell styles' formats.
fn guard_parts(package: &mut Package<'_>, limits: &Limits) -> Result<(Vec<String>, Vec<Format>), Fault> {
    let mut ids = Vec::new();
    let workbook = package.find(WORKBOOK).ok_or_else(|| Fault::damaged("缺少工作簿目录"))?;
    package.read(workbook, Part::Other, |part| {
        records(part, |id, record| sheet_id(id, record, &mut ids, limits.sheets))
    })?;
    if let Some(index) = package.find(STRINGS) {
        package.read(index, Part::SharedStrings, |part| records(part, |_, _| Ok(Some(()))))?;
    }
    let mut styles = Styles::default();
    if let Some(index) = package.find(STYLES) {
        package.read(index, Part::Other, |part| records(part, |id, record| Ok(styles.record(id, record))))?;
    }
    Ok((ids, styles.formats))
}

/// Takes the relationship id of a sheet; the library passes over sheets without one, and so does this.
fn sheet_id(id: u32, record: &[u8], ids: &mut Vec<String>, limit: usize) -> Result<Option<()>, Fault> {
    if id == 0x27 && record.len() > NAME {
        return Err(Fault::too_large("工作簿里有一个定义的名称过长"));
    }
    if id != 0x9C || u32_at(record, 8) == Some(u32::MAX) {
        return Ok(Some(()));
    }
    if ids.len() >= limit {
        return Err(Fault::too_large(format!("工作簿的工作表多于 {limit} 张")));
    }
    Ok(record.get(8..).and_then(wide_string).map(|(id, _)| ids.push(id)))
}

/// The library panics on some broken files. What it was working on is thrown away then, so nothing half done is seen.
fn guarded<T>(call: impl FnOnce() -> T) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|_| Fault::damaged("读取程序遇到无法处理的内容"))
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
        part.read_exact(&mut content).map_err(|error| Excess::of(&error).unwrap_or_else(cut))?;
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
            Err(error) => return Err(Excess::of(&error).unwrap_or_else(cut)),
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
struct Styles {
    codes: BTreeMap<u16, Format>,
    in_cell_xfs: bool,
    formats: Vec<Format>,
}

impl Styles {
    fn record(&mut self, id: u32, record: &[u8]) -> Option<()> {
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

/// The library's walk over the cells of a sheet.
enum Values<'s, 'a> {
    /// It starts where the scan meets the first row, so that nothing before was too long for it.
    Before(&'s mut Library<'a>, &'s str),
    Among(NextCell<'s>, bool),
    After,
}

impl<'s, 'a> Values<'s, 'a> {
    fn start(self) -> Result<Self, Fault> {
        let Values::Before(library, name) = self else { return Err(apart()) };
        let date_1904 = library.has_1904_epoch();
        let mut cells = guarded(|| library.worksheet_cells_reader(name))?.map_err(|_| apart())?;
        Ok(Values::Among(Box::new(move || cells.next_cell()), date_1904))
    }

    /// The value of the next cell, which must be at that place.
    fn next(&mut self, place: (u32, u32), kind: Kind) -> Result<Value, Fault> {
        let Values::Among(next_cell, date_1904) = self else { return Err(apart()) };
        match guarded(next_cell)? {
            Ok(Some(cell)) if cell.get_position() == place => Ok(value(cell.get_value(), kind, *date_1904)),
            // An error value that is newer than the library's list.
            Err(XlsbError::CellError(code)) => Ok(Value::Error(error_name(code))),
            _ => Err(apart()),
        }
    }

    /// Where the scan sees the end of the rows, the library must have no further cell.
    fn end(self) -> Result<Self, Fault> {
        let Values::Among(next_cell, _) = self else { return Err(apart()) };
        match guarded(next_cell)? {
            Ok(None) => Ok(Values::After),
            _ => Err(apart()),
        }
    }
}

fn apart() -> Fault {
    Fault::damaged("二进制工作表的单元格对不上")
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

fn read_sheet(
    part: impl BufRead,
    values: Values<'_, '_>,
    formats: &[Format],
    sink: &mut dyn Sink,
) -> Result<(), Fault> {
    let mut sheet = Sheet { values, formats, sink, row: None, cells: Vec::new(), ended: false };
    records(part, |id, record| sheet.record(id, record))?;
    if sheet.ended { Ok(()) } else { Err(cut()) }
}

struct Sheet<'s, 'a, 'k> {
    values: Values<'s, 'a>,
    formats: &'k [Format],
    sink: &'k mut dyn Sink,
    row: Option<u32>,
    cells: Vec<Cell>,
    ended: bool,
}

impl Sheet<'_, '_, '_> {
    fn record(&mut self, id: u32, record: &[u8]) -> Result<Option<()>, Fault> {
        match id {
            0x00 => {
                self.flush()?;
                return Ok(self.start_row(record));
            }
            0x91 => self.values = std::mem::replace(&mut self.values, Values::After).start()?,
            0x92 => {
                self.flush()?;
                self.values = std::mem::replace(&mut self.values, Values::After).end()?;
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
            None => self.values.next((row, col), format.kind)?,
        };
        if matches!(&value, Value::Text(text) if text.is_empty()) {
            return Ok(Some(()));
        }
        let format_unit = if matches!(value, Value::Number(..)) { format.unit } else { None };
        self.cells.push(Cell { format_unit, ..Cell::new(col, value) });
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
