//! Achievements and enterprises: who has won what, after identity is resolved and duplicates are joined.

use super::record::{Fact, Facts, RowRef, Value};
use crate::policy::{AwardId, CategoryId, FieldId, builtin, ids};
use crate::text::normal;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// What the rows that name this holder say of it ([`builtin::OF_HOLDER`]); none where every row names every holder, and
    /// the achievement's own facts say it.
    pub own: Option<Box<Facts>>,
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

impl Achievement {
    /// The product, where something names it.
    pub fn product_named(&self) -> Option<&str> {
        Some(self.product.as_str()).filter(|product| !product.is_empty())
    }

    /// Whether a payment to a holder may have been for this or for another: no certificate and no product tells, or its
    /// category is not stated. What both lack altogether tells that it was.
    fn may_be_of(&self, payment: &Payment) -> bool {
        let certificates = payment.certificate.as_deref().zip(self.certificate.as_deref());
        let products = payment.product.as_deref().zip(self.product_named());
        if payment.category.is_none() {
            return certificates.or(products).is_none_or(|(paid, own)| paid == own);
        }
        let says = payment.certificate.is_some() || payment.product.is_some();
        let is_named = self.certificate.is_some() || !self.product.is_empty();
        certificates.is_none() && products.is_none() && (says || is_named)
    }

    /// A holder.
    pub fn holder(&self, enterprise: EnterpriseId) -> Option<&Holder> {
        self.holders.iter().find(|holder| holder.enterprise == enterprise)
    }

    /// What the rows say of a field for one holder: of fields that belong to a holder, only its own rows'; so of one in which
    /// the rows of the holders differ. The rank of a joint holder is that of the holder, however the rows state it, and no fact.
    pub fn fact_of(&self, enterprise: EnterpriseId, field: FieldId) -> Option<&Fact> {
        if self.holders.len() < 2 {
            return self.facts.get(field);
        }
        if !builtin::OF_HOLDER.contains(&field) {
            let own = |holder: &Holder| holder.own.as_deref().is_some_and(|own| own.get(field).is_some());
            return match self.holders.iter().any(own) {
                true => self.holder(enterprise)?.own.as_deref()?.get(field),
                false => self.facts.get(field),
            };
        }
        let own = self.holder(enterprise)?.own.as_deref().unwrap_or(&self.facts);
        own.get(field).filter(|_| field != builtin::RANK)
    }

    /// A text that the rows say of a holder.
    pub fn text_of(&self, enterprise: EnterpriseId, field: FieldId) -> Option<&str> {
        self.fact_of(enterprise, field)?.text()
    }
}

/// A payment of an earlier year: a usable history row with its enterprise resolved.
#[derive(Clone, Debug)]
pub struct Payment {
    /// The history row.
    pub source: RowRef,
    /// Who was paid.
    pub enterprise: EnterpriseId,
    /// Whose achievement it was for, where that is not who was paid: a town or department was.
    pub holder: EnterpriseId,
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
    /// It stands in the workbook of an earlier run, not in a ledger that people keep.
    pub of_workbook: bool,
    /// The award that it was paid by, where the workbook of an earlier run names one of this policy.
    pub award: Option<AwardId>,
    /// A person has said that the row is right as it reads.
    pub accepted: bool,
    /// The fields that the sheet of an earlier workbook has columns for.
    pub columns: Arc<[FieldId]>,
}

impl Payment {
    /// Whether its sheet asks for a field, whatever the row says.
    pub fn has_column(&self, field: FieldId) -> bool {
        self.columns.contains(&field)
    }

    /// Whether our own workbook of an award year states it: an earlier batch of the year has paid it.
    pub fn is_of_batch(&self, year: i32) -> bool {
        self.of_workbook && self.facts.whole(builtin::YEAR) == Some(i64::from(year))
    }

    /// Whether a field that tells achievements of a category apart, the date aside, says that it was for another one.
    pub fn is_of_another(&self, identity: &[FieldId], achievement: &Facts) -> bool {
        let own = identity.iter().filter(|field| **field != builtin::RECOGNISED);
        let mut both = own.filter_map(|field| self.facts.get(*field).zip(achievement.get(*field)));
        both.any(|(paid, live)| match (&paid.value, &live.value) {
            (Value::Text(paid), Value::Text(live)) => normal::key(paid) != normal::key(live),
            (paid, live) => paid != live,
        })
    }
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
    /// What earlier batches counted and gave nothing for: no payments.
    pub tallied: Vec<Payment>,
    /// Exclusion rows in source order.
    pub exclusions: Vec<ExclusionRow>,
    /// What is looked up for each achievement.
    pub index: Index,
    /// Rows settled before matching, with why.
    pub settled: Vec<(RowRef, Settled)>,
    /// Rows of the ledger of which what falls due waits for the same reason as achievements do: the index of its finding.
    pub waiting: BTreeMap<RowRef, usize>,
    /// History, register or exclusion rows that are not understood: which live rows each could touch is in its finding.
    pub successors: Vec<(EnterpriseId, EnterpriseId)>,
}

