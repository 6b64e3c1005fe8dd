//! Rows that close a list, answer that it has nothing to list, or go on with a numbered note: they are no data and hold nothing.

use super::Run;
use crate::model::record::RowReading;
use crate::policy::builtin as b;
use crate::table::row::RowKind;
use crate::table::section::is_figure;
use crate::table::{distinct, text_of};
use crate::text::normal::key;
use crate::text::{closing, nil};
use crate::workbook::{Cell, Row, Value};

/// What a note is headed by whose sentences may stand in rows of their own.
const NOTES: [&str; 6] = ["注", "备注", "附注", "说明", "填表说明", "填报说明"];

impl Run<'_> {
    /// The reading of a row below the heading that needs nobody's eye; none where it may be data or speaks of rows.
    pub(super) fn read_closing(&mut self, row: &Row, kind: &RowKind) -> Option<RowReading> {
        self.table.as_ref()?;
        let line = matches!(
            kind,
            RowKind::Single { .. } | RowKind::Unclear | RowKind::TotalLike | RowKind::SectionLike { .. }
        );
        if line && self.note_open && self.continues_note(row) {
            return Some(RowReading::Ignored);
        }
        let nil = (line || *kind == RowKind::Data) && self.answers_nothing(row);
        let (closes, dated) = if line { closes(row) } else { (false, false) };
        if !(nil || closes) || self.leads_to_heading() {
            return None;
        }
        // Rows below make it a heading of theirs, or leave open what it says.
        ((closes && !dated) || !self.data_follows()).then_some(RowReading::Ignored)
    }

    /// Keeps in mind whether the next row may be the next sentence of a note.
    pub(super) fn open_note(&mut self, row: &Row, kind: &RowKind) {
        let labelled = || {
            distinct(row).first().is_some_and(|cell| {
                let key = key(text_of(cell));
                NOTES.iter().any(|word| {
                    key.strip_prefix(word)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '(', '.', ',']))
                })
            })
        };
        let goes_on = self.note_open && distinct(row).iter().all(|cell| closing::is_numbered(text_of(cell)));
        self.note_open = *kind == RowKind::Note && labelled() || goes_on;
    }

    /// 2、… below 注：1、…. What it says of rows is heeded; what seems to say something and points to none waits.
    fn continues_note(&mut self, row: &Row) -> bool {
        const RULE: [&str; 4] = ["凡", "的不", "的,", "同一"];
        let cells = distinct(row);
        let [cell] = cells.as_slice() else { return false };
        let text = text_of(cell);
        if !closing::is_numbered(text) || self.leads_to_heading() || self.data_follows() {
            return false;
        }
        let told = self.gathered.findings.len();
        self.heed_asides(row);
        let key = key(text);
        let open = closing::is_doubtful(text) && !RULE.iter().any(|word| key.contains(word));
        self.gathered.findings.len() > told || !(closing::names_firm(&key) || open)
    }

    /// 无 where the holder should be, or in place of a row, and nothing beside it but a number and what the list is of.
    fn answers_nothing(&self, row: &Row) -> bool {
        let Some(table) = &self.table else { return false };
        let kinds =
            [b::CATEGORY, b::EXCLUSION_KIND].map(|field| table.column(field).map(|column| column.col));
        let is_nil = |cell: &Cell| nil::is_nil(text_of(cell));
        let serial = |cell: &Cell| Some(cell.col) == table.shape.serial && is_figure(cell);
        let kind = |cell: &Cell| kinds.contains(&Some(cell.col));
        let cells = distinct(row);
        let plain = || cells.iter().all(|cell| is_nil(cell) || serial(cell));
        let holder = || cells.iter().any(|cell| table.shape.holders.contains(&cell.col) && is_nil(cell));
        cells.iter().all(|cell| is_nil(cell) || serial(cell) || kind(cell))
            && cells.iter().any(|cell| is_nil(cell))
            && (plain() || holder())
    }
}

/// Whether every cell of a row closes a list, and whether a day stands there.
fn closes(row: &Row) -> (bool, bool) {
    let cells = distinct(row);
    let day = |cell: &Cell| matches!(cell.value, Value::Date(_)) || closing::is_day(text_of(cell));
    let closes = cells.iter().all(|cell| day(cell) || closing::is_closing(text_of(cell)));
    (closes, cells.iter().all(|cell| day(cell)))
}
