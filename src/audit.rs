//! Assertions on a finished payout: what must hold whatever the input. A failure is our bug, and nothing is output.

use crate::model::payout::{Fate, Payout};
use crate::model::record::RowReading;
use crate::money::Money;

/// Checks that a payout holds together.
///
/// # Panics
/// Where it does not; the caller then outputs nothing.
pub fn hold_together(payout: &Payout) {
    for entitlement in &payout.entitlements {
        assert!(entitlement.net() >= Money::ZERO, "a net below zero");
        assert!(entitlement.gross() >= Money::ZERO, "an award below zero");
        let allocated: Money = entitlement.allocations.iter().map(|allocation| allocation.amount).sum();
        assert!(allocated == entitlement.net(), "allocations do not add up to the net");
        assert!(!entitlement.sources.is_empty(), "an amount without a source");
        for entry in &entitlement.entries {
            assert!(entry.operation.amount() == Some(entry.amount), "an entry is not its operation's amount");
        }
    }
    let paid: Money = payout.entitlements.iter().map(|entitlement| entitlement.due(payout.year)).sum();
    assert!(paid == payout.totals.payable, "payable is not the sum of what is due");
    assert!(payout.rows.is_sorted_by(|a, b| a.at < b.at), "a row with two fates, or out of order");
    let data =
        |rows: &[(u32, RowReading)]| rows.iter().filter(|(_, read)| *read != RowReading::Ignored).count();
    let read: usize = payout.reading.sheets.iter().map(|sheet| data(&sheet.rows)).sum();
    assert!(read == payout.rows.len(), "a data row without a fate");
    let money = payout.rows.iter().filter(|row| matches!(row.fate, Fate::Paid | Fate::Zero));
    assert!(money.clone().all(|row| !row.entitlements.is_empty()), "a paid row without an entitlement");
}
