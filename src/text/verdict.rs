//! Columns whose heading alone makes an answer speak against a row: 否 under 是否符合条件, 是 under 是否失信, 5 under 已奖励金额,
//! anything under 撤销日期. Of a heading that is none of these nothing is said.

use super::normal::{is_blank, key};
use super::remark;
use super::status;
use super::taken_away;

/// Which answer speaks against the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// 是否符合条件: a no.
    No,
    /// 审核意见: a no; 无 only says that there is nothing to add.
    Verdict,
    /// 审核: the same, and 0 is a no.
    Checked,
    /// 法律状态: a right that is over, or not granted yet.
    Status,
    /// 是否失信: a yes.
    Yes,
    /// 已奖励金额: any figure but nought.
    Figure,
    /// 撤销日期: whatever stands there.
    Anything,
}

/// What speaks against an award where it is so.
const BAD: [&str; 51] = [
    "失信",
    "黑名单",
    "异常名录",
    "一票否决",
    "已奖",
    "已兑",
    "已领",
    "已享",
    "已获奖励",
    "已拨",
    "已付",
    "已发放",
    "奖励过",
    "兑现过",
    "领取过",
    "享受过",
    "重复",
    "撤销",
    "注销",
    "吊销",
    "取消",
    "失效",
    "终止",
    "过期",
    "作废",
    "无效",
    "市外",
    "外地",
    "处罚",
    "事故",
    "欠税",
    "违法",
    "不良",
    "异议",
    "放弃",
    "迁出",
    "破产",
    "剔除",
    "删除",
    "不符合",
    "不予奖",
    "不予兑",
    "不予认",
    "不奖",
    "不兑现",
    "不合格",
    "不通过",
    "未通过",
    "核减",
    "暂缓",
    "落选",
];
/// Years before this one, beside a word of money.
const BEFORE: [&str; 8] = ["以前", "往年", "历年", "上年", "去年", "此前", "曾", "前期"];
const MONEY: [&str; 5] = ["奖", "兑现", "领取", "享受", "补助"];
/// What others gave, or what is asked of another award, says nothing of this one.
const OF_OTHERS: [&str; 12] =
    ["省", "国家", "中央", "上级", "镇", "区级", "县级", "级", "其他", "其它", "另", "别的"];
/// What must be so where an award is to be paid.
const GOOD: [&str; 15] = [
    "兑现", "奖励", "奖补", "给奖", "予奖", "符合", "有效", "通过", "同意", "合格", "合规", "认可", "属实",
    "认定", "授权",
];
/// What may stand between 是否 and such a word.
const LEAD: [&str; 20] = [
    "建议",
    "给予",
    "予以",
    "可以",
    "应予",
    "准予",
    "应",
    "可",
    "能",
    "经",
    "本次",
    "本年度",
    "本年",
    "今年",
    "审核",
    "审查",
    "申请",
    "申报",
    "需要",
    "拟",
];
/// What may be asked of a row as it is.
const ASKED: [&str; 6] = ["申报", "申请", "上报", "推荐", "列入", "纳入"];
/// Headings that ask for an award without 是否.
const PROPOSED: [&str; 15] = [
    "拟奖励",
    "拟兑现",
    "拟奖",
    "申请奖励",
    "申请兑现",
    "建议奖励",
    "建议兑现",
    "同意奖励",
    "同意兑现",
    "准予奖励",
    "应奖励",
    "应兑现",
    "可奖励",
    "予以奖励",
    "给予奖励",
];
/// Columns of those who look at a list: a bare no in them is a verdict.
const JUDGES: [&str; 11] =
    ["审核", "初审", "复核", "核查", "核实", "评审", "审查", "意见", "结论", "结果", "符合条件"];
/// What was, and no longer speaks against it.
const OVER: [&str; 7] = ["修复", "移出", "消除", "解决", "撤回", "期满", "已过"];
/// How a verdict that refuses begins: 不同意上报.
const REFUSED: [&str; 15] = [
    "不同意",
    "不予",
    "不宜",
    "不建议",
    "不推荐",
    "不符",
    "不合格",
    "不认可",
    "未通过",
    "未获通过",
    "未过",
    "不过",
    "不给",
    "不行",
    "未达",
];
/// What begins like a no and is none.
const NO_NO: [&str; 6] = ["未失效", "未终止", "未发现", "不涉及", "不适用", "未撤销"];
/// What ends an award, beside the day or the reason of it.
const ENDED: [&str; 15] = [
    "核减",
    "暂缓",
    "不予兑现",
    "不奖",
    "撤销",
    "注销",
    "吊销",
    "取消",
    "迁出",
    "放弃",
    "剔除",
    "不予奖励",
    "不予认定",
    "未通过",
    "不通过",
];
const SAID_OF_IT: [&str; 6] = ["日期", "时间", "文号", "原因", "理由", "年度"];

