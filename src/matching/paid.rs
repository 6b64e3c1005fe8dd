//! What was paid already, beside what this policy gives for the same achievement: a difference is said, never paid.

use super::tariff_figure;
use crate::condition::{Truth, truth};
use crate::context::{Context, Counts, View};
use crate::finding::{Code, Finding};
use crate::grouping::payment_role;
use crate::model::achievement::{Achievement, AchievementId, Payment};
use crate::money::Money;
use crate::policy::{AwardId, builtin};

/// The finding, where one award applies in the payment's role and its tariff is not what was awarded.
pub(super) fn differs(
    context: &Context<'_>,
    id: AchievementId,
    achievement: &Achievement,
    payment: &Payment,
) -> Option<Finding> {
    let policy = context.policy;
    let counts = Counts::new();
    let view = View {
        context,
        facts: &achievement.facts,
        achievement: Some(id),
        enterprise: payment.enterprise,
        replaced: &[],
        counts: &counts,
    };
    let awards = (0_u32..).map(AwardId).zip(&policy.awards).filter(|(_, award)| {
        award.role == payment_role(payment)
            && award.categories.contains(&achievement.category)
            && truth(&award.when, &view) == Truth::Yes
    });
    let awards: Vec<AwardId> = awards.map(|(id, _)| id).collect();
    let ([award], 1) = (awards.as_slice(), achievement.holders.len()) else { return None };
    let figure = tariff_figure(&view, *award, achievement.quantity)?.value()?;
    let now = Money::round(figure, policy.unit, policy.rounding)?;
    let due = payment.facts.money(builtin::DUE_AMOUNT).unwrap_or_default();
    let fact = payment.facts.get(builtin::PAID)?;
    let paid = Money::exact(payment.facts.money(builtin::PAID)? + due)?;
    (paid != now).then(|| {
        let message = format!("「{}」已兑现{paid}元，按本政策的标准是{now}元，不再兑现。", achievement.title);
        let help = "请核对；确需补发或追回的，请另行处理，本次不计。";
        Finding::new(Code::PaidDiffers, context.names.cell(fact.cell), message, help)
    })
}
