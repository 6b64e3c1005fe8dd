//! Several numbers told by their shape alone: 苏质2018001、苏质2018002; ranges, further last digits, and 等3件.

use super::{is_chinese, normal, parted, parts_always, parts_perhaps};
use crate::text::brackets::{Piece, pieces};
use crate::text::normal::key;

/// A range of more is no range of numbers.
const LONGEST: u64 = 1000;
/// Bare numbers of fewer digits are years, classes and the like.
const FEWEST: usize = 5;
/// The fewest digits that a range is written short with, and the digits of a year.
const SHORT: usize = 3;
const YEAR: usize = 4;
/// Strokes, which mostly stand within one number.
const STROKES: [char; 3] = ['-', '－', '—'];
/// Signs between the ends of a range.
const TO: [char; 5] = ['～', '~', '〜', '至', '∼'];

/// The numbers of a cell that lists some of one shape, or writes some short; none of a cell with one. Those that 等3件 leaves
/// out stand as that.
pub(super) fn several(text: &str) -> Vec<String> {
    let text = text.trim();
    // Almost every cell has none of the signs of several, and a stroke is one between bare numbers only.
    let lists = text.contains(|c| parts_always(c) || may_part(c) || TO.contains(&c) || c == '等');
    let has_letter = || text.contains(|c: char| c.is_ascii_alphabetic() || is_chinese(c));
    if !lists && (!text.contains(STROKES) || has_letter() && short_range(text).is_none()) {
        return Vec::new();
    }
    if let Some(numbers) = and_others(text) {
        return numbers;
    }
    let mut numbers = listed(text);
    if numbers.len() < 2 {
        numbers = beside(text);
    }
    let mut numbers: Vec<String> = numbers.iter().map(|number| normal(number)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.len() < 2 { Vec::new() } else { numbers }
}

/// The numbers of a cell that parts them with signs which part nothing else, and ranges; some may be written short.
fn listed(text: &str) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    for part in parted(text) {
        match (range(part.trim()), numbers.last()) {
            (Some(range), _) => numbers.extend(range),
            (None, Some(before)) => match follows(before, part.trim()) {
                Some(number) => numbers.push(number),
                None => return Vec::new(),
            },
            (None, None) if is_number(part) => numbers.push(part.trim().to_owned()),
            (None, None) => return Vec::new(),
        }
    }
    numbers
}

/// Signs that may stand within one number, and between several.
fn may_part(c: char) -> bool {
    parts_perhaps(c) || matches!(c, '+' | '＋' | '&' | '＆' | '|' | '｜' | '续')
}

/// SMP2008-001/SMP2008-002, SMP2008-001 SMP2008-002, SMP2008-001 / 002, SMP2008-001（续SMP2008-002）: numbers of one shape on both
/// sides of signs that may stand within a number, too. A single number never reads so: 苏知/2008/12, Q/320282 ABC 001-2008.
fn beside(text: &str) -> Vec<String> {
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split(|c| parts_always(c) || may_part(c)).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (own, inner) = match pieces(text).as_slice() {
        [Piece::Plain(own), Piece::Bracket { inner, .. }, Piece::Plain("")] => (*own, *inner),
        _ => (text, ""),
    };
    let slashed = text.contains(['/', '／']);
    let Some((first, others)) = parts(own).split_first().map(|(first, rest)| (first.clone(), rest.to_vec()))
    else {
        return Vec::new();
    };
    let inside = parts(inner);
    // Whatever the bracket says that is no number like this one is a remark.
    let like = shape(&first);
    let inside = inside.into_iter().filter(|part| is_number(part) && shape(part) == like);
    let mut numbers = vec![first];
    for part in others.into_iter().chain(inside) {
        let before = numbers.last().map_or("", String::as_str);
        let whole = is_number(&part) && shape(&part) == shape(before) && !is_year(&part);
        let short = slashed && part.len() >= SHORT && is_counted_on(before, &part);
        let number = if whole { Some(part) } else { follows(before, &part).filter(|_| short) };
        match number {
            Some(number) => numbers.push(number),
            None => return Vec::new(),
        }
    }
    let first = numbers.first().map_or("", String::as_str);
    if is_number(first) && groups(first).len() > 1 { numbers } else { Vec::new() }
}

/// 2008: as a number of its own it is a year.
fn is_year(text: &str) -> bool {
    text.len() == YEAR && matches!(text.as_bytes(), [b'1', b'9', ..] | [b'2', b'0', ..])
}

/// Whether digits alone have as many as the number before them ends with, and neither is a year.
fn is_counted_on(before: &str, digits: &str) -> bool {
    let last = groups(before).into_iter().next_back();
    last.is_some_and(|(is_digits, last)| {
        is_digits && last.len() == digits.len() && !is_year(&last) && !is_year(digits)
    })
}

