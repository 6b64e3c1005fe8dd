//! What a title, or the name of a sheet, says its rows are where that is no list of awards, though a name farther off is one's:
//! 通讯录, 座谈会签到表, 走访企业名单, 税收 in a file 高新技术企业.

use super::normal::key;
use super::{left_over, name, subject, surname};

/// What is done with firms besides awarding them: meetings, visits, services, and how to reach them.
const BUSINESS: [&str; 59] = [
    "通讯录",
    "通信录",
    "联络员",
    "联络人",
    "微信",
    "工作群",
    "群成员",
    "签到",
    "参会",
    "与会",
    "到会",
    "列席",
    "座谈",
    "回执",
    "座位",
    "席位",
    "路演",
    "沙龙",
    "论坛",
    "推介会",
    "培训",
    "报名",
    "讲座",
    "学员",
    "观摩",
    "参观",
    "走访",
    "拜访",
    "慰问",
    "值班",
    "排班",
    "考勤",
    "住宿",
    "就餐",
    "用餐",
    "服务专员",
    "包联",
    "包保",
    "挂钩",
    "挂联",
    "结对",
    "联系企业",
    "诉求",
    "问卷",
    "满意度",
    "招聘",
    "用工",
    "招工",
    "参展",
    "展会",
    "展位",
    "捐款",
    "捐赠",
    "党建",
    "摸底",
    "摸排",
    "对接",
    "后备",
    "储备",
];
/// How to reach firms: alone it is all that the list says.
const REACHING: [&str; 4] = ["联系人", "联系方式", "联系表", "电话"];
/// What a list of awards says of itself, whatever else.
const AWARDING: [&str; 14] = [
    "奖", "补助", "补贴", "扶持", "资金", "兑现", "认定", "申报", "获", "入选", "授予", "通过", "公示",
    "评审",
];
/// Headings that only lists of such business have.
const HEADINGS: [&str; 12] =
    ["签到", "参会", "与会", "到会", "座位", "席位", "车牌", "住宿", "就餐", "用餐", "回执", "走访"];
/// What clerks call their copies.
const COPIES: [&str; 12] =
    ["导出", "打印", "原始", "最后", "底稿", "底表", "给", "最新", "新建", "结果", "送", "整理"];
/// What a sentence begins with that says something of the rows.
const SENTENCES: [&str; 12] =
    ["以下", "下列", "下面", "下述", "上述", "经", "现将", "根据", "按照", "依据", "兹", "为"];
/// A longer text is a sentence.
const LONGEST: usize = 40;

/// The noun by which a text that names no award says that what it lists is something else. `is_known` tells what is part of what
/// the policy itself names, `award` is that of the award that stands farther off.
pub fn read(text: &str, award: &str, is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    let text = key(text);
    if text.chars().count() > LONGEST || text.contains([':', '。', ';']) {
        return None;
    }
    let awards = AWARDING.iter().any(|word| text.contains(word));
    let reaching = || REACHING.into_iter().find(|word| !awards && text.contains(word));
    if let Some(word) = business(&text, is_known).or_else(reaching) {
        return Some(word.to_owned());
    }
    let award = key(award);
    let harmless = |part: &str| {
        is_known(part)
            || is_short_for(part, &award)
            || subject::says_nothing(part)
            || surname::is_name(part)
            || COPIES.contains(&part)
    };
    // A firm above its own list.
    let firm = name::ends_as_organisation(&text);
    if awards || firm || surname::is_name(&text) || SENTENCES.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    left_over::noun(&text, &harmless)
}

/// The word of such business in what stands before an award's name: 参加座谈会的 before 高新技术企业.
pub fn before(text: &str, is_known: &dyn Fn(&str) -> bool) -> Option<&'static str> {
    business(&key(text), is_known)
}

/// True for the heading of a column that only lists of such business have.
pub fn is_heading(heading: &str) -> bool {
    let heading = key(heading);
    HEADINGS.iter().any(|word| heading.contains(word))
}

fn business(key: &str, is_known: &dyn Fn(&str) -> bool) -> Option<&'static str> {
    BUSINESS.into_iter().find(|word| key.contains(word) && !is_known(word))
}

/// 高新 and 高企 for 高新技术企业: the signs of the one stand in the other in their order.
fn is_short_for(part: &str, name: &str) -> bool {
    let mut signs = name.chars();
    part.chars().all(|sign| signs.any(|other| other == sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_known(text: &str) -> bool {
        "示例市科技创新奖励办法".contains(text) || "高新技术企业".contains(text)
    }

    fn told(text: &str) -> Option<String> {
        read(text, "高新技术企业", &is_known)
    }

    #[test]
    fn lists_of_other_business() {
        for text in [
            "通讯录",
            "联系人",
            "企业联系方式",
            "参会名单",
            "会议签到表",
            "座谈会名单",
            "2023年获奖企业座谈会参会名单",
            "走访企业名单",
            "培训班报名表",
            "税收",
            "税收情况表",
            "用电量",
            "后备库",
            "融资需求",
            "研发费用统计表",
            "企业纳税情况",
        ] {
            assert!(told(text).is_some(), "{text}");
        }
        assert!(before("参加座谈会的", &is_known).is_some());
        for heading in ["签到", "参会人员", "是否参会", "座位号"] {
            assert!(is_heading(heading), "{heading}");
        }
    }

    #[test]
    fn names_of_parts_and_copies_of_a_list() {
        for text in [
            "",
            "Sheet1",
            "名单",
            "附件1",
            "2023年度企业汇总表",
            "东镇",
            "科技局",
            "县科技局报送",
            "第一批",
            "上半年",
            "高新",
            "高企",
            "红杉机械集团有限公司",
            "工业",
            "规上企业",
            "李四",
            "导出数据",
            "打印版",
            "认定企业名单及联系方式",
            "2023年度产业发展扶持资金企业汇总表",
            "关于公布2023年第一批企业的通知",
            "联系电话：87654321",
            "以下企业均无失信记录",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
        assert_eq!(before("示例市2023年度新认定", &is_known), None);
        for heading in ["企业名称", "联系人", "联系电话", "签字", "认定日期"] {
            assert!(!is_heading(heading), "{heading}");
        }
    }
}
