//! Words by which a title, a section or the name of a sheet or file says that what it lists is not to be paid, whatever it names.

use super::{aside, taken_away};

/// What says so, unless one of the others stands there, too.
const SAYS: [(&str, &[&str]); 33] = [
    ("不符合", &[]),
    ("不奖", &["不奖励个人", "不奖励部门"]),
    ("不予兑现", &[]),
    ("不兑现", &[]),
    ("暂缓", &[]),
    ("异议", &["无异议", "异议期", "异议处理", "未收到异议", "没有异议", "异议情况"]),
    ("放弃", &[]),
    ("重复申报", &["不重复", "无重复", "未重复", "非重复", "剔除重复"]),
    ("重复上报", &["不重复", "无重复", "未重复", "剔除重复"]),
    ("重复企业", &["不重复", "无重复", "剔除重复"]),
    ("重复名单", &["不重复", "无重复", "剔除重复"]),
    ("退回", &["退回后"]),
    ("剔除", &["已剔除", "剔除后"]),
    ("存疑", &[]),
    ("整改", &["整改完成", "整改合格", "整改后"]),
    ("期满", &["期满复", "期满换", "期满重", "期满续", "期满再", "异议期满", "公示期满"]),
    ("提名", &["提名单"]),
    ("备选", &[]),
    ("候补", &[]),
    ("拟认定", &[]),
    ("意向", &[]),
    ("评审专家", &["评审专家评审"]),
    ("专家名单", &[]),
    ("专家库", &[]),
    ("仅供参考", &[]),
    ("供参考", &[]),
    ("减半", &[]),
    ("外地", &[]),
    ("公示前", &[]),
    ("未公示", &[]),
    ("未审核", &[]),
    ("未经审核", &[]),
    ("去年已", &[]),
];
/// What says it as all of a text or of a bracket.
const ALONE: [&str; 12] = [
    "参考",
    "去年",
    "上年",
    "往年",
    "以前年度",
    "上一年",
    "已付",
    "已发",
    "已领",
    "已兑",
    "填表说明",
    "填报说明",
];
/// What a name of a category is followed by where its holders only asked for it: 发明专利受理名单.
const ASKED: [&str; 5] = ["受理", "申请情况", "申请名单", "申请受理", "申请统计"];
/// What stands around a word alone: 参考表, 去年名单.
const AROUND: [&str; 8] = ["名单", "清单", "数据", "表", "的", "企业", "单位", "产品"];

/// Words by which a list is an earlier stage, a draft or a copy of another one: what it names may well be paid by that other.
const NO_OBJECTION: [&str; 46] = [
    "培育",
    "拟申报",
    "申报中",
    "后备",
    "候选",
    "推荐",
    "提名",
    "备选",
    "候补",
    "拟认定",
    "意向",
    "评审专家",
    "专家名单",
    "专家库",
    "仅供参考",
    "供参考",
    "参考",
    "公示前",
    "未公示",
    "未审核",
    "未经审核",
    "受理",
    "申请情况",
    "申请名单",
    "申请受理",
    "申请统计",
    "申报",
    "填表说明",
    "填报说明",
    "作废",
    "草稿",
    "初稿",
    "讨论稿",
    "征求意见稿",
    "备份",
    "旧",
    "旧表",
    "旧版",
    "旧名单",
    "(旧)",
    "样表",
    "样例",
    "示例",
    "范例",
    "模板",
    "模版",
];

/// Whether a word by which a list is not to be paid by objects to nothing that it lists; so does the ending of a copied file.
pub fn is_no_objection(word: &str) -> bool {
    word.starts_with('.') || NO_OBJECTION.contains(&word)
}

