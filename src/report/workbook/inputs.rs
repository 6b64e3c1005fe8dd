//! Figures that a row's formulas read and no other cell holds.

use super::rounding::fen;
use crate::model::entitlement::Entitlement;
use crate::model::operation::{Expr, Operation};
use crate::model::payout::Payout;
use crate::policy::{StepId, builtin};
use rust_decimal::Decimal;

/// Figures that a row's formulas read and no other cell holds: those of 应奖, then those of each limit and what is used of it.
pub fn inputs(payout: &Payout, e: &Entitlement) -> Vec<Decimal> {
    let mut found = gross_inputs(payout, e);
    for operation in limiting(e) {
        found.extend(limit_inputs(payout, e, operation));
    }
    found
}

pub(super) fn gross_inputs(payout: &Payout, e: &Entitlement) -> Vec<Decimal> {
    let mut found = Vec::new();
    if let Some(Operation::Award { figure, .. }) = e.entries.first().map(|entry| &entry.operation) {
        operands(payout, e, figure, &mut found);
    }
    found
}

pub(super) fn limit_inputs(payout: &Payout, e: &Entitlement, operation: &Operation) -> Vec<Decimal> {
    let mut found = Vec::new();
    if let Operation::Running { bound: Some(bound), behind: None, .. } = operation {
        operands(payout, e, &bound.figure, &mut found);
        found.extend((!bound.used.is_zero()).then(|| fen(bound.used)));
    }
    found
}

/// Every limit that an entitlement came under, once.
pub(super) fn limiting(e: &Entitlement) -> Vec<&Operation> {
    let entries = e.entries.iter().map(|entry| &entry.operation);
    let allocations = e.parts().flat_map(|part| &part.operations);
    let mut found: Vec<&Operation> = Vec::new();
    for operation in entries.chain(allocations).filter(|operation| operation.limits().is_some()) {
        if found.iter().all(|earlier| earlier.limits() != operation.limits()) {
            found.push(operation);
        }
    }
    found
}

/// The limit of a step that an entitlement came under.
pub(super) fn limit_of_step(e: &Entitlement, step: StepId) -> Option<&Operation> {
    limiting(e).into_iter().find(|operation| operation.limits() == Some(step))
}

/// The running form of a step that an entitlement came under.
pub(super) fn running_of_step(e: &Entitlement, step: StepId) -> Option<&Operation> {
    let mut own = e.entries.iter().skip(1).filter(|entry| entry.step == Some(step));
    let running = match (own.next(), own.next()) {
        (Some(entry), None) => Some(&entry.operation).filter(|own| matches!(own, Operation::Running { .. })),
        _ => None,
    };
    running.or_else(|| limit_of_step(e, step))
}

fn operands(payout: &Payout, e: &Entitlement, figure: &Expr, found: &mut Vec<Decimal>) {
    match figure {
        Expr::Tariff(..) => {}
        Expr::Cell(_, value) | Expr::Counted(value) => {
            if !value.is_zero() && !is_quantity(payout, e, figure) {
                found.push(*value);
            }
        }
        Expr::Product(parts) | Expr::Sum(parts) => {
            parts.iter().for_each(|part| operands(payout, e, part, found));
        }
        Expr::Difference(a, b) | Expr::Least(a, b) | Expr::Greatest(a, b) => {
            operands(payout, e, a, found);
            operands(payout, e, b, found);
        }
    }
}

/// Whether an operand is the row's quantity: counted, or read from the quantity's own cell.
pub(super) fn is_quantity(payout: &Payout, e: &Entitlement, operand: &Expr) -> bool {
    let own = || {
        let achievement = payout.achievements.get(e.achievement?.index())?;
        achievement.facts.get(builtin::QUANTITY).map(|fact| fact.cell)
    };
    match operand {
        Expr::Counted(value) => *value == e.quantity.into(),
        Expr::Cell(cell, value) => *value == e.quantity.into() && own() == Some(*cell),
        _ => false,
    }
}
