//! 实兑 by funder as formulas: instalments and shares as parts of the net, one after the other.

use super::formula::F;
use super::layout::{address, sheet_row, tariff_cell};
use super::live::LiveRow;
use super::operations::{Writer, part};
use crate::model::entitlement::{Allocation, Entitlement, EntitlementId};
use crate::model::operation::Operation;
use crate::policy::{Funder, Share, StepId, StepKind, TariffId};
use crate::report::view::Detail;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

impl Writer<'_> {
    /// 实兑 by funder.
    pub(super) fn split(&self, id: EntitlementId, e: &Entitlement, detail: &Detail, row: &mut LiveRow) {
        let net = F::Cell(address(self.layout.net(), sheet_row(id)), detail.net.yuan());
        for (funder, amount) in self.view.funders.iter().zip(&detail.funders) {
            let now = |a: &&Allocation| a.due_year == Some(self.payout().year) && a.funder == *funder;
            let parts: Option<Vec<F>> =
                e.allocations.iter().filter(now).map(|a| self.allocation(net.clone(), a)).collect();
            let formula = parts.filter(|parts| !parts.is_empty()).map(F::Add).filter(|f| f.gives(*amount));
            let formula = formula.or_else(|| self.nothing(e, funder, &net).filter(|f| f.gives(*amount)));
            if formula.is_none() && !amount.is_zero() {
                row.values.push("分担");
            }
            row.funders.push(formula);
        }
        self.later_years(e, &net, row);
        if detail.lapsed.is_zero() {
            return;
        }
        let other = |a: &&Allocation| a.due_year != Some(self.payout().year);
        let parts: Option<Vec<F>> =
            e.allocations.iter().filter(other).map(|a| self.allocation(net.clone(), a)).collect();
        row.later = parts.filter(|parts| !parts.is_empty()).map(F::Add).filter(|f| f.gives(detail.later));
        if row.later.is_none() && !detail.later.is_zero() {
            row.values.push("以后年度");
        }
    }

    /// What is due in each later year, where there are several.
    fn later_years(&self, e: &Entitlement, net: &F, row: &mut LiveRow) {
        let other = |a: &&Allocation| a.due_year != Some(self.payout().year);
        let years: BTreeSet<Option<i32>> = e.allocations.iter().filter(other).map(|a| a.due_year).collect();
        for year in years.iter().copied().filter(|_| years.len() > 1) {
            let of_year = || e.allocations.iter().filter(|a| a.due_year == year);
            let parts: Option<Vec<F>> = of_year().map(|a| self.allocation(net.clone(), a)).collect();
            let amount = of_year().map(|a| a.amount).sum();
            if let Some(formula) = parts.map(F::Add).filter(|f| f.gives(amount)) {
                row.by_year.insert(year, formula);
            }
        }
    }

    /// A row of nothing has no allocations; its net stands where the policy alone says who pays.
    fn nothing(&self, e: &Entitlement, funder: &str, net: &F) -> Option<F> {
        let policy = &self.payout().policy;
        let whole = || (funder == policy.funder).then(|| net.clone());
        if !e.allocations.is_empty() {
            return None;
        }
        let mut rules = policy.steps.iter().filter_map(|step| match &step.kind {
            StepKind::Sharing(sharing) => Some(sharing),
            _ => None,
        });
        if policy.steps.iter().any(|step| matches!(step.kind, StepKind::Instalments(_))) {
            return None;
        }
        let Some(sharing) = rules.next() else { return whole() };
        let ([rule], None) = (sharing.rules.as_slice(), rules.next()) else { return None };
        let at = rule.shares.iter().position(|share| share.funder == Funder::Named(funder.to_owned()))?;
        let ids: Vec<TariffId> = rule.shares.iter().map(|share| share.weight).collect();
        let cells = |count: usize| match count {
            0 => F::whole(0),
            _ => self.cells(&ids[..count]),
        };
        Some(part(net.clone().fen(), [cells(at), cells(at + 1), cells(ids.len())], sharing.unit).yuan())
    }

    /// Some tariffs' cells added up.
    fn cells(&self, ids: &[TariffId]) -> F {
        let cell = |id: &TariffId| F::Cell(tariff_cell(*id), self.payout().policy.tariff(*id).value);
        F::Add(ids.iter().map(cell).collect())
    }

    /// One allocation: instalment and share as parts of the net, one after the other.
    fn allocation(&self, net: F, allocation: &Allocation) -> Option<F> {
        if allocation.operations.is_empty() {
            return Some(net);
        }
        let mut figure = net.fen();
        let last = allocation.operations.len() - 1;
        for (at, operation) in allocation.operations.iter().enumerate() {
            let Operation::Part { weights, unit, .. } = operation else { return None };
            figure = part(
                figure,
                self.weights(allocation, at == last, super::operations::running(*weights)),
                *unit,
            );
        }
        Some(figure.yuan())
    }

    /// Weights before, with, and in all: cells of 规则 where the step behind an operation states just these. The last
    /// operation is that of the step that made the allocation; one before it is an instalment.
    fn weights(&self, allocation: &Allocation, last: bool, weights: [i128; 3]) -> [F; 3] {
        let steps = (0..).map(StepId).zip(&self.payout().policy.steps);
        let behind = steps.filter(|(id, step)| match (last, &step.kind) {
            (true, _) => Some(*id) == allocation.step,
            (false, kind) => matches!(kind, StepKind::Instalments(_)),
        });
        let mut lists = behind.flat_map(|(_, step)| rates(&step.kind, allocation));
        let cells = lists.find_map(|(rates, at)| self.same_weights(&rates, at, weights));
        cells.unwrap_or_else(|| weights.map(F::whole))
    }

    /// The cells of some rates, where their sums stand in the same ratio as the weights.
    fn same_weights(&self, rates: &[TariffId], at: usize, weights: [i128; 3]) -> Option<[F; 3]> {
        let policy = &self.payout().policy;
        let sum =
            |count: usize| -> Decimal { rates.iter().take(count).map(|id| policy.tariff(*id).value).sum() };
        let sums = [sum(at), sum(at + 1), sum(rates.len())];
        let [before, after, total] = weights.map(|weight| Decimal::from_i128_with_scale(weight, 0));
        let same =
            |stated: Decimal, weight: Decimal| stated.checked_mul(total) == weight.checked_mul(sums[2]);
        let fits = at < rates.len() && same(sums[0], before) && same(sums[1], after);
        let cells = |count: usize| match count {
            0 => F::whole(0),
            _ => self.cells(&rates[..count]),
        };
        fits.then(|| [cells(at), cells(at + 1), cells(rates.len())])
    }
}

/// Rates that a step may have divided by, each list with the place of the allocation's part in it.
fn rates(kind: &StepKind, allocation: &Allocation) -> Vec<(Vec<TariffId>, usize)> {
    match kind {
        StepKind::Instalments(instalments) => {
            let rates = instalments.parts.iter().map(|part| part.rate).collect();
            (allocation.instalment as usize).checked_sub(1).map(|at| (rates, at)).into_iter().collect()
        }
        StepKind::Sharing(sharing) => sharing
            .rules
            .iter()
            .filter_map(|rule| {
                let named = |share: &Share| share.funder == Funder::Named(allocation.funder.clone());
                let town = |share: &Share| share.funder == Funder::Town;
                let at = rule.shares.iter().position(named).or_else(|| rule.shares.iter().position(town))?;
                Some((rule.shares.iter().map(|share| share.weight).collect(), at))
            })
            .collect(),
        _ => Vec::new(),
    }
}
