//! The years that texts beside a list state of its rows: 2013年重庆名牌产品名单, 二〇一三年; not when a rule was issued or a list sent in.

mod bare;

use super::words;
use crate::text::normal::key;

/// A longer line is a sentence, and tells of many things.
const LONGEST: usize = 40;
/// Behind a year: what was made in it is a rule, or a list, no recognition.
const OF_RULES: [&str; 12] =
    ["印发", "修订", "修正", "制定", "出台", "施行", "实施", "版", "以来", "起", "成立", "注册"];
/// What is done with a list of one year in the next.
const SENT_IN: [&str; 14] = [
    "申报", "上报", "报送", "填报", "申请", "兑现", "奖励", "奖补", "发放", "公示", "拨付", "资金", "汇总",
    "经费",
];

/// The years that a text states of the rows below it, seen from the award year.
pub fn stated(text: &str, award_year: i32) -> Vec<i32> {
    let key = key(text);
    if key.chars().count() > LONGEST || key.contains(['。', ';']) {
        return Vec::new();
    }
    let text = bare::in_full(in_digits(&without_titles(&key)));
    let mut years = words::years_within(&text);
    if years.is_empty() || !text.contains('年') {
        return bare::stated(&text, award_year);
    }
    let submitted = SENT_IN.iter().any(|word| text.contains(word));
    years.retain(|year| {
        let behind = text.split_once(&format!("{year}年")).map_or("", |(_, behind)| behind);
        let dated = behind.starts_with(|c: char| c.is_ascii_digit());
        let of_rule = OF_RULES.iter().any(|word| behind.starts_with(word));
        let whole_year = behind.starts_with('度');
        // A list of one year is made up in the next.
        let made_up = *year > award_year && !whole_year && (dated || submitted);
        let bare_day = dated && text.trim_end_matches(|c: char| !"月日".contains(c)).len() == text.len();
        !(of_rule || made_up || bare_day)
    });
    years
}

/// The year that a text of a row states, where it is another one than the award year and no range takes that in.
pub fn another(text: &str, award_year: i32) -> Option<i32> {
    let years = of_cell(text);
    let reached = reach(years.iter().copied(), award_year);
    years.last().copied().filter(|_| !reached)
}

/// True where years, or the range from the first to the last of them, take in the award year.
pub fn reach(years: impl Iterator<Item = i32> + Clone, award_year: i32) -> bool {
    let (first, last) = (years.clone().min(), years.max());
    first.zip(last).is_some_and(|(first, last)| (first..=last).contains(&award_year))
}

/// The years that a cell names: 2013, 2013年第一批, 2012-2014年.
pub fn of_cell(text: &str) -> Vec<i32> {
    match words::year(text) {
        Some(year) => vec![year],
        None => words::years_within(&in_digits(&key(text))),
    }
}

/// True for the heading of a column that says in which year, or with which batch, an award was won.
pub fn is_heading(heading: &str) -> bool {
    const WON: [&str; 24] = [
        "认定", "获奖", "获证", "批准", "授予", "公布", "评定", "命名", "颁发", "颁证", "授权", "获得",
        "获评", "入选", "评选", "表彰", "发布", "公告", "核准", "发证", "荣誉", "名牌", "获批", "创牌",
    ];
    let heading = key(heading);
    let bare = heading.trim_end_matches(')');
    let of = ["年度", "年份", "批次", "年"].iter().find_map(|end| bare.strip_suffix(end));
    of.is_some_and(|of| of.is_empty() && bare == "批次" || WON.iter().any(|word| of.ends_with(word)))
}

/// A text without what stands between 《 and 》.
fn without_titles(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('《') {
        kept.push_str(before);
        rest = after.split_once('》').map_or("", |(_, behind)| behind);
    }
    kept.push_str(rest);
    kept
}

/// 二〇一三年 as 2013年: four digits in a row.
fn in_digits(text: &str) -> String {
    let digit = |c: char| {
        "〇一二三四五六七八九".chars().position(|known| known == c || "○零Ο".contains(c) && known == '〇')
    };
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let four: Vec<usize> =
            chars.get(at..).unwrap_or_default().iter().map_while(|c| digit(*c)).take(4).collect();
        let ends = chars.get(at + 4) == Some(&'年');
        if four.len() == 4 && ends && matches!(four.first(), Some(1 | 2)) {
            four.iter().for_each(|digit| out.push_str(&digit.to_string()));
            at += 4;
        } else {
            out.push(*c);
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_state_the_year_of_their_rows() {
        for (text, years) in [
            ("2013年重庆名牌产品名单", vec![2013]),
            ("二〇一三年重庆名牌产品名单", vec![2013]),
            ("二零一三年度名牌", vec![2013]),
            ("2016年重庆名牌产品名单", vec![2016]),
            ("2016年度名牌奖励申报表", vec![2016]),
            ("2012-2014年名牌产品名单", vec![2012, 2014]),
            ("关于2015年度名牌的奖励名单", vec![2015]),
            ("2016年申报2015年度名牌", vec![2015]),
            ("2014年12月认定的名牌产品", vec![2014]),
        ] {
            assert_eq!(stated(text, 2015), years, "{text}");
        }
    }

    #[test]
    fn other_years_in_titles_say_nothing_of_the_rows() {
        for text in [
            "2016年3月1日",
            "2016年3月",
            "2016年名牌奖励申报表",
            "2016年1月上报名单",
            "依据《关于印发2013年奖励办法的通知》",
            "按2013年印发的办法",
            "重庆名牌产品名单",
            "2013版名单",
            "",
        ] {
            assert_eq!(stated(text, 2015), Vec::<i32>::new(), "{text}");
        }
    }

    #[test]
    fn cells_name_another_year_or_not() {
        assert_eq!(another("2013年第一批", 2015), Some(2013));
        assert_eq!(another("2013", 2015), Some(2013));
        for text in ["2015", "2015年第一批", "2014-2015年", "2013-2016年", "第一批", ""] {
            assert_eq!(another(text, 2015), None, "{text}");
        }
        for heading in ["获奖年份", "认定年度", "批准年份", "批次", "认定批次"] {
            assert!(is_heading(heading), "{heading}");
        }
        for heading in ["出生年份", "成立年份", "申请年度", "有效期(年)", "使用年限", "青年", "生产批次"]
        {
            assert!(!is_heading(heading), "{heading}");
        }
    }
}
