//! What the figures of number fields are in: the unit that is declared or stands in the headings, and those that are quoted.

use super::Loader;
use crate::policy::file::{FieldFile, FieldType, Text};
use crate::policy::{FieldId, Subject, builtin};
use crate::text::normal::key;
use crate::text::unit::{self, Unit};
use rust_decimal::Decimal;

/// True for fields whose figures have units that are no money.
fn is_measured(kind: FieldType) -> bool {
    matches!(kind, FieldType::Whole | FieldType::Number)
}

impl Loader<'_> {
    /// The unit of a declared field: its own key, or what its headings say.
    pub(super) fn unit_of_field(&mut self, file: &FieldFile, kind: FieldType) -> Option<Unit> {
        if let Some(text) = &file.unit {
            return self.declared_unit(text, kind);
        }
        if !is_measured(kind) {
            return None;
        }
        let mut units: Vec<(Unit, &Text)> = Vec::new();
        for heading in std::iter::once(&file.name).chain(&file.headings) {
            let words = unit::words_of_heading(&heading.value);
            units.extend(words.iter().filter_map(|word| Unit::of(word)).next().map(|unit| (unit, heading)));
        }
        let (first, _) = units.first().cloned()?;
        if let Some((other, at)) = units.iter().find(|(unit, _)| !unit.agrees(&first)) {
            let message = format!(
                "字段「{}」的列标题写了两种单位「{}」和「{}」，数字不能照同一个标准比较，程序不换算。",
                file.name.value, first.said, other.said
            );
            self.bad_value(at.span, &message);
        }
        Some(first)
    }

    fn declared_unit(&mut self, text: &Text, kind: FieldType) -> Option<Unit> {
        let word = key(&text.value);
        if !is_measured(kind) {
            self.bad_value(text.span, "「unit」只给整数、数的字段写；金额的单位照名单上写的读。");
            return None;
        }
        if word.is_empty() || unit::percent_of_heading(&word).is_some() {
            self.bad_value(
                text.span,
                "「unit」应写数字的单位，如 \"亩\"；比例不写 unit，列标题写（%）或格内写 10% 都认。",
            );
            return None;
        }
        Some(Unit::declared(&word))
    }

    /// Notes how a constant that a number field is compared with is written.
    pub(super) fn note_scale(&mut self, subject: &Subject, written: &str, value: Decimal) {
        let Subject::Field { field, .. } = subject else { return };
        let percent = written.contains(['%', '％', '‰']) || written.contains("分之");
        let scale = &mut self.policy.fields[field.index()].scale;
        scale.by_percent |= percent;
        scale.by_number |= !percent && value > Decimal::ONE;
    }

    /// What the passages say by which number fields are used; of a use that nothing is quoted for, all passages.
    pub(super) fn quote_units(&mut self) {
        let uses = std::mem::take(&mut self.uses);
        let whole = || {
            self.policy.clauses.iter().map(|clause| clause.quotation.as_str()).collect::<Vec<_>>().join("\n")
        };
        let mut quoted: Vec<(FieldId, Vec<Unit>)> = Vec::new();
        for (field, offsets) in uses {
            if field.index() < builtin::count() || !is_measured(self.policy.field(field).kind) {
                continue;
            }
            let passages = offsets.iter().map(|offset| self.markdown.quotation_above(*offset));
            let passages = passages.map(|text| if text.is_empty() { whole() } else { text });
            quoted.push((field, passages.flat_map(|text| unit::in_passage(&text)).collect()));
        }
        for (field, units) in quoted {
            self.policy.fields[field.index()].scale.quoted = units;
        }
    }
}
