//! Group keys and covers: which entitlements and payments a count or step puts together.

mod awards;
mod due;
pub mod once;
mod payment_key;

use crate::condition::shown;
use crate::context::{Context, View};
use crate::model::achievement::{Achievement, AchievementId, EnterpriseId, Payment};
use crate::model::entitlement::{Cause, Payee};
use crate::model::record::Facts;
use crate::policy::{Alone, AwardId, CategoryId, ClauseId, Covers, KeyPart, Policy, Role, builtin};
use crate::text::{code, normal};
pub use awards::{award_unsaid, covers_paid};
pub use due::{covers_due, covers_shared, may_be_outside, possible_awards};
pub use payment_key::{key_of_payment, lacking};

/// One part of a group key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The thing has none, and that is a fact (no level, no family).
    None,
    /// An id.
    Id(u32),
    /// A number.
    Number(i64),
    /// A text, normalised.
    Text(String),
    /// An enterprise in a role.
    Who(Role, EnterpriseId),
    /// A name in a role, normalised.
    Named(Role, String),
}

/// A group key; a part that is missing is none, and decides nothing.
pub type Key = Vec<Option<Part>>;

/// What is put in a group.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    /// The facts.
    pub view: View<'a>,
    /// The achievement, for all but instalments of history.
    pub achievement: Option<(AchievementId, &'a Achievement)>,
    /// The payment, for an instalment of history.
    pub payment: Option<&'a Payment>,
    /// The payee, once known.
    pub payee: Option<&'a Payee>,
    /// The clause, once known.
    pub clause: Option<ClauseId>,
}

impl Item<'_> {
    fn category(&self) -> Option<CategoryId> {
        self.achievement.map(|(_, a)| a.category).or_else(|| self.payment.and_then(|p| p.category))
    }
}

/// The key of an item. Missing parts (an unknown town, an empty field) are none.
pub fn key_of(parts: &[KeyPart], item: &Item<'_>) -> Key {
    parts.iter().map(|part| part_of(*part, item)).collect()
}

fn part_of(part: KeyPart, item: &Item<'_>) -> Option<Part> {
    let context = item.view.context;
    let enterprise = item.view.enterprise;
    match part {
        KeyPart::Payee => Some(match item.payee {
            Some(payee) => payee_part(payee),
            None => who(Role::Enterprise, enterprise),
        }),
        KeyPart::Enterprise => Some(Part::Id(enterprise.0)),
        KeyPart::Product => match (item.achievement, item.payment) {
            (Some((_, achievement)), _) => achievement.product_group.clone().map(Part::Text),
            (None, Some(payment)) => payment.product_group.clone().map(Part::Text),
            (None, None) => None,
        },
        KeyPart::Category => item.category().map(|category| Part::Id(category.0)),
        KeyPart::Family => item.category().map(|category| family(context.policy, category)),
        KeyPart::Level => item.category().map(|category| level(context.policy, category)),
        KeyPart::Clause => item.clause.map(|clause| Part::Id(clause.0)),
        KeyPart::Town => View { enterprise, ..item.view }.town().map(|town| Part::Text(normal::key(town))),
        KeyPart::Year => Some(Part::Number(i64::from(context.year))),
        KeyPart::Achievement => own_part(item),
        KeyPart::Field(field) => {
            let stated = item.view.value(field, 0).map(|value| Part::Text(normal::key(&shown(&value))));
            stated.or_else(|| match context.policy.field(field).blank? {
                Alone::Enterprise => Some(who(Role::Enterprise, enterprise)),
                Alone::Achievement => own_part(item),
            })
        }
    }
}

/// What stands by itself: an achievement, or an instalment of an earlier one.
fn own_part(item: &Item<'_>) -> Option<Part> {
    let own = item.achievement.map(|(id, _)| Part::Id(id.0));
    own.or_else(|| item.payment.map(achievement_of))
}

/// The achievement that an instalment is of: all that its row says of it; a row that names nothing is alone.
fn achievement_of(payment: &Payment) -> Part {
    let date = payment.facts.date(builtin::RECOGNISED).map(|date| date.first.to_string());
    let thing = match (&payment.certificate, &payment.product) {
        (Some(certificate), _) => certificate.clone(),
        (None, Some(product)) => format!("{}/{product}", payment.holder.0),
        (None, None) => {
            let at = payment.source;
            return Part::Text(format!("{}/{}/{}", at.file, at.sheet, at.row));
        }
    };
    let category = payment.category.map_or(u32::MAX, |category| category.0);
    Part::Text(format!("{category}/{thing}/{}", date.unwrap_or_default()))
}

