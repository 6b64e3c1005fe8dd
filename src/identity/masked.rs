//! Masked identity numbers: workbooks of ours show them so. With the name one stands for the number of this run's lists.

use super::desk::Desk;
use crate::model::record::{Record, Value};
use crate::policy::builtin;
use crate::text::{code, name, normal};
use std::collections::{BTreeMap, BTreeSet};

/// Completes the masked numbers that fit one number with the same name; others stay as they are, a person of their own.
pub(super) fn complete(desk: &mut Desk<'_>) {
    let number = |record: &Record| record.facts.text(builtin::IDENTITY_NUMBER).map(str::to_owned);
    let is_masked = |record: &Record| number(record).is_some_and(|number| number.contains('*'));
    let masked: Vec<usize> =
        (0..).zip(desk.records.iter()).filter(|(_, r)| is_masked(r)).map(|(at, _)| at).collect();
    if masked.is_empty() {
        return;
    }
    let mut known: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for record in desk.records.iter().filter(|record| !is_masked(record)) {
        let Some(number) = number(record).filter(|number| !normal::is_blank(number)) else { continue };
        let whole = code::person_key(&number);
        let mask = code::mask_number(&whole);
        for person in names(record) {
            known.entry((person, mask.clone())).or_default().insert(whole.clone());
        }
    }
    for at in masked {
        let (own, mask) = (names(&desk.records[at]), number(&desk.records[at]).unwrap_or_default());
        let fit: BTreeSet<&String> =
            own.into_iter().filter_map(|person| known.get(&(person, mask.clone()))).flatten().collect();
        let [one] = fit.into_iter().collect::<Vec<_>>()[..] else { continue };
        let record = &mut desk.records.to_mut()[at];
        if let Some(mut fact) = record.facts.get(builtin::IDENTITY_NUMBER).cloned() {
            fact.value = Value::Text(one.as_str().into());
            record.facts.set(fact);
        }
    }
}

/// The names in a row that may be a person's.
fn names(record: &Record) -> BTreeSet<String> {
    let stated = record.facts.text(builtin::PERSON).into_iter();
    let all = stated.chain(record.names.iter().map(String::as_str));
    all.map(|text| name::enterprise(text).key).filter(|key| !key.is_empty()).collect()
}
