//! Products: one key for what decisions call one product, and near titles held where a rule compares products.

use super::desk::Desk;
use super::enterprises::People;
use super::twins;
use crate::finding::Code;
use crate::model::achievement::{Achievement, EnterpriseId, Payment};
use crate::model::decision::{DecisionKind, lines};
use crate::model::record::RowRef;
use crate::policy::{Award, CategoryId, CountOver, Covers, DerivedKind, KeyPart, Policy, StepKind, builtin};
use crate::text::name;
use std::collections::{BTreeMap, BTreeSet};

/// Which product keys of an enterprise are one, and which are decidedly not.
#[derive(Default)]
pub(super) struct Products {
    /// To the smallest key of those that are one.
    same: BTreeMap<(EnterpriseId, String), String>,
    apart: BTreeSet<(EnterpriseId, String, String)>,
}

impl Products {
    pub(super) fn new(desk: &Desk<'_>, people: &People) -> Self {
        let mut products = Self::default();
        for decision in &desk.decisions.list {
            if let DecisionKind::SameProduct(enterprise, names) = &decision.kind
                && let Some(id) = people.named(enterprise)
            {
                products.join(id, names.iter().map(|name| name::title(name).key).collect());
            }
        }
        for decision in &desk.decisions.list {
            if let DecisionKind::DifferentProducts(enterprise, names) = &decision.kind
                && let Some(id) = people.named(enterprise)
            {
                let keys: Vec<String> =
                    names.iter().map(|name| products.canonical(id, &name::title(name).key)).collect();
                for a in &keys {
                    products.apart.extend(keys.iter().map(|b| (id, a.clone(), b.clone())));
                }
            }
        }
        products
    }

    fn join(&mut self, id: EnterpriseId, keys: Vec<String>) {
        let mut all: BTreeSet<String> = keys.into_iter().collect();
        let reached: BTreeSet<String> = all.iter().map(|key| self.canonical(id, key)).collect();
        let joined = self.same.iter().filter(|((owner, _), top)| *owner == id && reached.contains(*top));
        all.extend(joined.map(|((_, key), _)| key.clone()));
        let Some(top) = all.first().cloned() else { return };
        self.same.extend(all.into_iter().map(|key| ((id, key), top.clone())));
    }

    /// The key that stands for a product key.
    pub(super) fn canonical(&self, id: EnterpriseId, key: &str) -> String {
        self.decision(id, key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// Whether a decision names this product with another.
    pub(super) fn decided(&self, id: EnterpriseId, key: &str) -> bool {
        self.decision(id, key).is_some()
    }

    /// What decisions say that a key is one with; most runs have none.
    fn decision(&self, id: EnterpriseId, key: &str) -> Option<&String> {
        if self.same.is_empty() { None } else { self.same.get(&(id, key.to_owned())) }
    }

    pub(super) fn apart(&self, id: EnterpriseId, a: &str, b: &str) -> bool {
        self.apart.contains(&(id, a.to_owned(), b.to_owned()))
    }
}

/// Every product and title that rows of an enterprise name, as keys, whatever decisions make of them.
pub(super) fn listed(desk: &Desk<'_>, people: &People, id: EnterpriseId) -> BTreeSet<String> {
    let own = people.records_of(id).iter().map(|record| &desk.records[*record].facts);
    let titles = own.flat_map(|facts| [facts.text(builtin::PRODUCT), facts.text(builtin::TITLE)]);
    titles.flatten().map(|text| name::title(text).key).collect()
}

/// A product as an achievement or payment names it.
struct Named<'a> {
    key: &'a str,
    title: &'a str,
    certificate: Option<&'a str>,
    /// Index of the achievement; none for a payment.
    achievement: Option<usize>,
    /// No rule compares it with others of this year, only with payments.
    alone: bool,
    source: RowRef,
}

impl Named<'_> {
    fn quote(&self, desk: &Desk<'_>) -> String {
        format!("{}「{}」", desk.row_place(self.source), self.title)
    }
}

