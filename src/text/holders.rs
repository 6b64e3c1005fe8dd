//! Several holders in one cell, and how the names of organisations end.

use super::jointly;
use super::normal::{closes, display, key, opens};
use super::number;
use super::rank::rank;

/// Endings of the names of organisations.
const ENDINGS: [&str; 24] = [
    "公司",
    "厂",
    "院",
    "研究所",
    "事务所",
    "所",
    "大学",
    "学院",
    "学校",
    "中心",
    "集团",
    "合作社",
    "协会",
    "学会",
    "商会",
    "研究会",
    "联合会",
    "委员会",
    "站",
    "场",
    "局",
    "政府",
    "基地",
    "社",
];

/// True where a name, apart from a bracket at its end, ends as organisations do.
pub fn ends_as_organisation(name: &str) -> bool {
    let mut name = name.trim();
    while name.ends_with(closes) {
        let Some((before, _)) = name.rsplit_once(opens) else { break };
        name = before.trim_end();
    }
    ENDINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
}

/// The holders named in one cell. 、 ; and new lines part them; 和 与 及 , / only between names of organisations.
/// Nothing is parted within brackets, and a name that was broken over two lines is one.
pub fn split_holders(text: &str) -> Vec<String> {
    if let Some(several) = jointly::without_word(text).map(split_holders).filter(|names| names.len() > 1) {
        return several;
    }
    let text = without_ordinal(text);
    if !text.trim().contains(may_part) {
        return Some(display(text)).filter(|name| !name.is_empty()).into_iter().collect();
    }
    let mut holders = Vec::new();
    for part in split_outside(&join_lines(text), |c| matches!(c, '、' | ';' | '；' | '\n' | '\r')) {
        split_softly(without_ordinal(&part), &mut holders);
    }
    let names = without_numbers(holders);
    jointly::ranked(&names).unwrap_or(names)
}

/// A name without the number that it has in a list: 1、, 2., (3), ④, 三、.
pub(super) fn without_ordinal(name: &str) -> &str {
    let name = without_role(name.trim());
    if let Some((number, rest)) = name.split_once('、') {
        let counts = number.chars().all(|c| "一二三四五六七八九十".contains(c));
        if counts && (1..=3).contains(&number.chars().count()) && ends_as_organisation(rest) {
            return rest.trim_start();
        }
    }
    if let Some(rest) = name.strip_prefix(|c| matches!(c, '①'..='⑳')) {
        return rest.trim_start_matches([' ', '、', '.', '．']);
    }
    let figures = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let inner = name.strip_prefix(['(', '（']).unwrap_or(name);
    let count = figures(inner);
    let Some((_, rest)) = inner.split_at_checked(count).filter(|_| (1..=3).contains(&count)) else {
        return name;
    };
    let ends: &[char] =
        if inner.len() < name.len() { &[')', '）'] } else { &['、', '.', '．', ')', '）'] };
    match rest.strip_prefix(ends).map(str::trim_start) {
        Some(rest) if !rest.is_empty() && figures(rest) == 0 => rest,
        _ => name,
    }
}

/// A name without the part that its holder took before it: 第二起草单位：甲公司.
fn without_role(name: &str) -> &str {
    let Some((role, rest)) = name.split_once([':', '：']) else { return name };
    let role = role.trim();
    let named = rank(role).is_some() && !role.starts_with(|c: char| c.is_ascii_digit())
        || ["起草单位", "完成单位", "牵头单位"].iter().any(|end| {
            role.strip_suffix(end).is_some_and(|rest| ["", "主要", "主", "参与", "共同"].contains(&rest))
        });
    let rest = rest.trim_start();
    if named && !rest.is_empty() { rest } else { name }
}

/// The holders without the numbers before them, where those count on: 1、甲公司、2、乙公司.
fn without_numbers(parts: Vec<String>) -> Vec<String> {
    let mut last = 1;
    let mut names: Vec<String> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let number = part.parse::<usize>().ok().filter(|number| *number == last + 1);
        let before_name = parts.get(at + 1).is_some_and(|next| next.parse::<usize>().is_err());
        match number.filter(|_| before_name && at > 0) {
            Some(number) => last = number,
            None => names.push(part.clone()),
        }
    }
    names
}

/// Characters at which a cell may be parted, white space between names of organisations among them.
fn may_part(c: char) -> bool {
    matches!(c, '、' | ';' | '；' | '和' | '与' | '及' | ',' | '，' | '/') || c.is_whitespace()
}

