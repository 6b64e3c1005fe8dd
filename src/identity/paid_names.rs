//! Payments to a name that another stands in: 甲公司东镇分公司, 甲公司［乙厂］. It may be the same enterprise, or a part of it, and
//! what was paid to it for the same thing would be paid again.

use super::desk::{Desk, enterprise_lines};
use super::enterprises::People;
use super::paid_numbers::is_paid;
use super::related_names::{is_settled, related};
use crate::finding::Code;
use crate::model::achievement::{Achievement, EnterpriseId, Payment};
use crate::policy::builtin;
use std::collections::BTreeMap;

/// Holds the achievements that a payment to a related name may have been for.
pub(super) fn hold(desk: &mut Desk<'_>, people: &People, achievements: &[Achievement], payments: &[Payment]) {
    let mut paid: BTreeMap<EnterpriseId, Vec<&Payment>> = BTreeMap::new();
    for payment in payments.iter().filter(|payment| is_paid(payment) && payment.holder == payment.enterprise)
    {
        paid.entry(payment.enterprise).or_default().push(payment);
    }
    if paid.is_empty() {
        return;
    }
    let mut live: BTreeMap<EnterpriseId, Vec<&Achievement>> = BTreeMap::new();
    for achievement in achievements {
        for holder in &achievement.holders {
            live.entry(holder.enterprise).or_default().push(achievement);
        }
    }
    let mut found = Vec::new();
    for (own, other) in related(people) {
        if is_settled(desk, people, own, other) {
            continue;
        }
        let (Some(live), Some(paid)) = (live.get(&own), paid.get(&other)) else { continue };
        for achievement in live {
            // What the payee holds as well is its own.
            if achievement.holder(other).is_some() {
                continue;
            }
            if let Some(payment) = paid.iter().find(|payment| may_be_for(desk, achievement, payment)) {
                found.push((own, other, *achievement, *payment));
            }
        }
    }
    for (own, other, achievement, payment) in found {
        tell(desk, people, [own, other], achievement, payment);
    }
}

/// Whether nothing tells a payment from one for an achievement but the name of the payee.
fn may_be_for(desk: &Desk<'_>, achievement: &Achievement, payment: &Payment) -> bool {
    let identity = &desk.policy.category(achievement.category).identity;
    let numbers = achievement.certificate.as_deref().zip(payment.certificate.as_deref());
    let names = achievement.product_named().zip(payment.product.as_deref());
    let same = numbers.or(names).is_none_or(|(own, theirs)| own == theirs);
    let live = achievement.facts.date(builtin::RECOGNISED);
    let day = match (live, payment.facts.date(builtin::RECOGNISED)) {
        (Some(own), Some(theirs)) => own.overlaps(&theirs),
        // What was paid before this recognition was for an earlier one.
        (Some(own), None) => {
            payment.facts.whole(builtin::YEAR).is_none_or(|year| year >= i64::from(own.first.year()))
        }
        _ => true,
    };
    same && day
        && payment.category.is_none_or(|category| category == achievement.category)
        && !payment.is_of_another(identity, &achievement.facts)
}

fn tell(
    desk: &mut Desk<'_>,
    people: &People,
    ids: [EnterpriseId; 2],
    achievement: &Achievement,
    payment: &Payment,
) {
    let [own, other] = ids.map(|id| people.list[id.index()].name.clone());
    let row = desk.row_place(payment.source);
    let what = if achievement.title.is_empty() {
        desk.policy.category(achievement.category).name.clone()
    } else {
        achievement.title.clone()
    };
    let message = format!(
        "历年台账{row}已把同样的一项兑现给「{other}」，与「{own}」的「{what}」看来只差在单位名称，不知道是不是同一家"
    );
    let place = desk.row_place(achievement.sources[0]);
    let position = desk.say(Code::NameTwins, place, message, enterprise_lines(&[own, other]));
    achievement.sources.iter().for_each(|row| desk.hold(*row, position));
}
