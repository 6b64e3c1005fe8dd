//! 限项: at most so many items or payees of a group; what falls outside gives way, what straddles keeps its units inside.

use super::batch::Earlier;
use super::book::{Book, Members};
use super::measure::Measure;
use crate::condition::number;
use crate::finding::Code;
use crate::grouping::{Key, key_of_payment};
use crate::model::achievement::{AchievementId, PaymentId};
use crate::model::entitlement::Against;
use crate::model::operation::Operation;
use crate::money::Money;
use crate::policy::{CountLimit, KeyPart, LimitOf, LimitTie, StepId, builtin};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// What is ranked: an achievement with its parts, or a payee with all it has in the group.
struct Ranked {
    parts: Members,
    measure: Measure,
    date: (bool, Option<jiff::civil::Date>),
    units: i64,
}

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &CountLimit) {
    let members = book.standing(&rule.covers);
    let limit = book.context.policy.tariff(rule.limit).value.to_i64().unwrap_or(0);
    let earlier = book.batch_by_key(&rule.covers, &rule.key);
    for (key, members) in book.groups(&members, &rule.key, true, step) {
        let role = book.entitlements[members[0]].role;
        let taken = taken(book, rule, earlier.get(&(role, key)).map_or(&[], Vec::as_slice));
        let rivals = !taken.payments.is_empty() || members.len() > 1 && rivals(book, &members);
        if rivals && book.hold_unnamed_products(&members, &rule.key, step) {
            continue;
        }
        if rivals && members.iter().any(|index| book.blurred.contains_key(index)) {
            book.hold_apart(&members, step, "前面的限额先扣了前一批已付的，名次不能比较");
            continue;
        }
        if let Some(mut ranked) = rank(book, rule, &members, &taken.places) {
            ranked.sort_by(|a, b| {
                let place = |item: &Ranked| book.rank(item.parts[0]);
                (b.measure, &a.date, place(a)).cmp(&(a.measure, &b.date, place(b)))
            });
            admit(book, step, rule, &ranked, (limit - taken.units).max(0), &taken);
        }
    }
}

/// Places of a group that an earlier batch of the year has taken; what was paid keeps its place.
struct Taken {
    units: i64,
    /// What has a place: things, or all that one payee was paid.
    places: Vec<Place>,
    payments: Vec<PaymentId>,
    /// What the steps of the batch left nothing of: with new items of its payee it might have had a place.
    lost: Vec<PaymentId>,
}

/// A place that is taken.
struct Place {
    paid: Vec<Earlier>,
}

impl Place {
    fn payments(&self) -> impl Iterator<Item = PaymentId> {
        self.paid.iter().flat_map(|one| one.payments.iter().copied())
    }

    fn is_of(&self, book: &Book<'_>, index: usize) -> bool {
        self.payments().next().is_some_and(|id| book.is_payee(index, id))
    }
}

fn taken(book: &Book<'_>, rule: &CountLimit, payments: &[PaymentId]) -> Taken {
    // What a new item stands in the place of takes no place beside it.
    let given: BTreeSet<PaymentId> =
        book.continued.values().flat_map(|continued| continued.payments.iter().copied()).collect();
    let paid = |id: &PaymentId| book.history.awarded[id.index()].is_positive() && !given.contains(id);
    let (payments, lost): (Vec<PaymentId>, Vec<PaymentId>) = payments.iter().copied().partition(paid);
    let things = book.earlier(&payments);
    let units = |places: usize| i64::try_from(places).unwrap_or(i64::MAX);
    let (units, places) = match rule.of {
        LimitOf::Items => {
            let units = things.iter().map(|one| one.units).sum();
            (units, things.into_iter().map(|one| Place { paid: vec![one] }).collect())
        }
        LimitOf::Payees => {
            let mut payees: BTreeMap<Key, Vec<PaymentId>> = BTreeMap::new();
            for id in &payments {
                let payee = key_of_payment(&[KeyPart::Payee], book.context, book.payment(*id));
                payees.entry(payee).or_default().push(*id);
            }
            let places: Vec<Place> =
                payees.into_values().map(|payments| Place { paid: book.earlier(&payments) }).collect();
            (units(places.len()), places)
        }
    };
    Taken { units, places, payments, lost }
}

/// Whether the group has more than one achievement.
fn rivals(book: &Book<'_>, members: &[usize]) -> bool {
    let of = |index: &usize| book.entitlements[*index].achievement;
    members.iter().any(|index| of(index).is_none() || of(index) != of(&members[0]))
}

