//! The payout as JSON (`duixian.pay/1`): fields may be added, none renamed.

mod shape;

use super::view::{self, View};
use super::words;
use crate::finding::{Finding, Severity};
use crate::model::entitlement::{Allocation, Entitlement, Entry};
use crate::model::payout::{Fate, Payout};
use crate::money::Money;
use crate::policy::{StepId, Tariff};
use serde::Serialize;
pub use shape::{
    AchievementReport, Amount, AssumedReport, EntryReport, FindingReport, ManifestReport, PayReport,
    PayeeReport, PlaceReport, PolicyReport, RowReport, SumReport, TotalsReport,
};

/// The schema of `duixian pay --json`.
pub const PAY: &str = "duixian.pay/1";

impl From<&Finding> for FindingReport {
    fn from(finding: &Finding) -> Self {
        let severity = match finding.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let place = &finding.place;
        Self {
            code: finding.code.text().to_owned(),
            severity: severity.to_owned(),
            message: view::masked(&finding.message),
            place: PlaceReport {
                file: place.file.clone(),
                sheet: place.sheet.clone(),
                cell: place.cell.clone(),
                span: place.span,
            },
            help: view::masked(&finding.help),
        }
    }
}

/// Findings as JSON lines of any command's report.
pub fn findings(findings: &[Finding]) -> Vec<FindingReport> {
    findings.iter().map(FindingReport::from).collect()
}

/// The payout as one JSON document, indented, with a final line end.
pub fn pay_json(payout: &Payout) -> String {
    printed(&report(payout))
}

/// What `--json` prints where the run was refused: the schema and the findings, nothing computed.
#[derive(Debug, Serialize)]
pub struct Refused {
    schema: String,
    findings: Vec<FindingReport>,
}

/// The findings of a refused run as one JSON document.
pub fn refused_json(schema: &str, list: &[Finding]) -> String {
    printed(&refused(schema, list))
}

/// The same as plain values.
pub fn refused(schema: &str, list: &[Finding]) -> Refused {
    Refused { schema: schema.to_owned(), findings: findings(list) }
}

/// Plain values as one JSON document, indented, with a final line end.
#[allow(clippy::expect_used, reason = "plain structs with text keys always serialise")]
pub fn printed(report: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("plain structs with text keys serialise");
    text.push('\n');
    text
}

/// The payout as plain values.
pub fn report(payout: &Payout) -> PayReport {
    let view = View::new(payout);
    PayReport {
        schema: PAY.to_owned(),
        policy: policy(payout),
        totals: totals(payout),
        manifest: view.manifest.iter().map(manifest).collect(),
        rows: rows(payout),
        payees: view.payees.iter().map(|row| payee(&view, row)).collect(),
        categories: view.categories.iter().map(sum_row).collect(),
        towns: view.towns.iter().map(sum_row).collect(),
        entries: (1..).zip(&payout.entitlements).flat_map(|(n, e)| entries(payout, n, e)).collect(),
        findings: findings(&payout.findings),
    }
}

/// The policy as every report names it.
pub fn policy(payout: &Payout) -> PolicyReport {
    let policy = &payout.policy;
    PolicyReport {
        id: policy.id.clone(),
        name: policy.name.clone(),
        document: policy.document.clone(),
        file: policy.file.clone(),
        sha256: policy.sha256.clone(),
        year: payout.year,
        trial: payout.trial.clone(),
        assumed: policy.assumed().map(assumed).collect(),
    }
}

/// A figure that was assumed, as every report names it.
pub fn assumed(tariff: &Tariff) -> AssumedReport {
    AssumedReport {
        name: tariff.name.clone(),
        written: tariff.assumed.clone().unwrap_or_default(),
        assumed: tariff.written.clone(),
    }
}

fn totals(payout: &Payout) -> TotalsReport {
    let totals = &payout.totals;
    TotalsReport {
        awarded: totals.awarded.to_string(),
        payable: totals.payable.to_string(),
        later: totals.later.to_string(),
        recoverable: totals.recoverable.to_string(),
    }
}

/// A sheet as every report lists it.
pub fn manifest(row: &view::ManifestRow) -> ManifestReport {
    let [paid, zero, rejected, held, reference, ignored] = row.fates;
    ManifestReport {
        file: row.file.clone(),
        sheet: row.sheet.clone(),
        kind: row.kind.key().to_owned(),
        sha256: row.sha256.clone(),
        readable: row.readable,
        read: row.read,
        paid,
        zero,
        rejected,
        held,
        reference,
        ignored,
    }
}

fn rows(payout: &Payout) -> Vec<RowReport> {
    let listed = payout.rows.iter().filter(|row| row.fate != Fate::Ignored);
    listed
        .map(|row| RowReport {
            file: words::file_name(payout, row.at.file).to_owned(),
            sheet: words::sheet_name(payout, row.at).unwrap_or_default().to_owned(),
            row: row.at.row + 1,
            kind: row.kind.key().to_owned(),
            fate: row.fate.key().to_owned(),
            reason: view::masked(&row.reason),
            clause: row.clause.map(|id| payout.policy.clause(id).id.clone()),
            entitlements: row.entitlements.iter().map(|id| id.0 + 1).collect(),
        })
        .collect()
}

