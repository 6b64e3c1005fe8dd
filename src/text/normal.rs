//! Normal forms of text: the key that names are compared by, the form that is shown, and characters that are refused.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The form by which names are compared: NFKC, without spaces and zero-width characters, one kind of bracket,
/// quote, dash and middle dot, ASCII in upper case. Never for amounts: it turns `10³` into `103`.
pub fn key(text: &str) -> String {
    if text.chars().all(is_key) {
        return text.to_owned();
    }
    if text.chars().all(stands_alone) {
        // No character becomes longer, so the room is asked for once.
        let mut key = String::with_capacity(text.len());
        let kept = text.chars().map(half_width).filter(|c| !c.is_whitespace() && !c.is_control());
        key.extend(kept.map(|c| unify(c).to_ascii_uppercase()));
        return key;
    }
    // Dropping a character can bring two others together that compose, so a second pass makes the key stable.
    fold(&fold(text))
}

/// Characters that stand for themselves in a key: many texts, and all keys, have no others.
fn is_key(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '0'..='9' | 'A'..='Z' | '(' | ')' | '-' | '.' | '/' | ':')
}

/// Characters that compose with nothing and whose NFKC is their half-width form: almost every list has no others.
fn stands_alone(c: char) -> bool {
    matches!(c, '\0'..='\u{7F}' | '\u{3000}'..='\u{3002}' | '《'..='】' | '〔'..='〗' | '\u{4E00}'..='\u{9FFF}' | '！'..='～')
}

pub(crate) fn fold(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !is_zero_width(*c))
        .map(|c| unify(c).to_ascii_uppercase())
        .collect::<String>()
        .nfkc()
        .collect()
}

/// One character for each family that typists do not tell apart.
fn unify(c: char) -> char {
    match c {
        '[' | '{' | '【' | '〔' | '〖' | '（' => '(',
        ']' | '}' | '】' | '〕' | '〗' | '）' => ')',
        '〈' => '《',
        '〉' => '》',
        '“' | '”' | '‘' | '’' | '\'' | '「' | '」' | '『' | '』' | '〝' | '〞' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' => '-',
        '•' | '・' | '‧' | '∙' | '⋅' => '·',
        '、' | '，' => ',',
        // Official documents write 二○○八年 with a geometric circle.
        '○' | '◯' => '〇',
        other => other,
    }
}

/// The form that is shown: trimmed, runs of white space (new lines too) one space, zero-width characters dropped.
pub fn display(text: &str) -> String {
    if text
        .chars()
        .all(|c| matches!(c, '!'..='~' | '\u{3001}'..='\u{33FF}' | '\u{4E00}'..='\u{9FFF}' | '！'..='～'))
    {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().filter(|c| !is_zero_width(*c)) {
        if c.is_whitespace() {
            gap = !shown.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            shown.push(' ');
        }
        shown.push(c);
    }
    shown
}

/// True where text holds a control character (other than tab and line ends) or a bidirectional control.
pub fn has_control_or_bidi(text: &str) -> bool {
    text.chars().any(|c| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || is_bidi(c))
}

fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters that print nothing and part nothing: zero-width ones, BOM, soft hyphen, variation selectors.
pub fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{034F}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200D}'
            | '\u{2060}'..='\u{2064}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0100}'..='\u{E01EF}'
    )
}

/// The half-width form of a full-width ASCII character or space; any other character as it is.
/// Unlike NFKC it leaves `①`, `½` and `³` alone.
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' | '\u{00A0}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

/// Half-width, without zero-width characters, trimmed: where the parsers of figures start.
pub(super) fn half_width_text(text: &str) -> Cow<'_, str> {
    // Most figures are written so already.
    if text.is_ascii() || !text.chars().any(|c| is_zero_width(c) || half_width(c) != c) {
        return Cow::Borrowed(text.trim());
    }
    let mapped: String = text.chars().filter(|c| !is_zero_width(*c)).map(half_width).collect();
    Cow::Owned(mapped.trim().to_owned())
}

/// True for what people write where there is nothing: an empty cell, dashes, `/`, 无.
pub fn is_blank(text: &str) -> bool {
    let visible = || text.chars().filter(|c| !is_zero_width(*c)).map(half_width);
    let stroke = |c: &char| matches!(c, '-' | '–' | '—' | '―' | '─' | '/' | '\\') || c.is_whitespace();
    match visible().find(|c| !stroke(c)) {
        None => true,
        Some('无' | '暂' | '没' | '空' | 'N' | 'n') => {
            matches!(&*half_width_text(text), "无" | "暂无" | "没有" | "空" | "N/A" | "n/a" | "NA")
        }
        Some(_) => false,
    }
}

/// True for an opening bracket of any kind.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '(' | '（' | '[' | '［' | '【' | '〔' | '〖' | '{' | '｛')
}

/// True for a closing bracket of any kind.
pub(super) fn closes(c: char) -> bool {
    matches!(c, ')' | '）' | ']' | '］' | '】' | '〕' | '〗' | '}' | '｝')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_ignore_width_spaces_and_the_kind_of_bracket() {
        let plain = "ABC(集团)有限公司";
        for typed in [
            "ａｂｃ（集团）有限公司",
            "abc 〔集团〕 有限公司\n",
            "\u{FEFF}AB\u{200B}C【集团】有限\u{3000}公司",
        ] {
            assert_eq!(key(typed), plain);
        }
        assert_eq!(key("“红日”牌"), key("\"红日\"牌"));
        assert_eq!(key("GB/T 1—2008"), "GB/T1-2008");
        assert_eq!(key("三○一所"), key("三〇一所"));
    }

    #[test]
    fn every_character_that_stands_alone_folds_to_its_half_width() {
        for c in ('\0'..=char::MAX).filter(|c| stands_alone(*c)) {
            let text = c.to_string();
            assert_eq!(key(&text), fold(&fold(&text)), "{c:?}");
        }
    }

    #[test]
    fn what_stands_for_itself_in_a_key_is_folded_to_itself() {
        for c in ('\0'..=char::MAX).filter(|c| is_key(*c)) {
            let text = c.to_string();
            assert_eq!(fold(&fold(&text)), text, "{c:?}");
        }
    }

    #[test]
    fn display_folds_white_space() {
        assert_eq!(display("  甲\r\n乙\t 丙　丁\u{200B}\u{FEFF} "), "甲 乙 丙 丁");
        assert_eq!(display(" \n"), "");
    }

    #[test]
    fn controls_and_bidirectional_marks_are_seen() {
        assert!(has_control_or_bidi("甲\u{202E}乙"));
        assert!(has_control_or_bidi("甲\u{0007}"));
        assert!(!has_control_or_bidi("甲\n乙\t丙\r"));
    }

    #[test]
    fn blanks() {
        for blank in ["", "  ", "—", "——", "-", "/", "无", "－", "\u{FEFF}", "N/A"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        assert!(!is_blank("0"));
        assert!(!is_blank("-5"));
    }

    proptest! {
        #![proptest_config(crate::properties::config())]
        #[test]
        fn a_text_of_characters_that_stand_alone_needs_no_folding(text in "[\u{0}-\u{7F}\u{3000}-\u{3002}《-】〔-〗一-\u{9FFF}！-～]{0,20}") {
            prop_assert_eq!(key(&text), fold(&fold(&text)));
        }

        #[test]
        fn a_key_of_a_key_is_itself(text in any::<String>()) {
            let once = key(&text);
            prop_assert_eq!(key(&once), once);
            prop_assert_eq!(display(&display(&text)), display(&text));
        }
    }
}
