//! The wording of what a row or table is held for, and where it stands.

use crate::finding::{Code, Finding, Place};
use crate::model::decision::{RowName, lines};
use crate::model::record::{CellRef, RowRef};
use crate::text::normal::key;
use crate::text::path;
use crate::workbook::a1;
use std::sync::Arc;

/// What is wrong, before it has a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The code.
    pub code: Code,
    /// What and why.
    pub message: String,
    /// How to fix it.
    pub help: String,
    /// The whole column has it: it is told once, not row by row.
    pub of_column: bool,
    /// Somebody objects to what the row states: other rows of the same wait, too.
    pub objects: bool,
}

impl Fault {
    /// A fault.
    pub fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        let objects = code == Code::RemarkAgainst;
        Self { code, message: message.into(), help: help.into(), of_column: false, objects }
    }

    /// As what the whole column has.
    pub fn of_column(self) -> Self {
        Self { of_column: true, ..self }
    }

    /// As an objection to what is stated, or as none.
    pub fn objecting(self, objects: bool) -> Self {
        Self { objects, ..self }
    }
}

/// The sheet that is being read.
#[derive(Clone, Debug)]
pub(super) struct Here {
    /// Index of the file.
    pub file: u32,
    /// Index of the sheet.
    pub sheet: u32,
    /// The file's name as given.
    pub file_name: String,
    /// Its last part.
    pub base_name: String,
    /// The names of all files.
    pub files: Arc<[String]>,
    /// The sheet's name.
    pub sheet_name: String,
    /// The file has no other sheet.
    pub only_sheet: bool,
}

impl Here {
    /// A finding at a cell.
    pub fn at_cell(&self, fault: Fault, row: u32, col: u32) -> Finding {
        self.finding(fault, a1(row, col))
    }

    /// A finding at a row.
    pub fn at_row(&self, fault: Fault, row: u32) -> Finding {
        self.finding(fault, (u64::from(row) + 1).to_string())
    }

    /// A finding at rows, both included.
    pub fn at_rows(&self, fault: Fault, first: u32, last: u32) -> Finding {
        let (first, last) = (u64::from(first) + 1, u64::from(last) + 1);
        self.finding(fault, if first == last { first.to_string() } else { format!("{first}:{last}") })
    }

    /// A finding of the whole sheet.
    pub fn at_sheet(&self, fault: Fault) -> Finding {
        Finding::new(fault.code, Place::sheet(&self.file_name, &self.sheet_name), fault.message, fault.help)
    }

    fn finding(&self, fault: Fault, cell: String) -> Finding {
        Finding::new(
            fault.code,
            Place::cell(&self.file_name, &self.sheet_name, cell),
            fault.message,
            fault.help,
        )
    }

    /// A row's reference.
    pub fn row(&self, row: u32) -> RowRef {
        RowRef { file: self.file, sheet: self.sheet, row }
    }

    /// A cell's reference.
    pub fn cell(&self, row: u32, col: u32) -> CellRef {
        CellRef { row: self.row(row), col }
    }

    /// True where a decision's file and sheet mean this sheet and no other.
    pub fn is(&self, file: &str, sheet: Option<&str>) -> bool {
        sheet.map_or(self.only_sheet, |sheet| key(sheet) == key(&self.sheet_name))
            && path::named(&self.files, file) == [self.file as usize]
    }

    /// True where a decision names this row.
    pub fn is_row(&self, name: &RowName, row: u32) -> bool {
        u64::from(name.row) == u64::from(row) + 1 && self.is(&name.file, name.sheet.as_deref())
    }

    /// The lines of a heading decision to paste.
    pub fn heading_decision(&self, heading_row: u32, col: u32, field: &str) -> String {
        let column: String = a1(0, col).chars().filter(char::is_ascii_alphabetic).collect();
        let mut all = lines::sheet(self.short_name(), &self.sheet_name);
        all.push(format!("heading_row = {}", u64::from(heading_row) + 1));
        all.push(format!("column = {}", lines::quoted(&column)));
        all.push(format!("field = {}", lines::quoted(field)));
        lines::decision("表头", &all)
    }

    /// The lines of a choice decision to paste.
    pub fn choice_decision(&self, row: u32, field: &str, value: &str) -> String {
        let mut all = self.row_lines(row);
        all.push(format!("field = {}", lines::quoted(field)));
        all.push(format!("value = {}", lines::quoted(value)));
        lines::decision("选择", &all)
    }

    /// The lines of a decision to accept a row.
    pub fn accept_decision(&self, row: u32) -> String {
        lines::decision("采信", &self.row_lines(row))
    }

    /// The lines of a decision to refuse a row.
    pub fn refuse_decision(&self, row: u32) -> String {
        lines::decision("不予采信", &self.row_lines(row))
    }

    fn row_lines(&self, row: u32) -> Vec<String> {
        lines::row(self.short_name(), &self.sheet_name, &(u64::from(row) + 1).to_string())
    }

    /// How a decision names the file.
    fn short_name(&self) -> &str {
        path::shortest(&self.files, self.file as usize)
    }
}
