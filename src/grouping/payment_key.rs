//! The keys of earlier payments, as far as their rows and the register say, and what they lack.

use super::{Key, Part, by_name, family, level, payment_clause, payment_role, person_number, who};
use crate::condition::shown;
use crate::context::Context;
use crate::model::achievement::Payment;
use crate::policy::{Alone, FieldId, FieldOn, KeyPart, Role, builtin};
use crate::text::normal;

/// The key of an earlier payment, part by part as far as its row says.
pub fn key_of_payment(parts: &[KeyPart], context: &Context<'_>, payment: &Payment) -> Key {
    let policy = context.policy;
    let text = |field| {
        let registered = || {
            let (register, field_is) = (&context.enterprise(payment.holder).register, policy.field(field));
            let year = payment.facts.whole(builtin::YEAR).and_then(|year| i32::try_from(year).ok());
            match field_is.on.contains(&FieldOn::Register) {
                true if field_is.by_year => register.of_year(field, year?),
                true => register.get(field),
                false => None,
            }
        };
        let fact = payment.facts.get(field).or_else(registered).filter(|_| !is_masked(field, payment))?;
        Some(Part::Text(normal::key(&shown(&fact.value))))
    };
    parts
        .iter()
        .map(|part| match part {
            KeyPart::Payee => payee_of_payment(context, payment),
            KeyPart::Enterprise => Some(Part::Id(payment.holder.0)),
            KeyPart::Product => payment.product_group.clone().map(Part::Text),
            KeyPart::Category => payment.category.map(|category| Part::Id(category.0)),
            KeyPart::Family => payment.category.map(|category| family(policy, category)),
            KeyPart::Level => payment.category.map(|category| level(policy, category)),
            KeyPart::Clause => payment_clause(policy, payment).map(|clause| Part::Id(clause.0)),
            KeyPart::Town => context
                .town(Some(&payment.facts), payment.enterprise)
                .map(|town| Part::Text(normal::key(town))),
            KeyPart::Year => payment.facts.whole(builtin::YEAR).map(Part::Number),
            KeyPart::Achievement => None,
            KeyPart::Field(field) => text(*field).or_else(|| alone_in_ledger(context, payment, *field)),
        })
        .collect()
}

/// Whether all that is known of a person is a number with stars: without a name nobody can say whose it is.
fn is_masked(field: FieldId, payment: &Payment) -> bool {
    field == builtin::IDENTITY_NUMBER
        && payment.facts.text(field).is_some_and(|number| number.contains('*'))
        && payment.facts.text(builtin::PERSON).is_none_or(normal::is_blank)
}

/// Of a payment that our own workbook states with a field left blank: it stood by itself. A workbook of an earlier version, or of
/// another policy, may not have the field at all, and nobody can say; no more than of a ledger that people keep.
fn alone_in_ledger(context: &Context<'_>, payment: &Payment, field: FieldId) -> Option<Part> {
    let definition = context.policy.field(field);
    let blank = definition.blank.filter(|_| payment.of_workbook)?;
    let registered = definition.on.contains(&FieldOn::Register)
        && context.enterprise(payment.holder).register_row.is_some();
    (registered || payment.has_column(field)).then(|| match blank {
        Alone::Enterprise => who(Role::Enterprise, payment.holder),
        // Of no achievement of this year.
        Alone::Achievement => Part::None,
    })
}

/// What a payment's row lacks of a key, and where it may be written, for a message.
pub fn lacking(parts: &[KeyPart], context: &Context<'_>, payment: &Payment) -> String {
    let key = key_of_payment(parts, context, payment);
    let lacking = parts.iter().zip(key).filter(|(_, value)| value.is_none()).map(|(part, _)| *part);
    let said = |part: KeyPart| {
        let name = context.policy.key_part_name(part);
        let on_register = match part {
            KeyPart::Town => true,
            KeyPart::Field(field) => context.policy.field(field).on.contains(&FieldOn::Register),
            _ => false,
        };
        let firm = &context.enterprise(payment.holder).name;
        if on_register {
            format!("「{name}」（可在企业名录里补上「{firm}」的）")
        } else {
            format!("「{name}」")
        }
    };
    lacking.map(said).collect::<Vec<_>>().join("、")
}

/// The payee of an earlier payment; not known of a person without an identity number.
fn payee_of_payment(context: &Context<'_>, payment: &Payment) -> Option<Part> {
    match payment_role(payment) {
        role @ (Role::Town | Role::Department) => {
            Some(by_name(role, &context.enterprise(payment.enterprise).name))
        }
        Role::Person => person_number(context, payment).map(|number| by_name(Role::Person, &number)),
        role => Some(who(role, payment.enterprise)),
    }
}
