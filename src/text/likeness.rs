//! Names that are likely one: the core that they have in common, and how far apart two may be.

use super::brackets::{Piece, pieces};
use super::holders::ends_as_organisation;
use super::normal::{closes, key, opens};

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

/// The key without what trails it, brackets, 集团 and legal form: what likely twins have in common. Never empty for a key
/// that is not.
pub fn core(key: &str) -> String {
    let bare = key.replace("(集团)", "");
    let bare = without_trail(&bare).replace(['(', ')'], "");
    let mut core = bare.as_str();
    while let Some(rest) = FORMS.iter().find_map(|form| core.strip_suffix(form)) {
        if rest.chars().count() < 2 {
            break;
        }
        core = rest;
    }
    if core.is_empty() { key.to_owned() } else { core.to_owned() }
}

/// The name of an organisation without what stands around it: 《》, `*`, a note's number, and brackets that name no part of
/// it (筹, 法定代表人：王某). Any other text as it is.
fn without_trail(key: &str) -> &str {
    // Almost every name begins and ends with a letter.
    let plain = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !c.is_ascii_digit());
    if plain(key.chars().next()) && plain(key.chars().last()) && !key.contains(opens) {
        return key;
    }
    let mut name = key.trim_start_matches(|c: char| !c.is_alphanumeric() && !opens(c));
    loop {
        let shorter = name.trim_end_matches(|c| is_mark(c) && !closes(c));
        let shorter = match last_bracket(shorter) {
            Some((_, inner)) if names_part(inner) => shorter,
            Some((before, _)) => before,
            None => shorter.trim_end_matches(closes),
        };
        if shorter.len() == name.len() {
            break;
        }
        name = shorter;
    }
    if ends_as_organisation(name) { name } else { key }
}

/// No letter and no character that could belong to a name.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() || c.is_ascii_digit()
}

/// What stands before a bracket at the end, and what is in it.
fn last_bracket(name: &str) -> Option<(&str, &str)> {
    if !name.contains(opens) {
        return None;
    }
    let pieces = pieces(name);
    let last = pieces.iter().rev().find(|piece| !matches!(piece, Piece::Plain("")))?;
    let Piece::Bracket { whole, inner } = last else { return None };
    Some((name.strip_suffix(whole)?, inner))
}

/// True for 第一分公司, 东门店: a part of an enterprise that may stand on its own.
fn names_part(inner: &str) -> bool {
    let inner = inner.trim_end_matches(is_mark);
    ends_as_organisation(inner) || ["店", "部", "处", "车间"].iter().any(|end| inner.ends_with(end))
}

/// Words that end the name of a place.
const PLACES: [char; 6] = ['省', '市', '县', '区', '镇', '乡'];
/// Words in which they do not, before and after them.
const NO_PLACES: [&str; 26] = [
    "城市", "都市", "超市", "门市", "夜市", "股市", "社区", "小区", "园区", "景区", "校区", "家乡", "故乡",
    "侨乡", "水乡", "市场", "市政", "市民", "市容", "区域", "区块", "镇江", "镇海", "乡村", "乡镇", "乡情",
];
/// Characters that the places before a name may take.
const LONGEST_PLACE: usize = 20;
/// Characters that are left of a name without its place, and without any two.
const SHORTEST: (usize, usize) = (2, 3);

/// A core without the place before it (once for each of 江苏省示例市), and without two characters, which may be one.
pub fn without_prefix(core: &str) -> impl Iterator<Item = &str> {
    let places = core.char_indices().take(LONGEST_PLACE).skip(1).filter(|(_, c)| PLACES.contains(c));
    let behind_places = places.filter_map(|(at, c)| {
        let (before, rest) = core.split_at_checked(at + c.len_utf8())?;
        let within_word = NO_PLACES.iter().any(|word| {
            before.ends_with(word) || word.strip_prefix(c).is_some_and(|after| rest.starts_with(after))
        });
        (!within_word && rest.chars().nth(SHORTEST.0 - 1).is_some()).then_some(rest)
    });
    let behind_two = core.char_indices().nth(2).and_then(|(at, _)| core.get(at..));
    behind_places.chain(behind_two.filter(|rest| rest.chars().nth(SHORTEST.1 - 1).is_some()))
}

/// Names longer than this are compared only for equality.
const LONGEST_NAME: usize = 200;

/// True where two names are likely one: equal but for the legal form, what trails it or the place before it, or a character
/// or two apart.
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
    /// It names an organisation: a trade name tells it from others of its place and trade.
    of_organisation: bool,
}

impl Compared {
    /// A name.
    pub fn of(name: &str) -> Self {
        let key = key(name);
        let core = core(&key);
        let (rest, number) = parted(&core);
        let of_organisation = ends_as_organisation(without_trail(&key));
        Self { key, core, rest, number, of_organisation }
    }

