//! What is written inside names: counts and stages in titles, former names, several holders in a cell, ranks.

use super::normal::{closes, display, half_width_text, key, opens};
use super::{number, numeral};

/// Whether an award was won for the first time, as a title may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// 首次认定.
    First,
    /// 复评, 复审, 重新认定.
    Recertified,
    /// 产品扩评.
    Expanded,
}

impl Stage {
    /// The word a user sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "首次认定",
            Self::Recertified => "复评",
            Self::Expanded => "扩评",
        }
    }
}

/// A title with what was written into it read off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TitleRead {
    /// The title without counts, stages, remarks and 及图, for display.
    pub base: String,
    /// The key for comparing products: without 牌, quotes, 及图 and bracket characters.
    pub key: String,
    /// From (2个产品), (含3件).
    pub quantity: Option<i64>,
    /// From (复评), (产品扩评). Two that disagree leave none and stand in the notes.
    pub stage: Option<Stage>,
    /// Everything else that was read off, as in 含证明商标.
    pub notes: Vec<String>,
}

/// Reads a title. A bracket that is neither count, stage nor remark is part of the name (电缆(高压)) and stays.
pub fn title(text: &str) -> TitleRead {
    let mut read = TitleRead::default();
    let mut stages = Vec::new();
    let mut base = String::new();
    for piece in pieces(&display(text)) {
        match piece {
            Piece::Plain(text) => base.push_str(&text),
            Piece::Bracket { whole, inner } => {
                if !read_bracket(&inner, &mut read, &mut stages) {
                    base.push_str(&whole);
                }
            }
        }
    }
    let base = trailing_stage(base, &mut stages);
    read.base = without_figure(&display(&base), &mut read.notes);
    read.key = product_key(&read.base);
    settle_stage(&stages, &mut read);
    read
}

/// Takes a bracket's content where it is a count, a stage or a remark.
fn read_bracket(inner: &str, read: &mut TitleRead, stages: &mut Vec<(Stage, String)>) -> bool {
    let inner = display(inner);
    if inner.is_empty() {
        return true;
    }
    if let Some(stage) = stage(&inner) {
        stages.push((stage, inner));
    } else if let Some(count) = count(&inner).filter(|_| read.quantity.is_none()) {
        read.quantity = Some(count);
    } else if is_remark(&inner) {
        read.notes.push(inner);
    } else {
        return false;
    }
    true
}

/// The stage that a bracket or a last word names.
fn stage(text: &str) -> Option<Stage> {
    let text = key(text);
    let text = text.strip_suffix("产品").filter(|rest| !rest.is_empty()).unwrap_or(&text);
    match text {
        "首次" | "首次认定" | "首次获得" | "首次获评" | "首评" | "初评" | "新认定" | "新评" | "新增" => {
            Some(Stage::First)
        }
        "复评" | "复审" | "复核" | "复查" | "重新认定" | "重新确认" | "再次认定" | "复评通过"
        | "复审通过" | "到期复评" | "期满复评" => Some(Stage::Recertified),
        "产品扩评" | "扩评" | "扩项" | "产品扩项" | "扩展" => Some(Stage::Expanded),
        _ => None,
    }
}

