//! A sheet of .xls: cells, hidden rows and columns, merges, filters.

use super::biff::{BOF, EOF, Globals, Records};
use super::biff_notes::Notes;
use super::biff_text::{self, Charset};
use super::bytes::{error_name, f64_at, rk, u8_at, u16_at, u32_at};
use super::cell::{Cell, Value, a1};
use super::fault::Fault;
use super::format::Format;
use super::merge::Merge;
use super::number;
use super::sink::Sink;
use std::collections::BTreeMap;

/// Columns of this format.
const COLUMNS: u16 = 256;

/// Reads a sheet into a sink, rows ascending in whatever order the file has them.
pub(super) fn read(mut records: Records<'_>, globals: &Globals, sink: &mut dyn Sink) -> Result<(), Fault> {
    let cut = || Fault::damaged("工作表在中途断开");
    match records.next() {
        Some((BOF, _)) => {}
        _ => return Err(Fault::damaged("工作表的开头不对")),
    }
    let mut sheet = Sheet { globals, rows: BTreeMap::new(), waiting: None };
    let (mut embedded, mut notes) = (0_usize, Notes::default());
    loop {
        let (number, content) = records.next().ok_or_else(cut)?;
        match number {
            BOF => embedded += 1,
            EOF if embedded == 0 => break,
            EOF => embedded -= 1,
            _ if embedded > 0 => {}
            0x0207 => sheet.string(&records.with_continued(content)),
            0x005D => notes.object(content),
            0x01B6 => notes.text(&records.with_continued(content)),
            0x001C => notes.note(content, sink),
            0x00E5 => merges(content, sink)?,
            _ => sheet.record(number, content, sink).ok_or_else(cut)?,
        }
    }
    sheet.finish(sink)
}

struct Sheet<'a> {
    globals: &'a Globals,
    rows: BTreeMap<u16, Vec<Cell>>,
    /// The formula whose text result stands in the next STRING record.
    waiting: Option<(u16, u16, u16)>,
}

