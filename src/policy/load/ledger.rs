//! Fields of achievements that the ledger must carry too: what steps, counts and identity compare history by.

use super::Loader;
use crate::policy::{CountOver, DerivedKind, FieldId, FieldOn, KeyPart, Policy, StepKind, builtin};
use std::collections::BTreeSet;

impl Loader<'_> {
    /// Lets history lists carry what history is compared by, though it is declared for achievements alone.
    pub(super) fn carry_to_ledger(&mut self) {
        for id in compared(&self.policy) {
            let Some(field) =
                self.policy.fields.get_mut(id.index()).filter(|_| id.index() >= builtin::count())
            else {
                continue;
            };
            let own = field.on.contains(&FieldOn::Achievement) && !field.by_year;
            if own && !field.on.contains(&FieldOn::History) {
                field.on.push(FieldOn::History);
            }
        }
    }
}

/// The fields by which payments are put together, counted, or told apart.
fn compared(policy: &Policy) -> BTreeSet<FieldId> {
    let mut fields: BTreeSet<FieldId> = BTreeSet::new();
    for step in &policy.steps {
        fields.extend(match &step.kind {
            StepKind::HighestOnly(rule) => named(&rule.key),
            StepKind::UpgradeDifference(rule) => named(&rule.key),
            StepKind::CountLimit(rule) => named(&rule.key),
            StepKind::Cap(rule) => named(&rule.key),
            _ => Vec::new(),
        });
    }
    for keys in policy.awards.iter().filter_map(|award| award.once_per.as_deref()) {
        fields.extend(named(keys));
    }
    for derived in &policy.derived {
        let DerivedKind::Count(count) = &derived.kind else { continue };
        if matches!(count.over, CountOver::History | CountOver::Both) {
            fields.extend(named(&count.key));
            fields.extend(count.distinct);
            fields.extend(count.when.fields(&policy.derived));
        }
    }
    fields.extend(policy.categories.iter().flat_map(|category| category.identity.iter().copied()));
    fields
}

fn named(key: &[KeyPart]) -> Vec<FieldId> {
    let field = |part: &KeyPart| match part {
        KeyPart::Field(field) => Some(*field),
        _ => None,
    };
    key.iter().filter_map(field).collect()
}
