//! Words by which a title, a name or a heading says that money went out: 拨付明细, 签收表, 支付金额.

use super::normal::key;

/// What was done with the money.
const DONE: [&str; 16] = [
    "拨付",
    "拨款",
    "发放",
    "下达",
    "支付",
    "付款",
    "打款",
    "到账",
    "签收",
    "签领",
    "领款",
    "领取",
    "奖金安排",
    "资金安排",
    "兑现表",
    "兑现明细",
];
/// What is not done yet.
const NOT_YET: [&str; 18] = [
    "申请",
    "申报",
    "拟",
    "请示",
    "待",
    "建议",
    "计划",
    "预算",
    "方案",
    "审核",
    "审批",
    "公示",
    "未",
    "应",
    "测算",
    "初审",
    "推荐",
    "汇总表",
];
/// Money.
const AMOUNT: [&str; 5] = ["金额", "资金", "奖金", "款", "额"];
/// What was done with it, in a heading; 奖 and 补 say what it was for.
const OF_AMOUNT: [&str; 12] =
    ["奖", "补", "拨", "支付", "付款", "实付", "发放", "实发", "下达", "安排", "到账", "领"];

/// True for the title or name of a list by which money went out.
pub fn says(text: &str) -> bool {
    let key = key(text);
    DONE.iter().any(|word| key.contains(word)) && !NOT_YET.iter().any(|word| key.contains(word))
}

/// True for the heading of what was paid, or awarded, by such a list: 下达金额, 奖补金额, 安排资金.
pub fn is_amount(heading: &str) -> bool {
    let key = key(heading);
    let bare = key.split('(').next().unwrap_or_default();
    AMOUNT.iter().any(|word| bare.ends_with(word))
        && OF_AMOUNT.iter().any(|word| bare.contains(word))
        && !NOT_YET.iter().any(|word| bare.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_by_which_money_went_out() {
        for text in [
            "以前年度奖励资金拨付情况表",
            "2020年度奖励资金拨付明细",
            "2020年度专精特新奖励资金下达表",
            "2008年奖金签收表",
            "2008年度奖励资金拨款通知",
            "奖励资金支付台账",
            "2020年度奖励资金安排表",
        ] {
            assert!(says(text), "{text}");
        }
        for text in ["奖励资金拨付申请表", "拟拨付企业名单", "2022年老字号奖励名单", "奖励资金申报汇总表"]
        {
            assert!(!says(text), "{text}");
        }
        for text in ["拨付金额（万元）", "安排资金(万元)", "奖补金额", "实发金额", "拨款额"]
        {
            assert!(is_amount(text), "{text}");
        }
        for text in ["贷款金额", "合同金额", "研发投入金额", "申请拨付金额", "拨付时间", "营业收入(万元)"]
        {
            assert!(!is_amount(text), "{text}");
        }
    }
}
