//! History: what each earlier payment still has to deduct, and live items that a payment could or could not concern.

use super::book::Book;
use crate::context::Context;
use crate::finding::Code;
use crate::grouping::{Agreement, Key, agreement, covers_payment, key_of_payment, payment_role};
use crate::model::achievement::{Payment, PaymentId};
use crate::money::{Money, Rounding};
use crate::policy::{Covers, KeyPart, StepKind, UsedBy, builtin};
use rust_decimal::Decimal;

/// What was paid of each payment, less what was recovered of it, rounded up to the unit; zero for recoveries themselves.
pub(super) fn paid_before(context: &Context<'_>) -> Vec<Money> {
    let payments = &context.register.payments;
    let mut paid: Vec<Decimal> =
        payments.iter().map(|p| p.facts.money(builtin::PAID).unwrap_or_default()).collect();
    for recovery in 0..payments.len() {
        let mut owed = -paid[recovery].min(Decimal::ZERO);
        for earlier in 0..payments.len() {
            if owed.is_zero()
                || !same_payment(&payments[recovery], &payments[earlier])
                || paid[earlier] <= Decimal::ZERO
            {
                continue;
            }
            let taken = owed.min(paid[earlier]);
            paid[earlier] -= taken;
            owed -= taken;
        }
    }
    let unit = context.policy.unit;
    paid.iter()
        .map(|yuan| Money::round((*yuan).max(Decimal::ZERO), unit, Rounding::Up).unwrap_or_default())
        .collect()
}

/// Whether a recovery takes back this payment: the same enterprise, category, product and certificate.
fn same_payment(a: &Payment, b: &Payment) -> bool {
    (a.enterprise, a.category, &a.product, &a.certificate)
        == (b.enterprise, b.category, &b.product, &b.certificate)
}

impl Book<'_> {
    /// Payments of a group: covered, of the role, and every key part agreeing.
    pub(super) fn payments_of(
        &self,
        covers: &Covers,
        parts: &[KeyPart],
        key: &Key,
        role: crate::policy::Role,
    ) -> Vec<PaymentId> {
        let payments = (0_u32..).map(PaymentId).zip(&self.context.register.payments);
        payments
            .filter(|(_, payment)| {
                payment_role(payment) == role && covers_payment(self.context.policy, covers, payment)
            })
            .filter(|(_, payment)| {
                agreement(key, &key_of_payment(parts, self.context, payment)) == Agreement::Full
            })
            .map(|(id, _)| id)
            .collect()
    }

    /// A payment.
    pub(super) fn payment(&self, id: PaymentId) -> &Payment {
        &self.context.register.payments[id.index()]
    }
}

/// A payment that a step covers but that lacks a part of the step's key holds every live item it could concern.
pub(super) fn hold_possible(book: &mut Book<'_>) {
    let context = book.context;
    for step in &context.policy.steps {
        let Some((covers, key)) = looked_up(&step.kind) else { continue };
        let members = book.members(covers);
        for payment in &context.register.payments {
            if !covers_payment(context.policy, covers, payment) {
                continue;
            }
            let theirs = key_of_payment(key, context, payment);
            if theirs.iter().all(Option::is_some) {
                continue;
            }
            let place = context.names.row(payment.source);
            for index in &members {
                let could = agreement(&book.key(key, *index), &theirs) == Agreement::Possible;
                let same_role = book.entitlements[*index].role == payment_role(payment);
                // An achievement key is never on a history row: it says nothing about a payment.
                if could && same_role && !key.contains(&KeyPart::Achievement) {
                    let why = format!(
                        "历年台账 {place} 缺少步骤「{}」分组所需的内容，不能判断与本项是否有关",
                        step.id
                    );
                    book.hold(*index, Code::HistoryUnclear, &why);
                }
            }
        }
    }
}

/// The covers and key with which a step looks history up, where it does.
fn looked_up(kind: &StepKind) -> Option<(&Covers, &[KeyPart])> {
    match kind {
        StepKind::HighestOnly(rule) if rule.across_years => Some((&rule.covers, &rule.key)),
        StepKind::UpgradeDifference(rule) => Some((&rule.covers, &rule.key)),
        StepKind::Cap(rule) if rule.used_by != UsedBy::None => Some((&rule.covers, &rule.key)),
        StepKind::HighestOnly(_)
        | StepKind::Cap(_)
        | StepKind::CountLimit(_)
        | StepKind::Budget(_)
        | StepKind::DepartmentShare(_)
        | StepKind::Instalments(_)
        | StepKind::Sharing(_) => None,
    }
}
