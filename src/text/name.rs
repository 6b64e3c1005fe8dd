//! Names of enterprises: the former name read off, the core, and likely twins. Entry to all that names hold.

use super::brackets::{Piece, pieces};
use super::holders::ends_as_organisation;
use super::normal::{display, key};

pub use super::holders::split_holders;
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