/// Payments and exclusion rows in the orders that they are looked up in: one enterprise may have as many as all others.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// By enterprise.
    payments: Vec<PaymentId>,
    /// By enterprise, category and certificate.
    certificates: Vec<PaymentId>,
    /// By category and certificate, whoever was paid.
    alike: Vec<PaymentId>,
    /// By enterprise, category, product and certificate.
    products: Vec<PaymentId>,
    /// To towns and departments, by whose achievement they were for.
    through: BTreeMap<EnterpriseId, Vec<PaymentId>>,
    exclusions: BTreeMap<EnterpriseId, Vec<usize>>,
    /// Natural persons by their identity numbers.
    persons: BTreeMap<String, EnterpriseId>,
}

impl Index {
    /// The orders of these payments and exclusion rows.
    pub fn new(payments: &[Payment], exclusions: &[ExclusionRow], enterprises: &[Enterprise]) -> Self {
        let ids = || (0_u32..).zip(payments).map(|(id, _)| PaymentId(id)).collect::<Vec<_>>();
        let (mut by_owner, mut by_certificate, mut by_product, mut alike) = (ids(), ids(), ids(), ids());
        let of = |id: &PaymentId| &payments[id.index()];
        by_owner.sort_by_key(|id| of(id).enterprise);
        by_certificate.sort_by(|a, b| certified(of(a)).cmp(&certified(of(b))));
        by_product.sort_by(|a, b| produced(of(a)).cmp(&produced(of(b))));
        alike.sort_by(|a, b| of_certificate(of(a)).cmp(&of_certificate(of(b))));
        let mut through: BTreeMap<EnterpriseId, Vec<PaymentId>> = BTreeMap::new();
        for id in ids().into_iter().filter(|id| of(id).holder != of(id).enterprise) {
            through.entry(of(&id).holder).or_default().push(id);
        }
        let mut rows: BTreeMap<EnterpriseId, Vec<usize>> = BTreeMap::new();
        for (at, row) in exclusions.iter().enumerate() {
            rows.entry(row.enterprise).or_default().push(at);
        }
        Self {
            payments: by_owner,
            certificates: by_certificate,
            alike,
            products: by_product,
            through,
            exclusions: rows,
            persons: (0_u32..)
                .map(EnterpriseId)
                .zip(enterprises)
                .filter_map(|(id, one)| Some((one.identity_number.clone()?, id)))
                .collect(),
        }
    }
}

type Certified<'a> = (EnterpriseId, Option<CategoryId>, Option<&'a str>);
type Produced<'a> = (EnterpriseId, Option<CategoryId>, Option<&'a str>, Option<&'a str>);

fn certified(payment: &Payment) -> Certified<'_> {
    (payment.enterprise, payment.category, payment.certificate.as_deref())
}

fn of_certificate(payment: &Payment) -> (Option<CategoryId>, Option<&str>) {
    (payment.category, payment.certificate.as_deref())
}

fn produced(payment: &Payment) -> Produced<'_> {
    let (product, certificate) = (payment.product.as_deref(), payment.certificate.as_deref());
    (payment.enterprise, payment.category, product, certificate)
}

impl Register {
    /// The payments of an enterprise by their ids, in source order.
    pub fn payment_ids_of(&self, enterprise: EnterpriseId) -> &[PaymentId] {
        self.equal(&self.index.payments, |payment| payment.enterprise.cmp(&enterprise))
    }

    /// The payments of an enterprise, in source order.
    pub fn payments_of(&self, enterprise: EnterpriseId) -> impl Iterator<Item = &Payment> {
        self.payment_ids_of(enterprise).iter().map(|id| &self.payments[id.index()])
    }

