//! Stock sentences of public notices (如有异议请反映, 逾期不予受理, 如有虚假愿退回奖励资金): they state what would be, and say nothing
//! of the rows that stand beside them.

use super::normal::key;
use std::borrow::Cow;

/// What such a sentence begins with.
const IF: [&str; 13] = [
    "如有异议",
    "若有异议",
    "有异议的,请",
    "有异议请",
    "有异议,请",
    "有异议者",
    "如有虚假",
    "若有虚假",
    "如有不实",
    "若有不实",
    "如有隐瞒",
    "如有弄虚作假",
    "如弄虚作假",
];
/// What it goes on with.
const THEN: [&str; 14] = [
    "请", "反映", "提出", "电话", "书面", "联系", "愿", "退回", "退还", "追回", "承担", "责任", "取消",
    "撤销",
];
/// What speaks of rows, whatever it follows.
const OF_ROWS: [&str; 8] = ["以下", "下列", "以上", "上述", "所列", "名单", "本表", "序号"];
/// What may be said of what comes too late.
const LATE: [&str; 7] = ["不予受理", "不受理", "不再受理", "不予办理", "恕不", "视为放弃", "视为自动放弃"];

/// A text without its stock sentences; as a key where it has one.
pub fn without(text: &str) -> Cow<'_, str> {
    const MARKS: [&str; 6] = ["异议", "逾期", "虚假", "不实", "隐瞒", "作假"];
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return Cow::Borrowed(text);
    }
    let key = key(&text.replace(['\u{3000}', ' '], ""));
    let mut kept = String::with_capacity(key.len());
    let mut within = false;
    // The beginning of a sentence may hold a comma: 有异议,请.
    let joined = key.replace("异议的,请", "异议的请").replace("异议,请", "异议请");
    for part in joined.split_inclusive(['。', ';', ',', '(', ')']) {
        let has = |words: &[&str]| words.iter().any(|word| part.contains(word));
        let begins =
            IF.iter().filter_map(|word| part.find(word.replace(',', "").as_str())).min().filter(|at| {
                !part.get(*at..).is_some_and(|rest| OF_ROWS.iter().any(|word| rest.contains(word)))
            });
        let late = part.starts_with("逾期") && has(&LATE) && !has(&OF_ROWS);
        let follows = within && has(&THEN) && !has(&OF_ROWS);
        match begins {
            Some(at) => kept.push_str(part.get(..at).unwrap_or_default()),
            None if late || follows => {}
            None => kept.push_str(part),
        }
        within = (begins.is_some() || follows) && !part.ends_with(['。', ';', ')']);
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stock_sentences_are_left_out() {
        for (text, kept) in [
            ("公示期间如有异议，请向市质监局反映，电话：12345678", "公示期间"),
            ("名牌名单（公示期间如有异议请反映）", "名牌名单(公示期间"),
            ("对结果有异议的，请于3月10日前提出。", "对结果"),
            ("申报截止日期3月31日，逾期不予受理", "申报截止日期3月31日,"),
            ("承诺：内容真实，如有虚假愿退回奖励资金。", "承诺:内容真实,"),
            ("异议名单", "异议名单"),
            ("有异议的", "有异议的"),
            ("异议名单（如有异议请反映）", "异议名单("),
            ("如有异议请反映，以下企业不予奖励", "以下企业不予奖励"),
            ("逾期企业名单", "逾期企业名单"),
        ] {
            assert_eq!(without(text), kept, "{text}");
        }
    }
}
