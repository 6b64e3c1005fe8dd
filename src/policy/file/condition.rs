//! Conditions, and what a block applies to, as they are written.

use super::{At, LessFile, Literal, Text};
use schemars::JsonSchema;
use serde::Deserialize;

/// Which achievements, awards or payments something applies to; every given key must agree, none given means all.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(description = "适用范围：写了的每一项都须相符，都不写为全部。")]
#[serde(deny_unknown_fields)]
pub struct CoversFile {
    /// 奖项 id。
    #[serde(default)]
    pub awards: Vec<Text>,
    /// 类别。
    #[serde(default)]
    pub categories: Vec<Text>,
    /// 大类。
    #[serde(default)]
    pub families: Vec<Text>,
    /// 级别。
    #[serde(default)]
    pub levels: Vec<Text>,
    /// 条款 id。
    #[serde(default)]
    pub clauses: Vec<Text>,
    /// 收款角色：企业、个人、法定代表人、镇、部门。
    #[serde(default)]
    pub roles: Vec<At<RoleFile>>,
    /// 除外的奖项 id。
    #[serde(default)]
    pub except: Vec<Text>,
}

/// Who is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[schemars(description = "收款角色。")]
pub enum RoleFile {
    /// The enterprise that holds the achievement.
    #[schemars(description = "持有成果的企业。")]
    #[serde(rename = "企业")]
    Enterprise,
    /// A natural person (非职务发明).
    #[schemars(description = "自然人（非职务发明），凭身份证号。")]
    #[serde(rename = "个人")]
    Person,
    /// The enterprise's legal representative, from the register.
    #[schemars(description = "企业的法定代表人，取自企业名录。")]
    #[serde(rename = "法定代表人")]
    Representative,
    /// The town.
    #[schemars(description = "所在镇。")]
    #[serde(rename = "镇")]
    Town,
    /// A department.
    #[schemars(description = "部门。")]
    #[serde(rename = "部门")]
    Department,
}

impl RoleFile {
    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Enterprise => "企业",
            Self::Person => "个人",
            Self::Representative => "法定代表人",
            Self::Town => "镇",
            Self::Department => "部门",
        }
    }
}

/// One condition: a test of one field, or a group (`all`, `any`, `not`).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(description = "一个条件：对一个字段的判断，或 all（全部满足）、any（任一满足）、not（不满足）。")]
#[serde(deny_unknown_fields)]
pub struct ConditionFile {
    /// 字段或派生字段。
    #[serde(default)]
    pub field: Option<Text>,
    /// 等于。
    #[serde(default)]
    pub is: Option<Literal>,
    /// 是其中之一。
    #[serde(default, rename = "in")]
    pub one_of: Option<Vec<Literal>>,
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
    /// 有值 (true) 或没有值 (false)。
    #[serde(default)]
    pub present: Option<At<bool>>,
    /// 不早于另一日期字段（可加年、月）。
    #[serde(default)]
    pub from_field: Option<Text>,
    /// 不晚于另一日期字段（可加年、月）。
    #[serde(default)]
    pub to_field: Option<Text>,
    /// 给另一日期加的年数。
    #[serde(default)]
    pub plus_years: i32,
    /// 给另一日期加的月数。
    #[serde(default)]
    pub plus_months: i32,
    /// 按年度字段取哪一年：0 为奖励年度，-1 为上一年。
    #[serde(default)]
    pub year: Option<At<i64>>,
    /// 按年度字段在最近 n 年的每一年都满足（含奖励年度；与 `year` 并用时以那一年为末年）。
    #[serde(default)]
    pub each_of_last: Option<At<i64>>,
    /// 日期落在奖励年度（加偏移，首尾都算），如 `{ from = 0, to = 0 }`；到某月某日的，如 `{ to = 1, to_day = "3月31日" }`。
    #[serde(default)]
    pub award_year: Option<OffsetsFile>,
    /// 比哪个字段（上年的数）增长多少：幅度写在 from、above、to、below，如 `from = "20%"`。
    #[serde(default)]
    pub growth_over: Option<LessFile>,
    /// 全部满足。
    #[serde(default)]
    pub all: Option<Vec<ConditionFile>>,
    /// 任一满足。
    #[serde(default)]
    pub any: Option<Vec<ConditionFile>>,
    /// 不满足。
    #[serde(default)]
    pub not: Option<Box<ConditionFile>>,
}

/// Award years by offset from the one computed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(description = "与奖励年度相差几年：0 为当年，-1 为上一年。from、to 至少写一个。")]
#[serde(deny_unknown_fields)]
pub struct OffsetsFile {
    /// 从哪一年起（含）；不写为不限。
    #[serde(default)]
    pub from: Option<At<i64>>,
    /// 到哪一年止（含）；不写为不限。
    #[serde(default)]
    pub to: Option<At<i64>>,
    /// 从那一年的哪一天起（含），如「4月1日」；不写为1月1日。
    #[serde(default)]
    pub from_day: Option<Text>,
    /// 到那一年的哪一天止（含），如「3月31日」；不写为12月31日。
    #[serde(default)]
    pub to_day: Option<Text>,
}
