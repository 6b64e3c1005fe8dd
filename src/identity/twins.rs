//! Likely twins: names so near that they may be one enterprise. Found by blocking, never by comparing all pairs.

use crate::text::name::{self, Compared};
use std::collections::{BTreeMap, BTreeSet};

/// Cores longer than this are no names; they are compared by their ends only.
const LONG: usize = 40;

/// After so many twins, a name's rows are held anyway, and more findings would tell nothing new.
const ENOUGH: usize = 3;

/// How many twins each owner has so far.
pub(super) struct Tally(Vec<usize>);

impl Tally {
    pub(super) fn new(owners: usize) -> Self {
        Self(vec![0; owners])
    }

    /// True where both have had enough.
    pub(super) fn enough(&self, a: usize, b: usize) -> bool {
        self.0[a] >= ENOUGH && self.0[b] >= ENOUGH
    }

    pub(super) fn count(&mut self, a: usize, b: usize) {
        self.0[a] += 1;
        self.0[b] += 1;
    }
}

/// Pairs of owners with names that are near and not settled, each owner with its names (normalised), the names with them.
/// Pairs of two that both have enough twins are left out. A pair of which neither is open is settled.
pub(super) fn pairs(
    owners: &[(usize, &str)],
    open: impl Fn(usize) -> bool,
    settled: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize, String, String)> {
    let blocks = shared_blocks(owners, &open);
    let alone = |index: &usize| Compared::of(owners[*index].1);
    let mut names: BTreeMap<usize, Compared> = blocks
        .iter()
        .map(|(_, index)| *index)
        .collect::<BTreeSet<_>>()
        .iter()
        .map(|at| (*at, alone(at)))
        .collect();
    let mut tally = Tally::new(owners.iter().map(|(owner, _)| owner + 1).max().unwrap_or(0));
    let mut found: BTreeMap<(usize, usize), (String, String)> = BTreeMap::new();
    let mut compare = |a: usize, b: usize, near: &mut dyn FnMut(usize, usize) -> bool| {
        let (one, two) = if owners[a] <= owners[b] { (a, b) } else { (b, a) };
        let pair = (owners[one].0, owners[two].0);
        if pair.0 == pair.1 || tally.enough(pair.0, pair.1) || found.contains_key(&pair) {
            return;
        }
        if !settled(pair.0, pair.1) && near(one, two) {
            tally.count(pair.0, pair.1);
            found.insert(pair, (owners[one].1.to_owned(), owners[two].1.to_owned()));
        }
    };
    for block in blocks.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
        for (a, b) in worth_comparing(block, &names) {
            compare(a, b, &mut |one, two| names[&one].near(&names[&two]));
        }
    }
    if owners.iter().any(|(owner, _)| open(*owner)) {
        behind_prefixes(owners, &mut |a, b| {
            compare(a, b, &mut |one, two| {
                names.entry(one).or_insert_with(|| alone(&one));
                names.entry(two).or_insert_with(|| alone(&two));
                names[&one].near(&names[&two])
            });
        });
    }
    found.into_iter().map(|((a, b), (x, y))| (a, b, x, y)).collect()
}

/// Pairs of names of which one is the other's without the place before it: looked up by the whole core, as the many names of
/// one place share no more than that.
fn behind_prefixes(owners: &[(usize, &str)], pair: &mut dyn FnMut(usize, usize)) {
    let whole = |core: &str| hash(START, &core.chars().collect::<Vec<_>>());
    let mut cores: Vec<(u64, usize)> =
        owners.iter().enumerate().map(|(index, (_, text))| (whole(&name::core(text)), index)).collect();
    cores.sort_unstable();
    for (index, (_, text)) in owners.iter().enumerate() {
        for rest in name::without_prefix(&name::core(text)).map(whole) {
            let from = cores.partition_point(|(core, _)| *core < rest);
            let same = cores[from..].iter().take_while(|(core, _)| *core == rest);
            same.for_each(|(_, other)| pair(index, *other));
        }
    }
}

/// The block keys that an open owner shares with another, each with the indexes of its names, in order.
fn shared_blocks(owners: &[(usize, &str)], open: impl Fn(usize) -> bool) -> Vec<(u64, usize)> {
    let (of_open, of_others): (Vec<usize>, Vec<usize>) =
        (0..owners.len()).partition(|index| open(owners[*index].0));
    if of_open.is_empty() {
        return Vec::new();
    }
    // Made anew for each name in one place.
    let mut keys = Vec::new();
    let mut seen = Seen::new(owners.len());
    for index in of_open {
        block_keys(&name::core(owners[index].1), &mut keys);
        keys.iter().for_each(|key| seen.first(*key));
    }
    for index in of_others {
        block_keys(&name::core(owners[index].1), &mut keys);
        keys.iter().for_each(|key| seen.again(*key));
    }
    let mut blocks: Vec<(u64, usize)> = Vec::new();
    for (index, (_, name)) in owners.iter().enumerate() {
        block_keys(&name::core(name), &mut keys);
        blocks.extend(keys.iter().filter(|key| seen.is_shared(**key)).map(|key| (*key, index)));
    }
    blocks.sort_unstable();
    blocks
}

/// Which keys occur more than once, in a few bytes a name where the keys themselves would take a thousand. Two keys may fall
/// into one place, and then seem shared: that costs a comparison, nothing else.
struct Seen {
    once: Vec<u64>,
    shared: Vec<u64>,
}

/// Places for a name, several times its keys.
const PLACES: usize = 512;

impl Seen {
    fn new(names: usize) -> Self {
        let words = (names * PLACES / 64).next_power_of_two();
        Self { once: vec![0; words], shared: vec![0; words] }
    }

