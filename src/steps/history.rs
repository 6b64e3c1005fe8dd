//! History: what each earlier payment awarded and paid, which payments a group sees, and live items that a payment could concern.

use super::book::Book;
use super::overdue;
use crate::context::Context;
use crate::finding::Code;
use crate::grouping::{
    Key, award_unsaid, could_cover_payment, covers_paid, key_of_payment, lacking, payment_role,
};
use crate::ledger::{Identity, Paid, compatible, identity, is_given_up, paid_when_due, same_product};
use crate::model::achievement::{EnterpriseId, Payment, PaymentId};
use crate::money::{Money, Rounding, Unit};
use crate::policy::{Covers, KeyPart, Role, StepKind, UsedBy, builtin};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What history says of each payment, by its index, in whole 分; zero for recoveries themselves. What is deducted is brought to
/// the unit as a sum: an award that was split into instalments is of whole units, its parts need not be.
pub(super) struct History {
    /// Paid out less what was recovered.
    pub paid: Vec<Money>,
    /// The same with the instalments that are still due: *paid before*.
    pub awarded: Vec<Money>,
    /// Some of it was recovered.
    pub recovered: Vec<bool>,
    /// What rows are to each other.
    pub rows: Paid,
    /// Recoveries that could be of several payments, or fit none as it is written.
    unclear: BTreeSet<usize>,
}

impl History {
    /// Reads every payment once.
    pub fn of(context: &Context<'_>) -> Self {
        let payments = &context.register.payments;
        let mut paid: Vec<Decimal> =
            payments.iter().map(|p| p.facts.money(builtin::PAID).unwrap_or_default()).collect();
        let (recovered, unclear) = take_back(payments, &mut paid);
        let fen = |yuan: Decimal| Money::round(yuan, Unit::FEN, Rounding::Up).unwrap_or_default();
        let kept: Vec<Decimal> = paid.iter().map(|yuan| (*yuan).max(Decimal::ZERO)).collect();
        let rows = paid_when_due(context);
        let due = |index: usize| {
            let payment = &payments[index];
            let done = rows.settled[index] || recovered[index] && is_overdue(context, payment);
            if done { Decimal::ZERO } else { still_due(context, payment, index, &rows) }
        };
        Self {
            paid: kept.iter().map(|yuan| fen(*yuan)).collect(),
            awarded: kept.iter().enumerate().map(|(index, yuan)| fen(*yuan + due(index))).collect(),
            recovered,
            rows,
            unclear,
        }
    }
}

/// Takes every recovery off the payment it names; says which payments it touched and which recoveries name several.
fn take_back(payments: &[Payment], paid: &mut [Decimal]) -> (Vec<bool>, BTreeSet<usize>) {
    let mut same: BTreeMap<Identity<'_>, Vec<usize>> = BTreeMap::new();
    let mut by_enterprise: BTreeMap<EnterpriseId, BTreeSet<Identity<'_>>> = BTreeMap::new();
    for (index, payment) in payments.iter().enumerate().filter(|(index, _)| paid[*index] > Decimal::ZERO) {
        same.entry(identity(payment)).or_default().push(index);
        by_enterprise.entry(payment.enterprise).or_default().insert(identity(payment));
    }
    let (mut recovered, mut unclear) = (vec![false; payments.len()], BTreeSet::new());
    for (index, recovery) in payments.iter().enumerate() {
        let mut owed = -paid[index].min(Decimal::ZERO);
        if owed.is_zero() {
            continue;
        }
        let mine = identity(recovery);
        let known = by_enterprise.get(&recovery.enterprise);
        let named: Vec<Identity<'_>> = match known.and_then(|known| known.get(&mine)) {
            Some(exact) => vec![*exact],
            None => known.into_iter().flatten().copied().filter(|other| compatible(&mine, other)).collect(),
        };
        let [one] = named.as_slice() else {
            // It may take back a payment for the same product of which date or certificate are written otherwise.
            let mut others = known.into_iter().flatten();
            unclear.extend(others.any(|other| same_product(&mine, other)).then_some(index));
            continue;
        };
        for earlier in same.get(one).into_iter().flatten().copied() {
            let taken = owed.min(paid[earlier]);
            paid[earlier] -= taken;
            owed -= taken;
            recovered[earlier] |= !taken.is_zero();
        }
    }
    (recovered, unclear)
}

/// Whether the year has passed in which a row says that something falls due.
fn is_overdue(context: &Context<'_>, payment: &Payment) -> bool {
    payment.facts.whole(builtin::DUE_YEAR).is_some_and(|year| year < i64::from(context.year))
}

