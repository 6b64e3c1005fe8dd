//! History: usable rows become payments; a row that cannot be used holds what it could touch. Re-certification follows from them.

use super::choice::own_cell;
use super::claims::looks_like_person;
use super::desk::Desk;
use super::enterprises::People;
use super::items::{certificate, several};
use super::merge;
use super::products::Products;
use crate::finding::Code;
use crate::model::achievement::{Achievement, EnterpriseId, Payment};
use crate::model::record::{Fact, ListKind, Record, RowRef, Value};
use crate::policy::{CategoryId, Policy, StepKind, UsedBy, builtin};
use crate::text::{name, normal};
use rust_decimal::Decimal;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// The payments of earlier years, in source order. Those of enterprises in dispute stay, so that limits still count them.
pub(super) fn collect(desk: &mut Desk<'_>, people: &People, products: &Products) -> Vec<Payment> {
    let mut payments = Vec::new();
    let mut strays = Strays::default();
    let own: BTreeSet<(u32, u32)> =
        desk.reading.sheets.iter().filter(|sheet| sheet.own).map(|sheet| (sheet.file, sheet.sheet)).collect();
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
                let of_workbook = own.contains(&(record.at.file, record.at.sheet));
                let holder = facts.text(builtin::HOLDER).and_then(|name| people.named(name));
                let holder = holder.unwrap_or(*enterprise);
                let payment = Payment { of_workbook, holder, ..payment(products, record, *enterprise) };
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
    payments
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
            && !desk.accepted.contains(&record.at);
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
    if numbers.is_empty() {
        return;
    }
    let could_be = |row: &RowRef| {
        let found = desk.records.binary_search_by_key(row, |record| record.at).map(|at| &desk.records[at]);
        found.is_ok_and(|live| {
            let same = payment.category.is_none() || payment.category == live.category;
            same && certificate(live).is_none_or(|number| numbers.contains(&number))
        })
    };
    let touched: Vec<RowRef> = people.live_rows(desk, [payment.enterprise]).filter(could_be).collect();
    hold(desk, index, &touched, "一格里写了几个证书编号，哪个兑现了多少不明");
}

fn payment(products: &Products, record: &Record, enterprise: EnterpriseId) -> Payment {
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
    }
}

/// Live rows by what a payment to nobody knows whom is compared with.
#[derive(Default)]
struct Strays {
    /// Read when first asked for.
    live: OnceCell<Vec<Live>>,
    /// What payments before were of, and to which person: what another of the same could concern is held with the first.
    seen: BTreeSet<(Option<CategoryId>, Option<String>, Option<String>)>,
}

