//! Whether a policy looks at recognition dates by their years only: then a day or month more or less within the year decides nothing.

use super::{Check, Condition, DerivedKind, Literal, Policy, Subject, YearDay, builtin};
use jiff::civil::Date;

impl Policy {
    /// True where no condition, life of a category or exclusion parts two days of one year.
    pub fn looks_at_years_only(&self) -> bool {
        let derived = self.derived.iter().filter_map(|derived| match &derived.kind {
            DerivedKind::Condition(condition) => Some(condition),
            DerivedKind::Count(_) => None,
        });
        let awards = self.awards.iter().map(|award| &award.when);
        let requirements = self.requirements.iter().map(|requirement| &requirement.when);
        let life = |(from, to): (Option<Date>, Option<Date>)| from.is_none_or(begins) && to.is_none_or(ends);
        self.exclusions.is_empty()
            && self.categories.iter().all(|category| life(category.life))
            && awards.chain(requirements).chain(derived).all(by_year)
    }
}

fn begins(day: Date) -> bool {
    (day.month(), day.day()) == (1, 1)
}

fn ends(day: Date) -> bool {
    (day.month(), day.day()) == (12, 31)
}

fn by_year(condition: &Condition) -> bool {
    let test = match condition {
        Condition::All(parts) | Condition::Any(parts) => return parts.iter().all(by_year),
        Condition::Not(part) => return by_year(part),
        Condition::Test(test) => test,
    };
    let looks = matches!(test.subject, Subject::Field { field: builtin::RECOGNISED, .. });
    match &test.check {
        Check::Against { other, .. } => !looks && *other != builtin::RECOGNISED,
        _ if !looks => true,
        Check::Present(_) | Check::Growth { .. } => true,
        Check::OneOf(_) => false,
        Check::Range(bounds) => {
            let first = |(literal, included): &(Literal, bool)| {
                *included && matches!(literal, Literal::Date(day) if begins(*day))
            };
            let last = |(literal, included): &(Literal, bool)| {
                *included && matches!(literal, Literal::Date(day) if ends(*day))
            };
            bounds.lower.as_ref().is_none_or(first) && bounds.upper.as_ref().is_none_or(last)
        }
        Check::AwardYear { from, to } => {
            let is = |day: &YearDay, wanted| day.day == wanted;
            from.as_ref().is_none_or(|day| is(day, (1, 1))) && to.as_ref().is_none_or(|day| is(day, (12, 31)))
        }
    }
}
