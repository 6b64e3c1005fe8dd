//! Goals held against what the lists and the history hold, and the products that procurement prefers.

use super::shown;
use crate::model::achievement::{Achievement, AchievementId};
use crate::model::nature::Nature;
use crate::model::payout::{Fate, Payout};
use crate::policy::{CategoryId, CountOver, Covers, Policy, builtin};
use std::collections::BTreeSet;

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
    /// On rejected rows, which are not counted.
    pub rejected: i64,
    /// On held rows, which are not counted.
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
    let listed_products = products(payout);
    let policy = &payout.policy;
    let rows = policy.goals.iter().map(|goal| {
        let counts = |category| goal.counts.as_ref().is_some_and(|covers| covered(policy, covers, category));
        let listed = |wanted: fn(Fate) -> bool| -> i64 {
            let own = numbered(payout).filter(|(_, a)| counts(a.category));
            let own = own.filter(|(id, _)| fates[id.index()].is_some_and(wanted));
            own.map(|(_, a)| a.quantity).sum()
        };
        let year = listed(|fate| matches!(fate, Fate::Paid | Fate::Zero));
        let earlier = earlier(payout, &listed_products, &counts);
        let counted = match goal.over {
            CountOver::Year => (year, 0),
            CountOver::History => (0, earlier),
            CountOver::Both => (year, earlier),
            // Refused when the policy is loaded.
            CountOver::Register => (0, 0),
        };
        GoalRow {
            clause: policy.clause(goal.clause).id.clone(),
            name: goal.name.clone(),
            unit: goal.unit.clone(),
            target: goal.target,
            counted: goal.counts.is_some().then_some(counted),
            rejected: listed(|fate| fate == Fate::Rejected),
            held: listed(|fate| fate == Fate::Held),
        }
    });
    rows.collect()
}

fn numbered(payout: &Payout) -> impl Iterator<Item = (AchievementId, &Achievement)> {
    (0..).map(AchievementId).zip(&payout.achievements)
}

/// What became of each achievement's first row.
fn fates(payout: &Payout) -> Vec<Option<Fate>> {
    let fate = |a: &Achievement| Some(payout.outcome(*a.sources.first()?)?.fate);
    payout.achievements.iter().map(fate).collect()
}

/// The products on this year's lists; none where no payment is compared with them.
fn products(payout: &Payout) -> BTreeSet<(CategoryId, &str)> {
    let listed = payout.achievements.iter().filter(|_| !payout.payments.is_empty());
    listed.map(|a| (a.category, a.product.as_str())).collect()
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
fn earlier(
    payout: &Payout,
    listed: &BTreeSet<(CategoryId, &str)>,
    counts: &dyn Fn(CategoryId) -> bool,
) -> i64 {
    let paid = payout.payments.iter().filter(|paid| paid.nature() != Some(Nature::Zero));
    let products = paid.filter_map(|paid| {
        let category = paid.category.filter(|category| counts(*category))?;
        let product = paid.product.as_deref().unwrap_or_default();
        (!listed.contains(&(category, product))).then_some((paid.enterprise, category, product))
    });
    i64::try_from(products.collect::<BTreeSet<_>>().len()).unwrap_or(i64::MAX)
}

/// The products of each priority list: of achievements that are paid or give way to a higher one.
pub(super) fn priority(payout: &Payout) -> Vec<PriorityRow> {
    let fates = fates(payout);
    let standing = |id: &AchievementId| matches!(fates[id.index()], Some(Fate::Paid | Fate::Zero));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{ClauseId, Goal, PriorityList};
    use crate::report::sample;
    use std::sync::Arc;

    fn goal(category: u32, over: CountOver) -> Goal {
        Goal {
            clause: ClauseId(0),
            name: "目标".to_owned(),
            counts: Some(Covers { categories: vec![CategoryId(category)], ..Covers::default() }),
            over,
            target: 3,
            unit: "只".to_owned(),
        }
    }

    #[test]
    fn goals_count_what_stands_and_priority_lists_name_it() {
        let mut payout = sample::payout();
        let policy = Arc::get_mut(&mut payout.policy).expect("the only owner");
        policy.goals = vec![
            goal(0, CountOver::Year),
            goal(2, CountOver::Both),
            Goal { counts: None, ..goal(0, CountOver::Year) },
        ];
        let categories = vec![CategoryId(0), CategoryId(1)];
        policy.priority_lists =
            vec![PriorityList { clause: ClauseId(0), name: "首购".to_owned(), categories }];
        let rows = goals(&payout);
        assert_eq!(rows[0].counted, Some((1, 0)), "one national brand");
        // Patents: rows of 3, 1 and 1 units.
        assert_eq!(rows[1].counted.map(|(year, _)| year), Some(5));
        assert_eq!(rows[2].counted, None);
        let named = priority(&payout);
        assert_eq!(named.len(), 2, "the one that gave way stands on the list, too");
        assert_eq!(named[0].list, "首购");
    }
}
