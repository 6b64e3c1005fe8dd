//! Names of enterprises: another name in brackets read off, and what part they had. Entry to all that names hold.

use super::brackets::{Piece, pieces};
use super::holders::{BETWEEN, without_ordinal};
use super::normal::{closes, display, key, opens};
use std::collections::BTreeSet;

pub use super::holders::{
    beside_organisation, ends_as_organisation, leaves_others_unnamed, run_together, split_holders,
};
pub use super::jointly::second_in_bracket;
pub use super::likeness::{Compared, core, near, without_prefix};
pub use super::rank::rank;
pub use super::stage::Stage;
pub use super::title::{TitleRead, title};

/// An enterprise's name as written, with its other names read off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnterpriseName {
    /// The name for display.
    pub display: String,
    /// The key by which it is compared.
    pub key: String,
    /// The names in (原…公司) and (现…公司).
    pub others: Vec<String>,
    /// Those of them that took this one's place: (现…公司).
    pub later: Vec<String>,
}

/// Reads an enterprise's name. Other names of the same enterprise are read off, and brackets that say what part it had in the achievement
/// (第一完成单位) or that it signed (盖章) are no part of it; any other bracket is.
pub fn enterprise(text: &str) -> EnterpriseName {
    // A stop that was typed behind a name is no part of it.
    let text = display(without_ordinal(text.trim().trim_end_matches([':', '：', ';', '；', '。'])));
    let (mut name, mut others, mut later) = (String::with_capacity(text.len()), Vec::new(), Vec::new());
    for piece in pieces(&text) {
        match piece {
            Piece::Plain(text) => name.push_str(text),
            Piece::Bracket { whole, inner } => {
                if let Some(former) = former_name(inner).or_else(|| renamed_from(inner)) {
                    others.push(former);
                } else if let Some(found) = later_name(inner) {
                    others.push(found.clone());
                    later.push(found);
                } else if !is_part_taken(inner) {
                    name.push_str(whole);
                }
            }
        }
    }
    let display = if name.len() == text.len() { name } else { display(&name) };
    EnterpriseName { key: key(&display), display, others, later }
}

/// The keys of a name and of every name of an organisation in it, parted by signs or brackets: 甲厂→乙公司, 甲公司(乙厂).
pub fn organisations(text: &str) -> Vec<String> {
    let read = enterprise(text);
    let parts = text.split(|c| BETWEEN.contains(&c) || opens(c) || closes(c) || c == '/');
    let parts = parts.map(|part| enterprise(part).key).filter(|part| ends_as_organisation(part));
    let mut keys: Vec<String> = parts.chain(read.others.iter().map(|other| key(other))).collect();
    keys.push(read.key);
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| !key.is_empty());
    keys
}

fn former_name(inner: &str) -> Option<String> {
    let inner = inner.trim();
    let words = ["原企业名称", "原单位名称", "原名称", "原名", "曾用名", "更名前", "变更前", "原"];
    let (word, rest) = words.iter().find_map(|word| Some((*word, inner.strip_prefix(word)?)))?;
    let name = bare(rest);
    // 原 also begins words such as 原料药: alone it needs an organisation's ending.
    let certain = word != "原" || ends_as_organisation(name);
    (certain && !name.is_empty()).then(|| display(name))
}

/// 由乙公司更名, 系由乙公司变更而来: the name before this one. It must end as organisations do.
fn renamed_from(inner: &str) -> Option<String> {
    let inner = inner.trim().trim_end_matches("而来");
    let rest = ["更名", "变更", "改名"].iter().find_map(|word| inner.strip_suffix(word))?;
    let name = ["系由", "由", "从"].iter().find_map(|word| rest.strip_prefix(word)).map(bare)?;
    ends_as_organisation(name).then(|| display(name))
}

/// 现甲公司, 2008年更名为甲公司: the name that took this one's place. It must end as organisations do.
fn later_name(inner: &str) -> Option<String> {
    let inner = inner.trim();
    let name = bare(renamed_to(inner).or_else(|| now(inner))?);
    ends_as_organisation(name).then(|| display(name))
}

/// What follows 更名为, with nothing before it but when: 现更名为, 2008年3月变更为.
fn renamed_to(inner: &str) -> Option<&str> {
    let when = |c: char| {
        c.is_numeric()
            || c.is_whitespace()
            || "已经现后又于企业单位公司名称年月日.-/一二三四五六七八九十".contains(c)
    };
    ["更名为", "变更为", "改名为"]
        .iter()
        .filter_map(|word| inner.split_once(word))
        .find_map(|(before, name)| before.chars().all(when).then_some(name))
}

/// What follows 现名 or 现; 现 also begins words such as 现代.
fn now(inner: &str) -> Option<&str> {
    if let Some(name) =
        ["现企业名称", "现单位名称", "现名称", "现名"].iter().find_map(|word| inner.strip_prefix(word))
    {
        return Some(name);
    }
    inner.strip_prefix('现').filter(|rest| !rest.starts_with(['代', '场', '货', '浇', '存', '行']))
}

