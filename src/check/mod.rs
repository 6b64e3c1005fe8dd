//! `check`: a compiler for policies. A policy in, and what is proved of it, what is doubtful in it, and witnesses.
//!
//! Loading has already refused what cannot be understood. `prove` shows that the awards are in order; `lint` tells what is
//! written and does nothing, or not what it seems. Nothing here decides money.

mod axis;
mod dates;
mod domain;
mod lint;
mod logic;
mod prove;
mod search;
mod table;
mod tell;
mod witness;
mod words;

use crate::finding::Finding;
use crate::policy::Policy;
pub use lint::twice;
pub use prove::{BOXES, Outcome, PAIRS, Question, Scope};
pub use witness::Witness;
pub use words::role as role_name;

/// What `check` says of one policy.
#[derive(Debug)]
pub struct Report {
    /// Findings in the order of the file.
    pub findings: Vec<Finding>,
    /// What was proved, and what was not.
    pub proofs: Vec<Proof>,
    /// Witnesses of overlaps and gaps, each with its file's name.
    pub witnesses: Vec<Shown>,
}

/// One question and its answer.
#[derive(Clone, Debug)]
pub struct Proof {
    /// What was asked.
    pub question: Question,
    /// The worst of its scopes.
    pub outcome: Outcome,
    /// The answer, as a sentence.
    pub statement: String,
    /// Every table and how it came out.
    pub scopes: Vec<Scope>,
    /// The domain over which it holds, one line an axis.
    pub domain: Vec<String>,
}

/// A witness with the name of its folder.
#[derive(Clone, Debug)]
pub struct Shown {
    /// `overlap-1`, `gap-2`.
    pub name: String,
    /// What it shows.
    pub about: String,
    /// The achievement.
    pub witness: Witness,
}

/// Checks a policy that has been loaded.
pub fn check(policy: &Policy) -> Report {
    let proofs = prove::prove(policy);
    let mut report = tell::report(policy, &proofs);
    report.findings.extend(lint::lint(policy, &proofs.standings));
    report.findings.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    report.findings.dedup();
    report
}