/// Conjunctions, and signs that stand for one.
fn joins(c: char) -> bool {
    matches!(c, '和' | '与' | '及' | ',' | '，' | '/')
}

/// What the name of a part of an organisation ends in.
const BRANCHES: [&str; 4] = ["分公司", "分厂", "分院", "分所"];

/// True for 甲公司等3家, 甲公司等单位: holders that the cell does not name.
pub fn leaves_others_unnamed(text: &str) -> bool {
    if !text.contains('等') {
        return false;
    }
    let text = key(text);
    let Some((before, rest)) = text.rsplit_once('等') else { return false };
    let counted = rest.trim_end_matches("单位").trim_end_matches("企业").trim_end_matches("公司");
    ends_as_organisation(before)
        && (counted.is_empty() || matches!(number::quantity(counted), Ok((_, Some(_)))))
}

/// 甲公司与张三: what follows an organisation and a conjunction, and is too short for an organisation of its own. It may be a
/// joint holder, or part of the name.
pub fn beside_organisation(text: &str) -> Option<String> {
    if !text.contains(joins) {
        return None;
    }
    split_holders(text).iter().find_map(|holder| {
        holder.char_indices().find_map(|(at, c)| {
            let (left, right) = holder.split_at_checked(at)?;
            let right = right.strip_prefix(joins)?.trim();
            let left = left.trim();
            let left = left.strip_suffix('以').filter(|_| c == '及').unwrap_or(left);
            let short =
                (2..=4).contains(&right.chars().count()) && !right.contains(|c| opens(c) || closes(c));
            (short && ends_as_organisation(left) && !ends_as_organisation(right)).then(|| right.to_owned())
        })
    })
}

/// Signs that part two names where no conjunction does, and may stand in one name, too.
pub(super) const BETWEEN: [char; 18] =
    ['-', '－', '—', '–', '―', '|', '｜', '·', '•', '・', '+', '＋', '&', '＆', '~', '～', '〜', '→'];
/// How companies end, where another name follows with nothing between.
const LIMITED: [&str; 3] = ["有限公司", "有限责任公司", "股份公司"];
/// The shortest name that may follow so: a factory without a name of its own is part of the company before it.
const SHORTEST: usize = 4;

/// 甲有限公司—乙水泵厂, 甲有限公司乙水泵厂: two names of organisations in one that nothing parts which parts names.
pub fn run_together(text: &str) -> Option<(String, String)> {
    // Almost every name ends with its form, and nothing follows.
    let goes_on = |form: &&str| text.trim_end().split_once(*form).is_some_and(|(_, rest)| !rest.is_empty());
    if !text.contains(BETWEEN) && !LIMITED.iter().any(goes_on) {
        return None;
    }
    split_holders(text).iter().find_map(|holder| {
        let mut depth = 0_usize;
        holder.char_indices().find_map(|(at, c)| {
            depth = if opens(c) { depth + 1 } else { depth.saturating_sub(usize::from(closes(c))) };
            let (left, right) = holder.split_at_checked(at).filter(|_| depth == 0)?;
            let signed = BETWEEN.contains(&c);
            let (left, right) = (left.trim(), right.trim_start_matches(BETWEEN).trim());
            let two = if signed {
                ends_as_organisation(left) && ends_as_organisation(right) && !is_branch(right)
            } else {
                LIMITED.iter().any(|form| left.ends_with(form)) && follows_company(right)
            };
            two.then(|| (left.to_owned(), without_ordinal(right).to_owned()))
        })
    })
}

/// 第一分公司, 有限公司: a part or the form of the organisation before it.
pub(super) fn is_branch(name: &str) -> bool {
    BRANCHES.iter().any(|end| name.ends_with(end)) || is_bare_form(name)
}

/// The name of another company, factory or university; 电缆厂 and 技术研究所 are parts of the company before them.
fn follows_company(name: &str) -> bool {
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '①'..='⑳' | '、'));
    let company = LIMITED.iter().any(|form| name.ends_with(form));
    let other = company || name.ends_with('厂') || name.ends_with("大学");
    other && name.chars().count() >= SHORTEST && !is_branch(name) && !name.starts_with(opens)
}

/// The text with lines that go on with the line before joined to it.
fn join_lines(text: &str) -> String {
    let mut joined = String::new();
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        if !joined.is_empty() && !goes_on(&joined, line) {
            joined.push('\n');
        }
        joined.push_str(line);
    }
    joined
}