/// 2个产品, 含3件, 共2个. A bare number is no count: it may be a size or a part of the name.
fn count(text: &str) -> Option<i64> {
    let text = ["含", "共", "计", "等"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    match number::quantity(text) {
        Ok((count, Some(_))) => Some(count),
        _ => None,
    }
}

fn is_remark(inner: &str) -> bool {
    let figure = matches!(inner, "图" | "图形" | "及图" | "及图形" | "文字" | "文字及图" | "图形商标");
    figure || ["含", "原", "注:", "注：", "见附", "详见", "包括"].iter().any(|word| inner.starts_with(word))
}

/// A stage as the last word, without brackets.
fn trailing_stage(base: String, stages: &mut Vec<(Stage, String)>) -> String {
    let Some((rest, last)) = base.trim_end().rsplit_once(' ') else { return base };
    match stage(last) {
        Some(found) => {
            stages.push((found, last.to_owned()));
            rest.to_owned()
        }
        None => base,
    }
}

/// Without 及图 or 图形 at the end, unless nothing else would be left.
fn without_figure(base: &str, notes: &mut Vec<String>) -> String {
    for figure in ["及图形", "及图", "图形"] {
        if let Some(rest) = base.strip_suffix(figure).map(str::trim_end).filter(|rest| !rest.is_empty()) {
            notes.push(figure.to_owned());
            return rest.to_owned();
        }
    }
    base.to_owned()
}

/// One stage is the stage; stages that disagree are told, not chosen from.
fn settle_stage(stages: &[(Stage, String)], read: &mut TitleRead) {
    let Some((first, _)) = stages.first() else { return };
    if stages.iter().all(|(stage, _)| stage == first) {
        read.stage = Some(*first);
    } else {
        read.notes.extend(stages.iter().map(|(_, text)| text.clone()));
    }
}

/// Without quotes, bracket characters, middle dots, 及图 and the 牌 of a brand (not that of 名牌, 品牌).
fn product_key(base: &str) -> String {
    let whole = key(base).replace("及图形", "").replace("及图", "");
    let mut out = String::new();
    for c in whole.chars() {
        let part_of_word = out.ends_with(['名', '品', '贴', '招']) || out.is_empty();
        if !matches!(c, '"' | '《' | '》' | '(' | ')' | '·') && (c != '牌' || part_of_word) {
            out.push(c);
        }
    }
    if out.is_empty() { whole } else { out }
}

/// Text outside brackets, or one outermost bracket.
enum Piece {
    Plain(String),
    Bracket { whole: String, inner: String },
}

/// Parts text at its outermost brackets; one that never closes runs to the end.
fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let (mut plain, mut whole, mut inner, mut depth) = (String::new(), String::new(), String::new(), 0_usize);
    for c in text.chars() {
        if opens(c) && depth == 0 {
            out.push(Piece::Plain(std::mem::take(&mut plain)));
            whole.push(c);
            depth = 1;
        } else if closes(c) && depth == 1 {
            whole.push(c);
            out.push(Piece::Bracket { whole: std::mem::take(&mut whole), inner: std::mem::take(&mut inner) });
            depth = 0;
        } else if depth > 0 {
            depth = if opens(c) { depth + 1 } else { depth - usize::from(closes(c)) };
            whole.push(c);
            inner.push(c);
        } else {
            plain.push(c);
        }
    }
    out.push(Piece::Plain(plain));
    if depth > 0 {
        out.push(Piece::Bracket { whole, inner });
    }
    out
}

/// An enterprise's name as written, with the former name read off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnterpriseName {
    /// The name for display.
    pub display: String,
    /// The key by which it is compared.
    pub key: String,
    /// The name in (原…公司).
    pub former: Option<String>,
}

/// Reads an enterprise's name. Only the first former name is read off; any other bracket is part of the name.
pub fn enterprise(text: &str) -> EnterpriseName {
    let (mut name, mut former) = (String::new(), None);
    for piece in pieces(&display(text)) {
        match piece {
            Piece::Plain(text) => name.push_str(&text),
            Piece::Bracket { whole, inner } => match former_name(&inner) {
                Some(found) if former.is_none() => former = Some(found),
                _ => name.push_str(&whole),
            },
        }
    }
    let display = display(&name);
    EnterpriseName { key: key(&display), display, former }
}

fn former_name(inner: &str) -> Option<String> {
    let inner = inner.trim();
    let words = ["原企业名称", "原单位名称", "原名称", "原名", "曾用名", "更名前", "变更前", "原"];
    let (word, rest) = words.iter().find_map(|word| Some((*word, inner.strip_prefix(word)?)))?;
    let name = rest.trim_start_matches([':', '：', '为', ' ', '“', '"']).trim_end_matches(['”', '"', ' ']);
    // 原 also begins words such as 原料药: alone it needs an organisation's ending.
    let certain = word != "原" || ends_as_organisation(name);
    (certain && !name.is_empty()).then(|| display(name))
}

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
fn ends_as_organisation(name: &str) -> bool {
    let mut name = name.trim();
    while name.ends_with(closes) {
        let Some((before, _)) = name.rsplit_once(opens) else { break };
        name = before.trim_end();
    }
    ENDINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
}

/// The holders named in one cell. 、 ; and new lines part them; 和 与 及 , / only between names of organisations.
/// Nothing is parted within brackets.
pub fn split_holders(text: &str) -> Vec<String> {
    let mut holders = Vec::new();
    for part in split_outside(text, |c| matches!(c, '、' | ';' | '；' | '\n' | '\r')) {
        split_softly(&part, &mut holders);
    }
    holders
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
    let mut rest = part;
    while let Some((left, right)) = first_holder(rest) {
        holders.push(display(left));
        rest = right;
    }
    holders.push(rest.to_owned());
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
        if ends_as_organisation(left) && ends_as_organisation(right) {
            return Some((left, right));
        }
    }
    None
}

