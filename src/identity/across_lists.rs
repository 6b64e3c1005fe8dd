//! One thing that two lists call by near names: the same enterprise, category and day in lists of two departments, or in a list
//! and the ledger. Within one list two names are two things; across lists they may be one, which would be paid twice.

use super::desk::Desk;
use super::enterprises::People;
use super::products::{self, Products, Side};
use super::twins;
use crate::model::achievement::{Achievement, EnterpriseId, Payment};
use crate::model::record::RowRef;
use crate::policy::{CategoryId, builtin};
use crate::text::date::DateSpan;
use std::collections::{BTreeMap, BTreeSet};

/// Of one name: more are patents of one title, which their numbers tell apart.
const MOST: usize = 200;

/// A name with what it is a name of.
struct Named<'a> {
    key: &'a str,
    title: &'a str,
    day: DateSpan,
    has_number: bool,
    /// Index of the achievement; none for a payment.
    achievement: Option<usize>,
    rows: &'a [RowRef],
}

impl Named<'_> {
    /// Whether two may be one thing: no list has both, their days do not differ, and no two numbers tell them apart.
    fn may_be(&self, other: &Self) -> bool {
        let live = self.achievement.is_some() || other.achievement.is_some();
        live && self.day.overlaps(&other.day)
            && !RowRef::share_a_list(self.rows, other.rows)
            && !(self.has_number && other.has_number)
    }
}

/// Holds what may be one thing.
pub(super) fn hold(
    desk: &mut Desk<'_>,
    people: &People,
    products: &Products,
    achievements: &[Achievement],
    payments: &[Payment],
) {
    let mut groups: BTreeMap<(EnterpriseId, CategoryId), Vec<Named<'_>>> = BTreeMap::new();
    for (index, one) in achievements.iter().enumerate() {
        let (Some(key), Some(day)) = (one.product_named(), one.facts.date(builtin::RECOGNISED)) else {
            continue;
        };
        for holder in &one.holders {
            groups.entry((holder.enterprise, one.category)).or_default().push(Named {
                key,
                title: &one.title,
                day,
                has_number: one.certificate.is_some(),
                achievement: Some(index),
                rows: &one.sources,
            });
        }
    }
    for one in payments {
        let (Some(category), Some(key)) = (one.category, one.product.as_deref()) else { continue };
        let (Some(day), Some(group)) =
            (one.facts.date(builtin::RECOGNISED), groups.get_mut(&(one.enterprise, category)))
        else {
            continue;
        };
        // A payment for what the lists have is for that.
        if group.iter().any(|live| live.achievement.is_some() && live.key == key) {
            continue;
        }
        let rows = std::slice::from_ref(&one.source);
        let has_number = one.certificate.is_some();
        group.push(Named { key, title: key, day, has_number, achievement: None, rows });
    }
    let compared = products::compared(desk.policy);
    let mut found = Vec::new();
    for ((id, category), named) in groups.iter().filter(|(_, named)| named.len() > 1) {
        // Where a rule groups by product, all its products were compared.
        if !compared.contains(category) && several_lists(named) {
            found.extend(pairs(desk, *id, named, products).into_iter().map(|pair| (*id, pair)));
        }
    }
    for (id, [a, b]) in found {
        products::tell(desk, people, id, achievements, [&a, &b]);
    }
}

fn several_lists(named: &[Named<'_>]) -> bool {
    let lists: BTreeSet<(u32, u32)> = named.iter().flat_map(|one| one.rows).map(RowRef::list).collect();
    lists.len() > 1
}

fn pairs(desk: &Desk<'_>, id: EnterpriseId, named: &[Named<'_>], products: &Products) -> Vec<[Side; 2]> {
    let mut by_key: BTreeMap<&str, Vec<&Named<'_>>> = BTreeMap::new();
    for one in named {
        by_key.entry(one.key).or_default().push(one);
    }
    let keys: Vec<&str> = by_key.keys().copied().collect();
    let owners: Vec<(usize, &str)> = keys.iter().copied().enumerate().collect();
    let met = |a: usize, b: usize| {
        let of = |at: usize| by_key.get(keys[at]).map_or(&[][..], Vec::as_slice);
        let mut some = of(a).iter().take(MOST);
        some.find_map(|one| Some((*one, *of(b).iter().take(MOST).find(|other| one.may_be(other))?)))
    };
    let settled = |a: usize, b: usize| products.apart(id, keys[a], keys[b]) || met(a, b).is_none();
    let near = twins::pairs(&owners, |_| true, settled).into_iter().map(|(a, b, ..)| (a, b));
    let within = products::contained(&keys).into_iter().filter(|(a, b)| !settled(*a, *b));
    let all: BTreeSet<(usize, usize)> = near.chain(within).collect();
    all.into_iter().filter_map(|(a, b)| met(a, b)).map(|(a, b)| sides(desk, a, b)).collect()
}

/// The earlier of the two first.
fn sides(desk: &Desk<'_>, a: &Named<'_>, b: &Named<'_>) -> [Side; 2] {
    let (a, b) = if a.rows.first() <= b.rows.first() { (a, b) } else { (b, a) };
    [a, b].map(|one| {
        let place = one.rows.first().map(|row| desk.row_place(*row).to_string()).unwrap_or_default();
        let list = if one.achievement.is_some() { "" } else { "历年台账" };
        (
            one.title.to_owned(),
            format!("{list}{place}「{}」", one.title),
            one.achievement.into_iter().collect(),
        )
    })
}
