//! Vocabulary: categories, fields and derived fields.

use super::Loader;
use crate::finding::Code;
use crate::policy::file::{
    ConditionFile, CountFile, CountOver, DerivedFile, FieldFile, FieldType, Literal as Written, PolicyFile,
    Text,
};
use crate::policy::{
    Category, CategoryId, Condition, Count, Covers, Derived, DerivedId, DerivedKind, Field, FieldId, FieldOn,
    Scale,
};
use crate::text::normal;
use jiff::civil::Date;
use std::collections::BTreeMap;

impl Loader<'_> {
    /// Names first, so that everything may refer to everything.
    pub(super) fn declare_vocabulary(&mut self, file: &PolicyFile) {
        for (index, category) in (0_u32..).zip(&file.category) {
            if self.categories.insert(category.name.value.clone(), CategoryId(index)).is_some() {
                self.duplicate("类别", &category.name);
            }
            self.families.extend(category.family.iter().map(|family| family.value.clone()));
        }
        for field in &file.field {
            self.declare_field(field);
        }
        for (index, derived) in (0_u32..).zip(&file.derived) {
            let taken = self.fields.contains_key(&derived.name.value);
            if taken || self.derived.insert(derived.name.value.clone(), DerivedId(index)).is_some() {
                self.duplicate("字段", &derived.name);
            }
        }
        self.check_aliases(file);
    }

    pub(super) fn duplicate(&mut self, what: &str, name: &Text) {
        self.report(
            Code::PolicyDuplicate,
            name.span,
            format!("{what}「{}」声明了两次。", name.value),
            "请删去一处或改名。",
        );
    }

    fn check_aliases(&mut self, file: &PolicyFile) {
        let mut owner: BTreeMap<String, &str> = BTreeMap::new();
        let mut clashes = Vec::new();
        for category in &file.category {
            for name in std::iter::once(&category.name).chain(&category.aliases) {
                let key = normal::key(&name.value);
                if let Some(other) =
                    owner.insert(key, &category.name.value).filter(|other| *other != category.name.value)
                {
                    clashes.push((name.clone(), other.to_owned()));
                }
            }
        }
        for (name, other) in clashes {
            let message = format!("「{}」已经是类别「{other}」的名称，一个叫法不能指两个类别。", name.value);
            self.report(Code::PolicyAliasClash, name.span, message, "请删去一处。");
        }
    }

    fn declare_field(&mut self, file: &FieldFile) {
        let headings = |field: &mut Field| {
            field.headings.extend(file.headings.iter().map(|text| text.value.clone()));
        };
        if let Some(id) = self.fields.get(&file.name.value).copied() {
            if file.on.is_some() || file.kind.is_some() || !file.values.is_empty() || file.unit.is_some() {
                self.duplicate("字段", &file.name);
            }
            headings(&mut self.policy.fields[id.index()]);
            self.policy.spans.fields.entry(id).or_insert(file.name.span);
            return;
        }
        let (Some(on), Some(kind)) = (&file.on, &file.kind) else {
            let message =
                format!("字段「{}」没有写 on（成果、名录、历史）或 type（类型）。", file.name.value);
            self.report(
                Code::PolicyMissingKey,
                file.name.span,
                message,
                "请补上，如 on = \"成果\"、type = \"文字\"；只有内置字段可以不写。",
            );
            return;
        };
        if (kind.value == FieldType::Choice) == file.values.is_empty() {
            self.bad_value(kind.span, "类型为「选项」时须写 values，其他类型不写 values。");
        }
        let mut field = Field {
            name: file.name.value.clone(),
            on: vec![on.value],
            kind: kind.value,
            values: file.values.iter().map(|text| text.value.clone()).collect(),
            aliases: BTreeMap::new(),
            headings: vec![file.name.value.clone()],
            by_year: file.by_year,
            blank: file.blank.as_ref().map(|blank| blank.value),
            scale: Scale { unit: self.unit_of_field(file, kind.value), ..Scale::default() },
        };
        if let Some(blank) = file.blank.as_ref().filter(|_| file.by_year || on.value == FieldOn::History) {
            self.bad_value(blank.span, "「blank」只给名单、名录里不按年度的字段写。");
        }
        for (alias, value) in &file.aliases {
            if !field.values.contains(&value.value) {
                let known = field.values.clone();
                self.unknown("选项", value, known.iter().map(String::as_str));
            }
            field.aliases.insert(normal::key(alias), value.value.clone());
        }
        headings(&mut field);
        let id = FieldId(u32::try_from(self.policy.fields.len()).unwrap_or(u32::MAX));
        self.policy.spans.fields.insert(id, file.name.span);
        self.fields.insert(field.name.clone(), id);
        self.policy.fields.push(field);
    }

    pub(super) fn resolve_vocabulary(&mut self, file: &PolicyFile) {
        for category in &file.category {
            let resolved = Category {
                name: category.name.value.clone(),
                level: category.level.as_ref().and_then(|level| self.level_named(level)),
                family: category.family.as_ref().map(|family| family.value.clone()),
                unit: category.unit.as_ref().map(|unit| unit.value.clone()),
                aliases: category.aliases.iter().map(|alias| alias.value.clone()).collect(),
                life: (self.day(category.from.as_ref()), self.day(category.to.as_ref())),
                life_clause: category.life_clause.as_ref().and_then(|clause| self.clause_named(clause)),
                identity: category.identity.iter().filter_map(|field| self.field_named(field)).collect(),
                joint: category.joint,
                mark: category.mark,
            };
            if resolved.life != (None, None)
                && resolved.life_clause.is_none()
                && category.life_clause.is_none()
            {
                let message = format!("类别「{}」有存续期，却没有写超出时引用哪一条。", resolved.name);
                self.report(
                    Code::PolicyMissingKey,
                    category.name.span,
                    message,
                    "请补上 life_clause = \"条款编号\"。",
                );
            }
            self.policy.spans.categories.push(category.name.span);
            self.policy.spans.aliases.push(category.aliases.iter().map(|alias| alias.span).collect());
            self.policy.categories.push(resolved);
        }
        for derived in &file.derived {
            self.policy.spans.derived.push(derived.name.span);
            let resolved = self.derived_of(derived);
            self.policy.derived.push(resolved);
        }
    }

    fn derived_of(&mut self, file: &DerivedFile) -> Derived {
        let kind = match (&file.when, &file.count) {
            (Some(when), None) => DerivedKind::Condition(self.conditions(when)),
            (None, Some(count)) => DerivedKind::Count(Box::new(Count {
                field: self.counted_field(count),
                covers: self.covers(&count.covers),
                when: self.counted(&count.when),
                over: count.over.value,
                key: self.key(&count.key),
                distinct: count.distinct.as_ref().and_then(|field| self.field_named(field)),
            })),
            _ => {
                self.bad_value(file.name.span, "派生字段须写 when 或 count，二者恰有其一。");
                DerivedKind::Condition(Condition::All(Vec::new()))
            }
        };
        Derived { name: file.name.value.clone(), kind }
    }

    /// The register's figure, of a count that is one.
    /// The conditions on what is counted.
    fn counted(&mut self, when: &[ConditionFile]) -> Condition {
        self.counting = true;
        let when = self.conditions(when);
        self.counting = false;
        when
    }

    fn counted_field(&mut self, file: &CountFile) -> Option<FieldId> {
        if (file.over.value == CountOver::Register) != file.field.is_some() {
            self.bad_value(file.over.span, "范围为「名录」时须写 field，其他范围不写。");
        }
        let text = file.field.as_ref()?;
        let field = self.field_named(text)?;
        let definition = self.policy.field(field);
        if definition.kind != FieldType::Whole || definition.by_year {
            self.bad_value(text.span, "个数须是名录里的整数字段，且不按年度。");
        }
        Some(field)
    }

    /// A TOML date.
    pub(super) fn day(&mut self, literal: Option<&Written>) -> Option<Date> {
        let literal = literal?;
        if let toml::Value::Datetime(toml::value::Datetime { date: Some(date), time: None, .. }) =
            literal.0.value
            && let (Ok(year), Ok(month), Ok(day)) =
                (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day))
            && let Ok(date) = Date::new(year, month, day)
        {
            return Some(date);
        }
        self.bad_value(literal.0.span, "这里应写日期，如 2008-12-31（不加引号）。");
        None
    }

    pub(super) fn covers(&mut self, file: &crate::policy::file::CoversFile) -> Covers {
        for family in &file.families {
            if !self.families.contains(&family.value) {
                let known = self.guesses(self.families.iter());
                self.unknown("大类", family, known.iter().map(String::as_str));
            }
        }
        Covers {
            awards: file.awards.iter().filter_map(|award| self.award_named(award)).collect(),
            categories: file.categories.iter().filter_map(|category| self.category_named(category)).collect(),
            families: file.families.iter().map(|family| family.value.clone()).collect(),
            levels: file.levels.iter().filter_map(|level| self.level_named(level)).collect(),
            clauses: file.clauses.iter().filter_map(|clause| self.clause_named(clause)).collect(),
            roles: file.roles.iter().map(|role| role.value).collect(),
            except: file.except.iter().filter_map(|award| self.award_named(award)).collect(),
        }
    }
}
