//! Rows of the ledger compared with each other: which pay one award, and which may be of one payment.

mod promises;

use crate::context::Context;
use crate::grouping::payment_role;
use crate::model::achievement::{EnterpriseId, Payment, PaymentId};
use crate::model::nature::Nature;
use crate::policy::{CategoryId, Role, builtin};
use jiff::civil::Date;
pub use promises::{Paid, is_given_up, is_owed, kept_among, paid_when_due};
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
