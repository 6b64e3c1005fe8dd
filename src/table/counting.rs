//! Headings of columns that count awards without the word 数量: 发明专利(件), 授权量, 件, 3月; and what 数量(万只) counts instead.

use super::category::{CategoryIndex, Named};
use crate::policy::CategoryId;
use crate::text::normal::key;
use crate::text::number::is_measure;

/// A heading that may count awards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counting {
    /// The category that it names.
    pub category: Option<CategoryId>,
}

/// What an award is, in a heading that counts awards.
const WON: [&str; 10] = ["授权", "获奖", "获批", "获评", "认定", "获得", "通过", "入选", "成果", "证书"];
/// What is made, or had before.
const OTHER: [&str; 9] = ["产量", "销", "累计", "历年", "拥有", "现有", "总", "库存", "申请"];
/// Characters beside a category's name that still leave a heading its name: 数, 件数.
const LITTLE: usize = 2;

/// What comes with an award: papers, claims of a patent, inventors. How many of them there are counts no awards.
const ATTACHED: [&str; 15] = [
    "页数",
    "页码",
    "附件数",
    "附件份数",
    "附件数量",
    "附图数",
    "权项数",
    "权利要求数",
    "权利要求项数",
    "发明人数",
    "设计人数",
    "起草人数",
    "完成人数",
    "材料数",
    "材料份数",
];

/// True for 证书页数, 附件数, 权项数, 发明人数: they count papers or people, not awards.
pub fn counts_attached(heading: &str) -> bool {
    let key = key(heading);
    let bare = key.split_once('(').map_or(key.as_str(), |(bare, _)| bare);
    ATTACHED.iter().any(|word| bare.ends_with(word))
}

/// What a heading counts, if it may count awards.
pub fn read(heading: &str, categories: &CategoryIndex) -> Option<Counting> {
    let key = key(heading);
    let (bare, inner) = key.split_once('(').unwrap_or((&key, ""));
    let inner = inner.trim_end_matches(')');
    let measured = !inner.is_empty() && is_measure(inner);
    if counts_attached(bare) || OTHER.iter().any(|word| bare.contains(word)) || !inner.is_empty() && !measured
    {
        return None;
    }
    let anything = Some(Counting { category: None });
    if matches!(bare, "" | "件" | "只" | "项" | "个" | "枚") && (measured || !bare.is_empty())
        || is_month(bare)
    {
        return anything;
    }
    if let (Named::One(category), rest) = categories.within_and_rest(bare)
        && rest <= LITTLE
        && !bare.ends_with(['号', '人', '名', '日', '费', '额', '率', '级'])
    {
        return Some(Counting { category: Some(category) });
    }
    let counts = measured || bare.ends_with(['量', '数']);
    anything.filter(|_| counts && WON.iter().any(|word| bare.contains(word)))
}

/// 3月, 三季度 is rare.
fn is_month(text: &str) -> bool {
    let month = text.trim_end_matches('份').strip_suffix('月');
    month.and_then(|month| month.parse::<u8>().ok()).is_some_and(|month| (1..=12).contains(&month))
}

/// True for what a bracket behind 数量 may hold while it still counts awards: 只, 件/项, 必填, 2008年.
pub fn keeps_quantity(inner: &str) -> bool {
    let inner = key(inner);
    let inner = inner.trim_start_matches("单位:");
    let year = inner.trim_matches(|c: char| c.is_ascii_digit() || "年度本当".contains(c)).is_empty();
    is_measure(inner) || year || inner.contains('填') || matches!(inner, "产品" | "成果" | "获奖" | "认定")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_count_awards() {
        let names = ["发明专利", "发明"].map(|name| (key(name), vec![CategoryId(2)]));
        let index = CategoryIndex::of(names.into_iter().collect(), Vec::new());
        let patent = Some(CategoryId(2));
        for (heading, category) in [
            ("发明专利(件)", patent),
            ("发明专利（件）", patent),
            ("发明", patent),
            ("发明专利数", patent),
            ("授权量", None),
            ("授权数(件)", None),
            ("件", None),
            ("（只）", None),
            ("3月", None),
            ("12月份", None),
            ("获奖数", None),
        ] {
            assert_eq!(read(heading, &index), Some(Counting { category }), "{heading}");
        }
        for heading in [
            "职工人数",
            "年产量(万只)",
            "产量",
            "累计授权量",
            "拥有发明专利(件)",
            "发明专利号",
            "发明人",
            "专利权人",
            "13月",
            "重量(吨)",
            "授权公告日",
            "证书页数",
            "附件数",
            "权项数",
            "发明人数",
            "页数",
            "",
        ] {
            assert_eq!(read(heading, &index), None, "{heading}");
        }
    }

    #[test]
    fn brackets_behind_a_quantity() {
        for inner in ["只", "件/项", "个、件", "单位：只", "必填", "2008年", "本年度", "台"]
        {
            assert!(keeps_quantity(inner), "{inner}");
        }
        for inner in ["万只", "吨", "台/年", "万元", "万件", "箱", "批次", "千克"] {
            assert!(!keeps_quantity(inner), "{inner}");
        }
    }
}
