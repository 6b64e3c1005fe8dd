//! What a held row would enter: the counts and steps it is left out of, and the payees whose amounts could change.

mod touched;

use crate::context::Context;
use crate::finding::Finding;
use crate::grouping::covers_category;
use crate::model::achievement::{Achievement, Settled as SettledRow};
use crate::model::record::{Reading, RowReading};
use crate::policy::{
    AmountKind, Award, AwardId, CategoryId, Covers, DerivedKind, KeyPart, Policy, Role, Step, StepKind,
    builtin,
};
use crate::settle::Settled;
use std::collections::{BTreeMap, BTreeSet};
use touched::Touched;

/// How many payees a message names.
const SHOWN: usize = 8;

/// Adds to every finding that holds a row what that row would enter.
pub fn add(context: &Context<'_>, reading: &Reading, settled: &mut Settled, findings: &mut [Finding]) {
    let pools = pools(context.policy);
    let of_pools = pools.iter().map(|(_, covers)| (covers, &[][..]));
    // A department's share takes nothing from its base: of it only the department's own amount changes.
    let shares = |step: &&Step| matches!(step.kind, StepKind::DepartmentShare(_));
    let scopes = context.policy.steps.iter().filter(|step| !shares(step)).flat_map(scope);
    let scopes = scopes.chain(of_pools).collect();
    let mut touched = Touched::new(context, scopes, &settled.entitlements, &settled.payees);
    for (id, finding) in &mut settled.held {
        let achievement = context.achievement(*id);
        let mut text = left_out_of(context, achievement.category);
        if !text.is_empty() {
            let own = own_payees(context, achievement);
            let (others, all) = touched.by(*id, &own, SHOWN);
            let payees: Vec<String> = own.iter().cloned().chain(others).take(SHOWN).collect();
            let all = own.len() + all;
            if all > 0 {
                text.push_str(&format!("金额可能变动的收款单位：{}。", listed(&payees, all)));
            }
        }
        append(finding, &text);
    }
    for (finding, category) in held_records(context, reading) {
        let text = left_out_of(context, category);
        if let Some(finding) = findings.get_mut(finding)
            && !finding.message.contains(&text)
        {
            append(finding, &text);
        }
    }
}

/// Who gets what an achievement is awarded, as far as it is known without its award; and departments with a share.
fn own_payees(context: &Context<'_>, achievement: &Achievement) -> Vec<String> {
    let policy = context.policy;
    let awards = policy.awards.iter().filter(|award| award.categories.contains(&achievement.category));
    let awarded = awards.flat_map(|award| payees_of(context, award, achievement));
    let departments = policy.steps.iter().flat_map(|step| match &step.kind {
        StepKind::DepartmentShare(departments) => departments.as_slice(),
        _ => &[],
    });
    let sharing = departments.filter(|share| covers_category(policy, &share.covers, achievement.category));
    let mut names: Vec<String> = awarded.chain(sharing.map(|share| share.name.clone())).collect();
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// Those whom an award would pay for an achievement, by what its row names.
fn payees_of(context: &Context<'_>, award: &Award, achievement: &Achievement) -> Vec<String> {
    let stated = |field| achievement.facts.text(field).map(str::to_owned).into_iter().collect();
    match award.role {
        Role::Enterprise => {
            let enterprises = &context.register.enterprises;
            let holders = achievement.holders.iter();
            let holders = holders.filter_map(|holder| enterprises.get(holder.enterprise.index()));
            holders.map(|holder| holder.name.clone()).collect()
        }
        Role::Person => stated(builtin::PERSON),
        Role::Town => stated(builtin::TOWN),
        Role::Department => award.payee.clone().into_iter().collect(),
        Role::Representative => Vec::new(),
    }
}

/// A sentence after the message, which may have no full stop of its own.
fn append(finding: &mut Finding, text: &str) {
    if !text.is_empty() && !finding.message.ends_with('。') {
        finding.message.push('。');
    }
    finding.message.push_str(text);
}

/// Rows held before they became achievements, where their category is known.
fn held_records(context: &Context<'_>, reading: &Reading) -> Vec<(usize, CategoryId)> {
    let held: BTreeMap<_, _> = context
        .register
        .settled
        .iter()
        .filter_map(|(row, settled)| match settled {
            SettledRow::Held(finding) => Some((*row, *finding)),
            SettledRow::Duplicate(_) | SettledRow::Refused(..) | SettledRow::Reference => None,
        })
        .collect();
    let usable = reading.sheets.iter().flat_map(|sheet| &sheet.rows).filter_map(|(_, read)| match read {
        RowReading::Usable(record) => reading.records.get(*record),
        RowReading::Ignored | RowReading::Held(_) => None,
    });
    usable.filter_map(|record| Some((*held.get(&record.at)?, record.category?))).collect()
}

fn left_out_of(context: &Context<'_>, category: CategoryId) -> String {
    let policy = context.policy;
    let steps = policy
        .steps
        .iter()
        .filter(|step| scope(step).iter().any(|(covers, _)| covers_category(policy, covers, category)));
    let steps = steps.map(|step| format!("步骤「{}」", step.id));
    let counts = policy.derived.iter().filter_map(|derived| match &derived.kind {
        DerivedKind::Count(count) if covers_category(policy, &count.covers, category) => {
            Some(format!("计数「{}」", derived.name))
        }
        DerivedKind::Count(_) | DerivedKind::Condition(_) => None,
    });
    let pools = pools(policy).into_iter().filter(|(_, covers)| covers_category(policy, covers, category));
    let pools = pools.map(|(award, _)| format!("资金池「{award}」"));
    let all: Vec<String> = steps.chain(counts).chain(pools).collect();
    if all.is_empty() {
        String::new()
    } else {
        let both = if all.len() > 1 { "都" } else { "" };
        format!("待定期间，{}{both}没有计入它。", all.join("、"))
    }
}

/// Awards that all eligible achievements share by their scores: with one more every share is another.
fn pools(policy: &Policy) -> Vec<(&str, Covers)> {
    let by_score = |award: &Award| matches!(award.amount.kind, AmountKind::PoolByScore { .. });
    let awards = (0_u32..).map(AwardId).zip(&policy.awards).filter(|(_, award)| by_score(award));
    awards.map(|(id, award)| (award.id.as_str(), Covers { awards: vec![id], ..Covers::default() })).collect()
}

/// What a step groups, and by what key; sharing and instalments look at one item at a time.
fn scope(step: &Step) -> Vec<(&Covers, &[KeyPart])> {
    match &step.kind {
        StepKind::HighestOnly(rule) => vec![(&rule.covers, &rule.key)],
        StepKind::UpgradeDifference(rule) => vec![(&rule.covers, &rule.key)],
        StepKind::CountLimit(rule) => vec![(&rule.covers, &rule.key)],
        StepKind::Cap(rule) => vec![(&rule.covers, &rule.key)],
        StepKind::Budget(rule) => vec![(&rule.covers, &[])],
        StepKind::DepartmentShare(departments) => {
            departments.iter().map(|department| (&department.covers, &[][..])).collect()
        }
        StepKind::Instalments(_) | StepKind::Sharing(_) => Vec::new(),
    }
}

fn listed(shown: &[String], all: usize) -> String {
    let more = if all > shown.len() { format!("等{all}家") } else { String::new() };
    format!("{}{more}", shown.join("、"))
}
