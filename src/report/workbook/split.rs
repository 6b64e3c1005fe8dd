//! 实兑 by funder as formulas: the net before instalments, its parts, what limits after them leave, the shares of each.

use super::formula::F;
use super::inputs::limit_of_step;
use super::layout::{Layout, address, sheet_row, tariff_cell};
use super::live::{Helper, LiveRow};
use super::operations::Writer;
use super::rounding::{fen, part};
use crate::grouping::covers_entitlement;
use crate::model::entitlement::{Allocation, Cause, Entitlement, EntitlementId};
use crate::money::Money;
use crate::policy::{Due, Funder, Instalments, Sharing, SharingRule, StepKind, TariffId};
use crate::report::view::Detail;
use crate::report::words::column;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A row of the details, as the formulas of a sheet name its cells.
#[derive(Clone, Copy)]
struct Place {
    /// Nothing on the sheet itself, else its name with `!`.
    sheet: &'static str,
    row: u32,
}

impl Place {
    fn cell(self, column_at: usize, value: Decimal) -> F {
        F::Cell(format!("{}{}", self.sheet, address(column_at, self.row)), value)
    }
}

/// A part of the year's money: the instalment's number and its formula in 分.
type Part = (u32, F);

impl Writer<'_> {
    /// 实兑 by funder, and what is due in other years.
    pub(super) fn split(&self, id: EntitlementId, e: &Entitlement, detail: &Detail, row: &mut LiveRow) {
        self.late(id, e, detail, row);
        let here = Place { sheet: "", row: sheet_row(id) };
        let shared = self.shared(here, e, detail);
        for (at, amount) in detail.funders.iter().enumerate() {
            let formula = shared.as_ref().and_then(|shared| shared.get(at)?.clone());
            if formula.is_none() && !amount.is_zero() {
                row.values.push("分担");
            }
            row.funders.push(formula);
        }
        self.later_years(id, e, detail, row);
    }

    /// The year's money of each funder by the rule that applied; none of those who get nothing by it.
    fn shared(&self, here: Place, e: &Entitlement, detail: &Detail) -> Option<Vec<Option<F>>> {
        let parts = self.year_after(here, e, detail)?;
        let sharing = self.sharing().filter(|_| e.shared_by.is_some() || detail.net.is_zero());
        let Some(sharing) = sharing else {
            let whole = match self.undivided(e) {
                true => self.whole(here, detail),
                false => F::Add(parts.into_iter().map(|(_, part)| part).collect()).yuan(),
            };
            let own = |funder: &String| (*funder == self.payout().policy.funder).then(|| whole.clone());
            return fits(self.view.funders.iter().map(own).collect(), &detail.funders);
        };
        let rule = e.shared_by.and_then(|at| sharing.rules.get(at as usize));
        let Some(rule) = rule.filter(|rule| self.has_columns(rule, e)) else {
            return detail.net.is_zero().then(|| self.unknown(here));
        };
        let ids: Vec<TariffId> = rule.shares.iter().map(|share| share.weight).collect();
        let of_funder = |funder: &String| {
            let places = (0..rule.shares.len()).filter(|at| self.pays(rule, *at, e, funder));
            let terms: Vec<F> = places
                .flat_map(|at| parts.iter().map(move |(_, figure)| (at, figure)))
                .map(|(at, figure)| part(figure.clone(), self.weights(&ids, at), sharing.unit))
                .collect();
            (!terms.is_empty()).then(|| F::Add(terms).yuan())
        };
        fits(self.view.funders.iter().map(of_funder).collect(), &detail.funders)
    }

    /// Whether each share of a rule is of a funder that the sheet has a column for: one that pays nothing has none.
    fn has_columns(&self, rule: &SharingRule, e: &Entitlement) -> bool {
        let has_column = |at: usize| self.view.funders.iter().any(|funder| self.pays(rule, at, e, funder));
        (0..rule.shares.len()).all(has_column)
    }

    /// The funders of a row of nothing whose shares the sheet cannot show: it says so once the row comes to something.
    fn unknown(&self, here: Place) -> Vec<Option<F>> {
        let net = here.cell(self.layout.net(), Decimal::ZERO).print();
        let refused = F::Cell(format!("IF({net}=0,0,NA())"), Decimal::ZERO);
        self.view.funders.iter().enumerate().map(|(at, _)| (at == 0).then(|| refused.clone())).collect()
    }

    /// Whether a share of a rule is a funder's.
    fn pays(&self, rule: &SharingRule, at: usize, e: &Entitlement, funder: &str) -> bool {
        match rule.shares.get(at).map(|share| &share.funder) {
            Some(Funder::Named(name)) => name == funder,
            Some(Funder::Town) => self.town(rule, e).as_deref() == Some(funder),
            None => false,
        }
    }

    /// The town that a rule's shares mean: who pays and is not named; where nobody does, the payee's.
    fn town(&self, rule: &SharingRule, e: &Entitlement) -> Option<String> {
        let named =
            |name: &str| rule.shares.iter().any(|share| share.funder == Funder::Named(name.to_owned()));
        let payer = e.parts().map(|a| &a.funder).find(|funder| !named(funder));
        let own = || self.payout().payees.get(e.payee.index())?.town.clone();
        payer.cloned().or_else(own)
    }

    /// The step that shares, if the policy has one.
    fn sharing(&self) -> Option<&Sharing> {
        self.payout().policy.steps.iter().find_map(|step| match &step.kind {
            StepKind::Sharing(sharing) => Some(sharing),
            _ => None,
        })
    }

    /// The instalments that divide an entitlement.
    fn instalments(&self, e: &Entitlement) -> Option<&Instalments> {
        let policy = &self.payout().policy;
        let rule = policy.steps.iter().find_map(|step| match &step.kind {
            StepKind::Instalments(rule) => Some(rule),
            _ => None,
        })?;
        let divided = !matches!(e.cause, Cause::Instalment(_)) && covers_entitlement(policy, &rule.covers, e);
        divided.then_some(rule)
    }

    /// Whether all of the net is due at once.
    fn undivided(&self, e: &Entitlement) -> bool {
        self.instalments(e).is_none()
            && self.view.late.iter().all(|(step, _)| limit_of_step(e, *step).is_none())
    }

    /// The net before instalments, in 元: what limits after them let lapse is not yet off it.
    fn whole(&self, at: Place, detail: &Detail) -> F {
        let before = self.view.steps.iter().filter(|step| !self.view.late.contains(step)).count();
        let value = detail.gross + detail.steps.iter().take(before).copied().sum();
        if before == self.layout.steps {
            return at.cell(self.layout.net(), value.yuan());
        }
        let letters = |column_at: usize| column(u32::try_from(column_at).unwrap_or(u32::MAX));
        let last = if before == 0 { Layout::GROSS } else { self.layout.step(before - 1) };
        let (sheet, row) = (at.sheet, at.row);
        let sum = format!("SUM({sheet}{}{row}:{}{row})", letters(Layout::GROSS), letters(last));
        F::Cell(sum, value.yuan())
    }

    /// The parts due this year before any limit on them.
    fn year_parts(&self, at: Place, e: &Entitlement, detail: &Detail) -> Vec<Part> {
        let whole = self.whole(at, detail).fen();
        let Some(rule) = self.instalments(e) else { return vec![(1, whole)] };
        let ids: Vec<TariffId> = rule.parts.iter().map(|part| part.rate).collect();
        let now = |number: u32, due: Due| match due {
            Due::Offset(years) => years == 0,
            Due::Present(_) => !waits(e, number),
        };
        let numbered = (1..).zip(&rule.parts).enumerate();
        numbered
            .filter(|(_, (number, part))| now(*number, part.due))
            .map(|(at, (number, _))| (number, part(whole.clone(), self.weights(&ids, at), rule.unit)))
            .collect()
    }

    /// What is due this year before a limit after instalments, in 分.
    fn year_before(&self, at: Place, e: &Entitlement, detail: &Detail, late: usize) -> F {
        let earlier = self.view.late.iter().take(late).enumerate().rev();
        let mut kept = earlier.filter_map(|(index, (step, _))| Some((index, limit_of_step(e, *step)?)));
        match kept.next() {
            Some((index, operation)) => at.cell(self.layout.kept(index), fen(left_by(operation))),
            None => F::Add(self.year_parts(at, e, detail).into_iter().map(|(_, part)| part).collect()),
        }
    }

    /// The parts due this year after every limit on them: limits take the last parts first.
    fn year_after(&self, at: Place, e: &Entitlement, detail: &Detail) -> Option<Vec<Part>> {
        let parts = self.year_parts(at, e, detail);
        if self.view.late.iter().all(|(step, _)| limit_of_step(e, *step).is_none()) {
            return Some(parts);
        }
        let left = self.year_before(at, e, detail, self.view.late.len());
        if let [(number, _)] = parts.as_slice() {
            return Some(vec![(*number, left)]);
        }
        let sum = F::Add(parts.iter().map(|(_, part)| part.clone()).collect());
        let after = |index: usize| {
            let (number, own) = parts.get(index)?;
            let behind = parts.iter().skip(index + 1).map(|(_, part)| part.clone());
            let reaches = behind.fold(sum.clone().sub(left.clone()), F::sub);
            let taken = own.clone().min(reaches.max(F::whole(0)));
            Some((*number, own.clone().sub(taken)))
        };
        (0..parts.len()).map(after).collect()
    }

    /// The helpers of limits after instalments: C, limit, total, and what they leave of the year's money.
    fn late(&self, id: EntitlementId, e: &Entitlement, detail: &Detail, row: &mut LiveRow) {
        let here = Place { sheet: "", row: sheet_row(id) };
        for (index, (step, _)) in self.view.late.iter().enumerate() {
            let Some(operation) = limit_of_step(e, *step) else { continue };
            let before = self.year_before(here, e, detail, index);
            let left = left_by(operation);
            let kept = self.running_part(id, e, (*step, operation), &before, row);
            let helper = match kept.filter(|kept| kept.clone().yuan().gives(left)) {
                Some(kept) => Helper::Formula(kept, fen(left)),
                None => Helper::Input(fen(left)),
            };
            row.helpers.insert(self.layout.kept(index), helper);
        }
    }

    /// What a limit after instalments takes off the year's money, as the column of its step has it.
    pub(super) fn lapse(
        &self,
        id: EntitlementId,
        e: &Entitlement,
        detail: &Detail,
        step: usize,
    ) -> Option<F> {
        let late = self.view.late.iter().position(|late| Some(late) == self.view.steps.get(step))?;
        let here = Place { sheet: "", row: sheet_row(id) };
        let operation = limit_of_step(e, self.view.late[late].0)?;
        let before = self.year_before(here, e, detail, late);
        let kept = here.cell(self.layout.kept(late), fen(left_by(operation)));
        Some(kept.sub(before).yuan().round(2))
    }

    /// What is due in each later year, where there are several, as other sheets write it.
    fn later_years(&self, id: EntitlementId, e: &Entitlement, detail: &Detail, row: &mut LiveRow) {
        let other = |a: &&Allocation| a.due_year != Some(self.payout().year);
        let years: BTreeSet<Option<i32>> = e.allocations.iter().filter(other).map(|a| a.due_year).collect();
        let there = Place { sheet: DETAILS, row: sheet_row(id) };
        for year in years.iter().copied().filter(|_| years.len() > 1) {
            let amount: Money = e.allocations.iter().filter(|a| a.due_year == year).map(|a| a.amount).sum();
            let formula = self.due_in(there, e, detail, year).filter(|formula| formula.gives(amount));
            row.by_year.extend(formula.map(|formula| (year, formula)));
        }
    }

    /// What is due in another year: instalments and what limits carried there. Sharing does not change the sum.
    fn due_in(&self, at: Place, e: &Entitlement, detail: &Detail, year: Option<i32>) -> Option<F> {
        let whole = self.whole(at, detail).fen();
        let mut terms = Vec::new();
        if let Some(rule) = self.instalments(e) {
            let ids: Vec<TariffId> = rule.parts.iter().map(|part| part.rate).collect();
            let due = |at: usize, part: Due| match part {
                Due::Offset(years) => Some(self.payout().year + years) == year,
                Due::Present(_) => year.is_none() && u32::try_from(at + 1).is_ok_and(|at| waits(e, at)),
            };
            let wanted = rule.parts.iter().enumerate().filter(|(at, part)| due(*at, part.due));
            terms.extend(wanted.map(|(at, _)| part(whole.clone(), self.weights(&ids, at), rule.unit)));
        }
        for (index, step) in self.view.late.iter().enumerate() {
            let carried = !self.view.steps.contains(step) && year == Some(self.payout().year + 1);
            if let Some(operation) = limit_of_step(e, step.0).filter(|_| carried) {
                let kept = at.cell(self.layout.kept(index), fen(left_by(operation)));
                terms.push(self.year_before(at, e, detail, index).sub(kept));
            }
        }
        (!terms.is_empty()).then(|| F::Add(terms).yuan())
    }

    /// Weights before, with, and in all, of one of some rates.
    fn weights(&self, rates: &[TariffId], at: usize) -> [F; 3] {
        [self.cells(&rates[..at]), self.cells(&rates[..=at]), self.cells(rates)]
    }

    /// Some tariffs' cells added up.
    fn cells(&self, ids: &[TariffId]) -> F {
        let cell = |id: &TariffId| F::Cell(tariff_cell(*id), self.payout().policy.tariff(*id).value);
        match ids {
            [] => F::whole(0),
            _ => F::Add(ids.iter().map(cell).collect()),
        }
    }
}

/// 兑现明细表, as other sheets name its cells.
const DETAILS: &str = "'兑现明细表'!";

/// Whether a part that falls due with a fact still waits for it. One that is due may be nothing, where a limit took all of it.
fn waits(e: &Entitlement, number: u32) -> bool {
    e.parts().any(|a| a.instalment == number && a.due_year.is_none())
}

/// What a limit leaves of an item.
fn left_by(operation: &crate::model::operation::Operation) -> Money {
    use crate::model::operation::Operation;
    match operation {
        Operation::Running { net, .. } => *net + operation.amount().unwrap_or_default(),
        _ => Money::ZERO,
    }
}

/// The formulas, where each gives the engine's amount.
fn fits(formulas: Vec<Option<F>>, amounts: &[Money]) -> Option<Vec<Option<F>>> {
    let gives = |(formula, amount): (&Option<F>, &Money)| match formula {
        Some(formula) => formula.gives(*amount),
        None => amount.is_zero(),
    };
    formulas.iter().zip(amounts).all(gives).then_some(formulas)
}
