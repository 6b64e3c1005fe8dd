//! What says the opposite of an award: titles of lists that were not recognised (国家名牌未通过名单), and remarks of rows (已撤销).

use super::say::{Fault, Here};
use crate::finding::Code;
use crate::policy::{CategoryId, Policy, builtin};
use crate::table::category::CategoryIndex;
use crate::text::normal::key;
use crate::text::{award_word, bars, left_over, list_word, other_list, stock, subject};

/// Words that beside the name of a category say that what is listed does not have it, or not yet.
const NOT_IT: [&str; 14] = [
    "未通过",
    "不予",
    "落选",
    "淘汰",
    "撤销",
    "取消",
    "注销",
    "失效",
    "培育",
    "拟申报",
    "申报中",
    "后备",
    "候选",
    "推荐",
];
/// Of these, the words that say it without the name of a category, too.
const NEVER_IT: [&str; 5] = ["未通过", "不予认定", "不予奖励", "落选", "淘汰"];

/// Words that say it of rows in a sentence that speaks of these: 以下企业为培育对象.
const OF_BELOW: [&str; 8] = ["培育", "后备", "候选", "拟申报", "申报中", "未取得", "未被认定", "未认定"];

/// Words that say that what is listed is no list to pay by: an old one, a draft, a form, or what is left to be settled.
const NO_LIST: [&str; 20] = [
    "作废",
    "草稿",
    "初稿",
    "讨论稿",
    "征求意见稿",
    "备份",
    "删除",
    "不要",
    "旧表",
    "旧版",
    "旧名单",
    "(旧)",
    "未奖",
    "已奖",
    "待定",
    "待核",
    "待审",
    "待批",
    "到期",
    "不合格",
];
/// Words of a form that is to be filled in, as sheets and files are called; a title keeps them when it is.
const FORMS: [&str; 6] = ["样表", "样例", "示例", "范例", "模板", "模版"];
/// What such a word is a part of and says something else.
const NO_LIST_UNLESS: [&str; 8] =
    ["未奖励补", "未奖补", "无不合格", "未到期", "到期复评", "到期换证", "到期重新", "不要求"];

/// What the title of our own sheets says of a trial: copied out of its workbook, it was paid no more than before.
const TRIAL: [&str; 2] = ["试算稿", "假设测算"];

/// Words that say that the category named beside them is left out, whatever the list is: it states no category.
const LEFT_OUT: [&str; 12] = [
    "不含",
    "不包括",
    "不包含",
    "不属于",
    "未获",
    "未取得",
    "未被认定",
    "未认定",
    "没有",
    "尚无",
    "除外",
    "以外",
];

/// The word by which a text leaves out the category that it names: （不含省名牌）, 除省名牌外.
pub(super) fn word_left_out(text: &str, categories: &CategoryIndex) -> Option<&'static str> {
    let around = categories.around(text);
    let (before, after) = (around.get(..around.len().saturating_sub(1))?, around.get(1..)?);
    if around.len() < 2 {
        return None;
    }
    let except = before.iter().any(|part| part.contains('除'))
        && after.iter().any(|part| part.starts_with('外') || part.contains("之外"));
    let lacks = || before.iter().any(|part| part.ends_with('无')).then_some("无");
    let word = LEFT_OUT.into_iter().find(|word| around.iter().any(|part| part.contains(word)));
    word.or_else(|| except.then_some("除…外")).or_else(lacks)
}

/// The word by which a title, a section or the name of a sheet or file says that what is listed is not what it names.
fn word_against(text: &str, categories: &CategoryIndex) -> Option<&'static str> {
    let around = categories.around(text);
    let has = |word: &&str| around.iter().any(|part| part.contains(*word));
    if around.len() < 2 {
        let never = NEVER_IT.into_iter().find(|word| has(word));
        return never.or_else(|| OF_BELOW.into_iter().find(|word| says_of_rows(&around, word)));
    }
    let before = around.iter().rev().skip(1);
    NOT_IT
        .into_iter()
        .find(|word| has(word))
        .or_else(|| before.into_iter().any(|part| part.ends_with('非')).then_some("非"))
}

