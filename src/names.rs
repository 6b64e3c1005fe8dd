//! Names of rows and cells for messages: file, sheet and A1 instead of indexes.

use crate::context::Names;
use crate::finding::Place;
use crate::model::payout::InputFile;
use crate::model::record::{CellRef, Reading, RowRef};
use crate::text::path;
use crate::workbook::a1;
use std::collections::BTreeMap;

/// Resolves row and cell references of one run.
#[derive(Debug, Default)]
pub struct SourceNames {
    files: Vec<String>,
    sheets: BTreeMap<(u32, u32), String>,
}

impl SourceNames {
    /// Names for the files and sheets of a reading.
    pub fn new(files: &[InputFile], reading: &Reading) -> Self {
        Self {
            files: files.iter().map(|file| file.name.clone()).collect(),
            sheets: reading
                .sheets
                .iter()
                .map(|sheet| ((sheet.file, sheet.sheet), sheet.name.clone()))
                .collect(),
        }
    }

    fn place(&self, row: RowRef, cell: String) -> Place {
        let file = self.files.get(row.file as usize).cloned().unwrap_or_default();
        let sheet = self.sheets.get(&(row.file, row.sheet)).cloned().unwrap_or_default();
        Place::cell(file, sheet, cell)
    }
}

impl Names for SourceNames {
    fn row(&self, row: RowRef) -> Place {
        self.place(row, (row.row + 1).to_string())
    }

    fn cell(&self, cell: CellRef) -> Place {
        self.place(cell.row, a1(cell.row.row, cell.col))
    }

    fn short(&self, file: &str) -> String {
        let at = self.files.iter().position(|name| name == file);
        at.map_or(file, |at| path::shortest(&self.files, at)).to_owned()
    }
}
