//! What a cell of categories carries besides the name of one: quotes, a number in a list, the award year, 称号; and cells of a column
//! headed 类别 that name no award at all, but the class of goods of a trade mark or a line of business.

use super::words;
use crate::text::normal::key;
use crate::text::number::is_measure;

/// Words behind the name of an award that leave it the same award.
const BEHIND: [&str; 4] = ["荣誉称号", "称号", "荣誉", "认定"];
/// Words before it.
const BEFORE: [&str; 4] = ["荣获", "获得", "获评", "获"];

/// The key of a text without what decorates it; none where nothing does. Another year than the award year is no decoration.
pub fn undecorated(text: &str, year: Option<i32>) -> Option<String> {
    let whole = key(text);
    let mut rest = whole.trim_matches(|c: char| "\"《》。.,;:".contains(c));
    rest = without_ordinal(rest);
    rest = without_year(rest, year)?;
    rest = without_trade(rest);
    rest = BEFORE.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    rest = BEHIND.iter().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest);
    let rest = rest.trim_matches(|c: char| "\"《》。.,;:".contains(c));
    (!rest.is_empty() && rest != whole).then(|| rest.to_owned())
}

/// Without 1., 2、, (3), 一、.
fn without_ordinal(text: &str) -> &str {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let count = inner.chars().count() - digits.chars().count();
    match digits.strip_prefix(['.', ',', ')']) {
        // 2.5 is a figure.
        Some(rest) if (1..=2).contains(&count) && !rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => text,
    }
}

/// Without a line of business behind it: （工业）.
fn without_trade(text: &str) -> &str {
    let bracket = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    bracket.filter(|(before, inner)| !before.is_empty() && is_trade(inner)).map_or(text, |(before, _)| before)
}

/// The name before a count of one: 省名牌产品1个. Of more nobody says which they are.
pub fn counted_once(text: &str) -> Option<String> {
    let key = key(text);
    let before = key.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = key.get(before.len()..)?;
    let name = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let count: i64 = before.get(name.len()..)?.parse().ok()?;
    let fits = !name.is_empty() && !unit.is_empty() && is_measure(unit) && count == 1;
    fits.then(|| name.to_owned())
}

/// Without the award year before it; none where another year stands there.
fn without_year(text: &str, year: Option<i32>) -> Option<&str> {
    let Some((digits, after)) = text.split_at_checked(4).filter(|(digits, _)| words::year(digits).is_some())
    else {
        return Some(text);
    };
    let Some(rest) = after.strip_prefix("年度").or_else(|| after.strip_prefix('年')) else {
        return Some(text);
    };
    (words::year(digits) == Some(year?)).then_some(rest)
}

/// Lines of business by which lists sort products.
const TRADES: [&str; 34] = [
    "工业",
    "农业",
    "服务业",
    "建筑业",
    "制造业",
    "加工业",
    "林业",
    "渔业",
    "畜牧业",
    "养殖业",
    "种植业",
    "商贸",
    "商业",
    "旅游",
    "轻工",
    "重工",
    "机械",
    "电子",
    "化工",
    "纺织",
    "服装",
    "食品",
    "医药",
    "建材",
    "冶金",
    "五金",
    "家电",
    "家具",
    "汽配",
    "电器",
    "电气",
    "农副",
    "消费",
    "服务",
];

/// True for the class of goods of a trade mark (9, 第9类, 9、35类) or a line of business (工业, 食品类): it names no award.
pub fn names_no_award(text: &str) -> bool {
    let key = key(text);
    is_class_of_goods(&key) || is_trade(&key)
}

fn is_class_of_goods(key: &str) -> bool {
    let bare = key.trim_start_matches("国际分类").trim_start_matches("国际").trim_start_matches('第');
    let bare = bare.trim_end_matches("商品").trim_end_matches("服务").trim_end_matches('类');
    let class = |part: &str| {
        let part = part.trim_start_matches('第').trim_end_matches('类');
        part.len() <= 2 && part.parse::<u8>().is_ok_and(|class| (1..=45).contains(&class))
    };
    bare.split([',', '/', ';', '和']).all(class)
}

fn is_trade(key: &str) -> bool {
    let bare = |end: &str| key.strip_suffix(end).filter(|rest| !rest.is_empty());
    let ways = [Some(key), bare("类"), bare("产品"), bare("品"), bare("业"), bare("行业"), bare("类产品")];
    ways.into_iter().flatten().any(|way| TRADES.contains(&way))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_decorates_a_name_is_left_out() {
        for text in [
            "“省名牌产品”",
            "《省名牌产品》",
            "省名牌产品。",
            "1.省名牌产品",
            "一、省名牌产品",
            "（2）省名牌产品",
            "2015年度省名牌产品",
            "2015年省名牌产品",
            "省名牌产品称号",
            "获省名牌产品",
            "2015年度“省名牌产品”称号",
            "省名牌产品（工业）",
        ] {
            assert_eq!(undecorated(text, Some(2015)).as_deref(), Some("省名牌产品"), "{text}");
        }
        assert_eq!(undecorated("省名牌产品", Some(2015)), None);
        assert_eq!(counted_once("省名牌产品1个").as_deref(), Some("省名牌产品"));
        for text in ["省名牌产品2个", "省名牌产品2015年", "省名牌产品11个", "1个"] {
            assert_eq!(counted_once(text), None, "{text}");
        }
        assert_eq!(undecorated("省名牌产品*", Some(2015)), None, "a star may say anything");
        assert_eq!(undecorated("2014年省名牌产品", Some(2015)), None);
        assert_eq!(undecorated("2015年省名牌产品", None), None);
    }

    #[test]
    fn classes_of_goods_and_lines_of_business_name_no_award() {
        for text in [
            "9",
            "第9类",
            "第29类商品",
            "9、35",
            "第9、35类",
            "工业",
            "农业",
            "食品类",
            "工业产品",
            "机械行业",
            "农副产品",
        ] {
            assert!(names_no_award(text), "{text}");
        }
        for text in ["", "46", "0", "2015", "省名牌", "名牌产品", "一等", "A类", "非遗", "复评"]
        {
            assert!(!names_no_award(text), "{text}");
        }
    }
}
