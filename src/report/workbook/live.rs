//! The details as formulas: each entry's operation printed over 规则 and the row's inputs. What a formula cannot say
//! exactly stays a value and is counted.

use super::formula::F;
use crate::model::entitlement::{Allocation, Cause, Entitlement, EntitlementId, Entry};
use crate::model::operation::{Expr, Form, Operation, Weights};
use crate::model::payout::Payout;
use crate::money::{Money, Rounding, Unit};
use crate::policy::{Funder, Limit, Share, StepId, StepKind, TariffId};
use crate::report::view::{Detail, View};
use crate::report::words::column;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Where the columns of 兑现明细表 stand, the helpers to the right of what is printed.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    steps: usize,
    funders: usize,
    inputs: usize,
}

impl Layout {
    /// 数量.
    pub const QUANTITY: usize = 9;
    /// 应奖.
    pub const GROSS: usize = 10;

    /// A step.
    pub fn step(self, at: usize) -> usize {
        Self::GROSS + 1 + at
    }
    /// 净额.
    pub fn net(self) -> usize {
        self.step(self.steps)
    }
    /// 实兑.
    pub fn due(self) -> usize {
        self.net() + 1
    }
    /// 以后年度.
    pub fn later(self) -> usize {
        self.net() + 2
    }
    /// A funder.
    pub fn funder(self, at: usize) -> usize {
        self.net() + 3 + at
    }
    /// The first helper, right of 来源 and 说明: numbers of payee, category and town.
    pub fn key(self, at: usize) -> usize {
        self.funder(self.funders) + 2 + at
    }
    /// An input of the row.
    pub fn input(self, at: usize) -> usize {
        self.key(3) + at
    }
    /// Helpers of a step: C, limit, total.
    pub fn running(self, step: usize, part: usize) -> usize {
        self.input(self.inputs) + step * 3 + part
    }
    /// C of the base of a department's share.
    pub fn share(self) -> usize {
        self.running(self.steps, 0)
    }
    /// How many columns there are.
    pub fn width(self) -> usize {
        self.share() + 1
    }
}

/// A cell of a helper column.
#[derive(Clone, Debug)]
pub enum Helper {
    /// Computed.
    Formula(F, Decimal),
    /// An input.
    Input(Decimal),
}

/// One row's formulas; none where the amount stays a value.
#[derive(Default)]
pub struct LiveRow {
    /// 应奖.
    pub gross: Option<F>,
    /// Each step that has an entry.
    pub steps: Vec<Option<F>>,
    /// Each funder.
    pub funders: Vec<Option<F>>,
    /// Figures that the formulas read.
    pub inputs: Vec<Decimal>,
    /// Helpers by column.
    pub helpers: BTreeMap<usize, Helper>,
    /// Headings of amounts that stay values.
    pub values: Vec<&'static str>,
}

/// All rows.
pub struct Live {
    /// Where the columns stand.
    pub layout: Layout,
    /// In the order of the details.
    pub rows: Vec<LiveRow>,
}

impl Live {
    /// Prepares every formula.
    pub fn new(view: &View) -> Self {
        let inputs = view.payout.entitlements.iter().map(|e| inputs(e).len()).max().unwrap_or(0);
        let layout = Layout { steps: view.steps.len(), funders: view.funders.len(), inputs };
        let writer = Writer { view, layout, chains: chains(view) };
        let rows = (0..).zip(&view.payout.entitlements).zip(&view.details);
        Self {
            layout,
            rows: rows.map(|((id, e), detail)| writer.row(EntitlementId(id), e, detail)).collect(),
        }
    }

    /// A column over all rows, as other sheets quote it.
    fn range(&self, column_at: usize) -> String {
        let letters = column(u32::try_from(column_at).unwrap_or(u32::MAX));
        let (first, last) = (super::sheet::TOP + 1, self.total_row() - 1);
        format!("'{}'!${letters}${first}:${letters}${last}", super::details::NAME)
    }

