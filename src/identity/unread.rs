//! Rows of reference lists that could not be used: every achievement that one could touch is held with it.

use super::desk::Desk;
use super::enterprises::People;
use super::products::covered;
use crate::finding::Code;
use crate::model::achievement::EnterpriseId;
use crate::model::record::{ListKind, Record, RowRef};
use crate::policy::{CategoryId, Policy, StepKind, UsedBy, builtin};
use crate::text::{code, name};
use std::collections::BTreeSet;

/// Holds what the unread rows could touch: the achievements of the enterprises they name; where they name none,
/// those of their category and of the categories that some step looks up together with it, or all.
pub(super) fn hold(desk: &mut Desk<'_>, people: &People) {
    let reading = desk.reading;
    for record in &reading.unread {
        let named = named(people, record);
        let anonymous = record.names.is_empty() && named.is_empty();
        // Without a name, a register row only leaves facts missing, and those hold by themselves.
        if anonymous && record.kind == ListKind::Register {
            continue;
        }
        let touched = touched(desk, people, record, &named, anonymous);
        if touched.is_empty() {
            continue;
        }
        let who = if anonymous {
            "它没有写明企业，可能有关的成果".to_owned()
        } else {
            format!("「{}」的成果", record.names.join("、"))
        };
        let place = desk.row_place(record.at);
        let message = format!("{}{place}没有读成，{who}一并待定", record.kind.label());
        let position =
            desk.say(Code::ReferenceUnread, place, message, "请按本行的另一条问题改正名单后重算。");
        for row in touched {
            desk.hold(row, position);
        }
    }
}

/// The enterprises of a row by its names and codes.
fn named(people: &People, record: &Record) -> BTreeSet<EnterpriseId> {
    let by_name = record.names.iter().filter_map(|text| people.by_name.get(&name::enterprise(text).key));
    let mut found: BTreeSet<EnterpriseId> = by_name.flatten().copied().collect();
    let stated = |field| record.facts.text(field).map(code::trademark);
    let (credit, organisation) = (stated(builtin::CREDIT_CODE), stated(builtin::ORGANISATION_CODE));
    let same = |stated: &Option<String>, known: &Option<String>| {
        stated.is_some() && *stated == known.as_deref().map(code::trademark)
    };
    for (id, enterprise) in (0_u32..).map(EnterpriseId).zip(&people.list) {
        if same(&credit, &enterprise.credit_code) || same(&organisation, &enterprise.organisation_code) {
            found.insert(id);
        }
    }
    found
}

fn touched(
    desk: &Desk<'_>,
    people: &People,
    record: &Record,
    named: &BTreeSet<EnterpriseId>,
    anonymous: bool,
) -> Vec<RowRef> {
    let together = record.category.map(|category| looked_up_with(desk.policy, category)).unwrap_or_default();
    let of_category = |live: Option<CategoryId>| live.is_some_and(|live| together.contains(&live));
    let live = desk.records.iter().zip(&people.holders).filter(|(live, holders)| {
        let concerns = if anonymous {
            record.category.is_none() || of_category(live.category)
        } else {
            holders.iter().any(|holder| named.contains(holder))
        };
        live.kind == ListKind::Achievements && concerns
    });
    live.map(|(live, _)| live.at).collect()
}

/// The category itself, and those whose live items a step compares with payments of it.
fn looked_up_with(policy: &Policy, category: CategoryId) -> BTreeSet<CategoryId> {
    let covers = policy.steps.iter().filter_map(|step| match &step.kind {
        StepKind::HighestOnly(rule) if rule.across_years => Some(&rule.covers),
        StepKind::UpgradeDifference(rule) => Some(&rule.covers),
        StepKind::Cap(rule) if rule.used_by != UsedBy::None => Some(&rule.covers),
        StepKind::Budget(rule) if rule.used_by != UsedBy::None => Some(&rule.covers),
        _ => None,
    });
    let together = covers.map(|covers| covered(policy, covers)).filter(|covered| covered.contains(&category));
    together.flatten().chain([category]).collect()
}
