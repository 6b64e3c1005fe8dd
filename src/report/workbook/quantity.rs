//! Rows whose 数量 may be changed on the sheet: where the formulas then come to what the engine would.
//!
//! A count limit keeps so many of so many, ranks and brackets are chosen, other rows are of the same achievement: there a
//! formula holds what was chosen for this quantity, and another belongs in the list.

use super::layout::{Layout, address, sheet_row};
use super::live::LiveRow;
use crate::grouping::covers_entitlement;
use crate::model::achievement::AchievementId;
use crate::model::entitlement::{Cause, Entitlement, EntitlementId};
use crate::model::operation::Operation;
use crate::model::payout::Payout;
use crate::policy::{AmountKind, Award, DerivedKind, StepKind, builtin};
use std::collections::BTreeMap;

/// What decides it for all rows.
pub struct Quantities<'a> {
    payout: &'a Payout,
    /// Rows of awards by achievement.
    rows: BTreeMap<AchievementId, usize>,
    /// Something counts achievements, so that one more may change other rows.
    is_counted: bool,
}

impl<'a> Quantities<'a> {
    /// Counts rows.
    pub fn new(payout: &'a Payout) -> Self {
        let mut rows: BTreeMap<AchievementId, usize> = BTreeMap::new();
        let awards = payout.entitlements.iter().filter(|e| matches!(e.cause, Cause::Award(_)));
        awards.filter_map(|e| e.achievement).for_each(|id| *rows.entry(id).or_default() += 1);
        let is_counted = payout.policy.derived.iter().any(|d| matches!(d.kind, DerivedKind::Count(_)));
        Self { payout, rows, is_counted }
    }

    /// Whether the row's formulas follow its 数量.
    pub fn follows(&self, id: EntitlementId, e: &Entitlement, row: &LiveRow) -> bool {
        let Cause::Award(award) = e.cause else { return false };
        let cell = address(Layout::QUANTITY, sheet_row(id));
        let is_read = row.gross.as_ref().is_some_and(|gross| gross.print().contains(&cell));
        let is_alone = e.achievement.is_some_and(|id| self.rows.get(&id) == Some(&1));
        is_read
            && is_alone
            && !self.is_counted
            && self.is_plain(self.payout.policy.award(award))
            && !self.is_chosen(e)
    }

    /// An amount for each, whatever their number.
    fn is_plain(&self, award: &Award) -> bool {
        let conditions = award.when.fields(&self.payout.policy.derived);
        matches!(award.amount.kind, AmountKind::Fixed(_)) && !conditions.contains(&builtin::QUANTITY)
    }

    /// Whether the row was chosen among others, or may be.
    fn is_chosen(&self, e: &Entitlement) -> bool {
        let policy = &self.payout.policy;
        let is_limited = policy.steps.iter().any(|step| match &step.kind {
            StepKind::CountLimit(limit) => covers_entitlement(policy, &limit.covers, e),
            StepKind::HighestOnly(highest) => covers_entitlement(policy, &highest.covers, e),
            _ => false,
        });
        let by_tariff =
            |entry: &Operation| matches!(entry, Operation::Keep { .. } | Operation::LessTariff { .. });
        is_limited || e.entries.iter().any(|entry| by_tariff(&entry.operation))
    }
}
