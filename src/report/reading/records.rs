//! The values of each usable row, for `read --rows`: what a clerk compares with the cells.

use super::{FileReport, words};
use crate::model::record::{Fact, Record, RowReading, SheetReading, Value};
use crate::model::understood::Understood;
use crate::report::view::masked;
use schemars::JsonSchema;
use serde::Serialize;
use std::num::NonZeroI32;

/// A usable row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecordReport {
    /// The row, from 1.
    pub row: u32,
    /// The holders named, in the order stated; several for joint holders.
    pub holders: Vec<String>,
    /// Its values, in the order of the fields.
    pub facts: Vec<FactReport>,
}

/// A value as understood.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FactReport {
    /// The field.
    pub field: String,
    /// The year, for a field by year.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default)]
    pub year: Option<i32>,
    /// The value as text: money in 元, a date as far as it is known, 是 or 否.
    pub value: String,
    /// The cell that it was read from: of the row, or of a title or section above.
    pub cell: String,
}

/// Adds the usable rows to their sheets.
pub(super) fn add(understood: &Understood, files: &mut [FileReport]) {
    let sheets = files.iter_mut().flat_map(|file| &mut file.sheets);
    for (report, sheet) in sheets.zip(in_file_order(understood)) {
        report.records = sheet.rows.iter().filter_map(|(_, row)| usable(understood, row)).collect();
    }
}

/// The sheets as the files report them.
fn in_file_order(understood: &Understood) -> impl Iterator<Item = &SheetReading> {
    let of = |file: u32| understood.reading.sheets.iter().filter(move |sheet| sheet.file == file);
    (0..).zip(&understood.files).flat_map(move |(file, _)| of(file))
}

fn usable(understood: &Understood, row: &RowReading) -> Option<RecordReport> {
    let RowReading::Usable(index) = row else { return None };
    let record: &Record = understood.reading.records.get(*index)?;
    Some(RecordReport {
        row: record.at.row + 1,
        holders: record.names.iter().map(|name| masked(name)).collect(),
        facts: record.facts.iter().map(|fact| fact_report(understood, fact)).collect(),
    })
}

fn fact_report(understood: &Understood, fact: &Fact) -> FactReport {
    FactReport {
        field: understood.policy.field(fact.field).name.clone(),
        year: fact.year.map(NonZeroI32::get),
        value: shown(&fact.value),
        cell: format!("{}{}", words::column(fact.cell.col), fact.cell.row.row + 1),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => masked(text),
        Value::Whole(whole) => whole.to_string(),
        Value::Number(number) => words::figure(*number),
        Value::Money(yuan) => format!("{}元", words::figure(*yuan)),
        Value::Date(date) => date.to_string(),
        Value::Bool(true) => "是".to_owned(),
        Value::Bool(false) => "否".to_owned(),
    }
}
