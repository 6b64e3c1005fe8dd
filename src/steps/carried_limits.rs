//! Whether a limit leaves an award paid once the same, whichever of its achievements carries it.

use super::book::Book;
use super::carried::{More, Rivals, Seen, award_of, differing, keys};
use crate::condition::shown;
use crate::context::View;
use crate::grouping::{Key, covers_award};
use crate::model::achievement::Achievement;
use crate::money::{Money, Rounding};
use crate::policy::{Budget, Cap, Covers, Limit};

pub(super) fn cap(book: &Book<'_>, rule: &Cap, once: &[usize]) -> Vec<(usize, Seen)> {
    let operands = |view: &View<'_>, _: &Achievement| operands(&rule.limit, view);
    let more: Option<More<'_>> = if is_amount(&rule.limit) { None } else { Some(&operands) };
    let mut apart = differing(book, once, &rule.covers, &rule.key, more);
    if apart.is_empty() {
        return apart;
    }
    let rivals = Rivals::of(book, &rule.covers, &rule.key, false);
    let used = book.used(&rule.covers, &rule.key, rule.used_by);
    let limit = stated(book, &rule.limit);
    apart.retain(|(index, seen)| {
        let beside = |key: &Key| -> Money {
            let others = rivals.beside(*index, None, key).map(|other| book.limited_amount(other)).sum();
            let before = used.get(key).map_or(Money::ZERO, |used| used.sum);
            [others, before].into_iter().sum()
        };
        let own = book.limited_amount(*index);
        let fits = limit.is_some_and(|limit| keys(seen).all(|key| own + beside(key) <= limit));
        // Alone in every group, it is reduced to the same.
        let alone = limit.is_some()
            && seen.keys().all(Option::is_some)
            && keys(seen).all(|key| beside(key).is_zero());
        !fits && !alone
    });
    apart
}

pub(super) fn budget(book: &Book<'_>, rule: &Budget, once: &[usize]) -> Vec<(usize, Seen)> {
    let policy = book.context.policy;
    let mut apart = Vec::new();
    for index in once.iter().copied() {
        let Some(award) = award_of(book, index) else { continue };
        let more = |view: &View<'_>, achievement: &Achievement| {
            let covers = |class: &Covers| covers_award(policy, class, award, achievement.category);
            let class = rule.priority.iter().position(covers).map(|class| class.to_string());
            let mut more = operands(&rule.limit, view);
            more.push(class);
            more
        };
        apart.extend(differing(book, &[index], &rule.covers, &[], Some(&more)));
    }
    if apart.is_empty() {
        return apart;
    }
    let limit = stated(book, &rule.limit);
    let all: Money = book.positive(&rule.covers).into_iter().map(|index| book.limited_amount(index)).sum();
    let used: Money = book.used(&rule.covers, &[], rule.used_by).values().map(|used| used.sum).sum();
    apart.retain(|(index, _)| {
        // One that the step does not take in as it stands might be taken in.
        let own = book.limited_amount(*index);
        limit.is_none_or(|limit| own + all + used > limit)
    });
    apart
}

fn is_amount(limit: &Limit) -> bool {
    matches!(limit, Limit::Amount(_))
}

fn stated(book: &Book<'_>, limit: &Limit) -> Option<Money> {
    let policy = book.context.policy;
    match limit {
        Limit::Amount(tariff) => Money::round(policy.tariff(*tariff).value, policy.unit, Rounding::Down),
        Limit::RateOfField { .. } => None,
    }
}

/// What a limit is computed from, as an achievement's row says it.
fn operands(limit: &Limit, view: &View<'_>) -> Vec<Option<String>> {
    match limit {
        Limit::Amount(_) => Vec::new(),
        Limit::RateOfField { field, year, less, .. } => {
            let fields = std::iter::once(field).chain(less);
            fields.map(|field| view.value(*field, *year).map(|value| shown(&value))).collect()
        }
    }
}
