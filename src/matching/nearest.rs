//! The awards that an achievement could have had: for each, what kept it from being paid. Asked only for what is shown.

use super::index::Index;
use super::{counts as counting, subject};
use crate::condition::{Obstacle, hindrances};
use crate::context::{Context, Counts, View};
use crate::eligibility::{self, Eligible};
use crate::model::achievement::{AchievementId, EnterpriseId};
use crate::policy::{AwardId, Role};
use std::collections::BTreeSet;

/// One award tried on one holder.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The award.
    pub award: AwardId,
    /// The holder it was tried on.
    pub holder: EnterpriseId,
    /// The conditions of the award that do not hold.
    pub obstacles: Vec<Obstacle>,
    /// What bars the holder from this award, or leaves that undecided.
    pub eligible: Eligible,
}

/// Every count, as matching sees it with these achievements held.
pub fn counts(context: &Context<'_>, held: &BTreeSet<AchievementId>) -> Counts {
    counting::count(context, &Index::new(context), held).counts
}

/// Every award of the achievement's category on every holder it could pay, nearest first.
pub fn attempts(context: &Context<'_>, counts: &Counts, id: AchievementId) -> Vec<Attempt> {
    let achievement = context.achievement(id);
    let every = (0_u32..).map(AwardId).zip(&context.policy.awards);
    let of_category = every.filter(|(_, award)| award.categories.contains(&achievement.category));
    let awards: Vec<AwardId> = of_category.map(|(id, _)| id).collect();
    let role_of = |award: &AwardId| context.policy.award(*award).role;
    let roles: BTreeSet<Role> = awards.iter().map(role_of).collect();
    let mut attempts = Vec::new();
    for role in roles {
        for subject in subject::subjects(context, achievement, role) {
            let view = View {
                context,
                facts: &achievement.facts,
                achievement: Some(id),
                enterprise: subject.enterprise,
                replaced: &[],
                counts,
            };
            let of_role = awards.iter().copied().filter(|award| role_of(award) == role);
            attempts.extend(of_role.map(|award| Attempt {
                award,
                holder: subject.enterprise,
                obstacles: hindrances(&context.policy.award(award).when, &view),
                eligible: eligibility::for_award(&view, achievement, award),
            }));
        }
    }
    let distance = |attempt: &Attempt| {
        let barred = usize::from(attempt.eligible != Eligible::Yes);
        (attempt.obstacles.len() + barred, attempt.award, attempt.holder)
    };
    attempts.sort_by_key(distance);
    attempts
}
