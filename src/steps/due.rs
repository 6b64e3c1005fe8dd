//! Instalments of earlier years that fall due: each arises from its history row and is not computed again.

use super::batch::Day;
use super::book::Book;
use super::overdue::{self, When};
use super::{Refusal, Why};
use crate::context::Context;
use crate::eligibility::{Eligible, for_instalment};
use crate::finding::{Code, Finding};
use crate::grouping::{may_be_outside, payment_clause, payment_role, person_number, possible_awards};
use crate::ledger;
use crate::model::achievement::{Achievement, Holder, Payment, PaymentId, Settled};
use crate::model::entitlement::{Allocation, Cause, Entitlement, Entry, Payee, PayeeId};
use crate::model::operation::{Expr, Operation};
use crate::model::record::Facts;
use crate::money::{Money, Unit};
use crate::policy::{ClauseId, Covers, Role, StepId, StepKind, builtin};
use crate::text::normal;
use rust_decimal::Decimal;

/// Adds an entitlement for every history row whose instalment is due in the award year and was not paid in it before.
pub(super) fn arise(book: &mut Book<'_>) {
    tell_overpaid(book);
    for id in in_order(book) {
        let payment = &book.context.register.payments[id.index()];
        let open = ledger::is_owed(payment) || payment.facts.get(builtin::DUE_YEAR).is_some();
        if !open
            || book.history.rows.settled[id.index()]
            || is_settled(book, payment)
            || book.owed.refused.contains_key(&id)
        {
            continue;
        }
        match (overdue::when(book, id, payment), shared(book, id, payment)) {
            (When::Later, _) => {}
            // Whatever else is to be said of it: it waits as an achievement would.
            (_, Some(why)) => book.refusals.push(Refusal { payment: id, held: true, clause: None, why }),
            (When::Now, None) => one(book, id, payment),
            (When::Unclear(why), None) => tell(book, id, &why),
        }
    }
}

/// Tells of what the ledger paid this year or the year before beyond what had been promised; what is older was told then.
fn tell_overpaid(book: &mut Book<'_>) {
    let recent = |id: &PaymentId| {
        let year = book.payment(*id).facts.whole(builtin::YEAR);
        year.is_some_and(|year| year >= i64::from(book.context.year) - 1)
    };
    let mut found = Vec::new();
    for (promise, rows) in book.history.rows.over.iter().filter(|(_, rows)| rows.iter().any(recent)) {
        let place = |id: &PaymentId| book.context.names.row(book.payment(*id).source);
        let paid = |id: &PaymentId| book.payment(*id).facts.money(builtin::PAID);
        let paid = rows.iter().filter_map(paid).sum::<Decimal>().normalize();
        let owed = book.payment(*promise).facts.money(builtin::DUE_AMOUNT).unwrap_or_default().normalize();
        let rows: Vec<String> = rows.iter().map(|id| place(id).to_string()).collect();
        let message =
            format!("到期金额是{owed}元，{}付了{paid}元，多付了{}元。", rows.join("、"), paid - owed);
        let help = "请核对台账：多付的由有权的人决定是否追回，追回的在台账记负数；写错了的请改正。";
        found.push(Finding::new(Code::PaidDiffers, place(promise), message, help));
    }
    book.findings.extend(found);
}

/// What holds the achievements of the same enterprise, where something does: an instalment is the debt of an earlier one.
fn shared(book: &Book<'_>, id: PaymentId, payment: &Payment) -> Option<Why> {
    let before = book.context.register.waiting.get(&payment.source).map(|finding| Why::Shared(*finding));
    before.or_else(|| book.owed.waiting.get(&id).cloned().map(Why::Own))
}

/// A history row that a person must settle first pays nothing yet, and one that was given up nothing more.
fn is_settled(book: &Book<'_>, payment: &Payment) -> bool {
    let settled = &book.context.register.settled;
    let at = settled.binary_search_by_key(&payment.source, |(row, _)| *row);
    at.is_ok_and(|at| matches!(settled[at].1, Settled::Held(_) | Settled::Refused(..)))
}

