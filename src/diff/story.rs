//! What a comparison says (`duixian.diff/1`), as plain values: fields may be added, none renamed. Printers are elsewhere.

use crate::report::json::AssumedReport;
use schemars::JsonSchema;
use serde::Serialize;

/// The schema of `duixian diff --json`.
pub const SCHEMA: &str = "duixian.diff/1";

/// An amount of 元 as text with two decimals.
pub type Amount = String;

/// Two policies compared, and over the same lists in money.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Difference {
    /// `duixian.diff/1`.
    pub schema: String,
    /// The older policy.
    pub old: PolicyStory,
    /// The newer policy, with its assumptions.
    pub new: PolicyStory,
    /// Whether both say the same.
    pub identical: bool,
    /// How many changes there are of each class that occurs, in the order of classes.
    pub counts: Vec<CountStory>,
    /// Every change: the policy itself, its vocabulary, then article by article in the newer document's order.
    pub changes: Vec<ChangeStory>,
    /// What the change is in money; null without lists.
    pub money: Option<MoneyStory>,
}

/// One of the two policies.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PolicyStory {
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
    /// Award years that it applies to, both ends included; the last is null where it has no end.
    pub years: (i32, Option<i32>),
    /// Figures that were assumed.
    pub assumed: Vec<AssumedReport>,
    /// Sources of trial figures.
    pub trial: Vec<String>,
}

/// How many changes of one class.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CountStory {
    /// The class.
    pub class: String,
    /// In Chinese.
    pub label: String,
    /// How many.
    pub count: usize,
}

/// One change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangeStory {
    /// head, vocabulary, clause_added, clause_removed, clause_renumbered, clause_reworded, award_added, award_removed,
    /// amount, condition, step_added, step_removed, step, order or goal.
    pub class: String,
    /// The class in Chinese.
    pub label: String,
    /// The article in the older policy.
    pub old_clause: Option<String>,
    /// The article in the newer policy.
    pub new_clause: Option<String>,
    /// The article's title, of the newer policy where it has one.
    pub title: Option<String>,
    /// What changed: 奖项「金牌」, 步骤「企业封顶」, 类别「驰名商标」 …; empty for the article itself.
    pub subject: String,
    /// Which side of it: 金额, 条件, 条文 …
    pub what: String,
    /// What the older policy says; null for what is new.
    pub old: Option<String>,
    /// What the newer policy says; null for what is gone.
    pub new: Option<String>,
    /// For texts: each difference in its place, `…一次性奖励【50→60】万元…`.
    pub marked: Option<String>,
}

/// The same lists under both policies.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MoneyStory {
    /// The award year for which both were computed.
    pub year: i32,
    /// Whether the older policy applies to that year; otherwise it was computed as if it did.
    pub old_in_force: bool,
    /// Whether the newer policy applies to that year.
    pub new_in_force: bool,
    /// The lists.
    pub files: Vec<FileStory>,
    /// 应兑.
    pub awarded: Pair,
    /// 实兑 of the year.
    pub payable: Pair,
    /// Rows that wait for a person under each policy: their money is in neither sum.
    pub held: (usize, usize),
    /// Payees with changed amounts.
    pub payees: Vec<LineStory>,
    /// Categories with changed amounts.
    pub categories: Vec<LineStory>,
    /// Clauses with changed amounts, by the newer policy's ids.
    pub clauses: Vec<LineStory>,
    /// Funders with changed amounts: 应兑 is what they pay in all years, 实兑 what they pay in this one.
    pub funders: Vec<LineStory>,
    /// Payees whose amounts are the same.
    pub payees_unchanged: usize,
    /// Rows with another fate or another amount, in source order.
    pub rows: Vec<RowStory>,
}

/// A list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FileStory {
    /// Its name.
    pub name: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// An amount under each policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pair {
    /// Under the older.
    pub old: Amount,
    /// Under the newer.
    pub new: Amount,
    /// The newer less the older.
    pub change: Amount,
}

/// A payee, category, clause or funder under both policies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineStory {
    /// Its name, or the clause's id.
    pub name: String,
    /// What else is known: a payee's role, a clause's title.
    pub known: Option<String>,
    /// 应兑.
    pub awarded: Pair,
    /// 实兑 of the year.
    pub payable: Pair,
}

/// A row that has another fate or another amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RowStory {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The enterprises.
    pub names: Vec<String>,
    /// Category and title.
    pub title: String,
    /// Whether the fate is another.
    pub fate_changed: bool,
    /// Under the older policy.
    pub old: FateStory,
    /// Under the newer.
    pub new: FateStory,
}

/// What became of a row under one policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FateStory {
    /// paid, zero, rejected, held, reference or ignored.
    pub fate: String,
    /// In Chinese.
    pub label: String,
    /// Why; empty for paid and reference rows.
    pub reason: String,
    /// The clause cited.
    pub clause: Option<String>,
    /// 应兑 of the awards whose first source it is.
    pub awarded: Amount,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `SNAPSHOTS=overwrite` writes the file anew.
    #[test]
    fn the_schema_is_the_committed_one() {
        let schema = schemars::schema_for!(Difference);
        let text = serde_json::to_string_pretty(&schema).expect("a schema serialises") + "\n";
        let path = snapbox::Data::read_from(
            std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/duixian.diff-1.json")),
            Some(snapbox::data::DataFormat::Text),
        );
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(text, path.raw());
    }
}
