//! The legal state of a patent, mark or certificate as a column of its own says it: 有效, 未缴年费终止失效, 实质审查.

use super::normal::key;

/// What has such a state.
const OF: [&str; 16] = [
    "",
    "法律",
    "专利",
    "专利权",
    "专利法律",
    "权利",
    "案件",
    "案件法律",
    "证书",
    "商标",
    "目前",
    "当前",
    "现",
    "有效",
    "授权",
    "注册",
];
/// What is over.
const OVER: [&str; 17] = [
    "终止", "失效", "无效", "未缴", "未交", "欠费", "欠缴", "驳回", "撤回", "撤销", "注销", "放弃", "届满",
    "到期", "过期", "取消", "作废",
];
/// What is not there yet.
const PENDING: [&str; 11] =
    ["实质审查", "实审", "公开", "受理", "审中", "在审", "审查", "初审", "申请中", "申报中", "公示中"];
/// Behind these the state is said not to be so.
const DENIED: [&str; 7] = ["未", "非", "无", "不", "没有", "未被", "未宣告"];
/// What makes good what was said before.
const MENDED: [&str; 4] = ["恢复", "续缴", "补缴", "已缴"];

/// True for the heading of such a column.
pub fn is_heading(heading: &str) -> bool {
    let heading = key(heading);
    let of = ["状态", "状况"].iter().find_map(|end| heading.strip_suffix(end));
    of.is_some_and(|of| OF.contains(&of)) || heading == "有效性"
}

/// True for a state in which there is no right to award: ended, or not granted yet.
pub fn is_none(state: &str) -> bool {
    let state = key(state);
    let says = |words: &[&str]| {
        words.iter().any(|word| {
            state.split_once(word).is_some_and(|(before, _)| !DENIED.iter().any(|no| before.ends_with(no)))
        })
    };
    let granted =
        state.contains("授权") && !["未授权", "待授权", "等待授权"].iter().any(|no| state.contains(no));
    let over = says(&OVER) && !MENDED.iter().any(|word| state.contains(word));
    let pending = says(&PENDING) || ["未授权", "待授权"].iter().any(|word| state.contains(word));
    over || pending && !granted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_without_a_right() {
        for state in
            "未缴年费终止失效 未缴年费 权利终止 专利权终止 无效宣告 驳回 实质审查 公开 受理 审中 待授权 \
                      视为撤回 失效 期限届满"
                .split(' ')
        {
            assert!(is_none(state), "{state}");
        }
        for state in
            "有效 有权 授权 已授权 专利权维持 维持有效 未失效 非失效 未终止 授权公告 公开后授权 年费已缴 \
                      注册 已注册 权利恢复 已下证 "
                .split(' ')
        {
            assert!(!is_none(state), "{state}");
        }
        for heading in ["法律状态", "专利状态", "状态", "有效性"] {
            assert!(is_heading(heading), "{heading}");
        }
        for heading in ["企业状态", "经营状态", "婚姻状况", "财务状况", ""] {
            assert!(!is_heading(heading), "{heading}");
        }
    }
}
