//! Units of measured things as lists and policies write them: 亩, 公顷, 万千瓦时, 美元; and the sign of percentages.

use super::normal::key;

/// What a unit measures: figures in two units of one kind differ by a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 亩, 公顷, 平方米.
    Area,
    /// 米, 公里.
    Length,
    /// 吨, 公斤.
    Mass,
    /// 千瓦时, 兆瓦时.
    Energy,
    /// 千瓦, 兆瓦.
    Power,
    /// 立方米, 升.
    Volume,
    /// 天, 月, 年, 小时.
    Time,
    /// 元, 美元.
    Money,
    /// 人, 家, 台: different words for one by one.
    Count,
    /// One that only a policy declares.
    Declared,
}

/// A unit, with spellings that mean the same made equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As it is written.
    pub said: String,
    scale: String,
    name: String,
    /// What it measures.
    pub kind: Kind,
}

impl Unit {
    /// The unit that a text is, without anything beside it: 亩, 万千瓦时.
    pub fn of(word: &str) -> Option<Self> {
        let word = key(word);
        let known = |name: &str| UNITS.iter().find(|(_, words)| words.contains(&name));
        scales(&word).find_map(|(scale, name)| {
            let (kind, words) = known(name)?;
            let name = (*words.first()?).to_owned();
            Some(Self { said: word.clone(), scale: scale.to_owned(), name, kind: *kind })
        })
    }

    /// A unit that a policy declares, known or not.
    pub fn declared(word: &str) -> Self {
        let name = key(word);
        let own =
            || Self { said: name.clone(), scale: String::new(), name: name.clone(), kind: Kind::Declared };
        Self::of(word).unwrap_or_else(own)
    }

    /// What a word is beside this unit: this one, this one times a power of ten, or another that is known.
    pub fn beside(&self, word: &str) -> Option<Self> {
        let word = key(word);
        let own = scales(&word).find(|(_, name)| *name == self.name).map(|(scale, _)| Self {
            said: word.clone(),
            scale: scale.to_owned(),
            ..self.clone()
        });
        own.or_else(|| Self::of(&word))
    }

    /// True where figures in the two units are the same: counted things have many words for one.
    pub fn agrees(&self, other: &Self) -> bool {
        let counts = self.kind == Kind::Count && other.kind == Kind::Count;
        self.scale == other.scale && (counts || self.name == other.name)
    }

    /// True for 万 and the like before the unit itself.
    pub fn is_scaled(&self) -> bool {
        !self.scale.is_empty()
    }
}

/// The words of each unit; the first stands for them.
const UNITS: &[(Kind, &[&str])] = &[
    (Kind::Area, &["亩"]),
    (Kind::Area, &["公顷", "HA"]),
    (Kind::Area, &["平方米", "平米", "M2", "㎡", "平方"]),
    (Kind::Area, &["平方公里", "平方千米", "KM2"]),
    (Kind::Length, &["米", "M"]),
    (Kind::Length, &["公里", "千米", "KM"]),
    (Kind::Mass, &["吨", "T"]),
    (Kind::Mass, &["公斤", "千克", "KG"]),
    (Kind::Mass, &["斤"]),
    (Kind::Mass, &["克", "G"]),
    (Kind::Mass, &["吨标准煤", "吨标煤", "TCE"]),
    (Kind::Energy, &["千瓦时", "度", "KWH", "KW·H", "千瓦小时"]),
    (Kind::Energy, &["兆瓦时", "MWH"]),
    (Kind::Energy, &["吉瓦时", "GWH"]),
    (Kind::Power, &["瓦", "W"]),
    (Kind::Power, &["千瓦", "KW"]),
    (Kind::Power, &["兆瓦", "MW"]),
    (Kind::Power, &["吉瓦", "GW"]),
    (Kind::Volume, &["立方米", "立方", "M3"]),
    (Kind::Volume, &["升", "L"]),
    (Kind::Time, &["天", "日"]),
    (Kind::Time, &["月", "个月"]),
    (Kind::Time, &["年"]),
    (Kind::Time, &["小时", "H"]),
    (Kind::Money, &["元", "人民币", "人民币元", "元人民币", "圆"]),
    (Kind::Money, &["美元", "美金", "USD"]),
    (Kind::Money, &["欧元", "EUR"]),
    (Kind::Money, &["港元", "港币", "HKD"]),
    (Kind::Money, &["日元", "JPY"]),
    (
        Kind::Count,
        &[
            "个", "人", "名", "家", "户", "件", "项", "只", "台", "套", "辆", "次", "场", "批", "篇", "条",
            "头", "株", "间", "位", "座",
        ],
    ),
];

/// What multiplies a unit.
const SCALES: [&str; 10] = ["", "十", "百", "千", "万", "十万", "百万", "千万", "亿", "百亿"];

/// A text parted into what may multiply a unit and the rest: nothing first, since 千瓦 is no thousand.
fn scales(word: &str) -> impl Iterator<Item = (&'static str, &str)> {
    SCALES.iter().filter_map(move |scale| Some((*scale, word.strip_prefix(scale)?)))
}

/// How many decimals the sign of a rate stands for that a heading has in its brackets or at its end: 增长率(%), 同比增幅%.
pub fn percent_of_heading(heading: &str) -> Option<u32> {
    let heading = key(heading);
    let at_end = heading.chars().next_back().map(String::from);
    brackets(&heading).chain(at_end.as_deref()).find_map(|word| match word {
        "%" | "百分比" | "百分数" | "百分点" => Some(2),
        "‰" | "千分比" => Some(3),
        _ => None,
    })
}

/// The parts of the brackets of a heading that may be units, the last bracket first: 亩 of 面积（单位：亩）.
pub fn words_of_heading(heading: &str) -> Vec<String> {
    brackets(&key(heading)).map(str::to_owned).collect()
}

