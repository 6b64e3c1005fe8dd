//! Awards paid once for several achievements: where a step would treat the award otherwise if another of them carried it, no
//! date may decide which does, and all of them wait.

use super::book::Book;
use super::carried_limits;
use super::carried_parts;
use crate::context::View;
use crate::finding::Code;
use crate::grouping::{Agreement, Key, agreement, covers_award, once};
use crate::model::achievement::{Achievement, AchievementId};
use crate::model::entitlement::Cause;
use crate::policy::{
    AwardId, CountLimit, Covers, HighestBy, HighestOnly, KeyPart, LimitOf, Role, StepId, StepKind,
    UpgradeDifference, UpgradeMode,
};
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// So many achievements are named in a message.
const NAMED: usize = 3;

/// Holds every award paid once of which it matters to the step which of its achievements carries it.
pub(super) fn hold(book: &mut Book<'_>, step: StepId, kind: &StepKind) {
    let several = |index: &usize| {
        let entitlement = &book.entitlements[*index];
        let by_award = matches!(entitlement.cause, Cause::Award(_));
        by_award && !entitlement.supporting.is_empty() && book.net(*index).is_positive()
    };
    let once: Vec<usize> = (0..book.entitlements.len()).filter(several).collect();
    if once.is_empty() {
        return;
    }
    let apart = match kind {
        StepKind::HighestOnly(rule) => highest_only(book, rule, &once),
        StepKind::UpgradeDifference(rule) => upgrade(book, rule, &once),
        StepKind::CountLimit(rule) => count_limit(book, rule, &once),
        StepKind::Cap(rule) => carried_limits::cap(book, rule, &once),
        StepKind::Budget(rule) => carried_limits::budget(book, rule, &once),
        StepKind::DepartmentShare(departments) => carried_parts::shares(book, departments, &once),
        StepKind::Instalments(rule) => carried_parts::instalments(book, rule, &once),
        StepKind::Sharing(rule) => carried_parts::sharing(book, rule, &once),
    };
    for (index, seen) in apart {
        let why = told(book, step, index, &seen, kind);
        book.hold_all(index, Code::CarrierUnclear, &why);
    }
}

/// What a step sees of an award if an achievement carries it: none where the step does not take it in.
pub(super) type Sight = Option<(Key, Vec<Option<String>>)>;

