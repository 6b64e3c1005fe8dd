//! The second reading of a sheet: rows to the caller, with hidden rows marked, merges filled and doubtful cells reported.

use super::cell::{Cell, Row, Value, a1};
use super::fault::Fault;
use super::limits::Limits;
use super::merge::{Filler, Merge};
use super::sink::Sink;
use super::survey::Survey;
use super::text;
use crate::finding::Code;
use std::collections::BTreeMap;

/// A comment beside a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its row, from 0.
    pub row: u32,
    /// Its column, from 0.
    pub col: u32,
    /// What it says, shortened where it is long.
    pub text: String,
}

/// So many comments of a sheet are passed on, each up to so many signs: people write few, and short ones.
const MOST_COMMENTS: usize = 10_000;
const LONGEST_COMMENT: usize = 2_000;

pub(super) struct Emit<'a> {
    hidden: &'a [(u32, u32)],
    filler: Filler<'a>,
    limits: &'a Limits,
    each: &'a mut dyn FnMut(Row),
    troubles: Troubles,
    rows: u64,
    comments: Vec<Comment>,
    /// Checks the rows as they come, where the survey did not see them.
    check: Option<Survey>,
}

impl<'a> Emit<'a> {
    pub fn new(survey: &'a Survey, limits: &'a Limits, each: &'a mut dyn FnMut(Row)) -> Self {
        Self {
            hidden: &survey.hidden_rows,
            filler: Filler::new(&survey.merges, survey.used_columns),
            limits,
            each,
            troubles: Troubles { limit: limits.findings, ..Troubles::default() },
            rows: 0,
            comments: Vec::new(),
            check: (!survey.saw_rows).then(|| Survey::new(limits)),
        }
    }

    /// What was wrong with single cells, and whether there was anything at all; and the comments.
    pub fn finish(mut self) -> (Vec<Fault>, Vec<Comment>) {
        if self.rows == 0 {
            let help = "如果这张表本应有内容，请用 WPS 或 Excel 打开核对后另存为 .xlsx。";
            self.troubles.add(Fault::new(Code::SheetEmpty, "工作表里没有读到任何内容。", help));
        }
        (self.troubles.finish(), self.comments)
    }

    /// Hidden ranges are ascending, and so are rows; where the survey saw none, a row's own range came just before it.
    fn is_hidden(&mut self, index: u32) -> bool {
        if let Some(check) = &self.check {
            return check.hidden_rows.last().is_some_and(|(first, last)| (*first..=*last).contains(&index));
        }
        while let [(_, last), rest @ ..] = self.hidden {
            if *last >= index {
                break;
            }
            self.hidden = rest;
        }
        self.hidden.first().is_some_and(|(first, _)| *first <= index)
    }
}

impl Sink for Emit<'_> {
    fn wants_comments(&self) -> bool {
        true
    }

    fn comment(&mut self, row: u32, col: u32, text: String) {
        if self.comments.len() < MOST_COMMENTS {
            let text = text.chars().take(LONGEST_COMMENT).collect();
            self.comments.push(Comment { row, col, text });
        }
    }

    fn row(&mut self, index: u32, mut cells: Vec<Cell>) -> Result<(), Fault> {
        if let Some(check) = &mut self.check {
            check.admit(index, &cells)?;
        }
        for cell in &mut cells {
            if let Some(fault) = examine(&mut cell.value, self.limits) {
                self.troubles.add(fault.at(a1(index, cell.col)));
            }
        }
        let mut row = Row { index, hidden: self.is_hidden(index), cells };
        self.filler.fill(&mut row, &mut |fault| self.troubles.add(fault));
        self.rows += 1;
        (self.each)(row);
        Ok(())
    }

    fn merge(&mut self, _: Merge) -> Result<(), Fault> {
        match self.check {
            // The outline found none: something in the file hid this one from it.
            Some(_) => Err(Fault::damaged("合并区域前后不一致，可能是恶意文件")),
            None => Ok(()),
        }
    }

    fn hide_rows(&mut self, first: u32, last: u32) {
        if let Some(check) = &mut self.check {
            check.hide_rows(first, last);
        }
    }

    fn hide_columns(&mut self, _: u32, _: u32) {}

    fn filter(&mut self) {}
}

/// What is wrong with a value; text that must not be used is replaced.
fn examine(value: &mut Value, limits: &Limits) -> Option<Fault> {
    // Exports to text keep an error value's name only.
    if let Value::Text(content) = value
        && text::is_error_name(content)
    {
        *value = Value::Error(std::mem::take(content));
    }
    match value {
        Value::Text(content) => {
            let why = text::objection(content, limits.text)?;
            let shown = text::printable(content);
            let help = match content.chars().nth(limits.text) {
                Some(_) => "请在原表中删减该单元格；确有这么长时，用 --limit text=… 提高限额。",
                None => "请在原表中删去该单元格，重新用键盘输入。",
            };
            let fault = Fault::new(Code::CellText, format!("文字「{shown}」{why}，没有采用。"), help);
            *value = Value::Unusable(shown);
            Some(fault)
        }
        Value::Error(name) => Some(Fault::new(
            Code::CellError,
            format!("单元格是错误值 {name}，没有可用的内容。"),
            "请在原表中改正公式，或改为填写数值。",
        )),
        Value::NoCache => Some(Fault::new(
            Code::CellNoCache,
            "公式没有保存计算结果，不能当作空白或零。",
            "请用 WPS 或 Excel 打开原表，按 F9 重算后保存。",
        )),
        Value::Unusable(raw) => Some(Fault::new(
            Code::CellUnusable,
            format!("内容「{raw}」不是能用的数字或日期（不是数字、过大，或日期不在 1900 至 2100 年）。"),
            "请在原表中改正该单元格。",
        )),
        Value::Struck(raw) => Some(Fault::new(
            Code::CellUnusable,
            format!("内容「{raw}」有删除线，带着注释的上标，或被数字格式隐藏，没有采用。"),
            "不算数的请在原表中删去，仍然算数的请取消删除线和上标，把数字格式改为常规。",
        )),
        Value::Number(..) | Value::Date(_) | Value::Bool(_) => None,
    }
}

/// Faults of cells; each code is listed up to a limit and counted beyond it.
#[derive(Default)]
struct Troubles {
    limit: usize,
    listed: Vec<Fault>,
    counts: BTreeMap<Code, usize>,
}

impl Troubles {
    fn add(&mut self, fault: Fault) {
        let count = self.counts.entry(fault.code).or_default();
        *count += 1;
        if *count <= self.limit {
            self.listed.push(fault);
        }
    }

    fn finish(mut self) -> Vec<Fault> {
        for (code, count) in self.counts {
            if count > self.limit {
                let message =
                    format!("另有 {} 处同类问题（{}），没有逐一列出。", count - self.limit, code.title());
                self.listed.push(Fault::new(code, message, "请先改正已列出的，再重新运行。"));
            }
        }
        self.listed
    }
}
