//! When a promised instalment is to be paid: in its year; once the fact it waits for is there; later, where its year has
//! passed without a payment, only when a person says so.

use super::book::Book;
use crate::context::{Context, View};
use crate::finding::{Code, Finding, Place};
use crate::ledger;
use crate::model::achievement::{AchievementId, Payment, PaymentId};
use crate::model::decision::lines;
use crate::policy::{Due, FieldId, StepKind, builtin};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// When an instalment is to be paid.
pub(super) enum When {
    /// This year.
    Now,
    /// In a later year, or never.
    Later,
    /// A person must say: why.
    Unclear(String),
}

/// Whether a person must still say if what a row promises is to be paid: until then what was awarded before is not known. What waits
/// for a fact is awarded.
pub(super) fn is_open(book: &Book<'_>, id: PaymentId) -> bool {
    let payment = book.payment(id);
    let waiting = payment.facts.get(builtin::DUE_YEAR).is_none() && !awaited(book).is_empty();
    ledger::is_owed(payment)
        && !waiting
        && !book.history.rows.settled[id.index()]
        && !ledger::is_given_up(book.context, payment)
        && matches!(when(book, id, payment), When::Unclear(_))
}

/// When what a row promises, and no row has paid, is to be paid.
pub(super) fn when(book: &Book<'_>, id: PaymentId, payment: &Payment) -> When {
    let now = i64::from(book.context.year);
    let owed = payment.facts.money(builtin::DUE_AMOUNT).unwrap_or_default().normalize();
    let later = payment.facts.whole(builtin::DUE_YEAR).is_some_and(|year| year > now);
    if let Some(why) =
        paid_otherwise(book, id, owed).filter(|_| !later && !book.history.recovered[id.index()])
    {
        return if payment.accepted { When::Now } else { When::Unclear(why) };
    }
    match payment.facts.whole(builtin::DUE_YEAR) {
        Some(year) if year == now => When::Now,
        Some(year) if year > now || !ledger::is_owed(payment) => When::Later,
        // What was taken back needs no further part, and a row that a person has confirmed is paid late.
        Some(_) if book.history.recovered[id.index()] => When::Later,
        Some(_) if payment.accepted => When::Now,
        Some(year) => When::Unclear(format!("到期年度是{year}年，{owed}元没有付款的记录")),
        None => waits(book, id, payment),
    }
}

/// What rows say that paid a part of it, or that may have paid it.
fn paid_otherwise(book: &Book<'_>, id: PaymentId, owed: Decimal) -> Option<String> {
    let place = |id: &PaymentId| book.context.names.row(book.payment(*id).source);
    let rows = &book.history.rows;
    if let Some(parts) = rows.in_part.get(&id) {
        let paid = |id: &PaymentId| book.payment(*id).facts.money(builtin::PAID).unwrap_or_default();
        let paid: Decimal = parts.iter().map(paid).sum();
        let places: Vec<String> = parts.iter().map(|id| place(id).to_string()).collect();
        let (places, left) = (places.join("、"), (owed - paid).normalize());
        return Some(format!(
            "到期金额是{owed}元，{places}付了{}元，还差{left}元，不知道补付还是不再付",
            paid.normalize()
        ));
    }
    let row = place(rows.perhaps.get(&id)?);
    Some(format!("{row}可能就是付的这{owed}元（写得不全，或编号、名称不同），再付就重复了"))
}

/// A part that waits for a fact is due once the fact is there, on the achievement's row or the register's.
fn waits(book: &Book<'_>, id: PaymentId, payment: &Payment) -> When {
    let fields = awaited(book);
    if book.history.recovered[id.index()] {
        return When::Later;
    }
    let present = present(book, payment, &fields);
    match (fields.len(), present.as_slice()) {
        (0, _) if payment.accepted => When::Now,
        // Of a policy whose instalments all have their year, it is a slip, or a year that somebody deleted.
        (0, _) if ledger::is_owed(payment) => {
            let owed = payment.facts.money(builtin::DUE_AMOUNT).unwrap_or_default().normalize();
            When::Unclear(format!("写了到期金额{owed}元，没有写到期年度"))
        }
        (_, []) => When::Later,
        (1, _) => When::Now,
        (_, [first, ..]) => {
            let name = &book.context.policy.field(*first).name;
            When::Unclear(format!("「{name}」已经有了，各期等的是不同的内容，不知道台账写的是哪一期"))
        }
    }
}

/// The fields that instalments of the policy wait for.
fn awaited(book: &Book<'_>) -> BTreeSet<FieldId> {
    let steps = book.context.policy.steps.iter();
    let parts = steps.filter_map(|step| match &step.kind {
        StepKind::Instalments(rule) => Some(&rule.parts),
        _ => None,
    });
    let field = |due: &Due| match due {
        Due::Present(field) => Some(*field),
        Due::Offset(_) => None,
    };
    parts.flatten().filter_map(|part| field(&part.due)).collect()
}

/// Those of the fields that the row, the register or the achievement on this year's lists states.
fn present(book: &Book<'_>, payment: &Payment, fields: &BTreeSet<FieldId>) -> Vec<FieldId> {
    if fields.is_empty() {
        return Vec::new();
    }
    let context = book.context;
    let live = listed(context, payment);
    let view = |facts, achievement| View {
        context,
        facts,
        achievement,
        enterprise: payment.holder,
        replaced: &[],
        counts: book.counts,
    };
    let own = view(&payment.facts, None);
    let listed = live.map(|id| view(&context.achievement(id).facts, Some(id)));
    let has = |field: &FieldId| {
        own.value(*field, 0).is_some() || listed.as_ref().is_some_and(|view| view.value(*field, 0).is_some())
    };
    fields.iter().copied().filter(has).collect()
}

/// The achievement on this year's lists that a payment was for.
fn listed(context: &Context<'_>, payment: &Payment) -> Option<AchievementId> {
    let recognised = payment.facts.date(builtin::RECOGNISED)?;
    let mut all = context.achievements();
    let found = all.find(|(_, achievement)| {
        let certificates = payment.certificate.as_deref().zip(achievement.certificate.as_deref());
        let product =
            || payment.product.is_some() && payment.product.as_deref() == achievement.product_named();
        let identity = &context.policy.category(achievement.category).identity;
        Some(achievement.category) == payment.category
            && achievement.holder(payment.holder).is_some()
            && achievement.facts.date(builtin::RECOGNISED) == Some(recognised)
            && certificates.map_or_else(product, |(paid, listed)| paid == listed)
            && !payment.is_of_another(identity, &achievement.facts)
    });
    found.map(|(id, _)| id)
}

/// The lines of a decision on a row of the ledger.
pub(super) fn decision(context: &Context<'_>, place: &Place, kind: &str) -> String {
    let (sheet, row) = (place.sheet.as_deref(), place.cell.as_deref());
    let all =
        lines::row(&context.names.short(&place.file), sheet.unwrap_or_default(), row.unwrap_or_default());
    lines::decision(kind, &all)
}

/// What is said of an instalment that a person must settle, with the lines that do.
pub(super) fn finding(context: &Context<'_>, place: Place, why: &str) -> Finding {
    let line = |kind: &str| decision(context, &place, kind);
    let help = format!(
        "查实后：已经付过的，在历年台账补一行（奖励年度写付款的年度，其余照这一行），或把已有的那一行补全；没有付过、今年补付的，在 decisions.toml 写：\n{}\n不再付的写：\n{}",
        line("采信"),
        line("自愿放弃")
    );
    Finding::new(Code::InstalmentRefused, place, format!("历年台账的到期款没有付：{why}。"), help)
}
