//! Words of a further recognition whose sense hangs on what stands around them: 复核 and 复查, which an office does to papers, too;
//! 第二次, 连续三届 and 曾获, which say it by counting.

use super::normal::key;
use super::number;
use super::surname;

/// What is done again with an award that runs out; an office does it with papers and figures, too.
const LOOKS: [&str; 3] = ["复核", "复查", "复验"];
/// What stands before such a word where an office looks at an application.
const OF_OFFICE: [&str; 44] = [
    "已",
    "已经",
    "经",
    "已由",
    "局",
    "委",
    "办",
    "科",
    "处",
    "股",
    "厅",
    "镇",
    "乡",
    "街道",
    "政府",
    "中心",
    "部门",
    "单位",
    "科室",
    "股室",
    "专家",
    "专家组",
    "财政",
    "审计",
    "会计",
    "现场",
    "实地",
    "电话",
    "材料",
    "资料",
    "数据",
    "财务",
    "系统",
    "金额",
    "资金",
    "奖励",
    "奖补",
    "兑现",
    "申报",
    "初审",
    "审核",
    "数量",
    "名单",
    "公示",
];
/// What stands behind it there.
const OFFICE: [&str; 30] = [
    ":",
    "均",
    "无异议",
    "人",
    "员",
    "者",
    "意见",
    "表",
    "后",
    "稿",
    "版",
    "汇总",
    "签",
    "盖章",
    "无误",
    "属实",
    "一致",
    "同意",
    "确认",
    "数",
    "面积",
    "金额",
    "产量",
    "小组",
    "组",
    "工作",
    "完",
    "中",
    "程序",
    "记录",
];
/// What stands behind it in the names of goods.
const GOODS: [&str; 12] =
    ["仪", "机", "器", "系统", "软件", "装置", "平台", "设备", "方法", "台", "工具", "模块"];
/// That it was passed, which is said of an award, or of its papers where one of these stands before it.
const PASSED: [&str; 2] = ["通过", "合格"];
const OF_PAPERS: [&str; 9] = ["现场", "实地", "材料", "资料", "数据", "财务", "系统", "初审", "审核"];
/// Of the day of the next one nothing is said.
const DATED: [&str; 4] = ["时间", "日期", "期限", "周期"];

/// True where a part of a text says that an award was looked at again: 复核通过, 期满复查; not 已复核, 复核人, 复验机.
pub(super) fn looked_at(part: &str, denied: impl Fn(&str) -> bool) -> bool {
    LOOKS.iter().any(|word| {
        let Some((before, after)) = part.split_once(word) else { return false };
        let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
        let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        let passed = starts(&PASSED) || before.ends_with("通过");
        let of_office =
            if passed { ends(&OF_PAPERS) } else { ends(&OF_OFFICE) || starts(&OFFICE) || by_person(before) };
        !(denied(before) || of_office || starts(&GOODS) || starts(&DATED))
    })
}

/// True where a person stands before the word: 李四复核, 张三初审李四复核.
fn by_person(before: &str) -> bool {
    let name = ["初审", "初核", "审核"].iter().filter_map(|word| before.split_once(word)).next();
    let name = name.map_or(before, |(_, name)| name);
    // 高企 is no Mr 高.
    surname::is_name(name) && !name.contains(['企', '新', '品'])
}

/// True where goods are named by such a word: 复评仪, 复核系统.
pub(super) fn names_goods(rest: &str) -> bool {
    GOODS.iter().any(|word| rest.starts_with(word))
}

/// What a count of awards is followed by.
const WON: [&str; 12] =
    ["获", "认定", "评", "复", "通过", "荣", "取得", "入选", "命名", "授予", "当选", "蝉联"];
/// What ran out, or is done once it has.
const RUN_OUT: [&str; 14] = [
    "原证到期",
    "旧证到期",
    "原证书到期",
    "证书期满",
    "到期后",
    "期满后",
    "到期重",
    "期满重",
    "到期复",
    "期满复",
    "到期续",
    "期满续",
    "到期再",
    "期满再",
];
/// What was won before; of money another check speaks.
const BEFORE: [&str; 5] = ["曾获", "曾于", "曾被", "曾经获", "曾评"];
const MONEY: [&str; 6] = ["奖励", "资助", "补助", "补贴", "奖金", "资金"];

