//! Whose amounts a held row could change: payees by the group keys of every step, indexed once.

use crate::context::{Context, Counts, View};
use crate::grouping::{Item, Key, covers_category, covers_entitlement, key_of};
use crate::model::achievement::{AchievementId, EnterpriseId};
use crate::model::entitlement::{Cause, Entitlement, Payee};
use crate::policy::{Covers, KeyPart};
use std::collections::{BTreeMap, BTreeSet};

/// Sets above this are joined once for all held rows that share them.
const LARGE: usize = 64;

/// Positions in the list of names.
type Set = BTreeSet<usize>;

/// The payees of one step's groups, by key; each pattern of known parts is indexed once.
struct Scope<'a> {
    covers: &'a Covers,
    parts: &'a [KeyPart],
    members: Vec<(Key, usize)>,
    by_known: BTreeMap<Vec<bool>, BTreeMap<Key, Set>>,
}

/// All payees by the groups they are in.
pub(super) struct Touched<'a> {
    context: &'a Context<'a>,
    names: Vec<String>,
    scopes: Vec<Scope<'a>>,
    large: BTreeMap<Vec<(usize, Key)>, Set>,
}

impl<'a> Touched<'a> {
    pub fn new(
        context: &'a Context<'a>,
        scopes: Vec<(&'a Covers, &'a [KeyPart])>,
        entitlements: &[Entitlement],
        payees: &[Payee],
    ) -> Self {
        let sorted: BTreeSet<&str> = payees.iter().map(|payee| payee.name.as_str()).collect();
        let names: Vec<String> = sorted.into_iter().map(str::to_owned).collect();
        let position: Vec<usize> =
            payees.iter().map(|payee| names.binary_search(&payee.name).unwrap_or_default()).collect();
        let counts = Counts::new();
        let scope = |(covers, parts): (&'a Covers, &'a [KeyPart])| {
            let inside = entitlements.iter().filter(|entitlement| {
                matches!(entitlement.cause, Cause::Award(_))
                    && covers_entitlement(context.policy, covers, entitlement)
            });
            let members = inside.filter_map(|entitlement| {
                let key = key_for(context, &counts, parts, (entitlement.achievement?, entitlement.holder));
                Some((key, position[entitlement.payee.index()]))
            });
            Scope { covers, parts, members: members.collect(), by_known: BTreeMap::new() }
        };
        let scopes = scopes.into_iter().map(scope).collect();
        Self { context, names, scopes, large: BTreeMap::new() }
    }

    /// The first names of others than its own payees whose amounts the held achievement could change, and how many there are.
    pub fn by(&mut self, held: AchievementId, own: &[String], shown: usize) -> (Vec<String>, usize) {
        let own: Set = own.iter().filter_map(|name| self.names.binary_search(name).ok()).collect();
        let groups = self.groups(held);
        let set_of = |(scope, key): &(usize, Key)| self.scopes[*scope].set(key);
        let (large, small): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| set_of(group).is_some_and(|set| set.len() > LARGE));
        let few: Set = small.iter().filter_map(set_of).flatten().copied().collect();
        if !self.large.contains_key(&large) {
            let all: Set = large.iter().filter_map(set_of).flatten().copied().collect();
            self.large.insert(large.clone(), all);
        }
        let many = &self.large[&large];
        let is_own = |position: &&usize| own.contains(*position);
        let more = few.iter().filter(|position| !many.contains(position)).count();
        let inside = own.iter().filter(|position| many.contains(position) || few.contains(position)).count();
        let enough = shown + own.len();
        let first: Set = many.iter().take(enough).chain(few.iter().take(enough)).copied().collect();
        let first = first.iter().filter(|position| !is_own(position)).take(shown);
        (first.map(|at| self.names[*at].clone()).collect(), many.len() + more - inside)
    }

    /// The groups that an achievement would enter by its holders, each indexed by the parts of its key that are known.
    fn groups(&mut self, held: AchievementId) -> Vec<(usize, Key)> {
        let context = self.context;
        let achievement = context.achievement(held);
        let counts = Counts::new();
        let mut groups = Vec::new();
        for (at, scope) in self.scopes.iter_mut().enumerate() {
            if !covers_category(context.policy, scope.covers, achievement.category) {
                continue;
            }
            for holder in &achievement.holders {
                let group = (at, key_for(context, &counts, scope.parts, (held, holder.enterprise)));
                if !groups.contains(&group) {
                    scope.index(&group.1);
                    groups.push(group);
                }
            }
        }
        groups
    }
}

impl Scope<'_> {
    /// Members whose own key lacks a part are held by the step, so only the held row's parts can be missing.
    fn index(&mut self, key: &Key) {
        let known = pattern(key);
        if self.by_known.contains_key(&known) {
            return;
        }
        let mut groups: BTreeMap<Key, Set> = BTreeMap::new();
        for (key, position) in &self.members {
            let part = |(part, known): (&Option<_>, &bool)| part.clone().filter(|_| *known);
            groups.entry(key.iter().zip(&known).map(part).collect()).or_default().insert(*position);
        }
        self.by_known.insert(known, groups);
    }

    fn set(&self, key: &Key) -> Option<&Set> {
        self.by_known.get(&pattern(key)).and_then(|groups| groups.get(key))
    }
}

fn pattern(key: &Key) -> Vec<bool> {
    key.iter().map(Option::is_some).collect()
}

/// The key of an achievement by one of its holders.
fn key_for(
    context: &Context<'_>,
    counts: &Counts,
    parts: &[KeyPart],
    (id, enterprise): (AchievementId, EnterpriseId),
) -> Key {
    let achievement = context.achievement(id);
    let view =
        View { context, facts: &achievement.facts, achievement: Some(id), enterprise, replaced: &[], counts };
    let item = Item { view, achievement: Some((id, achievement)), payment: None, payee: None, clause: None };
    key_of(parts, &item)
}
