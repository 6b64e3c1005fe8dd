//! 分担: every instalment is split among those who pay it, by the one rule that applies.

use super::book::Book;
use crate::condition::{Truth, obstacles, truth};
use crate::finding::Code;
use crate::grouping::{covers_shared, possible_awards};
use crate::model::entitlement::{Allocation, Cause};
use crate::model::operation::{Operation, Weights};
use crate::policy::{Funder, Share, Sharing, SharingRule, StepId};
use std::collections::BTreeSet;

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &Sharing) {
    book.allocate_rest();
    let policy = book.context.policy;
    let rate = |share: &Share| policy.tariff(share.weight).value;
    let weights = |rule: &SharingRule| Weights::of_rates(&rule.shares.iter().map(rate).collect::<Vec<_>>());
    let rules: Vec<Weighted<'_>> =
        (0..).zip(&rule.rules).map(|(at, rule)| Weighted { at, rule, weights: weights(rule) }).collect();
    for index in 0..book.entitlements.len() {
        if book.entitlements[index].allocations.is_empty() {
            continue;
        }
        let shared = applying(book, index, &rules)
            .and_then(|weighted| Ok((weighted.at, split(book, step, index, rule, weighted)?)));
        match shared {
            Ok((at, allocations)) => {
                book.entitlements[index].allocations = allocations;
                book.entitlements[index].shared_by = Some(at);
            }
            // Who pays nothing needs not be known.
            Err(_) if !book.net(index).is_positive() => {}
            Err(why) => book.hold(index, Code::SharingUnclear, &why),
        }
    }
}

/// A rule with its place and the running weights of its shares.
struct Weighted<'r> {
    at: u32,
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
    let (policy, entitlement) = (book.context.policy, &book.entitlements[index]);
    let covers = |rule: &SharingRule| covers_shared(policy, &rule.covers, entitlement);
    let possible: Vec<(&Weighted<'_>, Truth, Truth)> = rules
        .iter()
        .map(|one| (one, covers(one.rule), truth(&one.rule.when, &view)))
        .filter(|(_, covered, holds)| covered.and(*holds) != Truth::No)
        .collect();
    match possible.as_slice() {
        [(one, Truth::Yes, Truth::Yes)] => Ok(one),
        [] => Err(format!("没有一条分担规则适用于{}", payee(book, index))),
        several if several.iter().any(|(_, covered, holds)| covered.and(*holds) != Truth::Yes) => {
            Err(undecided(book, index, several))
        }
        several => Err(format!("有{}条分担规则适用于{}", several.len(), payee(book, index))),
    }
}

/// Whose part it is, as a rule would have to say.
fn payee(book: &Book<'_>, index: usize) -> String {
    let entitlement = &book.entitlements[index];
    let name = &book.payees.list[entitlement.payee.index()].name;
    let part = if matches!(entitlement.cause, Cause::Share(..)) { "按比例所得" } else { "所得" };
    format!("「{name}」（{}）{part}", entitlement.role.word())
}

/// What is missing to tell which rule applies.
fn undecided(book: &Book<'_>, index: usize, several: &[(&Weighted<'_>, Truth, Truth)]) -> String {
    let view = book.view(index);
    let mut lacking: BTreeSet<String> =
        several.iter().flat_map(|(one, ..)| obstacles(&one.rule.when, &view)).collect();
    if several.iter().any(|(_, covered, _)| *covered == Truth::Unknown) {
        let awards = possible_awards(book.context.policy, &book.entitlements[index]);
        lacking.insert(format!("这一行看不出是哪个政策奖项（{}）", awards.join("、")));
    }
    let lacking = lacking.into_iter().collect::<Vec<_>>().join("；");
    let where_to = match book.entitlements[index].cause {
        Cause::Instalment(_) => "（请在台账里给这一行补上）",
        Cause::Award(_) | Cause::Share(..) => "",
    };
    format!("不能判断由谁分担：{lacking}{where_to}")
}

fn split(
    book: &Book<'_>,
    step: StepId,
    index: usize,
    sharing: &Sharing,
    Weighted { rule, weights, .. }: &Weighted<'_>,
) -> Result<Vec<Allocation>, String> {
    let policy = book.context.policy;
    let whole = &book.entitlements[index].allocations;
    // A part of nothing keeps what is known of it.
    let empty: Vec<(Option<i32>, u32)> = whole
        .iter()
        .filter(|part| part.amount.is_zero())
        .map(|part| (part.due_year, part.instalment))
        .collect();
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
    result.retain(|part| !part.amount.is_zero() || empty.contains(&(part.due_year, part.instalment)));
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
