//! Numbers of patents and standards that a cell writes short, in a range, or run together: ZL…11.X-ZL…13.X, GB/T 1234.1～3-2012.

use super::patent;
use crate::text::code::plain_dash;
use crate::text::normal::{half_width_text, key};
use crate::text::standard::standard_number;

/// Digits of a patent's number without its check digit.
const LENGTHS: [usize; 2] = [12, 8];
/// A range of more is none.
const LONGEST: u64 = 1000;

/// The numbers of such a cell, in normal form; those that are only counted stand as that. None of a cell with one.
pub(super) fn several(text: &str) -> Vec<String> {
    // Almost every cell has one number, and none of the signs of several.
    let signs = text.contains(|c: char| "-－—–/／(（～~〜至到、,，".contains(c));
    let long = text.chars().filter(|c| c.is_numeric()).count() > LENGTHS[0] * 2 - 1;
    if !signs && !long {
        return Vec::new();
    }
    let text = plain(text);
    let mut numbers = patents(&text).or_else(|| parts_of_standard(&text)).unwrap_or_default();
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.len() < 2 { Vec::new() } else { numbers }
}

/// Half-width, upper case, without spaces; every stroke and word that leads to the end of a range a `~`, but for strokes that
/// may stand within a number.
fn plain(text: &str) -> String {
    let text: String = half_width_text(text).chars().filter(|c| !c.is_whitespace()).map(plain_dash).collect();
    let text = text.to_ascii_uppercase();
    ["～", "〜", "∼", "至", "到", "--"].iter().fold(text, |text, sign| text.replace(sign, "~"))
}

/// A cell that begins with a whole patent number and goes on with further ones, whole or short, or with how many there are.
fn patents(text: &str) -> Option<Vec<String>> {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_digit() && !c.is_ascii_uppercase());
    let (first, mut rest) = patent_at(text)?;
    let mut numbers = vec![first.clone()];
    let mut before = first;
    loop {
        let joint = rest.trim_start_matches(['(', ')', '/', '、', ',', ';', '+', '和']);
        let ranged = rest.starts_with(['~', '-']);
        let next = rest.trim_start_matches(['~', '-', '/', '、', ',', ';', '+', '和']);
        let beyond = ranged || next.len() < rest.len();
        if let Some(count) = counted(joint) {
            numbers.extend((1..count).map(|at| format!("{before}等{at}")));
            break;
        }
        // A number may follow at once, a short one only behind a sign.
        let Some((number, behind)) = patent_at(next).or_else(|| short_at(next, &before).filter(|_| beyond))
        else {
            break;
        };
        if ranged {
            numbers.extend(between(&before, &number));
        }
        numbers.push(number.clone());
        (before, rest) = (number, behind);
    }
    (numbers.len() > 1).then_some(numbers)
}

/// The digits of the patent number at the head of a text, and what follows it.
fn patent_at(text: &str) -> Option<(String, &str)> {
    let bare = text.strip_prefix("ZL").unwrap_or(text);
    let bare = bare.trim_start_matches('.');
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let length = LENGTHS.into_iter().find(|length| digits == *length || digits == *length + 1)?;
    let (serial, behind) = bare.split_at_checked(length)?;
    patent(&format!("ZL{serial}"))?;
    Some((serial.to_owned(), check(behind).1))
}

/// The last digits alone, with a check digit behind a point: 13.X.
fn short_at<'a>(text: &'a str, before: &str) -> Option<(String, &'a str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (tail, behind) = text.split_at_checked(digits)?;
    let (sign, rest) = check(behind);
    let kept = before.len().checked_sub(digits).filter(|kept| *kept > 0 && digits > 0)?;
    sign.filter(|_| behind.starts_with('.'))?;
    Some((format!("{}{tail}", before.get(..kept)?), rest))
}

/// The check digit at the head of a text, and what follows it.
fn check(text: &str) -> (Option<char>, &str) {
    let bare = text.strip_prefix('.').unwrap_or(text);
    let sign = bare.chars().next().filter(|c| c.is_ascii_digit() || *c == 'X');
    // ZL2013… right behind is no check digit.
    match sign {
        Some(sign) => (Some(sign), bare.get(1..).unwrap_or_default()),
        None => (None, text),
    }
}

/// The numbers between two.
fn between(from: &str, to: &str) -> Vec<String> {
    let (Ok(low), Ok(high)) = (from.parse::<u64>(), to.parse::<u64>()) else { return Vec::new() };
    if low >= high || high - low >= LONGEST {
        return Vec::new();
    }
    (low + 1..high).map(|value| format!("{value:0width$}", width = from.len())).collect()
}

/// 共3件, 等3件, 3件, (共3件): how many there are.
fn counted(text: &str) -> Option<u64> {
    let text = text.trim_start_matches('(').trim_start_matches(['共', '等', '计', '合']);
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let unit = text.get(digits.len()..)?.trim_end_matches(')');
    let count = digits.parse().ok().filter(|count| (2..LONGEST).contains(count))?;
    ["件", "项", "个", "份", "本"].contains(&unit).then_some(count)
}

