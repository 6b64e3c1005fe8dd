//! Parts of a policy in words, ids by name and figures by value: what means the same reads the same however it was written.

use crate::policy::{
    AbsentRank, Amount, AmountKind, AwardId, Bounds, BracketMode, Check, ClauseId, Condition, Count,
    CountOver, Covers, FieldId, FieldType, KeyPart, Limit, Literal, Measure, Policy, Subject, TariffId,
    TariffKind, Test, YearDay,
};
use crate::report::words::{figure, role};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What has another id in the newer policy: old id to new.
#[derive(Clone, Debug, Default)]
pub(super) struct Renamed {
    pub clauses: BTreeMap<String, String>,
    pub awards: BTreeMap<String, String>,
    pub categories: BTreeMap<String, String>,
}

/// A policy and the ids by which it is told.
#[derive(Clone, Copy)]
pub(super) struct Words<'p> {
    pub policy: &'p Policy,
    pub renamed: &'p Renamed,
}

fn by(renamed: &BTreeMap<String, String>, id: &str) -> String {
    renamed.get(id).map_or_else(|| id.to_owned(), Clone::clone)
}

/// A set, in an order that says nothing.
pub(super) fn set(mut names: Vec<String>) -> String {
    names.sort_unstable();
    names.join("、")
}

/// Money as a document writes it.
fn yuan(value: Decimal) -> String {
    let ten_thousands = (value / Decimal::from(10_000)).normalize();
    if value >= Decimal::from(10_000) && ten_thousands.scale() <= 2 {
        format!("{ten_thousands}万元")
    } else {
        format!("{}元", figure(value))
    }
}

fn percent(rate: Decimal) -> String {
    let hundredfold = (rate * Decimal::ONE_HUNDRED).normalize();
    if rate <= Decimal::ONE && hundredfold.scale() <= 4 { format!("{hundredfold}%") } else { figure(rate) }
}

