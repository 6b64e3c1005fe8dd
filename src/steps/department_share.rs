//! 部门奖励: a department's rate of the awards it nurtured, one part for each base item, summing to the rate of the sum.

use super::book::Book;
use crate::finding::Code;
use crate::model::entitlement::{Against, Cause, Entitlement, Entry, Payee};
use crate::model::operation::{Form, Operation};
use crate::money::Money;
use crate::policy::{Department, Role, StepId};
use crate::text::normal;

pub(super) fn run(book: &mut Book<'_>, step: StepId, departments: &[Department]) {
    for (number, department) in (0_u32..).zip(departments) {
        let mut base = book.positive(&department.covers);
        base.retain(|index| matches!(book.entitlements[*index].cause, Cause::Award(_)));
        let mut before = Money::ZERO;
        let mut previous = None;
        for index in base {
            let net = book.net(index);
            let form = rate(book, department);
            let operation =
                Operation::Running { before, net, previous, form, unit: book.context.policy.unit };
            before += net;
            previous = arise(book, (step, number), department, index, operation).or(previous);
        }
    }
}

fn rate(book: &Book<'_>, department: &Department) -> Form {
    let rate = book.context.policy.tariff(department.rate).value;
    Form::Rate { numerator: rate.mantissa(), denominator: 10_i128.pow(rate.scale()) }
}

/// A part arises as an entitlement of its own that cites its base item.
fn arise(
    book: &mut Book<'_>,
    (step, number): (StepId, u32),
    department: &Department,
    index: usize,
    operation: Operation,
) -> Option<crate::model::entitlement::EntitlementId> {
    let Some(amount) = operation.amount() else {
        book.hold(index, Code::AmountBeyond, "部门奖励的金额超出精确计算的范围");
        return None;
    };
    let payee = book.payees.id(Role::Department, normal::key(&department.name), || Payee {
        name: department.name.clone(),
        role: Role::Department,
        enterprise: None,
        town: None,
        bank: None,
        account: None,
    });
    let base = book.id(index);
    let clause = book.context.policy.steps[step.index()].clause;
    let item = &book.entitlements[index];
    let entitlement = Entitlement {
        payee,
        role: Role::Department,
        cause: Cause::Share(step, number, base),
        clause,
        achievement: item.achievement,
        supporting: item.supporting.clone(),
        category: item.category,
        sources: item.sources.clone(),
        quantity: item.quantity,
        entries: vec![Entry {
            step: None,
            clause,
            amount,
            operation,
            against: Against { entitlements: vec![base], payments: Vec::new() },
        }],
        allocations: Vec::new(),
    };
    let place = book.place_of(index);
    Some(book.add(entitlement, place))
}
