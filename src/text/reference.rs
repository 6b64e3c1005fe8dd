//! What a ledger, an exclusion list or a register says of its own row: that the money never went out, that the exclusion is over,
//! that the account cannot be paid to. Each leaves it open what the row is worth, and a person looks.

use super::normal::key;
use super::remark;

/// True where a ledger's row says that its payment was not made, or was taken back: 作废, 未拨付.
pub fn is_unpaid(text: &str) -> bool {
    const NOT_PAID: [&str; 24] = [
        "未拨",
        "未付",
        "未支付",
        "未兑",
        "未发放",
        "未发给",
        "未领",
        "未到账",
        "没有拨付",
        "没有兑现",
        "没付",
        "待拨",
        "待付",
        "待兑",
        "不予拨付",
        "不予兑现",
        "暂缓",
        "缓发",
        "停发",
        "拒付",
        "追回",
        "收回",
        "冲销",
        "红冲",
    ];
    const BACK: [&str; 4] = ["退回", "退还", "退款", "冲红"];
    /// What is left of a payment in parts, and money that nobody took back.
    const UNLESS: [&str; 9] = ["余", "剩", "尾款", "二期", "分期", "下期", "无", "不存在", "没有退"];
    const STRUCK: [&str; 12] =
        ["作废", "撤销", "取消", "删除", "无效", "误填", "误报", "填错", "错误", "有误", "误付", "重复"];
    parts(text).iter().any(|part| {
        let says = NOT_PAID.iter().chain(&BACK).any(|word| part.contains(word));
        let bare = trimmed(
            part,
            &[
                "此笔", "该笔", "本笔", "此行", "本行", "此条", "本条", "此项", "该项", "已被", "已", "应",
                "请",
            ],
        );
        says && !UNLESS.iter().any(|word| part.contains(word)) || STRUCK.contains(&bare)
    })
}

/// True where a ledger's row says that money came back: 追回, 错付收回, 已退回财政.
pub fn is_reclaim(text: &str) -> bool {
    const BACK: [&str; 8] = ["追回", "收回", "退回", "退还", "退款", "冲红", "红冲", "冲销"];
    const NOT_YET: [&str; 9] = ["未", "待", "拟", "应", "将", "尚", "没", "不", "难"];
    let has = |words: &[&str], part: &str| words.iter().any(|word| part.contains(word));
    parts(text).iter().any(|part| has(&BACK, part) && !has(&NOT_YET, part))
}

/// True where a list of exclusions says of a row that it no longer holds: 已移出, 已修复, 期满.
pub fn is_lifted(text: &str) -> bool {
    const OVER: [&str; 14] = [
        "移出",
        "移除",
        "解除",
        "修复",
        "撤销",
        "撤出",
        "退出",
        "取消",
        "期满",
        "到期",
        "已过期",
        "终止",
        "履行完毕",
        "恢复",
    ];
    const NOT_YET: [&str; 8] = ["未", "不予", "不得", "尚", "不能", "拒绝", "待", "申请"];
    parts(text).iter().any(|part| {
        let over = OVER.iter().any(|word| part.contains(word));
        over && !NOT_YET.iter().any(|word| part.contains(word))
    })
}

/// What a column of an exclusion list that no field has may say of how long the exclusion lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The day on which it ended or ends: 解除时间.
    End,
    /// Whether it is over: 信用修复.
    Ended,
    /// Whether it is in force: 是否仍在列.
    Listed,
    /// Something else: when the firm was founded, fined, or looked at.
    Other,
    /// Nobody can tell.
    Unknown,
}

/// What the heading of such a column makes of it.
pub fn of_exclusion(heading: &str) -> Column {
    const DAYS: [&str; 6] = ["日期", "时间", "日", "至", "年月", "截止"];
    const ENDS: [&str; 14] = [
        "解除",
        "终止",
        "截止",
        "届满",
        "期满",
        "到期",
        "失效",
        "修复",
        "退出",
        "撤出",
        "移出",
        "移除",
        "结束",
        "有效期",
    ];
    const LISTED: [&str; 6] = ["在列", "仍在", "是否有效", "现列", "是否失信", "列入"];
    const OTHER: [&str; 26] = [
        "处罚", "决定", "发布", "公布", "公告", "违法", "违规", "立案", "成立", "注册", "登记", "检查",
        "抽查", "发生", "事故", "文号", "认定", "填报", "报送", "判决", "裁定", "更新", "法人", "上市",
        "规模", "编号",
    ];
    let heading = key(heading);
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let asks = heading.contains("是否");
    if has(&ENDS) && !asks && DAYS.iter().any(|word| heading.ends_with(word)) {
        return Column::End;
    }
    if has(&LISTED) {
        return Column::Listed;
    }
    if has(&ENDS) {
        return Column::Ended;
    }
    if has(&OTHER) { Column::Other } else { Column::Unknown }
}

/// 3年, 六个月, 三年: how long it lasts.
pub fn is_term(text: &str) -> bool {
    let text = key(text);
    let text = text.trim_end_matches('期');
    let count = ["年", "个月", "月"].iter().find_map(|unit| text.strip_suffix(unit));
    count.is_some_and(|count| {
        let digits = count.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十两半".contains(c));
        !count.is_empty() && digits && count.chars().count() <= 2
    })
}