/// A text cut into its digits and what stands between them.
fn groups(text: &str) -> Vec<(bool, String)> {
    let mut groups: Vec<(bool, String)> = Vec::new();
    for c in key(text).chars() {
        let digit = c.is_ascii_digit();
        match groups.last_mut() {
            Some((of_digits, group)) if *of_digits == digit => group.push(c),
            _ => groups.push((digit, c.to_string())),
        }
    }
    groups
}

/// What a number is without its digits.
pub(super) fn shape(text: &str) -> Vec<String> {
    groups(text).into_iter().map(|(digit, group)| if digit { String::new() } else { group }).collect()
}

fn is_number(text: &str) -> bool {
    let groups = groups(text);
    match groups.as_slice() {
        [(true, digits)] => digits.len() >= FEWEST,
        groups => groups.iter().any(|(digit, _)| *digit),
    }
}

/// The number that a part behind another one means: one of the same shape, or its last digits alone.
fn follows(before: &str, part: &str) -> Option<String> {
    if is_number(part) && shape(part) == shape(before) {
        return Some(part.to_owned());
    }
    let digits = key(part);
    let digits = digits.strip_prefix('第').unwrap_or(&digits);
    let digits = digits.strip_suffix('号').unwrap_or(digits);
    let mut all = groups(before);
    // SMP2008-001、002; but NO.123,456 is one number.
    let labelled =
        all.len() > 2 || all.first().is_some_and(|(is_digits, label)| !is_digits && !label.starts_with("NO"));
    let replaces = labelled && digits.len() >= 2 && is_counted_on(before.trim_end_matches('号'), digits);
    let (_, last) = all.iter_mut().rev().find(|(digit, _)| *digit)?;
    let all_digits = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    let short = all_digits && (digits.len() < last.len() || replaces);
    let kept = last.len().checked_sub(digits.len())?;
    *last = format!("{}{digits}", last.get(..kept)?);
    short.then(|| all.into_iter().map(|(_, group)| group).collect())
}

/// The ends of 苏名牌2008007-008: a stroke, the only one, before the last digits alone of a long number, which they count on.
/// A check digit and a part (-2, -01) are shorter, and 苏质2008-009 has a year before it.
fn short_range(text: &str) -> Option<(String, String)> {
    let (from, to) = text.split_once(STROKES)?;
    let (from, to) = (from.trim(), to.trim());
    let digits = from.len() - from.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let fits = (SHORT..digits).contains(&to.len()) && to.bytes().all(|byte| byte.is_ascii_digit());
    // JB/T 11014-2008 is a standard of that year.
    (fits && !is_year(to) && digits > YEAR && from.len() > digits)
        .then(|| Some((from.to_owned(), follows(from, to)?)))?
}

/// The numbers of a range: 123456～123458, GB/T 1234.1-2018～GB/T 1234.3-2018; with a stroke between bare numbers only.
fn range(text: &str) -> Option<Vec<String>> {
    let (from, to) = match text.split_once(TO) {
        Some((from, to)) => (from.trim().to_owned(), follows(from.trim(), to.trim())?),
        None => short_range(text).or_else(|| bare_range(text))?,
    };
    is_number(&from).then(|| between(&from, &to))?
}

/// The ends of 123456-123457.
fn bare_range(text: &str) -> Option<(String, String)> {
    let text = key(text);
    let (from, to) = text.split_once('-')?;
    let bare = |text: &str| text.len() >= FEWEST && text.chars().all(|c| c.is_ascii_digit());
    (bare(from) && bare(to) && from.len() == to.len()).then(|| (from.to_owned(), to.to_owned()))
}

/// Every number from one to another, where they differ in one of their groups of digits.
fn between(from: &str, to: &str) -> Option<Vec<String>> {
    let (first, last) = (groups(from), groups(to));
    let mut differing = (0..).zip(first.iter().zip(&last)).filter(|(_, (a, b))| a != b);
    let (Some((at, ((_, low), (_, high)))), None) = (differing.next(), differing.next()) else {
        return Some(vec![from.to_owned(), to.to_owned()]);
    };
    let width = low.len();
    let (low, high): (u64, u64) = (low.parse().ok()?, high.parse().ok()?);
    let number = |value: u64| {
        let groups = (0_usize..).zip(&first);
        let group = |(place, (_, group)): (usize, &(bool, String))| {
            if place == at { format!("{value:0width$}") } else { group.clone() }
        };
        groups.map(group).collect()
    };
    (low < high && high - low < LONGEST).then(|| (low..=high).map(number).collect())
}