/// A name without the marks that lead to it and quote it.
fn bare(name: &str) -> &str {
    name.trim_start_matches([':', '：', '为', ' ', '“', '"']).trim_end_matches(['”', '"', ' '])
}

/// Words beside a name that say what part it took, or that it signed.
const PARTS: [&str; 15] = [
    "盖章",
    "公章",
    "签章",
    "加盖公章",
    "加盖印章",
    "盖公章",
    "印章",
    "签字盖章",
    "牵头",
    "牵头单位",
    "主持",
    "主持单位",
    "参与",
    "参与单位",
    "参加单位",
];

/// 第一起草单位, 排名第3, 3/7, 牵头单位, 盖章.
fn is_part_taken(inner: &str) -> bool {
    let inner = key(inner);
    let ranked = inner.contains(['第', '/']) || inner.starts_with("排名");
    ranked && rank(&inner).is_some()
        || PARTS.contains(&inner.as_str())
        || ["起草单位", "完成单位", "承担单位", "研制单位", "制定单位", "申报单位"].iter().any(|role| {
            inner.strip_suffix(role).is_some_and(|rest| ["", "主要", "主", "参与", "共同"].contains(&rest))
        })
}

/// Out of how many the rank is that stands beside a name: 甲公司（3/7）.
pub fn sharers_beside(name: &str) -> Option<u32> {
    if !name.contains(['/', '／', '共']) {
        return None;
    }
    pieces(&display(name)).into_iter().find_map(|piece| match piece {
        Piece::Bracket { inner, .. } if is_part_taken(inner) => rank(&key(inner))?.1,
        _ => None,
    })
}

/// A name as it is printed: a blank or the end of a line within Chinese characters was typed to fit a cell.
pub fn printed(name: &str) -> String {
    let is_latin =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '&'));
    let shown = display(name);
    let mut printed = String::with_capacity(shown.len());
    let mut rest = shown.chars().peekable();
    while let Some(c) = rest.next() {
        if c != ' ' || is_latin(printed.chars().next_back()) && is_latin(rest.peek().copied()) {
            printed.push(c);
        }
    }
    printed
}

/// The ranks beside the names of one row, where each name has its own and no two are the same: 甲公司（第二起草单位）、乙厂（第一起草单位）.
pub fn ranks_of_holders(names: &[String]) -> Option<Vec<u32>> {
    let beside = |name: &String| {
        pieces(&display(name)).into_iter().find_map(|piece| match piece {
            Piece::Bracket { inner, .. } if is_part_taken(inner) => rank(&key(inner)).map(|(place, _)| place),
            _ => None,
        })
    };
    let ranks: Vec<u32> = names.iter().map(beside).collect::<Option<_>>()?;
    let distinct: BTreeSet<u32> = ranks.iter().copied().collect();
    (ranks.len() > 1 && distinct.len() == ranks.len()).then_some(ranks)
}

/// The ranks that a text speaks of: 第一起草单位, 排名第3, (3/7).
pub fn ranks_within(text: &str) -> Vec<u32> {
    if !text.contains(['第', '/']) && !text.contains("排名") {
        return Vec::new();
    }
    let text = key(text);
    let mut ranks = Vec::new();
    let mut after_name = false;
    for piece in pieces(&text) {
        match piece {
            Piece::Plain(text) => after_name = ends_as_organisation(text),
            // 3/7 alone may be a size.
            Piece::Bracket { inner, .. } if after_name => {
                ranks.extend(rank(inner).filter(|_| is_part_taken(inner)).map(|(place, _)| place));
            }
            Piece::Bracket { .. } => {}
        }
    }
    let parts = text.split([',', ';', '(', ')', '。', ':', '·']);
    ranks.extend(parts.filter_map(rank_of_part));
    ranks.sort_unstable();
    ranks.dedup();
    ranks
}

