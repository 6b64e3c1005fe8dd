//! The survey: the first reading of a sheet, which refuses what cannot be trusted before any row is used.

use super::cell::{Cell, a1};
use super::fault::Fault;
use super::limits::Limits;
use super::merge::{self, Merge};
use super::sink::Sink;

/// What a first reading found.
pub(super) struct Survey {
    pub merges: Vec<Merge>,
    pub hidden_rows: Vec<(u32, u32)>,
    pub hidden_columns: Vec<(u32, u32)>,
    pub filtered: bool,
    pub used_columns: u32,
    pub cells: u64,
    /// Whether the rows were read, or only what stands around them.
    pub saw_rows: bool,
    last_row: Option<u32>,
    limits: Limits,
}

impl Survey {
    pub fn new(limits: &Limits) -> Self {
        Self {
            merges: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            filtered: false,
            used_columns: 0,
            cells: 0,
            saw_rows: false,
            last_row: None,
            limits: limits.clone(),
        }
    }

    /// Brings merges and ranges into order.
    pub fn finish(&mut self) -> Result<(), Fault> {
        merge::settle(&mut self.merges)?;
        join_ranges(&mut self.hidden_rows);
        join_ranges(&mut self.hidden_columns);
        Ok(())
    }

    /// Checks a row and counts its cells.
    pub fn admit(&mut self, index: u32, cells: &[Cell]) -> Result<(), Fault> {
        self.check_row(index)?;
        self.check_cells(index, cells)?;
        self.cells += cells.len() as u64;
        if self.cells > self.limits.cells {
            return Err(Fault::too_large(format!("工作表的单元格多于 {} 个", self.limits.cells), "cells"));
        }
        Ok(())
    }

    fn check_row(&mut self, index: u32) -> Result<(), Fault> {
        let row = u64::from(index) + 1;
        if index >= self.limits.rows {
            return Err(Fault::off_grid(row.to_string(), format!("第 {row} 行"), "rows"));
        }
        match self.last_row.replace(index) {
            Some(last) if last == index => {
                Err(Fault::position(row.to_string(), format!("第 {row} 行在文件里出现两次")))
            }
            Some(last) if last > index => {
                Err(Fault::position(row.to_string(), format!("第 {row} 行排在后面的行之后")))
            }
            _ => Ok(()),
        }
    }

    fn check_cells(&mut self, index: u32, cells: &[Cell]) -> Result<(), Fault> {
        let mut last = None;
        for cell in cells {
            let name = || a1(index, cell.col);
            if cell.col >= self.limits.columns {
                return Err(Fault::off_grid(name(), "单元格", "columns"));
            }
            match last.replace(cell.col) {
                Some(col) if col == cell.col => {
                    return Err(Fault::position(name(), "同一单元格在文件里出现两次"));
                }
                Some(col) if col > cell.col => return Err(Fault::position(name(), "单元格次序颠倒")),
                _ => {}
            }
        }
        self.used_columns = self.used_columns.max(last.map_or(0, |col| col + 1));
        Ok(())
    }
}

impl Sink for Survey {
    fn wants_values(&self) -> bool {
        false
    }

    fn row(&mut self, index: u32, cells: Vec<Cell>) -> Result<(), Fault> {
        self.admit(index, &cells)
    }

    fn merge(&mut self, merge: Merge) -> Result<(), Fault> {
        let (rows, columns) = (self.limits.rows, self.limits.columns);
        if merge.first_row > merge.last_row || merge.first_col > merge.last_col {
            return Err(Fault::position(merge.name(), format!("合并区域 {} 首尾颠倒", merge.name())));
        }
        if merge.last_row >= rows || merge.last_col >= columns {
            return Err(Fault::position(merge.name(), format!("合并区域 {} 超出表格范围", merge.name())));
        }
        if self.merges.len() >= self.limits.merges {
            return Err(Fault::too_large(
                format!("工作表的合并区域多于 {} 个", self.limits.merges),
                "merges",
            ));
        }
        self.merges.push(merge);
        Ok(())
    }

    fn hide_rows(&mut self, first: u32, last: u32) {
        extend_ranges(&mut self.hidden_rows, first, last.min(self.limits.rows));
    }

    fn hide_columns(&mut self, first: u32, last: u32) {
        extend_ranges(&mut self.hidden_columns, first, last.min(self.limits.columns));
    }

    fn filter(&mut self) {
        self.filtered = true;
    }
}

/// Adds a range, joining it with the one before so that a long list stays short.
fn extend_ranges(ranges: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match ranges.last_mut() {
        Some((_, end)) if *end < u32::MAX && first == *end + 1 => *end = last.max(*end),
        _ if first <= last => ranges.push((first, last)),
        _ => {}
    }
}

fn join_ranges(ranges: &mut Vec<(u32, u32)>) {
    ranges.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for &(first, last) in ranges.iter() {
        match joined.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => joined.push((first, last)),
        }
    }
    *ranges = joined;
}