/// What else of an achievement a step looks at.
pub(super) type More<'m> = &'m dyn Fn(&View<'_>, &Achievement) -> Vec<Option<String>>;

/// What a step sees of an award, each sight with the first achievement that gives it.
pub(super) type Seen = BTreeMap<Sight, AchievementId>;

/// The achievements behind an entitlement, the one that carries it first.
pub(super) fn members(book: &Book<'_>, index: usize) -> impl Iterator<Item = AchievementId> {
    let entitlement = &book.entitlements[index];
    entitlement.achievement.into_iter().chain(entitlement.supporting.iter().copied())
}

pub(super) fn award_of(book: &Book<'_>, index: usize) -> Option<AwardId> {
    match book.entitlements[index].cause {
        Cause::Award(award) => Some(award),
        Cause::Share(..) | Cause::Instalment(_) => None,
    }
}

/// The entitlements of which the step sees something else by another of their achievements, with what it sees.
pub(super) fn differing(
    book: &Book<'_>,
    once: &[usize],
    covers: &Covers,
    key: &[KeyPart],
    more: Option<More<'_>>,
) -> Vec<(usize, Seen)> {
    let policy = book.context.policy;
    let may_differ = |index: &usize| {
        award_of(book, *index).is_some_and(|award| {
            more.is_some()
                || !once::open_parts(policy, award, key).is_empty()
                || once::parts_them(policy, award, covers)
        })
    };
    let seen = |index: usize| {
        let award = award_of(book, index)?;
        let mut seen = Seen::new();
        for id in members(book, index) {
            let achievement = book.context.achievement(id);
            let sight = covers_award(policy, covers, award, achievement.category).then(|| {
                let more = more.map_or_else(Vec::new, |more| more(&book.view_as(index, id), achievement));
                (book.key_as(key, index, Some(id)), more)
            });
            seen.entry(sight).or_insert(id);
        }
        (seen.len() > 1).then_some((index, seen))
    };
    once.iter().copied().filter(may_differ).filter_map(seen).collect()
}

/// Entitlements that a step takes in, by role where it keeps them apart and by the keys of every achievement behind them.
pub(super) struct Rivals(BTreeMap<(Option<Role>, Key), Vec<usize>>);

impl Rivals {
    pub(super) fn of(book: &Book<'_>, covers: &Covers, key: &[KeyPart], with_role: bool) -> Self {
        let mut all: BTreeMap<(Option<Role>, Key), Vec<usize>> = BTreeMap::new();
        for index in book.positive(covers) {
            let role = with_role.then(|| book.entitlements[index].role);
            let keys: BTreeSet<Key> = match book.entitlements[index].supporting.as_slice() {
                [] => BTreeSet::from([book.key(key, index)]),
                _ => members(book, index).map(|id| book.key_as(key, index, Some(id))).collect(),
            };
            for key in keys {
                all.entry((role, key)).or_default().push(index);
            }
        }
        Self(all)
    }

    /// Others that an entitlement would stand beside under a key.
    pub(super) fn beside<'b>(
        &'b self,
        index: usize,
        role: Option<Role>,
        key: &'b Key,
    ) -> impl Iterator<Item = usize> + 'b {
        let known = key.iter().all(Option::is_some);
        let exact = self.0.get(&(role, key.clone())).filter(|_| known);
        let possible = self.0.iter().filter(move |((other, theirs), _)| {
            !known && *other == role && agreement(theirs, key) != Agreement::None
        });
        let all = exact.into_iter().chain(possible.map(|(_, indexes)| indexes)).flatten().copied();
        all.filter(move |other| *other != index)
    }

    /// Of these the ones that would compete with it: awards for one achievement do not.
    fn competing<'b>(
        &'b self,
        book: &'b Book<'_>,
        index: usize,
        key: &'b Key,
    ) -> impl Iterator<Item = usize> + 'b {
        let own: BTreeSet<AchievementId> = members(book, index).collect();
        let of_others =
            move |other: &usize| book.entitlements[*other].achievement.is_none_or(|id| !own.contains(&id));
        self.beside(index, Some(book.entitlements[index].role), key).filter(of_others)
    }
}

/// The keys that a step sees.
pub(super) fn keys(seen: &Seen) -> impl Iterator<Item = &Key> {
    seen.keys().flatten().map(|(key, _)| key)
}

type Apart = Vec<(usize, Seen)>;

fn highest_only(book: &Book<'_>, rule: &HighestOnly, once: &[usize]) -> Apart {
    let level = |_: &View<'_>, achievement: &Achievement| {
        let level = book.context.policy.category(achievement.category).level;
        vec![level.map(|level| level.to_string())]
    };
    let by_level = rule.by == HighestBy::Level;
    let more: Option<More<'_>> = if by_level { Some(&level) } else { None };
    let mut apart = differing(book, once, &rule.covers, &rule.key, more);
    if apart.is_empty() {
        return apart;
    }
    let rivals = Rivals::of(book, &rule.covers, &rule.key, true);
    let earlier = match rule.across_years {
        true => book.payments_by_key(&rule.covers, &rule.key),
        false => book.batch_by_key(&rule.covers, &rule.key),
    };
    apart.retain(|(index, seen)| {
        let role = book.entitlements[*index].role;
        keys(seen).any(|key| {
            let paid = earlier.get(&(role, key.clone())).into_iter().flatten();
            rivals.competing(book, *index, key).next().is_some()
                || paid.into_iter().any(|id| book.history.awarded[id.index()].is_positive())
        })
    });
    apart
}

