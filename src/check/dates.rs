//! What a policy's conditions say of days and award years.

use crate::policy::{Check, Condition, DerivedKind, Literal, Policy, Subject, builtin};
use jiff::civil::Date;

/// What a policy's conditions say of days and award years.
#[derive(Default)]
pub(super) struct Dates {
    /// The latest day that a condition or a category's life names.
    pub latest: Option<Date>,
    /// How many years from the award year a condition looks.
    pub reach: i32,
    /// Some condition looks at the award year itself, or at the recognition date, which ends with it.
    pub by_award_year: bool,
}

/// Of all conditions of a policy.
pub(super) fn of(policy: &Policy) -> Dates {
    let mut dates = Dates::default();
    for category in &policy.categories {
        dates.latest = dates.latest.max(category.life.0).max(category.life.1);
    }
    let derived = policy.derived.iter().filter_map(|derived| match &derived.kind {
        DerivedKind::Condition(condition) => Some(condition),
        DerivedKind::Count(_) => None,
    });
    let awards = policy.awards.iter().map(|award| &award.when);
    let requirements = policy.requirements.iter().map(|requirement| &requirement.when);
    awards.chain(requirements).chain(derived).for_each(|condition| gather(condition, &mut dates));
    dates
}

fn gather(condition: &Condition, dates: &mut Dates) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| gather(part, dates)),
        Condition::Not(inner) => gather(inner, dates),
        Condition::Test(test) => {
            let looks_at = |wanted| matches!(test.subject, Subject::Field { field, .. } if field == wanted);
            dates.by_award_year |= looks_at(builtin::RECOGNISED) || looks_at(builtin::YEAR);
            match &test.check {
                Check::AwardYear { from, to } => {
                    dates.by_award_year = true;
                    let reach = [from, to].into_iter().flatten().map(|end| end.year.abs()).max();
                    dates.reach = dates.reach.max(reach.unwrap_or_default());
                }
                Check::OneOf(literals) => literals.iter().for_each(|literal| late(Some(literal), dates)),
                Check::Range(bounds) => {
                    late(bounds.lower.as_ref().map(|end| &end.0), dates);
                    late(bounds.upper.as_ref().map(|end| &end.0), dates);
                }
                Check::Against { other, .. } => dates.by_award_year |= *other == builtin::RECOGNISED,
                Check::Present(_) | Check::Growth { .. } => {}
            }
        }
    }
}

fn late(literal: Option<&Literal>, dates: &mut Dates) {
    match literal {
        Some(Literal::Date(day)) => dates.latest = dates.latest.max(Some(*day)),
        // A year that is compared with the award year.
        Some(Literal::Number(number)) => {
            let year = i16::try_from(*number).ok().filter(|year| (1990..=2100).contains(year));
            dates.latest = dates.latest.max(year.and_then(|year| Date::new(year, 12, 31).ok()));
        }
        _ => {}
    }
}
