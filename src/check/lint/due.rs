//! Later instalments that no achievement can be paid: what they still require holds in the year of the award alone.

use super::Lints;
use super::limits::step_span;
use crate::finding::Code;
use crate::policy::{Check, Condition, Due, Requirement, StepKind, Subject, YearDay, builtin};

/// A year to count offsets from; which one it is makes no difference to whole years apart.
const ANY: i32 = 2000;

pub(super) fn lint(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    for (index, step) in policy.steps.iter().enumerate() {
        let StepKind::Instalments(rule) = &step.kind else { continue };
        let years = rule.parts.iter().filter_map(|part| match part.due {
            Due::Offset(years) if years > 0 => Some(years),
            Due::Offset(_) | Due::Present(_) => None,
        });
        let Some(last) = years.max() else { continue };
        let named = policy.requirements.iter().filter(|one| rule.still_requires.contains(&one.clause));
        for requirement in named.filter(|one| windows(&one.when).iter().any(|window| is_over(*window, last)))
        {
            tell(lints, index, requirement, last);
        }
    }
}

/// The windows around the award year in which a condition wants the day of recognition.
fn windows(condition: &Condition) -> Vec<(YearDay, YearDay)> {
    match condition {
        Condition::All(parts) => parts.iter().flat_map(windows).collect(),
        Condition::Test(test)
            if matches!(test.subject, Subject::Field { field: builtin::RECOGNISED, .. }) =>
        {
            match test.check {
                Check::AwardYear { from: Some(from), to: Some(to) } => vec![(from, to)],
                _ => Vec::new(),
            }
        }
        Condition::Any(_) | Condition::Not(_) | Condition::Test(_) => Vec::new(),
    }
}

/// Whether no day lies in the window of the award and in that of so many years later.
fn is_over((from, to): (YearDay, YearDay), years: i32) -> bool {
    to.date(ANY).zip(from.date(ANY + years)).is_some_and(|(last, first)| last < first)
}

fn tell(lints: &mut Lints<'_>, index: usize, requirement: &Requirement, years: i32) {
    let policy = lints.policy;
    let step = policy.steps.get(index).map_or("", |step| step.id.as_str());
    let clause = &policy.clause(requirement.clause).id;
    let message = format!(
        "步骤「{step}」的「still_requires」写了条款「{clause}」，其中「{}」要求认定日期在所算年度前后：{years}年后到期的一期一定不符合，永远不付。",
        requirement.reason
    );
    let help = "把余款仍要满足的要求和排除另写成一个条款，still_requires 只写那个条款。";
    lints.tell(Code::DueUnreachable, step_span(lints, index), message, help);
}
