//! Steps: what is done to awards after they are matched, in the order of the file.

use super::{
    ClauseId, Condition, Covers, FieldId, HighestBy, KeyPart, LimitOf, LimitTie, ReduceBy, Role, Shortfall,
    TariffId, TariffOn, UpgradeMode, UsedBy,
};
use crate::money::Unit;

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// Its clause.
    pub clause: ClauseId,
    /// What it does.
    pub kind: StepKind,
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// 就高不重复.
    HighestOnly(HighestOnly),
    /// 升级补差.
    UpgradeDifference(UpgradeDifference),
    /// 限项.
    CountLimit(CountLimit),
    /// 封顶.
    Cap(Cap),
    /// 总额控制.
    Budget(Budget),
    /// 部门按比例奖励.
    DepartmentShare(Vec<Department>),
    /// 分期.
    Instalments(Instalments),
    /// 分担.
    Sharing(Sharing),
}

/// 就高不重复.
#[derive(Clone, Debug)]
pub struct HighestOnly {
    /// Covers.
    pub covers: Covers,
    /// Group key.
    pub key: Vec<KeyPart>,
    /// By net or by level.
    pub by: HighestBy,
    /// By level: items of net zero take part.
    pub zero_counts: bool,
    /// History rows are members.
    pub across_years: bool,
}

/// 升级补差.
#[derive(Clone, Debug)]
pub struct UpgradeDifference {
    /// Covers.
    pub covers: Covers,
    /// Group key.
    pub key: Vec<KeyPart>,
    /// What an upgrade gets.
    pub mode: UpgradeMode,
    /// Whose date picks the earlier level's tariff.
    pub tariff_on: TariffOn,
}

/// 限项.
#[derive(Clone, Debug)]
pub struct CountLimit {
    /// Covers.
    pub covers: Covers,
    /// Group key.
    pub key: Vec<KeyPart>,
    /// How many.
    pub limit: TariffId,
    /// Of what.
    pub of: LimitOf,
    /// Ranked by this field; none for net.
    pub rank_by: Option<FieldId>,
    /// A tie at the limit.
    pub tie: LimitTie,
}

/// A limit in money.
#[derive(Clone, Debug)]
pub enum Limit {
    /// An amount.
    Amount(TariffId),
    /// A rate of a field, less named fields, never below zero.
    RateOfField {
        /// The rate.
        rate: TariffId,
        /// The field.
        field: FieldId,
        /// Year offset of a field by year.
        year: i32,
        /// Fields taken off.
        less: Vec<FieldId>,
    },
}

/// 封顶.
#[derive(Clone, Debug)]
pub struct Cap {
    /// Covers.
    pub covers: Covers,
    /// Group key.
    pub key: Vec<KeyPart>,
    /// The limit.
    pub limit: Limit,
    /// How amounts over it are reduced.
    pub reduce: ReduceBy,
    /// Which history uses it up.
    pub used_by: UsedBy,
    /// After instalments: what becomes of the shortfall.
    pub shortfall: Option<Shortfall>,
}

/// 总额控制.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Covers.
    pub covers: Covers,
    /// The limit.
    pub limit: Limit,
    /// Classes in priority order; empty for none.
    pub priority: Vec<Covers>,
    /// How the last class, or all, is reduced.
    pub reduce: ReduceBy,
    /// Which history uses it up.
    pub used_by: UsedBy,
    /// A stated total, at least the group's sum.
    pub total: Option<TariffId>,
    /// After instalments: what becomes of the shortfall.
    pub shortfall: Option<Shortfall>,
}

/// One department's rate.
#[derive(Clone, Debug)]
pub struct Department {
    /// Its name; what the role or the field is called where the clause names no department.
    pub name: String,
    /// The field of the base item that names the department.
    pub payee_field: Option<FieldId>,
    /// Who gets the share: a department, or the base item's representative, person, town or enterprise.
    pub role: Role,
    /// Its rate.
    pub rate: TariffId,
    /// Its base.
    pub covers: Covers,
}

/// 分期.
#[derive(Clone, Debug)]
pub struct Instalments {
    /// Covers.
    pub covers: Covers,
    /// Parts in order.
    pub parts: Vec<Instalment>,
    /// The unit of a part.
    pub unit: Unit,
    /// Clauses whose requirements and exclusions a later instalment is still subject to.
    pub still_requires: Vec<ClauseId>,
}

/// One instalment.
#[derive(Clone, Debug)]
pub struct Instalment {
    /// Its rate or weight.
    pub rate: TariffId,
    /// When it is due.
    pub due: Due,
}

/// When an instalment is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// So many years after the award year.
    Offset(i32),
    /// When the field is present.
    Present(FieldId),
}

/// 分担.
#[derive(Clone, Debug)]
pub struct Sharing {
    /// Rules; exactly one must apply.
    pub rules: Vec<SharingRule>,
    /// The unit of a share.
    pub unit: Unit,
}

/// One rule of sharing.
#[derive(Clone, Debug)]
pub struct SharingRule {
    /// Covers.
    pub covers: Covers,
    /// Condition.
    pub when: Condition,
    /// Shares, the last taking the rest.
    pub shares: Vec<Share>,
}

/// One funder's share.
#[derive(Clone, Debug)]
pub struct Share {
    /// Who pays now.
    pub funder: Funder,
    /// Its weight: a rate, or a stated amount.
    pub weight: TariffId,
    /// Who bears it in the end, where that is another.
    pub borne_by: Option<String>,
}

/// Who pays a share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Funder {
    /// A named one.
    Named(String),
    /// The town of the achievement (所在镇).
    Town,
}
