//! What a group by product compares: products of one family by their key, a mark and a product only by a decision or by
//! a shared mark number. Nothing that is named by nothing is one with anything.

use super::desk::Desk;
use super::products::Products;
use crate::model::achievement::{Achievement, EnterpriseId, Payment};
use crate::policy::CategoryId;
use std::collections::{BTreeMap, BTreeSet};

/// A product of an enterprise, as one family calls it.
type Node = (EnterpriseId, String);

/// Sets the product group of every achievement and payment.
pub(super) fn assign(
    desk: &Desk<'_>,
    products: &Products,
    achievements: &mut [Achievement],
    payments: &mut [Payment],
) {
    let mut groups = Groups { desk, products, joined: BTreeMap::new(), families: BTreeMap::new() };
    for achievement in achievements.iter() {
        for id in achievement.holders.iter().map(|holder| holder.enterprise) {
            groups.note(id, achievement.category, &achievement.product);
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
    for achievement in achievements {
        let Some(id) = achievement.holders.first().map(|holder| holder.enterprise) else { continue };
        let certificate = achievement.certificate.as_deref();
        let name = groups.name(id, Some(achievement.category), &achievement.product);
        let name = name.or_else(|| number_of(id, certificate)).map(|name| groups.top(id, name));
        achievement.product_group = name.or_else(|| certificate.map(|number| format!("#{number}")));
    }
    for payment in payments {
        let certificate = payment.certificate.as_deref();
        let product = payment.product.as_deref();
        let name = product.and_then(|product| groups.name(payment.enterprise, payment.category, product));
        let unnamed = || if product.is_none() { number_of(payment.enterprise, certificate) } else { None };
        payment.product_group = name.or_else(unnamed).map(|name| groups.top(payment.enterprise, name));
    }
}

struct Groups<'a> {
    desk: &'a Desk<'a>,
    products: &'a Products,
    joined: BTreeMap<Node, String>,
    /// The families that call something by a key.
    families: BTreeMap<Node, BTreeSet<String>>,
}

impl Groups<'_> {
    fn family(&self, category: CategoryId) -> &str {
        self.desk.policy.category(category).family.as_deref().unwrap_or_default()
    }

    fn note(&mut self, id: EnterpriseId, category: CategoryId, product: &str) {
        let family = self.family(category).to_owned();
        self.families.entry((id, product.to_owned())).or_default().insert(family);
    }

    /// The name of a product within its family; a decision joins it whatever the family. None where it has no name, or
    /// where a payment without a category may be of several families.
    fn name(&self, id: EnterpriseId, category: Option<CategoryId>, product: &str) -> Option<String> {
        if product.is_empty() {
            return None;
        }
        if self.products.decided(id, product) {
            return Some(format!("={product}"));
        }
        let family = match category {
            Some(category) => self.family(category),
            None => match self.families.get(&(id, product.to_owned())) {
                Some(families) if families.len() > 1 => return None,
                Some(families) => families.first().map(String::as_str).unwrap_or_default(),
                None => "",
            },
        };
        Some(format!("{family}/{product}"))
    }

    /// Names that share a mark number are one.
    fn join(&mut self, numbers: &BTreeMap<(EnterpriseId, String), BTreeSet<String>>) {
        for ((id, _), names) in numbers {
            let tops: BTreeSet<String> = names.iter().map(|name| self.top(*id, name.clone())).collect();
            let Some(first) = tops.first().cloned() else { continue };
            for other in tops.into_iter().skip(1) {
                self.joined.insert((*id, other), first.clone());
            }
        }
    }

    fn top(&self, id: EnterpriseId, mut name: String) -> String {
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
