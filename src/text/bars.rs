//! Words by which a title, a name, a heading or a cell says that the firms that it speaks of are not to be paid, of a kind that
//! no policy need know by that name.

use super::normal::key;

/// What says so of every firm that a list names, whatever its columns are.
const PLAIN: [&str; 26] = [
    "不予奖励",
    "不予兑现",
    "不予享受",
    "取消奖励",
    "取消资格",
    "取消享受",
    "欠税",
    "偷税",
    "环境违法",
    "违法企业",
    "违规企业",
    "停产",
    "注销企业",
    "吊销",
    "失信",
    "被执行人",
    "黑名单",
    "安全事故",
    "异常名录",
    "严重违法",
    "行政处罚",
    "一票否决",
    "不良记录",
    "负面清单",
    "禁止享受",
    "不符合条件企业",
];
/// What says so in the title of a list that is no list of achievements; a word of a longer name says nothing by itself.
const FURTHER: [&str; 44] = [
    "安全生产事故",
    "生产安全事故",
    "责任事故",
    "死亡事故",
    "质量事故",
    "环保处罚",
    "环境处罚",
    "处罚企业",
    "处罚单位",
    "处罚名单",
    "处罚决定",
    "处罚文号",
    "处罚日期",
    "处罚时间",
    "受处罚",
    "受到处罚",
    "违法案件",
    "违法事实",
    "违法行为",
    "违法记录",
    "拖欠",
    "欠薪",
    "欠缴",
    "欠费",
    "逃税",
    "骗税",
    "已注销",
    "注销日期",
    "注销时间",
    "注销名单",
    "迁出企业",
    "已迁出",
    "迁出名单",
    "迁出日期",
    "外迁企业",
    "关停",
    "破产",
    "D级",
    "否决",
    "不符合奖励",
    "不符合条件",
    "不符合享受",
    "环保督察",
    "信用惩戒",
];
/// Taking away, and from what: 取消评先资格, 暂停财政资金扶持.
const TAKEN: [&str; 4] = ["取消", "暂停", "停止", "限制"];
const FROM: [&str; 6] = ["资格", "扶持", "补助", "享受", "奖励", "兑现"];
/// What stands right before a word that is denied: 无安全事故, 未受处罚, 信用修复.
const DENIED: [&str; 9] = ["无", "未", "非", "没有", "未发生", "未受到", "未受", "不存在", "零"];
/// What denies with words between: 未受环保处罚, 没有发生安全事故.
const DENIED_BEFORE: [&str; 6] = ["没有", "未发生", "未受", "未列入", "未纳入", "不存在"];
/// So many signs before a word, such a denial is still of it.
const NEAR: usize = 6;
/// Of what is over or was taken out.
const OVER: [&str; 4] = ["剔除", "修复", "移出", "不含"];

/// True for what says so of every firm, in words that stand in no list of achievements.
pub fn plainly(text: &str) -> bool {
    let key = key(text);
    PLAIN.iter().any(|word| says_word(&key, word)) && !key.contains("剔除")
}

/// True for what says so in any of the known words.
pub fn says(text: &str) -> bool {
    let key = key(text);
    plainly(text) || !is_over(&key) && (FURTHER.iter().any(|word| says_word(&key, word)) || takes_away(&key))
}

/// True for a heading that asks of each firm whether it is so: those that it is not so of stand in the list, too.
pub fn asks_of_each(heading: &str) -> bool {
    let heading = key(heading);
    ["是否", "有无", "能否", "可否", "与否"].iter().any(|word| heading.contains(word))
        || ["情况", "记录", "意见", "结果", "结论"].iter().any(|end| heading.ends_with(end))
}

/// True where a word stands in a key and is not denied there.
pub fn says_word(key: &str, word: &str) -> bool {
    key.match_indices(word).any(|(at, _)| {
        let before = key.get(..at).unwrap_or_default();
        let near = before.char_indices().rev().nth(NEAR - 1).and_then(|(from, _)| before.get(from..));
        let near = near.unwrap_or(before);
        !DENIED.iter().any(|no| before.ends_with(no)) && !DENIED_BEFORE.iter().any(|no| near.contains(no))
    })
}

fn takes_away(key: &str) -> bool {
    TAKEN.iter().any(|word| {
        key.split_once(word).is_some_and(|(_, rest)| FROM.iter().any(|object| rest.contains(object)))
    })
}

fn is_over(key: &str) -> bool {
    OVER.iter().any(|word| key.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_bars_the_firms_of_a_list() {
        for text in [
            "2022年度安全生产事故单位名单",
            "2022年环保处罚企业名单",
            "2022年拖欠农民工工资单位名单",
            "2008年度取消评先资格企业",
            "暂停财政资金扶持企业",
            "不符合奖励条件企业",
            "已注销企业名单",
            "重大税收违法案件当事人名单",
            "D级信用企业名单",
            "关停企业名单",
            "安监局否决意见",
            "失信被执行人名单",
        ] {
            assert!(says(text), "{text}");
        }
        for text in [
            "无安全生产事故企业名单",
            "未受环保处罚企业",
            "以下企业均未列入失信名单",
            "以下企业均未列入黑名单",
            "信用修复企业名单",
            "2022年高新技术企业名单",
            "安全生产标准化企业名单",
            "企业联系电话表",
            "各镇规上企业统计表",
            "名单（已剔除失信企业）",
        ] {
            assert!(!says(text), "{text}");
        }
    }
}
