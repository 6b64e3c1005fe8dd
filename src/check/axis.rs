//! Axes of the domain: one per fact that a condition looks at, cut into cells on which every test is the same.

use crate::condition::Truth;
use crate::model::record::Value;
use crate::policy::{DerivedId, FieldId};
use crate::text::date::DateSpan;
use crate::text::normal;
use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A fact that conditions look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// A field; of the award year plus the offset where it is by year.
    Field(FieldId, i32),
    /// A count.
    Count(DerivedId),
    /// Where a date lies from another, in months: on the day that so many months after the other make, or between.
    Order(FieldId, FieldId),
    /// By how much a figure has grown over another: each a field and its year, as of the award year.
    Growth((FieldId, i32), (FieldId, i32)),
}

/// An end of a cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    pub at: Point,
    /// Just after the point, not just before it.
    pub after: bool,
}

/// A point of an ordered axis.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Point {
    /// A number, or the day number of a date.
    Number(Decimal),
    /// A text, normalised.
    Text(String),
}

/// What values an axis has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole,
    Number,
    Money,
    Date,
    Bool,
    Choice,
    /// Months between two dates.
    Order,
    /// A rate of growth.
    Growth,
}

/// The cells of an axis.
#[derive(Clone, Debug)]
pub(super) enum Cells {
    /// Named values, and their cells by key; `other` stands for every text that is not among them.
    Named { names: Vec<Value>, cells: BTreeMap<String, u32>, other: bool },
    /// The pieces between cuts, from the lowest to the highest value of the domain.
    Ordered { low: Option<Cut>, cuts: Vec<Cut>, high: Option<Cut> },
}

/// One axis.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub subject: Subject,
    pub kind: Kind,
    pub cells: Cells,
    /// The value may be missing, and some condition asks.
    pub may_miss: bool,
}

impl Axis {
    /// How many cells are values.
    pub(super) fn known(&self) -> u32 {
        let count = match &self.cells {
            Cells::Named { names, other, .. } => names.len() + usize::from(*other),
            Cells::Ordered { low, cuts, high } => match (low, high) {
                (Some(low), Some(high)) if low >= high => 0,
                _ => cuts.len() + 1,
            },
        };
        u32::try_from(count).unwrap_or(u32::MAX - 1)
    }

    /// How many cells there are, the missing value included.
    pub(super) fn count(&self) -> u32 {
        self.known() + u32::from(self.may_miss)
    }

    /// Values come in whole steps.
    fn is_discrete(kind: Kind) -> bool {
        matches!(kind, Kind::Whole | Kind::Date)
    }

    /// A cut as the axis has it: whole numbers and days have nothing between them.
    pub(super) fn cut(kind: Kind, at: Point, after: bool) -> Cut {
        match at {
            Point::Number(number) if Self::is_discrete(kind) => {
                let floor = number.floor();
                let at = if after || floor != number { floor.checked_add(Decimal::ONE) } else { Some(floor) };
                Cut { at: Point::Number(at.unwrap_or(number)), after: false }
            }
            Point::Number(number) if kind == Kind::Money => money_cut(number, after),
            at => Cut { at, after },
        }
    }

    /// The cells between two cuts; none for an open end.
    pub(super) fn between(&self, from: Option<&Cut>, to: Option<&Cut>) -> Option<(u32, u32)> {
        let Cells::Ordered { low, cuts, high } = &self.cells else { return None };
        let border = |cut: &Cut| {
            if low.as_ref().is_some_and(|low| cut <= low) {
                0
            } else if high.as_ref().is_some_and(|high| cut >= high) {
                self.known()
            } else {
                u32::try_from(cuts.partition_point(|known| known <= cut)).unwrap_or(u32::MAX)
            }
        };
        let (from, to) = (from.map_or(0, border), to.map_or(self.known(), border));
        (from < to).then_some((from, to))
    }

    /// The cells of some named values, by key.
    pub(super) fn named<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Vec<(u32, u32)> {
        let Cells::Named { cells, .. } = &self.cells else { return Vec::new() };
        joined(keys.into_iter().filter_map(|key| cells.get(key)).map(|cell| (*cell, cell + 1)).collect())
    }

