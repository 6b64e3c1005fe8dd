//! The run record of a payout.

use crate::finding::Finding;
use crate::model::payout::Payout;
use crate::model::record::ListKind;
use crate::model::run_record::{FileRole, RecordedFile, RunRecord};

/// What the workbook says of its run.
pub fn record(payout: &Payout) -> RunRecord {
    let mut files = vec![file(FileRole::Policy, &payout.policy.file, &payout.policy.sha256, String::new())];
    if let (Some(name), Some(sha256)) = (&payout.decisions.file, &payout.decisions.sha256) {
        files.push(file(FileRole::Decisions, name, sha256, String::new()));
    }
    files.extend((0_u32..).zip(&payout.files).map(|(index, list)| match list.sha256.as_str() {
        "" => file(FileRole::Unread, &list.name, "", why_unread(payout, &list.name)),
        sha256 => file(FileRole::List, &list.name, sha256, kinds(payout, index)),
    }));
    let copies = payout.settings.copies.iter();
    files.extend(copies.map(|copy| file(FileRole::Copy, &copy.name, &copy.sha256, String::new())));
    RunRecord {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        draft: !payout.trial.is_empty(),
        year: payout.year,
        date: payout.date.clone(),
        include_hidden: payout.settings.include_hidden,
        payment_file: payout.settings.payment_file,
        formula_rows: payout.settings.formula_rows,
        assumptions: payout.settings.assumptions.clone(),
        totals: Some([payout.totals.payable, payout.totals.later]),
        files,
    }
}

fn file(role: FileRole, name: &str, sha256: &str, note: String) -> RecordedFile {
    RecordedFile { role, name: name.to_owned(), sha256: sha256.to_owned(), note }
}

/// What a list holds.
fn kinds(payout: &Payout, file: u32) -> String {
    let mut kinds: Vec<ListKind> =
        payout.reading.sheets.iter().filter(|sheet| sheet.file == file).map(|sheet| sheet.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.iter().map(|kind| kind.label()).collect::<Vec<_>>().join("、")
}

/// The finding of a file that could not be opened, so that a later run can say the same of it.
fn why_unread(payout: &Payout, name: &str) -> String {
    let whole = |finding: &&Finding| finding.place.file == name && finding.place.sheet.is_none();
    let said = payout.findings.iter().find(whole);
    said.map_or_else(String::new, |f| format!("{}\n{}\n{}", f.code, f.message, f.help))
}
