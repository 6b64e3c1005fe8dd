//! Text of cells: what must not stand in it, and how to show what does.

use super::cell::Value;

/// Why a text must not be used; none where it may.
pub(super) fn objection(text: &str, limit: usize) -> Option<&'static str> {
    if text.len() > limit && text.chars().count() > limit {
        return Some("长于一个单元格能容纳的字数");
    }
    if text.bytes().all(is_harmless) {
        return None;
    }
    text.chars().find_map(|c| match c {
        '\t' | '\n' | '\r' => None,
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Some("含有改变显示方向的不可见字符")
        }
        '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}' => Some("含有乱码"),
        c if c.is_control() => Some("含有控制字符"),
        _ => None,
    })
}

/// True for bytes that begin or go on in no character that is objected to; most texts hold no other.
fn is_harmless(byte: u8) -> bool {
    byte >= b' ' && !matches!(byte, 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF)
}

/// True for the name of an error value that was stored as text.
pub(super) fn is_error_name(text: &str) -> bool {
    const NAMES: [&str; 10] =
        ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!"];
    if !text.starts_with(['#', 'E']) {
        return false;
    }
    let code = text.strip_prefix("Err:").filter(|code| code.len() == 3);
    NAMES.contains(&text) || code.is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit()))
}

/// At most 60 characters, with what cannot be seen written out.
pub(super) fn printable(text: &str) -> String {
    let mut shown = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == 60 {
            shown.push('…');
            break;
        }
        if objection(c.encode_utf8(&mut [0; 4]), usize::MAX).is_some() || c.is_control() {
            shown.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// A value as text for a message.
pub(super) fn printable_value(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Error(text) | Value::Unusable(text) | Value::Struck(text) => {
            printable(text)
        }
        Value::Number(number, _) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::NoCache => "（公式）".to_owned(),
    }
}

/// Resolves `_x000D_` as spreadsheets write characters that XML cannot hold.
pub(super) fn unescape(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut rest = text.as_str();
    let mut whole = String::with_capacity(text.len());
    while let Some(at) = rest.find("_x") {
        let (before, tail) = rest.split_at(at);
        whole.push_str(before);
        match escaped(tail) {
            Some(c) => {
                whole.push(c);
                rest = tail.get(7..).unwrap_or_default();
            }
            None => {
                whole.push_str("_x");
                rest = tail.get(2..).unwrap_or_default();
            }
        }
    }
    whole.push_str(rest);
    whole
}

fn escaped(tail: &str) -> Option<char> {
    let code = tail.get(2..6).filter(|_| tail.get(6..7) == Some("_"))?;
    if !code.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(code, 16).ok()?)
}
