//! Number formats: whether one shows a date, and which unit it writes behind the number.

use super::cell::{Cell, FormatUnit, Value};
use super::text;

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
    /// It strikes its cells out.
    pub struck: bool,
    /// It shows nothing of a number: ;;;.
    pub blank: bool,
}

impl Format {
    /// A cell of this format. What the format shows with a number goes with it.
    pub fn cell(self, col: u32, mut value: Value) -> Cell {
        if self.struck && !matches!(value, Value::Error(_) | Value::NoCache) {
            return Cell::new(col, Value::Struck(text::printable_value(&value)));
        }
        if self.blank && matches!(value, Value::Number(..) | Value::Date(_)) {
            return Cell::new(col, Value::Struck(text::printable_value(&value)));
        }
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
    // 9 and 10 show percent.
    let unit = matches!(id, 9 | 10).then_some(FormatUnit::Percent);
    Format { kind, unit, ..Format::default() }
}

/// A format by its code.
pub(super) fn custom(code: &str) -> Format {
    // Names that the XML of 2003 uses for formats, with the currency of the lists.
    match code {
        "Standard" | "Fixed" | "Scientific" | "Currency" => return Format::default(),
        "Percent" => return Format { unit: Some(FormatUnit::Percent), ..Format::default() },
        "Euro Currency" => return Format { unit: Some(FormatUnit::Unclear), ..Format::default() },
        _ => {}
    }
    // What Chinese editions call General is no text behind the number.
    let (codes, literals) = split(&code.replace("G/通用格式", "General"));
    let kind = kind(&codes);
    let unit = if kind == Kind::Number { unit(&codes, &literals) } else { None };
    Format { kind, unit, least_digits: least_digits(&codes), struck: false, blank: shows_nothing(code) }
}

/// Three empty sections, for what is above, below and nought.
fn shows_nothing(code: &str) -> bool {
    let sections: Vec<&str> = code.split(';').map(str::trim).collect();
    sections.len() >= 3 && sections.iter().take(3).all(|section| section.is_empty())
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
            // A quoted ; parts nothing.
            '"' => {
                literals.extend(
                    chars.by_ref().take_while(|&c| c != '"').map(|c| if c == ';' { '；' } else { c }),
                );
            }
            '\\' | '!' => literals.extend(chars.next()),
            '_' | '*' => {
                chars.next();
                literals.push(' ');
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|&c| c != ']').collect();
                bracket(&inner, &mut codes, &mut literals);
            }
            ';' => {
                codes.push(';');
                literals.push(';');
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

/// True where every section that shows a number shows it times a hundred with one percent sign, and nothing besides.
fn is_percent(codes: &str, literals: &str) -> bool {
    let plain = |section: &str| {
        let digits = section.trim_matches(['(', ')', '-', '+', ' ']);
        let digits = digits.strip_suffix('%').unwrap_or_default();
        digits.ends_with(['0', '#', '?']) && digits.chars().all(|c| matches!(c, '0' | '#' | '?' | '.' | ','))
    };
    let mut sections = codes.split(';').take(2).peekable();
    let bare = literals.trim_matches([' ', ';']).is_empty();
    bare && sections.peek().is_some_and(|first| first.contains('%')) && sections.all(plain)
}

/// True where what is shown is not the number: a comma behind the last digit divides it by a thousand, a percent sign multiplies
/// it, a section without digits shows none of it.
fn is_scaled(codes: &str) -> bool {
    let is_digit = |c: char| matches!(c, '0' | '#' | '?');
    let shows_none =
        |section: &str| !section.contains(is_digit) && !section.contains("general") && !section.contains('@');
    let divided = |section: &str| {
        let after = section.rfind(is_digit).map_or(section, |at| section.get(at + 1..).unwrap_or_default());
        after.contains(',') || section.contains(",.")
    };
    let first = codes.split(';').next().unwrap_or_default();
    (!codes.is_empty() && shows_none(first))
        || codes.split(';').any(|section| divided(section) || section.contains('%'))
}

fn unit(codes: &str, literals: &str) -> Option<FormatUnit> {
    // The third section is for zero and the fourth for text: what they show is no unit.
    let shown = literals.split(';').take(2).collect::<Vec<_>>().join(";");
    if is_percent(codes, &shown) {
        return Some(FormatUnit::Percent);
    }
    if is_scaled(codes) || codes.contains('$') || shown.contains('.') {
        return Some(FormatUnit::Unclear);
    }
    literal_unit(&shown)
}

/// The unit in what stands around a number: none where nothing does but signs and the currency of the lists.
pub(super) fn literal_unit(text: &str) -> Option<FormatUnit> {
    let parts = text.split([' ', ';']).map(|part| part.trim_matches(SIGNS)).filter(|part| !part.is_empty());
    let mut units = parts.filter_map(|part| match part {
        "元" | "人民币元" | "圆" | "元整" => Some(FormatUnit::Yuan),
        "万元" | "人民币万元" => Some(FormatUnit::WanYuan),
        "人民币" | "RMB" | "CNY" => None,
        _ => Some(FormatUnit::Unclear),
    });
    let first = units.next()?;
    Some(if units.all(|other| other == first) { first } else { FormatUnit::Unclear })
}

/// What may stand around an amount and says nothing of its unit.
const SIGNS: &[char] =
    &['(', ')', '（', '）', '¥', '￥', '-', '+', '—', '–', '－', ',', '，', '\u{a0}', '\u{3000}'];
