//! Headings of columns that no rule reads: those on which money might hang, and those that only describe a thing or a firm.

use super::normal::key;

/// True for the heading of a column in which those who looked at a list say how many they count: 核定件数.
pub fn is_audited_count(heading: &str) -> bool {
    const AUDITED: [&str; 15] = [
        "核定", "核准", "核实", "认可", "审定", "审核", "复核", "初审", "实际", "应奖", "拟奖", "奖励",
        "兑现", "确认", "通过",
    ];
    const COUNTS: [&str; 7] = ["数", "数量", "件数", "个数", "只数", "项数", "量"];
    let heading = key(heading);
    let bare = heading.split('(').next().unwrap_or_default();
    AUDITED.iter().any(|word| bare.strip_prefix(word).is_some_and(|rest| COUNTS.contains(&rest)))
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
