//! One cell of a known field becomes a typed value, nothing, or a fault.

use super::say::Fault;
use crate::finding::Code;
use crate::model::record::Value as Typed;
use crate::policy::{Field, FieldId, FieldType, builtin as b};
use crate::table::{category, words};
use crate::text::certificate;
use crate::text::date::{self, DateFault, DateSpan};
use crate::text::name;
use crate::text::normal::{display, is_blank, key};
use crate::text::number::{self, NumberFault};
use crate::workbook::{Cell, Value};
use rust_decimal::Decimal;

/// Reads a cell as its field's type. Money is read by `amount`.
pub(super) fn read(cell: &Cell, id: FieldId, field: &Field) -> Result<Option<Typed>, Fault> {
    usable(cell, field)?;
    match field.kind {
        FieldType::Text => text(cell, id, field).map(|text| text.map(|text| Typed::Text(text.into()))),
        FieldType::Whole => whole(cell, id, field).map(|whole| whole.map(Typed::Whole)),
        FieldType::Number | FieldType::Money => number(cell, field).map(|number| number.map(Typed::Number)),
        FieldType::Date => {
            day(cell, field).map(|day| day.map(Typed::Date)).map_err(|fault| open_end(fault, id))
        }
        FieldType::Bool => yes_no(cell, id, field).map(|value| value.map(Typed::Bool)),
        FieldType::Choice => choice(cell, field).map(|text| text.map(|text| Typed::Text(text.into()))),
    }
}

/// Refuses cells that hold no value that may be used.
pub(super) fn usable(cell: &Cell, field: &Field) -> Result<(), Fault> {
    let what = match &cell.value {
        Value::Error(name) => format!("是错误值 {name}"),
        Value::NoCache => "是没有保存计算结果的公式".to_owned(),
        Value::Unusable(raw) => format!("的内容「{raw}」{}不能使用", objection(raw)),
        Value::Struck(raw) => format!("的内容「{raw}」有删除线，或带着注释的上标，看不出还算不算"),
        Value::Text(_) | Value::Number(..) | Value::Date(_) | Value::Bool(_) => return Ok(()),
    };
    let help = match &cell.value {
        Value::NoCache | Value::Error(_) => "请用 WPS 或 Excel 打开原表，改正公式，重算后保存。",
        Value::Struck(_) => "请在原表中删去划掉的文字和上标；整行划掉的请删去该行，仍然算数的请取消删除线。",
        _ => "请在原表中删去该单元格的内容，重新用键盘输入。",
    };
    Err(Fault::new(Code::CellBad, format!("「{}」{what}，本行待定。", field.name), help))
}

/// Why a content cannot be used, as far as it shows.
fn objection(raw: &str) -> &'static str {
    if raw.contains("[U+") {
        "含有看不见的控制字符（方括号里是它的编码），"
    } else if raw.parse::<Decimal>().is_ok() {
        "不是能用的数字，或不在 1900 至 2100 年的日期之内，"
    } else {
        ""
    }
}

/// The text of a cell; a number as it shows.
pub(super) fn text(cell: &Cell, id: FieldId, field: &Field) -> Result<Option<String>, Fault> {
    let loose = matches!(id, b::REMARK | b::SERIAL);
    match &cell.value {
        Value::Text(text) if is_blank(text) => Ok(None),
        // New lines part the holders of one cell.
        Value::Text(text) if id == b::ENTERPRISE => Ok(Some(text.trim().to_owned())),
        // Spaces may stand within one number.
        Value::Text(text) if id == b::CERTIFICATE && lists_numbers(text) => Ok(Some(lines(text).join("；"))),
        Value::Text(text) if !loose && is_scientific(text) => Err(Fault::new(
            Code::DigitsLost,
            format!("「{}」成了科学计数法的「{}」，末尾的数字已经丢失。", field.name, text.trim()),
            "请在导出该文件的原表中把该列设为文本格式，照原件重新填写，再导出一次。",
        )),
        Value::Text(text) => Ok(Some(display(text))),
        Value::Number(_, note) if note.digits_lost && !loose => Err(Fault::new(
            Code::DigitsLost,
            format!("「{}」按数字保存且超过 15 位，末尾的数字已经丢失。", field.name),
            "请把该列设为文本格式，再照原件重新填写。",
        )),
        Value::Number(number, note) => Ok(Some(as_shown(*number, note.least_digits))),
        Value::Date(date) if loose => Ok(Some(date.to_string())),
        Value::Date(date) => Err(Fault::new(
            Code::TextIsDate,
            format!("「{}」变成了日期 {date}，原来的文字已经丢失。", field.name),
            "请把该列设为文本格式，再照原件重新填写。",
        )),
        Value::Bool(yes) => Ok(Some(if *yes { "是" } else { "否" }.to_owned())),
        Value::Error(_) | Value::NoCache | Value::Unusable(_) | Value::Struck(_) => Ok(None),
    }
}

