//! An entitlement's entries as formulas: each operation printed over 规则, the row's inputs and its helpers. What a
//! formula cannot say exactly stays a value.

use super::formula::F;
use super::groups::{Rival, chains, rivals, shares};
use super::layout::{Layout, address, sheet_row, tariff_cell};
use super::live::{Helper, LiveRow};
use crate::model::entitlement::{Cause, Entitlement, EntitlementId, Entry};
use crate::model::operation::{Expr, Form, Operation, Weights};
use crate::model::payout::Payout;
use crate::money::{Money, Rounding, Unit};
use crate::policy::{AmountKind, Limit, StepId, StepKind, TariffId};
use crate::report::view::{Detail, View};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Operands of the first entry that are neither tariffs nor the quantity.
pub fn inputs(e: &Entitlement) -> Vec<Decimal> {
    let mut found = Vec::new();
    if let Some(Operation::Award { figure, .. }) = e.entries.first().map(|entry| &entry.operation) {
        operands(figure, e.quantity, &mut found);
    }
    found
}

/// Weights before, with, and in all.
pub(super) fn running(weights: Weights) -> [i128; 3] {
    [weights.before, weights.after, weights.total]
}

fn operands(figure: &Expr, quantity: i64, found: &mut Vec<Decimal>) {
    match figure {
        Expr::Tariff(..) => {}
        Expr::Cell(_, value) | Expr::Counted(value) => {
            if *value != quantity.into() {
                found.push(*value);
            }
        }
        Expr::Product(parts) | Expr::Sum(parts) => {
            parts.iter().for_each(|part| operands(part, quantity, found));
        }
        Expr::Difference(a, b) | Expr::Least(a, b) | Expr::Greatest(a, b) => {
            operands(a, quantity, found);
            operands(b, quantity, found);
        }
    }
}

/// Prints the operations of one payout.
pub struct Writer<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) layout: Layout,
    chains: BTreeMap<(StepId, EntitlementId), EntitlementId>,
    shares: BTreeMap<(StepId, u32, EntitlementId), EntitlementId>,
    rivals: BTreeMap<(StepId, EntitlementId), Rival>,
}

impl<'a> Writer<'a> {
    /// Finds the groups once.
    pub fn new(view: &'a View<'a>, layout: Layout) -> Self {
        Self { view, layout, chains: chains(view), shares: shares(view), rivals: rivals(view) }
    }

    pub(super) fn payout(&self) -> &Payout {
        self.view.payout
    }

    /// One row's formulas.
    pub fn row(&self, id: EntitlementId, e: &Entitlement, detail: &Detail) -> LiveRow {
        let mut row = LiveRow { inputs: inputs(e), ..LiveRow::default() };
        row.gross = self.gross(id, e, &mut row).filter(|f| f.gives(detail.gross));
        if row.gross.is_none() {
            row.values.push("应奖");
        }
        for (at, (step, _)) in self.view.steps.iter().enumerate() {
            let formula = self.step(id, e, at, *step, &mut row);
            let amount = detail.steps.get(at).copied().unwrap_or_default();
            let formula = formula.filter(|f| f.gives(amount));
            if formula.is_none() && !amount.is_zero() {
                row.values.push("步骤");
            }
            row.steps.push(formula);
        }
        self.split(id, e, detail, &mut row);
        row
    }

    /// 应奖: an award, a part of a whole, or a department's share of another row.
    fn gross(&self, id: EntitlementId, e: &Entitlement, row: &mut LiveRow) -> Option<F> {
        let at = sheet_row(id);
        match &e.entries.first()?.operation {
            Operation::Award { figure, rounding, unit, part: weights } => {
                let mut next = 0;
                let figure = self.figure(figure, e.quantity, at, &mut next)?;
                let whole = round_award(figure, *rounding, *unit);
                Some(match weights {
                    Some(weights) => part(whole.fen(), running(*weights).map(F::whole), *unit).yuan(),
                    None => whole,
                })
            }
            Operation::Running { before, net, previous, form: Form::Rate { .. }, unit } => {
                self.share(id, e, (*before, *net), *previous, *unit, row)
            }
            _ => None,
        }
    }

