//! What the JSON of a payout holds: plain values, each with its meaning.

use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// An amount of 元 as text with two decimals.
pub type Amount = String;

/// What `duixian pay --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PayReport {
    /// `duixian.pay/1`.
    pub schema: String,
    /// The policy applied.
    pub policy: PolicyReport,
    /// Totals.
    pub totals: TotalsReport,
    /// One line a sheet; a file that could not be read has one line with an empty sheet name.
    pub manifest: Vec<ManifestReport>,
    /// Every data row with its fate.
    pub rows: Vec<RowReport>,
    /// Who is paid how much this year.
    pub payees: Vec<PayeeReport>,
    /// By category, in policy order; what has none last.
    pub categories: Vec<SumReport>,
    /// By town, in order of name; what has none last.
    pub towns: Vec<SumReport>,
    /// The ledger: entries of the net (no due year, no funder), then its allocations.
    pub entries: Vec<EntryReport>,
    /// Findings.
    pub findings: Vec<FindingReport>,
}

/// The policy applied.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PolicyReport {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 文号.
    pub document: String,
    /// The file.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The award year.
    pub year: i32,
    /// Sources of trial figures that were used; empty unless the run is a 试算稿.
    pub trial: Vec<String>,
    /// Figures that were assumed for this run; empty unless it is a 假设测算.
    pub assumed: Vec<AssumedReport>,
}

/// A figure that was assumed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AssumedReport {
    /// Its name, as on 规则.
    pub name: String,
    /// What the policy file says.
    pub written: String,
    /// What was assumed.
    pub assumed: String,
}

/// Totals.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TotalsReport {
    /// 应兑: Σ entries without due year and funder.
    #[schemars(regex(pattern = r"^-?\d+\.\d{2}$"))]
    pub awarded: Amount,
    /// 实兑 this year: Σ payees = Σ entries due this year.
    #[schemars(regex(pattern = r"^-?\d+\.\d{2}$"))]
    pub payable: Amount,
    /// Due later.
    #[schemars(regex(pattern = r"^-?\d+\.\d{2}$"))]
    pub later: Amount,
    /// 应追回.
    #[schemars(regex(pattern = r"^-?\d+\.\d{2}$"))]
    pub recoverable: Amount,
}

/// One sheet as read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ManifestReport {
    /// The file.
    pub file: String,
    /// The sheet; empty where the file has none or could not be read.
    pub sheet: String,
    /// achievements, register, history, exclusion or unknown.
    pub kind: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Whether the file could be read.
    pub readable: bool,
    /// Rows read; the six fates add up to it.
    pub read: usize,
    /// 兑现.
    pub paid: usize,
    /// 零兑现.
    pub zero: usize,
    /// 不予兑现.
    pub rejected: usize,
    /// 待定.
    pub held: usize,
    /// 参考.
    pub reference: usize,
    /// 非数据行.
    pub ignored: usize,
}

/// One data row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RowReport {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The kind of its list.
    pub kind: String,
    /// paid, zero, rejected, held or reference.
    pub fate: String,
    /// Why; empty for paid and reference rows.
    pub reason: String,
    /// The clause cited.
    pub clause: Option<String>,
    /// Numbers of the entitlements it is a source of.
    pub entitlements: Vec<u32>,
}

/// One payee.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PayeeReport {
    /// Its name.
    pub payee: String,
    /// Its role.
    pub role: String,
    /// 实兑 this year.
    #[schemars(regex(pattern = r"^-?\d+\.\d{2}$"))]
    pub amount: Amount,
    /// The same by funder.
    pub shares: BTreeMap<String, Amount>,
}

/// A row of 分类汇总 or 分镇汇总.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SumReport {
    /// Its name.
    pub name: String,
    /// How many entitlements.
    pub count: usize,
    /// 净额: this year's and later years'.
    #[schemars(regex(pattern = r"^-?\d+\.\d{2}$"))]
    pub net: Amount,
    /// 实兑 this year.
    #[schemars(regex(pattern = r"^-?\d+\.\d{2}$"))]
    pub amount: Amount,
}

/// An achievement as a ledger line names it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AchievementReport {
    /// Its title.
    pub title: String,
    /// Its certificate number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
}

/// One line of the ledger.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EntryReport {
    /// The entitlement's number, from 1, as on 兑现明细表.
    pub entitlement: u32,
    /// The line's number within the entitlement, from 1.
    pub seq: u32,
    /// Who.
    pub payee: String,
    /// In which role.
    pub role: String,
    /// For what; null for an instalment of an earlier year.
    pub achievement: Option<AchievementReport>,
    /// The category.
    pub category: Option<String>,
    /// The clause.
    pub clause: String,
    /// `award` or the step's id; for an allocation that no step made, `allocation`.
    pub step: String,
    /// The amount, negative for a reduction.
    #[schemars(regex(pattern = r"^-?\d+\.\d{2}$"))]
    pub amount: Amount,
    /// Allocations: who pays.
    pub funder: Option<String>,
    /// Allocations: who bears it in the end, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub borne_by: Option<String>,
    /// Allocations: when; null where it waits for a fact.
    pub due_year: Option<i32>,
    /// What it was compared with: `entitlement:3`, `file[sheet]!E7`.
    pub against: Vec<String>,
    /// Source rows: `file[sheet]!7`.
    pub sources: Vec<String>,
}

/// A finding, as every command prints it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingReport {
    /// The stable code.
    pub code: String,
    /// error, warning or note.
    pub severity: String,
    /// What and why.
    pub message: String,
    /// Where.
    pub place: PlaceReport,
    /// What to do.
    pub help: String,
}

/// Where a finding points.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlaceReport {
    /// The file; empty where none is concerned.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// A cell, row or range.
    pub cell: Option<String>,
    /// Byte offsets in a text file.
    pub span: Option<(usize, usize)>,
}