/// What is left of the instalment that a row says is still due, however late it is; nothing where a person has given it up.
fn still_due(context: &Context<'_>, payment: &Payment, index: usize, rows: &Paid) -> Decimal {
    let promised = payment.facts.money(builtin::DUE_AMOUNT).unwrap_or_default();
    if !promised.is_sign_positive() || is_given_up(context, payment) {
        return Decimal::ZERO;
    }
    let parts = u32::try_from(index).ok().and_then(|index| rows.in_part.get(&PaymentId(index)));
    let paid = |id: &PaymentId| context.register.payments[id.index()].facts.money(builtin::PAID);
    let paid: Decimal = parts.into_iter().flatten().filter_map(paid).sum();
    (promised - paid).max(Decimal::ZERO)
}

/// Earlier payments by role and group key.
pub(super) type ByKey = BTreeMap<(Role, Key), Vec<PaymentId>>;

impl Book<'_> {
    /// The payments that a step covers, by role and key; one that lacks a part of the key is in no group.
    pub(super) fn payments_by_key(&self, covers: &Covers, parts: &[KeyPart]) -> ByKey {
        let mut groups = ByKey::new();
        for (id, payment) in (0_u32..).map(PaymentId).zip(&self.context.register.payments) {
            if !covers_paid(self.context.policy, covers, payment) {
                continue;
            }
            let key = key_of_payment(parts, self.context, payment);
            if key.iter().all(Option::is_some) {
                groups.entry((payment_role(payment), key)).or_default().push(id);
            }
        }
        groups
    }

    /// The same of an earlier batch of the award year alone.
    pub(super) fn batch_by_key(&self, covers: &Covers, parts: &[KeyPart]) -> ByKey {
        let mut groups = self.payments_by_key(covers, parts);
        groups.values_mut().for_each(|ids| ids.retain(|id| self.is_of_batch(*id)));
        groups.retain(|_, ids| !ids.is_empty());
        groups
    }

    /// Whether the workbook of an earlier batch of the award year paid it as an award of that year.
    pub(super) fn is_of_batch(&self, id: PaymentId) -> bool {
        self.payment(id).is_of_batch(self.context.year) && !self.history.rows.instalment[id.index()]
    }

    /// What payments awarded, rounded up to the unit as it is when it is deducted.
    pub(super) fn awarded(&self, payments: &[PaymentId]) -> Money {
        let sum: Money = payments.iter().map(|id| self.history.awarded[id.index()]).sum();
        sum.ceil_to(self.context.policy.unit)
    }

    /// What is left to deduct of payments, rounded up to the unit.
    pub(super) fn left_of(&self, payments: &[PaymentId]) -> Money {
        let sum: Money = payments.iter().map(|id| self.remaining[id.index()]).sum();
        sum.ceil_to(self.context.policy.unit)
    }

    /// Takes an amount off what is left to deduct of payments, one after the other.
    pub(super) fn deduct(&mut self, payments: &[PaymentId], mut amount: Money) {
        for id in payments {
            let taken = amount.min(self.remaining[id.index()]);
            self.remaining[id.index()] = self.remaining[id.index()] - taken;
            amount = amount - taken;
        }
    }

    /// Those that a ledger that people keep says were paid in the award year: rivals within the year, of which only the money is
    /// known.
    pub(super) fn kept_of_year(&self, payments: &[PaymentId]) -> Vec<PaymentId> {
        let kept = |id: &PaymentId| {
            !self.payment(*id).of_workbook
                && self.is_of(*id, Years::Same)
                && !self.history.rows.instalment[id.index()]
        };
        payments.iter().copied().filter(kept).collect()
    }

    /// A payment.
    pub(super) fn payment(&self, id: PaymentId) -> &Payment {
        &self.context.register.payments[id.index()]
    }
}

