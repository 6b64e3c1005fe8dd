//! Limits that can never bind, and steps that take in no award.

use super::Lints;
use crate::finding::Code;
use crate::grouping::covers_award;
use crate::policy::{
    Amount, AmountKind, Award, AwardId, Cap, Covers, JointMode, KeyPart, Limit, Policy, StepKind, TariffKind,
    UsedBy,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Steps that are compared with one another.
const STEPS: usize = 200;

pub(super) fn lint(lints: &mut Lints<'_>) {
    ceilings(lints);
    idle(lints);
    per_achievement(lints);
    after_a_tighter_one(lints);
}

pub(super) fn step_span(lints: &Lints<'_>, step: usize) -> Option<(usize, usize)> {
    lints.policy.spans.steps.get(step).copied()
}

/// The awards that covers take in, in at least one category.
fn covered(policy: &Policy, covers: &Covers) -> BTreeSet<AwardId> {
    let takes = |(id, award): &(AwardId, &Award)| {
        award.categories.iter().any(|category| covers_award(policy, covers, *id, *category))
    };
    (0_u32..).map(AwardId).zip(&policy.awards).filter(takes).map(|(id, _)| id).collect()
}

fn covers_any(policy: &Policy, covers: &Covers) -> bool {
    // A department's share, whoever gets it, arises from a step, not from an award.
    let departments = policy.steps.iter().filter_map(|step| match &step.kind {
        StepKind::DepartmentShare(departments) => Some(departments),
        _ => None,
    });
    let mut shared = departments.flatten().map(|department| department.role);
    let shares = shared.any(|role| covers.roles.contains(&role)) || !covers.clauses.is_empty();
    let takes = |(id, award): (AwardId, &Award)| {
        award.categories.iter().any(|category| covers_award(policy, covers, id, *category))
    };
    shares || (0_u32..).map(AwardId).zip(&policy.awards).any(takes)
}

fn idle(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    for (index, step) in policy.steps.iter().enumerate() {
        let covers: Vec<&Covers> = match &step.kind {
            StepKind::HighestOnly(rule) => vec![&rule.covers],
            StepKind::UpgradeDifference(rule) => vec![&rule.covers],
            StepKind::CountLimit(rule) => vec![&rule.covers],
            StepKind::Cap(rule) => vec![&rule.covers],
            StepKind::Budget(rule) => vec![&rule.covers],
            StepKind::DepartmentShare(departments) => {
                departments.iter().map(|department| &department.covers).collect()
            }
            StepKind::Instalments(rule) => vec![&rule.covers],
            StepKind::Sharing(sharing) => sharing.rules.iter().map(|rule| &rule.covers).collect(),
        };
        if covers.iter().any(|covers| !covers_any(policy, covers)) {
            let message = format!("步骤「{}」的适用范围「covers」里没有一个奖项，它什么也不做。", step.id);
            lints.tell(
                Code::StepIdle,
                step_span(lints, index),
                message,
                "请核对 covers 的类别、大类、级别、角色是不是写对了，各项须同时符合。",
            );
        }
        let apart =
            matches!(&step.kind, StepKind::HighestOnly(rule) if rule.key.contains(&KeyPart::Achievement));
        if apart {
            let message = format!("步骤「{}」按「成果」分组，每组只有一项，谈不上就高。", step.id);
            lints.tell(
                Code::StepIdle,
                step_span(lints, index),
                message,
                "请写真正的分组依据，如 [\"企业\", \"产品\"]。",
            );
        }
    }
}

/// A ceiling that the amount cannot reach.
fn ceilings(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    for award in &policy.awards {
        let Some(AmountKind::Fixed(ceiling)) = award.amount.ceiling.as_ref().map(|ceiling| &ceiling.kind)
        else {
            continue;
        };
        let most = most(policy, &Amount { ceiling: None, floor: None, ..award.amount.clone() }, 0);
        let limit = policy.tariff(*ceiling);
        if most.is_some_and(|most| most <= limit.value) {
            let message =
                format!("奖项「{}」的上限{}永远用不上：金额最多{}。", award.id, limit.written, shown(most));
            lints.tell(
                Code::LimitIdle,
                Some(limit.span),
                message,
                "请对照原文核对金额和上限；多写的请删去。",
            );
        }
    }
}

fn shown(yuan: Option<Decimal>) -> String {
    yuan.map(crate::check::words::money).unwrap_or_default()
}

/// The most that one unit can get, where the figures alone say.
fn most(policy: &Policy, amount: &Amount, depth: u32) -> Option<Decimal> {
    if depth > 8 {
        return None;
    }
    let value = |id| policy.tariff(id).value;
    let own = match &amount.kind {
        _ if !amount.times.is_empty() => None,
        AmountKind::Fixed(id) | AmountKind::PoolByRank { pool: id, .. } => Some(value(*id)),
        AmountKind::Brackets { brackets, mode: None, .. } => {
            let rated = brackets.iter().any(|(_, id)| policy.tariff(*id).kind == TariffKind::Rate);
            brackets.iter().map(|(_, id)| value(*id)).max().filter(|_| !rated)
        }
        AmountKind::RateOfAward { rate, award, .. } => most(policy, &policy.award(*award).amount, depth + 1)
            .and_then(|most| most.checked_mul(value(*rate))),
        AmountKind::RateOfField { .. }
        | AmountKind::PoolByScore { .. }
        | AmountKind::Steps { .. }
        | AmountKind::Brackets { .. } => None,
    };
    let floored = match &amount.floor {
        Some(floor) => own.zip(most(policy, floor, depth + 1)).map(|(own, floor)| own.max(floor)),
        None => own,
    };
    let ceiling = amount.ceiling.as_ref().and_then(|ceiling| most(policy, ceiling, depth + 1));
    match (floored, ceiling) {
        (Some(own), Some(ceiling)) => Some(own.min(ceiling)),
        (own, ceiling) => own.or(ceiling),
    }
}

/// A cap of each achievement that no award reaches. Such a cap, like the amounts, is multiplied by the quantity.
fn per_achievement(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    for (index, step) in policy.steps.iter().enumerate() {
        let StepKind::Cap(cap) = &step.kind else { continue };
        let Limit::Amount(limit) = cap.limit else { continue };
        if !cap.key.contains(&KeyPart::Achievement) || cap.used_by != UsedBy::None {
            continue;
        }
        let awards = covered(policy, &cap.covers);
        let mosts: Option<Vec<Decimal>> =
            awards.iter().map(|award| most(policy, &policy.award(*award).amount, 0)).collect();
        // Awards that stand together add up.
        let alone = awards.iter().all(|award| {
            let rule = policy.award(*award);
            rule.with.is_empty()
                && rule.once_per.is_none()
                && !has_several_parts(policy, rule)
                && !policy.awards.iter().any(|other| other.with.contains(award))
        });
        let highest = mosts.and_then(|mosts| mosts.into_iter().max());
        if alone
            && one_role(policy, &awards)
            && highest.is_some_and(|most| most <= policy.tariff(limit).value)
        {
            let message = format!(
                "步骤「{}」的限额{}永远用不上：它管的奖项每项最多{}。",
                step.id,
                policy.tariff(limit).written,
                shown(highest)
            );
            lints.tell(
                Code::LimitIdle,
                step_span(lints, index),
                message,
                "请对照原文核对限额和分组依据（key）。",
            );
        }
    }
}

/// Joint holders who each get the award, or an award of their own: the parts of one achievement add up.
fn has_several_parts(policy: &Policy, rule: &Award) -> bool {
    let joint = rule.categories.iter().any(|category| policy.category(*category).joint);
    joint && matches!(rule.joint, Some((JointMode::Each, _)))
}

fn one_role(policy: &Policy, awards: &BTreeSet<AwardId>) -> bool {
    awards.iter().map(|award| policy.award(*award).role).collect::<BTreeSet<_>>().len() <= 1
}

/// A cap behind a tighter one of the same or wider groups.
fn after_a_tighter_one(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    let caps: Vec<(usize, &Cap)> = policy
        .steps
        .iter()
        .enumerate()
        .filter_map(
            |(index, step)| if let StepKind::Cap(cap) = &step.kind { Some((index, cap)) } else { None },
        )
        .take(STEPS)
        .collect();
    for (position, (index, later)) in caps.iter().enumerate() {
        let tighter = caps
            .iter()
            .take(position)
            .find(|(at, earlier)| is_tighter(policy, (*at, earlier), (*index, later)));
        if let Some((at, _)) = tighter {
            let message = format!(
                "步骤「{}」的限额永远用不上：前面的「{}」限得更紧，分组也不更细。",
                policy.steps.get(*index).map_or("", |step| &step.id),
                policy.steps.get(*at).map_or("", |step| &step.id)
            );
            lints.tell(
                Code::LimitIdle,
                step_span(lints, *index),
                message,
                "请对照原文核对两个限额和 [policy] 的 order。",
            );
        }
    }
}

fn is_tighter(policy: &Policy, (at, earlier): (usize, &Cap), (index, later): (usize, &Cap)) -> bool {
    let (Limit::Amount(a), Limit::Amount(b)) = (&earlier.limit, &later.limit) else { return false };
    let arising = |kind: &StepKind| matches!(kind, StepKind::DepartmentShare(_) | StepKind::Instalments(_));
    let between = policy.steps.iter().take(index).skip(at).any(|step| arising(&step.kind));
    policy.tariff(*a).value <= policy.tariff(*b).value
        && earlier.key.iter().all(|part| later.key.contains(part))
        && matches!(
            (earlier.used_by, later.used_by),
            (_, UsedBy::None) | (UsedBy::SameYear, UsedBy::SameYear) | (UsedBy::All, UsedBy::All)
        )
        && !between
        && covered(policy, &later.covers).is_subset(&covered(policy, &earlier.covers))
}