/// Legal forms and generic ends, longest first.
const FORMS: [&str; 14] = [
    "集团股份有限公司",
    "集团有限责任公司",
    "集团有限公司",
    "股份有限公司",
    "有限责任公司",
    "股份公司",
    "有限公司",
    "集团公司",
    "总公司",
    "公司",
    "集团",
    "总厂",
    "股份",
    "厂",
];

/// The key without brackets, 集团 and legal form: what likely twins have in common. Never empty for a key that is not.
pub fn core(key: &str) -> String {
    let bare = key.replace("(集团)", "").replace(['(', ')'], "");
    let mut core = bare.as_str();
    while let Some(rest) = FORMS.iter().find_map(|form| core.strip_suffix(form)) {
        if rest.chars().count() < 2 {
            break;
        }
        core = rest;
    }
    if core.is_empty() { key.to_owned() } else { core.to_owned() }
}

/// A rank and, where stated, out of how many: 第一起草单位, 排名第3, 3/7, 第二, `1`.
pub fn rank(text: &str) -> Option<(u32, Option<u32>)> {
    let text: String = half_width_text(text).chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(&text);
    let words = ["排名", "名次", "位次", "排序", "排", "位列", "列", "位居", "为"];
    let text = words.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let text = text.trim_start_matches(':');
    if let Some((place, total)) = text.split_once('/') {
        let (place, total) = (ordinal(place)?, ordinal(total.trim_start_matches('共'))?);
        return (place <= total).then_some((place, Some(total)));
    }
    ordinal(text).map(|place| (place, None))
}

