//! Awards that a count decides, where an earlier batch of the year was decided by a lower count than one run would have: the new
//! items wait, because what the batch paid or refused would be another sum, too.

use super::counts::Before;
use crate::condition::{Truth, in_bounds, truth};
use crate::context::View;
use crate::grouping::covers_award;
use crate::model::record::Value;
use crate::policy::{Amount, AmountKind, AwardId, Bounds, CategoryId, DerivedId, Measure, Policy, Subject};

/// Why an item of an award waits; none where the earlier batch was given what one run would have.
pub(super) fn why(
    view: &View<'_>,
    awards: &[AwardId],
    category: CategoryId,
    before: &Before,
) -> Option<String> {
    let (policy, achievement) = (view.context.policy, view.achievement?);
    let of_batch = before.categories.get(&(achievement, view.enterprise))?;
    let earlier = View { counts: &before.counts, ..*view };
    let decided = |id: &AwardId| {
        let award = policy.award(*id);
        // What is paid once for all is computed for all, less what the batch paid.
        if award.once_per.is_some() || !award.categories.iter().any(|one| of_batch.contains(one)) {
            return false;
        }
        let (then, now) = (truth(&award.when, &earlier), truth(&award.when, view));
        let required = || {
            let own =
                policy.requirements.iter().filter(|rule| covers_award(policy, &rule.covers, *id, category));
            own.into_iter().any(|rule| truth(&rule.when, &earlier) != truth(&rule.when, view))
        };
        then != now || now != Truth::No && (required() || otherwise(policy, &award.amount, &earlier, view))
    };
    awards.iter().any(decided).then(|| said(view, &earlier))
}

/// Whether an amount is measured otherwise by the counts of then and of now.
fn otherwise(policy: &Policy, amount: &Amount, then: &View<'_>, now: &View<'_>) -> bool {
    let own = match &amount.kind {
        AmountKind::Brackets { by, brackets, mode, .. } => {
            let bracket = |view| count(by, view).map(|count| place(brackets, count));
            match mode {
                Some(_) => count(by, then) != count(by, now),
                None => bracket(then) != bracket(now),
            }
        }
        AmountKind::Steps { by, .. } | AmountKind::RateOfField { of: by, .. } => {
            count(by, then) != count(by, now)
        }
        AmountKind::RateOfAward { award, .. } => otherwise(policy, &policy.award(*award).amount, then, now),
        AmountKind::Fixed(_) | AmountKind::PoolByRank { .. } | AmountKind::PoolByScore { .. } => false,
    };
    let bounds = [&amount.floor, &amount.ceiling].into_iter().flatten();
    own || bounds.into_iter().any(|bound| otherwise(policy, bound, then, now))
}

fn count(by: &Measure, view: &View<'_>) -> Option<i64> {
    match by.of {
        Subject::Derived(id) => view.count(id),
        Subject::Field { .. } => None,
    }
}

fn place<T>(brackets: &[(Bounds, T)], count: i64) -> Option<usize> {
    brackets.iter().position(|(bounds, _)| in_bounds(&Value::Whole(count), bounds) == Truth::Yes)
}

/// The counts that differ, in words.
fn said(view: &View<'_>, earlier: &View<'_>) -> String {
    let derived = (0_u32..).map(DerivedId).zip(&view.context.policy.derived);
    let counts = derived.filter_map(|(id, derived)| {
        let (then, now) = (earlier.count(id)?, view.count(id)?);
        (then != now).then(|| format!("「{}」前一批算到{then}，合起来是{now}", derived.name))
    });
    let counts: Vec<String> = counts.collect();
    format!("{}，前一批付过的或不予兑现的也要按新的数算；两批分开算与一次算完不同", counts.join("，"))
}
