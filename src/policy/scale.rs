//! What the figures of a number field are in: its unit, as far as the policy says it, and how its bounds are written.

use crate::text::unit::{Kind, Unit};

/// What a policy says of the figures of a field.
#[derive(Clone, Debug, Default)]
pub struct Scale {
    /// The unit that it declares, or that stands in its headings.
    pub unit: Option<Unit>,
    /// Units that stand in the passages by which it is used.
    pub quoted: Vec<Unit>,
    /// A condition or bracket compares it with a percentage.
    pub by_percent: bool,
    /// One compares it with a plain number above one.
    pub by_number: bool,
}

impl Scale {
    /// True where the field is only compared with percentages: a plain 3 may then be 3% or 300%.
    pub fn is_rate(&self) -> bool {
        self.by_percent && !self.by_number
    }

    /// The unit that a word in a list is, as this policy knows units.
    pub fn read(&self, word: &str) -> Option<Unit> {
        self.unit.as_ref().and_then(|own| own.beside(word)).or_else(|| Unit::of(word))
    }

    /// True where figures of that unit may be taken as they are.
    pub fn takes(&self, unit: &Unit) -> bool {
        match &self.unit {
            Some(own) => own.agrees(unit),
            None => {
                let alike: Vec<&Unit> = self.quoted.iter().filter(|own| own.kind == unit.kind).collect();
                match alike.as_slice() {
                    [] => !unit.is_scaled(),
                    // 每亩 and 每平方米 in one passage: nobody can tell which of them the field is in.
                    [first, more @ ..] => {
                        first.agrees(unit) && more.iter().all(|other| other.agrees(first))
                            || unit.kind == Kind::Count && !unit.is_scaled()
                    }
                }
            }
        }
    }

    /// True where the policy measures the same kind of thing: a line above a table speaks of such columns only.
    pub fn is_about(&self, unit: &Unit) -> bool {
        let mut known = self.unit.iter().chain(&self.quoted);
        known.any(|own| {
            own.kind == unit.kind && (own.kind != Kind::Count || own.is_scaled() || unit.is_scaled())
        })
    }

    /// The unit that the policy has, beside another for a message.
    pub fn said_beside(&self, unit: &Unit) -> Option<&str> {
        let alike = self.quoted.iter().find(|own| own.kind == unit.kind);
        self.unit.as_ref().or(alike).or_else(|| self.quoted.first()).map(|unit| unit.said.as_str())
    }
}
