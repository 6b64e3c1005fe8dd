//! A page for the terminal: lines, aligned and broken by display width.

use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Text is broken at this display width.
const WIDTH: usize = 100;

/// The text in the making.
#[derive(Debug, Default)]
pub struct Page {
    /// What is written so far.
    pub text: String,
}

impl Page {
    /// A line.
    pub fn line(&mut self, text: &str) {
        let _ = writeln!(self.text, "{}", text.trim_end());
    }

    /// An empty line, but not at the top.
    pub fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A text behind a mark, its further lines under its first.
    pub fn hanging(&mut self, mark: &str, text: &str) {
        let indent = " ".repeat(mark.width());
        for (number, part) in
            text.lines().flat_map(|line| broken(line, WIDTH - mark.width().min(60))).enumerate()
        {
            self.line(&format!("{}{part}", if number == 0 { mark } else { &indent }));
        }
    }
}

/// A line broken where it would be wider than this, after a comma or full stop where there is one near.
fn broken(line: &str, width: usize) -> Vec<String> {
    let (mut lines, mut current) = (Vec::new(), String::new());
    for c in line.chars() {
        let closes = "，。；、）」》〕：])".contains(c);
        if current.width() >= width && !closes {
            let rest = rest_of(&mut current);
            lines.push(std::mem::replace(&mut current, rest));
        }
        current.push(c);
    }
    lines.push(current);
    lines
}

/// Cuts a full line after its last stop, where one stands in its last quarter, else before the word or figure that it
/// ends in; gives what is cut off.
fn rest_of(line: &mut String) -> String {
    let ends = || line.char_indices().rev().map(|(at, c)| (at + c.len_utf8(), c));
    let stop = ends().find(|(_, c)| "，。；、 ".contains(*c)).map(|(end, _)| end);
    let word = ends().find(|(_, c)| !c.is_ascii_graphic()).map(|(end, _)| end);
    let late = |end: &usize| *end * 4 >= line.len() * 3;
    match stop.filter(late).or_else(|| word.filter(|end| *end * 2 >= line.len())) {
        Some(end) => line.split_off(end),
        None => String::new(),
    }
}

/// Text filled with blanks to a display width, or cut with an ellipsis.
pub fn fill(text: &str, width: usize) -> String {
    let mut kept = String::new();
    if text.width() > width {
        for c in text.chars() {
            if kept.width() + 2 + c.to_string().width() > width {
                break;
            }
            kept.push(c);
        }
        kept.push('…');
    } else {
        kept.push_str(text);
    }
    let blanks = width.saturating_sub(kept.width());
    format!("{kept}{}", " ".repeat(blanks))
}

/// An amount at the right end of its column.
pub fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_measured_as_it_is_shown() {
        assert_eq!(fill("应奖", 6), "应奖  ");
        assert_eq!(fill("就高不重复", 7), "就高…  ");
        assert_eq!(right("-5.00", 8), "   -5.00");
    }

    #[test]
    fn lines_break_after_a_stop_and_never_begin_with_one() {
        assert_eq!(broken("一二三，四五六。", 8), ["一二三，", "四五六。"]);
        assert_eq!(broken("一二三四，五", 8), ["一二三四，", "五"]);
        assert_eq!(broken("一二三四第1号5000.00元", 15), ["一二三四第1号", "5000.00元"]);
        assert_eq!(broken("", 8), [""]);
    }
}
