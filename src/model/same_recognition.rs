//! Whether a payment was for this recognition of an achievement, as far as their days say.

use super::achievement::{Achievement, Payment};
use crate::policy::builtin;

impl Achievement {
    /// The days are equal; or one is known less precisely and number, category, holder and name are the same.
    pub fn is_recognised_as(&self, payment: &Payment) -> bool {
        let days = self.facts.date(builtin::RECOGNISED).zip(payment.facts.date(builtin::RECOGNISED));
        days.is_some_and(|(own, paid)| {
            own == paid || (own.is_within(&paid) || paid.is_within(&own)) && self.is_named_as(payment)
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
