//! Number formats: whether one shows a date, and which unit it writes behind the number.

use super::cell::{Cell, FormatUnit, Value};

/// What a number format makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number.
    #[default]
    Number,
    /// A date, with or without a time.
    Date,
    /// A time or duration only.
    Time,
}

/// A number format as far as it matters here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Format {
    pub kind: Kind,
    pub unit: Option<FormatUnit>,
    /// Digits that it shows at least, filled up with zeros: 000000.
    pub least_digits: u8,
}

impl Format {
    /// A cell of this format. What the format shows with a number goes with it.
    pub fn cell(self, col: u32, mut value: Value) -> Cell {
        let format_unit = match &mut value {
            Value::Number(_, note) => {
                note.least_digits = self.least_digits;
                self.unit
            }
            _ => None,
        };
        Cell { format_unit, ..Cell::new(col, value) }
    }
}

/// A built-in format by its number. 27 to 36 and 50 to 58 are the East Asian dates.
pub(super) fn builtin(id: u32) -> Format {
    let kind = match id {
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Kind::Date,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Kind::Time,
        _ => Kind::Number,
    };
    Format { kind, ..Format::default() }
}

/// A format by its code.
pub(super) fn custom(code: &str) -> Format {
    // What Chinese editions call General is no text behind the number.
    let (codes, literals) = split(&code.replace("G/通用格式", "General"));
    let kind = kind(&codes);
    let unit = if kind == Kind::Number { unit(&codes, &literals) } else { None };
    Format { kind, unit, least_digits: least_digits(&codes) }
}

fn least_digits(codes: &str) -> u8 {
    let first = codes.split(';').next().unwrap_or_default().trim();
    let zeros = first.len() > 1 && first.bytes().all(|byte| byte == b'0');
    u8::try_from(first.len()).ok().filter(|_| zeros).unwrap_or_default()
}

/// The code without literals and brackets, and the literals with a space where something else stood.
fn split(code: &str) -> (String, String) {
    let (mut codes, mut literals) = (String::new(), String::new());
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => literals.extend(chars.by_ref().take_while(|&c| c != '"')),
            '\\' | '!' => literals.extend(chars.next()),
            '_' | '*' => {
                chars.next();
                literals.push(' ');
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|&c| c != ']').collect();
                bracket(&inner, &mut codes, &mut literals);
            }
            c if c.is_ascii() => {
                codes.push(c.to_ascii_lowercase());
                literals.push(' ');
            }
            c => literals.push(c),
        }
    }
    (codes, literals)
}

/// `[h]` is a duration and `[$元-804]` a literal; colours, conditions and `[DBNum2]` are neither.
fn bracket(inner: &str, codes: &mut String, literals: &mut String) {
    if let Some(currency) = inner.strip_prefix('$') {
        literals.push_str(currency.split('-').next().unwrap_or_default());
    } else if !inner.is_empty() && inner.bytes().all(|byte| b"hmsHMS".contains(&byte)) {
        codes.push_str(&inner.to_ascii_lowercase());
    }
}

fn kind(codes: &str) -> Kind {
    let first = codes.split(';').next().unwrap_or_default();
    if first.contains("general") {
        return Kind::Number;
    }
    let has = |letters: &str| first.chars().any(|c| letters.contains(c));
    match (has("yd") || (has("m") && !has("hs")), has("hs")) {
        (true, _) => Kind::Date,
        (false, true) => Kind::Time,
        (false, false) => Kind::Number,
    }
}

/// A comma behind the last digit divides what is shown by a thousand.
fn is_scaled(codes: &str) -> bool {
    let positive = codes.split(';').next().unwrap_or_default();
    let is_digit = |c: char| matches!(c, '0' | '#' | '?');
    let after = positive.rfind(is_digit).map_or(positive, |at| positive.get(at + 1..).unwrap_or_default());
    after.contains(',') || positive.contains(",.")
}

fn unit(codes: &str, literals: &str) -> Option<FormatUnit> {
    let money = literals.contains(['元', '万', '亿', '圆']);
    if is_scaled(codes) || (money && codes.contains('%')) {
        return Some(FormatUnit::Unclear);
    }
    if money { literal_unit(literals) } else { None }
}

/// The unit in text that stands around a number.
pub(super) fn literal_unit(text: &str) -> Option<FormatUnit> {
    let literals: String = text.chars().map(|c| if c.is_ascii() { ' ' } else { c }).collect();
    if !literals.contains(['元', '万', '亿', '圆']) {
        return None;
    }
    let mut units = literals.split([' ', ';']).filter(|part| !part.is_empty()).map(|part| {
        match part.trim_matches(['(', ')', '（', '）', '¥', '￥']) {
            "元" | "人民币元" | "圆" => FormatUnit::Yuan,
            "万元" | "人民币万元" => FormatUnit::WanYuan,
            _ => FormatUnit::Unclear,
        }
    });
    let first = units.next()?;
    Some(if units.all(|other| other == first) { first } else { FormatUnit::Unclear })
}