/// True for a sentence on the rows below it that has a word, not denied.
fn says_of_rows(around: &[String], word: &str) -> bool {
    around.first().is_some_and(|text| {
        ["以下", "下列", "下述", "下表"].iter().any(|begin| text.starts_with(begin))
            && bars::says_word(text, word)
    })
}

/// The word by which a title or a name says that the list itself is not to be used.
fn word_of_no_list(text: &str, categories: &CategoryIndex) -> Option<&'static str> {
    let around = categories.around(text);
    let has = |word: &str| around.iter().any(|part| part.contains(word));
    let old = |part: &String| {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        let other = ["新旧", "废旧", "陈旧", "仿旧", "折旧", "以旧"].iter().any(|word| part.ends_with(word));
        part.ends_with('旧') && !other
    };
    if NO_LIST_UNLESS.iter().any(|word| has(word)) {
        return None;
    }
    NO_LIST.into_iter().find(|word| has(word)).or_else(|| around.iter().any(old).then_some("旧"))
}

/// The fault of a text that stands above rows; `what` it is.
pub(super) fn of_title(what: &str, text: &str, categories: &CategoryIndex) -> Option<Fault> {
    let fault = |word: &str, says| Some(against(what, text, word, says));
    // What would be done with rows that somebody objects to is said of none.
    let said = stock::without(text);
    let said = said.as_ref();
    if let Some(word) = word_left_out(said, categories) {
        fault(word, "所列的没有其中写的那一类成果")
    } else if let Some(word) = word_against(said, categories) {
        fault(word, "所列的不是已认定的成果")
    } else if let Some(word) = word_of_no_list(said, categories) {
        fault(word, "这不是据以兑现的名单")
    } else {
        fault(&list_word::against(&categories.around(said))?, "所列的不应奖励，或还没有认定")
    }
}

/// The fault of a ledger's title that says that it was only tried.
pub(super) fn of_trial(what: &str, text: &str) -> Option<Fault> {
    let word = TRIAL.into_iter().find(|word| text.contains(word))?;
    let message = format!(
        "{what}写的是「{text}」，其中的「{word}」是说这只是试算，没有据以拨付，不能当作已经兑现；行都待定。"
    );
    let help = "请换成实际拨付的记录；没有拨付过的，移出名单文件夹。";
    Some(Fault::new(Code::TableKind, message, help))
}

/// The fault of the name of a sheet or file; `what` it is.
pub(super) fn of_name(what: &str, text: &str, categories: &CategoryIndex) -> Option<Fault> {
    let around = categories.around(text);
    let form = FORMS.into_iter().find(|word| around.iter().any(|part| part.contains(word)));
    of_title(what, text, categories)
        .or_else(|| form.map(|word| against(what, text, word, "这不是据以兑现的名单")))
}

/// The fault of a file that some program or person put aside: a.xlsx.bak, a.old.
pub(super) fn of_file(name: &str) -> Option<Fault> {
    let (_, ending) = name.rsplit_once('.')?;
    let aside = ["bak", "old", "tmp", "orig", "backup"].iter().any(|end| ending.eq_ignore_ascii_case(end));
    aside.then(|| against("文件名", name, &format!(".{ending}"), "这是备份，不是据以兑现的名单"))
}

fn against(what: &str, text: &str, word: &str, says: &str) -> Fault {
    let message = format!("{what}写的是「{text}」，其中的「{word}」看来是说{says}；行都待定。");
    let help = "若确实不是已认定的成果，请把它移出名单；若是，请改正这个名称，或逐行用「采信」决定写明。";
    Fault::new(Code::TableKind, message, help).objecting(!list_word::is_no_objection(word))
}

