//! Promises of the ledger: which rows paid what an earlier row says was still due, in whole or in part, and which may have.

use super::{agree, compatible, identity};
use crate::context::Context;
use crate::grouping::{payment_clause, payment_role};
use crate::model::achievement::{EnterpriseId, Payment, PaymentId, Settled};
use crate::model::nature::Nature;
use crate::policy::{CategoryId, FieldId, Role, builtin};
use crate::text::certificate::Alike;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What rows are to other rows of the ledger, by the index of the payment.
pub struct Paid {
    /// What the row says is still due, other rows paid.
    pub settled: Vec<bool>,
    /// The row paid what an earlier one says was still due: it is no award of its own year.
    pub instalment: Vec<bool>,
    /// Promises that were kept in part, and by which rows.
    pub in_part: BTreeMap<PaymentId, Vec<PaymentId>>,
    /// Promises that were kept with more than they promised, and by which rows.
    pub over: BTreeMap<PaymentId, Vec<PaymentId>>,
    /// Promises that a row may have kept which lacks what would tell, or writes it otherwise.
    pub perhaps: BTreeMap<PaymentId, PaymentId>,
}

/// Which rows state an instalment that another row paid, and which rows those are: what was paid when it fell due is
/// written in a row of its own, and the row that promised it stays as it was.
pub fn paid_when_due(context: &Context<'_>) -> Paid {
    let all: Vec<PaymentId> =
        (0_u32..).zip(&context.register.payments).map(|(id, _)| PaymentId(id)).collect();
    let (settled, instalment) = (vec![false; all.len()], vec![false; all.len()]);
    let (in_part, over, perhaps) = Default::default();
    let mut paid = Paid { settled, instalment, in_part, over, perhaps };
    for kept in kept_among(context, &all) {
        kept.rows.iter().for_each(|row| paid.instalment[row.index()] = true);
        paid.settled[kept.promise.index()] = kept.whole;
        if !kept.whole {
            paid.in_part.insert(kept.promise, kept.rows);
        } else if is_over(context, &kept) {
            paid.over.insert(kept.promise, kept.rows);
        }
    }
    for promise in dated_since(context) {
        paid.settled[promise.index()] = true;
    }
    // Our own workbooks say so even where the row that promised it is not among the lists.
    for (instalment, payment) in paid.instalment.iter_mut().zip(&context.register.payments) {
        *instalment |= payment.nature() == Some(Nature::Instalment);
    }
    paid.perhaps = perhaps_paid(context, &all, &paid);
    paid
}

/// Whether a person has given up what a row says is still due.
pub fn is_given_up(context: &Context<'_>, payment: &Payment) -> bool {
    let settled = &context.register.settled;
    let at = settled.binary_search_by_key(&payment.source, |(row, _)| *row);
    at.is_ok_and(|at| matches!(settled[at].1, Settled::Refused(..)))
}

/// Promises that waited for a fact and that another row of the ledger has given the year since: that row is the one to be paid.
fn dated_since(context: &Context<'_>) -> Vec<PaymentId> {
    let owed: Vec<PaymentId> = (0_u32..)
        .map(PaymentId)
        .zip(&context.register.payments)
        .filter(|(_, p)| is_owed(p))
        .map(|(id, _)| id)
        .collect();
    let (dated, waiting): (Vec<PaymentId>, Vec<PaymentId>) =
        owed.into_iter().partition(|id| rows_payment(context, *id).facts.get(builtin::DUE_YEAR).is_some());
    if waiting.is_empty() {
        return waiting;
    }
    let promise = |id: &PaymentId| {
        let payment = rows_payment(context, *id);
        (identity(payment), payment.facts.money(builtin::DUE_AMOUNT))
    };
    let file = |id: &PaymentId| rows_payment(context, *id).source.file;
    let mut by_promise: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
    for id in &dated {
        by_promise.entry(promise(id)).or_default().insert(file(id));
    }
    // Two parts of one award may be alike, and stand in one file.
    let elsewhere = |id: &PaymentId| {
        by_promise.get(&promise(id)).is_some_and(|files| files.iter().any(|at| *at != file(id)))
    };
    waiting.into_iter().filter(elsewhere).collect()
}

