//! Standard numbers: normal form and the level that the number states.

use super::code::plain_dash;
use super::normal::{display, half_width, is_zero_width};

/// The level of a standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StandardLevel {
    /// 国际标准.
    International,
    /// 国家标准.
    National,
    /// 行业标准.
    Industry,
    /// 省级地方标准.
    Provincial,
    /// 市级地方标准.
    City,
    /// 团体标准.
    Association,
    /// 企业标准.
    Enterprise,
}

impl StandardLevel {
    /// Every level.
    pub const ALL: [Self; 7] = [
        Self::International,
        Self::National,
        Self::Industry,
        Self::Provincial,
        Self::City,
        Self::Association,
        Self::Enterprise,
    ];

    /// The word a user sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::International => "国际标准",
            Self::National => "国家标准",
            Self::Industry => "行业标准",
            Self::Provincial => "省级地方标准",
            Self::City => "市级地方标准",
            Self::Association => "团体标准",
            Self::Enterprise => "企业标准",
        }
    }
}

/// A standard number of a known shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// As `GB/T 19001-2008`; the year in four digits, `:` before it in international numbers.
    pub normal: String,
    /// The level that follows from the number.
    pub level: StandardLevel,
    /// The code before the number: `GB/T`, `DB32/T`.
    pub code: String,
    /// The number with its parts: `9706.1`.
    pub number: String,
    /// The year of publication, where written.
    pub year: Option<i16>,
}

/// Codes of industry standards. DB without the digits of a place is the earthquake industry's.
const INDUSTRIES: &str = "AQ BB CB CH CJ CY DA DB DL DY DZ EJ FZ GA GC GD GH GM GY HB HG HJ HS HY JB JC JG JR JT JY \
    KA LB LD LS LY MH MR MT MZ NB NY QB QC QJ QX RB RF SB SC SD SF SH SJ SL SN SW SY TB TD TY WB WH WJ WM WS WW \
    XB XF YB YC YD YS YY YZ ZY CJJ JGJ JJG JJF";
/// Codes of national standards.
const NATIONAL: [&str; 4] = ["GB", "GBJ", "GBZ", "GB/Z"];
/// Bodies that publish international standards.
const INTERNATIONAL: [&str; 5] = ["ISO", "IEC", "ISO/IEC", "ITU", "ITU-T"];
/// First two digits of the codes of provinces.
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
];

/// Reads one standard number at the head of the text; a title may follow, a second number may not.
pub fn standard_number(text: &str) -> Option<Standard> {
    if !begins_with_letter(text) {
        return None;
    }
    let text = prepared(text);
    let (code, rest) = split_code(&text)?;
    let level = level_of(&code)?;
    let (number, year, rest) = number_and_year(rest, level)?;
    if !may_follow(rest) {
        return None;
    }
    let colon = if level == StandardLevel::International { ':' } else { '-' };
    let normal = match year {
        Some(year) => format!("{code} {number}{colon}{year}"),
        None => format!("{code} {number}"),
    };
    Some(Standard { normal, level, code, number, year })
}

/// Marks that may stand before a number.
const OPENING: [char; 5] = ['《', '(', '[', '【', '〔'];

/// Whether what stands first, but for marks, is a letter, as in every code of a standard; most texts begin otherwise.
fn begins_with_letter(text: &str) -> bool {
    let mut visible = text.chars().filter(|c| !is_zero_width(*c) && !c.is_whitespace()).map(half_width);
    visible.find(|c| !OPENING.contains(c)).is_some_and(|c| c.is_ascii_alphabetic())
}

/// Half-width, upper case, one kind of dash, single spaces and none around `/`, `-` and `:`.
fn prepared(text: &str) -> String {
    let plain = |c: char| plain_dash(half_width(c)).to_ascii_uppercase();
    let mut text = display(&text.chars().map(plain).collect::<String>());
    if text.contains(' ') {
        for mark in ["/", "-", ":", "."] {
            text = text.replace(&format!(" {mark}"), mark).replace(&format!("{mark} "), mark);
        }
    }
    text.trim_start_matches(OPENING).to_owned()
}

/// The code and what follows it.
fn split_code(text: &str) -> Option<(String, &str)> {
    if let Some(rest) = text.strip_prefix("T/") {
        return body_code("T/", rest);
    }
    if let Some(rest) = text.strip_prefix("Q/") {
        return enterprise_code(rest);
    }
    let letters = text.find(|c: char| !c.is_ascii_uppercase() && c != '/')?;
    let (code, rest) = text.split_at_checked(letters)?;
    if code == "DB" {
        return local_code(rest);
    }
    if code == "ITU" {
        return text.strip_prefix("ITU-T").map(|rest| ("ITU-T".to_owned(), rest));
    }
    let code = code.trim_end_matches('/');
    if let Some(number) = recommended(rest) {
        return Some((format!("{code}/T"), number));
    }
    let code = run_on_code(code).unwrap_or_else(|| code.to_owned());
    Some((code, rest.trim_start()))
}

