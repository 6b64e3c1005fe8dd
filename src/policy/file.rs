//! The policy file as it is written: the serde types behind `rules/*.md`, and the source of its JSON Schema.
//!
//! Keys are English, values Chinese. Nothing here is checked beyond its shape; `load` gives it meaning.

mod amount;
mod cases;
mod steps;

pub use amount::{AbsentRank, AmountFile, AmountTable, BracketFile, BracketMode};
pub use cases::{CaseAmountFile, CaseFile, CaseRowFile, ExpectFile, FateFile};
pub use steps::*;

use crate::money::Rounding;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

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

/// `[[clause]]`: an article of the document and what the engine does with it.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "条款：文件的一条，以及程序怎样执行它。")]
#[serde(deny_unknown_fields)]
pub struct ClauseFile {
    /// 条款编号，如「二-2」。
    pub id: Text,
    /// 条款标题。
    #[serde(default)]
    pub title: Option<Text>,
    /// 本条不计算时，说明为什么。
    #[serde(default)]
    pub nothing: Option<Text>,
    /// 奖项。
    #[serde(default)]
    pub award: Vec<AwardFile>,
    /// 资格要求（不满足则不予兑现）。
    #[serde(default)]
    pub requirement: Vec<RequirementFile>,
    /// 排除名单的规则。
    #[serde(default)]
    pub exclusion: Vec<ExclusionFile>,
    /// 步骤。
    #[serde(default)]
    pub step: Vec<StepFile>,
    /// 工作目标：名单所列与目标数对照，印在目标完成情况表，不影响金额。
    #[serde(default)]
    pub goal: Vec<GoalFile>,
    /// 优先名录：列出获得所列类别的产品，印在首购优先名录，不影响金额。
    #[serde(default)]
    pub priority_list: Vec<PriorityListFile>,
    /// 其余不奖励：没有奖项适用的成果，原文就是不奖；不影响金额，check 据此不再报缺口。
    #[serde(default)]
    pub otherwise: Vec<OtherwiseFile>,
}

/// 其余不奖励：没有奖项适用的成果，原文就是不奖。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherwiseFile {
    /// 哪些类别、收款角色；不写为全部。
    #[serde(default)]
    pub covers: CoversFile,
    /// 原文怎么说，为什么其余不奖励。
    pub reason: Text,
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

/// 依据: does the quotation state the amount, or is it borrowed?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "依据：引文写明的，还是借来试算的。")]
pub enum BasisFile {
    /// The quotation states it.
    #[schemars(description = "引文写明的。")]
    #[serde(rename = "原文")]
    Verified,
    /// Borrowed for a trial run; the source is named.
    #[schemars(description = "借来试算的，须写出处；结果是试算稿。")]
    #[serde(rename = "试算")]
    Trial,
}

/// `[[clause.award]]`: who gets how much for what. As a decision table of DMN the awards of a role are *unique*: two that
/// match clash; `overrides` is *priority*, `with` is *collect* (the sum is the payee's).
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(
    description = "奖项：哪些成果、什么条件、奖给谁、多少。同一角色两个奖项都符合时待定，除非写明 overrides 或 with。"
)]
#[serde(deny_unknown_fields)]
pub struct AwardFile {
    /// 奖项 id，全文件唯一。
    pub id: Text,
    /// 收款角色。
    pub role: At<RoleFile>,
    /// 适用类别。
    pub categories: Vec<Text>,
    /// 条件（全部满足）。
    #[serde(default)]
    pub when: Vec<ConditionFile>,
    /// 与哪些一般奖项冲突时以本奖项为准。
    #[serde(default)]
    pub overrides: Vec<Text>,
    /// 可与哪些奖项同时享受（双方合计）。
    #[serde(default)]
    pub with: Vec<Text>,
    /// 金额。
    pub amount: AmountFile,
    /// 每个什么奖一次，如 `["企业"]`；不写为每项成果。
    #[serde(default)]
    pub once_per: Option<Vec<Text>>,
    /// 与数量无关（默认按数量相乘）。
    #[serde(default)]
    pub whatever_quantity: bool,
    /// 多个单位共有时如何分。
    #[serde(default)]
    pub joint: Option<JointFile>,
    /// 其他政策或上级已给的钱怎么算：`{ field = "上级奖励", effect = "扣除" }`；不写为不计。
    #[serde(default)]
    pub granted: Option<GrantedFile>,
    /// 部门、镇等由条款直接点名的收款单位。
    #[serde(default)]
    pub payee: Option<Text>,
    /// 收款单位取自哪个字段。
    #[serde(default)]
    pub payee_field: Option<Text>,
    /// 金额依据：原文（默认）或试算。
    #[serde(default)]
    pub basis: Option<At<BasisFile>>,
    /// 试算金额的出处。
    #[serde(default)]
    pub source: Option<Text>,
    /// 引文不含此金额时，说明金额从何而来。
    #[serde(default)]
    pub from: Option<Text>,
}

