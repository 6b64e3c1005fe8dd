//! Remarks that change what a row is worth, or to whom it goes, and leave it to the reader: 核减1件, 按50%奖励, 款付东镇政府.

use super::holders;
use super::normal::{is_blank, key};
use super::number;

const IS_LESS: &str = "本行奖励的金额或数量要改";
/// What is said of papers that are not there.
pub const LACKS_PAPERS: &str = "本行的证书材料还不齐";
const PAYEE_DIFFERS: &str = "奖金要付给别人";
const IS_RENAMED: &str = "企业已经换了名称";
const IS_SHARED: &str = "还有别的权利人";
const COUNT_DIFFERS: &str = "数量不是本行所写的";
const IS_CORRECTED: &str = "本行有一列要改正";

/// What a remark is held against.
pub struct Row<'a> {
    /// True for the row's own enterprise.
    pub is_own: &'a dyn Fn(&str) -> bool,
    /// How many the row has.
    pub quantity: i64,
}

/// Longer parts tell a story.
const LONGEST: usize = 40;
/// What stands before a word that is denied.
const DENIED: [&str; 8] = ["无", "不", "未", "没有", "无需", "不再", "不予", "已"];
/// Parts that speak of how to reach a firm, or of its account.
const OF_CONTACT: [&str; 15] = [
    "开票",
    "发票",
    "电话",
    "手机",
    "联系",
    "地址",
    "账号",
    "帐号",
    "账户",
    "开户",
    "邮编",
    "邮箱",
    "法人",
    "法定代表",
    "传真",
];
/// Words that take something off an award.
const LESS: [&str; 16] = [
    "核减", "减半", "折半", "减按", "扣回", "扣减", "扣除", "抵扣", "扣款", "追缴", "多付", "少付", "少发",
    "多发", "打折", "减发",
];
/// Papers that are not there.
const MISSING: [&str; 17] = [
    "证书未取得",
    "未取得证书",
    "待补",
    "缺证书",
    "缺材料",
    "缺少",
    "尚缺",
    "缺复印件",
    "缺原件",
    "未提供",
    "未提交",
    "未附",
    "未交",
    "后补",
    "证书未到",
    "证书未下",
    "证书办理中",
];
/// What a row's own field is said to be otherwise.
const SUBJECTS: [&str; 16] = [
    "",
    "类别",
    "类型",
    "专利类型",
    "产品",
    "产品名称",
    "名称",
    "企业名称",
    "单位名称",
    "单位",
    "企业",
    "数量",
    "件数",
    "级别",
    "日期",
    "授权日",
];
/// Behind these the payee is named.
const TO: [&str; 27] = [
    "款项付",
    "款付",
    "款拨",
    "款汇",
    "资金付",
    "资金拨",
    "奖金付",
    "奖金归",
    "奖金给",
    "付给",
    "付至",
    "付到",
    "拨至",
    "拨给",
    "拨付至",
    "拨付给",
    "拨付到",
    "汇至",
    "汇入",
    "汇到",
    "打入",
    "打到",
    "打给",
    "转付",
    "转给",
    "奖励给",
    "奖给",
];
/// Behind these and a colon, too.
const PAYEE: [&str; 8] =
    ["户名", "收款单位", "收款人", "收款账户", "收款户名", "拨付单位", "拨付对象", "兑现对象"];
/// The row's own firm, in other words.
const SELF: [&str; 13] = [
    "企业",
    "本企业",
    "该企业",
    "公司",
    "本公司",
    "该公司",
    "单位",
    "本单位",
    "该单位",
    "对公账户",
    "公司账户",
    "基本户",
    "同上",
];
/// Who else holds a right.
const HOLDERS: [&str; 6] = ["权利人", "专利权人", "注册人", "申请人", "持有人", "所有人"];
/// What a firm is called now.
const RENAMED: [&str; 7] = ["更名为", "改名为", "变更为", "现名", "现名称", "现为", "更名成"];
/// Leads of a count that is another one than the row's.
const COUNTED: [&str; 11] =
    ["实际", "实有", "实为", "应为", "核定", "核准", "核实", "认可", "仅", "只有", "只认"];

