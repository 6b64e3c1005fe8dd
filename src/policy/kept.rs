//! Fields that the ledger of a year keeps for the runs after it: what steps, counts, awards paid once and identity compare payments
//! by, and what instalments are asked when they fall due.

use super::{CountOver, DerivedKind, FieldId, FieldOn, KeyPart, Policy, StepKind, builtin};
use std::collections::BTreeSet;

/// Fields that a ledger says in columns of its own or, as a claim, under headings that mean what was paid.
const APART: [FieldId; 19] = [
    builtin::ENTERPRISE,
    builtin::CREDIT_CODE,
    builtin::ORGANISATION_CODE,
    builtin::CATEGORY,
    builtin::IDENTITY_NUMBER,
    builtin::PERSON,
    builtin::TOWN,
    builtin::YEAR,
    builtin::CLAIM,
    builtin::PAID,
    builtin::CLAUSE,
    builtin::ROLE,
    builtin::DUE_YEAR,
    builtin::DUE_AMOUNT,
    builtin::HOLDER,
    builtin::AWARD,
    builtin::NATURE,
    builtin::GROSS,
    builtin::SERIAL,
];

/// Whether a ledger has a column for a field where a policy compares payments by it. A field by year is the register's.
pub fn has_column(policy: &Policy, field: FieldId) -> bool {
    !APART.contains(&field) && !policy.field(field).by_year
}

/// What [`compared`] and the policy itself put on the ledger, without what every ledger of ours says anyway.
pub fn columns(policy: &Policy, own: &[FieldId]) -> Vec<FieldId> {
    let compared = compared(policy);
    let all = (0_u32..).map(FieldId).zip(&policy.fields);
    let kept = all.filter(|(id, field)| {
        let said = id.index() >= builtin::count() && field.on.contains(&FieldOn::History);
        (said || compared.contains(id)) && has_column(policy, *id) && !own.contains(id)
    });
    kept.map(|(id, _)| id).collect()
}

/// The fields by which payments are put together, counted, or told apart.
pub fn compared(policy: &Policy) -> BTreeSet<FieldId> {
    let mut fields: BTreeSet<FieldId> = BTreeSet::new();
    for step in &policy.steps {
        fields.extend(match &step.kind {
            StepKind::HighestOnly(rule) => named(&rule.key),
            StepKind::UpgradeDifference(rule) => named(&rule.key),
            StepKind::CountLimit(rule) => named(&rule.key).into_iter().chain(rule.rank_by).collect(),
            StepKind::Cap(rule) => named(&rule.key),
            _ => Vec::new(),
        });
    }
    for keys in policy.awards.iter().filter_map(|award| award.once_per.as_deref()) {
        fields.extend(named(keys));
    }
    for derived in &policy.derived {
        let DerivedKind::Count(count) = &derived.kind else { continue };
        if count.over == CountOver::Register {
            continue;
        }
        // A count over the year alone takes in what an earlier batch of it paid.
        fields.extend(named(&count.key));
        fields.extend(count.distinct);
        fields.extend(count.when.fields(&policy.derived));
    }
    fields.extend(policy.categories.iter().flat_map(|category| category.identity.iter().copied()));
    // What the register says of a firm it says anew in the year that an instalment falls due.
    let of_rows = |field: &FieldId| policy.field(*field).on.contains(&FieldOn::Achievement);
    fields.extend(of_instalments(policy).into_iter().filter(of_rows));
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
