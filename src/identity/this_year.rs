//! Payments of the award year itself: an earlier batch, or a list that only looks like a ledger. Told once a sheet.

use super::desk::Desk;
use crate::finding::Code;
use crate::model::achievement::Payment;
use crate::model::record::RowRef;
use crate::policy::builtin;
use std::collections::BTreeMap;

/// Says of each sheet how many of its rows count as paid this year; a workbook of ours is known to be one.
pub(super) fn tell(desk: &mut Desk<'_>, payments: &[Payment], year: i32) {
    let mut sheets: BTreeMap<(u32, u32), (RowRef, usize)> = BTreeMap::new();
    let of_year = |payment: &&Payment| payment.facts.whole(builtin::YEAR) == Some(i64::from(year));
    for payment in payments.iter().filter(|payment| !payment.of_workbook).filter(of_year) {
        let at = payment.source;
        let (first, count) = sheets.entry((at.file, at.sheet)).or_insert((at, 0));
        *first = (*first).min(at);
        *count += 1;
    }
    for (first, count) in sheets.into_values() {
        let message =
            format!("有 {count} 行按本年度（{year}年）已经兑现的读，名单里与这些行相同的成果不再付");
        let help = "确是本年前一批已付的不用管；若是本年要兑现的名单，请把「兑现金额」改成「申请金额」，并去掉名称里的「台账」「兑现情况」。";
        desk.say(Code::PaidThisYear, desk.row_place(first), message, help);
    }
}
