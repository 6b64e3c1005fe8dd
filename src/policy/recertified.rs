//! What a policy says of re-certification: of an award that says nothing of it nobody may take it that it is paid again.

use super::{AmountKind, Role};
use super::{Award, AwardId, CategoryId, Condition, Covers, Policy, StepKind, builtin};
use std::collections::BTreeSet;

impl Policy {
    /// The categories of which some award is paid otherwise for a re-certification than for a first recognition.
    pub fn staged_categories(&self) -> BTreeSet<CategoryId> {
        let telling = self.awards.iter().filter(|award| award.when.tells_stages(&self.derived));
        telling.flat_map(|award| award.categories.iter().copied()).collect()
    }

    /// The categories of which some award does not say how a re-certification fares.
    pub fn categories_silent_on_again(&self) -> BTreeSet<CategoryId> {
        let awards = (0_u32..).map(AwardId).zip(&self.awards);
        let silent = awards.flat_map(|(id, award)| {
            let categories = award.categories.iter().copied();
            categories.filter(move |category| self.is_silent_on_again(id, *category))
        });
        silent.collect()
    }

    /// True where neither the award's conditions nor a deduction of earlier payments, its own or a step's, speaks of
    /// re-certification.
    pub fn is_silent_on_again(&self, id: AwardId, category: CategoryId) -> bool {
        let award = self.award(id);
        !(speaks(self, &award.when) || compared(self, id, category) || award.deducts_itself())
    }

    /// True where nothing but an upgrade by levels speaks of it: what was paid for the same category is no lower level, so that
    /// a re-certification is paid in full.
    pub fn is_paid_again_by_level(&self, id: AwardId, category: CategoryId) -> bool {
        let award = self.award(id);
        let by_level = self.category(category).level.is_some();
        by_level
            && !speaks(self, &award.when)
            && !award.deducts_itself()
            && upgraded(self, id, category)
            && !ranked_across_years(self, id, category)
    }
}

impl Award {
    /// True where what was paid of it before is taken off by the award itself.
    pub fn deducts_itself(&self) -> bool {
        matches!(self.amount.kind, AmountKind::Brackets { less_paid: true, .. })
    }
}

impl Covers {
    /// Whether it takes in an award of a category in a role.
    pub fn award(&self, policy: &Policy, award: AwardId, category: CategoryId) -> bool {
        let resolved = policy.category(category);
        let rule = policy.award(award);
        let role = |role: &Role| *role == rule.role;
        any(&self.awards, |a| *a == award)
            && any(&self.categories, |c| *c == category)
            && any(&self.families, |f| Some(f) == resolved.family.as_ref())
            && any(&self.levels, |l| Some(*l) == resolved.level)
            && any(&self.clauses, |c| *c == rule.clause)
            && any(&self.roles, role)
            && !self.except.contains(&award)
    }
}

fn any<T>(list: &[T], test: impl Fn(&T) -> bool) -> bool {
    list.is_empty() || list.iter().any(test)
}

/// True where a step says what earlier payments for the same thing do to the award.
fn compared(policy: &Policy, award: AwardId, category: CategoryId) -> bool {
    ranked_across_years(policy, award, category) || upgraded(policy, award, category)
}

fn ranked_across_years(policy: &Policy, award: AwardId, category: CategoryId) -> bool {
    policy.steps.iter().any(|step| match &step.kind {
        StepKind::HighestOnly(rule) => rule.across_years && rule.covers.award(policy, award, category),
        _ => false,
    })
}

fn upgraded(policy: &Policy, award: AwardId, category: CategoryId) -> bool {
    policy.steps.iter().any(|step| match &step.kind {
        StepKind::UpgradeDifference(rule) => rule.covers.award(policy, award, category),
        _ => false,
    })
}

/// True where a condition looks at 复评 or 阶段, itself or through a derived field.
fn speaks(policy: &Policy, condition: &Condition) -> bool {
    let fields = condition.fields(&policy.derived);
    fields.contains(&builtin::RECERTIFIED) || fields.contains(&builtin::STAGE)
}
