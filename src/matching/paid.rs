//! Already paid: what history shows for an achievement, held against what the tariff gives for it.

use super::groups::Group;
use super::index::Index;
use super::{Hit, Run, decide, parts, subject};
use crate::context::{Context, View};
use crate::eligibility::{self, payments_for};
use crate::finding::{Code, Finding};
use crate::grouping::payment_role;
use crate::ledger;
use crate::model::achievement::{Achievement, AchievementId, EnterpriseId, Payment};
use crate::money::Money;
use crate::policy::{AwardId, Role, builtin};
use rust_decimal::Decimal;

/// What a holder was paid for an achievement, and what the tariff gives for it now.
struct Compared<'a> {
    first: &'a Payment,
    paid: Money,
    recovered: Money,
    now: Money,
    /// What was paid is known before the steps of its year.
    gross: bool,
}

impl Compared<'_> {
    /// That the two differ, and what to do about it.
    fn told(&self, steps: &str) -> (String, &'static str) {
        let Self { paid, recovered, now, .. } = self;
        if !recovered.is_zero() {
            return (
                format!(
                    "台账里兑现过、后来追回{recovered}元，净付{paid}元，本政策的标准是{now}元{steps}；追回的不再自动重付，本项不再计算。"
                ),
                "追回后确应重新兑现的，请查明原因，在台账删去兑现和追回的两行后重算，或另行办理。",
            );
        }
        let paid = if self.gross {
            format!("以前应奖{paid}元（扣减前）")
        } else {
            format!("已兑现{paid}元")
        };
        (
            format!("{paid}，本政策的标准是{now}元{steps}，两者不同；本项已兑现过，不再计算。"),
            "请核对台账的金额；少付、多付的另行处理，追回的在台账记负数。",
        )
    }
}

/// A finding for each holder whose earlier payment differs from what the awards give now. Nothing is paid either way.
pub(super) fn differences(run: &Run<'_>, id: AchievementId, index: &Index) -> Vec<Finding> {
    let holders = run.context.achievement(id).holders.iter();
    let compared = holders.filter_map(|holder| compared(run, id, index, holder.enterprise));
    let steps = if run.context.policy.steps.is_empty() { "" } else { "（未经各步骤）" };
    let differ = compared.filter(|one| one.paid != one.now).map(|one| {
        let (message, help) = one.told(steps);
        Finding::new(Code::PaidDiffers, run.context.names.row(one.first.source), message, help)
    });
    differ.collect()
}

/// Whether the holders that were paid got what the awards give each of them now, so that the others' parts are still to be
/// paid and nothing is paid twice.
pub(super) fn are_parts(run: &Run<'_>, id: AchievementId, index: &Index, paid: &[EnterpriseId]) -> bool {
    let category = run.context.achievement(id).category;
    let is_part = |enterprise: &EnterpriseId| {
        compared(run, id, index, *enterprise).is_some_and(|one| one.paid == one.now)
    };
    eligibility::each_gets_all(run.context.policy, category) || paid.iter().all(is_part)
}

/// A holder's payments beside the tariff; none where there are none, or where that cannot be told.
fn compared<'a>(
    run: &Run<'a>,
    id: AchievementId,
    index: &Index,
    enterprise: EnterpriseId,
) -> Option<Compared<'a>> {
    let (context, achievement) = (run.context, run.context.achievement(id));
    let role = if context.enterprise(enterprise).identity_number.is_some() {
        Role::Person
    } else {
        Role::Enterprise
    };
    let (_, awards) = index.roles(achievement.category).find(|(other, _)| *other == role)?;
    let subjects = subject::subjects(context, achievement, role);
    let subject = subjects.into_iter().find(|subject| subject.enterprise == enterprise)?;
    let mut payments = payments_for(context, achievement, enterprise);
    payments.retain(|payment| payment_role(payment) == role && !ledger::is_counted_only(payment));
    let gross = payments.iter().any(|payment| payment.gross().is_some());
    let paid = awarded(context, &payments, gross)?;
    let view = View {
        context,
        facts: &achievement.facts,
        achievement: Some(id),
        enterprise,
        replaced: &[],
        counts: run.counts,
    };
    Some(Compared {
        first: payments.first()?,
        recovered: recovered(&payments)?,
        paid: Money::exact(paid)?,
        gross,
        now: tariff(&view, id, achievement, &awards.awards, &subject)?,
    })
}

/// What was taken back, as rows below nothing say.
fn recovered(payments: &[&Payment]) -> Option<Money> {
    let amounts = payments.iter().filter_map(|payment| payment.facts.money(builtin::PAID));
    Money::exact(amounts.filter(Decimal::is_sign_negative).map(|amount| -amount).sum())
}

/// What rows for one achievement say was awarded. Our own workbooks state it before any step; in a ledger it is what was paid,
/// with what is still due and no other row has paid. None where a row does not say.
fn awarded(context: &Context<'_>, payments: &[&Payment], gross: bool) -> Option<Decimal> {
    let due = |payment: &Payment| {
        let year = payment.facts.whole(builtin::DUE_YEAR);
        let open = year.is_none_or(|year| {
            let paid = |other: &&&Payment| other.facts.whole(builtin::YEAR) == Some(year);
            year >= i64::from(context.year) && !payments.iter().any(|other| paid(&other))
        });
        payment.facts.money(builtin::DUE_AMOUNT).filter(|_| open).unwrap_or_default()
    };
    let amount = |payment: &&Payment| {
        let paid = payment.facts.money(builtin::PAID);
        match payment.nature() {
            // A recovery that people have written down takes off what the workbook says was awarded.
            None if gross => Some(paid.unwrap_or_default().min(Decimal::ZERO)),
            None => paid.map(|paid| paid + due(payment)),
            Some(_) => Some(payment.gross().unwrap_or_default()),
        }
    };
    payments.iter().map(amount).sum()
}

/// What the awards of a role give; none where that cannot be told.
fn tariff(
    view: &View<'_>,
    id: AchievementId,
    achievement: &Achievement,
    awards: &[AwardId],
    subject: &subject::Subject,
) -> Option<Money> {
    let policy = view.context.policy;
    let decide::Decision::Matched(matched) = decide::decide(view, achievement, awards, awards) else {
        return None;
    };
    // What several achievements are paid together, or less what was paid before, is no figure of this one alone.
    let alone = |award: &AwardId| {
        let award = policy.award(*award);
        award.once_per.is_none() && !award.deducts_itself()
    };
    if !matched.iter().all(alone) {
        return None;
    }
    let amounts = matched.into_iter().map(|award| {
        let hit = Hit { view: *view, achievement: id, award, subject: subject.clone() };
        let group = Group::new(&hit, false);
        parts::operation(&group, achievement, &[], &parts::Scores::new()).ok()?.amount()
    });
    amounts.sum()
}