/// True for a column of a ledger that says whether the money went out: 是否拨付.
pub fn asks_whether_paid(heading: &str) -> bool {
    let heading = key(heading);
    let asked = heading
        .strip_prefix("是否")
        .or_else(|| heading.strip_prefix("有无"))
        .map(|rest| rest.trim_start_matches('已'));
    asked.is_some_and(|rest| {
        ["拨付", "兑现", "发放", "支付", "领取", "到账", "付款", "付", "奖励"]
            .iter()
            .any(|word| rest.starts_with(word))
    })
}

/// What a heading asks; none where no answer speaks against the row by it.
pub fn asks(heading: &str) -> Option<Asks> {
    let heading = key(heading);
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    if has(&ENDED) && SAID_OF_IT.iter().any(|word| heading.ends_with(word)) {
        return Some(Asks::Anything);
    }
    if taken_away::takes_back(&heading) {
        let said = SAID_OF_IT.iter().any(|word| heading.ends_with(word)).then_some(Asks::Anything);
        return said.or_else(|| is_amount(&heading).then_some(Asks::Figure));
    }
    if status::is_heading(&heading) {
        return Some(Asks::Status);
    }
    let of_others = has(&OF_OTHERS);
    let before = has(&BEFORE) && has(&MONEY);
    let bad = BAD.iter().filter_map(|word| Some((heading.find(word)?, *word))).min();
    if let Some((_, word)) = bad.filter(|(_, word)| !(of_others && word.starts_with('已'))) {
        return Some(of_bad(&heading, word));
    }
    if before && !of_others {
        return Some(if is_amount(&heading) { Asks::Figure } else { Asks::Yes });
    }
    let asked = ["是否", "能否", "可否"].iter().find_map(|word| heading.split_once(word));
    let must = asked.is_some_and(|(_, rest)| {
        let rest = LEAD.iter().fold(rest, |rest, lead| rest.strip_prefix(lead).unwrap_or(rest));
        !of_others && (GOOD.iter().any(|word| rest.starts_with(word)) || rest.is_empty())
            || asked.is_some_and(|(before, rest)| before.is_empty() && ASKED.contains(&rest))
    });
    let or_not = heading.strip_suffix("与否").is_some_and(|rest| GOOD.iter().any(|word| rest.contains(word)));
    if must || or_not && !of_others {
        return Some(Asks::No);
    }
    let judged = JUDGES.iter().any(|word| heading.ends_with(word));
    let judging = || (has(&JUDGES) || PROPOSED.contains(&heading.as_str())).then_some(Asks::Verdict);
    if judged { Some(Asks::Checked) } else { judging() }
}

/// 是否失信: a yes; 无失信记录, 是否未列入黑名单: a no; 已奖励金额: a figure.
fn of_bad(heading: &str, word: &str) -> Asks {
    let counted = || ["数量", "件数", "项数", "个数", "次数"].iter().any(|word| heading.contains(word));
    if is_amount(heading) || counted() {
        return Asks::Figure;
    }
    let asked = heading.replace("有无", "").replace("是否", "");
    let before = asked.split_once(word).map_or("", |(before, _)| before);
    let denied = ["无", "未", "不", "非", "没有"].iter().any(|no| before.contains(no));
    let over = ["期满", "期已过", "已消除", "已解决"].iter().any(|end| asked.contains(end));
    if denied || over { Asks::No } else { Asks::Yes }
}

fn is_amount(heading: &str) -> bool {
    ["金额", "资金", "奖金", "万元", "(元)"].iter().any(|word| heading.contains(word))
}

impl Asks {
    /// Whether an answer speaks against the row.
    pub fn against(self, answer: &str) -> bool {
        let answer = key(answer);
        let answer = answer.trim_matches(['(', ')', '。', '.', '"']);
        let starts = |words: &[&str]| words.iter().any(|word| answer.starts_with(word));
        match self {
            Self::No => is_no(answer) || starts(&["不", "未", "非"]) && !starts(&NO_NO),
            Self::Verdict => is_no(answer) && !matches!(answer, "无" | "未" | "0" | "X") || starts(&REFUSED),
            Self::Checked => answer == "0" || Self::Verdict.against(answer),
            Self::Status => status::is_none(answer),
            Self::Yes if OVER.iter().any(|word| answer.contains(word)) => false,
            Self::Yes => {
                matches!(answer, "Y" | "YES" | "1" | "TRUE" | "对" | "√" | "✓" | "✔")
                    || starts(&["是", "有", "已", "√"])
            }
            Self::Figure => answer.contains(|c: char| ('1'..='9').contains(&c)),
            Self::Anything => !is_blank(answer) && !is_no(answer),
        }
    }
}