/// What a text says against what it lists: the word, or the text itself. `around` is what stands before, between and behind the
/// categories that it names, as keys: one part where it names none.
pub fn against(around: &[String]) -> Option<String> {
    let whole = around.concat();
    let said = SAYS.iter().find(|(word, unless)| {
        around.iter().any(|part| part.contains(word)) && !unless.iter().any(|word| whole.contains(word))
    });
    if let Some((word, _)) = said {
        return Some((*word).to_owned());
    }
    if let Some(part) = taken_away::said(&whole) {
        return Some(part);
    }
    let (first, behind) = around.split_first()?;
    if let Some(word) = behind.iter().find_map(|part| ASKED.iter().find(|word| part.starts_with(**word))) {
        return Some((*word).to_owned());
    }
    let of_firms = |part: &&String| ["企业", "单位"].iter().any(|noun| part.starts_with(noun));
    if first.ends_with("申报") && behind.first().as_ref().is_some_and(of_firms) && !is_of_money(&whole) {
        return Some("申报".to_owned());
    }
    let pieces =
        around.iter().flat_map(|part| part.split(['(', ')', '[', ']'])).filter(|part| !part.is_empty());
    pieces
        .map(|piece| piece.trim_matches(|c: char| !c.is_alphanumeric()))
        .find(|piece| is_against(piece))
        .map(str::to_owned)
}

/// 2015年度申报名牌产品奖励企业名单 is of firms that ask for the money.
fn is_of_money(text: &str) -> bool {
    text.contains(['奖', '补', '兑']) || text.contains("资金")
}

fn is_against(piece: &str) -> bool {
    let mut bare = piece;
    while let Some(shorter) = AROUND.iter().find_map(|word| bare.strip_suffix(word)) {
        bare = shorter;
    }
    if ALONE.contains(&bare) || ALONE.contains(&piece) {
        return true;
    }
    // A form that is filled in keeps the word of its example, and what it says to those who fill it in.
    let of_form =
        ["示例", "样例"].contains(&piece) || ["请", "填", "重复"].iter().any(|word| piece.contains(word));
    !of_form && aside::refuses(piece)
}

#[cfg(test)]
mod tests {
    use super::super::normal::key;
    use super::*;

    /// A text with § where the name of a category stands.
    fn read(text: &str) -> Option<String> {
        against(&key(text).split('§').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn texts_that_speak_against_what_they_list() {
        for text in [
            "不符合条件企业",
            "——以下不奖——",
            "二、暂缓兑现的企业",
            "有异议的",
            "取消资格",
            "撤销名单",
            "放弃§奖励企业名单",
            "重复申报",
            "退回材料",
            "剔除",
            "下列企业已在去年兑现",
            "§异议名单",
            "2015年§提名奖名单",
            "拟认定§公示名单",
            "§意向申报表",
            "2018年§受理名单",
            "2018年§申请情况",
            "2015年度申报§企业名单",
            "§评审专家名单",
            "§有效期满名单",
            "参考",
            "去年名单",
            "§（已付）",
            "§（奖励减半）",
            "§（外地企业）",
            "§（已由市里奖励）",
            "§（去年）",
            "撤销荣誉称号企业名单",
            "关于撤销§称号的名单",
            "收回§证书名单",
            "停止奖励名单",
            "应追回资金名单",
        ] {
            assert!(read(text).is_some(), "{text}");
        }
    }

    #[test]
    fn texts_that_do_not() {
        for text in [
            "2015年度§奖励申报汇总表",
            "§奖励申请表",
            "拟奖励§名单",
            "2015年度申报§奖励企业名单",
            "§申报汇总表",
            "§名单（公示无异议）",
            "§公示名单（异议期满）",
            "§奖励（就高不重复）",
            "上年度§奖励名单",
            "§期满复评名单",
            "分页重复表头",
            "复评产品不再奖励，请勿填报",
            "专家评审通过的§名单",
            "奖励申报受理汇总表",
            "Sheet1",
            "附件1",
            "§奖励资金追回办法",
            "取消限额的§名单",
            "§证书注销登记手续完成后的名单",
            "东镇",
            "第一批",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
