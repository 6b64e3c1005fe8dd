//! Rows and cells as the rest of the program sees them, and cell names.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// A row with at least one non-empty cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// 0-based.
    pub index: u32,
    /// Hidden by hand, by a filter or by a height of zero.
    pub hidden: bool,
    /// Non-empty cells by ascending column.
    pub cells: Vec<Cell>,
}

/// A non-empty cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// 0-based.
    pub col: u32,
    /// What it holds.
    pub value: Value,
    /// The unit that its number format shows, where it shows one.
    pub format_unit: Option<FormatUnit>,
    /// For the copies that fill a merged region: row and column of its top left cell.
    pub merged_from: Option<(u32, u32)>,
}

impl Cell {
    /// A plain cell.
    pub fn new(col: u32, value: Value) -> Self {
        Self { col, value, format_unit: None, merged_from: None }
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, exactly as stored.
    Text(String),
    /// A number at 15 significant digits, as the clerk sees it.
    Number(Decimal, NumberNote),
    /// A number whose format shows a date; a time of day is dropped.
    Date(Date),
    /// 是 or 否.
    Bool(bool),
    /// An error value such as `#N/A`.
    Error(String),
    /// A formula without a stored result.
    NoCache,
    /// Nothing that may be used (infinite, no number, a date outside 1900 to 2100, text with control characters): as stored, made printable.
    Unusable(String),
    /// Struck out, whole or in part, or with a footnote's number raised behind it: its signs, which do not say what is meant.
    Struck(String),
}

/// What happened to a number on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberNote {
    /// It has more than 15 digits before the point: the last ones were lost when it was typed.
    pub digits_lost: bool,
    /// Digits that its format shows at least, filled up with zeros: 1234 is seen as 001234 with six.
    pub least_digits: u8,
}

/// The unit that a number format shows behind the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatUnit {
    /// 元
    Yuan,
    /// 万元
    WanYuan,
    /// A percentage: 3.2% for 0.032.
    Percent,
    /// Another unit of money, or a format that shows the number scaled: never to be guessed.
    Unclear,
}

/// A cell's name from 0-based row and column: `a1(6, 1)` is `B7`.
pub fn a1(row: u32, col: u32) -> String {
    format!("{}{}", column_name(col), u64::from(row) + 1)
}

/// A column's letters from its 0-based number.
fn column_name(col: u32) -> String {
    let mut rest = u64::from(col) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = ((rest - 1) % 26) as u8;
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// 0-based row and column of a name such as `B7` or `$B$7`; none where it is no name. The grid is not checked.
pub(super) fn parse_a1(name: &str) -> Option<(u32, u32)> {
    let name = name.strip_prefix('$').unwrap_or(name);
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = name.split_at_checked(letters)?;
    let row = row.strip_prefix('$').unwrap_or(row);
    if column.is_empty() || row.is_empty() || !row.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let col = column.bytes().try_fold(0_u32, |sum, letter| {
        sum.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, col - 1))
}
