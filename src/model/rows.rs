//! Rows as decisions name them: which row of the lists one is, and whose it is.

use super::decision::RowName;
use super::payout::InputFile;
use super::record::{Reading, Record, RowRef};
use crate::policy::builtin;
use crate::text::{normal, path};

impl Reading {
    /// The row that a decision names, if it names one.
    pub fn row_of(&self, files: &[InputFile], name: &RowName) -> Option<RowRef> {
        let files: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let [file] = path::named(&files, &name.file)[..] else { return None };
        let mut sheets = self.sheets.iter().filter(|sheet| {
            let is_named = |wanted: &String| normal::key(&sheet.name) == normal::key(wanted);
            sheet.file as usize == file && name.sheet.as_ref().is_none_or(is_named)
        });
        let (sheet, other) = (sheets.next()?, sheets.next());
        let row = name.row.checked_sub(1)?;
        other.is_none().then_some(RowRef { file: sheet.file, sheet: sheet.sheet, row })
    }

    /// What was read of a row, whether it can be used or is held.
    pub fn record_at(&self, row: RowRef) -> Option<&Record> {
        let usable = self.records.binary_search_by_key(&row, |record| record.at).ok();
        let held = || self.all_rows().find(|record| record.at == row);
        usable.and_then(|at| self.records.get(at)).or_else(held)
    }

    /// Every row of data as far as it was read, those that are held last.
    pub fn all_rows(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().chain(&self.held).chain(&self.unread)
    }
}

impl Record {
    /// Whose row it is, as it is written there: an enterprise or a person.
    pub fn firm(&self) -> Option<&str> {
        self.names.first().map(String::as_str).or_else(|| self.facts.text(builtin::PERSON))
    }
}
