//! An entitlement's entries as formulas: each operation printed over 规则, the row's inputs and its helpers. What a
//! formula cannot say exactly stays a value.

use super::formula::F;
use super::groups::{Rival, chains, rivals, shares};
use super::inputs::{inputs, is_quantity};
use super::layout::{Layout, address, sheet_row, tariff_cell};
use super::limits::{running_net, running_sum, sum_helper};
use super::live::{Helper, LiveRow, tracks};
use super::rounding::{difference, fen, parted, round_award};
use crate::model::entitlement::{Cause, Entitlement, EntitlementId, Entry};
use crate::model::operation::{Expr, Form, Operation, Weights};
use crate::model::payout::Payout;
use crate::money::{Money, Rounding, Unit};
use crate::policy::{AmountKind, StepId, StepKind, TariffId, TariffKind};
use crate::report::view::{Detail, View, only_tariff};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Weights before, with, and in all.
fn weights(weights: Weights) -> [F; 3] {
    [weights.before, weights.after, weights.total].map(F::whole)
}

/// Prints the operations of one payout.
pub struct Writer<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) layout: Layout,
    pub(super) chains: BTreeMap<(StepId, EntitlementId), EntitlementId>,
    shares: BTreeMap<(StepId, u32, EntitlementId), EntitlementId>,
    rivals: BTreeMap<(StepId, EntitlementId), Rival>,
    pub(super) tracks: Vec<StepId>,
}

impl<'a> Writer<'a> {
    /// Finds the groups once.
    pub fn new(view: &'a View<'a>, layout: Layout) -> Self {
        let tracks = tracks(view).into_iter().map(|(step, _)| step).collect();
        Self { view, layout, chains: chains(view), shares: shares(view), rivals: rivals(view), tracks }
    }

    pub(super) fn payout(&self) -> &Payout {
        self.view.payout
    }

    /// One row's formulas.
    pub fn row(&self, id: EntitlementId, e: &Entitlement, detail: &Detail) -> LiveRow {
        let mut row = LiveRow { inputs: inputs(self.payout(), e), ..LiveRow::default() };
        row.gross = self.gross(id, e, &mut row).filter(|f| f.gives(detail.gross));
        if row.gross.is_none() {
            row.values.push("应奖");
        }
        for (at, (step, _)) in self.view.steps.iter().enumerate() {
            let formula = self.step(id, e, at, *step, &mut row).or_else(|| self.lapse(id, e, detail, at));
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
            Operation::Award { figure, rounding, unit, part: share } => {
                let mut next = 0;
                let plain = self.is_plain(figure);
                let figure = self.figure(figure, e, at, &mut next)?;
                let whole = round_award(figure, plain, *rounding, *unit);
                Some(match share {
                    // The whole is of whole units, so no part before the last reaches beyond it.
                    Some(share) => parted(whole.fen(), weights(*share), *unit, F::clone).yuan(),
                    None => whole,
                })
            }
            Operation::Running { before, net, previous, form: Form::Rate { .. }, unit, .. } => {
                self.share(id, e, (*before, *net), *previous, *unit, row)
            }
            _ => None,
        }
    }

    /// Whether a figure is an amount of the policy or of a list, or the former times whole numbers.
    fn is_plain(&self, figure: &Expr) -> bool {
        let money = |id: TariffId| self.payout().policy.tariff(id).kind == TariffKind::Money;
        let product = only_tariff(figure).is_some_and(|(id, _)| money(id)) && whole_factors(figure);
        product || matches!(figure, Expr::Cell(..) | Expr::Counted(_))
    }

    pub(super) fn figure(&self, figure: &Expr, e: &Entitlement, row: u32, next: &mut usize) -> Option<F> {
        let mut inner = |figure: &Expr| self.figure(figure, e, row, next);
        Some(match figure {
            Expr::Tariff(id, value) => F::Cell(tariff_cell(*id), *value),
            Expr::Cell(_, value) | Expr::Counted(value) if value.is_zero() => F::Number(*value),
            Expr::Cell(_, value) | Expr::Counted(value) if is_quantity(self.payout(), e, figure) => {
                F::Cell(address(Layout::QUANTITY, row), *value)
            }
            Expr::Cell(_, value) | Expr::Counted(value) => self.next_input(row, next, *value),
            Expr::Product(factors) => {
                let factors = factors.iter().map(inner).collect::<Option<Vec<_>>>()?;
                factors.into_iter().reduce(F::mul)?
            }
            Expr::Sum(terms) => F::Add(terms.iter().map(inner).collect::<Option<Vec<_>>>()?),
            Expr::Difference(a, b) => inner(a)?.sub(inner(b)?),
            Expr::Least(a, b) => inner(a)?.min(inner(b)?),
            Expr::Greatest(a, b) => inner(a)?.max(inner(b)?),
        })
    }

