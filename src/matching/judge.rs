//! What matching decides for one achievement in one role, for those who only want the decision.

use super::decide::{Decision, decide};
use crate::condition::{Truth, truth};
use crate::context::View;
use crate::eligibility::{self, Eligible};
use crate::model::achievement::Achievement;
use crate::policy::AwardId;

/// The decision, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// One award, or several that stand together.
    Matched(Vec<AwardId>),
    /// Two awards match and neither gives way.
    Clash,
    /// No award's conditions hold.
    Unmatched,
    /// A requirement or exclusion bars what matches.
    Barred,
    /// A fact that decides is missing.
    Undecided,
}

/// Matches an achievement of a view against the awards of its category in one role.
pub fn judge(view: &View<'_>, achievement: &Achievement, awards: &[AwardId]) -> Judgement {
    match decide(view, achievement, awards, awards) {
        Decision::Matched(awards) => Judgement::Matched(awards),
        Decision::Clash(_) => Judgement::Clash,
        Decision::Undecided(_) => Judgement::Undecided,
        Decision::Rejected(..) => {
            let fails = |award: &AwardId| truth(&view.context.policy.award(*award).when, view) == Truth::No;
            let open = |award: &AwardId| {
                !matches!(eligibility::for_award(view, achievement, *award), Eligible::No { .. })
            };
            if awards.iter().all(fails) && awards.iter().any(open) {
                Judgement::Unmatched
            } else {
                Judgement::Barred
            }
        }
    }
}
