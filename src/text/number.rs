//! Figures in text: value and unit exactly, or a named refusal. One parser for amounts, rates and quantities.

use super::normal::{half_width_text, is_blank};
use super::numeral;
use crate::money::exact_product;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The unit that an amount was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AmountUnit {
    /// 元.
    Yuan,
    /// 百元.
    HundredYuan,
    /// 千元.
    ThousandYuan,
    /// 万元.
    WanYuan,
    /// 十万元.
    TenWanYuan,
    /// 百万元.
    MillionYuan,
    /// 千万元.
    TenMillionYuan,
    /// 亿元.
    YiYuan,
}

impl AmountUnit {
    /// The word a user sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::HundredYuan => "百元",
            Self::ThousandYuan => "千元",
            Self::WanYuan => "万元",
            Self::TenWanYuan => "十万元",
            Self::MillionYuan => "百万元",
            Self::TenMillionYuan => "千万元",
            Self::YiYuan => "亿元",
        }
    }

    /// A figure in this unit as 元, exact; none beyond what a decimal holds.
    pub fn in_yuan(self, value: Decimal) -> Option<Decimal> {
        let yuan: i64 = match self {
            Self::Yuan => return Some(value),
            Self::HundredYuan => 100,
            Self::ThousandYuan => 1_000,
            Self::WanYuan => 10_000,
            Self::TenWanYuan => 100_000,
            Self::MillionYuan => 1_000_000,
            Self::TenMillionYuan => 10_000_000,
            Self::YiYuan => 100_000_000,
        };
        exact_product(value, Decimal::from(yuan))
    }
}

/// A figure as written: `50万元` is 50 in 万元; 亿元 is brought to 万元.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The figure in its unit.
    pub value: Decimal,
    /// The unit that stood with it. 万 without 元 counts as 万元.
    pub unit: Option<AmountUnit>,
}

/// Why a text is not taken as a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// Nothing, a dash, `/` or 无.
    Empty,
    /// A letter among digits: `l.5`, `1O`.
    LetterInNumber(char),
    /// `①`, `½`, `³`, `Ⅲ`: a character that is a number of its own.
    SpecialDigit(char),
    /// `1.2e5`: digits may be gone.
    Scientific,
    /// Separators that do not part groups of three.
    Grouping,
    /// A percentage where an amount is due.
    Percent,
    /// Digits and Chinese numerals in one figure.
    Mixed,
    /// More digits than can be held exactly.
    TooLong,
    /// A fraction where a count is due.
    NotWhole,
    /// A figure below zero where a count is due.
    Negative,
    /// 元 or 万元 where a count is due.
    UnexpectedUnit,
    /// Anything else.
    NotANumber(String),
}

impl NumberFault {
    /// What is wrong and what to write instead, for the user.
    pub fn message(&self) -> String {
        match self {
            Self::Empty => "没有填写数字".into(),
            Self::LetterInNumber(c) => format!("数字中夹有字母「{c}」，不能替您猜是哪个数字，请改成数字"),
            Self::SpecialDigit(c) => format!("数字中有特殊字符「{c}」，请改用普通数字"),
            Self::Scientific => "是科学计数法，可能已丢失数位，请写出完整数字".into(),
            Self::Grouping => "千分位逗号的位置不对，请核对是逗号还是小数点".into(),
            Self::Percent => "应为金额或数量，不应为百分数".into(),
            Self::Mixed => "阿拉伯数字与汉字数字混写，请写成一个数".into(),
            Self::TooLong => "数字位数过多，无法精确保存".into(),
            Self::NotWhole => "应为整数".into(),
            Self::Negative => "不应为负数".into(),
            Self::UnexpectedUnit => "应为个数，不应带金额单位".into(),
            Self::NotANumber(text) => format!("「{text}」不能识别为数字"),
        }
    }
}

