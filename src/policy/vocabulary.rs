//! The words of a policy: fields, categories, derived fields and counts.

use super::{Alone, ClauseId, Condition, CountOver, Covers, FieldId, FieldOn, FieldType, Scale};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A field that rows may carry.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its Chinese name.
    pub name: String,
    /// The lists it belongs to.
    pub on: Vec<FieldOn>,
    /// Its type.
    pub kind: FieldType,
    /// The values of a choice.
    pub values: Vec<String>,
    /// Other spellings of a choice's values: normalised spelling to value.
    pub aliases: BTreeMap<String, String>,
    /// Column headings it goes by, its name included.
    pub headings: Vec<String>,
    /// A register field that is given by year.
    pub by_year: bool,
    /// In a group key, what stands by itself where it is left blank; none where that is not known, and holds.
    pub blank: Option<Alone>,
    /// What its figures are in.
    pub scale: Scale,
}

/// A kind of achievement.
#[derive(Clone, Debug)]
pub struct Category {
    /// Its name.
    pub name: String,
    /// Index into [`Policy::levels`](super::Policy::levels); 0 is the highest.
    pub level: Option<usize>,
    /// Its family.
    pub family: Option<String>,
    /// 只, 件, 项 …
    pub unit: Option<String>,
    /// Other names in lists.
    pub aliases: Vec<String>,
    /// First and last day on which it exists.
    pub life: (Option<Date>, Option<Date>),
    /// The clause cited for a date outside its life.
    pub life_clause: Option<ClauseId>,
    /// Fields, beside certificate or title, that tell two achievements apart.
    pub identity: Vec<FieldId>,
    /// Several holders may share one achievement.
    pub joint: bool,
    /// A trademark: one with a product only by a decision or a shared mark number.
    pub mark: bool,
}

/// A name for a condition or a count.
#[derive(Clone, Debug)]
pub struct Derived {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub kind: DerivedKind,
}

/// What a derived field stands for.
#[derive(Clone, Debug)]
pub enum DerivedKind {
    /// Yes where the condition holds.
    Condition(Condition),
    /// A whole number.
    Count(Box<Count>),
}

/// A count of achievements.
#[derive(Clone, Debug)]
pub struct Count {
    /// Which.
    pub covers: Covers,
    /// Only those that meet this.
    pub when: Condition,
    /// Over this year, history, or both; or the register's own figure.
    pub over: CountOver,
    /// The register's figure, where it is that.
    pub field: Option<FieldId>,
    /// Grouped by.
    pub key: Vec<KeyPart>,
    /// Distinct values of this field, not items.
    pub distinct: Option<FieldId>,
}

/// A part of a group key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyPart {
    /// 收款单位.
    Payee,
    /// 企业.
    Enterprise,
    /// 产品.
    Product,
    /// 类别.
    Category,
    /// 大类.
    Family,
    /// 级别.
    Level,
    /// 条款.
    Clause,
    /// 镇.
    Town,
    /// 年度.
    Year,
    /// 成果: each achievement by itself.
    Achievement,
    /// A declared field.
    Field(FieldId),
}
