//! Counts that derived fields stand for, over this year's achievements and over history.

use super::index::Index;
use super::tallied;
use crate::condition::{Truth, number, shown, truth};
use crate::context::{Context, Counts, View};
use crate::eligibility;
use crate::grouping::{
    Agreement, Item, Key, agreement, covers_category, covers_payment, key_of, key_of_payment, payment_role,
};
use crate::ledger;
use crate::model::achievement::{Achievement, AchievementId, EnterpriseId, Payment, PaymentId};
use crate::model::nature::Nature;
use crate::policy::{CategoryId, Count, CountOver, DerivedId, DerivedKind, Role, builtin};
use crate::text::normal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// Every count, for each achievement and holder.
#[derive(Default)]
pub(super) struct Counting {
    pub counts: Counts,
    /// What an earlier batch of the year had counted without this run, where it had counted something of the group.
    pub before: Before,
    /// What counts of this year took in.
    pub tallied: BTreeSet<(AchievementId, EnterpriseId)>,
}

/// Counts that differ from those of this run by what this run adds to an earlier batch.
#[derive(Default)]
pub(super) struct Before {
    pub counts: Counts,
    /// Of which categories the batch has counted something, for each achievement and holder of this run.
    pub categories: BTreeMap<(AchievementId, EnterpriseId), BTreeSet<CategoryId>>,
}

/// Every count, for each achievement and holder.
pub(super) fn count(context: &Context<'_>, index: &Index, held: &BTreeSet<AchievementId>) -> Counting {
    let mut counting = Counting::default();
    let tallied = tallied::not_listed(context);
    for (id, derived) in (0_u32..).map(DerivedId).zip(&context.policy.derived) {
        if let DerivedKind::Count(count) = &derived.kind {
            one((context, index), (held, &tallied), id, count, &mut counting);
        }
    }
    // A condition may look at several counts: what no batch has counted was then what it is now.
    if !counting.before.categories.is_empty() {
        let Counting { counts, before, .. } = &mut counting;
        counts.iter().for_each(|(key, count)| {
            before.counts.entry(*key).or_insert(*count);
        });
    }
    counting
}

/// What was counted in one group: units, or distinct values.
#[derive(Default)]
struct Tally {
    units: i64,
    values: BTreeSet<String>,
    /// What was counted already: the parts of joint holders are one item, and so are the payments of one achievement.
    seen: BTreeSet<Seen>,
    /// A fact that decides whether something counts is missing: the number is not known.
    unknown: bool,
}

/// What stands for one achievement in a count.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Live(AchievementId),
    /// Category, product, certificate and first day of a payment.
    Paid(Option<CategoryId>, Option<String>, Option<String>, Option<jiff::civil::Date>),
}

impl Tally {
    fn add(&mut self, counts: Truth, units: i64, value: Option<Option<String>>) {
        match (counts, value) {
            (Truth::No, _) => {}
            (Truth::Unknown, _) | (Truth::Yes, Some(None)) => self.unknown = true,
            (Truth::Yes, value) => {
                self.units += units;
                self.values.extend(value.flatten());
            }
        }
    }
}

type Member = (AchievementId, EnterpriseId, Key);

