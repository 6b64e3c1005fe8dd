//! Words that rows of Chinese lists carry outside the data: totals, notes, units, the sender, section ordinals.

mod totals;
mod units;

use crate::text::normal::{display, key};

pub use totals::{
    Counted, TotalReach, counts, is_bare_count, is_bare_total, is_below, is_breakdown, is_holder_total,
    marks_part, total,
};
pub use units::{
    MEASURES, StatedUnit, bracketed_units, may_end_in_unit, measure_statement, stands_before_unit,
    stated_unit, unit_alone, unit_among, unit_statement, unit_statements, unit_word,
};

const NOTES: [&str; 32] = [
    "附注",
    "填表说明",
    "填报说明",
    "备注",
    "说明",
    "注",
    "填表人",
    "填报人",
    "填报单位",
    "填报日期",
    "填报时间",
    "填表日期",
    "制表",
    "制表人",
    "审核",
    "审核人",
    "审批",
    "负责人",
    "分管领导",
    "经办",
    "经办人",
    "复核",
    "复核人",
    "联系人",
    "联系电话",
    "电话",
    "报送单位",
    "报送部门",
    "单位负责人",
    "单位(盖章)",
    "盖章",
    "编制单位",
];

/// True for the word of a note or signature with nothing after it: 联系人, 电话.
pub fn is_bare_label(text: &str) -> bool {
    let key = key(text);
    key == "日期" || NOTES.contains(&key.as_str())
}

/// True for one of several such words: 备注1, 审核2.
pub fn is_numbered_label(text: &str) -> bool {
    let key = key(text);
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit());
    bare.len() < key.len() && NOTES.contains(&bare)
}

/// True for the labels of columns that a form prints above or below its headings: (1), (2), (3); 甲, 乙, 丙; A, B, C.
pub fn number_columns(texts: &[String]) -> bool {
    const LEAST: usize = 3;
    const SERIES: [&str; 5] = [
        "甲乙丙丁戊己庚辛壬癸",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "一二三四五六七八九十",
        "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮",
        "123456789",
    ];
    let bare = |text: &String| key(text).trim_matches(['(', ')', '[', ']']).to_owned();
    let labels: Vec<String> = texts.iter().filter(|text| key(text) != "栏次").map(bare).collect();
    let in_order = |series: &str| {
        let mut signs = series.chars();
        labels.iter().all(|label| signs.next().is_some_and(|sign| label.chars().eq([sign])))
    };
    labels.len() >= LEAST && SERIES.iter().any(|series| in_order(series))
}

/// True for a label with what it names or is to be written in: 填表人：, 联系电话：87654321.
pub fn is_label(text: &str) -> bool {
    text.contains([':', '：']) && is_note(text)
}

/// True for a remark on the list: 注：…, 备注：…; no section is called so.
pub fn is_remark(text: &str) -> bool {
    let key = key(text);
    key.split_once(':').is_some_and(|(label, _)| {
        let word = label.trim_end_matches(|c: char| c.is_ascii_digit());
        ["注", "备注", "附注", "说明"].contains(&word)
    })
}

/// True for what a signature stands behind: 质监局（盖章）, 分管局长（签字）, 主管领导：.
pub fn is_signed(text: &str) -> bool {
    let key = key(text);
    let key = key.trim_end_matches(')');
    key.ends_with(':') || ["盖章", "公章", "(章", "签字", "签章", "签名"].iter().any(|end| key.ends_with(end))
}

/// True for 备注：…, 填表人：…, 注1：…, a signature or a date alone.
pub fn is_note(text: &str) -> bool {
    let key = key(text);
    if key.starts_with('※') || key.starts_with('*') {
        return true;
    }
    let labelled = NOTES.iter().any(|word| {
        key.strip_prefix(word).is_some_and(|rest| {
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.is_empty() || rest.starts_with([':', '(', '.'])
        })
    });
    labelled
        || unit_statement(text).is_some()
        || measure_statement(text).is_some()
        || department(text).is_some()
        || is_signature(&key)
}

