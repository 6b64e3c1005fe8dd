//! Certificates as lists write them: the form to compare by, and the numbers of a cell that holds several.

mod alike;
mod kind;
mod range;
mod shape;
mod short;

use super::brackets::{Piece, pieces};
use super::code::trademark;
use super::normal::key;
use super::patent::patent_number;
use super::standard::{StandardLevel, standard_number};
pub use alike::Alike;
pub use kind::{NumberKind, kind};
pub use range::Range;

/// The form to compare by: a patent's digits, a standard's or a trademark's number; any other text by its key. Labels before the
/// number and remarks behind it are no part: 证书编号：…, （复评）, ，第9类, ；公开号：….
pub fn normal(text: &str) -> String {
    let known = |text: &str| patent(text).or_else(|| standard_number(text).map(|standard| standard.normal));
    if let Some(number) = known(text) {
        return number;
    }
    let own = essential(text);
    let bare = own.trim_matches(|c: char| is_chinese(c) || "《》 ".contains(c));
    let further = |part: &str| if part == text { None } else { known(part) };
    further(&own).or_else(|| further(bare)).unwrap_or_else(|| trademark(&key(&own)))
}

/// Whether a number in normal form is one of a patent, a standard or a trademark; another may be a title's, given anew each time.
pub fn is_of_thing(number: &str) -> bool {
    number.chars().all(|c| c.is_ascii_digit()) || standard_number(number).is_some()
}

/// Whether a text is the whole number of a patent, with nothing against it, or of a standard: what is granted or issued once.
pub fn is_of_lasting_thing(text: &str) -> bool {
    standard_number(text).is_some() || is_sound_patent(text)
}

/// Whether two numbers in normal form are of two patents or two standards.
pub fn are_two_lasting_things(a: &str, b: &str) -> bool {
    let standard = |number| standard_number(number).is_some();
    a != b && (standard(a) && standard(b) || is_sound_patent(a) && is_sound_patent(b))
}

/// A patent's digits, however they are written. One that fails the check of patents may be misprinted or some other number: its
/// last digit counts.
fn patent(text: &str) -> Option<String> {
    let read = patent_number(text)?;
    let whole = || read.normal.trim_start_matches("ZL").replace('.', "");
    Some(if read.check_valid == Some(false) { whole() } else { read.serial.clone() })
}

/// Whether a number in normal form is that of a patent and nothing speaks against it.
pub fn is_sound_patent(number: &str) -> bool {
    patent_number(number).is_some_and(|read| read.check_valid != Some(false))
}

