//! Tests of reading: each builds its own small file, by hand where no library would write it.

mod binary;
mod build;
mod hostile;
mod merged;
mod textual;
mod values;

use super::*;
use crate::finding::Code;
use rust_decimal::Decimal;

/// All that was read of one sheet.
struct Reading {
    rows: Vec<Row>,
    findings: Vec<Finding>,
    comments: Vec<Comment>,
}

impl Reading {
    /// Opens bytes and reads the sheet of that number.
    fn try_of(bytes: Vec<u8>, sheet: usize, limits: &Limits) -> Result<Self, Finding> {
        let source = SourceFile::new("名单.bin", bytes);
        let mut book = open(&source, limits)?;
        let mut rows = Vec::new();
        let findings = book.rows(sheet, &mut |row| rows.push(row))?;
        Ok(Self { rows, findings, comments: book.take_comments() })
    }

    fn of(bytes: Vec<u8>) -> Self {
        Self::try_of(bytes, 0, &Limits::default()).expect("a reading")
    }

    /// The value at a name such as `B7`.
    fn at(&self, name: &str) -> Option<&Value> {
        self.cell(name).map(|cell| &cell.value)
    }

    fn cell(&self, name: &str) -> Option<&Cell> {
        let (row, col) = cell::parse_a1(name).expect("a name");
        let row = self.rows.iter().find(|other| other.index == row)?;
        row.cells.iter().find(|cell| cell.col == col)
    }

    fn codes(&self) -> Vec<Code> {
        self.findings.iter().map(|finding| finding.code).collect()
    }
}

/// The code and the place's cell of the finding that refuses the first sheet or the file.
fn refusal(bytes: Vec<u8>) -> (Code, Option<String>) {
    let finding = Reading::try_of(bytes, 0, &Limits::default()).map(|_| ()).expect_err("a refusal");
    (finding.code, finding.place.cell)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn number(text: &str) -> Value {
    Value::Number(text.parse::<Decimal>().expect("a decimal"), NumberNote::default())
}

fn struck(text: &str) -> Value {
    Value::Struck(text.to_owned())
}

fn unusable(text: &str) -> Value {
    Value::Unusable(text.to_owned())
}

#[test]
fn names_of_cells() {
    assert_eq!(a1(6, 1), "B7");
    assert_eq!(a1(0, 25), "Z1");
    assert_eq!(a1(0, 26), "AA1");
    assert_eq!(a1(1_048_575, 16_383), "XFD1048576");
    assert_eq!(cell::parse_a1("XFD1048576"), Some((1_048_575, 16_383)));
    assert_eq!(cell::parse_a1("$B$7"), Some((6, 1)));
    for bad in ["", "A", "7", "A0", "B7x", "ZZZZZZZZ1", "A99999999999", "甲1"] {
        assert_eq!(cell::parse_a1(bad), None, "{bad}");
    }
}