    /// The cell of the row's next input.
    pub(super) fn next_input(&self, row: u32, next: &mut usize, value: Decimal) -> F {
        let cell = F::Cell(address(self.layout.input(*next), row), value);
        *next += 1;
        cell
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
        row.helpers
            .insert(self.layout.share(), sum_helper(before.clone(), base_net.clone().map(F::fen), value));
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
    pub(super) fn continued(
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
        // What a limit on the year's money takes off is told by the year's money.
        if self.view.late.iter().any(|(late, _)| *late == step) {
            return None;
        }
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
            Operation::Keep { before, whole, kept, of, unit } => {
                let net = self.net_before(id, at, *whole)?;
                let column = self.layout.running(at, 0);
                let part_before = self.continued(column, self.part_before(id, e, step, *before), *before);
                let sum = fen(*before + *whole);
                row.helpers.insert(column, sum_helper(part_before.clone(), Some(net.clone().fen()), sum));
                let here = F::Cell(address(column, sheet_row(id)), sum);
                let kept_of =
                    |sum: F| sum.mul(F::whole(*kept)).div(F::whole(*of)).in_units(*unit, Rounding::HalfAway);
                Some(difference(kept_of(here), part_before.map(kept_of)).yuan().sub(net).round(2))
            }
            Operation::Running { .. } => {
                let net = self.net_before(id, at, running_net(&entry.operation))?;
                let part =
                    self.running_part(id, e, (step, &entry.operation), &net.clone().fen(), row)?.yuan();
                Some(match &entry.operation {
                    Operation::Running { form: Form::LessPaid { .. }, .. } => F::whole(0).sub(part).round(2),
                    _ => part.sub(net).round(2),
                })
            }
            Operation::Award { .. } | Operation::Part { .. } => None,
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
                value.and_then(|value| Money::round(value, policy.unit, policy.rounding)) == Some(earlier)
            })
            .collect();
        tariffs.dedup();
        let [(tariff, whatever)] = tariffs.as_slice() else { return Helper::Input(fen(earlier)) };
        let cell = F::Cell(tariff_cell(*tariff), policy.tariff(*tariff).value);
        let whole = match whatever {
            true => cell,
            false => cell.mul(F::Cell(address(Layout::QUANTITY, sheet_row(id)), quantity)),
        };
        Helper::Formula(round_award(whole, true, policy.rounding, policy.unit).fen(), fen(earlier))
    }

    /// The part before this one of an item that a count limit keeps in part, with its C.
    fn part_before(
        &self,
        id: EntitlementId,
        e: &Entitlement,
        step: StepId,
        before: Money,
    ) -> Option<(EntitlementId, Decimal)> {
        let earlier = (0..id.0).rev().map(EntitlementId);
        let of_item = earlier.take_while(|id| {
            self.payout().entitlements.get(id.index()).is_some_and(|other| other.achievement == e.achievement)
        });
        let mut kept = of_item.filter_map(|id| {
            let other = self.payout().entitlements.get(id.index())?;
            let own = other.entries.iter().find(|entry| entry.step == Some(step))?;
            match own.operation {
                Operation::Keep { before, whole, .. } => Some((id, before + whole)),
                _ => None,
            }
        });
        kept.find(|(_, sum)| *sum == before).map(|(id, sum)| (id, fen(sum)))
    }
}

/// Whether everything but tariffs is a whole number.
fn whole_factors(figure: &Expr) -> bool {
    match figure {
        Expr::Product(factors) => factors.iter().all(whole_factors),
        Expr::Cell(_, value) | Expr::Counted(value) => value.is_integer(),
        _ => true,
    }
}
