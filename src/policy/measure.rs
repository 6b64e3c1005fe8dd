//! What an amount is measured by: a number, an amount of money or a count, or how much one has grown over another.

use super::{FieldId, FieldType, Policy, Subject};

/// A figure that rates, brackets and whole steps are taken of.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The figure, of one year.
    pub of: Subject,
    /// What is taken off it, with the offset of its year: what counts is the increase over that, and no increase is not rewarded.
    pub less: Option<(FieldId, i32)>,
}

impl Measure {
    /// The field; none for a count.
    pub fn field(&self) -> Option<FieldId> {
        match self.of {
            Subject::Field { field, .. } => Some(field),
            Subject::Derived(_) => None,
        }
    }

    /// The fields that it reads, each with the offset of its year.
    pub fn fields(&self) -> impl Iterator<Item = (FieldId, i32)> {
        let own = match self.of {
            Subject::Field { field, year, .. } => Some((field, year)),
            Subject::Derived(_) => None,
        };
        own.into_iter().chain(self.less)
    }

    /// Whether its units are 元.
    pub fn is_money(&self, policy: &Policy) -> bool {
        self.field().is_some_and(|field| policy.field(field).kind == FieldType::Money)
    }
}
