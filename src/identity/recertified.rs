//! Re-certification follows from history: an earlier payment of the same enterprise for the same product and category, or for
//! the same honour.

use super::choice::own_cell;
use super::desk::Desk;
use crate::finding::Code;
use crate::model::achievement::{Achievement, EnterpriseId, Payment};
use crate::model::nature::Nature;
use crate::model::record::{Fact, Value};
use crate::policy::{CategoryId, builtin};
use crate::text::{certificate, examined};
use std::collections::{BTreeMap, BTreeSet};

/// What history says of an achievement of the same enterprise, product and category.
enum Earlier<'a> {
    /// No payment could be for an earlier recognition of it.
    Never,
    /// This one was.
    Paid(&'a Payment),
    /// This one might be: a key or a date is missing, or the dates may be the same.
    Perhaps(&'a Payment),
}

/// Sets 复评 where history decides it, and holds what is marked first but was paid before. What an earlier batch of the award
/// year was paid for is no earlier recognition: in one run both would be first.
pub(super) fn recertify(
    desk: &mut Desk<'_>,
    achievements: &mut [Achievement],
    payments: &[Payment],
    year: i32,
) {
    let mut by_thing = ByThing::new();
    // Nor is what the steps left nothing of a payment.
    let before = |payment: &&Payment| !payment.is_of_batch(year) && payment.nature() != Some(Nature::Zero);
    for payment in payments.iter().filter(before) {
        let thing = (payment.enterprise, payment.category, payment.product.as_deref());
        by_thing.entry(thing).or_default().push(payment);
    }
    let several = with_several(achievements);
    for achievement in achievements {
        let marked = achievement.facts.bool(builtin::RECERTIFIED);
        let holders = achievement.holders.iter();
        let theirs = holders.flat_map(|holder| could_be_of(&by_thing, achievement, holder.enterprise));
        let identity = &desk.policy.category(achievement.category).identity;
        let lasts = examined::lasts(&desk.policy.category(achievement.category).name);
        let theirs: Vec<&Payment> = theirs
            .filter(|payment| !payment.is_of_another(identity, &achievement.facts))
            .filter(|payment| !(lasts && is_of_another_number(achievement, payment)))
            .collect();
        match (marked, earlier(achievement, &theirs, &several)) {
            (Some(true), _) | (None, Earlier::Perhaps(_)) => {}
            (None, Earlier::Never) => {
                let at = desk.records.binary_search_by_key(&achievement.sources[0], |record| record.at);
                let cell = at.ok().map(|at| &desk.records[at]).map(|record| {
                    let fact = record.facts.get(builtin::CATEGORY).or(record.facts.get(builtin::ENTERPRISE));
                    fact.map_or_else(|| own_cell(record), |fact| fact.cell)
                });
                if let Some(cell) = cell {
                    let value = Value::Bool(false);
                    achievement.facts.set(Fact { field: builtin::RECERTIFIED, year: None, value, cell });
                }
            }
            (Some(false), Earlier::Never) => {}
            (None, Earlier::Paid(payment)) => {
                let fact = payment.facts.get(builtin::PRODUCT).or(payment.facts.get(builtin::PAID));
                let cell = fact.or(payment.facts.iter().next()).map(|fact| fact.cell);
                if let Some(cell) = cell {
                    let value = Value::Bool(true);
                    achievement.facts.set(Fact { field: builtin::RECERTIFIED, year: None, value, cell });
                }
            }
            (Some(false), Earlier::Paid(payment)) => hold_first(desk, achievement, payment, false),
            (Some(false), Earlier::Perhaps(payment)) => hold_first(desk, achievement, payment, true),
        }
    }
}

/// Whether a patent or a standard was paid that has another number: it is another one, whatever the titles.
fn is_of_another_number(achievement: &Achievement, payment: &Payment) -> bool {
    let numbers = achievement.certificate.as_deref().zip(payment.certificate.as_deref());
    numbers.is_some_and(|(own, paid)| certificate::are_two_lasting_things(own, paid))
}

/// Payments by enterprise, category and product.
type ByThing<'a> = BTreeMap<(EnterpriseId, Option<CategoryId>, Option<&'a str>), Vec<&'a Payment>>;