    /// The ends of a range of cells of an ordered axis.
    pub(super) fn ends(&self, (from, to): (u32, u32)) -> (Option<&Cut>, Option<&Cut>) {
        let Cells::Ordered { low, cuts, high } = &self.cells else { return (None, None) };
        let before = (from as usize).checked_sub(1).and_then(|index| cuts.get(index)).or(low.as_ref());
        (before, cuts.get((to as usize).saturating_sub(1)).or(high.as_ref()))
    }

    /// A value in a range of cells; none for a missing one. `near` is preferred where it lies in the range.
    pub(super) fn sample(&self, (from, to): (u32, u32), near: Option<Decimal>) -> Option<Value> {
        if from >= self.known() {
            return None;
        }
        match &self.cells {
            Cells::Named { names, .. } => {
                let value = names.get(from as usize).cloned();
                Some(value.unwrap_or_else(|| Value::Text(unlike(names).into())))
            }
            Cells::Ordered { .. } => {
                let (low, high) = self.ends((from, to.min(self.known())));
                match (low.map(|cut| &cut.at), high.map(|cut| &cut.at)) {
                    (Some(Point::Text(_)), _) | (_, Some(Point::Text(_))) => {
                        Some(Value::Text(text_between(low, high).into()))
                    }
                    _ if self.kind == Kind::Text => Some(Value::Text("甲".into())),
                    _ => self.value(number_between(self.kind, low, high, near)?),
                }
            }
        }
    }

    /// A number as a value of this axis.
    pub(super) fn value(&self, number: Decimal) -> Option<Value> {
        Some(match self.kind {
            Kind::Whole => Value::Whole(i64::try_from(number).ok()?),
            Kind::Money => Value::Money(number.normalize()),
            Kind::Date => Value::Date(DateSpan::day(day(number)?)),
            Kind::Number | Kind::Text | Kind::Bool | Kind::Choice | Kind::Order | Kind::Growth => {
                Value::Number(number.normalize())
            }
        })
    }

    /// Whether a number lies in a range of cells.
    pub(super) fn holds(&self, (from, to): (u32, u32), number: Decimal) -> bool {
        let (low, high) = self.ends((from, to.min(self.known())));
        let at = Point::Number(number);
        low.is_none_or(|low| Cut { at: at.clone(), after: false } >= *low)
            && high.is_none_or(|high| Cut { at: at.clone(), after: false } < *high)
    }
}

impl Cells {
    /// Named texts, each key once.
    pub(super) fn texts(names: &[String], other: bool) -> Self {
        let mut cells = BTreeMap::new();
        let mut values = Vec::new();
        for name in names {
            let next = u32::try_from(values.len()).unwrap_or(u32::MAX);
            if let Entry::Vacant(slot) = cells.entry(normal::key(name)) {
                slot.insert(next);
                values.push(Value::Text(name.as_str().into()));
            }
        }
        Self::Named { names: values, cells, other }
    }

    /// No, then yes.
    pub(super) fn no_and_yes() -> Self {
        let cells = [(NO.to_owned(), 0), (YES.to_owned(), 1)].into();
        Self::Named { names: vec![Value::Bool(false), Value::Bool(true)], cells, other: false }
    }
}

/// The keys of no and yes.
pub(super) const NO: &str = "否";
pub(super) const YES: &str = "是";

/// Ranges in order, those that touch made one.
pub(super) fn joined(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut result: Vec<(u32, u32)> = Vec::new();
    for (from, to) in ranges {
        match result.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => result.push((from, to)),
        }
    }
    result
}

/// A cut between two 分, as money has nothing between them; said by the whole 元 beside it where there is one, so that
/// above 300万元 and from 3000000.01元 are one cut.
fn money_cut(yuan: Decimal, after: bool) -> Cut {
    let as_it_is = Cut { at: Point::Number(yuan), after };
    let Some(fen) = yuan.checked_mul(Decimal::ONE_HUNDRED) else { return as_it_is };
    let floor = fen.floor();
    let first = if after || floor != fen { floor.checked_add(Decimal::ONE) } else { Some(floor) };
    let Some(first) = first else { return as_it_is };
    let after = first.checked_rem(Decimal::ONE_HUNDRED) == Some(Decimal::ONE);
    let at = if after { first.checked_sub(Decimal::ONE) } else { Some(first) };
    let at = at.and_then(|at| at.checked_div(Decimal::ONE_HUNDRED));
    at.map_or(as_it_is, |at| Cut { at: Point::Number(at.normalize()), after })
}

