//! Days that lie outside the policy's award years.

use super::Lints;
use crate::condition::{first_day, last_day};
use crate::finding::Code;
use crate::policy::uses;
use crate::policy::{Bounds, Check, Condition, ExclusionDate, Literal, Subject, Test, builtin};
use jiff::civil::Date;

pub(super) fn lint(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    let (first, last) = policy.years;
    let awards = policy.awards.iter().map(|award| &award.when);
    let rules: Vec<&Condition> = awards.chain(policy.requirements.iter().map(|rule| &rule.when)).collect();
    let mut wrong: Vec<(&Test, String)> = Vec::new();
    for rule in rules {
        uses::tests(rule, &mut |test| wrong.extend(outside(test, (first, last)).map(|why| (test, why))));
    }
    for (test, why) in wrong {
        lints.tell(
            Code::DatesBeyondYears,
            Some(test.span),
            why,
            "请核对日期和 [policy] 的 years；是笔误的请改正。",
        );
    }
    for (exclusion, span) in policy.exclusions.iter().zip(&policy.spans.exclusions) {
        if let Some(day) = exclusion
            .decided_on
            .filter(|day| exclusion.date == ExclusionDate::Decision && Some(*day) < first_day(first))
        {
            let message = format!("排除「{}」的决定日{day}早于适用的第一个奖励年度{first}。", exclusion.kind);
            lints.tell(
                Code::DatesBeyondYears,
                Some(*span),
                message,
                "请核对 decided_on 和 [policy] 的 years。",
            );
        }
    }
}

/// A recognition date that no achievement of the award years, the year before and the year after can have; an application
/// date before the first award year.
fn outside(test: &Test, (first, last): (i32, Option<i32>)) -> Option<String> {
    let Subject::Field { field, .. } = test.subject else { return None };
    let Check::Range(bounds) = &test.check else { return None };
    let (low, high) = (day(bounds, true), day(bounds, false));
    let early = high
        .filter(|high| Some(*high) < first_day(if field == builtin::RECOGNISED { first - 1 } else { first }));
    let late = low.filter(|low| last.is_some_and(|last| Some(*low) > last_day(last + 1)));
    let name = match field {
        builtin::RECOGNISED => "认定日期",
        builtin::APPLIED => "申报日期",
        _ => return None,
    };
    let years = last.map_or_else(|| format!("{first}年起"), |last| format!("{first}至{last}年"));
    match (early, late) {
        (Some(day), _) => {
            Some(format!("条件要求{name}不晚于{day}，而政策适用于{years}，这样的成果早已过期。"))
        }
        (_, Some(day)) => Some(format!("条件要求{name}不早于{day}，而政策适用于{years}，到时已不适用。")),
        _ => None,
    }
}

fn day(bounds: &Bounds, lower: bool) -> Option<Date> {
    let end = if lower { &bounds.lower } else { &bounds.upper };
    match end {
        Some((Literal::Date(day), _)) => Some(*day),
        _ => None,
    }
}
