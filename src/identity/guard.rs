//! Guards of decisions about rows: the firm or certificate that a decision states must stand in its row. A list that was sent in
//! again has its rows elsewhere, and a decision must not go to another firm with them.

use super::desk::Desk;
use crate::finding::Code;
use crate::model::decision::{Decision, RowName};
use crate::model::record::{Record, RowRef};
use crate::policy::builtin;
use crate::text::{certificate, name};
use std::collections::BTreeSet;

/// Whether a decision's row is the one that it states; if not, that is told as an error.
pub(super) fn agrees(desk: &mut Desk<'_>, decision: &Decision, stated: &RowName, row: RowRef) -> bool {
    if stated.enterprise.is_none() && stated.certificate.is_none() {
        return true;
    }
    let reading = desk.reading;
    let record = reading.record_at(row);
    if record.is_some_and(|record| is_of(stated, record)) {
        return true;
    }
    let place = desk.row_place(row);
    let number = record.and_then(|record| record.facts.text(builtin::CERTIFICATE));
    let there: Vec<&str> = record.and_then(Record::firm).into_iter().chain(number).collect();
    let there = match there.as_slice() {
        [] => "读不出是哪一家".to_owned(),
        some => format!("是「{}」", some.join(" ")),
    };
    let message = format!("决定写明{}，而{place}{there}{}", what(stated), now(desk, stated, Some(row)));
    let at = desk.decisions.place(decision);
    let help = "核对名单后改正行号；确是这一行的，改正写明的企业或证书编号。";
    desk.say(Code::DecisionOther, at, message, help);
    false
}

/// Where the firm or certificate that a decision states stands now, to go on with in a sentence; nothing where it states none.
pub(super) fn now(desk: &Desk<'_>, stated: &RowName, not: Option<RowRef>) -> String {
    if stated.enterprise.is_none() && stated.certificate.is_none() {
        return String::new();
    }
    let reading = desk.reading;
    let mut rows: BTreeSet<RowRef> =
        reading.all_rows().filter(|record| is_of(stated, record)).map(|record| record.at).collect();
    rows.retain(|row| Some(*row) != not);
    // In the list that the decision is about, if it stands there.
    let is_there = |row: &RowRef| crate::text::path::named(desk.files, &stated.file) == [row.file as usize];
    if rows.iter().any(is_there) {
        rows.retain(is_there);
    }
    let rows: Vec<String> = rows.into_iter().map(|row| desk.row_place(row).to_string()).collect();
    match rows.as_slice() {
        [] => format!("；名单里没有{}", what(stated)),
        [row] => format!("；{}现在是{row}", what(stated)),
        [first, last] => format!("；{}现在有两行：{first}、{last}", what(stated)),
        [first, second, ..] => format!("；{}现在有{}行：{first}、{second}等", what(stated), rows.len()),
    }
}

/// What a decision states, in words.
fn what(stated: &RowName) -> String {
    let both = [&stated.enterprise, &stated.certificate];
    format!("「{}」", both.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" "))
}

fn is_of(stated: &RowName, record: &Record) -> bool {
    let firm = |text: &String| {
        let own = record.names.iter().map(String::as_str).chain(record.facts.text(builtin::PERSON));
        let own: BTreeSet<String> = own.map(|text| name::enterprise(text).key).collect();
        let named = name::split_holders(text);
        !named.is_empty() && named.iter().all(|name| own.contains(&name::enterprise(name).key))
    };
    let number = |text: &String| {
        let own = record.facts.text(builtin::CERTIFICATE);
        own.is_some_and(|own| certificate::normal(own) == certificate::normal(text))
    };
    stated.enterprise.as_ref().is_none_or(firm) && stated.certificate.as_ref().is_none_or(number)
}
