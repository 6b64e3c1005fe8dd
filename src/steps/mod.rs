//! Steps: what happens to entitlements after matching, in the order that the policy states. Each appends entries.

mod batch;
mod blurred;
mod book;
mod budget;
mod cap;
mod carried;
mod carried_limits;
mod carried_parts;
mod count_limit;
mod deducted;
mod department_share;
mod due;
mod highest_only;
mod history;
mod instalments;
mod limit;
mod measure;
mod overdue;
mod share_batch;
mod sharing;
mod upgrade_difference;
mod used;

use crate::context::{Context, Counts};
use crate::finding::Finding;
use crate::matching::{Hold, Matched};
use crate::model::achievement::PaymentId;
use crate::model::entitlement::{Entitlement, Payee};
use crate::policy::{ClauseId, StepId, StepKind};
use book::Book;
use std::collections::BTreeMap;

/// An instalment of history that fell due and is not paid.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The history row.
    pub payment: PaymentId,
    /// A person must settle it; else a rule bars it.
    pub held: bool,
    /// The clause that bars it.
    pub clause: Option<ClauseId>,
    /// Why.
    pub why: Why,
}

/// Why an instalment is not paid.
#[derive(Clone, Debug)]
pub enum Why {
    /// For a reason of its own, which is said with it.
    Own(Finding),
    /// For what holds the achievements of its enterprise, too: the index of a finding that was made before.
    Shared(usize),
}

impl Why {
    /// The finding that is said with it.
    pub fn into_finding(self) -> Option<Finding> {
        match self {
            Self::Own(finding) => Some(finding),
            Self::Shared(_) => None,
        }
    }
}

/// What the steps give.
#[derive(Debug, Default)]
pub struct Stepped {
    /// Entitlements with all their entries and allocations.
    pub entitlements: Vec<Entitlement>,
    /// Payees.
    pub payees: Vec<Payee>,
    /// Achievements to hold: the run is made again without them.
    pub holds: Vec<Hold>,
    /// Instalments of history that are not paid: the run is made again without them.
    pub refusals: Vec<Refusal>,
    /// Other findings.
    pub findings: Vec<Finding>,
}

/// What is known of instalments before the steps.
#[derive(Debug, Default)]
pub struct Owed {
    /// Those that wait with the achievements of their enterprise, with what is to be said where they fall due.
    pub waiting: BTreeMap<PaymentId, Finding>,
    /// Those that were refused before.
    pub refused: BTreeMap<PaymentId, Refusal>,
}

/// Runs every step of the policy over what matched and what falls due of history, less the instalments refused before.
pub fn run(context: &Context<'_>, matched: Matched, owed: &Owed) -> Stepped {
    let counts = Counts::new();
    let mut book = Book::open(context, &counts, matched, owed);
    history::hold_possible(&mut book);
    due::arise(&mut book);
    for (id, step) in (0_u32..).map(StepId).zip(&context.policy.steps) {
        carried::hold(&mut book, id, &step.kind);
        match &step.kind {
            StepKind::HighestOnly(rule) => highest_only::run(&mut book, id, rule),
            StepKind::UpgradeDifference(rule) => upgrade_difference::run(&mut book, id, rule),
            StepKind::CountLimit(rule) => count_limit::run(&mut book, id, rule),
            StepKind::Cap(rule) => cap::run(&mut book, id, rule),
            StepKind::Budget(rule) => budget::run(&mut book, id, rule),
            StepKind::DepartmentShare(rule) => department_share::run(&mut book, id, rule),
            StepKind::Instalments(rule) => instalments::run(&mut book, id, rule),
            StepKind::Sharing(rule) => sharing::run(&mut book, id, rule),
        }
    }
    book.close()
}
