//! Amounts: a figure and every unit that is stated for it, which must agree.

use super::say::Fault;
use super::unit_line::UnitLine;
use crate::finding::Code;
use crate::table::words::StatedUnit;
use crate::text::number::{self, AmountUnit, NumberFault};
use crate::workbook::{Cell, FormatUnit, Value};
use rust_decimal::Decimal;

/// Units stated for a column or row, each with where it is stated.
#[derive(Clone, Debug, Default)]
pub(super) struct Units<'a> {
    stated: Vec<(AmountUnit, &'a str)>,
    /// Those that settle nothing by themselves, but may not be contradicted.
    hinted: Vec<(AmountUnit, &'a str)>,
    unclear: bool,
    /// One that amounts are not read in, as stated, and where.
    other: Option<(String, &'a str)>,
}

impl<'a> Units<'a> {
    /// Adds a unit.
    pub fn add(&mut self, unit: Option<AmountUnit>, place: &'a str) {
        self.stated.extend(unit.map(|unit| (unit, place)));
    }

    /// Adds the unit that a heading states.
    pub fn add_stated(&mut self, unit: Option<&StatedUnit>, place: &'a str) {
        match unit {
            Some(StatedUnit::Known(unit)) => self.add(Some(*unit), place),
            Some(StatedUnit::Other(word)) => self.other = Some((word.clone(), place)),
            None => {}
        }
    }

    /// Adds what lines above and within the table state.
    pub fn add_lines(&mut self, lines: &'a [UnitLine]) {
        for line in lines {
            match (&line.unit, line.is_hint) {
                (StatedUnit::Known(unit), true) => self.hinted.push((*unit, &line.place)),
                (unit, _) => self.add_stated(Some(unit), &line.place),
            }
        }
    }

    /// Adds the unit of a number format.
    pub fn add_format(&mut self, unit: Option<FormatUnit>) {
        match unit {
            Some(FormatUnit::Yuan) => self.add(Some(AmountUnit::Yuan), OF_FORMAT),
            Some(FormatUnit::WanYuan) => self.add(Some(AmountUnit::WanYuan), OF_FORMAT),
            Some(FormatUnit::Percent | FormatUnit::Unclear) => self.unclear = true,
            None => {}
        }
    }

    /// 1.2亿元 is read as so many 万元: under a heading in 亿元 it says nothing else.
    fn heed_written(&mut self, text: &str) {
        if text.contains(['亿', '億']) {
            let in_yi = |(unit, _): &(AmountUnit, &str)| *unit == AmountUnit::YiYuan;
            self.stated.retain(|stated| !in_yi(stated));
            self.hinted.retain(|hinted| !in_yi(hinted));
        }
    }

    /// The one unit that all agree on.
    pub fn settle(&self) -> Result<AmountUnit, Fault> {
        if self.unclear {
            return Err(conflict("单元格的数字格式改变了显示的数值或单位，看不出是元还是万元。".to_owned()));
        }
        if let Some((word, place)) = &self.other {
            let message = format!(
                "{place}写的金额单位是「{word}」，程序只认人民币（元、千元、万元、亿元等），不替您换算。"
            );
            return Err(conflict(message).of_column());
        }
        let Some((unit, _)) = self.stated.first() else {
            return Err(Fault::new(
                Code::AmountUnitMissing,
                "金额没有写明单位，不能猜是元还是万元。",
                "请把列标题改为「金额(万元)」或「金额(元)」，或在表头上方写「单位：万元」。",
            )
            .of_column());
        };
        let all = || self.stated.iter().chain(&self.hinted);
        if all().all(|(other, _)| other == unit) {
            return Ok(*unit);
        }
        let parts: Vec<String> = all().map(|(unit, place)| format!("{place}是{}", unit.label())).collect();
        let fault = conflict(format!("金额的单位互相矛盾：{}。", parts.join("，")));
        // What heading and lines above say is the same for every row.
        let of_column = all().all(|(_, place)| ![OF_ROW, OF_FORMAT, OF_TEXT].contains(place));
        Err(if of_column { fault.of_column() } else { fault })
    }
}

/// Where a row states its own unit.
pub(super) const OF_ROW: &str = "金额单位列";
/// Where a cell does.
const OF_FORMAT: &str = "单元格的数字格式";
const OF_TEXT: &str = "单元格文字";

fn conflict(message: String) -> Fault {
    Fault::new(
        Code::AmountUnitConflict,
        message,
        "请在原表中统一金额单位：列标题、表头上方的单位、金额单位列和数字格式要一致。",
    )
}

/// The amount of a cell in 元; none for a blank.
pub(super) fn yuan(cell: &Cell, mut units: Units<'_>) -> Result<Option<Decimal>, Fault> {
    units.add_format(cell.format_unit);
    let value = match &cell.value {
        Value::Number(_, note) if note.digits_lost => {
            return Err(unusable("数字超过 15 位，末尾的数字已经丢失。".to_owned()));
        }
        Value::Number(value, _) => *value,
        Value::Text(text) => match number::number(text) {
            Ok(parsed) => {
                units.heed_written(text);
                units.add(parsed.unit, OF_TEXT);
                parsed.value
            }
            Err(NumberFault::Empty) => return Ok(None),
            Err(fault) => return Err(unusable(format!("金额{}。", fault.message()))),
        },
        Value::Date(date) => return Err(unusable(format!("金额一栏里是日期 {date}。"))),
        Value::Bool(_) | Value::Error(_) | Value::NoCache | Value::Unusable(_) | Value::Struck(_) => {
            return Err(unusable("金额一栏里不是数字。".to_owned()));
        }
    };
    if value.is_zero() {
        return Ok(Some(Decimal::ZERO));
    }
    let yuan = units.settle()?.in_yuan(value).filter(|yuan| crate::money::Money::exact(*yuan).is_some());
    yuan.map(Some).ok_or_else(|| unusable(format!("金额 {value} 折合后不足一分或数额过大。")))
}

fn unusable(message: String) -> Fault {
    Fault::new(Code::NumberUnusable, message, "请在原表中改正该金额。")
}

/// The bare figure of a cell, for adding up; an error where it has none.
pub(super) fn figure(cell: &Cell) -> Result<Option<Decimal>, ()> {
    match &cell.value {
        Value::Number(value, note) if !note.digits_lost => Ok(Some(*value)),
        Value::Text(text) => match number::number(text) {
            Ok(parsed) if parsed.unit.is_none() => Ok(Some(parsed.value)),
            Ok(_) => Err(()),
            Err(NumberFault::Empty) => Ok(None),
            Err(_) => number::quantity(text).map(|(count, _)| Some(Decimal::from(count))).map_err(|_| ()),
        },
        _ => Err(()),
    }
}
