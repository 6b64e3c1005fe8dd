//! Formulas as values: printed for the spreadsheet, and evaluated in binary floats in the same order of operations,
//! so that a cell whose formula would round differently from the engine is known before it is written.

use crate::money::{Money, Rounding, Unit};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A formula.
#[derive(Clone, Debug, PartialEq)]
pub enum F {
    /// A literal number.
    Number(Decimal),
    /// A cell or a function over a range that is exact, with the value it has.
    Cell(String, Decimal),
    /// a + b + …
    Add(Vec<F>),
    /// a − b
    Sub(Box<F>, Box<F>),
    /// a · b
    Mul(Box<F>, Box<F>),
    /// a / b
    Div(Box<F>, Box<F>),
    /// ROUND, ROUNDDOWN or ROUNDUP to so many decimals.
    Round(Box<F>, i32, Rounding),
    /// MIN
    Min(Box<F>, Box<F>),
    /// MAX
    Max(Box<F>, Box<F>),
}

/// A product nearer than this to a half, without being one, may round either way in another program.
const NEAR_HALF: f64 = 1e-6;

impl F {
    /// A whole number.
    pub fn whole(value: i128) -> Self {
        Self::Number(Decimal::from_i128_with_scale(value, 0))
    }

    /// a − b; a alone where b is zero.
    pub fn sub(self, other: Self) -> Self {
        Self::Sub(Box::new(self), Box::new(other))
    }

    /// a · b.
    pub fn mul(self, other: Self) -> Self {
        Self::Mul(Box::new(self), Box::new(other))
    }

    /// a / b.
    pub fn div(self, other: Self) -> Self {
        Self::Div(Box::new(self), Box::new(other))
    }

    /// ROUND, half away from zero.
    pub fn round(self, decimals: i32) -> Self {
        Self::Round(Box::new(self), decimals, Rounding::HalfAway)
    }

    /// The smaller.
    pub fn min(self, other: Self) -> Self {
        Self::Min(Box::new(self), Box::new(other))
    }

    /// The larger.
    pub fn max(self, other: Self) -> Self {
        Self::Max(Box::new(self), Box::new(other))
    }

    /// 元 to whole 分.
    pub fn fen(self) -> Self {
        self.mul(Self::whole(100)).round(0)
    }

    /// Whole 分 to 元.
    pub fn yuan(self) -> Self {
        self.div(Self::whole(100))
    }

    /// Whole 分, rounded to a unit.
    pub fn in_units(self, unit: Unit, mode: Rounding) -> Self {
        if unit == Unit::FEN {
            return Self::Round(Box::new(self), 0, mode);
        }
        let units = Self::Round(Box::new(self.div(Self::whole(unit.fen()))), 0, mode);
        units.mul(Self::whole(unit.fen()))
    }

    /// The text after `=`.
    pub fn print(&self) -> String {
        match self {
            Self::Number(value) if value.is_sign_negative() => format!("({})", value.normalize()),
            Self::Number(value) => value.normalize().to_string(),
            Self::Cell(address, _) => address.clone(),
            Self::Add(terms) => terms.iter().map(Self::print).collect::<Vec<_>>().join("+"),
            Self::Sub(a, b) if **a == Self::Number(Decimal::ZERO) => format!("-{}", b.factor()),
            Self::Sub(a, b) => format!("{}-{}", a.print(), b.factor()),
            Self::Mul(a, b) => format!("{}*{}", a.factor(), b.factor()),
            Self::Div(a, b) => format!("{}/{}", a.factor(), b.divisor()),
            Self::Round(a, decimals, mode) => {
                let name = match mode {
                    Rounding::HalfAway => "ROUND",
                    Rounding::Down => "ROUNDDOWN",
                    Rounding::Up => "ROUNDUP",
                };
                format!("{name}({},{decimals})", a.print())
            }
            Self::Min(a, b) => format!("MIN({},{})", a.print(), b.print()),
            Self::Max(a, b) => format!("MAX({},{})", a.print(), b.print()),
        }
    }

