//! What an explanation says (`duixian.explain/1`), as plain values: fields may be added, none renamed. Printers are elsewhere.

use crate::model::payout::Fate;
use crate::report::json::{ManifestReport, PolicyReport};
use schemars::JsonSchema;
use serde::Serialize;

/// The schema of `duixian explain --json`.
pub const SCHEMA: &str = "duixian.explain/1";

/// An amount of 元 as text with two decimals.
pub type Amount = String;

/// An explanation: of everything, or of what was asked for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Explanation {
    /// `duixian.explain/1`.
    pub schema: String,
    /// The policy applied, its year, trial sources and assumptions.
    pub policy: PolicyReport,
    /// What was asked for; null for the whole run.
    pub asked: Option<String>,
    /// Who or what it was understood as; empty for the whole run.
    pub about: Vec<About>,
    /// Sums of what is shown.
    pub sums: Sums,
    /// For the whole run: one line a sheet, as in `duixian.pay/1`. Its rows by fate add up to `sums`.
    pub sheets: Vec<ManifestReport>,
    /// Rows in source order; for the whole run every row that was read, 非数据行 included.
    pub rows: Vec<RowStory>,
    /// Awards in canonical order, numbered as on 兑现明细表.
    pub awards: Vec<AwardStory>,
    /// The groups that limits were applied to.
    pub groups: Vec<GroupStory>,
    /// Every clause that is cited, with its quotation.
    pub clauses: Vec<ClauseStory>,
}

/// Who or what was asked for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct About {
    /// enterprise, payee, achievement or row.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What else is known of it: codes, former names, town; file and row.
    pub known: Vec<String>,
}

/// Sums of what is shown.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Sums {
    /// Rows; the six fates add up to it.
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
    /// 应兑: Σ net of the awards.
    pub awarded: Amount,
    /// 实兑 this year.
    pub payable: Amount,
}

/// One row of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RowStory {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// achievements, register, history, exclusion or unknown.
    pub kind: String,
    /// paid, zero, rejected, held, reference or ignored.
    pub fate: String,
    /// Why; empty for paid and reference rows.
    pub reason: String,
    /// The clause cited.
    pub clause: Option<String>,
    /// The enterprises named.
    pub names: Vec<String>,
    /// The category.
    pub category: Option<String>,
    /// Title or product.
    pub title: String,
    /// What was read of it, with cells.
    pub facts: Vec<FactStory>,
    /// Numbers of the awards it is a source of.
    pub awards: Vec<u32>,
    /// Numbers of the awards that were reduced because of it (a row of history).
    pub counted_in: Vec<u32>,
    /// For a rejected or held achievement: the awards of its category, nearest first, and what kept each from it.
    pub nearest: Vec<NearestStory>,
    /// What settles it.
    pub remedies: Vec<String>,
}

/// A value that was read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FactStory {
    /// The field.
    pub field: String,
    /// Its value.
    pub value: String,
    /// The cell: `file[sheet]!E7`.
    pub cell: String,
}

/// An award that did not come about.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NearestStory {
    /// The award's id.
    pub award: String,
    /// Its clause.
    pub clause: String,
    /// The holder it was tried on.
    pub holder: String,
    /// What does not hold, or cannot be told.
    pub failed: Vec<FailedStory>,
}

/// A condition that does not hold.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FailedStory {
    /// What is required and what was found.
    pub words: String,
    /// True: a fact that decides is missing; false: the condition fails.
    pub missing: bool,
    /// The clause of a requirement or exclusion; null for a condition of the award itself.
    pub clause: Option<String>,
}

