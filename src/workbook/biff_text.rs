//! Text in .xls records: code pages of BIFF5, Unicode of BIFF8, strings that run over CONTINUE records.

use super::bytes::{u8_at, u16_at, u32_at};
use super::fault::Fault;
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// How a workbook stores text.
#[derive(Clone, Copy)]
pub(super) enum Charset {
    /// BIFF8: UTF-16, or its low bytes only; the code page record means nothing.
    Unicode,
    /// BIFF5: bytes of a code page.
    CodePage(&'static Encoding),
}

/// The encoding of a code page number, the Macintosh ones included. Unknown ones are read as Chinese.
pub(super) fn code_page(number: u16) -> &'static Encoding {
    match number {
        1252 | 367 | 32769 => WINDOWS_1252,
        932 | 10001 => SHIFT_JIS,
        949 | 10003 => EUC_KR,
        950 | 10002 => BIG5,
        10000 | 32768 => MACINTOSH,
        65001 => UTF_8,
        _ => GB18030,
    }
}

impl Charset {
    /// A string whose length field has one byte (sheet names, formats of BIFF5) or two.
    pub fn string(self, bytes: &[u8], wide_length: bool) -> Option<String> {
        let (length, at): (usize, usize) = if wide_length {
            (usize::from(u16_at(bytes, 0)?), 2)
        } else {
            (usize::from(u8_at(bytes, 0)?), 1)
        };
        match self {
            Self::CodePage(encoding) => {
                let content = bytes.get(at..at.checked_add(length)?)?;
                Some(encoding.decode_without_bom_handling(content).0.into_owned())
            }
            Self::Unicode => {
                let flags = u8_at(bytes, at)?;
                // Rich text and phonetic fields stand between the flags and the characters.
                let skip = if flags & 8 != 0 { 2 } else { 0 } + if flags & 4 != 0 { 4 } else { 0 };
                units(bytes.get(at + 1 + skip..)?, length, flags & 1 != 0).map(|units| lossy(&units))
            }
        }
    }
}

fn units(bytes: &[u8], length: usize, wide: bool) -> Option<Vec<u16>> {
    if wide {
        let content = bytes.get(..length.checked_mul(2)?)?;
        Some(content.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect())
    } else {
        Some(bytes.get(..length)?.iter().map(|&byte| u16::from(byte)).collect())
    }
}

fn lossy(units: &[u16]) -> String {
    String::from_utf16_lossy(units)
}

/// The shared strings of BIFF8, out of the SST record and its continuations.
pub(super) fn shared_strings(segments: &[&[u8]]) -> Result<Vec<Box<str>>, Fault> {
    let cut = || Fault::damaged("文字表在中途断开");
    let mut reader = Segments { segments, at: 0 };
    let header = reader.take(8).ok_or_else(cut)?;
    let count = u32_at(&header, 4).ok_or_else(cut)?;
    let mut strings = Vec::new();
    for _ in 0..count {
        if reader.is_empty() {
            break;
        }
        strings.push(reader.string().ok_or_else(cut)?.into_boxed_str());
    }
    Ok(strings)
}

/// A string of one record and its continuations, as STRING records have it.
pub(super) fn continued_string(segments: &[&[u8]]) -> Option<String> {
    Segments { segments, at: 0 }.string()
}

struct Segments<'a> {
    segments: &'a [&'a [u8]],
    at: usize,
}

impl<'a> Segments<'a> {
    /// What is left of the current segment; moves on where it is used up.
    fn rest(&mut self) -> &'a [u8] {
        while let Some(segment) = self.segments.first() {
            match segment.get(self.at..) {
                Some(rest) if !rest.is_empty() => return rest,
                _ => {
                    self.segments = self.segments.get(1..).unwrap_or_default();
                    self.at = 0;
                }
            }
        }
        &[]
    }

    fn is_empty(&mut self) -> bool {
        self.rest().is_empty()
    }

    /// So many bytes, across segments.
    fn take(&mut self, size: usize) -> Option<Vec<u8>> {
        let mut taken = Vec::with_capacity(size.min(64));
        while taken.len() < size {
            let rest = self.rest();
            let part = rest.get(..(size - taken.len()).min(rest.len())).filter(|part| !part.is_empty())?;
            taken.extend_from_slice(part);
            self.at += part.len();
        }
        Some(taken)
    }

    fn skip(&mut self, mut size: usize) -> Option<()> {
        while size > 0 {
            let step = self.rest().len().min(size);
            if step == 0 {
                return None;
            }
            self.at += step;
            size -= step;
        }
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        let length = usize::from(u16_at(&self.take(2)?, 0)?);
        let flags = u8_at(&self.take(1)?, 0)?;
        let runs = if flags & 8 != 0 { usize::from(u16_at(&self.take(2)?, 0)?) } else { 0 };
        let phonetic = if flags & 4 != 0 { usize::try_from(u32_at(&self.take(4)?, 0)?).ok()? } else { 0 };
        let text = self.characters(length, flags & 1 != 0)?;
        self.skip(runs.checked_mul(4)?)?;
        self.skip(phonetic)?;
        Some(text)
    }

    /// Characters; each continuation says anew whether they are wide.
    fn characters(&mut self, length: usize, mut wide: bool) -> Option<String> {
        let mut whole: Vec<u16> = Vec::with_capacity(length);
        while whole.len() < length {
            let fresh_segment = self.segments.first().is_some_and(|segment| self.at >= segment.len());
            let rest = self.rest();
            let rest = if fresh_segment {
                wide = u8_at(rest, 0)? & 1 != 0;
                self.at += 1;
                rest.get(1..)?
            } else {
                rest
            };
            let width = if wide { 2 } else { 1 };
            let here = (rest.len() / width).min(length - whole.len());
            if here == 0 {
                return None;
            }
            whole.extend(units(rest, here, wide)?);
            self.at += here * width;
        }
        Some(lossy(&whole))
    }
}
