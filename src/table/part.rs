//! What the sections of a list may say of its rows without saying which award they are of: the town, the trade, the batch, the
//! size of the firms, who put them forward; and what may stand beside the name of a category and adds nothing to it.

use super::category::CategoryIndex;
use super::words;
use crate::text::normal::key;

/// Firms and trades, of which a text must consist wholly.
const FIRMS: [&str; 46] = [
    "规模以上",
    "规模以下",
    "批发零售业",
    "服务业",
    "建筑业",
    "制造业",
    "加工业",
    "旅游业",
    "种植业",
    "养殖业",
    "流通业",
    "市本级",
    "县本级",
    "区本级",
    "本级",
    "市直",
    "县直",
    "区直",
    "市属",
    "县属",
    "区属",
    "镇属",
    "规上",
    "规下",
    "限上",
    "限下",
    "大型",
    "中型",
    "小型",
    "中小",
    "小微",
    "微型",
    "重点",
    "骨干",
    "民营",
    "国有",
    "集体",
    "工业",
    "农业",
    "商贸",
    "商业",
    "建筑",
    "企业",
    "单位",
    "行业",
    "类",
];
/// Of these, what says nothing without another.
const NOT_ALONE: [&str; 2] = ["类", "重点"];
/// What a town may have won, or what makes a text no mere place.
const NO_PLACE: [&str; 23] = [
    "示范", "试点", "名镇", "名村", "名乡", "特色", "文明", "先进", "优秀", "强镇", "强村", "强乡", "星级",
    "品牌", "质量", "之乡", "基地", "集群", "商标", "标准", "其他", "其它", "各",
];
/// Signs of what was refused, given up or is elsewhere.
const AGAINST: &str = "非外不未无拟停撤取退禁限淘落违失减免暂缓弃删剔待";
/// How an office puts a list forward.
const FORWARD: [&str; 4] = ["推荐", "报送", "上报", "申报"];
/// Longer texts say more.
const LONGEST: usize = 14;

/// True for 一、城东街道, 城东街道（3家）, 市本级, 重点企业, （一）制造业, 一、质监局推荐, A区: a part of the list, whose award
/// stands elsewhere.
pub fn is_neutral(text: &str) -> bool {
    let (bare, _) = words::without_ordinal(text);
    let key = key(bare);
    let key = without_count(key.trim_end_matches(':'));
    let length = key.chars().count();
    if !(2..=LONGEST).contains(&length) {
        return false;
    }
    is_of_firms(key)
        || is_place(key)
        || FORWARD.iter().any(|word| {
            let name = key.trim_end_matches("企业").trim_end_matches('的').strip_suffix(word);
            name.is_some_and(|name| is_plain(name) && (words::is_office(name) || is_place(name)))
        })
}

/// True for a place or a batch that holders might be called after: 东镇, 开发区, 第二批.
pub fn may_be_holder(text: &str) -> bool {
    words::is_division(text)
}

fn is_plain(key: &str) -> bool {
    !key.contains(|c| AGAINST.contains(c)) && !NO_PLACE.iter().any(|word| key.contains(word))
}

fn is_place(key: &str) -> bool {
    let letter = key.strip_suffix('区').is_some_and(|name| {
        let mut signs = name.chars();
        signs.next().is_some_and(|c| c.is_ascii_alphabetic() || "东南西北中".contains(c))
            && signs.next().is_none()
    });
    is_plain(key) && (letter || words::is_division(key))
}

/// Nothing but words of firms and trades: 规上企业, 获奖企业, 工业类.
fn is_of_firms(key: &str) -> bool {
    let paid = ["奖励", "获奖", "受奖", "新增"].iter().find_map(|word| key.strip_prefix(word));
    let mut rest = paid.unwrap_or(key);
    if rest.is_empty() || NOT_ALONE.contains(&rest) {
        return false;
    }
    while let Some(shorter) = FIRMS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.is_empty()
}

/// 城东街道(3家) and 城东街道3家 without how many there are.
fn without_count(key: &str) -> &str {
    let (name, count) = match key.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((name, count)) => (name, count),
        None => match key.find(|c: char| c.is_ascii_digit()) {
            Some(at) => key.split_at(at),
            None => return key,
        },
    };
    let count = count.trim_start_matches(['共', '计']);
    let figure = count.trim_end_matches(['家', '户', '个', '件', '项', '只']);
    let counts =
        !figure.is_empty() && figure.len() < count.len() && figure.chars().all(|c| c.is_ascii_digit());
    if counts { name } else { key }
}

/// What may stand beside the name of a category in a section, and adds nothing to it.
const BESIDE: [&str; 26] = [
    "称号",
    "年度",
    "新认定",
    "新获得",
    "新获",
    "新增",
    "获得",
    "获评",
    "获批",
    "荣获",
    "取得",
    "认定",
    "授权",
    "的",
    "企业",
    "产品",
    "单位",
    "项目",
    "名单",
    "奖励",
    "年",
    "个",
    "件",
    "项",
    "家",
    "类",
];

