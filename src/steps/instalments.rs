//! 分期: the net is divided into instalments, each due in its year or when a fact is present.

use super::book::Book;
use crate::finding::Code;
use crate::model::entitlement::{Allocation, Cause};
use crate::model::operation::{Operation, Weights};
use crate::policy::{Due, Instalments, StepId};
use rust_decimal::Decimal;

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &Instalments) {
    let policy = book.context.policy;
    let rates: Vec<Decimal> = rule.parts.iter().map(|part| policy.tariff(part.rate).value).collect();
    let weights = Weights::of_rates(&rates);
    let mut members = book.members(&rule.covers);
    // What earlier steps have left nothing of is divided like the rest: the sheet may give it something.
    members.retain(|index| {
        let entitlement = &book.entitlements[*index];
        entitlement.gross().is_positive() && !matches!(entitlement.cause, Cause::Instalment(_))
    });
    for index in members {
        let whole = book.net(index);
        for (number, (part, weights)) in (1..).zip(rule.parts.iter().zip(&weights)) {
            let operation = Operation::Part { whole, weights: *weights, unit: rule.unit };
            let Some(amount) = operation.amount() else {
                book.hold(index, Code::AmountBeyond, "分期的金额超出精确计算的范围");
                break;
            };
            let due_year = match part.due {
                Due::Offset(years) => Some(book.context.year + years),
                Due::Present(field) => book.view(index).value(field, 0).map(|_| book.context.year),
            };
            book.entitlements[index].allocations.push(Allocation {
                due_year,
                funder: policy.funder.clone(),
                borne_by: None,
                amount,
                step: Some(step),
                clause: policy.steps[step.index()].clause,
                instalment: number,
                operations: vec![operation],
            });
        }
    }
    book.allocate_rest();
    book.divided = true;
}
