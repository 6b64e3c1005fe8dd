//! Comments of a sheet of .xls: their texts stand with the drawings, the cells that they are beside at the end of the sheet.

use super::bytes::u16_at;
use super::sink::Sink;
use std::collections::BTreeMap;

/// The first field of a drawn object.
const COMMON: u16 = 0x15;

/// The comments found so far.
#[derive(Default)]
pub(super) struct Notes {
    /// The drawn object that the next text is of.
    object: Option<u16>,
    texts: BTreeMap<u16, String>,
}

impl Notes {
    /// A drawn object: its number goes before its text.
    pub fn object(&mut self, content: &[u8]) {
        self.object = u16_at(content, 6).filter(|_| u16_at(content, 0) == Some(COMMON));
    }

    /// The text of the object before.
    pub fn text(&mut self, segments: &[&[u8]]) {
        let (Some(object), Some(text)) = (self.object.take(), text(segments)) else { return };
        self.texts.insert(object, text);
    }

    /// The cell that an object's text is beside.
    pub fn note(&mut self, content: &[u8], sink: &mut dyn Sink) {
        let (Some(row), Some(col)) = (u16_at(content, 0), u16_at(content, 2)) else { return };
        let text = u16_at(content, 6).and_then(|object| self.texts.remove(&object)).unwrap_or_default();
        sink.comment(u32::from(row), u32::from(col), text);
    }
}

/// The text of a TXO record, which stands in the records that continue it.
fn text(segments: &[&[u8]]) -> Option<String> {
    let (first, continued) = segments.split_first()?;
    let mut left = usize::from(u16_at(first, 10)?);
    let mut text = String::new();
    for segment in continued {
        let (wide, bytes) = segment.split_first()?;
        if left == 0 {
            break;
        }
        let size = if wide & 1 == 0 { 1 } else { 2 };
        let units: Vec<u16> = bytes
            .chunks_exact(size)
            .take(left)
            .filter_map(|unit| u16_at(unit, 0).or_else(|| unit.first().map(|byte| u16::from(*byte))))
            .collect();
        left -= units.len();
        text.push_str(&String::from_utf16_lossy(&units));
    }
    Some(text)
}
