//! Money: whole 分 in `i128`, the running form, and the only rounding of the program.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

/// Amounts above this (10^13 元, in 分) are refused.
pub const LIMIT: Money = Money(1_000_000_000_000_000);

/// An amount in whole 分.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i128);

/// 舍入方式: how an entitlement is brought to the unit when it arises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Rounding {
    /// Half away from zero.
    #[schemars(description = "四舍五入。")]
    #[serde(rename = "四舍五入")]
    HalfAway,
    /// Towards zero.
    #[schemars(description = "舍去零头。")]
    #[serde(rename = "舍去")]
    Down,
    /// Away from zero.
    #[schemars(description = "有零头就进一。")]
    #[serde(rename = "进位")]
    Up,
}

/// The unit that amounts are whole multiples of, in 分 (1 for 分, 100 for 元).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit(i128);

impl Unit {
    /// 分.
    pub const FEN: Self = Self(1);
    /// 元.
    pub const YUAN: Self = Self(100);

    /// A unit of so many 分; none for zero or less.
    pub fn of_fen(fen: i128) -> Option<Self> {
        (fen > 0).then_some(Self(fen))
    }

    /// The unit in 分.
    pub fn fen(self) -> i128 {
        self.0
    }
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount of so many 分.
    pub const fn from_fen(fen: i128) -> Self {
        Self(fen)
    }

    /// The amount in 分.
    pub const fn fen(self) -> i128 {
        self.0
    }

    /// An exact amount of 元; none where it is not a whole number of 分 or is beyond [`LIMIT`].
    pub fn exact(yuan: Decimal) -> Option<Self> {
        let rounded = Self::round(yuan, Unit::FEN, Rounding::Down)?;
        (rounded.yuan() == yuan).then_some(rounded)
    }

    /// Brings an exact figure of 元 to the unit. None beyond [`LIMIT`].
    pub fn round(yuan: Decimal, unit: Unit, mode: Rounding) -> Option<Self> {
        let scale = 10_i128.checked_pow(yuan.scale())?;
        let numerator = yuan.mantissa().checked_mul(100)?;
        let units = divide(numerator, scale.checked_mul(unit.0)?, mode);
        let money = Self(units.checked_mul(unit.0)?);
        (money.0.abs() <= LIMIT.0).then_some(money)
    }

    /// The amount in 元, two decimals.
    pub fn yuan(self) -> Decimal {
        Decimal::from_i128_with_scale(self.0, 2)
    }

    /// The absolute amount.
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Rounded down (towards zero) to the unit: what a limit must be.
    pub fn floor_to(self, unit: Unit) -> Self {
        Self(divide(self.0, unit.0, Rounding::Down) * unit.0)
    }

    /// Rounded up (away from zero) to the unit: what deducted history must be.
    pub fn ceil_to(self, unit: Unit) -> Self {
        Self(divide(self.0, unit.0, Rounding::Up) * unit.0)
    }

    /// So many times the amount.
    pub fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(i128::from(count)))
    }

    /// True above zero.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// True at zero.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// `self · numerator / denominator`, half away from zero to the unit, exact before the rounding.
    /// None where the product leaves `i128` or the denominator is zero.
    pub fn scaled(self, numerator: i128, denominator: i128, unit: Unit) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let product = self.0.checked_mul(numerator)?;
        let units = divide(product, denominator.checked_mul(unit.0)?, Rounding::HalfAway);
        units.checked_mul(unit.0).map(Self)
    }
}

/// The only division that rounds.
fn divide(numerator: i128, denominator: i128, mode: Rounding) -> i128 {
    let (numerator, denominator) =
        if denominator < 0 { (-numerator, -denominator) } else { (numerator, denominator) };
    let quotient = numerator / denominator;
    let rest = (numerator % denominator).abs();
    let away = match mode {
        Rounding::Down => false,
        Rounding::Up => rest > 0,
        Rounding::HalfAway => rest >= denominator - rest,
    };
    if away && rest > 0 { quotient + numerator.signum() } else { quotient }
}

/// A figure rounded to so many places after the point (before it where negative), as the spreadsheet functions do.
/// None beyond what is exact.
pub fn to_places(value: Decimal, places: i32, mode: Rounding) -> Option<Decimal> {
    let drop = i32::try_from(value.scale()).ok()?.checked_sub(places)?;
    if drop <= 0 {
        return Some(value);
    }
    let kept = divide(value.mantissa(), 10_i128.checked_pow(drop.unsigned_abs())?, mode);
    match u32::try_from(places) {
        Ok(scale) => Decimal::try_from_i128_with_scale(kept, scale).ok(),
        Err(_) => {
            let whole = kept.checked_mul(10_i128.checked_pow(places.unsigned_abs())?)?;
            Decimal::try_from_i128_with_scale(whole, 0).ok()
        }
    }
}

/// The product of two decimals, exact or not at all.
pub fn exact_product(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (a, b) = (a.normalize(), b.normalize());
    let mantissa = a.mantissa().checked_mul(b.mantissa())?;
    Decimal::try_from_i128_with_scale(mantissa, a.scale() + b.scale()).ok()
}

impl std::fmt::Display for Money {
    /// 元 with two decimals, as in `500000.00`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", fen / 100, fen % 100))
    }
}

impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn half_goes_away_from_zero() {
        let unit = Unit::FEN;
        assert_eq!(Money::round(yuan("0.125"), unit, Rounding::HalfAway), Some(Money(13)));
        assert_eq!(Money::round(yuan("-0.125"), unit, Rounding::HalfAway), Some(Money(-13)));
        assert_eq!(Money::round(yuan("0.1249"), unit, Rounding::HalfAway), Some(Money(12)));
        assert_eq!(Money::round(yuan("0.121"), unit, Rounding::Up), Some(Money(13)));
        assert_eq!(Money::round(yuan("0.129"), unit, Rounding::Down), Some(Money(12)));
        assert_eq!(Money::round(yuan("150.5"), Unit::YUAN, Rounding::HalfAway), Some(Money(15100)));
    }

    #[test]
    fn scaling_is_exact_before_it_rounds() {
        assert_eq!(Money(100).scaled(1, 3, Unit::FEN), Some(Money(33)));
        assert_eq!(Money(200).scaled(1, 3, Unit::FEN), Some(Money(67)));
        assert_eq!(Money(1).scaled(1, 2, Unit::FEN), Some(Money(1)));
        assert_eq!(Money(1).scaled(1, 0, Unit::FEN), None);
        assert_eq!(Money(i128::MAX).scaled(2, 1, Unit::FEN), None);
    }

    #[test]
    fn beyond_the_limit_is_refused() {
        assert!(Money::round(yuan("10000000000000"), Unit::FEN, Rounding::Down).is_some());
        assert!(Money::round(yuan("10000000000000.01"), Unit::FEN, Rounding::Down).is_none());
        assert_eq!(Money::exact(yuan("0.005")), None);
    }

    #[test]
    fn products_that_would_lose_digits_are_refused() {
        assert_eq!(exact_product(yuan("0.3"), yuan("5")), Some(yuan("1.5")));
        assert_eq!(exact_product(yuan("0.00000000000001"), yuan("0.0000000000000001")), None);
    }
}