    /// Short cores allow less, as every 有限公司 shares most of its characters.
    pub fn near(&self, other: &Self) -> bool {
        if self.key.is_empty() || other.key.is_empty() || self.numbered_apart(other) {
            return false;
        }
        if self.of_organisation && other.of_organisation && named_apart(&self.core, &other.core) {
            return false;
        }
        if self.key == other.key || self.core == other.core {
            return true;
        }
        if self.goes_on_before(other) || other.goes_on_before(self) {
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

    /// True where this core is the other's behind a place (示例市) or behind two characters (江苏).
    fn goes_on_before(&self, other: &Self) -> bool {
        self.core.ends_with(&other.core) && without_prefix(&self.core).any(|rest| rest == other.core)
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

/// Characters of a usual trade name (启明 in 宜兴市启明风机).
const TRADE_NAME: usize = 2;

/// True where two cores are one but for a trade name of two characters at their start or behind a place, and the two share
/// none: 宜兴市启明风机 and 宜兴市晨露风机 are two firms, where 宜兴市启明风机 and 宜兴市启鸣风机 may be one.
fn named_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end = start + TRADE_NAME;
    let (Some(one), Some(two)) = (a.get(start..end), b.get(start..end)) else { return false };
    let before: String = a.iter().take(start).collect();
    let behind_place =
        start == 0 || before.ends_with(PLACES) && !NO_PLACES.iter().any(|word| before.ends_with(word));
    let shares = one.iter().any(|c| two.contains(c));
    // What follows is the trade: two characters at least.
    let trade = a.len() >= end + TRADE_NAME && a.get(end..) == b.get(end..);
    behind_place && !shares && trade
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
    fn trade_names_that_share_nothing_tell_firms_apart() {
        for (a, b) in [
            ("宜兴市启明风机有限公司", "宜兴市晨露风机有限公司"),
            ("宜兴市天工陶瓷有限公司", "宜兴市长城陶瓷厂"),
            ("江苏省宜兴市海川陶瓷有限公司", "江苏省宜兴市德润陶瓷有限公司"),
            ("启明精密风机有限公司", "晨露精密风机有限公司"),
        ] {
            assert!(!near(a, b) && !near(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("宜兴市启明风机有限公司", "宜兴市启鸣风机有限公司"),
            ("宜兴市启明风机有限公司", "宜兴市启明星风机有限公司"),
            ("宜兴市华光电缆有限公司", "宜兴市光华电缆有限公司"),
            // The trade name is the same, the trade is written otherwise.
            ("宜兴市启明风机有限公司", "宜兴市启明机电有限公司"),
            ("宜兴市启明风机有限公司", "宜兴市启明风扇有限公司"),
        ] {
            assert!(near(a, b) && near(b, a), "{a} {b}");
        }
        assert!(near("启明牌硅酸盐水泥", "晨露牌硅酸盐水泥"), "products have no trade name");
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
    fn what_trails_an_organisation_is_no_part_of_its_core() {
        for name in [
            "示例丁阀门有限公司*",
            "示例丁阀门有限公司。",
            "示例丁阀门有限公司#",
            "示例丁阀门有限公司①",
            "示例丁阀门有限公司1",
            "《示例丁阀门有限公司》",
            "★示例丁阀门有限公司",
            "示例丁阀门有限公司（筹）",
            "示例丁阀门有限公司（3）",
            "示例丁阀门有限公司[东镇]",
            "示例丁阀门有限公司（法定代表人：王某）",
            "示例丁阀门有限公司(筹)（共2件）*",
            "示例丁阀门有限公司(集团)",
            "示例丁阀门有限公司（筹",
            "示例丁阀门有限公司）",
        ] {
            assert_eq!(core(&key(name)), "示例丁阀门", "{name}");
        }
        // A part of an enterprise stands on its own, and what is no organisation keeps its brackets and figures.
        assert!(!near("甲公司", "甲公司(第一分公司)"));
        assert!(!near("示例商贸有限公司", "示例商贸有限公司（东门店）"));
        assert_eq!(core(&key("水泥（32.5）")), "水泥32.5");
        assert_eq!(core("轴承2"), "轴承2");
    }

    #[test]
    fn a_place_before_a_name_may_be_left_out() {
        for (short, long) in [
            ("丁阀门有限公司", "示例市丁阀门有限公司"),
            ("水泥厂", "东镇水泥厂"),
            ("示例市丁阀门有限公司", "江苏省示例市丁阀门有限公司"),
            ("丁阀门有限公司", "江苏省示例市丁阀门有限公司"),
            ("丁阀门有限公司", "江苏丁阀门有限公司"),
        ] {
            assert!(near(short, long) && near(long, short), "{short} {long}");
        }
        for (a, b) in [
            ("大样板市丁阀门有限公司", "示例市丁阀门有限公司"),
            ("建设有限公司", "红日城市建设有限公司"),
            ("营销有限公司", "红日市场营销有限公司"),
            ("水泥厂", "江苏水泥厂"),
            ("丁阀门有限公司", "江苏示例丁阀门有限公司"),
        ] {
            assert!(!near(a, b) && !near(b, a), "{a} {b}");
        }
    }
}
