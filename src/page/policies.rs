//! What policy files call themselves, for a visitor who chooses one.

use crate::policy::{Policy, load};
use crate::report::json::{self, FindingReport};
use crate::source::SourceFile;
use serde::Serialize;

/// The answer to `policies`: fields may be added, none renamed.
#[derive(Debug, Serialize)]
pub struct Policies {
    /// `duixian.policies/1`.
    pub schema: &'static str,
    /// Every file that is understood, in the order of the request.
    pub policies: Vec<Named>,
    /// What is wrong with the others.
    pub findings: Vec<FindingReport>,
}

/// A policy by its names.
#[derive(Debug, Serialize)]
pub struct Named {
    /// The file.
    pub file: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 文号.
    pub document: String,
    /// 制发机关.
    pub issuer: Option<String>,
    /// The first and the last award year; none where no end is stated.
    pub years: (i32, Option<i32>),
    /// Sources of trial figures; empty unless every payout of it is a 试算稿.
    pub trial: Vec<String>,
}

/// Names of the policies in some files.
pub fn of(sources: &[SourceFile]) -> Policies {
    let mut told = Policies { schema: "duixian.policies/1", policies: Vec::new(), findings: Vec::new() };
    for source in sources {
        match load::load(source) {
            Ok(policy) => told.policies.push(named(&policy)),
            Err(findings) => told.findings.extend(json::findings(&findings)),
        }
    }
    told
}

fn named(policy: &Policy) -> Named {
    Named {
        file: policy.file.clone(),
        id: policy.id.clone(),
        name: policy.name.clone(),
        document: policy.document.clone(),
        issuer: policy.issuer.clone(),
        years: policy.years,
        trial: policy.trial_sources().into_iter().map(str::to_owned).collect(),
    }
}
