//! Lints: what is written and does nothing, or not what it seems. Each file is one kind of doubt.

mod awards;
mod brackets;
mod clauses;
mod days;
mod due;
mod headings;
mod limits;
mod names;
mod once;
mod quoted_days;
mod roles;
mod sharing;
mod upgrades;
mod yearly;

pub(super) use awards::{Standings, standings};

use crate::finding::{Code, Finding, Place};
use crate::policy::Policy;
use std::collections::BTreeMap;

/// Every lint of a policy; `standing` says of each award and category what the tables told.
pub(super) fn lint(policy: &Policy, standing: &Standings) -> Vec<Finding> {
    let mut lints = Lints { policy, findings: Vec::new() };
    awards::lint(&mut lints, standing);
    brackets::lint(&mut lints);
    names::lint(&mut lints);
    headings::lint(&mut lints);
    clauses::lint(&mut lints);
    limits::lint(&mut lints);
    days::lint(&mut lints);
    due::lint(&mut lints);
    once::lint(&mut lints);
    roles::lint(&mut lints);
    yearly::lint(&mut lints);
    sharing::lint(&mut lints);
    upgrades::lint(&mut lints);
    quoted_days::lint(&mut lints);
    lints.findings
}

/// Two policies of one id among those that are checked together.
pub fn twice(policies: &[&Policy]) -> Vec<Finding> {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for policy in policies {
        if let Some(other) = seen.insert(&policy.id, &policy.file) {
            let message = format!("政策编号「{}」和「{other}」的相同，两份政策分不开。", policy.id);
            let place = Place::file(&policy.file);
            findings.push(Finding::new(
                Code::PolicyDuplicate,
                place,
                message,
                "请给其中一份改一个编号（[policy] 的 id）。",
            ));
        }
    }
    findings
}

/// The findings of the lints so far.
struct Lints<'p> {
    policy: &'p Policy,
    findings: Vec<Finding>,
}

impl Lints<'_> {
    fn tell(&mut self, code: Code, span: Option<(usize, usize)>, message: impl Into<String>, help: &str) {
        let place = self.policy.spans.place(self.policy, span.as_ref());
        self.findings.push(Finding::new(code, place, message, help));
    }
}
