//! Rows that are held whole, before or instead of being read: hidden ones, those of a doubted table, those that are no data.

use super::super::say::Fault;
use super::{Run, Span};
use crate::finding::Code;
use crate::model::decision::DecisionKind;
use crate::model::record::RowReading;
use crate::workbook::Row;

impl Run<'_> {
    /// A list that nothing names the columns of: its rows must not pass for notes.
    pub(super) fn hold_loose_rows(&mut self) {
        let loose = std::mem::take(&mut self.loose);
        let (Some(first), Some(last)) = (loose.first(), loose.last()) else { return };
        let help = match self.delimited {
            true => "文本文件请用逗号、分号、制表符或 | 分隔各列，首行写列标题。",
            false => "请在名单上方补一行列标题，如「企业名称」「类别」「产品名称」。",
        };
        let message = "没有找到看得懂的表头，而有几行写着企业名称，看来是名单；各行待定。";
        let fault = Fault::new(Code::TableNone, message, help);
        let finding = self.gathered.findings.len();
        self.gathered.findings.push(self.here.at_rows(fault, *first, *last));
        for (row, reading) in &mut self.reading.rows {
            if loose.binary_search(row).is_ok() {
                *reading = RowReading::Held(finding);
            }
        }
    }

    /// Holds a row in a run of rows held for the same reason: one finding, its place growing.
    pub(super) fn extend(&mut self, span: Span, row: u32, fault: Fault) -> Span {
        if let Some((index, first, last)) = span.filter(|(_, _, last)| *last + 1 == row) {
            let last = last.max(row);
            if let Some(finding) = self.gathered.findings.get_mut(index) {
                finding.place = self.here.at_rows(fault, first, last).place;
            }
            return Some((index, first, last));
        }
        self.gathered.findings.push(self.here.at_rows(fault, row, row));
        Some((self.gathered.findings.len() - 1, row, row))
    }

    /// Holds a row below a heading that is not known to be data; what a row of a reference list could touch is held with it.
    pub(super) fn hold_unread(&mut self, row: &Row, fault: Fault) -> RowReading {
        match (self.hold_row(row, fault), self.is_reference()) {
            (RowReading::Held(finding), true) => self.data_of(row, Some(finding)),
            (held, _) => held,
        }
    }

    pub(super) fn hold_row(&mut self, row: &Row, fault: Fault) -> RowReading {
        self.gathered.findings.push(self.here.at_row(fault, row.index));
        RowReading::Held(self.gathered.findings.len() - 1)
    }

    /// The finding that holds a row before it is read: its sheet, itself or its table.
    pub(super) fn held_whole(&mut self, row: &Row) -> Option<usize> {
        let accepted = self
            .decisions_on(row.index)
            .iter()
            .any(|decision| matches!(decision.kind, DecisionKind::Accept(_)));
        if self.hidden_sheet && !accepted {
            return Some(self.sheet_held.unwrap_or_else(|| self.hold_sheet()));
        }
        if row.hidden && !self.context.include_hidden && !accepted {
            let message = "这些行被隐藏或筛选掉了，看不出是否要兑现，行都待定。";
            let help = format!(
                "要用的请在原表中取消隐藏和筛选，或用 --include-hidden；不用的请删去。单行采信：\n{}",
                self.here.accept_decision(row.index)
            );
            self.hidden = self.extend(self.hidden, row.index, Fault::new(Code::RowHidden, message, help));
            return self.hidden.map(|(finding, _, _)| finding);
        }
        let held = self.table.as_ref().and_then(|table| table.held);
        let doubted = self.table.as_ref().and_then(|table| table.doubted.or(table.section_doubted));
        let beside = |run: &mut Self| run.hold_wide(row).or_else(|| run.hold_beyond(row));
        held.or_else(|| if accepted { None } else { doubted.or_else(|| beside(self)) })
    }

    /// In a text with separators a stray one shifts every cell behind it.
    fn hold_wide(&mut self, row: &Row) -> Option<usize> {
        let last = self.table.as_ref()?.columns.last()?.col;
        let beyond = row.cells.last()?.col;
        if !self.delimited || beyond <= last {
            return None;
        }
        let message = format!(
            "本行有 {} 格，表头只到第 {} 格：多半是某一格里有逗号而没有加引号，后面的内容都错了位。本行待定。",
            u64::from(beyond) + 1,
            u64::from(last) + 1
        );
        let help = "请用 WPS 或 Excel 打开核对，另存为 .xlsx；或给含逗号的内容加上英文双引号。";
        self.gathered.findings.push(self.here.at_row(Fault::new(Code::RowWider, message, help), row.index));
        Some(self.gathered.findings.len() - 1)
    }

    fn hold_sheet(&mut self) -> usize {
        let message = "工作表被隐藏，其中的行都待定。";
        let help = "要用的请取消隐藏工作表，或用 --include-hidden；不用的请删去该工作表。";
        let finding = self.here.at_sheet(Fault::new(Code::SheetHidden, message, help));
        self.gathered.findings.push(finding);
        let index = self.gathered.findings.len() - 1;
        self.sheet_held = Some(index);
        index
    }
}