fn brackets(heading: &str) -> impl Iterator<Item = &str> {
    let groups = heading.split('(').skip(1).filter_map(|tail| Some(tail.split_once(')')?.0));
    let groups: Vec<&str> = groups.collect();
    groups.into_iter().rev().flat_map(|group| group.split([',', ';', '、'])).map(|part| {
        let part = part.strip_prefix("单位").unwrap_or(part);
        part.trim_start_matches(':')
    })
}

/// What may be units where a line beside a table states them: 单位：公顷, 名单（单位：万千瓦时）, （亩）.
pub fn words_of_line(text: &str) -> Vec<String> {
    let line = key(text);
    let alone =
        line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|word| !word.contains(':'));
    let stated = line.match_indices("单位").filter_map(|(at, word)| {
        let rest = line.get(at + word.len()..)?;
        let rest = rest.strip_prefix(':').or_else(|| rest.strip_prefix('('))?;
        Some(rest.split(')').next().unwrap_or(rest))
    });
    let parts = stated.flat_map(|rest| rest.split([',', ';', '、', '/', '.']));
    parts.chain(alone).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The units of measured things that a passage names behind a figure or 每: 50亩以上, 每千瓦时0.1元. Money is the award there,
/// and 3年 a term.
pub fn in_passage(passage: &str) -> Vec<Unit> {
    let text: Vec<char> = key(passage).chars().collect();
    let mut found: Vec<Unit> = Vec::new();
    let mut end = 0;
    for at in 1..text.len() {
        // 千瓦时 has no 瓦 behind its 千.
        if at < end {
            continue;
        }
        let per = text.get(at - 1) == Some(&'每');
        let counted = text
            .get(at - 1)
            .is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十百千万亿".contains(*c));
        if !per && !counted {
            continue;
        }
        let longest = (1..=LONGEST).rev().filter_map(|length| text.get(at..at + length));
        let unit = longest.map(String::from_iter).find_map(|word: String| Unit::of(&word));
        if let Some(unit) = unit.as_ref().filter(|unit| per || !unit.is_scaled()) {
            end = at + unit.said.chars().count();
        }
        // The 万 behind a figure is the figure's.
        let unit =
            unit.filter(|unit| !matches!(unit.kind, Kind::Money | Kind::Time) && (per || !unit.is_scaled()));
        found.extend(unit.filter(|unit| !found.contains(unit)));
    }
    found
}

/// The most characters that a unit has.
const LONGEST: usize = 6;

/// A figure and what stands behind it: 100 and 亩.
pub fn parted(text: &str) -> Option<(String, String)> {
    let text = key(text);
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let end = text.find(|c: char| !figure(c))?;
    let (figures, word) = text.split_at_checked(end)?;
    (!figures.is_empty()).then(|| (figures.to_owned(), word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(word: &str) -> Unit {
        Unit::of(word).unwrap_or_else(|| panic!("{word} is a unit"))
    }

    #[test]
    fn spellings_of_one_unit_agree_and_others_do_not() {
        for (a, b) in [
            ("平方米", "㎡"),
            ("千瓦时", "kWh"),
            ("度", "千瓦时"),
            ("人", "名"),
            ("公斤", "千克"),
            ("万平方米", "万平米"),
        ] {
            assert!(unit(a).agrees(&unit(b)), "{a} {b}");
        }
        for (a, b) in [
            ("亩", "公顷"),
            ("千瓦时", "万千瓦时"),
            ("千瓦时", "MWh"),
            ("千瓦时", "千瓦"),
            ("人", "万人"),
            ("美元", "万美元"),
        ] {
            assert!(!unit(a).agrees(&unit(b)), "{a} {b}");
        }
        for word in ["含税", "满分100", "同比", "万", "标箱", ""] {
            assert_eq!(Unit::of(word), None, "{word}");
        }
        let own = Unit::declared("标箱");
        assert!(own.beside("标箱").is_some_and(|unit| unit.agrees(&own)));
        assert!(own.beside("万标箱").is_some_and(|unit| !unit.agrees(&own)));
        assert_eq!(own.beside("含空箱"), None);
    }

    #[test]
    fn units_of_headings_lines_and_passages() {
        assert_eq!(words_of_heading("面积（单位：亩）"), ["亩"]);
        assert_eq!(words_of_heading("发电量(2021年)(含税,千瓦时)"), ["含税", "千瓦时", "2021年"]);
        for (heading, decimals) in [
            ("增长率（%）", Some(2)),
            ("同比增幅％", Some(2)),
            ("增长率(%) 2021年", Some(2)),
            ("比重(‰)", Some(3)),
            ("增长率", None),
        ] {
            assert_eq!(percent_of_heading(heading), decimals, "{heading}");
        }
        let said = |units: Vec<Unit>| units.into_iter().map(|unit| unit.said).collect::<Vec<_>>();
        assert_eq!(words_of_line("单位：万千瓦时"), ["万千瓦时"]);
        assert_eq!(words_of_line("种粮大户名单（单位：公顷、人）"), ["公顷", "人"]);
        assert_eq!(words_of_line("（亩）"), ["亩"]);
        for line in ["亩均论英雄名单", "单位名称"] {
            assert!(words_of_line(line).is_empty(), "{line}");
        }
        assert_eq!(said(in_passage("50亩以上的，每亩补助100元，每万千瓦时1元")), ["亩", "万千瓦时"]);
        assert_eq!(said(in_passage("用电1亿千瓦时以上")), ["千瓦时"]);
        assert_eq!(parted("2,654千瓦时"), Some(("2,654".into(), "千瓦时".into())));
        assert_eq!((parted("100"), parted("约100亩")), (None, None));
    }
}