/// True where a register says that an enterprise is no more, or is not to be paid.
pub fn is_gone(text: &str) -> bool {
    !is_of_account(text) && remark::is_against(text)
}

/// True where a register says that the account or its name is wrong: 账号有误, 账户已注销; not 原账号已注销.
pub fn is_of_account(text: &str) -> bool {
    const ACCOUNT: [&str; 7] = ["账号", "帐号", "账户", "帐户", "户名", "开户行", "卡号"];
    const WRONG: [&str; 15] = [
        "有误", "错误", "不符", "不对", "不详", "不全", "异常", "冻结", "销户", "注销", "作废", "停用",
        "待核", "待定", "待补",
    ];
    // Most cells speak of none: they are not parted.
    text.contains(['账', '帐', '户', '卡'])
        && parts(text).iter().any(|part| {
            let of_account = ACCOUNT.iter().any(|word| part.contains(word));
            of_account
                && WRONG.iter().any(|word| part.contains(word))
                && !part.contains(['原', '旧', '无', '未'])
        })
}

/// True for the column that says what an enterprise is called now.
pub fn is_new_name(heading: &str) -> bool {
    let heading = key(heading);
    let names = ["", "名称", "企业", "企业名称", "单位名称", "公司名称", "的名称"];
    let of = ["变更后", "更名后", "现", "现用", "改名后", "新"];
    heading != "现"
        && heading != "新"
        && of.iter().any(|word| heading.strip_prefix(word).is_some_and(|rest| names.contains(&rest)))
        || heading == "现名"
}

/// True for the column that says in whose name an account is.
pub fn is_account_name(heading: &str) -> bool {
    let heading = key(heading);
    [
        "户名",
        "账户名",
        "账户名称",
        "帐户名称",
        "开户名",
        "开户名称",
        "收款户名",
        "银行户名",
        "账号户名",
        "收款人名称",
    ]
    .contains(&heading.as_str())
}

/// The parts of a remark, without the marks around them.
fn parts(text: &str) -> Vec<String> {
    let text = key(text);
    let parts = text.split([',', ';', '。', '\n']);
    parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect()
}

/// A part without the words that may lead it.
fn trimmed<'a>(part: &'a str, leads: &[&str]) -> &'a str {
    leads.iter().fold(part, |part, lead| part.strip_prefix(lead).unwrap_or(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payments_that_were_not_made() {
        for text in [
            "作废，未拨付",
            "未拨付",
            "尚未兑现",
            "待拨付",
            "已退回",
            "资金已收回",
            "此笔作废",
            "已作废",
            "重复",
            "暂缓发放",
        ] {
            assert!(is_unpaid(text), "{text}");
        }
        for text in [
            "",
            "已拨付",
            "已兑现",
            "已奖励",
            "余款未拨付",
            "剩余40%未兑现",
            "二期未拨付",
            "无退回",
            "原证书作废，换发新证",
            "证书已作废",
            "该名牌2007年已被撤销",
            "现金支付",
            "省级重复奖励已扣除",
        ] {
            assert!(!is_unpaid(text), "{text}");
        }
    }

    #[test]
    fn exclusions_that_are_over() {
        for text in [
            "已移出",
            "二、已移出",
            "已修复移出",
            "已于2007年12月移出",
            "信用修复",
            "解除",
            "期满",
            "已履行完毕",
        ] {
            assert!(is_lifted(text), "{text}");
        }
        for text in [
            "",
            "在列",
            "一、现在列",
            "未移出",
            "尚未修复",
            "不予修复",
            "已申请修复",
            "产品质量不合格",
            "长期",
        ] {
            assert!(!is_lifted(text), "{text}");
        }
    }

    #[test]
    fn columns_that_say_how_long_an_exclusion_lasts() {
        for heading in [
            "解除时间",
            "终止时间",
            "有效期至",
            "修复日期",
            "信用修复时间",
            "惩戒期限届满日期",
            "到期日",
            "公示截止日期",
        ] {
            assert_eq!(of_exclusion(heading), Column::End, "{heading}");
        }
        assert_eq!(of_exclusion("是否仍在列"), Column::Listed);
        assert_eq!(of_exclusion("信用修复"), Column::Ended);
        assert_eq!(of_exclusion("处罚日期"), Column::Other);
        assert_eq!(of_exclusion("屏蔽日期"), Column::Unknown);
        assert!(is_term("3年") && is_term("六个月") && !is_term("2008年") && !is_term("长期"));
    }

    #[test]
    fn firms_that_are_gone_and_accounts_that_are_wrong() {
        for text in ["注销", "已注销", "吊销", "破产", "企业已倒闭", "已迁出"] {
            assert!(is_gone(text) && !is_of_account(text), "{text}");
        }
        for text in ["账号有误，待核", "账户已注销", "开户行不详", "账号待补"] {
            assert!(!is_gone(text) && is_of_account(text), "{text}");
        }
        for text in ["存续", "在业", "正常", "原账号已注销", "银行账号变更，原账号已注销", "账号无误"]
        {
            assert!(!is_gone(text) && !is_of_account(text), "{text}");
        }
    }
}
