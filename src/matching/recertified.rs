//! Re-certification: an award whose conditions do not speak of it would pay it like a first recognition, unsaid.

use crate::context::View;
use crate::policy::{AwardId, CategoryId, builtin};

/// Why an award may not pay an achievement: it is a re-certification, and nothing says what the award is then.
pub(super) fn unsaid(view: &View<'_>, id: AwardId, category: CategoryId) -> Option<String> {
    let policy = view.context.policy;
    let again = view.facts.bool(builtin::RECERTIFIED) == Some(true);
    let silent = again && policy.is_silent_on_again(id, category);
    silent.then(|| format!("这是复评，奖项「{}」没有说复评怎么奖", policy.award(id).id))
}
