//! 封顶: the awards of a group add up to no more than a limit.

use super::book::Book;
use super::due;
use super::limit::{Limited, is_stated};
use crate::model::operation::Bound;
use crate::policy::{Cap, KeyPart, StepId};
use std::sync::Arc;

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &Cap) {
    let mut members = book.members(&rule.covers);
    members.retain(|index| book.limited_amount(*index).is_positive());
    let used = book.used(&rule.covers, &rule.key, rule.used_by);
    let idle = book.idle(&rule.covers, &rule.key);
    for (key, members) in book.groups(&members, &rule.key, false, step) {
        let per_achievement = rule.key.contains(&KeyPart::Achievement) && is_stated(book, &rule.limit);
        let units = members.iter().map(|index| book.units(*index)).max().unwrap_or(1);
        let units = if per_achievement { units } else { 1 };
        let Some((limit, figure)) = book.limit_of(&rule.limit, units, &members, step) else { continue };
        let used = used.get(&key).cloned().unwrap_or_default();
        if !book.limits_whole(&members, step, limit - used.sum.min(limit), &used.payments) {
            continue;
        }
        let whole = book.sees_batch(&members, step, limit, &used)
            && book.limits_clear(&members, step, (&rule.covers, &rule.key), (limit, &used));
        if !whole {
            continue;
        }
        due::hold_unsaid(book, &members, &rule.covers, limit - used.sum.min(limit), step);
        let bound = Arc::new(Bound { step, figure, used: used.sum, total: None });
        let members = book.with_idle(&members, idle.get(&key));
        book.reduce(&Limited {
            step,
            members: &members,
            limit: limit - used.sum.min(limit),
            reduce: rule.reduce,
            total: None,
            bound: &bound,
            behind: None,
            shortfall: rule.shortfall,
            used_by: used.payments.clone().into(),
        });
        book.blur(&members, limit, &used, rule.reduce);
        book.use_up(&members, limit, &used, rule.reduce);
    }
}