/// 否, ×, 不.
fn is_no(answer: &str) -> bool {
    matches!(answer, "N" | "NO" | "X" | "0" | "FALSE" | "不" | "错" | "无" | "未")
        || ["否", "×", "✗", "✘", "╳", "不是", "不能", "不可"].iter().any(|word| answer.starts_with(word))
}

/// What a result says of those that have none.
const RESULTS: [&str; 17] = [
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
    "不同意",
    "不予同意",
    "不认可",
    "不合规",
    "不推荐",
];

/// True for a result of a recognition that is none.
pub fn is_failure(result: &str) -> bool {
    let result = key(result);
    remark::is_against(&result)
        || taken_away::says_of_row(&result)
        || RESULTS.contains(&result.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// × alone: a row that is struck off, whatever the column.
pub fn is_cross(answer: &str) -> bool {
    matches!(key(answer).as_str(), "×" | "✗" | "✘" | "╳")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_the_answers_that_speak_against_a_row() {
        for (heading, answer) in [
            ("是否兑现", "否"),
            ("是否奖励", "否"),
            ("是否建议奖励", "N"),
            ("是否符合条件", "×"),
            ("是否符合奖励条件", "不"),
            ("是否有效", "否"),
            ("是否同意", "否（材料不实）"),
            ("审核", "×"),
            ("质监局意见", "不同意上报"),
            ("审核意见", "否"),
            ("是否失信", "是"),
            ("是否列入黑名单", "√"),
            ("是否列入黑名单", "是（2007年）"),
            ("有无失信记录", "有"),
            ("无失信记录", "否"),
            ("是否已奖励", "是"),
            ("以前年度是否奖励", "是"),
            ("已奖励金额(万元)", "5"),
            ("以前年度奖励金额", "50000"),
            ("是否重复奖励", "是"),
            ("市外企业", "是"),
            ("撤销日期", "2008-10-01"),
            ("兑现与否", "否"),
            ("奖励与否", "否"),
            ("是否给予奖励", "不给予"),
            ("是否申请奖励", "否"),
            ("是否申报", "否"),
            ("拟奖励", "否"),
            ("申请奖励", "否"),
            ("剔除", "√"),
            ("不符合条件", "√"),
            ("审核", "未过"),
            ("财政局审核", "0"),
            ("法律状态", "权利终止"),
            ("专利状态", "受理"),
            ("核减件数", "1"),
            ("不予奖励原因", "已迁出"),
            ("追回金额(元)", "500000"),
            ("应退回资金", "3"),
            ("收回时间", "2009-03"),
        ] {
            assert!(asks(heading).is_some_and(|asks| asks.against(answer)), "{heading} {answer}");
        }
    }

    #[test]
    fn results_that_are_none() {
        assert!(
            is_failure("撤销称号")
                && is_failure("称号已撤销")
                && is_failure("停产")
                && !is_failure("生产正常")
        );
        assert!(is_failure("撤销") && is_failure("不通过") && !is_failure("通过") && !is_failure("有效"));
        assert!(is_failure("不同意") && !is_failure("同意") && !is_failure(""));
    }

    #[test]
    fn answers_that_do_not() {
        for (heading, answer) in [
            ("是否兑现", "是"),
            ("是否符合条件", "√"),
            ("审核意见", "同意"),
            ("审核人", "张三"),
            ("是否失信", "否"),
            ("有无失信记录", "无"),
            ("无失信记录", "是"),
            ("是否已奖励", "否"),
            ("已奖励金额(万元)", "0"),
            ("已奖励金额(万元)", ""),
            ("已奖励金额(万元)", "/"),
            ("是否享受其他奖励", "否"),
            ("是否获得省级奖励", "否"),
            ("省级已奖励金额", "5"),
            ("省级是否已奖励", "是"),
            ("是否重复奖励", "否"),
            ("是否上市", "否"),
            ("是否公示", "否"),
            ("是否首次", "否"),
            ("撤销日期", "/"),
            ("失效日期", "2018-05-06"),
            ("有效期至", "2011-05-06"),
            ("异议期满", "是"),
            ("联系人", "否先生"),
            ("法律状态", "授权"),
            ("专利状态", "有效"),
            ("剔除", ""),
            ("不符合条件", "否"),
            ("审核", "已审"),
            ("审核意见", "无"),
            ("拟奖励", "是"),
            ("是否申报过省级", "否"),
            ("核减件数", "0"),
            ("追回金额", "0"),
            ("追回日期", "/"),
            ("追回机制", "有"),
        ] {
            assert!(!asks(heading).is_some_and(|asks| asks.against(answer)), "{heading} {answer}");
        }
    }
}
