//! Rows that are paid nothing: rejected, zero and held, with what settles them.

use super::shown;
use crate::finding::Finding;
use crate::model::payout::{Fate, Payout, RowOutcome};
use crate::model::record::{ListKind, Record, RowRef};
use crate::policy::builtin;
use crate::report::words;
use std::collections::BTreeMap;

/// A row of 不予兑现 or 待定.
pub struct AsideRow {
    /// Its fate.
    pub fate: Fate,
    /// What list it is from.
    pub kind: ListKind,
    /// Which row.
    pub at: RowRef,
    /// Where.
    pub source: String,
    /// The enterprises named.
    pub names: String,
    /// The category.
    pub category: String,
    /// Title or product.
    pub title: String,
    /// Certificate.
    pub certificate: String,
    /// Why.
    pub reason: String,
    /// The clause cited.
    pub clause: String,
    /// What settles it.
    pub help: String,
}

/// Rejected, zero and held rows in source order.
pub(super) fn set_aside(payout: &Payout) -> Vec<AsideRow> {
    let records: BTreeMap<RowRef, &Record> = payout.reading.records.iter().map(|r| (r.at, r)).collect();
    let findings = findings_by_row(payout);
    let set = |row: &&RowOutcome| matches!(row.fate, Fate::Rejected | Fate::Zero | Fate::Held);
    let aside = payout.rows.iter().filter(set);
    aside.map(|row| aside_row(payout, row, records.get(&row.at).copied(), &findings)).collect()
}

fn aside_row(
    payout: &Payout,
    row: &RowOutcome,
    record: Option<&Record>,
    findings: &BTreeMap<String, Vec<&Finding>>,
) -> AsideRow {
    let facts = record.map(|r| &r.facts);
    let text = |field| facts.map_or_else(String::new, |f| shown(f, field));
    let source = words::row(payout, row.at);
    let found = findings.get(&source).map_or(&[][..], Vec::as_slice);
    let title =
        Some(text(builtin::TITLE)).filter(|t| !t.is_empty()).unwrap_or_else(|| text(builtin::PRODUCT));
    AsideRow {
        at: row.at,
        fate: row.fate,
        kind: row.kind,
        names: record.map_or_else(String::new, |r| r.names.join("、")),
        category: record
            .and_then(|r| r.category)
            .map_or_else(String::new, |id| payout.policy.category(id).name.clone()),
        title,
        certificate: text(builtin::CERTIFICATE),
        reason: row.reason.clone(),
        clause: row.clause.map_or_else(String::new, |id| payout.policy.clause(id).id.clone()),
        help: found.iter().map(|f| format!("[{}] {}", f.code, f.help)).collect::<Vec<_>>().join("\n"),
        source,
    }
}

/// Findings by the row that they point into, keyed as [`words::row`] writes it.
fn findings_by_row(payout: &Payout) -> BTreeMap<String, Vec<&Finding>> {
    let mut rows: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    for finding in &payout.findings {
        let place = &finding.place;
        let (Some(sheet), Some(cell)) = (&place.sheet, &place.cell) else { continue };
        let number = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let number: String = number.chars().take_while(char::is_ascii_digit).collect();
        rows.entry(format!("{}[{sheet}]!{number}", place.file)).or_default().push(finding);
    }
    rows
}