/// The fault of a text that names, beside a category that is known, an award that is not: which rows are of which nobody can tell.
pub(super) fn of_mixed(text: &str, category: &str, categories: &CategoryIndex) -> Option<Fault> {
    let around = categories.around(text);
    let other = award_word::joined(&around)?;
    let message = format!(
        "名称写的是「{text}」，除「{category}」外还写了「{other}」，政策文件里没有这一类，分不清哪几行是哪一类；行都待定。"
    );
    let help =
        "请在原表中增加「类别」一列，逐行写明；都是同一类的，请改正这个名称，或逐行用「采信」决定写明。";
    Some(Fault::new(Code::CategoryUnknown, message, help))
}

/// The fault of a title that names the award of a place, where the name of the sheet or file states another category.
pub(super) fn of_place(title: &str, stated: &str, category: &str) -> Option<Fault> {
    let award = award_word::local(title)?;
    let message = format!(
        "「{title}」写的是「{award}」，工作表名或文件名「{stated}」写的却是「{category}」，不知按哪个；行都待定。"
    );
    let help = "请核对后把两处改成一致，或在原表中增加「类别」一列，逐行写明；核对无误的，也可逐行用「采信」决定写明。";
    Some(Fault::new(Code::CategoryClash, message, help))
}

/// The fault of a title or a sheet's name that says what its rows are, and names no known category: what stands farther off,
/// `stated`, does not make them one of that.
pub(super) fn of_other(
    what: &str,
    text: &str,
    stated: &str,
    policy: &Policy,
    category: CategoryId,
) -> Option<Fault> {
    let is_known = |part: &str| names_part(policy, category, part);
    let category = policy.category(category);
    let other = subject::read(text, &is_known)?;
    let message = format!(
        "{what}写的是「{text}」，政策文件里没有「{other}」这一类；「{stated}」写的却是「{}」，不知按哪个；行都待定。",
        category.name
    );
    let help = format!(
        "不是「{}」的，请移出名单；确是的，请把两处改成一致，或在原表中增加「类别」一列、逐行写明，或逐行用「采信」决定写明。",
        category.name
    );
    Some(Fault::new(Code::CategoryClash, message, help))
}

/// The fault of a title or a sheet's name that says that its rows are of other business than awards, where only `stated`, which
/// stands farther off, names a category.
pub(super) fn of_business(
    what: &str,
    text: &str,
    stated: &str,
    policy: &Policy,
    category: CategoryId,
) -> Option<Fault> {
    let is_known = |part: &str| names_part(policy, category, part) || names_fact(policy, part);
    let name = policy.category(category).name.as_str();
    let other = other_list::read(text, name, &is_known)?;
    Some(business(&format!("{what}写的是「{text}」"), &other, stated, name))
}

/// The fault of a column that only lists of other business have, below a name of a sheet or file that is a category's.
pub(super) fn of_business_heading(heading: &str, stated: &str, name: &str) -> Option<Fault> {
    other_list::is_heading(heading).then(|| business("有一列", heading, stated, name))
}

fn business(what: &str, other: &str, stated: &str, name: &str) -> Fault {
    let message = format!(
        "{what}，看来所列的与「{other}」有关，不是「{name}」的名单；只有「{stated}」写着「{name}」；行都待定。"
    );
    let help = format!(
        "确是「{name}」的，请把表名或工作表名改成“{name}名单”这样，或在原表中增加「类别」一列、逐行写明，或逐行用「采信」决定写明；不是的，请移出名单。"
    );
    Fault::new(Code::TableKind, message, help)
}

/// True for what is part of a name that the policy gives itself or the category.
fn names_part(policy: &Policy, category: CategoryId, part: &str) -> bool {
    let category = policy.category(category);
    let names = std::iter::once(&category.name).chain(&category.aliases).chain(&category.family);
    names.chain([&policy.name, &policy.document]).any(|name| key(name).contains(part))
}

