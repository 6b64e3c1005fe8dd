//! Goals held against what the lists and the history hold, and the products that procurement prefers.

use super::shown;
use crate::model::achievement::{Achievement, AchievementId};
use crate::model::payout::{Fate, Payout};
use crate::policy::{CategoryId, CountOver, Covers, Policy, builtin};
use std::collections::{BTreeMap, BTreeSet};

/// A row of 目标完成情况.
pub struct GoalRow {
    /// The clause.
    pub clause: String,
    /// Its name.
    pub name: String,
    /// 只, 件, 项.
    pub unit: String,
    /// How many are wanted.
    pub target: i64,
    /// On this year's lists, and in earlier payments that no list of this year repeats; none where nothing can count.
    pub counted: Option<(i64, i64)>,
    /// Held rows, which are not counted.
    pub held: i64,
}

/// A row of 首购优先名录.
pub struct PriorityRow {
    /// The list's name.
    pub list: String,
    /// Who holds it.
    pub holders: String,
    /// What it is.
    pub product: String,
    /// The category.
    pub category: String,
    /// The certificate.
    pub certificate: String,
    /// When it was recognised.
    pub recognised: String,
}

/// One row for each goal of the policy.
pub(super) fn goals(payout: &Payout) -> Vec<GoalRow> {
    let fates = fates(payout);
    let policy = &payout.policy;
    let rows = policy.goals.iter().map(|goal| {
        let counts = |category| goal.counts.as_ref().is_some_and(|covers| covered(policy, covers, category));
        let listed = || numbered(payout).filter(|(_, a)| counts(a.category));
        let held = |id: &AchievementId| fates.get(id) == Some(&Fate::Held);
        let year = listed().filter(|(id, _)| !held(id)).map(|(_, a)| a.quantity).sum();
        let earlier = earlier(payout, &counts);
        let counted = match goal.over {
            CountOver::Year => (year, 0),
            CountOver::History => (0, earlier),
            CountOver::Both => (year, earlier),
        };
        GoalRow {
            clause: policy.clause(goal.clause).id.clone(),
            name: goal.name.clone(),
            unit: goal.unit.clone(),
            target: goal.target,
            counted: goal.counts.is_some().then_some(counted),
            held: listed().filter(|(id, _)| held(id)).map(|(_, a)| a.quantity).sum(),
        }
    });
    rows.collect()
}

fn numbered(payout: &Payout) -> impl Iterator<Item = (AchievementId, &Achievement)> {
    (0..).map(AchievementId).zip(&payout.achievements)
}

/// What became of each achievement's first row.
fn fates(payout: &Payout) -> BTreeMap<AchievementId, Fate> {
    let rows = payout.rows.iter().rev();
    rows.filter_map(|row| Some((row.achievement?, row.fate))).collect()
}

/// Goals speak of achievements before any award: category, family and level count.
fn covered(policy: &Policy, covers: &Covers, category: CategoryId) -> bool {
    let of = policy.category(category);
    let family = of.family.as_ref();
    (covers.categories.is_empty() || covers.categories.contains(&category))
        && (covers.families.is_empty() || family.is_some_and(|family| covers.families.contains(family)))
        && (covers.levels.is_empty() || of.level.is_some_and(|level| covers.levels.contains(&level)))
}

/// Products that were paid for before and that no list of this year repeats.
fn earlier(payout: &Payout, counts: &dyn Fn(CategoryId) -> bool) -> i64 {
    let listed: BTreeSet<(CategoryId, &str)> =
        payout.achievements.iter().map(|a| (a.category, a.product.as_str())).collect();
    let products = payout.payments.iter().filter_map(|paid| {
        let category = paid.category.filter(|category| counts(*category))?;
        let product = paid.product.as_deref().unwrap_or_default();
        (!listed.contains(&(category, product))).then_some((paid.enterprise, category, product))
    });
    i64::try_from(products.collect::<BTreeSet<_>>().len()).unwrap_or(i64::MAX)
}

/// The products of each priority list: of achievements that are paid or give way to a higher one.
pub(super) fn priority(payout: &Payout) -> Vec<PriorityRow> {
    let fates = fates(payout);
    let standing = |id: &AchievementId| matches!(fates.get(id), Some(Fate::Paid | Fate::Zero));
    let mut rows = Vec::new();
    for list in &payout.policy.priority_lists {
        for category in &list.categories {
            let own = numbered(payout).filter(|(id, a)| a.category == *category && standing(id));
            rows.extend(own.map(|(_, a)| priority_row(payout, &list.name, a)));
        }
    }
    rows
}

fn priority_row(payout: &Payout, list: &str, a: &Achievement) -> PriorityRow {
    let holders = a.holders.iter().filter_map(|h| payout.enterprises.get(h.enterprise.index()));
    let names: Vec<&str> = holders.map(|enterprise| enterprise.name.as_str()).collect();
    let product = shown(&a.facts, builtin::PRODUCT);
    PriorityRow {
        list: list.to_owned(),
        holders: names.join("、"),
        product: if product.is_empty() { a.title.clone() } else { product },
        category: payout.policy.category(a.category).name.clone(),
        certificate: shown(&a.facts, builtin::CERTIFICATE),
        recognised: shown(&a.facts, builtin::RECOGNISED),
    }
}
