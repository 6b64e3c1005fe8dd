//! Comments beside cells (批注): one that speaks against its row, or of its stage, holds it; of the others it is told that they are there.

use super::super::say::Fault;
use super::Run;
use crate::finding::Code;
use crate::model::decision::DecisionKind;
use crate::model::record::{ListKind, RowReading};
use crate::text::changes;
use crate::text::normal::{display, key};
use crate::text::stage::{self, Said, Stage};
use crate::text::verdict;
use crate::workbook::{Comment, a1};

/// So many comments that hold a row are told singly; the rows of the others share one finding.
const MOST: usize = 20;
/// Cells that the hint shows.
const SHOWN: usize = 5;
/// What stands before the words of a comment that is one of a talk.
const TALK: [&str; 4] = ["注释:", "注释：", "批注:", "Comment:"];

impl Run<'_> {
    /// Heeds the comments of the sheet, now that its rows are read.
    pub(super) fn heed_comments(&mut self, comments: &[Comment]) {
        let (mut against, mut others): (Vec<&Comment>, Vec<&Comment>) = (Vec::new(), Vec::new());
        for comment in comments.iter().filter(|comment| self.may_matter(comment)) {
            let holds = self.is_usable(comment.row) && speaks(words(&comment.text));
            if holds { against.push(comment) } else { others.push(comment) }
        }
        let (told, shared) = against.split_at(against.len().min(MOST));
        for comment in told {
            self.hold_commented(comment, &[comment.row]);
        }
        if let Some(first) = shared.first() {
            let mut rows: Vec<u32> = shared.iter().map(|comment| comment.row).collect();
            rows.sort_unstable();
            self.hold_commented(first, &rows);
        }
        self.tell_comments(&others);
    }

    /// Beside a row below a heading; what explains a heading, or a row that is settled already, matters no more.
    fn may_matter(&self, comment: &Comment) -> bool {
        let accepted = || {
            self.decisions_on(comment.row)
                .iter()
                .any(|decision| matches!(decision.kind, DecisionKind::Accept(_)))
        };
        let explains = self.reading.tables.iter().any(|table| {
            let (first, last) = table.heading_rows;
            (first..=last).contains(&comment.row)
        });
        !self.reading.tables.is_empty() && !explains && !accepted()
    }

    /// The row is of an achievement and would be paid by.
    fn is_usable(&self, row: u32) -> bool {
        let rows = &self.reading.rows;
        let at = rows.binary_search_by_key(&row, |(row, _)| *row).ok().and_then(|at| rows.get(at));
        match at {
            Some((_, RowReading::Usable(index))) => {
                self.gathered.records.get(*index).is_some_and(|record| record.kind == ListKind::Achievements)
            }
            _ => false,
        }
    }

    fn hold_commented(&mut self, comment: &Comment, rows: &[u32]) {
        let text = display(words(&comment.text));
        let more = match rows.len() {
            0 | 1 => "本行待定".to_owned(),
            _ => format!("另有 {} 处批注也是这样，各行都待定", rows.len() - 1),
        };
        let message = format!("批注写的是「{text}」，看来本行不应奖励、不应照奖，或是复评；{more}。");
        let choice = self.here.accept_decision(comment.row);
        let help = format!(
            "确实不应奖励的请从名单中删去，是复评的在「阶段」一列写明；仍应奖励的请删去批注，或在 decisions.toml 中写明：\n{choice}"
        );
        let fault = Fault::new(Code::RemarkAgainst, message, help);
        let finding = self.gathered.findings.len();
        self.gathered.findings.push(self.here.at_cell(fault, comment.row, comment.col));
        self.hold_read(rows, finding);
    }

    fn tell_comments(&mut self, comments: &[&Comment]) {
        let Some(first) = comments.first() else { return };
        let shown: Vec<String> = comments
            .iter()
            .take(SHOWN)
            .map(|comment| match display(words(&comment.text)) {
                text if text.is_empty() => format!("{}（没有读出文字）", a1(comment.row, comment.col)),
                text => format!("{}「{}」", a1(comment.row, comment.col), shortened(&text)),
            })
            .collect();
        let message = format!(
            "工作表有 {} 处批注没有用到，不影响金额：{}{}。",
            comments.len(),
            shown.join("，"),
            if comments.len() > SHOWN { "等" } else { "" }
        );
        let help = "请看一眼批注有没有说哪一行不该奖、少奖、是复评或改付别人；有的请写进该行的「备注」，看过的可删去批注。";
        let fault = Fault::new(Code::ColumnUnused, message, help);
        self.gathered.findings.push(self.here.at_cell(fault, first.row, first.col));
    }
}

/// What a comment says, without what a program wrote before it.
fn words(text: &str) -> &str {
    TALK.iter().find_map(|word| text.rsplit_once(word)).map_or(text, |(_, rest)| rest).trim()
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 30;
    let mut short: String = text.chars().take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        short.push('…');
    }
    short
}

/// Whether it says that the row should not be paid, or not as it stands. Who wrote it stands before a colon.
fn speaks(text: &str) -> bool {
    let row = changes::Row { is_own: &|_| false, quantity: 1 };
    let said = |text: &str| {
        let again = !matches!(stage::said(text), Said::Nothing | Said::Clear(Stage::First | Stage::Expanded));
        verdict::is_failure(text) || verdict::is_cross(text) || again || changes::read(text, &row).is_some()
    };
    let lines = text.lines().map(|line| line.trim().trim_end_matches(':'));
    lines.into_iter().any(|line| {
        let line = key(line);
        said(&line) || line.split_once(':').is_some_and(|(_, rest)| said(rest))
    })
}

#[cfg(test)]
mod tests {
    use super::{speaks, words};

    #[test]
    fn comments_that_hold_a_row() {
        for text in
            ["该企业已注销，不予奖励", "作废", "审核:\n作废", "张三：已撤销", "减半", "2008年复评", "重复"]
        {
            assert!(speaks(text), "{text}");
        }
        for text in ["见附件", "张三:\n已核实", "审核通过", "填写证书上的名称", "首次认定", ""]
        {
            assert!(!speaks(text), "{text}");
        }
        assert_eq!(words("[线程批注]\n任何改动都将被删除。\n注释:\n    已注销"), "已注销");
    }
}