/// Reads an amount or a plain figure.
pub fn number(text: &str) -> Result<Parsed, NumberFault> {
    let text = prepared(text)?;
    if text.contains('%') {
        return Err(NumberFault::Percent);
    }
    let (negative, body) = signed(&text);
    let (body, symbol) = without_currency(body);
    let parsed = amount(body).map_err(|fault| named(fault, &text))?;
    // -负5 and (负五元) have two signs: neither reading is certain.
    if negative && parsed.value.is_sign_negative() && !parsed.value.is_zero() {
        return Err(NumberFault::NotANumber(text.into_owned()));
    }
    let value = if negative { -parsed.value } else { parsed.value };
    Ok(Parsed { value, unit: parsed.unit.or(symbol) })
}

/// Reads a rate: `30%`, `百分之三十` or a plain figure such as `0.3`.
pub fn rate(text: &str) -> Result<Decimal, NumberFault> {
    let text = prepared(text)?;
    let percent = text.strip_suffix('%').or_else(|| text.strip_prefix("百分之"));
    let Some(figure) = percent else { return plain(&text) };
    let figure = plain(figure.trim())?;
    exact_product(figure, Decimal::new(1, 2)).ok_or(NumberFault::TooLong)
}

/// A figure that may carry no unit.
fn plain(text: &str) -> Result<Decimal, NumberFault> {
    let parsed = number(text)?;
    if parsed.unit.is_some() { Err(NumberFault::UnexpectedUnit) } else { Ok(parsed.value) }
}

/// Reads a whole number without a unit (`5.0` is whole).
pub fn whole(text: &str) -> Result<i64, NumberFault> {
    let value = plain(text)?;
    if !value.fract().is_zero() {
        return Err(NumberFault::NotWhole);
    }
    i64::try_from(value.normalize().trunc().mantissa()).map_err(|_| NumberFault::TooLong)
}

/// Measure words of counted things.
const MEASURES: &str = "个件项只种类枚块家次份套篇条张户名台";
/// What may follow a measure word.
const COUNTED: [&str; 9] = ["", "产品", "商标", "注册商标", "品种", "系列", "品牌", "专利", "标准"];

/// True for words that count things one by one, several parted by strokes or commas: 只, 件/项.
pub fn is_measure(text: &str) -> bool {
    let mut words = text.split(['/', ',', '、', '，', '或']).map(str::trim).peekable();
    let one = |word: &str| word.chars().count() == 1 && (MEASURES.contains(word) || "次篇".contains(word));
    words.peek().is_some() && words.all(one)
}

/// Reads a count with or without a measure word: `2`, `2个`, `3件`, `两个产品`.
pub fn quantity(text: &str) -> Result<(i64, Option<String>), NumberFault> {
    let text = prepared(text)?;
    let count = |figure: &str| {
        whole(figure).and_then(|value| if value < 0 { Err(NumberFault::Negative) } else { Ok(value) })
    };
    let Some(measure) = text.chars().find(|c| MEASURES.contains(*c)) else {
        return Ok((count(&text)?, None));
    };
    let (figure, noun) = text.split_once(measure).unwrap_or((&text, ""));
    if !COUNTED.contains(&noun.trim()) {
        return Err(NumberFault::NotANumber(text.into_owned()));
    }
    Ok((count(figure)?, Some(measure.to_string())))
}

/// Half-width, the full stop as a decimal point; refuses blanks and characters that are numbers of their own.
fn prepared(text: &str) -> Result<Cow<'_, str>, NumberFault> {
    if is_blank(text) {
        return Err(NumberFault::Empty);
    }
    let mut text = half_width_text(text);
    if text.contains(['。', '−']) {
        // A stop after the last character ends a sentence; inside it stands for the decimal point.
        let sentence = text.strip_suffix('。').unwrap_or(&text);
        text = Cow::Owned(sentence.replace('。', ".").replace('−', "-"));
    }
    let special = |c: &char| c.is_numeric() && !c.is_ascii_digit() && !numeral::is_numeral(*c);
    match text.chars().find(special) {
        Some(c) => Err(NumberFault::SpecialDigit(c)),
        None => Ok(text),
    }
}

/// The sign: `-5`, `负五`, `(5)`.
fn signed(text: &str) -> (bool, &str) {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        // A sign within the brackets stays in the body, where it is refused.
        return (true, inner.trim());
    }
    match text.strip_prefix('-').or_else(|| text.strip_prefix('负')) {
        Some(rest) => (true, rest.trim()),
        None => (false, text.strip_prefix('+').unwrap_or(text).trim()),
    }
}

