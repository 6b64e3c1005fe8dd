//! Which rows state one achievement: the same certificate, or, where one cannot be compared, the same holder and title.
//! A row that could belong to two achievements belongs to neither until a person says.

use super::items::{Ident, Item};
use crate::model::achievement::EnterpriseId;
use crate::policy::CategoryId;
use crate::text::date::DateSpan;
use std::collections::{BTreeMap, BTreeSet};

/// The rows sorted out; each is in exactly one group or unclear.
#[derive(Default)]
pub(super) struct Groups {
    /// Indexes of items that state one achievement.
    pub(super) together: Vec<Vec<usize>>,
    /// Items that could be either of two others that are not one (with two of these).
    pub(super) unclear: Vec<(Vec<usize>, [usize; 2])>,
}

/// Items that nothing here tells apart.
struct Class {
    items: Vec<usize>,
    near: BTreeSet<usize>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Signature<'a> {
    Certificate(CategoryId, &'a str, &'a [Option<Ident>]),
    Title(CategoryId, Vec<EnterpriseId>, Option<&'a str>, Option<&'a str>, &'a [Option<Ident>]),
}

fn signature(item: &Item) -> Signature<'_> {
    match &item.certificate {
        Some(certificate) => Signature::Certificate(item.category, certificate, &item.identity),
        None => {
            let mut holders = item.holders.clone();
            holders.sort_unstable();
            let (product, title) = (item.product.as_deref(), item.title.as_deref());
            Signature::Title(item.category, holders, product, title, &item.identity)
        }
    }
}

/// Sorts the rows out.
pub(super) fn sort_out(items: &[Item]) -> Groups {
    let mut by_signature: BTreeMap<Signature<'_>, Vec<usize>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        by_signature.entry(signature(item)).or_default().push(index);
    }
    let mut classes: Vec<Class> =
        by_signature.into_values().map(|items| Class { items, near: BTreeSet::new() }).collect();
    for (a, b) in candidates(items, &classes) {
        if related(items, &classes[a], &classes[b]) {
            classes[a].near.insert(b);
            classes[b].near.insert(a);
        }
    }
    collect(&classes)
}

/// Pairs of classes that share a certificate, or a holder and a title.
fn candidates(items: &[Item], classes: &[Class]) -> BTreeSet<(usize, usize)> {
    let mut certificates: BTreeMap<(CategoryId, &str), BTreeSet<usize>> = BTreeMap::new();
    let mut titles: BTreeMap<(CategoryId, EnterpriseId, &str), [BTreeSet<usize>; 2]> = BTreeMap::new();
    for (index, class) in classes.iter().enumerate() {
        for item in class.items.iter().map(|item| &items[*item]) {
            if let Some(certificate) = &item.certificate {
                certificates.entry((item.category, certificate)).or_default().insert(index);
            }
            let side = usize::from(item.certificate.is_some());
            let mut keys: BTreeSet<&str> =
                [&item.product, &item.title].into_iter().flatten().map(String::as_str).collect();
            // A row that names nothing may be any achievement that names nothing.
            if keys.is_empty() {
                keys.insert("");
            }
            for (holder, key) in
                item.holders.iter().flat_map(|holder| keys.iter().map(move |key| (*holder, *key)))
            {
                titles.entry((item.category, holder, key)).or_default()[side].insert(index);
            }
        }
    }
    let mut pairs = BTreeSet::new();
    let mut add = |a: &usize, b: &usize| {
        if a != b {
            pairs.insert((*a.min(b), *a.max(b)));
        }
    };
    for same in certificates.values() {
        same.iter().for_each(|a| same.iter().for_each(|b| add(a, b)));
    }
    for [without, with] in titles.values() {
        without.iter().for_each(|a| without.iter().chain(with).for_each(|b| add(a, b)));
    }
    pairs
}

/// True where rows of the two may state one achievement.
fn related(items: &[Item], a: &Class, b: &Class) -> bool {
    let (Some(x), Some(y)) = (a.items.first(), b.items.first()) else { return false };
    let (x, y) = (&items[*x], &items[*y]);
    let identity = x.identity.iter().zip(&y.identity).all(|(x, y)| match (x, y) {
        (Some(x), Some(y)) => may_be_one(x, y),
        _ => true,
    });
    if !identity {
        return false;
    }
    if x.certificate.is_some() && y.certificate.is_some() {
        return x.certificate == y.certificate;
    }
    a.items.iter().any(|x| b.items.iter().any(|y| same_title(&items[*x], &items[*y])))
}

fn may_be_one(a: &Ident, b: &Ident) -> bool {
    match (a, b) {
        (Ident::Date(a), Ident::Date(b)) => within(a, b) || within(b, a),
        _ => a == b,
    }
}

/// True where the first is the second, known at least as precisely.
pub(super) fn within(a: &DateSpan, b: &DateSpan) -> bool {
    b.first <= a.first && a.last <= b.last
}

/// One holder in common, and nothing in product and title that differs; where nothing can be compared, all must be absent
/// or each row names the one thing in another column.
fn same_title(a: &Item, b: &Item) -> bool {
    let holder = a.holders.iter().any(|id| b.holders.contains(id));
    let differ = |x: &Option<String>, y: &Option<String>| x.is_some() && y.is_some() && x != y;
    let comparable = (a.product.is_some() && b.product.is_some()) || (a.title.is_some() && b.title.is_some());
    let same = if comparable {
        !differ(&a.product, &b.product) && !differ(&a.title, &b.title)
    } else {
        a.product_key() == b.product_key()
    };
    holder && same
}

/// Classes whose neighbours are all neighbours of each other are one achievement; what links two that are not is unclear.
fn collect(classes: &[Class]) -> Groups {
    let mut groups = Groups::default();
    let split: Vec<Option<[usize; 2]>> = classes.iter().map(|class| strangers(classes, class)).collect();
    let mut done = vec![false; classes.len()];
    for (index, class) in classes.iter().enumerate() {
        if let Some([a, b]) = split[index] {
            let first = |class: usize| classes[class].items.first().copied().unwrap_or_default();
            groups.unclear.push((class.items.clone(), [first(a), first(b)]));
        } else if !done[index] {
            let clear = class.near.iter().copied().filter(|near| split[*near].is_none());
            let mut members: Vec<usize> = Vec::new();
            for member in clear.chain([index]) {
                done[member] = true;
                members.extend(&classes[member].items);
            }
            members.sort_unstable();
            groups.together.push(members);
        }
    }
    groups
}

/// Two neighbours of a class that are not neighbours of each other.
fn strangers(classes: &[Class], class: &Class) -> Option<[usize; 2]> {
    class.near.iter().find_map(|a| {
        let other = class.near.iter().find(|b| *b > a && !classes[*a].near.contains(b))?;
        Some([*a, *other])
    })
}
