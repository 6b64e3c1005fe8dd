//! Shares of departments beside an earlier batch of the year: what it was given them for, and where one run would have given others.

use super::book::Book;
use crate::condition::shown;
use crate::grouping::{covers_entitlement, covers_paid, key_of_payment, payment_clause, payment_role};
use crate::model::achievement::{Payment, PaymentId};
use crate::model::entitlement::PayeeId;
use crate::model::nature::Nature;
use crate::model::operation::Form;
use crate::money::Money;
use crate::policy::{Department, FieldId, KeyPart, Role, StepId, StepKind, builtin};
use crate::text::normal;

impl Book<'_> {
    /// The sum that an earlier batch has given a payee its share of, where what it was given bears that out: the running form
    /// goes on from there. Steps behind may have changed either; then each batch stands by itself.
    pub(super) fn shared_before(
        &self,
        step: StepId,
        department: &Department,
        (payee, index): (PayeeId, usize),
        batch: &[PaymentId],
        form: Form,
    ) -> Money {
        let clause = self.context.policy.steps[step.index()].clause;
        let who = Some(crate::grouping::payee_part(&self.payees.list[payee.index()]));
        let is_share = |id: &PaymentId| {
            let payment = self.payment(*id);
            payment.award.is_none()
                && payment_role(payment) == department.role
                && payment_clause(self.context.policy, payment) == Some(clause)
                && key_of_payment(&[KeyPart::Payee], self.context, payment) == [who.clone()]
        };
        let is_base = |id: &PaymentId| {
            let payment = self.payment(*id);
            payment.award.is_some()
                && covers_paid(self.context.policy, &department.covers, payment)
                && self.shares_payee(department, index, payment)
        };
        let of = |wanted: &dyn Fn(&PaymentId) -> bool| -> Money {
            self.awarded(&batch.iter().copied().filter(wanted).collect::<Vec<_>>())
        };
        let (base, given) = (of(&is_base), of(&is_share));
        if form.at(base, self.context.policy.unit) == Some(given) { base } else { Money::ZERO }
    }

    /// What an earlier batch of the year awarded.
    pub(super) fn batch(&self) -> Vec<PaymentId> {
        let all = (0_u32..).zip(&self.context.register.payments).map(|(id, _)| PaymentId(id));
        all.filter(|id| self.is_of_batch(*id) && self.payment(*id).nature() != Some(Nature::Counted))
            .collect()
    }

    /// Whether a share of a payment went to whom that of an item goes.
    fn shares_payee(&self, department: &Department, index: usize, payment: &Payment) -> bool {
        let same_fact = |field: FieldId| {
            let own = self.view(index).value(field, 0).map(|value| normal::key(&shown(&value)));
            let theirs = payment.facts.get(field).map(|fact| normal::key(&shown(&fact.value)));
            own.is_some() && own == theirs
        };
        match (department.role, department.payee_field) {
            (Role::Department, None) => true,
            (_, Some(field)) => same_fact(field),
            (Role::Person, None) => same_fact(builtin::IDENTITY_NUMBER),
            (Role::Town, None) => {
                let town = self.context.town(Some(&payment.facts), payment.holder).map(normal::key);
                town.is_some() && town == self.view(index).town().map(normal::key)
            }
            (Role::Representative | Role::Enterprise, None) => {
                payment.holder == self.entitlements[index].holder
            }
        }
    }

    /// Whether a later step gives a share of an item to others than it gave one of what a batch was paid in its place: one run
    /// would have given the latter none.
    pub(super) fn shares_differ(&self, index: usize, paid: &[PaymentId], step: StepId) -> bool {
        let policy = self.context.policy;
        let later = policy.steps.iter().skip(step.index() + 1);
        let mut departments = later.flat_map(|step| match &step.kind {
            StepKind::DepartmentShare(departments) => departments.as_slice(),
            _ => &[],
        });
        departments.any(|department| {
            let covered = covers_entitlement(policy, &department.covers, &self.entitlements[index]);
            paid.iter().map(|id| self.payment(*id)).any(|payment| {
                let was = covers_paid(policy, &department.covers, payment);
                covered != was || covered && !self.shares_payee(department, index, payment)
            })
        })
    }
}
