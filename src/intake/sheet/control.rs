//! Totals that a sheet states: what the rows add up to, whether the two agree, and rows that only may be totals.

use super::super::amount;
use super::super::layout::Table;
use super::super::say::Fault;
use super::super::table_start;
use super::super::totals::Check;
use super::Run;
use super::sections::shown;
use crate::finding::Code;
use crate::model::record::{ControlTotal, RowReading};
use crate::policy::{FieldId, builtin as b};
use crate::table::words::{self, Counted, TotalReach};
use crate::table::{cell_at, distinct, text_of};
use crate::workbook::Row;
use rust_decimal::Decimal;

impl Run<'_> {
    pub(super) fn add_up(&mut self, row: &Row) {
        let context = self.context;
        let Some(table) = &mut self.table else { return };
        let holder = |field| table.column(field).and_then(|column| cell_at(row, column.col)).map(text_of);
        table.totals.count_row(holder(b::ENTERPRISE).or(holder(b::PERSON)).unwrap_or_default());
        for column in &table.columns {
            let summed = column.field.is_some_and(|field| table_start::is_summed(field, context));
            let cell = cell_at(row, column.col)
                .filter(|cell| summed && cell.merged_from.is_none_or(|(from, _)| from == row.index));
            if let Some(cell) = cell {
                table.totals.add(column.col, cell);
            }
        }
    }

    /// Compares a row of totals with the rows it totals.
    pub(super) fn total(&mut self, row: &Row, reach: TotalReach, label: u32) -> RowReading {
        let Some(table) = &self.table else { return RowReading::Ignored };
        let mut checks: Vec<(u32, String, Decimal, Check)> = Vec::new();
        for column in &table.columns {
            let summed = column.field.is_some_and(|field| table_start::is_summed(field, self.context));
            let Some(cell) = cell_at(row, column.col).filter(|_| summed && column.col != label) else {
                continue;
            };
            if let Ok(Some(stated)) = amount::figure(cell) {
                let check = table.totals.check(column.col, stated, reach);
                checks.push((column.col, column.heading.clone(), stated, check));
            }
        }
        checks.extend(self.counts(table, row, reach));
        for (col, what, stated, check) in checks {
            self.record_total(row.index, col, what, stated, check);
        }
        if let Some(table) = &mut self.table {
            table.totals.close(reach);
        }
        RowReading::Ignored
    }

    /// 合计：12项, or 3家 in a cell of its own.
    fn counts(&self, table: &Table, row: &Row, reach: TotalReach) -> Vec<(u32, String, Decimal, Check)> {
        let summed =
            |field: Option<FieldId>| field.is_some_and(|field| table_start::is_summed(field, self.context));
        let is_summed =
            |col: u32| table.columns.iter().any(|column| column.col == col && summed(column.field));
        let quantity = table.column(b::QUANTITY).map(|column| column.col);
        let mut checks = Vec::new();
        for cell in distinct(row).into_iter().filter(|cell| !is_summed(cell.col)) {
            for (stated, what) in words::counts(text_of(cell)) {
                let (what, check) = match what {
                    Counted::Items => ("项数", table.totals.check_items(stated, quantity, reach)),
                    Counted::Holders => ("家数", table.totals.check_holders(stated, reach)),
                };
                checks.push((cell.col, what.to_owned(), Decimal::from(stated), check));
            }
        }
        checks
    }

    fn record_total(&mut self, row: u32, col: u32, what: String, stated: Decimal, check: Check) {
        let fault = match check {
            Check::Agrees(_) => None,
            Check::Differs(added) => {
                let message = format!(
                    "「{what}」写的合计是 {}，明细相加是 {}。",
                    stated.normalize(),
                    added.normalize()
                );
                let help = "请核对是不是漏了行、重了行，或合计没有更新；计算以明细为准。";
                Some(Fault::new(Code::TotalDiffers, message, help))
            }
            Check::Unknown => {
                let message = format!("「{what}」的合计 {} 无法核对：有的明细不是数字。", stated.normalize());
                Some(Fault::new(Code::TotalUnchecked, message, "请先改正明细。"))
            }
        };
        if let Some(fault) = fault {
            self.gathered.findings.push(self.here.at_cell(fault, row, col));
        }
        if let Check::Agrees(added) | Check::Differs(added) = check {
            let cell = self.here.cell(row, col);
            self.reading.totals.push(ControlTotal { cell, what, stated, added });
        }
    }

    /// Holds a row that may be a total, or part of what the row above says.
    pub(super) fn total_like(&mut self, row: &Row) -> RowReading {
        let message = format!("看不出本行是数据还是小计：{}。本行待定。", shown(row));
        let help = "是小计，或是上面一行「其中」的明细，请删去本行，或只在第一格写「小计」；是数据请写企业全称、补全各列。";
        self.hold_unread(row, Fault::new(Code::RowUnclear, message, help))
    }
}
