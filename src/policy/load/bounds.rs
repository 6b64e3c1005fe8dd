//! Constants of conditions and ends of brackets, held against the quotation as awards are.

use super::Loader;
use super::amounts::in_wan;
use crate::finding::Code;
use crate::policy::file::{At, FieldType, Literal as Written, Text};
use crate::policy::quote::Figures;
use crate::policy::{Literal, Subject, builtin};
use rust_decimal::Decimal;

impl Loader<'_> {
    /// A constant that the document must state.
    pub(super) fn stated(
        &mut self,
        written: &Written,
        kind: FieldType,
        subject: &Subject,
    ) -> Option<Literal> {
        let literal = self.literal(written, kind, subject)?;
        if let Literal::Number(value) = &literal
            && !value.is_zero()
            && !self.explained
        {
            self.hold_against_quotation(written, kind, subject, *value);
        }
        Some(literal)
    }

    /// A rate of growth that the document must state.
    pub(super) fn stated_growth(&mut self, written: &Written, subject: &Subject) -> Option<Literal> {
        let At { value, span } = &written.0;
        let percent = |text: &str| text.contains(['%', '％']) || text.contains("百分之");
        let toml::Value::String(text) = value else {
            self.bad_value(*span, "增长的幅度写成百分数，加引号，如 \"20%\"。");
            return None;
        };
        if !percent(text) {
            self.bad_value(*span, "增长的幅度写成百分数，如 \"20%\"；增长一倍写 \"100%\"。");
        }
        let rate = self.rate_of(&Text { value: text.clone(), span: *span })?;
        if !rate.is_zero() && !self.explained {
            self.hold_against_quotation(written, FieldType::Number, subject, rate);
        }
        Some(Literal::Number(rate))
    }

    /// Where nothing is quoted above the block, as above a vocabulary, there is nothing to compare with.
    fn hold_against_quotation(
        &mut self,
        written: &Written,
        kind: FieldType,
        subject: &Subject,
        value: Decimal,
    ) {
        let span = written.0.span;
        if self.markdown.quotation_above(span.0).trim().is_empty() {
            return;
        }
        let quoted = self.quoted(span.0);
        let text = match &written.0.value {
            toml::Value::String(text) => Some(text.as_str()),
            _ => None,
        };
        let declared = matches!(subject, Subject::Field { field, .. } if field.index() >= builtin::count());
        match (kind, text) {
            (FieldType::Money, _) => {
                let plain = text.is_none() && quoted.has_bare(value);
                if !quoted.has_amount(value) && !plain {
                    let what = text.map_or_else(|| format!("{value}元"), str::to_owned);
                    self.bound_not_quoted(span, &format!("金额「{what}」"), &amounts(&quoted));
                }
            }
            (FieldType::Number, Some(text)) if text.contains(['%', '％']) && !quoted.has_rate(value) => {
                self.bound_not_quoted(span, &format!("比例「{text}」"), &rates(&quoted));
            }
            (FieldType::Number | FieldType::Whole, None) if declared && quoted.says_percent_only(value) => {
                let message = format!(
                    "这里写的是数 {value}，引文里是 {value}%，名单上的 {value}% 会读成百分数，比不上它。"
                );
                let help = format!(
                    "请写成 \"{value}%\"，字段的类型写 数；名单的列标题写（%）或格内写 {value}% 都认。"
                );
                self.report(Code::PolicyNotQuoted, span, message, help);
            }
            _ => {}
        }
    }

    fn bound_not_quoted(&mut self, span: (usize, usize), what: &str, stated: &[String]) {
        let stated = match stated {
            [] => "没有这类数字".to_owned(),
            some => format!("写的是{}", some.join("、")),
        };
        let message = format!("条件、分档或每满里的{what}在上面的引文里找不到，引文{stated}。");
        let help = "请对照原文改正；这个数写在别的条文里的，请把那一句也引在上面；原文是用别的话说的，在奖项里写 from = \"从何而来\"。";
        self.report(Code::PolicyNotQuoted, span, message, help);
    }
}

fn amounts(quoted: &Figures) -> Vec<String> {
    quoted.amounts().iter().map(|yuan| in_wan(*yuan)).collect()
}

fn rates(quoted: &Figures) -> Vec<String> {
    let percent = |rate: &Decimal| crate::money::exact_product(*rate, Decimal::ONE_HUNDRED).unwrap_or(*rate);
    quoted.rates().iter().map(|rate| format!("{}%", percent(rate).normalize())).collect()
}
