//! The report as JSON (`duixian.verify/1`): fields may be added, none renamed.

use super::{Class, Difference, Report};
use crate::report::json::FindingReport;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The schema of `duixian verify --json`.
pub const SCHEMA: &str = "duixian.verify/1";

/// What `duixian verify --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VerifyReport {
    /// `duixian.verify/1`.
    pub schema: String,
    /// The workbook.
    pub workbook: String,
    /// Its SHA-256.
    pub sha256: String,
    /// The version that wrote it.
    pub version: String,
    /// The award year.
    pub year: i32,
    /// Whether it says in substance what its files give.
    pub identical: bool,
    /// How many differences of each class; classes without one are left out.
    pub classes: BTreeMap<String, usize>,
    /// The differences.
    pub differences: Vec<DifferenceReport>,
    /// Formula cells that stand unchanged and come to another figure because of the differences.
    pub follows: usize,
    /// Where files changed: cells that differ, and may differ for that.
    pub perhaps: Vec<DifferenceReport>,
    /// The money.
    pub money: MoneyReport,
    /// Rows read by the files; the fates add up to it.
    pub read: usize,
    /// Rows by fate.
    pub fates: BTreeMap<String, usize>,
    /// The seal beside the workbook; null where there is none.
    pub seal: Option<SealReport>,
    /// Findings.
    pub findings: Vec<FindingReport>,
}

/// A difference.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DifferenceReport {
    /// Its class: `typed_over_formula`, `tariff_changed` and so on.
    pub class: String,
    /// The file, for differences of files.
    pub file: Option<String>,
    /// The sheet.
    pub sheet: Option<String>,
    /// Cell, row or column in the workbook at hand; for what is gone, where it stood.
    pub cell: Option<String>,
    /// What stands there.
    pub what: String,
    /// What it should be.
    pub expected: String,
    /// What it is.
    pub actual: String,
    /// By how much 元 its amount differs; null where it is no amount.
    pub amount: Option<String>,
}

/// The money.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MoneyReport {
    /// 本年实兑 by the files.
    pub expected: String,
    /// What the payees of the workbook get.
    pub actual: String,
    /// More than they should get, added up.
    pub over: String,
    /// Less than they should get, added up.
    pub under: String,
    /// Payees who get another amount.
    pub payees: Vec<PayeeReport>,
    /// Totals that sheets state.
    pub stated: Vec<StatedReport>,
}

/// A payee who gets another amount.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PayeeReport {
    /// Who.
    pub payee: String,
    /// By the files.
    pub expected: String,
    /// By the workbook; null where its figure is an error.
    pub actual: Option<String>,
}

/// A total that a sheet states.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatedReport {
    /// The sheet.
    pub sheet: String,
    /// By the files.
    pub expected: String,
    /// By the workbook; null where its figure is an error.
    pub actual: Option<String>,
}

/// The seal.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SealReport {
    /// Its file.
    pub file: String,
    /// The workbook is the sealed one byte by byte.
    pub intact: bool,
}

/// The report as JSON.
pub fn json(report: &Report) -> String {
    serde_json::to_string_pretty(&self::report(report)).unwrap_or_default()
}

/// The report as plain values.
pub fn report(report: &Report) -> VerifyReport {
    let mut classes = BTreeMap::new();
    for difference in &report.differences {
        *classes.entry(difference.class.key().to_owned()).or_default() += 1;
    }
    let mut differences: Vec<&Difference> = report.differences.iter().collect();
    differences.sort_by_key(|difference| Class::ALL.iter().position(|class| *class == difference.class));
    let totals = &report.totals;
    VerifyReport {
        schema: SCHEMA.to_owned(),
        workbook: report.workbook.name.clone(),
        sha256: report.workbook.sha256.clone(),
        version: report.record.version.clone(),
        year: report.record.year,
        identical: report.is_identical(),
        classes,
        differences: differences.into_iter().map(difference).collect(),
        follows: report.follows,
        perhaps: report.perhaps.iter().map(difference).collect(),
        money: MoneyReport {
            expected: totals.expected.to_string(),
            actual: totals.actual.to_string(),
            over: totals.over.to_string(),
            under: totals.under.to_string(),
            payees: totals
                .payees
                .iter()
                .map(|change| PayeeReport {
                    payee: change.payee.clone(),
                    expected: change.expected.to_string(),
                    actual: change.actual.map(|amount| amount.to_string()),
                })
                .collect(),
            stated: totals
                .stated
                .iter()
                .map(|(sheet, expected, actual)| StatedReport {
                    sheet: sheet.clone(),
                    expected: expected.to_string(),
                    actual: actual.map(|amount| amount.to_string()),
                })
                .collect(),
        },
        read: report.rows.0,
        fates: report.rows.1.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect(),
        seal: report.seal.as_ref().map(|seal| SealReport { file: seal.file.clone(), intact: seal.intact }),
        findings: report.findings.iter().map(FindingReport::from).collect(),
    }
}

fn difference(of: &Difference) -> DifferenceReport {
    DifferenceReport {
        class: of.class.key().to_owned(),
        file: of.file.clone(),
        sheet: of.sheet.clone(),
        cell: of.cell.clone(),
        what: of.what.clone(),
        expected: of.expected.clone(),
        actual: of.actual.clone(),
        amount: of.amount.map(|amount| {
            crate::money::Money::exact(amount).map_or_else(|| amount.to_string(), |money| money.to_string())
        }),
    }
}

#[cfg(test)]
mod tests {
    /// `SNAPSHOTS=overwrite` writes the file anew.
    #[test]
    fn the_schema_is_the_committed_one() {
        let schema = schemars::schema_for!(super::VerifyReport);
        let text = serde_json::to_string_pretty(&schema).expect("a schema serialises") + "\n";
        let path = snapbox::Data::read_from(
            std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/duixian.verify-1.json")),
            Some(snapbox::data::DataFormat::Text),
        );
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(text, path.raw());
    }
}
