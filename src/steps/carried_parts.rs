//! Whether departments' shares, instalments and sharing treat an award paid once alike, whichever of its achievements carries
//! it. What a row does not say, another of them may: only what is known can differ.

use super::book::Book;
use super::carried::{Seen, award_of, members};
use crate::condition::{Truth, shown, truth};
use crate::context::View;
use crate::grouping::covers_award;
use crate::matching::named_person;
use crate::model::achievement::{Achievement, AchievementId};
use crate::policy::{AwardId, Department, Due, Funder, Instalments, Role, Sharing, SharingRule};
use crate::text::normal;
use std::collections::BTreeMap;

/// What a part says of one achievement; nothing where it is not known.
type Said = Vec<Option<String>>;

pub(super) fn shares(book: &Book<'_>, departments: &[Department], once: &[usize]) -> Vec<(usize, Seen)> {
    let policy = book.context.policy;
    differing(book, once, &|award, view, achievement| {
        let one = |department: &Department| {
            if covers_award(policy, &department.covers, award, achievement.category) {
                whom(department, view)
            } else {
                Some(String::new())
            }
        };
        departments.iter().map(one).collect()
    })
}

/// Whom a share goes to, as far as an achievement's row decides it; none where that is not known.
fn whom(department: &Department, view: &View<'_>) -> Option<String> {
    let stated = |field| view.value(field, 0).map(|value| normal::key(&shown(&value)));
    match department.role {
        Role::Town => view.town().map(normal::key),
        Role::Person => named_person(view).ok().map(|(_, number)| number),
        Role::Department => department.payee_field.map_or_else(|| Some("部门".to_owned()), stated),
        Role::Enterprise | Role::Representative => Some("企业".to_owned()),
    }
}

pub(super) fn instalments(book: &Book<'_>, rule: &Instalments, once: &[usize]) -> Vec<(usize, Seen)> {
    let policy = book.context.policy;
    differing(book, once, &|award, view, achievement| {
        let covered = covers_award(policy, &rule.covers, award, achievement.category);
        let due = |due: &Due| match due {
            Due::Present(field) => Some(view.value(*field, 0).is_some().to_string()),
            Due::Offset(_) => None,
        };
        let parts = rule.parts.iter().filter(|_| covered).map(|part| due(&part.due));
        std::iter::once(Some(covered.to_string())).chain(parts).collect()
    })
}

pub(super) fn sharing(book: &Book<'_>, sharing: &Sharing, once: &[usize]) -> Vec<(usize, Seen)> {
    let policy = book.context.policy;
    let of_town =
        |(_, rule): &(usize, &SharingRule)| rule.shares.iter().any(|share| share.funder == Funder::Town);
    differing(book, once, &|award, view, achievement| {
        let covered = sharing.rules.iter().enumerate().filter(|(_, rule)| {
            covers_award(policy, &rule.covers, award, achievement.category)
                && truth(&rule.when, view) != Truth::No
        });
        let applying: Vec<_> = covered.collect();
        let only = match applying.as_slice() {
            [(number, rule)] if truth(&rule.when, view) == Truth::Yes => Some(number.to_string()),
            _ => None,
        };
        let town = applying.iter().find(|rule| of_town(rule)).and_then(|_| view.town());
        vec![only, town.map(normal::key)]
    })
}

fn differing(
    book: &Book<'_>,
    once: &[usize],
    say: &dyn Fn(AwardId, &View<'_>, &Achievement) -> Said,
) -> Vec<(usize, Seen)> {
    let seen = |index: usize| {
        let award = award_of(book, index)?;
        let said: Vec<(AchievementId, Said)> = members(book, index)
            .map(|id| (id, say(award, &book.view_as(index, id), book.context.achievement(id))))
            .collect();
        let (_, carried) = said.first()?;
        // What a row leaves open is taken as the one says that carries the award.
        let full = |said: Said| -> Said {
            said.into_iter().zip(carried).map(|(one, known)| one.or_else(|| known.clone())).collect()
        };
        let mut seen = BTreeMap::new();
        for (id, said) in said.clone() {
            seen.entry(Some((Vec::new(), full(said)))).or_insert(id);
        }
        (seen.len() > 1).then_some((index, seen))
    };
    once.iter().copied().filter_map(seen).collect()
}
