//! Days of blocks that the quoted passage says otherwise, and award years in which the document says that it does not hold.

use super::Lints;
use crate::finding::Code;
use crate::policy::{Bounds, Check, ClauseId, Condition, Literal, Policy, uses};
use crate::text::date::DateSpan;
use crate::text::days::{self, Term};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A day of a block, whose it is, and where it stands.
struct Stated {
    clause: ClauseId,
    day: Date,
    span: (usize, usize),
    of: String,
}

pub(super) fn lint(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    let mut quoted: BTreeMap<ClauseId, Vec<DateSpan>> = BTreeMap::new();
    for stated in blocks(policy) {
        let passage = quoted
            .entry(stated.clause)
            .or_insert_with(|| days::stated(&policy.clause(stated.clause).quotation));
        if !passage.is_empty() && !passage.iter().any(|span| is_said(*span, stated.day)) {
            let said: Vec<String> = passage.iter().map(ToString::to_string).collect();
            let message =
                format!("{}写的是{}，引文里没有这一天，写的是{}。", stated.of, stated.day, said.join("、"));
            let help = "请对照原文改正；原文没有写而另有来历的，把写着它的那一句也引在上面。";
            lints.tell(Code::DaysDiffer, Some(stated.span), message, help);
        }
    }
    terms(lints);
}

/// The day itself or one beside it (2009年以前 is before 1 January), or one of a month or year that is said.
fn is_said(span: DateSpan, day: Date) -> bool {
    let beside =
        |end: Date| [end.yesterday(), Ok(end), end.tomorrow()].into_iter().flatten().any(|d| d == day);
    (span.first <= day && day <= span.last) || beside(span.first) || beside(span.last)
}

/// The days of conditions and of the lives of categories.
fn blocks(policy: &Policy) -> Vec<Stated> {
    let awards =
        policy.awards.iter().map(|award| (award.clause, &award.when, format!("奖项「{}」的条件", award.id)));
    let rules = policy.requirements.iter().map(|rule| (rule.clause, &rule.when, "资格要求的条件".to_owned()));
    let mut found: Vec<Stated> =
        awards.chain(rules).flat_map(|(clause, when, of)| of_condition(clause, when, &of)).collect();
    for (category, span) in policy.categories.iter().zip(&policy.spans.categories) {
        let days = [category.life.0, category.life.1].into_iter().flatten();
        let of = format!("类别「{}」的起止", category.name);
        found.extend(
            days.zip(std::iter::repeat(category.life_clause)).filter_map(|(day, clause)| {
                Some(Stated { clause: clause?, day, span: *span, of: of.clone() })
            }),
        );
    }
    found
}

fn of_condition(clause: ClauseId, condition: &Condition, of: &str) -> Vec<Stated> {
    let mut found = Vec::new();
    uses::tests(condition, &mut |test| {
        let literals: Vec<&Literal> = match &test.check {
            Check::OneOf(values) => values.iter().collect(),
            Check::Range(Bounds { lower, upper }) => {
                [lower, upper].into_iter().flatten().map(|end| &end.0).collect()
            }
            Check::Present(_) | Check::Against { .. } | Check::AwardYear { .. } | Check::Growth { .. } => {
                Vec::new()
            }
        };
        found.extend(literals.into_iter().filter_map(|literal| match literal {
            Literal::Date(day) => Some(Stated { clause, day: *day, span: test.span, of: of.to_owned() }),
            Literal::Text(_) | Literal::Number(_) | Literal::Bool(_) => None,
        }));
    });
    found
}

/// Years before the document came into force, and after it has ceased to hold.
fn terms(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    let (first, last) = policy.years;
    for clause in &policy.clauses {
        let Term { first: from, last: until } = days::term(&clause.quotation);
        let tell = |lints: &mut Lints<'_>, message: String, help: &str| {
            lints.findings.push(crate::finding::Finding::new(
                Code::DaysDiffer,
                clause.place.clone(),
                message,
                help,
            ));
        };
        if let Some(from) = from.filter(|from| is_early(first, from.first)) {
            let message = format!(
                "「{}」的引文说从{from}起施行，而政策的适用年度从{first}年起：{first}年的成果也照本政策奖。",
                clause.id
            );
            let help = "请对照原文改正 years 的 from；原文说以前年度的也照此奖的，把那一句也引上。";
            if !names_year(policy, first) {
                tell(lints, message, help);
            }
        }
        let Some(until) = until else { continue };
        let end = i32::from(until.year());
        if last.is_none_or(|last| last > end) {
            let years =
                last.map_or_else(|| "没有写到哪一年为止".to_owned(), |last| format!("到{last}年为止"));
            let message = format!(
                "「{}」的引文说有效到{until}，而政策的适用年度{years}：到期以后的年度也照本政策奖。",
                clause.id
            );
            let help = format!(
                "请写 years = {{ from = {first}, to = {end} }}；延长了有效期的，把延长的那一句引上，引在原来的有效期前面。"
            );
            tell(lints, message, &help);
        }
    }
}

/// Whether award years begin before something came into force: awards of a year are often made under a document of the next,
/// but not where that says from when on it holds by the first day of a year.
fn is_early(year: i32, from: Date) -> bool {
    let new_year = (from.month(), from.day()) == (1, 1);
    year < i32::from(from.year()) - i32::from(!new_year)
}

/// Whether some passage speaks of a year by itself (2023年度的照此奖励).
fn names_year(policy: &Policy, year: i32) -> bool {
    let whole = i16::try_from(year).ok().and_then(DateSpan::whole_year);
    policy
        .clauses
        .iter()
        .any(|clause| days::stated(&clause.quotation).iter().any(|span| Some(*span) == whole))
}
