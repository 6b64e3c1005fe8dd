//! The payout: the whole result of a run, from which every report is printed.

use super::achievement::{Achievement, AchievementId, Enterprise, ExclusionRow, Payment};
use super::decision::Decisions;
use super::entitlement::{Counted, Entitlement, EntitlementId, Payee};
use super::record::{ListKind, Reading, RowRef};
use crate::finding::Finding;
use crate::money::Money;
use crate::policy::{ClauseId, Policy};
use std::sync::Arc;

/// The six fates of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// 兑现.
    Paid,
    /// 零兑现.
    Zero,
    /// 不予兑现.
    Rejected,
    /// 待定.
    Held,
    /// 参考.
    Reference,
    /// 非数据行.
    Ignored,
}

impl Fate {
    /// All six, in the order of reports.
    pub const ALL: [Self; 6] =
        [Self::Paid, Self::Zero, Self::Rejected, Self::Held, Self::Reference, Self::Ignored];

    /// The word in `--json`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Zero => "zero",
            Self::Rejected => "rejected",
            Self::Held => "held",
            Self::Reference => "reference",
            Self::Ignored => "ignored",
        }
    }

    /// The word that users see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Paid => "兑现",
            Self::Zero => "零兑现",
            Self::Rejected => "不予兑现",
            Self::Held => "待定",
            Self::Reference => "参考",
            Self::Ignored => "非数据行",
        }
    }
}

/// What became of one data row.
#[derive(Clone, Debug)]
pub struct RowOutcome {
    /// The row.
    pub at: RowRef,
    /// The kind of its list.
    pub kind: ListKind,
    /// Its fate.
    pub fate: Fate,
    /// Why, in Chinese; empty for paid and reference rows.
    pub reason: String,
    /// The clause cited.
    pub clause: Option<ClauseId>,
    /// The achievement it states.
    pub achievement: Option<AchievementId>,
    /// The entitlements it is a source of.
    pub entitlements: Vec<EntitlementId>,
}

/// One input file.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// Its name.
    pub name: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Whether it could be read.
    pub readable: bool,
}

/// Options of a run that decide what its outputs say.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Hidden rows and sheets were read like any other.
    pub include_hidden: bool,
    /// A payment file is written too.
    pub payment_file: bool,
    /// The most rows with formulas, where it was given.
    pub formula_rows: Option<u32>,
    /// Assumptions, each as it was given.
    pub assumptions: Vec<String>,
    /// Lists with the bytes of another, left out.
    pub copies: Vec<InputFile>,
}

/// Totals of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// 应兑: Σ net.
    pub awarded: Money,
    /// 实兑: due this year.
    pub payable: Money,
    /// Due later.
    pub later: Money,
    /// 应追回: Σ of negative history rows, as a positive figure.
    pub recoverable: Money,
}

/// The whole result.
#[derive(Clone, Debug)]
pub struct Payout {
    /// The policy.
    pub policy: Arc<Policy>,
    /// The award year.
    pub year: i32,
    /// `--date`, printed as given.
    pub date: Option<String>,
    /// Its options.
    pub settings: Settings,
    /// Why the run is a 试算稿: sources of trial figures that were used; empty for a real one.
    pub trial: Vec<String>,
    /// Input files in name order; indexes are [`RowRef::file`].
    pub files: Vec<InputFile>,
    /// Every sheet as read.
    pub reading: Reading,
    /// The decisions applied.
    pub decisions: Decisions,
    /// Enterprises.
    pub enterprises: Vec<Enterprise>,
    /// Achievements in canonical order.
    pub achievements: Vec<Achievement>,
    /// Earlier payments.
    pub payments: Vec<Payment>,
    /// What earlier batches counted and gave nothing for.
    pub tallied: Vec<Payment>,
    /// Rows of exclusion lists, their enterprises resolved.
    pub exclusions: Vec<ExclusionRow>,
    /// Payees in canonical order.
    pub payees: Vec<Payee>,
    /// Entitlements in canonical order.
    pub entitlements: Vec<Entitlement>,
    /// Every data row in source order (ignored rows are only counted in `reading`).
    pub rows: Vec<RowOutcome>,
    /// What was counted and paid nothing, in canonical order.
    pub counted: Vec<Counted>,
    /// Totals.
    pub totals: Totals,
    /// Findings in the order of files, sheets and rows.
    pub findings: Vec<Finding>,
}

impl Payout {
    /// What became of a data row.
    pub fn outcome(&self, at: RowRef) -> Option<&RowOutcome> {
        let found = self.rows.binary_search_by_key(&at, |row| row.at).ok()?;
        self.rows.get(found)
    }
}
