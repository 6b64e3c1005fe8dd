//! Chinese patent and application numbers: year, kind and check digit.

use super::brackets::{Piece, pieces};
use super::code::compact;
use super::normal::{key, opens};

/// The kind of a patent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PatentKind {
    /// 发明.
    Invention,
    /// 实用新型.
    Utility,
    /// 外观设计.
    Design,
}

impl PatentKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Invention, Self::Utility, Self::Design];

    /// The word a user sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Invention => "发明",
            Self::Utility => "实用新型",
            Self::Design => "外观设计",
        }
    }
}

/// A patent number of the right shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patent {
    /// As `ZL201710601862.3`; without the check digit where none was written.
    pub normal: String,
    /// The digits without the check digit: what to compare by, as lists may leave the check digit out.
    pub serial: String,
    /// The kind that the number states.
    pub kind: PatentKind,
    /// Whether the check digit agrees; none where none was written.
    pub check_valid: Option<bool>,
    /// The year of application.
    pub year: i16,
}

const WEIGHTS: [usize; 12] = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/// Reads `ZL201710601862.3`, `97101765.4`, `ZL95115608.X`, with or without ZL, point and check digit; also between 第 and 号,
/// and beside a word for its kind.
pub fn patent_number(text: &str) -> Option<Patent> {
    let mut text = compact(text);
    if text.contains('。') {
        text = text.replace('。', ".");
    }
    if text.contains(opens) {
        text = without_remarks(&text);
    }
    let (serial, check) = parted(without_words(&text))?;
    if !serial.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let (year, kind) = (year(serial)?, kind(serial)?);
    let check_valid = check.map(|check| check == check_digit(serial));
    let normal = check.map_or_else(|| format!("ZL{serial}"), |check| format!("ZL{serial}.{check}"));
    Some(Patent { normal, serial: serial.to_owned(), kind, check_valid, year })
}

/// The text without brackets that hold words alone: （发明）.
fn without_remarks(text: &str) -> String {
    let kept = pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Plain(plain) => Some(plain),
        Piece::Bracket { whole, inner } => inner.contains(|c: char| c.is_ascii_digit()).then_some(whole),
    });
    kept.collect()
}

/// Words that stand before a number.
const WORDS: [&str; 10] =
    ["中国", "国家", "发明", "实用新型", "外观设计", "专利号", "专利", "申请号", "ZL", "CN"];

/// The number without 专利号, ZL, 第 and 号.
fn without_words(text: &str) -> &str {
    let mut rest = text.trim_start_matches(':');
    while let Some(after) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after.trim_start_matches(':');
    }
    match rest.strip_prefix('第') {
        Some(numbered) => {
            let numbered = numbered.strip_suffix('号').unwrap_or(numbered);
            numbered.strip_prefix("ZL").unwrap_or(numbered)
        }
        None => rest.strip_suffix('号').unwrap_or(rest),
    }
}

/// The digits and the check character.
fn parted(text: &str) -> Option<(&str, Option<char>)> {
    let (serial, check) = match text.split_once('.') {
        Some((serial, check)) => (serial, check),
        None if matches!(text.len(), 9 | 13) => text.split_at_checked(text.len() - 1)?,
        None => (text, ""),
    };
    let mut check = check.chars();
    let first = check.next();
    let fits = first.is_none_or(|c| c.is_ascii_digit() || c == 'X') && check.next().is_none();
    (fits && matches!(serial.len(), 8 | 12) && !text.ends_with('.')).then_some((serial, first))
}

/// Two digits until 2003, four since.
fn year(serial: &str) -> Option<i16> {
    if serial.len() == 8 {
        let short: i16 = serial.get(..2)?.parse().ok()?;
        return match short {
            85..=99 => Some(1900 + short),
            0..=3 => Some(2000 + short),
            _ => None,
        };
    }
    serial.get(..4)?.parse().ok().filter(|year| (2003..=2100).contains(year))
}

fn kind(serial: &str) -> Option<PatentKind> {
    match serial.chars().nth(if serial.len() == 8 { 2 } else { 4 })? {
        '1' | '8' => Some(PatentKind::Invention),
        '2' | '9' => Some(PatentKind::Utility),
        '3' => Some(PatentKind::Design),
        _ => None,
    }
}

fn check_digit(serial: &str) -> char {
    let digits = serial.chars().filter_map(|c| c.to_digit(10)).map(|digit| digit as usize);
    let sum: usize = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    "0123456789X".chars().nth(sum % 11).unwrap_or('?')
}

