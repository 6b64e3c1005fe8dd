//! Masked identity numbers: courts and workbooks of ours show them so. With the name one stands for the number of this run's lists
//! that it agrees with; where several do, or little is shown, nobody knows whose it is, and those whom it may mean wait.

use super::desk::{Desk, decision_lines, listed};
use crate::finding::Code;
use crate::model::decision::lines;
use crate::model::record::{ListKind, Record, RowRef, Value};
use crate::policy::builtin;
use crate::text::mask::Masked;
use crate::text::{code, name, normal};
use std::collections::{BTreeMap, BTreeSet};

/// Fewer signs and a name may be those of several persons.
const ENOUGH: usize = 6;

/// A row with a masked number, and the rows of those whom it may mean.
pub(super) struct Unclear {
    masked: usize,
    others: BTreeSet<usize>,
}

/// Persons by name: each number with the records that it stands in.
type Persons = BTreeMap<String, BTreeMap<String, Vec<usize>>>;

/// Completes the masked numbers that fit one number with the same name; what may be of several is returned.
pub(super) fn complete(desk: &mut Desk<'_>) -> Vec<Unclear> {
    let masked: Vec<(usize, String, Masked)> = (0..)
        .zip(desk.records.iter())
        .filter_map(|(at, record)| read(record).map(|(text, masked)| (at, text, masked)))
        .collect();
    if masked.is_empty() {
        return Vec::new();
    }
    let (known, shown) = (known(desk), shown(desk, &masked));
    let mut unclear = Vec::new();
    for (at, text, masked) in masked {
        let own = names(&desk.records[at]);
        let of_name = own.iter().filter_map(|person| known.get(person)).flatten();
        let fit: BTreeMap<&String, &Vec<usize>> = of_name.filter(|(whole, _)| masked.agrees(whole)).collect();
        let is_sure = |whole: &str| masked.shown() >= ENOUGH || code::mask_number(whole) == text;
        if let [(whole, _)] = fit.iter().collect::<Vec<_>>()[..]
            && is_sure(whole)
        {
            set(&mut desk.records.to_mut()[at], whole);
            continue;
        }
        let alike = own.iter().filter_map(|person| shown.get(person)).flatten();
        let alike = alike.filter(|(other, _)| **other != text && may_be(&masked, other));
        let others: BTreeSet<usize> =
            fit.into_values().chain(alike.map(|(_, rows)| rows)).flatten().copied().collect();
        if !others.is_empty() {
            unclear.push(Unclear { masked: at, others });
        }
    }
    unclear
}

/// Holds those whom a masked number may mean, once it is known which rows decisions refuse.
pub(super) fn hold(desk: &mut Desk<'_>, unclear: &[Unclear]) {
    for Unclear { masked, others } in unclear {
        let record = &desk.records[*masked];
        if desk.refused.contains(&record.at) || read(record).is_none() {
            continue;
        }
        let waits = |record: &Record| {
            let owes = record.kind == ListKind::History && record.facts.get(builtin::DUE_YEAR).is_some();
            (record.kind == ListKind::Achievements || owes) && !desk.refused.contains(&record.at)
        };
        let both = others.iter().copied().chain([*masked]);
        let rows: Vec<RowRef> =
            both.map(|at| &desk.records[at]).filter(|record| waits(record)).map(|record| record.at).collect();
        if rows.is_empty() {
            continue;
        }
        let quotes: Vec<String> = others.iter().map(|at| desk.quote_name(&desk.records[*at])).collect();
        let message = format!(
            "{}的身份证号有几位遮盖了，不知与{}是不是同一人，有关的成果待定",
            desk.quote_name(record),
            listed(&quotes)
        );
        let (row, place) = (record.at, desk.place_of(record, &[builtin::IDENTITY_NUMBER]));
        let help = help(desk, record);
        let position = desk.say(Code::NameTwins, place, message, help);
        rows.into_iter().chain([row]).for_each(|row| desk.hold(row, position));
    }
}

fn help(desk: &Desk<'_>, record: &Record) -> String {
    let name = &desk.policy.field(builtin::IDENTITY_NUMBER).name;
    let number = [format!("field = {}", lines::quoted(name)), "value = \"\"".to_owned()].join("\n");
    let choice =
        decision_lines(desk, "选择", record.at).replacen("\nwho =", &format!("\n{number}\nwho ="), 1);
    let (what, kind) = match record.kind {
        ListKind::Achievements => ("确是另一个人的写", "采信"),
        _ => ("确不是同一个人的写", "不予采信"),
    };
    format!(
        "请在原表中补全号码，或在 decisions.toml 写（value 填上完整的号码）：\n{choice}\n{what}：\n{}",
        decision_lines(desk, kind, record.at)
    )
}

/// The masked number of a row, as it reads and as it is compared.
fn read(record: &Record) -> Option<(String, Masked)> {
    let text = record.facts.text(builtin::IDENTITY_NUMBER)?;
    Some((text.to_owned(), Masked::read(text)?))
}

fn may_be(masked: &Masked, other: &str) -> bool {
    Masked::read(other).is_some_and(|other| masked.may_be(&other))
}

/// The numbers that are shown whole.
fn known(desk: &Desk<'_>) -> Persons {
    let mut known = Persons::new();
    for (at, record) in desk.records.iter().enumerate() {
        let number = record.facts.text(builtin::IDENTITY_NUMBER).filter(|number| !normal::is_blank(number));
        let Some(number) = number.filter(|number| Masked::read(number).is_none()) else { continue };
        let whole = code::person_key(number);
        for person in names(record) {
            known.entry(person).or_default().entry(whole.clone()).or_default().push(at);
        }
    }
    known
}

/// The numbers that are masked.
fn shown(desk: &Desk<'_>, masked: &[(usize, String, Masked)]) -> Persons {
    let mut shown = Persons::new();
    for (at, text, _) in masked {
        for person in names(&desk.records[*at]) {
            shown.entry(person).or_default().entry(text.clone()).or_default().push(*at);
        }
    }
    shown
}

fn set(record: &mut Record, whole: &str) {
    if let Some(mut fact) = record.facts.get(builtin::IDENTITY_NUMBER).cloned() {
        fact.value = Value::Text(whole.into());
        record.facts.set(fact);
    }
}

/// The names in a row that may be a person's.
fn names(record: &Record) -> BTreeSet<String> {
    let stated = record.facts.text(builtin::PERSON).into_iter();
    let all = stated.chain(record.names.iter().map(String::as_str));
    all.map(|text| name::enterprise(text).key).filter(|key| !key.is_empty()).collect()
}
