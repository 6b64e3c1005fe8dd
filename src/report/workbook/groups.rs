//! Groups of running forms: where each ends, and which row holds a department's share of which base.

use crate::model::achievement::AchievementId;
use crate::model::entitlement::{Cause, EntitlementId};
use crate::model::operation::Operation;
use crate::money::Money;
use crate::policy::{HighestBy, StepId, StepKind, builtin};
use crate::report::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// For each step and entitlement with a running form: the last item of its group.
pub fn chains(view: &View) -> BTreeMap<(StepId, EntitlementId), EntitlementId> {
    let mut last: BTreeMap<(StepId, EntitlementId), EntitlementId> = BTreeMap::new();
    let mut links = Vec::new();
    for (id, e) in (0..).map(EntitlementId).zip(&view.payout.entitlements) {
        let entries = e.entries.iter().map(|entry| (entry.step, &entry.operation));
        let limits = e.parts().flat_map(|part| &part.operations);
        for (step, operation) in entries.chain(limits.map(|limit| (limit.limits(), limit))) {
            if let (Some(step), Operation::Running { previous, .. }) = (step, operation) {
                last.insert((step, id), id);
                links.extend(previous.map(|previous| ((step, previous), id)));
            }
        }
    }
    // From the end, so that each item finds where its successor already leads.
    for ((step, previous), id) in links.into_iter().rev() {
        if let Some(end) = last.get(&(step, id)).copied() {
            last.insert((step, previous), end);
        }
    }
    last
}

/// The departments' entitlements by step, department and base.
pub fn shares(view: &View) -> BTreeMap<(StepId, u32, EntitlementId), EntitlementId> {
    let numbered = (0..).map(EntitlementId).zip(&view.payout.entitlements);
    let shares = numbered.filter_map(|(id, e)| match e.cause {
        Cause::Share(step, which, base) => Some(((step, which, base), id)),
        Cause::Award(_) | Cause::Instalment(_) => None,
    });
    shares.collect()
}

/// An item among its rivals of highest-only, in the order in which equal ones go first.
#[derive(Clone, Copy)]
pub struct Rival {
    /// The one before it; none for the first.
    pub previous: Option<EntitlementId>,
    /// The last.
    pub last: EntitlementId,
    /// Its net before the step.
    pub net: Money,
    /// The highest net up to here.
    pub highest: Money,
    /// The highest net of all.
    pub top: Money,
    /// How many up to here have the highest net of all.
    pub reached: usize,
}

/// For each highest-only step by net and each item of its groups: its place among the rivals. Groups in which an
/// achievement has several parts are left out: there the parts compete together.
pub fn rivals(view: &View) -> BTreeMap<(StepId, EntitlementId), Rival> {
    let mut found = BTreeMap::new();
    for (at, (step, _)) in view.steps.iter().enumerate() {
        match &view.payout.policy.steps[step.index()].kind {
            StepKind::HighestOnly(rule) if rule.by == HighestBy::Net => {}
            _ => continue,
        }
        for (winner, mut group) in beaten(view, *step) {
            group.push(winner);
            group.sort_by_key(|id| (first_day(view, *id), *id));
            let achievements: BTreeSet<_> = group.iter().map(|id| achievement(view, *id)).collect();
            if achievements.len() == group.len() {
                found.extend(ranked(view, at, &group).map(|(id, rival)| ((*step, id), rival)));
            }
        }
    }
    found
}

/// The items of a group with what the maximum is up to each.
fn ranked(view: &View, at: usize, group: &[EntitlementId]) -> impl Iterator<Item = (EntitlementId, Rival)> {
    let net = |id: EntitlementId| {
        let detail = &view.details[id.index()];
        detail.steps.iter().take(at).copied().sum::<Money>() + detail.gross
    };
    let items: Vec<(EntitlementId, Money)> = group.iter().map(|id| (*id, net(*id))).collect();
    let top = items.iter().map(|(_, net)| *net).max().unwrap_or_default();
    let last = items.last().map_or(EntitlementId(0), |(id, _)| *id);
    let (mut previous, mut highest, mut reached) = (None, Money::ZERO, 0);
    items.into_iter().map(move |(id, net)| {
        highest = highest.max(net);
        reached += usize::from(net == top);
        (id, Rival { previous: previous.replace(id), last, net, highest, top, reached })
    })
}

/// Who gave way to whom in a step.
fn beaten(view: &View, step: StepId) -> BTreeMap<EntitlementId, Vec<EntitlementId>> {
    let mut groups: BTreeMap<EntitlementId, Vec<EntitlementId>> = BTreeMap::new();
    for (id, e) in (0..).map(EntitlementId).zip(&view.payout.entitlements) {
        let own = e.entries.iter().skip(1).filter(|entry| entry.step == Some(step));
        for entry in own.filter(|entry| matches!(entry.operation, Operation::GiveWay { .. })) {
            if let Some(winner) = entry.against.entitlements.first().filter(|winner| **winner != id) {
                groups.entry(*winner).or_default().push(id);
            }
        }
    }
    groups
}

fn achievement(view: &View, id: EntitlementId) -> Option<AchievementId> {
    view.payout.entitlements.get(id.index())?.achievement
}

/// The recognition date, those without one last.
fn first_day(view: &View, id: EntitlementId) -> (bool, Option<jiff::civil::Date>) {
    let facts = achievement(view, id).and_then(|id| view.payout.achievements.get(id.index()));
    let day = facts.and_then(|a| a.facts.date(builtin::RECOGNISED)).map(|date| date.first);
    (day.is_none(), day)
}
