//! What the rules see: the policy, the award year and the register, and the value of a field for one achievement.

use crate::model::achievement::{Achievement, AchievementId, Enterprise, EnterpriseId, Register};
use crate::model::record::{CellRef, Fact, Facts, RowRef, Value};
use crate::policy::{DerivedId, FieldId, FieldOn, Literal, Policy, builtin};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The run: what every rule may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The award year.
    pub year: i32,
    /// Enterprises, achievements, payments, exclusions.
    pub register: &'a Register,
    /// How a row is named in a message: file, sheet, row.
    pub names: &'a dyn Names,
}

/// Names rows and cells for messages.
pub trait Names {
    /// The place of a row.
    fn row(&self, row: RowRef) -> crate::finding::Place;
    /// The place of a cell.
    fn cell(&self, cell: CellRef) -> crate::finding::Place;
    /// The shortest name of a file that no other of the run has.
    fn short(&self, file: &str) -> String;
}

/// Counts that were computed before matching: by derived field and the group key of the achievement.
pub type Counts = BTreeMap<(DerivedId, AchievementId, EnterpriseId), i64>;

impl<'a> Context<'a> {
    /// An enterprise.
    pub fn enterprise(&self, id: EnterpriseId) -> &'a Enterprise {
        &self.register.enterprises[id.index()]
    }

    /// An achievement.
    pub fn achievement(&self, id: AchievementId) -> &'a Achievement {
        &self.register.achievements[id.index()]
    }

    /// Every achievement with its id, in canonical order.
    pub fn achievements(&self) -> impl Iterator<Item = (AchievementId, &'a Achievement)> + use<'a> {
        (0_u32..).map(AchievementId).zip(&self.register.achievements)
    }

    /// The town of an enterprise for an achievement: what its row says, else the register.
    pub fn town(&self, facts: Option<&'a Facts>, enterprise: EnterpriseId) -> Option<&'a str> {
        let stated = facts.and_then(|facts| facts.text(builtin::TOWN));
        stated.or_else(|| self.enterprise(enterprise).register.text(builtin::TOWN))
    }
}

/// The facts that conditions and amounts of one achievement and holder look at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The run.
    pub context: &'a Context<'a>,
    /// The achievement's own facts (a payment's, for an instalment).
    pub facts: &'a Facts,
    /// The achievement; none for a payment.
    pub achievement: Option<AchievementId>,
    /// The holder.
    pub enterprise: EnterpriseId,
    /// Facts that stand in for others.
    pub replaced: &'a [(FieldId, Literal)],
    /// Counts.
    pub counts: &'a Counts,
}

impl<'a> View<'a> {
    /// The value of a field; for a field by year, of the award year plus the offset. None where it is missing.
    pub fn value(&self, field: FieldId, offset: i32) -> Option<Cow<'a, Value>> {
        if let Some((_, literal)) = self.replaced.iter().find(|(replaced, _)| *replaced == field) {
            return Some(Cow::Owned(as_value(literal)));
        }
        let definition = self.context.policy.field(field);
        let register = &self.context.enterprise(self.enterprise).register;
        let on = |list| definition.on.contains(&list);
        if definition.by_year {
            let year = self.context.year + offset;
            return register.of_year(field, year).map(|fact| Cow::Borrowed(&fact.value));
        }
        // Of an achievement it is the year that is computed, whatever its row says.
        let is_computed = field == builtin::YEAR && self.achievement.is_some();
        if let Some(fact) = self.fact(field).filter(|_| !is_computed) {
            return Some(Cow::Borrowed(&fact.value));
        }
        if let Some(value) = self.computed(field) {
            return Some(Cow::Owned(value));
        }
        on(FieldOn::Register).then(|| register.get(field)).flatten().map(|fact| Cow::Borrowed(&fact.value))
    }

    /// Fields that an achievement has without a cell of its own.
    fn computed(&self, field: FieldId) -> Option<Value> {
        let achievement = self.context.achievement(self.achievement?);
        Some(match field {
            builtin::QUANTITY => Value::Whole(achievement.quantity),
            builtin::CATEGORY => {
                Value::Text(self.context.policy.category(achievement.category).name.as_str().into())
            }
            builtin::PRODUCT => Value::Text(achievement.product.as_str().into()),
            builtin::TITLE => Value::Text(achievement.title.as_str().into()),
            builtin::YEAR => Value::Whole(i64::from(self.context.year)),
            builtin::ENTERPRISE => Value::Text(self.context.enterprise(self.enterprise).name.as_str().into()),
            builtin::RANK => Value::Whole(i64::from(achievement.holder(self.enterprise)?.rank?)),
            _ => return None,
        })
    }

    /// The cell a field was read from.
    pub fn cell(&self, field: FieldId, offset: i32) -> Option<CellRef> {
        let register = &self.context.enterprise(self.enterprise).register;
        if self.context.policy.field(field).by_year {
            return register.of_year(field, self.context.year + offset).map(|fact| fact.cell);
        }
        self.fact(field).or_else(|| register.get(field)).map(|fact| fact.cell)
    }

    /// What the rows say of a field for this holder.
    pub fn fact(&self, field: FieldId) -> Option<&'a Fact> {
        match self.achievement {
            Some(id) => self.context.achievement(id).fact_of(self.enterprise, field),
            None => self.facts.get(field),
        }
    }

    /// A text that the rows say for this holder.
    pub fn text(&self, field: FieldId) -> Option<&'a str> {
        self.fact(field)?.text()
    }

    /// The town of the holder for this achievement.
    pub fn town(&self) -> Option<&'a str> {
        self.text(builtin::TOWN).or_else(|| self.context.town(None, self.enterprise))
    }

    /// A count that a derived field stands for.
    pub fn count(&self, derived: DerivedId) -> Option<i64> {
        self.counts.get(&(derived, self.achievement?, self.enterprise)).copied()
    }
}

fn as_value(literal: &Literal) -> Value {
    match literal {
        Literal::Text(text) => Value::Text(text.as_str().into()),
        Literal::Number(number) => Value::Number(*number),
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Date(day) => Value::Date(crate::text::date::DateSpan::day(*day)),
    }
}
