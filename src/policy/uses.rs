//! What the rules of a policy use of its vocabulary.

use super::{
    Amount, AmountKind, Check, Condition, Covers, DerivedId, DerivedKind, Due, FieldId, Funder, KeyPart,
    Limit, Policy, Role, StepKind, Subject, Test, builtin,
};
use std::collections::BTreeSet;

/// Fields, derived fields and levels that some rule uses.
#[derive(Default)]
pub struct Uses {
    /// Fields, also those that a role, a key or a funder reads without naming them.
    pub fields: BTreeSet<FieldId>,
    /// Derived fields.
    pub derived: BTreeSet<DerivedId>,
    /// Levels, as indexes.
    pub levels: BTreeSet<usize>,
}

/// Every test of a condition.
pub fn tests<'c>(condition: &'c Condition, each: &mut impl FnMut(&'c Test)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| tests(part, each)),
        Condition::Not(inner) => tests(inner, each),
        Condition::Test(test) => each(test),
    }
}

impl Uses {
    /// Of a whole policy.
    pub fn of(policy: &Policy) -> Self {
        let mut uses = Self::default();
        for category in &policy.categories {
            uses.fields.extend(&category.identity);
            uses.levels.extend(category.level);
        }
        for derived in &policy.derived {
            match &derived.kind {
                DerivedKind::Condition(condition) => uses.condition(condition),
                DerivedKind::Count(count) => {
                    uses.condition(&count.when);
                    uses.covers(&count.covers);
                    uses.fields.extend(count.field.into_iter().chain(count.distinct));
                    uses.key(&count.key);
                }
            }
        }
        for award in &policy.awards {
            uses.role(award.role);
            uses.condition(&award.when);
            uses.amount(&award.amount);
            uses.key(award.once_per.as_deref().unwrap_or_default());
            uses.fields.extend(award.granted.map(|(field, _)| field).into_iter().chain(award.payee_field));
        }
        for requirement in &policy.requirements {
            uses.condition(&requirement.when);
            uses.covers(&requirement.covers);
        }
        policy.exclusions.iter().for_each(|exclusion| uses.covers(&exclusion.covers));
        policy.steps.iter().for_each(|step| uses.step(&step.kind));
        policy.goals.iter().filter_map(|goal| goal.counts.as_ref()).for_each(|covers| uses.covers(covers));
        uses
    }

    fn condition(&mut self, condition: &Condition) {
        tests(condition, &mut |test| {
            self.subject(&test.subject);
            if let Check::Against { other, .. } | Check::Growth { over: (other, _), .. } = test.check {
                self.fields.insert(other);
            }
        });
    }

    fn subject(&mut self, subject: &Subject) {
        match subject {
            Subject::Field { field, .. } => {
                self.fields.insert(*field);
            }
            Subject::Derived(derived) => {
                self.derived.insert(*derived);
            }
        }
    }

    fn covers(&mut self, covers: &Covers) {
        self.levels.extend(&covers.levels);
    }

    fn key(&mut self, key: &[KeyPart]) {
        self.fields.extend(key.iter().filter_map(|part| match part {
            KeyPart::Field(field) => Some(*field),
            KeyPart::Town => Some(builtin::TOWN),
            _ => None,
        }));
    }

    /// What says who of a role is paid.
    fn role(&mut self, role: Role) {
        self.fields.extend(match role {
            Role::Town => Some(builtin::TOWN),
            Role::Representative => Some(builtin::REPRESENTATIVE),
            Role::Enterprise | Role::Person | Role::Department => None,
        });
    }

    fn amount(&mut self, amount: &Amount) {
        match &amount.kind {
            AmountKind::RateOfField { of: measure, .. }
            | AmountKind::Brackets { by: measure, .. }
            | AmountKind::Steps { by: measure, .. } => {
                self.subject(&measure.of);
                self.fields.extend(measure.less.map(|(field, _)| field));
            }
            AmountKind::PoolByScore { score: field, .. } => {
                self.fields.insert(*field);
            }
            AmountKind::RateOfAward { replacing, .. } => {
                self.fields.extend(replacing.iter().map(|(field, _)| *field))
            }
            AmountKind::Fixed(_) | AmountKind::PoolByRank { .. } => {}
        }
        self.fields.extend(&amount.times);
        [&amount.floor, &amount.ceiling].into_iter().flatten().for_each(|bound| self.amount(bound));
    }

    fn limit(&mut self, limit: &Limit) {
        if let Limit::RateOfField { field, less, .. } = limit {
            self.fields.insert(*field);
            self.fields.extend(less);
        }
    }

    fn step(&mut self, step: &StepKind) {
        match step {
            StepKind::HighestOnly(rule) => {
                self.covers(&rule.covers);
                self.key(&rule.key);
            }
            StepKind::UpgradeDifference(rule) => {
                self.covers(&rule.covers);
                self.key(&rule.key);
            }
            StepKind::CountLimit(rule) => {
                self.covers(&rule.covers);
                self.key(&rule.key);
                self.fields.extend(rule.rank_by);
            }
            StepKind::Cap(rule) => {
                self.covers(&rule.covers);
                self.key(&rule.key);
                self.limit(&rule.limit);
            }
            StepKind::Budget(rule) => {
                rule.priority.iter().chain([&rule.covers]).for_each(|covers| self.covers(covers));
                self.limit(&rule.limit);
            }
            StepKind::DepartmentShare(departments) => {
                for department in departments {
                    self.covers(&department.covers);
                    self.role(department.role);
                }
                self.fields.extend(departments.iter().filter_map(|department| department.payee_field));
            }
            StepKind::Instalments(rule) => {
                self.covers(&rule.covers);
                let dues = rule.parts.iter().map(|part| part.due);
                self.fields.extend(
                    dues.filter_map(|due| if let Due::Present(field) = due { Some(field) } else { None }),
                );
            }
            StepKind::Sharing(sharing) => {
                for rule in &sharing.rules {
                    self.covers(&rule.covers);
                    self.condition(&rule.when);
                    let of_town = rule.shares.iter().any(|share| share.funder == Funder::Town);
                    self.fields.extend(of_town.then_some(builtin::TOWN));
                }
            }
        }
    }
}
