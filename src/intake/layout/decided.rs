//! What a heading says once a person's decisions on it are heeded.

use super::super::say::Here;
use super::letters;
use crate::model::decision::{Decision, DecisionKind};
use crate::table::heading::Column;
use crate::text::normal::key;

/// The headings as a person's decisions leave them: a decided column goes by its field's name, an unused one by none.
pub(in super::super) fn names(
    heading: &[Column],
    last: u32,
    decisions: &[Decision],
    here: &Here,
) -> Vec<Vec<String>> {
    let mut names: Vec<Vec<String>> = heading.iter().map(|column| column.parts.clone()).collect();
    for decision in decisions {
        let DecisionKind::Heading { file, sheet, heading_row, column, field } = &decision.kind else {
            continue;
        };
        if u64::from(*heading_row) != u64::from(last) + 1 || !here.is(file, sheet.as_deref()) {
            continue;
        }
        for (name, found) in names.iter_mut().zip(heading) {
            if letters(found.col) == key(column) {
                *name = vec![field.clone()];
            }
        }
    }
    names
}