    fn place(&self, key: u64) -> (usize, u64) {
        let word = usize::try_from(key >> 6).unwrap_or(usize::MAX) & (self.once.len() - 1);
        (word, 1 << (key & 63))
    }

    fn first(&mut self, key: u64) {
        let (word, bit) = self.place(key);
        self.shared[word] |= self.once[word] & bit;
        self.once[word] |= bit;
    }

    fn again(&mut self, key: u64) {
        let (word, bit) = self.place(key);
        self.shared[word] |= self.once[word] & bit;
    }

    fn is_shared(&self, key: u64) -> bool {
        let (word, bit) = self.place(key);
        self.shared[word] & bit != 0
    }
}

/// The pairs of a block, but for names that are only numbered apart: of those a block may hold thousands.
fn worth_comparing<'a>(
    block: &'a [(u64, usize)],
    names: &'a BTreeMap<usize, Compared>,
) -> impl Iterator<Item = (usize, usize)> + 'a {
    let mut members: Vec<usize> = block.iter().map(|(_, index)| *index).collect();
    members.sort_by(|a, b| (&names[a].rest, &names[a].number, a).cmp(&(&names[b].rest, &names[b].number, b)));
    let end_of = |at: usize, same: &dyn Fn(usize) -> bool| {
        members[at..].iter().position(|index| !same(*index)).map_or(members.len(), |more| at + more)
    };
    let mut pairs = Vec::new();
    let (mut rest_end, mut number_end) = (0, 0);
    for (at, a) in members.iter().enumerate() {
        let mine = &names[a];
        if at >= rest_end {
            rest_end = end_of(at, &|index| names[&index].rest == mine.rest);
        }
        if at >= number_end {
            number_end =
                end_of(at, &|index| names[&index].rest == mine.rest && names[&index].number == mine.number);
        }
        pairs.push((*a, at + 1..number_end, rest_end..members.len()));
    }
    pairs
        .into_iter()
        .flat_map(move |(a, near, far)| near.chain(far).map(|at| (a, members[at])).collect::<Vec<_>>())
}

/// The core with every choice of up to two characters left out, each once: two cores at most two edits apart share one of
/// these.
fn block_keys(core: &str, keys: &mut Vec<u64>) {
    let chars: Vec<char> = core.chars().collect();
    keys.clear();
    keys.push(hash(START, &chars));
    if chars.len() > LONG {
        keys.push(hash(START, &chars[..LONG / 2]));
        keys.push(hash(START, &chars[chars.len() - LONG / 2..]));
    } else {
        // As many as `near` allows for a core of this length, counted from the longer one.
        let twice = chars.len() >= 5;
        let mut before = START;
        for (first, c) in chars.iter().enumerate() {
            let after = &chars[first + 1..];
            keys.push(hash(before, after));
            let mut between = before;
            for (second, c) in after.iter().enumerate().filter(|_| twice) {
                keys.push(hash(between, &after[second + 1..]));
                between = hash(between, &[*c]);
            }
            before = hash(before, &[*c]);
        }
    }
    keys.sort_unstable();
    keys.dedup();
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a over further characters. A collision costs one comparison, nothing else.
fn hash(so_far: u64, chars: &[char]) -> u64 {
    chars.iter().fold(so_far, |hash, c| (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_one_place_are_told_from_one_without_it() {
        let names = [
            "示例市红日机械有限公司",
            "示例市蓝天电缆有限公司",
            "红日机械厂",
            "江苏红日机械厂",
            "白云水泥厂*",
            "白云水泥厂",
        ];
        let owners: Vec<(usize, &str)> = names.iter().copied().enumerate().collect();
        let found: Vec<(usize, usize)> =
            pairs(&owners, |_| true, |_, _| false).iter().map(|(a, b, ..)| (*a, *b)).collect();
        assert_eq!(found, [(0, 2), (2, 3), (4, 5)]);
    }

    #[test]
    fn near_names_are_found_and_others_are_not() {
        let names = ["红日机械有限公司", "蓝天电缆有限公司", "红日机诫有限公司", "红日机械厂", "白云水泥厂"];
        let owners: Vec<(usize, &str)> = names.iter().copied().enumerate().collect();
        let found: Vec<(usize, usize)> =
            pairs(&owners, |_| true, |_, _| false).iter().map(|(a, b, ..)| (*a, *b)).collect();
        assert_eq!(found, [(0, 2), (0, 3), (2, 3)]);
    }

    proptest! {
        #![proptest_config(crate::properties::config())]
        #[test]
        fn blocking_misses_no_near_pair(names in proptest::collection::vec("((示|例市|东镇|江苏|江苏省示例市)?[甲乙红日]{2,5}|[甲乙丙丁]{3,7})((公司|厂)([*1]|[(]筹[)])?)?", 2..5)) {
            let owners: Vec<(usize, &str)> = names.iter().map(String::as_str).enumerate().collect();
            let mut all = Vec::new();
            for (a, x) in names.iter().enumerate() {
                for (b, y) in names.iter().enumerate().skip(a + 1) {
                    if name::near(x, y) {
                        all.push((a, b));
                    }
                }
            }
            let closed = |owner: usize| owner % 2 == 1;
            let some: Vec<(usize, usize)> = pairs(&owners, |owner| !closed(owner), |a, b| closed(a) && closed(b)).iter().map(|(a, b, ..)| (*a, *b)).collect();
            let open: Vec<(usize, usize)> = all.iter().copied().filter(|(a, b)| !(closed(*a) && closed(*b))).collect();
            prop_assert_eq!(some, open);
            let found: Vec<(usize, usize)> = pairs(&owners, |_| true, |_, _| false).iter().map(|(a, b, ..)| (*a, *b)).collect();
            prop_assert_eq!(found, all);
        }
    }
}
