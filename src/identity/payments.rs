//! History: usable rows become payments; a row that cannot be used holds what it could touch.

use super::claims::looks_like_person;
use super::desk::Desk;
use super::enterprises::People;
use super::items::{certificate, several};
use super::merge;
use super::products::Products;
use crate::finding::Code;
use crate::model::achievement::{EnterpriseId, Payment};
use crate::model::nature::Nature;
use crate::model::record::{ListKind, Record, RowRef, SheetReading};
use crate::policy::{Award, AwardId, CategoryId, FieldId, Policy, Role, StepKind, UsedBy, builtin};
use crate::text::certificate::Range;
use crate::text::{name, normal};
use rust_decimal::Decimal;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The payments of earlier years, and what earlier batches only counted, in source order. Those of enterprises in dispute stay, so that limits still count them.
pub(super) fn collect(
    desk: &mut Desk<'_>,
    people: &People,
    products: &Products,
) -> (Vec<Payment>, Vec<Payment>) {
    let (mut payments, mut tallied) = (Vec::new(), Vec::new());
    let mut strays = Strays::default();
    let own: BTreeMap<(u32, u32), Arc<[FieldId]>> =
        desk.reading.sheets.iter().filter(|sheet| sheet.own).map(asked).collect();
    hold_copies(desk, people, products);
    for index in 0..desk.records.len() {
        let record = &desk.records[index];
        if record.kind != ListKind::History || desk.refused.contains(&record.at) {
            continue;
        }
        let holders = people.holders[index].clone();
        let facts = &record.facts;
        let paid = facts.money(builtin::PAID).is_some() || facts.money(builtin::DUE_AMOUNT).is_some();
        match holders.as_slice() {
            [enterprise] if paid => {
                let asked = own.get(&(record.at.file, record.at.sheet)).cloned();
                let of_workbook = asked.is_some();
                let holder = facts.text(builtin::HOLDER).and_then(|name| people.named(name));
                let holder = holder.unwrap_or(*enterprise);
                let award = own_award(desk.policy, record).filter(|_| of_workbook);
                let accepted = desk.accepted.contains(&record.at);
                let payment = payment(products, record, *enterprise);
                let columns = asked.unwrap_or_default();
                let payment = Payment { of_workbook, holder, award, accepted, columns, ..payment };
                if payment.nature() == Some(Nature::Tallied) {
                    tallied.push(payment);
                    continue;
                }
                hold_several(desk, people, index, &payment);
                payments.push(payment);
            }
            [] => {
                let touched = strays.could_concern(desk, index);
                let why = match person(&desk.records[index]) {
                    Some(_) => "付给个人而没有身份证号，不知道是哪一位",
                    None => "没有写明企业，无法归户",
                };
                hold(desk, index, &touched, why);
            }
            several => {
                let why = match several {
                    [_] => "没有兑现金额，也没有到期金额",
                    _ => "列有几个单位，各得多少不明",
                };
                let touched: Vec<RowRef> = people.live_rows(desk, holders).collect();
                hold(desk, index, &touched, why);
            }
        }
    }
    (payments, tallied)
}

/// The columns of the sheet of an earlier workbook.
fn asked(sheet: &SheetReading) -> ((u32, u32), Arc<[FieldId]>) {
    let columns = sheet.tables.iter().flat_map(|table| &table.columns);
    ((sheet.file, sheet.sheet), columns.filter_map(|(_, _, field)| *field).collect())
}

/// What makes two rows of different files look like one payment: payee, role, year, amount and what it was for.
type Copied<'a> = (EnterpriseId, &'a str, Option<i64>, Option<Decimal>, Option<CategoryId>, String);

