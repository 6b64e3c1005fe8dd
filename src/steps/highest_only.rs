//! 就高不重复: of the items of a group only the highest stays; the others give way to it.
//!
//! The counterpart in DMN is *collect* with the maximum.

use super::book::{Book, Members};
use crate::condition::number;
use crate::finding::Code;
use crate::model::achievement::{AchievementId, PaymentId};
use crate::model::entitlement::Against;
use crate::model::operation::Operation;
use crate::money::Money;
use crate::policy::{HighestBy, HighestOnly, KeyPart, StepId, builtin};
use std::cmp::Reverse;

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
    for (key, members) in book.groups(&members, &rule.key, true, step) {
        let items = items(book, &members);
        if hold_unnamed_products(book, rule, &items, step) {
            continue;
        }
        let role = book.entitlements[members[0]].role;
        let earlier = if rule.across_years {
            book.payments_of(&rule.covers, &rule.key, &key, role)
        } else {
            Vec::new()
        };
        let standing = beaten_by_history(book, step, rule, items, &earlier);
        keep_highest(book, step, rule, standing);
    }
}

fn items(book: &Book<'_>, members: &[usize]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for index in members {
        let entitlement = &book.entitlements[*index];
        let net = book.net(*index);
        match items
            .iter_mut()
            .find(|item| item.achievement.is_some() && item.achievement == entitlement.achievement)
        {
            Some(item) => {
                item.parts.push(*index);
                item.net += net;
            }
            None => {
                let level =
                    entitlement.category.and_then(|category| book.context.policy.category(category).level);
                items.push(Item {
                    achievement: entitlement.achievement,
                    parts: vec![*index],
                    net,
                    level: level.unwrap_or(usize::MAX),
                });
            }
        }
    }
    items
}

/// Several units in one row do not name their products: beside a rival, which of them it rivals cannot be told.
fn hold_unnamed_products(book: &mut Book<'_>, rule: &HighestOnly, items: &[Item], step: StepId) -> bool {
    if !rule.key.contains(&KeyPart::Product) || items.len() < 2 {
        return false;
    }
    let mut held = false;
    for item in items {
        let index = item.parts[0];
        if book.entitlements[index].quantity > 1 {
            let step = &book.context.policy.steps[step.index()].id;
            let why = format!(
                "一行写了{}个产品而没有写明是哪几个，步骤「{step}」的同组还有别的成果，不能判断是否重复",
                book.entitlements[index].quantity
            );
            book.hold(index, Code::ProductsUnnamed, &why);
            held = true;
        }
    }
    held
}

/// Items not ranked above the highest that was paid before give way to it.
fn beaten_by_history(
    book: &mut Book<'_>,
    step: StepId,
    rule: &HighestOnly,
    items: Vec<Item>,
    earlier: &[PaymentId],
) -> Vec<Item> {
    let Some((best, paid, level)) = highest_paid(book, earlier) else { return items };
    let (standing, beaten): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| match rule.by {
        HighestBy::Net => item.net > paid,
        HighestBy::Level => item.level < level,
    });
    for item in beaten {
        give_way(book, step, &item, Against { entitlements: Vec::new(), payments: vec![best] });
    }
    standing
}

/// The highest payment that was not recovered: by amount, and the highest level among all.
fn highest_paid(book: &Book<'_>, earlier: &[PaymentId]) -> Option<(PaymentId, Money, usize)> {
    let original = |id: &PaymentId| {
        let paid = book.payment(*id).facts.get(builtin::PAID).and_then(|fact| number(&fact.value))?;
        Money::exact(paid)
    };
    let level = |id: &PaymentId| {
        book.payment(*id)
            .category
            .and_then(|category| book.context.policy.category(category).level)
            .unwrap_or(usize::MAX)
    };
    let net = super::history::paid_before(book.context);
    let standing: Vec<&PaymentId> = earlier
        .iter()
        .filter(|id| original(id).is_some_and(Money::is_positive) && net[id.index()].is_positive())
        .collect();
    let best = standing.iter().max_by_key(|id| (net[id.index()], Reverse(**id)))?;
    let top = standing.iter().map(|id| level(id)).min()?;
    Some((**best, net[best.index()], top))
}

fn keep_highest(book: &mut Book<'_>, step: StepId, rule: &HighestOnly, items: Vec<Item>) {
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
    let Some((winner, _)) = items.iter().enumerate().min_by_key(rank) else { return };
    let against = items[winner].parts.iter().map(|index| book.id(*index)).collect::<Vec<_>>();
    for (position, item) in items.iter().enumerate() {
        if position != winner {
            give_way(book, step, item, Against { entitlements: against.clone(), payments: Vec::new() });
        }
    }
}

fn give_way(book: &mut Book<'_>, step: StepId, item: &Item, against: Against) {
    for index in &item.parts {
        let net = book.net(*index);
        book.append(*index, step, Operation::GiveWay { net }, against.clone());
    }
}
