//! .csv and .txt: the encoding, the separator, and records that a missing quotation mark cannot swallow in silence.

use super::cell::{Cell, Value};
use super::fault::Fault;
use super::limits::Limits;
use super::sink::Sink;
use super::{Reader, SheetMeta};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Records that are looked at to find the separator.
const SAMPLE: usize = 50;

struct Delimited<'a> {
    text: Cow<'a, str>,
    separator: char,
    most: u32,
}

/// Opens text as one sheet, named after the file.
pub(super) fn open<'a>(
    name: &str,
    text: Cow<'a, str>,
    limits: &Limits,
) -> (Vec<SheetMeta>, Box<dyn Reader + 'a>) {
    let separator = find_separator(&text);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let meta = SheetMeta { name, delimited: true, ..SheetMeta::default() };
    (vec![meta], Box::new(Delimited { text, separator, most: limits.lines }))
}

impl Reader for Delimited<'_> {
    fn read(&mut self, _: usize, sink: &mut dyn Sink) -> Result<(), Fault> {
        let records = Records { rest: &self.text, separator: self.separator };
        let mut index = 0_u32;
        for record in records {
            if index >= self.most {
                return Err(Fault::too_large(format!("文本文件多于 {} 行", self.most), "lines"));
            }
            let fields = record.map_err(|Unclosed| {
                let why = "从这一行起有一个英文双引号没有配对，后面的行会被并进同一格";
                Fault::position((u64::from(index) + 1).to_string(), why)
            })?;
            let value = |field: Cow<'_, str>| match sink.wants_values() {
                true => Value::Text(field.into_owned()),
                false => Value::NoCache,
            };
            let cells: Vec<Cell> = (0..)
                .zip(fields)
                .map(|(col, field)| (col, unescaped(field)))
                .filter(|(_, field)| !field.is_empty())
                .map(|(col, field)| Cell::new(col, value(field)))
                .collect();
            if !cells.is_empty() {
                sink.row(index, cells)?;
            }
            index = index.saturating_add(1);
        }
        Ok(())
    }

    /// Text has no grid to end it.
    fn has_grid(&self) -> bool {
        false
    }

    /// There is nothing besides the rows.
    fn outline(&mut self, _: usize, _: &mut dyn Sink) -> Result<bool, Fault> {
        Ok(true)
    }
}

/// What a spreadsheet program shows of a field: ="001" keeps a code's zeros, and '=1 keeps a text from being a formula.
fn unescaped(field: Cow<'_, str>) -> Cow<'_, str> {
    let kept = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    if let Some(inner) = kept.filter(|inner| !inner.contains('"')) {
        return Cow::Owned(inner.to_owned());
    }
    match field.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])) {
        Some(rest) => Cow::Owned(rest.to_owned()),
        None => field,
    }
}

/// The text behind the bytes: by byte order mark, then UTF-8 where it is valid, UTF-16 where it shows, and GB18030 last.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes.get(length..).unwrap_or_default());
    }
    if bytes.contains(&0) {
        let encoding = utf_16_without_mark(bytes).ok_or_else(|| Fault::foreign("程序或二进制文件"))?;
        return decode_as(encoding, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => decode_as(GB18030, bytes),
    }
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, Fault> {
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    if bad || text.contains('\0') {
        let kind = if encoding == UTF_8 { " UTF-8" } else { "编码无法辨认的" };
        return Err(Fault::damaged(format!("按{kind}文本读取时有乱码")));
    }
    Ok(text)
}

/// Of so many bytes of a list in UTF-16 one is a zero: its separators, digits and line ends alone have more.
const FEW_ZEROS: usize = 50;

/// Text in UTF-16 has a zero in half of its line ends and ASCII signs, on the same side.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    // A stray zero or two in a text of another encoding is no UTF-16.
    if bytes.iter().filter(|byte| **byte == 0).count() < bytes.len() / FEW_ZEROS {
        return None;
    }
    // 一 has a zero on the other side.
    match (zeros(0), zeros(1)) {
        (even, odd) if odd > even * 2 => Some(UTF_16LE),
        (even, odd) if even > odd * 2 => Some(UTF_16BE),
        _ => None,
    }
}

/// The separator that divides most of the first records alike; a comma where none does.
fn find_separator(text: &str) -> char {
    let score = |separator: char| {
        let widths: Vec<usize> =
            Records { rest: text, separator }.take(SAMPLE).map_while(Result::ok).map(|r| r.len()).collect();
        widths
            .iter()
            .filter(|width| **width > 1)
            .map(|width| {
                let alike = widths.iter().filter(|other| *other == width).count();
                (alike, *width)
            })
            .max()
    };
    let mut best = (None, ',');
    for separator in [',', '\t', ';', '，', '|'] {
        let found = score(separator);
        if found > best.0 {
            best = (found, separator);
        }
    }
    best.1
}

/// A quotation mark without its partner.
struct Unclosed;

struct Records<'a> {
    rest: &'a str,
    separator: char,
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Vec<Cow<'a, str>>, Unclosed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let mut fields = Vec::new();
        loop {
            let Ok((field, end)) = self.field() else { return Some(Err(Unclosed)) };
            fields.push(field);
            if end {
                return Some(Ok(fields));
            }
        }
    }
}

impl<'a> Records<'a> {
    /// The next field, and whether it ends its record.
    fn field(&mut self) -> Result<(Cow<'a, str>, bool), Unclosed> {
        let separator = self.separator;
        let formula = self.rest.strip_prefix("=\"").map(|_| 1).unwrap_or(0);
        let mut field = Cow::Borrowed("");
        let mut closed = false;
        if let Some(quoted) = self.rest.get(formula..).and_then(|rest| rest.strip_prefix('"')) {
            self.rest = quoted;
            field = self.quoted()?;
            closed = true;
        }
        let end = self.rest.find([separator, '\n', '\r']).unwrap_or(self.rest.len());
        let (tail, rest) = self.rest.split_at(end);
        if closed && !tail.trim().is_empty() {
            // The mark that closed this field opened another one: records were joined.
            return Err(Unclosed);
        }
        field += tail;
        self.rest = rest;
        if let Some(rest) = self.rest.strip_prefix(separator) {
            self.rest = rest;
            return Ok((field, false));
        }
        self.rest = self.rest.strip_prefix('\r').unwrap_or(self.rest);
        self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
        Ok((field, true))
    }

    /// The inside of quotation marks; doubled ones stand for one.
    fn quoted(&mut self) -> Result<Cow<'a, str>, Unclosed> {
        let mut field = Cow::Borrowed("");
        loop {
            let (inner, rest) = self.rest.split_once('"').ok_or(Unclosed)?;
            field += inner;
            match rest.strip_prefix('"') {
                Some(rest) => {
                    field += "\"";
                    self.rest = rest;
                }
                None => {
                    self.rest = rest;
                    return Ok(field);
                }
            }
        }
    }
}
