//! Dates in text: a day, month or year as the interval of its days, or a named refusal.

use super::normal::{half_width_text, is_blank};
use super::numeral;
use jiff::civil::Date;

/// Years that a date may lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1980..=2100;

/// A date as far as it is known: the interval of days it may be. A single day has both ends the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateSpan {
    /// The first day.
    pub first: Date,
    /// The last day, itself included.
    pub last: Date,
}

impl DateSpan {
    /// A known day.
    pub fn day(day: Date) -> Self {
        Self { first: day, last: day }
    }

    /// A date known to the month; none for a month that does not exist.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self { first, last: first.last_of_month() })
    }

    /// A date known to the year.
    pub fn whole_year(year: i16) -> Option<Self> {
        Some(Self { first: Date::new(year, 1, 1).ok()?, last: Date::new(year, 12, 31).ok()? })
    }

    /// The year, where all its days lie in one.
    pub fn year(&self) -> Option<i16> {
        (self.first.year() == self.last.year()).then_some(self.first.year())
    }

    /// True where the day is known.
    pub fn is_day(&self) -> bool {
        self.first == self.last
    }

    /// True where both may be the same day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// True where all its days are days of another.
    pub fn is_within(&self, other: &Self) -> bool {
        other.first <= self.first && self.last <= other.last
    }
}

impl std::fmt::Display for DateSpan {
    /// `2008-03-11`, `2008-03`, `2008`, or both ends of any other interval.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        if self.is_day() {
            write!(f, "{}", self.first)
        } else if Self::month(year, month) == Some(*self) {
            write!(f, "{year:04}-{month:02}")
        } else if Self::whole_year(year) == Some(*self) {
            write!(f, "{year:04}")
        } else {
            write!(f, "{}—{}", self.first, self.last)
        }
    }
}

/// Why a text is not taken as a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Nothing, a dash, `/` or 无.
    Empty,
    /// `08.3.11`: the century is not stated.
    TwoDigitYear,
    /// `3月11日`.
    NoYear,
    /// `3/11/2008`: day and month could be swapped.
    YearLast,
    /// `2008-02-30`.
    Impossible,
    /// A year before 1980 or after 2100.
    OutOfRange,
    /// `39518`: a spreadsheet's serial number of a day.
    Serial,
    /// Two dates in one cell.
    Period,
    /// A letter for a digit: 二OO八年.
    LetterInDate(char),
    /// `2008.1` in a cell typed as a number: January or October.
    LostZero,
    /// Anything else.
    Unreadable(String),
}

impl DateFault {
    /// What is wrong and what to write instead, for the user.
    pub fn message(&self) -> String {
        match self {
            Self::Empty => "没有填写日期".into(),
            Self::TwoDigitYear => "年份只有两位，世纪不明，请写四位年份".into(),
            Self::NoYear => "日期没有年份，请补上四位年份".into(),
            Self::YearLast => "年份写在最后，日与月的先后不明，请按「年-月-日」填写".into(),
            Self::Impossible => "没有这一天，请核对月和日".into(),
            Self::OutOfRange => format!("年份不在{}至{}之间，请核对", YEARS.start(), YEARS.end()),
            Self::Serial => "像是表格软件的日期序列号，请把单元格设为日期格式，或写成「年-月-日」".into(),
            Self::Period => "像是一段时间而不是一个日期，请分别填写起、止日期".into(),
            Self::LetterInDate(c) => format!("日期中夹有字母「{c}」，请改成数字"),
            Self::LostZero => "按数字保存的年月分不清1月与10月，请改为文本或日期格式".into(),
            Self::Unreadable(text) => format!("「{text}」不能识别为日期"),
        }
    }
}

/// Reads a day, a month or a year.
pub fn date(text: &str) -> Result<DateSpan, DateFault> {
    if is_blank(text) {
        return Err(DateFault::Empty);
    }
    let shown = half_width_text(text);
    read(&cleaned(&shown)).map_err(|fault| match fault {
        DateFault::Unreadable(_) => DateFault::Unreadable(shown.to_string()),
        other => other,
    })
}

/// Reads the text of a cell typed as a plain number: `2008`, `200803`, `20080311`; `2008.1` may be October.
pub fn date_of_number(text: &str) -> Result<DateSpan, DateFault> {
    match text.trim().split_once('.') {
        Some((year, "1")) if year.len() == 4 => Err(DateFault::LostZero),
        _ => date(text),
    }
}

/// Without the time of day, 起 or 止, spaces and a final stop; all dashes one.
fn cleaned(text: &str) -> String {
    let day = without_time(text);
    let day = day.strip_suffix(['起', '止', '.', '。']).unwrap_or(day);
    day.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '。' => '.',
            '‐' | '–' | '—' | '―' | '−' => '-',
            other => other,
        })
        .collect()
}

