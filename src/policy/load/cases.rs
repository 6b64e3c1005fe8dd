//! Cases: rows by field name, and expectations; unknown names are mistakes like any other.

use super::Loader;
use crate::finding::{Code, Place};
use crate::money::Money;
use crate::policy::case_keys;
use crate::policy::cases::{Case, CaseCell, CaseList, CaseListKind, CaseRow, CaseValue, Expectation};
use crate::policy::file::{At, CaseAmountFile, CaseFile, CaseRowFile, ExpectFile, FieldOn, FieldType, Text};
use crate::policy::{FieldId, builtin, suggest};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

impl Loader<'_> {
    pub(super) fn resolve_cases(&mut self, files: &[CaseFile]) {
        let mut names = BTreeSet::new();
        for file in files {
            if !names.insert(&file.name.value) {
                self.duplicate("案例", &file.name);
            }
            let case = self.case(file);
            self.policy.cases.extend(case);
        }
    }

    fn case(&mut self, file: &CaseFile) -> Option<Case> {
        let lists = [
            (CaseListKind::Achievements, &file.achievement),
            (CaseListKind::Register, &file.register),
            (CaseListKind::History, &file.history),
            (CaseListKind::Exclusion, &file.exclusion),
        ];
        let list = |(kind, rows): (CaseListKind, &Vec<CaseRowFile>)| CaseList {
            kind,
            rows: rows.iter().map(|row| self.case_row(kind, row)).collect(),
        };
        let lists: Vec<CaseList> = lists.into_iter().filter(|(_, rows)| !rows.is_empty()).map(list).collect();
        if file.achievement.is_empty() && file.history.is_empty() {
            self.bad_value(file.name.span, "案例须有成果（achievement）或历年台账（history）的行。");
        }
        if file.expect.is_empty() {
            self.bad_value(file.name.span, "案例须写应当算出什么（expect），至少一条。");
        }
        let expect = file.expect.iter().map(|expect| self.expectation(file, expect)).collect();
        Some(Case {
            name: file.name.value.clone(),
            year: self.case_year(file)?,
            lists,
            expect,
            place: Place::span(&self.source.name, file.name.span.0, file.name.span.1),
        })
    }

    fn case_year(&mut self, file: &CaseFile) -> Option<i32> {
        let (first, last) = self.policy.years;
        let Some(written) = &file.year else {
            if last == Some(first) {
                return Some(first);
            }
            let help = "政策适用不止一年，请写 year = 年度。";
            let message = format!("案例「{}」没有写奖励年度。", file.name.value);
            self.report(Code::PolicyMissingKey, file.name.span, message, help);
            return None;
        };
        let applies = |year: &i32| first <= *year && last.is_none_or(|last| *year <= last);
        let year = i32::try_from(written.value).ok().filter(applies);
        if year.is_none() {
            self.bad_value(written.span, "案例的年度不在政策适用的年度之内。");
        }
        year
    }

    fn case_row(&mut self, kind: CaseListKind, row: &CaseRowFile) -> CaseRow {
        let mut cells: Vec<CaseCell> = Vec::new();
        for (key, written) in &row.0 {
            let At { value, span } = &written.0;
            let Some((field, year)) = self.case_field(kind, key, *span) else { continue };
            let Some(value) = self.case_value(field, value, *span) else { continue };
            if cells.iter().any(|cell| (cell.field, cell.year) == (field, year)) {
                let message = format!("「{}」在这一行写了两次。", self.policy.field(field).name);
                self.report(Code::PolicyDuplicate, *span, message, "请删去一处。");
            }
            cells.push(CaseCell { field, year, value, span: *span });
        }
        cells.sort_by_key(|cell| (cell.field, cell.year));
        CaseRow { cells }
    }

    /// The field of a key: an English key, a field's name, or `2008年` and the name of a field by year.
    fn case_field(
        &mut self,
        kind: CaseListKind,
        key: &str,
        span: (usize, usize),
    ) -> Option<(FieldId, Option<i32>)> {
        let name = case_keys::field_name(key);
        let dated = name.split_once('年').and_then(|(year, name)| Some((year.parse::<i32>().ok()?, name)));
        let by_year = |id: &FieldId| self.policy.field(*id).by_year;
        let found = match (self.fields.get(name), dated) {
            (Some(id), _) => Some((*id, None)),
            (None, Some((year, name))) => {
                self.fields.get(name).filter(|id| by_year(id)).map(|id| (*id, Some(year)))
            }
            (None, None) => None,
        };
        let found = found.filter(|(id, _)| self.case_admits(kind, *id));
        if let Some((id, None)) = found
            && by_year(&id)
        {
            let message = format!("字段「{name}」按年度给出，没有写哪一年。");
            self.report(Code::PolicyUnknownName, span, message, format!("请写成 \"2008年{name}\"。"));
            return None;
        }
        if found.is_none() {
            let names = self.case_names(kind);
            let help = suggest::help(key, names.iter().map(String::as_str));
            let message = format!("{}的一行里没有「{key}」这个字段。", list_name(kind));
            self.report(Code::PolicyUnknownName, span, message, help);
        }
        found
    }

    fn case_admits(&self, kind: CaseListKind, id: FieldId) -> bool {
        let on = &self.policy.field(id).on;
        match kind {
            CaseListKind::Achievements => on.contains(&FieldOn::Achievement),
            CaseListKind::Register => on.contains(&FieldOn::Register),
            CaseListKind::History => on.contains(&FieldOn::History),
            CaseListKind::Exclusion => builtin::OF_EXCLUSION.contains(&id),
        }
    }

    /// What a row of a list may name, the English keys first.
    fn case_names(&self, kind: CaseListKind) -> Vec<String> {
        let admitted = |name: &str| self.fields.get(name).is_some_and(|id| self.case_admits(kind, *id));
        let english = case_keys::KEYS.iter().filter(|(_, field)| admitted(field));
        let names = english.map(|(key, _)| (*key).to_owned());
        names.chain(self.fields.keys().filter(|name| admitted(name)).cloned()).collect()
    }

    /// A value as a list would hold it; whole money is 元.
    fn case_value(&mut self, field: FieldId, value: &toml::Value, span: (usize, usize)) -> Option<CaseValue> {
        let money = self.policy.field(field).kind == FieldType::Money;
        Some(match value {
            toml::Value::String(text) => CaseValue::Text(text.clone()),
            toml::Value::Integer(yuan) if money => CaseValue::Text(format!("{yuan}元")),
            toml::Value::Integer(whole) => CaseValue::Whole(*whole),
            toml::Value::Boolean(value) => CaseValue::Bool(*value),
            toml::Value::Datetime(day) => match day.to_string().parse::<Date>() {
                Ok(day) => CaseValue::Date(day),
                Err(_) => {
                    self.bad_value(span, "日期应写成 2008-03-01。");
                    return None;
                }
            },
            toml::Value::Float(_) | toml::Value::Array(_) | toml::Value::Table(_) => {
                self.bad_value(span, "一行里的值应是文字、整数、日期或 true、false。");
                return None;
            }
        })
    }

    fn expectation(&mut self, case: &CaseFile, file: &ExpectFile) -> Expectation {
        let checked =
            [file.amount.is_some(), file.clauses.is_some(), file.fate.is_some(), file.reason.is_some()];
        let span = expect_span(case, file);
        if checked.iter().all(|given| !given) {
            self.bad_value(span, "expect 的一条须写 amount、clauses、fate、reason 之一，否则没有可核对的。");
        }
        if file.achievement.is_some() && file.history.is_some() {
            self.bad_value(span, "achievement 和 history 只能写一个。");
        }
        let year = file.year.as_ref().map(|at| match i32::try_from(at.value) {
            Ok(year @ 1990..=2200) => year,
            _ => {
                self.bad_value(at.span, "年度应在 1990 至 2200 之间。");
                0
            }
        });
        let clauses = file.clauses.as_ref().map(|clauses| {
            let mut ids: Vec<_> = clauses.iter().filter_map(|clause| self.clause_named(clause)).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        });
        Expectation {
            payee: file.payee.as_ref().map(|text| text.value.clone()),
            achievement: self.case_row_number(file.achievement.as_ref(), case.achievement.len()),
            history: self.case_row_number(file.history.as_ref(), case.history.len()),
            funder: file.funder.as_ref().map(|text| text.value.clone()),
            year,
            amount: file.amount.as_ref().and_then(|amount| self.case_amount(amount)),
            clauses,
            fate: file.fate.as_ref().map(|fate| fate.value),
            reason: file.reason.as_ref().map(|text| text.value.clone()),
            place: Place::span(&self.source.name, span.0, span.1),
        }
    }

    fn case_row_number(&mut self, at: Option<&At<i64>>, rows: usize) -> Option<usize> {
        let at = at?;
        let index = usize::try_from(at.value).ok().and_then(|number| number.checked_sub(1));
        let index = index.filter(|index| *index < rows);
        if index.is_none() {
            self.bad_value(at.span, &format!("这里应是行的序号，从 1 起；案例里只有 {rows} 行。"));
        }
        index
    }

    fn case_amount(&mut self, file: &CaseAmountFile) -> Option<Money> {
        let At { value, span } = &file.0;
        let yuan = match value {
            toml::Value::String(text) => self.amount_of(&Text { value: text.clone(), span: *span })?,
            toml::Value::Integer(yuan) => Decimal::from(*yuan),
            _ => {
                self.bad_value(*span, "这里应是金额，如 \"30万元\"，或整数元。");
                return None;
            }
        };
        let money = Money::exact(yuan).filter(|money| !money.yuan().is_sign_negative());
        if money.is_none() {
            self.bad_value(*span, "金额须不为负、精确到分。");
        }
        money
    }
}

/// Where an expectation stands: from its first value to its last.
fn expect_span(case: &CaseFile, file: &ExpectFile) -> (usize, usize) {
    let texts = [&file.payee, &file.funder, &file.reason].into_iter().flatten().map(|text| text.span);
    let numbers = [&file.achievement, &file.history, &file.year].into_iter().flatten().map(|at| at.span);
    let amount = file.amount.iter().map(|amount| amount.0.span);
    let clauses = file.clauses.iter().flatten().map(|clause| clause.span);
    let fate = file.fate.iter().map(|fate| fate.span);
    let spans: Vec<_> = texts.chain(numbers).chain(amount).chain(clauses).chain(fate).collect();
    let first = spans.iter().map(|span| span.0).min().unwrap_or(case.name.span.0);
    let last = spans.iter().map(|span| span.1).max().unwrap_or(case.name.span.1);
    (first, last)
}

/// The list's name in messages.
fn list_name(kind: CaseListKind) -> &'static str {
    match kind {
        CaseListKind::Achievements => "成果（achievement）",
        CaseListKind::Register => "企业名录（register）",
        CaseListKind::History => "历年台账（history）",
        CaseListKind::Exclusion => "排除名单（exclusion）",
    }
}
