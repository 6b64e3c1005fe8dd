//! What `check` found, as JSON (`duixian.check/1`: fields may be added, none renamed) and as text. Findings are printed by who prints.

use super::json::{FindingReport, findings, printed};
use crate::check::{Outcome, Proof, Question, Report, Scope, role_name};
use crate::condition::shown;
use crate::finding::Finding;
use crate::policy::Policy;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The schema of `duixian check --json`.
pub const SCHEMA: &str = "duixian.check/1";

/// What `duixian check --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckReport {
    /// `duixian.check/1`.
    pub schema: String,
    /// Every policy that could be loaded.
    pub policies: Vec<PolicyReport>,
    /// Every finding of every file.
    pub findings: Vec<FindingReport>,
}

/// One policy.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PolicyReport {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its file.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// What was proved, and what was not.
    pub proofs: Vec<ProofReport>,
    /// One achievement for each overlap and gap.
    pub witnesses: Vec<WitnessReport>,
}

/// One question and its answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProofReport {
    /// overlap: does no achievement match two awards; gap: does each match one.
    pub question: String,
    /// proved, refuted or unproved.
    pub outcome: String,
    /// The answer as a sentence.
    pub statement: String,
    /// The domain over which it holds, a line a fact.
    pub domain: Vec<String>,
    /// Every category and payee role.
    pub scopes: Vec<ScopeReport>,
}

/// One category in one payee role.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ScopeReport {
    /// The category.
    pub category: String,
    /// The payee role.
    pub role: String,
    /// proved, declared, refuted or unproved.
    pub outcome: String,
}

/// An achievement that shows an overlap or a gap.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WitnessReport {
    /// The name of its folder below the one of `--witness`.
    pub name: String,
    /// What it shows.
    pub about: String,
    /// Its category.
    pub category: String,
    /// The payee role.
    pub role: String,
    /// The award year.
    pub year: i32,
    /// Its facts by name; null for one that is left out.
    pub facts: BTreeMap<String, Option<String>>,
}

/// The reports of some policies and all findings, as one JSON document.
pub fn json(checked: &[(&Policy, &Report)], all: &[Finding]) -> String {
    printed(&report(checked, all))
}

/// The same as plain values.
pub fn report(checked: &[(&Policy, &Report)], all: &[Finding]) -> CheckReport {
    CheckReport {
        schema: SCHEMA.to_owned(),
        policies: checked.iter().map(|(policy, report)| of_policy(policy, report)).collect(),
        findings: findings(all),
    }
}

fn of_policy(policy: &Policy, report: &Report) -> PolicyReport {
    let witness = |shown: &crate::check::Shown| {
        let fact = |(field, year, value): &(_, Option<i32>, Option<_>)| {
            let name = &policy.field(*field).name;
            let name = year.map_or_else(|| name.clone(), |year| format!("{year}年{name}"));
            (name, value.as_ref().map(self::shown))
        };
        WitnessReport {
            name: shown.name.clone(),
            about: shown.about.clone(),
            category: policy.category(shown.witness.category).name.clone(),
            role: role_name(shown.witness.role).to_owned(),
            year: shown.witness.year,
            facts: shown.witness.facts.iter().map(fact).collect(),
        }
    };
    PolicyReport {
        id: policy.id.clone(),
        name: policy.name.clone(),
        file: policy.file.clone(),
        sha256: policy.sha256.clone(),
        proofs: report.proofs.iter().map(|proof| of_proof(policy, proof)).collect(),
        witnesses: report.witnesses.iter().map(witness).collect(),
    }
}

fn of_proof(policy: &Policy, proof: &Proof) -> ProofReport {
    let question = match proof.question {
        Question::Overlap => "overlap",
        Question::Gap => "gap",
    };
    let scope = |scope: &Scope| ScopeReport {
        category: policy.category(scope.category).name.clone(),
        role: role_name(scope.role).to_owned(),
        outcome: key(scope.outcome).to_owned(),
    };
    let outcome = if proof.outcome == Outcome::Declared { Outcome::Proved } else { proof.outcome };
    ProofReport {
        question: question.to_owned(),
        outcome: key(outcome).to_owned(),
        statement: proof.statement.clone(),
        domain: proof.domain.clone(),
        scopes: proof.scopes.iter().map(scope).collect(),
    }
}

fn key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Proved => "proved",
        Outcome::Declared => "declared",
        Outcome::Refuted => "refuted",
        Outcome::Unproved => "unproved",
    }
}

/// The verdicts on one policy, for a person.
pub fn text(policy: &Policy, report: &Report) -> String {
    let mut text = format!("{}（{}，{}）\n", policy.name, policy.id, policy.file);
    for proof in &report.proofs {
        text.push_str(&format!("{}\n", proof.statement));
        for (outcome, word) in [
            (Outcome::Refuted, "不成立"),
            (Outcome::Unproved, "未能证明"),
            (Outcome::Declared, "写明其余不奖励"),
        ] {
            let names: Vec<String> = proof
                .scopes
                .iter()
                .filter(|scope| scope.outcome == outcome)
                .map(|scope| format!("{}（{}）", policy.category(scope.category).name, role_name(scope.role)))
                .collect();
            if !names.is_empty() {
                text.push_str(&format!("　　{word}的：{}\n", listed(&names)));
            }
        }
    }
    if let Some(proof) = report.proofs.first() {
        text.push_str(&format!("　　证明的范围：{}\n", listed(&proof.domain)));
    }
    text
}

/// Names, the first of many.
fn listed(names: &[String]) -> String {
    const MOST: usize = 30;
    let shown = names.iter().take(MOST).cloned().collect::<Vec<_>>().join("；");
    if names.len() > MOST { format!("{shown}；等{}项", names.len()) } else { shown }
}