/// Holds payments that two files state alike: a ledger beside the workbook that it was copied from would deduct, count and
/// pay everything twice, and two payments of one amount are told apart by a person.
fn hold_copies(desk: &mut Desk<'_>, people: &People, products: &Products) {
    let records = desk.records.clone();
    let mut alike: BTreeMap<Copied<'_>, Vec<usize>> = BTreeMap::new();
    for (index, record) in records.iter().enumerate() {
        let usable = record.kind == ListKind::History
            && !desk.refused.contains(&record.at)
            && !desk.accepted.contains(&record.at)
            && record.facts.text(builtin::NATURE) != Some(Nature::Tallied.word());
        let ([enterprise], true) = (people.holders[index].as_slice(), usable) else { continue };
        let one = payment(products, record, *enterprise);
        let Some(thing) = one.product.or(one.certificate) else { continue };
        let (facts, role) = (&record.facts, record.facts.text(builtin::ROLE).unwrap_or("企业"));
        // What a department or town got for equal things of two enterprises is alike and twice all the same.
        if matches!(role, "部门" | "镇") {
            continue;
        }
        let (year, paid) = (facts.whole(builtin::YEAR), facts.money(builtin::PAID));
        alike.entry((*enterprise, role, year, paid, one.category, thing)).or_default().push(index);
    }
    for rows in alike.values() {
        let copy_of = |row: &usize| {
            let (own, others) = (&records[*row], rows.iter().map(|other| &records[*other]));
            others.into_iter().find(|other| other.at.file != own.at.file && agree(own, other))
        };
        let copies: Vec<(usize, RowRef)> =
            rows.iter().filter_map(|row| Some((*row, copy_of(row)?.at))).collect();
        let Some((first, copy)) = copies.first().copied() else { continue };
        let why = format!("与{}的内容相同，不知道是一笔抄了两次还是两笔", desk.row_place(copy));
        let touched: Vec<RowRef> = people.live_rows(desk, people.holders[first].clone()).collect();
        let help = "同一笔的用「不予采信」去掉一行（或移出重复的文件）；确是两笔的，两行分别用「采信」写明。";
        let position = tell(desk, first, &why, help);
        copies.iter().for_each(|(row, _)| desk.hold_always(records[*row].at, position));
        touched.iter().for_each(|row| desk.hold(*row, position));
    }
}

/// Whether two rows of the ledger say nothing that differs on certificate, recognition, clause, and what is still due.
fn agree(a: &Record, b: &Record) -> bool {
    let certificates = certificate(a).zip(certificate(b));
    let fields = [builtin::RECOGNISED, builtin::CLAUSE, builtin::DUE_YEAR, builtin::DUE_AMOUNT];
    certificates.is_none_or(|(a, b)| a == b)
        && fields.iter().all(|field| match (a.facts.get(*field), b.facts.get(*field)) {
            (Some(a), Some(b)) => merge::agree(&a.value, &b.value),
            _ => true,
        })
}

/// Holds what a payment for several certificates in one cell could have paid: of no row can it be said that it was not.
/// The payment stays, so that limits still count it.
fn hold_several(desk: &mut Desk<'_>, people: &People, index: usize, payment: &Payment) {
    let numbers = several(&desk.records[index]);
    let range = desk.records[index].facts.text(builtin::CERTIFICATE).and_then(Range::of);
    if numbers.is_empty() && range.is_none() {
        return;
    }
    let covered = |number: &String| {
        numbers.contains(number) || range.as_ref().is_some_and(|range| range.covers(number))
    };
    let could_be = |row: &RowRef| {
        let found = desk.records.binary_search_by_key(row, |record| record.at).map(|at| &desk.records[at]);
        found.is_ok_and(|live| {
            let same = payment.category.is_none() || payment.category == live.category;
            same && certificate(live).is_none_or(|number| covered(&number))
        })
    };
    let touched: Vec<RowRef> = people.live_rows(desk, [payment.enterprise]).filter(could_be).collect();
    hold(desk, index, &touched, "一格里写了几个证书编号，哪个兑现了多少不明");
}

pub(super) fn payment(products: &Products, record: &Record, enterprise: EnterpriseId) -> Payment {
    let key = |field| {
        let text = record.facts.text(field).filter(|text| !normal::is_blank(text))?;
        Some(products.canonical(enterprise, &name::title(text).key)).filter(|key| !key.is_empty())
    };
    Payment {
        source: record.at,
        enterprise,
        holder: enterprise,
        category: record.category,
        product: key(builtin::PRODUCT).or_else(|| key(builtin::TITLE)),
        product_group: None,
        certificate: certificate(record),
        facts: record.facts.clone(),
        of_workbook: false,
        award: None,
        accepted: false,
        columns: Arc::default(),
    }
}

