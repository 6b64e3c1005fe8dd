//! What history has used up of a limit, and what of it counts as deducted.

use super::book::Book;
use crate::grouping::Key;
use crate::model::achievement::PaymentId;
use crate::model::nature::Nature;
use crate::model::operation::Form;
use crate::money::Money;
use crate::policy::{Covers, KeyPart, ReduceBy, UsedBy, builtin};
use std::collections::BTreeMap;

/// What history has used up of a limit: how much, and by which payments.
#[derive(Clone, Debug, Default)]
pub(super) struct Used {
    pub sum: Money,
    pub payments: Vec<PaymentId>,
    /// What an earlier batch of the year awarded in the group, and what its steps left nothing of.
    pub batch: Vec<PaymentId>,
}

impl Book<'_> {
    /// What history has used up of a limit, by group key. Before instalments a limit is for whole awards; after them
    /// for what is paid in a year.
    pub(super) fn used(&self, covers: &Covers, parts: &[KeyPart], used_by: UsedBy) -> BTreeMap<Key, Used> {
        let mut used: BTreeMap<Key, Used> = BTreeMap::new();
        let spent = if self.divided { &self.history.paid } else { &self.history.awarded };
        let counts = |id: &PaymentId| {
            let year = self.payment(*id).facts.whole(builtin::YEAR);
            // An instalment of an earlier award is no award of this year: a limit on whole awards has seen it then.
            let of_year = year == Some(i64::from(self.context.year))
                && (self.divided || !self.history.rows.instalment[id.index()]);
            // An earlier batch of the year is no history: in one run it would stand in the group.
            match used_by {
                UsedBy::All => true,
                UsedBy::SameYear => of_year,
                UsedBy::None => of_year && self.payment(*id).of_workbook,
            }
        };
        for ((_, key), payments) in self.payments_by_key(covers, parts) {
            let used = used.entry(key).or_default();
            for id in payments {
                let own = self.is_of_batch(id) && self.payment(id).nature() != Some(Nature::Counted);
                used.batch.extend(own.then_some(id));
                if counts(&id) && spent[id.index()].is_positive() {
                    used.sum += spent[id.index()];
                    used.payments.push(id);
                }
            }
        }
        used.values_mut().for_each(|used| used.sum = used.sum.ceil_to(self.context.policy.unit));
        used
    }

    /// What a limit took off an item because of what its own payee was paid before is deducted of that: a later step does not
    /// deduct it again. Of a limit that several share, what one was paid took nothing off the one in particular.
    pub(super) fn use_up(&mut self, members: &[usize], limit: Money, used: &Used, reduce: ReduceBy) {
        let Some(first) = members.first().filter(|_| !self.divided) else { return };
        let holder = self.enterprise(*first);
        let own = members.iter().all(|index| self.enterprise(*index) == holder)
            && used.payments.iter().all(|id| self.payment(*id).holder == holder);
        if !own {
            return;
        }
        for (index, taken) in self.taken_for_history(members, limit, reduce) {
            let paid: Vec<PaymentId> =
                used.payments.iter().copied().filter(|id| self.is_payee(index, *id)).collect();
            self.deduct(&paid, taken);
        }
    }

    /// What each item would have had more under a limit that history had not used up.
    fn taken_for_history(&self, members: &[usize], limit: Money, reduce: ReduceBy) -> Vec<(usize, Money)> {
        let unit = self.context.policy.unit;
        let total = members.iter().map(|index| self.net_before_last(*index)).sum();
        let form = match reduce {
            ReduceBy::FromEnd => Form::FromEnd { limit },
            ReduceBy::ProRata => Form::ProRata { limit, total },
        };
        let mut sum = Money::ZERO;
        let taken = members.iter().filter_map(|index| {
            let before = form.at(sum, unit)?;
            sum += self.net_before_last(*index);
            let (alone, now) = (form.at(sum, unit)? - before, self.net(*index));
            (alone > now).then(|| (*index, alone - now))
        });
        taken.collect()
    }

    /// The net before the last entry.
    pub(super) fn net_before_last(&self, index: usize) -> Money {
        let last = self.entitlements[index].entries.last().map_or(Money::ZERO, |entry| entry.amount);
        self.net(index) - last
    }
}