/// What stands beside it in the year is no rival: an upgrade is compared with history alone.
fn upgrade(book: &Book<'_>, rule: &UpgradeDifference, once: &[usize]) -> Apart {
    if rule.mode == UpgradeMode::Full {
        return Apart::new();
    }
    let level = |_: &View<'_>, achievement: &Achievement| {
        let level = book.context.policy.category(achievement.category).level;
        vec![level.map(|level| level.to_string())]
    };
    let mut apart = differing(book, once, &rule.covers, &rule.key, Some(&level));
    if apart.is_empty() {
        return apart;
    }
    let earlier = book.payments_by_key(&rule.covers, &rule.key);
    apart.retain(|(index, seen)| {
        let role = book.entitlements[*index].role;
        let mut paid = keys(seen).filter_map(|key| earlier.get(&(role, key.clone()))).flatten();
        paid.any(|id| book.history.awarded[id.index()].is_positive() && !book.is_of_batch(*id))
    });
    apart
}

/// Where the limit leaves places for all, it does not matter in which group an award stands.
fn count_limit(book: &Book<'_>, rule: &CountLimit, once: &[usize]) -> Apart {
    let measure = |view: &View<'_>, _: &Achievement| {
        let value = rule.rank_by.and_then(|field| view.value(field, 0));
        vec![value.map(|value| crate::condition::shown(&value))]
    };
    let more: Option<More<'_>> = if rule.rank_by.is_some() { Some(&measure) } else { None };
    let mut apart = differing(book, once, &rule.covers, &rule.key, more);
    if apart.is_empty() {
        return apart;
    }
    let limit = book.context.policy.tariff(rule.limit).value.to_i64().unwrap_or(0);
    let rivals = Rivals::of(book, &rule.covers, &rule.key, true);
    let earlier = book.batch_by_key(&rule.covers, &rule.key);
    apart.retain(|(index, seen)| {
        let role = book.entitlements[*index].role;
        keys(seen).any(|key| {
            let beside = rivals.competing(book, *index, key);
            let taken: i64 = match rule.of {
                LimitOf::Items => beside.map(|other| book.units(other)).sum(),
                LimitOf::Payees => {
                    let payees: BTreeSet<_> = beside.map(|other| book.entitlements[other].payee).collect();
                    i64::try_from(payees.len()).unwrap_or(i64::MAX)
                }
            };
            let before = earlier.get(&(role, key.clone())).map_or(0, Vec::len);
            taken.saturating_add(i64::try_from(before).unwrap_or(i64::MAX)) >= limit
        })
    });
    apart
}

fn told(book: &Book<'_>, step: StepId, index: usize, seen: &Seen, kind: &StepKind) -> String {
    let policy = book.context.policy;
    let award = award_of(book, index).map_or("", |award| &policy.award(award).id);
    let step = &policy.steps[step.index()].id;
    let called = |id: &AchievementId| {
        let achievement = book.context.achievement(*id);
        format!("{}「{}」", policy.category(achievement.category).name, achievement.title)
    };
    let mut named: Vec<String> = seen.values().map(called).collect();
    named.dedup();
    let more = if named.len() > NAMED { "等" } else { "" };
    named.truncate(NAMED);
    let what = match kind {
        StepKind::HighestOnly(_) | StepKind::UpgradeDifference(_) => {
            "要和别的成果或历年兑现比，按各项比的对象不同"
        }
        StepKind::CountLimit(_) => "的名额，按各项占的不同",
        StepKind::Cap(_) | StepKind::Budget(_) => "的限额，按各项算的不同",
        StepKind::DepartmentShare(_) => "另给的奖励，按各项的对象不同",
        StepKind::Instalments(_) => "按各项分期不同",
        StepKind::Sharing(_) => "按各项由不同的单位承担",
    };
    format!("奖项「{award}」几项合起来只奖一次，步骤「{step}」{what}（{}{more}）", named.join("、"))
}
