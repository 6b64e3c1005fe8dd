//! 封顶: the awards of a group add up to no more than a limit.

use super::book::Book;
use super::limit::{Limited, is_stated, per_unit};
use crate::policy::{Cap, KeyPart, StepId};

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &Cap) {
    let mut members = book.members(&rule.covers);
    members.retain(|index| book.limited_amount(*index).is_positive());
    let used = book.used(&rule.covers, &rule.key, rule.used_by);
    for (key, members) in book.groups(&members, &rule.key, false, step) {
        let Some(limit) = book.limit_of(&rule.limit, &members, step) else { continue };
        let per_achievement = rule.key.contains(&KeyPart::Achievement) && is_stated(book, &rule.limit);
        let units = members.iter().map(|index| book.units(*index)).max().unwrap_or(1);
        let limit = if per_achievement { per_unit(limit, units) } else { limit };
        let used = used.get(&key).copied().unwrap_or_default().min(limit);
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
