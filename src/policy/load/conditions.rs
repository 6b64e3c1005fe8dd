//! Conditions: each names a declared field and gets a test of the field's own type.

use super::Loader;
use crate::finding::Code;
use crate::policy::file::{At, ConditionFile, FieldOn, FieldType, Literal as Written, OffsetsFile, Text};
use crate::policy::{Bounds, Check, Condition, DerivedKind, FieldId, Literal, Subject, Test, YearDay};
use crate::text::normal;
use jiff::civil::Date;
use rust_decimal::Decimal;

impl Loader<'_> {
    /// All of these.
    pub(super) fn conditions(&mut self, files: &[ConditionFile]) -> Condition {
        let near = files.iter().find_map(span_of).unwrap_or_default();
        Condition::All(files.iter().map(|file| self.condition(file, near)).collect())
    }

    /// One condition; an empty one is shown at what stands near it.
    fn condition(&mut self, file: &ConditionFile, near: (usize, usize)) -> Condition {
        match (&file.field, &file.all, &file.any, &file.not) {
            (Some(field), None, None, None) => self.tests(field, file),
            (None, Some(all), None, None) => self.conditions(all),
            (None, None, Some(any), None) => {
                Condition::Any(any.iter().map(|file| self.condition(file, near)).collect())
            }
            (None, None, None, Some(not)) => Condition::Not(Box::new(self.condition(not, near))),
            _ => {
                self.bad_value(span_of(file).unwrap_or(near), "一个条件须恰好写 field、all、any、not 之一。");
                Condition::All(Vec::new())
            }
        }
    }

    fn tests(&mut self, field: &Text, file: &ConditionFile) -> Condition {
        let Some(subject) = self.subject(
            field,
            file.year.as_ref().map(|at| at.value),
            file.each_of_last.as_ref().map(|at| at.value),
        ) else {
            return Condition::All(Vec::new());
        };
        let kind = self.type_of(&subject);
        let mut checks = Vec::new();
        let literals = file.is.iter().chain(file.one_of.iter().flatten());
        let one_of: Vec<Literal> =
            literals.filter_map(|literal| self.stated(literal, kind, &subject)).collect();
        if file.is.is_some() || file.one_of.is_some() {
            checks.push(Check::OneOf(one_of));
        }
        if let Some(over) = &file.growth_over {
            checks.extend(self.growth(file, over, (field, &subject)));
        } else if let Some(bounds) =
            self.bounds([&file.from, &file.above, &file.to, &file.below], kind, &subject, field.span)
        {
            checks.push(Check::Range(bounds));
        }
        if let Some(present) = &file.present {
            checks.push(Check::Present(present.value));
        }
        let months = self.months(file, field.span);
        for (other, not_before) in [(&file.from_field, true), (&file.to_field, false)] {
            let Some(text) = other else { continue };
            if let Some(other) = self.field_named(text) {
                if self.policy.field(other).kind != FieldType::Date {
                    self.bad_value(text.span, &format!("字段「{}」不是日期，不能和日期比较。", text.value));
                }
                self.of_a_row(other, text);
                checks.push(Check::Against { other, months, not_before });
            }
            self.only_for(kind, FieldType::Date, field, "与另一日期比较");
        }
        if let Some(offsets) = &file.award_year {
            checks.push(self.award_years(offsets, field.span));
            self.only_for(kind, FieldType::Date, field, "奖励年度比较");
        }
        if checks.is_empty() {
            self.bad_value(field.span, "条件只写了字段，没有写怎么比（is、in、from、to、present 等）。");
        }
        let test = |check| Condition::Test(Test { subject: subject.clone(), check, span: field.span });
        Condition::All(checks.into_iter().map(test).collect())
    }

    /// What is added to the other date.
    fn months(&mut self, file: &ConditionFile, span: (usize, usize)) -> i32 {
        let months = i64::from(file.plus_years) * 12 + i64::from(file.plus_months);
        if !(-1200..=1200).contains(&months) {
            self.bad_value(span, "plus_years、plus_months 合计应在 -100 年至 100 年之间。");
        }
        if months != 0 && file.from_field.is_none() && file.to_field.is_none() {
            self.bad_value(span, "plus_years、plus_months 须和 from_field 或 to_field 一起写。");
        }
        i32::try_from(months.clamp(-1200, 1200)).unwrap_or(0)
    }

    fn award_years(&mut self, file: &OffsetsFile, span: (usize, usize)) -> Check {
        if file.from.is_none() && file.to.is_none() {
            self.bad_value(span, "award_year 须写 from、to（与奖励年度相差几年）至少一个。");
        }
        let mut end = |year: &Option<At<i64>>, day: &Option<Text>, otherwise: (i8, i8)| {
            let Some(year) = year else {
                if let Some(day) = day {
                    self.bad_value(day.span, "写了哪一天，还须写是哪一年（from 或 to，0 为奖励年度）。");
                }
                return None;
            };
            if !(-50..=50).contains(&year.value) {
                self.bad_value(year.span, "与奖励年度相差的年数应在 -50 至 50 之间。");
            }
            let day = day.as_ref().map_or(Some(otherwise), |text| self.day_of_year(text));
            Some(YearDay { year: i32::try_from(year.value).unwrap_or(0).clamp(-50, 50), day: day? })
        };
        let from = end(&file.from, &file.from_day, (1, 1));
        Check::AwardYear { from, to: end(&file.to, &file.to_day, (12, 31)) }
    }

    /// 「3月31日」, a day that every year has.
    fn day_of_year(&mut self, text: &Text) -> Option<(i8, i8)> {
        let folded = normal::fold(&text.value);
        let parts = folded.trim().strip_suffix('日').and_then(|rest| rest.split_once('月'));
        let day = parts
            .and_then(|(month, day)| Some((month.trim().parse::<i8>().ok()?, day.trim().parse::<i8>().ok()?)))
            .filter(|(month, day)| Date::new(2001, *month, *day).is_ok());
        if day.is_none() {
            let why = "这里应写每年都有的一天，如 \"3月31日\"；到2月底为止的，写 not 和从 \"3月1日\" 起。";
            self.bad_value(text.span, why);
        }
        day
    }

    fn only_for(&mut self, kind: FieldType, wanted: FieldType, field: &Text, what: &str) {
        if kind != wanted {
            self.bad_value(field.span, &format!("字段「{}」不是日期，不能作{what}。", field.value));
        }
    }

    /// A field or derived field, with its years.
    pub(super) fn subject(&mut self, text: &Text, year: Option<i64>, last: Option<i64>) -> Option<Subject> {
        if let Some(derived) = self.derived.get(&text.value).copied() {
            if derived.index() >= self.policy.derived.len() {
                self.bad_value(text.span, "派生字段只能引用在它上面声明的派生字段。");
                return None;
            }
            return Some(Subject::Derived(derived));
        }
        let field = self.field_or_derived(text)?;
        self.of_a_row(field, text);
        if (year.is_some() || last.is_some()) != self.policy.field(field).by_year {
            let message = format!("字段「{}」按年度与否，和条件里的 year、each_of_last 不一致。", text.value);
            self.report(
                Code::PolicyBadValue,
                text.span,
                message,
                "按年度的字段须写 year（0 为奖励年度，-1 为上一年），其他字段不写。",
            );
        }
        let offset = year.unwrap_or(0);
        let years = last.unwrap_or(1);
        let fits = (-50..=50).contains(&offset) && (1..=50).contains(&years);
        if !fits {
            self.bad_value(text.span, "year 应在 -50 至 50 之间，each_of_last 应在 1 至 50 之间。");
        }
        Some(Subject::Field {
            field,
            year: i32::try_from(offset).unwrap_or(0),
            years: u32::try_from(years).unwrap_or(1),
        })
    }

    /// A field of the history says nothing of an achievement: only a count looks at it.
    fn of_a_row(&mut self, field: FieldId, text: &Text) {
        let on = &self.policy.field(field).on;
        if self.counting || on.contains(&FieldOn::Achievement) || on.contains(&FieldOn::Register) {
            return;
        }
        self.report(
            Code::PolicyBadValue,
            text.span,
            format!("字段「{}」不在成果名单和企业名录上，一项成果没有这个内容，永远无法判断。", text.value),
            "台账里的内容请先计数：在 [[derived]] 写 count = { over = \"历年\", key = [ … ], when = [ … ] }，再用它的名称（如 from = 1）。",
        );
    }

    /// A field whose value is a figure of one of these types, not by year.
    pub(super) fn figure_field(&mut self, text: &Text, types: &[FieldType]) -> Option<FieldId> {
        let field = self.field_named(text)?;
        self.of_a_row(field, text);
        let definition = self.policy.field(field);
        if definition.by_year || !types.contains(&definition.kind) {
            let types: Vec<&str> = types.iter().map(|kind| wanted(*kind)).collect();
            let message =
                format!("字段「{}」不能用在这里，应是不按年度的字段，值为{}。", text.value, types.join("或"));
            self.bad_value(text.span, &message);
        }
        Some(field)
    }

    fn field_or_derived(&mut self, text: &Text) -> Option<FieldId> {
        if self.fields.contains_key(&text.value) {
            return self.field_named(text);
        }
        let known = self.guesses(self.fields.keys().chain(self.derived.keys()));
        self.unknown("字段", text, known.iter().map(String::as_str));
        None
    }

    pub(super) fn type_of(&self, subject: &Subject) -> FieldType {
        match subject {
            Subject::Field { field, .. } => self.policy.field(*field).kind,
            Subject::Derived(id) => match self.policy.derived[id.index()].kind {
                DerivedKind::Count(_) => FieldType::Whole,
                DerivedKind::Condition(_) => FieldType::Bool,
            },
        }
    }

    /// Bounds from `from` (included), `above`, `to` (included), `below`.
    pub(super) fn bounds(
        &mut self,
        [from, above, to, below]: [&Option<Written>; 4],
        kind: FieldType,
        subject: &Subject,
        span: (usize, usize),
    ) -> Option<Bounds> {
        if [from, above, to, below].iter().all(|end| end.is_none()) {
            return None;
        }
        if (from.is_some() && above.is_some()) || (to.is_some() && below.is_some()) {
            self.bad_value(span, "下限（from、above）和上限（to、below）各只能写一个。");
        }
        if matches!(kind, FieldType::Bool | FieldType::Choice) {
            self.bad_value(span, "「是否」和「选项」字段不能比大小。");
        }
        let mut end = |included: &Option<Written>, excluded: &Option<Written>| {
            let literal = included.as_ref().or(excluded.as_ref())?;
            self.stated(literal, kind, subject).map(|value| (value, included.is_some()))
        };
        Some(Bounds { lower: end(from, above), upper: end(to, below) })
    }

    /// A constant, read as the field's type wants it.
    pub(super) fn literal(
        &mut self,
        written: &Written,
        kind: FieldType,
        subject: &Subject,
    ) -> Option<Literal> {
        let At { value, span } = &written.0;
        let text = |text: &String| Text { value: text.clone(), span: *span };
        match (kind, value) {
            (FieldType::Bool, toml::Value::Boolean(value)) => Some(Literal::Bool(*value)),
            (FieldType::Whole | FieldType::Number, toml::Value::Integer(value)) => {
                let value = Decimal::from(*value);
                self.note_scale(subject, "", value);
                Some(Literal::Number(value))
            }
            (FieldType::Number, toml::Value::String(written)) => {
                let value = self.rate_of(&text(written))?;
                self.note_scale(subject, written, value);
                Some(Literal::Number(value))
            }
            (FieldType::Money, toml::Value::Integer(value)) => Some(Literal::Number(Decimal::from(*value))),
            (FieldType::Money, toml::Value::String(value)) => {
                self.amount_of(&text(value)).map(Literal::Number)
            }
            (FieldType::Date, toml::Value::Datetime(_)) => self.day(Some(written)).map(Literal::Date),
            (FieldType::Choice, toml::Value::String(value)) => self.choice(&text(value), subject),
            (FieldType::Text, toml::Value::String(value)) => Some(Literal::Text(value.clone())),
            _ => {
                self.bad_value(*span, &format!("这里的值和字段类型不符，应是{}。", wanted(kind)));
                None
            }
        }
    }

    fn choice(&mut self, text: &Text, subject: &Subject) -> Option<Literal> {
        let Subject::Field { field, .. } = subject else { return None };
        let values = self.policy.field(*field).values.clone();
        if values.contains(&text.value) {
            return Some(Literal::Text(text.value.clone()));
        }
        self.unknown("选项", text, values.iter().map(String::as_str));
        None
    }
}

/// Where a condition without a field stands: at the first thing written in it.
fn span_of(file: &ConditionFile) -> Option<(usize, usize)> {
    let own = [&file.is, &file.from, &file.above, &file.to, &file.below].into_iter().flatten();
    let fields = [&file.field, &file.from_field, &file.to_field].into_iter().flatten();
    let parts = [&file.all, &file.any].into_iter().flatten().flatten().chain(file.not.as_deref());
    let spans = own.map(|literal| literal.0.span).chain(fields.map(|field| field.span));
    spans.chain(parts.filter_map(span_of)).min()
}

fn wanted(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Text => "文字（加引号）",
        FieldType::Whole => "整数",
        FieldType::Number => "整数，或加引号的小数",
        FieldType::Money => "金额，如 \"300万元\"，或整数元",
        FieldType::Date => "日期，如 2008-12-31",
        FieldType::Bool => "true 或 false",
        FieldType::Choice => "选项之一",
    }
}
