//! What an earlier batch of the award year paid, set beside the new items as in one run; where the two cannot be compared as one
//! run would have, the new ones wait.

use super::book::Book;
use super::due::{standing_of, standing_of_live};
use crate::finding::Code;
use crate::grouping::key_of_payment;
use crate::model::achievement::{EnterpriseId, PaymentId};
use crate::model::entitlement::Cause;
use crate::money::{Money, Rounding};
use crate::policy::{CategoryId, Covers, KeyPart, StepId, builtin};
use jiff::civil::Date;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A day to order by: what has none comes last.
pub(super) type Day = (bool, Option<Date>);

/// One thing that an earlier batch awarded. What it had left at a step lies between what it had left in the end and what the
/// award gave.
pub(super) struct Earlier {
    pub payments: Vec<PaymentId>,
    pub low: Money,
    /// None where the workbook does not say.
    pub high: Option<Money>,
    pub level: usize,
    pub date: Day,
    pub units: i64,
}

impl Earlier {
    /// Whether an amount is above all, below all, or just what it was; none where nobody can say.
    pub fn compare(&self, amount: Money) -> Option<Ordering> {
        match self.high {
            _ if amount < self.low => Some(Ordering::Less),
            Some(high) if amount > high => Some(Ordering::Greater),
            Some(high) if high == self.low => Some(Ordering::Equal),
            _ => None,
        }
    }
}

/// What an earlier batch has paid of an entitlement, and that is no longer in its net.
#[derive(Clone, Debug, Default)]
pub(super) struct Continued {
    pub amount: Money,
    pub payments: Vec<PaymentId>,
}

/// What tells the things apart that a batch awarded.
type Thing<'a> = (Option<CategoryId>, Option<EnterpriseId>, &'a str, Option<Date>);

impl Book<'_> {
    /// The net that an entitlement would have in one run with the earlier batch.
    pub fn one_run_net(&self, index: usize) -> Money {
        self.net(index) + self.continued.get(&index).map_or(Money::ZERO, |continued| continued.amount)
    }

    /// Members that would have a positive net in one run.
    pub fn standing(&self, covers: &Covers) -> Vec<usize> {
        let mut members = self.members(covers);
        members.retain(|index| self.one_run_net(*index).is_positive());
        members
    }

    /// Whether an earlier batch has paid some of an entitlement.
    pub fn is_continued(&self, index: usize) -> bool {
        self.continued.get(&index).is_some_and(|continued| continued.amount.is_positive())
    }

    /// The payments of an earlier batch as the things that it awarded: the parts of joint holders are one, and what was paid in
    /// parts is.
    pub fn earlier(&self, payments: &[PaymentId]) -> Vec<Earlier> {
        let mut things: BTreeMap<Thing<'_>, Vec<PaymentId>> = BTreeMap::new();
        let mut alone: Vec<Vec<PaymentId>> = Vec::new();
        for id in payments.iter().copied().filter(|id| self.is_of_batch(*id)) {
            let payment = self.payment(id);
            let date = payment.facts.date(builtin::RECOGNISED).map(|date| date.first);
            match (date, &payment.certificate, &payment.product) {
                (Some(_), Some(certificate), _) => {
                    things.entry((payment.category, None, certificate, date)).or_default().push(id);
                }
                (Some(_), None, Some(product)) => {
                    let thing = (payment.category, Some(payment.holder), product.as_str(), date);
                    things.entry(thing).or_default().push(id);
                }
                _ => alone.push(vec![id]),
            }
        }
        let mut all: Vec<Vec<PaymentId>> = things.into_values().chain(alone).collect();
        all.sort();
        all.into_iter().map(|payments| self.as_one(payments)).collect()
    }

    fn as_one(&self, payments: Vec<PaymentId>) -> Earlier {
        let first = self.payment(payments[0]);
        let unit = self.context.policy.unit;
        let low = self.awarded(&payments);
        // Further rows of one award have no figure of their own; a workbook of an earlier version has none at all.
        let said: Vec<_> = payments.iter().filter_map(|id| self.payment(*id).gross()).collect();
        let high = Money::round(said.iter().sum(), unit, Rounding::Up).filter(|_| !said.is_empty());
        let level = first.category.and_then(|category| self.context.policy.category(category).level);
        let date = first.facts.date(builtin::RECOGNISED).map(|date| date.first);
        let units = first.facts.whole(builtin::QUANTITY).unwrap_or(1).max(1);
        Earlier {
            payments,
            low,
            high: high.map(|high| high.max(low)),
            level: level.unwrap_or(usize::MAX),
            date: (date.is_none(), date),
            units,
        }
    }

    /// Whether a payment went to the payee of an entitlement.
    pub fn is_payee(&self, index: usize, payment: PaymentId) -> bool {
        let parts = [KeyPart::Payee];
        let paid = key_of_payment(&parts, self.context, self.payment(payment));
        paid.iter().all(Option::is_some) && self.key(&parts, index) == paid
    }

    /// Takes what an earlier batch paid off an entitlement that stands in its place.
    pub fn continue_with(&mut self, index: usize, amount: Money, payments: &[PaymentId]) {
        let continued = self.continued.entry(index).or_default();
        continued.amount += amount;
        continued.payments.extend(payments);
    }

    /// Holds items that only one run over both batches can settle.
    pub fn hold_apart(&mut self, members: &[usize], step: StepId, why: &str) {
        let step = self.context.policy.steps[step.index()].id.clone();
        let why = format!("本年前一批付过的与本项要在步骤「{step}」一起算，{why}；两批分开算与一次算完不同");
        members.iter().for_each(|index| self.hold(*index, Code::BatchApart, &why));
    }

    /// Whether a limit leaves the members of a group alone, or looks at what the batch paid of them, too: if neither, it would
    /// limit only the rest of an award, and the group waits. True where it may go on.
    pub fn limits_whole(
        &mut self,
        members: &[usize],
        step: StepId,
        limit: Money,
        used: &[PaymentId],
    ) -> bool {
        let outside: Money = members
            .iter()
            .filter_map(|index| self.continued.get(index))
            .filter(|continued| !continued.payments.iter().all(|id| used.contains(id)))
            .map(|continued| continued.amount)
            .sum();
        let sum: Money = members.iter().map(|index| self.limited_amount(*index)).sum();
        if self.divided || !outside.is_positive() || sum + outside <= limit {
            return true;
        }
        self.hold_apart(members, step, "限的是整项奖励，前一批已付的一部分不在其内");
        false
    }

    /// Whether an entitlement stands behind each of these payments in canonical order, as far as their rows say.
    pub fn is_behind(&self, index: usize, payments: &[PaymentId]) -> bool {
        let Some(id) = self.entitlements[index].achievement else { return false };
        let own = standing_of_live(self.context, self.context.achievement(id));
        payments.iter().all(|id| standing_of(self.context, self.payment(*id)) < own)
    }

    /// Whether an entitlement stands before each of these payments in canonical order, as far as their rows say.
    pub fn is_before(&self, index: usize, payments: &[PaymentId]) -> bool {
        let place = self.place_of(index);
        !matches!(self.entitlements[index].cause, Cause::Instalment(_))
            && payments.iter().all(|id| super::due::place(self, self.payment(*id)) > place)
    }
}
