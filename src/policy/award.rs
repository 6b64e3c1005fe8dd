//! Clauses, the figures in them, and who gets how much for what.

use super::{
    AbsentRank, AwardId, Bounds, BracketMode, CategoryId, ClauseId, Condition, Covers, ExclusionDate,
    ExclusionEffect, FieldId, GrantedEffect, JointMode, KeyPart, Literal, Measure, Role, TariffId,
};
use crate::finding::Place;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// An article of the document.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its id, as cited.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// What the document says, as quoted above the block.
    pub quotation: String,
    /// Why it computes nothing.
    pub nothing: Option<String>,
    /// Where its block stands.
    pub place: Place,
}

/// One amount or rate of the policy file.
#[derive(Clone, Debug)]
pub struct Tariff {
    /// A stable name: `奖项id`, `奖项id.档1`, `步骤id.limit` …
    pub name: String,
    /// The clause it stands in.
    pub clause: ClauseId,
    /// Its value: 元, or a plain number for a rate.
    pub value: Decimal,
    /// What kind of figure it is.
    pub kind: TariffKind,
    /// As it was written.
    pub written: String,
    /// The source of a trial figure; none where the quotation states it.
    pub trial: Option<String>,
    /// What the file has in its place, where the figure is assumed for this run.
    pub assumed: Option<String>,
    /// Where it stands.
    pub span: (usize, usize),
}

/// What kind of figure a tariff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TariffKind {
    /// 元.
    Money,
    /// A plain ratio (0.1 for 10%) or weight.
    Rate,
    /// A count.
    Count,
}

/// Who gets how much for what.
#[derive(Clone, Debug)]
pub struct Award {
    /// Its id.
    pub id: String,
    /// Its clause.
    pub clause: ClauseId,
    /// The payee's role.
    pub role: Role,
    /// Categories.
    pub categories: Vec<CategoryId>,
    /// Further conditions.
    pub when: Condition,
    /// General awards that give way to this one.
    pub overrides: Vec<AwardId>,
    /// Awards that may stand together with this one.
    pub with: Vec<AwardId>,
    /// How much.
    pub amount: Amount,
    /// One entitlement per these keys instead of per achievement.
    pub once_per: Option<Vec<KeyPart>>,
    /// Not multiplied by the quantity.
    pub whatever_quantity: bool,
    /// How joint holders share.
    pub joint: Option<(JointMode, Vec<u32>)>,
    /// What becomes of the part of a joint holder whom the award does not pay.
    pub joint_absent: AbsentRank,
    /// Money granted elsewhere: the field that states it and what it does.
    pub granted: Option<(FieldId, GrantedEffect)>,
    /// A payee that the clause names.
    pub payee: Option<String>,
    /// The field that names the payee.
    pub payee_field: Option<FieldId>,
    /// Where it stands.
    pub place: Place,
}

/// How an amount is computed, with its floor and ceiling.
#[derive(Clone, Debug)]
pub struct Amount {
    /// The way.
    pub kind: AmountKind,
    /// Number fields that it is multiplied by, before floor and ceiling.
    pub times: Vec<FieldId>,
    /// Not below.
    pub floor: Option<Box<Amount>>,
    /// Not above.
    pub ceiling: Option<Box<Amount>>,
}

/// The ways of computing an amount.
#[derive(Clone, Debug)]
pub enum AmountKind {
    /// A fixed amount.
    Fixed(TariffId),
    /// A rate of a money field.
    RateOfField {
        /// The rate.
        rate: TariffId,
        /// The field, or its increase.
        of: Measure,
    },
    /// A rate of another award's tariff for the same facts, some replaced.
    RateOfAward {
        /// The rate.
        rate: TariffId,
        /// The other award.
        award: AwardId,
        /// Facts replaced.
        replacing: Vec<(FieldId, Literal)>,
    },
    /// By bracket of a number.
    Brackets {
        /// The number.
        by: Measure,
        /// The brackets, each with an amount or a rate of the number.
        brackets: Vec<(Bounds, TariffId)>,
        /// For counts: every unit at its bracket's rate, or slab by slab; none for one sum.
        mode: Option<BracketMode>,
        /// Less what earlier thresholds paid.
        less_paid: bool,
    },
    /// So much for each whole step of a number.
    Steps {
        /// The number.
        by: Measure,
        /// For each step.
        each: TariffId,
        /// How much a step is.
        step: Decimal,
        /// Where the first one begins; none for zero.
        start: Option<Decimal>,
    },
    /// A pool per achievement divided by rank.
    PoolByRank {
        /// The pool.
        pool: TariffId,
        /// Weights of the ranks.
        weights: Vec<u32>,
        /// What becomes of an absent rank's part.
        absent: AbsentRank,
    },
    /// One pool divided by a score over all eligible items of the award.
    PoolByScore {
        /// The pool.
        pool: TariffId,
        /// The score.
        score: FieldId,
    },
}

/// What must hold to be paid at all.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Its clause.
    pub clause: ClauseId,
    /// The reason printed.
    pub reason: String,
    /// What it applies to.
    pub covers: Covers,
    /// The condition.
    pub when: Condition,
}

/// What rows of an exclusion list bar.
#[derive(Clone, Debug)]
pub struct Exclusion {
    /// Its clause.
    pub clause: ClauseId,
    /// The list's kind.
    pub kind: String,
    /// What it bars.
    pub covers: Covers,
    /// Which date must lie in a row's span.
    pub date: ExclusionDate,
    /// The day of decision.
    pub decided_on: Option<Date>,
    /// How many rows it takes.
    pub rows: u32,
    /// Within how many months.
    pub within_months: Option<u32>,
    /// Rejects or holds.
    pub effect: ExclusionEffect,
}
