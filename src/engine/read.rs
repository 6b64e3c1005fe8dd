//! Reading alone: policy, decisions, lists, and what was understood of them. Nothing is awarded.

use super::{Inputs, Lists, decisions_of, mark_unreadable};
use crate::finding::{Code, Finding, Place};
use crate::host::{Host, Stage};
use crate::intake;
use crate::model::understood::Understood;
use crate::offered;
use crate::policy::{Policy, load};
use crate::workbook::Limits;

/// Reads the lists in the words of the first policy, by file name, that is understood; its year does not matter.
///
/// # Errors
/// Every finding of severity error: no policy is understood, or the decisions file is not.
pub fn read(
    inputs: &Inputs,
    include_hidden: bool,
    limits: &Limits,
    host: &dyn Host,
) -> Result<Understood, Vec<Finding>> {
    let policy = vocabulary(inputs, host)?;
    let decisions = decisions_of(inputs, host)?;
    let lists = Lists::of(inputs, &policy);
    let intake = intake::read_lists(&lists.sources, &policy, &decisions, limits, include_hidden, None, host);
    host.stage(Stage::Identity);
    let mut files = lists.files;
    mark_unreadable(&mut files, &intake.findings);
    let mut findings = intake.findings;
    findings.extend(lists.findings);
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    offered::name_firms(&mut findings, &policy, &names, &intake.reading);
    let others = inputs.policies.iter().filter(|source| source.name != policy.file);
    Ok(Understood {
        other_policies: others.map(|source| source.name.clone()).collect(),
        decisions: inputs.decisions.as_ref().map(|source| source.name.clone()),
        policy,
        files,
        reading: intake.reading,
        findings,
    })
}

/// The first policy that loads.
fn vocabulary(inputs: &Inputs, host: &dyn Host) -> Result<Policy, Vec<Finding>> {
    let mut findings = Vec::new();
    for source in &inputs.policies {
        host.opening(&source.name);
        match load::load(source) {
            Ok(policy) => return Ok(policy),
            Err(more) => findings.extend(more),
        }
    }
    if findings.is_empty() {
        let help = "请用 --rules 指定政策文件：读名单要用其中的类别和列名。";
        findings.push(Finding::new(Code::PolicyNone, Place::default(), "没有政策文件。", help));
    }
    Err(findings)
}