/// Holds achievements whose products are named so alike that a group by product could hold them together or apart.
pub(super) fn hold_near(
    desk: &mut Desk<'_>,
    people: &People,
    products: &Products,
    achievements: &[Achievement],
    payments: &[Payment],
) {
    let compared = compared(desk.policy);
    let with_history = compared_with_history(desk.policy);
    let concerned = |category: &CategoryId| compared.contains(category) || with_history.contains(category);
    let mark = |category: CategoryId| desk.policy.category(category).mark;
    let mut groups: BTreeMap<(EnterpriseId, bool), Vec<Named<'_>>> = BTreeMap::new();
    for (index, achievement) in achievements.iter().enumerate() {
        if !concerned(&achievement.category) || achievement.product.is_empty() {
            continue;
        }
        for holder in &achievement.holders {
            groups.entry((holder.enterprise, mark(achievement.category))).or_default().push(Named {
                key: &achievement.product,
                title: &achievement.title,
                certificate: achievement.certificate.as_deref(),
                achievement: Some(index),
                alone: !compared.contains(&achievement.category),
                source: achievement.sources[0],
            });
        }
    }
    for payment in payments {
        let Some(category) = payment.category.filter(concerned) else { continue };
        let Some(product) = payment.product.as_deref() else { continue };
        groups.entry((payment.enterprise, mark(category))).or_default().push(Named {
            key: product,
            title: product,
            certificate: payment.certificate.as_deref(),
            achievement: None,
            alone: false,
            source: payment.source,
        });
    }
    let mut near = Vec::new();
    for ((id, _), named) in groups.iter().filter(|(_, named)| named.len() > 1) {
        near.extend(near_pairs(desk, *id, named, products).into_iter().map(|(a, b)| (*id, a, b)));
    }
    for (id, mut a, mut b) in near {
        if a.1 > b.1 {
            std::mem::swap(&mut a, &mut b);
        }
        tell(desk, people, id, achievements, [&a, &b]);
    }
}

/// Title, quotation and achievements of one product key.
pub(super) type Side = (String, String, Vec<usize>);