impl Words<'_> {
    pub fn award(&self, id: AwardId) -> String {
        by(&self.renamed.awards, &self.policy.award(id).id)
    }

    pub fn clause(&self, id: ClauseId) -> String {
        by(&self.renamed.clauses, &self.policy.clause(id).id)
    }

    pub fn category(&self, name: &str) -> String {
        by(&self.renamed.categories, name)
    }

    pub fn field(&self, id: FieldId) -> String {
        self.policy.field(id).name.clone()
    }

    /// A figure of the policy, marked where it is assumed for this run.
    pub fn tariff(&self, id: TariffId) -> String {
        let tariff = self.policy.tariff(id);
        let value = match tariff.kind {
            TariffKind::Money => yuan(tariff.value),
            TariffKind::Rate => percent(tariff.value),
            TariffKind::Count => figure(tariff.value),
        };
        let assumed = if tariff.assumed.is_some() { "（假设）" } else { "" };
        format!("{value}{assumed}")
    }

    /// Rates that belong together: weights as plain figures.
    pub fn rates(&self, ids: &[TariffId]) -> Vec<String> {
        let is_weight = |id: &TariffId| {
            let tariff = self.policy.tariff(*id);
            tariff.kind == TariffKind::Rate && tariff.value > Decimal::ONE
        };
        if ids.iter().any(is_weight) {
            ids.iter().map(|id| figure(self.policy.tariff(*id).value)).collect()
        } else {
            ids.iter().map(|id| self.tariff(*id)).collect()
        }
    }

    /// The sources of trial figures among these; empty where all are the document's own.
    pub fn basis(&self, ids: &[TariffId]) -> String {
        let sources = ids.iter().filter_map(|id| self.policy.tariff(*id).trial.clone());
        let mut sources: Vec<String> = sources.collect();
        sources.dedup();
        if sources.is_empty() { String::new() } else { format!("试算（{}）", set(sources)) }
    }

    pub fn covers(&self, covers: &Covers) -> String {
        let Covers { awards, categories, families, levels, clauses, roles, except } = covers;
        let category = |id: &crate::policy::CategoryId| self.category(&self.policy.category(*id).name);
        let level = |index: &usize| self.policy.levels.get(*index).cloned().unwrap_or_default();
        let lists = [
            ("奖项", awards.iter().map(|id| self.award(*id)).collect()),
            ("类别", categories.iter().map(category).collect()),
            ("大类", families.clone()),
            ("级别", levels.iter().map(level).collect()),
            ("条款", clauses.iter().map(|id| self.clause(*id)).collect()),
            ("收款角色", roles.iter().map(|id| role(*id).to_owned()).collect()),
            ("除外奖项", except.iter().map(|id| self.award(*id)).collect::<Vec<_>>()),
        ];
        let given = lists.into_iter().filter(|(_, names)| !names.is_empty());
        let told: Vec<String> = given.map(|(what, names)| format!("{what}{}", set(names))).collect();
        if told.is_empty() { "全部".to_owned() } else { told.join("，") }
    }

    pub fn key(&self, key: &[KeyPart]) -> String {
        let part = |part: &KeyPart| self.policy.key_part_name(*part).to_owned();
        if key.is_empty() { "全部一组".to_owned() } else { set(key.iter().map(part).collect()) }
    }

    /// A condition; nothing where there is none.
    pub fn condition(&self, condition: &Condition) -> String {
        match condition {
            Condition::All(parts) => self.joined(parts, "，且"),
            Condition::Any(parts) => format!("（{}）", self.joined(parts, "，或")),
            Condition::Not(inner) => format!("不是（{}）", self.condition(inner)),
            Condition::Test(test) => self.test(test),
        }
    }

    fn joined(&self, parts: &[Condition], by: &str) -> String {
        parts.iter().map(|part| self.condition(part)).collect::<Vec<_>>().join(by)
    }

    fn test(&self, test: &Test) -> String {
        let Test { subject, check, span: _ } = test;
        let is_money = matches!(subject, Subject::Field { field, .. }
            if self.policy.field(*field).kind == FieldType::Money);
        let wanted = match check {
            Check::OneOf(values) => {
                let values: Vec<String> = values.iter().map(|value| literal(value, is_money)).collect();
                format!("为{}", set(values))
            }
            Check::Range(range) => bounds(range, is_money),
            Check::Present(true) => "已填".to_owned(),
            Check::Present(false) => "未填".to_owned(),
            Check::Against { other, months, not_before } => {
                let side = if *not_before { "不早于" } else { "不晚于" };
                format!("{side}{}{}", self.field(*other), after(*months))
            }
            Check::AwardYear { from, to } => award_year(*from, *to),
            Check::Growth { over: (field, offset), bounds } => {
                let of = if self.policy.field(*field).by_year { year(*offset) } else { String::new() };
                format!("比{of}{}增长{}", self.field(*field), bounds.in_percent())
            }
        };
        format!("{}{wanted}", self.subject(subject))
    }

    pub fn subject(&self, subject: &Subject) -> String {
        match subject {
            Subject::Derived(id) => {
                self.policy.derived.get(id.index()).map(|derived| derived.name.clone()).unwrap_or_default()
            }
            Subject::Field { field, year: offset, years } => {
                let name = self.field(*field);
                match (self.policy.field(*field).by_year, years) {
                    (false, _) => name,
                    (true, 1) => format!("{}{name}", year(*offset)),
                    (true, n) => format!("到{}为止{n}年每年的{name}", year(*offset)),
                }
            }
        }
    }

    pub fn count(&self, count: &Count) -> String {
        let Count { covers, when, over, field, key, distinct } = count;
        let over = count_over(*over);
        let field = field.map_or_else(String::new, |id| format!("「{}」", self.field(id)));
        let when = self.condition(when);
        let when = if when.is_empty() { when } else { format!("，只数{when}的") };
        let distinct = distinct.map_or_else(String::new, |id| format!("，数不同的{}", self.field(id)));
        format!("{over}{field}的个数：{}，按{}分组{when}{distinct}", self.covers(covers), self.key(key))
    }

    pub fn amount(&self, amount: &Amount) -> String {
        let Amount { kind, times, floor, ceiling } = amount;
        let times: String = times.iter().map(|field| format!("×{}", self.field(*field))).collect();
        let floor = floor.as_ref().map_or_else(String::new, |at| format!("，不低于{}", self.amount(at)));
        let ceiling = ceiling.as_ref().map_or_else(String::new, |at| format!("，不高于{}", self.amount(at)));
        format!("{}{times}{floor}{ceiling}", self.way(kind))
    }

    fn way(&self, kind: &AmountKind) -> String {
        match kind {
            AmountKind::Fixed(tariff) => self.tariff(*tariff),
            AmountKind::RateOfField { rate, of } => {
                format!("{}的{}", self.measure(of), self.tariff(*rate))
            }
            AmountKind::RateOfAward { rate, award, replacing } => {
                let facts = replacing.iter().map(|(field, value)| {
                    let is_money = self.policy.field(*field).kind == FieldType::Money;
                    format!("{}按{}", self.field(*field), literal(value, is_money))
                });
                let facts = set(facts.collect());
                let facts = if facts.is_empty() { facts } else { format!("（{facts}）") };
                format!("奖项「{}」标准{facts}的{}", self.award(*award), self.tariff(*rate))
            }
            AmountKind::Brackets { by, brackets, mode, less_paid } => {
                let is_money = by.is_money(self.policy);
                let bracket = |(range, tariff): &(Bounds, TariffId)| {
                    format!("{} {}", bounds(range, is_money), self.tariff(*tariff))
                };
                let mode = match mode {
                    Some(BracketMode::Whole) => "（全部个数按所在档的单价）",
                    Some(BracketMode::Slab) => "（每段个数按各段的单价）",
                    None => "",
                };
                let less = if *less_paid { "，扣除以前各门槛已付的" } else { "" };
                let brackets: Vec<String> = brackets.iter().map(bracket).collect();
                format!("按{}分档{mode}：{}{less}", self.measure(by), brackets.join("；"))
            }
            AmountKind::Steps { by, each, step, start } => {
                let shown =
                    |number: &Decimal| if by.is_money(self.policy) { yuan(*number) } else { figure(*number) };
                let from =
                    start.as_ref().map_or_else(String::new, |start| format!("超过{}的部分", shown(start)));
                format!("{}{from}每满{}得{}", self.measure(by), shown(step), self.tariff(*each))
            }
            AmountKind::PoolByRank { pool, weights, absent } => {
                let absent = match absent {
                    AbsentRank::Unpaid => "空缺的不发",
                    AbsentRank::ToPresent => "空缺的归在场者",
                };
                let weights: Vec<String> = weights.iter().map(ToString::to_string).collect();
                format!("每项共{}，按名次{}分，{absent}", self.tariff(*pool), weights.join(":"))
            }
            AmountKind::PoolByScore { pool, score } => {
                format!("全部共{}，按{}分", self.tariff(*pool), self.field(*score))
            }
        }
    }

    fn measure(&self, measure: &Measure) -> String {
        let of = self.subject(&measure.of);
        match measure.less {
            Some((field, year)) => format!("{of}比{}的增量", self.of_year(field, year)),
            None => of,
        }
    }

    /// Every figure of an amount.
    pub fn tariffs_of(amount: &Amount) -> Vec<TariffId> {
        let own = match &amount.kind {
            AmountKind::Fixed(id)
            | AmountKind::RateOfField { rate: id, .. }
            | AmountKind::RateOfAward { rate: id, .. }
            | AmountKind::Steps { each: id, .. }
            | AmountKind::PoolByRank { pool: id, .. }
            | AmountKind::PoolByScore { pool: id, .. } => vec![*id],
            AmountKind::Brackets { brackets, .. } => brackets.iter().map(|(_, id)| *id).collect(),
        };
        let bounds = [&amount.floor, &amount.ceiling].into_iter().flatten();
        own.into_iter().chain(bounds.flat_map(|inner| Self::tariffs_of(inner))).collect()
    }

    pub fn limit(&self, limit: &Limit) -> String {
        match limit {
            Limit::Amount(tariff) => self.tariff(*tariff),
            Limit::RateOfField { rate, field, year: offset, less } => {
                let less: Vec<String> = less.iter().map(|id| self.field(*id)).collect();
                let less = if less.is_empty() { String::new() } else { format!("，减去{}", set(less)) };
                format!("{}的{}{less}", self.of_year(*field, *offset), self.tariff(*rate))
            }
        }
    }

    fn of_year(&self, field: FieldId, offset: i32) -> String {
        let when = if self.policy.field(field).by_year { year(offset) } else { String::new() };
        format!("{when}{}", self.field(field))
    }
}

