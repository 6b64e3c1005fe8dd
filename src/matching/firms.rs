//! Enterprises that the run knows, by name: whoever is paid as a department and is one of them escapes its caps and exclusions.

use super::subject::Unpayable;
use crate::context::Context;
use crate::finding::Code;
use crate::grouping::payment_role;
use crate::model::achievement::EnterpriseId;
use crate::policy::{FieldId, Role, StepKind, builtin};
use crate::text::name;
use std::collections::BTreeSet;

/// The names of enterprises, as names are compared; empty where no field of a list names a department.
pub struct Firms(BTreeSet<String>);

impl Firms {
    /// Holders, rows of the register and of exclusion lists, and whom the ledger paid as an enterprise.
    pub fn of(context: &Context<'_>) -> Self {
        let named_by_field = context.policy.awards.iter().any(|award| award.payee_field.is_some())
            || context.policy.steps.iter().any(|step| match &step.kind {
                StepKind::DepartmentShare(all) => all.iter().any(|one| one.payee_field.is_some()),
                _ => false,
            });
        if !named_by_field {
            return Self(BTreeSet::new());
        }
        let register = context.register;
        let mut known: BTreeSet<EnterpriseId> = BTreeSet::new();
        known.extend(register.achievements.iter().flat_map(|one| &one.holders).map(|one| one.enterprise));
        known.extend(register.exclusions.iter().map(|row| row.enterprise));
        let paid = register.payments.iter().filter(|payment| payment_role(payment) == Role::Enterprise);
        known.extend(paid.map(|payment| payment.enterprise));
        let listed = (0_u32..).map(EnterpriseId).zip(&register.enterprises);
        known.extend(listed.filter(|(_, one)| one.register_row.is_some()).map(|(id, _)| id));
        let firms = known.into_iter().map(|id| context.enterprise(id));
        let firms = firms.filter(|one| one.identity_number.is_none());
        Self(firms.flat_map(|one| one.other_names.iter().cloned().chain([key(&one.name)])).collect())
    }

    /// Why a name that a field gives cannot be paid as a department. The submitting department is one, whatever it holds.
    pub fn refuse(&self, context: &Context<'_>, field: Option<FieldId>, name: &str) -> Result<(), Unpayable> {
        let Some(field) = field.filter(|field| *field != builtin::DEPARTMENT) else { return Ok(()) };
        if !self.0.contains(&key(name)) {
            return Ok(());
        }
        let field = &context.policy.field(field).name;
        let why = format!(
            "「{field}」写的「{name}」是名单、名录里的企业，作为部门付给它，企业的封顶、限项和排除都管不到"
        );
        Err(Unpayable { code: Code::PayeeIsEnterprise, why })
    }
}

fn key(text: &str) -> String {
    name::enterprise(text).key
}