/// True where a cell was too narrow for a name: the line before is none yet, or this one is none of its own.
fn goes_on(before: &str, line: &str) -> bool {
    let parting = |c: char| matches!(c, '、' | ';' | '；' | ',' | '，' | '/' | '\n');
    let last = before.rsplit(parting).next().unwrap_or(before).trim();
    let count = |test: fn(char) -> bool| before.chars().filter(|c| test(*c)).count();
    let length = |text: &str| text.chars().count();
    last.is_empty()
        || last.ends_with(['和', '与', '及'])
        || line.starts_with(opens)
        || is_bare_form(line)
        || count(opens) > count(closes)
        // Short lines that are no organisations are people.
        || !ends_as_organisation(last) && (length(last) > 4 || length(line) > 4)
}

/// 有限公司, 股份有限公司, 大学 alone.
fn is_bare_form(line: &str) -> bool {
    let forms = ["有限", "责任", "股份", "集团", "控股", "总"];
    let mut rest = line;
    while let Some(tail) = forms.iter().find_map(|form| rest.strip_prefix(form)) {
        rest = tail;
    }
    rest.is_empty() || ENDINGS.contains(&rest)
}

/// Parts text at characters outside brackets, dropping empty parts.
fn split_outside(text: &str, at: impl Fn(char) -> bool) -> Vec<String> {
    // A bracket that never closes must not swallow the other names.
    let balanced = text.chars().filter(|c| opens(*c)).count() == text.chars().filter(|c| closes(*c)).count();
    let (mut parts, mut part, mut depth) = (Vec::new(), String::new(), 0_usize);
    for c in text.chars() {
        depth = if opens(c) { depth + 1 } else { depth.saturating_sub(usize::from(closes(c))) };
        if at(c) && (depth == 0 || !balanced) {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(c);
        }
    }
    parts.push(part);
    parts.iter().map(|part| display(part)).filter(|part| !part.is_empty()).collect()
}

/// Parts `甲公司和乙公司` where both sides end as organisations do.
fn split_softly(part: &str, holders: &mut Vec<String>) {
    let mut rest = if holders.is_empty() { part } else { without_conjunction(part) };
    while let Some((left, right)) = first_holder(rest) {
        holders.push(display(left));
        rest = right;
    }
    holders.push(rest.to_owned());
}

/// A name that is not the first, without the conjunction or the sign that another sign was typed before: ，与上海大学.
fn without_conjunction(name: &str) -> &str {
    let name = name.trim_start_matches(BETWEEN).trim_start();
    let rest = name.strip_prefix("以及").or_else(|| name.strip_prefix(['与', '及'])).map(str::trim_start);
    // 与众公司 is a name.
    rest.filter(|rest| ends_as_organisation(rest) && !rest.starts_with('众')).unwrap_or(name)
}