/// A promise, and the rows that kept it.
pub struct Kept {
    /// The row that says that something is still due.
    pub promise: PaymentId,
    /// The rows that paid it, at least one.
    pub rows: Vec<PaymentId>,
    /// Whether they paid all of it.
    pub whole: bool,
}

/// Of some payments, each promise that was kept with the rows that kept it: of the due year, else of a later year, else,
/// where the promise waited for a fact, of any. Further rows of the same are looked for only where those before paid less.
pub fn kept_among(context: &Context<'_>, payments: &[PaymentId]) -> Vec<Kept> {
    let mut rows = Rows::of(context, payments);
    let mut all: Vec<Kept> = payments
        .iter()
        .filter(|id| is_owed(rows_payment(context, **id)))
        .map(|id| Kept { promise: *id, rows: Vec::new(), whole: false })
        .collect();
    for late in [false, true] {
        for kept in &mut all {
            keep(context, &mut rows, kept, late);
        }
        // Every promise has its row first: what is over may be the rest of another's.
        for kept in all.iter_mut().filter(|kept| !kept.rows.is_empty()) {
            while keep(context, &mut rows, kept, late) {}
        }
    }
    all.retain(|kept| !kept.rows.is_empty());
    all
}

/// Adds a row that kept a promise, where something is left of it; whether there was one.
fn keep(context: &Context<'_>, rows: &mut Rows<'_, '_>, kept: &mut Kept, late: bool) -> bool {
    if kept.whole {
        return false;
    }
    let row = if late { rows.later(kept.promise) } else { rows.of_due_year(kept.promise) };
    kept.rows.extend(row);
    kept.whole = is_whole(context, kept);
    row.is_some()
}

/// Whether rows paid all of a promise. What a row of our own workbook says of it is all: a limit took the rest, or that row
/// promises it anew.
fn is_whole(context: &Context<'_>, kept: &Kept) -> bool {
    let of = |id: &PaymentId| rows_payment(context, *id);
    let sum = |id: &PaymentId| {
        let money = |field| of(id).facts.money(field).unwrap_or_default();
        money(builtin::PAID) + money(builtin::DUE_AMOUNT)
    };
    let owed = of(&kept.promise).facts.money(builtin::DUE_AMOUNT).unwrap_or_default();
    !kept.rows.is_empty()
        && (kept.rows.iter().any(|id| of(id).of_workbook)
            || kept.rows.iter().map(sum).sum::<Decimal>() >= owed)
}

fn rows_payment<'a>(context: &Context<'a>, id: PaymentId) -> &'a Payment {
    &context.register.payments[id.index()]
}

/// Whether a row says that something is still to be paid.
pub fn is_owed(payment: &Payment) -> bool {
    payment.facts.money(builtin::DUE_AMOUNT).is_some_and(|amount| amount > Decimal::ZERO)
}

/// Whose and of what kind a payment is.
type Kind = (EnterpriseId, Role, Option<CategoryId>);

/// Rows that may have paid what an earlier one promised, by whose they are and the year.
struct Rows<'c, 'a> {
    context: &'c Context<'a>,
    by_year: BTreeMap<(Kind, i64), Vec<PaymentId>>,
}

impl<'c, 'a> Rows<'c, 'a> {
    fn of(context: &'c Context<'a>, payments: &[PaymentId]) -> Self {
        let mut by_year: BTreeMap<(Kind, i64), Vec<PaymentId>> = BTreeMap::new();
        for id in payments {
            let payment = rows_payment(context, *id);
            if let Some(year) = payment.facts.whole(builtin::YEAR).filter(|_| may_be_instalment(payment)) {
                by_year.entry((kind(payment), year)).or_default().push(*id);
            }
        }
        Self { context, by_year }
    }

    /// The row of the due year that pays a promise.
    fn of_due_year(&mut self, promise: PaymentId) -> Option<PaymentId> {
        let promised = rows_payment(self.context, promise);
        let year = promised.facts.whole(builtin::DUE_YEAR)?;
        // A row of the year in which its own next part falls due is no payment of that part.
        if promised.facts.whole(builtin::YEAR) == Some(year) {
            return None;
        }
        let context = self.context;
        let rows = self.by_year.get_mut(&(kind(promised), year))?;
        let at = rows.iter().position(|row| pays(context, rows_payment(context, *row), promised))?;
        Some(rows.swap_remove(at))
    }

