//! Already paid: what history shows for an achievement, held against what the tariff gives for it.

use super::index::Index;
use super::{Hit, decide, parts, subject};
use crate::context::{Context, Counts, View};
use crate::eligibility::payments_for;
use crate::finding::{Code, Finding};
use crate::grouping::payment_role;
use crate::model::achievement::{Achievement, AchievementId, Payment};
use crate::money::Money;
use crate::policy::{AwardId, Role, builtin};
use rust_decimal::Decimal;

/// A finding for each holder whose earlier payment differs from what the awards give now. Nothing is paid either way.
pub(super) fn differences(
    context: &Context<'_>,
    counts: &Counts,
    id: AchievementId,
    achievement: &Achievement,
    index: &Index,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut roles = index.roles(achievement.category);
    let Some((_, awards)) = roles.find(|(role, _)| *role == Role::Enterprise) else { return findings };
    for subject in subject::subjects(context, achievement, Role::Enterprise) {
        let mut payments = payments_for(context, achievement, subject.enterprise);
        payments.retain(|payment| payment_role(payment) == Role::Enterprise);
        let awarded = |payment: &&Payment| {
            let due = payment.facts.money(builtin::DUE_AMOUNT).unwrap_or_default();
            payment.facts.money(builtin::PAID).map(|paid| paid + due)
        };
        let paid: Option<Vec<Decimal>> = payments.iter().map(awarded).collect();
        let (Some(first), Some(paid)) = (payments.first(), paid) else { continue };
        let view = View {
            context,
            facts: &achievement.facts,
            achievement: Some(id),
            enterprise: subject.enterprise,
            replaced: &[],
            counts,
        };
        let Some(paid) = Money::exact(paid.into_iter().sum()) else { continue };
        let Some(now) = tariff(&view, id, achievement, &awards.awards, &subject) else { continue };
        if paid != now {
            let message = format!("已兑现{paid}元，按本政策应为{now}元，两者不同；本项已兑现过，不再计算。");
            let help = "请核对台账的金额；少付、多付的另行处理，追回的在台账记负数。";
            let place = context.names.row(first.source);
            findings.push(Finding::new(Code::PaidDiffers, place, message, help));
        }
    }
    findings
}

/// What the awards of the enterprise's role give; none where that cannot be told.
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
    let amounts = matched.into_iter().map(|award| {
        let hit = Hit { view: *view, achievement: id, award, subject: subject.clone() };
        let once = policy.award(award).once_per.is_some();
        parts::operation(&hit, achievement, once, &[], &parts::Scores::new()).ok()?.amount()
    });
    amounts.sum()
}
