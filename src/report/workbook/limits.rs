//! Limits as formulas: C of a group's items, the limit, the group's total, and what an item gets under it.

use super::formula::F;
use super::inputs::{gross_inputs, limit_inputs, limiting, running_of_step};
use super::layout::{Layout, address, sheet_row, tariff_cell};
use super::live::{Helper, LiveRow};
use super::operations::Writer;
use super::rounding::{difference, fen, in_fen};
use crate::model::entitlement::{Entitlement, EntitlementId};
use crate::model::operation::{Expr, Form, Operation};
use crate::money::{Money, Rounding, Unit};
use crate::policy::{KeyPart, StepId, StepKind, TariffId, TariffKind};
use rust_decimal::Decimal;

impl Writer<'_> {
    /// What a running form gives an item, in 分, with its helpers: C, limit, total.
    pub(super) fn running_part(
        &self,
        id: EntitlementId,
        e: &Entitlement,
        (step, operation): (StepId, &Operation),
        net: &F,
        row: &mut LiveRow,
    ) -> Option<F> {
        let Operation::Running { before, previous, form, unit, .. } = operation else { return None };
        let track = self.track(step)?;
        let column = self.layout.running(track, 0);
        let linked = previous.and_then(|id| Some((id, self.sum_at(id, step)?)));
        let before = self.continued(column, linked, *before);
        let value = running_sum(operation);
        row.helpers.insert(column, sum_helper(before.clone(), Some(net.clone()), value));
        let here = F::Cell(address(column, sheet_row(id)), value);
        let limit = self.limit(id, e, (step, operation), row)?;
        let at_sum: Box<dyn Fn(F) -> F> = match form {
            Form::ProRata { total, .. } => {
                let total = self.total(id, (step, operation), *total, row);
                let (limit, unit) = (limit.min(total.clone()), *unit);
                // A group that comes to nothing is not divided by it.
                let total = total.max(F::whole(1));
                Box::new(move |sum| {
                    sum.mul(limit.clone()).div(total.clone()).in_units(unit, Rounding::HalfAway)
                })
            }
            Form::FromEnd { .. } | Form::LessPaid { .. } => Box::new(move |sum| limit.clone().min(sum)),
            Form::Rate { .. } => return None,
        };
        Some(difference(at_sum(here), before.map(&at_sum)))
    }

    /// The place of a step's helpers.
    pub(super) fn track(&self, step: StepId) -> Option<usize> {
        self.tracks.iter().position(|track| *track == step)
    }

    /// C of an item of a step's group.
    pub(super) fn sum_at(&self, id: EntitlementId, step: StepId) -> Option<Decimal> {
        running_of_step(self.payout().entitlements.get(id.index())?, step).map(running_sum)
    }

    /// The limit in 分: over the tariff's cell and the row's inputs, less what is used; or what the class before left.
    fn limit(
        &self,
        id: EntitlementId,
        e: &Entitlement,
        (step, operation): (StepId, &Operation),
        row: &mut LiveRow,
    ) -> Option<F> {
        let Operation::Running { form, .. } = operation else { return None };
        let (Form::ProRata { limit, .. } | Form::FromEnd { limit } | Form::LessPaid { paid: limit }) = form
        else {
            return None;
        };
        let column = self.layout.running(self.track(step)?, 1);
        let formula = self.limit_formula(id, e, (step, operation));
        let helper = match formula.filter(|formula| formula.clone().yuan().gives(*limit)) {
            Some(formula) => Helper::Formula(formula, fen(*limit)),
            None => Helper::Input(fen(*limit)),
        };
        row.helpers.insert(column, helper);
        Some(F::Cell(address(column, sheet_row(id)), fen(*limit)))
    }

    fn limit_formula(
        &self,
        id: EntitlementId,
        e: &Entitlement,
        (step, operation): (StepId, &Operation),
    ) -> Option<F> {
        let Operation::Running { bound: Some(bound), behind, .. } = operation else { return None };
        let track = self.track(step)?;
        if let Some(behind) = behind {
            let there = running_of_step(self.payout().entitlements.get(behind.index())?, step)?;
            let cell = |part: usize, value: Decimal| {
                F::Cell(address(self.layout.running(track, part), sheet_row(*behind)), value)
            };
            let left = cell(1, fen(limit_of(there)?)).sub(cell(0, running_sum(there)));
            return Some(left.max(F::whole(0)));
        }
        let mut next = self.inputs_before(e, step);
        let row = sheet_row(id);
        let figure = self.figure(&bound.figure, e, row, &mut next)?;
        let figure = if self.is_each(step, e, &bound.figure) {
            figure.mul(F::Cell(address(Layout::QUANTITY, row), e.quantity.into()))
        } else {
            figure
        };
        let unit = self.payout().policy.unit;
        let stated = match figure {
            // An amount of the policy is of whole 分 as it stands.
            F::Cell(..) if unit == Unit::FEN => figure.fen(),
            _ => in_fen(figure).in_units(unit, Rounding::Down),
        };
        if bound.used.is_zero() {
            return Some(stated);
        }
        let used = self.next_input(row, &mut next, fen(bound.used));
        Some(stated.sub(used).max(F::whole(0)))
    }

    /// Whether a limit is an amount for each piece of a row that has one: the engine multiplies by no 1, and the sheet has to
    /// follow a changed 数量.
    fn is_each(&self, step: StepId, e: &Entitlement, figure: &Expr) -> bool {
        let policy = &self.payout().policy;
        let per_achievement = match policy.steps.get(step.index()).map(|step| &step.kind) {
            Some(StepKind::Cap(cap)) => cap.key.contains(&KeyPart::Achievement),
            _ => false,
        };
        let is_amount = |id: TariffId| policy.tariff(id).kind == TariffKind::Money;
        per_achievement && e.quantity == 1 && matches!(figure, Expr::Tariff(id, _) if is_amount(*id))
    }

    /// How many inputs of a row stand before those of a step's limit.
    fn inputs_before(&self, e: &Entitlement, step: StepId) -> usize {
        let payout = self.payout();
        let earlier = limiting(e).into_iter().take_while(|operation| operation.limits() != Some(step));
        let of_limits: usize = earlier.map(|operation| limit_inputs(payout, e, operation).len()).sum();
        gross_inputs(payout, e).len() + of_limits
    }

    /// The group's total in 分: the stated one, or C of its last item where that is the total, else an input.
    fn total(
        &self,
        id: EntitlementId,
        (step, operation): (StepId, &Operation),
        total: Money,
        row: &mut LiveRow,
    ) -> F {
        let track = self.track(step).unwrap_or_default();
        let column = self.layout.running(track, 2);
        let stated = match operation {
            Operation::Running { bound: Some(bound), .. } => bound.total,
            _ => None,
        };
        let last = self.chains.get(&(step, id)).copied();
        let sum_there = last.and_then(|last| self.sum_at(last, step));
        let formula = match (stated, last) {
            (Some(tariff), _) => {
                Some(F::Cell(tariff_cell(tariff), self.payout().policy.tariff(tariff).value).fen())
            }
            (None, Some(last)) if sum_there == Some(fen(total)) => {
                Some(F::Cell(address(self.layout.running(track, 0), sheet_row(last)), fen(total)))
            }
            _ => None,
        };
        let helper = match formula.filter(|formula| formula.clone().yuan().gives(total)) {
            Some(formula) => Helper::Formula(formula, fen(total)),
            None => Helper::Input(fen(total)),
        };
        row.helpers.insert(column, helper);
        F::Cell(address(column, sheet_row(id)), fen(total))
    }
}

/// The limit of a running form.
fn limit_of(operation: &Operation) -> Option<Money> {
    match operation {
        Operation::Running { form: Form::ProRata { limit, .. } | Form::FromEnd { limit }, .. } => {
            Some(*limit)
        }
        _ => None,
    }
}

/// The item's own amount in a running form.
pub(super) fn running_net(operation: &Operation) -> Money {
    match operation {
        Operation::Running { net, .. } => *net,
        _ => Money::ZERO,
    }
}

/// C of a row: C before it and its net in 分, or a plain figure where its cells do not add up to that net.
pub(super) fn sum_helper(before: Option<F>, net: Option<F>, value: Decimal) -> Helper {
    match (before, net) {
        (Some(before), Some(net)) => Helper::Formula(F::Add(vec![before, net]), value),
        (None, Some(net)) => Helper::Formula(net, value),
        (_, None) => Helper::Input(value),
    }
}

/// C with the item, in 分.
pub(super) fn running_sum(operation: &Operation) -> Decimal {
    match operation {
        Operation::Running { before, net, .. } => fen(*before + *net),
        _ => Decimal::ZERO,
    }
}
