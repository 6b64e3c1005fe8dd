//! Payments of an achievement's holder under another certificate number: the number may be the same spelled otherwise, or
//! corrected since. What such a payment could have been for is held: paid under either number, it would be paid twice.

use super::desk::{Desk, row_lines};
use crate::finding::Code;
use crate::model::achievement::{Achievement, EnterpriseId, Payment};
use crate::model::record::RowRef;
use crate::policy::{CategoryId, builtin};
use crate::text::certificate::{self, Alike};
use crate::text::date::DateSpan;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// More numbers that share nothing are not compared each with each.
const MOST: usize = 500;

/// Whose, and of which category.
type Owner = (EnterpriseId, CategoryId);

/// Holds the achievements whose number is not that of any payment but like one, or whose name and day are those of one.
pub(super) fn hold(desk: &mut Desk<'_>, achievements: &[Achievement], payments: &[Payment]) {
    if payments.iter().all(|payment| payment.certificate.is_none()) {
        return;
    }
    let mut live: BTreeMap<Owner, Vec<&Achievement>> = BTreeMap::new();
    for achievement in achievements.iter().filter(|achievement| achievement.certificate.is_some()) {
        for holder in &achievement.holders {
            live.entry((holder.enterprise, achievement.category)).or_default().push(achievement);
        }
    }
    let mut paid: BTreeMap<(EnterpriseId, Option<CategoryId>), Vec<&Payment>> = BTreeMap::new();
    for payment in payments.iter().filter(|payment| payment.certificate.is_some() && is_paid(payment)) {
        paid.entry((payment.holder, payment.category)).or_default().push(payment);
    }
    for ((enterprise, category), live) in live {
        let theirs = [Some(category), None].map(|category| paid.get(&(enterprise, category)));
        let theirs: Vec<&Payment> = theirs.into_iter().flatten().flatten().copied().collect();
        if !theirs.is_empty() {
            for (achievement, payment, spelled) in twins(desk, &live, &theirs) {
                tell(desk, achievement, payment, spelled);
            }
        }
    }
}

/// Whether money went out, or still is to.
pub(super) fn is_paid(payment: &Payment) -> bool {
    let positive = |field| payment.facts.money(field).is_some_and(|amount| amount > Decimal::ZERO);
    positive(builtin::PAID) || positive(builtin::DUE_AMOUNT)
}

/// Each achievement with the first payment that may have been for it, and whether it is the number that says so. A number that
/// both sides have is no other's: its payment is for the achievement that has it.
fn twins<'a>(
    desk: &Desk<'_>,
    live: &[&'a Achievement],
    paid: &[&'a Payment],
) -> Vec<(&'a Achievement, &'a Payment, bool)> {
    let own: BTreeSet<&str> = live.iter().filter_map(|one| one.certificate.as_deref()).collect();
    let known: BTreeSet<&str> = paid.iter().filter_map(|one| one.certificate.as_deref()).collect();
    let open: Vec<(&Payment, Alike)> = paid
        .iter()
        .filter_map(|one| Some((*one, one.certificate.as_deref()?)))
        .filter(|(_, number)| !own.contains(number))
        .map(|(one, number)| (one, Alike::new(number)))
        .collect();
    let mut shared: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut named: BTreeMap<(&str, DateSpan), Vec<usize>> = BTreeMap::new();
    for (at, (payment, number)) in open.iter().enumerate() {
        number.shared().into_iter().for_each(|part| shared.entry(part).or_default().push(at));
        if let (Some(product), Some(day)) = (payment.product.as_deref(), day_of(&payment.facts)) {
            named.entry((product, day)).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for achievement in live {
        let Some(number) = achievement.certificate.as_deref().filter(|number| !known.contains(number)) else {
            continue;
        };
        let identity = &desk.policy.category(achievement.category).identity;
        let other = |payment: &Payment| payment.is_of_another(identity, &achievement.facts);
        let alike = Alike::new(number);
        let all = || 0..open.len().min(MOST);
        let mut near: Vec<usize> =
            alike.shared().iter().filter_map(|part| shared.get(part)).flatten().copied().collect();
        near.extend(all().filter(|at| alike.is_odd() || open[*at].1.is_odd()));
        near.sort_unstable();
        let spelled = near.into_iter().find(|at| {
            let (payment, theirs) = &open[*at];
            !other(payment) && may_be(achievement, payment, &alike, theirs)
        });
        let same_day = || {
            let day = day_of(&achievement.facts)?;
            let of_name = named.get(&(achievement.product_named()?, day))?;
            // Two sound numbers of patents are two patents: several of one title and day are common.
            let sound = |payment: &Payment| {
                certificate::is_sound_patent(number)
                    && payment.certificate.as_deref().is_some_and(certificate::is_sound_patent)
            };
            of_name.iter().copied().find(|at| !other(open[*at].0) && !sound(open[*at].0))
        };
        if let Some(at) = spelled {
            found.push((*achievement, open[at].0, true));
        } else if let Some(at) = same_day() {
            found.push((*achievement, open[at].0, false));
        }
    }
    found
}

fn day_of(facts: &crate::model::record::Facts) -> Option<DateSpan> {
    facts.date(builtin::RECOGNISED)
}

/// Whether a payment under a like number may have been for an achievement: no name and no day tells them apart, and where
/// digits differ a name or a day says that they are one.
fn may_be(achievement: &Achievement, payment: &Payment, own: &Alike, theirs: &Alike) -> bool {
    let names = achievement.product_named().zip(payment.product.as_deref());
    let days = day_of(&achievement.facts).zip(day_of(&payment.facts));
    let apart = names.is_some_and(|(a, b)| a != b) || days.is_some_and(|(a, b)| !a.overlaps(&b));
    let joined = names.is_some() || days.is_some_and(|(a, b)| a == b);
    !apart && (own.is_spelled_like(theirs) || joined && own.is_like(theirs))
}

fn tell(desk: &mut Desk<'_>, achievement: &Achievement, payment: &Payment, spelled: bool) {
    if achievement.sources.iter().all(|row| desk.accepted.contains(row)) {
        return;
    }
    let fields = [builtin::CERTIFICATE];
    let first = achievement.sources[0];
    let [own, theirs] = [first, payment.source].map(|row| quote(desk, row));
    let why = if spelled {
        "编号只差在写法或一两位"
    } else {
        "企业、类别、名称和认定日期都相同，只有编号不同"
    };
    let message = format!("{own}与历年台账{theirs}{why}，可能就是已经兑现过的那一项，再付就重复了");
    let help = format!(
        "请与证书核对，在名单或台账里改正编号，使两处一致；确是另一项的写：\n{}",
        row_lines(desk, first)
    );
    let place = record(desk, first)
        .map_or_else(|| desk.row_place(first), |at| desk.place_of(&desk.records[at], &fields));
    let position = desk.say(Code::CertificateUnclear, place, message, help);
    achievement.sources.iter().for_each(|row| desk.hold(*row, position));
}

fn record(desk: &Desk<'_>, row: RowRef) -> Option<usize> {
    desk.records.binary_search_by_key(&row, |record| record.at).ok()
}

fn quote(desk: &Desk<'_>, row: RowRef) -> String {
    record(desk, row).map_or_else(
        || desk.row_place(row).to_string(),
        |at| desk.quote(&desk.records[at], &[builtin::CERTIFICATE]),
    )
}