/// The award that a row of an earlier workbook names, where this policy has it and it gives what the row says.
fn own_award(policy: &Policy, record: &Record) -> Option<AwardId> {
    let (named, clause) = (record.facts.text(builtin::AWARD)?, record.facts.text(builtin::CLAUSE)?);
    let gives = |award: &Award| {
        normal::key(&award.id) == normal::key(named)
            && normal::key(&policy.clause(award.clause).id) == normal::key(clause)
            && award.role.word() == record.facts.text(builtin::ROLE).unwrap_or(Role::Enterprise.word())
            && record.category.is_some_and(|category| award.categories.contains(&category))
    };
    let mut all = (0_u32..).map(AwardId).zip(&policy.awards);
    all.find(|(_, award)| gives(award)).map(|(id, _)| id)
}

/// Live rows by what a payment to nobody knows whom is compared with.
#[derive(Default)]
struct Strays {
    /// Read when first asked for.
    live: OnceCell<Vec<Live>>,
    /// What payments before were of, and to which person: what another of the same could concern is held with the first.
    seen: BTreeSet<(Option<CategoryId>, Option<String>, Option<String>)>,
}

/// A row that may be paid.
struct Live {
    at: RowRef,
    category: Option<CategoryId>,
    product: Option<String>,
    person: Option<String>,
}

impl Live {
    fn of(record: &Record) -> Self {
        let (product, person) = (stray_product(record), person(record));
        Self { at: record.at, category: record.category, product, person }
    }
}

impl Strays {
    /// The rows that a payment to nobody knows whom could concern, but for those held already with another like it.
    fn could_concern(&mut self, desk: &Desk<'_>, index: usize) -> Vec<RowRef> {
        let payment = &desk.records[index];
        let (mine, to) = (stray_product(payment), person(payment));
        if !self.seen.insert((payment.category, mine.clone(), to.clone())) {
            return Vec::new();
        }
        let live = self.live.get_or_init(|| {
            desk.records.iter().filter(|record| desk.is_live(record)).map(Live::of).collect()
        });
        let concerned = live.iter().filter(|live| {
            let same_product = mine.is_none() || live.product.is_none() || mine == live.product;
            // What a person was paid concerns nobody of another name.
            (to.is_none() || to == live.person)
                && (payment.category.is_none()
                    || live.category.is_none()
                    || payment.category == live.category
                    || compared(desk.policy, same_product))
        });
        concerned.map(|live| live.at).collect()
    }
}

/// The person whom a row names, where it names no enterprise beside.
fn person(record: &Record) -> Option<String> {
    let named = record.facts.text(builtin::PERSON).filter(|text| !normal::is_blank(text));
    let text = match record.names.as_slice() {
        [] => named?,
        [only] if looks_like_person(only) => only,
        _ => return None,
    };
    Some(name::enterprise(text).key).filter(|key| !key.is_empty())
}

fn stray_product(record: &Record) -> Option<String> {
    let text = record.facts.text(builtin::PRODUCT).or_else(|| record.facts.text(builtin::TITLE))?;
    Some(name::title(text).key).filter(|key| !key.is_empty())
}

/// Whether some step looks at payments of another category: of the same product where it compares with history, or of
/// any where history uses a limit up.
fn compared(policy: &Policy, same_product: bool) -> bool {
    policy.steps.iter().any(|step| match &step.kind {
        StepKind::Cap(cap) => cap.used_by != UsedBy::None,
        StepKind::Budget(budget) => budget.used_by != UsedBy::None,
        StepKind::HighestOnly(rule) => rule.across_years && same_product,
        StepKind::UpgradeDifference(_) => same_product,
        _ => false,
    })
}

/// Holds a history row and the achievement rows that it could concern.
fn hold(desk: &mut Desk<'_>, index: usize, touched: &[RowRef], why: &str) {
    let position = tell(desk, index, why, "请补全这一行；确无关的用「不予采信」决定。");
    desk.hold_always(desk.records[index].at, position);
    for row in touched {
        desk.hold(*row, position);
    }
}

pub(super) fn tell(desk: &mut Desk<'_>, index: usize, why: &str, help: &str) -> usize {
    let place = desk.row_place(desk.records[index].at);
    let message = format!("历年兑现{place}这一行{why}；可能有关的成果一并待定");
    desk.say(Code::PaymentUnclear, place, message, help)
}
