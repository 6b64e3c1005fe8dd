//! Settling: matching and steps again and again without what turned out to be held, until nothing more is.

use crate::context::Context;
use crate::eligibility;
use crate::finding::{Code, Finding};
use crate::matching::{self, Rejection, hold_finding};
use crate::model::achievement::AchievementId;
use crate::model::entitlement::{Entitlement, Payee};
use crate::model::payout::InputFile;
use crate::steps;
use crate::table;
use std::collections::{BTreeMap, BTreeSet};

/// What matching and steps settled, once nothing more is held.
pub struct Settled {
    /// Entitlements in canonical order.
    pub entitlements: Vec<Entitlement>,
    /// Payees.
    pub payees: Vec<Payee>,
    /// Rejections.
    pub rejections: Vec<Rejection>,
    /// Held achievements and why.
    pub held: BTreeMap<AchievementId, Finding>,
    /// Other findings.
    pub findings: Vec<Finding>,
}

/// Matches and steps again without what turned out to be held, until nothing more is: a held row takes part in nothing.
pub fn settle(context: &Context<'_>, files: &[InputFile]) -> Settled {
    let mut held = held_from_the_start(context, files);
    loop {
        let ids: BTreeSet<AchievementId> = held.keys().copied().collect();
        let mut matched = matching::match_all(context, &ids);
        let rejections = std::mem::take(&mut matched.rejections);
        let stepped = steps::run(context, matched);
        let before = held.len();
        for hold in stepped.holds {
            held.entry(hold.achievement).or_insert(hold.finding);
        }
        if held.len() == before {
            return Settled {
                entitlements: stepped.entitlements,
                payees: stepped.payees,
                rejections,
                held,
                findings: stepped.findings,
            };
        }
    }
}

/// What reference data that was not understood could touch.
fn held_from_the_start(context: &Context<'_>, files: &[InputFile]) -> BTreeMap<AchievementId, Finding> {
    let mut held = BTreeMap::new();
    for (enterprise, finding) in eligibility::unknown_exclusions(context) {
        for (id, achievement) in context.achievements() {
            if achievement.holders.iter().any(|holder| holder.enterprise == enterprise) {
                held.entry(id).or_insert_with(|| finding.clone());
            }
        }
    }
    let lost = files.iter().find(|file| !file.readable && table::kind::names_reference_list(&file.name));
    if let Some(file) = lost {
        let why =
            format!("「{}」没有读成，它像是历年台账、名录或排除名单，任何一项都可能受它影响", file.name);
        for (id, achievement) in context.achievements() {
            held.entry(id).or_insert_with(|| hold_finding(context, achievement, Code::ReferenceUnread, &why));
        }
    }
    held
}
