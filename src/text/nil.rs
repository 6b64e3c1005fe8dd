//! What stands in a list that has nothing to list: 无, 暂无, 零报告, 经查询，无失信企业.

use super::closing::names_firm;
use super::normal::key;

/// True for what is written into a list that has no rows: 无, 暂无, 零报告, /, 经查询，无失信企业.
pub fn is_nil(text: &str) -> bool {
    const WHOLE: [&str; 9] = ["零报告", "零申报", "/", "-", "--", "—", "——", "无此项", "没有"];
    const BEFORE: [&str; 16] = [
        "经查询",
        "经查",
        "经核查",
        "经核实",
        "本年度",
        "本年",
        "当年",
        "今年",
        "本市",
        "我市",
        "本县",
        "我县",
        "本区",
        "我区",
        "我局",
        "本单位",
    ];
    const NOTHING: [&str; 12] =
        ["失信", "申报", "符合", "获奖", "新增", "相关", "名单", "企业", "单位", "违法", "处罚", "黑名单"];
    let key = key(text);
    let key = key.trim_matches(['(', ')', '。', '.']);
    if WHOLE.contains(&key) {
        return true;
    }
    let mut rest = key.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches("年度");
    while let Some(shorter) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start_matches([',', ':']);
    }
    let Some(what) = ["暂无", "没有", "无"].iter().find_map(|word| rest.strip_prefix(word)) else {
        return false;
    };
    let short = key.chars().count() <= 24 && !names_firm(key);
    what.is_empty()
        || short && NOTHING.iter().any(|word| what.starts_with(word)) && !what.contains(['除', '的'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_there_is_nothing() {
        for text in [
            "无",
            "暂无",
            "（无）",
            "/",
            "—",
            "零报告",
            "本年度无",
            "2015年度无",
            "无此项",
            "经查询，无失信企业",
        ] {
            assert!(is_nil(text), "{text}");
        }
        for text in ["无锡电缆厂", "无证", "无法兑现企业", "无失信记录的企业", "碧波", "零", "0", ""]
        {
            assert!(!is_nil(text), "{text}");
        }
    }
}
