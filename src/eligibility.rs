//! Eligibility: what bars an achievement before any award is matched — its life, earlier payment, exclusions, requirements.

mod due;
mod paid;

use crate::condition::{Truth, first_day, last_day, obstacles, truth, within};
use crate::context::{Context, View};
use crate::finding::{Code, Finding};
use crate::grouping::{covers_award, person_number};
use crate::model::achievement::{Achievement, EnterpriseId, ExclusionRow, Holder, Payment};
use crate::policy::{
    AwardId, ClauseId, Exclusion, ExclusionDate, ExclusionEffect, Requirement, Role, builtin,
};
use crate::text::date::DateSpan;
use crate::text::{code, normal};
pub use due::for_instalment;
use jiff::ToSpan;
use jiff::civil::Date;
pub use paid::{already_paid, each_gets_all, paid_in_role, paid_to_another, payments_for};
use std::collections::BTreeSet;

/// What eligibility says.
#[derive(Clone, Debug, PartialEq)]
pub enum Eligible {
    /// Nothing bars it.
    Yes,
    /// A rule bars it.
    No {
        /// The clause.
        clause: Option<ClauseId>,
        /// The reason printed.
        reason: String,
    },
    /// It cannot be told: what is missing.
    Unknown(String),
}

impl Eligible {
    /// The first that bars; else the first that cannot be told.
    fn first(outcomes: impl IntoIterator<Item = Self>) -> Self {
        let mut undecided = None;
        for outcome in outcomes {
            match outcome {
                Self::Yes => {}
                Self::No { .. } => return outcome,
                Self::Unknown(_) => undecided = undecided.or(Some(outcome)),
            }
        }
        undecided.unwrap_or(Self::Yes)
    }
}

/// The life of its category: a national brand of a scheme that has ended is no achievement.
pub fn in_life(context: &Context<'_>, achievement: &Achievement) -> Eligible {
    let category = context.policy.category(achievement.category);
    if category.life == (None, None) {
        return Eligible::Yes;
    }
    let Some(date) = achievement.facts.date(builtin::RECOGNISED) else {
        return Eligible::Unknown(format!("「{}」有存续期，本行没有认定日期", category.name));
    };
    match within(date, category.life.0, category.life.1) {
        Truth::Yes => Eligible::Yes,
        Truth::No => Eligible::No {
            clause: category.life_clause,
            reason: format!("认定日期{date}不在「{}」的存续期内", category.name),
        },
        Truth::Unknown => {
            Eligible::Unknown(format!("认定日期{date}是否在「{}」的存续期内无法判断", category.name))
        }
    }
}

/// Exclusions, then requirements, in document order, for one award.
pub fn for_award(view: &View<'_>, achievement: &Achievement, award: AwardId) -> Eligible {
    let policy = view.context.policy;
    let exclusions = policy
        .exclusions
        .iter()
        .filter(|rule| covers_award(policy, &rule.covers, award, achievement.category))
        .map(|rule| {
            excluded(view, policy.award(award).role, rule, achievement.facts.date(builtin::RECOGNISED))
        });
    let requirements = policy
        .requirements
        .iter()
        .filter(|rule| covers_award(policy, &rule.covers, award, achievement.category))
        .map(|rule| required(view, rule));
    Eligible::first(exclusions.chain(requirements))
}

/// Whether one requirement holds.
pub fn required(view: &View<'_>, rule: &Requirement) -> Eligible {
    match truth(&rule.when, view) {
        Truth::Yes => Eligible::Yes,
        Truth::No => Eligible::No {
            clause: Some(rule.clause),
            reason: format!("{}：{}", rule.reason, obstacles(&rule.when, view).join("；")),
        },
        Truth::Unknown => Eligible::Unknown(format!(
            "是否属于「{}」无法判断：{}",
            rule.reason,
            obstacles(&rule.when, view).join("；")
        )),
    }
}

/// The natural person of an identity number that stands beside a firm, where the lists know the number.
fn person_of(context: &Context<'_>, number: Option<&str>) -> Option<EnterpriseId> {
    context.register.person(&code::person_key(number?))
}

