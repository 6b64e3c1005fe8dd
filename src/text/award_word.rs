//! Words of awards in general, whatever a policy calls its own: what a title speaks of beside the categories that are known.

use super::normal::key;

const AWARDS: [&str; 8] = ["名牌", "商标", "专利", "标准", "免检", "质量奖", "老字号", "地理标志"];
/// Of these, what towns and cities give, too.
const LOCAL: [&str; 5] = ["名牌", "著名商标", "知名商标", "质量奖", "老字号"];
const JOINTS: [&str; 8] = ["和", "与", "及", "暨", "、", "以及", "/", "+"];

/// What stands beside a known category, joined to it, and is an award of another name: 和无锡市名牌产品名单 behind 江苏省名牌.
/// `around` is what stands before, between and behind the names, as keys.
pub fn joined(around: &[String]) -> Option<&str> {
    let (first, behind) = around.split_first()?;
    let before = JOINTS.iter().find_map(|joint| first.strip_suffix(joint)).filter(|_| !behind.is_empty());
    let mut behind =
        behind.iter().filter_map(|part| JOINTS.iter().find_map(|joint| part.strip_prefix(joint)));
    before.filter(|text| is_award(text)).or_else(|| behind.find(|text| is_award(text)))
}

/// 标准化 and 奖励标准 are none.
fn is_award(text: &str) -> bool {
    let text = ["标准化", "奖励标准", "专利工作", "商标工作", "商标战略"]
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, ""));
    AWARDS.iter().any(|word| text.contains(word))
}

/// The award of a place that a text names: 无锡市名牌, 县级质量奖.
pub fn local(text: &str) -> Option<String> {
    let text = key(text);
    LOCAL.iter().find_map(|award| {
        let (before, _) = text.split_once(award)?;
        let level = ["市级", "县级", "区级", "镇级", "市", "县", "区"]
            .iter()
            .find(|level| before.ends_with(*level))?;
        let place = before.strip_suffix(level).unwrap_or(before);
        let place: Vec<char> =
            place.chars().rev().take_while(|c| c.is_alphabetic() && !"年度".contains(*c)).take(3).collect();
        Some(format!("{}{level}{award}", place.into_iter().rev().collect::<String>()))
    })
}

/// The level that a cell names, without 级: 国家, 省, 市.
pub fn level(text: &str) -> Option<String> {
    const LEVELS: [&str; 10] = ["国际", "国家", "行业", "部", "省", "市", "县", "区", "镇", "省部"];
    let text = key(text);
    let bare = text.strip_suffix('级').unwrap_or(&text);
    LEVELS.contains(&bare).then(|| bare.to_owned())
}

/// True for a column that says of what level the award is.
pub fn is_level_heading(heading: &str) -> bool {
    const OF_AWARDS: [&str; 14] = [
        "", "认定", "获奖", "荣誉", "奖项", "奖励", "名牌", "品牌", "商标", "标准", "产品", "项目", "成果",
        "称号",
    ];
    let heading = key(heading);
    let of = ["级别", "等级", "层次", "层级"].iter().find_map(|word| heading.strip_suffix(word));
    of.is_some_and(|of| OF_AWARDS.contains(&of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn awards_beside_a_known_one() {
        let around = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        assert_eq!(joined(&around(&["", "和无锡市名牌产品名单"])), Some("无锡市名牌产品名单"));
        assert_eq!(joined(&around(&["2008年度商标、", "名单"])), Some("2008年度商标"));
        for parts in [
            &["2008年度", "名单"][..],
            &["", "及企业名单"],
            &["", "及标准化奖励名单"],
            &["2008年名牌产品(", ")名单"],
            &["商标和专利名单"],
            &[],
        ] {
            assert_eq!(joined(&around(parts)), None, "{parts:?}");
        }
    }

    #[test]
    fn awards_of_places() {
        assert_eq!(local("2008年度无锡市名牌产品名单").as_deref(), Some("无锡市名牌"));
        assert_eq!(local("市级著名商标").as_deref(), Some("市级著名商标"));
        for text in ["宜兴市2008年度名牌产品名单", "名牌产品名单", "江苏省名牌", "城市商标名单", ""]
        {
            assert_eq!(local(text), None, "{text}");
        }
    }

    #[test]
    fn levels() {
        assert_eq!((level("市级").as_deref(), level("国家").as_deref()), (Some("市"), Some("国家")));
        assert_eq!((level("三等奖"), level("省名牌"), level("")), (None, None, None));
        assert!(is_level_heading("级别") && is_level_heading("认定级别") && !is_level_heading("企业级别"));
    }
}
