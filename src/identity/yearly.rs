//! Awards given year by year: of a row that says no year it is the one computed, which tells it from what the ledger paid for the
//! year before.

use super::choice::own_cell;
use super::desk::Desk;
use crate::model::record::{Fact, ListKind, Record, Value};
use crate::policy::builtin;

/// Sets the year of achievements whose category the year identifies.
pub(super) fn complete(desk: &mut Desk<'_>, year: i32) {
    let policy = desk.policy;
    let by_year = |record: &Record| {
        let category = record.category.and_then(|id| policy.categories.get(id.index()));
        category.is_some_and(|category| category.identity.contains(&builtin::YEAR))
    };
    let lacks = |record: &Record| {
        record.kind == ListKind::Achievements && by_year(record) && record.facts.get(builtin::YEAR).is_none()
    };
    let open: Vec<usize> =
        (0..).zip(desk.records.iter()).filter(|(_, r)| lacks(r)).map(|(at, _)| at).collect();
    for at in open {
        let record = &mut desk.records.to_mut()[at];
        let named = record.facts.get(builtin::CATEGORY).or(record.facts.get(builtin::ENTERPRISE));
        let cell = named.map_or_else(|| own_cell(record), |fact| fact.cell);
        let value = Value::Whole(i64::from(year));
        record.facts.set(Fact { field: builtin::YEAR, year: None, value, cell });
    }
}
