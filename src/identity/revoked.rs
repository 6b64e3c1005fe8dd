//! Decisions against an achievement of which the ledger has paid something: what was paid is told, and what is still due waits
//! until the decision is made for it, too.

use super::desk::Desk;
use super::enterprises::People;
use super::merge::Merged;
use super::payments::payment;
use super::products::Products;
use super::rows::Ruled;
use crate::finding::Code;
use crate::model::achievement::Payment;
use crate::model::decision::lines;
use crate::model::record::{ListKind, RowRef};
use crate::policy::builtin;
use crate::text::path;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What was decided of an achievement's row.
struct Decided {
    /// The row.
    row: RowRef,
    /// What it states, as a payment of it would.
    thing: Payment,
    /// A waiver or an upheld objection ends the achievement; 不予采信 only says that this row is not to be believed.
    ends: bool,
}

/// Tells of each such achievement, and holds what the ledger still owes for it.
pub(super) fn hold(
    desk: &mut Desk<'_>,
    people: &People,
    products: &Products,
    ruled: &Ruled,
    merged: &Merged,
    payments: &[Payment],
    year: i32,
) {
    for decided in decided(desk, people, products, ruled) {
        if !decided.ends && stands(merged, &decided.thing) {
            continue;
        }
        let of_it: Vec<&Payment> = payments.iter().filter(|paid| is_of(paid, &decided.thing)).collect();
        let owing = |paid: &&&Payment| {
            let due = paid.facts.whole(builtin::DUE_YEAR).is_none_or(|due| due <= i64::from(year));
            let settled = paid.accepted || ruled.dropped.contains_key(&paid.source);
            due && !settled && sum(paid, builtin::DUE_AMOUNT) > Decimal::ZERO
        };
        let owed: Vec<RowRef> = of_it.iter().filter(owing).map(|paid| paid.source).collect();
        let paid: Decimal = of_it.iter().map(|paid| sum(paid, builtin::PAID)).sum();
        if owed.is_empty() && (paid <= Decimal::ZERO || !decided.ends) {
            continue;
        }
        let position = tell(desk, decided.row, paid, &owed);
        owed.into_iter().for_each(|row| desk.hold(row, position));
    }
}

/// The achievement rows that decisions speak against, by holder.
fn decided(desk: &Desk<'_>, people: &People, products: &Products, ruled: &Ruled) -> Vec<Decided> {
    let rows: BTreeSet<RowRef> = ruled.dropped.keys().chain(ruled.refused.keys()).copied().collect();
    let mut all = Vec::new();
    for row in rows {
        let Ok(at) = desk.records.binary_search_by_key(&row, |record| record.at) else { continue };
        let record = &desk.records[at];
        if record.kind != ListKind::Achievements {
            continue;
        }
        let ends = ruled.dropped.contains_key(&row);
        all.extend(people.holders[at].iter().map(|holder| {
            let thing = payment(products, record, *holder);
            Decided { row, thing, ends }
        }));
    }
    all
}

/// Whether another row keeps the achievement alive.
fn stands(merged: &Merged, thing: &Payment) -> bool {
    merged.achievements.iter().any(|achievement| {
        let certificates = thing.certificate.as_deref().zip(achievement.certificate.as_deref());
        let product = || thing.product.as_deref() == achievement.product_named();
        Some(achievement.category) == thing.category
            && achievement.holder(thing.enterprise).is_some()
            && achievement.facts.date(builtin::RECOGNISED) == thing.facts.date(builtin::RECOGNISED)
            && certificates.map_or_else(product, |(a, b)| a == b)
    })
}

/// Whether a payment was for what a row states: the same holder, category, certificate or product, and date.
fn is_of(paid: &Payment, thing: &Payment) -> bool {
    let certificates = paid.certificate.as_deref().zip(thing.certificate.as_deref());
    let product = || paid.product.is_some() && paid.product == thing.product;
    let date = thing.facts.date(builtin::RECOGNISED);
    paid.holder == thing.enterprise
        && paid.category.is_some()
        && paid.category == thing.category
        && date.is_some()
        && paid.facts.date(builtin::RECOGNISED) == date
        && certificates.map_or_else(product, |(a, b)| a == b)
}

fn sum(payment: &Payment, field: crate::policy::FieldId) -> Decimal {
    payment.facts.money(field).unwrap_or_default()
}

fn tell(desk: &mut Desk<'_>, row: RowRef, paid: Decimal, owed: &[RowRef]) -> usize {
    let place = desk.row_place(row);
    let mut message = format!(
        "{place}这一行有决定不予兑现，历年台账里这项成果已经付过{}元（各收款单位合计）",
        paid.normalize()
    );
    let mut help = "应否追回由有权的人决定；追回的在历年台账记负数。".to_owned();
    if let Some(first) = owed.first() {
        let at = desk.row_place(*first);
        message.push_str(&format!("，{at}还有到期的款，这一笔先不付，一并待定"));
        let file = path::shortest(desk.files, first.file as usize);
        let (sheet, row) = (at.sheet.unwrap_or_default(), at.cell.unwrap_or_default());
        let lines = lines::row(file, &sheet, &row);
        help.push_str(&format!(
            "到期的款不再付的，在 decisions.toml 对台账的行写：\n{}\n还要付的把 kind 写成 \"采信\"。以后年度到期的，那时也要带上这条决定。",
            lines::decision("异议成立", &lines)
        ));
    }
    desk.say(Code::RevokedPaid, place, message, help)
}