    /// The row that pays it though it is of no due year: of a part that was overdue, or that waited for a fact. Nothing less
    /// than all that identifies the two may tell.
    fn later(&mut self, promise: PaymentId) -> Option<PaymentId> {
        let promised = rows_payment(self.context, promise);
        let (whose, thing) = (kind(promised), identity(promised));
        if thing.5.is_none() || (thing.3.is_none() && thing.4.is_none()) {
            return None;
        }
        let context = self.context;
        let since = promised.facts.whole(builtin::DUE_YEAR).or(promised.facts.whole(builtin::YEAR))?;
        let rows = self.by_year.range_mut((whose, since)..).take_while(|((of, _), _)| *of == whose);
        for ((_, year), rows) in rows {
            let fits = |row: &PaymentId| {
                let payment = rows_payment(context, *row);
                let is_instalment = payment.nature() == Some(Nature::Instalment);
                *row != promise
                    && (*year > since || is_instalment)
                    && identity(payment) == thing
                    && pays(context, payment, promised)
            };
            if let Some(at) = rows.iter().position(fits) {
                return Some(rows.swap_remove(at));
            }
        }
        None
    }
}

fn kind(payment: &Payment) -> Kind {
    (payment.enterprise, payment_role(payment), payment.category)
}

/// Whether a row may be the payment of an instalment. Where a limit carried all of a part to a later year, our own workbook has
/// a row of nothing paid that promises it anew.
fn may_be_instalment(payment: &Payment) -> bool {
    let positive = |field| payment.facts.money(field).is_some_and(|amount| amount > Decimal::ZERO);
    match payment.nature() {
        Some(nature) => nature == Nature::Instalment,
        None => positive(builtin::PAID) || payment.of_workbook && positive(builtin::DUE_AMOUNT),
    }
}

/// Whether a row of the due year pays what an earlier row promised: the same thing under the same clause.
fn pays(context: &Context<'_>, row: &Payment, promise: &Payment) -> bool {
    let clause = |payment| payment_clause(context.policy, payment);
    let same_clause = match (clause(row), clause(promise)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let named = promise.product.is_some() || promise.certificate.is_some();
    same_clause
        && compatible(&identity(row), &identity(promise))
        && (named || identity(row) == identity(promise))
}

/// Whether the rows of a ledger that people keep paid more than was promised.
fn is_over(context: &Context<'_>, kept: &Kept) -> bool {
    let of = |id: &PaymentId| rows_payment(context, *id);
    let paid = kept.rows.iter().filter_map(|id| of(id).facts.money(builtin::PAID)).sum::<Decimal>();
    let owed = of(&kept.promise).facts.money(builtin::DUE_AMOUNT).unwrap_or_default();
    paid > owed && kept.rows.iter().all(|id| !of(id).of_workbook)
}

/// Promises that nothing has kept and that some row of their time may have: it does not say its category, or writes number or
/// name otherwise. Our own workbooks say all of it.
fn perhaps_paid(context: &Context<'_>, all: &[PaymentId], paid: &Paid) -> BTreeMap<PaymentId, PaymentId> {
    let of = |id: &PaymentId| rows_payment(context, *id);
    let open = |id: &&PaymentId| {
        let due = of(id).facts.whole(builtin::DUE_YEAR);
        is_owed(of(id)) && !paid.settled[id.index()] && due.is_none_or(|due| due <= i64::from(context.year))
    };
    let free = |id: &&PaymentId| {
        let positive = of(id).facts.money(builtin::PAID).is_some_and(|amount| amount > Decimal::ZERO);
        positive && !of(id).of_workbook && !paid.instalment[id.index()]
    };
    let mut rows = BTreeMap::new();
    for id in all.iter().filter(free) {
        for owned in by_row(of(id)) {
            let key = (owned, recognised_in(of(id)));
            rows.entry(key).or_insert_with(Vec::new).push((paid_in(of(id)), *id));
        }
    }
    rows.values_mut().for_each(|rows| rows.sort_unstable());
    let mut found = BTreeMap::new();
    for promise in all.iter().filter(open) {
        let pays = |row: &PaymentId| row != promise && may_pay(context, of(row), of(promise));
        found.extend(in_time(&rows, of(promise)).find(pays).map(|row| (*promise, row)));
    }
    found
}

/// Rows by what they are looked up by and the year of recognition, each with the year of payment, in its order.
type ByYear<'a> = BTreeMap<(Owned<'a>, Option<i16>), Vec<(i64, PaymentId)>>;