/// True for a cell with a number on each of its lines.
fn lists_numbers(text: &str) -> bool {
    text.trim().contains('\n') && certificate::several(&lines(text).join("\n")).len() > 1
}

fn lines(text: &str) -> Vec<String> {
    text.split(['\n', '\r']).map(display).filter(|line| !line.is_empty()).collect()
}

/// A number with the zeros that its format puts before it: they belong to a code.
fn as_shown(number: Decimal, least_digits: u8) -> String {
    let text = number.normalize().to_string();
    let whole = text.bytes().all(|byte| byte.is_ascii_digit());
    if whole { format!("{text:0>width$}", width = usize::from(least_digits)) } else { text }
}

/// True for 9.13E+17: what a spreadsheet shows, and a text export keeps, of a long number.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim().split_once('+') else { return false };
    let Some(mantissa) = mantissa.strip_suffix(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    whole.len() == 1 && digits(whole) && digits(fraction) && digits(exponent) && exponent.len() <= 2
}

fn whole(cell: &Cell, id: FieldId, field: &Field) -> Result<Option<i64>, Fault> {
    if let Value::Text(text) = &cell.value {
        let special = match id {
            b::YEAR | b::DUE_YEAR => words::year(text).map(i64::from),
            b::RANK => name::rank(text).map(|(rank, _)| i64::from(rank)),
            _ => None,
        };
        if special.is_some() {
            return Ok(special);
        }
    }
    // A year in a cell that shows dates: the first of January stands for it.
    if let (Value::Date(day), b::YEAR | b::DUE_YEAR) = (&cell.value, id)
        && (1980..=2100).contains(&day.year())
    {
        return Ok(Some(i64::from(day.year())));
    }
    let Some(number) = number(cell, field)? else { return Ok(None) };
    let value = number.normalize();
    let fault = |why: &str| number_fault(field, &format!("{number} {why}"));
    if value.scale() != 0 {
        return Err(fault("不是整数"));
    }
    let value = i64::try_from(value.mantissa()).map_err(|_| fault("太大"))?;
    let in_range = match id {
        b::YEAR | b::DUE_YEAR => (1980..=2100).contains(&value),
        b::RANK => (1..=9999).contains(&value),
        _ => true,
    };
    if in_range { Ok(Some(value)) } else { Err(fault("不在合理范围内")) }
}

fn number(cell: &Cell, field: &Field) -> Result<Option<Decimal>, Fault> {
    match &cell.value {
        Value::Number(_, note) if note.digits_lost => {
            Err(number_fault(field, "超过 15 位，末尾的数字已经丢失"))
        }
        Value::Number(number, _) => Ok(Some(*number)),
        Value::Text(text) => match plain(text) {
            Ok(number) => Ok(Some(number)),
            Err(NumberFault::Empty) => Ok(None),
            Err(fault) => Err(number_fault(field, &fault.message())),
        },
        _ => Err(number_fault(field, "不是数字")),
    }
}

/// A figure, or a rate where a percentage is written.
fn plain(text: &str) -> Result<Decimal, NumberFault> {
    match number::number(text) {
        Ok(parsed) if parsed.unit.is_some() => Err(NumberFault::UnexpectedUnit),
        Ok(parsed) => Ok(parsed.value),
        Err(NumberFault::Percent) => number::rate(text),
        Err(fault) => Err(fault),
    }
}

fn number_fault(field: &Field, why: &str) -> Fault {
    Fault::new(Code::NumberUnusable, format!("「{}」{why}。", field.name), "请在原表中改正该数字。")
}

/// A count and the measure word with it.
pub(super) fn quantity(cell: &Cell, field: &Field) -> Result<Option<(i64, Option<String>)>, Fault> {
    usable(cell, field)?;
    let read = match &cell.value {
        Value::Text(text) => match number::quantity(text) {
            Ok(read) => read,
            Err(NumberFault::Empty) => return Ok(None),
            Err(fault) => return Err(quantity_fault(&fault.message())),
        },
        _ => match whole(cell, b::QUANTITY, field)? {
            Some(count) => (count, None),
            None => return Ok(None),
        },
    };
    if read.0 > 0 { Ok(Some(read)) } else { Err(quantity_fault(&format!("是 {}，应大于零", read.0))) }
}