/// The payments of an enterprise whose category and product, as far as they are known, are those of an achievement, in
/// source order.
fn could_be_of<'a>(
    by_thing: &ByThing<'a>,
    achievement: &Achievement,
    enterprise: EnterpriseId,
) -> Vec<&'a Payment> {
    let mut found: Vec<&Payment> = Vec::new();
    for category in [None, Some(achievement.category)] {
        if achievement.product.is_empty() {
            let of_category = by_thing.range((enterprise, category, None)..);
            let of_category = of_category.take_while(|((e, c, _), _)| (*e, *c) == (enterprise, category));
            found.extend(of_category.flat_map(|(_, payments)| payments));
        } else {
            let products = [None, Some(achievement.product.as_str())];
            let named = products.iter().filter_map(|product| by_thing.get(&(enterprise, category, *product)));
            found.extend(named.flatten());
        }
    }
    found.sort_by_key(|payment| payment.source);
    found
}

fn earlier<'a>(
    achievement: &Achievement,
    payments: &[&'a Payment],
    several: &BTreeSet<(EnterpriseId, CategoryId)>,
) -> Earlier<'a> {
    let mut answer = Earlier::Never;
    for payment in payments {
        let other_category = payment.category.is_some_and(|category| category != achievement.category);
        let product = payment.product.as_deref().filter(|_| !achievement.product.is_empty());
        if other_category || product.is_some_and(|product| product != achievement.product) {
            continue;
        }
        let dates = (achievement.facts.date(builtin::RECOGNISED), payment.facts.date(builtin::RECOGNISED));
        // The same day is the same recognition, already paid; that is not decided here.
        let (differ, same) = match dates {
            (Some(a), Some(b)) => (!a.overlaps(&b), achievement.is_recognised_as(payment)),
            // What was paid before this recognition was for an earlier one.
            (Some(a), None) => {
                (payment.facts.whole(builtin::YEAR).is_some_and(|year| year < a.first.year().into()), false)
            }
            _ => (false, false),
        };
        let alone = || !several.contains(&(payment.enterprise, achievement.category));
        let honour = || alone() && is_honour(achievement, payment);
        let known = payment.category.is_some() && (product.is_some() || honour());
        if same && known {
            continue;
        }
        if known && differ {
            return Earlier::Paid(payment);
        }
        answer = Earlier::Perhaps(payment);
    }
    answer
}

/// Whether both are honours of the enterprise itself, as 高新技术企业 is: one item each, of no product. Its certificate has a new
/// number each time; those of patents, standards and trademarks are of two things.
fn is_honour(achievement: &Achievement, payment: &Payment) -> bool {
    let bare = achievement.product.is_empty() && payment.product.is_none();
    let mut numbers = [&achievement.certificate, &payment.certificate].into_iter().flatten();
    let one = payment.facts.whole(builtin::QUANTITY).is_none_or(|count| count == 1);
    bare && one && achievement.quantity == 1 && !numbers.any(|number| certificate::is_of_thing(number))
}

/// Enterprises with several items of a category that no product tells apart: such are no honours.
fn with_several(achievements: &[Achievement]) -> BTreeSet<(EnterpriseId, CategoryId)> {
    let (mut seen, mut several) = (BTreeSet::new(), BTreeSet::new());
    for achievement in achievements.iter().filter(|achievement| achievement.product.is_empty()) {
        for holder in &achievement.holders {
            let own = (holder.enterprise, achievement.category);
            if !seen.insert(own) {
                several.insert(own);
            }
        }
    }
    several
}

/// Holds what is marked first but was paid before, or may have been.
fn hold_first(desk: &mut Desk<'_>, achievement: &Achievement, payment: &Payment, perhaps: bool) {
    let mark = achievement.facts.get(builtin::RECERTIFIED).map(|fact| fact.cell);
    let place = mark.map_or_else(|| desk.row_place(achievement.sources[0]), |cell| desk.cell_place(cell));
    let (title, row) = (&achievement.title, desk.row_place(payment.source));
    let message = if perhaps {
        format!(
            "「{title}」标明首次认定，而历年台账{row}可能就是它的兑现：类别、产品或认定日期没有写全，或日期相合"
        )
    } else {
        format!("「{title}」标明首次认定，而同一企业同一产品在历年已兑现（{row}）")
    };
    let help = "核对是首次还是复评，改正名单；或用「选择」决定写明「复评」。";
    let position = desk.say(Code::FirstAfterPayment, place, message, help);
    for row in &achievement.sources {
        desk.hold(*row, position);
    }
}