/// A payee, so that the same one in history is equal: by enterprise or identity number, or by name where it has none.
pub fn payee_part(payee: &Payee) -> Part {
    match (payee.role, &payee.identity_number, payee.enterprise) {
        (Role::Person, Some(number), _) => by_name(Role::Person, number),
        (Role::Town | Role::Department, ..) | (_, _, None) => by_name(payee.role, &payee.name),
        (role, _, Some(enterprise)) => who(role, enterprise),
    }
}

fn who(role: Role, enterprise: EnterpriseId) -> Part {
    Part::Who(role, enterprise)
}

fn by_name(role: Role, name: &str) -> Part {
    Part::Named(role, normal::key(name))
}

/// The identity number of the person that a payment was for, as payees have it.
pub fn person_number(context: &Context<'_>, payment: &Payment) -> Option<String> {
    let own = context.enterprise(payment.enterprise).identity_number.clone();
    own.or_else(|| payment.facts.text(builtin::IDENTITY_NUMBER).map(code::person_key))
}

fn family(policy: &Policy, category: CategoryId) -> Part {
    policy.category(category).family.clone().map_or(Part::None, Part::Text)
}

fn level(policy: &Policy, category: CategoryId) -> Part {
    policy
        .category(category)
        .level
        .map_or(Part::None, |level| Part::Id(u32::try_from(level).unwrap_or(u32::MAX)))
}

/// The clause of this policy that a history row cites.
pub fn payment_clause(policy: &Policy, payment: &Payment) -> Option<ClauseId> {
    let cited = normal::key(payment.facts.text(builtin::CLAUSE)?);
    (0_u32..)
        .map(ClauseId)
        .zip(&policy.clauses)
        .find(|(_, clause)| normal::key(&clause.id) == cited)
        .map(|(id, _)| id)
}

/// How two keys compare when one may lack parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Every part agrees.
    Full,
    /// Every known part agrees, but some are missing.
    Possible,
    /// A known part differs.
    None,
}

/// Compares two keys.
pub fn agreement(a: &Key, b: &Key) -> Agreement {
    let mut result = Agreement::Full;
    for pair in a.iter().zip(b) {
        match pair {
            (Some(a), Some(b)) if a == b => {}
            (Some(_), Some(_)) => return Agreement::None,
            _ => result = Agreement::Possible,
        }
    }
    result
}

/// Whether a cover takes in a category, before any award is known.
pub fn covers_category(policy: &Policy, covers: &Covers, category: CategoryId) -> bool {
    let resolved = policy.category(category);
    any(&covers.categories, |c| *c == category)
        && any(&covers.families, |f| Some(f) == resolved.family.as_ref())
        && any(&covers.levels, |l| Some(*l) == resolved.level)
        && any(&covers.awards, |a| policy.award(*a).categories.contains(&category))
        && any(&covers.clauses, |c| {
            policy.awards.iter().any(|award| award.clause == *c && award.categories.contains(&category))
        })
}

/// Whether a cover takes in an award of a category in a role.
pub fn covers_award(policy: &Policy, covers: &Covers, award: AwardId, category: CategoryId) -> bool {
    covers.award(policy, award, category)
}

fn names_nothing(covers: &Covers) -> bool {
    covers.awards.is_empty()
        && covers.categories.is_empty()
        && covers.families.is_empty()
        && covers.levels.is_empty()
        && covers.clauses.is_empty()
        && covers.roles.is_empty()
        && covers.except.is_empty()
}

/// Whether a cover takes in an entitlement. A department's share is taken in only where its role or clause is named.
pub fn covers_entitlement(
    policy: &Policy,
    covers: &Covers,
    entitlement: &crate::model::entitlement::Entitlement,
) -> bool {
    match entitlement.cause {
        Cause::Award(award) => match entitlement.category {
            Some(category) => covers_award(policy, covers, award, category),
            None => false,
        },
        Cause::Share(step, ..) => {
            covers_department(policy, covers, policy.steps[step.index()].clause, entitlement)
        }
        Cause::Instalment(_) => match (entitlement.award, entitlement.category) {
            (Some(award), Some(category)) => covers_award(policy, covers, award, category),
            _ if due::is_of_department(policy, entitlement) => {
                covers_department(policy, covers, entitlement.clause, entitlement)
            }
            _ => {
                any(&covers.roles, |r| *r == entitlement.role)
                    && any(&covers.clauses, |c| *c == entitlement.clause)
                    && covers_kind(policy, covers, entitlement.category)
                    && due::may_cover(policy, covers, entitlement)
            }
        },
    }
}

