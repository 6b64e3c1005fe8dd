//! Steps as they are written: one table for each kind, and what each may choose.

use super::{At, BasisFile, ConditionFile, CoversFile, RoleFile, Text};
use schemars::JsonSchema;
use serde::Deserialize;

/// `[[clause.step]]`: one step after matching.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "步骤：匹配之后依次执行，每个恰写一种做法。")]
#[serde(deny_unknown_fields)]
pub struct StepFile {
    /// 步骤 id，在 `order` 中引用。
    pub id: Text,
    /// 就高不重复：同组只奖最高。
    #[serde(default)]
    pub highest_only: Option<HighestOnlyFile>,
    /// 升级补差。
    #[serde(default)]
    pub upgrade_difference: Option<UpgradeFile>,
    /// 限项。
    #[serde(default)]
    pub count_limit: Option<CountLimitFile>,
    /// 封顶。
    #[serde(default)]
    pub cap: Option<CapFile>,
    /// 总额控制（预算）。
    #[serde(default)]
    pub budget: Option<BudgetFile>,
    /// 部门按比例奖励。
    #[serde(default)]
    pub department_share: Option<DepartmentShareFile>,
    /// 分期。
    #[serde(default)]
    pub instalments: Option<InstalmentsFile>,
    /// 分担。
    #[serde(default)]
    pub sharing: Option<SharingFile>,
}

/// 就高不重复: *collect max* (C>) of DMN.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "就高不重复：同组只留最高的一项。")]
#[serde(deny_unknown_fields)]
pub struct HighestOnlyFile {
    /// 适用范围。
    #[serde(default)]
    pub covers: CoversFile,
    /// 按什么分组，如 `["企业", "产品"]`。
    pub key: Vec<Text>,
    /// 「最高」按净额还是按级别。
    pub by: At<HighestBy>,
    /// 按级别时，净额为零的是否也参与比较。
    #[serde(default)]
    pub zero_counts: bool,
    /// 是否与历年已兑现的比较：`true` 跨年度比，`false` 只在当年比。必须写明。
    pub across_years: bool,
}

/// What *highest* means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum HighestBy {
    /// The net amount.
    #[schemars(description = "按净额比高低。")]
    #[serde(rename = "净额")]
    Net,
    /// The declared level.
    #[schemars(description = "按类别的级别比高低。")]
    #[serde(rename = "级别")]
    Level,
}

/// 升级补差.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "升级补差：以前得过较低级别的，按所选方式减。")]
#[serde(deny_unknown_fields)]
pub struct UpgradeFile {
    /// 适用范围（新成果和历年记录都须在内）。
    #[serde(default)]
    pub covers: CoversFile,
    /// 按什么分组。
    pub key: Vec<Text>,
    /// 方式。
    pub mode: At<UpgradeMode>,
    /// 两个标准之差时，原级别标准按哪天的：新认定日期（默认）或原认定日期。
    #[serde(default)]
    pub tariff_on: Option<At<TariffOn>>,
}

/// What an upgrade gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum UpgradeMode {
    /// The award less what was paid before.
    #[schemars(description = "减去以前已付的。")]
    #[serde(rename = "扣已付")]
    LessPaid,
    /// The difference between the two tariffs.
    #[schemars(description = "减去原级别的现行标准。")]
    #[serde(rename = "标准之差")]
    BetweenTariffs,
    /// The full award.
    #[schemars(description = "不减，给全额。")]
    #[serde(rename = "全额")]
    Full,
    /// Nothing.
    #[schemars(description = "减到零。")]
    #[serde(rename = "不再奖励")]
    Nothing,
}

/// The date whose tariff is used for the earlier level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "原级别的标准按哪天的。")]
pub enum TariffOn {
    /// The new achievement's recognition date.
    #[schemars(description = "按新成果的认定日期。")]
    #[serde(rename = "新认定日期")]
    New,
    /// The earlier achievement's recognition date.
    #[schemars(description = "按原成果的认定日期。")]
    #[serde(rename = "原认定日期")]
    Earlier,
}

