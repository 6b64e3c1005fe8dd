//! Which columns a list of a kind cannot do without, and which of them are added up.

use crate::model::record::ListKind;
use crate::policy::{FieldId, FieldType, builtin as b};

/// Fields of which a list of this kind needs a column: each group by one of its members.
pub(in super::super) fn needed(kind: ListKind) -> &'static [&'static [FieldId]] {
    match kind {
        ListKind::Achievements => &[&[b::ENTERPRISE, b::PERSON]],
        ListKind::Register => &[&[b::ENTERPRISE]],
        ListKind::History => &[&[b::ENTERPRISE, b::PERSON], &[b::PAID]],
        ListKind::Exclusion => &[&[b::ENTERPRISE, b::PERSON]],
        ListKind::Unknown => &[],
    }
}

/// True for the fields whose figures are added up for totals.
pub(in super::super) fn is_summed(field: FieldId, kind: FieldType) -> bool {
    kind == FieldType::Money || field == b::QUANTITY
}
