//! Rows that say again, one by one, what the row above says with a count: 其中, 1.1 and ① below 1. They are no further achievements.

use super::super::say::Fault;
use super::Run;
use crate::finding::Code;
use crate::model::decision::DecisionKind;
use crate::model::record::{ListKind, RowReading};
use crate::policy::builtin as b;
use crate::table::{cell_at, is_empty, text_of, words};
use crate::text::normal::{display, is_blank, key};
use crate::workbook::{Cell, Row, Value};

/// The last row that is no part of another.
#[derive(Debug)]
pub(super) struct Whole {
    row: u32,
    serial: String,
    holder: String,
    /// It counts more than one.
    counts: bool,
    /// It says what was won, or how many.
    says_what: bool,
    /// Rows that are parts of it have begun.
    parted: bool,
}

impl Run<'_> {
    /// True for a row with 其中： where its number should be.
    pub(super) fn marks_part(&self, row: &Row) -> bool {
        let serial = self.table.as_ref().and_then(|table| cell_at(row, table.shape.serial?));
        serial.is_some_and(|cell| words::marks_part(text_of(cell)))
    }

    /// The finding that holds a row of data as part of the row above it.
    pub(super) fn part_of_above(&mut self, row: &Row) -> Option<RowReading> {
        let table = self.table.as_ref().filter(|table| table.kind == ListKind::Achievements)?;
        let serial_col = table.shape.serial?;
        let own = |col: u32| {
            cell_at(row, col)
                .filter(|cell| cell.merged_from.is_none_or(|(from, _)| from == row.index))
                .map(shown)
        };
        let serial = own(serial_col).unwrap_or_default();
        let holder =
            table.shape.holders.iter().find_map(|col| cell_at(row, *col)).map(shown).unwrap_or_default();
        let same = |whole: &Whole| holder.is_empty() || key(&holder) == key(&whole.holder);
        let part =
            self.whole.as_ref().filter(|whole| same(whole)).is_some_and(|whole| is_part(&serial, whole));
        if !part {
            let quantity = table.column(b::QUANTITY).and_then(|column| cell_at(row, column.col)).map(shown);
            let count = quantity.as_deref().and_then(|text| crate::text::number::quantity(text).ok());
            let things = &table.shape.things;
            let named = |col: &u32| table.shape.category != Some(*col) && cell_at(row, *col).is_some();
            self.whole = Some(Whole {
                row: row.index,
                serial,
                holder,
                counts: count.as_ref().is_some_and(|(count, _)| *count > 1),
                says_what: count.is_some() || things.iter().any(named),
                parted: false,
            });
            return None;
        }
        let whole = self.whole.as_mut()?;
        whole.parted = true;
        let above = u64::from(whole.row) + 1;
        let accepts =
            |decision: &&crate::model::decision::Decision| matches!(decision.kind, DecisionKind::Accept(_));
        if self.decisions_on(row.index).iter().any(accepts) {
            return None;
        }
        let number =
            if is_blank(&serial) { String::new() } else { format!("（序号写的是「{serial}」）") };
        let message = format!(
            "本行{number}看来是第 {above} 行的明细，那一行已经计入，照本行再算一项会奖两次：{}。本行待定。",
            super::sections::shown(row)
        );
        let help = format!(
            "是明细请删去本行，或删去第 {above} 行、只留明细；是另外的成果请写上自己的序号，或写：\n{}",
            self.here.accept_decision(row.index)
        );
        Some(self.hold_row(row, Fault::new(Code::RowUnclear, message, help)))
    }
}

fn is_part(serial: &str, whole: &Whole) -> bool {
    let repeats = ["附", "续", "同上", "另"].contains(&key(serial).as_str());
    let dash = !serial.is_empty() && is_blank(serial);
    words::marks_part(serial)
        || whole.says_what && words::is_below(serial, &whole.serial)
        || whole.counts && (repeats || dash)
        || whole.parted && (is_blank(serial) || words::marks_part(serial))
}

/// What stands in a cell, as far as a number or a name can be told by it.
fn shown(cell: &Cell) -> String {
    match &cell.value {
        _ if is_empty(cell) => String::new(),
        Value::Number(number, _) => number.normalize().to_string(),
        _ => display(text_of(cell)),
    }
}
