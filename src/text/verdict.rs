//! Columns whose heading alone makes an answer speak against a row: 否 under 是否符合条件, 是 under 是否失信, 5 under 已奖励金额,
//! anything under 撤销日期. Of a heading that is none of these nothing is said.

use super::normal::{is_blank, key};
use super::remark;

/// Which answer speaks against the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// 是否符合条件: a no.
    No,
    /// 审核意见: a no; 无 only says that there is nothing to add.
    Verdict,
    /// 是否失信: a yes.
    Yes,
    /// 已奖励金额: any figure but nought.
    Figure,
    /// 撤销日期: whatever stands there.
    Anything,
}

/// What speaks against an award where it is so.
const BAD: [&str; 33] = [
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
    "异议",
    "放弃",
    "迁出",
    "破产",
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
const LEAD: [&str; 16] = [
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
];
/// Columns of those who look at a list: a bare no in them is a verdict.
const JUDGES: [&str; 11] =
    ["审核", "初审", "复核", "核查", "核实", "评审", "审查", "意见", "结论", "结果", "符合条件"];
/// What was, and no longer speaks against it.
const OVER: [&str; 7] = ["修复", "移出", "消除", "解决", "撤回", "期满", "已过"];
/// How a verdict that refuses begins: 不同意上报.
const REFUSED: [&str; 10] =
    ["不同意", "不予", "不宜", "不建议", "不推荐", "不符", "不合格", "不认可", "未通过", "未获通过"];
/// What ends an award, beside the day or the reason of it.
const ENDED: [&str; 11] =
    ["撤销", "注销", "吊销", "取消", "迁出", "放弃", "剔除", "不予奖励", "不予认定", "未通过", "不通过"];
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
        !of_others && GOOD.iter().any(|word| rest.starts_with(word))
    });
    must.then_some(Asks::No).or_else(|| has(&JUDGES).then_some(Asks::Verdict))
}

/// 是否失信: a yes; 无失信记录, 是否未列入黑名单: a no; 已奖励金额: a figure.
fn of_bad(heading: &str, word: &str) -> Asks {
    if is_amount(heading) {
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
            Self::No => is_no(answer),
            Self::Verdict => is_no(answer) && !matches!(answer, "无" | "未" | "0" | "X") || starts(&REFUSED),
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
    remark::is_against(&result) || RESULTS.contains(&result.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// × alone: a row that is struck off, whatever the column.
pub fn is_cross(answer: &str) -> bool {
    matches!(key(answer).as_str(), "×" | "✗" | "✘" | "╳")
}

/// Columns on which money might hang: verdicts, counts, figures, days, levels and further holders.
pub fn is_weighty(heading: &str) -> bool {
    const WEIGHTY: [&str; 35] = [
        "是否",
        "有无",
        "意见",
        "结果",
        "结论",
        "状态",
        "情况",
        "审核",
        "核查",
        "数量",
        "件数",
        "项数",
        "个数",
        "金额",
        "资金",
        "万元",
        "级别",
        "等级",
        "份额",
        "占比",
        "比例",
        "合作",
        "共同",
        "注册地",
        "排序",
        "名次",
        "首次",
        "性质",
        "转让",
        "市外",
        "有效期",
        "类型",
        "权人",
        "原证",
        "所在地",
    ];
    const OF_HOLDERS: [&str; 14] = [
        "企业性质",
        "单位性质",
        "职工",
        "员工",
        "从业",
        "注册资",
        "纳税",
        "税收",
        "产值",
        "销售",
        "资产",
        "利润",
        "投资",
        "审核人",
    ];
    let heading = key(heading);
    let ends = ["日期", "时间", "年度", "截止", "到期"].iter().any(|word| heading.ends_with(word));
    let of_holder = describes(&heading) || OF_HOLDERS.iter().any(|word| heading.contains(word));
    !of_holder && (ends || WEIGHTY.iter().any(|word| heading.contains(word)))
}

/// Columns that describe a thing or a firm: what stands in them is no word on the award, whatever words it has.
pub fn describes(heading: &str) -> bool {
    const OF_THINGS: [&str; 26] = [
        "简介", "介绍", "摘要", "内容", "范围", "地址", "住所", "特点", "技术", "用途", "功能", "业绩",
        "原料", "工艺", "领域", "网址", "邮箱", "联系", "电话", "行业", "主营", "业务", "名称", "要求",
        "口号", "姓名",
    ];
    let heading = key(heading);
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    // What another level gives is told in words of its own: 省级奖励情况 已奖励.
    has(&OF_THINGS) || has(&["省", "国家", "中央", "上级"]) && has(&["奖", "补", "兑", "资金"])
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
            ("不予奖励原因", "已迁出"),
        ] {
            assert!(asks(heading).is_some_and(|asks| asks.against(answer)), "{heading} {answer}");
        }
    }

    #[test]
    fn results_that_are_none() {
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
        ] {
            assert!(!asks(heading).is_some_and(|asks| asks.against(answer)), "{heading} {answer}");
        }
    }
}
