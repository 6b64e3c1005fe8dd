//! Cases as `load` resolves them: rows by field, and what is expected of them.

use super::{ClauseId, FieldId};
use crate::finding::Place;
use crate::money::Money;
use jiff::civil::Date;

/// A case of the policy file.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// The award year.
    pub year: i32,
    /// Its lists, each at most once, in this order: achievements, register, history, exclusions.
    pub lists: Vec<CaseList>,
    /// What must come out.
    pub expect: Vec<Expectation>,
    /// Its name in the file.
    pub place: Place,
}

/// Which list the rows of a case stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseListKind {
    /// 成果名单.
    Achievements,
    /// 企业名录.
    Register,
    /// 历年台账.
    History,
    /// 排除名单.
    Exclusion,
}

/// A list of a case.
#[derive(Clone, Debug)]
pub struct CaseList {
    /// What list it is.
    pub kind: CaseListKind,
    /// Its rows.
    pub rows: Vec<CaseRow>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// Its values, by field and year.
    pub cells: Vec<CaseCell>,
}

/// A value of a row.
#[derive(Clone, Debug)]
pub struct CaseCell {
    /// The field.
    pub field: FieldId,
    /// The year, for a field by year.
    pub year: Option<i32>,
    /// The value as a list would hold it.
    pub value: CaseValue,
    /// Where it is written.
    pub span: (usize, usize),
}

/// A value as a list would hold it.
#[derive(Clone, Debug, PartialEq)]
pub enum CaseValue {
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A day.
    Date(Date),
    /// 是 or 否.
    Bool(bool),
}

/// The fate that a row must have.
pub use super::file::FateFile as CaseFate;

/// One expected result.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Only this payee.
    pub payee: Option<String>,
    /// Only this row of the achievements, from 0.
    pub achievement: Option<usize>,
    /// Only this row of the history, from 0.
    pub history: Option<usize>,
    /// Only what this funder pays.
    pub funder: Option<String>,
    /// What is due in this year; the award year where none is written.
    pub year: Option<i32>,
    /// The amount.
    pub amount: Option<Money>,
    /// Exactly these clauses, in document order.
    pub clauses: Option<Vec<ClauseId>>,
    /// The fate of every row meant.
    pub fate: Option<CaseFate>,
    /// What the reason of every row meant must hold.
    pub reason: Option<String>,
    /// Where it is written.
    pub place: Place,
}