    fn figure(&self, figure: &Expr, quantity: i64, row: u32, next: &mut usize) -> Option<F> {
        let mut inner = |e: &Expr| self.figure(e, quantity, row, next);
        Some(match figure {
            Expr::Tariff(id, value) => F::Cell(tariff_cell(*id), *value),
            Expr::Cell(_, value) | Expr::Counted(value) if *value == quantity.into() => {
                F::Cell(address(Layout::QUANTITY, row), *value)
            }
            Expr::Cell(_, value) | Expr::Counted(value) => {
                let cell = F::Cell(address(self.layout.input(*next), row), *value);
                *next += 1;
                cell
            }
            Expr::Product(factors) => {
                let factors = factors.iter().map(inner).collect::<Option<Vec<_>>>()?;
                factors.into_iter().reduce(F::mul)?
            }
            Expr::Sum(terms) => F::Add(terms.iter().map(inner).collect::<Option<Vec<_>>>()?),
            Expr::Difference(a, b) => inner(a)?.sub(inner(b)?),
            Expr::Least(a, b) => inner(a)?.min(inner(b)?),
            Expr::Greatest(a, b) => F::Max(Box::new(inner(a)?), Box::new(inner(b)?)),
        })
    }

    /// round(C·r) − round(C before·r), C continued from the department's previous row.
    fn share(
        &self,
        id: EntitlementId,
        e: &Entitlement,
        (before, net): (Money, Money),
        previous: Option<EntitlementId>,
        unit: Unit,
        row: &mut LiveRow,
    ) -> Option<F> {
        let Cause::Share(step, which, base) = e.cause else { return None };
        let StepKind::DepartmentShare(departments) = &self.payout().policy.steps.get(step.index())?.kind
        else {
            return None;
        };
        let rate = departments.get(which as usize)?.rate;
        let rate = F::Cell(tariff_cell(rate), self.payout().policy.tariff(rate).value);
        let earlier = self.view.steps.iter().take_while(|(other, _)| *other < step).count();
        let base_net = self.net_before(base, earlier, net);
        let before = self.continued(
            self.layout.share(),
            previous.and_then(|id| self.share_row(id, step, which)),
            before,
        );
        let value = e.entries.first().map(|entry| running_sum(&entry.operation))?;
        row.helpers.insert(self.layout.share(), sum_helper(before.clone(), base_net.as_ref(), value));
        base_net?;
        let here = F::Cell(address(self.layout.share(), sheet_row(id)), value);
        let part_of = |sum: F| sum.mul(rate.clone()).in_units(unit, Rounding::HalfAway);
        Some(difference(part_of(here), before.map(part_of)).yuan())
    }

    /// The department's row for a base item, or the row itself where it is one already, with its C.
    fn share_row(
        &self,
        previous: EntitlementId,
        step: StepId,
        which: u32,
    ) -> Option<(EntitlementId, Decimal)> {
        let is_share = |id: EntitlementId| self.payout().entitlements.get(id.index()).map(|e| e.cause);
        let id = match is_share(previous)? {
            Cause::Share(..) => previous,
            _ => *self.shares.get(&(step, which, previous))?,
        };
        let first = self.payout().entitlements.get(id.index())?.entries.first()?;
        Some((id, running_sum(&first.operation)))
    }

    /// C before an item: the previous row's helper where it says just that, else a plain figure; none at the start.
    fn continued(
        &self,
        column: usize,
        previous: Option<(EntitlementId, Decimal)>,
        before: Money,
    ) -> Option<F> {
        match previous {
            Some((id, sum)) if sum == fen(before) => Some(F::Cell(address(column, sheet_row(id)), sum)),
            _ if before.is_zero() => None,
            _ => Some(F::Number(fen(before))),
        }
    }