    /// The row of the totals, as a spreadsheet counts.
    fn total_row(&self) -> u32 {
        super::sheet::TOP + 1 + u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// The total of a column.
    pub fn total(&self, column_at: usize) -> String {
        format!("'{}'!{}", super::details::NAME, address(column_at, self.total_row()))
    }

    /// The sum of a column over the rows with a key.
    pub fn sum_if(&self, column_at: usize, key: usize, cell: &str) -> String {
        format!("ROUND(SUMIFS({},{},{cell}),2)", self.range(column_at), self.range(self.layout.key(key)))
    }

    /// How many rows have a key.
    pub fn count_if(&self, key: usize, cell: &str) -> String {
        format!("COUNTIFS({},{cell})", self.range(self.layout.key(key)))
    }

    /// How many amounts stay values.
    pub fn values(&self) -> usize {
        self.rows.iter().map(|row| row.values.len()).sum()
    }
}

/// The spreadsheet row of an entitlement.
fn sheet_row(id: EntitlementId) -> u32 {
    id.0 + super::sheet::TOP + 1
}

/// An address in a row of the details.
pub fn address(column_at: usize, row: u32) -> String {
    format!("{}{row}", column(u32::try_from(column_at).unwrap_or(u32::MAX)))
}

/// The cell of 规则 that holds a tariff.
pub fn tariff_cell(tariff: TariffId) -> String {
    format!("'规则'!$D${}", tariff.0 + super::sheet::TOP + 1)
}

/// For each step and entitlement with a running form: the last item of its group.
fn chains(view: &View) -> BTreeMap<(StepId, EntitlementId), EntitlementId> {
    let mut last: BTreeMap<(StepId, EntitlementId), EntitlementId> = BTreeMap::new();
    let mut links = Vec::new();
    for (id, e) in (0..).map(EntitlementId).zip(&view.payout.entitlements) {
        for entry in &e.entries {
            if let (Some(step), Operation::Running { previous, .. }) = (entry.step, &entry.operation) {
                last.insert((step, id), id);
                links.extend(previous.map(|previous| ((step, previous), id)));
            }
        }
    }
    // From the end, so that each item finds where its successor already leads.
    for ((step, previous), id) in links.into_iter().rev() {
        if let Some(end) = last.get(&(step, id)).copied() {
            last.insert((step, previous), end);
        }
    }
    last
}

/// Operands of the first entry that are neither tariffs nor the quantity.
fn inputs(e: &Entitlement) -> Vec<Decimal> {
    let mut found = Vec::new();
    match e.entries.first().map(|entry| &entry.operation) {
        Some(Operation::Award { figure, .. }) => operands(figure, e.quantity, &mut found),
        _ => {}
    }
    found
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

/// Weights before, with, and in all.
fn running(weights: Weights) -> [i128; 3] {
    [weights.before, weights.after, weights.total]
}

struct Writer<'a> {
    view: &'a View<'a>,
    layout: Layout,
    chains: BTreeMap<(StepId, EntitlementId), EntitlementId>,
}

impl Writer<'_> {
    fn payout(&self) -> &Payout {
        self.view.payout
    }

    fn row(&self, id: EntitlementId, e: &Entitlement, detail: &Detail) -> LiveRow {
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
        let before = self.continued(self.layout.share(), self.share_row(previous, step, which), before);
        let sum = match &before {
            Some(before) => F::Add(vec![before.clone(), base_net.fen()]),
            None => base_net.fen(),
        };
        let value = e.entries.first().map(|entry| running_sum(&entry.operation))?;
        row.helpers.insert(self.layout.share(), Helper::Formula(sum, value));
        let here = F::Cell(address(self.layout.share(), sheet_row(id)), value);
        let part_of = |sum: F| sum.mul(rate.clone()).to_unit(unit, Rounding::HalfAway);
        Some(difference(part_of(here), before.map(part_of)).yuan())
    }

    /// The department's row for a base item, or the row itself where it is one already.
    fn share_row(&self, previous: Option<EntitlementId>, step: StepId, which: u32) -> Option<EntitlementId> {
        let previous = previous?;
        let entitlements = &self.payout().entitlements;
        if matches!(entitlements.get(previous.index())?.cause, Cause::Share(..)) {
            return Some(previous);
        }
        let cause = Cause::Share(step, which, previous);
        (0..).map(EntitlementId).zip(entitlements).find(|(_, e)| e.cause == cause).map(|(id, _)| id)
    }

    /// C before an item: the previous row's helper, or a plain figure where there is none.
    fn continued(&self, column: usize, previous: Option<EntitlementId>, before: Money) -> Option<F> {
        match previous {
            Some(id) => Some(F::Cell(address(column, sheet_row(id)), fen(before))),
            None if before.is_zero() => None,
            None => Some(F::Number(fen(before))),
        }
    }

