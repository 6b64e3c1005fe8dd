//! The seal of a final payout: every file with its SHA-256, as JSON and in the form that `sha256sum -c` checks.

use super::record::record;
pub use crate::model::outputs::{SEAL, SEAL_ENDING, SUMS_ENDING};
use crate::model::payout::Payout;
use crate::model::run_record::FileRole;
use crate::source::SourceFile;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The role of the workbook itself.
pub const WORKBOOK: &str = "workbook";
/// The role of a payment file.
pub const PAYMENT: &str = "payment";

/// What `pay --final` writes beside the workbook.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// `duixian.seal/1`.
    pub schema: String,
    /// The program's version.
    pub version: String,
    /// The policy's id.
    pub policy: String,
    /// 文号.
    pub document: String,
    /// The award year.
    pub year: i32,
    /// The date printed.
    pub date: Option<String>,
    /// Rows left to be settled later.
    pub held: usize,
    /// 应兑净额 in 元.
    pub awarded: String,
    /// 本年实兑 in 元.
    pub payable: String,
    /// Due later, in 元.
    pub later: String,
    /// Payees with something due this year.
    pub payees: usize,
    /// Every file: outputs first.
    pub files: Vec<SealedFile>,
}

/// A file under the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SealedFile {
    /// `workbook`, `payment`, `policy`, `decisions`, `list`, `copy` or `unread`.
    pub role: String,
    /// The name that findings and outputs quote.
    pub name: String,
    /// The path from the manifest's folder, `/` between folders.
    pub path: String,
    /// SHA-256.
    pub sha256: String,
}

/// Seals a payout: `outputs` are its files by role, as they are written; `path` says where an input lies, seen from them.
pub fn seal(payout: &Payout, outputs: &[(&str, SourceFile)], path: &dyn Fn(&str) -> String) -> Manifest {
    let own = outputs.iter().map(|(role, file)| SealedFile {
        role: (*role).to_owned(),
        name: file.name.clone(),
        path: file.name.clone(),
        sha256: file.sha256.clone(),
    });
    let run = record(payout);
    let inputs = run.files.iter().filter(|file| file.role != FileRole::Unread).map(|file| SealedFile {
        role: file.role.key().to_owned(),
        name: file.name.clone(),
        path: path(&file.name),
        sha256: file.sha256.clone(),
    });
    let due = |payee: usize| {
        let of = payout.entitlements.iter().filter(|e| e.payee.index() == payee);
        of.map(|e| e.due(payout.year)).sum::<crate::money::Money>()
    };
    Manifest {
        schema: SEAL.to_owned(),
        version: run.version.clone(),
        policy: payout.policy.id.clone(),
        document: payout.policy.document.clone(),
        year: payout.year,
        date: payout.date.clone(),
        held: payout.rows.iter().filter(|row| row.fate == crate::model::payout::Fate::Held).count(),
        awarded: payout.totals.awarded.to_string(),
        payable: payout.totals.payable.to_string(),
        later: payout.totals.later.to_string(),
        payees: (0..payout.payees.len()).filter(|payee| due(*payee).is_positive()).count(),
        files: own.chain(inputs).collect(),
    }
}

impl Manifest {
    /// As JSON.
    pub fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// In the form of `sha256sum`: a line for each file, names with a line break or a backslash escaped.
    pub fn sums(&self) -> String {
        let line = |file: &SealedFile| {
            let escaped = file.path.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
            let mark = if escaped == file.path { "" } else { "\\" };
            format!("{mark}{}  {escaped}\n", file.sha256)
        };
        self.files.iter().map(line).collect()
    }
}
