//! Totals: shares written as percentages make a whole, and a total of all that is counted is paid once.

use super::Loader;
use crate::finding::Code;
use crate::policy::file::{StepFile, Text};
use crate::policy::{AmountKind, Award, Subject};
use rust_decimal::Decimal;

impl Loader<'_> {
    /// Percentages of instalments and shares add up to 100%; anything else is weights.
    pub(super) fn check_percentages(&mut self, step: &StepFile) {
        if let Some(instalments) = &step.instalments {
            let rates: Vec<&Text> = instalments.parts.iter().map(|part| &part.rate).collect();
            self.whole(&rates, "各期");
        }
        for rule in step.sharing.iter().flat_map(|sharing| &sharing.rule) {
            let rates: Vec<&Text> = rule.shares.iter().filter_map(|share| share.rate.as_ref()).collect();
            self.whole(&rates, "各出资方");
        }
    }

    fn whole(&mut self, rates: &[&Text], what: &str) {
        let mut percent = rates.iter().filter(|rate| rate.value.contains(['%', '％', '百']));
        let Some(first) = percent.next() else { return };
        let sum = rates.iter().map(|rate| self.rate_of(rate)).sum::<Option<Decimal>>();
        if let Some(sum) = sum.filter(|sum| *sum != Decimal::ONE) {
            let percent = sum.checked_mul(Decimal::from(100)).unwrap_or(sum).normalize();
            let message = format!("{what}的比例合计是{percent}%，不是100%。");
            let help = "请改正比例；要写权重的，不带百分号，如 \"3\"、\"1\"、\"1\"。";
            self.report(Code::PolicyBadValue, first.span, message, help);
        }
    }

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