fn one(book: &mut Book<'_>, id: PaymentId, payment: &Payment) {
    let context = book.context;
    let Some((fact, yuan)) =
        payment.facts.get(builtin::DUE_AMOUNT).zip(payment.facts.money(builtin::DUE_AMOUNT))
    else {
        return wait(book, id, "写了到期年度，没有到期金额");
    };
    let Some(clause) = payment_clause(context.policy, payment).or_else(|| instalment_clause(book)) else {
        return wait(book, id, "没有写条款，政策也没有分期步骤，不知道依据哪一条付");
    };
    if book.history.recovered[id.index()] {
        return wait(book, id, "这一笔已有追回，不能判断余款还该不该付");
    }
    match standing(book, payment) {
        Eligible::Yes => {}
        Eligible::No { clause, reason } => {
            return refuse(book, id, false, clause, &format!("不再符合资格：{reason}"));
        }
        Eligible::Unknown(why) => return wait(book, id, &format!("资格不能判断：{why}")),
    }
    let payee = payee(book, payment);
    let role = payment_role(payment);
    let figure = left(book, id, Expr::Cell(fact.cell, yuan));
    // The net was brought to the policy's unit when it was awarded, and then split: the part is not rounded again.
    let operation =
        Operation::Award { figure, rounding: context.policy.rounding, unit: Unit::FEN, part: None };
    let Some(amount) = operation.amount().filter(|amount| amount.is_positive()) else {
        return wait(book, id, "到期金额不是正数，或超出精确计算的范围");
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
        holder: payment.enterprise,
        role,
        cause: Cause::Instalment(id),
        award: payment.award,
        clause,
        achievement: None,
        supporting: Vec::new(),
        category: payment.category,
        sources: vec![payment.source],
        quantity: 1,
        entries: vec![entry],
        allocations: vec![allocation],
        idle: Vec::new(),
        shared_by: None,
    };
    let place = place(book, payment);
    book.add(entitlement, place);
}

/// What is still to be paid, where rows have paid a part.
fn left(book: &Book<'_>, id: PaymentId, whole: Expr) -> Expr {
    let Some(parts) = book.history.rows.in_part.get(&id) else { return whole };
    let paid = parts.iter().filter_map(|id| {
        let facts = &book.payment(*id).facts;
        Some(Expr::Cell(facts.get(builtin::PAID)?.cell, facts.money(builtin::PAID)?))
    });
    Expr::Difference(Box::new(whole), Box::new(Expr::Sum(paid.collect())))
}

/// Who is paid: the same payee as by an award of this year.
fn payee(book: &mut Book<'_>, payment: &Payment) -> PayeeId {
    let context = book.context;
    let role = payment_role(payment);
    let enterprise = context.enterprise(payment.enterprise);
    let fact_of = |field| enterprise.register.text(field).map(str::to_owned);
    let town = context.town(Some(&payment.facts), payment.enterprise).map(str::to_owned);
    let by_number = format!("{:08}", payment.enterprise.0);
    let number = person_number(context, payment);
    let (name, identity) = match role {
        Role::Town | Role::Department => (enterprise.name.clone(), normal::key(&enterprise.name)),
        // Where the row names a firm, too, it is not the firm that was paid.
        Role::Person => {
            let named = payment.facts.text(builtin::PERSON).filter(|_| enterprise.identity_number.is_none());
            (named.unwrap_or(&enterprise.name).to_owned(), number.clone().unwrap_or(by_number))
        }
        Role::Representative => match fact_of(builtin::REPRESENTATIVE) {
            Some(name) => (name.clone(), format!("{by_number}{}", normal::key(&name))),
            None => (enterprise.name.clone(), by_number),
        },
        Role::Enterprise => (enterprise.name.clone(), by_number),
    };
    book.payees.id(role, identity, || Payee {
        name,
        role,
        enterprise: match role {
            Role::Town | Role::Department => None,
            Role::Person if enterprise.identity_number.is_none() && number.is_some() => None,
            _ => Some(payment.enterprise),
        },
        identity_number: number.filter(|_| role == Role::Person),
        town,
        bank: None,
        account: None,
    })
}

/// The eligibility that the instalments step names.
fn standing(book: &Book<'_>, payment: &Payment) -> Eligible {
    let clauses = book.context.policy.steps.iter().find_map(|step| match &step.kind {
        StepKind::Instalments(rule) => Some(&rule.still_requires),
        _ => None,
    });
    let (context, counts) = (book.context, book.counts);
    clauses.map_or(Eligible::Yes, |clauses| for_instalment(context, counts, payment, clauses))
}

fn instalment_clause(book: &Book<'_>) -> Option<ClauseId> {
    book.context
        .policy
        .steps
        .iter()
        .find(|step| matches!(step.kind, StepKind::Instalments(_)))
        .map(|step| step.clause)
}

