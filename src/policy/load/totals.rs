//! Totals: shares written as percentages make a whole, and a total of all that is counted is paid once.

use super::Loader;
use crate::finding::Code;
use crate::policy::file::{SharingRuleFile, StepFile, Text};
use crate::policy::{AmountKind, Award, Measure, Subject};
use crate::text::number;
use rust_decimal::Decimal;

impl Loader<'_> {
    /// Percentages of instalments and shares add up to 100%; anything else is weights.
    pub(super) fn check_percentages(&mut self, step: &StepFile) {
        if let Some(instalments) = &step.instalments {
            self.check_sum("各期", instalments.parts.iter().map(|part| &part.rate));
        }
        for rule in step.sharing.iter().flat_map(|sharing| &sharing.rule) {
            self.check_shares(rule);
        }
    }

    /// Percentages are parts of a whole and must make one; plain weights need not.
    fn check_sum<'t>(&mut self, what: &str, rates: impl Iterator<Item = &'t Text>) {
        let rates: Vec<&Text> = rates.collect();
        let percent = |text: &&Text| ["%", "％", "百分之"].iter().any(|sign| text.value.contains(sign));
        let percents = rates.iter().copied().filter(|text| percent(text)).count();
        let (Some(first), Some(last)) = (rates.first(), rates.last()) else { return };
        let span = (first.span.0, last.span.1);
        if percents == 0 {
            return;
        }
        if percents < rates.len() {
            let message = format!("{what}有的写百分比，有的写份数，合起来不知各占多少。");
            let help = "请全部写百分比（合计100%），或全部写份数（如 \"3\"、\"2\"）。";
            return self.report(Code::PolicySharesSum, span, message, help);
        }
        let sum = rates
            .iter()
            .try_fold(Decimal::ZERO, |sum, text| sum.checked_add(number::rate(&text.value).ok()?));
        // A rate that cannot be read is told where it is read.
        if let Some(sum) = sum.filter(|sum| *sum != Decimal::ONE) {
            let hundred = sum.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(sum).normalize();
            let message = format!("{what}的比例合计是{hundred}%，不是100%。");
            self.report(Code::PolicySharesSum, span, message, "请对照原文改正比例；按份数分的不写 %。");
        }
    }

    /// Rates and amounts in one rule have no common measure.
    fn check_shares(&mut self, file: &SharingRuleFile) {
        let rates = file.shares.iter().filter_map(|share| share.rate.as_ref());
        let amount = file.shares.iter().find_map(|share| share.amount.as_ref());
        match amount.filter(|_| rates.clone().next().is_some()) {
            Some(amount) => {
                let message = "同一条分担规则里有的写比例，有的写金额，合起来不知各占多少。";
                let help = "请全部写 rate（比例），或全部写 amount（金额）。";
                self.report(Code::PolicySharesSum, amount.span, message, help);
            }
            None => self.check_sum("各出资方", rates),
        }
    }

    /// A figure for all the achievements that a count takes in is not paid for each of them.
    pub(super) fn check_counted(&mut self, award: &Award, span: (usize, usize)) {
        let of_all = matches!(
            &award.amount.kind,
            AmountKind::Brackets { by: Measure { of: Subject::Derived(_), .. }, mode, less_paid, .. }
                if mode.is_some() || *less_paid
        ) || matches!(
            &award.amount.kind,
            AmountKind::Steps { by: Measure { of: Subject::Derived(_), .. }, .. }
        );
        if of_all && award.once_per.is_none() {
            let message = "按计数的「整档」「分段」、step 和 less_paid 算的是全部成果的总额，须写 once_per（如 [\"企业\"]），否则每项成果各得一次总额。";
            self.bad_value(span, message);
        }
    }
}
