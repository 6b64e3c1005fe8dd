//! 分担: every instalment is split among those who pay it, by the one rule that applies.

use super::book::Book;
use crate::condition::{Truth, obstacles, truth};
use crate::finding::Code;
use crate::grouping::covers_share;
use crate::model::entitlement::Allocation;
use crate::model::operation::{Operation, Weights};
use crate::policy::{Funder, Share, Sharing, SharingRule, StepId};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &Sharing) {
    book.allocate_rest();
    for index in 0..book.entitlements.len() {
        if book.entitlements[index].allocations.is_empty() {
            continue;
        }
        match applying(book, index, rule).and_then(|shares| split(book, step, index, rule, shares)) {
            Ok(allocations) => book.entitlements[index].allocations = allocations,
            Err(why) => book.hold(index, Code::SharingUnclear, &why),
        }
    }
}

/// The one rule that applies.
fn applying<'r>(book: &Book<'_>, index: usize, sharing: &'r Sharing) -> Result<&'r [Share], String> {
    let view = book.view(index);
    let covered: Vec<&SharingRule> = sharing
        .rules
        .iter()
        .filter(|rule| {
            covers_share(book.context.policy, &rule.covers, &book.entitlements[index])
                && truth(&rule.when, &view) != Truth::No
        })
        .collect();
    match covered.as_slice() {
        [rule] if truth(&rule.when, &view) == Truth::Yes => Ok(&rule.shares),
        [] => Err("没有一条分担规则适用".to_owned()),
        several if several.iter().any(|rule| truth(&rule.when, &view) != Truth::Yes) => {
            let lacking: BTreeSet<String> =
                several.iter().flat_map(|rule| obstacles(&rule.when, &view)).collect();
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
    shares: &[Share],
) -> Result<Vec<Allocation>, String> {
    let policy = book.context.policy;
    let rates: Vec<Decimal> = shares.iter().map(|share| policy.tariff(share.weight).value).collect();
    let weights = Weights::of_rates(&rates);
    let mut result = Vec::new();
    for allocation in &book.entitlements[index].allocations {
        for (share, weights) in shares.iter().zip(&weights) {
            let operation =
                Operation::Part { whole: allocation.amount, weights: *weights, unit: sharing.unit };
            let amount = operation.amount().ok_or("分担的金额超出精确计算的范围")?;
            let mut operations = allocation.operations.clone();
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
            let town = book.view(index).town();
            town.map(str::to_owned).ok_or_else(|| "不知道在哪个镇，不能确定由哪个镇分担".to_owned())
        }
    }
}