/// The rows of the due year and later that have something in common with a promise and no other year of recognition.
fn in_time<'r>(rows: &'r ByYear<'_>, promise: &'r Payment) -> impl Iterator<Item = PaymentId> + 'r {
    let own = recognised_in(promise);
    let of_year = move |year: &Option<i16>| own.is_none() || year.is_none() || *year == own;
    let since = since(promise);
    let found = by_promise(promise).into_iter().flat_map(move |owned| {
        let of_owned = rows.range((owned, None)..=(owned, Some(i16::MAX)));
        of_owned.filter(move |((_, year), _)| of_year(year)).map(|(_, rows)| rows)
    });
    found.flat_map(move |rows| {
        rows[rows.partition_point(|(year, _)| *year < since)..].iter().map(|(_, id)| *id)
    })
}

/// The first year of recognition that a row may mean.
fn recognised_in(payment: &Payment) -> Option<i16> {
    payment.facts.date(builtin::RECOGNISED).map(|date| date.first.year())
}

/// The year in which a row was paid; one that does not say may be of any.
fn paid_in(payment: &Payment) -> i64 {
    payment.facts.whole(builtin::YEAR).unwrap_or(i64::MAX)
}

/// The first year in which a promise may have been kept.
fn since(promise: &Payment) -> i64 {
    let year = |field| promise.facts.whole(field);
    year(builtin::DUE_YEAR).or(year(builtin::YEAR).map(|year| year + 1)).unwrap_or(i64::MIN)
}

/// What a row and a promise that it may have kept have in common: whose they are, and the certificate or the amount; where the row
/// says no category, nothing more.
type Owned<'a> = (EnterpriseId, Role, Common<'a>);

/// What a row that paid is looked up by.
fn by_row(row: &Payment) -> Vec<Owned<'_>> {
    keys(row, builtin::PAID, row.category.is_none())
}

/// What the row that kept a promise would be looked up by.
fn by_promise(promise: &Payment) -> Vec<Owned<'_>> {
    keys(promise, builtin::DUE_AMOUNT, true)
}

fn keys(payment: &Payment, amount: FieldId, bare: bool) -> Vec<Owned<'_>> {
    let amount = payment.facts.money(amount).map(|amount| Common::Amount(amount.normalize()));
    let certificate = payment.certificate.as_deref().map(Common::Certificate);
    let all = [amount, certificate, Some(Common::Owner).filter(|_| bare)];
    let (who, role) = (payment.enterprise, payment_role(payment));
    all.into_iter().flatten().map(|common| (who, role, common)).collect()
}

/// Something that two rows have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Common<'a> {
    Owner,
    Certificate(&'a str),
    Amount(Decimal),
}

/// Whether a row may have paid a promise, by what it says and what it leaves open.
fn may_pay(context: &Context<'_>, row: &Payment, promise: &Payment) -> bool {
    let clauses = payment_clause(context.policy, row).zip(payment_clause(context.policy, promise));
    let days = row.facts.date(builtin::RECOGNISED).zip(promise.facts.date(builtin::RECOGNISED));
    if !agree(&row.category, &promise.category)
        || clauses.is_some_and(|(a, b)| a != b)
        || days.is_some_and(|(a, b)| !a.overlaps(&b))
    {
        return false;
    }
    let same_amount = row.facts.money(builtin::PAID) == promise.facts.money(builtin::DUE_AMOUNT);
    if row.category.is_none() || same_amount {
        // Nothing that both say differs but in how it is written, or only one thing of the same day and amount.
        let numbers = row.certificate.as_deref().zip(promise.certificate.as_deref());
        let alike = || numbers.is_none_or(|(a, b)| a == b || Alike::new(a).is_like(&Alike::new(b)));
        let names = row.product.as_deref().zip(promise.product.as_deref());
        let same = same_amount && days.is_some_and(|(a, b)| a == b);
        return if names.is_none_or(|(a, b)| a == b) { same || alike() } else { same && alike() };
    }
    row.certificate.is_some() && row.certificate == promise.certificate
}
