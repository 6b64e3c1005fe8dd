//! What was read of each sheet, and what became of its rows.

use crate::model::payout::{Fate, Payout};
use crate::model::record::{ListKind, RowReading};
use std::collections::BTreeMap;

/// A row of 来源.
pub struct ManifestRow {
    /// File and sheet by their numbers; the sheet is none for a file without one.
    pub at: (u32, Option<u32>),
    /// The file.
    pub file: String,
    /// The sheet; empty for a file that could not be read or has none.
    pub sheet: String,
    /// What list it is.
    pub kind: ListKind,
    /// Who sent it.
    pub department: String,
    /// SHA-256.
    pub sha256: String,
    /// Whether the file could be read.
    pub readable: bool,
    /// Rows read.
    pub read: usize,
    /// Rows by fate, in the order of [`Fate::ALL`].
    pub fates: [usize; 6],
}

impl ManifestRow {
    /// Whether the fates add up to the rows read.
    pub fn adds_up(&self) -> bool {
        self.fates.iter().sum::<usize>() == self.read
    }
}

/// One line a sheet, and one for each file without sheets.
pub(super) fn manifest(payout: &Payout) -> Vec<ManifestRow> {
    let mut counts: BTreeMap<(u32, u32), [usize; 6]> = BTreeMap::new();
    for row in &payout.rows {
        let at = Fate::ALL.iter().position(|fate| *fate == row.fate).unwrap_or(0);
        counts.entry((row.at.file, row.at.sheet)).or_default()[at] += 1;
    }
    (0..).zip(&payout.files).flat_map(|(index, _)| file_manifest(payout, index, &counts)).collect()
}

/// The lines of one file: one a sheet, or a single one with zeros.
fn file_manifest(payout: &Payout, file: u32, counts: &BTreeMap<(u32, u32), [usize; 6]>) -> Vec<ManifestRow> {
    let Some(input) = payout.files.get(file as usize) else { return Vec::new() };
    let line = |sheet: String, kind| ManifestRow {
        at: (file, None),
        file: input.name.clone(),
        sheet,
        kind,
        department: String::new(),
        sha256: input.sha256.clone(),
        readable: input.readable,
        read: 0,
        fates: [0; 6],
    };
    let mut lines = Vec::new();
    for sheet in payout.reading.sheets.iter().filter(|s| s.file == file) {
        let mut fates = counts.get(&(sheet.file, sheet.sheet)).copied().unwrap_or_default();
        fates[5] = sheet.rows.iter().filter(|(_, r)| *r == RowReading::Ignored).count();
        lines.push(ManifestRow {
            at: (file, Some(sheet.sheet)),
            department: sheet.department.clone().unwrap_or_default(),
            read: sheet.rows.len(),
            fates,
            ..line(sheet.name.clone(), sheet.kind)
        });
    }
    if lines.is_empty() {
        lines.push(line(String::new(), ListKind::Unknown));
    }
    lines
}
