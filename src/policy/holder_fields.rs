//! Fields of which each joint holder may have a value of its own: its part in the work, what its own superiors granted it.

use super::{AmountKind, Award, CategoryId, FieldId, FieldOn, JointMode, Policy, Role, builtin};
use std::collections::BTreeSet;

impl Policy {
    /// Whether rows of several holders of one achievement may each say something else of a field: it is declared for
    /// achievements, and no award that reads it divides one figure among them.
    pub fn is_holders_own(&self, category: CategoryId, field: FieldId) -> bool {
        let declared =
            self.field(field).on.contains(&FieldOn::Achievement) && field.index() >= builtin::count();
        let reading = |award: &&Award| award.categories.contains(&category) && self.reads(award, field);
        declared && self.awards.iter().filter(reading).all(|award| self.each_by_itself(award))
    }

    fn reads(&self, award: &Award, field: FieldId) -> bool {
        let operands: BTreeSet<FieldId> =
            award.amount.operands(self).fields.into_iter().map(|(field, _)| field).collect();
        award.when.fields(&self.derived).contains(&field)
            || operands.contains(&field)
            || award.granted.is_some_and(|(granted, _)| granted == field)
    }

    /// Each holder gets a whole award by itself, or the award is no holder's.
    fn each_by_itself(&self, award: &Award) -> bool {
        let of_holders = matches!(award.role, Role::Enterprise | Role::Person | Role::Representative);
        let nothing = matches!(award.amount.kind, AmountKind::Fixed(id) if self.tariff(id).value.is_zero());
        !of_holders || nothing || matches!(award.joint, Some((JointMode::Each, _)))
    }
}
