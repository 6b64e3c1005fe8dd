//! One thing that two lists give numbers of different kinds: a mark by its registration here and by the recognition's there, a
//! patent by its number and by its certificate's. Two numbers of one kind are two things, and so is all that one list has.

use super::desk::{Desk, row_lines};
use crate::finding::Code;
use crate::model::achievement::{Achievement, EnterpriseId};
use crate::model::record::RowRef;
use crate::policy::{CategoryId, builtin};
use crate::text::certificate::{self, NumberKind};
use std::collections::BTreeMap;

/// Of one name: more are compared with the first of these only.
const MOST: usize = 200;

/// An achievement with what its number is.
struct Numbered<'a> {
    one: &'a Achievement,
    kind: NumberKind,
}

impl Numbered<'_> {
    /// Whether two may be one thing: no list has both, their days do not differ, and their numbers are of two kinds.
    fn may_be(&self, other: &Self, desk: &Desk<'_>) -> bool {
        let (a, b) = (self.one, other.one);
        let days = a.facts.date(builtin::RECOGNISED).zip(b.facts.date(builtin::RECOGNISED));
        let identity = &desk.policy.category(a.category).identity;
        let mut told = identity.iter().filter(|field| **field != builtin::RECOGNISED);
        let apart = told.any(|field| {
            let both = a.facts.get(*field).zip(b.facts.get(*field));
            both.is_some_and(|(a, b)| !super::merge::agree(&a.value, &b.value))
        });
        self.kind != other.kind
            && !RowRef::share_a_list(&a.sources, &b.sources)
            && !apart
            && days.is_none_or(|(a, b)| a.overlaps(&b))
    }
}

/// Holds what may be one thing, unless a decision accepts one of the two.
pub(super) fn hold(desk: &mut Desk<'_>, achievements: &[Achievement]) {
    let mut things: BTreeMap<(EnterpriseId, CategoryId, &str), Vec<Numbered<'_>>> = BTreeMap::new();
    for one in achievements {
        let Some(number) = one.certificate.as_deref() else { continue };
        for holder in &one.holders {
            let thing = (holder.enterprise, one.category, one.product.as_str());
            things.entry(thing).or_default().push(Numbered { one, kind: certificate::kind(number) });
        }
    }
    let mut found: BTreeMap<(RowRef, RowRef), [&Achievement; 2]> = BTreeMap::new();
    for rows in things.into_values().filter(|rows| rows.len() > 1) {
        for a in &rows {
            if let Some(b) = rows.iter().take(MOST).find(|b| a.may_be(b, desk)) {
                let (a, b) = if a.one.sources <= b.one.sources { (a, b) } else { (b, a) };
                found.insert((a.one.sources[0], b.one.sources[0]), [a.one, b.one]);
            }
        }
    }
    for both in found.into_values() {
        tell(desk, both);
    }
}

fn tell(desk: &mut Desk<'_>, both: [&Achievement; 2]) {
    if both.iter().any(|one| one.sources.iter().any(|row| desk.accepted.contains(row))) {
        return;
    }
    let quotes = both.map(|one| {
        let number = one.certificate.as_deref().unwrap_or_default();
        format!("{}「{number}」", desk.row_place(one.sources[0]))
    });
    let message = format!(
        "{}与{}的企业、类别、名称和认定日期都相同，编号却不是同一种编号，可能是同一成果在两份名单里各写了一种编号，都付就重复了",
        quotes[0], quotes[1]
    );
    let second = both[1].sources[0];
    let help = format!(
        "请核对证书：是同一成果的，在名单里把编号改成一样，或删去一行（写 不予采信）；确是两项的写：\n{}",
        row_lines(desk, second)
    );
    let position = desk.say(Code::CertificateUnclear, desk.row_place(both[0].sources[0]), message, help);
    let rows = both.iter().flat_map(|one| one.sources.iter().copied());
    rows.for_each(|row| desk.hold(row, position));
}
