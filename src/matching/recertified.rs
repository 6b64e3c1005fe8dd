//! Re-certification: an award whose conditions do not speak of it would pay it like a first recognition, unsaid.

use super::batch::deducts_itself;
use crate::context::View;
use crate::grouping::covers_award;
use crate::policy::{AwardId, CategoryId, Condition, Policy, StepKind, builtin};

/// Why an award may not pay an achievement: it is a re-certification, and neither the award's conditions nor a deduction of
/// earlier payments, its own or a step's, speaks of that.
pub(super) fn unsaid(view: &View<'_>, id: AwardId, category: CategoryId) -> Option<String> {
    let policy = view.context.policy;
    let award = policy.award(id);
    let again = view.facts.bool(builtin::RECERTIFIED) == Some(true);
    let said = || speaks(policy, &award.when) || compared(policy, id, category) || deducts_itself(award);
    (again && !said()).then(|| format!("这是复评，奖项「{}」没有说复评怎么奖", award.id))
}

/// True where a step says what earlier payments for the same thing do to the award.
fn compared(policy: &Policy, award: AwardId, category: CategoryId) -> bool {
    policy.steps.iter().any(|step| match &step.kind {
        StepKind::HighestOnly(rule) => {
            rule.across_years && covers_award(policy, &rule.covers, award, category)
        }
        StepKind::UpgradeDifference(rule) => covers_award(policy, &rule.covers, award, category),
        _ => false,
    })
}

/// True where a condition looks at 复评 or 阶段, itself or through a derived field.
fn speaks(policy: &Policy, condition: &Condition) -> bool {
    let fields = condition.fields(&policy.derived);
    fields.contains(&builtin::RECERTIFIED) || fields.contains(&builtin::STAGE)
}
