//! What a group by product compares: products by their key, marks by theirs, a mark and a product only by a decision or
//! by a shared mark number. Nothing that is named by nothing is one with anything.

use super::desk::Desk;
use super::product_rivals;
use super::products::Products;
use crate::model::achievement::{Achievement, EnterpriseId, Payment};
use crate::policy::CategoryId;
use std::collections::{BTreeMap, BTreeSet};

/// A product or mark of an enterprise.
type Node = (EnterpriseId, String);

/// Sets the product group of every achievement and payment.
pub(super) fn assign(
    desk: &Desk<'_>,
    products: &Products,
    achievements: &mut [Achievement],
    payments: &mut [Payment],
) {
    let mut groups = Groups { desk, products, joined: BTreeMap::new(), kinds: BTreeMap::new() };
    // Asked for only where a payment says no category.
    if payments.iter().any(|payment| payment.category.is_none()) {
        for achievement in achievements.iter() {
            for id in achievement.holders.iter().map(|holder| holder.enterprise) {
                groups.note(id, achievement.category, &achievement.product);
            }
        }
    }
    let live = achievements.iter().filter_map(|a| {
        let id = a.holders.first()?.enterprise;
        Some((id, groups.name(id, Some(a.category), &a.product)?, mark_number(a.certificate.as_deref())?))
    });
    let paid = payments.iter().filter_map(|p| {
        let name = groups.name(p.enterprise, p.category, p.product.as_deref()?)?;
        Some((p.enterprise, name, mark_number(p.certificate.as_deref())?))
    });
    let mut numbers: BTreeMap<(EnterpriseId, String), BTreeSet<String>> = BTreeMap::new();
    for (id, name, number) in live.chain(paid) {
        numbers.entry((id, number.to_owned())).or_default().insert(name);
    }
    groups.join(&numbers);
    let number_of = |id, certificate: Option<&str>| {
        let number = mark_number(certificate)?.to_owned();
        numbers.get(&(id, number))?.first().cloned()
    };
    let rivalled = product_rivals::find(desk, achievements, payments);
    for (index, achievement) in achievements.iter_mut().enumerate() {
        let Some(id) = achievement.holders.first().map(|holder| holder.enterprise) else { continue };
        let certificate = achievement.certificate.as_deref();
        let name = groups.name(id, Some(achievement.category), &achievement.product);
        let name = name.or_else(|| number_of(id, certificate)).map(|name| groups.top(id, name));
        let own = || match certificate {
            Some(number) => format!("#{number}"),
            None => format!("@{index}"),
        };
        achievement.product_group = name.or_else(|| (!rivalled.contains(&index)).then(own));
    }
    for payment in payments {
        let certificate = payment.certificate.as_deref();
        let product = payment.product.as_deref();
        let name = product.and_then(|product| groups.name(payment.enterprise, payment.category, product));
        let unnamed = || if product.is_none() { number_of(payment.enterprise, certificate) } else { None };
        payment.product_group = name.or_else(unnamed).map(|name| groups.top(payment.enterprise, name));
    }
}

/// The two kinds of things that names name.
const MARK: &str = "商标";
const PRODUCT: &str = "产品";

struct Groups<'a> {
    desk: &'a Desk<'a>,
    products: &'a Products,
    joined: BTreeMap<Node, String>,
    /// What goes by a key: marks, products, or both.
    kinds: BTreeMap<Node, BTreeSet<&'static str>>,
}

impl Groups<'_> {
    fn kind(&self, category: CategoryId) -> &'static str {
        if self.desk.policy.category(category).mark { MARK } else { PRODUCT }
    }

    fn note(&mut self, id: EnterpriseId, category: CategoryId, product: &str) {
        let kind = self.kind(category);
        self.kinds.entry((id, product.to_owned())).or_default().insert(kind);
    }

    /// The name of a product or mark among its kind; a decision joins it whatever the kind. None where it has no name, or
    /// where a payment without a category may be of either kind.
    fn name(&self, id: EnterpriseId, category: Option<CategoryId>, product: &str) -> Option<String> {
        if product.is_empty() {
            return None;
        }
        if self.products.decided(id, product) {
            return Some(format!("={product}"));
        }
        let kind = match category {
            Some(category) => self.kind(category),
            None => match self.kinds.get(&(id, product.to_owned())) {
                Some(kinds) if kinds.len() > 1 => return None,
                kinds => kinds.and_then(BTreeSet::first).copied().unwrap_or(PRODUCT),
            },
        };
        Some(format!("{kind}/{product}"))
    }

    /// Names that share a mark number are one. A number that no mark bears is none: certificates of two schemes may
    /// count up to the same.
    fn join(&mut self, numbers: &BTreeMap<(EnterpriseId, String), BTreeSet<String>>) {
        let of_mark = |names: &BTreeSet<String>| names.iter().any(|name| name.starts_with(MARK));
        for ((id, _), names) in numbers.iter().filter(|(_, names)| of_mark(names)) {
            let tops: BTreeSet<String> = names.iter().map(|name| self.top(*id, name.clone())).collect();
            let Some(first) = tops.first().cloned() else { continue };
            for other in tops.into_iter().skip(1) {
                self.joined.insert((*id, other), first.clone());
            }
        }
    }

    fn top(&self, id: EnterpriseId, mut name: String) -> String {
        if self.joined.is_empty() {
            return name;
        }
        while let Some(above) = self.joined.get(&(id, name.clone())) {
            name.clone_from(above);
        }
        name
    }
}

/// A registration number of a mark: long enough that no two registers count up to the same by chance.
fn mark_number(certificate: Option<&str>) -> Option<&str> {
    certificate.filter(|text| (5..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
}
