//! Checking policy files: each is loaded, proved, and its cases are run.

use crate::cases;
use crate::check::{self, Report};
use crate::finding::{Finding, Severity};
use crate::policy::{Policy, load};
use crate::report::checking;
use crate::source::SourceFile;
use std::sync::Arc;

/// What was found of some policy files.
#[derive(Debug, Default)]
pub struct Checked {
    /// The policies that could be loaded, each with what is proved of it.
    pub policies: Vec<(Arc<Policy>, Report)>,
    /// Every finding.
    pub findings: Vec<Finding>,
}

/// Checks the files, each by itself and all together.
pub fn check(sources: &[SourceFile]) -> Checked {
    let mut checked = Checked::default();
    for source in sources {
        match load::load(source) {
            Ok(policy) => checked.add(Arc::new(policy)),
            Err(more) => checked.findings.extend(more),
        }
    }
    let policies: Vec<&Policy> = checked.policies.iter().map(|(policy, _)| policy.as_ref()).collect();
    let twice = check::twice(&policies);
    checked.findings.extend(twice);
    checked
}

impl Checked {
    fn add(&mut self, policy: Arc<Policy>) {
        let report = check::check(&policy);
        self.findings.extend(cases::run(&policy).into_iter().flat_map(|case| case.findings));
        self.findings.extend(report.findings.iter().cloned());
        self.policies.push((policy, report));
    }

    /// An error stands among the findings.
    pub fn is_refused(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity() == Severity::Error)
    }

    /// As plain values.
    pub fn report(&self) -> checking::CheckReport {
        let policies: Vec<(&Policy, &Report)> =
            self.policies.iter().map(|(policy, report)| (policy.as_ref(), report)).collect();
        checking::report(&policies, &self.findings)
    }

    /// The verdicts, policy by policy.
    pub fn verdicts(&self) -> String {
        self.policies.iter().map(|(policy, report)| format!("{}\n", checking::text(policy, report))).collect()
    }

    /// How many findings of which weight in how many files, as a sentence.
    pub fn counted(&self, files: usize) -> String {
        let count = |severity| self.findings.iter().filter(|finding| finding.severity() == severity).count();
        let counts = [Severity::Error, Severity::Warning, Severity::Note]
            .map(|severity| (count(severity), severity.label()));
        let counts: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, label)| format!("{label} {count} 个"))
            .collect();
        let counts = if counts.is_empty() { "没有发现问题".to_owned() } else { counts.join("，") };
        format!("检查了 {files} 份政策文件：{counts}。\n")
    }
}
