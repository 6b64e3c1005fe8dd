//! 就高不重复: of the items of a group only the highest stays; the others give way to it.
//!
//! The counterpart in DMN is *collect* with the maximum.

use super::batch::{Day, Earlier};
use super::book::{Book, Members};
use super::upgrade_difference::less_paid;
use crate::ledger;
use crate::model::achievement::{AchievementId, PaymentId};
use crate::model::entitlement::{Against, EntitlementId};
use crate::model::operation::Operation;
use crate::money::Money;
use crate::policy::{HighestBy, HighestOnly, StepId, builtin};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

/// What a ledger that people keep does not tell of what it paid this year.
const KEPT: &str = "手工台账只写了付过多少，看不出本项还应补多少";

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
        book.standing(&rule.covers)
    };
    let earlier = book.payments_by_key(&rule.covers, &rule.key);
    for (key, members) in book.groups(&members, &rule.key, true, step) {
        let items = items(book, &members);
        let role = book.entitlements[members[0]].role;
        let earlier = earlier.get(&(role, key)).map_or(&[][..], Vec::as_slice);
        // An earlier batch of the year competes like one list with it; other years only where the policy says so.
        let (batch, past): (Vec<PaymentId>, Vec<PaymentId>) =
            earlier.iter().copied().partition(|id| book.is_of_batch(*id));
        let best = match rule.across_years {
            true => highest_paid(book, rule, &past),
            false => highest_paid(book, rule, &book.kept_of_year(&past)),
        };
        let batch = rivals_paid(book, &batch);
        let rivals = items.len() + usize::from(best.is_some()) + batch.len();
        if rivals > 1 && book.hold_unnamed_products(&members, &rule.key, step) {
            continue;
        }
        if rivals > 1 && members.iter().any(|index| book.blurred.contains_key(index)) {
            book.hold_apart(&members, step, "前面的限额先扣了前一批已付的，名次不能比较");
            continue;
        }
        let kept = !rule.across_years && best.is_some();
        let standing = beaten_by_history(book, step, rule, items, best);
        // Of one that is higher nobody can say what it gets beyond what a ledger kept by hand has paid this year.
        if kept && !standing.is_empty() {
            let parts: Vec<usize> = standing.iter().flat_map(|item| item.parts.iter().copied()).collect();
            book.hold_apart(&parts, step, KEPT);
            continue;
        }
        if batch.is_empty() && !members.iter().any(|index| book.is_continued(*index)) {
            keep_highest(book, step, rule, &standing);
        } else {
            with_batch(book, step, rule, &standing, &batch);
        }
    }
}

/// What an earlier batch of the year awarded in a group, less what a new item stands in the place of.
fn rivals_paid(book: &Book<'_>, batch: &[PaymentId]) -> Vec<Earlier> {
    let taken: BTreeSet<PaymentId> =
        book.continued.values().flat_map(|continued| continued.payments.iter().copied()).collect();
    let left: Vec<PaymentId> = batch.iter().copied().filter(|id| !taken.contains(id)).collect();
    let mut earlier = book.earlier(&left);
    earlier.retain(|one| one.low.is_positive() || one.high.is_some_and(Money::is_positive));
    earlier
}

/// The highest of an earlier batch's items and the new ones stays, as in one run. A new one that takes the place of what was
/// paid gets what it is above it.
fn with_batch(book: &mut Book<'_>, step: StepId, rule: &HighestOnly, items: &[Item], batch: &[Earlier]) {
    let Some(winner) = highest(book, rule, items) else { return };
    let all: Vec<usize> = items.iter().flat_map(|item| item.parts.iter().copied()).collect();
    let best = &items[winner];
    let paid: Vec<PaymentId> = batch.iter().flat_map(|one| one.payments.iter().copied()).collect();
    let against: Vec<Option<bool>> = batch.iter().map(|one| above(book, rule, best, one)).collect();
    if against.contains(&Some(false)) {
        if all.iter().any(|index| book.is_continued(*index)) {
            return book.hold_apart(&all, step, "只奖一次的奖项前一批已付，一次算完时却应让给更高的");
        }
        for item in items {
            give_way(book, step, item, Against { payments: paid.as_slice().into(), ..Against::default() });
        }
    } else if against.contains(&None) {
        book.hold_apart(&all, step, "台账分不清一次算完时哪一项最高");
    } else {
        take_over(book, step, items, winner, paid);
    }
}

/// Whether an item is above what an earlier batch awarded; none where nobody can say.
fn above(book: &Book<'_>, rule: &HighestOnly, item: &Item, paid: &Earlier) -> Option<bool> {
    let height = match rule.by {
        HighestBy::Net => paid.compare(item.net)?,
        HighestBy::Level => paid.level.cmp(&item.level),
    };
    match height.then(paid.date.cmp(&day(book, item))) {
        Ordering::Greater => Some(true),
        Ordering::Less => Some(false),
        // Which of the two it is does not matter where one payee gets the same for either.
        Ordering::Equal => {
            let payee = |index: &usize| paid.payments.iter().all(|id| book.is_payee(*index, *id));
            let same = paid.compare(item.net) == Some(Ordering::Equal) && item.parts.iter().all(payee);
            same.then_some(false)
        }
    }
}

