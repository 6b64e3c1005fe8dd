//! Typed reads of one `[[decision]]`, each mistake told with its place and how to mend it.

use super::file::{COMMON, KindFile};
use crate::finding::{Code, Finding, Place};
use crate::text::normal::display;
use jiff::civil::Date;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A place in the body, before the offset of a byte order mark.
type Span = (usize, usize);

/// The mistakes found so far.
pub(super) struct Report {
    file: String,
    /// Bytes before the body.
    pub(super) offset: usize,
    pub(super) findings: Vec<Finding>,
}

impl Report {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), offset: 0, findings: Vec::new() }
    }

    /// A span of the body as one of the file.
    pub(super) fn place(&self, span: Span) -> Span {
        (span.0 + self.offset, span.1 + self.offset)
    }

    pub(super) fn say(&mut self, code: Code, at: Span, message: impl Into<String>, help: impl Into<String>) {
        let (start, end) = self.place(at);
        let message = format!("{}。", message.into());
        self.findings.push(Finding::new(code, Place::span(&self.file, start, end), message, help));
    }

    pub(super) fn unknown_key(&mut self, key: &Spanned<Cow<'_, str>>, known: &[&str]) {
        let written = key.get_ref().as_ref();
        let help = match closest(written, known.iter().copied()) {
            Some(word) => format!("是不是想写「{word}」？"),
            None => format!("可以写的项：{}。", known.join("、")),
        };
        let span = (key.span().start, key.span().end);
        self.say(Code::DecisionKey, span, format!("决定里没有「{written}」这一项"), help);
    }

    pub(super) fn unknown_kind(&mut self, word: &str, at: Span) {
        let words = KindFile::ALL.iter().map(|kind| kind.word());
        let help = match closest(word, words.clone()) {
            Some(meant) => format!("是不是想写「{meant}」？请写 kind = \"{meant}\"。"),
            None => format!("可以写：{}。", words.collect::<Vec<_>>().join("、")),
        };
        self.say(Code::DecisionKind, at, format!("决定没有「{word}」这个种类"), help);
    }

    fn wrong(&mut self, at: Span, message: String, help: &str) {
        self.say(Code::DecisionValue, at, message, help);
    }
}

/// The known word nearest to one that is not known, if any is near enough to be meant.
fn closest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 2).clamp(1, 3);
    known
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// One `[[decision]]`.
pub(super) struct Entry<'a> {
    pub(super) table: &'a DeTable<'a>,
    pub(super) span: Span,
}