fn quantity_fault(why: &str) -> Fault {
    Fault::new(Code::QuantityUnusable, format!("数量{why}。"), "请在原表中改正数量；一件可以不写。")
}

fn day(cell: &Cell, field: &Field) -> Result<Option<DateSpan>, Fault> {
    let read = match &cell.value {
        Value::Date(day) if (1980..=2100).contains(&day.year()) => Ok(DateSpan::day(*day)),
        Value::Date(day) => return Err(date_fault(field, &format!("{day} 不在 1980 至 2100 年之间"))),
        Value::Number(number, _) => date::date_of_number(&number.normalize().to_string()),
        Value::Text(text) => date::date(text),
        _ => return Err(date_fault(field, "不是日期")),
    };
    match read {
        Ok(span) => Ok(Some(span)),
        Err(DateFault::Empty) => Ok(None),
        Err(fault) => Err(date_fault(field, &fault.message())),
    }
}

fn date_fault(field: &Field, why: &str) -> Fault {
    Fault::new(
        Code::DateUnusable,
        format!("「{}」{why}。", field.name),
        "请在原表中写成 2008-03-11 或 2008年3月11日 的样子。",
    )
}

/// 长期 or 至今 where a list of exclusions ends: still in force is written with nothing.
fn open_end(fault: Fault, id: FieldId) -> Fault {
    if id != b::EXCLUDED_TO || fault.code != Code::DateUnusable {
        return fault;
    }
    let help = format!("仍在名单上的（长期、至今），这一格请留空；已移出的，{}", fault.help);
    Fault { help, ..fault }
}

fn yes_no(cell: &Cell, id: FieldId, field: &Field) -> Result<Option<bool>, Fault> {
    let shown = match &cell.value {
        Value::Bool(value) => return Ok(Some(*value)),
        Value::Number(number, _) => number.normalize().to_string(),
        Value::Text(text) => key(text),
        _ => String::new(),
    };
    match shown.as_str() {
        "是" | "√" | "✓" | "✔" | "☑" | "有" | "Y" | "YES" | "1" | "TRUE" | "对" => Ok(Some(true)),
        "否" | "×" | "✗" | "✘" | "☐" | "无" | "没有" | "N" | "NO" | "0" | "FALSE" | "不是" => {
            Ok(Some(false))
        }
        "复评" | "重新认定" if id == b::RECERTIFIED => Ok(Some(true)),
        "初评" | "首次" | "初次" if id == b::RECERTIFIED => Ok(Some(false)),
        _ if is_blank(&shown) => Ok(None),
        _ => Err(Fault::new(
            Code::YesNoUnknown,
            format!("「{}」写的是「{shown}」，看不出是或否。", field.name),
            "请写「是」或「否」。",
        )),
    }
}

/// The rate that a cell states: a plain figure, or a percentage in any of its spellings.
fn rate_of(cell: &Cell, shown: &str) -> Option<Decimal> {
    match &cell.value {
        Value::Number(number, _) => Some(number.normalize()),
        _ => number::rate(shown).ok().map(|rate| rate.normalize()),
    }
}

fn choice(cell: &Cell, field: &Field) -> Result<Option<String>, Fault> {
    let Some(shown) = text(cell, b::REMARK, field)? else { return Ok(None) };
    let typed = key(&shown);
    let declared = field.values.iter().find(|value| key(value) == typed);
    let aliased = || field.aliases.iter().find(|(alias, _)| key(alias) == typed).map(|(_, value)| value);
    if let Some(value) = declared.or_else(aliased) {
        return Ok(Some(value.clone()));
    }
    // 0.5 shows as 50% in a cell of that format.
    let rate = |text: &str| number::rate(text).ok().map(|rate| rate.normalize());
    if let Some(typed) = rate_of(cell, &shown) {
        let mut meant = field
            .values
            .iter()
            .filter(|value| value.contains(['%', '％', '‰']) && rate(value) == Some(typed));
        if let (Some(value), None) = (meant.next(), meant.next()) {
            return Ok(Some(value.clone()));
        }
    }
    let keys: Vec<(String, &str)> = field.values.iter().map(|value| (key(value), value.as_str())).collect();
    let near = category::nearest(&typed, keys.iter().map(|(key, value)| (key.as_str(), *value)));
    let guess = near.map(|near| format!("是不是「{near}」？")).unwrap_or_default();
    Err(Fault::new(
        Code::ChoiceUnknown,
        format!("「{}」写的是「{shown}」，不在规定的选项（{}）之中。", field.name, field.values.join("、")),
        format!("{guess}请在原表中改正，或在政策文件的字段「{}」的 aliases 中写明这种叫法。", field.name),
    ))
}
