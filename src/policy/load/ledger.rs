//! Fields of achievements that the ledger must carry too: what steps, counts and identity compare history by.

use super::Loader;
use crate::policy::{CountOver, DerivedKind, FieldId, FieldOn, KeyPart, Policy, StepKind, builtin};
use std::collections::BTreeSet;

impl Loader<'_> {
    /// Lets history lists carry what history is compared by, though it is declared for achievements alone.
    pub(super) fn carry_to_ledger(&mut self) {
        for id in compared(&self.policy) {
            // Of the built-in ones, those of achievements alone that a rule may look at again when an instalment falls due.
            let known = id.index() >= builtin::count() || builtin::CARRIED.contains(&id);
            let Some(field) = self.policy.fields.get_mut(id.index()).filter(|_| known) else { continue };
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
    fields.extend(of_instalments(policy));
    fields
}

/// What an instalment is asked in the year that it falls due: by the rules it is still subject to, and by who pays it.
fn of_instalments(policy: &Policy) -> BTreeSet<FieldId> {
    let mut fields = BTreeSet::new();
    let divided = policy.steps.iter().find_map(|step| match &step.kind {
        StepKind::Instalments(rule) => Some(rule),
        _ => None,
    });
    let Some(divided) = divided else { return fields };
    for step in &policy.steps {
        let StepKind::Sharing(sharing) = &step.kind else { continue };
        fields.extend(sharing.rules.iter().flat_map(|rule| rule.when.fields(&policy.derived)));
    }
    let still = policy.requirements.iter().filter(|rule| divided.still_requires.contains(&rule.clause));
    fields.extend(still.flat_map(|rule| rule.when.fields(&policy.derived)));
    fields
}

fn named(key: &[KeyPart]) -> Vec<FieldId> {
    let field = |part: &KeyPart| match part {
        KeyPart::Field(field) => Some(*field),
        _ => None,
    };
    key.iter().filter_map(field).collect()
}
