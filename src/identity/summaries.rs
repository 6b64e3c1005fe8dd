//! Rows that count what an enterprise has without naming it, beside rows that name it: the one may be the sum of the others.

use super::desk::{Desk, listed, row_lines};
use super::items::Item;
use crate::finding::Code;
use crate::model::achievement::EnterpriseId;
use crate::model::record::Value;
use crate::policy::{CategoryId, FieldId, builtin};
use crate::text::date::DateSpan;
use std::collections::BTreeMap;

/// Rows with names that are quoted: one enterprise may have thousands.
const QUOTED: usize = 6;
/// Fields that name an achievement.
const NAMES: [FieldId; 3] = [builtin::CERTIFICATE, builtin::TITLE, builtin::PRODUCT];

/// Holds each row with a quantity and no name of which the same enterprise has rows with names in the same category.
pub(super) fn hold(desk: &mut Desk<'_>, items: &[Item]) {
    let sums: Vec<&Item> = items.iter().filter(|item| counts_only(desk, item)).collect();
    if sums.is_empty() {
        return;
    }
    let mut named: BTreeMap<(CategoryId, EnterpriseId), Vec<&Item>> = BTreeMap::new();
    for item in items.iter().filter(|item| is_named(item)) {
        for holder in &item.holders {
            named.entry((item.category, *holder)).or_default().push(item);
        }
    }
    for sum in sums {
        let of_holder = sum.holders.iter().filter_map(|holder| named.get(&(sum.category, *holder)));
        let parts: Vec<&Item> =
            of_holder.flatten().copied().filter(|part| may_be_in(desk, part, sum)).take(QUOTED).collect();
        if !parts.is_empty() {
            tell(desk, sum, &parts);
        }
    }
}

fn is_named(item: &Item) -> bool {
    item.certificate.is_some() || item.product.is_some() || item.title.is_some()
}

fn counts_only(desk: &Desk<'_>, item: &Item) -> bool {
    !is_named(item) && desk.records[item.record].facts.get(builtin::QUANTITY).is_some()
}

/// Rows whose dates leave no day in common are no part of each other.
fn may_be_in(desk: &Desk<'_>, part: &Item, sum: &Item) -> bool {
    let date = |item: &Item| -> Option<DateSpan> {
        match desk.records[item.record].facts.get(builtin::RECOGNISED)?.value {
            Value::Date(date) => Some(date),
            _ => None,
        }
    };
    date(part).zip(date(sum)).is_none_or(|(a, b)| a.first <= b.last && b.first <= a.last)
}

fn tell(desk: &mut Desk<'_>, sum: &Item, parts: &[&Item]) {
    if desk.accepted.contains(&sum.at) {
        return;
    }
    let quotes: Vec<String> =
        parts.iter().map(|part| desk.quote(&desk.records[part.record], &NAMES)).collect();
    let record = &desk.records[sum.record];
    let message = format!(
        "{}只写了数量，没有写名称和证书编号，可能就是逐项写出的{}的合计，会奖两次",
        desk.quote_name(record),
        listed(&quotes)
    );
    let help = format!(
        "是合计的请从名单中删去本行；是另外的成果请补上名称和证书编号，或写：\n{}",
        row_lines(desk, sum.at)
    );
    let position = desk.say(Code::CertificateUnclear, desk.row_place(sum.at), message, help);
    desk.hold(sum.at, position);
}
