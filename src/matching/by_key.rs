//! Payments by award and group key, and those whose rows lack a part of the key: they may be of any group that agrees in the rest.

use crate::grouping::Key;
use crate::model::achievement::PaymentId;
use crate::policy::AwardId;
use std::collections::{BTreeMap, BTreeSet};

/// Payments by award and group key.
#[derive(Default)]
pub(super) struct ByKey {
    sure: BTreeMap<(AwardId, Key), Vec<PaymentId>>,
    /// One payment of each key that lacks a part.
    unsure: BTreeMap<(AwardId, Key), PaymentId>,
    /// For each award which parts are known of those that lack some.
    known: BTreeMap<AwardId, BTreeSet<Vec<bool>>>,
}

impl ByKey {
    pub fn is_empty(&self) -> bool {
        self.sure.is_empty() && self.unsure.is_empty()
    }

    pub fn add(&mut self, award: AwardId, key: Key, id: PaymentId) {
        if key.iter().all(Option::is_some) {
            self.sure.entry((award, key)).or_default().push(id);
            return;
        }
        self.known.entry(award).or_default().insert(key.iter().map(Option::is_some).collect());
        self.unsure.entry((award, key)).or_insert(id);
    }

    /// The payments of a group.
    pub fn sure(&self, award: AwardId, key: &Key) -> &[PaymentId] {
        self.sure.get(&(award, key.clone())).map_or(&[], Vec::as_slice)
    }

    /// A payment that may be of a group as far as its row says.
    pub fn perhaps(&self, award: AwardId, key: &Key) -> Option<&PaymentId> {
        let as_far = |known: &Vec<bool>| -> Key {
            key.iter().zip(known).map(|(part, known)| part.clone().filter(|_| *known)).collect()
        };
        self.known.get(&award)?.iter().find_map(|known| self.unsure.get(&(award, as_far(known))))
    }
}
