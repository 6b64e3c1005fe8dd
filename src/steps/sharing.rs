//! 分担: every instalment is split among those who pay it, by the one rule that applies.

use super::book::Book;
use crate::condition::{Truth, obstacles, truth};
use crate::finding::Code;
use crate::grouping::covers_share;
use crate::model::entitlement::Allocation;
use crate::model::operation::{Operation, Weights};
use crate::policy::{Funder, Share, Sharing, SharingRule, StepId};
use std::collections::BTreeSet;

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &Sharing) {
    book.allocate_rest();
    let policy = book.context.policy;
    let rate = |share: &Share| policy.tariff(share.weight).value;
    let weights = |rule: &SharingRule| Weights::of_rates(&rule.shares.iter().map(rate).collect::<Vec<_>>());
    let rules: Vec<Weighted<'_>> =
        rule.rules.iter().map(|rule| Weighted { rule, weights: weights(rule) }).collect();
    for index in 0..book.entitlements.len() {
        if book.entitlements[index].allocations.is_empty() {
            continue;
        }
        match applying(book, index, &rules).and_then(|weighted| split(book, step, index, rule, weighted)) {
            Ok(allocations) => book.entitlements[index].allocations = allocations,
            Err(why) => book.hold(index, Code::SharingUnclear, &why),
        }
    }
}

/// A rule with the running weights of its shares.
struct Weighted<'r> {
    rule: &'r SharingRule,
    weights: Vec<Weights>,
}

/// The one rule that applies.
fn applying<'r>(
    book: &Book<'_>,
    index: usize,
    rules: &'r [Weighted<'r>],
) -> Result<&'r Weighted<'r>, String> {
    let view = book.view(index);
    let covered: Vec<&Weighted<'_>> = rules
        .iter()
        .filter(|one| {
            covers_share(book.context.policy, &one.rule.covers, &book.entitlements[index])
                && truth(&one.rule.when, &view) != Truth::No
        })
        .collect();
    match covered.as_slice() {
        [one] if truth(&one.rule.when, &view) == Truth::Yes => Ok(one),
        [] => Err("没有一条分担规则适用".to_owned()),
        several if several.iter().any(|one| truth(&one.rule.when, &view) != Truth::Yes) => {
            let lacking: BTreeSet<String> =
                several.iter().flat_map(|one| obstacles(&one.rule.when, &view)).collect();
            Err(format!("不能判断由谁分担：{}", lacking.into_iter().collect::<Vec<_>>().join("；")))
        }
        several => Err(format!("有{}条分担规则适用", several.len())),
    }
}

fn split(
    book: &Book<'_>,
    step: StepId,
    index: usize,
    sharing: &Sharing,
    Weighted { rule, weights }: &Weighted<'_>,
) -> Result<Vec<Allocation>, String> {
    let policy = book.context.policy;
    let whole = &book.entitlements[index].allocations;
    let mut result = Vec::with_capacity(whole.len() * rule.shares.len());
    for allocation in whole {
        for (share, weights) in rule.shares.iter().zip(weights) {
            let operation =
                Operation::Part { whole: allocation.amount, weights: *weights, unit: sharing.unit };
            let amount = operation.amount().ok_or("分担的金额超出精确计算的范围")?;
            // Exactly as long as it needs to be: there may be millions of these lists.
            let mut operations = Vec::with_capacity(allocation.operations.len() + 1);
            operations.extend_from_slice(&allocation.operations);
            operations.push(operation);
            result.push(Allocation {
                due_year: allocation.due_year,
                funder: funder(book, index, &share.funder)?,
                borne_by: share.borne_by.clone(),
                amount,
                step: Some(step),
                clause: policy.steps[step.index()].clause,
                instalment: allocation.instalment,
                operations,
            });
        }
    }
    result.retain(|allocation| !allocation.amount.is_zero());
    Ok(result)
}

fn funder(book: &Book<'_>, index: usize, funder: &Funder) -> Result<String, String> {
    match funder {
        Funder::Named(name) => Ok(name.clone()),
        Funder::Town => {
            let holder = &book.context.enterprise(book.enterprise(index)).name;
            let town = book.view(index).town();
            town.map(str::to_owned).ok_or_else(|| format!("不知道「{holder}」在哪个镇，不能确定由哪个镇分担"))
        }
    }
}
