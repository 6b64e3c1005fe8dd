//! Rows that do not say what was won: no certificate, and no product or title but a vague word or the category's own name.

use super::desk::{Desk, row_lines};
use super::items::Item;
use super::persons::{is_of_persons, person};
use crate::finding::Code;
use crate::model::achievement::EnterpriseId;
use crate::model::record::Value;
use crate::policy::{Category, CategoryId, FieldId, builtin};
use crate::text::date::DateSpan;
use crate::text::normal::{is_blank, key};
use crate::text::plural;
use std::collections::BTreeMap;

/// What may stand around the name of a category in a row that names nothing else: 2015年度省名牌奖励资金.
const AROUND: [&str; 12] =
    ["奖励资金", "奖励", "奖补", "奖金", "补助", "资金", "兑现", "称号", "产品", "企业", "年度", "年"];

/// Whether a row says what was won.
pub(super) fn is_named(desk: &Desk<'_>, item: &Item) -> bool {
    let facts = &desk.records[item.record].facts;
    let category = desk.policy.category(item.category);
    let names = |field: FieldId| {
        facts.text(field).is_some_and(|text| {
            !is_blank(text) && !plural::names_nothing(text) && !is_category(text, category)
        })
    };
    item.certificate.is_some() || names(builtin::PRODUCT) || names(builtin::TITLE)
}

/// True for the name of the category itself, perhaps with a year before it or 奖励 behind it.
fn is_category(text: &str, category: &Category) -> bool {
    let key_of = key(text);
    std::iter::once(&category.name).chain(&category.aliases).any(|name| {
        let Some((before, after)) = key_of.split_once(key(name).as_str()) else { return false };
        let mut rest = format!("{}{after}", before.trim_start_matches(|c: char| c.is_ascii_digit()));
        while let Some(shorter) = AROUND.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = shorter.to_owned();
        }
        rest.is_empty()
    })
}

/// Rows whose dates leave no day in common are not of one achievement.
pub(super) fn may_be_of_one_day(desk: &Desk<'_>, one: &Item, other: &Item) -> bool {
    let date = |item: &Item| -> Option<DateSpan> {
        match desk.records[item.record].facts.get(builtin::RECOGNISED)?.value {
            Value::Date(date) => Some(date),
            _ => None,
        }
    };
    date(one).zip(date(other)).is_none_or(|(a, b)| a.overlaps(&b))
}

/// Rows of one sheet that nothing tells apart: the same holders, category and day, and none says what was won. They may be one
/// achievement written twice, or as many as there are rows.
pub(super) fn hold_alike(desk: &mut Desk<'_>, unnamed: &[&Item]) {
    type Same<'a> = (u32, u32, CategoryId, &'a [EnterpriseId], Option<DateSpan>);
    let mut groups: BTreeMap<Same<'_>, Vec<&Item>> = BTreeMap::new();
    for item in unnamed {
        let day = desk.records[item.record].facts.date(builtin::RECOGNISED);
        let same = (item.at.file, item.at.sheet, item.category, item.holders.as_slice(), day);
        groups.entry(same).or_default().push(item);
    }
    for rows in groups.into_values() {
        // Identity fields that differ tell them apart.
        let alike = |item: &&&Item| rows.iter().filter(|other| other.identity == item.identity).count() > 1;
        let alike: Vec<&Item> = rows.iter().filter(alike).copied().collect();
        let Some(first) = alike.first() else { continue };
        // A column that nobody reads tells whether they are one (see `bare`).
        let told = alike.iter().all(|item| desk.reading.beside.contains_key(&item.at));
        if told || alike.iter().any(|item| desk.accepted.contains(&item.at)) {
            continue;
        }
        let numbers: Vec<String> =
            alike.iter().map(|item| (u64::from(item.at.row) + 1).to_string()).collect();
        let mut persons: Vec<String> =
            alike.iter().filter_map(|item| person(&desk.records[item.record])).collect();
        persons.dedup();
        let of_persons = is_of_persons(desk.policy, first.category) && !persons.is_empty();
        let who = if of_persons { format!("（{}）", persons.join("、")) } else { String::new() };
        let message = format!(
            "{}所在的第{}行{who}企业和类别都一样，都没有写产品、名称和证书编号，看不出是一项写了几次，还是几项",
            desk.quote_name(&desk.records[first.record]),
            numbers.join("、")
        );
        let help = if of_persons {
            "奖给几个人的，请在每一行补上各人的身份证号；写重了的只留一行，或写："
        } else {
            "是几项的，请各补上名称和证书编号，或合成一行、写上「数量」；写重了的只留一行，或写："
        };
        let help = format!("{help}\n{}", row_lines(desk, first.at));
        let position = desk.say(Code::CertificateUnclear, desk.row_place(first.at), message, help);
        alike.iter().for_each(|item| desk.hold(item.at, position));
    }
}
