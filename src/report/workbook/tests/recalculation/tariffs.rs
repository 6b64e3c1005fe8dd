//! A tariff changed on 规则 and recalculated gives the payout of a run on a policy with that tariff.

use super::cases::{self, Case};
use super::{Cells, Value, recalculated, written};
use crate::model::payout::Payout;
use crate::policy::{Tariff, TariffKind};
use crate::report::view::{Standard, View};
use crate::report::workbook::details;
use crate::report::workbook::layout::{Layout, sheet_row};
use crate::report::workbook::{live, wording};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The policy with another figure in place of a tariff's.
fn with_tariff(case: &Case, tariff: &Tariff, value: Decimal) -> Case {
    let written = match tariff.kind {
        TariffKind::Money => format!("\"{value}元\""),
        TariffKind::Rate => format!("\"{value}\""),
        TariffKind::Count => value.to_string(),
    };
    let mut case = case.clone();
    case.policy.replace_range(tariff.span.0..tariff.span.1, &written);
    // Where an article is quoted, the quotation says so too.
    case.policy = case.policy.replace("> 条文：", &format!("> 条文：{}；", written.replace('"', "")));
    case
}

/// Every amount of the details, and every 标准 in words that follows them, that the recalculated cells and the payout disagree on.
pub(super) fn differences(cells: &Cells, expected: &Payout) -> Vec<String> {
    let view = View::new(expected);
    let layout = live::layout(&view, 0);
    let mut found = Vec::new();
    for ((index, detail), e) in (0..).zip(&view.details).zip(&expected.entitlements) {
        let row = sheet_row(crate::model::entitlement::EntitlementId(index));
        let mut amounts = vec![(Layout::GROSS, detail.gross), (layout.net(), detail.net)];
        amounts.extend(detail.steps.iter().enumerate().map(|(at, amount)| (layout.step(at), *amount)));
        amounts.extend([(layout.due(), detail.due), (layout.later(), detail.later)]);
        if let (Standard::Words(words), Some(_)) = (&detail.tariff, wording::standard(expected, e, row)) {
            // 标准 stands before 数量.
            let at = (details::NAME.to_owned(), row, Layout::QUANTITY as u32);
            if cells.get(&at) != Some(&Value::Text(words.clone())) {
                found.push(format!("{at:?}: {:?}, engine {words}", cells.get(&at)));
            }
        }
        amounts.extend(detail.funders.iter().enumerate().map(|(at, amount)| (layout.funder(at), *amount)));
        for (column, amount) in amounts {
            let value = Value::Number(amount.yuan().to_f64().expect("a float"));
            let at = (details::NAME.to_owned(), row, column as u32 + 1);
            let cell = cells.get(&at).cloned().unwrap_or(Value::Number(0.0));
            if !cell.agrees(&value) {
                found.push(format!("{at:?}: {cell:?}, engine {value:?}; {:?}", e.entries));
            }
        }
    }
    found
}

/// Changes a tariff in both places by so much (a rate by a hundredth, a weight by one), and tells what differs; none where
/// the two have not the same rows, or the new figure is refused, and so cannot be compared.
pub fn compare(case: &Case, payout: &Payout, tariff_at: usize, more: &str) -> Option<Vec<String>> {
    let tariff = &payout.policy.tariffs[tariff_at];
    let more = match tariff.kind {
        TariffKind::Money => more.parse().expect("an amount"),
        TariffKind::Rate if tariff.value >= Decimal::ONE => Decimal::ONE,
        TariffKind::Rate => Decimal::new(1, 2),
        TariffKind::Count => return None,
    };
    let value = tariff.value + more;
    let expected = with_tariff(case, tariff, value).try_pay().ok()?;
    let rows = |payout: &Payout| {
        payout.entitlements.iter().map(|e| (e.payee, e.cause, e.achievement)).collect::<Vec<_>>()
    };
    if rows(payout) != rows(&expected) {
        return None;
    }
    let row = 4 + tariff_at as i32;
    let changed = [("规则", row, 4, value.to_f64().expect("a float"))];
    Some(differences(&recalculated(&written(payout), &changed), &expected))
}

/// Whether a tariff could be compared; where it could, nothing differs.
pub(super) fn check(case: &Case, tariff_at: usize, more: &str) -> bool {
    let payout = case.pay();
    let Some(found) = compare(case, &payout, tariff_at, more) else { return false };
    let few = found.iter().take(3).collect::<Vec<_>>();
    let name = &payout.policy.tariffs[tariff_at].name;
    assert!(found.is_empty(), "{name} + {more}: {} differences, {few:#?}", found.len());
    true
}

#[test]
fn each_tariff_of_the_bundled_run_can_be_changed_on_the_sheet() {
    let case = cases::bundled_case();
    let tariffs = case.pay().policy.tariffs.len();
    let compared = (0..tariffs).filter(|at| check(&case, *at, "1000.03")).count();
    println!("{compared} of {tariffs} tariffs compared");
    assert!(compared + 2 >= tariffs, "{compared} of {tariffs}");
}

#[test]
fn tariffs_of_generated_runs_can_be_changed_on_the_sheet() {
    let mut compared = 0;
    for seed in 0..8 {
        let case = cases::generated_case(seed);
        let tariffs = case.pay().policy.tariffs.len();
        // Not the count limit: which rows it lets in is matching, not arithmetic.
        compared += (0..tariffs.min(3)).filter(|at| check(&case, *at, "1000.03")).count();
    }
    assert!(compared >= 16, "{compared}");
}

#[test]
fn highest_only_changes_its_winner_with_the_tariffs() {
    let case = cases::highest_only_case();
    // Silver above gold, and gold below silver.
    assert!(check(&case, 1, "600000"));
    assert!(check(&case, 0, "-490000"));
}
