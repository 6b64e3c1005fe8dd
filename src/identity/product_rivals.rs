//! Achievements that name no product, where a rule groups by product and something else of their enterprise may be of the same one:
//! they belong to no group that can be known. A certificate is no product; what has no rival is alone whatever its product.

use super::desk::Desk;
use super::products::covered;
use crate::model::achievement::{Achievement, EnterpriseId, Payment};
use crate::policy::{CategoryId, CountOver, DerivedKind, KeyPart, Policy, StepKind, UsedBy};
use std::collections::{BTreeMap, BTreeSet};

/// What one rule puts into groups by product.
struct Scope {
    categories: BTreeSet<CategoryId>,
    key: Vec<KeyPart>,
    /// It looks at what earlier years paid, too.
    history: bool,
}

/// What a category decides of a group: whether it is of marks, the category itself, its family and its level.
type Group<'p> = (bool, Option<CategoryId>, Option<&'p str>, Option<usize>);

/// Something that may be of a group.
struct Rival<'a> {
    category: CategoryId,
    product: Option<&'a str>,
    certificate: Option<&'a str>,
    /// Index of the achievement; none for a payment.
    achievement: Option<usize>,
}

/// The achievements, by index, that name no product and have a rival.
pub(super) fn find(desk: &Desk<'_>, achievements: &[Achievement], payments: &[Payment]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    if achievements.iter().all(|one| one.product_named().is_some()) {
        return found;
    }
    let policy = desk.policy;
    let live = achievements.iter().enumerate().flat_map(|(index, one)| {
        one.holders.iter().map(move |holder| {
            let (product, certificate) = (one.product_named(), one.certificate.as_deref());
            (
                holder.enterprise,
                Rival { category: one.category, product, certificate, achievement: Some(index) },
            )
        })
    });
    let live: Vec<(EnterpriseId, Rival<'_>)> = live.collect();
    let paid = payments.iter().filter_map(|one| {
        let (product, certificate) = (one.product.as_deref(), one.certificate.as_deref());
        Some((one.holder, Rival { category: one.category?, product, certificate, achievement: None }))
    });
    let paid: Vec<(EnterpriseId, Rival<'_>)> = paid.filter(|(_, rival)| rival.product.is_some()).collect();
    let of_products: BTreeSet<CategoryId> = live
        .iter()
        .chain(&paid)
        .filter(|(_, one)| one.product.is_some())
        .map(|(_, one)| one.category)
        .collect();
    for scope in scopes(policy) {
        let past = paid.iter().filter(|_| scope.history);
        let mut groups: BTreeMap<_, Vec<&Rival<'_>>> = BTreeMap::new();
        for (id, rival) in live.iter().chain(past) {
            if scope.categories.contains(&rival.category) {
                groups.entry((*id, scope.group(policy, rival.category))).or_default().push(rival);
            }
        }
        for group in groups.into_values() {
            let unnamed = group.iter().filter(|one| one.product.is_none());
            let others = of_each_sort(&group);
            let in_doubt = unnamed
                .filter(|own| others.iter().any(|other| own.may_be_of_one(other, policy, &of_products)));
            found.extend(in_doubt.filter_map(|one| one.achievement));
        }
    }
    found
}

/// Two of each sort that [`Rival::may_be_of_one`] tells apart, of two numbers where they have some: what is not one of the two itself
/// is as good a rival as any other, and one owner may have every row.
fn of_each_sort<'a, 'r>(group: &[&'r Rival<'a>]) -> Vec<&'r Rival<'a>> {
    let mut sorts: BTreeMap<(CategoryId, bool, bool), Vec<&Rival<'_>>> = BTreeMap::new();
    for one in group {
        let sort = (one.category, one.achievement.is_some(), one.certificate.is_some());
        let kept = sorts.entry(sort).or_default();
        let known =
            one.certificate.is_some() && kept.iter().any(|other| other.certificate == one.certificate);
        if kept.len() < 2 && !known {
            kept.push(one);
        }
    }
    sorts.into_values().flatten().collect()
}

impl Rival<'_> {
    /// Whether the two may be of one product. One of another family is, where things of the unnamed one's category have products:
    /// an honour of the enterprise itself, as 高新技术企业 is, is of none.
    fn may_be_of_one(&self, other: &Self, policy: &Policy, of_products: &BTreeSet<CategoryId>) -> bool {
        let family = |one: &Self| policy.category(one.category).family.as_deref();
        let itself = self.achievement.is_some() && self.achievement == other.achievement;
        let same = self.certificate.is_some() && self.certificate == other.certificate;
        // One product is certified once in one category: two certificates of one year are of two.
        let numbers = self.certificate.is_some() && other.certificate.is_some();
        let certified = numbers && self.category == other.category && other.achievement.is_some();
        !itself
            && !same
            && !certified
            && (family(self) == family(other) || of_products.contains(&self.category))
    }
}

impl Scope {
    /// The parts of the key that a category decides: marks are compared with marks.
    fn group<'p>(&self, policy: &'p Policy, category: CategoryId) -> Group<'p> {
        let by = |part: KeyPart| self.key.contains(&part);
        let of = policy.category(category);
        (
            of.mark,
            Some(category).filter(|_| by(KeyPart::Category)),
            of.family.as_deref().filter(|_| by(KeyPart::Family)),
            of.level.filter(|_| by(KeyPart::Level)),
        )
    }
}

/// Every step, award and count that groups by product.
fn scopes(policy: &Policy) -> Vec<Scope> {
    let steps = policy.steps.iter().filter_map(|step| {
        let (covers, key, history) = match &step.kind {
            StepKind::HighestOnly(rule) => (&rule.covers, &rule.key, rule.across_years),
            StepKind::UpgradeDifference(rule) => (&rule.covers, &rule.key, true),
            StepKind::CountLimit(rule) => (&rule.covers, &rule.key, false),
            StepKind::Cap(rule) => (&rule.covers, &rule.key, rule.used_by != UsedBy::None),
            _ => return None,
        };
        Some(Scope { categories: covered(policy, covers), key: key.clone(), history })
    });
    let awards = policy.awards.iter().filter_map(|award| {
        let categories = award.categories.iter().copied().collect();
        Some(Scope { categories, key: award.once_per.clone()?, history: false })
    });
    let counts = policy.derived.iter().filter_map(|derived| match &derived.kind {
        DerivedKind::Count(count) => Some(Scope {
            categories: covered(policy, &count.covers),
            key: count.key.clone(),
            history: matches!(count.over, CountOver::History | CountOver::Both),
        }),
        DerivedKind::Condition(_) => None,
    });
    steps.chain(awards).chain(counts).filter(|scope| scope.key.contains(&KeyPart::Product)).collect()
}
