//! Rows of tables that nobody understands and that may take money from the firms that they name: lists of payments, of firms
//! that are barred, answers of an office. What a row says is kept as it stands; who is meant is found where names are resolved.

use super::Run;
use crate::model::record::{Facts, ListKind, Record, RowReading, RowRef};
use crate::policy::Policy;
use crate::table::{distinct, kind, text_of};
use crate::text::normal::key;
use crate::text::verdict::{self, Asks};
use crate::text::{bars, paid_out, remark};
use crate::workbook::Row;

/// A text longer than this is a sentence and names no firm alone.
const LONGEST_NAME: usize = 60;

/// Rows in which no table has begun.
#[derive(Debug, Default)]
pub(super) struct Loose {
    /// Some line so far speaks of payments, or bars firms in plain words.
    speaks: bool,
    /// Some line so far bars firms, unless a column asks of each whether it is so.
    bars: bool,
    /// Some column does.
    each: bool,
    /// What the last line that names nobody asks, by column: it may be the heading.
    asks: Vec<(u32, Asks)>,
    /// Rows that may take money from whom they name, with their texts.
    rows: Vec<(u32, Vec<String>)>,
}

impl Loose {
    /// Takes the next row; `named`: it names an organisation.
    pub fn push(&mut self, row: &Row, named: bool, policy: &Policy) {
        let cells = distinct(row);
        if named {
            let answers = |col: u32| cells.iter().find(|cell| cell.col == col).map(|cell| text_of(cell));
            let mut asked = self.asks.iter().filter_map(|(col, asks)| Some((asks, answers(*col)?)));
            let against = asked.any(|(asks, answer)| asks.against(answer));
            if self.speaks || self.bars && !self.each || against || speaks_against(row, policy) {
                self.rows.push((row.index, names(row)));
            }
            return;
        }
        for text in cells.iter().map(|cell| text_of(cell)) {
            let asks = cells.len() > 1 && bars::asks_of_each(text);
            self.each |= asks;
            if !asks {
                self.heed(text, policy);
            }
        }
        if cells.len() > 1 {
            let asks = |cell: &&crate::workbook::Cell| Some((cell.col, verdict::asks(text_of(cell))?));
            self.asks = cells.iter().filter_map(asks).collect();
        }
    }

    fn heed(&mut self, text: &str, policy: &Policy) {
        self.speaks |= bars::plainly(text) || paid_out::says(text);
        self.bars |= bars::says(text) || kind::names_exclusion(text, policy);
    }
}

impl Run<'_> {
    /// Keeps what a row of a table of no known kind says, where it may touch someone.
    pub(super) fn mention(&mut self, row: &Row) {
        let Some(table) = self.table.as_ref().filter(|table| table.kind == ListKind::Unknown) else { return };
        let asked = || {
            table.columns.iter().any(|column| {
                let answer = row.cells.iter().find(|cell| cell.col == column.col);
                column.asks.zip(answer).is_some_and(|(asks, cell)| asks.against(text_of(cell)))
            })
        };
        if table.touches || asked() || speaks_against(row, self.context.lexicon.policy) {
            let record = record(self.here.row(row.index), names(row));
            self.gathered.unread.push(record);
        }
    }

    /// Keeps what the rows of a sheet without a table say, where they are held and may touch someone.
    pub(super) fn mention_loose(&mut self) {
        let loose = std::mem::take(&mut self.loose_names);
        for (row, names) in loose.rows {
            let at = self.reading.rows.binary_search_by_key(&row, |(row, _)| *row);
            let reading = at.ok().and_then(|at| self.reading.rows.get(at)).map(|(_, reading)| reading);
            if matches!(reading, Some(RowReading::Held(_))) {
                self.gathered.unread.push(record(self.here.row(row), names));
            }
        }
    }

    /// The loose rows of a sheet, to which its own name and the file's may give their meaning.
    pub(super) fn loose_of(sheet: &str, file: &str, policy: &Policy) -> Loose {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let mut loose = Loose::default();
        [sheet, stem].into_iter().for_each(|text| loose.heed(text, policy));
        loose
    }
}

/// A cell of the row itself says so: 环保处罚, 不符合条件.
fn speaks_against(row: &Row, policy: &Policy) -> bool {
    distinct(row)
        .iter()
        .map(|cell| text_of(cell))
        .any(|text| bars::says(text) || kind::names_exclusion(text, policy) || remark::is_against(&key(text)))
}

/// The texts of a row that may be names.
fn names(row: &Row) -> Vec<String> {
    let texts = distinct(row).into_iter().map(text_of);
    texts.filter(|text| !text.is_empty() && text.chars().count() <= LONGEST_NAME).map(str::to_owned).collect()
}

fn record(at: RowRef, names: Vec<String>) -> Record {
    Record { at, kind: ListKind::Unknown, category: None, names, facts: Facts::default() }
}