/// A payment that a step covers but that lacks a part of the step's key holds every live item it could concern;
/// so does a recovery that could be of several payments.
pub(super) fn hold_possible(book: &mut Book<'_>) {
    let context = book.context;
    for step in &context.policy.steps {
        let Some((covers, key, years)) = looked_up(&step.kind) else { continue };
        // An achievement key is never on a history row: no payment is in such a group.
        if key.contains(&KeyPart::Achievement) {
            continue;
        }
        let mut live = Live { members: book.members(covers), parts: key, by_known: BTreeMap::new() };
        let mut asked = BTreeSet::new();
        for (index, payment) in context.register.payments.iter().enumerate() {
            let id = PaymentId(u32::try_from(index).unwrap_or(u32::MAX));
            let unclear = book.history.unclear.contains(&index);
            let covered = covers_paid(context.policy, covers, payment);
            let unsaid = award_unsaid(context.policy, covers, payment);
            let counts = unclear || book.history.awarded[index].is_positive();
            if !counts
                || !book.is_of(id, years)
                || !(covered || unsaid || could_cover_payment(context.policy, covers, payment))
            {
                continue;
            }
            let theirs = if unclear {
                payee_alone(key, key_of_payment(key, context, payment))
            } else {
                key_of_payment(key, context, payment)
            };
            let complete = theirs.iter().all(Option::is_some);
            let open = !key.is_empty() && overdue::is_open(book, id);
            let sure = complete && covered && !unclear && !unsaid && !open;
            if sure || !asked.insert((payment_role(payment), theirs.clone(), unsaid, open)) {
                continue;
            }
            let place = context.names.row(payment.source);
            let why = if unclear {
                format!(
                    "历年台账 {place} 的追回与任何一笔兑现都不完全对应，或可能是几笔中的任何一笔，不能判断以前净得多少"
                )
            } else if open && complete {
                format!("历年台账 {place} 的到期款还付不付没有定（见那一行的问题），不能判断以前一共给多少")
            } else if unsaid && complete {
                format!(
                    "历年台账 {place} 没有写明是哪个奖项（以前的兑现表没有「政策奖项」，或奖项改了名），步骤「{}」只管其中一部分奖项，不能判断算不算在内",
                    step.id
                )
            } else {
                let what = match lacking(key, context, payment) {
                    what if what.is_empty() => "类别或条款".to_owned(),
                    what => what,
                };
                format!("历年台账 {place} 缺少步骤「{}」分组所需的{what}，不能判断与本项是否有关", step.id)
            };
            for index in live.could_be(book, payment_role(payment), &theirs) {
                book.hold(index, Code::HistoryUnclear, &why);
            }
        }
    }
}

/// A key of which only who was paid is known.
fn payee_alone(parts: &[KeyPart], key: Key) -> Key {
    let who = |part: &KeyPart| matches!(part, KeyPart::Enterprise | KeyPart::Payee);
    parts.iter().zip(key).map(|(part, value)| value.filter(|_| who(part))).collect()
}

/// Live items by role and the known parts of their key.
type LiveByKey = BTreeMap<(Role, Key), Vec<usize>>;

/// Live items of a step by the parts of the key that a payment knows; each pattern of known parts is indexed once.
struct Live<'k> {
    members: Vec<usize>,
    parts: &'k [KeyPart],
    by_known: BTreeMap<Vec<bool>, LiveByKey>,
}

impl Live<'_> {
    fn could_be(&mut self, book: &Book<'_>, role: Role, theirs: &Key) -> Vec<usize> {
        let known: Vec<bool> = theirs.iter().map(Option::is_some).collect();
        if !self.by_known.contains_key(&known) {
            let mut groups = LiveByKey::new();
            for index in &self.members {
                let mut key = book.key(self.parts, *index);
                key.iter_mut().zip(&known).filter(|(_, known)| !**known).for_each(|(part, _)| *part = None);
                groups.entry((book.entitlements[*index].role, key)).or_default().push(*index);
            }
            self.by_known.insert(known.clone(), groups);
        }
        let groups = self.by_known.get(&known);
        groups.and_then(|groups| groups.get(&(role, theirs.clone()))).cloned().unwrap_or_default()
    }
}

/// Which payments a step looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Years {
    /// Those of an earlier batch of the award year.
    Batch,
    /// Those of the award year.
    Same,
    /// All.
    All,
}

impl Book<'_> {
    fn is_of(&self, id: PaymentId, years: Years) -> bool {
        match years {
            Years::All => true,
            Years::Same => self.payment(id).facts.whole(builtin::YEAR) == Some(i64::from(self.context.year)),
            Years::Batch => self.is_of_batch(id),
        }
    }
}

/// The covers and key with which a step looks history up, where it does, and of which years.
fn looked_up(kind: &StepKind) -> Option<(&Covers, &[KeyPart], Years)> {
    let used = |used_by: UsedBy| match used_by {
        UsedBy::None => Years::Batch,
        UsedBy::SameYear => Years::Same,
        UsedBy::All => Years::All,
    };
    match kind {
        StepKind::HighestOnly(rule) => {
            let years = if rule.across_years { Years::All } else { Years::Same };
            Some((&rule.covers, &rule.key[..], years))
        }
        StepKind::CountLimit(rule) => Some((&rule.covers, &rule.key[..], Years::Batch)),
        StepKind::UpgradeDifference(rule) => Some((&rule.covers, &rule.key[..], Years::All)),
        StepKind::Cap(rule) => Some((&rule.covers, &rule.key[..], used(rule.used_by))),
        StepKind::Budget(rule) => Some((&rule.covers, &[][..], used(rule.used_by))),
        StepKind::DepartmentShare(_) | StepKind::Instalments(_) | StepKind::Sharing(_) => None,
    }
}
