//! By what a count limit ranks: an amount for each of some units, compared without dividing.

use crate::money::exact_product;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// An amount over so many units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    sum: Decimal,
    units: i64,
}

impl Measure {
    /// What each of so many units has of a sum.
    pub fn of_each(sum: Decimal, units: i64) -> Self {
        Self { sum, units: units.max(1) }
    }

    /// The sum.
    pub fn sum(self) -> Decimal {
        self.sum
    }

    /// The same with more in the sum.
    pub fn plus(self, more: Decimal) -> Self {
        Self { sum: self.sum + more, ..self }
    }
}

impl Ord for Measure {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.units == other.units {
            return self.sum.cmp(&other.sum);
        }
        let mine = exact_product(self.sum, other.units.into());
        let theirs = exact_product(other.sum, self.units.into());
        // Beyond exact range the amounts themselves are refused elsewhere.
        mine.zip(theirs).map_or_else(|| self.sum.cmp(&other.sum), |(mine, theirs)| mine.cmp(&theirs))
    }
}

impl PartialOrd for Measure {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Measure {}

#[cfg(test)]
mod tests {
    use super::Measure;

    #[test]
    fn what_each_unit_has_is_compared() {
        let each = |sum: i64, units| Measure::of_each(sum.into(), units);
        assert!(each(15000, 3) < each(8000, 1));
        assert!(each(15000, 3) == each(5000, 1));
        assert!(each(10000, 3) > each(9999, 3));
        assert!(each(10000, 3) < each(3334, 1) && each(10000, 3) > each(3333, 1));
    }
}