/// GB/T 1234.1～3-2012, GB/T 1234.1/2/3-2012, GB/T 1234(1-3部分)-2012, GB/T 1234-1235-2012: parts or numbers written short between
/// code and year.
fn parts_of_standard(text: &str) -> Option<Vec<String>> {
    let (head, year) = text.rsplit_once(['-', ':'])?;
    let year_is = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let start = head.find(|c: char| c.is_ascii_digit()).filter(|_| year_is)?;
    let start = place_before(head, start).unwrap_or(start);
    let (code, numbers) = head.split_at_checked(start)?;
    let digits = numbers.len() - numbers.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, parts) = numbers.split_at_checked(digits)?;
    standard_number(&format!("{code}{number}-{year}"))?;
    if let Some(numbers) = further_numbers(code, number, parts, year) {
        return Some(numbers);
    }
    let parts = parts
        .trim_start_matches('.')
        .trim_matches(['(', ')'])
        .trim_start_matches('第')
        .trim_end_matches("部分");
    if parts.is_empty() || parts.chars().any(|c| !(c.is_ascii_digit() || "./~-、,第和及".contains(c))) {
        return None;
    }
    let parts: Vec<&str> = parts.split(['/', '、', ',', '和', '及']).collect();
    let mut found = Vec::new();
    for part in parts {
        let own = |text: &str| {
            let text = text.trim_matches(['.', '第']);
            text.strip_prefix(number).map_or(text, |rest| rest.trim_start_matches('.')).to_owned()
        };
        let (from, to) = match part.split_once(['~', '-']) {
            Some((from, to)) => (own(from), own(to)),
            None => (own(part), own(part)),
        };
        match (from.parse::<u64>(), to.parse::<u64>()) {
            (Ok(low), Ok(high)) if low <= high && high - low < LONGEST => {
                found.extend((low..=high).map(|part| format!("{code}{number}.{part}-{year}")));
            }
            // 1234-1235: two numbers.
            (Err(_), Ok(other)) if from.is_empty() && to.len() == number.len() && to.as_str() > number => {
                found.push(format!("{code}{number}-{year}"));
                found.push(format!("{code}{other}-{year}"));
            }
            _ => return None,
        }
    }
    let normal = |text: String| standard_number(&text).map_or_else(|| key(&text), |read| read.normal);
    Some(found.into_iter().map(normal).collect())
}

/// GB/T 12345、12346-2008, GB/T 12345、6-2008: numbers behind the first, whole or their last digits alone.
fn further_numbers(code: &str, number: &str, behind: &str, year: &str) -> Option<Vec<String>> {
    const SIGNS: [char; 6] = ['、', ',', ';', '和', '与', '及'];
    let further = behind.strip_prefix(SIGNS)?;
    let mut found = vec![format!("{code}{number}-{year}")];
    for part in further.split(SIGNS) {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let kept = number.len().checked_sub(part.len()).filter(|_| digits)?;
        found.push(format!("{code}{}{part}-{year}", number.get(..kept)?));
    }
    let normal = |text: String| standard_number(&text).map_or_else(|| key(&text), |read| read.normal);
    Some(found.into_iter().map(normal).collect())
}

/// DB32/T 1234: the digits of the place belong to the code.
fn place_before(head: &str, start: usize) -> Option<usize> {
    let (code, rest) = head.split_at_checked(start)?;
    let slash = rest.find('T').filter(|_| code == "DB")?;
    Some(start + slash + 1)
}

#[cfg(test)]
mod tests {
    use super::several;

    #[test]
    fn patents_in_ranges_and_run_together() {
        for (text, count) in [
            ("ZL201310000011.X-ZL201310000013.X", 3),
            ("ZL201310000011.X—ZL201310000013.X", 3),
            ("ZL201310000011.X～13.X", 3),
            ("ZL201310000011.X/12.X/13.X", 3),
            ("ZL201310000011.X(共3件)", 3),
            ("ZL201310000011.X（共3件）", 3),
            ("ZL201310000011.XZL201310000012.X", 2),
            ("201310000011.X至201310000012.X", 2),
            ("ZL201810000050.X-ZL201810000054.X", 5),
        ] {
            assert_eq!(several(text).len(), count, "{text}: {:?}", several(text));
        }
    }

    #[test]
    fn standards_written_short() {
        for (text, count) in [
            ("GB/T 1234.1～3-2012", 3),
            ("GB/T 1234.1/2/3-2012", 3),
            ("GB/T 1234（1-3部分）-2012", 3),
            ("GB/T 1234.1至1234.3-2012", 3),
            ("GB/T 1234.1~1234.3-2012", 3),
            ("GB/T 1234-1235-2012", 2),
            ("GB/T 1234.1,.2,.3-2012", 3),
            ("DB32/T 1234.1～2-2012", 2),
            ("GB/T 12345、12346-2008", 2),
            ("GB/T 12345、6和7-2008", 3),
        ] {
            assert_eq!(several(text).len(), count, "{text}: {:?}", several(text));
        }
    }

    #[test]
    fn one_number_is_one() {
        for text in [
            "ZL201310000011.X",
            "ZL 2013 1 0000011.X",
            "ZL201310000011X",
            "201310000011",
            "ZL201310000011.X（发明）",
            "ZL201310000011.X-3",
            "ZL201310000011.X(1件)",
            "ZL201310000011.X；证书号第2876543号",
            "97101765.4",
            "GB/T 1234-2012",
            "GB/T 1234.1-2012",
            "GB/T 9706.1.2-2012",
            "GB/T 19001-2008/ISO9001:2008",
            "JB/T 10000.2-2008",
            "DB32/T 1234-2008",
            "Q/320282 ABC 001-2008",
            "XK16-001-00012",
            "0512-87654321",
            "渝名牌2015-001-2015",
            "IEC 60601-1:2005",
            "",
        ] {
            assert_eq!(several(text), Vec::<String>::new(), "{text}");
        }
    }
}