/// What a remark changes, as far as it shows; none where it only tells something.
pub fn read(remark: &str, row: &Row<'_>) -> Option<&'static str> {
    if is_blank(remark) {
        return None;
    }
    let text = key(remark);
    if ["补齐", "已补"].iter().any(|word| text.contains(word)) {
        return None;
    }
    text.split([',', ';', '。', '\n']).find_map(|part| {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric() && c != '%' && c != ')');
        (!part.is_empty() && part.chars().count() <= LONGEST).then(|| of_part(part, row)).flatten()
    })
}

fn of_part(part: &str, row: &Row<'_>) -> Option<&'static str> {
    if let Some(to) = payee(part) {
        return (!is_self(to, row)).then_some(PAYEE_DIFFERS);
    }
    if let Some((before, to)) = part.split_once("转让给").or_else(|| part.split_once("转让至"))
        && !before.ends_with('未')
    {
        return (!is_self(to, row)).then_some(PAYEE_DIFFERS);
    }
    if let Some(name) = RENAMED.iter().find_map(|word| part.split_once(word)).map(|(_, name)| bare(name)) {
        return (holders::ends_as_organisation(name) && !is_self(name, row)).then_some(IS_RENAMED);
    }
    if let Some(others) = other_holders(part) {
        return (others.is_empty() || !is_self(others, row)).then_some(IS_SHARED);
    }
    if OF_CONTACT.iter().any(|word| part.contains(word)) {
        return None;
    }
    let amount = says(part, &LESS) || by_rate(part);
    // 复印件后补已交: what was missing has come.
    let came = ["已交", "已提交", "已收", "已到"].iter().any(|word| part.ends_with(word));
    let papers = says(part, &MISSING) && !came;
    if amount || papers {
        return Some(if amount { IS_LESS } else { LACKS_PAPERS });
    }
    if let Some(count) = counted(part) {
        return (count != row.quantity).then_some(COUNT_DIFFERS);
    }
    corrected(part).then_some(IS_CORRECTED)
}

/// True where one of the words stands in a part and is not denied.
fn says(part: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        part.split_once(word).is_some_and(|(before, _)| !DENIED.iter().any(|no| before.ends_with(no)))
    })
}

/// 按50%奖励, 按五成兑现; not 按规定奖励.
fn by_rate(part: &str) -> bool {
    let Some((_, behind)) = part.split_once('按') else { return false };
    let behind = behind.trim_start_matches('照');
    let figure = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    figure.len() < behind.len() && figure.starts_with('%')
        || behind.chars().nth(1) == Some('成') && behind.starts_with(|c| "一二三四五六七八九".contains(c))
        || behind.starts_with("百分之")
}

/// Whom the money is to go to: 款付东镇政府, 户名:王五.
fn payee(part: &str) -> Option<&str> {
    let named = PAYEE.iter().find_map(|word| part.strip_prefix(word)?.strip_prefix([':', '为']));
    let to = || TO.iter().find_map(|word| part.strip_prefix(word));
    named.or_else(to).map(|to| bare(to.trim_start_matches(['给', '至', '到', '入'])))
}

/// Who else holds the right: 共同专利权人:…, 第二权利人, 与碧波公司共有; empty where they are not named.
fn other_holders(part: &str) -> Option<&str> {
    let named = |rest: &'_ str| rest.split_once(':').map_or(0, |(label, _)| label.len() + 1);
    if let Some(rest) = part.strip_prefix("共同").or_else(|| part.strip_prefix("共有"))
        && HOLDERS.iter().any(|word| rest.starts_with(word))
    {
        return rest.get(named(rest)..).map(|others| if named(rest) == 0 { "" } else { others });
    }
    let ordinal = ["第二", "第三", "第四", "第2", "第3"].iter().find_map(|word| part.strip_prefix(word));
    if ordinal.is_some_and(|rest| HOLDERS.iter().any(|word| rest.starts_with(word))) {
        return Some(part.split_once(':').map_or("", |(_, others)| others));
    }
    let shared = part.strip_suffix("共有").or_else(|| part.strip_suffix("共同所有"))?;
    match shared.strip_prefix('与').or_else(|| shared.strip_prefix('和')) {
        Some(other) => Some(other),
        None => shared.is_empty().then_some(""),
    }
}

