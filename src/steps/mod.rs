//! Steps: what happens to entitlements after matching, in the order that the policy states. Each appends entries.

mod book;
mod budget;
mod cap;
mod count_limit;
mod department_share;
mod due;
mod highest_only;
mod history;
mod instalments;
mod limit;
mod sharing;
mod upgrade_difference;

use crate::context::{Context, Counts};
use crate::finding::Finding;
use crate::matching::{Hold, Matched};
use crate::model::entitlement::{Entitlement, Payee};
use crate::policy::{StepId, StepKind};
use book::Book;

/// What the steps give.
#[derive(Debug, Default)]
pub struct Stepped {
    /// Entitlements with all their entries and allocations.
    pub entitlements: Vec<Entitlement>,
    /// Payees.
    pub payees: Vec<Payee>,
    /// Achievements to hold: the run is made again without them.
    pub holds: Vec<Hold>,
    /// Other findings.
    pub findings: Vec<Finding>,
}

/// Runs every step of the policy over what matched.
pub fn run(context: &Context<'_>, matched: Matched) -> Stepped {
    let counts = Counts::new();
    let mut book = Book::open(context, &counts, matched);
    history::hold_possible(&mut book);
    due::arise(&mut book);
    for (id, step) in (0_u32..).map(StepId).zip(&context.policy.steps) {
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
