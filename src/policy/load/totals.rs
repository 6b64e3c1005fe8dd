//! Totals: a figure for all that is counted is paid once, not for each.

use super::Loader;
use crate::policy::{AmountKind, Award, Subject};

impl Loader<'_> {
    /// A figure for all the achievements that a count takes in is not paid for each of them.
    pub(super) fn check_counted(&mut self, award: &Award, span: (usize, usize)) {
        let of_all = matches!(
            &award.amount.kind,
            AmountKind::Brackets { by: Subject::Derived(_), mode, less_paid, .. } if mode.is_some() || *less_paid
        );
        if of_all && award.once_per.is_none() {
            let message = "按计数分档的「整档」「分段」和 less_paid 算的是全部成果的总额，须写 once_per（如 [\"企业\"]），否则每项成果各得一次总额。";
            self.bad_value(span, message);
        }
    }
}
