//! Categories as lists name them: exact names and aliases, names within a longer text, and the nearest name.

use crate::policy::{CategoryId, Policy};
use crate::text::normal::key;
use std::collections::BTreeMap;

/// Names and aliases of every category, by key.
pub struct CategoryIndex {
    names: BTreeMap<String, Vec<CategoryId>>,
    /// The names that are searched for within texts, each with its signs.
    searched: Vec<(Signs, String)>,
    shown: Vec<(String, String)>,
}

/// Which signs a text has, as far as 64 bits tell: a name with one that the text lacks does not stand in it.
#[derive(Clone, Copy)]
struct Signs(u64);

impl Signs {
    fn of(text: &str) -> Self {
        Self(text.chars().fold(0, |signs, c| signs | 1 << (u32::from(c) % u64::BITS)))
    }

    fn has_all_of(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }
}

/// More names than this help nobody.
const MOST_NEAR: usize = 6;

/// What a text says of a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// Nothing.
    Nothing,
    /// One category.
    One(CategoryId),
    /// Several: nobody can tell.
    Several(Vec<CategoryId>),
}

impl CategoryIndex {
    /// Of a policy's categories.
    pub fn new(policy: &Policy) -> Self {
        let mut names: BTreeMap<String, Vec<CategoryId>> = BTreeMap::new();
        let mut shown = Vec::new();
        for (id, category) in (0..).map(CategoryId).zip(&policy.categories) {
            for name in std::iter::once(&category.name).chain(&category.aliases) {
                let key = key(name);
                let ids = names.entry(key.clone()).or_default();
                if !key.is_empty() && !ids.contains(&id) {
                    ids.push(id);
                    shown.push((key, name.clone()));
                }
            }
        }
        names.remove("");
        Self::of(names, shown)
    }

    pub(super) fn of(names: BTreeMap<String, Vec<CategoryId>>, shown: Vec<(String, String)>) -> Self {
        let searched = names.keys().filter(|name| name.chars().count() >= 2);
        Self { searched: searched.map(|name| (Signs::of(name), name.clone())).collect(), names, shown }
    }

    /// The category that the whole text names.
    pub fn exact(&self, text: &str) -> Named {
        self.exact_key(&key(text))
    }

    /// The category that a key is the name of.
    pub fn exact_key(&self, key: &str) -> Named {
        match self.names.get(key).map(Vec::as_slice) {
            None | Some([]) => Named::Nothing,
            Some([one]) => Named::One(*one),
            Some(several) => Named::Several(several.to_vec()),
        }
    }

    /// Whether a key is a name of that category.
    pub fn is_name(&self, key: &str, category: CategoryId) -> bool {
        self.names.get(key).is_some_and(|ids| ids.contains(&category))
    }

    /// The category whose name stands within the text; a name within a longer one that matches does not count.
    pub fn within(&self, text: &str) -> Named {
        let (ids, _) = self.matches(&key(text));
        named(ids)
    }

    /// As [`Self::within`], and how many characters of the text's key no match covers.
    pub fn within_and_rest(&self, text: &str) -> (Named, usize) {
        let key = key(text);
        let (ids, covered) = self.matches(&key);
        (named(ids), key.chars().count().saturating_sub(covered))
    }

    /// What stands before, between and behind the names of categories within a text, as keys: one part where there is none.
    pub fn around(&self, text: &str) -> Vec<String> {
        let key = key(text);
        let mut spans: Vec<(usize, usize)> =
            self.spans(&key).into_iter().map(|(from, to, _)| (from, to)).collect();
        spans.sort_unstable();
        let (mut parts, mut end) = (Vec::new(), 0);
        for (from, to) in spans {
            parts.push(key.get(end..from).unwrap_or_default().to_owned());
            end = end.max(to);
        }
        parts.push(key.get(end..).unwrap_or_default().to_owned());
        parts
    }