/// An achievement row.
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
            let live = desk.records.iter().filter(|record| record.kind == ListKind::Achievements);
            live.map(Live::of).collect()
        });
        let concerned = live.iter().filter(|live| {
            let same_product = mine.is_none() || live.product.is_none() || mine == live.product;
            // What a person was paid concerns nobody of another name.
            (to.is_none() || to == live.person)
                && (payment.category.is_none()
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

fn tell(desk: &mut Desk<'_>, index: usize, why: &str, help: &str) -> usize {
    let place = desk.row_place(desk.records[index].at);
    let message = format!("历年兑现{place}这一行{why}；可能有关的成果一并待定");
    desk.say(Code::PaymentUnclear, place, message, help)
}

/// What history says of an achievement of the same enterprise, product and category.
enum Earlier<'a> {
    /// No payment could be for an earlier recognition of it.
    Never,
    /// This one was.
    Paid(&'a Payment),
    /// This one might be: a key or a date is missing, or the dates may be the same.
    Perhaps(&'a Payment),
}

/// Sets 复评 where history decides it, and holds what is marked first but was paid before. What an earlier batch of the award
/// year was paid for is no earlier recognition: in one run both would be first.
pub(super) fn recertify(
    desk: &mut Desk<'_>,
    achievements: &mut [Achievement],
    payments: &[Payment],
    year: i32,
) {
    let mut by_thing = ByThing::new();
    for payment in payments.iter().filter(|payment| !payment.is_of_batch(year)) {
        let thing = (payment.enterprise, payment.category, payment.product.as_deref());
        by_thing.entry(thing).or_default().push(payment);
    }
    for achievement in achievements {
        let marked = achievement.facts.bool(builtin::RECERTIFIED);
        let holders = achievement.holders.iter();
        let theirs = holders.flat_map(|holder| could_be_of(&by_thing, achievement, holder.enterprise));
        let identity = &desk.policy.category(achievement.category).identity;
        let theirs: Vec<&Payment> =
            theirs.filter(|payment| !payment.is_of_another(identity, &achievement.facts)).collect();
        match (marked, earlier(achievement, &theirs)) {
            (Some(true), _) | (None, Earlier::Perhaps(_)) => {}
            (None, Earlier::Never) => {
                let at = desk.records.binary_search_by_key(&achievement.sources[0], |record| record.at);
                let cell = at.ok().map(|at| &desk.records[at]).map(|record| {
                    let fact = record.facts.get(builtin::CATEGORY).or(record.facts.get(builtin::ENTERPRISE));
                    fact.map_or_else(|| own_cell(record), |fact| fact.cell)
                });
                if let Some(cell) = cell {
                    let value = Value::Bool(false);
                    achievement.facts.set(Fact { field: builtin::RECERTIFIED, year: None, value, cell });
                }
            }
            (Some(false), Earlier::Never) => {}
            (None, Earlier::Paid(payment)) => {
                let fact = payment.facts.get(builtin::PRODUCT).or(payment.facts.get(builtin::PAID));
                let cell = fact.or(payment.facts.iter().next()).map(|fact| fact.cell);
                if let Some(cell) = cell {
                    let value = Value::Bool(true);
                    achievement.facts.set(Fact { field: builtin::RECERTIFIED, year: None, value, cell });
                }
            }
            (Some(false), Earlier::Paid(payment)) => hold_first(desk, achievement, payment, false),
            (Some(false), Earlier::Perhaps(payment)) => hold_first(desk, achievement, payment, true),
        }
    }
}

/// Payments by enterprise, category and product.
type ByThing<'a> = BTreeMap<(EnterpriseId, Option<CategoryId>, Option<&'a str>), Vec<&'a Payment>>;

/// The payments of an enterprise whose category and product, as far as they are known, are those of an achievement, in
/// source order.
fn could_be_of<'a>(
    by_thing: &ByThing<'a>,
    achievement: &Achievement,
    enterprise: EnterpriseId,
) -> Vec<&'a Payment> {
    let mut found: Vec<&Payment> = Vec::new();
    for category in [None, Some(achievement.category)] {
        if achievement.product.is_empty() {
            let of_category = by_thing.range((enterprise, category, None)..);
            let of_category = of_category.take_while(|((e, c, _), _)| (*e, *c) == (enterprise, category));
            found.extend(of_category.flat_map(|(_, payments)| payments));
        } else {
            let products = [None, Some(achievement.product.as_str())];
            let named = products.iter().filter_map(|product| by_thing.get(&(enterprise, category, *product)));
            found.extend(named.flatten());
        }
    }
    found.sort_by_key(|payment| payment.source);
    found
}

fn earlier<'a>(achievement: &Achievement, payments: &[&'a Payment]) -> Earlier<'a> {
    let mut answer = Earlier::Never;
    for payment in payments {
        let other_category = payment.category.is_some_and(|category| category != achievement.category);
        let product = payment.product.as_deref().filter(|_| !achievement.product.is_empty());
        if other_category || product.is_some_and(|product| product != achievement.product) {
            continue;
        }
        let dates = (achievement.facts.date(builtin::RECOGNISED), payment.facts.date(builtin::RECOGNISED));
        // The same day is the same recognition, already paid; that is not decided here.
        let (differ, same) = match dates {
            (Some(a), Some(b)) => (a.last < b.first || b.last < a.first, a == b),
            // What was paid before this recognition was for an earlier one.
            (Some(a), None) => {
                (payment.facts.whole(builtin::YEAR).is_some_and(|year| year < a.first.year().into()), false)
            }
            _ => (false, false),
        };
        if same && payment.category.is_some() && product.is_some() {
            continue;
        }
        if payment.category.is_some() && product.is_some() && differ {
            return Earlier::Paid(payment);
        }
        answer = Earlier::Perhaps(payment);
    }
    answer
}

/// Holds what is marked first but was paid before, or may have been.
fn hold_first(desk: &mut Desk<'_>, achievement: &Achievement, payment: &Payment, perhaps: bool) {
    let mark = achievement.facts.get(builtin::RECERTIFIED).map(|fact| fact.cell);
    let place = mark.map_or_else(|| desk.row_place(achievement.sources[0]), |cell| desk.cell_place(cell));
    let (title, row) = (&achievement.title, desk.row_place(payment.source));
    let message = if perhaps {
        format!(
            "「{title}」标明首次认定，而历年台账{row}可能就是它的兑现：类别、产品或认定日期没有写全，或日期相合"
        )
    } else {
        format!("「{title}」标明首次认定，而同一企业同一产品在历年已兑现（{row}）")
    };
    let help = "核对是首次还是复评，改正名单；或用「选择」决定写明「复评」。";
    let position = desk.say(Code::FirstAfterPayment, place, message, help);
    for row in &achievement.sources {
        desk.hold(*row, position);
    }
}
