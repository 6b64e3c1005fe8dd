//! A cell to write: text always as text, with identity numbers masked; and the room that a text takes.

use super::style::Look;
use crate::money::Money;
use crate::text::code::mask_identity;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The longest text that a cell takes.
const TEXT_LIMIT: usize = 32_000;
/// The narrowest column of amounts.
const AMOUNT_WIDTH: usize = 10;

/// A cell to write.
#[derive(Clone, Debug)]
pub struct Cell {
    pub(super) content: Content,
    pub(super) look: Look,
    pub(super) link: Option<String>,
}

/// What stands in it.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Empty,
    Blank,
    Text(String),
    Number(Decimal),
    Formula(String, String),
}

impl Cell {
    fn of(content: Content, look: Look) -> Self {
        Self { content, look, link: None }
    }

    /// The same leading to a place in the workbook; for numbers and short texts, as LibreOffice wraps no linked text.
    pub fn linked(self, link: Option<String>) -> Self {
        let look = match (self.look, &link) {
            (Look::Centre, Some(_)) => Look::LinkCentre,
            (Look::Count, Some(_)) => Look::LinkCount,
            (look, _) => look,
        };
        Self { link, look, ..self }
    }

    /// Nothing at all.
    pub fn empty() -> Self {
        Self::of(Content::Empty, Look::Text)
    }

    /// The same with another look.
    pub fn looking(self, look: Look) -> Self {
        Self { look, ..self }
    }

    /// Nothing but its look.
    pub fn blank(look: Look) -> Self {
        Self::of(Content::Blank, look)
    }

    /// Text that may come from a list: identity numbers are masked.
    pub fn text<'t>(text: impl Into<Cow<'t, str>>) -> Self {
        Self::words(Look::Text, text)
    }

    /// Text of a given look.
    pub fn words<'t>(look: Look, text: impl Into<Cow<'t, str>>) -> Self {
        Self::of(Content::Text(clean(masked(text.into()))), look)
    }

    /// How many lines it takes in a column of that width.
    pub(super) fn lines(&self, width: u16) -> usize {
        match &self.content {
            Content::Text(text) => lines(text, width),
            // An amount is never broken over lines; what stands in words is.
            Content::Formula(_, value) if !value.is_ascii() => lines(value, width),
            Content::Empty | Content::Blank | Content::Number(_) | Content::Formula(..) => 1,
        }
    }

    /// A code, an account or a fingerprint: never masked.
    pub fn code<'t>(text: impl Into<Cow<'t, str>>) -> Self {
        Self::of(Content::Text(clean(text.into().into_owned())), Look::Code)
    }

    /// An amount of 元.
    pub fn amount(amount: Money) -> Self {
        Self::number(Look::Amount, amount.yuan())
    }

    /// A whole number.
    pub fn count(count: impl TryInto<i64>) -> Self {
        Self::number(Look::Count, count.try_into().unwrap_or(i64::MAX).into())
    }

    /// A figure of a given look.
    pub fn number(look: Look, value: Decimal) -> Self {
        Self::of(Content::Number(value), look)
    }

    /// A formula with the engine's figure as its cached result.
    pub fn formula(look: Look, formula: String, value: Decimal) -> Self {
        Self::of(Content::Formula(formula, value.to_string()), look)
    }

    /// A formula whose result is text.
    pub fn text_formula(look: Look, formula: String, value: impl Into<String>) -> Self {
        Self::of(Content::Formula(formula, value.into()), look)
    }
}

/// A width that an amount fits in.
pub fn amount_width(largest: Money) -> u16 {
    let digits = largest.to_string().len();
    let separators = digits.saturating_sub(4) / 3;
    u16::try_from((digits + separators + 1).max(AMOUNT_WIDTH)).unwrap_or(u16::MAX)
}

/// A width that a whole number fits in.
pub fn count_width(largest: i64) -> u16 {
    u16::try_from(largest.to_string().len() + 2).unwrap_or(u16::MAX)
}

/// So many lines as points, within what a row may be.
pub(super) fn row_height(lines: usize) -> u16 {
    u16::try_from(lines.saturating_mul(14) + 6).unwrap_or(409).min(409)
}

/// Lines of a text in a column so many characters wide: a Chinese character is two wide, and one place goes to
/// the margins.
pub(super) fn lines(text: &str, width: u16) -> usize {
    let places = usize::from(width).saturating_sub(1).max(2);
    text.split('\n').map(|line| columns(line).div_ceil(places).max(1)).sum()
}

/// Places that a line takes: one a character below U+2000, two any other, told by the first byte of each.
fn columns(line: &str) -> usize {
    let places = |byte: u8| match byte {
        0x80..0xC0 => 0,
        0x00..0xE2 => 1,
        0xE2.. => 2,
    };
    line.bytes().map(places).sum()
}

/// The height in points that a text takes in a column so many characters wide.
pub fn height(text: &str, width: u16) -> u16 {
    row_height(lines(text, width))
}

/// Text with identity numbers masked; one without any stays as it is.
pub(super) fn masked(text: Cow<'_, str>) -> String {
    match mask_identity(&text) {
        Cow::Owned(masked) => masked,
        Cow::Borrowed(_) => text.into_owned(),
    }
}

/// Removes characters that XML forbids and cuts what no cell holds.
pub fn clean(text: String) -> String {
    let allowed =
        |c: char| (!c.is_control() || matches!(c, '\n' | '\t')) && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    // No character that is not allowed has only such bytes; almost every text has no others.
    let harmless = |byte: u8| byte >= b' ' && !matches!(byte, 0x7F | 0xC2 | 0xEF);
    let fits = text.len() <= TEXT_LIMIT;
    if fits && (text.bytes().all(harmless) || text.chars().all(allowed)) {
        return text;
    }
    text.chars().filter(|c| allowed(*c)).take(TEXT_LIMIT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::properties::config())]
        #[test]
        fn a_character_from_general_punctuation_on_takes_two_places(line in "[ -~é\u{7FF}\u{800}\u{1FFF}\u{2000}一-龥，𠮷]{0,20}") {
            let places: usize = line.chars().map(|c| if c < '\u{2000}' { 1 } else { 2 }).sum();
            prop_assert_eq!(columns(&line), places);
        }
    }
}
