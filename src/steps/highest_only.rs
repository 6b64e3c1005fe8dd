//! 就高不重复: of the items of a group only the highest stays; the others give way to it.
//!
//! The counterpart in DMN is *collect* with the maximum.

use super::book::{Book, Members};
use super::upgrade_difference::less_paid;
use crate::ledger;
use crate::model::achievement::{AchievementId, PaymentId};
use crate::model::entitlement::Against;
use crate::model::operation::Operation;
use crate::money::Money;
use crate::policy::{HighestBy, HighestOnly, StepId, builtin};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// One achievement with its parts in the group: they never compete with each other.
struct Item {
    achievement: Option<AchievementId>,
    parts: Members,
    net: Money,
    /// Index into levels; lower is higher. Missing ranks last.
    level: usize,
}

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &HighestOnly) {
    let members = if rule.by == HighestBy::Level && rule.zero_counts {
        book.members(&rule.covers)
    } else {
        book.positive(&rule.covers)
    };
    // An earlier batch of the year competes like one list with it; other years only where the policy says so.
    let earlier = match rule.across_years {
        true => book.payments_by_key(&rule.covers, &rule.key),
        false => book.batch_by_key(&rule.covers, &rule.key),
    };
    for (key, members) in book.groups(&members, &rule.key, true, step) {
        let items = items(book, &members);
        let role = book.entitlements[members[0]].role;
        let earlier = earlier.get(&(role, key)).map_or(&[][..], Vec::as_slice);
        let best = highest_paid(book, rule, earlier);
        let rivals = items.len() + usize::from(best.is_some());
        if rivals > 1 && book.hold_unnamed_products(&members, &rule.key, step) {
            continue;
        }
        let standing = beaten_by_history(book, step, rule, items, best);
        if let Some(winner) = keep_highest(book, step, rule, standing) {
            deduct_batch(book, step, &winner, earlier);
        }
    }
}

/// What an earlier batch of the year paid in the group would have given way to the winner in one run: it is deducted.
fn deduct_batch(book: &mut Book<'_>, step: StepId, winner: &Item, earlier: &[PaymentId]) {
    let left = |id: &PaymentId| book.is_of_batch(*id) && book.remaining[id.index()].is_positive();
    let batch: Vec<PaymentId> = earlier.iter().copied().filter(left).collect();
    let mut running = BTreeMap::new();
    for index in winner.parts.iter().filter(|_| !batch.is_empty()) {
        less_paid(book, step, *index, batch.clone(), &mut running);
    }
}

fn items(book: &Book<'_>, members: &[usize]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut at: BTreeMap<AchievementId, usize> = BTreeMap::new();
    for index in members {
        let entitlement = &book.entitlements[*index];
        let (net, achievement) = (book.net(*index), entitlement.achievement);
        if let Some(position) = achievement.and_then(|id| at.get(&id)) {
            items[*position].parts.push(*index);
            items[*position].net += net;
            continue;
        }
        at.extend(achievement.map(|id| (id, items.len())));
        let level = entitlement.category.and_then(|category| book.context.policy.category(category).level);
        items.push(Item { achievement, parts: vec![*index], net, level: level.unwrap_or(usize::MAX) });
    }
    items
}

/// What was paid before for one thing, in one year or over several: the rows, their sum and the level.
struct Paid {
    payments: Vec<PaymentId>,
    amount: Money,
    level: usize,
}

/// Items not ranked above the highest that was paid before give way to it.
fn beaten_by_history(
    book: &mut Book<'_>,
    step: StepId,
    rule: &HighestOnly,
    items: Vec<Item>,
    best: Option<Paid>,
) -> Vec<Item> {
    let Some(best) = best else { return items };
    let (standing, beaten): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| match rule.by {
        HighestBy::Net => item.net > best.amount,
        HighestBy::Level => item.level < best.level,
    });
    for item in beaten {
        let against = Against { payments: best.payments.as_slice().into(), ..Against::default() };
        give_way(book, step, &item, against);
    }
    standing
}

/// The highest of what was paid before and not recovered, by amount or by level as the rule ranks.
fn highest_paid(book: &Book<'_>, rule: &HighestOnly, earlier: &[PaymentId]) -> Option<Paid> {
    let paid = ledger::one_by_one(book.context, earlier).into_iter().map(|payments| {
        let category = book.payment(payments[0]).category;
        let level = category.and_then(|category| book.context.policy.category(category).level);
        // What a step before this one has taken of an earlier batch already stands in the nets that it is compared with.
        let standing = |id: &PaymentId| match book.is_of_batch(*id) {
            true => book.remaining[id.index()],
            false => book.history.awarded[id.index()],
        };
        let amount = payments.iter().map(standing).sum();
        Paid { payments, amount, level: level.unwrap_or(usize::MAX) }
    });
    let standing = paid.filter(|paid| paid.amount.is_positive());
    match rule.by {
        HighestBy::Net => standing.max_by_key(|paid| (paid.amount, Reverse(paid.payments[0]))),
        HighestBy::Level => standing.min_by_key(|paid| (paid.level, paid.payments[0])),
    }
}

/// The highest of the items; the others give way to it.
fn keep_highest(book: &mut Book<'_>, step: StepId, rule: &HighestOnly, mut items: Vec<Item>) -> Option<Item> {
    let date = |item: &Item| {
        let date =
            item.achievement.and_then(|id| book.context.achievement(id).facts.date(builtin::RECOGNISED));
        (date.is_none(), date.map(|date| date.first))
    };
    let rank = |(position, item): &(usize, &Item)| {
        let height = match rule.by {
            HighestBy::Net => (Reverse(item.net), 0),
            HighestBy::Level => (Reverse(Money::ZERO), item.level),
        };
        (height, date(item), *position)
    };
    let (winner, _) = items.iter().enumerate().min_by_key(rank)?;
    let against = items[winner].parts.iter().map(|index| book.id(*index)).collect::<Vec<_>>();
    for (position, item) in items.iter().enumerate() {
        if position != winner {
            give_way(book, step, item, Against { entitlements: against.clone(), ..Against::default() });
        }
    }
    Some(items.swap_remove(winner))
}

fn give_way(book: &mut Book<'_>, step: StepId, item: &Item, against: Against) {
    for index in &item.parts {
        let net = book.net(*index);
        book.append(*index, step, Operation::GiveWay { net }, against.clone());
    }
}