/// 实际2件, 应为2件.
fn counted(part: &str) -> Option<i64> {
    let rest = COUNTED.iter().find_map(|word| part.strip_prefix(word))?;
    let rest = rest.trim_start_matches(['为', '有', '奖', '授', '权', ':']);
    let (count, measure) = number::quantity(rest).ok()?;
    measure.is_some_and(|measure| "件项个只枚".contains(measure.as_str())).then_some(count)
}

/// 应为实用新型, 类别实为知名产品.
fn corrected(part: &str) -> bool {
    const TO_BE: [&str; 5] = ["应为", "实为", "实际为", "应属", "更正为"];
    TO_BE.iter().any(|word| {
        part.split_once(word).is_some_and(|(subject, rest)| {
            SUBJECTS.contains(&subject.trim_end_matches(['的', ':'])) && !rest.is_empty()
        })
    })
}

fn is_self(name: &str, row: &Row<'_>) -> bool {
    let name = bare(name);
    SELF.contains(&name) || (row.is_own)(name)
}

/// A name without what follows it.
fn bare(name: &str) -> &str {
    name.trim_matches(|c: char| !c.is_alphanumeric() && c != ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(remark: &str) -> Option<&'static str> {
        read(remark, &Row { is_own: &|name| name == "金龙电缆有限公司", quantity: 3 })
    }

    #[test]
    fn remarks_that_change_the_award() {
        for (remark, what) in [
            ("核减1件", IS_LESS),
            ("实际2件", COUNT_DIFFERS),
            ("应为2件", COUNT_DIFFERS),
            ("应为实用新型", IS_CORRECTED),
            ("实为知名产品", IS_CORRECTED),
            ("类别应为知名产品", IS_CORRECTED),
            ("证书未取得", LACKS_PAPERS),
            ("待补证书", LACKS_PAPERS),
            ("缺证书复印件", LACKS_PAPERS),
            ("材料待补", LACKS_PAPERS),
            ("缺复印件，原件已交", LACKS_PAPERS),
            ("证书后补未交", LACKS_PAPERS),
            ("减半", IS_LESS),
            ("按50%奖励", IS_LESS),
            ("按五成奖励", IS_LESS),
            ("应扣回上年多付2万元", IS_LESS),
            ("款付东镇政府", PAYEE_DIFFERS),
            ("奖励给研究院", PAYEE_DIFFERS),
            ("户名：王五", PAYEE_DIFFERS),
            ("专利已转让给碧波公司", PAYEE_DIFFERS),
            ("打入王五个人账户", PAYEE_DIFFERS),
            ("更名为碧海公司", IS_RENAMED),
            ("第二权利人", IS_SHARED),
            ("共同专利权人：碧波水产公司", IS_SHARED),
            ("与碧波水产公司共有", IS_SHARED),
            ("共有", IS_SHARED),
            ("已核，减半奖励", IS_LESS),
        ] {
            assert_eq!(of(remark), Some(what), "{remark}");
        }
    }

    #[test]
    fn remarks_that_only_tell_something() {
        for remark in "/ 无 联系电话87990001 联系人：王五 材料齐全 已核 符合条件 属实 原件已退 复印件已收 已公示 补报 \
             上年度遗漏 已电话核实 按规定奖励 按政策兑现 按第三条奖励 按复评 奖励给企业 付至公司账户 \
             户名：金龙电缆有限公司 更名为金龙电缆有限公司 原名东方电缆厂 已更名 实际3件 共3件 材料已补齐 证书待补，已补齐 \
             无需扣回 未扣除 账号待补 电话应为87990002 联系人应为王五 应奖励5万元 股权占50% 出口产品占50% 技术负责人王五 \
             共有3项 共同富裕示范企业 第二批 2014年3月授权 证书在办公室 原件已核对 见证书 已盖章 规上企业 无需补充 \
             一次性奖励 上市公司 已缴年费 省级奖励另行申请 待补充开票信息 营业执照复印件后补已交 质监局推荐 新产品 厂址改为东镇"
            .split(' ')
        {
            assert_eq!(of(remark), None, "{remark}");
        }
    }
}
