//! The policy file as it is written: the serde types behind `rules/*.md`, and the source of its JSON Schema.
//!
//! Keys are English, values Chinese. Nothing here is checked beyond its shape; `load` gives it meaning.

mod amount;
mod award;
mod cases;
mod condition;
mod steps;
mod vocabulary;

pub use amount::{AbsentRank, AmountFile, AmountTable, BracketFile, BracketMode, LessFile};
pub use award::{
    AwardFile, BasisFile, ClauseFile, ExclusionDate, ExclusionEffect, ExclusionFile, GrantedEffect,
    GrantedFile, JointFile, JointMode, OtherwiseFile, RequirementFile,
};
pub use cases::{CaseAmountFile, CaseFile, CaseRowFile, ExpectFile, FateFile};
pub use condition::{ConditionFile, CoversFile, OffsetsFile, RoleFile};
pub use steps::*;
pub use vocabulary::{Alone, CategoryFile, CountFile, CountOver, DerivedFile, FieldFile, FieldOn, FieldType};

use crate::money::Rounding;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// A value and where it stands in the file.
#[derive(Clone, Debug, Default)]
pub struct At<T> {
    /// What was written.
    pub value: T,
    /// Byte offsets, start and end.
    pub span: (usize, usize),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<T>::deserialize(deserializer)?;
        let span = spanned.span();
        Ok(Self { value: spanned.into_inner(), span: (span.start, span.end) })
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

/// A text with its place.
pub type Text = At<String>;
/// A text, whole number, yes/no or date with its place; a float is refused when it is given its type.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(description = "文字、整数、true、false 或日期（不加引号）；小数须加引号。")]
#[serde(transparent)]
pub struct Literal(#[schemars(with = "serde_json::Value")] pub At<toml::Value>);

/// The whole file.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "整份文件：政策文件全部 toml 代码块连起来的内容。")]
#[serde(deny_unknown_fields)]
pub struct PolicyFile {
    /// 固定写 `duixian.policy/1`。
    pub schema: Text,
    /// 政策本身。
    pub policy: Head,
    /// 成果类别，按优先次序排列。
    #[serde(default)]
    pub category: Vec<CategoryFile>,
    /// 字段。
    #[serde(default)]
    pub field: Vec<FieldFile>,
    /// 派生字段：给一组条件或一个计数取名。
    #[serde(default)]
    pub derived: Vec<DerivedFile>,
    /// 条款，按文件次序排列。
    #[serde(default)]
    pub clause: Vec<ClauseFile>,
    /// 案例：给定名单的几行，应当算出什么；`check` 逐个计算，不影响兑现。
    #[serde(default)]
    pub case: Vec<CaseFile>,
}

/// `[policy]`: what the policy is and how it computes.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "政策本身：是什么政策，怎样舍入，步骤的次序。")]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// 政策编号（英文短名），如 `yixing-2008`。
    pub id: Text,
    /// 政策名称，印在封面。
    pub name: Text,
    /// 文号。
    pub document: Text,
    /// 制发机关。
    #[serde(default)]
    pub issuer: Option<Text>,
    /// 出处（网址、报刊、日期）。
    #[serde(default)]
    pub source: Option<Text>,
    /// 适用的奖励年度，首尾都算。
    pub years: YearsFile,
    /// 被本政策替代的政策编号。
    #[serde(default)]
    pub supersedes: Vec<Text>,
    /// 舍入单位：`"分"`、`"元"` 或金额（如 `"100元"`）。
    pub unit: Text,
    /// 舍入方式：四舍五入、舍去、进位。
    pub rounding: Rounding,
    /// 各步骤的次序（步骤 id），必须写全。
    pub order: Vec<Text>,
    /// 没有分担步骤时由谁出资。
    pub funder: Text,
    /// 级别，从高到低。
    #[serde(default)]
    pub levels: Vec<Text>,
}

/// Award years, both ends included.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "奖励年度，首尾都算。")]
#[serde(deny_unknown_fields)]
pub struct YearsFile {
    /// 起始年度。
    pub from: At<i64>,
    /// 截止年度；不写为长期有效。
    #[serde(default)]
    pub to: Option<At<i64>>,
}

/// `[[clause.goal]]`: a target figure that the lists are held against.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "工作目标：名单所列与目标数对照，不影响金额。")]
#[serde(deny_unknown_fields)]
pub struct GoalFile {
    /// 目标名称。
    pub name: Text,
    /// 数哪些成果；名单里没有这类成果的不写。
    #[serde(default)]
    pub counts: Option<CoversFile>,
    /// 数哪个范围：当年、历年、当年和历年。
    pub over: At<CountOver>,
    /// 目标数，须在引文中。
    pub target: At<i64>,
    /// 单位：只、件、项。
    #[serde(default)]
    pub unit: Option<Text>,
}

/// `[[clause.priority_list]]`: a list of products that procurement prefers.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "优先名录：列出获得所列类别的产品，不影响金额。")]
#[serde(deny_unknown_fields)]
pub struct PriorityListFile {
    /// 名录名称。
    pub name: Text,
    /// 列入哪些类别。
    pub categories: Vec<Text>,
}