    /// 应奖 and the steps before one, added up; none where the row's cells do not add up to that net.
    fn net_before(&self, id: EntitlementId, step: usize, net: Money) -> Option<F> {
        let detail = self.view.details.get(id.index())?;
        let there: Money = detail.steps.iter().take(step).copied().sum::<Money>() + detail.gross;
        let row = sheet_row(id);
        let gross = address(Layout::GROSS, row);
        let cell = match step {
            0 => gross,
            _ => format!("SUM({gross}:{})", address(self.layout.step(step - 1), row)),
        };
        (there == net).then(|| F::Cell(cell, net.yuan()))
    }

    /// A step's one entry; several entries of one step stay a value.
    fn step(
        &self,
        id: EntitlementId,
        e: &Entitlement,
        at: usize,
        step: StepId,
        row: &mut LiveRow,
    ) -> Option<F> {
        if let Some(formula) = self.rivalry(id, at, step, row) {
            return Some(formula);
        }
        let mut entries = e.entries.iter().skip(1).filter(|entry| entry.step == Some(step));
        let (entry, None) = (entries.next()?, entries.next()) else { return None };
        match &entry.operation {
            Operation::GiveWay { net } => Some(F::whole(0).sub(self.net_before(id, at, *net)?).round(2)),
            Operation::LessTariff { net, earlier } => {
                let column = self.layout.running(at, 1);
                row.helpers.insert(column, self.earlier(id, e, entry, *earlier));
                let earlier = F::Cell(address(column, sheet_row(id)), fen(*earlier)).yuan();
                Some(F::whole(0).sub(self.net_before(id, at, *net)?.min(earlier)).round(2))
            }
            Operation::Keep { before, whole, kept, of, unit } if before.is_zero() => {
                let net = self.net_before(id, at, *whole)?;
                let kept = net.clone().fen().mul(F::whole(*kept)).div(F::whole(*of));
                Some(kept.in_units(*unit, Rounding::HalfAway).yuan().sub(net).round(2))
            }
            Operation::Running { .. } => self.running(id, at, step, entry, row),
            Operation::Award { .. } | Operation::Part { .. } | Operation::Keep { .. } => None,
        }
    }

    /// Highest-only by net: the group's maximum runs from row to row, and the first row that reaches it stays.
    fn rivalry(&self, id: EntitlementId, at: usize, step: StepId, row: &mut LiveRow) -> Option<F> {
        let rival = self.rivals.get(&(step, id))?;
        let own = self.net_before(id, at, rival.net)?;
        let units = own.clone().fen();
        let cell = |part: usize, id| address(self.layout.running(at, part), sheet_row(id));
        let highest = match rival.previous {
            Some(previous) => {
                F::Max(Box::new(F::Cell(cell(0, previous), Decimal::ZERO)), Box::new(units.clone()))
            }
            None => units.clone(),
        };
        let is_top = format!("IF({}={},1,0)", units.print(), cell(1, id));
        let count = match rival.previous {
            Some(previous) => format!("{}+{is_top}", cell(2, previous)),
            None => is_top,
        };
        let helpers = [
            (highest.print(), fen(rival.highest)),
            (cell(0, rival.last), fen(rival.top)),
            (count, rival.reached.into()),
        ];
        for (part, (text, value)) in helpers.into_iter().enumerate() {
            row.helpers.insert(self.layout.running(at, part), Helper::Formula(F::Cell(text, value), value));
        }
        let stays = rival.net == rival.top && rival.reached == 1;
        let given = F::whole(0).sub(own).round(2).print();
        let formula = format!("IF(AND({}={},{}=1),0,{given})", units.print(), cell(1, id), cell(2, id));
        Some(F::Cell(formula, if stays { Decimal::ZERO } else { (-rival.net).yuan() }))
    }

