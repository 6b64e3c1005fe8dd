//! Names of enterprises: the former name read off, the core, and likely twins. Entry to all that names hold.

use super::brackets::{Piece, pieces};
use super::holders::ends_as_organisation;
use super::normal::{display, key};

pub use super::holders::{beside_organisation, leaves_others_unnamed, split_holders};
pub use super::rank::rank;
pub use super::title::{Stage, TitleRead, title};

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

/// Reads an enterprise's name. The first former name is read off, and brackets that say what part it had in the achievement
/// (第一完成单位) or that it signed (盖章) are no part of it; any other bracket is.
pub fn enterprise(text: &str) -> EnterpriseName {
    let text = display(text);
    let (mut name, mut former) = (String::with_capacity(text.len()), None);
    for piece in pieces(&text) {
        match piece {
            Piece::Plain(text) => name.push_str(text),
            Piece::Bracket { whole, inner } => match former_name(inner) {
                Some(found) if former.is_none() => former = Some(found),
                _ if is_part_taken(inner) => {}
                _ => name.push_str(whole),
            },
        }
    }
    let display = if name.len() == text.len() { name } else { display(&name) };
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

/// 第一起草单位, 排名第3, 3/7, 牵头单位, 盖章.
fn is_part_taken(inner: &str) -> bool {
    let inner = key(inner);
    let ranked = inner.contains(['第', '/']) || inner.starts_with("排名");
    ranked && rank(&inner).is_some()
        || ["盖章", "公章", "签章", "牵头", "牵头单位", "主持", "主持单位", "参与", "参与单位", "参加单位"]
            .contains(&inner.as_str())
        || ["起草单位", "完成单位", "承担单位", "研制单位", "制定单位", "申报单位"].iter().any(|role| {
            inner.strip_suffix(role).is_some_and(|rest| ["", "主要", "主", "参与", "共同"].contains(&rest))
        })
}

/// The ranks that a text speaks of: 第一起草单位, 排名第3, (3/7).
pub fn ranks_within(text: &str) -> Vec<u32> {
    if !text.contains(['第', '/']) && !text.contains("排名") {
        return Vec::new();
    }
    let text = key(text);
    let mut ranks = Vec::new();
    let mut after_name = false;
    for piece in pieces(&text) {
        match piece {
            Piece::Plain(text) => after_name = ends_as_organisation(text),
            // 3/7 alone may be a size.
            Piece::Bracket { inner, .. } if after_name => {
                ranks.extend(rank(inner).filter(|_| is_part_taken(inner)).map(|(place, _)| place));
            }
            Piece::Bracket { .. } => {}
        }
    }
    let parts = text.split([',', ';', '(', ')', '。', ':', '·']);
    ranks.extend(parts.filter_map(rank_of_part));
    ranks.sort_unstable();
    ranks.dedup();
    ranks
}

/// 为第一起草单位, 排名第3: the rank in a part of a sentence.
fn rank_of_part(part: &str) -> Option<u32> {
    let roles = ["起草单位", "完成单位", "承担单位", "研制单位", "制定单位"];
    let role = roles.iter().find_map(|role| part.find(role));
    let words = match role {
        Some(at) => {
            let before = part.get(..at)?;
            let before = before.get(before.rfind('第')?..)?.trim_end_matches("主要");
            format!("{before}起草单位")
        }
        None => part.get(part.find("排名")?..)?.to_owned(),
    };
    rank(&words).map(|(place, _)| place)
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

/// Names longer than this are compared only for equality.
const LONGEST_NAME: usize = 200;

/// True where two names are likely one: equal but for the legal form, or a character or two apart.
pub fn near(a: &str, b: &str) -> bool {
    Compared::of(a).near(&Compared::of(b))
}

/// A name made ready to be compared with many.
#[derive(Clone, Debug)]
pub struct Compared {
    key: String,
    core: String,
    /// The core without what numbers it.
    pub rest: String,
    /// What numbers it: digits, 一二三, 甲乙丙, a letter alone.
    pub number: String,
}

impl Compared {
    /// A name.
    pub fn of(name: &str) -> Self {
        let key = key(name);
        let core = core(&key);
        let (rest, number) = parted(&core);
        Self { key, core, rest, number }
    }

    /// Short cores allow less, as every 有限公司 shares most of its characters.
    pub fn near(&self, other: &Self) -> bool {
        if self.key.is_empty() || other.key.is_empty() || self.numbered_apart(other) {
            return false;
        }
        if self.key == other.key || self.core == other.core {
            return true;
        }
        let length = |text: &str| text.chars().count();
        let shorter = |a: &str, b: &str| length(a).min(length(b));
        let allowed = match (shorter(&self.key, &other.key), shorter(&self.core, &other.core)) {
            (0..5, _) | (_, 0..3) => 0,
            (_, 3..5) => 1,
            _ => 2,
        };
        // The distance is never below the difference in length; cells too long to be names are not worth its cost.
        length(&self.core).abs_diff(length(&other.core)) <= allowed
            && length(&self.core) <= LONGEST_NAME
            && strsim::levenshtein(&self.core, &other.core) <= allowed
    }

    /// True where two names are the same but for what numbers them: 第一建筑 and 第二建筑, 甲 and 乙, A and B, 1号 and 2号.
    /// Such a difference is meant, where another character or two may be a slip.
    fn numbered_apart(&self, other: &Self) -> bool {
        self.rest == other.rest
            && self.number != other.number
            && !self.number.is_empty()
            && !other.number.is_empty()
    }
}

/// A name without its numbering characters, a mark where each run stood, and those characters.
fn parted(name: &str) -> (String, String) {
    let chars: Vec<char> = name.chars().collect();
    let letter = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphabetic);
    let (mut rest, mut number) = (String::new(), String::new());
    for (at, c) in chars.iter().enumerate() {
        let alone = letter(at) && !letter(at + 1) && !(at > 0 && letter(at - 1));
        if c.is_ascii_digit() || alone || "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸".contains(*c)
        {
            if !rest.ends_with('#') {
                rest.push('#');
            }
            number.push(*c);
        } else {
            rest.push(*c);
        }
    }
    (rest, number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_are_numbered_apart_are_not_near() {
        for (a, b) in [
            ("某市第一建筑有限公司", "某市第二建筑有限公司"),
            ("示例甲有限公司", "示例乙有限公司"),
            ("示例191号机械有限公司", "示例951号机械有限公司"),
            ("紫砂陶A型", "紫砂陶B型"),
        ] {
            assert!(!near(a, b), "{a} {b}");
        }
        assert!(near("某市华光电缆有限公司", "某市华广电缆有限公司"));
        assert!(
            near("某市LONGDA机械有限公司", "某市LONGDE机械有限公司"),
            "letters of a word may be mistyped"
        );
        assert!(
            near("某市宏图泵业有限公司", "某市宏图一泵业有限公司"),
            "a number on one side only may be a slip"
        );
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
        for text in
            ["甲公司（第一起草单位）", "甲公司(3/7)", "甲公司（排名第2）（盖章）", "甲公司(主要起草单位)"]
        {
            assert_eq!(enterprise(text).key, "甲公司", "{text}");
        }
        assert_eq!(enterprise("甲公司（第一分公司）").key, "甲公司(第一分公司)");
        let open = enterprise("甲公司(原乙公司");
        assert_eq!((open.display.as_str(), open.former.as_deref()), ("甲公司", Some("乙公司")));
        assert_eq!(enterprise("甲公司(原乙(集团)公司)").former.as_deref(), Some("乙(集团)公司"));
    }

    #[test]
    fn ranks_in_a_sentence() {
        for (text, ranks) in [
            ("第一起草单位", vec![1]),
            ("该公司为第二主要起草单位。", vec![2]),
            ("备注：排名第3", vec![3]),
            ("甲公司（3/7）", vec![3]),
            ("甲公司(第一完成单位)、乙公司(第三完成单位)", vec![1, 3]),
            ("第三届人大", vec![]),
            ("2008/3/11", vec![]),
            ("齿轮（3/7）", vec![]),
            ("主要起草单位", vec![]),
            ("第一机械厂", vec![]),
        ] {
            assert_eq!(ranks_within(text), ranks, "{text}");
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

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2008), ..ProptestConfig::default() })]
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