/// True where a part of a text counts awards, or tells of an earlier one: 第二次, 连续三届, 三次获得, 曾获, 原证到期.
pub(super) fn counts(part: &str) -> bool {
    let run_out = RUN_OUT.iter().any(|word| part.contains(word));
    let won_before = BEFORE.iter().any(|word| {
        part.split_once(word).is_some_and(|(_, after)| {
            let won = !["曾于", "曾被"].contains(word) || WON.iter().any(|word| after.contains(word));
            won && !MONEY.iter().any(|word| after.contains(word))
        })
    });
    run_out || won_before || numbered(part) || in_a_row(part) || times(part)
}

/// The part of a text, as a key, that tells what was won before: 曾获省名牌 of 2006年曾获省名牌，已核.
pub fn won_before(text: &str) -> Option<String> {
    let key = key(text);
    key.split([',', ';', '。', '(', ')']).find_map(|part| {
        let at = BEFORE.iter().filter_map(|word| part.find(word)).min()?;
        part.get(at..).map(str::to_owned)
    })
}

/// The award within what was won before, without its level and what every award is: 质量奖 of 曾获县长质量奖称号.
pub fn award_of(won: &str) -> String {
    const OF_ALL: [&str; 16] = [
        "曾经获",
        "曾获",
        "曾评",
        "曾于",
        "曾被",
        "国家级",
        "省级",
        "市级",
        "县级",
        "称号",
        "荣誉",
        "企业",
        "产品",
        "评为",
        "授予",
        "获得",
    ];
    let word = OF_ALL.iter().fold(won.to_owned(), |text, word| text.replace(word, ""));
    word.trim_matches(|c: char| !c.is_alphabetic() || "该此本同得过评为了".contains(c)).to_owned()
}

/// 第二次, 第3轮认定; not 第二次公示.
fn numbered(part: &str) -> bool {
    part.match_indices('第').any(|(at, sign)| {
        let rest = part.get(at + sign.len()..).unwrap_or_default();
        let Some((number, after)) = leading_number(rest) else { return false };
        let Some(after) = after.strip_prefix(['次', '轮']) else { return false };
        number >= 2 && (after.is_empty() || WON.iter().any(|word| after.starts_with(word)))
    })
}

/// 连续三届, 连续两次, 连续5年获评; not 连续三年纳税.
fn in_a_row(part: &str) -> bool {
    part.match_indices("连续").any(|(at, word)| {
        let rest = part.get(at + word.len()..).unwrap_or_default();
        let Some((number, after)) = leading_number(rest) else {
            return ["获", "评", "认定", "荣"].iter().any(|word| rest.starts_with(word));
        };
        let won = || WON.iter().any(|word| after.contains(word));
        number >= 2
            && (after.starts_with(['届', '次', '轮'])
                || after.starts_with(['年', '个']) && won() && !MONEY.iter().any(|word| after.contains(word)))
    })
}

/// 三次获得, 两次认定, 二次获得.
fn times(part: &str) -> bool {
    part.match_indices('次').any(|(at, sign)| {
        let before = part.get(..at).unwrap_or_default();
        let after = part.get(at + sign.len()..).unwrap_or_default();
        let many = before.ends_with(['二', '两', '三', '四', '五', '多', '2', '3', '4', '5']);
        many && !before.ends_with("十二")
            && ["获", "认定", "评为", "荣获", "取得"].iter().any(|word| after.starts_with(word))
    })
}

/// A number that a text begins with, and what follows.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let is_number = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c);
    let end = text.find(|c: char| !is_number(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    let number = number.replace('两', "二");
    let value = number::whole(&number).ok().and_then(|value| u32::try_from(value).ok())?;
    Some((value, rest))
}

/// The year before 首次认定 and the like in a text: 2005 of 2005年首次认定，本次通过.
pub fn first_year(text: &str) -> Option<i32> {
    let key = key(text);
    let parts = key.split([',', ';', '。', '(', ')']);
    parts
        .filter_map(|part| {
            let at = FIRST.iter().filter_map(|word| part.find(word)).min()?;
            let (before, after) = part.split_at_checked(at)?;
            WON.iter().any(|word| after.contains(word)).then_some(())?;
            year_within(before).or_else(|| year_within(after))
        })
        .min()
}

/// Words for the first of several.
pub(super) const FIRST: [&str; 8] = ["首次", "初次", "首评", "初评", "最初", "最早", "第一次", "首获"];

/// A year in figures that a text has first.
pub(super) fn year_within(text: &str) -> Option<i32> {
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= 4).collect();
    let run = digits.first()?;
    let year: i32 = run.get(..4)?.parse().ok()?;
    (1950..2100).contains(&year).then_some(year)
}