/// What one payee has coming for one achievement: every entry in order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AwardStory {
    /// Its number, from 1, as on 兑现明细表.
    pub number: u32,
    /// Who.
    pub payee: String,
    /// In which role.
    pub role: String,
    /// What gives rise to it: an award, a department's share, an instalment of an earlier year.
    pub cause: String,
    /// For a department's share: the number of the award that it is a share of.
    pub share_of: Option<u32>,
    /// For what.
    pub title: String,
    /// Its certificate.
    pub certificate: Option<String>,
    /// The category.
    pub category: Option<String>,
    /// The clause.
    pub clause: String,
    /// Units.
    pub quantity: i64,
    /// Award and steps, in order.
    pub entries: Vec<EntryStory>,
    /// What is left after all entries.
    pub net: Amount,
    /// Who pays the net when.
    pub parts: Vec<PartStory>,
    /// 实兑 this year.
    pub due: Amount,
    /// Source rows, the achievement's first row first: `file[sheet]!7`.
    pub sources: Vec<String>,
    /// Further achievements that count towards it.
    pub supporting: usize,
}

/// One entry.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EntryStory {
    /// `award` or the step's id.
    pub step: String,
    /// What the step is: 应奖, 就高不重复, 封顶 …
    pub name: String,
    /// The clause.
    pub clause: String,
    /// The amount, negative for a reduction.
    pub amount: Amount,
    /// What is left after it.
    pub balance: Amount,
    /// How it was computed.
    pub how: String,
    /// The figures it was computed from.
    pub operands: Vec<OperandStory>,
    /// What it was compared with.
    pub compared: Vec<ComparedStory>,
    /// The group that shares a limit: its number in `groups`.
    pub group: Option<u32>,
}

/// A figure and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OperandStory {
    /// What it is.
    pub what: String,
    /// Its value.
    pub value: String,
    /// The clause it stands in, or its cell; empty for a figure that was counted.
    pub source: String,
}

/// What an entry was compared with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ComparedStory {
    /// In words.
    pub what: String,
    /// Its amount.
    pub amount: Amount,
    /// Its number, where it is an award of this run.
    pub award: Option<u32>,
    /// Its cell or row.
    pub source: String,
}

/// Those who share a limit.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GroupStory {
    /// Its number, from 1.
    pub number: u32,
    /// The step's id.
    pub step: String,
    /// What the group is: 企业 某某.
    pub key: String,
    /// What was left of the limit for this group.
    pub limit: Amount,
    /// What the group adds up to before the step.
    pub total: Amount,
    /// The members in canonical order.
    pub members: Vec<MemberStory>,
}

/// A member of a group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MemberStory {
    /// The award's number.
    pub award: u32,
    /// What it had before the step.
    pub before: Amount,
    /// What the step took off, negative or zero.
    pub taken: Amount,
}

/// A part of the net.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartStory {
    /// When it is due; null where it waits for a fact.
    pub due_year: Option<i32>,
    /// Who pays.
    pub funder: String,
    /// Who bears it in the end, where that is another.
    pub borne_by: Option<String>,
    /// How much.
    pub amount: Amount,
    /// The clause.
    pub clause: String,
    /// The step that made it; null where the whole net is due at once from the policy's funder.
    pub step: Option<String>,
    /// How it was computed, step by step, each with its clause.
    pub how: Vec<String>,
    /// The clauses of these steps.
    pub cited: Vec<String>,
}

/// A clause that is cited.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ClauseStory {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// What the document says.
    pub quotation: String,
    /// The policy file.
    pub file: String,
}

impl RowStory {
    /// Whether it is to be said why the row is paid nothing, or of a row that pays one, why another gets nothing of it.
    pub fn has_reason(&self) -> bool {
        let is = |fate: Fate| self.fate == fate.key();
        is(Fate::Zero) || is(Fate::Rejected) || is(Fate::Held) || is(Fate::Paid) && !self.reason.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `SNAPSHOTS=overwrite` writes the file anew.
    #[test]
    fn the_schema_is_the_committed_one() {
        let schema = schemars::schema_for!(Explanation);
        let text = serde_json::to_string_pretty(&schema).expect("a schema serialises") + "\n";
        let path = snapbox::Data::read_from(
            std::path::Path::new(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/schemas/duixian.explain-1.json"
            )),
            Some(snapbox::data::DataFormat::Text),
        );
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(text, path.raw());
    }
}
