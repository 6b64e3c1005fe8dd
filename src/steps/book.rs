//! The book that steps write in: entitlements in canonical order, groups, history that is left to deduct, holds.

use super::batch::Continued;
use super::blurred::Blur;
use super::history::History;
use super::{Owed, Refusal, Stepped, Why, deducted};
use crate::context::{Context, Counts, View};
use crate::finding::{Code, Finding};
use crate::grouping::{Item, Key, covers_entitlement, key_of};
use crate::matching::{Hold, Matched, Payees, hold_finding};
use crate::model::achievement::{AchievementId, EnterpriseId, PaymentId};
use crate::model::entitlement::{Against, Allocation, Cause, Entitlement, EntitlementId, Entry};
use crate::model::operation::Operation;
use crate::money::Money;
use crate::policy::{Covers, KeyPart, Role, StepId, builtin};
use std::collections::{BTreeMap, BTreeSet};

/// Indexes of entitlements, in canonical order.
pub(super) type Members = Vec<usize>;

/// Where an entitlement stands in canonical order: its achievement (or the place where an instalment's would be),
/// then its turn among the instalments there, role, and its own position among the rest.
type Rank = (u32, u32, Role, u32);

pub(super) struct Book<'a> {
    pub context: &'a Context<'a>,
    pub counts: &'a Counts,
    pub entitlements: Vec<Entitlement>,
    pub payees: Payees,
    pub history: History,
    /// What is left to deduct of each earlier payment.
    pub remaining: Vec<Money>,
    /// What an earlier batch of the year has paid of entitlements.
    pub continued: BTreeMap<usize, Continued>,
    /// Entitlements that a limit has reduced for what an earlier batch paid, and that one run might have reduced otherwise.
    pub blurred: BTreeMap<usize, Vec<Blur>>,
    /// Instalments of history that are not to arise.
    pub owed: &'a Owed,
    pub refusals: Vec<Refusal>,
    holds: Vec<Hold>,
    held: BTreeSet<AchievementId>,
    pub findings: Vec<Finding>,
    ranks: Vec<Rank>,
    /// Whether instalments have been made: from then on limits look at what is due this year.
    pub divided: bool,
}

impl<'a> Book<'a> {
    pub fn open(context: &'a Context<'a>, counts: &'a Counts, matched: Matched, owed: &'a Owed) -> Self {
        let history = History::of(context);
        let mut book = Self {
            context,
            counts,
            entitlements: Vec::new(),
            payees: matched.payees,
            remaining: history.awarded.clone(),
            continued: BTreeMap::new(),
            blurred: BTreeMap::new(),
            history,
            owed,
            refusals: Vec::new(),
            held: matched.holds.iter().map(|hold| hold.achievement).collect(),
            holds: matched.holds,
            findings: matched.findings,
            ranks: Vec::new(),
            divided: false,
        };
        deducted::by_awards(&mut book, &matched.entitlements);
        for entitlement in matched.entitlements {
            // What an award is less of already is not deducted again.
            let less: Vec<PaymentId> =
                entitlement.entries.iter().flat_map(|entry| entry.against.payments.iter()).copied().collect();
            for payment in &less {
                book.remaining[payment.index()] = Money::ZERO;
            }
            let paid = |id: &PaymentId| {
                let gross = book.payment(*id).gross().and_then(Money::exact);
                let awarded = book.history.awarded[id.index()];
                gross.filter(|_| awarded.is_positive()).unwrap_or(awarded)
            };
            let paid = less.iter().map(paid).sum::<Money>().ceil_to(context.policy.unit);
            if paid.is_positive() {
                book.continue_with(book.entitlements.len(), paid, &less);
            }
            let achievement = entitlement.achievement.map_or(u32::MAX, |id| 2 * id.0 + 1);
            book.add(entitlement, achievement);
        }
        book
    }

    /// Adds an entitlement at its place in canonical order.
    pub fn add(&mut self, entitlement: Entitlement, place: u32) -> EntitlementId {
        let id = u32::try_from(self.entitlements.len()).unwrap_or(u32::MAX);
        // Instalments arise in canonical order.
        let turn = if matches!(entitlement.cause, Cause::Instalment(_)) { id } else { 0 };
        self.ranks.push((place, turn, entitlement.role, id));
        self.entitlements.push(entitlement);
        EntitlementId(id)
    }

