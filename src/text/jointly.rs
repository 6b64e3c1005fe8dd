//! Other ways to write several holders in one cell: 甲公司与乙公司共同, 甲公司1、乙厂2, 甲公司（联合乙公司）.

use super::brackets::{Piece, pieces};
use super::holders::{ends_as_organisation, is_branch};

/// Words behind the last of several holders.
const TOGETHER: [&str; 14] = [
    "共同申报",
    "共同完成",
    "共同所有",
    "共同拥有",
    "共同研发",
    "共同研制",
    "共同起草",
    "共同持有",
    "联合申报",
    "联合研制",
    "联合完成",
    "共同",
    "联合",
    "共有",
];

/// Words in a bracket before another holder.
const WITH: [&str; 7] = ["联合", "会同", "携手", "与", "和", "及", "同"];

/// Words that make a firm in a bracket another name of the one before it, or what it belongs to.
const RELATED: [&str; 18] = [
    "原",
    "曾",
    "现",
    "由",
    "前身",
    "更名",
    "改名",
    "变更",
    "改制",
    "简称",
    "母公司",
    "子公司",
    "控股",
    "全资",
    "下属",
    "隶属",
    "吸收",
    "合并",
];

/// The text without a word behind its last holder that says that there are several; none where it has no such word.
pub(super) fn without_word(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let rest = TOGETHER.iter().find_map(|word| text.strip_suffix(word))?.trim_end();
    ends_as_organisation(rest).then_some(rest)
}

/// Names that are numbered behind, 甲公司1、乙厂2, with their numbers as ranks beside them; none where one has no number of its own.
pub(super) fn ranked(names: &[String]) -> Option<Vec<String>> {
    let mut numbers = Vec::with_capacity(names.len());
    let mut ranked = Vec::with_capacity(names.len());
    for name in names {
        let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let number: usize = name.get(bare.len()..)?.parse().ok()?;
        if !ends_as_organisation(bare) {
            return None;
        }
        numbers.push(number);
        ranked.push(format!("{}（第{number}）", bare.trim_end()));
    }
    numbers.sort_unstable();
    (numbers.len() > 1 && numbers.iter().copied().eq(1..=numbers.len())).then_some(ranked)
}

/// 甲有限公司（联合乙有限公司）, 甲有限公司（乙水泵厂）: a company, and another one in the bracket behind it of which nothing says that
/// it is a name of the same.
pub fn second_in_bracket(text: &str) -> Option<(String, String)> {
    // Almost every name has no company in a bracket.
    if !text.contains("公司)") && !text.contains("公司）") && !text.contains("厂)") && !text.contains("厂）")
    {
        let joined = TOGETHER.iter().any(|word| text.contains(word));
        if !joined {
            return None;
        }
    }
    let mut before = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Plain(plain) => before.push_str(plain),
            Piece::Bracket { inner, whole } => match second(before.trim(), inner.trim()) {
                Some(other) => return Some((before.trim().to_owned(), other.to_owned())),
                None => before.push_str(whole),
            },
        }
    }
    None
}

fn second<'a>(before: &str, inner: &'a str) -> Option<&'a str> {
    let bare = TOGETHER.iter().find_map(|word| inner.strip_suffix(word)).unwrap_or(inner);
    let bare = WITH.iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare).trim();
    let related = RELATED.iter().any(|word| inner.contains(word));
    (is_company(before) && is_company(bare) && !is_branch(bare) && !related).then_some(bare)
}

fn is_company(name: &str) -> bool {
    /// The shortest name that is one.
    const SHORTEST: usize = 4;
    let ends = name.ends_with("有限公司") || name.ends_with("有限责任公司") || name.ends_with("股份公司");
    (ends || name.ends_with('厂')) && name.chars().count() >= SHORTEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::name::split_holders;

    #[test]
    fn holders_together_are_parted() {
        for (text, names) in [
            ("甲电缆有限公司与乙水泵厂共同", vec!["甲电缆有限公司", "乙水泵厂"]),
            ("甲电缆有限公司、乙水泵厂联合申报", vec!["甲电缆有限公司", "乙水泵厂"]),
            ("甲电缆有限公司1、乙水泵厂2", vec!["甲电缆有限公司（第1）", "乙水泵厂（第2）"]),
            ("乙水泵厂2、甲电缆有限公司1", vec!["乙水泵厂（第2）", "甲电缆有限公司（第1）"]),
            ("江苏联合有限公司", vec!["江苏联合有限公司"]),
            ("甲公司、乙厂2", vec!["甲公司", "乙厂2"]),
        ] {
            assert_eq!(split_holders(text), names, "{text}");
        }
    }

    #[test]
    fn a_company_in_the_bracket_of_another_is_seen() {
        for text in [
            "甲电缆有限公司（联合乙水泵有限公司）",
            "甲电缆有限公司（与乙水泵厂共同）",
            "甲电缆有限公司(乙水泵有限公司)",
        ] {
            assert!(second_in_bracket(text).is_some(), "{text}");
        }
        for text in [
            "甲电缆有限公司",
            "甲（集团）有限公司",
            "甲电缆（江苏）有限公司",
            "甲有限公司（原乙水泵厂）",
            "甲有限公司（由乙水泵厂更名）",
            "甲有限公司（乙集团有限公司全资）",
            "甲有限公司（第二分公司）",
            "甲有限公司（盖章）",
            "示例大学附属医院（示例市第一人民医院）",
        ] {
            assert_eq!(second_in_bracket(text), None, "{text}");
        }
    }
}
