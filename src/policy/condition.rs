//! Conditions, and what an award, a count or a step applies to.

use super::{AwardId, CategoryId, ClauseId, Derived, DerivedId, DerivedKind, FieldId, Role, builtin};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Which awards, achievements or payments something applies to. Each non-empty list must contain the thing.
#[derive(Clone, Debug, Default)]
pub struct Covers {
    /// Awards.
    pub awards: Vec<AwardId>,
    /// Categories.
    pub categories: Vec<CategoryId>,
    /// Families.
    pub families: Vec<String>,
    /// Levels, as indexes.
    pub levels: Vec<usize>,
    /// Clauses.
    pub clauses: Vec<ClauseId>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Awards left out.
    pub except: Vec<AwardId>,
}

/// A condition, three-valued when evaluated: a missing fact is neither yes nor no.
#[derive(Clone, Debug)]
pub enum Condition {
    /// Every one.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// The contrary.
    Not(Box<Condition>),
    /// A test of one field.
    Test(Test),
}

impl Condition {
    /// The fields that it looks at, itself or through derived fields that stand for conditions.
    pub fn fields(&self, derived: &[Derived]) -> BTreeSet<FieldId> {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().flat_map(|part| part.fields(derived)).collect()
            }
            Self::Not(part) => part.fields(derived),
            Self::Test(test) => test.fields(derived),
        }
    }

    /// True where a first recognition and a re-certification may fare differently by it.
    pub fn tells_stages(&self, derived: &[Derived]) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.tells_stages(derived)),
            Self::Not(part) => part.tells_stages(derived),
            Self::Test(test) => {
                let fields = test.fields(derived);
                let looks = fields.contains(&builtin::RECERTIFIED) || fields.contains(&builtin::STAGE);
                looks && !test.check.takes_yes_and_no()
            }
        }
    }
}

impl Test {
    fn fields(&self, derived: &[Derived]) -> BTreeSet<FieldId> {
        let other = match self.check {
            Check::Against { other, .. } => Some(other),
            Check::Growth { over: (other, _), .. } => Some(other),
            _ => None,
        };
        let mut fields: BTreeSet<FieldId> = match &self.subject {
            Subject::Field { field, .. } => [*field].into(),
            Subject::Derived(id) => match derived.get(id.index()).map(|one| &one.kind) {
                Some(DerivedKind::Condition(condition)) => condition.fields(derived),
                Some(DerivedKind::Count(_)) | None => BTreeSet::new(),
            },
        };
        fields.extend(other);
        fields
    }
}

/// A test of one field.
#[derive(Clone, Debug)]
pub struct Test {
    /// What is tested.
    pub subject: Subject,
    /// How.
    pub check: Check,
    /// Where it stands in the policy file.
    pub span: (usize, usize),
}

/// What a test looks at.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A field of the achievement, or of the enterprise's register row.
    Field {
        /// The field.
        field: FieldId,
        /// For a field by year: the last year, as an offset from the award year.
        year: i32,
        /// For a field by year: how many years back from there must each pass (1 for that year alone).
        years: u32,
    },
    /// A derived field.
    Derived(DerivedId),
}

/// How a value is tested.
#[derive(Clone, Debug)]
pub enum Check {
    /// It equals one of these.
    OneOf(Vec<Literal>),
    /// It lies within bounds.
    Range(Bounds),
    /// It is present, or absent.
    Present(bool),
    /// A date within bounds relative to another date field.
    Against {
        /// The other field.
        other: FieldId,
        /// Months added to the other date.
        months: i32,
        /// `true`: not before it; `false`: not after it.
        not_before: bool,
    },
    /// A date within days of years counted from the award year, both ends included; at least one end.
    AwardYear {
        /// The first day.
        from: Option<YearDay>,
        /// The last day.
        to: Option<YearDay>,
    },
    /// A figure that has grown over another within bounds, which are rates (0.2 for 20%).
    Growth {
        /// The other figure, with the offset of its year; where several years must pass, of the last of them.
        over: (FieldId, i32),
        /// By how much.
        bounds: Bounds,
    },
}

impl Check {
    /// Whether yes and no both satisfy it: then it does not matter which of them is unknown.
    pub fn takes_yes_and_no(&self) -> bool {
        let Self::OneOf(values) = self else { return false };
        [true, false].into_iter().all(|value| values.contains(&Literal::Bool(value)))
    }
}

/// A day that recurs, in a year counted from the award year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearDay {
    /// The year's offset.
    pub year: i32,
    /// Month and day, which every year has.
    pub day: (i8, i8),
}

impl YearDay {
    /// The day for an award year; none beyond the years that dates have.
    pub fn date(self, award_year: i32) -> Option<Date> {
        Date::new(i16::try_from(award_year + self.year).ok()?, self.day.0, self.day.1).ok()
    }
}

/// A constant of a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Text (a choice's value, too).
    Text(String),
    /// A number, or money in 元.
    Number(Decimal),
    /// Yes or no.
    Bool(bool),
    /// A day.
    Date(Date),
}

/// A range; each end says whether it is included.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    /// Lower end and whether it is included.
    pub lower: Option<(Literal, bool)>,
    /// Upper end and whether it is included.
    pub upper: Option<(Literal, bool)>,
}
