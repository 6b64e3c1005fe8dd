//! The cases of a policy file: each is computed like a run of its own and held against what it expects.
//!
//! A case's rows become the sheets of one file (the policy itself), read by the parsers that read any list; nothing
//! of it takes part in a payout.

mod compare;
mod ledger;

use crate::engine;
use crate::finding::{Finding, Place};
use crate::intake::given::GivenList;
use crate::model::payout::Payout;
use crate::model::record::ListKind;
use crate::policy::cases::{Case, CaseCell, CaseList, CaseListKind, CaseValue};
use crate::policy::{FieldId, Policy};
use crate::workbook::{Cell, NumberNote, Row, Value};
pub use compare::Difference;
use rust_decimal::Decimal;
use std::sync::Arc;

/// What became of a case.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// Its name.
    pub name: String,
    /// The award year.
    pub year: i32,
    /// Where its name stands.
    pub place: Place,
    /// How many figures, clauses, fates and reasons were held against the computation.
    pub checked: usize,
    /// What differs; nothing where the case holds.
    pub differences: Vec<Difference>,
    /// The same as findings, one a case that does not hold.
    pub findings: Vec<Finding>,
}

impl CaseResult {
    /// True where the computation gives what the case expects.
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Computes every case of a policy, in file order.
pub fn run(policy: &Arc<Policy>) -> Vec<CaseResult> {
    policy.cases.iter().map(|case| run_case(policy, case)).collect()
}

fn run_case(policy: &Arc<Policy>, case: &Case) -> CaseResult {
    let result = |checked, differences, findings| CaseResult {
        name: case.name.clone(),
        year: case.year,
        place: case.place.clone(),
        checked,
        differences,
        findings,
    };
    match payout(policy, case) {
        Ok(payout) => {
            let (checked, differences) = compare::compare(case, &payout);
            let finding = (!differences.is_empty()).then(|| ledger::finding(case, &payout, &differences));
            result(checked, differences, finding.into_iter().collect())
        }
        Err(findings) => result(0, Vec::new(), findings),
    }
}

/// The payout of a case, from which its ledger can be printed.
///
/// # Errors
/// Every finding of severity error.
pub fn payout(policy: &Arc<Policy>, case: &Case) -> Result<Payout, Vec<Finding>> {
    let lists: Vec<GivenList> = case.lists.iter().map(given).collect();
    engine::pay_given(policy, case.year, &policy.file, &lists)
}

/// The kind of a case's list among lists.
fn kind(kind: CaseListKind) -> ListKind {
    match kind {
        CaseListKind::Achievements => ListKind::Achievements,
        CaseListKind::Register => ListKind::Register,
        CaseListKind::History => ListKind::History,
        CaseListKind::Exclusion => ListKind::Exclusion,
    }
}

/// A case's list with a column for every field that a row of it names; row n of the case is row n of the list.
fn given(list: &CaseList) -> GivenList {
    let named = |cell: &CaseCell| (cell.field, cell.year);
    let mut columns: Vec<(FieldId, Option<i32>)> =
        list.rows.iter().flat_map(|row| row.cells.iter().map(named)).collect();
    columns.sort_unstable();
    columns.dedup();
    let cell = |cell: &CaseCell| {
        let at = columns.iter().position(|column| *column == named(cell));
        Cell::new(at.and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX), value(&cell.value))
    };
    let row = |(index, row): (u32, &crate::policy::cases::CaseRow)| Row {
        index,
        hidden: false,
        cells: row.cells.iter().map(cell).collect(),
    };
    let rows = (0..).zip(&list.rows).map(row).collect();
    GivenList { kind: kind(list.kind), columns, rows }
}

fn value(value: &CaseValue) -> Value {
    match value {
        CaseValue::Text(text) => Value::Text(text.clone()),
        CaseValue::Whole(whole) => Value::Number(Decimal::from(*whole), NumberNote::default()),
        CaseValue::Date(day) => Value::Date(*day),
        CaseValue::Bool(value) => Value::Bool(*value),
    }
}
