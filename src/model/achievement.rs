//! Achievements and enterprises: who has won what, after identity is resolved and duplicates are joined.

use super::record::{Facts, RowRef};
use crate::policy::{CategoryId, ids};
use std::collections::BTreeMap;

ids! {
    /// An enterprise (or a natural person who holds an achievement).
    EnterpriseId;
    /// An achievement.
    AchievementId;
    /// A payment of an earlier year (a history row).
    PaymentId;
}

/// An enterprise as resolved from codes, names, the register and decisions; or a natural person.
#[derive(Clone, Debug)]
pub struct Enterprise {
    /// The key of canonical order: its code where any row has one, else its normalised name.
    pub key: String,
    /// The name to print: the register's, else the first seen in source order.
    pub name: String,
    /// 统一社会信用代码, if known.
    pub credit_code: Option<String>,
    /// 组织机构代码, if known.
    pub organisation_code: Option<String>,
    /// Other names it goes by, normalised.
    pub other_names: Vec<String>,
    /// A natural person, identified by 身份证号 (kept here whole, shown masked).
    pub identity_number: Option<String>,
    /// The register row, if any.
    pub register_row: Option<RowRef>,
    /// The register's facts.
    pub register: Facts,
}

/// One holder of an achievement.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// Who.
    pub enterprise: EnterpriseId,
    /// The stated rank, from 1.
    pub rank: Option<u32>,
    /// The first row that names this holder.
    pub source: RowRef,
}

/// One achievement: all rows that state it, their facts joined.
#[derive(Clone, Debug)]
pub struct Achievement {
    /// The rows, in source order; the first one carries the fate.
    pub sources: Vec<RowRef>,
    /// Its category.
    pub category: CategoryId,
    /// Its holders in stated order.
    pub holders: Vec<Holder>,
    /// Joined facts.
    pub facts: Facts,
    /// Title as printed.
    pub title: String,
    /// Product key for groups (product field, else the title, normalised, after same-product decisions).
    pub product: String,
    /// What a group by product compares; none where nothing names the product.
    pub product_group: Option<String>,
    /// Certificate, normalised; none where the list has none.
    pub certificate: Option<String>,
    /// Quantity, at least 1.
    pub quantity: i64,
}

/// A payment of an earlier year: a usable history row with its enterprise resolved.
#[derive(Clone, Debug)]
pub struct Payment {
    /// The history row.
    pub source: RowRef,
    /// Who was paid.
    pub enterprise: EnterpriseId,
    /// The category, if the row states one.
    pub category: Option<CategoryId>,
    /// Product key, if stated.
    pub product: Option<String>,
    /// What a group by product compares; none where nothing names the product.
    pub product_group: Option<String>,
    /// Certificate, if stated.
    pub certificate: Option<String>,
    /// All facts (year, recognition date, amount, clause, due year and amount).
    pub facts: Facts,
}

/// A row of an exclusion list with its enterprise resolved.
#[derive(Clone, Debug)]
pub struct ExclusionRow {
    /// The row.
    pub source: RowRef,
    /// Who.
    pub enterprise: EnterpriseId,
    /// Its facts (kind, from, to, reason).
    pub facts: Facts,
}

/// The result of identity and merging: everything the rules work on.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Enterprises.
    pub enterprises: Vec<Enterprise>,
    /// Achievements in canonical order.
    pub achievements: Vec<Achievement>,
    /// Payments of earlier years in source order.
    pub payments: Vec<Payment>,
    /// The payments of each enterprise, in source order.
    pub payments_of: BTreeMap<EnterpriseId, Vec<PaymentId>>,
    /// Exclusion rows in source order.
    pub exclusions: Vec<ExclusionRow>,
    /// Rows settled before matching, with why.
    pub settled: Vec<(RowRef, Settled)>,
    /// History, register or exclusion rows that are not understood: which live rows each could touch is in its finding.
    pub successors: Vec<(EnterpriseId, EnterpriseId)>,
}

impl Register {
    /// The payments of an enterprise, in source order.
    pub fn payments_of(&self, enterprise: EnterpriseId) -> impl Iterator<Item = &Payment> {
        let ids = self.payments_of.get(&enterprise).into_iter().flatten();
        ids.filter_map(|id| self.payments.get(id.index()))
    }
}

/// The payments of each enterprise, in source order.
pub fn by_enterprise(payments: &[Payment]) -> BTreeMap<EnterpriseId, Vec<PaymentId>> {
    let mut index: BTreeMap<EnterpriseId, Vec<PaymentId>> = BTreeMap::new();
    for (id, payment) in (0_u32..).map(PaymentId).zip(payments) {
        index.entry(payment.enterprise).or_default().push(id);
    }
    index
}

/// Why a row is settled before matching.
#[derive(Clone, Debug, PartialEq)]
pub enum Settled {
    /// 待定: the index of the finding.
    Held(usize),
    /// 不予兑现, 重复: the first row that states the same achievement.
    Duplicate(RowRef),
    /// 不予兑现 by a decision (不予采信, 自愿放弃, 异议成立): its index and reason.
    Refused(usize, String),
    /// 参考: a usable row of register, history or exclusion list.
    Reference,
}
