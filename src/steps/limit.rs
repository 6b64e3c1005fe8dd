//! Limits in money: what a cap or budget may reach for a group, and how amounts over it are reduced.

use super::book::Book;
use crate::condition::number;
use crate::finding::Code;
use crate::model::achievement::PaymentId;
use crate::model::entitlement::{Against, Allocation, EntitlementId};
use crate::model::operation::{Bound, Expr, Form, Operation};
use crate::money::{Money, Rounding, Unit};
use crate::policy::{FieldId, Limit, Policy, ReduceBy, Shortfall, StepId, StepKind, TariffId, TariffKind};
use rust_decimal::Decimal;
use std::sync::Arc;

/// A group that a limit applies to.
pub(super) struct Limited<'g> {
    pub step: StepId,
    pub members: &'g [usize],
    pub limit: Money,
    pub reduce: ReduceBy,
    /// A stated total for pro rata; the group's sum where there is none.
    pub total: Option<Money>,
    /// Where the limit comes from.
    pub bound: &'g Arc<Bound>,
    /// The last item of the class before.
    pub behind: Option<EntitlementId>,
    pub shortfall: Option<Shortfall>,
    /// The earlier payments that have used some of the limit up.
    pub used_by: Arc<[PaymentId]>,
}

impl Limited<'_> {
    fn against(&self) -> Against {
        Against { payments: Arc::clone(&self.used_by), ..Against::default() }
    }
}

