//! Achievements that an award pays once together: in which parts of a key, and in which categories, they may differ.

use super::covers_award;
use crate::policy::{AwardId, CategoryId, Covers, KeyPart, Policy, Role};
use std::collections::{BTreeMap, BTreeSet};

/// The parts of a step's key in which achievements that the award pays once together may differ, in the key's order. Who is
/// paid is one: an award whose achievements name several payees is held.
pub fn open_parts(policy: &Policy, award: AwardId, key: &[KeyPart]) -> Vec<KeyPart> {
    let rule = policy.award(award);
    let Some(once) = &rule.once_per else { return Vec::new() };
    let holder = matches!(rule.role, Role::Enterprise | Role::Representative);
    let settled = |part: &KeyPart| match part {
        KeyPart::Payee | KeyPart::Clause | KeyPart::Year => true,
        KeyPart::Enterprise => holder || once.contains(part),
        KeyPart::Category => of_one(policy, award, |id| id),
        KeyPart::Family => of_one(policy, award, |id| policy.category(id).family.clone()),
        KeyPart::Level => of_one(policy, award, |id| policy.category(id).level),
        KeyPart::Product | KeyPart::Town | KeyPart::Achievement | KeyPart::Field(_) => once.contains(part),
    };
    key.iter().copied().filter(|part| !settled(part)).collect()
}

/// Whether covers may take in one of the achievements that an award pays once together, and another not.
pub fn parts_them(policy: &Policy, award: AwardId, covers: &Covers) -> bool {
    !of_one(policy, award, |category| covers_award(policy, covers, award, category))
}

/// Whether something of a category is the same for all achievements that an award pays once together.
fn of_one<T: Ord>(policy: &Policy, award: AwardId, of: impl Fn(CategoryId) -> T) -> bool {
    let rule = policy.award(award);
    let once = rule.once_per.as_deref().unwrap_or_default();
    let mut groups: BTreeMap<_, BTreeSet<T>> = BTreeMap::new();
    for id in &rule.categories {
        let category = policy.category(*id);
        let together = (
            once.contains(&KeyPart::Category).then_some(*id),
            once.contains(&KeyPart::Family).then(|| category.family.clone()),
            once.contains(&KeyPart::Level).then_some(category.level),
        );
        groups.entry(together).or_default().insert(of(*id));
    }
    groups.values().all(|values| values.len() < 2)
}