    fn matches(&self, text: &str) -> (Vec<CategoryId>, usize) {
        let kept = self.spans(text);
        let mut ids: Vec<CategoryId> = kept.iter().flat_map(|span| span.2.iter().copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        let covered =
            kept.iter().filter_map(|span| text.get(span.0..span.1)).map(|part| part.chars().count()).sum();
        (ids, covered)
    }

    /// Where the names stand within a key, but for those within a longer one.
    fn spans(&self, text: &str) -> Vec<(usize, usize, &[CategoryId])> {
        let mut spans: Vec<(usize, usize, &[CategoryId])> = Vec::new();
        let signs = Signs::of(text);
        for (_, name) in self.searched.iter().filter(|(of_name, _)| signs.has_all_of(*of_name)) {
            let ids = self.names.get(name).map_or(&[][..], Vec::as_slice);
            spans.extend(text.match_indices(name.as_str()).map(|(at, _)| (at, at + name.len(), ids)));
        }
        let inside = |a: &(usize, usize, &[CategoryId]), b: &(usize, usize, &[CategoryId])| {
            b.0 <= a.0 && a.1 <= b.1 && b.1 - b.0 > a.1 - a.0
        };
        spans.iter().filter(|a| !spans.iter().any(|b| inside(a, b))).copied().collect()
    }

    /// The declared names that look most like the text, all that are equally near; and those that it is a part of.
    pub fn nearest(&self, text: &str) -> Vec<&str> {
        let text = key(text);
        let shown = || self.shown.iter().map(|(key, name)| (key.as_str(), name.as_str()));
        let part = |name: &str| text.chars().count() >= 2 && name.contains(&text);
        let mut found: Vec<&str> = shown().filter(|(key, _)| part(key)).map(|(_, name)| name).collect();
        if found.is_empty() {
            let distance = |key: &str| strsim::levenshtein(&text, key);
            let near = nearest(&text, shown()).map(key).map(|near| distance(&near));
            found.extend(shown().filter(|(key, _)| near == Some(distance(key))).map(|(_, name)| name));
        }
        found.truncate(MOST_NEAR);
        found
    }
}

fn named(ids: Vec<CategoryId>) -> Named {
    match ids.as_slice() {
        [] => Named::Nothing,
        [one] => Named::One(*one),
        _ => Named::Several(ids),
    }
}

/// The candidate whose key is nearest, at most half of it away; the first of equals.
pub fn nearest<'a>(text: &str, candidates: impl Iterator<Item = (&'a str, &'a str)>) -> Option<&'a str> {
    let length = text.chars().count();
    if length > 60 {
        return None;
    }
    candidates
        .map(|(key, name)| (strsim::levenshtein(text, key), key.chars().count().max(length), name))
        .filter(|(distance, longer, _)| distance * 2 <= *longer)
        .min_by_key(|(distance, _, _)| *distance)
        .map(|(_, _, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_within_a_text_counts() {
        let index = |names: &[(&str, u32)]| {
            let mut of: BTreeMap<String, Vec<CategoryId>> = BTreeMap::new();
            for (name, id) in names {
                of.entry(key(name)).or_default().push(CategoryId(*id));
            }
            CategoryIndex::of(of, names.iter().map(|(name, _)| (key(name), (*name).to_owned())).collect())
        };
        let index = index(&[("名牌", 0), ("省名牌", 1), ("商标", 2), ("奖", 3)]);
        assert_eq!(index.within("2007年省名牌名单"), Named::One(CategoryId(1)));
        assert_eq!(index.within("省名牌和名牌"), Named::Several(vec![CategoryId(0), CategoryId(1)]));
        assert_eq!(index.within("获奖名单"), Named::Nothing);
        assert_eq!(index.exact(" 省 名牌"), Named::One(CategoryId(1)));
        assert_eq!(index.within_and_rest("省名牌产品"), (Named::One(CategoryId(1)), 2));
        assert_eq!(index.around("非省名牌落选名单"), ["非", "落选名单"]);
        assert_eq!(index.around("落选名单"), ["落选名单"]);
        assert_eq!(index.nearest("省各牌"), ["省名牌"]);
        assert_eq!(index.nearest("名牌"), ["名牌", "省名牌"], "all that it is a part of");
        assert!(index.nearest("宇宙飞船").is_empty());
    }
}
