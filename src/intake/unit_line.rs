//! Lines above and within a table that state the unit of its amounts: each is heeded, and where two disagree both are quoted.

use crate::table::words::{self, StatedUnit};
use crate::table::{distinct, text_of};
use crate::text::normal::display;
use crate::text::unit;
use crate::workbook::Row;

/// A unit that stands beside the headings and the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnitLine {
    /// The unit.
    pub unit: StatedUnit,
    /// Where it stands, for people.
    pub place: String,
    /// It stands in brackets without 单位: no amount is read by it alone.
    pub is_hint: bool,
}

/// What a line above a table may say of the units of its numbers: 单位：万千瓦时.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MeasureLine {
    /// The word.
    pub word: String,
    /// Where it stands, for people.
    pub place: String,
}

/// What a row that is no data may say of the units of numbers.
pub(super) fn measures_of_row(row: &Row) -> Vec<MeasureLine> {
    let texts = distinct(row).into_iter().map(text_of);
    let place = |text: &str| format!("第 {} 行「{}」", u64::from(row.index) + 1, display(text));
    let of_text = |text: &'_ str| {
        let words = unit::words_of_line(text).into_iter();
        words.map(|word| MeasureLine { word, place: place(text) }).collect::<Vec<_>>()
    };
    texts.flat_map(of_text).collect()
}

impl UnitLine {
    fn new(unit: StatedUnit, row: u32, text: &str, is_hint: bool) -> Self {
        let place = format!("第 {} 行「{}」", u64::from(row) + 1, display(text));
        Self { unit, place, is_hint }
    }
}

/// What a row that is no data states.
pub(super) fn of_row(row: &Row) -> Vec<UnitLine> {
    let texts = distinct(row).into_iter().map(text_of);
    texts.flat_map(|text| of_text(row.index, text)).collect()
}

/// What a text in a row that is no data states.
fn of_text(row: u32, text: &str) -> Vec<UnitLine> {
    if let Some(unit) = words::unit_alone(text) {
        return vec![UnitLine::new(unit, row, text, false)];
    }
    let stated = words::unit_statements(text).into_iter().map(|unit| UnitLine::new(unit, row, text, false));
    let hints = words::bracketed_units(text).into_iter().map(|unit| UnitLine::new(unit, row, text, true));
    stated.chain(hints).collect()
}

/// The lines above a heading: those that agree are one, and only those that do not are told apart.
pub(super) fn above(mut lines: Vec<UnitLine>) -> Vec<UnitLine> {
    let Some(first) = lines.iter().position(|line| !line.is_hint) else { return lines };
    let mut first = lines.remove(first);
    lines.retain(|line| line.unit != first.unit);
    if lines.iter().all(|line| line.is_hint) {
        "表头上方".clone_into(&mut first.place);
    }
    lines.insert(0, first);
    lines
}

/// Adds a line within the table, for the rows that follow; one that repeats what is known says nothing new.
pub(super) fn add_within(lines: &mut Vec<UnitLine>, line: UnitLine) {
    let known = |old: &UnitLine| old.unit == line.unit && (line.is_hint || !old.is_hint);
    if !lines.iter().any(known) {
        lines.push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(texts: &[&str]) -> Vec<String> {
        let lines = (0..).zip(texts).flat_map(|(row, text)| of_text(row, text)).collect();
        above(lines).into_iter().map(|line| line.place).collect()
    }

    #[test]
    fn lines_that_agree_are_one_and_others_are_quoted() {
        assert_eq!(places(&["名单（单位：万元）", "单位：万元", "（万元）"]), ["表头上方"]);
        assert_eq!(
            places(&["名单（单位：万元）", "单位：元"]),
            ["第 1 行「名单（单位：万元）」", "第 2 行「单位：元」"]
        );
        assert_eq!(places(&["单位：元", "名单（万元）"]), ["表头上方", "第 2 行「名单（万元）」"]);
        assert_eq!(places(&["名单（万元）"]), ["第 1 行「名单（万元）」"]);
    }
}
