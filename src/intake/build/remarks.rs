//! Remarks that change what a row is worth, marks where its number should be, and counts of those who looked at it.

use super::super::doubt;
use super::super::layout::ColumnUse;
use super::super::say::Fault;
use super::Build;
use super::heed::Beside;
use crate::finding::Code;
use crate::policy::{Condition, builtin as b};
use crate::table::cell_at;
use crate::text::changes::{self, Row};
use crate::text::normal::{display, key};
use crate::text::{date, name, number};
use crate::text::{verdict, weighty};
use crate::workbook::{Cell, Value};

impl<'a> Build<'a> {
    /// A remark that takes something off the award, gives it to another, or says that a column is wrong.
    pub(super) fn heed_changes(&mut self, beside: &[Beside<'a>]) {
        let own: Vec<String> = self.names.iter().map(|name| name::enterprise(name).key).collect();
        let is_own = |text: &str| own.contains(&name::enterprise(text).key);
        let quantity = self.facts.whole(b::QUANTITY).unwrap_or(1);
        let row = Row { is_own: &is_own, quantity };
        let mut found: Vec<(u32, String, String, &str)> = Vec::new();
        for cell in beside.iter().filter(|cell| cell.is_remark() || cell.is_of_judges()) {
            let what = changes::read(&cell.text, &row);
            // The missing day holds the row, and says what is to be done.
            let what = what.filter(|what| *what != changes::LACKS_PAPERS || !self.lacks_day());
            if let Some(what) = what.or_else(|| self.of_another_day(&cell.text)) {
                found.push((cell.col, cell.heading().to_owned(), cell.text.clone(), what));
            }
        }
        for (col, heading, text, what) in found {
            let column = if heading.is_empty() {
                "没有标题的一列".to_owned()
            } else {
                format!("「{heading}」")
            };
            let message = format!("{column}写的是「{text}」，看来{what}，程序不能照它计算。");
            let choice = self.reader.here.accept_decision(self.row.index);
            let help = format!(
                "请照核定的结果改正本行各列；各列已经照它填写的，在 decisions.toml 中写明：\n{choice}"
            );
            self.hold(col, Fault::new(Code::RemarkAgainst, message, help));
        }
    }

    /// The row has no date, and an award of its category or a requirement asks for one.
    fn lacks_day(&self) -> bool {
        let policy = self.reader.lexicon.policy;
        let dated = |when: &Condition| when.fields(&policy.derived).contains(&b::RECOGNISED);
        let award = self.category.is_some_and(|category| {
            let mut awards = policy.awards.iter().filter(|award| award.categories.contains(&category));
            awards.any(|award| dated(&award.when))
        });
        let required = || policy.requirements.iter().any(|requirement| dated(&requirement.when));
        self.facts.get(b::RECOGNISED).is_none() && (award || required())
    }

    /// 2013年授权 beside a date of another year.
    fn of_another_day(&self, remark: &str) -> Option<&'static str> {
        const WON: [&str; 8] = ["授权", "认定", "获证", "批准", "评定", "发证", "公告", "获批"];
        const DAY: [&str; 4] = ["授权日为", "授权日期为", "认定日期为", "发证日期为"];
        let remark = key(remark);
        let remark = remark.trim_end_matches(['。', ';']);
        let of_day = DAY.iter().find_map(|word| remark.strip_prefix(word));
        let said = of_day.or_else(|| WON.iter().find_map(|word| remark.strip_suffix(word)))?;
        let said = date::date(said.trim_end_matches(['已', '获', '被'])).ok()?;
        let stated = self.facts.date(b::RECOGNISED)?;
        // The certificate is issued, or the award announced, soon after it is won.
        let issued = ["发证", "公告", "获证"].iter().any(|word| remark.ends_with(word));
        if issued && follows(&stated, &said) && self.reader.lexicon.policy.looks_at_years_only() {
            return None;
        }
        (!said.overlaps(&stated)).then_some("认定日期不是本行所写的")
    }

    /// 不奖, 删, × where the other rows have their number.
    pub(super) fn heed_serial(&mut self) {
        const STRUCK: [&str; 8] = ["撤", "删", "不", "否", "缓", "去年", "上年", "退"];
        let column = self.reader.table.column(b::SERIAL).filter(|_| !self.reader.is_settled(b::SERIAL));
        let Some((column, cell)) = column.and_then(|column| Some((column, cell_at(self.row, column.col)?)))
        else {
            return;
        };
        let Value::Text(text) = &cell.value else { return };
        let words: String =
            key(text).chars().filter(|c| !c.is_ascii_digit() && !"().-第号".contains(*c)).collect();
        if STRUCK.contains(&words.as_str()) || verdict::is_failure(&words) || verdict::is_cross(&words) {
            let fault = doubt::of_row(&column.heading, &display(text), self.row.index, self.reader.here);
            self.hold(cell.col, fault);
        }
    }

    /// 核定件数 beside 数量: which of the two is to be paid the list does not say.
    pub(super) fn heed_audited(&mut self) {
        if self.reader.is_settled(b::QUANTITY) {
            return;
        }
        let quantity = self.facts.whole(b::QUANTITY).unwrap_or(1);
        let free =
            |column: &&ColumnUse| column.field.is_none() && !column.set_aside && column.may_count.is_none();
        let columns = self.reader.table.columns.iter().filter(free);
        let differing =
            columns.filter(|column| weighty::is_audited_count(&column.heading)).find_map(|column| {
                let count = cell_at(self.row, column.col).and_then(whole)?;
                (count != quantity).then_some((column, count))
            });
        let Some((column, count)) = differing else { return };
        let message =
            format!("「{}」写的是 {count}，按数量计算的却是 {quantity}，不知按哪个奖励。", column.heading);
        let choice = self.reader.here.choice_decision(self.row.index, "数量", &count.to_string());
        let help = format!("请在原表中把「数量」改成核定的数；或在 decisions.toml 中写明：\n{choice}");
        self.hold(column.col, Fault::new(Code::QuantityUnusable, message, help));
    }
}

/// A day or month in the same year, one or two months after.
fn follows(stated: &date::DateSpan, said: &date::DateSpan) -> bool {
    let same_year = stated.first.year() == stated.last.year()
        && said.first.year() == said.last.year()
        && stated.first.year() == said.first.year();
    let month = said.first.month() == said.last.month() && stated.first.month() == stated.last.month();
    same_year && month && (1..=2).contains(&(said.first.month() - stated.first.month()))
}

/// A whole number, nought too.
fn whole(cell: &Cell) -> Option<i64> {
    match &cell.value {
        Value::Number(number, _) => i64::try_from(*number).ok().filter(|_| number.fract().is_zero()),
        Value::Text(text) => number::quantity(text).ok().map(|(count, _)| count),
        _ => None,
    }
}
