//! Rows of the ledger compared with each other: which pay one award, which take another back, which paid what an earlier
//! row says was still due.

use crate::context::Context;
use crate::grouping::{payment_clause, payment_role};
use crate::model::achievement::{EnterpriseId, Payment, PaymentId};
use crate::model::nature::Nature;
use crate::policy::{CategoryId, Role, builtin};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What a payment is for: payee, category, product, certificate and date of recognition, as far as its row says.
pub type Identity<'a> =
    (EnterpriseId, Role, Option<CategoryId>, Option<&'a str>, Option<&'a str>, Option<(Date, Date)>);

/// What a payment is for.
pub fn identity(payment: &Payment) -> Identity<'_> {
    (
        payment.enterprise,
        payment_role(payment),
        payment.category,
        payment.product.as_deref(),
        payment.certificate.as_deref(),
        payment.facts.date(builtin::RECOGNISED).map(|date| (date.first, date.last)),
    )
}

/// Whether a row of a workbook of ours has no money of its own: an award counted the achievement and another row has the
/// money, or the steps left nothing of it.
pub fn is_counted_only(payment: &Payment) -> bool {
    let nothing = |field| payment.facts.money(field).is_none_or(|amount| amount.is_zero());
    payment.of_workbook
        && payment.nature() != Some(Nature::Instalment)
        && nothing(builtin::PAID)
        && nothing(builtin::DUE_AMOUNT)
}

/// What an earlier batch of the award year awarded: rows of our own workbook of that year, without instalments of earlier awards.
pub fn of_batch(context: &Context<'_>) -> BTreeSet<PaymentId> {
    let payments = (0_u32..).map(PaymentId).zip(&context.register.payments);
    let of_year = payments.filter(|(_, payment)| payment.is_of_batch(context.year));
    let mut batch: BTreeSet<PaymentId> = of_year.map(|(id, _)| id).collect();
    if !batch.is_empty() {
        let rows = paid_when_due(context);
        batch.retain(|id| !rows.instalment[id.index()]);
    }
    batch
}

/// Whether two rows may be of one payment: nothing that both say differs.
pub fn compatible(a: &Identity<'_>, b: &Identity<'_>) -> bool {
    // A date known to the month may be any of its days.
    let same_time = match (a.5, b.5) {
        (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
        _ => true,
    };
    same_product(a, b) && agree(&a.4, &b.4) && same_time
}

/// The same, whatever they say of certificate and date.
pub fn same_product(a: &Identity<'_>, b: &Identity<'_>) -> bool {
    a.1 == b.1 && agree(&a.2, &b.2) && agree(&a.3, &b.3)
}

fn agree<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// What rows are to other rows of the ledger, by the index of the payment.
pub struct Paid {
    /// What the row says is still due, another row paid.
    pub settled: Vec<bool>,
    /// The row paid what an earlier one says was still due: it is no award of its own year.
    pub instalment: Vec<bool>,
}

/// Which rows state an instalment that another row paid, and which rows those are: what was paid when it fell due is
/// written in a row of its own, and the row that promised it stays as it was.
pub fn paid_when_due(context: &Context<'_>) -> Paid {
    let all: Vec<PaymentId> =
        (0_u32..).zip(&context.register.payments).map(|(id, _)| PaymentId(id)).collect();
    let mut paid = Paid { settled: vec![false; all.len()], instalment: vec![false; all.len()] };
    for (promise, row) in settled_among(context, &all) {
        paid.settled[promise.index()] = true;
        paid.instalment[row.index()] = true;
    }
    for promise in dated_since(context) {
        paid.settled[promise.index()] = true;
    }
    // Our own workbooks say so even where the row that promised it is not among the lists.
    for (instalment, payment) in paid.instalment.iter_mut().zip(&context.register.payments) {
        *instalment |= payment.nature() == Some(Nature::Instalment);
    }
    paid
}

/// Promises that waited for a fact and that another row of the ledger has given the year since: that row is the one to be paid.
fn dated_since(context: &Context<'_>) -> Vec<PaymentId> {
    let owed: Vec<PaymentId> = (0_u32..)
        .map(PaymentId)
        .zip(&context.register.payments)
        .filter(|(_, p)| is_owed(p))
        .map(|(id, _)| id)
        .collect();
    let (dated, waiting): (Vec<PaymentId>, Vec<PaymentId>) =
        owed.into_iter().partition(|id| rows_payment(context, *id).facts.get(builtin::DUE_YEAR).is_some());
    if waiting.is_empty() {
        return waiting;
    }
    let promise = |id: &PaymentId| {
        let payment = rows_payment(context, *id);
        (identity(payment), payment.facts.money(builtin::DUE_AMOUNT))
    };
    let file = |id: &PaymentId| rows_payment(context, *id).source.file;
    let mut by_promise: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
    for id in &dated {
        by_promise.entry(promise(id)).or_default().insert(file(id));
    }
    // Two parts of one award may be alike, and stand in one file.
    let elsewhere = |id: &PaymentId| {
        by_promise.get(&promise(id)).is_some_and(|files| files.iter().any(|at| *at != file(id)))
    };
    waiting.into_iter().filter(elsewhere).collect()
}

/// Of some payments, each promise that was kept with the row that kept it: one of the due year, else of a later year, else,
/// where the promise waited for a fact, of any.
pub fn settled_among(context: &Context<'_>, payments: &[PaymentId]) -> Vec<(PaymentId, PaymentId)> {
    let mut rows = Rows::of(context, payments);
    let promises = || payments.iter().copied().filter(|id| is_owed(rows_payment(context, *id)));
    let mut settled = Vec::new();
    for promise in promises() {
        settled.extend(rows.of_due_year(promise).map(|row| (promise, row)));
    }
    let kept: BTreeSet<PaymentId> = settled.iter().map(|(promise, _)| *promise).collect();
    for promise in promises().filter(|id| !kept.contains(id)) {
        settled.extend(rows.later(promise).map(|row| (promise, row)));
    }
    settled
}

fn rows_payment<'a>(context: &Context<'a>, id: PaymentId) -> &'a Payment {
    &context.register.payments[id.index()]
}