/// Money that another policy or level has granted for the same thing.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "其他政策或上级为同一件事已经给的钱。")]
#[serde(deny_unknown_fields)]
pub struct GrantedFile {
    /// 哪个金额字段；没有填的，本项待定。
    pub field: Text,
    /// 扣除、不计，或给过就不予兑现。
    pub effect: At<GrantedEffect>,
}

/// What money granted elsewhere does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum GrantedEffect {
    /// It is taken off, never below zero.
    #[schemars(description = "从奖励里扣除，不低于零。")]
    #[serde(rename = "扣除")]
    Deduct,
    /// It is ignored.
    #[schemars(description = "不管它。")]
    #[serde(rename = "不计")]
    Ignore,
    /// Any of it bars the award.
    #[schemars(description = "给过就不予兑现。")]
    #[serde(rename = "不予兑现")]
    Bar,
}

/// How joint holders share an award.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "几个单位共有一项成果时怎样分。")]
#[serde(deny_unknown_fields)]
pub struct JointFile {
    /// 方式：只奖第一、第一合格者、平均、按权重。
    pub mode: At<JointMode>,
    /// 按排名的权重（方式为「按权重」时）。
    #[serde(default)]
    pub weights: Vec<u32>,
}

/// Ways to share among joint holders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "共有的分法。")]
pub enum JointMode {
    /// The first holder only; nobody where the first is not eligible.
    #[schemars(description = "只奖第一单位；它不合格就谁也不奖。")]
    #[serde(rename = "只奖第一")]
    First,
    /// The first holder that is eligible.
    #[schemars(description = "奖合格者中的第一个。")]
    #[serde(rename = "第一合格者")]
    FirstEligible,
    /// Equal parts.
    #[schemars(description = "平均分。")]
    #[serde(rename = "平均")]
    Equal,
    /// Stated weights by rank.
    #[schemars(description = "按名次的权重分。")]
    #[serde(rename = "按权重")]
    Weights,
    /// The whole amount to each, by its own facts.
    #[schemars(description = "不分：各家按自己的名次等各得一份。")]
    #[serde(rename = "各得")]
    Each,
}

/// `[[clause.requirement]]`: what must hold to be paid at all.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "要求：不满足的不予兑现，引用本条。")]
#[serde(deny_unknown_fields)]
pub struct RequirementFile {
    /// 不满足时的理由，印在不予兑现表。
    pub reason: Text,
    /// 适用范围。
    #[serde(default)]
    pub covers: CoversFile,
    /// 条件（全部满足）。
    pub when: Vec<ConditionFile>,
}

/// `[[clause.exclusion]]`: what a row of an exclusion list bars.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "排除：排除名单里的一行怎样起作用。")]
#[serde(deny_unknown_fields)]
pub struct ExclusionFile {
    /// 名单中的类型，如「黑名单」。
    pub kind: Text,
    /// 排除哪些奖项、角色。
    #[serde(default)]
    pub covers: CoversFile,
    /// 哪个日期须落在起止之间：认定日期、奖励年度任一天、决定日。
    pub date: At<ExclusionDate>,
    /// 决定日（`date` 为「决定日」时）。
    #[serde(default)]
    pub decided_on: Option<Literal>,
    /// 需要几条记录才排除（默认一条）。
    #[serde(default)]
    pub rows: Option<At<i64>>,
    /// 这些记录须在多少个月之内。
    #[serde(default)]
    pub within_months: Option<At<i64>>,
    /// 不予兑现，还是待定。
    pub effect: At<ExclusionEffect>,
}

/// Which date an exclusion looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum ExclusionDate {
    /// The recognition date.
    #[schemars(description = "认定日期落在列入、移出之间。")]
    #[serde(rename = "认定日期")]
    Recognition,
    /// Any day of the award year.
    #[schemars(description = "奖励年度有一天在列。")]
    #[serde(rename = "奖励年度任一天")]
    AnyDayOfYear,
    /// A stated day of decision.
    #[schemars(description = "决定日在列，另写 decided_on。")]
    #[serde(rename = "决定日")]
    Decision,
}

/// What an exclusion does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum ExclusionEffect {
    /// Rejects.
    #[schemars(description = "不予兑现。")]
    #[serde(rename = "不予兑现")]
    Reject,
    /// Holds.
    #[schemars(description = "待定。")]
    #[serde(rename = "待定")]
    Hold,
}