fn is_chinese(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Words that make a part of a cell a remark on the number in another.
const REMARKS: [&str; 9] = ["类", "代替", "公开号", "公告号", "证书号", "申请号", "有效期", "等级", "续展"];

/// The number of a cell, without label and remarks; the whole text where it is not clear which of its parts that is.
fn essential(text: &str) -> String {
    let plain = without_remarks(text);
    let is_remark = |part: &&str| {
        !part.chars().any(|c| c.is_ascii_digit()) || REMARKS.iter().any(|word| part.contains(word))
    };
    let parts: Vec<&str> =
        parted(&plain).into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    let numbers: Vec<&str> = parts.iter().copied().filter(|part| !is_remark(part)).collect();
    let own = match numbers.as_slice() {
        [one] => one,
        _ => plain.as_str(),
    };
    let own = own.trim_matches(|c: char| c.is_whitespace() || ".,;:*'\"‘’“”。，；：、".contains(c));
    without_label(own).to_owned()
}

/// 证书编号：…, No:….
fn without_label(text: &str) -> &str {
    let Some((label, number)) = text.split_once([':', '：']) else { return text };
    let label = label.trim();
    let named =
        label.eq_ignore_ascii_case("no") || label.chars().all(is_chinese) && label.chars().count() <= 8;
    if named && number.chars().any(|c| c.is_ascii_digit()) { number.trim() } else { text }
}

/// The different numbers of a cell that holds two or more: whole ones of patents, standards or trademarks, others of one shape,
/// or numbers written short. In normal form; none of a cell with one, and none where the signs that part numbers stand in
/// something else (3号、附件2).
pub fn several(text: &str) -> Vec<String> {
    let found = known(text);
    let found = if found.is_empty() { shape::several(text) } else { found };
    if found.is_empty() { short::several(text) } else { found }
}

/// The numbers of a cell that lists those of patents, standards or trademarks.
fn known(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !text.trim().contains(parts) {
        return found;
    }
    // What a standard takes the place of is no further one.
    let text = &without_remarks(text.split("代替").next().unwrap_or_default());
    if !text.trim().contains(parts) || whole(text).is_some_and(|(kind, _)| kind != Kind::Standard) {
        return found;
    }
    for part in parted(text) {
        collect(part.trim(), &mut found);
    }
    found.sort_unstable();
    found.dedup();
    if found.len() < 2 { Vec::new() } else { found }
}

/// Without brackets that say something of the number: （授权公告号：CN 107000000 B）, （发明）.
fn without_remarks(text: &str) -> String {
    let is_remark = |inside: &str| {
        let words = inside.chars().any(is_chinese);
        let digits = inside.chars().any(|c| c.is_ascii_digit());
        words && (!digits || inside.contains([':', '：']) || REMARKS.iter().any(|word| inside.contains(word)))
    };
    let kept = pieces(text).into_iter().map(|piece| match piece {
        Piece::Plain(plain) => plain,
        Piece::Bracket { whole, .. } if is_remark(whole) => "",
        Piece::Bracket { whole, .. } => whole,
    });
    kept.collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Patent,
    Standard,
    Trademark,
}

/// Fewer digits are no trademark's number; more than this with spaces in them are not one number.
const DIGITS: std::ops::RangeInclusive<usize> = 5..=8;

/// How many spaces and strokes one number may have in it: ZL 2017 1 0601862.3, DB 32 / T 1234-2008.
const WITHIN_ONE: usize = 6;

/// The number that a text is, and whose.
fn whole(text: &str) -> Option<(Kind, String)> {
    if patent_number(text).is_some() {
        return Some((Kind::Patent, normal(text)));
    }
    if let Some(standard) = standard_number(text) {
        return Some((Kind::Standard, standard.normal));
    }
    let number = trademark(&key(text));
    let digits = number.strip_prefix('G').unwrap_or(&number);
    let fits = digits.len() >= *DIGITS.start()
        && digits.chars().all(|c| c.is_ascii_digit())
        && (digits.len() <= *DIGITS.end() || !text.trim().contains(char::is_whitespace));
    fits.then_some((Kind::Trademark, number))
}

/// Signs that always part what they stand between.
fn parts_always(c: char) -> bool {
    matches!(c, '、' | '，' | ',' | ';' | '；' | '\n' | '\r')
}

/// Signs that may also stand in a number or a title.
fn parts_perhaps(c: char) -> bool {
    c.is_whitespace() || matches!(c, '/' | '／' | '和' | '与' | '及')
}

fn parts(c: char) -> bool {
    parts_always(c) || parts_perhaps(c)
}

/// The parts of a text between signs outside brackets.
fn parted(text: &str) -> Vec<&str> {
    let (mut out, mut from, mut at) = (Vec::new(), 0, 0);
    for piece in pieces(text) {
        match piece {
            Piece::Plain(plain) => {
                for (within, sign) in plain.match_indices(parts_always) {
                    out.extend(text.get(from..at + within));
                    from = at + within + sign.len();
                }
                at += plain.len();
            }
            Piece::Bracket { whole, .. } => at += whole.len(),
        }
    }
    out.extend(text.get(from..));
    out
}

/// Adds the numbers of one part: the shortest at its head, then those of the rest. What stands behind a standard is its title,
/// or the international standard that it adopts.
fn collect(mut part: &str, found: &mut Vec<String>) {
    let mut behind_standard = false;
    while !part.is_empty() && !begins_adoption(part) {
        if let Some((kind, number)) = whole(part)
            && kind != Kind::Standard
        {
            found.extend((kind == Kind::Patent || !behind_standard).then_some(number));
            return;
        }
        let Some((kind, number, rest)) = head(part) else {
            part = part.split_once(parts_perhaps).map_or("", |(_, rest)| rest.trim_start());
            continue;
        };
        if kind != Kind::Trademark || !behind_standard {
            found.push(number);
        }
        behind_standard |= kind == Kind::Standard;
        if behind_standard && is_international(rest) {
            return;
        }
        part = rest;
    }
}

/// The number at the head of a part, and what follows it.
fn head(part: &str) -> Option<(Kind, String, &str)> {
    let ends = part.match_indices(parts_perhaps).take(WITHIN_ONE).map(|(at, _)| at).chain([part.len()]);
    ends.filter_map(|end| part.split_at_checked(end)).find_map(|(left, rest)| {
        let (kind, number) = whole(left)?;
        Some((kind, number, rest.trim_start_matches(parts_perhaps)))
    })
}

/// IDT ISO 9001:2008: what a standard adopts.
fn begins_adoption(part: &str) -> bool {
    let part = key(part);
    let part = part.trim_start_matches('(');
    ["IDT", "EQV", "NEQ", "MOD"].iter().any(|word| part.starts_with(word))
}

fn is_international(part: &str) -> bool {
    standard_number(part).is_some_and(|standard| standard.level == StandardLevel::International)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_number_however_it_is_written() {
        for (normal_form, spellings) in [
            (
                "201710601862",
                [
                    "ZL201710601862.3",
                    "第201710601862.3号",
                    "ZL201710601862.3（发明）",
                    "（发明）ZL201710601862.3",
                ],
            ),
            ("1234567", ["第1234567号", "1234567（第9类）", "1,234,567", "No.1234567"]),
            (
                "GB/T 12345-2010",
                ["GBT 12345-2010", "GB/T12345—2010", "GB-T 12345-2010", "《GB T 12345-2010》"],
            ),
        ] {
            for text in spellings {
                assert_eq!(normal(text), normal_form, "{text}");
            }
        }
        assert_eq!(normal("苏质监（2008）3号、附件2"), "苏质监(2008)3号,附件2");
        assert_ne!(normal("苏质监〔2008年〕3号"), normal("苏质监〔2009年〕3号"));
        // The last digit is misprinted (the right one is 3): the same number all the same, and another than the right one.
        for text in [
            "ZL201710601862.5",
            "201710601862.5",
            "zl2017 1 0601862。5",
            "2017106018625",
            "第201710601862.5号",
        ] {
            assert_eq!(normal(text), "2017106018625", "{text}");
        }
        for (form, spellings) in [
            (
                "201710601862",
                &[
                    "ZL201710601862.3；证书号第2876543号",
                    "专利号：ZL201710601862.3",
                    "ZL201710601862.3.",
                    "ZL201710601862.3发明专利",
                ][..],
            ),
            (
                "1234567",
                &["1234567，9类", "1234567；第9类", "1234567（续展）", "1234567;", "注册号：1234567"],
            ),
            (
                "GB/T 1234-2018",
                &[
                    "标准号：GB/T 1234-2018",
                    "国标GB/T 1234-2018",
                    "《电缆》GB/T 1234-2018",
                    "GB/T 1234-2018，代替GB/T 1234-2008",
                ],
            ),
            (
                "苏质MP2018001",
                &[
                    "证书编号：苏质MP2018001",
                    "苏质MP2018001；",
                    "苏质MP2018001（复评）",
                    "苏质MP2018001，有效期三年",
                ],
            ),
        ] {
            spellings.iter().for_each(|text| assert_eq!(normal(text), form, "{text}"));
        }
    }

    #[test]
    fn several_numbers_in_a_cell_are_counted() {
        for (text, count) in [
            ("ZL201710601862.3、ZL201080063196.9", 2),
            ("ZL 2017 1 0601862.3 ZL 2010 8 0063196.9", 2),
            ("ZL201710601862.3/ZL201080063196.9", 2),
            ("ZL201710601862.3\nZL201080063196.9", 2),
            ("ZL201710601862.3（发明）；ZL201080063196.9（发明）", 2),
            ("1234567、1234568、1234569", 3),
            ("1234567，7654321", 2),
            ("1234567 7654321", 2),
            ("第1234567号和第7654321号", 2),
            ("GB/T 1-2008、GB/T 2-2008", 2),
            ("GB/T 1-2008 GB/T 2-2008", 2),
            ("FZ/T 54001，FZ/T 54002", 2),
            ("GB/T 1-2008 电缆规范 GBT 2-2008 阀门", 2),
        ] {
            assert_eq!(several(text).len(), count, "{text}");
        }
    }

    #[test]
    fn a_cell_with_one_number_holds_no_several() {
        for text in [
            "",
            "ZL 2017 1 0601862.3",
            "1,234,567",
            "1 234 567",
            "1234567（第9、35类）",
            "GB/T 19001-2008/ISO 9001:2008",
            "GB/T 19001-2008 idt ISO 9001:2008",
            "GB/T 19001-2008，IDT ISO 9001:2008",
            "GB/T 19001-2008（ISO 9001:2008，IDT）",
            "ISO/IEC 27001:2013",
            "DB 32/ T1234-2008",
            "Q/320282 ABC 001-2008",
            "JB/T 10000.2-2008 某泵、阀 第二部分",
            "JB/T 10000.2-2008 20081234 型泵",
            "苏质监(2008)3号、附件2",
            "2008、2009",
            "XK16-001-00012",
            "ZL201710601862.3、ZL201710601862.3",
            "ZL201710601862.3 (授权公告号：CN 107000000 B)",
            "GB/T 1234-2018 代替 GB/T 1234-2008",
        ] {
            assert_eq!(several(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::properties::config())]
        #[test]
        fn no_text_panics(text in any::<String>(), near in "[0-9A-Z第号类、，/. （）()GBTZL-]{0,24}") {
            for text in [text, near] {
                let _ = (normal(&text), several(&text));
            }
        }
    }
}