/// 3, 第3, 第三名, 第一起草单位. Zero is no rank.
fn ordinal(text: &str) -> Option<u32> {
    let numbered = text.strip_prefix('第');
    let text = numbered.unwrap_or(text);
    let figure = |c: char| c.is_ascii_digit() || numeral::is_numeral(c);
    let end = text.find(|c| !figure(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    let known = ["", "名", "位", "个"].contains(&rest);
    let role =
        ["单位", "人", "者", "企业"].iter().any(|role| rest.ends_with(role)) && rest.chars().count() <= 8;
    if !(known || role && numbered.is_some()) {
        return None;
    }
    let value = number.parse().ok().or_else(|| u32::try_from(numeral::chinese(number)?).ok())?;
    (1..=9999).contains(&value).then_some(value)
}

/// Names longer than this are compared only for equality.
const LONGEST_NAME: usize = 200;

/// True where two names are likely one: equal but for the legal form, or a character or two apart.
/// Short cores allow less, as every 有限公司 shares most of its characters.
pub fn near(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (core_a, core_b) = (core(&a), core(&b));
    if a == b || core_a == core_b {
        return true;
    }
    let length = |text: &str| text.chars().count();
    let shorter = |a: &str, b: &str| length(a).min(length(b));
    let allowed = match (shorter(&a, &b), shorter(&core_a, &core_b)) {
        (0..5, _) | (_, 0..3) => 0,
        (_, 3..5) => 1,
        _ => 2,
    };
    // The distance is never below the difference in length; cells too long to be names are not worth its cost.
    length(&core_a).abs_diff(length(&core_b)) <= allowed
        && length(&core_a) <= LONGEST_NAME
        && strsim::levenshtein(&core_a, &core_b) <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (String, Option<i64>, Option<Stage>, Vec<String>) {
        let read = title(text);
        (read.base, read.quantity, read.stage, read.notes)
    }

    fn plain(base: &str) -> (String, Option<i64>, Option<Stage>, Vec<String>) {
        (base.to_owned(), None, None, Vec::new())
    }

    #[test]
    fn counts_stages_and_remarks_are_read_off() {
        let base = || "某省名牌产品".to_owned();
        assert_eq!(read("某省名牌产品(产品扩评)"), (base(), None, Some(Stage::Expanded), vec![]));
        assert_eq!(read("某省名牌产品（复评）"), (base(), None, Some(Stage::Recertified), vec![]));
        assert_eq!(read("某省名牌产品〔重新认定〕"), (base(), None, Some(Stage::Recertified), vec![]));
        assert_eq!(read("某省名牌产品 复审"), (base(), None, Some(Stage::Recertified), vec![]));
        assert_eq!(read("某省名牌产品(首次)(2个产品)"), (base(), Some(2), Some(Stage::First), vec![]));
        assert_eq!(read("某省名牌产品（含３件）"), (base(), Some(3), None, vec![]));
        assert_eq!(read("某省名牌产品(含证明商标)"), (base(), None, None, vec!["含证明商标".into()]));
        assert_eq!(read("红日及图"), ("红日".into(), None, None, vec!["及图".into()]));
        assert_eq!(read("红日(图形)"), ("红日".into(), None, None, vec!["图形".into()]));
        assert_eq!(read("图形"), plain("图形"));
        assert_eq!(read("电缆(高压)"), plain("电缆(高压)"));
        assert_eq!(read("电缆(35)"), plain("电缆(35)"));
        let both = vec!["首次".to_owned(), "复评".to_owned()];
        assert_eq!(read("某产品(首次)(复评)"), ("某产品".into(), None, None, both));
    }

    #[test]
    fn product_keys() {
        for typed in ["红日牌水泥", "“红日”牌水泥", "红日 水泥", "红日牌 水泥(复评)", "红日及图水泥"]
        {
            assert_eq!(title(typed).key, "红日水泥", "{typed}");
        }
        assert_eq!(title("某省名牌产品").key, "某省名牌产品");
        assert_ne!(title("电缆(高压)").key, title("电缆(低压)").key);
        assert_eq!(title("牌").key, "牌");
    }

    #[test]
    fn former_names_are_read_off() {
        let name = enterprise("某市肇丰种苗有限公司(原某市椰丰种苗有限公司)");
        assert_eq!(name.display, "某市肇丰种苗有限公司");
        assert_eq!(name.former.as_deref(), Some("某市椰丰种苗有限公司"));
        let name = enterprise(" 红日（集团） 有限公司（原名：红日机械厂）");
        assert_eq!((name.key.as_str(), name.former.as_deref()), ("红日(集团)有限公司", Some("红日机械厂")));
        assert_eq!(name.display, "红日（集团） 有限公司");
        assert_eq!(enterprise("某(原料药)有限公司").former, None);
        let open = enterprise("甲公司(原乙公司");
        assert_eq!((open.display.as_str(), open.former.as_deref()), ("甲公司", Some("乙公司")));
        assert_eq!(enterprise("甲公司(原乙(集团)公司)").former.as_deref(), Some("乙(集团)公司"));
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
            ("张三、李四", vec!["张三", "李四"]),
            ("甲公司(原乙、丙公司", vec!["甲公司(原乙", "丙公司"]),
            (" 、 ", vec![]),
        ] {
            assert_eq!(split_holders(text), names, "{text}");
        }
    }

    #[test]
    fn cores_and_near_names() {
        for name in [
            "红日机械有限公司",
            "红日机械股份有限公司",
            "红日机械厂",
            "红日机械集团有限公司",
            "红日机械(集团)公司",
        ] {
            assert_eq!(core(&key(name)), "红日机械", "{name}");
        }
        assert_eq!(core("公司"), "公司");
        assert!(near("某市肇丰种苗有限公司", "某市椰丰种苗有限公司"));
        assert!(near("红日机械厂", "红日机械有限公司"));
        assert!(near("红日（中国）有限公司", "红日中国有限公司"));
        assert!(near("红日牌硅酸盐水泥", "红日牌硅酸水泥"));
        assert!(!near("红星有限公司", "蓝天有限公司"));
        assert!(!near("水泥", "水管"));
        assert!(!near("", ""));
    }

    #[test]
    fn ranks() {
        for (text, expected) in [
            ("第一起草单位", Some((1, None))),
            ("排名第3", Some((3, None))),
            ("排名第三", Some((3, None))),
            ("3/7", Some((3, Some(7)))),
            ("（3/7）", Some((3, Some(7)))),
            ("第3/共7", Some((3, Some(7)))),
            ("第二", Some((2, None))),
            ("第１０位", Some((10, None))),
            ("1", Some((1, None))),
            ("第二完成单位", Some((2, None))),
            ("7/3", None),
            ("0", None),
            ("主要起草单位", None),
            ("并列第一", None),
            ("1.5", None),
            ("", None),
        ] {
            assert_eq!(rank(text), expected, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn no_text_panics(text in any::<String>(), near_name in "[甲乙公司厂原和、；()（）牌及图复评含3个产品第一/7 ]{0,20}") {
            for text in [text, near_name] {
                let read = title(&text);
                let _ = (enterprise(&text), split_holders(&text), core(&key(&text)), rank(&text));
                let _ = near(&text, &read.base);
            }
        }
    }
}
