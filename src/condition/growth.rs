//! Growth: whether a figure has grown over another by so many percent, told without dividing, and how that reads.

use super::{Truth, found, number, shown};
use crate::context::View;
use crate::model::record::Value;
use crate::money::exact_product;
use crate::policy::{Bounds, Check, FieldId, Literal, Subject, Test};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// A test of growth: each year's figure of a field, and what it is held against.
#[derive(Clone, Copy)]
pub(super) struct Growth<'t> {
    field: FieldId,
    year: i32,
    years: u32,
    over: (FieldId, i32),
    bounds: &'t Bounds,
}

impl<'t> Growth<'t> {
    /// What a test asks; none where it is no test of growth.
    pub(super) fn of(test: &'t Test) -> Option<Self> {
        match (&test.subject, &test.check) {
            (Subject::Field { field, year, years }, Check::Growth { over, bounds }) => {
                Some(Self { field: *field, year: *year, years: *years, over: *over, bounds })
            }
            _ => None,
        }
    }

    /// Whether it has grown so in every year asked for.
    pub(super) fn truth(self, view: &View<'_>) -> Truth {
        self.backs().fold(Truth::Yes, |all, back| all.and(self.in_year(view, back)))
    }

    /// How many years before the last one each year is.
    fn backs(self) -> impl Iterator<Item = i32> {
        (0..self.years).map(|back| i32::try_from(back).unwrap_or(0))
    }

    fn in_year(self, view: &View<'_>, back: i32) -> Truth {
        let figure =
            |(field, year): (FieldId, i32)| view.value(field, year - back).as_deref().and_then(number);
        match (figure((self.field, self.year)), figure(self.over)) {
            (Some(later), Some(earlier)) => grown(later, earlier, self.bounds),
            _ => Truth::Unknown,
        }
    }

    /// 2009年产值比2008年产值增长应不低于20%，2009年产值为「110」，2008年产值为「100」.
    pub(super) fn obstacle(self, view: &View<'_>) -> String {
        let back = self.backs().find(|back| self.in_year(view, *back) != Truth::Yes).unwrap_or(0);
        let (later, earlier) = ((self.field, self.year - back), (self.over.0, self.over.1 - back));
        let [later_is, earlier_is] = [later, earlier].map(|(field, year)| view.value(field, year));
        let said = |(field, year): (FieldId, i32), value: Option<&Value>| {
            let is = value.map_or_else(|| "未填".to_owned(), |value| found(&shown(value)));
            format!("{}{is}", self.dated(view, field, year))
        };
        let from_nothing = match earlier_is.as_deref().and_then(number) {
            Some(base) if base <= Decimal::ZERO => "，不是正数，增长百分之几算不出",
            _ => "",
        };
        let wanted = self.bounds.in_percent();
        let name =
            format!("{}比{}", self.dated(view, later.0, later.1), self.dated(view, earlier.0, earlier.1));
        format!(
            "{name}增长应{wanted}，{}，{}{from_nothing}",
            said(later, later_is.as_deref()),
            said(earlier, earlier_is.as_deref())
        )
    }

    /// What is wanted, behind the name of the figure.
    pub(super) fn wanted(self, view: &View<'_>) -> String {
        let than = if self.years > 1 {
            format!("比{}年前的{}", self.year - self.over.1, view.context.policy.field(self.over.0).name)
        } else {
            format!("比{}", self.dated(view, self.over.0, self.over.1))
        };
        format!("{than}增长{}", self.bounds.in_percent())
    }

    fn dated(self, view: &View<'_>, field: FieldId, year: i32) -> String {
        let definition = view.context.policy.field(field);
        let dated =
            if definition.by_year { format!("{}年", view.context.year + year) } else { String::new() };
        format!("{dated}{}", definition.name)
    }
}

/// Whether a figure has grown over an earlier one within bounds. What nothing or a loss has grown by nobody can say. Multiplied
/// instead of divided: a third more is exactly a third more.
fn grown(later: Decimal, earlier: Decimal, bounds: &Bounds) -> Truth {
    if earlier <= Decimal::ZERO {
        return Truth::Unknown;
    }
    let meets = |end: &Option<(Literal, bool)>, wanted: Ordering| match end {
        None => Truth::Yes,
        Some((Literal::Number(rate), included)) => {
            let reach = Decimal::ONE.checked_add(*rate).and_then(|factor| exact_product(earlier, factor));
            reach.map_or(Truth::Unknown, |reach| match later.cmp(&reach) {
                Ordering::Equal => (*included).into(),
                ordering => (ordering == wanted).into(),
            })
        }
        Some(_) => Truth::Unknown,
    };
    meets(&bounds.lower, Ordering::Greater).and(meets(&bounds.upper, Ordering::Less))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_least(rate: &str) -> Bounds {
        Bounds { lower: Some((Literal::Number(rate.parse().expect("a rate")), true)), upper: None }
    }

    fn after(later: &str, earlier: &str, bounds: &Bounds) -> Truth {
        grown(later.parse().expect("a number"), earlier.parse().expect("a number"), bounds)
    }

    #[test]
    fn growth_is_told_to_the_last_digit() {
        // 300 × 1.2 = 360.
        assert_eq!(after("360", "300", &at_least("0.2")), Truth::Yes);
        assert_eq!(after("359.9999999999", "300", &at_least("0.2")), Truth::No);
        // 0.03 × 1.3333 = 0.039999: what a division by 0.03 would have to round.
        assert_eq!(after("0.039999", "0.03", &at_least("0.3333")), Truth::Yes);
    }

    #[test]
    fn from_nothing_or_a_loss_there_is_no_rate_of_growth() {
        for base in ["0", "-5"] {
            assert_eq!(after("100", base, &at_least("0.2")), Truth::Unknown);
        }
        assert_eq!(after("-100", "5", &at_least("0.2")), Truth::No);
    }
}
