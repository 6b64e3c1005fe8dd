//! Columns that tell of an earlier recognition of the same: 首次认定日期, 上次认定时间, 原证书编号, 届次, 是否新认定.

use super::again;
use super::normal::{is_blank, key};
use super::number;
use super::stage::{Said, Stage};

/// What a row has of its own, to be compared with the cell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Own<'a> {
    /// The year of its recognition.
    pub year: Option<i32>,
    /// The number of its certificate.
    pub certificate: Option<&'a str>,
    /// The award is a prize that is given in sessions: which one it was says nothing of the winner.
    pub has_sessions: bool,
}

/// The one before.
const LAST: [&str; 9] = ["上次", "上一次", "前次", "前一次", "上届", "上一届", "上一轮", "上轮", "原"];
/// What is recognised, and what says so.
const OF_AWARD: [&str; 12] =
    ["认定", "获", "评", "证", "取得", "命名", "授予", "批准", "入选", "发证", "称号", "有效期"];
/// What else is changed or renewed than an award.
const OTHER: [&str; 13] =
    ["申报", "申请", "注册", "登记", "企业", "单位", "名称", "营业", "执照", "受理", "产地", "材料", "件"];
/// How often it was won.
const TIMES: [&str; 7] = ["届次", "第几次", "第几届", "认定次数", "获评次数", "获得次数", "评定次数"];
/// Whether it is the first.
const IS_FIRST: [&str; 11] = [
    "是否首次",
    "是否初次",
    "是否新认定",
    "是否为新认定",
    "是否新评",
    "是否新获",
    "是否首评",
    "是否初评",
    "是否第一次",
    "是否为首次",
    "新认定与否",
];
/// What a column of days or numbers is called: 首次认定日期, 首次证书编号.
const NO_QUESTION: [&str; 9] = ["日期", "时间", "年", "日", "号", "申报", "申请", "注册", "登记"];
/// Columns of a further recognition in which any yes says that there was one.
const AGAIN: [&str; 7] = ["复评", "续评", "再认定", "重新认定", "再次认定", "延续认定", "续认定"];
/// What makes such a column one of the next time, or of another matter.
const NEXT: [&str; 9] = ["下次", "下届", "应", "时间", "日期", "期限", "周期", "到期", "计划"];

/// What a cell says by its heading.
pub fn said(heading: &str, text: &str, own: Own<'_>) -> Said {
    let (heading, text) = (key(heading), key(text));
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let starts = |words: &[&str]| words.iter().any(|word| heading.starts_with(word));
    if text.is_empty() || is_blank(&text) {
        return Said::Nothing;
    }
    let doubt = |doubted: bool| if doubted { Said::Doubt } else { Said::Nothing };
    let no = is_no(&text);
    // 首次 and 首次认定 ask; 首次认定日期 with 无 only leaves the day open.
    let asks = starts(&IS_FIRST) || starts(&again::FIRST) && !has(&NO_QUESTION);
    if asks && no {
        return Said::Clear(Stage::Recertified);
    }
    if starts(&again::FIRST) && has(&OF_AWARD) && !has(&["申报", "申请", "注册", "登记"]) {
        let said = again::year_within(&text);
        return doubt(said.is_some_and(|said| own.year.is_some_and(|year| said < year)));
    }
    if starts(&LAST) && has(&OF_AWARD) && !has(&OTHER) {
        let same = own.certificate.is_some_and(|own| key(own) == text);
        let nothing = no || same || text.starts_with(['无', '首', '初', '新']);
        return doubt(!nothing);
    }
    if has(&TIMES) && !(own.has_sessions && has(&["届"])) || starts(&["连续"]) && has(&OF_AWARD) {
        return doubt(is_many(&text));
    }
    // Other answers are read by their words.
    if has(&AGAIN) && !has(&NEXT) && !heading.contains(['/', '或', '初', '首', '新']) {
        return doubt(["通过", "合格", "有", "已", "优", "良"].iter().any(|yes| text.starts_with(yes)));
    }
    Said::Nothing
}

fn is_no(text: &str) -> bool {
    matches!(text, "否" | "×" | "N" | "不是" | "非" | "无" | "没有" | "不")
}

/// 2, 第二届, 连续三次, 5年.
fn is_many(text: &str) -> bool {
    let figure = text.trim_start_matches(['第', '连', '续', '共']);
    let end = figure.trim_end_matches(['届', '次', '年', '轮', '个', '回']);
    number::whole(end).is_ok_and(|number| number >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: Own<'_> = Own { year: Some(2008), certificate: Some("S1"), has_sessions: false };

    #[test]
    fn columns_of_an_earlier_recognition() {
        for (heading, text) in [
            ("首次认定日期", "2005年9月"),
            ("首次获得时间", "2005"),
            ("初次获证年份", "2005"),
            ("上次认定时间", "2005年"),
            ("原证书编号", "S0"),
            ("原认定日期", "2005-09-01"),
            ("届次", "第二届"),
            ("连续获得年限", "3"),
            ("认定次数", "2"),
            ("复评情况", "通过"),
            ("第几次", "二"),
        ] {
            assert_eq!(said(heading, text, OWN), Said::Doubt, "{heading} {text}");
        }
        for heading in ["是否新认定", "首次", "首次（是/否）", "首次认定"] {
            assert_eq!(said(heading, "否", OWN), Said::Clear(Stage::Recertified), "{heading}");
            assert_eq!(said(heading, "×", OWN), Said::Clear(Stage::Recertified), "{heading}");
        }
    }

    #[test]
    fn columns_that_say_nothing_of_it() {
        for (heading, text) in [
            ("首次认定日期", "2008-09-01"),
            ("首次认定日期", "/"),
            ("首次认定日期", "无"),
            ("首次注册日期", "2005-01-01"),
            ("首次申报时间", "2005"),
            ("上次认定时间", "无"),
            ("原证书编号", "S1"),
            ("原企业名称", "某厂"),
            ("原名称", "某厂"),
            ("届次", "第一届"),
            ("届次", "首届"),
            ("认定次数", "1"),
            ("复评情况", "/"),
            ("复评情况", "未参加"),
            ("下次复评时间", "2011年"),
            ("是否新认定", "是"),
            ("原产地证书", "有"),
            ("连续三年纳税情况", "正常"),
        ] {
            assert_eq!(said(heading, text, OWN), Said::Nothing, "{heading} {text}");
        }
        let prize = Own { has_sessions: true, ..OWN };
        assert_eq!(said("届次", "第三届", prize), Said::Nothing);
    }
}