/// 1234567等3件: the number that is written, and as many as are not.
fn and_others(text: &str) -> Option<Vec<String>> {
    let (written, rest) = text.rsplit_once('等')?;
    // 等级：一等 is no number and others.
    let ends_in_number = written.trim_end().ends_with(|c: char| c.is_ascii_digit() || "号)）".contains(c));
    let written = written.split(parts_always).next().unwrap_or_default().trim();
    let rest = key(rest);
    let count: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let unit = rest.get(count.len()..)?;
    let counted = ["件", "项", "个", "只", "枚", "本", "份", "张", "号", ""].contains(&unit);
    if !is_number(written) || !counted || !ends_in_number {
        return None;
    }
    let count: u64 = count.parse().unwrap_or(2);
    let further = (1..count.clamp(2, LONGEST)).map(|number| format!("{}等{number}", normal(written)));
    Some(std::iter::once(normal(written)).chain(further).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_shape_and_short_ones_are_several() {
        for (text, numbers) in [
            ("苏质2018001、苏质2018002", vec!["苏质2018001", "苏质2018002"]),
            ("SMP-2018-01；SMP-2018-02", vec!["SMP-2018-01", "SMP-2018-02"]),
            ("第123号、第124号", vec!["123", "124"]),
            ("A12345;A12346", vec!["A12345", "A12346"]),
            ("1234567、8", vec!["1234567", "1234568"]),
            ("苏质监2008001号、002号", vec!["苏质监2008001", "苏质监2008002"]),
            ("苏名牌2008007-008", vec!["苏名牌2008007", "苏名牌2008008"]),
            ("苏名牌2008011等2本", vec!["苏名牌2008011", "苏名牌2008011等1"]),
            ("1234567等3件", vec!["1234567", "1234567等1", "1234567等2"]),
            ("苏质2018001等", vec!["苏质2018001", "苏质2018001等1"]),
            ("123456～123458", vec!["123456", "123457", "123458"]),
            ("123456-123457", vec!["123456", "123457"]),
            ("SMP2008-001、002", vec!["SMP2008-001", "SMP2008-002"]),
            ("SMP2008-001；002", vec!["SMP2008-001", "SMP2008-002"]),
            ("SMP2008-001至003", vec!["SMP2008-001", "SMP2008-002", "SMP2008-003"]),
            ("SMP2008-001/SMP2008-002", vec!["SMP2008-001", "SMP2008-002"]),
            ("SMP2008-001 SMP2008-002", vec!["SMP2008-001", "SMP2008-002"]),
            ("SMP2008-001 / 002", vec!["SMP2008-001", "SMP2008-002"]),
            ("SMP2008-001+SMP2008-002", vec!["SMP2008-001", "SMP2008-002"]),
            ("SMP2008-001&SMP2008-002", vec!["SMP2008-001", "SMP2008-002"]),
            ("SMP2008-001|SMP2008-002", vec!["SMP2008-001", "SMP2008-002"]),
            ("SMP2008-001（续SMP2008-002）", vec!["SMP2008-001", "SMP2008-002"]),
            ("苏质2008001号和苏质2008002号", vec!["苏质2008001", "苏质2008002"]),
            ("S1/S9", vec!["S1", "S9"]),
            ("1234567至9", vec!["1234567", "1234568", "1234569"]),
            (
                "GB/T 1234.1-2018～GB/T 1234.3-2018",
                vec!["GB/T 1234.1-2018", "GB/T 1234.2-2018", "GB/T 1234.3-2018"],
            ),
        ] {
            assert_eq!(several(text), numbers, "{text}");
        }
    }

    #[test]
    fn one_number_and_other_texts_are_not() {
        for text in [
            "",
            "苏质监(2008)3号、附件2",
            "2008、2009",
            "1,234,567",
            "XK16-001-00012",
            "0512-87654321",
            "示1-2008-0038471",
            "苏质2008-009",
            "苏质2008、2009",
            "苏质 2008 001",
            "SMP 123 456",
            "NO.123,456",
            "苏知/2008/12",
            "PC-2008/2009",
            "京备05001234/12",
            "苏知驰字[2008]12号",
            "苏知驰字 [2008] 12号",
            "DB32/T 1234-2008",
            "GB/T 12345-2008",
            "IATF 16949/ISO 9001",
            "GB 12345-2008/IEC 60228-2004",
            "Q/320282 ABC 001-2008",
            "SMP2008-001（续展）",
            "SMP2008-001（2008-12-31止）",
            "2018年第12号公告/35",
            "JB/T 11014-2008",
            "GB/T 19001-2008",
            "Q/320282 11014-2015",
            "苏质2018001-2",
            "苏质2018001-02",
            "苏名牌2008008-007",
            "ZL201710601862-3",
            "等待核发",
            "一等奖",
            "证书编号：20180001、等级：一等",
            "2018年第12号公告，第35号",
            "2008001（第9、35类）",
            "苏质2018001",
            "甲、乙",
        ] {
            assert_eq!(several(text), Vec::<String>::new(), "{text}");
        }
    }
}
