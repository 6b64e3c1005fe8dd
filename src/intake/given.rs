//! Rows that are given with their fields, not found in a workbook: read by the same parsers as any list.

use super::layout::{self, ColumnUse, Table};
use super::say::Here;
use super::totals::Totals;
use super::{Context, Gathered, Intake, sheet};
use crate::host::Serial;
use crate::model::decision::Decisions;
use crate::model::record::{ListKind, Reading, TableReading};
use crate::policy::{FieldId, Policy};
use crate::table::lexicon::Lexicon;
use crate::workbook::{Limits, Row, SheetMeta};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A list whose kind and columns are known.
#[derive(Clone, Debug)]
pub struct GivenList {
    /// What list it is.
    pub kind: ListKind,
    /// The field of each column, and the year of one by year.
    pub columns: Vec<(FieldId, Option<i32>)>,
    /// Its rows in ascending order; cells stand in the columns.
    pub rows: Vec<Row>,
}

/// Reads lists as the sheets of one file, each sheet named after its kind.
pub fn read_given(file: &str, lists: &[GivenList], policy: &Policy, decisions: &Decisions) -> Intake {
    let most_warnings = Limits::default().findings;
    let context = Context {
        lexicon: Lexicon::new(policy),
        decisions,
        include_hidden: true,
        most_warnings,
        host: &Serial,
        files: [file.to_owned()].into(),
        year: None,
    };
    let mut gathered = Gathered::default();
    let mut sheets = Vec::new();
    for (index, list) in (0..).zip(lists) {
        let here = Here {
            file: 0,
            sheet: index,
            file_name: file.to_owned(),
            base_name: file.rsplit('/').next().unwrap_or(file).to_owned(),
            files: Arc::clone(&context.files),
            sheet_name: list.kind.label().to_owned(),
            only_sheet: lists.len() == 1,
        };
        let mut run = sheet::Run::new(&context, here, &SheetMeta::default(), &mut gathered);
        let (table, reading) = table(list, policy);
        run.given(table, reading);
        list.rows.iter().for_each(|row| run.given_row(row));
        sheets.push(run.finish(&[]).0);
    }
    Intake {
        reading: Reading {
            sheets,
            records: gathered.records,
            unread: gathered.unread,
            held: gathered.held,
            objected: gathered.objected,
            doubts: gathered.doubts,
            beside: gathered.beside,
        },
        findings: gathered.findings,
    }
}

fn table(list: &GivenList, policy: &Policy) -> (Table, TableReading) {
    let column = |(col, (field, year)): (u32, &(FieldId, Option<i32>))| ColumnUse {
        col,
        heading: policy.field(*field).name.clone(),
        field: Some(*field),
        year: *year,
        unit: None,
        measure: None,
        decimals: 0,
        unit_word: None,
        also: Vec::new(),
        instead: Vec::new(),
        disagree: None,
        set_aside: false,
        asks: None,
        describes: false,
        may_count: None,
    };
    let columns: Vec<ColumnUse> = (0..).zip(&list.columns).map(column).collect();
    let reading = TableReading {
        heading_rows: (0, 0),
        columns: columns.iter().map(|column| (column.col, column.heading.clone(), column.field)).collect(),
        title: None,
    };
    let table = Table {
        kind: list.kind,
        shape: layout::shape(&columns, list.kind),
        heading: Vec::new(),
        columns,
        held: None,
        doubted: None,
        section_doubted: None,
        objections: BTreeSet::new(),
        touches: false,
        units: Vec::new(),
        measure: None,
        stated: None,
        staged: None,
        section: None,
        column_category: None,
        block: None,
        year: None,
        another_year: None,
        section_year: None,
        exclusion: None,
        totals: Totals::default(),
        heading_row: 0,
        unused: BTreeMap::new(),
        heeded: BTreeSet::new(),
        told: BTreeMap::new(),
    };
    (table, reading)
}
