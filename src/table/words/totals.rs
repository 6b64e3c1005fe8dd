//! The words of rows of totals: how far back they reach, whose rows they total, and what they count.

use crate::text::name;
use crate::text::normal::key;

/// How far back a total reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TotalReach {
    /// 小计: since the last 小计, section or total.
    Group,
    /// 合计, 总计: the whole table.
    Table,
}

const TOTALS: [(&str, TotalReach); 15] = [
    ("本页小计", TotalReach::Group),
    ("小计", TotalReach::Group),
    // Sums of the pages so far: the total of the table is still to come.
    ("承前页", TotalReach::Group),
    ("承上页", TotalReach::Group),
    ("过次页", TotalReach::Group),
    ("转次页", TotalReach::Group),
    ("总合计", TotalReach::Table),
    ("总计", TotalReach::Table),
    ("合计", TotalReach::Table),
    ("共计", TotalReach::Table),
    ("累计", TotalReach::Table),
    ("汇总", TotalReach::Table),
    ("总数", TotalReach::Table),
    // What Excel writes where it counts instead of adding up.
    ("总计数", TotalReach::Table),
    ("计数", TotalReach::Group),
];

/// Totals in English, as some programs write them.
const ENGLISH: [(&str, TotalReach); 4] = [
    ("SUBTOTAL", TotalReach::Group),
    ("TOTAL", TotalReach::Table),
    ("GRANDTOTAL", TotalReach::Table),
    ("SUM", TotalReach::Table),
];

/// A character of each of these words, in its traditional form, too.
const SIGNS: [char; 9] = ['计', '計', '总', '總', '汇', '匯', '彙', '共', '页'];

/// The key of a label, in simplified characters.
fn label(text: &str) -> String {
    let simple = |c| match c {
        '計' => '计',
        '總' => '总',
        '匯' | '彙' => '汇',
        '數' => '数',
        other => other,
    };
    key(text).chars().map(simple).collect()
}

/// What may stand behind the word of a total.
fn is_tail(after: &str) -> bool {
    after.is_empty()
        || after.starts_with([':', '(', '/', '='])
        || after.starts_with(|c: char| c.is_ascii_digit())
}

/// The reach of a label such as 合 计, 镇级小计, 合计（12项）; none where the text is no total's label.
pub fn total(text: &str) -> Option<TotalReach> {
    if let Some(reach) = english(text) {
        return Some(reach);
    }
    // Most cells are none: no key is made for them.
    if !text.contains(SIGNS) && !text.contains("以上") {
        return None;
    }
    let key = label(text);
    if key.chars().count() > 24 {
        return None;
    }
    // 共3家 and 以上3家 have no word of their own, nor has 共 beside a count.
    let above = key.strip_prefix("以上");
    let bare = above.unwrap_or(&key).trim_start_matches(['总', '一', '合']);
    if bare.trim_end_matches(':') == "共" {
        return Some(TotalReach::Table);
    }
    let after = bare.strip_prefix("共").or(above).unwrap_or_default();
    if after.starts_with(|c: char| c.is_ascii_digit()) && !counts(after).is_empty() {
        return Some(TotalReach::Table);
    }
    TOTALS.iter().find_map(|(word, reach)| {
        let (before, after) = key.split_once(word)?;
        let organisation = ["公司", "厂", "会", "局", "院"].iter().any(|word| before.contains(word));
        (is_tail(after) && before.chars().count() <= 12 && !organisation).then_some(*reach)
    })
}

fn english(text: &str) -> Option<TotalReach> {
    let text = text.trim().trim_end_matches([':', '：']);
    if !text.is_ascii() || text.len() > 12 {
        return None;
    }
    let label = key(text);
    ENGLISH.iter().find(|(word, _)| *word == label).map(|(_, reach)| *reach)
}

/// True for 小计, 合计： and the like with nothing else: no product and no certificate is called so.
pub fn is_bare_total(text: &str) -> bool {
    let word = || {
        let label = label(text);
        let word = label.trim_matches([':', '(', ')']).to_owned();
        TOTALS.iter().any(|(total, _)| *total == word)
    };
    english(text).is_some() || text.contains(SIGNS) && word()
}

/// True for 甲公司 汇总, 甲厂小计, 甲公司合计：3件: the total of one holder's rows, as Excel names it. No organisation is called so.
pub fn is_holder_total(text: &str) -> bool {
    if !text.contains(SIGNS) {
        return false;
    }
    let label = label(text);
    TOTALS.iter().any(|(word, _)| {
        label.rsplit_once(word).is_some_and(|(before, after)| {
            is_tail(after) && (name::ends_as_organisation(before) || ["公司", "厂"].contains(&before))
        })
    })
}

/// True for 其中, 其中：高压电线: part of what the row above says.
pub fn is_breakdown(text: &str) -> bool {
    text.trim_start_matches(['(', '（', ' ', '\u{3000}']).starts_with("其中")
}

/// True for 2家, 共两户, 3个企业: a count where a holder should stand names nobody.
pub fn is_bare_count(text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || "两一二三四五六七八九十百".contains(c);
    let key = key(text);
    let bare = key.trim_start_matches(['共', '计']).trim_matches(['(', ')']);
    let tail = bare.trim_start_matches(digit);
    let Some(noun) = tail.strip_prefix(['家', '户', '个', '只', '件', '项']) else { return false };
    tail.len() < bare.len() && ["", "企业", "单位", "公司", "产品", "厂"].contains(&noun)
}

/// True for what marks a row as part of the one above where its number should stand: 其中, 含：, 内.
pub fn marks_part(text: &str) -> bool {
    let key = key(text);
    let word = key.trim_matches(|c: char| !c.is_alphanumeric());
    ["其中", "含", "内", "内含", "明细", "分别为", "分别"].contains(&word)
}