/// Words beside the kind of a patent in the name of a category, whatever a policy calls it: 国内发明专利授权.
const BESIDE_KIND: [&str; 24] = [
    "专利",
    "国内",
    "国家",
    "中国",
    "职务",
    "非职务",
    "授权",
    "获得",
    "取得",
    "获",
    "申请",
    "新增",
    "有效",
    "的",
    "类",
    "奖励",
    "资助",
    "补助",
    "首件",
    "维持",
    "个人",
    "单位",
    "企业",
    "证书",
];

/// The kinds of patents that something is of by its names; none where these name something else, or say no kind.
pub fn kinds_named<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    for name in names {
        let mut rest = key(name);
        let mut said: Vec<&'static str> = Vec::new();
        for kind in PatentKind::ALL.map(PatentKind::label) {
            if rest.contains(kind) {
                rest = rest.replace(kind, "");
                said.push(kind);
            }
        }
        BESIDE_KIND.iter().for_each(|word| rest = rest.replace(word, ""));
        let rest = rest.trim_matches(|c: char| "()、,和与及或件项年度".contains(c) || c.is_ascii_digit());
        match (rest.is_empty(), said.is_empty()) {
            // 授权专利 may be of any kind.
            (true, true) => return Vec::new(),
            (true, false) => kinds.extend(said),
            (false, _) => {}
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers_pass() {
        for (text, normal, year) in [
            ("201710601862.3", "ZL201710601862.3", 2017),
            ("97101765.4", "ZL97101765.4", 1997),
            ("ZL95115608.X", "ZL95115608.X", 1995),
            ("201080063196.9", "ZL201080063196.9", 2010),
            ("zl 2017 1 0601862。3", "ZL201710601862.3", 2017),
            ("专利号：ZL2017106018623", "ZL201710601862.3", 2017),
            ("95115608x", "ZL95115608.X", 1995),
            ("第201710601862.3号", "ZL201710601862.3", 2017),
            ("专利号：第 ZL201710601862.3 号", "ZL201710601862.3", 2017),
            ("ZL201710601862.3（发明）", "ZL201710601862.3", 2017),
            ("【发明专利】ZL201710601862.3", "ZL201710601862.3", 2017),
            ("发明专利ZL201710601862.3", "ZL201710601862.3", 2017),
        ] {
            let patent = patent_number(text).expect(text);
            assert_eq!((patent.normal.as_str(), patent.year), (normal, year), "{text}");
            assert_eq!((patent.kind, patent.check_valid), (PatentKind::Invention, Some(true)), "{text}");
        }
    }

    #[test]
    fn the_kind_follows_from_the_number() {
        let kind = |text| patent_number(text).map(|patent| patent.kind);
        assert_eq!(kind("ZL200820123456.7"), Some(PatentKind::Utility));
        assert_eq!(kind("ZL200830123456.7"), Some(PatentKind::Design));
        assert_eq!(kind("ZL200890123456.7"), Some(PatentKind::Utility));
        assert_eq!(kind("ZL200850123456.7"), None);
    }

    #[test]
    fn a_missing_or_wrong_check_digit_is_told() {
        let old = patent_number("ZL86100001").expect("a number of 1986");
        assert_eq!((old.check_valid, old.year, old.serial.as_str()), (None, 1986, "86100001"));
        assert_eq!(patent_number("201710601862.4").and_then(|patent| patent.check_valid), Some(false));
        for no in [
            "",
            "CN101234567B",
            "2017106018",
            "201710601862.34",
            "201710601862.",
            "ZL04112345.6",
            "ZL201710601862.3（2）",
        ] {
            assert_eq!(patent_number(no), None, "{no}");
        }
    }

    #[test]
    fn the_kind_of_a_category_follows_from_its_names() {
        let kinds = |name: &'static str, aliases: &[&'static str]| {
            kinds_named(std::iter::once(name).chain(aliases.iter().copied()))
        };
        for name in ["发明", "发明专利", "国内发明专利授权", "授权发明专利", "发明专利（授权）"]
        {
            assert_eq!(kinds(name, &[]), ["发明"], "{name}");
        }
        assert_eq!(kinds("实用新型、外观设计专利", &[]), ["实用新型", "外观设计"]);
        assert_eq!(kinds("发明类", &["发明专利"]), ["发明", "发明"]);
        assert!(kinds("授权专利", &["发明专利"]).is_empty());
        // Other things than Chinese patents, and names that say no kind.
        for name in
            ["省发明奖", "发明创造奖", "国外发明专利", "授权专利", "优秀工业外观设计产品", "市级新产品"]
        {
            assert!(kinds(name, &[]).is_empty(), "{name}");
        }
    }
}