impl Sheet<'_> {
    fn record(&mut self, number: u16, content: &[u8], sink: &mut dyn Sink) -> Option<()> {
        match number {
            0x0208 => row_info(content, sink)?,
            0x007D => {
                let (first, last) = (u16_at(content, 0)?, u16_at(content, 2)?);
                if u16_at(content, 8)? & 1 != 0 {
                    sink.hide_columns(u32::from(first), u32::from(last));
                }
            }
            0x009B | 0x009D => sink.filter(),
            0x0203 => self.number(content, f64_at(content, 6)?)?,
            0x027E => self.number(content, rk(u32_at(content, 6)?))?,
            0x00BD => self.many(content)?,
            0x00FD => self.shared(content)?,
            0x0204 | 0x00D6 => {
                let text = self.globals.charset.string(content.get(6..)?, true)?;
                self.text(u16_at(content, 0)?, u16_at(content, 2)?, u16_at(content, 4)?, text);
            }
            0x0205 => {
                let value = bool_or_error(u8_at(content, 6)?, u8_at(content, 7)? != 0);
                self.push(u16_at(content, 0)?, u16_at(content, 2)?, Cell::new(0, value));
            }
            0x0006 | 0x0206 | 0x0406 => self.formula(content)?,
            _ => {}
        }
        Some(())
    }

    fn push(&mut self, row: u16, col: u16, cell: Cell) {
        self.rows.entry(row).or_default().push(Cell { col: u32::from(col), ..cell });
    }

    fn text(&mut self, row: u16, col: u16, style: u16, text: String) {
        if !text.is_empty() {
            let cell = self.format(style).cell(0, Value::Text(text));
            self.push(row, col, cell);
        }
    }

    fn format(&self, style: u16) -> Format {
        self.globals.formats.get(usize::from(style)).copied().unwrap_or_default()
    }

    fn number(&mut self, content: &[u8], number: f64) -> Option<()> {
        self.styled(u16_at(content, 0)?, u16_at(content, 2)?, u16_at(content, 4)?, number);
        Some(())
    }

    fn styled(&mut self, row: u16, col: u16, style: u16, number: f64) {
        let format = self.format(style);
        let value = number::value(number, format.kind, self.globals.date_1904);
        self.push(row, col, format.cell(0, value));
    }

    fn many(&mut self, content: &[u8]) -> Option<()> {
        let (row, first) = (u16_at(content, 0)?, u16_at(content, 2)?);
        let fields = content.get(4..content.len().checked_sub(2)?)?;
        // Columns beyond this format's are refused; none may wrap around to the first ones.
        for (col, field) in (first..=u16::MAX).zip(fields.chunks_exact(6)) {
            self.styled(row, col, u16_at(field, 0)?, rk(u32_at(field, 2)?));
        }
        Some(())
    }

    fn shared(&mut self, content: &[u8]) -> Option<()> {
        let (row, col, index) = (u16_at(content, 0)?, u16_at(content, 2)?, u32_at(content, 6)?);
        let style = u16_at(content, 4)?;
        match usize::try_from(index).ok().and_then(|index| self.globals.strings.get(index)) {
            Some(string) => self.text(row, col, style, string.to_string()),
            None => self.push(row, col, Cell::new(0, Value::Unusable(index.to_string()))),
        }
        Some(())
    }

    fn formula(&mut self, content: &[u8]) -> Option<()> {
        self.waiting = None;
        if u16_at(content, 12)? != 0xFFFF {
            return self.number(content, f64_at(content, 6)?);
        }
        let (row, col) = (u16_at(content, 0)?, u16_at(content, 2)?);
        match u8_at(content, 6)? {
            0 => self.waiting = Some((row, col, u16_at(content, 4)?)),
            kind @ (1 | 2) => {
                let value = bool_or_error(u8_at(content, 8)?, kind == 2);
                self.push(row, col, Cell::new(0, value));
            }
            // An empty text that is to be computed on loading was never computed.
            3 if u16_at(content, 14)? & 3 != 0 => self.push(row, col, Cell::new(0, Value::NoCache)),
            _ => {}
        }
        Some(())
    }

    /// The text result of the formula before.
    fn string(&mut self, segments: &[&[u8]]) {
        let Some((row, col, style)) = self.waiting.take() else { return };
        let text = match self.globals.charset {
            Charset::Unicode => biff_text::continued_string(segments),
            charset @ Charset::CodePage(_) => charset.string(&segments.concat(), true),
        };
        match text {
            Some(text) => self.text(row, col, style, text),
            None => self.push(row, col, Cell::new(0, Value::NoCache)),
        }
    }

    fn finish(self, sink: &mut dyn Sink) -> Result<(), Fault> {
        for (row, mut cells) in self.rows {
            cells.sort_by_key(|cell| cell.col);
            if let Some(cell) = cells.last().filter(|cell| cell.col >= u32::from(COLUMNS)) {
                return Err(Fault::position(a1(u32::from(row), cell.col), "单元格超出表格范围"));
            }
            sink.row(u32::from(row), cells)?;
        }
        Ok(())
    }
}

fn bool_or_error(byte: u8, is_error: bool) -> Value {
    if is_error { Value::Error(error_name(byte)) } else { Value::Bool(byte != 0) }
}

/// Hidden by its flag; a height of zero alone is what careless programs write for any row.
fn row_info(content: &[u8], sink: &mut dyn Sink) -> Option<()> {
    let row = u32::from(u16_at(content, 0)?);
    if u16_at(content, 12)? & 0x20 != 0 {
        sink.hide_rows(row, row);
    }
    Some(())
}

fn merges(content: &[u8], sink: &mut dyn Sink) -> Result<(), Fault> {
    for field in content.get(2..).unwrap_or_default().chunks_exact(8) {
        let at = |at| u16_at(field, at).map(u32::from).unwrap_or_default();
        sink.merge(Merge { first_row: at(0), last_row: at(2), first_col: at(4), last_col: at(6) })?;
    }
    Ok(())
}
