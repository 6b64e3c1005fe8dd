//! Years that titles and names write without 年: 高企名单2023, 2023高企, 高企-2022; not the numbers of documents, standards and
//! telephones, days, and what is counted.

use super::{OF_RULES, SENT_IN};
use crate::table::words;

/// Behind a number: what it counts. 名单 and 项目 count nothing.
const COUNTED: [&str; 22] = [
    "家", "户", "个", "件", "项", "只", "枚", "种", "名", "人", "元", "万", "亿", "亩", "号", "字", "条",
    "套", "吨", "平方", "%", "分",
];
const NOT_COUNTED: [&str; 14] = [
    "名单", "名录", "名册", "名牌", "名优", "项目", "个体", "个人", "种植", "种子", "人才", "家庭", "家电",
    "分配",
];
/// What makes the numbers of a text those of something else.
const OF_NUMBERS: [&str; 10] =
    ["电话", "手机", "传真", "邮编", "账号", "编号", "编码", "标准号", "文号", "GB/T"];

/// The years that a key states of the rows below it, seen from the award year.
pub(super) fn stated(key: &str, award_year: i32) -> Vec<i32> {
    if OF_NUMBERS.iter().any(|word| key.contains(word)) {
        return Vec::new();
    }
    // A list of one year is sent in in the next.
    let submitted = SENT_IN.iter().any(|word| key.contains(word));
    let mut years = Vec::new();
    let mut at = 0;
    while let Some((from, to)) = figures(key, at) {
        let (before, behind) = (key.get(..from).unwrap_or_default(), key.get(to..).unwrap_or_default());
        at = to;
        let Some(year) = key.get(from..to).and_then(words::year) else { continue };
        let of_range = years.last().is_some_and(|_| before.ends_with(ends_with_year_and_sign));
        let stands = follows(before) || of_range;
        let sent = year > award_year && submitted;
        if stands && is_free(behind) && !sent {
            years.push(year);
        }
    }
    years
}

/// 22年 and 23年度 at the beginning of a text in four digits.
pub(super) fn in_full(key: String) -> String {
    let digits: String = key.chars().take_while(char::is_ascii_digit).collect();
    let of_year = key.get(digits.len()..).and_then(|rest| rest.strip_prefix('年'));
    let runs = ["以", "来", "期", "限", "老", "历", "的", "工", "龄", "内", "后", "前"];
    match of_year {
        Some(rest) if digits.len() == 2 && !runs.iter().any(|word| rest.starts_with(word)) => {
            format!("20{key}")
        }
        _ => key,
    }
}

/// Where the next figures stand.
fn figures(key: &str, from: usize) -> Option<(usize, usize)> {
    let rest = key.get(from..)?;
    let begin = from + rest.find(|c: char| c.is_ascii_digit())?;
    let tail = key.get(begin..)?;
    let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
    Some((begin, begin + end))
}

/// True for what a year may stand behind: no letter, no 第 and no sign that goes on with a number.
fn follows(before: &str) -> bool {
    let labelled = || ["年度:", "年份:", "年:"].iter().any(|label| before.ends_with(label));
    let mut signs = before.chars().rev();
    match signs.next() {
        None => true,
        Some(':') => labelled(),
        Some('-' | '_') => !signs.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        Some(c) => !(c.is_ascii_alphabetic() || "第共约近./#+*=¥".contains(c)),
    }
}

/// True for a sign that joins two years, right behind the first of them.
fn ends_with_year_and_sign(c: char) -> bool {
    "-~/至到和及,".contains(c)
}

/// True for what may stand behind a year: no day, no number of a document, and nothing that is counted.
fn is_free(behind: &str) -> bool {
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let next_year = |text: &str| {
        text.get(..4).is_some_and(|year| words::year(year).is_some()) && !text.get(4..).is_some_and(digit)
    };
    let goes_on =
        |signs: &[char]| behind.strip_prefix(signs).is_some_and(|rest| digit(rest) && !next_year(rest));
    let day = goes_on(&['.', '-', '/'])
        || behind.strip_prefix('_').is_some_and(|rest| digit(rest) && rest.contains('_'));
    let document = || {
        let rest = behind.trim_start_matches([')', '第', '-', ' ']);
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() > number.len() && number.starts_with('号')
    };
    let counted = || {
        COUNTED.iter().any(|word| behind.starts_with(word))
            && !NOT_COUNTED.iter().any(|word| behind.starts_with(word))
    };
    let of_rule = || OF_RULES.iter().any(|word| behind.starts_with(word));
    !(day || document() || counted() || of_rule() || behind.starts_with(|c: char| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::super::stated;

    #[test]
    fn years_without_their_word() {
        for (text, years) in [
            ("高新技术企业名单2013", vec![2013]),
            ("2013高企名单", vec![2013]),
            ("高企-2013", vec![2013]),
            ("高企名单_2013", vec![2013]),
            ("高企名单（2013）", vec![2013]),
            ("高企名单 2013 定稿", vec![2013]),
            ("2012-2013高企", vec![2012, 2013]),
            ("2013-2014", vec![2013, 2014]),
            ("2013", vec![2013]),
            ("2013名牌", vec![2013]),
            ("年度：2013", vec![2013]),
            ("13年高企名单", vec![2013]),
            ("13年度高企", vec![2013]),
            ("高企2015", vec![2015]),
        ] {
            assert_eq!(stated(text, 2015), years, "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_years() {
        for text in [
            "高企名单（苏科高〔2013〕12号）",
            "苏科高[2013]第12号",
            "高企名单2013.12.5",
            "高企名单2013-12-05",
            "高企名单20131205",
            "高企名单2013_12_05",
            "联系电话：0515-2013",
            "ISO9001:2008",
            "GB/T19001-2008",
            "共2013家",
            "奖励2000元",
            "2000万元以上企业",
            "1999名职工",
            "2013版名单",
            "2016高企奖励申报",
            "V2013",
            "第2013号",
            "10年以上企业",
            "15年老企业",
            "0.2013",
        ] {
            assert_eq!(stated(text, 2015), Vec::<i32>::new(), "{text}");
        }
    }
}
