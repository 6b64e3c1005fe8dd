//! Rounding once more, in whole 分.

use crate::generate::Mode;

/// `numerator / denominator` 分 brought to the unit.
pub fn to_unit(numerator: i128, denominator: i128, unit: i128, mode: Mode) -> i128 {
    let step = denominator * unit;
    let (whole, rest) = (numerator.div_euclid(step), numerator.rem_euclid(step));
    assert!(numerator >= 0, "only amounts above nothing are brought to the unit");
    let up = match mode {
        Mode::Down => false,
        Mode::Up => rest > 0,
        Mode::HalfAway => rest * 2 >= step,
    };
    (whole + i128::from(up)) * unit
}

/// The rounding of the running forms.
pub fn half_away(numerator: i128, denominator: i128, unit: i128) -> i128 {
    to_unit(numerator, denominator, unit, Mode::HalfAway)
}

pub fn down(fen: i128, unit: i128) -> i128 {
    to_unit(fen, 1, unit, Mode::Down)
}

pub fn up(fen: i128, unit: i128) -> i128 {
    to_unit(fen, 1, unit, Mode::Up)
}

/// An amount divided by running weights: each part is the difference of two rounded sums. No sum passes the whole: a
/// unit coarser than the amount's would leave the last part less than nothing, which semantics.md does not speak of.
pub fn split(whole: i128, weights: &[i128], unit: i128) -> Vec<i128> {
    let total: i128 = weights.iter().sum();
    let (mut sum, mut before, mut parts) = (0, 0, Vec::new());
    for (index, weight) in weights.iter().enumerate() {
        sum += weight;
        let after =
            if index + 1 == weights.len() { whole } else { half_away(whole * sum, total, unit).min(whole) };
        parts.push(after - before);
        before = after;
    }
    parts
}