pub(super) fn count_over(over: CountOver) -> &'static str {
    match over {
        CountOver::Year => "当年",
        CountOver::History => "历年",
        CountOver::Both => "当年和历年",
        CountOver::Register => "名录",
    }
}

/// A year by its distance from the award year.
pub(super) fn year(offset: i32) -> String {
    match offset {
        0 => "当年".to_owned(),
        -1 => "上一年".to_owned(),
        1 => "下一年".to_owned(),
        n if n < 0 => format!("前{}年", n.unsigned_abs()),
        n => format!("后{n}年"),
    }
}

/// A stretch of the award year; the whole of it in a few words.
fn award_year(from: Option<YearDay>, to: Option<YearDay>) -> String {
    let whole = |end: &YearDay, day: (i8, i8)| end.day == day;
    match (from, to) {
        (Some(from), Some(to)) if whole(&from, (1, 1)) && whole(&to, (12, 31)) => {
            match (from.year, to.year) {
                (0, 0) => "在奖励年度内".to_owned(),
                (first, last) => format!("在{}至{}内", year(first), year(last)),
            }
        }
        (from, to) => {
            let day = |end: YearDay| format!("{}{}月{}日", year(end.year), end.day.0, end.day.1);
            let from = from.map_or_else(String::new, |end| format!("从{}起", day(end)));
            let to = to.map_or_else(String::new, |end| format!("到{}止", day(end)));
            format!("{from}{to}")
        }
    }
}