/// True for what is part of the name of a fact that the policy asks for: 设备投资 of 设备投资额.
fn names_fact(policy: &Policy, part: &str) -> bool {
    let declared = policy.fields.iter().skip(builtin::count());
    part.chars().count() > 1
        && declared
            .flat_map(|field| std::iter::once(&field.name).chain(&field.headings))
            .any(|name| key(name).contains(part))
}

/// The fault of a title, or of the name of a sheet or file, that goes on behind the category with a noun of its own, or has other
/// business before it.
pub(super) fn of_more(
    what: &str,
    text: &str,
    is_title: bool,
    policy: &Policy,
    category: CategoryId,
    categories: &CategoryIndex,
) -> Option<Fault> {
    let around = categories.around(text);
    let is_known = |part: &str| names_part(policy, category, part) || names_fact(policy, part);
    let read = if is_title { left_over::left_over } else { left_over::right_behind };
    let before = around.first().and_then(|text| other_list::before(text, &is_known));
    let name = policy.category(category).name.as_str();
    if let Some(before) = before {
        let message = format!(
            "{what}写的是「{text}」，「{name}」前面还有「{before}」，看不出所列的是「{name}」本身，还是与它有关的别的事；行都待定。"
        );
        return Some(Fault::new(Code::TableKind, message, more_help(name)));
    }
    let more = read(around.get(1..)?, &is_known)?;
    let message = format!(
        "{what}写的是「{text}」，「{name}」后面还有「{more}」，看不出所列的是「{name}」本身，还是与它有关的别的事；行都待定。"
    );
    Some(Fault::new(Code::TableKind, message, more_help(name)))
}

fn more_help(name: &str) -> String {
    format!(
        "所列的是「{name}」的，请把它改成“{name}名单”这样，或在原表中增加「类别」一列、逐行写明，或逐行用「采信」决定写明；不是的，请移出名单。"
    )
}

/// The fault of an exclusion list that is said to be of those that left it.
pub(super) fn of_lifted(what: &str, text: &str) -> Fault {
    let message = format!("{what}写的是「{text}」，看来所列的已经移出；行都待定。");
    let help = "请增加「移出日期」一列并填上，或把已经移出的删去；仍在列的逐行用「采信」决定写明。";
    Fault::new(Code::ExclusionUnclear, message, help)
}

/// The fault of a row with such a remark.
pub(super) fn of_row(heading: &str, text: &str, row: u32, here: &Here) -> Fault {
    let column =
        if heading.is_empty() { "没有标题的一列".to_owned() } else { format!("「{heading}」") };
    let message = format!("{column}写的是「{text}」，看来本行不应奖励。");
    let choice = here.accept_decision(row);
    let help = format!("确实不应奖励的请从名单中删去；仍应奖励的在 decisions.toml 中写明：\n{choice}");
    Fault::new(Code::RemarkAgainst, message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_that_is_left_out_is_told_from_one_that_is_stated() {
        let policy = crate::intake::tests::policy();
        let index = CategoryIndex::new(&policy);
        for (text, word) in [
            ("（不含国家名牌）", Some("不含")),
            ("名单（不包括国家名牌产品）", Some("不包括")),
            ("除国家名牌外的产品名单", Some("除…外")),
            ("除国家名牌产品之外的名单", Some("除…外")),
            ("2008年未获国家名牌的企业名单", Some("未获")),
            ("未取得国家名牌的企业", Some("未取得")),
            ("没有国家名牌的企业", Some("没有")),
            ("不属于国家名牌的产品", Some("不属于")),
            ("以下企业均无国家名牌", Some("无")),
            ("无锡市国家名牌名单", None),
            ("国家名牌名单（外资企业）", None),
            ("解除国家名牌限制名单", None),
            ("国家名牌名单", None),
            ("不含税金额名单", None),
            ("", None),
        ] {
            assert_eq!(word_left_out(text, &index), word, "{text}");
        }
    }
}