fn one(
    (context, index): (&Context<'_>, &Index),
    (held, tallied): (&BTreeSet<AchievementId>, &[&Payment]),
    derived: DerivedId,
    count: &Count,
    counting: &mut Counting,
) {
    let before = counting.counts.clone();
    let mut tallies: BTreeMap<Key, Tally> = BTreeMap::new();
    let mut members: Vec<Member> = Vec::new();
    for (id, achievement) in context.achievements() {
        for holder in &achievement.holders {
            let (facts, enterprise) = (&achievement.facts, holder.enterprise);
            let view =
                View { context, facts, achievement: Some(id), enterprise, replaced: &[], counts: &before };
            if let Some(field) = count.field {
                let stated = view.value(field, 0).and_then(|value| number(&value)).and_then(|n| n.to_i64());
                counting.counts.extend(stated.map(|stated| ((derived, id, enterprise), stated)));
                continue;
            }
            let item =
                Item { view, achievement: Some((id, achievement)), payment: None, payee: None, clause: None };
            let key = key_of(&count.key, &item);
            if !held.contains(&id) {
                let tally = tallies.entry(key.clone()).or_default();
                let counts = add_live((count, index), &view, id, achievement, tally);
                counting.tallied.extend(counts.then_some((id, enterprise)));
            }
            members.push((id, enterprise, key));
        }
    }
    let history = History { context, count, counts: &before, tallied };
    let (mut batch, mut earlier) = (BTreeMap::new(), BTreeMap::new());
    if count.field.is_none() {
        batch = history.add(&members, &mut tallies);
        if !batch.is_empty() {
            history.add(&members, &mut earlier);
        }
    }
    let number = |tallies: &BTreeMap<Key, Tally>, key: &Key| {
        let number = tallies.get(key).map_or(Some(0), |tally| number_of(count, tally));
        // A group whose key is not known cannot be counted: the condition stays undecided.
        number.filter(|_| key.iter().all(Option::is_some))
    };
    for (id, enterprise, key) in members {
        counting.counts.extend(number(&tallies, &key).map(|number| ((derived, id, enterprise), number)));
        if let Some((categories, number)) = batch.get(&key).zip(number(&earlier, &key)) {
            counting.before.counts.insert((derived, id, enterprise), number);
            counting.before.categories.entry((id, enterprise)).or_default().extend(categories);
        }
    }
}

fn number_of(count: &Count, tally: &Tally) -> Option<i64> {
    let distinct = || i64::try_from(tally.values.len()).ok();
    if tally.unknown {
        None
    } else if count.distinct.is_some() {
        distinct()
    } else {
        Some(tally.units)
    }
}

/// Adds an achievement of this year; whether it counts for certain.
fn add_live(
    (count, index): (&Count, &Index),
    view: &View<'_>,
    id: AchievementId,
    achievement: &Achievement,
    tally: &mut Tally,
) -> bool {
    let covered = covers_category(view.context.policy, &count.covers, achievement.category);
    let of_year = matches!(count.over, CountOver::Year | CountOver::Both);
    if !of_year || !covered || !eligible(index, view, achievement) {
        return false;
    }
    let counts = truth(&count.when, view);
    if counts != Truth::No && !tally.seen.insert(Seen::Live(id)) {
        return false;
    }
    let product = Some(achievement.product.clone()).filter(|product| !product.is_empty());
    let value = count.distinct.map(|field| match field {
        builtin::PRODUCT => product,
        field => view.value(field, 0).map(|value| normal::key(&shown(&value))),
    });
    tally.add(counts, achievement.quantity, value);
    counts == Truth::Yes
}

/// Only what could be paid counts: in its category's life, not paid before, not barred for every award.
fn eligible(index: &Index, view: &View<'_>, achievement: &Achievement) -> bool {
    let context = view.context;
    let mut of_category = index.roles(achievement.category).flat_map(|(_, node)| &node.awards).peekable();
    let barred = |outcome: &eligibility::Eligible| matches!(outcome, eligibility::Eligible::No { .. });
    !barred(&eligibility::in_life(context, achievement))
        && !barred(&eligibility::already_paid(context, achievement, view.enterprise))
        && (of_category.peek().is_none()
            || of_category.any(|id| !barred(&eligibility::for_award(view, achievement, *id))))
}

/// What a count looks at beside this year's lists.
struct History<'a> {
    context: &'a Context<'a>,
    count: &'a Count,
    counts: &'a Counts,
    /// What earlier batches of the year counted, gave nothing for, and is not listed again.
    tallied: &'a [&'a Payment],
}

