//! Counts that derived fields stand for, over this year's achievements and over history.

use crate::condition::{Truth, number, shown, truth};
use crate::context::{Context, Counts, View};
use crate::eligibility;
use crate::grouping::{Item, Key, covers_category, covers_payment, key_of, key_of_payment};
use crate::model::achievement::AchievementId;
use crate::policy::{Count, CountOver, DerivedId, DerivedKind, builtin};
use crate::text::normal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// Every count, for each achievement and holder.
pub(super) fn count(context: &Context<'_>, held: &BTreeSet<AchievementId>) -> Counts {
    let mut counts = Counts::new();
    for (id, derived) in (0_u32..).map(DerivedId).zip(&context.policy.derived) {
        if let DerivedKind::Count(count) = &derived.kind {
            one(context, held, id, count, &mut counts);
        }
    }
    counts
}

/// What was counted in one group: units, or distinct values.
#[derive(Default)]
struct Tally {
    units: i64,
    values: BTreeSet<String>,
}

fn one(
    context: &Context<'_>,
    held: &BTreeSet<AchievementId>,
    derived: DerivedId,
    count: &Count,
    counts: &mut Counts,
) {
    let mut tallies: BTreeMap<Key, Tally> = BTreeMap::new();
    let mut members: Vec<(AchievementId, crate::model::achievement::EnterpriseId, Key)> = Vec::new();
    let before = counts.clone();
    for (id, achievement) in context.achievements() {
        for holder in &achievement.holders {
            let view = View {
                context,
                facts: &achievement.facts,
                achievement: Some(id),
                enterprise: holder.enterprise,
                replaced: &[],
                counts: &before,
            };
            let item =
                Item { view, achievement: Some((id, achievement)), payment: None, payee: None, clause: None };
            let key = key_of(&count.key, &item);
            let counted = matches!(count.over, CountOver::Year | CountOver::Both)
                && !held.contains(&id)
                && covers_category(context.policy, &count.covers, achievement.category)
                && truth(&count.when, &view) == Truth::Yes
                && eligible(&view, achievement);
            if counted {
                let tally = tallies.entry(key.clone()).or_default();
                tally.units += achievement.quantity;
                tally.values.extend(
                    count
                        .distinct
                        .and_then(|field| view.value(field, 0))
                        .map(|value| normal::key(&shown(&value))),
                );
            }
            if let Some(field) = count.field {
                let stated = view.value(field, 0).and_then(|value| number(&value)).and_then(|n| n.to_i64());
                counts.extend(stated.map(|stated| ((derived, id, holder.enterprise), stated)));
                continue;
            }
            members.push((id, holder.enterprise, key));
        }
    }
    if matches!(count.over, CountOver::History | CountOver::Both) {
        add_history(context, count, &members, &mut tallies);
    }
    for (id, enterprise, key) in members {
        // A group whose key is not known cannot be counted: the condition stays undecided.
        if key.iter().all(Option::is_some) {
            let tally = tallies.get(&key);
            let number = tally.map_or(0, |tally| {
                if count.distinct.is_some() { tally.values.len() as i64 } else { tally.units }
            });
            counts.insert((derived, id, enterprise), number);
        }
    }
}

/// Only what could be paid counts: in its category's life, not paid before, not barred for every award.
fn eligible(view: &View<'_>, achievement: &crate::model::achievement::Achievement) -> bool {
    let context = view.context;
    let policy = context.policy;
    let awards = (0_u32..).map(crate::policy::AwardId).zip(&policy.awards);
    let mut of_category =
        awards.filter(|(_, award)| award.categories.contains(&achievement.category)).peekable();
    let barred = |outcome: &eligibility::Eligible| matches!(outcome, eligibility::Eligible::No { .. });
    !barred(&eligibility::in_life(context, achievement))
        && !barred(&eligibility::already_paid(context, achievement, view.enterprise))
        && (of_category.peek().is_none()
            || of_category.any(|(id, _)| !barred(&eligibility::for_award(view, achievement, id))))
}

fn add_history(
    context: &Context<'_>,
    count: &Count,
    members: &[(AchievementId, crate::model::achievement::EnterpriseId, Key)],
    tallies: &mut BTreeMap<Key, Tally>,
) {
    let keys: BTreeSet<&Key> = members.iter().map(|(_, _, key)| key).collect();
    for payment in &context.register.payments {
        let positive =
            payment.facts.money(builtin::PAID).is_some_and(|paid| paid.is_sign_positive() && !paid.is_zero());
        if !positive || !covers_payment(context.policy, &count.covers, payment) {
            continue;
        }
        let key = key_of_payment(&count.key, context, payment);
        // Keys agree where every part is known and equal.
        let live = keys.get(&key).filter(|key| key.iter().all(Option::is_some));
        if let Some(live) = live {
            let tally = tallies.entry((*live).clone()).or_default();
            tally.units += payment.facts.whole(builtin::QUANTITY).unwrap_or(1);
            tally.values.extend(
                count
                    .distinct
                    .and_then(|field| payment.facts.get(field))
                    .map(|fact| normal::key(&shown(&fact.value))),
            );
        }
    }
}
