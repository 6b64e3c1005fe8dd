//! The bundled lists that are no plain text, cell by cell against their twins: what the .xls and .ods say, written as .csv.

use duixian::source::SourceFile;
use duixian::workbook::{self, Limits, Row, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Texts by row and column, both from 0.
type Cells = BTreeMap<(u32, u32), String>;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn names(folder: &str) -> BTreeSet<String> {
    let children = std::fs::read_dir(root(folder)).expect("a folder");
    children.map(|child| child.expect("a child").file_name().to_string_lossy().into_owned()).collect()
}

/// Every sheet of a workbook under its twin's name; a merged region's value stands in its first cell alone.
fn sheets(name: &str) -> BTreeMap<String, Cells> {
    let bytes = std::fs::read(root("inputs/2008").join(name)).expect("the workbook");
    let source = SourceFile::new(name, bytes);
    let mut book = workbook::open(&source, &Limits::default()).expect("a workbook");
    let stem = name.rsplit_once('.').expect("an ending").0;
    let mut sheets = BTreeMap::new();
    for sheet in 0..book.sheets().len() {
        let mut cells = Cells::new();
        let findings = book.rows(sheet, &mut |row| enter(&mut cells, row)).expect("a sheet");
        assert!(findings.is_empty(), "{findings:?}");
        sheets.insert(format!("{stem}.{}.csv", book.sheets()[sheet].name), cells);
    }
    sheets
}

fn enter(cells: &mut Cells, row: Row) {
    for cell in row.cells.iter().filter(|cell| cell.merged_from.is_none()) {
        let text = match &cell.value {
            Value::Text(text) => text.clone(),
            Value::Number(number, _) => number.normalize().to_string(),
            Value::Date(date) => date.to_string(),
            Value::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
            other => panic!("row {} holds {other:?}", row.index + 1),
        };
        cells.insert((row.index, cell.col), text);
    }
}

fn twin(name: &str) -> Cells {
    let path = root("tests/twins").join(name);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).expect("a twin");
    let mut cells = Cells::new();
    for (row, record) in (0_u32..).zip(reader.records()) {
        for (col, text) in (0_u32..).zip(record.expect("a record").iter()) {
            if !text.is_empty() {
                cells.insert((row, col), text.to_owned());
            }
        }
    }
    cells
}

#[test]
fn every_cell_equals_its_twin() {
    let binary = |name: &String| name.ends_with(".xls") || name.ends_with(".ods");
    let mut seen = BTreeSet::new();
    for workbook in names("inputs/2008").into_iter().filter(binary) {
        for (name, cells) in sheets(&workbook) {
            assert!(cells.len() > 20, "{name} has content");
            assert_eq!(cells, twin(&name), "{name}");
            seen.insert(name);
        }
    }
    assert_eq!(seen, names("tests/twins"), "each twin has its sheet");
}