/// The name of an office: it signs a list, or is a holder in it.
pub fn is_office(text: &str) -> bool {
    let key = key(text);
    let ends = ["局", "委员会", "办公室", "人民政府", "管委会", "领导小组"];
    key.chars().count() <= 30 && !key.contains(':') && ends.iter().any(|end| key.ends_with(end))
}

/// A date or the name of an office that stands alone under a table.
fn is_signature(key: &str) -> bool {
    let day = key.strip_prefix("日期").is_some_and(|rest| {
        rest.is_empty() || rest.starts_with([':', '(']) || rest.starts_with(|c: char| c.is_ascii_digit())
    });
    let dated = day || (key.contains('年') && crate::text::date::date(key).is_ok());
    dated || is_office(key) || key.starts_with("第") && key.ends_with('页') || is_page_break(key)
}

/// （此页无正文）, （转下页）, 续表, 以下空白: what stands where a page ends or begins.
fn is_page_break(key: &str) -> bool {
    let inner = key.trim_matches(['(', ')', '-', '—', '–', '─', '=', '*']);
    let known =
        ["转下页", "接上页", "承上页", "续上页", "续表", "续上表", "以下空白", "以下无正文", "以下无内容"];
    key.starts_with("(此页") || known.contains(&inner)
}

/// The name of a part of a list that says where or when, and nothing else of its rows: 东镇, 开发区, 第二批, 5月份.
pub fn is_division(text: &str) -> bool {
    const LONGEST: usize = 8;
    let key = key(text);
    let key = key.trim_matches([':', '(', ')']);
    let length = key.chars().count();
    let ends = |ends: &[&str]| ends.iter().any(|end| key.ends_with(end));
    let place = ends(&["镇", "乡", "街道", "村", "社区", "开发区", "园区", "新区", "高新区"]);
    let time = |c: char| "第一二三四五六七八九十批次季度期月份上下半年".contains(c) || c.is_ascii_digit();
    let part = ends(&["批", "批次", "季度", "期", "月", "月份", "半年"]) && key.chars().all(time);
    (2..=LONGEST).contains(&length) && !key.contains(['外', '非']) && (place || part)
}

/// The sender in 填报单位（盖章）：某局.
pub fn department(text: &str) -> Option<String> {
    if !text.contains([':', '：']) {
        return None;
    }
    let text = display(text);
    let key_text: String = text.replace('：', ":");
    for subject in ["填报", "报送", "上报", "填表", "制表", "编制"] {
        for noun in ["单位", "部门"] {
            let label = format!("{subject}{noun}");
            let Some((_, rest)) = key_text.split_once(label.as_str()) else { continue };
            let Some((between, name)) = rest.split_once(':') else { continue };
            let name = name.split_whitespace().next().unwrap_or_default();
            let name = name.trim_end_matches("(盖章)").trim_end_matches("（盖章）");
            if between.chars().count() <= 6 && !name.is_empty() {
                return Some(name.to_owned());
            }
        }
    }
    None
}

/// The sender that a file name begins with: 质监局-名牌.xlsx.
pub fn department_of_file(base_name: &str) -> Option<String> {
    let stem = base_name.rsplit_once('.').map_or(base_name, |(stem, _)| stem);
    let (first, _) = stem.split_once(['-', '_', '－', '—', '：', ':', '—'])?;
    let first = first.trim();
    let office = ["局", "委", "办", "会", "中心", "处", "科", "院", "政府", "所", "部"];
    office.iter().any(|end| first.ends_with(end)).then(|| first.to_owned())
}

