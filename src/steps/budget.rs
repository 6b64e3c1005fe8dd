//! 总额控制: all covered awards add up to no more than a total, scaled, cut from the end, or filled by priority.

use super::book::{Book, Members};
use super::due;
use super::limit::Limited;
use crate::finding::Code;
use crate::grouping::{Key, covers_entitlement};
use crate::model::achievement::PaymentId;
use crate::model::operation::Bound;
use crate::money::Money;
use crate::policy::{Budget, StepId};
use std::sync::Arc;

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &Budget) {
    let mut members = book.members(&rule.covers);
    members.retain(|index| book.limited_amount(*index).is_positive());
    if members.is_empty() {
        return;
    }
    let Some((limit, figure)) = book.limit_of(&rule.limit, 1, &members, step) else { return };
    let used = book.used(&rule.covers, &[], rule.used_by).remove(&Key::new()).unwrap_or_default();
    let mut left = limit - used.sum.min(limit);
    let bound = Arc::new(Bound { step, figure, used: used.sum, total: rule.total });
    let mut behind = None;
    let used_by: Arc<[PaymentId]> = used.payments.as_slice().into();
    let whole = book.limits_whole(&members, step, left, &used_by)
        && book.sees_batch(&members, step, limit, &used)
        && book.limits_clear(&members, step, (&rule.covers, &[]), (limit, &used));
    if !whole {
        return;
    }
    due::hold_unsaid(book, &members, &rule.covers, left, step);
    let total = rule.total.map(|total| book.context.policy.tariff_money(total));
    if too_small(book, step, &members, total) {
        return;
    }
    let idle = book.idle(&rule.covers, &[]);
    let members = book.with_idle(&members, idle.get(&Key::new()));
    for class in classes(book, rule, members.clone()) {
        let sum: Money = class.iter().map(|index| book.limited_amount(*index)).sum();
        book.reduce(&Limited {
            step,
            members: &class,
            limit: left,
            reduce: rule.reduce,
            total,
            bound: &bound,
            behind,
            shortfall: rule.shortfall,
            used_by: Arc::clone(&used_by),
        });
        left = left - sum.min(left);
        behind = class.last().map(|index| book.id(*index));
    }
    book.blur(&members, limit, &used, rule.reduce);
}

/// A stated total below the sum of the group would pay more than the limit: the group is held.
fn too_small(book: &mut Book<'_>, step: StepId, members: &[usize], total: Option<Money>) -> bool {
    let sum: Money = members.iter().map(|index| book.limited_amount(*index)).sum();
    let Some(total) = total.filter(|total| *total < sum) else { return false };
    let step = &book.context.policy.steps[step.index()].id;
    let why = format!("步骤「{step}」写明的分母{total}小于各项合计{sum}，不能折算");
    members.iter().for_each(|index| book.hold(*index, Code::LimitMissing, &why));
    true
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
