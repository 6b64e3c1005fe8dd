//! Words by which an honour, its certificate or its money is taken away: 撤销荣誉称号, 证书已收回, 应追回资金, 停止奖励. A verb of taking
//! away beside its object, in either order; what is done to anything else (取消限额, 注销登记) says nothing.

use super::normal::key;

/// Verbs that take away for good.
const TAKES: [&str; 15] = [
    "撤销", "取消", "收回", "注销", "吊销", "追回", "追缴", "收缴", "退回", "退还", "退缴", "扣回", "剥夺",
    "褫夺", "废止",
];
/// Verbs that only end what goes on: of a recognition they say that there will be no further one.
const STOPS: [&str; 5] = ["停止", "终止", "中止", "暂停", "冻结"];
/// What was granted, the longer word before one that it ends with.
const GRANTED: [&str; 14] = [
    "荣誉称号",
    "称号",
    "荣誉",
    "证书",
    "证件",
    "牌匾",
    "奖牌",
    "认定",
    "认证",
    "资格",
    "专利权",
    "商标权",
    "权利",
    "授权",
];
/// The money for it.
const MONEY: [&str; 14] = [
    "奖励资金",
    "奖励款",
    "奖补资金",
    "专项资金",
    "财政资金",
    "资金",
    "款项",
    "奖励",
    "奖金",
    "奖补",
    "补助",
    "补贴",
    "款",
    "兑现",
];
/// What only goes on.
const GOES_ON: [&str; 3] = ["拨付", "发放", "享受"];

/// What may stand between verb and object, or between object and verb.
const BETWEEN: [&str; 30] = [
    "已经",
    "已",
    "被",
    "予以",
    "应予",
    "应当",
    "应",
    "须",
    "需",
    "拟",
    "将",
    "全部",
    "全额",
    "部分",
    "依法",
    "其",
    "该",
    "所获",
    "获得",
    "上述",
    "相关",
    "有关",
    "市级",
    "省级",
    "国家级",
    "省",
    "市",
    "的",
    "多拨",
    "违规",
];
/// What may follow: of whom or of what it is said, and in what paper.
const BEHIND: [&str; 26] = [
    "企业", "单位", "公司", "厂", "产品", "商标", "专利", "名单", "清单", "情况", "明细", "汇总", "台账",
    "表", "决定", "公告", "通报", "通知", "公示", "者", "人员", "处理", "处分", "了", "的", "项目",
];
/// What denies it, right before the verb.
const DENIED: [&str; 13] =
    ["未", "没有", "无", "不", "免于", "未被", "没有被", "不予", "尚未", "未予", "无须", "无需", "不得"];
/// What makes it a rule, somebody else's, or over.
const ANOTHER: [&str; 15] =
    ["若", "如", "凡", "的,", "者", "后", "前", "原", "旧", "另", "其他", "其它", "恢复", "解除", "分公司"];
/// What a line beside rows calls them by: 以下企业均已停产.
const ROWS: [&str; 4] = ["以下", "下列", "上述", "以上"];
/// What is said of a firm that no longer works.
const CLOSED: [&str; 7] = ["停产", "停业", "歇业", "关停", "关闭", "停产停业", "停产状态"];

/// The part of a text, between commas or brackets, that says so; none of a rule for those who break it.
pub fn said(text: &str) -> Option<String> {
    if !may_say(text) {
        return None;
    }
    let key = key(text);
    let is_rule = |part: &str| ["如", "若", "凡"].iter().any(|word| part.starts_with(word));
    let parts = || key.split([',', ';', '。', '(', ')', ':', '!', '"', '《', '》']);
    if parts().any(is_rule) {
        return None;
    }
    parts()
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .find(|part| is_taken(part) || ROWS.iter().any(|word| part.starts_with(word)) && is_closed(part))
        .map(str::to_owned)
}

/// True for a text that says so.
pub fn says(text: &str) -> bool {
    said(text).is_some()
}

/// True for a remark or a state that says so, or that the firm no longer works: 企业已停产.
pub fn says_of_row(text: &str) -> bool {
    may_say(text) && (says(text) || is_closed(&key(text)))
}

/// True for a heading of what is taken back: 追回, 收回, 退回.
pub fn takes_back(heading_key: &str) -> bool {
    ["追回", "追缴", "收缴", "收回", "退回", "退缴", "扣回", "应退"]
        .iter()
        .any(|word| heading_key.contains(word))
}

/// False for most texts: each of the verbs has one of these characters.
fn may_say(text: &str) -> bool {
    text.contains(['销', '消', '回', '缴', '还', '夺', '止', '停', '冻', '歇', '关'])
}

fn is_taken(part: &str) -> bool {
    let good = || GRANTED.iter().chain(&MONEY);
    TAKES.iter().any(|verb| is_done(part, verb, good()))
        || STOPS.iter().any(|verb| {
            let objects = good().filter(|object| !["认定", "认证"].contains(object)).chain(&GOES_ON);
            is_done(part, verb, objects)
        })
}

