//! What stands beside a table, under none of its headings: rows of a second table without headings must not vanish.

use super::super::layout::{Table, letters};
use super::super::say::Fault;
use super::{LONGEST_NAME, Run, sections};
use crate::finding::Code;
use crate::model::record::{Facts, Record, RowReading};
use crate::table::{distinct, section, text_of, words};
use crate::text::{date, name};
use crate::workbook::{Cell, Row, Value};

/// So many cells in a row that look like those of the table are a row of their own, though they name no organisation.
const A_ROW: usize = 3;

/// What a cell looks like, as far as rows of one sort have cells of one sort.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Text,
    Figure,
    Day,
    Code,
}

impl Sort {
    fn of(cell: &Cell) -> Self {
        let text = text_of(cell);
        match &cell.value {
            Value::Date(_) => Self::Day,
            Value::Text(_) if date::date(text).is_ok() => Self::Day,
            Value::Text(_) if section::is_figure(cell) => Self::Figure,
            Value::Text(_) if text.contains(|c: char| c.is_ascii_digit()) => Self::Code,
            Value::Text(_) => Self::Text,
            _ => Self::Figure,
        }
    }
}

impl Run<'_> {
    /// A row that says nothing by itself is held all the same where a row of a second table stands beside it.
    pub(super) fn heed_beyond(&mut self, row: &Row, reading: RowReading) -> RowReading {
        if reading != RowReading::Ignored {
            return reading;
        }
        self.hold_beyond(row).map_or(RowReading::Ignored, RowReading::Held)
    }

    /// The finding that holds a row beside which another row stands. What that row of a reference list could touch is held with it.
    pub(super) fn hold_beyond(&mut self, row: &Row) -> Option<usize> {
        let table = self.table.as_ref()?;
        let cells = beyond(row, table);
        if cells.is_empty() || !is_row_of_its_own(row, &cells, table) {
            return None;
        }
        let names: Vec<String> =
            cells.iter().filter(|cell| names_firm(cell)).map(|cell| text_of(cell).to_owned()).collect();
        let record = Record {
            at: self.here.row(row.index),
            kind: table.kind,
            category: None,
            names,
            facts: Facts::default(),
        };
        if self.is_reference() {
            self.gathered.unread.push(record);
        }
        let fault = self.second_table(row, &cells);
        self.beyond = self.extend(self.beyond, row.index, fault);
        self.beyond.map(|(finding, _, _)| finding)
    }

    fn second_table(&self, row: &Row, cells: &[&Cell]) -> Fault {
        let columns: Vec<String> = cells.iter().map(|cell| letters(cell.col)).collect();
        let message = format!(
            "表头以外的{}列也写着一行内容：{}。看来旁边还有一张没有表头的表，那里的企业没有读到，行都待定。",
            columns.join("、"),
            sections::shown_of(cells)
        );
        let help = format!(
            "请把旁边的各行移到本表的下面，列对齐后保存；只是核对用的请删去。确与奖励无关的，每行在 decisions.toml 中写明：\n{}",
            self.here.accept_decision(row.index)
        );
        Fault::new(Code::RowWider, message, help)
    }
}

/// The cells under no heading, but for those of a merge that reaches under one.
fn beyond<'r>(row: &'r Row, table: &Table) -> Vec<&'r Cell> {
    let headed = |col: u32| table.column_at(col).is_some();
    let reaches = |cell: &Cell| {
        cell.merged_from.is_some_and(|origin| {
            row.cells.iter().any(|other| other.merged_from == Some(origin) && headed(other.col))
        })
    };
    let mut cells = distinct(row);
    cells.retain(|cell| !headed(cell.col) && !reaches(cell));
    cells
}

/// An organisation that the row itself does not name, or that has more beside it than figures; or cells that follow each other as
/// those of the table do. The row's own holder with a figure is a look-up, and so is a word or a mark.
fn is_row_of_its_own(row: &Row, cells: &[&Cell], table: &Table) -> bool {
    let holders = table.shape.holders.iter().filter_map(|col| crate::table::cell_at(row, *col));
    let own: Vec<String> = holders.map(|cell| name::enterprise(text_of(cell)).key).collect();
    let firms: Vec<&&Cell> = cells.iter().filter(|cell| names_firm(cell)).collect();
    let other = firms.iter().any(|cell| !own.contains(&name::enterprise(text_of(cell)).key));
    let more = cells.iter().any(|cell| !names_firm(cell) && !is_slight(cell));
    other || !firms.is_empty() && more || repeats_the_table(row, cells, table)
}

/// A figure or a single sign.
fn is_slight(cell: &Cell) -> bool {
    Sort::of(cell) == Sort::Figure || text_of(cell).chars().count() == 1
}

fn names_firm(cell: &Cell) -> bool {
    let text = without_seal(text_of(cell));
    let short = text.chars().count() <= LONGEST_NAME && !text.contains(['。', '：', ':']);
    short && name::ends_as_organisation(text) && !words::is_office(text) && !words::is_note(text)
}

/// A name without the place of its seal: （盖章）.
fn without_seal(text: &str) -> &str {
    let text = text.trim();
    let open = text.rfind(['（', '(']).filter(|_| text.ends_with(['）', ')']));
    open.and_then(|at| text.split_at_checked(at))
        .filter(|(_, seal)| seal.trim_end_matches(['）', ')', ' ']).ends_with('章'))
        .map_or(text, |(name, _)| name.trim_end())
}

/// 张三, 一种锁, ZL…, 2008-9-2 beside a row of such cells: a day or a number is among them, so that words are no row.
fn repeats_the_table(row: &Row, cells: &[&Cell], table: &Table) -> bool {
    let sorts: Vec<Sort> = cells.iter().map(|cell| Sort::of(cell)).collect();
    let inside: Vec<Sort> =
        distinct(row).into_iter().filter(|cell| table.column_at(cell.col).is_some()).map(Sort::of).collect();
    let telling =
        sorts.contains(&Sort::Text) && sorts.iter().any(|sort| matches!(sort, Sort::Day | Sort::Code));
    sorts.len() >= A_ROW && telling && inside.windows(sorts.len()).any(|part| part == sorts)
}