fn after(months: i32) -> String {
    let part = |n: i32, unit: &str| if n == 0 { String::new() } else { format!("{n}{unit}") };
    let told = format!("{}{}", part(months.abs() / 12, "年"), part(months.abs() % 12, "个月"));
    match months {
        0 => told,
        n if n < 0 => format!("减{told}"),
        _ => format!("加{told}"),
    }
}

fn literal(literal: &Literal, is_money: bool) -> String {
    match literal {
        Literal::Text(text) => format!("「{text}」"),
        Literal::Number(number) if is_money => yuan(*number),
        Literal::Number(number) => figure(*number),
        Literal::Bool(value) => if *value { "「是」" } else { "「否」" }.to_owned(),
        Literal::Date(day) => day.to_string(),
    }
}

fn bounds(bounds: &Bounds, is_money: bool) -> String {
    let Bounds { lower, upper } = bounds;
    let end = |end: &Option<(Literal, bool)>, with: &str, without: &str| {
        end.as_ref().map(|(value, included)| {
            format!("{}{}", if *included { with } else { without }, literal(value, is_money))
        })
    };
    let ends = [end(lower, "不低于", "高于"), end(upper, "不高于", "低于")];
    let told: Vec<String> = ends.into_iter().flatten().collect();
    if told.is_empty() { "其余".to_owned() } else { told.join("且") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_alike_however_they_were_written() {
        assert_eq!(yuan(Decimal::from(500_000)), "50万元");
        assert_eq!(yuan(Decimal::new(5_500_000, 2)), "5.5万元");
        assert_eq!(yuan(Decimal::from(12_345)), "12345元");
        assert_eq!(yuan(Decimal::from(5_000)), "5000元");
        assert_eq!(
            (percent(Decimal::new(10, 2)), percent(Decimal::from(3))),
            ("10%".to_owned(), "3".to_owned())
        );
    }

    #[test]
    fn years_are_told_by_their_distance() {
        assert_eq!([0, -1, -2, 3].map(year), ["当年", "上一年", "前2年", "后3年"]);
        assert_eq!([12, 6, -18, 0].map(after), ["加1年", "加6个月", "减1年6个月", ""]);
    }
}