/// The first name and what follows its conjunction, both ending as organisations do.
fn first_holder(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        depth = if opens(c) { depth + 1 } else { depth.saturating_sub(usize::from(closes(c))) };
        if depth > 0 || !matches!(c, '和' | '与' | '及' | ',' | '，' | '/' | ' ') {
            continue;
        }
        let (left, right) = text.split_at_checked(at)?;
        let (left, right) = (left.trim(), right.strip_prefix(c)?.trim());
        let left = left.strip_suffix('以').filter(|_| c == '及').unwrap_or(left);
        // 第一分公司 behind a space is part of the name before it.
        let branch = c == ' ' && BRANCHES.iter().any(|end| right.ends_with(end));
        if ends_as_organisation(left) && ends_as_organisation(right) && !branch {
            return Some((left, without_conjunction(right)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_branches_are_no_holders() {
        for (text, name) in [
            ("三、碧波水产公司", "碧波水产公司"),
            ("十二、 甲公司", "甲公司"),
            ("1、甲公司", "甲公司"),
            ("甲集团有限公司 第一分公司", "甲集团有限公司 第一分公司"),
        ] {
            assert_eq!(split_holders(text), [name], "{text}");
        }
        assert_eq!(split_holders("甲公司 乙公司"), ["甲公司", "乙公司"]);
        assert_eq!(split_holders("三、张三"), ["三", "张三"]);
    }

    #[test]
    fn others_that_are_not_named() {
        for text in ["甲公司等3家", "甲公司等三家企业", "甲公司、乙厂等", "甲公司等单位"]
        {
            assert!(leaves_others_unnamed(text), "{text}");
        }
        for text in ["甲等离子有限公司", "甲公司", "某高等公司", "平等"] {
            assert!(!leaves_others_unnamed(text), "{text}");
        }
    }

    #[test]
    fn a_name_beside_an_organisation_is_seen() {
        for text in
            ["甲公司与张三", "甲公司和张三", "甲公司及张三丰", "甲公司，欧阳文丽", "乙厂、甲公司以及张三"]
        {
            assert!(beside_organisation(text).is_some(), "{text}");
        }
        for text in
            ["甲公司、张三", "甲公司与乙公司", "泰和有限公司", "中和药业有限公司", "甲公司（张三和李四）"]
        {
            assert_eq!(beside_organisation(text), None, "{text}");
        }
    }

    #[test]
    fn names_run_together_are_seen() {
        for text in [
            "甲电缆有限公司—乙水泵厂",
            "甲电缆有限公司|乙水泵厂",
            "甲厂+上海大学",
            "甲有限公司&乙有限公司",
            "甲电缆有限公司乙水泵厂",
            "1.甲电缆有限公司2.乙水泵厂",
            "甲有限公司上海大学",
            "甲股份公司乙电缆有限公司",
        ] {
            assert!(run_together(text).is_some(), "{text}");
        }
        for text in [
            "甲电缆有限公司",
            "甲有限公司、乙水泵厂",
            "甲集团有限公司无锡分公司",
            "甲集团有限公司电缆厂",
            "甲集团有限公司技术研究所",
            "甲（集团）有限公司",
            "甲研究院有限公司",
            "甲有限公司（原乙水泵厂）",
            "甲-乙有限公司",
            "阿·乙有限公司",
            "甲集团-有限公司",
        ] {
            assert_eq!(run_together(text), None, "{text}");
        }
    }

    #[test]
    fn holders_of_one_cell() {
        for (text, names) in [
            (
                "甲公司、乙厂；丙大学;丁研究所\n戊合作社",
                vec!["甲公司", "乙厂", "丙大学", "丁研究所", "戊合作社"],
            ),
            ("中和药业有限公司和泰和有限公司", vec!["中和药业有限公司", "泰和有限公司"]),
            ("泰和有限公司", vec!["泰和有限公司"]),
            ("甲公司（原乙公司、丙公司）、丁厂", vec!["甲公司（原乙公司、丙公司）", "丁厂"]),
            ("甲公司(原乙公司)和丁厂(盖章)", vec!["甲公司(原乙公司)", "丁厂(盖章)"]),
            ("甲公司，乙公司/丙公司 丁公司", vec!["甲公司", "乙公司", "丙公司", "丁公司"]),
            ("甲公司以及乙公司", vec!["甲公司", "乙公司"]),
            ("甲公司，与上海大学", vec!["甲公司", "上海大学"]),
            ("甲电缆有限公司 · 乙水泵厂", vec!["甲电缆有限公司", "乙水泵厂"]),
            ("甲公司、及乙公司", vec!["甲公司", "乙公司"]),
            ("与众公司", vec!["与众公司"]),
            ("甲公司、与众公司", vec!["甲公司", "与众公司"]),
            ("红日机械\n有限公司", vec!["红日机械有限公司"]),
            ("红日机械制\n造有限公司", vec!["红日机械制造有限公司"]),
            ("红日有限公司\n(原红日厂)", vec!["红日有限公司(原红日厂)"]),
            ("红日有限公司、\n蓝天有限公司\n丙厂", vec!["红日有限公司", "蓝天有限公司", "丙厂"]),
            ("张三\n李四", vec!["张三", "李四"]),
            ("1、东方红有限公司", vec!["东方红有限公司"]),
            ("（1）甲公司、（2）乙厂", vec!["甲公司", "乙厂"]),
            ("1、甲公司；2、乙厂", vec!["甲公司", "乙厂"]),
            ("1.甲公司\n2.乙厂", vec!["甲公司", "乙厂"]),
            ("甲公司、3", vec!["甲公司", "3"]),
            ("张三、李四", vec!["张三", "李四"]),
            ("甲公司(原乙、丙公司", vec!["甲公司(原乙", "丙公司"]),
            (" 、 ", vec![]),
        ] {
            assert_eq!(split_holders(text), names, "{text}");
        }
    }
}
