//! Limits that look at what an earlier batch of the year was paid, and steps beside them: where one run might have divided the limit
//! otherwise and another step looks at only some of the items, the new ones wait.

use super::batch::{Continued, Earlier};
use super::book::{Book, Members};
use super::limit::stated_amount;
use super::used::Used;
use crate::grouping::{Key, covers_entitlement, covers_paid, key_of_payment};
use crate::model::achievement::PaymentId;
use crate::money::Money;
use crate::policy::{Covers, KeyPart, Limit, ReduceBy, StepId, StepKind, UpgradeMode};
use std::sync::Arc;

/// That a limit took something off an item for what an earlier batch was paid.
#[derive(Clone, Debug)]
pub(super) struct Blur {
    /// What stood in the group: new items, and what the batch was awarded.
    members: Arc<[usize]>,
    batch: Arc<[PaymentId]>,
    /// The item's net before the limit.
    before: Money,
}

impl Book<'_> {
    /// Marks what a limit took off new items because of an earlier batch: one run would have taken off the batch's where these do
    /// not stand behind it, and nobody knows how much of it.
    pub(super) fn blur(&mut self, members: &[usize], limit: Money, used: &Used, reduce: ReduceBy) {
        let now: Money = members.iter().map(|index| self.net(*index)).sum();
        let before: Money = members.iter().map(|index| self.net_before_last(*index)).sum();
        if self.divided || before.min(limit) <= now || used.batch.is_empty() {
            return;
        }
        let paid: Vec<PaymentId> = used.payments.iter().copied().filter(|id| self.is_of_batch(*id)).collect();
        if reduce == ReduceBy::FromEnd && paid.len() == used.payments.len() {
            if let [only] = members
                && self.is_before(*only, &paid)
            {
                return self.continue_with(*only, before.min(limit) - now, &paid);
            }
            if members.iter().all(|index| self.is_behind(*index, &paid)) {
                return;
            }
        }
        let (all, batch): (Arc<[usize]>, Arc<[PaymentId]>) = (members.into(), used.batch.as_slice().into());
        for index in members {
            let before = self.net_before_last(*index);
            let blur = Blur { members: Arc::clone(&all), batch: Arc::clone(&batch), before };
            self.blurred.entry(*index).or_default().push(blur);
        }
    }

    /// Whether what an earlier batch was paid says what it had at a limit that binds in one run with it. Where a later step took
    /// more off some of it, one run would have divided the limit otherwise, and the new items wait. True where it may go on.
    pub(super) fn sees_batch(&mut self, members: &[usize], step: StepId, limit: Money, used: &Used) -> bool {
        if self.divided || used.batch.is_empty() {
            return true;
        }
        let things = self.earlier(&used.batch);
        let high: Option<Money> = things.iter().map(|thing| thing.high).sum();
        let older = used.sum - self.awarded(&used.batch).min(used.sum);
        let now: Money = members.iter().map(|index| self.net(*index)).sum();
        if high.is_some_and(|high| now + high + older <= limit) {
            return true;
        }
        let cut = things.iter().any(|thing| self.is_cut_later(thing, step, members, &used.batch));
        if cut {
            self.hold_apart(members, step, "前一批付过的在以后的步骤里又减过，在本步骤时有多少不知道");
        }
        !cut
    }

    /// Whether a later step may have taken something off what a batch was awarded, and looks at only some of a group.
    fn is_cut_later(&self, thing: &Earlier, step: StepId, members: &[usize], batch: &[PaymentId]) -> bool {
        if thing.high == Some(thing.low) {
            return false;
        }
        let policy = self.context.policy;
        let covers = |covers: &Covers| covers_paid(policy, covers, self.payment(thing.payments[0]));
        let gone = !thing.low.is_positive();
        let later = policy.steps.iter().skip(step.index() + 1);
        let later = later.take_while(|step| !matches!(step.kind, StepKind::Instalments(_)));
        later.map(|step| &step.kind).any(|kind| match kind {
            StepKind::HighestOnly(rule) => gone && covers(&rule.covers),
            StepKind::CountLimit(rule) => (gone || thing.units > 1) && covers(&rule.covers),
            StepKind::UpgradeDifference(rule) => {
                rule.mode != UpgradeMode::Full
                    && covers(&rule.covers)
                    && self.has_past(thing, &rule.covers, &rule.key)
            }
            StepKind::Cap(rule) => {
                covers(&rule.covers)
                    && !self.takes_in_all(&rule.covers, &rule.key, members, batch)
                    && self.may_fill(thing, &rule.covers, &rule.key, &rule.limit)
            }
            StepKind::Budget(rule) => {
                covers(&rule.covers)
                    && !self.takes_in_all(&rule.covers, &[], members, batch)
                    && self.may_fill(thing, &rule.covers, &[], &rule.limit)
            }
            StepKind::DepartmentShare(_) | StepKind::Instalments(_) | StepKind::Sharing(_) => false,
        })
    }

    /// Whether an earlier year paid something in the group of what a batch awarded.
    fn has_past(&self, thing: &Earlier, covers: &Covers, key: &[KeyPart]) -> bool {
        let mine = key_of_payment(key, self.context, self.payment(thing.payments[0]));
        let groups = self.payments_by_key(covers, key);
        let mut paid = groups.iter().filter(|((_, key), _)| *key == mine).flat_map(|(_, paid)| paid);
        paid.any(|id| !self.is_of_batch(*id))
    }

    /// Whether new items and payments of a group are in one group of another limit, too: what the first moves between them, the
    /// other does not notice.
    fn takes_in_all(&self, covers: &Covers, key: &[KeyPart], members: &[usize], batch: &[PaymentId]) -> bool {
        let policy = self.context.policy;
        let mut keys: Vec<Key> = Vec::new();
        for index in members {
            if !covers_entitlement(policy, covers, &self.entitlements[*index]) {
                return false;
            }
            keys.push(self.key(key, *index));
        }
        for id in batch {
            if !covers_paid(policy, covers, self.payment(*id)) {
                return false;
            }
            keys.push(key_of_payment(key, self.context, self.payment(*id)));
        }
        let first = keys.first().filter(|key| key.iter().all(Option::is_some));
        first.is_some_and(|first| keys.iter().all(|key| key == first))
    }

    /// Whether a limit may have taken something off what a batch was paid: then it is paid out.
    fn may_fill(&self, thing: &Earlier, covers: &Covers, key: &[KeyPart], limit: &Limit) -> bool {
        let Some(limit) = stated_amount(self, limit) else { return true };
        if key.contains(&KeyPart::Achievement) {
            return thing.low >= limit.times(thing.units);
        }
        let mine = key_of_payment(key, self.context, self.payment(thing.payments[0]));
        let groups = self.payments_by_key(covers, key);
        let paid = groups.into_iter().filter(|((_, key), _)| *key == mine).flat_map(|(_, paid)| paid);
        self.awarded(&paid.collect::<Vec<_>>()) >= limit
    }

    /// Whether a limit leaves alone what an earlier one took from new items for an earlier batch: in one run they might have had
    /// more of it, and the limit would have taken that off. True where it may go on; else those items wait.
    pub(super) fn limits_clear(
        &mut self,
        members: &[usize],
        step: StepId,
        (covers, key): (&Covers, &[KeyPart]),
        (limit, used): (Money, &Used),
    ) -> bool {
        let moved: Members =
            members.iter().copied().filter(|index| self.is_moved(*index, covers, key)).collect();
        let most: Money = members
            .iter()
            .map(|index| match self.blurred.get(index).and_then(|blurs| blurs.first()) {
                Some(blur) if moved.contains(index) => blur.before,
                _ => self.limited_amount(*index),
            })
            .sum();
        if moved.is_empty() || most + used.sum <= limit {
            return true;
        }
        self.hold_apart(&moved, step, "前面的限额先扣了前一批已付的，本步骤该减多少不能比较");
        false
    }

    /// Whether a limit moved something between an item and what does not stand beside it in a group of another step.
    fn is_moved(&self, index: usize, covers: &Covers, key: &[KeyPart]) -> bool {
        let blurs = self.blurred.get(&index).into_iter().flatten();
        blurs.into_iter().any(|blur| !self.takes_in_all(covers, key, &blur.members, &blur.batch))
    }

    /// The items with which a limit moved something between what a cover takes in and what it does not: where that is not known,
    /// and where one run would have left an item more and a batch's payment less.
    pub(super) fn moved_across(&self, covers: &Covers) -> Members {
        let taken = |(index, continued): (&usize, &Continued)| {
            let own = covers_entitlement(self.context.policy, covers, &self.entitlements[*index]);
            let of_others = continued
                .payments
                .iter()
                .any(|id| covers_paid(self.context.policy, covers, self.payment(*id)) != own);
            of_others.then_some(*index)
        };
        let policy = self.context.policy;
        let across = |blur: &Blur| {
            let live = blur.members.iter();
            let live = live.map(|index| covers_entitlement(policy, covers, &self.entitlements[*index]));
            let paid = blur.batch.iter().map(|id| covers_paid(policy, covers, self.payment(*id)));
            let all: Vec<bool> = live.chain(paid).collect();
            all.contains(&true) && all.contains(&false)
        };
        let blurred = self.blurred.iter().filter(|(_, blurs)| blurs.iter().any(across));
        let mut moved: Members = blurred.map(|(index, _)| *index).collect();
        moved.extend(self.continued.iter().filter_map(taken));
        moved.sort_unstable();
        moved.dedup();
        moved
    }
}
