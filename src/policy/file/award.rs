//! Clauses, awards, requirements and exclusions as they are written.

use super::{
    AbsentRank, AmountFile, At, ConditionFile, CoversFile, GoalFile, Literal, PriorityListFile, RoleFile,
    StepFile, Text,
};
use schemars::JsonSchema;
use serde::Deserialize;

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
    /// 「平均」「按权重」时，不合本奖项条件或资格的一家的份额：不发（默认），或归在场者。
    #[serde(default)]
    pub absent: Option<At<AbsentRank>>,
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
