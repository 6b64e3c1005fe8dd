//! Days in running text: the dates that a passage states, and from when and until when it says that it holds.

use super::date::{DateSpan, date};
use super::normal::half_width_text;
use super::numeral;
use jiff::ToSpan;
use jiff::civil::Date;

/// Words behind which a passage says how long it holds.
const TERMS: &[&str] = &["有效期", "执行期", "实施期", "施行期", "试行期", "政策期"];
/// Words by which something begins to hold.
const IN_FORCE: &[&str] = &["施行", "实施", "执行", "生效", "试行"];

/// How a document speaks of itself.
const ITSELF: &[&str] = &[
    "本办法",
    "本政策",
    "本意见",
    "本规定",
    "本细则",
    "本措施",
    "本通知",
    "本方案",
    "本文件",
    "本实施",
    "本奖励",
];

/// From when and until when something holds, as far as it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The first day.
    pub first: Option<DateSpan>,
    /// The last day.
    pub last: Option<Date>,
}

/// The dates of a passage in order, each with where it begins and ends in its characters: 2024年1月1日, 2024年3月, 2024年.
fn dates(text: &[char]) -> Vec<(DateSpan, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match date_at(text, at) {
            Some((span, end)) => {
                found.push((span, at, end));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The date that begins here: four digits and 年, then as much of month and day as there is.
fn date_at(text: &[char], at: usize) -> Option<(DateSpan, usize)> {
    let is_digit = |c: &char| c.is_ascii_digit() || numeral::digit(*c).is_some();
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let year = text.get(at..at + 4).filter(|year| year.iter().all(is_digit));
    if before.is_some_and(is_digit) || year.is_none() || text.get(at + 4) != Some(&'年') {
        return None;
    }
    let part = |from: usize, signs: &[char]| {
        let digits = text.get(from..)?.iter().take(3).take_while(|c| is_digit(c) || **c == '十').count();
        let end = from + digits;
        (digits > 0 && text.get(end).is_some_and(|c| signs.contains(c))).then_some(end + 1)
    };
    let year = at + 5;
    let month = part(year, &['月']);
    let day = month.and_then(|month| part(month, &['日', '号']));
    let read = |end: usize| Some((date(&text.get(at..end)?.iter().collect::<String>()).ok()?, end));
    day.and_then(read).or_else(|| month.and_then(read)).or_else(|| read(year))
}

fn characters(passage: &str) -> Vec<char> {
    half_width_text(passage).chars().filter(|c| !c.is_whitespace() && *c != '>').collect()
}

/// The dates that a passage states.
pub fn stated(passage: &str) -> Vec<DateSpan> {
    dates(&characters(passage)).into_iter().map(|(span, ..)| span).collect()
}

/// From when and until when a passage says that it holds: 自2024年1月1日起施行，有效期三年; 有效期至2026年12月31日.
pub fn term(passage: &str) -> Term {
    let text = characters(passage);
    let mut term = Term::default();
    let whole: String = text.iter().collect();
    // Projects and certificates have terms of their own.
    if !ITSELF.iter().any(|word| whole.contains(word)) {
        return term;
    }
    let dates = dates(&text);
    for (span, start, end) in &dates {
        let from = start.checked_sub(1).and_then(|before| text.get(before)) == Some(&'自');
        let behind: String = text.iter().skip(*end).take(6).collect();
        let behind = behind.trim_start_matches(['起', '开', '始', '正', '式', '予', '以']);
        let begins = |word: &&&str| behind.strip_prefix(**word).is_some_and(|rest| !rest.starts_with('的'));
        if from && IN_FORCE.iter().any(|word| begins(&word)) {
            term.first = term.first.or(Some(*span));
        }
    }
    for word in TERMS {
        let word: Vec<char> = word.chars().collect();
        let places = text.windows(word.len()).enumerate().filter(|(_, here)| *here == word.as_slice());
        for (at, _) in places {
            within(&text, &dates, at + word.len(), &mut term);
        }
    }
    term
}

/// What stands behind 有效期 in the same sentence.
fn within(text: &[char], dates: &[(DateSpan, usize, usize)], from: usize, term: &mut Term) {
    let length = text.iter().skip(from).take(40).take_while(|c| !"。；;".contains(**c)).count();
    let here: Vec<&(DateSpan, usize, usize)> =
        dates.iter().filter(|(_, start, _)| (from..from + length).contains(start)).collect();
    let until = |(_, start, _): &&&(DateSpan, usize, usize)| {
        start.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|c| "至到止—-~".contains(*c))
    };
    if let Some((span, ..)) = here.iter().find(until) {
        term.last = term.last.or(Some(span.last));
        let first = here.iter().find(|(other, ..)| other.first < span.first).map(|(other, ..)| *other);
        term.first = term.first.or(first);
        return;
    }
    let years = text.get(from..from + length).and_then(years);
    let day = term.first.filter(DateSpan::is_day).map(|first| first.first);
    if let (Some(years), Some(day)) = (years, day) {
        let last = day.checked_add(years.years()).and_then(|end| end.checked_sub(1.days()));
        term.last = term.last.or(last.ok());
    }
}

/// 为三年, 3年, 暂定5年: the number of years with which it begins.
fn years(text: &[char]) -> Option<i32> {
    let rest: String = text.iter().collect();
    let rest = rest.trim_start_matches(['限', '为', '是', '暂', '定', ':', '共', '内']);
    let (number, _) = rest.split_once('年')?;
    let value = number.parse::<i32>().ok().or_else(|| numeral::chinese(number)?.try_into().ok());
    value.filter(|years| (1..=20).contains(years))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(text: &str) -> String {
        let Term { first, last } = term(text);
        let shown = |day: Option<String>| day.unwrap_or_else(|| "?".to_owned());
        format!("{} {}", shown(first.map(|day| day.to_string())), shown(last.map(|day| day.to_string())))
    }

    #[test]
    fn dates_of_a_passage() {
        let shown = |text: &str| stated(text).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(shown("2023年1月1日至2023年12月31日期间认定的"), "2023-01-01 2023-12-31");
        assert_eq!(shown("二〇〇八年三月起，2009 年度"), "2008-03 2009");
        assert_eq!(shown("宜政发[2008]58号，专利ZL200810012345.6，12024年"), "");
    }

    #[test]
    fn from_when_and_until_when() {
        for (text, term) in [
            ("本办法自2024年1月1日起施行，有效期三年。", "2024-01-01 2026-12-31"),
            ("本意见自2024年5月1日起正式实施，有效期为5年", "2024-05-01 2029-04-30"),
            ("本政策有效期自2021年1月1日至2023年12月31日。", "2021-01-01 2023-12-31"),
            ("本办法自发布之日起施行，有效期至2025年12月31日。", "? 2025-12-31"),
            ("本办法自发布之日起施行，有效期3年。", "? ?"),
            ("本办法奖励自2023年1月1日起实施的项目，专利有效期满5年的奖励2000元。", "? ?"),
            ("证书有效期至2025年12月31日的奖励1万元。", "? ?"),
            ("对2023年1月1日以后认定的奖励50万元。", "? ?"),
        ] {
            assert_eq!(held(text), term, "{text}");
        }
    }
}
