//! Canonical order: category, recognition date, enterprise key, title, certificate; source breaks only exact ties.

use super::enterprises::People;
use crate::model::achievement::Achievement;
use crate::policy::builtin;
use crate::text::normal;

/// Sorts achievements into canonical order; missing values last.
pub(super) fn sort(people: &People, achievements: &mut [Achievement]) {
    achievements.sort_by_cached_key(|achievement| {
        let recognised = achievement.facts.date(builtin::RECOGNISED).map(|date| date.first);
        let holder = achievement.holders.first();
        let key = holder.and_then(|holder| people.list.get(holder.enterprise.index())).map(|e| e.key.clone());
        let title = Some(normal::key(&achievement.title)).filter(|title| !title.is_empty());
        let certificate = achievement.certificate.clone();
        (
            achievement.category,
            (recognised.is_none(), recognised),
            (key.is_none(), key),
            (title.is_none(), title),
            (certificate.is_none(), certificate),
            achievement.sources.first().copied(),
        )
    });
}