/// Without ¥ and 人民币, which say 元 where nothing else does. 人民币负… has its sign inside.
fn without_currency(text: &str) -> (&str, Option<AmountUnit>) {
    for mark in ["人民币", "RMB", "CNY", "¥", "￥"] {
        if let Some(rest) = text.strip_prefix(mark) {
            let rest = rest.trim();
            let rest = rest.strip_prefix('¥').or_else(|| rest.strip_prefix('￥')).unwrap_or(rest);
            return (rest.trim(), Some(AmountUnit::Yuan));
        }
    }
    (text.strip_suffix("人民币").unwrap_or(text).trim(), None)
}

/// A figure without sign, with its unit.
fn amount(body: &str) -> Result<Parsed, NumberFault> {
    if let Some(rest) = body.strip_prefix('负').filter(|rest| !rest.starts_with('负')) {
        return amount(rest).map(|parsed| Parsed { value: -parsed.value, ..parsed });
    }
    let body = body.strip_suffix(['整', '正']).unwrap_or(body).trim();
    if body.ends_with(['角', '分']) || body.ends_with("元") && body.contains('角') {
        return with_jiao_and_fen(body);
    }
    let (rest, yuan) = match body.strip_suffix(['元', '圆', '圓']) {
        Some(rest) => (rest.trim_end(), true),
        None => (body, false),
    };
    in_large_unit(rest, yuan)
}

/// A figure that may end in 万 or 亿.
fn in_large_unit(rest: &str, yuan: bool) -> Result<Parsed, NumberFault> {
    let large = rest.chars().filter(|c| numeral::is_large(*c)).count();
    let last = rest.chars().next_back().filter(|c| numeral::is_large(*c));
    match last {
        Some(c) if large == 1 => {
            let figure = magnitude(rest.strip_suffix(c).unwrap_or(rest).trim_end())?;
            let factor = if matches!(c, '亿' | '億') { Decimal::from(10_000) } else { Decimal::ONE };
            let value = exact_product(figure, factor).ok_or(NumberFault::TooLong)?;
            Ok(Parsed { value, unit: Some(AmountUnit::WanYuan) })
        }
        // 三亿五千万 without 元 is still an absolute figure, never to be taken times 万 again.
        _ => Ok(Parsed { value: magnitude(rest)?, unit: (yuan || large > 0).then_some(AmountUnit::Yuan) }),
    }
}

/// 壹仟陆佰捌拾元零叁角贰分, 5元5角.
fn with_jiao_and_fen(body: &str) -> Result<Parsed, NumberFault> {
    let (yuan, rest) = body.split_once(['元', '圆', '圓']).unwrap_or(("", body));
    let (jiao, rest) = rest.split_once('角').unwrap_or(("", rest));
    let (fen, rest) = rest.split_once('分').unwrap_or(("", rest));
    if !rest.is_empty() {
        return Err(NumberFault::NotANumber(body.to_owned()));
    }
    let whole_yuan = if yuan.is_empty() { Decimal::ZERO } else { magnitude(yuan.trim())? };
    let small = Decimal::new(small_digit(jiao, body)? * 10 + small_digit(fen, body)?, 2);
    if !whole_yuan.fract().is_zero() {
        return Err(NumberFault::NotANumber(body.to_owned()));
    }
    let value = whole_yuan.checked_add(small).ok_or(NumberFault::TooLong)?;
    Ok(Parsed { value, unit: Some(AmountUnit::Yuan) })
}

/// The digit before 角 or 分, with or without 零 before it.
fn small_digit(text: &str, body: &str) -> Result<i64, NumberFault> {
    let text = text.trim();
    let text = text.strip_prefix('零').filter(|rest| !rest.is_empty()).unwrap_or(text);
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Ok(0),
        (Some(c), None) => c
            .to_digit(10)
            .map(i64::from)
            .or_else(|| numeral::digit(c).and_then(|value| i64::try_from(value).ok()))
            .ok_or_else(|| NumberFault::NotANumber(body.to_owned())),
        _ => Err(NumberFault::NotANumber(body.to_owned())),
    }
}

