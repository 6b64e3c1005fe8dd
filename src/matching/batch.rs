//! Awards that are paid once, and what an earlier batch of the year has paid of them: one run would have paid it once, too.

use super::amount::{Lack, less};
use super::by_key::ByKey;
use super::{Hit, groups};
use crate::condition::number;
use crate::context::Context;
use crate::grouping::{key_of_payment, lacking, payment_clause, payment_role};
use crate::ledger;
use crate::model::achievement::{AchievementId, Payment, PaymentId};
use crate::model::operation::Expr;
use crate::policy::{AmountKind, Award, AwardId, KeyPart, Policy, builtin};
use std::collections::{BTreeMap, BTreeSet};

/// The payments of this year that may be of each such award, by group key.
#[derive(Default)]
pub(super) struct Batch {
    of_year: ByKey,
    /// Of awards that deduct by themselves what their own enterprise was paid, the payments of all years.
    deducted: ByKey,
}

impl Batch {
    /// Looks the ledger through once.
    pub(super) fn of(context: &Context<'_>) -> Self {
        let mut batch = Self::default();
        let of_year = ledger::of_batch(context);
        let payments = &context.register.payments;
        let of_year: Vec<(PaymentId, &Payment)> =
            of_year.into_iter().map(|id| (id, &payments[id.index()])).collect();
        for (award_id, award) in (0_u32..).map(AwardId).zip(&context.policy.awards) {
            let Some(parts) = award.once_per.as_deref() else { continue };
            // No payment is of an achievement of this year: what was paid of one is settled already.
            if parts.contains(&KeyPart::Achievement) {
                continue;
            }
            let add = |by_key: &mut ByKey, id: PaymentId, payment: &Payment| {
                if may_be_of(context.policy, payment, award) {
                    by_key.add(award_id, key_of_payment(parts, context, payment), id);
                }
            };
            if !award.deducts_itself() {
                of_year.iter().for_each(|(id, payment)| add(&mut batch.of_year, *id, payment));
            } else if !parts.iter().any(|part| matches!(part, KeyPart::Enterprise | KeyPart::Payee)) {
                let all = (0_u32..).map(PaymentId).zip(payments);
                let paid = all.filter(|(_, payment)| !ledger::is_counted_only(payment));
                paid.for_each(|(id, payment)| add(&mut batch.deducted, id, payment));
            }
        }
        batch
    }

    /// What was paid of a hit's award; nothing known where the ledger does not tell the award from another, or lacks what the
    /// award is paid once for.
    pub(super) fn paid(&self, hit: &Hit<'_>, award: &Award) -> Result<&[PaymentId], Lack> {
        let context = hit.view.context;
        let none_paid = self.of_year.is_empty() && self.deducted.is_empty();
        let Some(parts) = award.once_per.as_deref().filter(|_| !none_paid) else { return Ok(&[]) };
        let key = groups::key(context, hit, parts);
        let payment = |id: &PaymentId| &context.register.payments[id.index()];
        let perhaps =
            self.of_year.perhaps(hit.award, &key).or_else(|| self.deducted.perhaps(hit.award, &key));
        if let Some(unsure) = perhaps.map(payment) {
            let (place, lacking) = (context.names.row(unsure.source), lacking(parts, context, unsure));
            return Err(Lack::Missing(format!(
                "已付的{place}缺少本奖项只奖一次所依据的{lacking}，不知道付过的是不是本项这一份"
            )));
        }
        let to_others = self.deducted.sure(hit.award, &key).iter().map(payment);
        if let Some(other) = to_others.into_iter().find(|paid| paid.enterprise != hit.view.enterprise) {
            let (place, firm) = (context.names.row(other.source), &context.enterprise(other.enterprise).name);
            return Err(Lack::Missing(format!(
                "{place}已按本条付给同组的「{firm}」，本奖项要扣除已领取的，而只扣得出本企业自己的，应付多少要由人核定"
            )));
        }
        let payments = self.of_year.sure(hit.award, &key);
        match payments.iter().map(payment).find(|payment| !is_of(context.policy, payment, award)) {
            Some(unsure) => {
                let place = context.names.row(unsure.source);
                let why =
                    format!("本年已付的{place}可能就有只奖一次的本奖项，台账的条款和类别分不清是哪个奖项");
                Err(Lack::Missing(why))
            }
            None => Ok(payments),
        }
    }
}

/// What enters a pool by score that an earlier batch of the year has shared out, each with the reason why it waits: with it
/// every share would be another, and what was paid cannot be divided again.
pub(super) fn shared_out(context: &Context<'_>, hits: &[Hit<'_>]) -> Vec<(AchievementId, String)> {
    let by_score = |hit: &&Hit<'_>| {
        matches!(context.policy.award(hit.award).amount.kind, AmountKind::PoolByScore { .. })
    };
    let entering: Vec<&Hit<'_>> = hits.iter().filter(by_score).collect();
    if entering.is_empty() {
        return Vec::new();
    }
    let batch = ledger::of_batch(context);
    let paid = |award: AwardId| {
        let payments = batch.iter().map(|id| &context.register.payments[id.index()]);
        payments.into_iter().find(|payment| may_be_of(context.policy, payment, context.policy.award(award)))
    };
    let awards: BTreeSet<AwardId> = entering.iter().map(|hit| hit.award).collect();
    let shared: BTreeMap<AwardId, &Payment> =
        awards.into_iter().filter_map(|award| Some((award, paid(award)?))).collect();
    let waits = |hit: &&Hit<'_>| {
        let place = context.names.row(shared.get(&hit.award)?.source);
        let why = format!("按评分分配的资金池本年已经分过（{place}），再加一项各项都要重算");
        Some((hit.achievement, why))
    };
    entering.iter().filter_map(waits).collect()
}

/// Whether a payment's row lets it be of an award: it names it, or else cites the award's clause, or none.
fn may_be_of(policy: &Policy, payment: &Payment, award: &Award) -> bool {
    if let Some(known) = payment.award {
        return std::ptr::eq(policy.award(known), award);
    }
    payment_role(payment) == award.role
        && payment_clause(policy, payment).is_none_or(|clause| clause == award.clause)
        && payment.category.is_none_or(|category| award.categories.contains(&category))
}

/// Whether it can be of no other award.
fn is_of(policy: &Policy, payment: &Payment, award: &Award) -> bool {
    let others = policy.awards.iter().filter(|other| !std::ptr::eq(*other, award));
    may_be_of(policy, payment, award) && others.into_iter().all(|other| !may_be_of(policy, payment, other))
}

/// A figure less what payments have paid and still owe, never below zero.
pub(super) fn less_paid(context: &Context<'_>, figure: Expr, payments: &[PaymentId]) -> Expr {
    let all = payments.iter().map(|id| &context.register.payments[id.index()]);
    let all: Vec<&Payment> = all.filter(|payment| !ledger::is_counted_only(payment)).collect();
    // What the award gave, and not what the steps left of it: in one run they would have looked at the whole.
    let before_steps = all.iter().any(|payment| payment.gross().is_some());
    let fields = if before_steps { &[builtin::GROSS][..] } else { &[builtin::PAID, builtin::DUE_AMOUNT] };
    let cells = all.iter().flat_map(|payment| fields.iter().map(|field| payment.facts.get(*field)));
    let paid: Vec<Expr> =
        cells.flatten().filter_map(|fact| Some(Expr::Cell(fact.cell, number(&fact.value)?))).collect();
    if paid.is_empty() { figure } else { less(figure, Expr::Sum(paid)) }
}