/// The rest of a text after 一、 （一） 1. 第一部分, and whether there was such an ordinal.
pub fn without_ordinal(text: &str) -> (&str, bool) {
    let text = text.trim();
    let numeral = |c: char| "一二三四五六七八九十百".contains(c) || c.is_ascii_digit();
    let bracket = text.strip_prefix(['(', '（']);
    let body = bracket.unwrap_or(text);
    let body = body.strip_prefix('第').unwrap_or(body);
    let rest = body.trim_start_matches(numeral);
    if rest.len() == body.len() {
        return (text, false);
    }
    let stop: &[char] =
        if bracket.is_some() { &[')', '）'] } else { &['、', '.', '．', ',', '，', '：', ':'] };
    let after = ["部分", "类", "章"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    match after.strip_prefix(stop) {
        Some(tail) => (tail.trim_start_matches(['、', '.']).trim(), true),
        None if after.len() < rest.len() => (after.trim(), true),
        None => (text, false),
    }
}

/// True where a cell holds only an ordinal: 一, （二）, 三、.
pub fn is_chinese_ordinal(text: &str) -> bool {
    let key = key(text);
    let inner = key.trim_matches(['(', ')', ',', '.']);
    !inner.is_empty()
        && inner.chars().count() <= 3
        && inner.chars().all(|c| "一二三四五六七八九十".contains(c))
}

/// A year between 1980 and 2100 written 2007, 2007年, 2007年度.
pub fn year(text: &str) -> Option<i32> {
    let key = key(text);
    let digits = key.strip_suffix("年度").or_else(|| key.strip_suffix('年')).unwrap_or(&key);
    let year: i32 = (digits.len() == 4).then(|| digits.parse().ok())??;
    (1980..=2100).contains(&year).then_some(year)
}

/// The years that a text names with 年: 2007年度兑现台账, 2006、2007年.
pub fn years_within(text: &str) -> Vec<i32> {
    let key = key(text);
    let mut years: Vec<i32> = Vec::new();
    let mut rest = key.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = rest.get(start..).unwrap_or_default();
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (digits, after) = tail.split_at_checked(end).unwrap_or((tail, ""));
        // 2006、2007年 and 2005-2007年 name several with one 年.
        let named = after.starts_with('年') || joins_years(after);
        years.extend(year(digits).filter(|_| named));
        rest = after;
    }
    years.dedup();
    years
}

/// True for what stands between two years: 、2007年, 至2007年.
fn joins_years(text: &str) -> bool {
    let after = text.trim_start_matches(|c| ",-~/至到和及".contains(c));
    after.len() < text.len()
        && after.get(..4).is_some_and(|next| year(next).is_some())
        && !after.get(4..5).is_some_and(|c| c.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_senders() {
        for text in [
            "备注：好",
            "注1：好",
            "填表人：甲",
            "某市质量技术监督局",
            "2008年3月11日",
            "单位（盖章）：",
            "（转下页）",
            "以下空白",
        ] {
            assert!(is_note(text), "{text}");
        }
        for text in ["甲公司", "注塑机有限公司", "说明书印刷厂", "日期食品厂", "一、商标"]
        {
            assert!(!is_note(text), "{text}");
        }
        for text in ["东镇", "某某开发区", "第二批", "第一季度：", "5月份", "上半年"] {
            assert!(is_division(text), "{text}");
        }
        for text in ["镇", "外镇", "复评", "补报", "第二批复评", "国家名牌", "上期未奖", "某某镇水泥"]
        {
            assert!(!is_division(text), "{text}");
        }
        assert_eq!(department("填报单位（盖章）：某局  2008年").as_deref(), Some("某局"));
        assert_eq!(department_of_file("某市质监局-名牌.xlsx").as_deref(), Some("某市质监局"));
        assert_eq!(department_of_file("名牌-2008.xlsx"), None);
    }

    #[test]
    fn ordinals_and_years() {
        assert_eq!(without_ordinal("一、商标"), ("商标", true));
        assert_eq!(without_ordinal("（二）商标"), ("商标", true));
        assert_eq!(without_ordinal("第一部分 商标"), ("商标", true));
        assert_eq!(without_ordinal("三星牌"), ("三星牌", false));
        assert!(is_chinese_ordinal("（二）") && !is_chinese_ordinal("2"));
        assert_eq!(
            (year("2007年度"), year("207年"), years_within("关于2007年度的表")),
            (Some(2007), None, vec![2007])
        );
        for several in
            ["2006年至2007年", "2006、2007年兑现台账", "2005-2007年历年兑现", "2007—2008年度", "2005至2007年"]
        {
            assert!(years_within(several).len() > 1, "{several}");
        }
        assert_eq!(years_within("示政发〔2006〕7号2007年度台账"), [2007]);
    }
}
