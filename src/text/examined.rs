//! 复审 and 续展 that say nothing of a re-certification: the second look at an application, and the term of what is granted once.

use super::normal::key;
use super::stage::{self, Said};

/// That an examination was passed.
const PASSED: [&str; 6] = ["复审通过", "通过复审", "复审合格", "复核通过", "通过复核", "复核合格"];
/// Who looks at an application first, or last.
const EXAMINED: [&str; 9] =
    ["初审", "终审", "一审", "二审", "三审", "审核", "材料复审", "资料复审", "申报材料"];

/// A key without 复审通过 where 初审, 终审 or 审核 beside it shows that it is of the application.
pub(super) fn left_out(key: &str) -> String {
    if !EXAMINED.iter().any(|word| key.contains(word)) {
        return key.to_owned();
    }
    without(&without(key, &["材料复审", "资料复审"]), &PASSED)
}

fn without(key: &str, words: &[&str]) -> String {
    words.iter().fold(key.to_owned(), |text, word| text.replace(word, ""))
}

/// What a text says of the stage of an award that is never renewed, as a patent: that an examination was passed or a term
/// prolonged says nothing of it.
pub fn said_of_lasting(text: &str) -> Said {
    stage::said(&without(&without(&key(text), &PASSED), &["续展", "复核", "复查", "复验"]))
}

/// True for patents, standards and subsidies: they are granted once. Marks of standards and certificates are renewed.
pub fn lasts(category: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| category.contains(word));
    has(&["专利", "标准", "补助", "补贴", "资助"])
        && !has(&[
            "标准化",
            "采用",
            "采标",
            "标志",
            "示范",
            "试点",
            "优势",
            "企业",
            "认证",
            "认定",
            "商标",
            "名牌",
        ])
}

#[cfg(test)]
mod tests {
    use super::super::stage::Stage;
    use super::*;

    #[test]
    fn what_remarks_say_of_what_is_never_renewed() {
        for text in ["复审通过", "续展有效期至2016年", "初审通过"] {
            assert_eq!(said_of_lasting(text), Said::Nothing, "{text}");
        }
        assert_eq!(said_of_lasting("本次复评"), Said::Clear(Stage::Recertified));
        assert_eq!(said_of_lasting("2005年首次认定，2008年复评"), Said::Doubt);
        assert_eq!(said_of_lasting("复审"), Said::Doubt);
    }

    #[test]
    fn what_is_granted_once() {
        assert!(lasts("发明专利") && lasts("国家标准") && lasts("技术改造补助"));
        assert!(!lasts("采用国际标准产品") && !lasts("标准化良好行为企业") && !lasts("省级著名商标"));
    }
}
