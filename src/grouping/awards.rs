//! By which award something was paid, as far as its row says, and whether a step takes it in.

use super::{any, covers_award, covers_payment, payment_clause, payment_role};
use crate::model::achievement::Payment;
use crate::policy::{AwardId, CategoryId, ClauseId, Covers, Policy, Role, builtin};

/// Which of the awards that may have given something a cover names or leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CoveredOf {
    None,
    Some,
    All,
}

/// Of the awards of a role that a row's category and clause admit, which a cover takes in as far as it names awards. A cover
/// that only leaves some out takes in what no award can have given.
fn covered_of(
    policy: &Policy,
    covers: &Covers,
    role: Role,
    category: Option<CategoryId>,
    clause: Option<ClauseId>,
) -> CoveredOf {
    let could_be = (0_u32..).map(AwardId).zip(&policy.awards).filter(|(_, award)| {
        award.role == role
            && category.is_none_or(|category| award.categories.contains(&category))
            && clause.is_none_or(|clause| award.clause == clause)
    });
    let covered = |id: &AwardId| any(&covers.awards, |a| a == id) && !covers.except.contains(id);
    let (of, out): (Vec<AwardId>, Vec<AwardId>) = could_be.map(|(id, _)| id).partition(covered);
    match (of.is_empty(), out.is_empty()) {
        (true, true) if covers.awards.is_empty() => CoveredOf::All,
        (true, _) => CoveredOf::None,
        (false, true) => CoveredOf::All,
        (false, false) => CoveredOf::Some,
    }
}

/// Whether a step takes in an earlier payment: by its award where its row names it, else by category, clause and role.
pub fn covers_paid(policy: &Policy, covers: &Covers, payment: &Payment) -> bool {
    match (payment.award, payment.category) {
        (Some(award), Some(category)) => covers_award(policy, covers, award, category),
        _ => covers_payment(policy, covers, payment),
    }
}

/// Whether a step names or leaves out only some of the awards that a row of an earlier workbook may be of: the row does not say
/// which, because an earlier version wrote it or the policy calls its awards otherwise now.
pub fn award_unsaid(policy: &Policy, covers: &Covers, payment: &Payment) -> bool {
    let unsaid = payment.nature().is_none() || payment.facts.text(builtin::AWARD).is_some();
    let (role, clause) = (payment_role(payment), payment_clause(policy, payment));
    payment.of_workbook
        && payment.award.is_none()
        && unsaid
        && !(covers.awards.is_empty() && covers.except.is_empty())
        && any(&covers.roles, |r| *r == role)
        && covered_of(policy, covers, role, payment.category, clause) == CoveredOf::Some
}
