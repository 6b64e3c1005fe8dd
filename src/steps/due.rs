//! Instalments of earlier years that fall due: each arises from its history row and is not computed again.

use super::book::Book;
use crate::eligibility::{Eligible, for_clauses};
use crate::finding::{Code, Finding};
use crate::grouping::{payment_clause, payment_role};
use crate::model::achievement::{Payment, PaymentId, Settled};
use crate::model::entitlement::{Allocation, Cause, Entitlement, Entry, Payee};
use crate::model::operation::{Expr, Operation};
use crate::policy::{ClauseId, Role, StepKind, builtin};

/// Adds an entitlement for every history row whose instalment is due in the award year.
pub(super) fn arise(book: &mut Book<'_>) {
    let year = i64::from(book.context.year);
    let payments = (0_u32..).map(PaymentId).zip(&book.context.register.payments);
    for (id, payment) in payments {
        if payment.facts.whole(builtin::DUE_YEAR) == Some(year) && !is_held(book, payment) {
            one(book, id, payment);
        }
    }
}

/// A history row that a person must settle first pays nothing yet.
fn is_held(book: &Book<'_>, payment: &Payment) -> bool {
    let settled = &book.context.register.settled;
    let at = settled.binary_search_by_key(&payment.source, |(row, _)| *row);
    at.is_ok_and(|at| matches!(settled[at].1, Settled::Held(_)))
}

fn one(book: &mut Book<'_>, id: PaymentId, payment: &Payment) {
    let context = book.context;
    let Some((fact, yuan)) =
        payment.facts.get(builtin::DUE_AMOUNT).zip(payment.facts.money(builtin::DUE_AMOUNT))
    else {
        return refuse(book, payment, "写了到期年度，没有到期金额");
    };
    let Some(clause) = payment_clause(context.policy, payment).or_else(|| instalment_clause(book)) else {
        return refuse(book, payment, "没有写条款，政策也没有分期步骤，不知道依据哪一条付");
    };
    if let Some(why) = barred(book, payment) {
        return refuse(book, payment, &why);
    }
    let role = payment_role(payment);
    let enterprise = context.enterprise(payment.enterprise);
    let fact_of = |field| enterprise.register.text(field).map(str::to_owned);
    let payee = book.payees.id(role, format!("{:08}", payment.enterprise.0), || Payee {
        name: enterprise.name.clone(),
        role,
        enterprise: Some(payment.enterprise),
        town: context.town(Some(&payment.facts), payment.enterprise).map(str::to_owned),
        bank: if role == Role::Enterprise { fact_of(builtin::BANK) } else { None },
        account: if role == Role::Enterprise { fact_of(builtin::ACCOUNT) } else { None },
    });
    let figure = Expr::Cell(fact.cell, yuan);
    let operation =
        Operation::Award { figure, rounding: context.policy.rounding, unit: context.policy.unit, part: None };
    let Some(amount) = operation.amount().filter(|amount| amount.is_positive()) else {
        return refuse(book, payment, "到期金额不是正数，或超出精确计算的范围");
    };
    let funder = context.policy.funder.clone();
    let allocation = Allocation {
        due_year: Some(context.year),
        funder,
        borne_by: None,
        amount,
        step: None,
        clause,
        instalment: 2,
        operations: Vec::new(),
    };
    let entry = Entry { step: None, clause, amount, operation, against: Default::default() };
    let entitlement = Entitlement {
        payee,
        role,
        cause: Cause::Instalment(id),
        clause,
        achievement: None,
        supporting: Vec::new(),
        category: payment.category,
        sources: vec![payment.source],
        quantity: 1,
        entries: vec![entry],
        allocations: vec![allocation],
    };
    let place = place(book, payment);
    book.add(entitlement, place);
}

/// The eligibility that the instalments step names; why it is barred, if it is.
fn barred(book: &Book<'_>, payment: &Payment) -> Option<String> {
    let clauses = book.context.policy.steps.iter().find_map(|step| match &step.kind {
        StepKind::Instalments(rule) => Some(&rule.still_requires),
        _ => None,
    })?;
    let view = crate::context::View {
        context: book.context,
        facts: &payment.facts,
        achievement: None,
        enterprise: payment.enterprise,
        replaced: &[],
        counts: book.counts,
    };
    match for_clauses(&view, clauses) {
        Eligible::Yes => None,
        Eligible::No { reason, .. } => Some(format!("不再符合资格：{reason}")),
        Eligible::Unknown(why) => Some(format!("资格不能判断：{why}")),
    }
}

fn instalment_clause(book: &Book<'_>) -> Option<ClauseId> {
    book.context
        .policy
        .steps
        .iter()
        .find(|step| matches!(step.kind, StepKind::Instalments(_)))
        .map(|step| step.clause)
}

fn refuse(book: &mut Book<'_>, payment: &Payment, why: &str) {
    let place = book.context.names.row(payment.source);
    let message = format!("历年台账的到期款没有付：{why}。");
    book.findings.push(Finding::new(
        Code::InstalmentRefused,
        place,
        message,
        "请补正台账后重算；确不应付的，请在台账删去到期年度。",
    ));
}

/// Where an achievement with these facts would stand in canonical order: between two achievements.
fn place(book: &Book<'_>, payment: &Payment) -> u32 {
    let context = book.context;
    let date = |facts: &crate::model::record::Facts| {
        let date = facts.date(builtin::RECOGNISED).map(|date| date.first);
        (date.is_none(), date)
    };
    let key = |enterprise| context.enterprise(enterprise).key.as_str();
    let category = payment.category.map_or(u32::MAX, |category| category.0);
    let mine = (category, date(&payment.facts), key(payment.enterprise));
    let before = context.register.achievements.partition_point(|achievement| {
        let holder = achievement.holders.first().map_or("", |holder| key(holder.enterprise));
        (achievement.category.0, date(&achievement.facts), holder) < mine
    });
    u32::try_from(before).map_or(u32::MAX, |before| 2 * before)
}
