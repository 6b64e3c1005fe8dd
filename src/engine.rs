//! STAND-IN for developing the command line; replaced by the real engine.
use crate::finding::{Finding, Severity};
use crate::host::Host;
use crate::model::payout::{InputFile, Payout};
use crate::policy::Policy;
use crate::source::SourceFile;
use crate::{money::*, workbook};

/// Options of a run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Award year.
    pub year: Option<i32>,
    /// Date to print.
    pub date: Option<String>,
    /// Hidden rows are read.
    pub include_hidden: bool,
    /// Limits of reading.
    pub limits: workbook::Limits,
}

/// The files of a run.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Policies.
    pub policies: Vec<SourceFile>,
    /// Lists.
    pub lists: Vec<SourceFile>,
    /// Decisions.
    pub decisions: Option<SourceFile>,
    /// Files that could not be read, by name, with why.
    pub unreadable: Vec<(String, Finding)>,
}

/// STAND-IN.
///
/// # Errors
/// Findings.
pub fn pay(inputs: &Inputs, options: &Options, host: &dyn Host) -> Result<Payout, Vec<Finding>> {
    let mut findings: Vec<Finding> = inputs.unreadable.iter().map(|(_, f)| f.clone()).collect();
    let mut files: Vec<InputFile> = inputs
        .unreadable
        .iter()
        .map(|(name, _)| InputFile { name: name.clone(), sha256: String::new(), readable: false })
        .collect();
    let mut rows = Vec::new();
    for list in &inputs.lists {
        host.opening(&list.name);
        files.push(InputFile { name: list.name.clone(), sha256: list.sha256.clone(), readable: true });
        match workbook::open(list, &options.limits) {
            Ok(mut book) => {
                for sheet in 0..book.sheets().len() {
                    let mut cells = Vec::new();
                    match book.rows(sheet, &mut |row| cells.push(row)) {
                        Ok(more) => findings.extend(more),
                        Err(finding) => findings.push(finding),
                    }
                }
            }
            Err(finding) => {
                findings.push(finding);
                if let Some(file) = files.last_mut() {
                    file.readable = false;
                }
            }
        }
        let is_paid = list.name.ends_with("名单.csv") || list.name.ends_with("一.csv");
        rows.push(crate::model::payout::RowOutcome {
            at: crate::model::record::RowRef { file: files.len() as u32 - 1, sheet: 0, row: 2 },
            kind: crate::model::record::ListKind::Achievements,
            fate: if is_paid {
                crate::model::payout::Fate::Paid
            } else {
                crate::model::payout::Fate::Rejected
            },
            reason: if is_paid { "" } else { "重复" }.into(),
            clause: None,
            achievement: None,
            entitlements: vec![],
        });
        if String::from_utf8_lossy(&list.bytes).contains("银牌") {
            rows.push(crate::model::payout::RowOutcome {
                at: crate::model::record::RowRef { file: files.len() as u32 - 1, sheet: 0, row: 3 },
                kind: crate::model::record::ListKind::Achievements,
                fate: crate::model::payout::Fate::Held,
                reason: "".into(),
                clause: None,
                achievement: None,
                entitlements: vec![],
            });
        }
    }
    host.computing();
    if findings.iter().any(|f| f.severity() == Severity::Error) {
        return Err(findings);
    }
    let policy = inputs.policies.first();
    let text = policy.map(|p| String::from_utf8_lossy(&p.bytes).into_owned()).unwrap_or_default();
    let policy = Policy {
        file: policy.map(|p| p.name.clone()).unwrap_or_default(),
        sha256: policy.map(|p| p.sha256.clone()).unwrap_or_default(),
        id: "example".into(),
        name: "standin".into(),
        document: String::new(),
        issuer: None,
        years: (2008, None),
        supersedes: vec![],
        unit: Unit::FEN,
        rounding: Rounding::HalfAway,
        funder: "市财政".into(),
        levels: vec![],
        fields: vec![],
        categories: vec![],
        derived: vec![],
        clauses: vec![],
        awards: vec![],
        requirements: vec![],
        exclusions: vec![],
        steps: vec![],
        tariffs: vec![],
    };
    Ok(Payout {
        policy: policy.into(),
        year: options.year.unwrap_or(2008),
        date: options.date.clone(),
        trial: if text.contains("试算") { vec!["第1条".into()] } else { vec![] },
        files,
        reading: Default::default(),
        decisions: Default::default(),
        enterprises: vec![],
        achievements: vec![],
        payments: vec![],
        payees: vec![],
        entitlements: vec![],
        rows,
        totals: Default::default(),
        findings,
    })
}