/// GBT and JBT for GB/T and JB/T, but for the codes that end with T themselves.
fn run_on_code(code: &str) -> Option<String> {
    let base = code.strip_suffix('T').filter(|_| level_of(code).is_none())?;
    let recommends =
        NATIONAL.contains(&base) || base == "DB" || INDUSTRIES.split_whitespace().any(|known| known == base);
    recommends.then(|| format!("{base}/T"))
}

/// What follows the T of GB T 1-2008, GB-T 1-2008 and DB32T 1-2008, which stands for /T.
fn recommended(rest: &str) -> Option<&str> {
    let number = rest.trim_start_matches(['/', '-', ' ', '\\']).strip_prefix('T')?.trim_start();
    number.starts_with(|c: char| c.is_ascii_digit()).then_some(number)
}

/// T/ and the letters of an association: `T/CAS 123-2018`.
fn body_code<'a>(prefix: &str, rest: &'a str) -> Option<(String, &'a str)> {
    let end = rest.find(|c: char| !c.is_ascii_uppercase())?;
    let (body, rest) = rest.split_at_checked(end)?;
    (!body.is_empty()).then(|| (format!("{prefix}{body}"), rest.trim_start()))
}

/// Q/ and an enterprise's own letters and digits, which end at the last space before the number.
fn enterprise_code(rest: &str) -> Option<(String, &str)> {
    let dash = rest.find('-').unwrap_or(rest.len());
    let space = rest.get(..dash)?.rfind(' ')?;
    let (body, number) = rest.split_at_checked(space)?;
    Some((format!("Q/{body}"), number.trim_start()))
}

/// DB with two digits (a province) or four (a city). Digits that run on into the number are not taken apart.
fn local_code(rest: &str) -> Option<(String, &str)> {
    let digits = rest.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit())?;
    let (place, after) = digits.split_at_checked(end)?;
    if let Some(number) = recommended(after) {
        return is_place(place).then(|| (format!("DB{place}/T"), number));
    }
    let number = after.trim_start();
    if after.starts_with([' ', '/'])
        && number.trim_start_matches('/').starts_with(|c: char| c.is_ascii_digit())
    {
        return is_place(place).then(|| (format!("DB{place}"), number.trim_start_matches('/')));
    }
    // The earthquake industry's own number, unless its digits could be those of a place.
    let industry =
        after.starts_with(['-', '.']) && !place.get(..2).is_some_and(|head| PROVINCES.contains(&head));
    industry.then(|| ("DB".to_owned(), digits))
}

fn is_place(digits: &str) -> bool {
    matches!(digits.len(), 2 | 4) && digits.get(..2).is_some_and(|province| PROVINCES.contains(&province))
}

fn level_of(code: &str) -> Option<StandardLevel> {
    use StandardLevel as L;
    if code.starts_with("T/") || code == "CECS" {
        return Some(L::Association);
    }
    if code.starts_with("Q/") {
        return Some(L::Enterprise);
    }
    if INTERNATIONAL.contains(&code) || matches!(code, "ISO/TS" | "ISO/TR" | "IEC/TS" | "IEC/TR") {
        return Some(L::International);
    }
    let base = code.strip_suffix("/T").unwrap_or(code);
    if NATIONAL.contains(&base) {
        return Some(L::National);
    }
    if INDUSTRIES.split_whitespace().any(|industry| industry == base) {
        return Some(L::Industry);
    }
    match base.strip_prefix("DB").map(str::len) {
        Some(2) => Some(L::Provincial),
        Some(4) => Some(L::City),
        _ => None,
    }
}

/// The number, the year and what follows them.
fn number_and_year(text: &str, level: StandardLevel) -> Option<(String, Option<i16>, &str)> {
    let international = level == StandardLevel::International;
    let within = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | '-' | ':') || international && c.is_ascii_uppercase()
    };
    let end = text.find(|c: char| !within(c)).unwrap_or(text.len());
    let (token, rest) = text.split_at_checked(end)?;
    let (number, year) = match token.rsplit_once([':', '-']) {
        Some((number, year)) => match year_of(year) {
            Some(year) => (number, Some(year)),
            None if international => (token, None),
            None => return None,
        },
        None => (token, None),
    };
    let starts = number.starts_with(|c: char| c.is_ascii_digit() || international && c.is_ascii_uppercase());
    let whole = number.ends_with(|c: char| c.is_ascii_alphanumeric())
        && (international || !number.contains(['-', ':']))
        && number.chars().any(|c| c.is_ascii_digit());
    (starts && whole).then(|| (number.to_owned(), year, rest))
}

