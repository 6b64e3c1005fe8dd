//! What an award's own figure is less of already: a later step does not deduct it again.

use super::book::Book;
use crate::model::achievement::PaymentId;
use crate::model::entitlement::Entitlement;
use crate::model::operation::{Expr, Operation};
use crate::model::record::CellRef;
use crate::money::{Money, Rounding, Unit};
use crate::policy::{AmountKind, Award, builtin};
use std::collections::{BTreeMap, BTreeSet};

/// Takes off what is left to deduct of payments that awards have deducted by themselves. The holders of one figure share it.
pub(super) fn by_awards(book: &mut Book<'_>, entitlements: &[Entitlement]) {
    let policy = book.context.policy;
    let deducts = |award: &Award| matches!(award.amount.kind, AmountKind::Brackets { less_paid: true, .. });
    if !policy.awards.iter().any(deducts) {
        return;
    }
    let cells = cells(book);
    let mut seen: BTreeSet<PaymentId> = BTreeSet::new();
    for entitlement in entitlements {
        let of_award = entitlement.award.is_some_and(|award| deducts(policy.award(award)));
        let Some(Operation::Award { figure, .. }) =
            entitlement.entries.first().map(|entry| &entry.operation).filter(|_| of_award)
        else {
            continue;
        };
        let mut taken = Vec::new();
        let whole = deductions(figure, &mut taken);
        let paid: Vec<PaymentId> = taken.iter().filter_map(|cell| cells.get(cell)).copied().collect();
        let paid: Vec<PaymentId> = paid.into_iter().filter(|id| seen.insert(*id)).collect();
        let whole = whole.and_then(|whole| Money::round(whole, Unit::FEN, Rounding::Up));
        book.deduct(&paid, whole.unwrap_or_default());
    }
}

/// The cells of the ledger that say what was paid or is due, with their payments.
fn cells(book: &Book<'_>) -> BTreeMap<CellRef, PaymentId> {
    let payments = (0_u32..).map(PaymentId).zip(&book.context.register.payments);
    let of = |(id, payment): (PaymentId, &crate::model::achievement::Payment)| {
        let facts = [builtin::PAID, builtin::DUE_AMOUNT].map(|field| payment.facts.get(field));
        facts.into_iter().flatten().map(move |fact| (fact.cell, id)).collect::<Vec<_>>()
    };
    payments.flat_map(of).collect()
}

/// Adds the cells that a figure is less of, and gives what it was before: none where nothing was taken off.
fn deductions(figure: &Expr, cells: &mut Vec<CellRef>) -> Option<rust_decimal::Decimal> {
    match figure {
        Expr::Difference(whole, less) => {
            let inner = deductions(whole, cells);
            let terms = if let Expr::Sum(terms) = less.as_ref() { terms.as_slice() } else { &[] };
            cells.extend(terms.iter().filter_map(|term| match term {
                Expr::Cell(cell, _) => Some(*cell),
                _ => None,
            }));
            inner.or_else(|| whole.value())
        }
        Expr::Greatest(a, b) | Expr::Least(a, b) => deductions(a, cells).or_else(|| deductions(b, cells)),
        _ => None,
    }
}