/// 限项.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "限项：每组最多几项或几家。")]
#[serde(deny_unknown_fields)]
pub struct CountLimitFile {
    /// 适用范围。
    #[serde(default)]
    pub covers: CoversFile,
    /// 按什么分组。
    pub key: Vec<Text>,
    /// 最多几项（或几家）。
    pub limit: At<i64>,
    /// 限的是成果还是收款单位。
    pub of: At<LimitOf>,
    /// 按什么排名：净额（默认）或一个数字字段（大的在前）。
    #[serde(default)]
    pub rank_by: Option<Text>,
    /// 限额处并列：都算、按次序、待定。
    pub tie: At<LimitTie>,
}

/// What a count limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum LimitOf {
    /// Achievements (units).
    #[schemars(description = "限成果的个数。")]
    #[serde(rename = "成果")]
    Items,
    /// Payees.
    #[schemars(description = "限收款单位的家数。")]
    #[serde(rename = "收款单位")]
    Payees,
}

/// What a tie at the limit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum LimitTie {
    /// All of them are in.
    #[schemars(description = "并列的都算。")]
    #[serde(rename = "都算")]
    AllIn,
    /// Recognition date, then canonical order.
    #[schemars(description = "认定日期早的在前，再按规范次序。")]
    #[serde(rename = "按次序")]
    Order,
    /// All of them are held.
    #[schemars(description = "并列的都待定，由人决定。")]
    #[serde(rename = "待定")]
    Hold,
}

/// A limit in money: an amount, or a rate of a field, less named fields.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "限额：金额，或金额字段的比例，可减去别的金额字段，不低于零。")]
#[serde(deny_unknown_fields)]
pub struct LimitFile {
    /// 金额。
    #[serde(default)]
    pub amount: Option<Text>,
    /// 比例，与 `of` 并用。
    #[serde(default)]
    pub rate: Option<Text>,
    /// 哪个金额字段的比例。
    #[serde(default)]
    pub of: Option<Text>,
    /// 按年度字段取哪一年。
    #[serde(default)]
    pub year: Option<At<i64>>,
    /// 再减去的金额字段。
    #[serde(default)]
    pub less: Vec<Text>,
    /// 依据：原文（默认）或试算。
    #[serde(default)]
    pub basis: Option<At<BasisFile>>,
    /// 试算数的出处。
    #[serde(default)]
    pub source: Option<Text>,
    /// 引文不含此数时，说明从何而来。
    #[serde(default)]
    pub from: Option<Text>,
}

/// How amounts over a limit are reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum ReduceBy {
    /// Pro rata.
    #[schemars(description = "全组按比例减。")]
    #[serde(rename = "按比例")]
    ProRata,
    /// From the end of the canonical order.
    #[schemars(description = "从规范次序的末尾减起。")]
    #[serde(rename = "从后扣减")]
    FromEnd,
}

/// Which history uses a limit up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum UsedBy {
    /// None.
    #[schemars(description = "历年已付不占用限额。")]
    #[serde(rename = "不计")]
    None,
    /// Payments of the same award year.
    #[schemars(description = "同一奖励年度已付的占用限额。")]
    #[serde(rename = "同年")]
    SameYear,
    /// All payments.
    #[schemars(description = "历年已付的都占用限额。")]
    #[serde(rename = "全部")]
    All,
}

/// What becomes of the shortfall of a limit after instalments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(description = "限额在分期之后时，今年少付的部分怎么办。")]
pub enum Shortfall {
    /// It lapses.
    #[schemars(description = "作废。")]
    #[serde(rename = "作废")]
    Lapses,
    /// It is carried to the next year.
    #[schemars(description = "结转到下一年。")]
    #[serde(rename = "结转下年")]
    Carried,
}

/// 封顶.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "封顶：每组合计不超过限额。")]
#[serde(deny_unknown_fields)]
pub struct CapFile {
    /// 适用范围。
    #[serde(default)]
    pub covers: CoversFile,
    /// 按什么分组，如 `["企业"]`；`["成果"]` 为每项成果（乘数量）。
    pub key: Vec<Text>,
    /// 限额。
    pub limit: LimitFile,
    /// 超出时怎么减。
    pub reduce: At<ReduceBy>,
    /// 历年已付占用限额：不计、同年、全部。
    pub used_by: At<UsedBy>,
    /// 写在分期之后时，未付部分：作废、结转下年。
    #[serde(default)]
    pub shortfall: Option<At<Shortfall>>,
}