/// Whether a row says that something is still to be paid.
pub fn is_owed(payment: &Payment) -> bool {
    payment.facts.money(builtin::DUE_AMOUNT).is_some_and(|amount| amount > Decimal::ZERO)
}

/// Whose and of what kind a payment is.
type Kind = (EnterpriseId, Role, Option<CategoryId>);

/// Rows that may have paid what an earlier one promised, by whose they are and the year.
struct Rows<'c, 'a> {
    context: &'c Context<'a>,
    by_year: BTreeMap<(Kind, i64), Vec<PaymentId>>,
}

impl<'c, 'a> Rows<'c, 'a> {
    fn of(context: &'c Context<'a>, payments: &[PaymentId]) -> Self {
        let mut by_year: BTreeMap<(Kind, i64), Vec<PaymentId>> = BTreeMap::new();
        for id in payments {
            let payment = rows_payment(context, *id);
            if let Some(year) = payment.facts.whole(builtin::YEAR).filter(|_| may_be_instalment(payment)) {
                by_year.entry((kind(payment), year)).or_default().push(*id);
            }
        }
        Self { context, by_year }
    }

    /// The row of the due year that pays a promise.
    fn of_due_year(&mut self, promise: PaymentId) -> Option<PaymentId> {
        let promised = rows_payment(self.context, promise);
        let year = promised.facts.whole(builtin::DUE_YEAR)?;
        // A row of the year in which its own next part falls due is no payment of that part.
        if promised.facts.whole(builtin::YEAR) == Some(year) {
            return None;
        }
        let context = self.context;
        let rows = self.by_year.get_mut(&(kind(promised), year))?;
        let at = rows.iter().position(|row| pays(context, rows_payment(context, *row), promised))?;
        Some(rows.swap_remove(at))
    }

    /// The row that pays it though it is of no due year: of a part that was overdue, or that waited for a fact. Nothing less
    /// than all that identifies the two may tell.
    fn later(&mut self, promise: PaymentId) -> Option<PaymentId> {
        let promised = rows_payment(self.context, promise);
        let (whose, thing) = (kind(promised), identity(promised));
        if thing.5.is_none() || (thing.3.is_none() && thing.4.is_none()) {
            return None;
        }
        let context = self.context;
        let since = promised.facts.whole(builtin::DUE_YEAR).or(promised.facts.whole(builtin::YEAR))?;
        let rows = self.by_year.range_mut((whose, since)..).take_while(|((of, _), _)| *of == whose);
        for ((_, year), rows) in rows {
            let fits = |row: &PaymentId| {
                let payment = rows_payment(context, *row);
                let is_instalment = payment.nature() == Some(Nature::Instalment);
                *row != promise
                    && (*year > since || is_instalment)
                    && identity(payment) == thing
                    && pays(context, payment, promised)
            };
            if let Some(at) = rows.iter().position(fits) {
                return Some(rows.swap_remove(at));
            }
        }
        None
    }
}

fn kind(payment: &Payment) -> Kind {
    (payment.enterprise, payment_role(payment), payment.category)
}

/// Whether a row may be the payment of an instalment. Where a limit carried all of a part to a later year, our own workbook has
/// a row of nothing paid that promises it anew.
fn may_be_instalment(payment: &Payment) -> bool {
    let positive = |field| payment.facts.money(field).is_some_and(|amount| amount > Decimal::ZERO);
    match payment.nature() {
        Some(nature) => nature == Nature::Instalment,
        None => positive(builtin::PAID) || payment.of_workbook && positive(builtin::DUE_AMOUNT),
    }
}

/// Whether a row of the due year pays what an earlier row promised: the same thing under the same clause.
fn pays(context: &Context<'_>, row: &Payment, promise: &Payment) -> bool {
    let clause = |payment| payment_clause(context.policy, payment);
    let same_clause = match (clause(row), clause(promise)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let named = promise.product.is_some() || promise.certificate.is_some();
    same_clause
        && compatible(&identity(row), &identity(promise))
        && (named || identity(row) == identity(promise))
}

/// Payments by what they are for: the parts of one award, paid over years, are together.
pub fn one_by_one(context: &Context<'_>, payments: &[PaymentId]) -> Vec<Vec<PaymentId>> {
    let mut things: Vec<Vec<PaymentId>> = Vec::new();
    let mut known: BTreeMap<Identity<'_>, usize> = BTreeMap::new();
    for id in payments {
        let thing = identity(&context.register.payments[id.index()]);
        let named = thing.5.is_some() && (thing.3.is_some() || thing.4.is_some());
        match known.get(&thing).filter(|_| named) {
            Some(at) => things[*at].push(*id),
            None => {
                known.insert(thing, things.len());
                things.push(vec![*id]);
            }
        }
    }
    things
}