/// Holds the instalments in a group over its limit that may be of an award which the limit does not cover: whether they are cut,
/// and cut others, is not known.
pub(super) fn hold_unsaid(
    book: &mut Book<'_>,
    members: &[usize],
    covers: &Covers,
    limit: Money,
    step: StepId,
) {
    let policy = book.context.policy;
    let sum: Money = members.iter().map(|index| book.limited_amount(*index)).sum();
    let unsaid = |index: &usize| may_be_outside(policy, covers, &book.entitlements[*index]);
    let unsaid: Vec<usize> = members.iter().copied().filter(|_| sum > limit).filter(unsaid).collect();
    for index in unsaid {
        let awards = possible_awards(policy, &book.entitlements[index]).join("、");
        let step = &policy.steps[step.index()].id;
        let why = format!(
            "这一行看不出是哪个政策奖项（{awards}），步骤「{step}」的限额只管其中一部分，不知道该不该减"
        );
        book.hold(index, Code::HistoryUnclear, &why);
    }
}

/// Held until a person has said whether it is still to be paid.
fn tell(book: &mut Book<'_>, payment: PaymentId, why: &str) {
    let place = book.context.names.row(book.payment(payment).source);
    let finding = overdue::finding(book.context, place, why);
    book.refusals.push(Refusal { payment, held: true, clause: None, why: Why::Own(finding) });
}

/// Held until a person has settled it.
fn wait(book: &mut Book<'_>, id: PaymentId, why: &str) {
    refuse(book, id, true, None, why);
}

fn refuse(book: &mut Book<'_>, payment: PaymentId, held: bool, clause: Option<ClauseId>, why: &str) {
    let place = book.context.names.row(book.payment(payment).source);
    let message = format!("历年台账的到期款没有付：{why}。");
    let mend = if held {
        "请补正台账后重算"
    } else {
        "名单、台账或政策写错了的，改正后重算"
    };
    let kind = if held { "自愿放弃" } else { "异议成立" };
    let line = overdue::decision(book.context, &place, kind);
    let help = format!("{mend}；确不应付的，在 decisions.toml 写（以后年度不再问）：\n{line}");
    let finding = Finding::new(Code::InstalmentRefused, place, message, help);
    book.refusals.push(Refusal { payment, held, clause, why: Why::Own(finding) });
}

/// Where an achievement with these facts would stand in canonical order: between two achievements.
pub(super) fn place(book: &Book<'_>, payment: &Payment) -> u32 {
    let mine = standing_of(book.context, payment);
    let before = book
        .context
        .register
        .achievements
        .partition_point(|achievement| standing_of_live(book.context, achievement) < mine);
    u32::try_from(before).map_or(u32::MAX, |before| 2 * before)
}

/// What canonical order looks at first: category, date of recognition, the key of the enterprise whose achievement it is.
pub(super) type Standing<'a> = (u32, Day, &'a str);

/// Where a payment's achievement stands.
pub(super) fn standing_of<'a>(context: &Context<'a>, payment: &Payment) -> Standing<'a> {
    let category = payment.category.map_or(u32::MAX, |category| category.0);
    (category, day(&payment.facts), context.enterprise(payment.holder).key.as_str())
}

/// Where an achievement stands.
pub(super) fn standing_of_live<'a>(context: &Context<'a>, achievement: &Achievement) -> Standing<'a> {
    let key = |holder: &Holder| context.enterprise(holder.enterprise).key.as_str();
    (achievement.category.0, day(&achievement.facts), achievement.holders.first().map_or("", key))
}

fn day(facts: &Facts) -> Day {
    let date = facts.date(builtin::RECOGNISED).map(|date| date.first);
    (date.is_none(), date)
}

/// Payments in canonical order: of rows alike in all that it looks at, whose they are and what is due decides, and never the
/// place of the row.
pub(super) fn in_order(book: &Book<'_>) -> Vec<PaymentId> {
    let payments = &book.context.register.payments;
    let mut order: Vec<PaymentId> = (0_u32..).zip(payments).map(|(id, _)| PaymentId(id)).collect();
    let named = |text: &Option<String>| (text.is_none(), text.clone());
    order.sort_by_cached_key(|id| {
        let payment = book.payment(*id);
        (
            standing_of(book.context, payment),
            (named(&payment.product), named(&payment.certificate)),
            (payment_role(payment), book.context.enterprise(payment.enterprise).key.as_str()),
            (payment.facts.whole(builtin::YEAR), payment.facts.whole(builtin::DUE_YEAR)),
            payment.facts.money(builtin::DUE_AMOUNT),
        )
    });
    order
}
