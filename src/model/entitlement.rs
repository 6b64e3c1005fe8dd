//! Entitlements and their entries: what one payee has coming for one achievement, and every change to it, appended.

use super::achievement::{AchievementId, EnterpriseId, PaymentId};
use super::operation::Operation;
use super::record::RowRef;
use crate::money::Money;
use crate::policy::{AwardId, CategoryId, ClauseId, Role, StepId, ids};
use std::sync::Arc;

ids! {
    /// An entitlement, numbered in canonical order.
    EntitlementId;
    /// A payee.
    PayeeId;
}

/// An achievement that was counted and paid nothing for. Where the count of an award was in no bracket later years count it on;
/// what no award matched, later batches of the year do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Which.
    pub achievement: AchievementId,
    /// Whose.
    pub enterprise: EnterpriseId,
    /// The award; none where no award matched.
    pub award: Option<AwardId>,
}

/// Who is paid.
#[derive(Clone, Debug)]
pub struct Payee {
    /// The name to print.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The enterprise or person behind it, if any.
    pub enterprise: Option<EnterpriseId>,
    /// Of a natural person, the identity number: kept here whole, shown masked, and masked where the ledger has it so.
    pub identity_number: Option<String>,
    /// The town, if known.
    pub town: Option<String>,
    /// Bank; found once the awards stand.
    pub bank: Option<String>,
    /// Account, likewise; none where it is not certain.
    pub account: Option<String>,
}

/// What gives rise to an entitlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// An award.
    Award(AwardId),
    /// A department's share of another entitlement: the step and which of its departments.
    Share(StepId, u32, EntitlementId),
    /// An instalment of an earlier year that falls due.
    Instalment(PaymentId),
}

/// What one payee has coming for one achievement (or group of achievements).
#[derive(Clone, Debug)]
pub struct Entitlement {
    /// Who.
    pub payee: PayeeId,
    /// The holder of the achievement it arises from, who may be another than is paid (a person, town or department); of an
    /// instalment, whom its row names.
    pub holder: EnterpriseId,
    /// In which role.
    pub role: Role,
    /// Why.
    pub cause: Cause,
    /// The award that gives it; none for a department's share, and for an instalment where its row does not say.
    pub award: Option<AwardId>,
    /// The clause that gives it.
    pub clause: ClauseId,
    /// The achievement (the last counted one where several support it); none for an instalment of history.
    pub achievement: Option<AchievementId>,
    /// Further achievements that only count towards it.
    pub supporting: Vec<AchievementId>,
    /// The category.
    pub category: Option<CategoryId>,
    /// Every source row, the achievement's first row first.
    pub sources: Vec<RowRef>,
    /// Units.
    pub quantity: i64,
    /// Award and step entries; they add up to the net.
    pub entries: Vec<Entry>,
    /// The net by due year and funder; they add up to the net.
    pub allocations: Vec<Allocation>,
    /// Parts that came to nothing: when they would be due, from whom, and what limited them. Only the formulas of the
    /// workbook read them, which another tariff may give something to divide.
    pub idle: Vec<Allocation>,
    /// The sharing rule that divides it, by its place among those of its step.
    pub shared_by: Option<u32>,
}

impl Entitlement {
    /// 应奖: the first entry.
    pub fn gross(&self) -> Money {
        self.entries.first().map_or(Money::ZERO, |entry| entry.amount)
    }

    /// The net after all entries so far.
    pub fn net(&self) -> Money {
        self.entries.iter().map(|entry| entry.amount).sum()
    }

    /// The net before a step; after all of them where there is none.
    pub fn net_before(&self, step: Option<StepId>) -> Money {
        let early = |entry: &&Entry| entry.step.is_none_or(|of| step.is_none_or(|step| of < step));
        self.entries.iter().filter(early).map(|entry| entry.amount).sum()
    }

    /// Its parts, those of nothing included.
    pub fn parts(&self) -> impl Iterator<Item = &Allocation> {
        self.allocations.iter().chain(&self.idle)
    }

    /// 实兑: what is due in the award year.
    pub fn due(&self, year: i32) -> Money {
        self.allocations.iter().filter(|a| a.due_year == Some(year)).map(|a| a.amount).sum()
    }
}

/// One line of the ledger: an amount that is added, with its clause and how it was computed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The step; none for the award itself.
    pub step: Option<StepId>,
    /// The clause.
    pub clause: ClauseId,
    /// The amount, negative for a reduction.
    pub amount: Money,
    /// How it was computed.
    pub operation: Operation,
    /// What it was compared with.
    pub against: Against,
}

/// What an entry was compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Against {
    /// Other entitlements (the winner of highest-only).
    pub entitlements: Vec<EntitlementId>,
    /// Earlier payments; entries of one group share them.
    pub payments: Arc<[PaymentId]>,
}

/// A part of the net: when it is due and who pays it.
#[derive(Clone, Debug)]
pub struct Allocation {
    /// The year it is due; none where it waits for a fact.
    pub due_year: Option<i32>,
    /// Who pays now.
    pub funder: String,
    /// Who bears it in the end, where that is another.
    pub borne_by: Option<String>,
    /// How much; negative where a limit after instalments takes some off a year.
    pub amount: Money,
    /// The step that made it; none where the whole net is due at once from the policy's funder.
    pub step: Option<StepId>,
    /// Its clause.
    pub clause: ClauseId,
    /// The instalment's number, from 1.
    pub instalment: u32,
    /// How it was computed, step by step (instalment, limit, share).
    pub operations: Vec<Operation>,
}
