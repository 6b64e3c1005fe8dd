//! What all the cells of a column look like that no rule reads: by them, and by its heading, a field is proposed for it.

use crate::text::{date, number};

/// What the cells have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Looks {
    /// Each is a day, a month or a year.
    pub days: bool,
    /// Each is a number.
    pub figures: bool,
    /// The first and the last year of the days among them.
    pub years: Option<(i32, i32)>,
}

impl Looks {
    /// Of one cell.
    pub fn of(text: &str) -> Self {
        let day = date::date(text).ok();
        let years = day.as_ref().map(|day| (i32::from(day.first.year()), i32::from(day.last.year())));
        Self { days: day.is_some(), figures: number::number(text).is_ok(), years }
    }

    /// Of the cells so far and further ones.
    pub fn and(self, other: Self) -> Self {
        let years = match (self.years, other.years) {
            (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
            (years, None) | (None, years) => years,
        };
        Self { days: self.days && other.days, figures: self.figures && other.figures, years }
    }
}