impl Entry<'_> {
    /// Tells unknown keys and keys that this kind does not have.
    pub(super) fn check_keys(&self, kind: KindFile, report: &mut Report) {
        let own = [COMMON, kind.needs(), kind.may_have()].concat();
        let any =
            |key: &str| KindFile::ALL.iter().any(|k| k.needs().contains(&key) || k.may_have().contains(&key));
        for key in self.table.keys() {
            let written = key.get_ref().as_ref();
            if own.contains(&written) {
                continue;
            }
            if any(written) {
                let span = (key.span().start, key.span().end);
                let message = format!("「{}」这类决定没有「{written}」一项", kind.word());
                report.say(Code::DecisionKey, span, message, format!("它可以写的项：{}。", own.join("、")));
            } else {
                report.unknown_key(key, &own);
            }
        }
    }

    /// Where a key's value stands; the decision's own place where it is missing.
    pub(super) fn span_of(&self, key: &str) -> Span {
        self.table.get(key).map_or(self.span, |value| (value.span().start, value.span().end))
    }

    fn value(&self, key: &str, report: &mut Report) -> Option<&DeValue<'_>> {
        let found = self.table.get(key).map(Spanned::get_ref);
        if found.is_none() {
            report.say(
                Code::DecisionMissing,
                self.span,
                format!("这条决定没有写「{key}」一项"),
                example(key),
            );
        }
        found
    }

    /// A text that says something.
    pub(super) fn text(&self, key: &str, report: &mut Report) -> Option<String> {
        let value = self.value(key, report)?;
        let text = value.as_str().map(display).filter(|text| !text.is_empty());
        if text.is_none() {
            report.wrong(self.span_of(key), format!("「{key}」应是一段文字，不能空着"), &example(key));
        }
        text
    }

    /// A text that need not be there: `Some(None)` where it is not, `None` where it is wrong.
    pub(super) fn optional_text(&self, key: &str, report: &mut Report) -> Option<Option<String>> {
        if self.table.contains_key(key) { self.text(key, report).map(Some) } else { Some(None) }
    }

    /// Two texts or more, no two the same.
    pub(super) fn texts(&self, key: &str, report: &mut Report) -> Option<Vec<String>> {
        let value = self.value(key, report)?;
        let texts = value.as_array().and_then(|items| {
            let text = |item: &Spanned<DeValue<'_>>| item.get_ref().as_str().map(display);
            items.iter().map(text).collect::<Option<Vec<String>>>()
        });
        let texts = texts.filter(|texts| texts.len() >= 2 && texts.iter().all(|text| !text.is_empty()));
        if texts.is_none() {
            report.wrong(self.span_of(key), format!("「{key}」应列出两个或更多名称"), &example(key));
        }
        texts
    }

    /// A row number from 1.
    pub(super) fn row(&self, key: &str, report: &mut Report) -> Option<u32> {
        let value = self.value(key, report)?;
        let row = match value {
            DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str().parse::<u32>().ok(),
            _ => None,
        };
        let row = row.filter(|row| *row > 0);
        if row.is_none() {
            report.wrong(self.span_of(key), format!("「{key}」应是表格软件左边所示的行号"), &example(key));
        }
        row
    }

    /// Column letters.
    pub(super) fn column(&self, report: &mut Report) -> Option<String> {
        let text = self.text("column", report)?.to_ascii_uppercase();
        let valid = text.len() <= 3 && text.chars().all(|c| c.is_ascii_uppercase());
        if !valid {
            report.wrong(
                self.span_of("column"),
                "「column」应是表格软件上边所示的列字母".into(),
                &example("column"),
            );
        }
        valid.then_some(text)
    }

    /// A local date, also where it stands in the quotation marks of a pasted line.
    pub(super) fn date(&self, key: &str, report: &mut Report) -> Option<Date> {
        let value = self.value(key, report)?;
        let date = value.as_datetime().filter(|stamp| stamp.time.is_none() && stamp.offset.is_none());
        let date = date.and_then(|stamp| stamp.date).and_then(|date| {
            let part = |value: u8| i8::try_from(value).ok();
            Date::new(i16::try_from(date.year).ok()?, part(date.month)?, part(date.day)?).ok()
        });
        let quoted = || value.as_str().filter(|text| text.len() == 10)?.parse::<Date>().ok();
        let date = date.or_else(quoted);
        if date.is_none() {
            report.wrong(self.span_of(key), format!("「{key}」应是一个日期"), &example(key));
        }
        date
    }

    /// A text, whole number, yes/no or date, as text. A float is refused: `0.1` is not exact until it is text.
    pub(super) fn literal(&self, key: &str, report: &mut Report) -> Option<String> {
        let value = self.value(key, report)?;
        if value.as_str().is_some_and(|text| display(text).is_empty()) {
            report.wrong(self.span_of(key), format!("「{key}」还空着"), "请在引号里填上查实的内容。");
            return None;
        }
        let text = match value {
            DeValue::String(text) => Some(display(text)),
            DeValue::Integer(digits) if digits.radix() == 10 => Some(digits.as_str().to_owned()),
            DeValue::Boolean(value) => Some(if *value { "是" } else { "否" }.to_owned()),
            DeValue::Datetime(stamp) if stamp.time.is_none() => Some(stamp.to_string()),
            _ => None,
        };
        if text.is_none() {
            report.wrong(
                self.span_of(key),
                format!("「{key}」的内容不能用"),
                "带小数的数、金额请加引号，如 \"12.5万元\"。",
            );
        }
        text
    }
}

/// What to write for a key.
fn example(key: &str) -> String {
    let line = match key {
        "kind" => "kind = \"采信\"",
        "who" => "who = \"经办人姓名\"",
        "when" => "when = 2026-03-01",
        "why" => "why = \"依据或理由\"",
        "names" => "names = [\"甲公司\", \"乙公司\"]",
        "enterprise" => "enterprise = \"甲公司\"",
        "certificate" => "certificate = \"该行的证书编号\"",
        "products" => "products = [\"甲产品\", \"乙产品\"]",
        "file" => "file = \"名单.xlsx\"",
        "sheet" => "sheet = \"Sheet1\"",
        "row" => "row = 7",
        "heading_row" => "heading_row = 3",
        "column" => "column = \"C\"",
        "field" => "field = \"认定日期\"",
        "value" => "value = \"2008-03\"",
        "from" => "from = \"原企业\"",
        "to" => "to = \"承继企业\"",
        _ => return String::new(),
    };
    format!("请写成：{line}")
}
