//! Lines that close a list and say nothing of its rows: who signs it, where it is from, what letters end with, pages.

use super::normal::key;
use super::{aside, date, note, stock};

/// A longer line is no closing one.
const LONGEST: usize = 80;
/// What the name of a firm has; what names one may be data.
const OF_FIRMS: [&str; 12] =
    ["公司", "集团", "厂", "合作社", "农场", "养殖场", "经营部", "商行", "医院", "学校", "大学", "研究院"];
/// What is left open, taken away or denied.
const DOUBTFUL: [&str; 40] = [
    "不通过",
    "不合格",
    "不予",
    "不符",
    "不同",
    "不属实",
    "不奖",
    "不发",
    "不给",
    "不付",
    "不拨",
    "不再",
    "不得",
    "不能",
    "不应",
    "未",
    "缓",
    "撤",
    "取消",
    "放弃",
    "暂",
    "待",
    "除",
    "扣",
    "减",
    "停",
    "注销",
    "吊销",
    "迁",
    "破产",
    "失效",
    "到期",
    "重复",
    "复评",
    "复审",
    "退",
    "驳回",
    "有误",
    "错",
    "重报",
];
/// Labels of those who sign, of sources, of ways to reach somebody.
const LABELS: [&str; 44] = [
    "校对",
    "核对",
    "审核",
    "审批",
    "批准",
    "签批",
    "签发",
    "经办",
    "经办人",
    "数据来源",
    "来源",
    "资料来源",
    "依据",
    "政策依据",
    "奖励依据",
    "奖励标准",
    "资金来源",
    "附",
    "附件",
    "附表",
    "传真",
    "地址",
    "邮箱",
    "电子邮箱",
    "邮编",
    "监督电话",
    "举报电话",
    "抄送",
    "抄报",
    "印发",
    "主题词",
    "打印时间",
    "打印日期",
    "查询日期",
    "查询时间",
    "统计日期",
    "统计时间",
    "截止日期",
    "截止时间",
    "公示时间",
    "公示期",
    "承诺",
    "声明",
    "制表时间",
];
/// How the label of one who signs ends.
const SIGNERS: [&str; 31] = [
    "经手",
    "经手人",
    "主办",
    "主办人",
    "承办",
    "承办人",
    "会计",
    "出纳",
    "财务",
    "校核",
    "填报",
    "纪检",
    "纪检组",
    "审计",
    "初审",
    "终审",
    "审批",
    "局长",
    "科长",
    "处长",
    "主任",
    "县长",
    "市长",
    "领导",
    "负责人",
    "签字",
    "签名",
    "盖章",
    "签章",
    "公章",
    "审核",
];
/// What is said where only consent is given.
const CONSENT: [&str; 12] = [
    "同意",
    "情况属实",
    "属实",
    "符合条件",
    "上报",
    "拨付",
    "奖励",
    "盖章",
    "公章",
    "签字",
    "请审批",
    "以上",
];
/// What a closing sentence begins with.
const BEGINS: [&str; 23] = [
    "联系人",
    "特此",
    "请审",
    "请领导",
    "请财政",
    "请予",
    "欢迎监督",
    "以上名单",
    "以上企业",
    "以上数据",
    "以上信息",
    "以上情况",
    "公示期",
    "截至",
    "截止",
    "排序",
    "排名",
    "按姓氏",
    "按企业名称",
    "附件",
    "附表",
    "收款账户另附",
    "如有异议",
];
/// What looked at all rows and found nothing: 经审核，以上企业符合条件.
const LOOKED: [&str; 5] = ["经审核", "经核查", "经核实", "经查询", "经查"];
const OF_ALL: [&str; 9] = ["以上", "上述", "所列", "均", "全部", "其他", "其余", "无", "属实"];
/// Signs that figures in capitals are written with.
const CAPITAL: &str = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正";
/// What ends the name of an office.
const OFFICES: [&str; 13] =
    ["局", "委员会", "办公室", "政府", "管委会", "领导小组", "部门", "单位", "机关", "委", "厅", "处", "科"];

/// True for a line that closes a list: it names no firm and no money to be paid, and says nothing against payment.
pub fn is_closing(text: &str) -> bool {
    let key = key(text);
    // A label is our own word: 举报电话 says nothing against rows.
    let said = key.split_once(':').filter(|(label, _)| LABELS.contains(label)).map_or(text, |(_, said)| said);
    if key.is_empty() || key.chars().count() > LONGEST || names_firm(&key) || is_doubtful(said) {
        return false;
    }
    is_labelled(&key)
        || is_sealed(&key)
        || is_consent(&key)
        || is_sentence(&key)
        || is_page(&key)
        || is_capital(&key)
        || is_day(&key)
}

/// True for a text that has what the name of a firm has.
pub fn names_firm(text: &str) -> bool {
    OF_FIRMS.iter().any(|word| text.contains(word))
}