fn without_time(text: &str) -> &str {
    let Some((day, time)) = text.split_once([' ', 'T']) else { return text };
    let time = time.trim();
    let is_time = time.contains(':')
        && time.starts_with(|c: char| c.is_ascii_digit())
        && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'Z'));
    if is_time { day } else { text }
}

fn read(text: &str) -> Result<DateSpan, DateFault> {
    if let Some(letter) = text.chars().find(|c| matches!(c, 'l' | 'I' | 'O' | 'o')) {
        return Err(DateFault::LetterInDate(letter));
    }
    if text.contains(['至', '到', '~']) {
        return Err(DateFault::Period);
    }
    if let Some((year, rest)) = text.split_once('年') {
        return in_words(year, rest);
    }
    if text.contains('月') {
        return Err(DateFault::NoYear);
    }
    if text.chars().all(|c| c.is_ascii_digit()) {
        return run_of_digits(text);
    }
    separated(text)
}

/// 2008年3月11日, 二〇〇八年三月, 2008年度.
fn in_words(year: &str, rest: &str) -> Result<DateSpan, DateFault> {
    let year = year_of(year)?;
    if matches!(rest, "" | "度") {
        return span(year, None, None);
    }
    if rest.contains('年') {
        return Err(DateFault::Period);
    }
    let Some((month, day)) = rest.split_once('月') else {
        return Err(DateFault::Unreadable(String::new()));
    };
    let month = small(month)?;
    let day = day.strip_suffix(['日', '号']).unwrap_or(day);
    let day = if day.is_empty() { None } else { Some(small(day)?) };
    span(year, Some(month), day)
}

fn year_of(text: &str) -> Result<i128, DateFault> {
    let value =
        if text.chars().all(|c| c.is_ascii_digit()) { text.parse().ok() } else { numeral::positional(text) };
    match (value, text.chars().count()) {
        (Some(value), 4) => Ok(value),
        (Some(_), 2) => Err(DateFault::TwoDigitYear),
        _ => Err(DateFault::Unreadable(String::new())),
    }
}

/// A month or day: one or two digits, or a Chinese numeral (廿 and 卅 too).
fn small(text: &str) -> Result<i128, DateFault> {
    let value = if text.chars().all(|c| c.is_ascii_digit()) {
        (text.len() <= 2).then(|| text.parse().ok()).flatten()
    } else {
        let text = text.replace('廿', "二十").replace('卅', "三十");
        let text = text.strip_prefix('零').filter(|rest| !rest.is_empty()).unwrap_or(&text);
        numeral::chinese(text)
    };
    value.ok_or(DateFault::Unreadable(String::new()))
}

/// 20080311, 200803, 2008; five digits look like a serial number.
fn run_of_digits(text: &str) -> Result<DateSpan, DateFault> {
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<i128>().ok());
    let year = part(0, 4);
    match (text.len(), year) {
        (4, Some(year)) => span(year, None, None),
        (6, Some(year)) => span(year, part(4, 6), None),
        (8, Some(year)) => span(year, part(4, 6), part(6, 8)),
        _ if is_serial(text) => Err(DateFault::Serial),
        _ => Err(DateFault::Unreadable(String::new())),
    }
}

fn is_serial(digits: &str) -> bool {
    digits.len() == 5 && digits.parse::<u32>().is_ok_and(|value| (30_000..=60_000).contains(&value))
}

/// 2008.3.11, 2008-3, 2008/3/11: one kind of separator throughout.
fn separated(text: &str) -> Result<DateSpan, DateFault> {
    let unreadable = || DateFault::Unreadable(String::new());
    let separator = text.chars().find(|c| matches!(c, '.' | '-' | '/')).ok_or_else(unreadable)?;
    let parts: Vec<&str> = text.split(separator).collect();
    if parts.iter().any(|part| part.contains(['.', '-', '/'])) {
        return Err(DateFault::Period);
    }
    if parts.iter().any(|part| part.is_empty() || !part.chars().all(|c| c.is_ascii_digit())) {
        return Err(unreadable());
    }
    match *parts.as_slice() {
        [serial, fraction] if separator == '.' && is_serial(serial) && !fraction.is_empty() => {
            Err(DateFault::Serial)
        }
        [first, second] if first.len() == 4 && second.len() == 4 => Err(DateFault::Period),
        [year, month] if year.len() == 4 => span(year_of(year)?, Some(small(month)?), None),
        [year, month, day] if year.len() == 4 => span(year_of(year)?, Some(small(month)?), Some(small(day)?)),
        [_, _, year] if year.len() == 4 => Err(DateFault::YearLast),
        [_, year] if year.len() == 4 => Err(DateFault::YearLast),
        [year, _, _] if year.len() <= 2 => Err(DateFault::TwoDigitYear),
        [a, b] if a.len() <= 2 && b.len() <= 2 => Err(DateFault::NoYear),
        _ => Err(unreadable()),
    }
}

