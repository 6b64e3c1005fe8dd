//! Whether a payment was for this recognition of an achievement, as far as their days say.

use super::achievement::{Achievement, Payment};
use crate::policy::builtin;
use crate::text::date::DateSpan;

impl Achievement {
    /// The days are equal; or one is known less precisely and number, category, holder and name are the same.
    pub fn is_recognised_as(&self, payment: &Payment) -> bool {
        let days = self.facts.date(builtin::RECOGNISED).zip(payment.facts.date(builtin::RECOGNISED));
        days.is_some_and(|(own, paid)| {
            own == paid || one_in_the_other(own, paid) && self.is_named_as(payment)
        })
    }

    fn is_named_as(&self, payment: &Payment) -> bool {
        self.certificate.is_some()
            && self.certificate == payment.certificate
            && payment.category == Some(self.category)
            && self.product_named() == payment.product.as_deref()
            && self.holder(payment.holder).is_some()
    }
}

fn one_in_the_other(a: DateSpan, b: DateSpan) -> bool {
    let within = |a: DateSpan, b: DateSpan| b.first <= a.first && a.last <= b.last;
    within(a, b) || within(b, a)
}
