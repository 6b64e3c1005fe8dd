//! Conditions: three-valued tests. A fact that is missing, or a date known only to the month, may leave a test undecided.

mod growth;

use crate::context::View;
use crate::model::record::Value;
use crate::policy::{
    Bounds, Check, Condition, DerivedId, DerivedKind, FieldId, Literal, Subject, Test, YearDay,
};
use crate::text::date::DateSpan;
use crate::text::normal;
use growth::Growth;
use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// The outcome of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It fails.
    No,
    /// A fact that decides is missing.
    Unknown,
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::Yes } else { Self::No }
    }
}

impl Truth {
    fn of(value: bool) -> Self {
        value.into()
    }

    /// Yes only if both are.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        }
    }

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }
}

/// Whether a condition holds.
pub fn truth(condition: &Condition, view: &View<'_>) -> Truth {
    match condition {
        Condition::All(parts) => {
            let mut all = Truth::Yes;
            for part in parts {
                all = all.and(truth(part, view));
                if all == Truth::No {
                    break;
                }
            }
            all
        }
        Condition::Any(parts) => {
            let mut none = Truth::Yes;
            for part in parts {
                none = none.and(truth(part, view).not());
                if none == Truth::No {
                    break;
                }
            }
            none.not()
        }
        Condition::Not(inner) => truth(inner, view).not(),
        Condition::Test(test) => test_truth(test, view),
    }
}

fn test_truth(test: &Test, view: &View<'_>) -> Truth {
    if let Some(growth) = Growth::of(test) {
        return growth.truth(view);
    }
    match &test.subject {
        Subject::Derived(id) => match &view.context.policy.derived[id.index()].kind {
            DerivedKind::Condition(condition) => match &test.check {
                Check::OneOf(values) => match truth(condition, view) {
                    Truth::Yes => Truth::of(values.contains(&Literal::Bool(true))),
                    Truth::No => Truth::of(values.contains(&Literal::Bool(false))),
                    Truth::Unknown if test.check.takes_yes_and_no() => Truth::Yes,
                    Truth::Unknown => Truth::Unknown,
                },
                Check::Present(wanted) => Truth::of((truth(condition, view) != Truth::Unknown) == *wanted),
                Check::Range(_) | Check::Against { .. } | Check::AwardYear { .. } | Check::Growth { .. } => {
                    Truth::of(truth(condition, view) != Truth::Unknown)
                }
            },
            DerivedKind::Count(_) => check(&test.check, view.count(*id).map(Value::Whole).as_ref(), view),
        },
        Subject::Field { field, year, years } => {
            let mut all = Truth::Yes;
            for back in 0..*years {
                let offset = year - i32::try_from(back).unwrap_or(0);
                all = all.and(check(&test.check, view.value(*field, offset).as_deref(), view));
            }
            all
        }
    }
}

fn check(check: &Check, value: Option<&Value>, view: &View<'_>) -> Truth {
    if let Check::Present(wanted) = check {
        return Truth::of(value.is_some() == *wanted);
    }
    let Some(value) = value else {
        return if check.takes_yes_and_no() { Truth::Yes } else { Truth::Unknown };
    };
    match check {
        Check::OneOf(literals) => {
            let mut none = Truth::Yes;
            for literal in literals {
                none = none.and(equal(value, literal).not());
            }
            none.not()
        }
        Check::Range(bounds) => in_bounds(value, bounds),
        Check::Present(wanted) => Truth::of(*wanted),
        Check::Against { other, months, not_before } => {
            against(value, view.value(*other, 0).as_deref(), *months, *not_before)
        }
        Check::AwardYear { from, to } => match value {
            Value::Date(span) => {
                let day = |end: &Option<YearDay>| end.and_then(|end| end.date(view.context.year));
                within(*span, day(from), day(to))
            }
            _ => Truth::No,
        },
        // It looks at two figures, and its year moves along with the other's.
        Check::Growth { .. } => Truth::Unknown,
    }
}

/// 1 January.
pub fn first_day(year: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, 1, 1).ok()
}

/// 31 December.
pub fn last_day(year: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, 12, 31).ok()
}

fn equal(value: &Value, literal: &Literal) -> Truth {
    match (value, literal) {
        (Value::Text(a), Literal::Text(b)) => Truth::of(normal::key(a) == normal::key(b)),
        (Value::Bool(a), Literal::Bool(b)) => Truth::of(a == b),
        (Value::Date(span), Literal::Date(day)) => within(*span, Some(*day), Some(*day)),
        (value, Literal::Number(b)) => Truth::of(number(value) == Some(*b)),
        _ => Truth::No,
    }
}

/// The number behind a whole, decimal or money value.
pub fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Whole(whole) => Some(Decimal::from(*whole)),
        Value::Number(number) | Value::Money(number) => Some(*number),
        Value::Text(_) | Value::Date(_) | Value::Bool(_) => None,
    }
}

