//! Merged regions: their shape, the check that they do not overlap, and the filling of rows as they stream by.

use super::cell::{Cell, Row, Value, a1};
use super::fault::Fault;
use crate::finding::Code;
use std::collections::BTreeMap;

/// A merged region, 0-based and inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// Row of the top left cell.
    pub first_row: u32,
    /// Column of the top left cell.
    pub first_col: u32,
    /// Last row.
    pub last_row: u32,
    /// Last column.
    pub last_col: u32,
}

impl Merge {
    /// The region as `B7:D8`.
    pub fn name(&self) -> String {
        format!("{}:{}", a1(self.first_row, self.first_col), a1(self.last_row, self.last_col))
    }

    fn is_single(&self) -> bool {
        self.first_row == self.last_row && self.first_col == self.last_col
    }
}

/// Sorts merges, drops single cells, and refuses overlaps.
pub(super) fn settle(merges: &mut Vec<Merge>) -> Result<(), Fault> {
    merges.retain(|merge| !merge.is_single());
    merges.sort_unstable();
    merges.dedup();
    // By first column; what is kept is disjoint in columns, because expired entries go when they are met.
    let mut open: BTreeMap<u32, Merge> = BTreeMap::new();
    for merge in merges.iter() {
        while let Some((&col, other)) =
            open.range(..=merge.last_col).next_back().filter(|(_, other)| other.last_col >= merge.first_col)
        {
            if other.last_row >= merge.first_row {
                let why = format!("合并区域 {} 与 {} 重叠", other.name(), merge.name());
                return Err(Fault::position(merge.name(), why));
            }
            open.remove(&col);
        }
        open.insert(merge.first_col, *merge);
    }
    Ok(())
}

/// Fills merged regions while rows stream by.
pub(super) struct Filler<'a> {
    waiting: std::iter::Peekable<std::slice::Iter<'a, Merge>>,
    active: Vec<(Merge, Option<Cell>)>,
    used_columns: u32,
}

impl<'a> Filler<'a> {
    /// `merges` are settled; only the first `used_columns` columns are filled.
    pub fn new(merges: &'a [Merge], used_columns: u32) -> Self {
        Self { waiting: merges.iter().peekable(), active: Vec::new(), used_columns }
    }

    /// Fills one row; rows come in ascending order. A different value under a merge becomes unusable and is reported.
    pub fn fill(&mut self, row: &mut Row, report: &mut dyn FnMut(Fault)) {
        self.active.retain(|(merge, _)| merge.last_row >= row.index);
        while let Some(merge) = self.waiting.next_if(|merge| merge.first_row <= row.index) {
            if merge.last_row >= row.index && merge.first_col < self.used_columns {
                self.active.push((*merge, top_left(merge, row)));
            }
        }
        if self.active.is_empty() {
            return;
        }
        let mut copies = Vec::new();
        for (merge, source) in &self.active {
            fill_one(row, merge, source.as_ref(), self.used_columns, &mut copies, report);
        }
        row.cells.append(&mut copies);
        row.cells.sort_unstable_by_key(|cell| cell.col);
    }
}

fn top_left(merge: &Merge, row: &Row) -> Option<Cell> {
    if merge.first_row != row.index {
        return None;
    }
    row.cells.iter().find(|cell| cell.col == merge.first_col).cloned()
}

fn fill_one(
    row: &mut Row,
    merge: &Merge,
    source: Option<&Cell>,
    used_columns: u32,
    copies: &mut Vec<Cell>,
    report: &mut dyn FnMut(Fault),
) {
    let origin = (merge.first_row, merge.first_col);
    let last = merge.last_col.min(used_columns.saturating_sub(1));
    for col in merge.first_col..=last {
        if (row.index, col) == origin {
            continue;
        }
        match (row.cells.binary_search_by_key(&col, |cell| cell.col), source) {
            (Ok(at), _) => {
                if let Some(cell) = row.cells.get_mut(at) {
                    cover(cell, row.index, merge, source, report);
                }
            }
            (Err(_), Some(source)) => {
                copies.push(Cell { col, merged_from: Some(origin), ..source.clone() });
            }
            (Err(_), None) => {}
        }
    }
}

/// A cell under a merge has a value of its own, which nobody who looks at the sheet can see.
fn cover(cell: &mut Cell, row: u32, merge: &Merge, source: Option<&Cell>, report: &mut dyn FnMut(Fault)) {
    if source.is_some_and(|source| source.value == cell.value) {
        cell.merged_from = Some((merge.first_row, merge.first_col));
        return;
    }
    let hidden = super::text::printable_value(&cell.value);
    let message =
        format!("合并单元格 {} 下面盖着另一个值「{hidden}」，表面上看不到；所在行待定。", merge.name());
    let help = "请取消该合并，删去多余的值或改正后保存。";
    report(Fault::new(Code::CellCovered, message, help).at(a1(row, cell.col)));
    cell.value = Value::Unusable(hidden);
}
