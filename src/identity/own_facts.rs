//! What the rows of one achievement say of each of its holders: towns, persons and accounts are the holder's whose row states
//! them, and no other's; so is what the policy declares and each holder's award reads by itself, where the rows differ in it.

use super::items::Item;
use super::merge::agree;
use crate::model::achievement::{EnterpriseId, Holder};
use crate::model::record::{Fact, Facts, Record};
use crate::policy::{FieldId, Policy, builtin};
use std::collections::BTreeSet;

/// Two facts that cannot both be a holder's.
pub(super) type Clash = Box<(Fact, Fact)>;

/// The fields that are a holder's own in these rows: the built-in ones, and those in which rows of other holders differ and
/// each holder's award may.
pub(super) fn fields(policy: &Policy, records: &[Record], rows: &[&Item]) -> BTreeSet<FieldId> {
    let mut own: BTreeSet<FieldId> = builtin::OF_HOLDER.iter().copied().collect();
    let Some((first, others)) = rows.split_first() else { return own };
    let holders = |item: &Item| item.holders.iter().copied().collect::<BTreeSet<EnterpriseId>>();
    if others.iter().all(|item| holders(item) == holders(first)) {
        return own;
    }
    let facts = |item: &&&Item| records[item.record].facts.iter();
    let mut seen: Vec<&Fact> = Vec::new();
    for fact in rows.iter().flat_map(|item| facts(&item)) {
        let differs = seen.iter().any(|old| old.field == fact.field && !agree(&old.value, &fact.value));
        if differs && policy.is_holders_own(first.category, fact.field) {
            own.insert(fact.field);
        }
        seen.push(fact);
    }
    own
}

/// Gives each holder what its own rows say, where not every row names every holder. A row that names several counts for those
/// of whom no row of their own says it, and must agree with one of them at least.
pub(super) fn fill(
    records: &[Record],
    rows: &[&Item],
    fields: &BTreeSet<FieldId>,
    holders: &mut [Holder],
) -> Result<(), Clash> {
    if rows.len() == 1 {
        return Ok(());
    }
    let (alone, shared): (Vec<&Item>, Vec<&Item>) = rows.iter().partition(|item| item.holders.len() == 1);
    let apart = rows.iter().any(|item| item.holders.len() < holders.len());
    let mut all: Vec<(EnterpriseId, Facts)> = Vec::with_capacity(holders.len());
    for holder in holders.iter().map(|holder| holder.enterprise) {
        let mut own = said_of(records, &alone, fields, holder)?;
        for fact in said_of(records, &shared, fields, holder)?.iter() {
            if own.get(fact.field).is_none() {
                own.set(fact.clone());
            }
        }
        all.push((holder, own));
    }
    for item in shared {
        let named: Vec<&Facts> =
            all.iter().filter(|(id, _)| item.holders.contains(id)).map(|(_, own)| own).collect();
        for fact in own_facts(records, fields, item) {
            let of_named = || named.iter().filter_map(|own| own.get(fact.field));
            if let Some(other) = of_named().next()
                && !of_named().any(|own| agree(&own.value, &fact.value))
            {
                return Err(Box::new((other.clone(), fact.clone())));
            }
        }
    }
    if apart {
        for (holder, (_, own)) in holders.iter_mut().zip(all) {
            holder.own = Some(Box::new(own));
        }
    }
    Ok(())
}

/// The facts in those of the rows that name a holder: they must agree.
fn said_of(
    records: &[Record],
    rows: &[&Item],
    fields: &BTreeSet<FieldId>,
    holder: EnterpriseId,
) -> Result<Facts, Clash> {
    let mut own = Facts::default();
    for fact in
        rows.iter().filter(|item| item.holders.contains(&holder)).flat_map(|i| own_facts(records, fields, i))
    {
        match own.get(fact.field) {
            None => own.set(fact.clone()),
            Some(old) if agree(&old.value, &fact.value) => {}
            Some(old) => return Err(Box::new((old.clone(), fact.clone()))),
        }
    }
    Ok(own)
}

/// What a row says of its holders. Ranks are compared where holders are joined: of several in one row, their order says them.
fn own_facts<'a>(
    records: &'a [Record],
    fields: &'a BTreeSet<FieldId>,
    item: &Item,
) -> impl Iterator<Item = &'a Fact> {
    let facts = records[item.record].facts.iter();
    facts.filter(|fact| fact.field != builtin::RANK && fields.contains(&fact.field))
}
