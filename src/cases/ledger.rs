//! A case that does not hold, told as a small ledger: what was expected, what came out, and every entry behind it.

use super::compare::{Difference, yuan};
use crate::finding::{Code, Finding};
use crate::model::entitlement::Entitlement;
use crate::model::payout::Payout;
use crate::policy::cases::Case;

/// The finding of a case: its place is the first thing that differs.
pub(super) fn finding(case: &Case, payout: &Payout, differences: &[Difference]) -> Finding {
    let lines: Vec<String> = differences.iter().map(line).collect();
    let message = format!("案例「{}」（{}年度）与计算不符：\n{}", case.name, case.year, lines.join("\n"));
    let help = format!(
        "请对照原文，改正规则或案例。算得的明细：\n{}",
        entries(payout).unwrap_or_else(|| outcomes(payout))
    );
    let place = differences.first().map_or(&case.place, |difference| &difference.place);
    Finding::new(Code::CaseDiffers, place.clone(), message, help)
}

fn line(difference: &Difference) -> String {
    let Difference { of, what, expected, got, .. } = difference;
    format!("  {of}｜{what}｜应为 {expected}｜算得 {got}")
}

/// One line a payee and achievement: clause and amount of each entry. None where nothing was awarded.
fn entries(payout: &Payout) -> Option<String> {
    let lines: Vec<String> =
        payout.entitlements.iter().map(|entitlement| entry_line(payout, entitlement)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn entry_line(payout: &Payout, entitlement: &Entitlement) -> String {
    let payee = &payout.payees[entitlement.payee.index()].name;
    let title = entitlement.achievement.map_or("", |id| payout.achievements[id.index()].title.as_str());
    let parts: Vec<String> = entitlement
        .entries
        .iter()
        .filter(|entry| entry.step.is_none() || !entry.amount.is_zero())
        .map(|entry| {
            let step = entry.step.map_or("应奖", |step| payout.policy.steps[step.index()].id.as_str());
            format!("{step} {}（条款{}）", yuan(entry.amount), payout.policy.clause(entry.clause).id)
        })
        .collect();
    let due = yuan(entitlement.due(payout.year));
    format!("  {payee} {title}：{}，本年实兑 {due}", parts.join("，"))
}

/// What became of each row.
fn outcomes(payout: &Payout) -> String {
    let line = |row: &crate::model::payout::RowOutcome| {
        format!("  {}第{}行：{} {}", row.kind.label(), row.at.row + 1, row.fate.label(), row.reason)
    };
    payout.rows.iter().map(line).collect::<Vec<_>>().join("\n")
}