    /// The earlier level's tariff in 分: over the tariff's cell where one fixed tariff alone gives that figure.
    fn earlier(&self, id: EntitlementId, e: &Entitlement, entry: &Entry, earlier: Money) -> Helper {
        let payment = entry.against.payments.first();
        let category =
            payment.and_then(|id| self.payout().payments.get(id.index())).and_then(|paid| paid.category);
        let policy = &self.payout().policy;
        let awards = policy.awards.iter().filter(|award| {
            award.role == e.role && category.is_some_and(|category| award.categories.contains(&category))
        });
        let quantity = Decimal::from(e.quantity);
        let mut tariffs: Vec<(TariffId, bool)> = awards
            .filter_map(|award| match award.amount.kind {
                AmountKind::Fixed(tariff) => Some((tariff, award.whatever_quantity)),
                _ => None,
            })
            .filter(|(tariff, whatever)| {
                let value = policy.tariff(*tariff).value;
                let value = if *whatever { Some(value) } else { value.checked_mul(quantity) };
                value == Some(earlier.yuan())
            })
            .collect();
        tariffs.dedup();
        let [(tariff, whatever)] = tariffs.as_slice() else { return Helper::Input(fen(earlier)) };
        let cell = F::Cell(tariff_cell(*tariff), policy.tariff(*tariff).value);
        let whole = match whatever {
            true => cell,
            false => cell.mul(F::Cell(address(Layout::QUANTITY, sheet_row(id)), quantity)),
        };
        Helper::Formula(round_award(whole, policy.rounding, policy.unit).fen(), fen(earlier))
    }

    /// A running form with its helpers: C, limit, total.
    fn running(
        &self,
        id: EntitlementId,
        at: usize,
        step: StepId,
        entry: &Entry,
        row: &mut LiveRow,
    ) -> Option<F> {
        let Operation::Running { before, net, previous, form, unit } = &entry.operation else { return None };
        let column = self.layout.running(at, 0);
        let linked = previous.and_then(|id| Some((id, self.sum_at(id, step)?)));
        let before = self.continued(column, linked, *before);
        let net = self.net_before(id, at, *net);
        let value = running_sum(&entry.operation);
        row.helpers.insert(column, sum_helper(before.clone(), net.as_ref(), value));
        let net = net?;
        let here = F::Cell(address(column, sheet_row(id)), value);
        let limit = self.limit(id, at, step, *form, row)?;
        let at_sum: Box<dyn Fn(F) -> F> = match form {
            Form::ProRata { total, .. } => {
                let total = self.total(id, at, step, *total, row);
                let limit = limit.min(total.clone());
                let unit = *unit;
                Box::new(move |sum| {
                    sum.mul(limit.clone()).div(total.clone()).in_units(unit, Rounding::HalfAway)
                })
            }
            Form::FromEnd { .. } | Form::LessPaid { .. } => Box::new(move |sum| limit.clone().min(sum)),
            Form::Rate { .. } => return None,
        };
        let part = difference(at_sum(here), before.map(&at_sum)).yuan();
        Some(match form {
            Form::LessPaid { .. } => F::whole(0).sub(part).round(2),
            _ => part.sub(net).round(2),
        })
    }

    /// C of an item of a step's group.
    fn sum_at(&self, id: EntitlementId, step: StepId) -> Option<Decimal> {
        let entries = self.payout().entitlements.get(id.index())?.entries.iter().skip(1);
        let mut own = entries.filter(|entry| entry.step == Some(step));
        let (entry, None) = (own.next()?, own.next()) else { return None };
        matches!(entry.operation, Operation::Running { .. }).then(|| running_sum(&entry.operation))
    }

    /// The limit in 分: the tariff's cell where the limit is that tariff, else an input.
    fn limit(&self, id: EntitlementId, at: usize, step: StepId, form: Form, row: &mut LiveRow) -> Option<F> {
        let (Form::ProRata { limit, .. } | Form::FromEnd { limit } | Form::LessPaid { paid: limit }) = form
        else {
            return None;
        };
        let policy = &self.payout().policy;
        let stated = match &policy.steps.get(step.index())?.kind {
            StepKind::Cap(cap) => Some(&cap.limit),
            StepKind::Budget(budget) => Some(&budget.limit),
            _ => None,
        };
        let column = self.layout.running(at, 1);
        let helper = match stated {
            Some(Limit::Amount(tariff)) => self.stated_limit(id, *tariff, limit),
            _ => Helper::Input(fen(limit)),
        };
        row.helpers.insert(column, helper);
        Some(F::Cell(address(column, sheet_row(id)), fen(limit)))
    }

