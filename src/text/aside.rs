//! Notes and lone lines beside the rows of a list: whether what they say is said against rows, and of which.

use super::normal::key;
use super::remark;

/// What a note is headed by. What explains how to fill in a form is none of these.
const LABELS: [&str; 7] = ["备注", "附注", "说明", "特别说明", "注意", "注释", "注"];
/// What a sentence begins with that speaks of the rows below it.
const BELOW: [&str; 5] = ["以下", "下列", "下面", "下述", "下表"];
/// What a sentence has that states a rule instead of saying something of rows.
const RULE: [&str; 9] = ["中,", "之一", "凡", "如", "若", "的不", "的,", "情形", "行为"];
/// How a note points to rows that do not stand below it.
const POINTS: [&str; 16] = [
    "以上", "上述", "上列", "序号", "底纹", "底色", "颜色", "色", "标", "带", "粗", "线", "记号", "打",
    "公司", "厂",
];
/// What stands around what is said: 以下各企业均为…, …的企业.
const AROUND: [&str; 36] = [
    "以下", "下列", "下面", "下述", "下表", "各", "这些", "几家", "家", "企业", "单位", "公司", "产品",
    "名单", "项目", "成果", "商标", "专利", "标准", "行", "项", "条", "因故", "均", "都", "全部", "一律",
    "为", "是", "属于", "属", "系", "尚", "暂", "所列", "部分",
];

/// True for a lone line above rows that should not be paid: 以下企业不予奖励, 待批企业, 未通过.
pub fn refuses(line: &str) -> bool {
    sentences(line).iter().any(|sentence| is_against(sentence))
}

/// True for a note that says so of the rows below it: 备注：以下为待批.
pub fn refuses_below(note: &str) -> bool {
    said_below(note).any(|sentence| !is_rule(&sentence) && is_against(&sentence))
}

/// True for a note that says so of rows that it points to: 注：序号2企业已迁出，不予奖励; 带*的为复评，不再奖励.
pub fn points_against(note: &str) -> bool {
    sentences(note).iter().any(|sentence| points(sentence) && is_against(sentence))
}

/// True for a sentence that points to rows.
pub(super) fn points(sentence: &str) -> bool {
    POINTS.iter().any(|word| sentence.contains(word)) || BELOW.iter().any(|word| sentence.starts_with(word))
}

/// True for a sentence that points to rows and says that they should not be paid.
pub(super) fn speaks_against(sentence: &str) -> bool {
    (points(sentence) || sentence.contains(['第', '号'])) && is_against(sentence)
}

/// The serial numbers that a note names: 序号2、5企业.
pub fn serials(note: &str) -> Vec<String> {
    let key = key(note);
    let mut found = Vec::new();
    for (_, rest) in key.match_indices("序号").filter_map(|(at, word)| key.split_at_checked(at + word.len()))
    {
        let rest = rest.trim_start_matches(['为', '第', ':']);
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(rest.len());
        let numbers = rest.get(..end).unwrap_or_default().split(',');
        found.extend(numbers.filter(|number| !number.is_empty()).map(str::to_owned));
    }
    found
}

fn said_below(note: &str) -> impl Iterator<Item = String> {
    sentences(note).into_iter().filter(|sentence| BELOW.iter().any(|word| sentence.starts_with(word)))
}

/// The sentences of a text, as keys without its label; none of a text that explains how to fill in a form.
fn sentences(text: &str) -> Vec<String> {
    let key = key(text);
    let body = without_label(&key);
    if body.starts_with("填") {
        return Vec::new();
    }
    let numbered = |part: &str| {
        part.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '(' | ')')).to_owned()
    };
    body.split(['。', ';']).map(numbered).filter(|part| !part.is_empty()).collect()
}

/// The key of a note without 注1: or 说明: before it.
pub(super) fn without_label(key: &str) -> &str {
    match key.split_once(':') {
        Some((label, rest)) if !rest.is_empty() => {
            let word = label.trim_end_matches(|c: char| c.is_ascii_digit());
            if LABELS.contains(&word) { rest } else { key }
        }
        _ => key,
    }
}

fn is_rule(sentence: &str) -> bool {
    RULE.iter().any(|word| sentence.contains(word))
}

/// True for a sentence that says that what it speaks of should not be paid.
pub(super) fn is_against(sentence: &str) -> bool {
    remark::is_against(sentence) || remark::is_against(bare(sentence))
}

/// What is said, without what it is said of.
fn bare(sentence: &str) -> &str {
    let mut rest = sentence.trim_matches([':', '的', ' ']);
    while let Some(shorter) = AROUND.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    while let Some(shorter) = AROUND.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter.trim_end_matches('的');
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_lines_against_the_rows_below() {
        for text in [
            "以下企业不予奖励：",
            "不予奖励企业",
            "待批",
            "以下为待批企业",
            "未通过",
            "已撤销的产品",
            "放弃奖励的企业",
        ] {
            assert!(refuses(text), "{text}");
        }
        for text in ["复评产品", "无锡市名牌产品", "东镇", "第二批", "省级名牌", "奖励企业", "联系人"]
        {
            assert!(!refuses(text), "{text}");
        }
    }

    #[test]
    fn notes_against_the_rows_below() {
        for text in [
            "备注：以下为待批",
            "说明：以下企业因故不予奖励",
            "注：下列企业已迁出我市，不予奖励。",
            "以下企业均已撤销",
        ] {
            assert!(refuses_below(text), "{text}");
        }
        for text in [
            "备注：以下单位排名不分先后",
            "说明：以下情形不予奖励：逾期申报",
            "说明：以下产品中，逾期申报的不予奖励",
            "备注：以上为待批",
            "填表说明：以下各栏不得空缺，不符合条件不予奖励",
            "注：按规定奖励",
        ] {
            assert!(!refuses_below(text), "{text}");
        }
    }

    #[test]
    fn notes_against_rows_that_they_point_to() {
        for text in [
            "注：序号2企业已迁出我市，不予奖励。",
            "注：黄色底纹为复评产品，不奖励",
            "说明：带*的为复评，不再奖励",
        ] {
            assert!(points_against(text), "{text}");
        }
        for text in [
            "注：同一企业同一产品不重复奖励",
            "备注：以上名单已公示无异议",
            "注：标准以发布日期为准",
            "注：复评产品不奖励",
            "联系电话：87654321",
        ] {
            assert!(!points_against(text), "{text}");
        }
        assert_eq!(serials("注：序号2、5企业已迁出"), ["2", "5"]);
        assert_eq!(serials("注：序号为3的已迁出，序号7同"), ["3", "7"]);
        assert!(serials("注：第2行").is_empty());
    }
}
