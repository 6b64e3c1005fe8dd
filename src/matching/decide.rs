//! One achievement and holder against the awards of one role: exactly one matches, or it is said why not.
//!
//! The counterpart in DMN is the hit policy *unique*; awards declared to stand together are *collect*.

use crate::condition::{Truth, distance, obstacles, truth};
use crate::context::View;
use crate::eligibility::{self, Eligible};
use crate::model::achievement::Achievement;
use crate::policy::{AwardId, ClauseId, Policy};

/// The outcome of matching in one role.
pub(super) enum Decision {
    /// One award, or several that stand together.
    Matched(Vec<AwardId>),
    /// None: the clause and reason of the rule that bars it, or of the nearest award.
    Rejected(Option<ClauseId>, String),
    /// A fact that decides is missing.
    Undecided(String),
    /// Two awards match and neither gives way.
    Clash(String),
}

struct Candidate {
    award: AwardId,
    holds: Truth,
    eligible: Eligible,
}

/// Decides among the awards of a role; those of them that are not `open` certainly fail.
pub(super) fn decide(
    view: &View<'_>,
    achievement: &Achievement,
    awards: &[AwardId],
    open: &[AwardId],
) -> Decision {
    let policy = view.context.policy;
    let possible: Vec<Candidate> = open
        .iter()
        .map(|award| (*award, truth(&policy.award(*award).when, view)))
        .filter(|(_, holds)| *holds != Truth::No)
        .map(|(award, holds)| {
            let eligible = eligibility::for_award(view, achievement, award);
            Candidate { award, holds, eligible }
        })
        .collect();
    if possible.is_empty() {
        return none_matches(view, achievement, awards);
    }
    let standing: Vec<&Candidate> =
        possible.iter().filter(|candidate| !overridden(policy, candidate.award, &possible)).collect();
    let live: Vec<&Candidate> = standing
        .iter()
        .copied()
        .filter(|candidate| !matches!(candidate.eligible, Eligible::No { .. }))
        .collect();
    if live.is_empty() {
        return barred(standing.iter().map(|candidate| candidate.eligible.clone()));
    }
    let undecided = live.iter().find_map(|candidate| match (&candidate.eligible, candidate.holds) {
        (Eligible::Unknown(why), _) => Some(why.clone()),
        (_, Truth::Unknown) => Some(obstacles(&policy.award(candidate.award).when, view).join("；")),
        _ => None,
    });
    match undecided {
        Some(why) => Decision::Undecided(why),
        None => unique(policy, live.iter().map(|candidate| candidate.award).collect()),
    }
}

/// An award gives way to one that names it as its general case and certainly holds.
fn overridden(policy: &Policy, award: AwardId, possible: &[Candidate]) -> bool {
    possible
        .iter()
        .any(|other| other.holds == Truth::Yes && policy.award(other.award).overrides.contains(&award))
}

fn unique(policy: &Policy, awards: Vec<AwardId>) -> Decision {
    for (index, a) in awards.iter().enumerate() {
        for b in &awards[index + 1..] {
            let (one, two) = (policy.award(*a), policy.award(*b));
            if !one.with.contains(b) && !two.with.contains(a) {
                let why = format!(
                    "奖项「{}」（{}）和「{}」（{}）都适用，政策没有说以哪个为准",
                    one.id,
                    policy.clause(one.clause).id,
                    two.id,
                    policy.clause(two.clause).id
                );
                return Decision::Clash(why);
            }
        }
    }
    Decision::Matched(awards)
}

fn barred(candidates: impl IntoIterator<Item = Eligible>) -> Decision {
    let first = candidates.into_iter().find_map(|eligible| match eligible {
        Eligible::No { clause, reason } => Some((clause, reason)),
        Eligible::Yes | Eligible::Unknown(_) => None,
    });
    let (clause, reason) = first.unwrap_or((None, "没有适用的奖项".to_owned()));
    Decision::Rejected(clause, reason)
}

/// No award's condition holds: what bars them all, else the award that came nearest and what failed.
fn none_matches(view: &View<'_>, achievement: &Achievement, awards: &[AwardId]) -> Decision {
    let policy = view.context.policy;
    let eligible = |award: &AwardId| eligibility::for_award(view, achievement, *award);
    if awards.iter().all(|award| matches!(eligible(award), Eligible::No { .. })) {
        return barred(awards.first().map(eligible));
    }
    let nearest = awards.iter().min_by_key(|award| (distance(&policy.award(**award).when, view), **award));
    match nearest {
        Some(award) => {
            let award = policy.award(*award);
            let failed = obstacles(&award.when, view);
            let reason = format!("不符合「{}」的条件：{}", award.id, failed.join("；"));
            Decision::Rejected(Some(award.clause), reason)
        }
        None => Decision::Rejected(None, "没有适用的奖项".to_owned()),
    }
}