impl Book<'_> {
    /// The limit of so many units for a group, with its figure, rounded down; none where an operand is missing, which
    /// holds the group.
    pub(super) fn limit_of(
        &mut self,
        limit: &Limit,
        units: i64,
        members: &[usize],
        step: StepId,
    ) -> Option<(Money, Expr)> {
        let policy = self.context.policy;
        // A stated amount is the same for all.
        let looked = if matches!(limit, Limit::Amount(_)) { members.get(..1)? } else { members };
        let figures: Option<Vec<Expr>> =
            looked.iter().map(|index| self.limit_figure(limit, units, *index)).collect();
        let same = figures.and_then(|figures| {
            let first = figures.first()?.value()?;
            let same = figures.iter().all(|figure| figure.value() == Some(first));
            figures.into_iter().next().filter(|_| same)
        });
        let money = same
            .and_then(|figure| Some((Money::round(figure.value()?, policy.unit, Rounding::Down)?, figure)));
        if money.is_none() {
            let step = &policy.steps[step.index()].id;
            let why =
                format!("步骤「{step}」的限额{}缺少数据，或同组各项的数据不一致", operands(policy, limit));
            members.iter().for_each(|index| self.hold(*index, Code::LimitMissing, &why));
        }
        money
    }

    /// The limit of so many units in 元, as one member sees it.
    fn limit_figure(&self, limit: &Limit, units: i64, index: usize) -> Option<Expr> {
        let policy = self.context.policy;
        let tariff = |id: &TariffId| Expr::Tariff(*id, policy.tariff(*id).value);
        let figure = match limit {
            Limit::Amount(amount) => tariff(amount),
            Limit::RateOfField { rate, field, year, less } => {
                let view = self.view(index);
                let operand = |field: &FieldId| {
                    let value = number(view.value(*field, *year)?.as_ref())?;
                    Some(match view.cell(*field, *year) {
                        Some(cell) => Expr::Cell(cell, value),
                        None => Expr::Counted(value),
                    })
                };
                let product = Expr::Product(vec![tariff(rate), operand(field)?]);
                let less: Vec<Expr> = less.iter().map(operand).collect::<Option<_>>()?;
                let rest = if less.is_empty() {
                    product
                } else {
                    Expr::Difference(Box::new(product), Box::new(Expr::Sum(less)))
                };
                Expr::Greatest(Box::new(rest), Box::new(Expr::Counted(Decimal::ZERO)))
            }
        };
        let times = |units: i64| Expr::Product(vec![figure.clone(), Expr::Counted(units.into())]);
        Some(if units == 1 { figure.clone() } else { times(units) })
    }

    /// What the limit looks at: the net, or once instalments are made what is due this year.
    pub(super) fn limited_amount(&self, index: usize) -> Money {
        if self.divided { self.entitlements[index].due(self.context.year) } else { self.net(index) }
    }

    /// Reduces a group to its limit by the running form in canonical order. Within the limit the entries are of nothing,
    /// so that every item that the limit looked at says so.
    pub(super) fn reduce(&mut self, group: &Limited<'_>) {
        let sum: Money = group.members.iter().map(|index| self.limited_amount(*index)).sum();
        let form = match group.reduce {
            ReduceBy::FromEnd => Form::FromEnd { limit: group.limit },
            ReduceBy::ProRata => Form::ProRata { limit: group.limit, total: group.total.unwrap_or(sum) },
        };
        let unit = self.unit_of(group.members, form);
        let mut before = Money::ZERO;
        let mut previous = None;
        for index in group.members {
            let net = self.limited_amount(*index);
            let operation = Operation::Running {
                before,
                net,
                previous,
                form,
                unit,
                bound: Some(Arc::clone(group.bound)),
                behind: group.behind,
            };
            before += net;
            previous = Some(self.id(*index));
            if self.divided {
                self.shorten(*index, group, operation);
            } else {
                self.append(*index, group.step, operation, group.against());
            }
        }
    }

    /// The unit in which a limit divides: the policy's. What is due after instalments may be no multiple of it, and a part
    /// rounded to it more than an item has: then that of the instalments, or 分.
    fn unit_of(&self, members: &[usize], form: Form) -> Unit {
        let policy = self.context.policy;
        let divided = policy.steps.iter().find_map(|step| match &step.kind {
            StepKind::Instalments(rule) => Some(rule.unit),
            _ => None,
        });
        let fits = |unit: &Unit| {
            let mut sum = Money::ZERO;
            members.iter().all(|index| {
                let (due, before) = (self.limited_amount(*index), sum);
                sum += due;
                let part = form.at(sum, *unit).zip(form.at(before, *unit));
                part.is_none_or(|(upto, before)| upto - before <= due)
            })
        };
        let mut units = [Some(policy.unit), divided.filter(|_| self.divided)].into_iter().flatten();
        if self.divided { units.find(fits).unwrap_or(Unit::FEN) } else { policy.unit }
    }

    /// Takes a reduction off what is due this year: it lapses, or is carried to the next.
    fn shorten(&mut self, index: usize, group: &Limited<'_>, operation: Operation) {
        let Some(amount) = operation.amount() else {
            return self.hold(index, Code::AmountBeyond, "金额超出精确计算的范围");
        };
        let taken = self.take_off_this_year(index, -amount, &operation);
        if taken.is_empty() {
            self.looked_at(index, &operation);
        }
        if group.shortfall == Some(Shortfall::Carried) {
            let clause = self.context.policy.steps[group.step.index()].clause;
            let next = Some(self.context.year + 1);
            let carried = taken.into_iter().map(|part| Allocation {
                due_year: next,
                step: Some(group.step),
                clause,
                operations: vec![operation.clone()],
                ..part
            });
            self.entitlements[index].allocations.extend(carried);
        } else {
            self.append(index, group.step, operation, group.against());
        }
    }

    /// What is due this year and within the limit says so.
    fn looked_at(&mut self, index: usize, operation: &Operation) {
        let year = Some(self.context.year);
        let due = self.entitlements[index].allocations.iter_mut().rev().find(|due| due.due_year == year);
        if let Some(due) = due {
            due.operations.push(operation.clone());
        }
    }

    /// Takes an amount off what is due this year, its last parts first; gives what was taken.
    fn take_off_this_year(&mut self, index: usize, amount: Money, operation: &Operation) -> Vec<Allocation> {
        let year = Some(self.context.year);
        let mut left = amount;
        let mut taken = Vec::new();
        for due in self.entitlements[index].allocations.iter_mut().rev().filter(|due| due.due_year == year) {
            let part = left.min(due.amount);
            if part.is_positive() {
                taken.push(Allocation { amount: part, ..due.clone() });
                due.amount = due.amount - part;
                due.operations.push(operation.clone());
                left = left - part;
            }
        }
        taken
    }
}

/// The fields that a limit is computed from, as a message names them.
fn operands(policy: &Policy, limit: &Limit) -> String {
    match limit {
        Limit::Amount(_) => String::new(),
        Limit::RateOfField { field, less, .. } => {
            let names = std::iter::once(field).chain(less).map(|field| policy.field(*field).name.as_str());
            format!("要用「{}」，", names.collect::<Vec<_>>().join("」「"))
        }
    }
}

/// The amount that a limit states, of whole units.
pub(super) fn stated_amount(book: &Book<'_>, limit: &Limit) -> Option<Money> {
    let Limit::Amount(tariff) = limit else { return None };
    Some(book.context.policy.tariff_money(*tariff).floor_to(book.context.policy.unit))
}

/// Whether a limit is a stated amount (and so multiplies by quantity where it is per achievement).
pub(super) fn is_stated(book: &Book<'_>, limit: &Limit) -> bool {
    matches!(limit, Limit::Amount(tariff) if book.context.policy.tariff(*tariff).kind == TariffKind::Money)
}