/// A text that is none of the named.
fn unlike(names: &[Value]) -> String {
    let taken: BTreeSet<String> = names
        .iter()
        .filter_map(|name| if let Value::Text(text) = name { Some(normal::key(text)) } else { None })
        .collect();
    let mut text = "其他".to_owned();
    while taken.contains(&normal::key(&text)) {
        text.push('甲');
    }
    text
}

/// A text between two cuts, as far as one can be written; the caller checks it.
fn text_between(low: Option<&Cut>, high: Option<&Cut>) -> String {
    let text = |cut: &Cut| if let Point::Text(text) = &cut.at { text.clone() } else { String::new() };
    match (low, high) {
        (Some(low), _) if !low.after => text(low),
        (Some(low), _) => format!("{}0", text(low)),
        (None, Some(high)) => {
            if high.after {
                text(high)
            } else {
                "0".to_owned()
            }
        }
        (None, None) => "甲".to_owned(),
    }
}

/// A number between two cuts: the preferred one, an end that belongs to it, or one in the middle.
fn number_between(
    kind: Kind,
    low: Option<&Cut>,
    high: Option<&Cut>,
    near: Option<Decimal>,
) -> Option<Decimal> {
    let number = |cut: &Cut| if let Point::Number(number) = &cut.at { Some(*number) } else { None };
    let inside = |value: &Decimal| {
        let at = Cut { at: Point::Number(*value), after: false };
        low.is_none_or(|low| at >= *low) && high.is_none_or(|high| at < *high)
    };
    if let Some(near) = near.filter(inside) {
        return Some(near);
    }
    let discrete = Axis::is_discrete(kind);
    let (from, to) = (low.and_then(number), high.and_then(number));
    let middle = || from.zip(to).and_then(|(from, to)| from.checked_add(to)?.checked_div(Decimal::TWO));
    let candidates = [
        from,
        from.and_then(|from| from.checked_add(Decimal::ONE)),
        to,
        to.and_then(|to| to.checked_sub(Decimal::ONE)),
        middle().map(|middle| if discrete { middle.floor() } else { middle }),
        Some(Decimal::ZERO),
    ];
    candidates.into_iter().flatten().find(inside)
}

/// The day number of a date.
pub(super) fn day_number(date: Date) -> Decimal {
    Decimal::from(date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24)
}

/// The date of a day number.
pub(super) fn day(number: Decimal) -> Option<Date> {
    let days = i64::try_from(number).ok()?;
    Date::constant(1970, 1, 1).checked_add(days.days()).ok()
}

/// A test that holds where the value is known, or where it is missing.
pub(super) fn presence(axis: usize, known: u32, wanted: bool) -> super::logic::Atom {
    let yes = if wanted && known > 0 { vec![(0, known)] } else { Vec::new() };
    let missing = if wanted { Truth::No } else { Truth::Yes };
    super::logic::Atom { axis, known, yes, missing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_has_nothing_between_two_fen() {
        let cut = |text: &str, after: bool| {
            Axis::cut(Kind::Money, Point::Number(text.parse().expect("a number")), after)
        };
        assert_eq!(cut("3000000", true), cut("3000000.01", false));
        assert_eq!(cut("2999999.99", true), cut("3000000", false));
        assert_eq!(cut("0.005", false), cut("0.01", false));
        assert_eq!(cut("0.005", true), cut("0.01", false));
        assert_eq!(cut("12.34", true), cut("12.35", false));
        assert!(cut("3000000", false) < cut("3000000", true));
        // Said as policies say it.
        assert_eq!(cut("3000000.01", false), Cut { at: Point::Number(3_000_000.into()), after: true });
        assert_eq!(cut("3000000", false), Cut { at: Point::Number(3_000_000.into()), after: false });
    }
}
