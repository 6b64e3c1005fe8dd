//! What earlier batches of the year counted and gave nothing for: it counts on, unless this run's lists state it again.

use crate::context::Context;
use crate::model::achievement::{Achievement, EnterpriseId, Payment};
use crate::policy::{CategoryId, builtin};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// By what an achievement and a row of the ledger are one: category, day, and certificate, or product of an enterprise.
type Thing<'a> = (CategoryId, Option<Date>, Result<&'a str, (EnterpriseId, Option<&'a str>)>);

/// The rows of this year's batches that are not listed again, each achievement of a holder once.
pub(super) fn not_listed<'a>(context: &Context<'a>) -> Vec<&'a Payment> {
    let tallied = &context.register.tallied;
    if tallied.is_empty() {
        return Vec::new();
    }
    let listed: BTreeSet<Thing<'_>> =
        context.achievements().flat_map(|(_, one)| of_achievement(one)).collect();
    let paid: BTreeSet<Thing<'_>> = context.register.payments.iter().flat_map(of_payment).collect();
    let mut seen = BTreeSet::new();
    let of_year = tallied.iter().filter(|payment| payment.is_of_batch(context.year));
    let new = of_year.filter(|payment| {
        let things = of_payment(payment);
        let known = things.iter().any(|thing| listed.contains(thing) || paid.contains(thing));
        !known && seen.insert((payment.enterprise, things))
    });
    new.collect()
}

fn of_achievement(one: &Achievement) -> Vec<Thing<'_>> {
    let day = one.facts.date(builtin::RECOGNISED).map(|date| date.first);
    let product = one.product_named();
    let certified = one.certificate.as_deref().map(|certificate| (one.category, day, Ok(certificate)));
    let held = one.holders.iter().map(|holder| (one.category, day, Err((holder.enterprise, product))));
    // Of two that both have a certificate it alone tells.
    certified.into_iter().chain(held.filter(|_| one.certificate.is_none())).collect()
}

fn of_payment(payment: &Payment) -> Vec<Thing<'_>> {
    let Some(category) = payment.category else { return Vec::new() };
    let day = payment.facts.date(builtin::RECOGNISED).map(|date| date.first);
    vec![match payment.certificate.as_deref() {
        Some(certificate) => (category, day, Ok(certificate)),
        None => (category, day, Err((payment.holder, payment.product.as_deref()))),
    }]
}
