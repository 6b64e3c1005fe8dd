//! Comments of a sheet of .xlsb: notes that people leave beside a cell.

use super::bytes::u32_at;
use super::fault::Fault;
use super::sink::Sink;
use super::xlsb::{records, wide_string};
use std::io::BufRead;

/// The records that tell a comment's cell and its text.
const PLACE: u32 = 0x27B;
const TEXT: u32 = 0x27D;

/// Passes the comments of a part on.
pub(super) fn read(part: impl BufRead, sink: &mut dyn Sink) -> Result<(), Fault> {
    let mut place = None;
    records(part, |id, record| Ok(comment(id, record, &mut place, sink)))
}

/// Nothing where the record is too short.
fn comment(id: u32, record: &[u8], place: &mut Option<(u32, u32)>, sink: &mut dyn Sink) -> Option<()> {
    match id {
        // The author's number goes before the range of one cell: its rows, then its columns.
        PLACE => *place = Some((u32_at(record, 4)?, u32_at(record, 12)?)),
        TEXT => {
            let (text, _) = record.get(1..).and_then(wide_string)?;
            if let Some((row, col)) = place.take() {
                sink.comment(row, col, text);
            }
        }
        _ => {}
    }
    Some(())
}
