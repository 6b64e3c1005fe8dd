//! One identity number is one person: under different names somebody's number was typed or copied wrong, and nobody knows whose.

use super::desk::{Desk, listed};
use crate::finding::Code;
use crate::model::record::{ListKind, Record, RowRef};
use crate::policy::{CategoryId, Policy, Role, builtin};
use crate::text::{code, name, normal};
use std::collections::BTreeMap;

/// Holds every achievement whose person's identity number stands with different names.
pub(super) fn hold_numbers_of_several(desk: &mut Desk<'_>) {
    let mut by_number: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, record) in desk.records.iter().enumerate() {
        if let Some(number) = number(record).filter(|_| !desk.refused.contains(&record.at)) {
            by_number.entry(number).or_default().push(at);
        }
    }
    for (number, rows) in by_number {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for at in &rows {
            if let Some(name) = person(&desk.records[*at]) {
                names.entry(name::enterprise(&name).key).or_insert(*at);
            }
        }
        if names.len() < 2 {
            continue;
        }
        let mut firsts: Vec<usize> = names.into_values().collect();
        firsts.sort_unstable();
        let quotes: Vec<String> = firsts.iter().map(|at| quote(desk, *at)).collect();
        let place = desk.place_of(&desk.records[firsts[0]], &[builtin::IDENTITY_NUMBER]);
        let message =
            format!("同一身份证号{}写着不同的姓名：{}", code::mask_number(&number), listed(&quotes));
        let help =
            "请核对证件，改正写错的号码或姓名（向下填充时号码常被抄错）；同一个人的两种写法请改成一样。";
        let position = desk.say(Code::CodeNames, place, message, help);
        let live = |at: &usize| desk.records[*at].kind == ListKind::Achievements;
        let held: Vec<RowRef> = rows.iter().copied().filter(live).map(|at| desk.records[at].at).collect();
        held.into_iter().for_each(|row| desk.hold(row, position));
    }
}

pub(super) fn number(record: &Record) -> Option<String> {
    let text = record.facts.text(builtin::IDENTITY_NUMBER).filter(|text| !normal::is_blank(text))?;
    Some(code::person_key(text))
}

/// Whether what a category is rewarded for is one person's alone: two persons have two, whoever employs them.
pub(super) fn is_of_persons(policy: &Policy, category: CategoryId) -> bool {
    let mut of_it = policy.awards.iter().filter(|award| award.categories.contains(&category)).peekable();
    of_it.peek().is_some()
        && of_it.all(|award| award.role == Role::Person)
        && !policy.category(category).joint
}

/// The person of a row: as it says, or its only holder.
pub(super) fn person(record: &Record) -> Option<String> {
    let stated = record.facts.text(builtin::PERSON).filter(|text| !normal::is_blank(text)).map(str::to_owned);
    stated.or_else(|| match record.names.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    })
}

fn quote(desk: &Desk<'_>, at: usize) -> String {
    let record = &desk.records[at];
    let name = person(record).map(|name| normal::display(&name)).unwrap_or_default();
    format!("{}「{name}」", desk.row_place(record.at))
}
