//! Columns that everyday headings name, where no better heading of the table does.

use crate::model::record::ListKind;
use crate::policy::{FieldId, builtin as b};
use crate::table::everyday;
use crate::table::heading::Column;
use crate::table::lexicon::Recognised;
use std::collections::BTreeMap;

/// Gives the columns that nobody knows the fields that their everyday headings stand for, where the table has no other.
pub(super) fn supply(
    read: &mut [Recognised],
    heading: &[Column],
    kind: ListKind,
    decided: &BTreeMap<u32, Option<FieldId>>,
) {
    let fields: &[FieldId] = match kind {
        ListKind::Achievements => &[b::ENTERPRISE, b::PRODUCT, b::RECOGNISED],
        ListKind::Unknown => &[],
        _ => &[b::ENTERPRISE],
    };
    for field in fields {
        let rivals: &[FieldId] = match *field {
            b::PRODUCT => &[b::PRODUCT, b::TITLE],
            _ => std::slice::from_ref(field),
        };
        if read.iter().any(|read| rivals.iter().any(|rival| read.fields.contains(rival))) {
            continue;
        }
        let person = read.iter().any(|read| read.fields.contains(&b::PERSON));
        let stands_for = |(read, column): &(&mut Recognised, &Column)| {
            let free = read.fields.is_empty() && !decided.contains_key(&column.col);
            let text = column.text();
            let open = everyday::is_of_measures(&text) || everyday::is_of_anybody(&text);
            free && everyday::field_of(&column.parts) == Some(*field) && !(open && person)
        };
        let mut found: Vec<&mut Recognised> =
            read.iter_mut().zip(heading).filter(stands_for).map(|(read, _)| read).collect();
        // Of two such columns nobody can tell which is meant.
        if let [one] = found.as_mut_slice() {
            one.fields = vec![*field];
        }
    }
}
