//! Rows of which another list says the same achievement in a row that was held when it was read: 不予奖励, 撤销, 已付. Rows of one
//! achievement have one fate; paid by the plain row, an objection would have no effect at all.

use super::called::{Coded, named};
use super::desk::{Desk, decision_lines, refusal_lines};
use super::enterprises::People;
use super::items::{self, Ident, Item};
use super::products::Products;
use super::rows::Ruled;
use crate::finding::Code;
use crate::model::achievement::EnterpriseId;
use crate::model::record::{Record, RowRef};
use crate::policy::{CategoryId, builtin};
use crate::text::date::DateSpan;
use crate::text::{name, normal};
use std::collections::{BTreeMap, BTreeSet};

/// What a row that was held says of an achievement, as far as it could be read.
struct Said<'a> {
    record: &'a Record,
    holders: BTreeSet<EnterpriseId>,
    /// One number, or those of a cell with several.
    numbers: Vec<String>,
    /// Product and title.
    names: BTreeSet<String>,
    day: Option<DateSpan>,
    /// Somebody objects to the row; another is held because it could not be understood.
    objected: bool,
}

impl<'a> Said<'a> {
    fn of(desk: &Desk<'_>, people: &People, coded: &Coded, record: &'a Record) -> Self {
        let facts = &record.facts;
        let numbers = match items::several(record) {
            several if several.is_empty() => items::certificate(record).into_iter().collect(),
            several => several,
        };
        let texts = [builtin::PRODUCT, builtin::TITLE].into_iter().filter_map(|field| facts.text(field));
        let keys = texts.filter(|text| !normal::is_blank(text)).map(|text| name::title(text).key);
        Self {
            record,
            holders: named(people, coded, record),
            numbers,
            names: keys.filter(|key| !key.is_empty()).collect(),
            day: facts.date(builtin::RECOGNISED),
            objected: desk.reading.objected.contains(&record.at),
        }
    }

    /// Whether a row may state the same achievement: nothing that both say differs, and a number or a holder with a name is
    /// the same. An objection that names nothing but a holder and a category may be to any of these.
    fn may_be(&self, desk: &Desk<'_>, item: &Item) -> bool {
        let category = self.record.category;
        let holder = item.holders.iter().any(|id| self.holders.contains(id));
        if category.is_some_and(|category| category != item.category)
            || !self.may_be_of_day(desk, item)
            || !self.may_be_identified(desk, item)
        {
            return false;
        }
        if let (Some(number), false) = (&item.certificate, self.numbers.is_empty()) {
            return self.numbers.contains(number) && (holder || category.is_some());
        }
        let mut own = [&item.product, &item.title].into_iter().flatten().peekable();
        let unnamed = self.names.is_empty() || own.peek().is_none();
        let named = own.any(|key| self.names.contains(key));
        holder && category.is_some() && (named || unnamed && self.objected)
    }

    fn may_be_of_day(&self, desk: &Desk<'_>, item: &Item) -> bool {
        let own = desk.records[item.record].facts.date(builtin::RECOGNISED);
        self.day.zip(own).is_none_or(|(a, b)| a.overlaps(&b))
    }

    /// No field by which the policy tells achievements apart says something else; days are compared by themselves.
    fn may_be_identified(&self, desk: &Desk<'_>, item: &Item) -> bool {
        let fields = &desk.policy.category(item.category).identity;
        let theirs = fields.iter().map(|field| items::ident(self.record, *field));
        let mut both = theirs.zip(&item.identity).filter_map(|(a, b)| a.zip(b.clone()));
        both.all(|(a, b)| matches!(a, Ident::Date(_)) || a == b)
    }
}

/// Rows to look up by number, and by holder.
struct Live<'a> {
    numbers: BTreeMap<&'a str, Vec<&'a Item>>,
    holders: BTreeMap<(EnterpriseId, Option<CategoryId>), Vec<&'a Item>>,
}

impl<'a> Live<'a> {
    fn new(items: &'a [Item]) -> Self {
        let mut live = Self { numbers: BTreeMap::new(), holders: BTreeMap::new() };
        for item in items {
            if let Some(number) = &item.certificate {
                live.numbers.entry(number).or_default().push(item);
            }
            for holder in &item.holders {
                for category in [None, Some(item.category)] {
                    live.holders.entry((*holder, category)).or_default().push(item);
                }
            }
        }
        live
    }

    /// The rows that share a number or a holder with what was held, in source order.
    fn near(&self, said: &Said<'_>) -> BTreeMap<RowRef, &'a Item> {
        let by_number = said.numbers.iter().filter_map(|number| self.numbers.get(number.as_str()));
        let owners = said.holders.iter().map(|holder| (*holder, said.record.category));
        let by_holder = owners.filter_map(|owner| self.holders.get(&owner));
        by_number.chain(by_holder).flatten().map(|item| (item.at, *item)).collect()
    }
}

/// Holds each such row, unless a decision speaks of it, or of the row that was held. What the ledger still owes for an achievement
/// waits where somebody objects to that; a row that could merely not be read may be a recognition of this year.
pub(super) fn hold(desk: &mut Desk<'_>, people: &People, products: &Products, items: &[Item], ruled: &Ruled) {
    let reading = desk.reading;
    if reading.held.is_empty() {
        return;
    }
    let owed = items::owed(desk, people, products);
    let (coded, live, owed) = (Coded::new(people), Live::new(items), Live::new(&owed));
    let mut twins: BTreeMap<RowRef, (&Item, &Record)> = BTreeMap::new();
    for record in reading.held.iter().filter(|record| !ruled.refused.contains_key(&record.at)) {
        let said = Said::of(desk, people, &coded, record);
        let owed = owed.near(&said).into_iter().filter(|_| said.objected);
        for (at, item) in live.near(&said).into_iter().chain(owed) {
            let settled = desk.accepted.contains(&at) || ruled.dropped.contains_key(&at);
            if !settled && !twins.contains_key(&at) && said.may_be(desk, item) {
                twins.insert(at, (item, record));
            }
        }
    }
    for (item, record) in twins.into_values() {
        tell(desk, item, record);
    }
}

fn tell(desk: &mut Desk<'_>, item: &Item, held: &Record) {
    let fields = [builtin::CERTIFICATE, builtin::TITLE, builtin::PRODUCT];
    let record = &desk.records[item.record];
    let (own, theirs) = (desk.quote(record, &fields), desk.quote(held, &fields));
    let message = format!(
        "{own}与{theirs}看来是同一成果，而那一行待定（原因见那一行的问题）；同一成果的各行只有一个结果，本行一并待定"
    );
    let help = format!(
        "那一行写错的请改正后重算。那一行说的属实、不应奖励的，在 decisions.toml 写下面两条；不属实、应当奖励的，只写第二条；确是另一项的，只写第一条，kind 写成 \"采信\"：\n{}\n{}",
        decision_lines(desk, "异议成立", item.at),
        refusal_lines(desk, held.at)
    );
    let place = desk.place_of(record, &fields);
    let position = desk.say(Code::CertificateUnclear, place, message, help);
    desk.hold(item.at, position);
}