/// The winner takes the place of what was paid for others: that is deducted, where it was paid to the winner and is no more
/// than it gets.
fn take_over(book: &mut Book<'_>, step: StepId, items: &[Item], winner: usize, mut paid: Vec<PaymentId>) {
    let all: Vec<usize> = items.iter().flat_map(|item| item.parts.iter().copied()).collect();
    let losers = items.iter().enumerate().filter(|(at, _)| *at != winner).flat_map(|(_, item)| &item.parts);
    let losing: Vec<usize> = losers.copied().collect();
    // What was paid of an award that is given once, and that gives way now, was paid in the winner's place, too.
    let given =
        losing.iter().filter_map(|index| book.continued.get(index)).flat_map(|one| one.payments.clone());
    let given: Vec<PaymentId> = given.collect();
    paid.extend(&given);
    let mut of_part: BTreeMap<usize, Vec<PaymentId>> = BTreeMap::new();
    for id in paid.iter().copied().filter(|id| book.history.awarded[id.index()].is_positive()) {
        let Some(part) = items[winner].parts.iter().find(|index| book.is_payee(**index, id)) else {
            return book.hold_apart(&all, step, "前一批付给了别的单位，一次算完时应奖的是本项");
        };
        of_part.entry(*part).or_default().push(id);
    }
    if of_part.iter().any(|(index, payments)| book.awarded(payments) > book.net(*index)) {
        return book.hold_apart(&all, step, "前一批已付的多于本项一次算完时应得的");
    }
    if of_part.iter().any(|(index, payments)| book.shares_differ(*index, payments, step)) {
        return book.hold_apart(&all, step, "前一批已按付过的提取给部门等，一次算完时提取的却是本项");
    }
    for id in &given {
        book.remaining[id.index()] = book.history.awarded[id.index()];
    }
    let against: Vec<EntitlementId> = items[winner].parts.iter().map(|index| book.id(*index)).collect();
    for (_, item) in items.iter().enumerate().filter(|(at, _)| *at != winner) {
        give_way(book, step, item, Against { entitlements: against.clone(), ..Against::default() });
        item.parts.iter().for_each(|index| drop(book.continued.remove(index)));
    }
    let mut running = BTreeMap::new();
    for (index, payments) in of_part {
        let before = book.net(index);
        less_paid(book, step, index, payments.clone(), &mut running);
        let taken = before - book.net(index);
        book.continue_with(index, taken, &payments);
    }
}

fn items(book: &Book<'_>, members: &[usize]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut at: BTreeMap<AchievementId, usize> = BTreeMap::new();
    for index in members {
        let entitlement = &book.entitlements[*index];
        let (net, achievement) = (book.one_run_net(*index), entitlement.achievement);
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
        let amount = book.awarded(&payments);
        Paid { payments, amount, level: level.unwrap_or(usize::MAX) }
    });
    let standing = paid.filter(|paid| paid.amount.is_positive());
    match rule.by {
        HighestBy::Net => standing.max_by_key(|paid| (paid.amount, Reverse(paid.payments[0]))),
        HighestBy::Level => standing.min_by_key(|paid| (paid.level, paid.payments[0])),
    }
}

/// The highest of the items; the others give way to it.
fn keep_highest(book: &mut Book<'_>, step: StepId, rule: &HighestOnly, items: &[Item]) {
    let Some(winner) = highest(book, rule, items) else { return };
    let against = items[winner].parts.iter().map(|index| book.id(*index)).collect::<Vec<_>>();
    for (position, item) in items.iter().enumerate() {
        if position != winner {
            give_way(book, step, item, Against { entitlements: against.clone(), ..Against::default() });
        }
    }
}

/// Which item is the highest, by what the rule ranks by, then by date, then in canonical order.
fn highest(book: &Book<'_>, rule: &HighestOnly, items: &[Item]) -> Option<usize> {
    let rank = |(position, item): &(usize, &Item)| {
        let height = match rule.by {
            HighestBy::Net => (Reverse(item.net), 0),
            HighestBy::Level => (Reverse(Money::ZERO), item.level),
        };
        (height, day(book, item), *position)
    };
    items.iter().enumerate().min_by_key(rank).map(|(winner, _)| winner)
}

fn day(book: &Book<'_>, item: &Item) -> Day {
    let date = item.achievement.and_then(|id| book.context.achievement(id).facts.date(builtin::RECOGNISED));
    (date.is_none(), date.map(|date| date.first))
}

fn give_way(book: &mut Book<'_>, step: StepId, item: &Item, against: Against) {
    for index in &item.parts {
        let net = book.net(*index);
        book.append(*index, step, Operation::GiveWay { net }, against.clone());
    }
}