/// True where nothing but neutral words, a year and an amount in brackets stand beside the names of categories: 一、2012年度新认定的商标,
/// 省级著名商标（每个奖50万元）. What an award is worth is the policy's matter.
pub fn adds_nothing(text: &str, categories: &CategoryIndex) -> bool {
    let (bare, _) = words::without_ordinal(text);
    let around = categories.around(bare);
    around.len() > 1 && around.iter().all(|part| says_nothing(part))
}

fn says_nothing(part: &str) -> bool {
    let (words, bracket) = part.split_once('(').unwrap_or((part, ""));
    let words = words.replace(['"', '《', '》'], "");
    let mut rest = words.trim_matches(|c: char| c.is_ascii_digit());
    while let Some(shorter) = BESIDE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let said = bracket.trim_end_matches(')');
    rest.is_empty()
        && (said.is_empty() || said.split([',', ';']).all(|part| is_count(part) || is_amount(part)))
}

/// 2家, 共两家, 计3个.
fn is_count(said: &str) -> bool {
    let said = ["共计", "合计", "共", "计"].iter().find_map(|word| said.strip_prefix(word)).unwrap_or(said);
    let figure = said.trim_end_matches(['家', '户', '个', '件', '项', '只', '枚']);
    let counts = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c);
    !figure.is_empty() && figure.len() < said.len() && figure.chars().all(counts)
}

/// 每个奖50万元, 每件奖励2000元, 每个奖励按标准, 奖励标准:10万元/只, 计20万元.
fn is_amount(said: &str) -> bool {
    const BEFORE: [&str; 8] = ["奖励标准", "标准", "奖励", "奖", "共计", "合计", "共", "计"];
    let each = said.strip_prefix(['每', '各']);
    let rest = each.unwrap_or(said).trim_start_matches(['个', '件', '项', '家', '只', '枚']);
    let named = BEFORE.iter().find_map(|word| rest.strip_prefix(word));
    if each.is_none() && named.is_none() {
        return false;
    }
    let rest = named.unwrap_or(rest).trim_start_matches(':');
    let (rest, _) = rest.split_once('/').filter(|(_, unit)| unit.chars().count() == 1).unwrap_or((rest, ""));
    let figure = rest.trim_end_matches("万元").trim_end_matches('元');
    each.is_some() && rest == "按标准"
        || !figure.is_empty()
            && figure.len() < rest.len()
            && figure.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::{is_neutral, says_nothing};

    #[test]
    fn parts_of_a_list_that_say_nothing_of_the_award() {
        for text in [
            "一、城东街道",
            "城东街道（3家）",
            "（一）工业园区",
            "石会镇（2家）",
            "蓬东乡：",
            "高新区",
            "市本级",
            "市直",
            "县属",
            "A区",
            "重点企业",
            "一、规上企业",
            "中小企业",
            "一、企业",
            "一、工业",
            "（一）制造业",
            "一、质监局推荐",
            "一、奖励企业",
            "第一批",
        ] {
            assert!(is_neutral(text), "{text}");
        }
    }

    #[test]
    fn sections_that_say_something() {
        for text in [
            "一、复评",
            "一、初次认定",
            "二、复评产品",
            "不予奖励",
            "不予奖励企业",
            "二、名优产品",
            "二、市长质量奖",
            "高新技术企业",
            "龙头企业",
            "示范企业",
            "示范镇",
            "试点园区",
            "外地企业",
            "非规上企业",
            "停产企业",
            "淘汰行业",
            "重点",
            "质监局不推荐",
            "未推荐",
            "市外园区",
            "中国特色名镇",
            "其他",
            "甲公司",
            "",
        ] {
            assert!(!is_neutral(text), "{text}");
        }
    }

    #[test]
    fn what_adds_nothing_to_a_category() {
        for part in [
            "",
            "2012年度新认定的",
            "2012年新获",
            "企业",
            "(每个奖50万元)",
            "(每个奖励按标准)",
            "2008年新增",
            "(2家)",
            "(两家)",
            "企业(2家,每个奖10万元)",
            "(共3个)",
            "获得\"",
            "\"称号的企业",
            "(奖励标准:10万元/只,计20万元)",
        ] {
            assert!(says_nothing(part), "{part}");
        }
        for part in [
            "非",
            "培育",
            "(复评)",
            "不含",
            "(落选)",
            "(每个奖减半)",
            "未获得",
            "和市长质量奖",
            "(2家,复评)",
            "(2家复评)",
            "(其中1家不奖)",
            "(标准:减半)",
            "(第2批)",
            "(0)",
        ] {
            assert!(!says_nothing(part), "{part}");
        }
    }
}
