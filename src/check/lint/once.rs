//! Awards paid once for several achievements that may differ in what decides money: such groups are held, and the writer of the
//! policy can say beforehand what is meant.

use super::Lints;
use crate::finding::{Code, Finding};
use crate::grouping::{covers_award, once};
use crate::policy::{Award, AwardId, Covers, Department, FieldOn, KeyPart, Policy, Role, StepKind};

pub(super) fn lint(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    for (id, award) in (0_u32..).map(AwardId).zip(&policy.awards) {
        if award.once_per.is_none() {
            continue;
        }
        let doubts = [payee(award), amount(policy, award), step(policy, id)];
        for (message, help) in doubts.into_iter().flatten() {
            lints.findings.push(Finding::new(Code::OnceUnclear, award.place.clone(), message, help));
        }
    }
}

type Doubt = Option<(String, &'static str)>;

/// An award to enterprises once for something that is no enterprise's.
fn payee(award: &Award) -> Doubt {
    let once = award.once_per.as_deref().unwrap_or_default();
    let to_holders = matches!(award.role, Role::Enterprise | Role::Person | Role::Representative);
    if !to_holders || once.contains(&KeyPart::Payee) || once.contains(&KeyPart::Enterprise) {
        return None;
    }
    let message = format!(
        "奖项「{}」的「once_per」没有写企业或收款单位：同组的成果属于几家时，不知道奖给哪一家，只能待定。",
        award.id
    );
    Some((message, "每家各奖一次的，在 once_per 里加上 \"企业\"；几家只奖其中一家的，写明条件（when）。"))
}

/// An amount that each achievement's own row decides.
fn amount(policy: &Policy, award: &Award) -> Doubt {
    let once = award.once_per.as_deref().unwrap_or_default();
    let operands = award.amount.operands(policy);
    let of_row = |field: &crate::policy::FieldId| {
        let on_row = policy.field(*field).on.contains(&FieldOn::Achievement);
        on_row && !once.contains(&KeyPart::Field(*field))
    };
    let field = operands.fields.iter().map(|(field, _)| *field).find(of_row)?;
    let message = format!(
        "奖项「{}」几项合起来只奖一次，金额却按每项的「{}」定：各项算出的金额不同时只能待定。",
        award.id,
        policy.field(field).name
    );
    Some((message, "只奖最高一项的，删去 once_per，另写就高的步骤 highest_only = { key = [\"企业\"], … }。"))
}

/// A step that may take the achievements apart.
fn step(policy: &Policy, id: AwardId) -> Doubt {
    let award = policy.award(id);
    let apart = |covers: &Covers, key: &[KeyPart]| {
        let covered = award.categories.iter().any(|category| covers_award(policy, covers, id, *category));
        if !covered {
            return None;
        }
        // Towns hardly differ within one enterprise; of an achievement each is another, and the limit tells.
        let part = once::open_parts(policy, id, key)
            .into_iter()
            .find(|part| !matches!(part, KeyPart::Town | KeyPart::Achievement));
        let by = part.map(|part| format!("按「{}」分组", policy.key_part_name(part)));
        by.or_else(|| once::parts_them(policy, id, covers).then(|| "只管其中一部分类别".to_owned()))
    };
    let departments = |departments: &[Department]| departments.iter().find_map(|one| apart(&one.covers, &[]));
    let found = policy.steps.iter().find_map(|step| {
        let why = match &step.kind {
            StepKind::HighestOnly(rule) => apart(&rule.covers, &rule.key),
            StepKind::UpgradeDifference(rule) => apart(&rule.covers, &rule.key),
            StepKind::CountLimit(rule) => apart(&rule.covers, &rule.key),
            StepKind::Cap(rule) => apart(&rule.covers, &rule.key),
            StepKind::Budget(rule) => apart(&rule.covers, &[]),
            StepKind::DepartmentShare(rule) => departments(rule),
            StepKind::Instalments(rule) => apart(&rule.covers, &[]),
            StepKind::Sharing(sharing) => sharing.rules.iter().find_map(|rule| apart(&rule.covers, &[])),
        };
        why.map(|why| (step, why))
    });
    let (step, why) = found?;
    let message = format!(
        "奖项「{}」几项合起来只奖一次，步骤「{}」却{why}：同组各项不一样而金额因此不同时只能待定。",
        award.id, step.id
    );
    Some((
        message,
        "请对照原文核对：各项分别奖的，在 once_per 里加上这一项；步骤不管这个奖项的，在步骤的 covers 里写 except。",
    ))
}