/// 为第一起草单位, 排名第3: the rank in a part of a sentence.
fn rank_of_part(part: &str) -> Option<u32> {
    let roles = ["起草单位", "完成单位", "承担单位", "研制单位", "制定单位"];
    let role = roles.iter().find_map(|role| part.find(role));
    let words = match role {
        Some(at) => {
            let before = part.get(..at)?;
            let before = before.get(before.rfind('第')?..)?.trim_end_matches("主要");
            format!("{before}起草单位")
        }
        None => part.get(part.find("排名")?..)?.to_owned(),
    };
    rank(&words).map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_printed_without_the_blanks_of_narrow_cells() {
        for (text, shown) in [
            ("江苏九洲 光伏有限公司", "江苏九洲光伏有限公司"),
            ("江苏九洲\n光伏有限公司", "江苏九洲光伏有限公司"),
            ("张 三", "张三"),
            ("3M 中国有限公司", "3M中国有限公司"),
            ("Gold Star Co., Ltd", "Gold Star Co., Ltd"),
        ] {
            assert_eq!(printed(text), shown, "{text}");
        }
    }

    #[test]
    fn a_name_that_another_came_from_is_read_off() {
        let read = enterprise("甲电缆有限公司（由乙水泵厂更名）");
        assert_eq!((read.display.as_str(), read.others), ("甲电缆有限公司", vec!["乙水泵厂".to_owned()]));
        assert_eq!(enterprise("甲公司（由由）").display, "甲公司（由由）");
    }

    #[test]
    fn former_names_are_read_off() {
        let name = enterprise("某市肇丰种苗有限公司(原某市椰丰种苗有限公司)");
        assert_eq!(name.display, "某市肇丰种苗有限公司");
        assert_eq!(name.others, ["某市椰丰种苗有限公司"]);
        let name = enterprise(" 红日（集团） 有限公司（原名：红日机械厂）");
        assert_eq!(
            (name.key.as_str(), name.others.as_slice()),
            ("红日(集团)有限公司", ["红日机械厂".to_owned()].as_slice())
        );
        assert_eq!(name.display, "红日（集团） 有限公司");
        assert_eq!(enterprise("某(原料药)有限公司").others, Vec::<String>::new());
        for text in [
            "甲公司（第一起草单位）",
            "甲公司(3/7)",
            "甲公司（排名第2）（盖章）",
            "甲公司 (加盖公章)",
            "甲公司(主要起草单位)",
        ] {
            assert_eq!(enterprise(text).key, "甲公司", "{text}");
        }
        for text in ["1、甲公司", "12.甲公司", "(1)甲公司", "①甲公司", "3）甲公司"] {
            assert_eq!(enterprise(text).key, "甲公司", "{text}");
        }
        for text in ["3M公司", "191号机械厂", "360.5公司", "1、", "(一)品公司"] {
            assert_eq!(enterprise(text).key, key(text), "{text}");
        }
        for text in ["第二起草单位：甲公司", "主要起草单位:甲公司", "排名第3：甲公司"]
        {
            assert_eq!(enterprise(text).key, "甲公司", "{text}");
        }
        assert_eq!(enterprise("甲公司（第一分公司）").key, "甲公司(第一分公司)");
        let open = enterprise("甲公司(原乙公司");
        assert_eq!(
            (open.display.as_str(), open.others.as_slice()),
            ("甲公司", ["乙公司".to_owned()].as_slice())
        );
        assert_eq!(enterprise("甲公司(原乙(集团)公司)").others, ["乙(集团)公司"]);
    }

    #[test]
    fn ranks_beside_each_of_several_names_are_theirs() {
        let ranks = |names: &[&str]| {
            ranks_of_holders(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(ranks(&["甲公司（第二起草单位）", "乙厂（第一起草单位）"]), Some(vec![2, 1]));
        assert_eq!(ranks(&["甲公司(2/5)", "乙厂(原丙厂)(1/5)"]), Some(vec![2, 1]));
        for names in
            [&["甲公司（第二起草单位）", "乙厂"][..], &["甲公司(1/5)", "乙厂(1/5)"], &["甲公司(1/5)"]]
        {
            assert_eq!(ranks(names), None, "{names:?}");
        }
        assert_eq!(sharers_beside("甲公司（2/5）"), Some(5));
        assert_eq!(sharers_beside("甲公司（第二起草单位）"), None);
    }

    #[test]
    fn later_names_are_read_off() {
        for text in [
            "甲机械厂（现乙机械有限公司）",
            "甲机械厂(现名：乙机械有限公司)",
            "甲机械厂（更名为乙机械有限公司）",
            "甲机械厂（已更名为“乙机械有限公司”）",
            "甲机械厂（变更为乙机械有限公司）",
            "甲机械厂（现更名为乙机械有限公司）",
            "甲机械厂（2008年3月更名为乙机械有限公司）",
        ] {
            let name = enterprise(text);
            assert_eq!(
                (name.key.as_str(), name.others),
                ("甲机械厂", vec!["乙机械有限公司".to_owned()]),
                "{text}"
            );
        }
        let both = enterprise("乙公司（原甲厂）（现丙公司）");
        assert_eq!(
            (both.key.as_str(), both.others),
            ("乙公司", vec!["甲厂".to_owned(), "丙公司".to_owned()])
        );
        for text in
            ["甲厂（现代物流中心）", "甲厂（现停产）", "甲厂（经营范围变更为乙公司）", "甲厂（更名为）"]
        {
            assert_eq!(enterprise(text).others, Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn ranks_in_a_sentence() {
        for (text, ranks) in [
            ("第一起草单位", vec![1]),
            ("该公司为第二主要起草单位。", vec![2]),
            ("备注：排名第3", vec![3]),
            ("甲公司（3/7）", vec![3]),
            ("甲公司(第一完成单位)、乙公司(第三完成单位)", vec![1, 3]),
            ("第三届人大", vec![]),
            ("2008/3/11", vec![]),
            ("齿轮（3/7）", vec![]),
            ("主要起草单位", vec![]),
            ("第一机械厂", vec![]),
        ] {
            assert_eq!(ranks_within(text), ranks, "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::properties::config())]
        #[test]
        fn no_text_panics(text in any::<String>(), near_name in "[甲乙公司厂原和、；()（）牌及图复评含3个产品第一/7 ]{0,20}") {
            for text in [text, near_name] {
                let read = title(&text);
                let _ = (enterprise(&text), split_holders(&text), core(&key(&text)), rank(&text));
                let _ = near(&text, &read.base);
            }
        }
    }
}