/// 总额控制.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "总额控制：全部合计不超过总额。")]
#[serde(deny_unknown_fields)]
pub struct BudgetFile {
    /// 适用范围。
    #[serde(default)]
    pub covers: CoversFile,
    /// 总额。
    pub limit: LimitFile,
    /// 优先次序：各类依次取足，最后一类按 `reduce` 减。
    #[serde(default)]
    pub priority: Vec<CoversFile>,
    /// 不够时怎么减。
    pub reduce: At<ReduceBy>,
    /// 历年已付占用总额：不计、同年、全部。
    pub used_by: At<UsedBy>,
    /// 折算的分母，至少为组内合计（如申请总金额）；不写为组内合计。
    #[serde(default)]
    pub total: Option<Text>,
    /// 写在分期之后时，未付部分：作废、结转下年。
    #[serde(default)]
    pub shortfall: Option<At<Shortfall>>,
}

/// 部门按比例奖励.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "按净额的比例奖给部门、法定代表人、镇或企业。")]
#[serde(deny_unknown_fields)]
pub struct DepartmentShareFile {
    /// 各部门。
    pub department: Vec<DepartmentFile>,
}

/// One department's rate.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "一个部门（或角色）的比例。")]
#[serde(deny_unknown_fields)]
pub struct DepartmentFile {
    /// 部门名称；由名单写明的写 `payee_field`，奖给法定代表人、个人、镇或企业的写 `role`，都不写 `name`。
    #[serde(default)]
    pub name: Option<Text>,
    /// 部门取自基数那一项的哪个字段，如「报送部门」。
    #[serde(default)]
    pub payee_field: Option<Text>,
    /// 奖给谁：部门（默认，写 `name` 或 `payee_field`）、基数那一项的法定代表人、个人、镇或企业。
    #[serde(default)]
    pub role: Option<At<RoleFile>>,
    /// 比例。
    pub rate: Text,
    /// 基数：哪些奖励。
    pub covers: CoversFile,
    /// 依据：原文（默认）或试算。
    #[serde(default)]
    pub basis: Option<At<BasisFile>>,
    /// 试算数的出处。
    #[serde(default)]
    pub source: Option<Text>,
    /// 引文不含此数时，说明从何而来。
    #[serde(default)]
    pub from: Option<Text>,
}

/// 分期.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "分期：净额分几期付。")]
#[serde(deny_unknown_fields)]
pub struct InstalmentsFile {
    /// 适用范围。
    #[serde(default)]
    pub covers: CoversFile,
    /// 各期。
    pub parts: Vec<PartFile>,
    /// 分到什么单位；不写为分。
    #[serde(default)]
    pub unit: Option<Text>,
    /// 后续各期到期时仍须满足的资格（要求或排除所在的条款 id）。
    #[serde(default)]
    pub still_requires: Vec<Text>,
}

/// One instalment.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "一期。")]
#[serde(deny_unknown_fields)]
pub struct PartFile {
    /// 比例或权重，如 `"60%"`、`"3"`。
    pub rate: Text,
    /// 奖励年度之后第几年到期（0 为当年）。
    #[serde(default)]
    pub due: Option<At<i64>>,
    /// 某字段有值时到期，如验收日期。
    #[serde(default)]
    pub when_present: Option<Text>,
}

/// 分担.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "分担：由谁出资，最终由谁承担。")]
#[serde(deny_unknown_fields)]
pub struct SharingFile {
    /// 各规则；每笔奖励须恰好适用一条。
    pub rule: Vec<SharingRuleFile>,
    /// 分到什么单位；不写为分。
    #[serde(default)]
    pub unit: Option<Text>,
}

/// One rule of sharing.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "一条分担规则。")]
#[serde(deny_unknown_fields)]
pub struct SharingRuleFile {
    /// 适用范围。
    #[serde(default)]
    pub covers: CoversFile,
    /// 条件，如镇。
    #[serde(default)]
    pub when: Vec<ConditionFile>,
    /// 各出资方，最后一方得余数。
    pub shares: Vec<ShareFile>,
}

/// One funder's share.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "一个出资方的份额。")]
#[serde(deny_unknown_fields)]
pub struct ShareFile {
    /// 现在出资的一方；「所在镇」为成果所在的镇。
    pub funder: Text,
    /// 比例或权重。
    #[serde(default)]
    pub rate: Option<Text>,
    /// 全额时的确定金额（其他情形按此为权重）。
    #[serde(default)]
    pub amount: Option<Text>,
    /// 最终承担方（与出资方不同时）。
    #[serde(default)]
    pub borne_by: Option<Text>,
}
