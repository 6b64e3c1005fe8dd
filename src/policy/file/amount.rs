//! Amounts as they are written: a text, whole 元, or a table that says how one is computed.

use super::{At, Literal, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// An amount: `"50万元"`, a whole number of 元, or a table that says how it is computed.
#[derive(Debug)]
pub enum AmountFile {
    /// A text such as `"50万元"`.
    Text(Text),
    /// Whole 元.
    Yuan(At<i64>),
    /// A computed amount.
    Table(Box<AmountTable>, (usize, usize)),
}

/// A computed amount; exactly one way must be given, floor and ceiling beside it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(
    description = "算出来的金额：fixed、rate、by、pool 恰写一种，旁边可加 times（再乘）、floor（不低于）、ceiling（不高于）。"
)]
#[serde(deny_unknown_fields)]
pub struct AmountTable {
    /// 固定金额（与 floor、ceiling 并用时才需要写成表）。
    #[serde(default)]
    pub fixed: Option<Text>,
    /// 比例，如 `"10%"`、`"1:0.4"`；与 `of` 或 `of_award` 并用。
    #[serde(default)]
    pub rate: Option<Text>,
    /// 按哪个金额字段的比例。
    #[serde(default)]
    pub of: Option<Text>,
    /// 按哪个奖项标准的比例。
    #[serde(default)]
    pub of_award: Option<Text>,
    /// 计算那个奖项标准时替换的字段值：`{ "起草角色" = "主导" }`。
    #[serde(default)]
    pub replacing: BTreeMap<String, Literal>,
    /// 分档依据的字段。
    #[serde(default)]
    pub by: Option<Text>,
    /// 按年度字段取哪一年。
    #[serde(default)]
    pub year: Option<At<i64>>,
    /// 减去哪个字段的值（上年的数），只算增加的部分。
    #[serde(default)]
    pub less: Option<LessFile>,
    /// 每满多少（整数、数或金额）给一份 `amount`，不满的不计。
    #[serde(default)]
    pub step: Option<Literal>,
    /// 从多少起算每满；不写为从零起。
    #[serde(default)]
    pub start: Option<Literal>,
    /// 每满一次给多少。
    #[serde(default)]
    pub amount: Option<Text>,
    /// 再乘哪些数字字段，如 `["人数", "月数"]`。
    #[serde(default)]
    pub times: Vec<Text>,
    /// 各档。
    #[serde(default)]
    pub brackets: Vec<BracketFile>,
    /// 计数分档的方式：整档（全部按所在档）或分段（各段按各段）；不写为所在档的一个总额。
    #[serde(default)]
    pub mode: Option<At<BracketMode>>,
    /// 达到门槛的总额是否扣除以前各门槛已付的。
    #[serde(default)]
    pub less_paid: bool,
    /// 每项成果的固定资金池，按排名分。
    #[serde(default)]
    pub pool: Option<Text>,
    /// 各排名的权重。
    #[serde(default)]
    pub ranks: Vec<u32>,
    /// 某排名无合格者时：不发，或归在场者。
    #[serde(default)]
    pub absent: Option<At<AbsentRank>>,
    /// 全部合格成果共分资金池，按此得分字段。
    #[serde(default)]
    pub score: Option<Text>,
    /// 不低于。
    #[serde(default)]
    pub floor: Option<Box<AmountFile>>,
    /// 不高于。
    #[serde(default)]
    pub ceiling: Option<Box<AmountFile>>,
}

/// One bracket of a number; the brackets of an amount are a *first* table of DMN.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "一档：自上而下取第一个符合的。")]
#[serde(deny_unknown_fields)]
pub struct BracketFile {
    /// 不小于（含）。
    #[serde(default)]
    pub from: Option<Literal>,
    /// 大于（不含）。
    #[serde(default)]
    pub above: Option<Literal>,
    /// 不大于（含）。
    #[serde(default)]
    pub to: Option<Literal>,
    /// 小于（不含）。
    #[serde(default)]
    pub below: Option<Literal>,
    /// 本档金额。
    #[serde(default)]
    pub amount: Option<Text>,
    /// 本档比例，如 `"0.5%"`，按分档的金额字段计算；与 `amount` 恰写一种。
    #[serde(default)]
    pub rate: Option<Text>,
}

/// What an increase is over.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "和哪个数比（上年的数）：字段，按年度的再写 year。")]
#[serde(deny_unknown_fields)]
pub struct LessFile {
    /// 哪个字段。
    pub of: Text,
    /// 按年度字段取哪一年：-1 为上一年。
    #[serde(default)]
    pub year: Option<At<i64>>,
}

/// How a count picks its brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "按个数分档时怎么算。")]
pub enum BracketMode {
    /// Every unit at the rate of the bracket that the count falls in.
    #[schemars(description = "全部个数都按所在档的单价。")]
    #[serde(rename = "整档")]
    Whole,
    /// The units of each bracket at its own rate.
    #[schemars(description = "每段个数按各段的单价。")]
    #[serde(rename = "分段")]
    Slab,
}

/// What becomes of the part of a rank that nobody eligible holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "某名次没有合格者时，那一份怎么办。")]
pub enum AbsentRank {
    /// It stays unpaid.
    #[schemars(description = "不发。")]
    #[serde(rename = "不发")]
    Unpaid,
    /// It goes to those present.
    #[schemars(description = "由在场的按权重分完。")]
    #[serde(rename = "归在场者")]
    ToPresent,
}

impl<'de> Deserialize<'de> for AmountFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<AmountShape>::deserialize(deserializer)?;
        let span = (spanned.span().start, spanned.span().end);
        Ok(match spanned.into_inner() {
            AmountShape::Text(value) => Self::Text(At { value, span }),
            AmountShape::Yuan(value) => Self::Yuan(At { value, span }),
            AmountShape::Table(table) => Self::Table(table, span),
        })
    }
}

enum AmountShape {
    Text(String),
    Yuan(i64),
    Table(Box<AmountTable>),
}

impl<'de> Deserialize<'de> for AmountShape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = AmountShape;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("金额文字（如 \"50万元\"）、整数元，或计算金额的表")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(AmountShape::Text(text.to_owned()))
            }
            fn visit_i64<E: serde::de::Error>(self, yuan: i64) -> Result<Self::Value, E> {
                Ok(AmountShape::Yuan(yuan))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let deserializer = serde::de::value::MapAccessDeserializer::new(map);
                AmountTable::deserialize(deserializer).map(|table| AmountShape::Table(Box::new(table)))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for AmountFile {
    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let table = generator.subschema_for::<AmountTable>();
        schemars::json_schema!({
            "description": "金额：文字（如 \"50万元\"）、整数元，或计算金额的表。",
            "anyOf": [{ "type": "string" }, { "type": "integer" }, table]
        })
    }
}