/// Whether a value lies within bounds; a date known to the month does so on every day, on none, or undecidedly.
pub fn in_bounds(value: &Value, bounds: &Bounds) -> Truth {
    if let Value::Date(span) = value {
        return date_in_bounds(*span, bounds);
    }
    let meets = |end: &Option<(Literal, bool)>, wanted: Ordering| match end {
        None => true,
        Some((literal, included)) => match order(value, literal) {
            Some(Ordering::Equal) => *included,
            Some(ordering) => ordering == wanted,
            None => false,
        },
    };
    Truth::of(meets(&bounds.lower, Ordering::Greater) && meets(&bounds.upper, Ordering::Less))
}

fn order(value: &Value, literal: &Literal) -> Option<Ordering> {
    match (value, literal) {
        (Value::Text(a), Literal::Text(b)) => Some(normal::key(a).cmp(&normal::key(b))),
        (value, Literal::Number(b)) => number(value).map(|a| a.cmp(b)),
        _ => None,
    }
}

fn date_in_bounds(span: DateSpan, bounds: &Bounds) -> Truth {
    let day = |end: &Option<(Literal, bool)>, inward: i32| match end {
        Some((Literal::Date(day), true)) => Some(*day),
        Some((Literal::Date(day), false)) => day.checked_add(inward.days()).ok(),
        _ => None,
    };
    within(span, day(&bounds.lower, 1), day(&bounds.upper, -1))
}

/// Whether every day of a span lies between two days (both included), or none, or only some.
pub fn within(span: DateSpan, first: Option<Date>, last: Option<Date>) -> Truth {
    let before = first.is_some_and(|first| span.last < first);
    let after = last.is_some_and(|last| span.first > last);
    if before || after {
        return Truth::No;
    }
    let inside = first.is_none_or(|first| span.first >= first) && last.is_none_or(|last| span.last <= last);
    if inside { Truth::Yes } else { Truth::Unknown }
}

fn against(value: &Value, other: Option<&Value>, months: i32, not_before: bool) -> Truth {
    let (Value::Date(span), Some(Value::Date(other))) = (value, other) else { return Truth::Unknown };
    let shift = |day: Date| day.checked_add(months.months()).ok();
    let (Some(first), Some(last)) = (shift(other.first), shift(other.last)) else { return Truth::Unknown };
    let (yes, no) = if not_before {
        (span.first >= last, span.last < first)
    } else {
        (span.last <= first, span.first > last)
    };
    if yes {
        Truth::Yes
    } else if no {
        Truth::No
    } else {
        Truth::Unknown
    }
}

/// What keeps a condition from holding: in words, and whether it fails or only cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The test and the value it found.
    pub words: String,
    /// A fact that decides is missing or not precise enough; else the test fails.
    pub undecided: bool,
}

/// What keeps a condition from holding, in words: each failed or undecided test with the value it found.
pub fn obstacles(condition: &Condition, view: &View<'_>) -> Vec<String> {
    hindrances(condition, view).into_iter().map(|obstacle| obstacle.words).collect()
}

/// How many obstacles there are, without their words, and how many of them say that the award is for something else: a
/// choice or a word that differs. Of a number or date that falls short the award is still the one that was meant.
pub fn distance(condition: &Condition, view: &View<'_>) -> (usize, usize) {
    if let Condition::All(parts) = condition {
        let each = parts.iter().map(|part| distance(part, view));
        return each.fold((0, 0), |(all, other), (more, of_other)| (all + more, other + of_other));
    }
    let is_kind = matches!(condition, Condition::Test(Test { check: Check::OneOf(_), .. }));
    match truth(condition, view) {
        Truth::Yes => (0, 0),
        Truth::No => (1, usize::from(is_kind)),
        Truth::Unknown => (1, 0),
    }
}

/// What keeps a condition from holding: each failed or undecided test.
pub fn hindrances(condition: &Condition, view: &View<'_>) -> Vec<Obstacle> {
    if let Condition::All(parts) = condition {
        return parts.iter().flat_map(|part| hindrances(part, view)).collect();
    }
    let undecided = match truth(condition, view) {
        Truth::Yes => return Vec::new(),
        Truth::No => false,
        Truth::Unknown => true,
    };
    let words = match condition {
        Condition::All(_) => return Vec::new(),
        Condition::Any(parts) => {
            let each: Vec<String> = parts.iter().flat_map(|part| obstacles(part, view)).collect();
            each.join("，且")
        }
        Condition::Test(test) => obstacle(test, view),
        Condition::Not(inner) => format!("不得有：{}", words(inner, view)),
    };
    vec![Obstacle { words, undecided }]
}

fn obstacle(test: &Test, view: &View<'_>) -> String {
    if let Some(growth) = Growth::of(test) {
        return growth.obstacle(view);
    }
    let name = subject_name(&test.subject, view);
    let (of, is) = match &test.subject {
        Subject::Field { field, year, years } => {
            let offset = failing_year(test, view, *field, (*year, *years));
            let of = if *years > 1 { format!("{}年", view.context.year + offset) } else { name.clone() };
            (of, view.value(*field, offset).map(|value| found(&shown(&value))))
        }
        Subject::Derived(id) => (name.clone(), derived(*id, view)),
    };
    let missing = match &test.subject {
        Subject::Field { .. } => "未填",
        // It has no column of its own: what it looks at lacks something.
        Subject::Derived(_) => "不能判断（要看的成果或台账有的没有写全）",
    };
    let is = is.unwrap_or_else(|| missing.to_owned());
    format!("{name}应{}，{of}{is}", wanted(test, view))
}

