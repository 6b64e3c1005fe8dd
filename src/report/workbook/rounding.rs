//! Rounding as formulas: 元 and 分, and what the parts of an amount are.

use super::formula::F;
use crate::money::{Money, Rounding, Unit};
use rust_decimal::Decimal;

/// An amount as a whole number of 分.
pub(super) fn fen(amount: Money) -> Decimal {
    Decimal::from_i128_with_scale(amount.fen(), 0)
}

/// An award brought to its unit; 元 in, 元 out. A plain one is an amount times a whole number.
pub(super) fn round_award(figure: F, plain: bool, mode: Rounding, unit: Unit) -> F {
    match unit.fen() {
        1 if plain && mode == Rounding::HalfAway => F::Round(Box::new(figure), 2, mode),
        100 if plain && mode == Rounding::HalfAway => F::Round(Box::new(figure), 0, mode),
        _ => in_fen(figure).in_units(unit, mode).yuan(),
    }
}

/// 元 to 分 without what binary floats leave behind the last decimal that a rate times an amount has: 10000×7% is 700, and
/// rounded up still is.
pub(super) fn in_fen(figure: F) -> F {
    figure.mul(F::whole(100)).round(FEN_DECIMALS)
}

/// Decimals of 分 that are kept before rounding to a unit.
const FEN_DECIMALS: i32 = 6;

/// round(whole·after/total) − round(whole·before/total), in 分; the last part is the rest. No part before it takes more
/// than the whole, which a coarser unit could make it.
pub(super) fn part(whole: F, weights: [F; 3], unit: Unit) -> F {
    let within = |sum: &F| if unit == Unit::FEN { sum.clone() } else { sum.clone().min(whole.clone()) };
    parted(whole.clone(), weights, unit, within)
}

/// The same, with what is done to each rounded sum.
pub(super) fn parted(whole: F, [before, after, total]: [F; 3], unit: Unit, within: impl Fn(&F) -> F) -> F {
    let at =
        |weight: F| within(&whole.clone().mul(weight).div(total.clone()).in_units(unit, Rounding::HalfAway));
    let upper = if after == total { whole.clone() } else { at(after) };
    difference(upper, (before != F::whole(0)).then(|| at(before)))
}

pub(super) fn difference(a: F, b: Option<F>) -> F {
    match b {
        Some(b) => a.sub(b),
        None => a,
    }
}