/// A figure without sign and unit.
fn magnitude(text: &str) -> Result<Decimal, NumberFault> {
    if text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return digits(text);
    }
    if is_scientific(text) {
        return Err(NumberFault::Scientific);
    }
    if let Some(letter) = letter_among_digits(text) {
        return Err(NumberFault::LetterInNumber(letter));
    }
    if let Some(value) = chinese_figure(text) {
        return Ok(value);
    }
    if let Some((figure, factor)) = short_multiplier(text) {
        return exact_product(digits(figure)?, factor).ok_or(NumberFault::TooLong);
    }
    let has = |test: fn(char) -> bool| text.chars().any(test);
    let known = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',') || numeral::is_numeral(c);
    if has(|c| c.is_ascii_digit()) && has(numeral::is_numeral) && text.chars().all(known) {
        return Err(NumberFault::Mixed);
    }
    Err(NumberFault::NotANumber(text.to_owned()))
}

/// `1,234.50`: separators only between groups of three, a digit on both sides of the point.
fn digits(text: &str) -> Result<Decimal, NumberFault> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let malformed = || NumberFault::NotANumber(text.to_owned());
    if whole.is_empty() || fraction.is_some_and(|part| part.is_empty() || part.contains('.')) {
        return Err(malformed());
    }
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1
        || groups
            .iter()
            .enumerate()
            .all(|(at, group)| if at == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 });
    if !grouped || fraction.is_some_and(|part| part.contains(',')) {
        return Err(NumberFault::Grouping);
    }
    Decimal::from_str_exact(&text.replace(',', "")).map_err(|_| NumberFault::TooLong)
}

/// `1.2e5`, `3E+08`.
fn is_scientific(text: &str) -> bool {
    let Some((figure, exponent)) = text.split_once(['e', 'E']) else { return false };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let all = |part: &str, dot: bool| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || dot && matches!(c, '.' | ','))
    };
    all(figure, true) && all(exponent, false)
}

/// The first letter of a text that is otherwise digits and points: `l.5`, `1O`, `O`.
fn letter_among_digits(text: &str) -> Option<char> {
    let letter = text.chars().find(|c| c.is_alphabetic() && !numeral::is_numeral(*c) || *c == '|')?;
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let look_alike = |c: char| "lIioO|SsZzBbＯОоΟο".contains(c);
    (letter.is_ascii() || look_alike(letter)).then_some(())?;
    let single = text.chars().filter(|c| !figure(*c)).count();
    let fits = text.chars().all(|c| figure(c) || look_alike(c))
        || (text.chars().any(|c| c.is_ascii_digit()) && single == 1);
    fits.then_some(letter)
}

/// 五十, 叁拾, 三点五.
fn chinese_figure(text: &str) -> Option<Decimal> {
    let (whole, fraction) = match text.split_once('点') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let whole = Decimal::try_from_i128_with_scale(numeral::chinese(whole)?, 0).ok()?;
    let Some(fraction) = fraction else { return Some(whole) };
    let scale = u32::try_from(fraction.chars().count()).ok()?;
    let part = Decimal::try_from_i128_with_scale(numeral::positional(fraction)?, scale).ok()?;
    whole.checked_add(part)
}

/// `5千`, `3百`: a figure and one small multiplier.
fn short_multiplier(text: &str) -> Option<(&str, Decimal)> {
    let last = text.chars().next_back()?;
    let factor = numeral::multiplier(last)?;
    let figure = text.strip_suffix(last)?.trim_end();
    let plain = !figure.is_empty() && figure.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain.then_some((figure, Decimal::try_from_i128_with_scale(factor, 0).ok()?))
}

/// A refusal quotes the whole text, not the part that was left when it failed.
fn named(fault: NumberFault, text: &str) -> NumberFault {
    match fault {
        NumberFault::NotANumber(_) => NumberFault::NotANumber(text.to_owned()),
        other => other,
    }
}

#[cfg(test)]
mod tests;
