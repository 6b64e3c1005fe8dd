//! What a row of 结转台账 repeats of its achievement: what identifies it, and whatever the policy compares payments by.

use super::{shown, value};
use crate::model::achievement::{Achievement, EnterpriseId};
use crate::model::payout::Payout;
use crate::model::record::Facts;
use crate::policy::{FieldId, FieldOn, builtin, kept};

/// What identifies an achievement: every ledger says it.
const OWN: [FieldId; 7] = [
    builtin::TITLE,
    builtin::PRODUCT,
    builtin::CERTIFICATE,
    builtin::QUANTITY,
    builtin::RECOGNISED,
    builtin::STAGE,
    builtin::DOCUMENT,
];

/// The fields whose facts a row repeats.
pub struct Kept {
    /// The columns, those that every ledger has first.
    pub fields: Vec<FieldId>,
    /// Rows name the persons of their lists even where an enterprise is paid.
    pub persons: bool,
}

/// Of whom and of what a row speaks.
pub(super) struct About<'a> {
    pub holder: EnterpriseId,
    /// None for an instalment.
    pub achievement: Option<&'a Achievement>,
    pub facts: Option<&'a Facts>,
}

impl Kept {
    /// Those of a payout's policy.
    pub fn of(payout: &Payout) -> Self {
        let further = kept::columns(&payout.policy, &OWN);
        let compared = kept::compared(&payout.policy);
        let persons = [builtin::PERSON, builtin::IDENTITY_NUMBER];
        Self {
            fields: OWN.into_iter().chain(further).collect(),
            persons: persons.iter().any(|field| compared.contains(field)),
        }
    }

    /// One text for each field.
    pub(super) fn texts(&self, payout: &Payout, about: &About<'_>) -> Vec<String> {
        let identifies = |field: &FieldId| OWN.contains(field);
        let own = |field: &FieldId| about.facts.map_or_else(String::new, |facts| shown(facts, *field));
        let text = |field| if identifies(field) { own(field) } else { said(payout, about, *field) };
        self.fields.iter().map(text).collect()
    }

    /// Name or number of the person in the row of an enterprise, where payments are compared by it.
    pub(super) fn person(&self, payout: &Payout, about: &About<'_>, field: FieldId) -> String {
        if self.persons { said(payout, about, field) } else { String::new() }
    }
}

/// What the rules saw: what the rows say for the holder, its rank, else what the register says of it.
fn said(payout: &Payout, about: &About<'_>, field: FieldId) -> String {
    let stated = match about.achievement {
        Some(achievement) => achievement.fact_of(about.holder, field),
        None => about.facts.and_then(|facts| facts.get(field)),
    };
    let rank = || about.achievement?.holder(about.holder)?.rank.filter(|_| field == builtin::RANK);
    let registered = || {
        let on_register = payout.policy.field(field).on.contains(&FieldOn::Register);
        payout.enterprises.get(about.holder.index()).filter(|_| on_register)?.register.get(field)
    };
    match (stated, rank()) {
        (None, Some(rank)) => rank.to_string(),
        (stated, _) => stated.or_else(registered).map_or_else(String::new, |fact| value(&fact.value)),
    }
}