fn excluded(view: &View<'_>, role: Role, rule: &Exclusion, recognised: Option<DateSpan>) -> Eligible {
    let context = view.context;
    let person = person_of(context, view.text(builtin::IDENTITY_NUMBER)).filter(|_| role == Role::Person);
    let mut hits: Vec<&ExclusionRow> = Vec::new();
    let mut undecided: Vec<&ExclusionRow> = Vec::new();
    let own = context.register.exclusions_of(view.enterprise);
    let of_person = person.filter(|id| *id != view.enterprise).into_iter();
    let rows = own.chain(of_person.flat_map(|id| context.register.exclusions_of(id))).filter(|row| {
        let kind = row.facts.text(builtin::EXCLUSION_KIND);
        kind.is_some_and(|kind| normal::key(kind) == normal::key(&rule.kind))
    });
    for row in rows {
        match in_force(context, rule, row, recognised) {
            Truth::Yes => hits.push(row),
            Truth::No => {}
            Truth::Unknown => undecided.push(row),
        }
    }
    if enough(rule, &hits) {
        let named = hits.iter().take(usize::try_from(rule.rows).unwrap_or(1).max(1));
        let places: Vec<String> = named.map(|row| context.names.row(row.source).to_string()).collect();
        let place = places.join("、");
        let stated = hits.first().and_then(|row| row.facts.text(builtin::REASON));
        let stated = stated.map(|reason| format!("：{reason}")).unwrap_or_default();
        let reason = format!("列入{}{stated}（{place}）", rule.kind);
        return match rule.effect {
            ExclusionEffect::Reject => Eligible::No { clause: Some(rule.clause), reason },
            ExclusionEffect::Hold => Eligible::Unknown(format!("{reason}，按规定待定")),
        };
    }
    // Rows that may be in force, and days that are not known, matter only where they could make up the number.
    let first = undecided.first().copied();
    let possible: Vec<&ExclusionRow> = hits.into_iter().chain(undecided).collect();
    if !may_be_enough(rule, &possible) {
        return Eligible::Yes;
    }
    Eligible::Unknown(match (first, possible.first()) {
        (Some(row), _) => {
            format!("{} 的{}起止日期无法与有关日期比较", context.names.row(row.source), rule.kind)
        }
        (None, Some(row)) => format!(
            "{} 等行的{}列入日期没有写到日，不能判断{}个月内有没有{}次",
            context.names.row(row.source),
            rule.kind,
            rule.within_months.unwrap_or_default(),
            rule.rows
        ),
        (None, None) => return Eligible::Yes,
    })
}

/// Whether these rows could be enough if all were in force: a day that is known to the month may be any of it, and a row
/// without a first day may lie in any span.
fn may_be_enough(rule: &Exclusion, rows: &[&ExclusionRow]) -> bool {
    let needed = usize::try_from(rule.rows).unwrap_or(usize::MAX);
    let Some(months) = rule.within_months else { return rows.len() >= needed };
    let starts: Option<Vec<DateSpan>> =
        rows.iter().map(|row| row.facts.date(builtin::EXCLUDED_FROM)).collect();
    let Some(starts) = starts else { return rows.len() >= needed };
    // The span begins on the last day that one of them may have begun.
    let fits = |begin: Date| {
        let within = |span: &&DateSpan| begin <= span.last && before(span.first, begin, months);
        starts.iter().filter(within).count() >= needed
    };
    starts.iter().any(|span| fits(span.last))
}

/// Whether a day lies less than so many months after another.
fn before(day: Date, begin: Date, months: u32) -> bool {
    begin.checked_add(i64::from(months).months()).is_ok_and(|end| day < end)
}

fn in_force(
    context: &Context<'_>,
    rule: &Exclusion,
    row: &ExclusionRow,
    recognised: Option<DateSpan>,
) -> Truth {
    let Some(from) = row.facts.date(builtin::EXCLUDED_FROM) else { return Truth::Unknown };
    let to = row.facts.date(builtin::EXCLUDED_TO);
    match rule.date {
        ExclusionDate::Recognition => recognised.map_or(Truth::Unknown, |date| overlap_each(date, from, to)),
        ExclusionDate::Decision => {
            rule.decided_on.map_or(Truth::Unknown, |day| overlap_each(DateSpan::day(day), from, to))
        }
        ExclusionDate::AnyDayOfYear => match (first_day(context.year), last_day(context.year)) {
            (Some(first), Some(last)) => overlap_any(first, last, from, to),
            _ => Truth::Unknown,
        },
    }
}

/// Whether a date lies in a row's span, whose own ends may be known only to the month.
fn overlap_each(date: DateSpan, from: DateSpan, to: Option<DateSpan>) -> Truth {
    let after_start = match () {
        () if date.first >= from.last => Truth::Yes,
        () if date.last < from.first => Truth::No,
        () => Truth::Unknown,
    };
    let before_end = match to {
        None => Truth::Yes,
        Some(to) if date.last <= to.first => Truth::Yes,
        Some(to) if date.first > to.last => Truth::No,
        Some(_) => Truth::Unknown,
    };
    after_start.and(before_end)
}

fn overlap_any(first: Date, last: Date, from: DateSpan, to: Option<DateSpan>) -> Truth {
    let starts = match () {
        () if from.last <= last => Truth::Yes,
        () if from.first > last => Truth::No,
        () => Truth::Unknown,
    };
    let ends = match to {
        None => Truth::Yes,
        Some(to) if to.first >= first => Truth::Yes,
        Some(to) if to.last < first => Truth::No,
        Some(_) => Truth::Unknown,
    };
    starts.and(ends)
}