impl History<'_> {
    /// Earlier payments, each achievement once; a payment that lacks a part of the key leaves the groups it could be of unknown.
    /// Gives the categories that an earlier batch of the year has counted, by key.
    fn add(
        &self,
        members: &[Member],
        tallies: &mut BTreeMap<Key, Tally>,
    ) -> BTreeMap<Key, BTreeSet<CategoryId>> {
        let Self { context, count, counts, .. } = self;
        let keys: BTreeSet<&Key> = members.iter().map(|(_, _, key)| key).collect();
        let mut batch: BTreeMap<Key, BTreeSet<CategoryId>> = BTreeMap::new();
        for payment in self.payments() {
            let key = key_of_payment(&count.key, context, payment);
            let (facts, enterprise) = (&payment.facts, payment.enterprise);
            let view = View { context, facts, achievement: None, enterprise, replaced: &[], counts };
            let holds = truth(&count.when, &view);
            if holds == Truth::No {
                continue;
            }
            // Keys agree where every part is known and equal; only a payment that lacks a part is held against all.
            if key.iter().all(Option::is_some) {
                if let Some(live) = keys.get(&key) {
                    add_payment(count, payment, holds, tallies.entry((*live).clone()).or_default());
                    let of_batch = payment.is_of_batch(context.year);
                    let category = payment.category.filter(|_| of_batch);
                    category.into_iter().for_each(|one| {
                        batch.entry((*live).clone()).or_default().insert(one);
                    });
                }
                continue;
            }
            for live in keys.iter().filter(|live| agreement(live, &key) == Agreement::Possible) {
                tallies.entry((*live).clone()).or_default().unknown = true;
            }
        }
        batch
    }

    /// What is counted of the ledger.
    fn payments(&self) -> impl Iterator<Item = &Payment> {
        let Self { context, count, tallied, .. } = self;
        let paid = payments(context, count.over).filter(|payment| is_counted(context, count, payment));
        let of_year = matches!(count.over, CountOver::Year | CountOver::Both);
        let tallied = tallied
            .iter()
            .copied()
            .filter(move |payment| of_year && covers_payment(context.policy, &count.covers, payment));
        paid.chain(tallied)
    }
}

/// The payments that a count runs over. What an earlier batch of the year was paid for is of this year, as it would have
/// been in one run.
fn payments<'a>(context: &Context<'a>, over: CountOver) -> impl Iterator<Item = &'a Payment> {
    let batch = ledger::of_batch(context);
    let all = (0_u32..).map(PaymentId).zip(&context.register.payments);
    all.filter(move |(id, _)| match over {
        CountOver::Year => batch.contains(id),
        CountOver::History => !batch.contains(id),
        CountOver::Both => true,
        CountOver::Register => false,
    })
    .map(|(_, payment)| payment)
}

/// A payment to a holder, of what the count covers; what departments and towns got for it is no further achievement.
fn is_counted(context: &Context<'_>, count: &Count, payment: &Payment) -> bool {
    let paid = payment.facts.money(builtin::PAID);
    let holders = matches!(payment_role(payment), Role::Enterprise | Role::Person);
    // What the steps of another year left nothing of was never paid; of this year's it would have counted in one run.
    let counted_only = ledger::is_counted_only(payment)
        && (payment.nature() != Some(Nature::Zero) || payment.is_of_batch(context.year));
    (paid.is_some_and(|paid| paid.is_sign_positive() && !paid.is_zero()) || counted_only)
        && (holders || !count.covers.roles.is_empty())
        && covers_payment(context.policy, &count.covers, payment)
}

fn add_payment(count: &Count, payment: &Payment, holds: Truth, tally: &mut Tally) {
    let first = payment.facts.date(builtin::RECOGNISED).map(|date| date.first);
    let named = payment.product.is_some() || payment.certificate.is_some();
    let one = Seen::Paid(payment.category, payment.product.clone(), payment.certificate.clone(), first);
    if named && first.is_some() && !tally.seen.insert(one) {
        return;
    }
    let value = count.distinct.map(|field| match field {
        builtin::PRODUCT => payment.product.clone(),
        field => payment.facts.get(field).map(|fact| normal::key(&shown(&fact.value))),
    });
    tally.add(holds, payment.facts.whole(builtin::QUANTITY).unwrap_or(1), value);
}
