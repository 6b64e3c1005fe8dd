//! Limits in money: what a cap or budget may reach for a group, and how amounts over it are reduced.

use super::book::Book;
use crate::condition::number;
use crate::finding::Code;
use crate::grouping::{Agreement, Key, agreement, covers_payment, key_of_payment};
use crate::model::entitlement::{Against, Allocation, Entry};
use crate::model::operation::{Form, Operation};
use crate::money::{Money, Rounding, exact_product};
use crate::policy::{Covers, KeyPart, Limit, ReduceBy, Shortfall, StepId, TariffKind, UsedBy, builtin};
use rust_decimal::Decimal;

/// A group that a limit applies to.
pub(super) struct Limited<'g> {
    pub step: StepId,
    pub members: &'g [usize],
    pub limit: Money,
    pub reduce: ReduceBy,
    /// A stated total for pro rata, at least the group's sum.
    pub total: Option<Money>,
    pub shortfall: Option<Shortfall>,
}

impl Book<'_> {
    /// The limit of so many units for a group, rounded down; none where an operand is missing, which holds the group.
    pub(super) fn limit_of(
        &mut self,
        limit: &Limit,
        units: i64,
        members: &[usize],
        step: StepId,
    ) -> Option<Money> {
        let policy = self.context.policy;
        let yuan = match limit {
            Limit::Amount(tariff) => Some(policy.tariff(*tariff).value),
            Limit::RateOfField { rate, field, year, less } => {
                let rate = policy.tariff(*rate).value;
                let values = members.iter().map(|index| {
                    let view = self.view(*index);
                    let value = view.value(*field, *year).and_then(|value| number(&value))?;
                    let less =
                        less.iter().map(|field| view.value(*field, *year).and_then(|value| number(&value)));
                    let less = less.sum::<Option<Decimal>>()?;
                    exact_product(rate, value).map(|limit| (limit - less).max(Decimal::ZERO))
                });
                let values: Option<Vec<Decimal>> = values.collect();
                values.and_then(|values| {
                    values.first().copied().filter(|first| values.iter().all(|value| value == first))
                })
            }
        };
        let whole = yuan.and_then(|yuan| exact_product(yuan, Decimal::from(units)));
        let limit = whole.and_then(|yuan| Money::round(yuan, policy.unit, Rounding::Down));
        if limit.is_none() {
            let step = policy.steps[step.index()].id.clone();
            members.iter().for_each(|index| {
                self.hold(
                    *index,
                    Code::LimitMissing,
                    &format!("步骤「{step}」的限额缺少数据，或同组各项的数据不一致"),
                )
            });
        }
        limit
    }

    /// What history has used up of a limit.
    pub(super) fn used(&self, covers: &Covers, parts: &[KeyPart], key: &Key, used_by: UsedBy) -> Money {
        let context = self.context;
        if used_by == UsedBy::None {
            return Money::ZERO;
        }
        let paid = super::history::paid_before(context);
        let payments = context.register.payments.iter().zip(paid).filter(|(payment, _)| {
            let year = payment.facts.whole(builtin::YEAR);
            (used_by == UsedBy::All || year == Some(i64::from(context.year)))
                && covers_payment(context.policy, covers, payment)
                && agreement(key, &key_of_payment(parts, context, payment)) == Agreement::Full
        });
        payments.map(|(_, paid)| paid).sum()
    }

    /// What the limit looks at: the net, or once instalments are made what is due this year.
    pub(super) fn limited_amount(&self, index: usize) -> Money {
        if self.divided { self.entitlements[index].due(self.context.year) } else { self.net(index) }
    }

    /// Reduces a group to its limit by the running form in canonical order.
    pub(super) fn reduce(&mut self, group: &Limited<'_>) {
        let sum: Money = group.members.iter().map(|index| self.limited_amount(*index)).sum();
        if sum <= group.limit && group.total.is_none_or(|total| total <= group.limit) {
            return;
        }
        let form = match group.reduce {
            ReduceBy::FromEnd => Form::FromEnd { limit: group.limit },
            ReduceBy::ProRata => {
                Form::ProRata { limit: group.limit, total: group.total.unwrap_or(sum).max(sum) }
            }
        };
        let mut before = Money::ZERO;
        let mut previous = None;
        for index in group.members {
            let net = self.limited_amount(*index);
            let operation =
                Operation::Running { before, net, previous, form, unit: self.context.policy.unit };
            before += net;
            previous = Some(self.id(*index));
            if self.divided {
                self.shorten(*index, group, operation);
            } else {
                self.append(*index, group.step, operation, Against::default());
            }
        }
    }

    /// Takes a reduction off what is due this year: it lapses, or is carried to the next.
    fn shorten(&mut self, index: usize, group: &Limited<'_>, operation: Operation) {
        let Some(amount) = operation.amount() else {
            return self.hold(index, Code::AmountBeyond, "金额超出精确计算的范围");
        };
        if amount.is_zero() {
            return;
        }
        let (year, clause) = (self.context.year, self.context.policy.steps[group.step.index()].clause);
        let entitlement = &mut self.entitlements[index];
        let Some(due) =
            entitlement.allocations.iter_mut().find(|allocation| allocation.due_year == Some(year))
        else {
            return;
        };
        due.amount += amount;
        due.operations.push(operation.clone());
        let instalment = due.instalment;
        if group.shortfall == Some(Shortfall::Carried) {
            let funder = due.funder.clone();
            entitlement.allocations.push(Allocation {
                due_year: Some(year + 1),
                funder,
                borne_by: None,
                amount: -amount,
                step: Some(group.step),
                clause,
                instalment,
                operations: vec![operation],
            });
        } else {
            entitlement.entries.push(Entry {
                step: Some(group.step),
                clause,
                amount,
                operation,
                against: Against::default(),
            });
        }
    }
}

/// Whether a limit is a stated amount (and so multiplies by quantity where it is per achievement).
pub(super) fn is_stated(book: &Book<'_>, limit: &Limit) -> bool {
    matches!(limit, Limit::Amount(tariff) if book.context.policy.tariff(*tariff).kind == TariffKind::Money)
}
