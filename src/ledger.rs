//! Rows of the ledger compared with each other: which pay one award, which take another back, which paid what an earlier
//! row says was still due.

use crate::context::Context;
use crate::grouping::{payment_clause, payment_role};
use crate::model::achievement::{EnterpriseId, Payment, PaymentId};
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

/// Whether a row of a workbook of ours only says that an award counted the achievement: another row has the money.
pub fn is_counted_only(payment: &Payment) -> bool {
    let nothing = |field| payment.facts.money(field).is_none_or(|amount| amount.is_zero());
    payment.of_workbook && nothing(builtin::PAID) && nothing(builtin::DUE_AMOUNT)
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
    paid
}

/// Of some payments, each promise that was kept with the row that kept it.
pub fn settled_among(context: &Context<'_>, payments: &[PaymentId]) -> Vec<(PaymentId, PaymentId)> {
    let payment = |id: PaymentId| &context.register.payments[id.index()];
    let whole = |id: PaymentId, field| payment(id).facts.whole(field);
    let positive =
        |id: PaymentId, field| payment(id).facts.money(field).is_some_and(|amount| amount > Decimal::ZERO);
    let thing = |id: PaymentId, year: i64| {
        let payment = payment(id);
        (payment.enterprise, payment_role(payment), payment.category, year)
    };
    let mut of_year: BTreeMap<(EnterpriseId, Role, Option<CategoryId>, i64), Vec<PaymentId>> =
        BTreeMap::new();
    for id in payments {
        // Where a limit carried all of a part to a later year, our own workbook has a row of nothing paid that promises it anew.
        let carried = payment(*id).of_workbook && positive(*id, builtin::DUE_AMOUNT);
        if let Some(year) = whole(*id, builtin::YEAR).filter(|_| positive(*id, builtin::PAID) || carried) {
            of_year.entry(thing(*id, year)).or_default().push(*id);
        }
    }
    let mut settled = Vec::new();
    for id in payments {
        let owed = positive(*id, builtin::DUE_AMOUNT);
        let Some(year) = whole(*id, builtin::DUE_YEAR).filter(|_| owed) else { continue };
        // A row of the year in which its own next part falls due is no payment of that part.
        let Some(rows) =
            of_year.get_mut(&thing(*id, year)).filter(|_| whole(*id, builtin::YEAR) != Some(year))
        else {
            continue;
        };
        if let Some(at) = rows.iter().position(|row| pays(context, payment(*row), payment(*id))) {
            settled.push((*id, rows.swap_remove(at)));
        }
    }
    settled
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