/// Items or payees with their measure; none where a measure is missing, which holds the group. A payee that was paid
/// before has its place already.
fn rank(book: &mut Book<'_>, rule: &CountLimit, members: &[usize], placed: &[Place]) -> Option<Vec<Ranked>> {
    let mut groups: BTreeMap<u64, Members> = BTreeMap::new();
    for index in members {
        let entitlement = &book.entitlements[*index];
        let identity = match rule.of {
            LimitOf::Payees => u64::from(entitlement.payee.0),
            LimitOf::Items => {
                entitlement.achievement.map_or(u64::from(u32::MAX) + *index as u64, |id| u64::from(id.0))
            }
        };
        groups.entry(identity).or_default().push(*index);
    }
    let mut ranked = Vec::new();
    for parts in groups.into_values() {
        let measure = match rule.rank_by {
            None => Some(parts.iter().map(|index| book.one_run_net(*index)).sum()).map(|net: Money| {
                // An item's place is that of each of its units: three in one row stand where three rows would.
                let units = if rule.of == LimitOf::Items { book.units(parts[0]) } else { 1 };
                Measure::of_each(net.yuan(), units)
            }),
            Some(field) => {
                let stated = book.view(parts[0]).value(field, 0).and_then(|value| number(&value));
                stated.map(|value| Measure::of_each(value, 1))
            }
        };
        let Some(measure) = measure else {
            let field =
                rule.rank_by.map(|field| book.context.policy.field(field).name.clone()).unwrap_or_default();
            members.iter().for_each(|index| {
                book.hold(*index, Code::FactMissing, &format!("限项要按「{field}」排名，同组有成果没有写"))
            });
            return None;
        };
        let date = |id: AchievementId| {
            book.context.achievement(id).facts.date(builtin::RECOGNISED).map(|date| date.first)
        };
        let dates = parts.iter().filter_map(|index| book.entitlements[*index].achievement);
        let first = dates.filter_map(date).min();
        let units = match rule.of {
            LimitOf::Payees => i64::from(!placed.iter().any(|place| place.is_of(book, parts[0]))),
            LimitOf::Items => book.units(parts[0]),
        };
        ranked.push(Ranked { parts, measure, date: (first.is_none(), first), units });
    }
    Some(ranked)
}

fn admit(book: &mut Book<'_>, step: StepId, rule: &CountLimit, ranked: &[Ranked], limit: i64, taken: &Taken) {
    if rule.tie == LimitTie::Hold && hold_tie(book, step, ranked, limit) {
        return;
    }
    let all_in = if rule.tie == LimitTie::AllIn { tie_at(ranked, limit) } else { None };
    let mut left = limit;
    let mut inside = Against { payments: taken.payments.as_slice().into(), ..Against::default() };
    for item in ranked {
        let kept = item.units.min(left);
        left -= kept;
        if kept >= item.units || taken.places.is_empty() && all_in == Some(item.measure) {
            inside.entitlements = item.parts.iter().map(|index| book.id(*index)).collect();
            continue;
        }
        if item.parts.iter().any(|index| book.is_continued(*index)) {
            book.hold_apart(&item.parts, step, "前一批已付过其中的一部分，一次算完时却在名额以外");
            continue;
        }
        match beside(book, rule, item, ranked, taken) {
            // What is paid stands before the tie, which the limit parts as in one run.
            Beside::Behind if all_in == Some(item.measure) => {}
            Beside::Behind => keep(book, step, item, kept, &inside),
            Beside::Before => wait(book, step, item),
            Beside::Unknown => book.hold_apart(&item.parts, step, "台账分不清本项与前一批已付的谁的名次在前"),
            // The tie that the limit parts has one side paid.
            Beside::Level => match rule.tie {
                LimitTie::AllIn => {}
                LimitTie::Hold => hold_level(book, step, item),
                LimitTie::Order => book.hold_apart(&item.parts, step, "本项与前一批已付的名次并列"),
            },
        }
    }
}

/// Where an item that the limit leaves out stands to those that an earlier batch of the year was paid for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// One run would have left it out, too; or there was no earlier batch.
    Behind,
    /// In one run the limit would part the two, which are alike.
    Level,
    /// One run would have paid it.
    Before,
    /// Nobody can say.
    Unknown,
}

fn beside(book: &Book<'_>, rule: &CountLimit, item: &Ranked, ranked: &[Ranked], taken: &Taken) -> Beside {
    let mut worst = Beside::Behind;
    let most = item.measure.plus(lost(book, rule, item, taken));
    for place in &taken.places {
        let beside = match measured(book, rule, place, ranked) {
            Some((low, _)) if most < low => Beside::Behind,
            Some((_, Some(high))) if item.measure > high => Beside::Before,
            Some((low, Some(high))) if low == high && most == item.measure => level(book, rule, item, place),
            Some(_) | None => Beside::Unknown,
        };
        match beside {
            Beside::Before => return beside,
            Beside::Unknown => worst = beside,
            Beside::Level if worst == Beside::Behind => worst = beside,
            Beside::Level | Beside::Behind => {}
        }
    }
    worst
}

/// What more a payee would have in one run: what the batch's own steps took from it.
fn lost(book: &Book<'_>, rule: &CountLimit, item: &Ranked, taken: &Taken) -> Decimal {
    if rule.of != LimitOf::Payees || rule.rank_by.is_some() {
        return Decimal::ZERO;
    }
    let own = taken.lost.iter().filter(|id| book.is_payee(item.parts[0], **id));
    own.filter_map(|id| book.payment(*id).gross()).sum()
}