/// What a derived value is, and where it is a condition, what keeps that from holding. None for a count that is not known.
fn derived(id: DerivedId, view: &View<'_>) -> Option<String> {
    let condition = match &view.context.policy.derived[id.index()].kind {
        DerivedKind::Count(_) => return view.count(id).map(|count| found(&count.to_string())),
        DerivedKind::Condition(condition) => condition,
    };
    let why = || obstacles(condition, view).join("；");
    Some(match truth(condition, view) {
        Truth::Yes => found("是"),
        Truth::No => format!("{}（{}）", found("否"), why()),
        Truth::Unknown => format!("不能判断（{}）", why()),
    })
}

fn found(value: &str) -> String {
    format!("为「{value}」")
}

/// The latest of the years asked for that keeps the test from holding.
fn failing_year(test: &Test, view: &View<'_>, field: FieldId, (year, years): (i32, u32)) -> i32 {
    let fails = |offset: &i32| {
        let value = view.value(field, *offset);
        check(&test.check, value.as_deref(), view) != Truth::Yes
    };
    (0..years).map(|back| year - i32::try_from(back).unwrap_or(0)).find(fails).unwrap_or(year)
}

fn words(condition: &Condition, view: &View<'_>) -> String {
    match condition {
        Condition::All(parts) => parts.iter().map(|part| words(part, view)).collect::<Vec<_>>().join("且"),
        Condition::Any(parts) => parts.iter().map(|part| words(part, view)).collect::<Vec<_>>().join("或"),
        Condition::Not(inner) => format!("非（{}）", words(inner, view)),
        Condition::Test(test) => {
            format!("{}{}", subject_name(&test.subject, view), wanted(test, view))
        }
    }
}

fn subject_name(subject: &Subject, view: &View<'_>) -> String {
    let policy = view.context.policy;
    match subject {
        Subject::Derived(id) => policy.derived[id.index()].name.clone(),
        Subject::Field { field, year, years } => {
            let name = &policy.field(*field).name;
            let last = view.context.year + year;
            match (policy.field(*field).by_year, years) {
                (false, _) => name.clone(),
                (true, 1) => format!("{last}年{name}"),
                (true, n) => format!("{}至{last}年每年{name}", last + 1 - i32::try_from(*n).unwrap_or(1)),
            }
        }
    }
}

fn wanted(test: &Test, view: &View<'_>) -> String {
    match &test.check {
        Check::OneOf(values) => {
            let values: Vec<String> = values.iter().map(literal).collect();
            format!("为「{}」", values.join("」或「"))
        }
        Check::Range(bounds) => {
            let lower = bounds
                .lower
                .as_ref()
                .map(|(l, included)| format!("{}{}", if *included { "不低于" } else { "高于" }, literal(l)));
            let upper = bounds
                .upper
                .as_ref()
                .map(|(l, included)| format!("{}{}", if *included { "不高于" } else { "低于" }, literal(l)));
            [lower, upper].into_iter().flatten().collect::<Vec<_>>().join("且")
        }
        Check::Present(true) => "有值".to_owned(),
        Check::Present(false) => "为空".to_owned(),
        Check::Against { other, months, not_before } => {
            let other = &view.context.policy.field(*other).name;
            format!("{}{other}{}", if *not_before { "不早于" } else { "不晚于" }, months_words(*months))
        }
        Check::AwardYear { from, to } => {
            let day = |end: &Option<YearDay>| Some(end.as_ref()?.date(view.context.year)?.to_string());
            match (day(from), day(to)) {
                (Some(from), Some(to)) => format!("在{from}至{to}内"),
                (Some(from), None) => format!("不早于{from}"),
                (None, Some(to)) => format!("不晚于{to}"),
                (None, None) => "是日期".to_owned(),
            }
        }
        Check::Growth { .. } => Growth::of(test).map(|growth| growth.wanted(view)).unwrap_or_default(),
    }
}

/// Months added to a date, in words: 加1年6个月; nothing for none.
pub fn months_words(months: i32) -> String {
    let sign = if months < 0 { "减" } else { "加" };
    match (months.abs() / 12, months.abs() % 12) {
        (0, 0) => String::new(),
        (0, months) => format!("{sign}{months}个月"),
        (years, 0) => format!("{sign}{years}年"),
        (years, months) => format!("{sign}{years}年{months}个月"),
    }
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => text.clone(),
        Literal::Number(number) => number.normalize().to_string(),
        Literal::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
        Literal::Date(day) => day.to_string(),
    }
}

/// A value as a person writes it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Whole(whole) => whole.to_string(),
        Value::Number(number) | Value::Money(number) => number.normalize().to_string(),
        Value::Date(span) => span.to_string(),
        Value::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
    }
}
