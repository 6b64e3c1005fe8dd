//! Figures as people type them: a full stop or 点 for the point, blanks within a number, 余 and 多 behind it.

use super::{is_digit, is_figure, is_numeral};
use crate::text::normal;

/// The passage in half width, with its figures put right.
pub(super) fn mended(passage: &str) -> Vec<char> {
    let passage = passage.replace('廿', "二十").replace('卅', "三十").replace('﹪', "%");
    let mut text: Vec<char> = passage.chars().map(normal::half_width).collect();
    join_points(&mut text);
    join_digits(&mut text);
    drop_capitals(&mut text);
    drop_vague(&mut text);
    add_one(&mut text);
    part_ordinals(&mut text);
    text
}

/// 第二20万元, 前三10万元: the place of a holder, and then the amount.
fn part_ordinals(text: &mut Vec<char>) {
    let mut at = 0;
    while at < text.len() {
        if matches!(text[at], '第' | '前') {
            let places = text[at + 1..].iter().take_while(|c| is_numeral(**c)).count();
            let end = at + 1 + places;
            if places > 0 && text.get(end).is_some_and(char::is_ascii_digit) {
                // What does not join two figures: the unit of the second is not that of the first.
                text.insert(end, ';');
            }
        }
        at += 1;
    }
}

/// 0。5, 12点5, 1·5 and 3. 5 have one point. A full stop behind another figure may end a sentence; before a percentage it does not.
fn join_points(text: &mut Vec<char>) {
    let mut at = 1;
    while at + 1 < text.len() {
        let near = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
        let blank = |at: usize| text.get(at).is_some_and(|c| c.is_whitespace());
        if text[at] == '.' && near(at - 1) && blank(at + 1) && near(at + 2) {
            text.remove(at + 1);
        } else if text[at] == '.' && at > 1 && blank(at - 1) && near(at - 2) && near(at + 1) {
            text.remove(at - 1);
        } else if near(at - 1) && near(at + 1) && is_point(text, at) {
            text[at] = '.';
        }
        at += 1;
    }
}

fn is_point(text: &[char], at: usize) -> bool {
    match text[at] {
        '点' | '·' => true,
        '。' => {
            let alone = text[at - 1] == '0' && (at < 2 || !is_figure(text[at - 2]));
            let percent = text[at + 1..].iter().find(|c| !c.is_ascii_digit()) == Some(&'%');
            alone || percent
        }
        _ => false,
    }
}

/// 500 000 is 500000, and 1 0 is 10: no figure begins with a zero.
fn join_digits(text: &mut Vec<char>) {
    let digits = |text: &[char]| text.iter().take_while(|c| c.is_ascii_digit()).count();
    let mut at = 1;
    while at < text.len() {
        let before = text[..at].iter().rev().take_while(|c| c.is_ascii_digit()).count();
        let after = digits(&text[at + 1..]);
        let zero = text.get(at + 1) == Some(&'0') && text.get(at + 2) != Some(&'.');
        let grouped = (1..=3).contains(&before) && after == 3;
        if text[at].is_whitespace() && before > 0 && (grouped || zero) {
            text.remove(at);
        }
        at += 1;
    }
}

/// 50（伍拾）万元: the figure once more, in capitals.
fn drop_capitals(text: &mut Vec<char>) {
    let mut at = 1;
    while at < text.len() {
        if text[at] == '(' && text[at - 1].is_ascii_digit() {
            let inside = text[at + 1..].iter().take_while(|c| is_numeral(**c)).count();
            if inside > 0 && text.get(at + 1 + inside) == Some(&')') {
                text.drain(at..at + inside + 2);
            }
        }
        at += 1;
    }
}

/// 10余万元, 三百多万元: what it says is that much and more.
fn drop_vague(text: &mut Vec<char>) {
    let vague = |text: &[char], at: usize| {
        matches!(text[at], '余' | '多')
            && at > 0
            && (is_digit(text[at - 1]) || "万亿".contains(text[at - 1]))
            && text.get(at + 1).is_some_and(|c| "万亿元千".contains(*c))
    };
    let kept: Vec<char> = (0..text.len()).filter(|at| !vague(text, *at)).map(|at| text[at]).collect();
    *text = kept;
}

/// 百万元, 千元: one of them.
fn add_one(text: &mut Vec<char>) {
    let mut at = 0;
    while at + 1 < text.len() {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let first = before.is_none_or(|c| !is_digit(*c) && !"万亿几数.每".contains(*c));
        if first && matches!(text[at], '百' | '千') && matches!(text[at + 1], '万' | '元') {
            text.insert(at, '一');
        }
        at += 1;
    }
}