fn payee(view: &View, row: &view::PayeeRow) -> PayeeReport {
    let payee = &view.payout.payees[row.payee.index()];
    let shares = view.funders.iter().zip(&row.funders).filter(|(_, amount)| !amount.is_zero());
    PayeeReport {
        payee: payee.name.clone(),
        role: words::role(payee.role).to_owned(),
        amount: row.due.to_string(),
        shares: shares.map(|(funder, amount)| (funder.clone(), amount.to_string())).collect(),
    }
}

fn sum_row(row: &view::SumRow) -> SumReport {
    SumReport {
        name: row.name.clone(),
        count: row.count,
        net: row.net.to_string(),
        amount: row.due.to_string(),
    }
}

/// The lines of one entitlement: its entries, then its allocations.
fn entries(payout: &Payout, number: u32, e: &Entitlement) -> Vec<EntryReport> {
    let base = |seq, clause, amount: Money| base_line(payout, number, e, seq, clause, amount);
    let entries = (1..).zip(&e.entries).map(|(seq, entry): (u32, &Entry)| EntryReport {
        step: step_id(payout, entry.step).unwrap_or("award").to_owned(),
        against: words::against(payout, &entry.against),
        ..base(seq, entry.clause, entry.amount)
    });
    let after = u32::try_from(e.entries.len()).unwrap_or(u32::MAX);
    let allocations = (1..).zip(&e.allocations).map(|(seq, part): (u32, &Allocation)| EntryReport {
        step: step_id(payout, part.step).unwrap_or("allocation").to_owned(),
        funder: Some(part.funder.clone()),
        borne_by: part.borne_by.clone(),
        due_year: part.due_year,
        ..base(after.saturating_add(seq), part.clause, part.amount)
    });
    entries.chain(allocations).collect()
}

fn step_id(payout: &Payout, step: Option<StepId>) -> Option<&str> {
    step.and_then(|id| payout.policy.steps.get(id.index())).map(|step| step.id.as_str())
}

fn base_line(
    payout: &Payout,
    entitlement: u32,
    e: &Entitlement,
    seq: u32,
    clause: crate::policy::ClauseId,
    amount: Money,
) -> EntryReport {
    let achievement = e.achievement.and_then(|id| payout.achievements.get(id.index()));
    EntryReport {
        entitlement,
        seq,
        payee: payout.payees.get(e.payee.index()).map_or_else(String::new, |p| p.name.clone()),
        role: words::role(e.role).to_owned(),
        achievement: achievement
            .map(|a| AchievementReport { title: view::masked(&a.title), certificate: a.certificate.clone() }),
        category: e.category.map(|id| payout.policy.category(id).name.clone()),
        clause: payout.policy.clause(clause).id.clone(),
        step: String::new(),
        amount: amount.to_string(),
        funder: None,
        borne_by: None,
        due_year: None,
        against: Vec::new(),
        sources: e.sources.iter().map(|at| words::row(payout, *at)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    /// `SNAPSHOTS=overwrite` writes the file anew.
    #[test]
    fn the_schema_is_the_committed_one() {
        let schema = schemars::schema_for!(PayReport);
        let text = serde_json::to_string_pretty(&schema).expect("a schema serialises") + "\n";
        let path = snapbox::Data::read_from(
            std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/duixian.pay-1.json")),
            Some(snapbox::data::DataFormat::Text),
        );
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(text, path.raw());
    }

    fn sum<'a>(amounts: impl Iterator<Item = &'a String>) -> rust_decimal::Decimal {
        amounts.map(|text| text.parse::<rust_decimal::Decimal>().expect("an amount")).sum()
    }

    #[test]
    fn payees_and_entries_add_up_to_the_totals() {
        let report = report(&sample::payout());
        assert_eq!(report.totals.payable, "403000.00");
        assert_eq!(report.totals.awarded, "603000.00");
        let due = report.entries.iter().filter(|e| e.due_year == Some(2008)).map(|e| &e.amount);
        assert_eq!(sum(due).to_string(), "403000.00");
        let ledger = report.entries.iter().filter(|e| e.due_year.is_none() && e.funder.is_none());
        assert_eq!(sum(ledger.map(|e| &e.amount)).to_string(), "603000.00");
        assert_eq!(sum(report.payees.iter().map(|p| &p.amount)).to_string(), "403000.00");
        assert_eq!(report.payees[0].shares["东镇财政"], "155000.00");
        assert_eq!(report.payees[0].amount, "310000.00");
        for sums in [&report.categories, &report.towns] {
            assert_eq!(sum(sums.iter().map(|row| &row.amount)).to_string(), "403000.00");
            assert_eq!(sum(sums.iter().map(|row| &row.net)).to_string(), "603000.00");
        }
    }

    #[test]
    fn rows_and_manifest_name_what_a_user_sees() {
        let report = report(&sample::payout());
        let line = &report.manifest[0];
        assert_eq!(
            (line.read, line.paid, line.zero, line.rejected, line.held, line.ignored),
            (9, 4, 1, 1, 1, 2)
        );
        assert!(!report.manifest[2].readable);
        assert_eq!(report.manifest[2].sheet, "");
        assert_eq!((report.rows[0].row, &report.rows[0].entitlements[..]), (3, &[1, 6][..]));
        let loser = report.entries.iter().find(|e| e.step == "highest").expect("the loser's entry");
        assert_eq!(
            (loser.amount.as_str(), &loser.against[..]),
            ("-100000.00", &["entitlement:1".to_owned()][..])
        );
        assert!(!pay_json(&sample::payout()).contains("320282198001011234"), "identity numbers are masked");
    }
}