    /// 应奖 and the steps before one, added up.
    fn net_before(&self, id: EntitlementId, step: usize, net: Money) -> F {
        let row = sheet_row(id);
        let gross = address(Layout::GROSS, row);
        match step {
            0 => F::Cell(gross, net.yuan()),
            _ => F::Cell(format!("SUM({gross}:{})", address(self.layout.step(step - 1), row)), net.yuan()),
        }
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
        let mut entries = e.entries.iter().skip(1).filter(|entry| entry.step == Some(step));
        let (entry, None) = (entries.next()?, entries.next()) else { return None };
        match &entry.operation {
            Operation::GiveWay { net } => Some(F::whole(0).sub(self.net_before(id, at, *net)).round(2)),
            Operation::LessTariff { net, earlier } => {
                let column = self.layout.running(at, 1);
                row.helpers.insert(column, Helper::Input(fen(*earlier)));
                let earlier = F::Cell(address(column, sheet_row(id)), fen(*earlier)).yuan();
                Some(F::whole(0).sub(self.net_before(id, at, *net).min(earlier)).round(2))
            }
            Operation::Keep { whole, kept, of, unit } => {
                let net = self.net_before(id, at, *whole);
                let kept = net.clone().fen().mul(F::whole(*kept)).div(F::whole(*of));
                Some(kept.to_unit(*unit, Rounding::HalfAway).yuan().sub(net).round(2))
            }
            Operation::Running { .. } => self.running(id, at, step, entry, row),
            Operation::Award { .. } | Operation::Part { .. } => None,
        }
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
        let linked = previous.filter(|p| self.has_running(*p, step));
        let before = self.continued(column, linked, *before);
        let net = self.net_before(id, at, *net);
        let sum = match &before {
            Some(before) => F::Add(vec![before.clone(), net.clone().fen()]),
            None => net.clone().fen(),
        };
        let value = running_sum(&entry.operation);
        row.helpers.insert(column, Helper::Formula(sum, value));
        let here = F::Cell(address(column, sheet_row(id)), value);
        let limit = self.limit(id, at, step, *form, row)?;
        let at_sum: Box<dyn Fn(F) -> F> = match form {
            Form::ProRata { total, .. } => {
                let total = self.total(id, at, step, *total, row);
                let limit = limit.min(total.clone());
                let unit = *unit;
                Box::new(move |sum| {
                    sum.mul(limit.clone()).div(total.clone()).to_unit(unit, Rounding::HalfAway)
                })
            }
            Form::FromEnd { .. } | Form::LessPaid { .. } => Box::new(move |sum| limit.clone().min(sum)),
            Form::Rate { .. } => return None,
        };
        let part = difference(at_sum(here), before.map(&at_sum)).yuan();
        Some(match form {
            Form::LessPaid { .. } => F::whole(0).sub(part),
            _ => part.sub(net).round(2),
        })
    }

    fn has_running(&self, id: EntitlementId, step: StepId) -> bool {
        self.chains.contains_key(&(step, id)) && {
            let entries = self.payout().entitlements.get(id.index()).map(|e| &e.entries);
            entries.is_some_and(|list| list.iter().skip(1).any(|entry| entry.step == Some(step)))
        }
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
            Some(Limit::Amount(tariff)) if policy.tariff_money(*tariff) == limit => {
                Helper::Formula(F::Cell(tariff_cell(*tariff), limit.yuan()).fen(), fen(limit))
            }
            _ => Helper::Input(fen(limit)),
        };
        row.helpers.insert(column, helper);
        Some(F::Cell(address(column, sheet_row(id)), fen(limit)))
    }

    /// The group's total in 分: C of its last item where that is the total, else an input.
    fn total(&self, id: EntitlementId, at: usize, step: StepId, total: Money, row: &mut LiveRow) -> F {
        let column = self.layout.running(at, 2);
        let last = self.chains.get(&(step, id)).copied();
        let sum_there = last.and_then(|last| {
            let entries = &self.payout().entitlements.get(last.index())?.entries;
            entries.iter().find(|entry| entry.step == Some(step)).map(|entry| running_sum(&entry.operation))
        });
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

    /// 实兑 by funder.
    fn split(&self, id: EntitlementId, e: &Entitlement, detail: &Detail, row: &mut LiveRow) {
        let net = F::Cell(address(self.layout.net(), sheet_row(id)), detail.net.yuan());
        for (funder, amount) in self.view.funders.iter().zip(&detail.funders) {
            let now = |a: &&Allocation| a.due_year == Some(self.payout().year) && a.funder == *funder;
            let parts: Option<Vec<F>> =
                e.allocations.iter().filter(now).map(|a| self.allocation(net.clone(), a)).collect();
            let formula = parts.filter(|parts| !parts.is_empty()).map(F::Add).filter(|f| f.gives(*amount));
            if formula.is_none() && !amount.is_zero() {
                row.values.push("分担");
            }
            row.funders.push(formula);
        }
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
            figure = part(figure, self.weights(allocation, at == last, running(*weights)), *unit);
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
            _ => F::Add(
                rates
                    .iter()
                    .take(count)
                    .map(|id| F::Cell(tariff_cell(*id), policy.tariff(*id).value))
                    .collect(),
            ),
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
        _ => figure.mul(F::whole(100)).to_unit(unit, mode).yuan(),
    }
}

/// round(whole·after/total) − round(whole·before/total), in 分; the last part is the rest.
fn part(whole: F, [before, after, total]: [F; 3], unit: Unit) -> F {
    let at = |weight: F| whole.clone().mul(weight).div(total.clone()).to_unit(unit, Rounding::HalfAway);
    let upper = if after == total { whole.clone() } else { at(after) };
    difference(upper, (before != F::whole(0)).then(|| at(before)))
}

fn difference(a: F, b: Option<F>) -> F {
    match b {
        Some(b) => a.sub(b),
        None => a,
    }
}