/// True for a text that may say something against rows, or leaves something of them open.
pub fn is_doubtful(text: &str) -> bool {
    let text = stock::without(text);
    let key = key(&text).replace("截止", "").replace("不分先后", "");
    DOUBTFUL.iter().any(|word| key.contains(word))
        || aside::refuses(&text)
        || aside::points_against(&text)
        || !note::read(&text).is_empty()
}

/// 年  月  日, 2016.3.15: the day on which it was signed.
pub fn is_day(text: &str) -> bool {
    let key = key(text);
    let blank =
        key.ends_with('日') && key.contains('月') && key.chars().all(|c| "年月日".contains(c) || is_digit(c));
    let parted = key.chars().filter(|c| ".-/".contains(*c)).count() == 2;
    blank || parted && key.chars().all(|c| ".-/".contains(c) || is_digit(c)) && date::date(&key).is_ok()
}

/// True for a sentence that is numbered as those of a note are: 2、…, （2）…, ②….
pub fn is_numbered(text: &str) -> bool {
    let text = text.trim_start();
    if text.starts_with(|c| ('①'..='⑳').contains(&c)) {
        return true;
    }
    let key = key(text);
    let opened = key.starts_with('(');
    let digits = key.trim_start_matches('(');
    let rest = digits.trim_start_matches(is_digit);
    let shut = if opened { rest.starts_with(')') } else { rest.starts_with([',', '.', ')']) };
    let behind = rest.chars().nth(1);
    digits.len() > rest.len() && shut && behind.is_some_and(|c| !is_digit(c))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// 校对：, 局长：张三, 数据来源：…, 审核意见：同意.
fn is_labelled(key: &str) -> bool {
    let Some((label, rest)) = key.split_once(':') else { return false };
    let label = ["(签字)", "(盖章)", "(公章)", "(签名)", "(签章)"]
        .iter()
        .fold(label, |label, end| label.trim_end_matches(end));
    if label.ends_with("意见") {
        return is_consent(rest) || rest.is_empty() || is_day(rest);
    }
    // What is to be paid to whom is no signature.
    let signer =
        label.chars().count() <= 10 && !rest.contains('元') && SIGNERS.iter().any(|end| label.ends_with(end));
    signer || LABELS.contains(&label)
}

/// 市质监局（盖章）, （公章）.
fn is_sealed(key: &str) -> bool {
    let Some(at) = ["(盖章", "(公章", "(章)"].iter().find_map(|word| key.find(word)) else {
        return matches!(key, "公章" | "盖章");
    };
    let (office, seal) = key.split_at_checked(at).unwrap_or((key, ""));
    let (_, rest) = seal.split_once(')').unwrap_or((seal, ""));
    (office.is_empty() || OFFICES.iter().any(|end| office.ends_with(end)))
        && (rest.is_empty() || rest == ":" || is_day(rest))
}

/// 情况属实，同意上报。（盖章） and nothing else.
fn is_consent(key: &str) -> bool {
    let mut rest = key;
    loop {
        let bare = rest.trim_start_matches([',', '。', '(', ')', '.', ';', ':']);
        match CONSENT.iter().find_map(|word| bare.strip_prefix(word)) {
            Some(shorter) => rest = shorter,
            None => return rest.len() < key.len() && (bare.is_empty() || is_day(bare)),
        }
    }
}

fn is_sentence(key: &str) -> bool {
    let bare = key.trim_start_matches('(');
    let looked = LOOKED.iter().find_map(|word| bare.strip_prefix(word)).is_some_and(|rest| {
        let rest = rest.trim_start_matches([',', ':']);
        OF_ALL.iter().any(|word| rest.starts_with(word))
    });
    let leading = bare.contains("龙头") && bare.starts_with(|c: char| !c.is_alphanumeric());
    // What is to be paid to whom is data.
    !bare.contains('元') && (looked || leading || BEGINS.iter().any(|word| bare.starts_with(word)))
}

/// 共1页, - 1 -, 1/1, 上接第1页, 结束.
fn is_page(key: &str) -> bool {
    let inner = key.trim_matches(['(', ')']);
    let digits = |text: &str| !text.is_empty() && text.chars().all(is_digit);
    let dash = ['-', '—', '–', '―'];
    let dashed = inner.starts_with(dash) && inner.ends_with(dash) && digits(inner.trim_matches(dash));
    let parted = inner.split_once('/').is_some_and(|(page, of)| digits(page) && digits(of) && key.len() < 8);
    let counted = inner.ends_with('页')
        && inner.chars().all(|c| "上下接第共转续页".contains(c) || is_digit(c) || c == ',');
    dashed || parted || counted || matches!(inner, "END" | "结束" | "附表见后")
}

/// 大写：叁拾万元整, 合计叁拾万元: what the figures above say, once more.
fn is_capital(key: &str) -> bool {
    const AROUND: [&str; 11] =
        ["合计金额", "合计", "总计", "共计", "人民币", "金额", "大写", "(", ")", ":", ","];
    let mut rest = key;
    while let Some(shorter) = AROUND.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.len() < key.len()
        && rest.chars().all(|c| CAPITAL.contains(c))
        && (key.contains("大写") || !rest.is_empty())
}

#[cfg(test)]
mod tests;