/// The verb and one of its objects stand beside each other, and what stands around them does not make it another matter.
fn is_done<'a>(part: &str, verb: &str, objects: impl Iterator<Item = &'a &'static str>) -> bool {
    let Some((before, after)) = part.split_once(verb) else { return false };
    if is_rule(before)
        || DENIED.iter().any(|word| before.ends_with(word))
        || ANOTHER.iter().any(|word| before.contains(word))
    {
        return false;
    }
    let mut objects = objects;
    objects.any(|object| {
        let done_to =
            after.split_once(object).is_some_and(|(between, rest)| is_between(between) && is_behind(rest));
        let was_done = || {
            before.rsplit_once(object).is_some_and(|(whose, between)| !is_rule(whose) && is_between(between))
                && is_behind(after)
        };
        done_to || was_done()
    })
}

/// What a rule says of whoever breaks it.
fn is_rule(whose: &str) -> bool {
    whose.ends_with('的')
}

/// Nothing, words that lead from the one to the other, or the name of an honour: 撤销“江苏名牌产品”称号.
fn is_between(text: &str) -> bool {
    let mut rest = text;
    while let Some(shorter) =
        BETWEEN.iter().chain(&GRANTED).chain(&MONEY).find_map(|word| rest.strip_prefix(word))
    {
        rest = shorter;
    }
    let name = ["名牌", "名牌产品", "商标", "驰名商标", "著名商标", "知名商标", "专利", "免检产品"];
    let is_name = rest.chars().count() <= 12
        && name.iter().any(|end| rest.ends_with(end))
        && !rest.contains(['原', '旧', '后', '用', '另']);
    let is_day = |c: char| c.is_ascii_digit() || "年月日于由被局省市".contains(c);
    rest.is_empty() || is_name || rest.chars().count() <= 12 && rest.chars().all(is_day)
}

/// Nothing, or of whom and of what it is said.
fn is_behind(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    rest.is_empty()
        || BEHIND
            .iter()
            .chain(&GRANTED)
            .chain(&MONEY)
            .chain(&GOES_ON)
            .any(|word| rest.strip_prefix(word).is_some_and(|rest| rest.is_empty() || is_behind(rest)))
        || rest.chars().all(|c| c.is_ascii_digit() || "年月日".contains(c))
}

fn is_closed(text: &str) -> bool {
    let mut rest = text.trim_matches(|c: char| !c.is_alphanumeric());
    let before = |c: char| c.is_ascii_digit() || "年月日".contains(c);
    rest =
        if rest.starts_with(|c: char| c.is_ascii_digit()) { rest.trim_start_matches(before) } else { rest };
    const WHO: [&str; 16] = [
        "该企业",
        "本企业",
        "企业",
        "单位",
        "该公司",
        "公司",
        "该厂",
        "现已",
        "目前",
        "现",
        "已",
        "均",
        "都",
        "全面",
        "长期",
        "处于",
    ];
    while let Some(shorter) = WHO.iter().chain(&ROWS).find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    CLOSED.contains(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_away() {
        for text in "撤销称号 撤销荣誉 撤销荣誉称号 撤销证书 撤销认定 取消称号 取消荣誉称号 取消认定 收回证书 注销证书 \
             停止奖励 应追回资金 追回奖励 已撤销称号 称号已撤销 称号被取消 证书已收回 权利终止 款项退回 荣誉称号已被撤销 \
             奖励资金已追回 撤销名牌称号 撤销江苏名牌产品称号 资格已被取消 暂停拨付 已停止享受 证书予以注销 \
             该证书已被收回 2009年6月称号已撤销 责令退回奖励资金 称号于2009年6月被撤销 撤销荣誉称号企业名单 \
             关于撤销称号的决定 被撤销称号的企业 称号已撤销企业 停止奖励名单 应追回资金名单 追回奖励名单 收回证书名单 \
             取消荣誉称号名单（2009年） 名单（证书已收回） 造假，撤销称号"
            .split(' ')
        {
            assert!(says(text), "{text}");
        }
    }

    #[test]
    fn what_is_not() {
        for text in "取消限额 取消奖励限额 奖励取消限额 注销登记手续完成后奖励 注销登记 名称已变更 未撤销称号 称号未被撤销 \
             原证书已收回，换发新证 旧证书已注销 如弄虚作假，追回已奖资金的，依法处理 弄虚作假者撤销称号 恢复称号 \
             撤销处分 停止使用旧商标 国家已停止认定 撤销原合同后重签 取消原金额，改为5万元 免检制度已取消 \
             分公司证书已注销 奖励资金追回办法 证书注销后重新办理 追回机制 荣誉称号 奖励资金 已领取证书 \
             无须退回资金 注销证书换发新证 终止合同 暂停生产"
            .split(' ')
        {
            assert!(!says(text), "{text}");
        }
    }

    #[test]
    fn firms_that_no_longer_work() {
        for text in ["停产", "已停产", "企业已停产", "2009年停产", "停业", "目前处于停产状态"]
        {
            assert!(says_of_row(text), "{text}");
        }
        for text in ["产品已停产", "停产整顿后已恢复", "未停产", "停产检修", "正常"] {
            assert!(!says_of_row(text), "{text}");
        }
    }
}