/// Whether there are enough rows, all begun within the span that the rule states, whichever days they began on.
fn enough(rule: &Exclusion, hits: &[&ExclusionRow]) -> bool {
    let needed = usize::try_from(rule.rows).unwrap_or(usize::MAX);
    let Some(months) = rule.within_months else { return hits.len() >= needed };
    let starts: Vec<DateSpan> =
        hits.iter().filter_map(|row| row.facts.date(builtin::EXCLUDED_FROM)).collect();
    let fits = |begin: Date| {
        let within = |span: &&DateSpan| begin <= span.first && before(span.last, begin, months);
        starts.iter().filter(within).count() >= needed
    };
    starts.iter().any(|span| fits(span.first))
}

/// What says that an achievement is of another year: a recognition date after the award year's last day, or, where it has no
/// date, a year in its own row. Said always, and held where no rule settles it.
pub fn of_another_year(context: &Context<'_>, achievement: &Achievement) -> Option<Finding> {
    let Some(date) = achievement.facts.get(builtin::RECOGNISED) else {
        return other_year(context, achievement, "没有认定日期，写的年度");
    };
    if context.policy.category(achievement.category).identity.contains(&builtin::YEAR)
        && let Some(finding) = other_year(context, achievement, "年年奖励的一类，本行的年度")
    {
        return Some(finding);
    }
    let crate::model::record::Value::Date(span) = &date.value else { return None };
    let last = last_day(context.year)?;
    (span.first > last).then(|| {
        Finding::new(
            Code::FutureDate,
            context.names.cell(date.cell),
            format!("认定日期{span}在奖励年度{}年之后。", context.year),
            "请核对日期；确属以后年度的，请在以后年度申报。",
        )
    })
}

/// Beside a date the year decides nothing, lists state there the year of the application, too; but where it tells one award from
/// the next.
fn other_year(context: &Context<'_>, achievement: &Achievement, what: &str) -> Option<Finding> {
    let year = achievement.facts.get(builtin::YEAR)?;
    let crate::model::record::Value::Whole(written) = &year.value else { return None };
    let help = if achievement.facts.get(builtin::RECOGNISED).is_none() {
        "请补上认定日期；是以前或以后年度的成果，请从名单里删去。"
    } else {
        "请核对年度：就是本年度的，改正这一列或标题；补发以前年度的，请用那一年的名单另算那一年。"
    };
    (*written != i64::from(context.year)).then(|| {
        let message = format!("{what}是{written}年，不是所算的奖励年度{}年。", context.year);
        Finding::new(Code::YearDiffers, context.names.cell(year.cell), message, help)
    })
}

/// Whether an achievement is an enterprise's, or that of a person whom its row names.
pub fn concerns(context: &Context<'_>, achievement: &Achievement, who: EnterpriseId) -> bool {
    let named = |holder: &Holder| {
        person_of(context, achievement.text_of(holder.enterprise, builtin::IDENTITY_NUMBER)) == Some(who)
    };
    achievement.holders.iter().any(|holder| holder.enterprise == who || named(holder))
}

/// Whose an instalment is that the ledger owes: the enterprise's or person's that is paid, and its whose achievement it was; none
/// where a town's names no firm, so that it may be any firm's.
pub fn owners_of_due(context: &Context<'_>, payment: &Payment) -> Option<BTreeSet<EnterpriseId>> {
    let person = person_of(context, person_number(context, payment).as_deref());
    let owners = [Some(payment.holder), Some(payment.enterprise), person].into_iter().flatten().collect();
    Some(owners).filter(|_| !due::is_nameless(payment))
}

/// An exclusion row of a kind that the policy does not know: it could bar anything of its enterprise.
pub fn unknown_exclusions(context: &Context<'_>) -> Vec<(EnterpriseId, Finding)> {
    let known: Vec<String> = context.policy.exclusions.iter().map(|rule| normal::key(&rule.kind)).collect();
    let names: Vec<&str> = context.policy.exclusions.iter().map(|rule| rule.kind.as_str()).collect();
    let named = if names.is_empty() { "一个也没有".to_owned() } else { names.join("、") };
    let rows = context.register.exclusions.iter().filter_map(|row| {
        let kind = row.facts.text(builtin::EXCLUSION_KIND).unwrap_or("");
        if known.contains(&normal::key(kind)) {
            return None;
        }
        let message =
            format!("排除名单的类型「{kind}」政策文件里没有，不知道它排除什么，该企业的成果全部待定。");
        let help = format!(
            "政策里的类型有：{named}。请改正名单，或在政策文件里写 [[clause.exclusion]]；与本政策无关的名单请移出文件夹。"
        );
        Some((
            row.enterprise,
            Finding::new(Code::ExclusionUnknown, context.names.row(row.source), message, help),
        ))
    });
    rows.collect()
}
