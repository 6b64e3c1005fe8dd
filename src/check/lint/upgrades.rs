//! 升级补差 within one level, between two awards or of one that is won again: what was paid is no lower level, so that nothing
//! is taken off.

use super::Lints;
use crate::finding::{Code, Finding};
use crate::grouping::covers_award;
use crate::policy::{
    Amount, AmountKind, Award, AwardId, CategoryId, Covers, KeyPart, Policy, StepKind, UpgradeDifference,
    UpgradeMode,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// An award in a category of a level, with what it pays.
type Rated<'p> = (AwardId, &'p Award, CategoryId, Decimal);

pub(super) fn lint(lints: &mut Lints<'_>) {
    within_levels(lints);
    again(lints);
}

/// Awards that are paid in full to what was paid for the same before, unsaid: all of them at once, at the first.
fn again(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    let unsaid = |(id, award): &(AwardId, &Award)| {
        let by_level = |category: &CategoryId| policy.is_paid_again_by_level(*id, *category);
        pays(policy, &award.amount) && award.categories.iter().any(by_level)
    };
    let awards: Vec<&Award> =
        (0_u32..).map(AwardId).zip(&policy.awards).filter(unsaid).map(|(_, award)| award).collect();
    let Some(first) = awards.first() else { return };
    let named = awards.iter().take(5).map(|award| format!("「{}」", award.id)).collect::<Vec<_>>().join("、");
    let more = if awards.len() > 5 { format!("等{}个", awards.len()) } else { String::new() };
    let message = format!(
        "奖项{named}{more}没有说复评怎么奖，升级补差又只扣级别更低的已付：同一产品再次获得同一称号的，又付一次全额。"
    );
    let help = "请照原文在条件里写明：复评不奖的写 when = [{ field = \"复评\", is = false }]；再付全额的写 in = [true, false]。";
    lints.findings.push(Finding::new(Code::PaidAgain, first.place.clone(), message, help));
}

fn pays(policy: &Policy, amount: &Amount) -> bool {
    !matches!(amount.kind, AmountKind::Fixed(tariff) if policy.tariff(tariff).value.is_zero())
}

fn within_levels(lints: &mut Lints<'_>) {
    let policy = lints.policy;
    for (index, step) in policy.steps.iter().enumerate() {
        let StepKind::UpgradeDifference(rule) = &step.kind else { continue };
        if rule.mode == UpgradeMode::Full {
            continue;
        }
        let span = policy.spans.steps.get(index).copied();
        for (level, (low, high)) in unequal(policy, rule) {
            let [low, high] = [low, high].map(|(_, award, _, amount)| {
                format!("「{}」（{}）", award.id, crate::check::words::money(amount))
            });
            let message = format!(
                "步骤「{}」只对更高级别补差，奖项{low}和{high}都是「{level}」：先得了低的、以后又得高的，两份都付足，什么也不扣。",
                step.id
            );
            let help = "原文要补差的，给它们分两个级别（[policy] 的 levels 里分列），或同级只奖一次的，另写 highest_only（across_years = true）；原文就是都付的，不用改。";
            lints.tell(Code::UpgradeWithinLevel, span, message, help);
        }
    }
}

/// Per level two awards of a step that may meet in one group and pay differently.
fn unequal<'p>(policy: &'p Policy, rule: &UpgradeDifference) -> BTreeMap<&'p str, (Rated<'p>, Rated<'p>)> {
    let mut levels: BTreeMap<usize, Vec<Rated<'p>>> = BTreeMap::new();
    for (id, award) in (0_u32..).map(AwardId).zip(&policy.awards) {
        // An award for a 复评 is no second honour beside the first recognition.
        let (Some(amount), false) = (fixed(policy, &award.amount), award.when.tells_stages(&policy.derived))
        else {
            continue;
        };
        for category in &award.categories {
            let covered = covers_award(policy, &rule.covers, id, *category);
            if let Some(level) = policy.category(*category).level.filter(|_| covered) {
                levels.entry(level).or_default().push((id, award, *category, amount));
            }
        }
    }
    let mut found = BTreeMap::new();
    for (level, rated) in &levels {
        let meets = |a: &Rated<'p>, b: &Rated<'p>| {
            a.3 < b.3 && a.1.role == b.1.role && one_group(policy, &rule.key, a, b) && !settled(policy, a, b)
        };
        let pairs = rated.iter().flat_map(|a| rated.iter().map(move |b| (a, b)));
        let pair = pairs.into_iter().find(|(a, b)| meets(a, b));
        if let (Some((a, b)), Some(name)) = (pair, policy.levels.get(*level)) {
            found.insert(name.as_str(), (*a, *b));
        }
    }
    found
}

/// What one achievement gets, where that is a stated amount above zero.
fn fixed(policy: &Policy, amount: &Amount) -> Option<Decimal> {
    match amount.kind {
        AmountKind::Fixed(tariff) if amount.times.is_empty() => {
            Some(policy.tariff(tariff).value).filter(|value| !value.is_zero())
        }
        _ => None,
    }
}

/// Whether an achievement of the one may be in one group with a payment of the other. Within a category the awards are told
/// apart by conditions: the same thing recognised once more is a 复评.
fn one_group(policy: &Policy, key: &[KeyPart], a: &Rated<'_>, b: &Rated<'_>) -> bool {
    let [one, two] = [a.2, b.2].map(|category| policy.category(category));
    a.2 != b.2
        && key.iter().all(|part| match part {
            KeyPart::Category | KeyPart::Achievement | KeyPart::Year => false,
            KeyPart::Family => one.family == two.family,
            KeyPart::Product => one.mark == two.mark,
            KeyPart::Clause => a.1.clause == b.1.clause,
            KeyPart::Payee | KeyPart::Enterprise | KeyPart::Level | KeyPart::Town | KeyPart::Field(_) => true,
        })
}

/// Whether a step that compares with earlier years says what becomes of both.
fn settled(policy: &Policy, a: &Rated<'_>, b: &Rated<'_>) -> bool {
    let takes = |covers: &Covers, rated: &Rated<'_>| covers_award(policy, covers, rated.0, rated.2);
    policy.steps.iter().any(|step| match &step.kind {
        StepKind::HighestOnly(rule) => rule.across_years && takes(&rule.covers, a) && takes(&rule.covers, b),
        _ => false,
    })
}
