//! Rows that do not say what was won, beside rows of the same enterprise and category that do: the one may be the sum of the
//! others, and the list that they stand in a summary, an announcement or a list of payments of another one.

use super::desk::{Desk, listed, row_lines};
use super::items::Item;
use super::unnamed::{hold_alike, is_named, may_be_of_one_day};
use crate::finding::Code;
use crate::model::achievement::EnterpriseId;
use crate::model::record::RowRef;
use crate::policy::{CategoryId, FieldId, builtin};
use std::collections::BTreeMap;

/// Rows with names that are quoted: one enterprise may have thousands.
const QUOTED: usize = 6;
/// Rows that a finding of a whole list names.
const NAMED: usize = 12;
/// Fields that name an achievement.
const NAMES: [FieldId; 3] = [builtin::CERTIFICATE, builtin::TITLE, builtin::PRODUCT];

/// A row that names nothing, with rows that it may be the sum of; none where its list alone speaks against it.
struct Sum<'a> {
    item: &'a Item,
    parts: Vec<&'a Item>,
}

/// Holds each row without a name of which the same enterprise has rows with names in the same category.
pub(super) fn hold(desk: &mut Desk<'_>, items: &[Item]) {
    let (named, unnamed): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| is_named(desk, item));
    if unnamed.is_empty() {
        return;
    }
    hold_alike(desk, &unnamed);
    let sums = find(desk, &named, &unnamed);
    let mut lists: BTreeMap<(u32, u32), Vec<Sum<'_>>> = BTreeMap::new();
    for sum in sums {
        match sum.parts.iter().any(|part| list(part.at) == list(sum.item.at)) {
            true => tell_row(desk, &sum),
            false => lists.entry(list(sum.item.at)).or_default().push(sum),
        }
    }
    for (of, mut sums) in lists {
        add_rest(&mut sums, &unnamed, &named, of);
        tell_list(desk, &sums);
    }
}

fn list(at: RowRef) -> (u32, u32) {
    (at.file, at.sheet)
}

/// The rows that may be sums, each with its parts.
fn find<'a>(desk: &Desk<'_>, named: &[&'a Item], unnamed: &[&'a Item]) -> Vec<Sum<'a>> {
    let mut of: BTreeMap<(CategoryId, EnterpriseId), Vec<&Item>> = BTreeMap::new();
    for item in named {
        item.holders.iter().for_each(|holder| of.entry((item.category, *holder)).or_default().push(item));
    }
    // Of rows without a name those of one text are one achievement; another text may be another word for it.
    let mut vague: BTreeMap<(CategoryId, EnterpriseId), Vec<&Item>> = BTreeMap::new();
    let mut sums = Vec::new();
    for item in unnamed {
        let keys = item.holders.iter().map(|holder| (item.category, *holder));
        let others = keys.clone().filter_map(|key| vague.get(&key)).flatten();
        let others = others.filter(|other| other.product_key() != item.product_key());
        let all = keys.clone().filter_map(|key| of.get(&key)).flatten().chain(others);
        let parts: Vec<&Item> =
            all.copied().filter(|part| may_be_of_one_day(desk, part, item)).take(QUOTED).collect();
        if !parts.is_empty() && !desk.accepted.contains(&item.at) {
            sums.push(Sum { item, parts });
        }
        keys.for_each(|key| vague.entry(key).or_default().push(item));
    }
    sums
}

/// Where a list names nothing and half of its rows repeat others, its other rows are no achievements of their own either.
fn add_rest<'a>(sums: &mut Vec<Sum<'a>>, unnamed: &[&'a Item], named: &[&Item], of: (u32, u32)) {
    let rows: Vec<&Item> = unnamed.iter().filter(|item| list(item.at) == of).copied().collect();
    if sums.len() * 2 < rows.len() || named.iter().any(|item| list(item.at) == of) {
        return;
    }
    let known = |at: RowRef| sums.iter().any(|sum| sum.item.at == at);
    let rest: Vec<&Item> = rows.into_iter().filter(|item| !known(item.at)).collect();
    sums.extend(rest.into_iter().map(|item| Sum { item, parts: Vec::new() }));
    sums.sort_by_key(|sum| sum.item.at);
}

/// A sum beside its parts in one list.
fn tell_row(desk: &mut Desk<'_>, sum: &Sum<'_>) {
    let quotes: Vec<String> =
        sum.parts.iter().map(|part| desk.quote(&desk.records[part.record], &NAMES)).collect();
    let record = &desk.records[sum.item.record];
    let what = match record.facts.get(builtin::QUANTITY) {
        Some(_) => "只写了数量，没有写名称和证书编号",
        None => "没有写明是什么成果（名称和证书编号）",
    };
    let message =
        format!("{}{what}，可能就是逐项写出的{}的合计，会奖两次", desk.quote_name(record), listed(&quotes));
    let help = format!(
        "是合计的请从名单中删去本行；是另外的成果请补上名称和证书编号，或写：\n{}",
        row_lines(desk, sum.item.at)
    );
    let position = desk.say(Code::CertificateUnclear, desk.row_place(sum.item.at), message, help);
    desk.hold(sum.item.at, position);
}

/// A list whose rows repeat those of others: it is told once.
fn tell_list(desk: &mut Desk<'_>, sums: &[Sum<'_>]) {
    let Some(first) = sums.iter().find(|sum| !sum.parts.is_empty()) else { return };
    let mut numbers: Vec<String> =
        sums.iter().take(NAMED).map(|sum| (u64::from(sum.item.at.row) + 1).to_string()).collect();
    if sums.len() > NAMED {
        numbers.push(format!("…共{}", sums.len()));
    }
    let parts = sums.iter().flat_map(|sum| &sum.parts).map(|part| list(part.at));
    let mut repeated: Vec<(u32, u32)> = parts.collect();
    repeated.sort_unstable();
    repeated.dedup();
    let repeated: Vec<String> = repeated
        .iter()
        .take(3)
        .map(|(file, sheet)| format!("「{}」", desk.list_name(*file, *sheet)))
        .collect();
    let own = desk.list_name(first.item.at.file, first.item.at.sheet);
    let message = format!(
        "「{own}」第{}行只写了企业和类别，没有写是什么成果（名称、证书编号），而同一企业的这一类成果{}里已经写了，如{}；本表可能是它的汇总表、公示表或拨款表，照此会奖两次，这几行待定",
        numbers.join("、"),
        repeated.join("、"),
        desk.quote(&desk.records[first.parts[0].record], &NAMES)
    );
    let help = format!(
        "是汇总、公示、拨款或联系用的表，请把它移出名单文件夹（同一文件里的删去这张工作表）；确是另外的成果，请补上名称和证书编号，或逐行写：\n{}",
        row_lines(desk, first.item.at)
    );
    let position = desk.say(Code::CertificateUnclear, desk.row_place(first.item.at), message, help);
    sums.iter().for_each(|sum| desk.hold(sum.item.at, position));
}