/// The interval of a checked year, month and day.
fn span(year: i128, month: Option<i128>, day: Option<i128>) -> Result<DateSpan, DateFault> {
    let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year)).ok_or(DateFault::OutOfRange)?;
    let narrow = |value: i128| i8::try_from(value).map_err(|_| DateFault::Impossible);
    let span = match (month, day) {
        (None, _) => DateSpan::whole_year(year),
        (Some(month), None) => DateSpan::month(year, narrow(month)?),
        (Some(month), Some(day)) => Date::new(year, narrow(month)?, narrow(day)?).ok().map(DateSpan::day),
    };
    span.ok_or(DateFault::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        match date(text) {
            Ok(span) => span.to_string(),
            Err(fault) => format!("{fault:?}"),
        }
    }

    #[test]
    fn days_months_and_years() {
        for text in [
            "2008年3月11日",
            "2008年03月11日",
            "2008.3.11",
            "2008-3-11",
            "2008/3/11",
            "2008—03—11",
            "20080311",
            "二〇〇八年三月十一日",
            "二○○八年三月十一日",
            "２００８年３月１１日",
            "２００８．３．１１",
            "2008 年 3 月 11 日",
            "2008-03-11 00:00:00",
            "2008-03-11T00:00:00",
            "2008/3/11 0:00",
            "2008年3月11日起",
            "2008.3.11止",
            "2008.3.11.",
            "\u{FEFF}2008年3月11号",
        ] {
            assert_eq!(shown(text), "2008-03-11", "{text}");
        }
        for text in ["2008年3月", "2008.3", "2008-03", "2008/3", "200803", "二○○八年三月", "二〇〇八年零三月"]
        {
            assert_eq!(shown(text), "2008-03", "{text}");
        }
        for text in ["2008年", "2008", "二〇〇八年", "２００８", "2008年度"] {
            assert_eq!(shown(text), "2008", "{text}");
        }
        assert_eq!(shown("二〇一二年十二月廿一日"), "2012-12-21");
        assert_eq!(shown("二〇一二年十月三十日"), "2012-10-30");
    }

    #[test]
    fn refusals_have_names() {
        for (text, fault) in [
            ("", "Empty"),
            ("—", "Empty"),
            ("08.3.11", "TwoDigitYear"),
            ("08年3月11日", "TwoDigitYear"),
            ("3月11日", "NoYear"),
            ("3.11", "NoYear"),
            ("3/11/2008", "YearLast"),
            ("2008-02-30", "Impossible"),
            ("2008年13月", "Impossible"),
            ("20080231", "Impossible"),
            ("1979年1月", "OutOfRange"),
            ("2101", "OutOfRange"),
            ("39518", "Serial"),
            ("39518.5", "Serial"),
            ("2008年3月至2011年3月", "Period"),
            ("2008.3.11-2011.3.10", "Period"),
            ("2008-2011", "Period"),
            ("二OO八年三月", "LetterInDate('O')"),
            ("2008年3月上旬", "Unreadable(\"2008年3月上旬\")"),
            ("12345", "Unreadable(\"12345\")"),
        ] {
            assert_eq!(shown(text), fault, "{text}");
        }
        assert_eq!(date_of_number("2008.1"), Err(DateFault::LostZero));
        assert_eq!(date_of_number("2008.3").map(|span| span.to_string()), Ok("2008-03".into()));
    }

    #[test]
    fn spans() {
        let march = date("2008年3月").expect("a month");
        assert_eq!(march.last.to_string(), "2008-03-31");
        assert_eq!(march.year(), Some(2008));
        assert_eq!(DateSpan::month(2008, 2).expect("February").last.day(), 29);
        let two = DateSpan { first: march.first, last: date("2011").expect("a year").last };
        assert_eq!(two.to_string(), "2008-03-01—2011-12-31");
        assert_eq!(two.year(), None);
    }

    proptest! {
        #![proptest_config(crate::properties::config())]
        #[test]
        fn no_text_panics(text in any::<String>(), near in "[0-9０-９一二十〇年月日号度起止.。/: T-]{0,14}") {
            for text in [text, near] {
                let _ = (date(&text), date_of_number(&text));
            }
        }

        #[test]
        fn a_shown_date_reads_back(year in 1980_i16..=2100, month in 1_i8..=12, day in 1_i8..=28) {
            let spans = [
                DateSpan::whole_year(year),
                DateSpan::month(year, month),
                Date::new(year, month, day).ok().map(DateSpan::day),
            ];
            for span in spans.into_iter().flatten() {
                prop_assert_eq!(date(&span.to_string()), Ok(span));
            }
        }
    }
}
