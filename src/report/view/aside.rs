//! Rows that are paid nothing: rejected, zero and held, with what settles them; and of joint achievements the holders that
//! get nothing beside others, or their part by another row.

use super::shown;
use crate::finding::Finding;
use crate::model::payout::{Fate, Payout, RowOutcome};
use crate::model::record::{ListKind, Record, RowRef};
use crate::policy::{Role, builtin};
use crate::report::words;
use std::collections::{BTreeMap, BTreeSet};

/// A row of 不予兑现 or 待定.
pub struct AsideRow {
    /// Its fate.
    pub fate: Fate,
    /// What became of it, in a word.
    pub done: &'static str,
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
    let joint = Joint::new(payout);
    let set = |row: &&RowOutcome| {
        matches!(row.fate, Fate::Rejected | Fate::Zero | Fate::Held) || joint.leaves_out(row)
    };
    let aside = payout.rows.iter().filter(set);
    aside.map(|row| aside_row(payout, row, records.get(&row.at).copied(), (&findings, &joint))).collect()
}

/// Achievements of several holders.
struct Joint<'a> {
    payout: &'a Payout,
    /// Further rows of them, whose own holder is paid.
    paid: BTreeSet<RowRef>,
}

impl<'a> Joint<'a> {
    fn new(payout: &'a Payout) -> Self {
        let mut paid = BTreeSet::new();
        for e in payout.entitlements.iter().filter(|e| e.role == Role::Enterprise && e.net().is_positive()) {
            let Some(achievement) = e.achievement.and_then(|id| payout.achievements.get(id.index())) else {
                continue;
            };
            let own = achievement.holders.iter().filter(|holder| holder.enterprise == e.holder);
            paid.extend(own.map(|holder| holder.source));
        }
        Self { payout, paid }
    }

    /// Whether a row is paid and says of a holder that he is not.
    fn leaves_out(&self, row: &RowOutcome) -> bool {
        let holders = || {
            let id = row.achievement?;
            self.payout.achievements.get(id.index()).map(|achievement| achievement.holders.len())
        };
        row.fate == Fate::Paid && !row.reason.is_empty() && holders().is_some_and(|holders| holders > 1)
    }

    /// What became of a row.
    fn done(&self, row: &RowOutcome) -> &'static str {
        match row.fate {
            Fate::Paid => "部分兑现",
            Fate::Rejected if self.paid.contains(&row.at) => "已合并",
            fate => fate.label(),
        }
    }
}

fn aside_row(
    payout: &Payout,
    row: &RowOutcome,
    record: Option<&Record>,
    (findings, joint): (&BTreeMap<String, Vec<&Finding>>, &Joint<'_>),
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
        done: joint.done(row),
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
