//! The floor: what the libraries take to read the same lists and write one plain sheet of the same rows.

use crate::lists::{COLUMNS, Format};
use calamine::{Data, Reader, Xlsx};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Rows of a plain sheet before the next one.
const SHEET: u32 = 1_000_000;

/// Reads every list with calamine (or csv) and writes 15 columns in the default mode of rust_xlsxwriter.
pub fn run(folder: &Path, out: &Path, format: Format) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let mut sheet = rust_xlsxwriter::Worksheet::new();
    let mut next = 0;
    for path in files(folder) {
        let mut each = |row: &mut dyn Iterator<Item = Cell<'_>>| {
            if next == SHEET {
                book.push_worksheet(std::mem::take(&mut sheet));
                next = 0;
            }
            for (column, cell) in (0..).zip(row.take(COLUMNS)) {
                match cell {
                    Cell::Text("") => {}
                    Cell::Text(text) => drop(sheet.write_string(next, column, text).expect("to write")),
                    Cell::Number(number) => drop(sheet.write_number(next, column, number).expect("to write")),
                }
            }
            next += 1;
        };
        match format {
            Format::Xlsx => read_xlsx(&path, &mut each),
            Format::Csv => read_csv(&path, &mut each),
        }
    }
    book.push_worksheet(sheet);
    book.save(out).expect("to save");
}

enum Cell<'a> {
    Text(&'a str),
    Number(f64),
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|child| child.expect("a child").path()).collect();
    paths.sort();
    paths
}

#[allow(clippy::disallowed_methods, reason = "the floor reads as the library's page shows it")]
fn read_xlsx(path: &Path, each: &mut dyn FnMut(&mut dyn Iterator<Item = Cell<'_>>)) {
    let file = BufReader::new(File::open(path).expect("a file"));
    let mut book = Xlsx::new(file).expect("a workbook");
    let name = book.sheet_names().first().cloned().expect("a sheet");
    let range = book.worksheet_range(&name).expect("a range");
    for row in range.rows() {
        each(&mut row.iter().map(|data| match data {
            Data::Int(number) => Cell::Number(*number as f64),
            Data::Float(number) => Cell::Number(*number),
            Data::String(text) => Cell::Text(text),
            _ => Cell::Text(""),
        }));
    }
}

fn read_csv(path: &Path, each: &mut dyn FnMut(&mut dyn Iterator<Item = Cell<'_>>)) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).expect("a file");
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).expect("a record") {
        each(&mut record.iter().map(Cell::Text));
    }
}
