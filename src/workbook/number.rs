//! Numbers and dates of cells: the only floats of the program.

use super::cell::{FormatUnit, NumberNote, Value};
use super::format::{self, Kind};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;

/// Stored digits that a cell can keep.
const DIGITS: i32 = 15;

/// What a number in a cell of that format is.
pub(super) fn value(number: f64, kind: Kind, date_1904: bool) -> Value {
    let raw = || Value::Unusable(format!("{number}"));
    match kind {
        Kind::Number => decimal(number).map_or_else(raw, |(decimal, note)| Value::Number(decimal, note)),
        Kind::Time if (0.0..1.0).contains(&number) => Value::Text(time_of_day(number)),
        Kind::Date | Kind::Time => serial_date(number, date_1904).map_or_else(raw, Value::Date),
    }
}

/// A number as a file writes it: white space and a sign are accepted, nothing else that a spreadsheet would not write.
pub(super) fn parse(text: &str) -> Option<f64> {
    let text = text.trim_ascii();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    if !plain {
        return None;
    }
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// The number at 15 significant digits.
pub(super) fn decimal(number: f64) -> Option<(Decimal, NumberNote)> {
    if !number.is_finite() {
        return None;
    }
    let note = NumberNote { digits_lost: number.abs() >= 1e15, ..NumberNote::default() };
    if number.fract() == 0.0 && !note.digits_lost {
        return Some((Decimal::from(number as i64), note));
    }
    let shown = format!("{number:.14e}");
    let (mantissa, exponent) = shown.split_once('e')?;
    let mut digits: i128 = mantissa.replace('.', "").parse().ok()?;
    let mut scale = DIGITS - 1 - exponent.parse::<i32>().ok()?;
    while scale > 0 && digits % 10 == 0 {
        digits /= 10;
        scale -= 1;
        if digits == 0 {
            scale = 0;
        }
    }
    // Below 1e-28 there is no money: the rest of a subtraction.
    while scale > 28 {
        digits = (digits + 5 * digits.signum()) / 10;
        scale -= 1;
    }
    if scale < 0 {
        digits = digits.checked_mul(10_i128.checked_pow(scale.unsigned_abs())?)?;
        scale = 0;
    }
    let decimal = Decimal::try_from_i128_with_scale(digits, scale.unsigned_abs()).ok()?;
    Some((decimal.normalize(), note))
}

/// The day of a serial number; none outside 1900 to 2100 and for 29 February 1900, which never was.
pub(super) fn serial_date(serial: f64, date_1904: bool) -> Option<Date> {
    if !(0.0..=100_000.0).contains(&serial) {
        return None;
    }
    let days = serial.floor() as i32;
    let (epoch, days) = match (date_1904, days) {
        (true, days) => (date(1904, 1, 1), days),
        (false, 0 | 60) => return None,
        (false, days) if days < 60 => (date(1899, 12, 31), days),
        (false, days) => (date(1899, 12, 30), days),
    };
    let day = epoch.checked_add(days.days()).ok()?;
    in_range(day)
}

/// The date of text such as `2023-03-15T00:00:00`.
pub(super) fn iso_date(text: &str) -> Option<Date> {
    let text = text.trim_ascii();
    let (day, rest) = text.split_at_checked(10)?;
    if !(rest.is_empty() || rest.starts_with('T')) {
        return None;
    }
    in_range(day.parse().ok()?)
}

fn in_range(day: Date) -> Option<Date> {
    (1900..=2100).contains(&day.year()).then_some(day)
}

fn time_of_day(fraction: f64) -> String {
    let seconds = (fraction * 86_400.0).round() as u32 % 86_400;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The digits of a number that is displayed with zeros before it; 0 for any other.
pub(super) fn displayed_digits(display: &str, stored: f64) -> u8 {
    let padded = display.starts_with('0') && display.bytes().all(|byte| byte.is_ascii_digit());
    let same = padded && display.parse::<f64>().is_ok_and(|shown| shown == stored);
    u8::try_from(display.len()).ok().filter(|_| same).unwrap_or_default()
}

/// The unit in a number as it is displayed; unclear where something else is shown than the number.
pub(super) fn displayed_unit(display: &str, stored: f64) -> Option<FormatUnit> {
    let is_scientific = display.contains(['e', 'E']) && parse(display).is_some();
    if display.trim().is_empty() || is_scientific {
        return None;
    }
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let around: String = display.chars().map(|c| if is_figure(c) { ' ' } else { c }).collect();
    let digits: String = display.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
    let step = 10_f64.powi(-i32::try_from(places).unwrap_or(i32::MAX));
    let percent = around.trim().trim_matches(['-', '(', ')', ' ']) == "%";
    let stored = if percent { stored * 100.0 } else { stored };
    let alike = match digits.parse::<f64>() {
        Ok(shown) => (shown - stored.abs()).abs() <= step + stored.abs() * 1e-9,
        Err(_) => stored == 0.0,
    };
    if percent && alike {
        return Some(FormatUnit::Percent);
    }
    if alike { format::literal_unit(&around) } else { Some(FormatUnit::Unclear) }
}
