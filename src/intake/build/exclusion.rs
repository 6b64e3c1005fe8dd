//! How long an exclusion lasts, as far as columns beside those of the list's own say it.

use super::super::layout::ColumnUse;
use super::super::say::Fault;
use super::super::value;
use super::Build;
use super::heed::Beside;
use crate::finding::Code;
use crate::policy::builtin as b;
use crate::table::cell_at;
use crate::text::date;
use crate::text::normal::key;
use crate::text::reference::{self, Column};
use crate::text::verdict::Asks;
use crate::workbook::Value;

impl<'a> Build<'a> {
    /// 解除时间, 有效期至, 修复日期: the day on which it ended, under a heading that says so.
    fn read_end(&mut self, beside: &[Beside<'a>]) {
        if self.facts.get(b::EXCLUDED_TO).is_some() || self.reader.table.column(b::EXCLUDED_TO).is_some() {
            return;
        }
        let ends = |cell: &&Beside| {
            !cell.is_used() && reference::of_exclusion(cell.heading()) == Column::End && !cell.text.is_empty()
        };
        let mut ending = beside.iter().filter(ends).filter_map(|cell| cell.column);
        let (Some(column), None) = (ending.next(), ending.next()) else { return };
        self.read_day(column);
    }

    fn read_day(&mut self, column: &ColumnUse) {
        let policy = self.reader.lexicon.policy;
        let (Some(cell), Some(field)) =
            (cell_at(self.row, column.col), policy.fields.get(b::EXCLUDED_TO.index()))
        else {
            return;
        };
        if let Ok(Some(day)) = value::read(cell, b::EXCLUDED_TO, field) {
            let at = self.cell(column.col);
            self.set(b::EXCLUDED_TO, day, at);
        }
    }

    /// A day, a term or a yes or no under a heading that nobody knows: it may say that the exclusion is over.
    fn heed_open(&mut self, beside: &[Beside<'a>]) {
        let open = |cell: &&Beside| {
            let heading = cell.heading();
            let what = reference::of_exclusion(heading);
            if cell.is_used() || heading.is_empty() || cell.describes() || what == Column::Other {
                return false;
            }
            let dated = cell_at(self.row, cell.col).is_some_and(|cell| matches!(cell.value, Value::Date(_)))
                || date::date(&cell.text).is_ok();
            let answer = key(&cell.text);
            let yes_or_no =
                matches!(answer.as_str(), "是" | "否" | "有" | "无" | "√" | "×" | "Y" | "N" | "已" | "未");
            let listed = what == Column::Listed && Asks::Yes.against(&answer);
            let ended = what == Column::Ended && !Asks::Yes.against(&answer) && yes_or_no;
            dated || reference::is_term(&answer) || yes_or_no && !listed && !ended
        };
        let Some((col, what, text)) =
            beside.iter().find(open).map(|cell| (cell.col, cell.heading(), cell.text.as_str()))
        else {
            return;
        };
        let message = format!("「{what}」写的是「{text}」，没有一条规则用到，不知说的是不是已经移出。");
        let (here, row) = (self.reader.here, self.row.index);
        let help = format!(
            "是移出的日期的，请把列标题改成「移出日期」；或在 decisions.toml 中写明，已经移出的：\n{}\n仍在列的：\n{}",
            here.refuse_decision(row),
            here.accept_decision(row)
        );
        self.hold(col, Fault::new(Code::ExclusionUnclear, message, help));
    }

    /// An exclusion that is said to be over, without the day on which it ended.
    pub(super) fn heed_exclusion(&mut self, beside: &[Beside<'a>]) {
        self.read_end(beside);
        if self.facts.get(b::EXCLUDED_TO).is_some() {
            return;
        }
        let lifted = |cell: &&Beside| {
            let asked = cell.heading().contains("是否") && reference::is_lifted(cell.heading());
            asked && Asks::Yes.against(&cell.text)
                || cell.is_text && !cell.describes() && reference::is_lifted(&cell.text)
        };
        let cell = beside.iter().find(lifted).map(|cell| (cell.col, cell.heading(), cell.text.as_str()));
        let section = self.reader.table.section.as_ref();
        let section = section.filter(|section| reference::is_lifted(&section.text));
        let said = cell.or_else(|| section.map(|section| (0, "小标题", section.text.as_str())));
        let Some((col, what, text)) = said else { return self.heed_open(beside) };
        let message = format!("「{what}」写的是「{text}」，没有移出日期，不知现在还算不算在列。");
        let (here, row) = (self.reader.here, self.row.index);
        let help = format!(
            "请补上移出日期；或在 decisions.toml 中写明，已经移出的：\n{}\n仍在列的：\n{}",
            here.refuse_decision(row),
            here.accept_decision(row)
        );
        self.hold(col, Fault::new(Code::ExclusionUnclear, message, help));
    }
}
