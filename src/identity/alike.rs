//! Rows that state the same enterprise, category, name and day, and numbers that differ like one number typed twice: they are
//! held. With well-formed numbers that differ they are several patents of one title, which is common.

use super::desk::{Desk, row_lines};
use super::items::Item;
use crate::finding::Code;
use crate::model::achievement::EnterpriseId;
use crate::policy::{CategoryId, builtin};
use crate::text::certificate::Alike;
use crate::text::date::DateSpan;
use std::collections::BTreeMap;

/// More rows of one thing are not compared each with each.
const MOST: usize = 500;

type Thing<'a> = (&'a [EnterpriseId], CategoryId, &'a str, Option<DateSpan>);

/// Holds the rows of each two such numbers.
pub(super) fn hold(desk: &mut Desk<'_>, items: &[Item]) {
    let mut things: BTreeMap<Thing<'_>, Vec<&Item>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.certificate.is_some() && !item.product_key().is_empty()) {
        let day = desk.records[item.record].facts.date(builtin::RECOGNISED);
        things.entry((&item.holders, item.category, item.product_key(), day)).or_default().push(item);
    }
    for rows in things.into_values().filter(|rows| rows.len() > 1) {
        for (one, other) in twins(&rows) {
            tell(desk, one, other);
        }
    }
}

/// Each row whose number is like another's, with the first of those. One thing may have thousands of rows: only numbers that
/// share their digits are compared with each other, and the odd ones with all of a few.
fn twins<'a>(rows: &[&'a Item]) -> Vec<(&'a Item, &'a Item)> {
    let numbers: Vec<Alike> =
        rows.iter().map(|item| Alike::new(item.certificate.as_deref().unwrap_or_default())).collect();
    // Of rows with the same number one stands for all: they are joined later.
    let mut shared: BTreeMap<&str, BTreeMap<Option<&str>, usize>> = BTreeMap::new();
    for (at, number) in numbers.iter().enumerate() {
        for part in number.shared() {
            shared.entry(part).or_default().entry(rows[at].certificate.as_deref()).or_insert(at);
        }
    }
    let mut twins: BTreeMap<usize, usize> = BTreeMap::new();
    let mut compare = |a: usize, b: usize| {
        let differ = rows[a].certificate != rows[b].certificate;
        if differ && numbers[a].is_like(&numbers[b]) {
            for (one, other) in [(a, b), (b, a)] {
                let twin = twins.entry(one).or_insert(other);
                *twin = other.min(*twin);
            }
        }
    };
    for together in shared.values() {
        let together: Vec<usize> = together.values().copied().collect();
        for (place, a) in together.iter().enumerate() {
            together.iter().skip(place + 1).take(MOST).for_each(|b| compare(*a, *b));
        }
    }
    for a in (0..rows.len()).filter(|at| rows.len() <= MOST && numbers[*at].is_odd()) {
        (0..rows.len()).for_each(|b| compare(a, b));
    }
    twins.into_iter().map(|(a, b)| (rows[a], rows[b])).collect()
}

fn tell(desk: &mut Desk<'_>, item: &Item, other: &Item) {
    if desk.accepted.contains(&item.at) {
        return;
    }
    let fields = [builtin::CERTIFICATE];
    let quotes = [item, other].map(|item| desk.quote(&desk.records[item.record], &fields));
    let message = format!(
        "{}与{}的企业、类别、名称和日期都相同，编号只差在写法或一两位，可能是同一成果写了两次",
        quotes[0], quotes[1]
    );
    let help = format!("请与证书核对，在原表中改正；确是另一项的写：\n{}", row_lines(desk, item.at));
    let place = desk.place_of(&desk.records[item.record], &fields);
    let position = desk.say(Code::CertificateUnclear, place, message, help);
    desk.hold(item.at, position);
}
