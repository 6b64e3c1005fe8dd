//! Which awards an old instalment may be part of, and whether a rule takes it in: its row names its award, or leaves several.

use super::{any, covers_award, covers_entitlement, names_nothing, payment_clause, payment_role};
use crate::condition::Truth;
use crate::model::achievement::Payment;
use crate::model::entitlement::{Cause, Entitlement};
use crate::policy::{AwardId, CategoryId, ClauseId, Covers, Department, Policy, Role, StepKind};

/// What a row says of the award that it is part of.
#[derive(Clone, Copy)]
struct Said {
    award: Option<AwardId>,
    category: Option<CategoryId>,
    clause: Option<ClauseId>,
    role: Role,
}

/// An award of one of its categories.
type Awarded = (AwardId, CategoryId);

/// Whether a requirement or an exclusion takes in an old instalment. A department's part arose from awards, and is barred with
/// them: in the year of the award it would not have arisen.
pub fn covers_due(policy: &Policy, covers: &Covers, payment: &Payment) -> Truth {
    let said = Said {
        award: payment.award,
        category: payment.category,
        clause: payment_clause(policy, payment),
        role: payment_role(payment),
    };
    let bases = departments(policy, said).collect::<Vec<_>>();
    let awards = match bases.is_empty() {
        true => awards(policy, said),
        false => of_category(policy, said)
            .filter(|(award, category)| {
                bases.iter().any(|department| covers_award(policy, &department.covers, *award, *category))
            })
            .collect(),
    };
    share_of(policy, covers, &awards)
}

/// Whether a sharing rule takes in an entitlement; of an old instalment whose row names no award, as far as it tells. Sharing
/// divides departments' parts, too: a rule that names nothing takes in everything.
pub fn covers_shared(policy: &Policy, covers: &Covers, entitlement: &Entitlement) -> Truth {
    let said = of_entitlement(entitlement);
    let unsaid = matches!(entitlement.cause, Cause::Instalment(_))
        && said.award.is_none()
        && departments(policy, said).next().is_none();
    match awards(policy, said) {
        _ if names_nothing(covers) => Truth::Yes,
        awards if unsaid && !awards.is_empty() => share_of(policy, covers, &awards),
        _ => covers_entitlement(policy, covers, entitlement).into(),
    }
}

/// Whether an old instalment that names no award may be of one that a cover names, or does not leave out.
pub(super) fn may_cover(policy: &Policy, covers: &Covers, entitlement: &Entitlement) -> bool {
    let possible = awards(policy, of_entitlement(entitlement));
    let taken = |award: &AwardId| any(&covers.awards, |a| a == award) && !covers.except.contains(award);
    possible.iter().any(|(award, _)| taken(award)) || possible.is_empty() && covers.awards.is_empty()
}

/// Whether an old instalment that a cover takes in may be of an award outside it.
pub fn may_be_outside(policy: &Policy, covers: &Covers, entitlement: &Entitlement) -> bool {
    let said = of_entitlement(entitlement);
    matches!(entitlement.cause, Cause::Instalment(_))
        && said.award.is_none()
        && departments(policy, said).next().is_none()
        && !(covers.awards.is_empty() && covers.except.is_empty())
        && share_of(policy, covers, &awards(policy, said)) == Truth::Unknown
}

/// Whether an old instalment is a department's part, and of no award.
pub(super) fn is_of_department(policy: &Policy, entitlement: &Entitlement) -> bool {
    departments(policy, of_entitlement(entitlement)).next().is_some()
}

/// The names of the awards that an instalment may be of, for a message.
pub fn possible_awards(policy: &Policy, entitlement: &Entitlement) -> Vec<String> {
    let mut awards: Vec<AwardId> =
        awards(policy, of_entitlement(entitlement)).into_iter().map(|(award, _)| award).collect();
    awards.sort_unstable();
    awards.dedup();
    awards.into_iter().map(|award| format!("「{}」", policy.award(award).id)).collect()
}

fn of_entitlement(entitlement: &Entitlement) -> Said {
    let Entitlement { award, category, clause, role, .. } = entitlement;
    Said { award: *award, category: *category, clause: Some(*clause), role: *role }
}

/// Nothing of what is possible, all of it, or some.
fn share_of(policy: &Policy, covers: &Covers, awards: &[Awarded]) -> Truth {
    let covered =
        awards.iter().filter(|(award, category)| covers_award(policy, covers, *award, *category)).count();
    match covered {
        _ if awards.is_empty() && !names_nothing(covers) => Truth::Unknown,
        covered if covered == awards.len() => Truth::Yes,
        0 => Truth::No,
        _ => Truth::Unknown,
    }
}

/// The awards that a row admits. It may cite the clause of the instalments instead of its award's: that tells nothing.
fn awards(policy: &Policy, said: Said) -> Vec<Awarded> {
    let of_role = of_category(policy, said).filter(|(award, _)| policy.award(*award).role == said.role);
    let possible: Vec<Awarded> = of_role.collect();
    let cited = possible.iter().filter(|(award, _)| said.clause == Some(policy.award(*award).clause));
    let cited: Vec<Awarded> = cited.copied().collect();
    if cited.is_empty() { possible } else { cited }
}

/// The awards of the category that a row states, or of any, each with its categories: only the one that it names.
fn of_category(policy: &Policy, said: Said) -> impl Iterator<Item = Awarded> {
    let all = (0_u32..).map(AwardId).zip(&policy.awards);
    let named = all.filter(move |(id, _)| said.award.is_none_or(|award| award == *id));
    named.flat_map(move |(id, award)| {
        let own = award.categories.iter().copied();
        own.filter(move |own| said.category.is_none_or(|category| category == *own)).map(move |own| (id, own))
    })
}

/// The departments whose part a row that names no award is: those of its role and clause. Where no award pays the role at all,
/// whatever clause it cites.
fn departments(policy: &Policy, said: Said) -> impl Iterator<Item = &Department> {
    let pays = |clause: Option<ClauseId>| {
        let awards = || policy.awards.iter().filter(|award| award.role == said.role);
        let of_category = |own: &[CategoryId]| said.category.is_none_or(|category| own.contains(&category));
        awards()
            .any(|award| clause.is_none_or(|clause| award.clause == clause) && of_category(&award.categories))
    };
    let (by_award, by_role) = (said.award.is_some() || pays(said.clause), !pays(None));
    let steps = policy.steps.iter().filter_map(move |step| match &step.kind {
        StepKind::DepartmentShare(departments)
            if !by_award && (by_role || said.clause == Some(step.clause)) =>
        {
            Some(departments)
        }
        _ => None,
    });
    steps.flatten().filter(move |department| department.role == said.role)
}
