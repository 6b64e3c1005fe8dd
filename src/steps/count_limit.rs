//! 限项: at most so many items or payees of a group; what falls outside gives way, what straddles keeps its units inside.

use super::book::{Book, Members};
use crate::condition::number;
use crate::finding::Code;
use crate::ledger;
use crate::model::achievement::{AchievementId, EnterpriseId, PaymentId};
use crate::model::entitlement::Against;
use crate::model::operation::Operation;
use crate::money::Money;
use crate::policy::{CountLimit, LimitOf, LimitTie, StepId, builtin};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// What is ranked: an achievement with its parts, or a payee with all it has in the group.
struct Ranked {
    parts: Members,
    measure: Decimal,
    date: (bool, Option<jiff::civil::Date>),
    units: i64,
}

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &CountLimit) {
    let members = book.positive(&rule.covers);
    let limit = book.context.policy.tariff(rule.limit).value.to_i64().unwrap_or(0);
    let earlier = book.batch_by_key(&rule.covers, &rule.key);
    for (key, members) in book.groups(&members, &rule.key, true, step) {
        let role = book.entitlements[members[0]].role;
        let taken = taken(book, rule, earlier.get(&(role, key)).map_or(&[], Vec::as_slice));
        let rivals = !taken.payments.is_empty() || members.len() > 1 && rivals(book, &members);
        if rivals && book.hold_unnamed_products(&members, &rule.key, step) {
            continue;
        }
        if let Some(mut ranked) = rank(book, rule, &members, &taken.payees) {
            ranked.sort_by(|a, b| {
                let place = |item: &Ranked| book.rank(item.parts[0]);
                (b.measure, &a.date, place(a)).cmp(&(a.measure, &b.date, place(b)))
            });
            admit(book, step, rule, &ranked, (limit - taken.units).max(0), &taken.payments);
        }
    }
}

/// Places of a group that an earlier batch of the year has taken; what was paid keeps its place.
struct Taken {
    units: i64,
    payees: BTreeSet<EnterpriseId>,
    payments: Vec<PaymentId>,
}

fn taken(book: &Book<'_>, rule: &CountLimit, payments: &[PaymentId]) -> Taken {
    // What an earlier step has replaced by a higher item takes no place beside it.
    let paid = |id: &PaymentId| {
        book.history.awarded[id.index()].is_positive() && book.remaining[id.index()].is_positive()
    };
    let payments: Vec<PaymentId> = payments.iter().copied().filter(paid).collect();
    let payees: BTreeSet<EnterpriseId> = payments.iter().map(|id| book.payment(*id).enterprise).collect();
    let quantity =
        |one: &Vec<PaymentId>| book.payment(one[0]).facts.whole(builtin::QUANTITY).unwrap_or(1).max(1);
    let units = match rule.of {
        LimitOf::Payees => i64::try_from(payees.len()).unwrap_or(i64::MAX),
        LimitOf::Items => ledger::one_by_one(book.context, &payments).iter().map(quantity).sum(),
    };
    Taken { units, payees, payments }
}

/// Whether the group has more than one achievement.
fn rivals(book: &Book<'_>, members: &[usize]) -> bool {
    let of = |index: &usize| book.entitlements[*index].achievement;
    members.iter().any(|index| of(index).is_none() || of(index) != of(&members[0]))
}

/// Items or payees with their measure; none where a measure is missing, which holds the group. A payee that was paid
/// before has its place already.
fn rank(
    book: &mut Book<'_>,
    rule: &CountLimit,
    members: &[usize],
    placed: &BTreeSet<EnterpriseId>,
) -> Option<Vec<Ranked>> {
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
            None => Some(parts.iter().map(|index| book.net(*index).yuan()).sum()),
            Some(field) => book.view(parts[0]).value(field, 0).and_then(|value| number(&value)),
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
            LimitOf::Payees => i64::from(!placed.contains(&book.enterprise(parts[0]))),
            LimitOf::Items => book.units(parts[0]),
        };
        ranked.push(Ranked { parts, measure, date: (first.is_none(), first), units });
    }
    Some(ranked)
}

fn admit(
    book: &mut Book<'_>,
    step: StepId,
    rule: &CountLimit,
    ranked: &[Ranked],
    limit: i64,
    earlier: &[PaymentId],
) {
    if rule.tie == LimitTie::Hold && hold_tie(book, step, ranked, limit) {
        return;
    }
    let all_in = if rule.tie == LimitTie::AllIn { tie_at(ranked, limit) } else { None };
    let mut left = limit;
    let mut inside = Against { payments: earlier.into(), ..Against::default() };
    for item in ranked {
        let kept = item.units.min(left);
        left -= kept;
        if kept < item.units && all_in != Some(item.measure) {
            match beside(book, rule, item, earlier) {
                Beside::Behind => keep(book, step, item, kept, &inside),
                Beside::Before => wait(book, step, item),
                // The tie that the limit parts has one side paid.
                Beside::Level => match rule.tie {
                    LimitTie::AllIn => {}
                    LimitTie::Hold => hold_level(book, step, item),
                    LimitTie::Order => keep(book, step, item, kept, &inside),
                },
            }
        } else {
            inside.entitlements = item.parts.iter().map(|index| book.id(*index)).collect();
        }
    }
}

/// Where an item that the limit leaves out stands to the last of those that an earlier batch of the year was paid for.
enum Beside {
    /// One run would have left it out, too; or there was no earlier batch.
    Behind,
    /// In one run the limit would part the two, which are alike.
    Level,
    /// One run would have paid it, or nobody can say.
    Before,
}

fn beside(book: &Book<'_>, rule: &CountLimit, item: &Ranked, earlier: &[PaymentId]) -> Beside {
    let measure = |id: &PaymentId| match rule.rank_by {
        None => Some(book.history.awarded[id.index()].yuan()),
        Some(field) => book.payment(*id).facts.get(field).and_then(|fact| number(&fact.value)),
    };
    let paid: Option<Vec<Decimal>> = earlier.iter().map(measure).collect();
    match paid.map(|paid| paid.into_iter().min()) {
        Some(None) => Beside::Behind,
        Some(Some(last)) => match last.cmp(&item.measure) {
            Ordering::Less => Beside::Before,
            Ordering::Equal => Beside::Level,
            Ordering::Greater => Beside::Behind,
        },
        None => Beside::Before,
    }
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
fn tie_at(ranked: &[Ranked], limit: i64) -> Option<Decimal> {
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
