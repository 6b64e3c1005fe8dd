//! 封顶: the awards of a group add up to no more than a limit.

use super::book::Book;
use super::limit::{Limited, is_stated};
use crate::policy::{Cap, KeyPart, StepId};

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &Cap) {
    let mut members = book.members(&rule.covers);
    members.retain(|index| book.limited_amount(*index).is_positive());
    for (key, members) in book.groups(&members, &rule.key, false, step) {
        let per_achievement = rule.key.contains(&KeyPart::Achievement) && is_stated(book, &rule.limit);
        let units = if per_achievement { book.entitlements[members[0]].quantity } else { 1 };
        let Some(limit) = book.limit_of(&rule.limit, units, &members, step) else { continue };
        let used = book.used(&rule.covers, &rule.key, &key, rule.used_by).min(limit);
        book.reduce(&Limited {
            step,
            members: &members,
            limit: limit - used,
            reduce: rule.reduce,
            total: None,
            shortfall: rule.shortfall,
        });
    }
}
