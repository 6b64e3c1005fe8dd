//! Enterprises of which one has a name that stands in a name of the other's: 甲公司, 甲公司东镇分公司. What two lists say of one thing
//! under both names would be paid twice.

use super::desk::{Desk, enterprise_lines};
use super::enterprises::People;
use super::products::contained;
use crate::finding::Code;
use crate::model::achievement::{Achievement, EnterpriseId};
use crate::model::decision::DecisionKind;
use crate::model::record::RowRef;
use crate::policy::{CategoryId, builtin};
use crate::text::name;
use std::collections::{BTreeMap, BTreeSet};

/// A category and the key of a name.
type Thing<'a> = (CategoryId, &'a str);

/// Shorter names than this stand in others by chance.
const SHORTEST: usize = 5;

/// Holds what two lists say alike of two such enterprises: category, name and day are the same, and no two numbers tell.
pub(super) fn hold(desk: &mut Desk<'_>, people: &People, achievements: &[Achievement]) {
    let mut live: BTreeMap<EnterpriseId, BTreeMap<Thing<'_>, Vec<&Achievement>>> = BTreeMap::new();
    for achievement in achievements.iter().filter(|one| one.product_named().is_some()) {
        for holder in &achievement.holders {
            let things = live.entry(holder.enterprise).or_default();
            things.entry((achievement.category, &achievement.product)).or_default().push(achievement);
        }
    }
    let mut found = Vec::new();
    for (one, other) in related(people).into_iter().filter(|(one, other)| one < other) {
        let (Some(own), Some(theirs)) = (live.get(&one), live.get(&other)) else { continue };
        if is_settled(desk, people, one, other) {
            continue;
        }
        for (thing, all) in own {
            let same = || theirs.get(thing).into_iter().flatten();
            let alone = all.iter().filter(|a| a.holder(other).is_none());
            found.extend(alone.filter_map(|a| Some(([one, other], *a, *same().find(|b| may_be_one(a, b))?))));
        }
    }
    for (ids, a, b) in found {
        tell(desk, people, ids, [a, b]);
    }
}

/// Whether nothing tells two achievements of one thing apart but the names of their holders. Within one list two names are two.
fn may_be_one(a: &Achievement, b: &Achievement) -> bool {
    let days = a.facts.date(builtin::RECOGNISED).zip(b.facts.date(builtin::RECOGNISED));
    let numbers = a.certificate.as_deref().zip(b.certificate.as_deref());
    !RowRef::share_a_list(&a.sources, &b.sources)
        && numbers.is_none_or(|(a, b)| a == b)
        && days.is_none_or(|(a, b)| a.overlaps(&b))
}

fn tell(desk: &mut Desk<'_>, people: &People, ids: [EnterpriseId; 2], both: [&Achievement; 2]) {
    let names = ids.map(|id| people.list[id.index()].name.clone());
    let [own, other] = both.map(|one| desk.row_place(one.sources[0]));
    let message = format!(
        "{own}「{}」与{other}「{}」的「{}」类别、名称和日期都相同，看来只差在单位名称，不知道是不是同一家；都付就重复了",
        names[0], names[1], both[0].title
    );
    let position = desk.say(Code::NameTwins, own, message, enterprise_lines(&names));
    let rows = both.iter().flat_map(|one| one.sources.iter().copied());
    rows.for_each(|row| desk.hold(row, position));
}

/// Pairs of enterprises of which one has a name that stands in a name of the other's, each pair both ways.
pub(super) fn related(people: &People) -> BTreeSet<(EnterpriseId, EnterpriseId)> {
    let keys: Vec<&str> = people.by_name.keys().map(String::as_str).collect();
    let mut pairs = BTreeSet::new();
    for (a, b) in contained(&keys) {
        let shorter = if keys[a].len() < keys[b].len() { keys[a] } else { keys[b] };
        if shorter.chars().count() < SHORTEST || !name::ends_as_organisation(shorter) {
            continue;
        }
        for (one, other) in [(a, b), (b, a)] {
            let [ones, others] = [one, other].map(|at| people.by_name.get(keys[at]).into_iter().flatten());
            for id in ones {
                pairs.extend(others.clone().filter(|other| *other != id).map(|other| (*id, *other)));
            }
        }
    }
    pairs
}

/// Two codes, or a decision, say that they are two.
pub(super) fn is_settled(desk: &Desk<'_>, people: &People, a: EnterpriseId, b: EnterpriseId) -> bool {
    let coded = |id: EnterpriseId| {
        let one = &people.list[id.index()];
        one.credit_code.is_some() || one.organisation_code.is_some() || one.identity_number.is_some()
    };
    let apart = desk.decisions.list.iter().any(|decision| match &decision.kind {
        DecisionKind::DifferentEnterprises(names) => {
            let named = |id| names.iter().any(|name| people.named(name) == Some(id));
            named(a) && named(b)
        }
        _ => false,
    });
    apart || coded(a) && coded(b)
}
