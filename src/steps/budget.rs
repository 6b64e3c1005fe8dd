//! 总额控制: all covered awards add up to no more than a total, scaled, cut from the end, or filled by priority.

use super::book::{Book, Members};
use super::limit::Limited;
use crate::grouping::covers_entitlement;
use crate::money::Money;
use crate::policy::{Budget, StepId};

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &Budget) {
    let mut members = book.members(&rule.covers);
    members.retain(|index| book.limited_amount(*index).is_positive());
    if members.is_empty() {
        return;
    }
    let Some(limit) = book.limit_of(&rule.limit, 1, &members, step) else { return };
    let used = book.used(&rule.covers, &[], &Vec::new(), rule.used_by).min(limit);
    let mut left = limit - used;
    let total = rule.total.map(|total| book.context.policy.tariff_money(total));
    for class in classes(book, rule, members) {
        let sum: Money = class.iter().map(|index| book.limited_amount(*index)).sum();
        book.reduce(&Limited {
            step,
            members: &class,
            limit: left,
            reduce: rule.reduce,
            total,
            shortfall: rule.shortfall,
        });
        left = left - sum.min(left);
    }
}

/// Members by class in priority order; what no class names comes last.
fn classes(book: &Book<'_>, rule: &Budget, members: Members) -> Vec<Members> {
    let mut classes = vec![Members::new(); rule.priority.len() + 1];
    for index in members {
        let entitlement = &book.entitlements[index];
        let class = rule
            .priority
            .iter()
            .position(|covers| covers_entitlement(book.context.policy, covers, entitlement));
        classes[class.unwrap_or(rule.priority.len())].push(index);
    }
    classes.retain(|class| !class.is_empty());
    classes
}
