//! Whom a row means that was not read: the enterprises of its names and codes.

use super::enterprises::People;
use crate::model::achievement::EnterpriseId;
use crate::model::record::Record;
use crate::policy::builtin;
use crate::text::{code, name};
use std::collections::{BTreeMap, BTreeSet};

/// Enterprises by their codes, as a row that was not read may write them.
#[derive(Default)]
pub(super) struct Coded {
    credit: BTreeMap<String, Vec<EnterpriseId>>,
    organisation: BTreeMap<String, Vec<EnterpriseId>>,
}

impl Coded {
    pub(super) fn new(people: &People) -> Self {
        let mut coded = Self::default();
        for (id, enterprise) in (0_u32..).map(EnterpriseId).zip(&people.list) {
            let add = |to: &mut BTreeMap<String, Vec<EnterpriseId>>, code: &Option<String>| {
                if let Some(code) = code {
                    to.entry(code::trademark(code)).or_default().push(id);
                }
            };
            add(&mut coded.credit, &enterprise.credit_code);
            add(&mut coded.organisation, &enterprise.organisation_code);
        }
        coded
    }
}

/// The enterprises of a row by its names and codes.
pub(super) fn named(people: &People, coded: &Coded, record: &Record) -> BTreeSet<EnterpriseId> {
    let names = record.names.iter().flat_map(|text| name::organisations(text));
    let by_name: Vec<_> = names.filter_map(|key| people.by_name.get(&key)).collect();
    let stated = |field, of: &BTreeMap<String, Vec<EnterpriseId>>| {
        let ids = record.facts.text(field).and_then(|text| of.get(&code::trademark(text)));
        ids.cloned().unwrap_or_default()
    };
    let credit = stated(builtin::CREDIT_CODE, &coded.credit);
    let organisation = stated(builtin::ORGANISATION_CODE, &coded.organisation);
    by_name.into_iter().flatten().copied().chain(credit).chain(organisation).collect()
}