/// True for a number below another: 1.1, 1-1 below 1; (1), ①, a below any plain number.
pub fn is_below(number: &str, above: &str) -> bool {
    let is_circled =
        |text: &str| text.trim().starts_with(|c: char| ('①'..='⑳').contains(&c) || ('⑴'..='⒇').contains(&c));
    if is_circled(above) {
        return false;
    }
    let circled = is_circled(number);
    let (number, above) = (key(number), key(above));
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if !plain(&above) || plain(&number) && !circled {
        return false;
    }
    let parted = number.strip_prefix(above.as_str()).is_some_and(|rest| {
        rest.starts_with(['.', '-', ',', '_']) && rest.chars().skip(1).any(|c| c.is_ascii_digit())
    });
    let bracketed = number.starts_with('(') && plain(number.trim_matches(['(', ')']));
    let closed = number.strip_suffix(')').is_some_and(plain);
    let bare = number.trim_matches(['(', ')', '.', ',']);
    let letter = bare.len() == 1 && bare.chars().all(|c| c.is_ascii_alphabetic());
    parted || bracketed || closed || circled || letter
}

/// What a total counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// 12项, 12件, 12只: items.
    Items,
    /// 3家, 3户: enterprises, each once.
    Holders,
}

/// The counts in a label or cell of a total: 合计：12项, 3家5项, （共 12 只）.
pub fn counts(text: &str) -> Vec<(i64, Counted)> {
    let key = key(text);
    let mut counts = Vec::new();
    let mut rest = key.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = rest.get(start..).unwrap_or_default();
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (digits, after) = tail.split_at_checked(end).unwrap_or((tail, ""));
        let what = match after.chars().next() {
            Some('项' | '件' | '个' | '只' | '条' | '种' | '枚') => Some(Counted::Items),
            Some('家' | '户') => Some(Counted::Holders),
            _ => None,
        };
        // The digits behind a point are no count.
        let whole = !rest.get(..start).is_some_and(|before| before.ends_with('.'));
        counts.extend(what.filter(|_| whole).zip(digits.parse().ok()).map(|(what, count)| (count, what)));
        rest = after;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_what_only_looks_like_one() {
        for (text, reach) in [
            ("合 计", Some(TotalReach::Table)),
            ("小计：", Some(TotalReach::Group)),
            ("东镇小计", Some(TotalReach::Group)),
            ("合计（12项）", Some(TotalReach::Table)),
            ("总　计", Some(TotalReach::Table)),
            ("合计科技有限公司", None),
            ("某公司合计", None),
            ("共3家", Some(TotalReach::Table)),
            ("以上总共 3 家", Some(TotalReach::Table)),
            ("共青团3家", None),
            ("计算机", None),
            ("小計", Some(TotalReach::Group)),
            ("總　計", Some(TotalReach::Table)),
            ("Total", Some(TotalReach::Table)),
            ("Grand Total", Some(TotalReach::Table)),
            ("Total Energy", None),
            ("国家名牌 计数", Some(TotalReach::Group)),
            ("总计数", Some(TotalReach::Table)),
            ("共", Some(TotalReach::Table)),
            ("以上2家", Some(TotalReach::Table)),
            ("以上海为基地", None),
            ("上海公司", None),
        ] {
            assert_eq!(total(text), reach, "{text}");
        }
        let items = |count| (count, Counted::Items);
        assert_eq!(counts("合计：12项"), [items(12)]);
        assert_eq!(counts("合计（3家，5件）"), [(3, Counted::Holders), items(5)]);
        for none in ["合计", "合计：50万元", "2008年合计", "1.5件"] {
            assert_eq!(counts(none), [], "{none}");
        }
    }

    #[test]
    fn counts_and_parts_are_no_holders() {
        for text in ["2家", "两户", "3个", "共2家", "（2家）", "２家", "3家企业", "十二家"] {
            assert!(is_bare_count(text), "{text}");
        }
        for text in ["三个和尚食品厂", "2家公司甲", "家家乐", "东镇2家", "100", "一家亲食品厂", "三只松鼠"]
        {
            assert!(!is_bare_count(text), "{text}");
        }
        for text in ["其中", "其中：", "含", "（内）", "明细"] {
            assert!(marks_part(text), "{text}");
        }
        for (number, above) in
            [("1.1", "1"), ("1-1", "1"), ("（1）", "1"), ("①", "3"), ("a", "2"), ("1)", "1")]
        {
            assert!(is_below(number, above), "{number} below {above}");
        }
        for (number, above) in [
            ("2", "1"),
            ("11", "1"),
            ("2.1", "1"),
            ("(2)", "(1)"),
            ("②", "①"),
            ("一", "1"),
            ("", "1"),
            ("1", ""),
        ] {
            assert!(!is_below(number, above), "{number} below {above}");
        }
    }

    #[test]
    fn totals_of_one_holder() {
        for text in ["甲电缆有限公司 汇总", "甲公司小计", "甲厂 计数", "甲公司合计：1只", "公司小计"]
        {
            assert!(is_holder_total(text), "{text}");
        }
        for text in ["甲公司", "合计科技有限公司", "小计", "甲审计事务所", "东镇小计"]
        {
            assert!(!is_holder_total(text), "{text}");
        }
        for text in ["小计", "合 计：", "（小计）", "小計", "TOTAL"] {
            assert!(is_bare_total(text), "{text}");
        }
        for text in ["东镇小计", "合计3项", "会计", "总"] {
            assert!(!is_bare_total(text), "{text}");
        }
        assert!(is_breakdown("其中：高压电线") && is_breakdown("其中") && !is_breakdown("红日其中"));
    }
}
