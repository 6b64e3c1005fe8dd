//! Awards that take the same recognition in several award years: they are paid once, and the document may mean every year.

use super::Lints;
use crate::finding::{Code, Finding};
use crate::policy::{Award, CategoryId, Check, Condition, Policy, StepKind, Subject, YearDay, builtin};

/// In so many award years a window takes one day where it is hardly one for late applications.
const SEVERAL: i32 = 3;

pub(super) fn lint(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    let one_year = policy.years.1 == Some(policy.years.0);
    if one_year || policy.steps.iter().any(|step| matches!(step.kind, StepKind::Instalments(_))) {
        return;
    }
    for award in &policy.awards {
        if let Some(years) = years(policy, award).filter(|_| !award.categories.iter().all(told(policy))) {
            tell(lints, award, years);
        }
    }
}

/// Whether something besides the day tells one award of a category from the next.
fn told(policy: &Policy) -> impl Fn(&CategoryId) -> bool {
    |id| policy.category(*id).identity.iter().any(|field| *field != builtin::RECOGNISED)
}

/// In how many award years the award takes one recognition; none where it is meant for one, late applications aside.
fn years(policy: &Policy, award: &Award) -> Option<i32> {
    let operands = award.amount.own_operands(policy);
    let of_each_year = operands.fields.iter().any(|(field, _)| policy.field(*field).by_year);
    window(&award.when).filter(|years| *years >= SEVERAL || *years > 1 && of_each_year)
}

/// In how many award years a recognition date lies in the window that the condition sets around the award year.
fn window(condition: &Condition) -> Option<i32> {
    match condition {
        Condition::All(parts) => parts.iter().filter_map(window).min(),
        Condition::Test(test)
            if matches!(test.subject, Subject::Field { field: builtin::RECOGNISED, .. }) =>
        {
            match test.check {
                Check::AwardYear { from: Some(from), to: Some(to) } => Some(length(from, to)),
                _ => None,
            }
        }
        Condition::Any(_) | Condition::Not(_) | Condition::Test(_) => None,
    }
}

/// Years from one day to another, a begun one counted whole.
fn length(from: YearDay, to: YearDay) -> i32 {
    to.year - from.year + i32::from(to.day >= from.day)
}

fn tell(lints: &mut Lints<'_>, award: &Award, years: i32) {
    let message = format!(
        "奖项「{}」在{years}个年度都适用同一认定日期的成果，而一次认定只奖一次：台账付过的，以后年度不再兑现。",
        award.id
    );
    let help = "年年奖励的，在类别里写 identity = [\"奖励年度\"]；原文就是只奖一次的，不用改。";
    lints.findings.push(Finding::new(Code::YearlyOnce, award.place.clone(), message, help));
}