    /// The payments of an enterprise for the same thing as an achievement, in source order: with its certificate; where
    /// one of the two has none, with its product.
    pub fn payments_for(
        &self,
        enterprise: EnterpriseId,
        achievement: &Achievement,
    ) -> impl Iterator<Item = &Payment> {
        let (category, product) = (Some(achievement.category), achievement.product_named());
        let mut ids: Vec<PaymentId> = Vec::new();
        let bare = (enterprise, category, product, None);
        match (achievement.certificate.as_deref(), product) {
            (Some(certificate), _) => {
                let own = (enterprise, category, Some(certificate));
                ids.extend(self.equal(&self.index.certificates, |payment| certified(payment).cmp(&own)));
                if product.is_some() {
                    ids.extend(self.equal(&self.index.products, |payment| produced(payment).cmp(&bare)));
                }
            }
            (None, Some(_)) => ids.extend(self.of_product(enterprise, category, product)),
            // An honour of the enterprise itself: there is one of a category.
            (None, None) => {
                ids.extend(self.equal(&self.index.products, |payment| produced(payment).cmp(&bare)))
            }
        }
        ids.sort_unstable();
        ids.into_iter().map(|id| &self.payments[id.index()])
    }

    /// The payments of an enterprise that may be for an achievement, as far as they say: of them or of it nothing is known
    /// that would tell.
    pub fn payments_perhaps_for<'a>(
        &'a self,
        enterprise: EnterpriseId,
        achievement: &'a Achievement,
    ) -> impl Iterator<Item = &'a Payment> {
        let (own, product) = (Some(achievement.category), achievement.product_named());
        let mut ids: Vec<PaymentId> = Vec::new();
        for category in [None, own] {
            match product {
                Some(_) => {
                    ids.extend(self.of_product(enterprise, category, None));
                    ids.extend(self.of_product(enterprise, category, product));
                }
                None => {
                    let alike = |p: &Payment| (p.enterprise, p.category).cmp(&(enterprise, category));
                    ids.extend(self.equal(&self.index.products, alike));
                }
            }
        }
        ids.sort_unstable();
        let payments = ids.into_iter().map(|id| &self.payments[id.index()]);
        payments.filter(|payment| achievement.may_be_of(payment))
    }

    /// The payments of an enterprise, a category and a product, as they are stated.
    fn of_product(
        &self,
        enterprise: EnterpriseId,
        category: Option<CategoryId>,
        product: Option<&str>,
    ) -> &[PaymentId] {
        let own = (enterprise, category, product);
        self.equal(&self.index.products, |p| (p.enterprise, p.category, p.product.as_deref()).cmp(&own))
    }

    /// The payments to towns and departments for an achievement of an enterprise, in source order.
    pub fn payments_through(
        &self,
        enterprise: EnterpriseId,
        achievement: &Achievement,
    ) -> impl Iterator<Item = &Payment> {
        let ids = self.index.through.get(&enterprise).into_iter().flatten();
        ids.map(|id| &self.payments[id.index()]).filter(|payment| {
            let certificates = payment.certificate.as_deref().zip(achievement.certificate.as_deref());
            let product = || payment.product.as_deref() == achievement.product_named();
            payment.category == Some(achievement.category)
                && certificates.map_or_else(product, |(a, b)| a == b)
        })
    }

    /// The payments for an achievement's certificate, whoever was paid, in source order.
    pub fn payments_of_certificate(&self, achievement: &Achievement) -> impl Iterator<Item = &Payment> {
        let own = achievement
            .certificate
            .as_deref()
            .map(|certificate| (Some(achievement.category), Some(certificate)));
        let ids = own.map_or(&[][..], |own| self.equal(&self.index.alike, |p| of_certificate(p).cmp(&own)));
        ids.iter().map(|id| &self.payments[id.index()])
    }

    /// Of these, the payments for the achievement of others than its holders.
    pub fn payments_to_others(&self, achievement: &Achievement) -> impl Iterator<Item = &Payment> {
        let holds =
            |payment: &Payment| achievement.holders.iter().any(|holder| holder.enterprise == payment.holder);
        self.payments_of_certificate(achievement).filter(move |payment| !holds(payment))
    }

    /// The stretch of an order where the payments compare equal.
    fn equal<'a>(&self, order: &'a [PaymentId], to: impl Fn(&Payment) -> Ordering) -> &'a [PaymentId] {
        let compared = |id: &PaymentId| to(&self.payments[id.index()]);
        let start = order.partition_point(|id| compared(id) == Ordering::Less);
        let rest = order.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|id| compared(id) == Ordering::Equal)).unwrap_or_default()
    }

    /// The natural person of an identity number, in the form that numbers are compared in.
    pub fn person(&self, number: &str) -> Option<EnterpriseId> {
        self.index.persons.get(number).copied()
    }

    /// The exclusion rows of an enterprise, in source order.
    pub fn exclusions_of(&self, enterprise: EnterpriseId) -> impl Iterator<Item = &ExclusionRow> {
        let rows = self.index.exclusions.get(&enterprise).into_iter().flatten();
        rows.map(|at| &self.exclusions[*at])
    }
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