/// Two that measure the same: where ties go by order, the earlier one is before; which of them it is does not matter where one
/// payee gets the same for either.
fn level(book: &Book<'_>, rule: &CountLimit, item: &Ranked, place: &Place) -> Beside {
    if rule.tie != LimitTie::Order {
        return Beside::Level;
    }
    let first = place.paid.iter().map(|one| one.date).min();
    let same_payee = || {
        place.paid.iter().map(|one| one.units).sum::<i64>() == item.units
            && item.parts.iter().all(|index| place.payments().all(|id| book.is_payee(*index, id)))
    };
    match first.map(|first| first.cmp(&item.date)) {
        Some(Ordering::Less) => Beside::Behind,
        _ if rule.rank_by.is_none() && rule.of == LimitOf::Items && same_payee() => Beside::Behind,
        Some(Ordering::Greater) => Beside::Before,
        _ => Beside::Level,
    }
}

/// The measure of a place, between its lowest and its highest; what a payee gets now counts with what it was paid.
fn measured(
    book: &Book<'_>,
    rule: &CountLimit,
    place: &Place,
    ranked: &[Ranked],
) -> Option<(Measure, Option<Measure>)> {
    if let Some(field) = rule.rank_by {
        let stated = |id: PaymentId| number(&book.payment(id).facts.get(field)?.value);
        let all: Vec<Decimal> = place.payments().map(stated).collect::<Option<_>>()?;
        let measure = |value: Decimal| Measure::of_each(value, 1);
        return Some((measure(all.iter().copied().min()?), all.iter().copied().max().map(measure)));
    }
    let of_payee = |item: &&Ranked| rule.of == LimitOf::Payees && place.is_of(book, item.parts[0]);
    let now: Decimal = ranked.iter().filter(of_payee).map(|item| item.measure.sum()).sum();
    let low: Money = place.paid.iter().map(|one| one.low).sum();
    let high: Option<Money> = place.paid.iter().map(|one| one.high).sum();
    let units = if rule.of == LimitOf::Items { place.paid.iter().map(|one| one.units).sum() } else { 1 };
    let measure = |amount: Money| Measure::of_each(amount.yuan() + now, units);
    Some((measure(low), high.map(measure)))
}

fn hold_level(book: &mut Book<'_>, step: StepId, item: &Ranked) {
    let step = book.context.policy.steps[step.index()].id.clone();
    let why = format!("步骤「{step}」的名额本年前一批已付完，本项与已付的名次并列，政策规定由人决定");
    item.parts.iter().for_each(|index| book.hold(*index, Code::TieAtLimit, &why));
}

fn wait(book: &mut Book<'_>, step: StepId, item: &Ranked) {
    let step = book.context.policy.steps[step.index()].id.clone();
    let why = format!("步骤「{step}」的名额本年前一批已付完，本项名次却在已付的之前，一次算完时应奖的是本项");
    item.parts.iter().for_each(|index| book.hold(*index, Code::BatchOutranked, &why));
}

/// The measure of a tie that the limit parts: several items have it, and some of their units are in and some out.
fn tie_at(ranked: &[Ranked], limit: i64) -> Option<Measure> {
    let mut used = 0;
    for tied in ranked.chunk_by(|a, b| a.measure == b.measure) {
        let before = used;
        used += tied.iter().map(|item| item.units).sum::<i64>();
        if used > limit {
            return (tied.len() > 1 && before < limit).then(|| tied[0].measure);
        }
    }
    None
}

/// All items tied at the limit are held where the limit parts them.
fn hold_tie(book: &mut Book<'_>, step: StepId, ranked: &[Ranked], limit: i64) -> bool {
    let Some(measure) = tie_at(ranked, limit) else { return false };
    let step = book.context.policy.steps[step.index()].id.clone();
    for index in ranked.iter().filter(|item| item.measure == measure).flat_map(|item| item.parts.clone()) {
        book.hold(index, Code::TieAtLimit, &format!("步骤「{step}」限{limit}项，名次并列，政策规定由人决定"));
    }
    true
}

/// Keeps so many units of an item, over its parts by the running form; none for zero. It is compared with the last
/// item that is wholly inside the limit, and with what was paid before.
fn keep(book: &mut Book<'_>, step: StepId, item: &Ranked, kept: i64, inside: &Against) {
    let mut before = Money::ZERO;
    for index in &item.parts {
        let whole = book.net(*index);
        let operation = if kept <= 0 {
            Operation::GiveWay { net: whole }
        } else {
            let (kept, of) = (i128::from(kept), i128::from(item.units));
            Operation::Keep { before, whole, kept, of, unit: book.context.policy.unit }
        };
        before += whole;
        book.append(*index, step, operation, inside.clone());
    }
}
