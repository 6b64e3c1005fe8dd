//! Likely twins: names so near that they may be one enterprise. Found by blocking, never by comparing all pairs.

use crate::text::name;
use std::collections::{BTreeMap, BTreeSet};

/// Cores longer than this are no names; they are compared by their ends only.
const LONG: usize = 40;

/// Pairs of owners with names that are near, each owner with its names (normalised).
pub(super) fn pairs(owners: &[(usize, &str)]) -> Vec<(usize, usize, String, String)> {
    let mut blocks: Vec<(u64, usize)> = Vec::new();
    let cores: Vec<String> = owners.iter().map(|(_, key)| name::core(key)).collect();
    for (index, core) in cores.iter().enumerate() {
        blocks.extend(block_keys(core).into_iter().map(|key| (key, index)));
    }
    blocks.sort_unstable();
    blocks.dedup();
    let mut seen = BTreeSet::new();
    let mut found: BTreeMap<(usize, usize), (String, String)> = BTreeMap::new();
    for block in blocks.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, a)) in block.iter().enumerate() {
            for (_, b) in &block[at + 1..] {
                let ((first, key_a), (second, key_b)) = (owners[*a], owners[*b]);
                if first == second || !seen.insert((*a.min(b), *a.max(b))) || !name::near(key_a, key_b) {
                    continue;
                }
                let (pair, texts) = if first < second {
                    ((first, second), (key_a.to_owned(), key_b.to_owned()))
                } else {
                    ((second, first), (key_b.to_owned(), key_a.to_owned()))
                };
                let kept = found.entry(pair).or_insert_with(|| texts.clone());
                if texts < *kept {
                    *kept = texts;
                }
            }
        }
    }
    found.into_iter().map(|((a, b), (x, y))| (a, b, x, y)).collect()
}

/// The core with every choice of up to two characters left out: two cores at most two edits apart share one of these.
fn block_keys(core: &str) -> BTreeSet<u64> {
    let chars: Vec<char> = core.chars().collect();
    let mut keys = BTreeSet::from([hash(&chars, &[])]);
    if chars.len() > LONG {
        keys.insert(hash(&chars[..LONG / 2], &[]));
        keys.insert(hash(&chars[chars.len() - LONG / 2..], &[]));
        return keys;
    }
    // As many as `near` allows for a core of this length, counted from the longer one.
    let twice = chars.len() >= 5;
    for first in 0..chars.len() {
        keys.insert(hash(&chars, &[first]));
        for second in first + 1..if twice { chars.len() } else { 0 } {
            keys.insert(hash(&chars, &[first, second]));
        }
    }
    keys
}

/// FNV-1a over the characters that are not left out. A collision costs one comparison, nothing else.
fn hash(chars: &[char], without: &[usize]) -> u64 {
    let kept = chars.iter().enumerate().filter(|(at, _)| !without.contains(at));
    kept.fold(0xcbf2_9ce4_8422_2325, |hash, (_, c)| {
        (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn near_names_are_found_and_others_are_not() {
        let names = ["红日机械有限公司", "蓝天电缆有限公司", "红日机诫有限公司", "红日机械厂", "白云水泥厂"];
        let owners: Vec<(usize, &str)> = names.iter().copied().enumerate().collect();
        let found: Vec<(usize, usize)> = pairs(&owners).iter().map(|(a, b, ..)| (*a, *b)).collect();
        assert_eq!(found, [(0, 2), (0, 3), (2, 3)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn blocking_misses_no_near_pair(names in proptest::collection::vec("[甲乙丙丁]{3,7}(公司|厂)?", 2..8)) {
            let owners: Vec<(usize, &str)> = names.iter().map(String::as_str).enumerate().collect();
            let mut all = Vec::new();
            for (a, x) in names.iter().enumerate() {
                for (b, y) in names.iter().enumerate().skip(a + 1) {
                    if name::near(x, y) {
                        all.push((a, b));
                    }
                }
            }
            let found: Vec<(usize, usize)> = pairs(&owners).iter().map(|(a, b, ..)| (*a, *b)).collect();
            prop_assert_eq!(found, all);
        }
    }
}