fn near_pairs(
    desk: &Desk<'_>,
    id: EnterpriseId,
    named: &[Named<'_>],
    products: &Products,
) -> Vec<(Side, Side)> {
    let keys: Vec<&str> = named.iter().map(|n| n.key).collect::<BTreeSet<_>>().into_iter().collect();
    let owners: Vec<(usize, &str)> = keys.iter().copied().enumerate().collect();
    let mut sides: BTreeMap<&str, Vec<&Named<'_>>> = BTreeMap::new();
    for n in named {
        sides.entry(n.key).or_default().push(n);
    }
    let settled = |a: usize, b: usize| is_settled(id, products, &sides[keys[a]], &sides[keys[b]]);
    let mut pairs: BTreeSet<(usize, usize)> =
        twins::pairs(&owners, |_| true, settled).iter().map(|(a, b, ..)| (*a, *b)).collect();
    let mut tally = twins::Tally::new(keys.len());
    for (a, b) in contained(&keys) {
        if !tally.enough(a, b) && !settled(a, b) {
            tally.count(a, b);
            pairs.insert((a, b));
        }
    }
    pairs.into_iter().map(|(a, b)| (summed(desk, &sides[keys[a]]), summed(desk, &sides[keys[b]]))).collect()
}

/// The pairs of keys of which one contains the other, in order. The keys are sorted and none occurs twice: those that
/// begin a text stand before it, the longest of them nearest, each the beginning of the next.
pub(super) fn contained(keys: &[&str]) -> BTreeSet<(usize, usize)> {
    let mut begins: Vec<Option<usize>> = Vec::with_capacity(keys.len());
    for (at, key) in keys.iter().enumerate() {
        let mut before = at.checked_sub(1);
        while let Some(shorter) = before.filter(|shorter| !key.starts_with(keys[*shorter])) {
            before = begins[shorter];
        }
        begins.push(before);
    }
    let mut pairs = BTreeSet::new();
    for (at, key) in keys.iter().enumerate() {
        for rest in key.char_indices().filter_map(|(start, _)| key.get(start..)) {
            let mut inner = keys.partition_point(|other| *other <= rest).checked_sub(1);
            while let Some(found) = inner {
                if found != at && rest.starts_with(keys[found]) {
                    pairs.insert((found.min(at), found.max(at)));
                }
                inner = begins[found];
            }
        }
    }
    pairs
}

/// True where nothing is to be told: decided apart, of one certificate, or nothing live on either side.
fn is_settled(id: EnterpriseId, products: &Products, x: &[&Named<'_>], y: &[&Named<'_>]) -> bool {
    let (own, other) = (x.iter().any(|n| n.achievement.is_some()), y.iter().any(|n| n.achievement.is_some()));
    // Of two products of this year, one must be compared with the other.
    let alone = |side: &[&Named<'_>]| side.iter().all(|n| n.achievement.is_none() || n.alone);
    let live = (own || other) && !(own && other && alone(x) && alone(y));
    let certificates = |side: &[&Named<'_>]| -> BTreeSet<Option<String>> {
        side.iter().map(|n| n.certificate.map(str::to_owned)).collect()
    };
    let (a, b) = (certificates(x), certificates(y));
    let one_certificate = a == b && a.len() == 1 && !a.contains(&None);
    !live || one_certificate || products.apart(id, x[0].key, y[0].key)
}

fn summed(desk: &Desk<'_>, named: &[&Named<'_>]) -> Side {
    let first = named.iter().map(|n| (n.achievement, n.quote(desk), n.title)).min();
    let (title, quote) = first.map(|(_, quote, title)| (title.to_owned(), quote)).unwrap_or_default();
    (title, quote, named.iter().filter_map(|n| n.achievement).collect())
}

pub(super) fn tell(
    desk: &mut Desk<'_>,
    people: &People,
    id: EnterpriseId,
    achievements: &[Achievement],
    sides: [&Side; 2],
) {
    let rows: Vec<_> = sides
        .iter()
        .flat_map(|side| &side.2)
        .flat_map(|index| achievements[*index].sources.iter().copied())
        .collect();
    let Some(first) = rows.iter().min().copied() else { return };
    let enterprise = &people.list[id.index()].name;
    let titles = sides.map(|side| side.0.clone());
    let message = format!("「{enterprise}」的{}与{}名称相近，可能是同一产品", sides[0].1, sides[1].1);
    let both = [
        format!("enterprise = {}", lines::quoted(enterprise)),
        format!("products = {}", lines::quoted_list(&titles)),
    ];
    // What a row of two products is one with, no decision on products says.
    let several = titles.iter().any(|title| title.contains(['、', '，', ',']));
    let first_of_all = if several {
        "一行写了几个产品的，请拆成几行，每行一个，重复的删去。"
    } else {
        ""
    };
    let help = format!(
        "{first_of_all}查实后在 decisions.toml 写下一种（填上 who、when、why）：\n{}\n或\n{}",
        lines::decision("同一产品", &both),
        lines::decision("不是同一产品", &both)
    );
    let position = desk.say(Code::ProductNear, desk.row_place(first), message, help);
    for row in rows {
        desk.hold(row, position);
    }
}

/// The categories that some rule groups by product.
pub(super) fn compared(policy: &Policy) -> BTreeSet<CategoryId> {
    let by_product = |key: &[KeyPart]| key.contains(&KeyPart::Product);
    let mut categories = BTreeSet::new();
    for step in &policy.steps {
        let (covers, key) = match &step.kind {
            StepKind::HighestOnly(step) => (&step.covers, &step.key),
            StepKind::UpgradeDifference(step) => (&step.covers, &step.key),
            StepKind::CountLimit(step) => (&step.covers, &step.key),
            StepKind::Cap(step) => (&step.covers, &step.key),
            _ => continue,
        };
        if by_product(key) {
            categories.extend(covered(policy, covers));
        }
    }
    for award in policy.awards.iter().filter(|award| award.once_per.as_deref().is_some_and(by_product)) {
        categories.extend(&award.categories);
    }
    categories
}

/// The categories of which history decides something by product: whether it is a re-certification, or a count.
fn compared_with_history(policy: &Policy) -> BTreeSet<CategoryId> {
    let again = policy
        .awards
        .iter()
        .filter(|award| award.when.fields(&policy.derived).contains(&builtin::RECERTIFIED));
    let mut categories: BTreeSet<CategoryId> =
        again.flat_map(|award| award.categories.iter().copied()).collect();
    for derived in &policy.derived {
        if let DerivedKind::Count(count) = &derived.kind
            && count.key.contains(&KeyPart::Product)
            && matches!(count.over, CountOver::History | CountOver::Both)
        {
            let all = (0_u32..).map(CategoryId).take(policy.categories.len());
            categories.extend(all.filter(|id| kinds(policy, &count.covers, *id)));
        }
    }
    categories
}

/// The categories that some covered award may be given for.
pub(super) fn covered(policy: &Policy, covers: &Covers) -> BTreeSet<CategoryId> {
    let award_covered = |(index, award): &(usize, &Award)| {
        let named = covers.awards.is_empty() || covers.awards.iter().any(|id| id.index() == *index);
        let clause = covers.clauses.is_empty() || covers.clauses.contains(&award.clause);
        named && clause && !covers.except.iter().any(|id| id.index() == *index)
    };
    let awarded: BTreeSet<CategoryId> = policy
        .awards
        .iter()
        .enumerate()
        .filter(award_covered)
        .flat_map(|(_, award)| award.categories.iter().copied())
        .collect();
    awarded.into_iter().filter(|id| kinds(policy, covers, *id)).collect()
}

/// Whether a category is of the kinds that a cover names.
fn kinds(policy: &Policy, covers: &Covers, id: CategoryId) -> bool {
    let category = policy.category(id);
    let family = || category.family.as_ref().is_some_and(|family| covers.families.contains(family));
    (covers.categories.is_empty() || covers.categories.contains(&id))
        && (covers.families.is_empty() || family())
        && (covers.levels.is_empty() || category.level.is_some_and(|level| covers.levels.contains(&level)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::properties::config())]
        #[test]
        fn every_pair_of_which_one_contains_the_other_is_found(texts in proptest::collection::btree_set("[甲乙a]{1,4}", 0..12)) {
            let keys: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut all = BTreeSet::new();
            for (a, x) in keys.iter().enumerate() {
                all.extend((a + 1..keys.len()).filter(|b| x.contains(keys[*b]) || keys[*b].contains(x)).map(|b| (a, b)));
            }
            prop_assert_eq!(contained(&keys), all);
        }
    }
}
