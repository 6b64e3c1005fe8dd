//! Amounts by a figure: a rate of it, brackets over it, so much for each whole step of it, and what is multiplied by fields.

use super::Loader;
use super::amounts::{FIGURES, Owner, joined};
use crate::policy::file::{AmountFile, AmountTable, BracketFile, BracketMode, FieldType, LessFile, Text};
use crate::policy::{AmountKind, Bounds, FieldId, Literal, Measure, Subject, TariffId, builtin};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

impl Loader<'_> {
    /// A rate of an amount of money, or of its increase.
    pub(super) fn rate_of_field(&mut self, rate: TariffId, table: &AmountTable, field: &Text) -> AmountKind {
        let Some(of) = self.measure(table, field) else { return AmountKind::Fixed(rate) };
        if !of.is_money(&self.policy) {
            self.bad_value(field.span, "比例只能按金额类型的字段计算。");
            return AmountKind::Fixed(rate);
        }
        AmountKind::RateOfField { rate, of }
    }

    /// A figure, less another where it is the increase that counts.
    fn measure(&mut self, table: &AmountTable, text: &Text) -> Option<Measure> {
        let of = self.subject(text, table.year.as_ref().map(|at| at.value), None);
        let less = table.less.as_ref().map(|less| self.earlier(less, of.as_ref()));
        let of = of?;
        let Some(less) = less else { return Some(Measure { of, less: None }) };
        Some(Measure { of, less: Some(less?) })
    }

    /// What an increase is over: a field of the same kind, of no later year.
    pub(super) fn earlier(&mut self, file: &LessFile, of: Option<&Subject>) -> Option<(FieldId, i32)> {
        let subject = self.subject(&file.of, file.year.as_ref().map(|at| at.value), None)?;
        let Subject::Field { field, year, .. } = subject else {
            self.bad_value(file.of.span, "增长只能和字段比，不能和计数比。");
            return None;
        };
        let (own, theirs) = (of.map(|of| self.type_of(of)), self.policy.field(field).kind);
        let both_money = own.is_none_or(|own| (own == FieldType::Money) == (theirs == FieldType::Money));
        if !FIGURES.contains(&theirs) || !both_money {
            let message =
                format!("字段「{}」和它比的不是同一种数，应同为金额，或同为数、整数。", file.of.value);
            self.bad_value(file.of.span, &message);
        }
        if let Some(Subject::Field { field: own, year: at, .. }) = of {
            if (*own, *at) == (field, year) {
                let why = "和它自己比，增长总是零；按年度的字段请写另一年，如 year = -1。";
                self.bad_value(file.of.span, why);
            } else if *own == field && *at < year {
                self.bad_value(file.of.span, "比的年度比它自己晚，增长的反而没有增长；先后请对调。");
            }
        }
        Some((field, year))
    }

    /// Brackets, or whole steps.
    pub(super) fn by_kind(
        &mut self,
        owner: &Owner,
        part: &str,
        table: &AmountTable,
        by: &Text,
    ) -> AmountKind {
        let measure = self.measure(table, by);
        if measure.as_ref().is_some_and(|measure| !FIGURES.contains(&self.type_of(&measure.of))) {
            self.bad_value(by.span, "分档只能按整数、数、金额字段或计数。");
        }
        let quantity = Subject::Field { field: builtin::QUANTITY, year: 0, years: 1 };
        let measure = measure.unwrap_or(Measure { of: quantity, less: None });
        match &table.step {
            Some(_) => self.each_step_kind(owner, part, table, (by, measure)),
            None => self.bracket_kind(owner, part, table, (by, measure)),
        }
    }

    fn bracket_kind(
        &mut self,
        owner: &Owner,
        part: &str,
        table: &AmountTable,
        (by, measure): (&Text, Measure),
    ) -> AmountKind {
        let mode = table.mode.as_ref().map(|mode| mode.value);
        let mut brackets = Vec::new();
        for (number, bracket) in (1..).zip(&table.brackets) {
            let part = joined(part, &format!("档{number}"));
            let tariff = self.bracket_tariff(owner, &part, bracket, mode, &measure);
            self.explained = owner.evidence.explained;
            brackets.push((self.bracket_bounds(bracket, &measure.of), tariff));
            self.explained = false;
        }
        if table.brackets.is_empty() {
            self.bad_value(by.span, "分档金额须写 brackets = [ … ]；每满多少给多少的，写 step 和 amount。");
        }
        let rates = table.brackets.iter().filter(|bracket| bracket.rate.is_some()).count();
        if mode.is_some() && rates > 0 && rates < table.brackets.len() {
            self.bad_value(by.span, "整档、分段的各档要么都写 rate，要么都写 amount（单价）。");
        }
        let stray = table.amount.as_ref().map(|text| text.span).or(table.start.as_ref().map(|it| it.0.span));
        if let Some(span) = stray {
            self.bad_value(span, "brackets 旁边不写 amount、start：它们和 step（每满多少）并用。");
        }
        AmountKind::Brackets { by: measure, brackets, mode, less_paid: table.less_paid }
    }

    fn bracket_tariff(
        &mut self,
        owner: &Owner,
        part: &str,
        bracket: &BracketFile,
        mode: Option<BracketMode>,
        measure: &Measure,
    ) -> TariffId {
        let is_money = measure.is_money(&self.policy);
        match (&bracket.amount, &bracket.rate) {
            (Some(amount), None) if mode.is_some() => self.price_tariff(owner, part, amount, is_money),
            (Some(amount), None) => self.money_tariff(owner, part, amount),
            (None, Some(rate)) => {
                if !is_money {
                    let message = "只有按金额字段分档时一档才能写 rate；按数、个数的写 amount（总额，或整档、分段的单价）。";
                    self.bad_value(rate.span, message);
                }
                self.rate_tariff(owner, part, rate)
            }
            (amount, rate) => {
                let span = amount.as_ref().or(rate.as_ref()).map_or(owner_span(bracket), |text| text.span);
                self.bad_value(span, "一档须恰写 amount（金额）和 rate（比例）之一。");
                TariffId(0)
            }
        }
    }

    fn bracket_bounds(&mut self, bracket: &BracketFile, subject: &Subject) -> Bounds {
        let kind = self.type_of(subject);
        let ends = [&bracket.from, &bracket.above, &bracket.to, &bracket.below];
        let written = bracket.amount.as_ref().or(bracket.rate.as_ref());
        let span = written.map_or(owner_span(bracket), |text| text.span);
        self.bounds(ends, kind, subject, span).unwrap_or_default()
    }

    /// So much for each whole step.
    fn each_step_kind(
        &mut self,
        owner: &Owner,
        part: &str,
        table: &AmountTable,
        (by, measure): (&Text, Measure),
    ) -> AmountKind {
        if !table.brackets.is_empty() || table.mode.is_some() || table.less_paid {
            self.bad_value(by.span, "写了 step（每满多少），就不写 brackets、mode、less_paid。");
        }
        let each = match &table.amount {
            Some(text) => self.money_tariff(owner, &joined(part, "每满"), text),
            None => {
                self.bad_value(by.span, "每满多少给多少的，须写 amount（每满一次给多少）。");
                TariffId(0)
            }
        };
        self.explained = owner.evidence.explained;
        let mut length = |file: &Option<crate::policy::file::Literal>| {
            let file = file.as_ref()?;
            let kind = self.type_of(&measure.of);
            let Some(Literal::Number(number)) = self.stated(file, kind, &measure.of) else { return None };
            Some((number, file.0.span))
        };
        let (step, start) = (length(&table.step), length(&table.start));
        self.explained = false;
        for (number, span) in [step, start].into_iter().flatten() {
            if number <= Decimal::ZERO {
                self.bad_value(span, "step、start 须大于零。");
            }
        }
        let step = step.map_or(Decimal::ONE, |(number, _)| number);
        AmountKind::Steps { by: measure, each, step, start: start.map(|(number, _)| number) }
    }

    /// The number fields that a figure is multiplied by.
    pub(super) fn times(&mut self, table: &AmountTable, kind: &AmountKind) -> Vec<FieldId> {
        let Some(first) = table.times.first() else { return Vec::new() };
        let fits = match kind {
            AmountKind::Fixed(_) | AmountKind::RateOfField { .. } => true,
            AmountKind::Brackets { less_paid, .. } => !less_paid,
            AmountKind::Steps { .. } => true,
            AmountKind::RateOfAward { .. }
            | AmountKind::PoolByRank { .. }
            | AmountKind::PoolByScore { .. } => false,
        };
        if !fits {
            self.bad_value(first.span, "times 只能与 fixed、rate 加 of、by 并用。");
        }
        let number = [FieldType::Whole, FieldType::Number];
        let fields: Vec<FieldId> =
            table.times.iter().filter_map(|field| self.figure_field(field, &number)).collect();
        let mut seen = BTreeSet::new();
        if !fields.iter().all(|field| seen.insert(*field)) {
            self.bad_value(first.span, "times 里一个字段写了两次，会乘两次。");
        }
        if fields.contains(&builtin::QUANTITY) {
            self.bad_value(first.span, "times 不写「数量」：金额本来就乘数量。");
        }
        fields
    }

    /// Keys of a measured amount beside another way say nothing.
    pub(super) fn check_measured(&mut self, table: &AmountTable, span: (usize, usize)) {
        let measured = table.by.is_some() || table.of.is_some();
        let stepped = [table.step.is_some(), table.start.is_some(), table.amount.is_some()];
        if table.less.is_some() && !measured {
            self.bad_value(span, "less（减去）须与 rate 加 of，或与 by 并用。");
        }
        if stepped.contains(&true) && table.by.is_none() {
            self.bad_value(span, "step、start、amount（每满多少给多少）须与 by 并用；固定金额写 fixed。");
        }
    }

    /// A floor that follows an increase would pay those without one.
    pub(super) fn check_floor(&mut self, table: &AmountTable) {
        let Some(AmountFile::Table(floor, span)) = table.floor.as_deref() else { return };
        if floor.less.is_some() || floor.step.is_some() {
            self.bad_value(
                *span,
                "floor（不低于）里不能写 less、step：没有增量、不满一次的算不出不低于多少。",
            );
        }
    }
}

/// Where a bracket without an amount stands: at its first bound.
fn owner_span(bracket: &BracketFile) -> (usize, usize) {
    let ends = [&bracket.from, &bracket.above, &bracket.to, &bracket.below];
    ends.into_iter().flatten().map(|end| end.0.span).min().unwrap_or_default()
}
