//! What says the opposite of an award: titles of lists that were not recognised (国家名牌未通过名单), and remarks of rows (已撤销).

use super::layout::ColumnUse;
use super::say::{Fault, Here};
use crate::finding::Code;
use crate::table::category::CategoryIndex;
use crate::text::normal::key;
use crate::text::remark;

/// Words that beside the name of a category say that what is listed does not have it, or not yet.
const NOT_IT: [&str; 14] = [
    "未通过",
    "不予",
    "落选",
    "淘汰",
    "撤销",
    "取消",
    "注销",
    "失效",
    "培育",
    "拟申报",
    "申报中",
    "后备",
    "候选",
    "推荐",
];
/// Of these, the words that say it without the name of a category, too.
const NEVER_IT: [&str; 5] = ["未通过", "不予认定", "不予奖励", "落选", "淘汰"];

/// Words that say that the category named beside them is left out, whatever the list is: it states no category.
const LEFT_OUT: [&str; 12] = [
    "不含",
    "不包括",
    "不包含",
    "不属于",
    "未获",
    "未取得",
    "未被认定",
    "未认定",
    "没有",
    "尚无",
    "除外",
    "以外",
];

/// The word by which a text leaves out the category that it names: （不含省名牌）, 除省名牌外.
pub(super) fn word_left_out(text: &str, categories: &CategoryIndex) -> Option<&'static str> {
    let around = categories.around(text);
    let (before, after) = (around.get(..around.len().saturating_sub(1))?, around.get(1..)?);
    if around.len() < 2 {
        return None;
    }
    let except = before.iter().any(|part| part.contains('除'))
        && after.iter().any(|part| part.starts_with('外') || part.contains("之外"));
    let word = LEFT_OUT.into_iter().find(|word| around.iter().any(|part| part.contains(word)));
    word.or_else(|| except.then_some("除…外"))
}

/// The word by which a title, a section or the name of a sheet or file says that what is listed is not what it names.
fn word_against(text: &str, categories: &CategoryIndex) -> Option<&'static str> {
    let around = categories.around(text);
    let has = |word: &&str| around.iter().any(|part| part.contains(*word));
    if around.len() < 2 {
        return NEVER_IT.into_iter().find(|word| has(word));
    }
    let before = around.iter().rev().skip(1);
    NOT_IT
        .into_iter()
        .find(|word| has(word))
        .or_else(|| before.into_iter().any(|part| part.ends_with('非')).then_some("非"))
}

/// The fault of a text that stands above rows; `what` it is.
pub(super) fn of_title(what: &str, text: &str, categories: &CategoryIndex) -> Option<Fault> {
    let (word, says) = match word_left_out(text, categories) {
        Some(word) => (word, "所列的没有其中写的那一类成果"),
        None => (word_against(text, categories)?, "所列的不是已认定的成果"),
    };
    let message = format!("{what}写的是「{text}」，其中的「{word}」看来是说{says}；行都待定。");
    let help = "若确实不是已认定的成果，请把它移出名单；若是，请改正这个名称，或逐行用「采信」决定写明。";
    Some(Fault::new(Code::TableKind, message, help))
}

/// What a column of results says of those that have none.
const RESULTS: [&str; 12] = [
    "撤销",
    "注销",
    "落选",
    "淘汰",
    "失效",
    "已失效",
    "未认定",
    "不予认定",
    "不予通过",
    "放弃",
    "取消",
    "已取消",
];

/// True for a result of a recognition that is none.
pub(super) fn is_failure(result: &str) -> bool {
    let result = key(result);
    remark::is_against(&result) || RESULTS.contains(&result.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// A column of results that no rule reads.
pub(super) fn is_result(column: &ColumnUse) -> bool {
    column.field.is_none()
        && ["认定结果", "评审结果", "结果", "状态"].contains(&key(&column.heading).as_str())
}

/// The fault of a row with such a remark.
pub(super) fn of_row(heading: &str, text: &str, row: u32, here: &Here) -> Fault {
    let message = format!("「{heading}」写的是「{text}」，看来本行不应奖励。");
    let choice = here.accept_decision(row);
    let help = format!("确实不应奖励的请从名单中删去；仍应奖励的在 decisions.toml 中写明：\n{choice}");
    Fault::new(Code::RemarkAgainst, message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_that_is_left_out_is_told_from_one_that_is_stated() {
        let policy = crate::intake::tests::policy();
        let index = CategoryIndex::new(&policy);
        for (text, word) in [
            ("（不含国家名牌）", Some("不含")),
            ("名单（不包括国家名牌产品）", Some("不包括")),
            ("除国家名牌外的产品名单", Some("除…外")),
            ("除国家名牌产品之外的名单", Some("除…外")),
            ("2008年未获国家名牌的企业名单", Some("未获")),
            ("未取得国家名牌的企业", Some("未取得")),
            ("没有国家名牌的企业", Some("没有")),
            ("不属于国家名牌的产品", Some("不属于")),
            ("国家名牌名单（外资企业）", None),
            ("解除国家名牌限制名单", None),
            ("国家名牌名单", None),
            ("不含税金额名单", None),
            ("", None),
        ] {
            assert_eq!(word_left_out(text, &index), word, "{text}");
        }
    }

    #[test]
    fn results_that_are_none() {
        assert!(is_failure("撤销") && is_failure("不通过") && !is_failure("通过") && !is_failure("有效"));
    }
}