    /// The place in canonical order of an achievement.
    pub fn place_of(&self, index: usize) -> u32 {
        self.ranks[index].0
    }

    /// The enterprise behind an entitlement.
    pub fn enterprise(&self, index: usize) -> EnterpriseId {
        self.entitlements[index].holder
    }

    /// What they would look at if another of the achievements behind an entitlement carried it.
    pub fn view_as(&self, index: usize, achievement: AchievementId) -> View<'a> {
        let context: &'a Context<'a> = self.context;
        let facts = &context.achievement(achievement).facts;
        View { facts, achievement: Some(achievement), ..self.view(index) }
    }

    /// What conditions and operands of an entitlement look at.
    pub fn view(&self, index: usize) -> View<'a> {
        let context: &'a Context<'a> = self.context;
        let entitlement = &self.entitlements[index];
        let facts = match (entitlement.achievement, entitlement.cause) {
            (Some(id), _) => &context.achievement(id).facts,
            (None, Cause::Instalment(id)) => &context.register.payments[id.index()].facts,
            (None, _) => &context.enterprise(self.enterprise(index)).register,
        };
        View {
            context,
            facts,
            achievement: entitlement.achievement,
            enterprise: self.enterprise(index),
            replaced: &[],
            counts: self.counts,
        }
    }

    /// The group key of an entitlement.
    pub fn key(&self, parts: &[KeyPart], index: usize) -> Key {
        self.key_as(parts, index, self.entitlements[index].achievement)
    }

    /// The group key that an entitlement has if an achievement carries it.
    pub fn key_as(&self, parts: &[KeyPart], index: usize, achievement: Option<AchievementId>) -> Key {
        let entitlement = &self.entitlements[index];
        let payment = match entitlement.cause {
            Cause::Instalment(id) => Some(&self.context.register.payments[id.index()]),
            Cause::Award(_) | Cause::Share(..) => None,
        };
        let item = Item {
            view: achievement.map_or_else(|| self.view(index), |id| self.view_as(index, id)),
            achievement: achievement.map(|id| (id, self.context.achievement(id))),
            payment,
            payee: Some(&self.payees.list[entitlement.payee.index()]),
            clause: Some(entitlement.clause),
        };
        key_of(parts, &item)
    }

    /// Entitlements that a rule covers, in canonical order; instalments of history only once instalments are made.
    pub fn members(&self, covers: &Covers) -> Members {
        let covered = |index: &usize| {
            let entitlement = &self.entitlements[*index];
            let of_history = matches!(entitlement.cause, Cause::Instalment(_));
            (!of_history || self.divided) && covers_entitlement(self.context.policy, covers, entitlement)
        };
        let mut members: Members = (0..self.entitlements.len()).filter(covered).collect();
        members.sort_by_key(|index| self.ranks[*index]);
        members
    }

    /// Members with a positive net.
    pub fn positive(&self, covers: &Covers) -> Members {
        let mut members = self.members(covers);
        members.retain(|index| self.net(*index).is_positive());
        members
    }

    /// What a limit covers and of which earlier steps have left nothing, by group key: it stands in the running form as
    /// nothing, so that the sheet has its place where another tariff leaves it something.
    pub fn idle(&self, covers: &Covers, key: &[KeyPart]) -> BTreeMap<Key, Members> {
        let mut idle: BTreeMap<Key, Members> = BTreeMap::new();
        let year = Some(self.context.year);
        let is_of_year = |entitlement: &Entitlement| {
            !self.divided || entitlement.allocations.iter().any(|part| part.due_year == year)
        };
        let emptied = |index: &usize| {
            let entitlement = &self.entitlements[*index];
            entitlement.gross().is_positive()
                && !self.limited_amount(*index).is_positive()
                && is_of_year(entitlement)
        };
        for index in self.members(covers).into_iter().filter(emptied) {
            idle.entry(self.key(key, index)).or_default().push(index);
        }
        idle
    }

    /// Members of a group with the idle ones, in canonical order.
    pub fn with_idle(&self, members: &[usize], idle: Option<&Members>) -> Members {
        let mut all: Members = members.iter().chain(idle.into_iter().flatten()).copied().collect();
        all.sort_by_key(|index| self.ranks[*index]);
        all
    }

    /// Groups members by key, each group in canonical order. A member whose key lacks a part is held.
    pub fn groups(
        &mut self,
        members: &[usize],
        key: &[KeyPart],
        with_role: bool,
        step: StepId,
    ) -> Vec<(Key, Members)> {
        let mut groups: BTreeMap<(Option<Role>, Key), Members> = BTreeMap::new();
        for index in members {
            let mine = self.key(key, *index);
            if let Some(missing) = mine.iter().position(Option::is_none) {
                self.hold_missing_key(*index, key[missing], step);
                continue;
            }
            let role = with_role.then(|| self.entitlements[*index].role);
            groups.entry((role, mine)).or_default().push(*index);
        }
        let mut groups: Vec<(Key, Members)> =
            groups.into_iter().map(|((_, key), members)| (key, members)).collect();
        groups.sort_by_key(|(_, members)| members.first().map(|index| self.ranks[*index]));
        groups
    }

    fn hold_missing_key(&mut self, index: usize, part: KeyPart, step: StepId) {
        let what = match part {
            KeyPart::Town => "所在镇".to_owned(),
            KeyPart::Field(field) => self.context.policy.field(field).name.clone(),
            KeyPart::Product => self.context.policy.field(builtin::PRODUCT).name.clone(),
            _ => "分组依据".to_owned(),
        };
        let step = &self.context.policy.steps[step.index()].id;
        self.hold(index, Code::FactMissing, &format!("步骤「{step}」要按「{what}」分组，本行没有"));
    }

    /// The place of an entitlement in canonical order.
    pub fn rank(&self, index: usize) -> impl Ord + use<> {
        self.ranks[index]
    }

    /// Units: the quantity, or what a count limit has kept of it.
    pub fn units(&self, index: usize) -> i64 {
        let entitlement = &self.entitlements[index];
        if let Cause::Instalment(id) = entitlement.cause {
            let payment = &self.context.register.payments[id.index()];
            return payment.facts.whole(builtin::QUANTITY).unwrap_or(1).max(1);
        }
        let kept = entitlement.entries.iter().rev().find_map(|entry| match entry.operation {
            Operation::Keep { kept, .. } => i64::try_from(kept).ok(),
            _ => None,
        });
        kept.unwrap_or(entitlement.quantity)
    }

    /// Several units in one row do not name their products: beside a rival, which of them it rivals cannot be told.
    pub fn hold_unnamed_products(&mut self, members: &[usize], key: &[KeyPart], step: StepId) -> bool {
        let units = |index: &usize| self.entitlements[*index].quantity > 1;
        let unnamed: Members = members.iter().copied().filter(units).collect();
        if !key.contains(&KeyPart::Product) || unnamed.is_empty() {
            return false;
        }
        for index in unnamed {
            let (step, count) =
                (&self.context.policy.steps[step.index()].id, self.entitlements[index].quantity);
            let why = format!(
                "一行写了{count}个产品而没有写明是哪几个，步骤「{step}」的同组还有别的成果，不能判断是否重复"
            );
            self.hold(index, Code::ProductsUnnamed, &why);
        }
        true
    }

    /// The net so far.
    pub fn net(&self, index: usize) -> Money {
        self.entitlements[index].net()
    }

    /// The id of an entitlement by index.
    pub fn id(&self, index: usize) -> EntitlementId {
        EntitlementId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Appends a step's entry; of nothing only for a running form, whose item the step has looked at.
    /// An operation beyond exact range holds the achievement.
    pub fn append(&mut self, index: usize, step: StepId, operation: Operation, against: Against) {
        let Some(amount) = operation.amount() else {
            return self.hold(index, Code::AmountBeyond, "金额超出精确计算的范围");
        };
        if amount.is_zero() && !matches!(operation, Operation::Running { .. }) {
            return;
        }
        let clause = self.context.policy.steps[step.index()].clause;
        self.entitlements[index].entries.push(Entry { step: Some(step), clause, amount, operation, against });
    }

    /// Holds the achievement behind an entitlement, or the history row whose instalment it is.
    pub fn hold(&mut self, index: usize, code: Code, why: &str) {
        let entitlement = &self.entitlements[index];
        let holder = entitlement.holder;
        if let Cause::Instalment(payment) = entitlement.cause {
            let place = self.context.names.row(self.context.register.payments[payment.index()].source);
            let message = format!("历年台账的到期款待定：{why}。");
            let finding = Finding::new(code, place, message, "请补正后重算。");
            return self.refusals.push(Refusal { payment, held: true, clause: None, why: Why::Own(finding) });
        }
        if let Some(id) = entitlement.achievement {
            self.hold_achievement(id, holder, code, why);
        }
    }

    /// Holds every achievement behind an entitlement: without the one that carries it another would.
    pub fn hold_all(&mut self, index: usize, code: Code, why: &str) {
        let entitlement = &self.entitlements[index];
        let holder = entitlement.holder;
        let all: Vec<AchievementId> =
            entitlement.achievement.into_iter().chain(entitlement.supporting.iter().copied()).collect();
        all.into_iter().for_each(|id| self.hold_achievement(id, holder, code, why));
    }

    fn hold_achievement(&mut self, id: AchievementId, holder: EnterpriseId, code: Code, why: &str) {
        if self.held.insert(id) {
            let finding = hold_finding(self.context, self.context.achievement(id), Some(holder), code, why);
            self.holds.push(Hold { achievement: id, finding });
        }
    }

    /// Makes sure that every entitlement's net is allocated, though it is nothing: at once, from the policy's funder, where
    /// no step says otherwise.
    pub fn allocate_rest(&mut self) {
        let (year, funder) = (self.context.year, self.context.policy.funder.clone());
        for entitlement in &mut self.entitlements {
            if entitlement.allocations.is_empty() && entitlement.gross().is_positive() {
                entitlement.allocations = vec![Allocation {
                    due_year: Some(year),
                    funder: funder.clone(),
                    borne_by: None,
                    amount: entitlement.net(),
                    step: None,
                    clause: entitlement.clause,
                    instalment: 1,
                    operations: Vec::new(),
                }];
            }
        }
    }

    /// Closes the book: entitlements renumbered in canonical order.
    pub fn close(mut self) -> Stepped {
        self.allocate_rest();
        let mut order: Vec<usize> = (0..self.entitlements.len()).collect();
        order.sort_by_key(|index| self.ranks[*index]);
        let mut renumbered = vec![EntitlementId(0); order.len()];
        for (new, old) in (0_u32..).zip(&order) {
            renumbered[*old] = EntitlementId(new);
        }
        let mut slots: Vec<Option<Entitlement>> = self.entitlements.into_iter().map(Some).collect();
        for entitlement in slots.iter_mut().flatten() {
            let empty = |part: &mut Allocation| part.amount.is_zero();
            entitlement.idle = entitlement.allocations.extract_if(.., empty).collect();
        }
        let mut entitlements = Vec::with_capacity(slots.len());
        entitlements
            .extend(order.iter().filter_map(|old| slots[*old].take()).map(|e| renumber(e, &renumbered)));
        Stepped {
            entitlements,
            payees: self.payees.list,
            holds: self.holds,
            refusals: self.refusals,
            findings: self.findings,
        }
    }
}

fn renumber(mut entitlement: Entitlement, new: &[EntitlementId]) -> Entitlement {
    if let Cause::Share(_, _, base) = &mut entitlement.cause {
        *base = new[base.index()];
    }
    for entry in &mut entitlement.entries {
        for id in &mut entry.against.entitlements {
            *id = new[id.index()];
        }
        renumber_operation(&mut entry.operation, new);
    }
    // Nothing is added any more, and there may be millions of these lists.
    entitlement.entries.shrink_to_fit();
    entitlement.allocations.shrink_to_fit();
    let parts = entitlement.allocations.iter_mut().chain(&mut entitlement.idle);
    for operation in parts.flat_map(|part| &mut part.operations) {
        renumber_operation(operation, new);
    }
    entitlement
}

fn renumber_operation(operation: &mut Operation, new: &[EntitlementId]) {
    if let Operation::Running { previous, behind, .. } = operation {
        for id in [previous, behind].into_iter().flatten() {
            *id = new[id.index()];
        }
    }
}