/// Four digits, or the two of the years before 2000.
fn year_of(text: &str) -> Option<i16> {
    if !text.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let year: i16 = text.parse().ok()?;
    match text.len() {
        4 => (1900..=2100).contains(&year).then_some(year),
        2 => (50..=99).contains(&year).then_some(1900 + year),
        _ => None,
    }
}

/// A title may follow, or the international standard that was adopted; a second number of a list may not.
fn may_follow(rest: &str) -> bool {
    if rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | ':')) {
        return false;
    }
    let rest = rest.trim_start_matches([' ', '(', '[', '》', ')', ']', ',']);
    let adopted = ["IDT", "EQV", "NEQ", "MOD", "ISO", "IEC"];
    adopted.iter().any(|word| rest.starts_with(word)) || !rest.split(['-', ':']).skip(1).any(starts_with_year)
}

fn starts_with_year(text: &str) -> bool {
    text.get(..4).and_then(year_of).is_some()
        && !text.get(4..5).is_some_and(|c| c.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use StandardLevel as L;

    #[test]
    fn numbers_of_every_level() {
        for (text, normal, level, year) in [
            ("GB 5749-2006", "GB 5749-2006", L::National, Some(2006)),
            ("GB/T19001—2008", "GB/T 19001-2008", L::National, Some(2008)),
            ("gb/t 19001－2000 idt ISO 9001:2000", "GB/T 19001-2000", L::National, Some(2000)),
            ("GB 191-90", "GB 191-1990", L::National, Some(1990)),
            ("ＧＢ／Ｔ　９７０６．１－２００７", "GB/T 9706.1-2007", L::National, Some(2007)),
            ("JB/T 10000.2-2008 某泵 第二部分", "JB/T 10000.2-2008", L::Industry, Some(2008)),
            ("JB/T 1-2008 LED灯 第2部分", "JB/T 1-2008", L::Industry, Some(2008)),
            ("QB 1234-1991", "QB 1234-1991", L::Industry, Some(1991)),
            ("FZ/T 54001", "FZ/T 54001", L::Industry, None),
            ("DB32/T 1234-2008", "DB32/T 1234-2008", L::Provincial, Some(2008)),
            ("DB 32/ T1234-2008", "DB32/T 1234-2008", L::Provincial, Some(2008)),
            ("GBT 12345-2010", "GB/T 12345-2010", L::National, Some(2010)),
            ("GBT12345-2010", "GB/T 12345-2010", L::National, Some(2010)),
            ("GB-T 12345-2010", "GB/T 12345-2010", L::National, Some(2010)),
            ("GB T 12345-2010", "GB/T 12345-2010", L::National, Some(2010)),
            ("JBT 10000.2-2008", "JB/T 10000.2-2008", L::Industry, Some(2008)),
            ("MT 123-2008", "MT 123-2008", L::Industry, Some(2008)),
            ("MTT 123-2008", "MT/T 123-2008", L::Industry, Some(2008)),
            ("DB32T 1234-2008", "DB32/T 1234-2008", L::Provincial, Some(2008)),
            ("DB3202T12-2020", "DB3202/T 12-2020", L::City, Some(2020)),
            ("DB32 1234-2008", "DB32 1234-2008", L::Provincial, Some(2008)),
            ("DB3202/T 12-2020", "DB3202/T 12-2020", L::City, Some(2020)),
            ("DB/T 12-2008", "DB/T 12-2008", L::Industry, Some(2008)),
            ("T/CAS 123-2018", "T/CAS 123-2018", L::Association, Some(2018)),
            ("Q/320282 ABC 001-2008", "Q/320282 ABC 001-2008", L::Enterprise, Some(2008)),
            ("ISO 9001:2015", "ISO 9001:2015", L::International, Some(2015)),
            ("IEC 60601-1：2005", "IEC 60601-1:2005", L::International, Some(2005)),
            ("IEC 60601-1", "IEC 60601-1", L::International, None),
            ("ISO/IEC 27001:2013", "ISO/IEC 27001:2013", L::International, Some(2013)),
        ] {
            let standard = standard_number(text).expect(text);
            assert_eq!((standard.normal.as_str(), standard.level, standard.year), (normal, level, year));
        }
    }

    #[test]
    fn what_is_not_certain_is_none() {
        for text in [
            "",
            "GB",
            "AB 123-2008",
            "DB321234-2008",
            "DB99/T 1-2008",
            "GB/T 1-2008、GB/T 2-2008",
            "GB/T 1-2008 GB/T 2-2008",
            "GB 1-2008/XG1-2010",
            "GB/T 1-208",
            "标准",
            "19001-2008",
            "GB/T 123-00",
            "GBT",
            "CTT 123-2008",
        ] {
            assert_eq!(standard_number(text), None, "{text}");
        }
    }
}