    /// A stated limit in 分: the tariff, times the row's quantity, or less what earlier payments used of it.
    fn stated_limit(&self, id: EntitlementId, tariff: TariffId, limit: Money) -> Helper {
        let stated = self.payout().policy.tariff_money(tariff);
        let quantity = self.view.details.get(id.index()).map_or(1, |detail| detail.quantity);
        let cell = F::Cell(tariff_cell(tariff), stated.yuan());
        let times = stated.fen().checked_mul(i128::from(quantity));
        let formula = if stated == limit {
            cell.fen()
        } else if times == Some(limit.fen()) {
            cell.mul(F::Cell(address(Layout::QUANTITY, sheet_row(id)), quantity.into())).fen()
        } else if limit.is_positive() && limit < stated {
            F::Max(Box::new(cell.fen().sub(F::whole((stated - limit).fen()))), Box::new(F::whole(0)))
        } else {
            return Helper::Input(fen(limit));
        };
        Helper::Formula(formula, fen(limit))
    }

    /// The group's total in 分: C of its last item where that is the total, else an input.
    fn total(&self, id: EntitlementId, at: usize, step: StepId, total: Money, row: &mut LiveRow) -> F {
        let column = self.layout.running(at, 2);
        let last = self.chains.get(&(step, id)).copied();
        let sum_there = last.and_then(|last| self.sum_at(last, step));
        let helper = match last {
            Some(last) if sum_there == Some(fen(total)) => Helper::Formula(
                F::Cell(address(self.layout.running(at, 0), sheet_row(last)), fen(total)),
                fen(total),
            ),
            _ => Helper::Input(fen(total)),
        };
        row.helpers.insert(column, helper);
        F::Cell(address(column, sheet_row(id)), fen(total))
    }
}

/// C of a row: C before it and its net, or a plain figure where its cells do not add up to that net.
fn sum_helper(before: Option<F>, net: Option<&F>, value: Decimal) -> Helper {
    match (before, net) {
        (Some(before), Some(net)) => Helper::Formula(F::Add(vec![before, net.clone().fen()]), value),
        (None, Some(net)) => Helper::Formula(net.clone().fen(), value),
        (_, None) => Helper::Input(value),
    }
}

/// C with the item, in 分.
fn running_sum(operation: &Operation) -> Decimal {
    match operation {
        Operation::Running { before, net, .. } => fen(*before + *net),
        _ => Decimal::ZERO,
    }
}

fn fen(amount: Money) -> Decimal {
    Decimal::from_i128_with_scale(amount.fen(), 0)
}

/// An award brought to its unit; 元 in, 元 out.
fn round_award(figure: F, mode: Rounding, unit: Unit) -> F {
    match unit.fen() {
        1 => F::Round(Box::new(figure), 2, mode),
        100 => F::Round(Box::new(figure), 0, mode),
        _ => figure.mul(F::whole(100)).in_units(unit, mode).yuan(),
    }
}

/// round(whole·after/total) − round(whole·before/total), in 分; the last part is the rest.
pub(super) fn part(whole: F, [before, after, total]: [F; 3], unit: Unit) -> F {
    let at = |weight: F| whole.clone().mul(weight).div(total.clone()).in_units(unit, Rounding::HalfAway);
    let upper = if after == total { whole.clone() } else { at(after) };
    difference(upper, (before != F::whole(0)).then(|| at(before)))
}

fn difference(a: F, b: Option<F>) -> F {
    match b {
        Some(b) => a.sub(b),
        None => a,
    }
}
