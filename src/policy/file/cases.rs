//! `[[case]]`: rows as a list would hold them, and what the policy must pay for them.

use super::{At, Literal, Text};
use crate::policy::case_keys;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// `[[case]]`: a case that `check` computes like a run of its own.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "案例：名单上有这几行，就该这样兑现；`duixian check` 验算，不影响兑现。")]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// 案例名称，写成一句话：什么情形，得多少。
    pub name: Text,
    /// 奖励年度；政策只适用一年的可不写。
    #[serde(default)]
    pub year: Option<At<i64>>,
    /// 成果名单的行。
    #[serde(default)]
    pub achievement: Vec<CaseRowFile>,
    /// 企业名录的行。
    #[serde(default)]
    pub register: Vec<CaseRowFile>,
    /// 历年台账的行。
    #[serde(default)]
    pub history: Vec<CaseRowFile>,
    /// 排除名单的行。
    #[serde(default)]
    pub exclusion: Vec<CaseRowFile>,
    /// 应当算出的结果，至少一条。
    pub expect: Vec<ExpectFile>,
}

/// One row of a case: values by field.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct CaseRowFile(pub BTreeMap<String, Literal>);

impl JsonSchema for CaseRowFile {
    fn schema_name() -> Cow<'static, str> {
        "CaseRowFile".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let described = |(key, field): &(&str, &str)| {
            (
                (*key).to_owned(),
                json!({ "description": format!("{field}。"), "type": ["string", "integer", "boolean"] }),
            )
        };
        let properties: Map<String, Value> = case_keys::KEYS.iter().map(described).collect();
        json_schema!({
            "description": "名单的一行：字段 = 值。常用的内置字段有英文短名；其他字段写中文名称，加引号，按年度的写「2008年缴税」。",
            "type": "object",
            "properties": properties,
            "additionalProperties": { "type": ["string", "integer", "boolean"] }
        })
    }
}

/// One expected result: which part of the payout is meant, and what it must be.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "一条应有的结果：先说看哪一部分，再说应是什么。")]
#[serde(deny_unknown_fields)]
pub struct ExpectFile {
    /// 只看这个收款单位；不写为全部。
    #[serde(default)]
    pub payee: Option<Text>,
    /// 只看成果名单的第几行（从 1 起）。
    #[serde(default)]
    pub achievement: Option<At<i64>>,
    /// 只看历年台账的第几行（从 1 起），如到期的分期款。
    #[serde(default)]
    pub history: Option<At<i64>>,
    /// 只看这个出资方的部分。
    #[serde(default)]
    pub funder: Option<Text>,
    /// 看哪一年应付的；不写为奖励年度。
    #[serde(default)]
    pub year: Option<At<i64>>,
    /// 应付多少：金额，或整数元。
    #[serde(default)]
    pub amount: Option<CaseAmountFile>,
    /// 引用的条款 id，不多不少：奖项的条款、每个增减它的步骤的条款，没有金额的行则是它所引的条款。
    #[serde(default)]
    pub clauses: Option<Vec<Text>>,
    /// 所看的每一行的结果：兑现、零兑现、不予兑现、待定、参考。
    #[serde(default)]
    pub fate: Option<At<FateFile>>,
    /// 所看的每一行的理由里都有这几个字。
    #[serde(default)]
    pub reason: Option<Text>,
}

/// An expected amount: `"30万元"` or whole 元.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct CaseAmountFile(#[schemars(with = "CaseAmountSchema")] pub At<toml::Value>);

/// What the schema says of an expected amount.
#[derive(JsonSchema)]
#[schemars(inline, untagged)]
#[allow(dead_code, reason = "only its schema is used")]
enum CaseAmountSchema {
    Text(String),
    Yuan(i64),
}

/// The fates of data rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "行的结果。")]
pub enum FateFile {
    /// Paid.
    #[schemars(description = "有钱可付。")]
    #[serde(rename = "兑现")]
    Paid,
    /// Matched, but reduced to nothing.
    #[schemars(description = "符合奖项，但被步骤减到零。")]
    #[serde(rename = "零兑现")]
    Zero,
    /// Rejected by rule.
    #[schemars(description = "按规定不奖。")]
    #[serde(rename = "不予兑现")]
    Rejected,
    /// Held for a person.
    #[schemars(description = "须由人决定。")]
    #[serde(rename = "待定")]
    Held,
    /// A usable row of a reference list.
    #[schemars(description = "名录、台账、排除名单里可用的行。")]
    #[serde(rename = "参考")]
    Reference,
}
