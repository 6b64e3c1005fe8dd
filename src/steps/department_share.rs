//! 部门奖励: a rate of the nets of awards, for the department that nurtured them or for the representative, person, town
//! or enterprise behind each: one part for each base item, summing to the rate of the sum.

use super::book::Book;
use crate::condition::shown;
use crate::finding::Code;
use crate::matching::{Firms, Unpayable, named_person};
use crate::model::entitlement::{Against, Cause, Entitlement, EntitlementId, Entry, Payee, PayeeId};
use crate::model::operation::{Form, Operation};
use crate::money::Money;
use crate::policy::{Department, Role, StepId, builtin};
use crate::text::normal;
use std::collections::BTreeMap;

pub(super) fn run(book: &mut Book<'_>, step: StepId, departments: &[Department]) {
    let firms = Firms::of(book.context);
    let batch = book.batch();
    for (number, department) in (0_u32..).zip(departments) {
        let split = book.moved_across(&department.covers);
        book.hold_apart(&split, step, "前面的限额先扣了前一批已付的，提取的基数不能比较");
        let mut base = book.positive(&department.covers);
        base.retain(|index| matches!(book.entitlements[*index].cause, Cause::Award(_)));
        // The sums run over the base of each payee: a department has one, representatives and towns have one each.
        let mut sums: BTreeMap<PayeeId, (Money, Option<EntitlementId>)> = BTreeMap::new();
        for index in base {
            let payee = match payee(book, &firms, department, index) {
                Ok(payee) => payee,
                Err(unpayable) => {
                    book.hold(index, unpayable.code, &unpayable.why);
                    continue;
                }
            };
            let (net, form) = (book.net(index), rate(book, department));
            let (before, previous) = sums.get(&payee).copied().unwrap_or_else(|| {
                (book.shared_before(step, department, (payee, index), &batch, form), None)
            });
            let operation = Operation::Running {
                before,
                net,
                previous,
                form,
                unit: book.context.policy.unit,
                bound: None,
                behind: None,
            };
            let made = arise(book, (step, number), payee, index, operation);
            sums.insert(payee, (before + net, made.or(previous)));
        }
    }
}

/// The department by its name or as the base item names it; else the representative, person, town or enterprise behind
/// the base item.
fn payee(
    book: &mut Book<'_>,
    firms: &Firms,
    department: &Department,
    index: usize,
) -> Result<PayeeId, Unpayable> {
    let id = book.entitlements[index].payee;
    let base = book.payees.list[id.index()].clone();
    let role = department.role;
    let named = |name: &str| Payee {
        name: name.to_owned(),
        role,
        enterprise: None,
        identity_number: None,
        town: None,
        bank: None,
        account: None,
    };
    match role {
        Role::Department => {
            let name = match department.payee_field {
                None => department.name.clone(),
                Some(field) => {
                    let stated = book.view(index).value(field, 0).map(|value| shown(&value));
                    stated.ok_or_else(|| format!("没有写「{}」，不知道奖给哪个部门", department.name))?
                }
            };
            firms.refuse(book.context, department.payee_field, &name)?;
            Ok(book.payees.id(role, normal::key(&name), || named(&name)))
        }
        Role::Person if base.role == Role::Person => Ok(id),
        Role::Person => {
            let (name, number) = named_person(&book.view(index))?;
            let made = Payee { identity_number: Some(number.clone()), ..named(&name) };
            Ok(book.payees.id(role, number, || made))
        }
        Role::Town => {
            // The payee's town is that of its first award.
            let town = book.view(index).town().map(str::to_owned);
            let town = town.ok_or_else(|| format!("不知道「{}」在哪个镇", base.name))?;
            Ok(book
                .payees
                .id(role, normal::key(&town), || Payee { town: Some(town.clone()), ..named(&town) }))
        }
        Role::Enterprise if base.role == Role::Enterprise => Ok(id),
        Role::Representative => {
            let enterprise = base.enterprise.ok_or_else(|| format!("「{}」不是企业", base.name))?;
            let name = book.context.enterprise(enterprise).register.text(builtin::REPRESENTATIVE);
            let name = name.ok_or_else(|| format!("企业名录没有「{}」的法定代表人", base.name))?;
            let identity = format!("{:08}{}", enterprise.0, normal::key(name));
            let made = Payee { enterprise: Some(enterprise), town: base.town.clone(), ..named(name) };
            Ok(book.payees.id(role, identity, || made))
        }
        Role::Enterprise => Err(format!("「{}」不是企业", base.name).into()),
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
    payee: PayeeId,
    index: usize,
    operation: Operation,
) -> Option<EntitlementId> {
    let Some(amount) = operation.amount() else {
        book.hold(index, Code::AmountBeyond, "部门奖励的金额超出精确计算的范围");
        return None;
    };
    let base = book.id(index);
    let clause = book.context.policy.steps[step.index()].clause;
    let item = &book.entitlements[index];
    let entitlement = Entitlement {
        payee,
        holder: item.holder,
        role: book.payees.list[payee.index()].role,
        cause: Cause::Share(step, number, base),
        award: None,
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
            against: Against { entitlements: vec![base], ..Against::default() },
        }],
        allocations: Vec::new(),
        idle: Vec::new(),
        shared_by: None,
    };
    let place = book.place_of(index);
    Some(book.add(entitlement, place))
}