/// Whether a cover takes in a department's part: it is no award of whoever gets it, and must be named.
fn covers_department(
    policy: &Policy,
    covers: &Covers,
    clause: ClauseId,
    entitlement: &crate::model::entitlement::Entitlement,
) -> bool {
    // An enterprise's part beside its award is no award of the enterprise: it is named as a department's is.
    let role = if entitlement.role == Role::Enterprise { Role::Department } else { entitlement.role };
    let (by_role, by_clause) = (covers.roles.contains(&role), covers.clauses.contains(&clause));
    let own = || by_clause && covers.roles.contains(&entitlement.role);
    (by_role || by_clause)
        && covers.awards.is_empty()
        && (covers.roles.is_empty() || by_role || own())
        && (covers.clauses.is_empty() || by_clause)
        && covers_kind(policy, covers, entitlement.category)
}

fn covers_kind(policy: &Policy, covers: &Covers, category: Option<CategoryId>) -> bool {
    let resolved = category.map(|category| policy.category(category));
    any(&covers.categories, |c| Some(*c) == category)
        && any(&covers.families, |f| resolved.is_some_and(|r| r.family.as_ref() == Some(f)))
        && any(&covers.levels, |l| resolved.is_some_and(|r| r.level == Some(*l)))
}

/// Whether a step takes in an earlier payment: its category or its clause is one the step covers, and its role is one of
/// those that the step's awards pay.
pub fn covers_payment(policy: &Policy, covers: &Covers, payment: &Payment) -> bool {
    if !covers_role(policy, covers, payment_role(payment)) {
        return false;
    }
    let clause = payment_clause(policy, payment);
    let named = clause.is_some_and(|clause| covers.clauses.contains(&clause));
    match payment.category {
        Some(category) => {
            (covers_category(policy, covers, category) && !exempted(policy, covers, category, clause))
                || (named && covers_kind(policy, covers, Some(category)))
        }
        None => clause.is_some_and(|clause| {
            named
                || policy.awards.iter().any(|award| {
                    award.clause == clause
                        && award.categories.iter().any(|category| covers_category(policy, covers, *category))
                })
        }),
    }
}

/// Whether a payment could be one that a step takes in: it says neither category nor a clause of this policy.
pub fn could_cover_payment(policy: &Policy, covers: &Covers, payment: &Payment) -> bool {
    payment.category.is_none()
        && payment_clause(policy, payment).is_none()
        && covers_role(policy, covers, payment_role(payment))
}

/// A role that the step names, or else one that an award it covers pays.
fn covers_role(policy: &Policy, covers: &Covers, role: Role) -> bool {
    let mut awards = (0_u32..).map(AwardId).zip(&policy.awards);
    if covers.roles.is_empty() {
        // A clause that is named takes in the department's share that arises from it.
        let shares = role == Role::Department && !covers.clauses.is_empty();
        shares
            || awards.any(|(id, award)| {
                award.role == role
                    && !covers.except.contains(&id)
                    && any(&covers.awards, |a| *a == id)
                    && any(&covers.clauses, |c| *c == award.clause)
            })
    } else {
        covers.roles.contains(&role)
    }
}

/// Whether a payment can only be of an award that the step leaves out.
fn exempted(policy: &Policy, covers: &Covers, category: CategoryId, clause: Option<ClauseId>) -> bool {
    let mut could_be = (0_u32..).map(AwardId).zip(&policy.awards).filter(|(_, award)| {
        award.categories.contains(&category) && clause.is_none_or(|clause| award.clause == clause)
    });
    let first = could_be.next();
    first.is_some_and(|(id, _)| covers.except.contains(&id))
        && could_be.all(|(id, _)| covers.except.contains(&id))
}

/// The role a payment was made in: what its row says, else the enterprise.
pub fn payment_role(payment: &Payment) -> Role {
    role_of(&payment.facts)
}

/// The role that a history row states.
pub fn role_of(facts: &Facts) -> Role {
    match facts.text(builtin::ROLE) {
        Some("个人") => Role::Person,
        Some("法定代表人") => Role::Representative,
        Some("镇") => Role::Town,
        Some("部门") => Role::Department,
        _ => Role::Enterprise,
    }
}

fn any<T>(list: &[T], test: impl Fn(&T) -> bool) -> bool {
    list.is_empty() || list.iter().any(test)
}