    fn factor(&self) -> String {
        match self {
            Self::Add(terms) if terms.len() == 1 => terms.iter().map(Self::factor).collect(),
            Self::Add(_) | Self::Sub(..) => format!("({})", self.print()),
            _ => self.print(),
        }
    }

    fn divisor(&self) -> String {
        match self {
            Self::Mul(..) | Self::Div(..) => format!("({})", self.print()),
            _ => self.factor(),
        }
    }

    /// Whether a spreadsheet program gets exactly this amount of 元, whatever its last binary digit.
    pub fn gives(&self, amount: Money) -> bool {
        let Some((value, sure)) = self.float() else { return false };
        let fen = value * 100.0;
        let Some(wanted) = amount.fen().to_f64() else { return false };
        sure && (fen - wanted).abs() < 0.01
    }

    /// The value in binary floats, and whether each rounding on the way was beyond doubt.
    fn float(&self) -> Option<(f64, bool)> {
        let two = |a: &F, b: &F, join: fn(f64, f64) -> f64| {
            let ((a, sure), (b, also)) = (a.float()?, b.float()?);
            Some((join(a, b), sure && also))
        };
        match self {
            Self::Number(value) | Self::Cell(_, value) => Some((value.to_f64()?, true)),
            Self::Add(terms) => terms.iter().try_fold((0.0, true), |(sum, sure), term| {
                let (value, also) = term.float()?;
                Some((sum + value, sure && also))
            }),
            Self::Sub(a, b) => two(a, b, |a, b| a - b),
            Self::Mul(a, b) => two(a, b, |a, b| a * b),
            Self::Div(a, b) => two(a, b, |a, b| a / b).filter(|(value, _)| value.is_finite()),
            Self::Min(a, b) => two(a, b, f64::min),
            Self::Max(a, b) => two(a, b, f64::max),
            Self::Round(a, decimals, mode) => {
                let (value, sure) = a.float()?;
                let (value, also) = rounded(value, *decimals, *mode);
                Some((value, sure && also))
            }
        }
    }
}

/// Rounds as spreadsheets do, and says whether the figure was clear of the place where rounding turns.
fn rounded(value: f64, decimals: i32, mode: Rounding) -> (f64, bool) {
    let scale = 10_f64.powi(decimals);
    let scaled = value * scale;
    let exact = scaled.abs() < 9e15 && scaled.fract() == 0.0;
    let from_turn = match mode {
        Rounding::HalfAway => (scaled.abs().fract() - 0.5).abs(),
        Rounding::Down | Rounding::Up => (scaled - scaled.round()).abs(),
    };
    let at_turn = exact || (mode == Rounding::HalfAway && from_turn == 0.0);
    let result = match mode {
        Rounding::HalfAway => scaled.round(),
        Rounding::Down => scaled.trunc(),
        Rounding::Up => scaled.abs().ceil().copysign(scaled),
    };
    (result / scale, at_turn || from_turn > NEAR_HALF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(address: &str, value: &str) -> F {
        F::Cell(address.to_owned(), value.parse().expect("a decimal"))
    }

    #[test]
    fn formulas_print_with_the_brackets_they_need() {
        let sum = F::Add(vec![cell("A1", "1"), cell("B1", "2")]);
        assert_eq!(sum.clone().mul(F::whole(3)).print(), "(A1+B1)*3");
        assert_eq!(cell("A1", "1").div(F::whole(2).mul(F::whole(3))).print(), "A1/(2*3)");
        assert_eq!(F::whole(0).sub(sum.fen().yuan()).print(), "-ROUND((A1+B1)*100,0)/100");
    }

    #[test]
    fn an_exact_half_is_sure_and_a_near_one_is_not() {
        let tie = F::whole(5).mul(F::whole(1)).div(F::whole(2)).round(0).yuan();
        assert!(tie.gives(Money::from_fen(3)));
        let near = cell("A1", "2.4999999999").round(0).yuan();
        assert!(!near.gives(Money::from_fen(2)));
    }
}
