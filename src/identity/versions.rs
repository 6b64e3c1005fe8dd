//! Two workbooks that award one achievement in one year: drafts of one payout, of which nobody knows which was paid.

use super::desk::Desk;
use super::enterprises::People;
use super::payments::tell;
use crate::model::achievement::{EnterpriseId, Payment};
use crate::model::nature::Nature;
use crate::model::record::RowRef;
use crate::policy::{CategoryId, builtin};
use crate::text::date::DateSpan;
use std::collections::BTreeMap;

/// Whom a row of our own workbook awards what, and in which year.
type Awarded<'a> = (
    (EnterpriseId, EnterpriseId, &'a str),
    Option<i64>,
    Option<CategoryId>,
    (Option<&'a str>, Option<&'a str>),
    (jiff::civil::Date, jiff::civil::Date),
);

/// Holds rows of different workbooks of a year that award the same: a second batch never awards again what the first did, and
/// an instalment that both promise would be paid from each.
pub(super) fn hold(desk: &mut Desk<'_>, people: &People, payments: &[Payment]) {
    let mut alike: BTreeMap<Awarded<'_>, Vec<RowRef>> = BTreeMap::new();
    let own = payments.iter().filter(|payment| {
        payment.of_workbook && !payment.accepted && payment.nature() != Some(Nature::Instalment)
    });
    for payment in own {
        if let Some(awarded) = awarded(payment) {
            alike.entry(awarded).or_default().push(payment.source);
        }
    }
    for ((who, ..), rows) in alike {
        let Some(other) = rows.iter().find(|row| row.file != rows[0].file) else { continue };
        if rows.iter().all(|row| desk.held.contains_key(row)) {
            continue;
        }
        let why = format!(
            "与{}是同一年度对同一成果的奖励，像是一份兑现表的两稿，不知道付的是哪一份",
            desk.row_place(*other)
        );
        let help = "名单文件夹里只放实际拨付所依据的那一份兑现表，移出另一份；一份里只有个别行没有付的，那一行用「不予采信」去掉。";
        let Ok(at) = desk.records.binary_search_by_key(&rows[0], |record| record.at) else { continue };
        let position = tell(desk, at, &why, help);
        rows.iter().for_each(|row| desk.hold_always(*row, position));
        let touched: Vec<RowRef> = people.live_rows(desk, [who.0]).collect();
        touched.iter().for_each(|row| desk.hold(*row, position));
    }
}

fn awarded(payment: &Payment) -> Option<Awarded<'_>> {
    let DateSpan { first, last, .. } = payment.facts.date(builtin::RECOGNISED)?;
    let thing = (payment.product.as_deref(), payment.certificate.as_deref());
    if thing == (None, None) {
        return None;
    }
    let role = payment.facts.text(builtin::ROLE).unwrap_or("企业");
    let who = (payment.holder, payment.enterprise, role);
    Some((who, payment.facts.whole(builtin::YEAR), payment.category, thing, (first, last)))
}
