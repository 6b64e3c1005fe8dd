//! Fields, categories, derived fields and counts as they are written.

use super::{At, ConditionFile, CoversFile, Literal, Text};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[[category]]`: a kind of achievement.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "成果类别。")]
#[serde(deny_unknown_fields)]
pub struct CategoryFile {
    /// 类别名称。
    pub name: Text,
    /// 级别，须在 `levels` 中。
    #[serde(default)]
    pub level: Option<Text>,
    /// 大类，如「名牌」「商标」。
    #[serde(default)]
    pub family: Option<Text>,
    /// 数量单位：只、件、项。
    #[serde(default)]
    pub unit: Option<Text>,
    /// 名单里的其他叫法。
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// 该类别从哪天起存在。
    #[serde(default)]
    pub from: Option<Literal>,
    /// 该类别到哪天为止存在。
    #[serde(default)]
    pub to: Option<Literal>,
    /// 超出存续期时引用的条款。
    #[serde(default)]
    pub life_clause: Option<Text>,
    /// 除证书（无证书时为名称）外，还用哪些字段区分两项成果，如「认定日期」「复评」。
    #[serde(default)]
    pub identity: Vec<Text>,
    /// 是否可由多个单位共有。
    #[serde(default)]
    pub joint: bool,
    /// 是商标：按产品分组时，商标和同名的产品不算一个，除非有决定或注册号相同。
    #[serde(default)]
    pub mark: bool,
}

/// Where a field belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "字段在哪种表上。")]
pub enum FieldOn {
    /// An achievement list.
    #[schemars(description = "成果名单。")]
    #[serde(rename = "成果")]
    Achievement,
    /// The enterprise register.
    #[schemars(description = "企业名录。")]
    #[serde(rename = "名录")]
    Register,
    /// The payment history.
    #[schemars(description = "历年台账。")]
    #[serde(rename = "历史")]
    History,
}

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "字段的类型。")]
pub enum FieldType {
    /// Text.
    #[schemars(description = "文字。")]
    #[serde(rename = "文字")]
    Text,
    /// A whole number.
    #[schemars(description = "整数。")]
    #[serde(rename = "整数")]
    Whole,
    /// An exact decimal.
    #[schemars(description = "数，可有小数、百分数。")]
    #[serde(rename = "数")]
    Number,
    /// Money.
    #[schemars(description = "金额，须看得出单位。")]
    #[serde(rename = "金额")]
    Money,
    /// A date, perhaps known to the month or year.
    #[schemars(description = "日期，可以只到月或年。")]
    #[serde(rename = "日期")]
    Date,
    /// Yes or no.
    #[schemars(description = "是或否。")]
    #[serde(rename = "是否")]
    Bool,
    /// One of the declared values.
    #[schemars(description = "values 里的一个。")]
    #[serde(rename = "选项")]
    Choice,
}

/// `[[field]]`: a column that lists may carry; for a built-in field, more headings for it.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "字段：名单上的一列；写内置字段的名称时，只补充列标题。")]
#[serde(deny_unknown_fields)]
pub struct FieldFile {
    /// 字段名称。
    pub name: Text,
    /// 在哪种表上：成果、名录、历史。内置字段只补充列标题时不写。
    #[serde(default)]
    pub on: Option<At<FieldOn>>,
    /// 类型：文字、整数、数、金额、日期、是否、选项。
    #[serde(rename = "type", default)]
    pub kind: Option<At<FieldType>>,
    /// 选项的各个值。
    #[serde(default)]
    pub values: Vec<Text>,
    /// 选项的其他写法：`{ "法院" = "司法认定" }`。
    #[serde(default)]
    pub aliases: BTreeMap<String, Text>,
    /// 列标题的各种写法（字段名称本身总是算的）。
    #[serde(default)]
    pub headings: Vec<Text>,
    /// 名录字段按年度给出（列标题带年份，或另有年度列）。
    #[serde(default)]
    pub by_year: bool,
    /// 整数、数的单位，如「亩」「千瓦时」：名单写了别的单位的待定。
    #[serde(default)]
    pub unit: Option<Text>,
    /// 作分组依据时，没有填的怎样：企业自成一组、成果自成一组；不写为待定。
    #[serde(default)]
    pub blank: Option<At<Alone>>,
}

/// What stands by itself in a group key where a field is left blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "作分组依据的字段没有填时，什么自成一组。")]
pub enum Alone {
    /// Each enterprise by itself.
    #[schemars(description = "没有填的，每家企业自成一组（没有母公司的企业）。")]
    #[serde(rename = "企业自成一组")]
    Enterprise,
    /// Each achievement by itself.
    #[schemars(description = "没有填的，每项成果自成一组（不成系列的标准）。")]
    #[serde(rename = "成果自成一组")]
    Achievement,
}

/// `[[derived]]`: a name for a condition or a count.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "派生字段：给一组条件或一个计数取名，以后当字段用。")]
#[serde(deny_unknown_fields)]
pub struct DerivedFile {
    /// 名称。
    pub name: Text,
    /// 条件（全部满足为「是」）。
    #[serde(default)]
    pub when: Option<Vec<ConditionFile>>,
    /// 计数。
    #[serde(default)]
    pub count: Option<CountFile>,
}

/// A count of achievements: *collect count* (C#) of DMN.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "计数：数成果或历年付款。")]
#[serde(deny_unknown_fields)]
pub struct CountFile {
    /// 数哪些成果。
    #[serde(default)]
    pub covers: CoversFile,
    /// 只数满足这些条件的成果；历年台账也按这些条件数，台账缺少所需内容的，个数不能确定。
    #[serde(default)]
    pub when: Vec<ConditionFile>,
    /// 数哪个范围：当年、历年、当年和历年，或照名录所写（名录）。
    pub over: At<CountOver>,
    /// 范围为「名录」时：名录里哪个整数字段就是个数。
    #[serde(default)]
    pub field: Option<Text>,
    /// 按什么分组，如 `["企业"]`。
    pub key: Vec<Text>,
    /// 数不同的值（如「产品」）而不数件数。
    #[serde(default)]
    pub distinct: Option<Text>,
}

/// What a count runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum CountOver {
    /// This run's achievements.
    #[schemars(description = "本次名单的成果。")]
    #[serde(rename = "当年")]
    Year,
    /// The payment history.
    #[schemars(description = "历年台账。")]
    #[serde(rename = "历年")]
    History,
    /// Both.
    #[schemars(description = "本次名单和历年台账。")]
    #[serde(rename = "当年和历年")]
    Both,
    /// A number that the register states.
    #[schemars(description = "照企业名录里写的个数。")]
    #[serde(rename = "名录")]
    Register,
}
