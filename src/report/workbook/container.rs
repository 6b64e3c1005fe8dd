//! The finished file: the container's bytes are the same on every system.

use rust_xlsxwriter::{Workbook, XlsxError};
use std::io::Cursor;

/// The end of the central directory, without a comment: its size, and where in it the directory's place stands.
const END: usize = 22;
/// Signature, and the fixed part of an entry of the central directory (APPNOTE 6.3, 4.3.12).
const ENTRY: [u8; 4] = *b"PK\x01\x02";
const ENTRY_SIZE: usize = 46;
/// "Made by" Unix; the library states the system that it runs on.
const UNIX: u8 = 3;

/// Compressed bytes that a row takes, about.
const BYTES_A_ROW: u64 = 100;

/// Saves a workbook.
///
/// # Errors
/// What the library refuses.
pub(in crate::report) fn saved(workbook: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    saved_with(workbook, 0)
}

/// Saves a workbook that has about so many rows.
///
/// # Errors
/// What the library refuses.
pub(in crate::report) fn saved_with(workbook: &mut Workbook, rows: u64) -> Result<Vec<u8>, XlsxError> {
    // Room for all of it at once: growing by doubling would take three times as much of a large one.
    let room = usize::try_from(rows.saturating_mul(BYTES_A_ROW)).unwrap_or(0);
    let mut bytes = Vec::with_capacity(room);
    workbook.save_to_writer(Cursor::new(&mut bytes))?;
    made_by_one_system(&mut bytes);
    Ok(bytes)
}

/// States the same system in every entry of the directory; nothing else depends on where the program runs.
fn made_by_one_system(bytes: &mut [u8]) {
    let Some(mut at) = bytes.len().checked_sub(END).and_then(|end| number(bytes, end + 16, 4)) else {
        return;
    };
    while bytes.get(at..at + 4) == Some(&ENTRY) {
        if let Some(system) = bytes.get_mut(at + 5) {
            *system = UNIX;
        }
        let lengths = [28, 30, 32].map(|field| number(bytes, at + field, 2).unwrap_or_default());
        at += ENTRY_SIZE + lengths.iter().sum::<usize>();
    }
}

/// A number of little-endian bytes.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + size)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the library writes it on Windows: system 0 in every entry.
    #[test]
    fn a_file_written_on_another_system_is_the_same() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet();
        let here = workbook.save_to_buffer().expect("a workbook");
        let entries: Vec<usize> = (0..here.len()).filter(|at| here[*at..].starts_with(&ENTRY)).collect();
        assert!(entries.len() > 5);
        let mut there = here.clone();
        entries.iter().for_each(|at| there[at + 5] = 0);
        assert_ne!(there, here);
        made_by_one_system(&mut there);
        let mut expected = here;
        entries.iter().for_each(|at| expected[at + 5] = UNIX);
        assert_eq!(there, expected);
    }

    #[test]
    fn what_is_no_container_stays_as_it_is() {
        for bytes in [&b""[..], b"PK", &[0xFF; 30], &[0; 22]] {
            let mut same = bytes.to_vec();
            made_by_one_system(&mut same);
            assert_eq!(same, bytes);
        }
    }
}
