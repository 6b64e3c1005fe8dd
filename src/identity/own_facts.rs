//! What the rows of one achievement say of each of its holders: ranks, towns, persons and accounts are the holder's whose row
//! states them, and no other's.

use super::items::Item;
use crate::model::achievement::Holder;
use crate::model::record::{Fact, Facts, Record};
use crate::policy::builtin;

/// Gives each holder what its own rows say, where not every row names every holder. Rows that name one holder and differ are
/// an error: the two facts.
pub(super) fn fill(
    records: &[Record],
    rows: &[&Item],
    holders: &mut [Holder],
) -> Result<(), Box<(Fact, Fact)>> {
    if rows.len() == 1 {
        return Ok(());
    }
    let apart = rows.iter().any(|item| item.holders.len() < holders.len());
    for holder in holders {
        let own = of(records, rows, holder)?;
        holder.own = apart.then(|| Box::new(own));
    }
    Ok(())
}

/// The facts in the rows that name a holder, alone or with others.
fn of(records: &[Record], rows: &[&Item], holder: &Holder) -> Result<Facts, Box<(Fact, Fact)>> {
    let mut own = Facts::default();
    for item in rows.iter().filter(|item| item.holders.contains(&holder.enterprise)) {
        let facts = records[item.record].facts.iter();
        for fact in facts.filter(|fact| is_own(fact)) {
            match own.get(fact.field) {
                None => own.set(fact.clone()),
                Some(old) if super::merge::agree(&old.value, &fact.value) => {}
                Some(old) => return Err(Box::new((old.clone(), fact.clone()))),
            }
        }
    }
    Ok(own)
}

/// Whether a fact is a holder's. Ranks are compared where holders are joined: of several in one row, their order says them.
fn is_own(fact: &Fact) -> bool {
    fact.field != builtin::RANK && builtin::OF_HOLDER.contains(&fact.field)
}
