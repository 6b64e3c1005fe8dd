//! Groups of running forms: where each ends, and which row holds a department's share of which base.

use crate::model::entitlement::{Cause, EntitlementId};
use crate::model::operation::Operation;
use crate::policy::StepId;
use crate::report::view::View;
use std::collections::BTreeMap;

/// For each step and entitlement with a running form: the last item of its group.
pub fn chains(view: &View) -> BTreeMap<(StepId, EntitlementId), EntitlementId> {
    let mut last: BTreeMap<(StepId, EntitlementId), EntitlementId> = BTreeMap::new();
    let mut links = Vec::new();
    for (id, e) in (0..).map(EntitlementId).zip(&view.payout.entitlements) {
        for entry in &e.entries {
            if let (Some(step), Operation::Running { previous, .. }) = (entry.step, &entry.operation) {
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
