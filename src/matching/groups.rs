//! Entitlements per enterprise or per series: several achievements that an award pays once.

use super::{Hit, subject};
use crate::context::Context;
use crate::grouping::{Item, Key, key_of};
use crate::model::achievement::AchievementId;
use crate::policy::{AwardId, KeyPart, builtin};
use std::collections::BTreeMap;

/// The hits that make one entitlement.
pub(super) struct Group<'a> {
    /// The hit that carries it: the only one, or the last counted.
    pub last: Hit<'a>,
    /// Further achievements, in canonical order.
    pub others: Vec<AchievementId>,
    /// Paid once whatever their number.
    pub once: bool,
    /// Of an award paid once every hit; of another none beside the one that carries it.
    pub all: Vec<Hit<'a>>,
}

/// The hits of an award once per something whose key is not known.
pub(super) fn without_key(context: &Context<'_>, hits: &[Hit<'_>]) -> Vec<AchievementId> {
    let lacks = |hit: &&Hit<'_>| {
        let parts = context.policy.award(hit.award).once_per.as_deref().unwrap_or_default();
        !parts.is_empty() && key(context, hit, parts).iter().any(Option::is_none)
    };
    hits.iter().filter(lacks).map(|hit| hit.achievement).collect()
}

/// The key of a hit: it says who would be paid, too.
pub(super) fn key(context: &Context<'_>, hit: &Hit<'_>, parts: &[KeyPart]) -> Key {
    let achievement = Some((hit.achievement, context.achievement(hit.achievement)));
    let award = context.policy.award(hit.award);
    let payee = if parts.contains(&KeyPart::Payee) {
        subject::who(&hit.view, award, &hit.subject).ok().map(|(_, payee)| payee)
    } else {
        None
    };
    let clause = Some(award.clause);
    key_of(parts, &Item { view: hit.view, achievement, payment: None, payee: payee.as_ref(), clause })
}

/// Groups hits; the result is in canonical order of the achievements that carry them.
pub(super) fn group<'a>(context: &Context<'_>, hits: &[Hit<'a>]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut at: BTreeMap<(AwardId, Key), usize> = BTreeMap::new();
    for hit in hits {
        let award = context.policy.award(hit.award);
        let Some(parts) = &award.once_per else {
            groups.push(Group::new(hit, false));
            continue;
        };
        let key = key(context, hit, parts);
        match at.get(&(hit.award, key.clone())) {
            Some(index) => groups[*index].join(context, hit),
            None => {
                at.insert((hit.award, key), groups.len());
                groups.push(Group::new(hit, true));
            }
        }
    }
    groups.sort_by_key(|group| {
        (
            group.last.achievement,
            context.policy.award(group.last.award).role,
            group.last.subject.position,
            group.last.award,
        )
    });
    groups
}

impl<'a> Group<'a> {
    /// The group of one hit.
    pub(super) fn new(hit: &Hit<'a>, once: bool) -> Self {
        let all = if once { vec![hit.clone()] } else { Vec::new() };
        Self { last: hit.clone(), others: Vec::new(), once, all }
    }

    /// Every hit, the one that carries the award among them.
    pub(super) fn hits(&self) -> &[Hit<'a>] {
        if self.all.is_empty() { std::slice::from_ref(&self.last) } else { &self.all }
    }

    /// All achievements that the award is for, in canonical order but for the one that carries it, which is first.
    pub(super) fn members(&self) -> impl Iterator<Item = AchievementId> {
        std::iter::once(self.last.achievement).chain(self.others.iter().copied())
    }

    /// The last counted date carries; the others support.
    fn join(&mut self, context: &Context<'_>, hit: &Hit<'a>) {
        let date = |id: AchievementId| {
            context.achievement(id).facts.date(builtin::RECOGNISED).map(|date| date.first)
        };
        self.all.push(hit.clone());
        let later =
            (date(hit.achievement), hit.achievement) > (date(self.last.achievement), self.last.achievement);
        let supporting = if later {
            let before = self.last.achievement;
            self.last = hit.clone();
            before
        } else {
            hit.achievement
        };
        if supporting != self.last.achievement {
            self.others.push(supporting);
            self.others.sort_unstable();
            self.others.dedup();
        }
    }
}
