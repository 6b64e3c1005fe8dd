//! The story of an award: every entry in order, the figures behind it, what it was compared with, who shares its limit.

use super::story::{AwardStory, ComparedStory, EntryStory, GroupStory, MemberStory, OperandStory, PartStory};
use crate::model::achievement::PaymentId;
use crate::model::entitlement::{Allocation, Cause, Entitlement, EntitlementId, Entry};
use crate::model::operation::{Expr, Form, Operation, Weights};
use crate::model::payout::Payout;
use crate::model::record::{CellRef, Facts};
use crate::money::Money;
use crate::policy::{Instalments, KeyPart, Limit, StepId, StepKind, TariffId, TariffKind, builtin};
use crate::report::view::{View, masked};
use crate::report::words;
use std::collections::BTreeMap;

/// Tells awards; the groups that share a limit are found once, from the chains that the operations record.
pub(super) struct Teller<'a> {
    payout: &'a Payout,
    view: &'a View<'a>,
    groups: Vec<Group>,
    group_of: BTreeMap<(StepId, EntitlementId), usize>,
}

/// A group that a limit was applied to.
struct Group {
    step: StepId,
    limit: Money,
    members: Vec<(EntitlementId, Money, Money)>,
}

impl<'a> Teller<'a> {
    pub fn new(view: &'a View<'a>) -> Self {
        let mut teller = Self { payout: view.payout, view, groups: Vec::new(), group_of: BTreeMap::new() };
        for (id, entitlement) in (0_u32..).map(EntitlementId).zip(&view.payout.entitlements) {
            for entry in &entitlement.entries {
                teller.join(id, entry);
            }
        }
        teller
    }

    /// Puts a limited item behind the one that its operation continues, or at the head of a group.
    fn join(&mut self, id: EntitlementId, entry: &Entry) {
        let (Some(step), Operation::Running { net, previous, form, .. }) = (entry.step, &entry.operation)
        else {
            return;
        };
        let limit = match form {
            Form::ProRata { limit, .. } | Form::FromEnd { limit } => *limit,
            Form::LessPaid { paid } => *paid,
            Form::Rate { .. } => return,
        };
        let before = previous.and_then(|previous| self.group_of.get(&(step, previous)).copied());
        let group = before.unwrap_or_else(|| {
            self.groups.push(Group { step, limit, members: Vec::new() });
            self.groups.len() - 1
        });
        self.groups[group].members.push((id, *net, entry.amount));
        self.group_of.insert((step, id), group);
    }

    /// The story of one award, by its index.
    pub fn award(&self, id: EntitlementId) -> AwardStory {
        let (payout, detail) = (self.payout, &self.view.details[id.index()]);
        let entitlement = &payout.entitlements[id.index()];
        let texts = self.view.texts(id.index());
        let cause = match entitlement.cause {
            Cause::Award(award) => format!("奖项「{}」", payout.policy.award(award).id),
            Cause::Share(step, _, base) => {
                format!("{}「{}」，依第{}号计提", self.step_name(step), self.step_id(step), base.0 + 1)
            }
            Cause::Instalment(_) => "往年奖励本年到期的分期".to_owned(),
        };
        let share_of = match entitlement.cause {
            Cause::Share(_, _, base) => Some(base.0 + 1),
            Cause::Award(_) | Cause::Instalment(_) => None,
        };
        AwardStory {
            number: id.0 + 1,
            payee: payout.payees[entitlement.payee.index()].name.clone(),
            role: words::role(entitlement.role).to_owned(),
            cause,
            share_of,
            title: masked(&texts.title),
            certificate: Some(texts.certificate).filter(|text| !text.is_empty()),
            category: Some(texts.category).filter(|text| !text.is_empty()),
            clause: texts.clause,
            quantity: entitlement.quantity,
            entries: self.entries(id, entitlement),
            net: entitlement.net().to_string(),
            parts: entitlement.allocations.iter().map(|part| self.part(part)).collect(),
            due: detail.due.to_string(),
            sources: texts.sources,
            supporting: entitlement.supporting.len(),
        }
    }

    fn entries(&self, id: EntitlementId, entitlement: &Entitlement) -> Vec<EntryStory> {
        let mut balance = Money::ZERO;
        let story = |entry: &Entry| {
            balance += entry.amount;
            EntryStory {
                step: entry.step.map_or("award", |step| self.step_id(step)).to_owned(),
                name: entry.step.map_or("应奖", |step| self.step_name(step)).to_owned(),
                clause: self.payout.policy.clause(entry.clause).id.clone(),
                amount: entry.amount.to_string(),
                balance: balance.to_string(),
                how: words::operation(&self.payout.policy, &entry.operation),
                operands: self.operands(entitlement, entry),
                compared: self.compared(entitlement, entry),
                group: entry.step.and_then(|step| self.group_of.get(&(step, id))).map(|at| number(*at)),
            }
        };
        entitlement.entries.iter().map(story).collect()
    }

    fn part(&self, part: &Allocation) -> PartStory {
        let policy = &self.payout.policy;
        let made = part.operations.iter().enumerate().map(|(at, operation)| {
            let step = self.made_by(part, at, operation);
            (step, words::operation(policy, operation))
        });
        let made: Vec<(Option<StepId>, String)> = made.collect();
        let clause_of = |step: StepId| policy.clause(policy.steps[step.index()].clause).id.clone();
        let how = |(step, words): &(Option<StepId>, String)| match step {
            Some(step) => format!("{}〔{}〕{words}", self.step_name(*step), clause_of(*step)),
            None => words.clone(),
        };
        PartStory {
            due_year: part.due_year,
            funder: part.funder.clone(),
            borne_by: part.borne_by.clone(),
            amount: part.amount.to_string(),
            clause: policy.clause(part.clause).id.clone(),
            step: part.step.map(|step| self.step_id(step).to_owned()),
            how: made.iter().map(how).collect(),
            cited: made.iter().filter_map(|(step, _)| step.map(clause_of)).collect(),
        }
    }

    /// The step that did an operation of a part: instalments, then a limit on what is due, then sharing. None where two
    /// steps could have.
    fn made_by(&self, part: &Allocation, at: usize, operation: &Operation) -> Option<StepId> {
        let is_last = at + 1 == part.operations.len();
        let fits = |step: &StepId| match (&self.payout.policy.steps[step.index()].kind, operation) {
            (StepKind::Sharing(_), Operation::Part { .. }) => is_last,
            (StepKind::Instalments(rule), Operation::Part { weights, .. }) => {
                self.instalment(rule, part.instalment).as_ref() == Some(weights)
            }
            (StepKind::Cap(cap), Operation::Running { .. }) => cap.shortfall.is_some(),
            (StepKind::Budget(budget), Operation::Running { .. }) => budget.shortfall.is_some(),
            _ => false,
        };
        if let Some(step) = part.step.filter(|step| is_last && fits(step)) {
            return Some(step);
        }
        let steps = (0_u32..).map(StepId).take(self.payout.policy.steps.len());
        let mut able = steps.filter(fits);
        able.next().filter(|_| able.next().is_none())
    }

    /// The weights of an instalment, by its number.
    fn instalment(&self, rule: &Instalments, number: u32) -> Option<Weights> {
        let rates: Vec<_> =
            rule.parts.iter().map(|part| self.payout.policy.tariff(part.rate).value).collect();
        Weights::of_rates(&rates).get(usize::try_from(number.checked_sub(1)?).ok()?).copied()
    }

    fn operands(&self, entitlement: &Entitlement, entry: &Entry) -> Vec<OperandStory> {
        let mut operands = Vec::new();
        match (&entry.operation, entry.step) {
            (Operation::Award { figure, .. }, _) => self.figures(entitlement, figure, &mut operands),
            (Operation::LessTariff { earlier, .. }, _) => {
                operands.push(plain("原级别的标准", earlier.to_string()));
            }
            _ => {}
        }
        let share = match entitlement.cause {
            Cause::Share(step, department, _) if entry.step.is_none_or(|of| of == step) => {
                Some((step, department))
            }
            _ => None,
        };
        if let Some((step, department)) = share {
            operands.extend(self.department(step, department));
        } else if let Some(step) = entry.step {
            operands.extend(self.of_step(step).into_iter().map(|tariff| self.tariff(tariff)));
        }
        operands
    }

    /// The rate of one department.
    fn department(&self, step: StepId, department: u32) -> Option<OperandStory> {
        let StepKind::DepartmentShare(departments) = &self.payout.policy.steps[step.index()].kind else {
            return None;
        };
        departments.get(department as usize).map(|department| self.tariff(department.rate))
    }

    /// The figures of a step's rule.
    fn of_step(&self, step: StepId) -> Vec<TariffId> {
        let limit = |limit: &Limit| match limit {
            Limit::Amount(tariff) => *tariff,
            Limit::RateOfField { rate, .. } => *rate,
        };
        match &self.payout.policy.steps[step.index()].kind {
            StepKind::Cap(cap) => vec![limit(&cap.limit)],
            StepKind::Budget(budget) => [limit(&budget.limit)].into_iter().chain(budget.total).collect(),
            StepKind::CountLimit(rule) => vec![rule.limit],
            StepKind::HighestOnly(_)
            | StepKind::UpgradeDifference(_)
            | StepKind::DepartmentShare(_)
            | StepKind::Instalments(_)
            | StepKind::Sharing(_) => Vec::new(),
        }
    }

    fn figures(&self, entitlement: &Entitlement, figure: &Expr, operands: &mut Vec<OperandStory>) {
        let operand = match figure {
            Expr::Tariff(id, _) => self.tariff(*id),
            Expr::Cell(cell, value) => OperandStory {
                what: self.field_of(entitlement, *cell),
                value: words::figure(*value),
                source: words::cell(self.payout, *cell),
            },
            Expr::Counted(value) => plain("个数", words::figure(*value)),
            Expr::Product(parts) | Expr::Sum(parts) => {
                return parts.iter().for_each(|part| self.figures(entitlement, part, operands));
            }
            Expr::Difference(a, b) | Expr::Least(a, b) | Expr::Greatest(a, b) => {
                self.figures(entitlement, a, operands);
                return self.figures(entitlement, b, operands);
            }
        };
        if !operands.contains(&operand) {
            operands.push(operand);
        }
    }

    fn tariff(&self, id: TariffId) -> OperandStory {
        let policy = &self.payout.policy;
        let tariff = policy.tariff(id);
        let kind = match tariff.kind {
            TariffKind::Money => "标准",
            TariffKind::Rate => "比例",
            TariffKind::Count => "个数",
        };
        let basis = match (&tariff.assumed, &tariff.trial) {
            (Some(written), _) => format!("（假设，文件为{written}）"),
            (None, Some(_)) => "（试算）".to_owned(),
            (None, None) => String::new(),
        };
        OperandStory {
            what: format!("{kind}「{}」", tariff.name),
            value: format!("{}{basis}", tariff.written),
            source: policy.clause(tariff.clause).id.clone(),
        }
    }

    /// The field that was read from a cell.
    fn field_of(&self, entitlement: &Entitlement, cell: CellRef) -> String {
        let payout = self.payout;
        let achievement = entitlement.achievement.map(|id| &payout.achievements[id.index()].facts);
        let enterprise = payout.payees[entitlement.payee.index()].enterprise;
        let register = enterprise.map(|id| &payout.enterprises[id.index()].register);
        let payment = match entitlement.cause {
            Cause::Instalment(id) => payout.payments.get(id.index()).map(|payment| &payment.facts),
            Cause::Award(_) | Cause::Share(..) => None,
        };
        let facts = [achievement, register, payment].into_iter().flatten();
        let mut facts = facts.flat_map(Facts::iter);
        let fact = facts.find(|fact| fact.cell == cell);
        fact.map_or_else(|| "名单所填".to_owned(), |fact| payout.policy.field(fact.field).name.clone())
    }

    fn compared(&self, entitlement: &Entitlement, entry: &Entry) -> Vec<ComparedStory> {
        let (of_award, of_payment) =
            match (entry.step.map(|step| &self.payout.policy.steps[step.index()].kind), entitlement.cause) {
                // Only an earlier batch of the year is deducted here; what is higher than an item makes it give way.
                (Some(StepKind::HighestOnly(_)), _)
                    if matches!(entry.operation, Operation::Running { .. }) =>
                {
                    ("本次", "同年前一批已兑现的")
                }
                (Some(StepKind::HighestOnly(_)), _) => ("本组最高的一项", "历年已兑现的最高一项"),
                (Some(StepKind::CountLimit(_)), _) => ("名额内的最后一项", "同年前一批已占名额的兑现"),
                (None, Cause::Award(_)) => ("本次", "同年前一批已兑现的"),
                (Some(StepKind::UpgradeDifference(_)), _) => ("本次", "以前兑现的"),
                (Some(StepKind::Cap(_) | StepKind::Budget(_)), _) => ("本次", "已占用限额的历年兑现"),
                (_, Cause::Share(..)) => ("计提的基数", "历年兑现"),
                _ => ("对照", "历年兑现"),
            };
        let awards = entry.against.entitlements.iter().map(|id| self.other(of_award, *id, entry.step));
        let payments = entry.against.payments.iter().map(|id| self.payment(of_payment, *id));
        awards.chain(payments).collect()
    }

    fn other(&self, what: &str, id: EntitlementId, step: Option<StepId>) -> ComparedStory {
        let (entitlement, texts) = (&self.payout.entitlements[id.index()], self.view.texts(id.index()));
        let amount = match step {
            Some(_) => entitlement.net_before(step),
            None => entitlement.net(),
        };
        ComparedStory {
            what: format!("{what}：第{}号{}《{}》", id.0 + 1, texts.category, masked(&texts.title)),
            amount: amount.to_string(),
            award: Some(id.0 + 1),
            source: texts.sources.into_iter().next().unwrap_or_default(),
        }
    }

    fn payment(&self, what: &str, id: PaymentId) -> ComparedStory {
        let payment = &self.payout.payments[id.index()];
        let year = payment.facts.whole(builtin::YEAR).map_or_else(String::new, |year| format!("{year}年度"));
        let category = payment.category.map_or("", |id| self.payout.policy.category(id).name.as_str());
        let amount = payment.facts.money(builtin::PAID).and_then(Money::exact).unwrap_or_default();
        ComparedStory {
            what: format!("{what}：{year}{category}"),
            amount: amount.to_string(),
            award: None,
            source: words::payment(self.payout, payment),
        }
    }

    fn step_id(&self, step: StepId) -> &'a str {
        &self.payout.policy.steps[step.index()].id
    }

    fn step_name(&self, step: StepId) -> &'static str {
        words::step(&self.payout.policy.steps[step.index()].kind)
    }

    /// The groups that these awards are in.
    pub fn groups(&self, wanted: impl Fn(EntitlementId) -> bool) -> Vec<GroupStory> {
        let shown = |group: &&Group| group.members.iter().any(|(id, ..)| wanted(*id));
        let numbered = self.groups.iter().enumerate().filter(|(_, group)| shown(group));
        numbered.map(|(at, group)| self.group(at, group)).collect()
    }

    fn group(&self, at: usize, group: &Group) -> GroupStory {
        let member = |(id, before, taken): &(EntitlementId, Money, Money)| MemberStory {
            award: id.0 + 1,
            before: before.to_string(),
            taken: taken.to_string(),
        };
        GroupStory {
            number: number(at),
            step: self.step_id(group.step).to_owned(),
            key: self.key(group),
            limit: group.limit.to_string(),
            total: group.members.iter().map(|(_, before, _)| *before).sum::<Money>().to_string(),
            members: group.members.iter().map(member).collect(),
        }
    }

    /// What the members have in common, as the rule groups them.
    fn key(&self, group: &Group) -> String {
        let parts: &[KeyPart] = match &self.payout.policy.steps[group.step.index()].kind {
            StepKind::Cap(rule) => &rule.key,
            StepKind::UpgradeDifference(rule) => &rule.key,
            _ => &[],
        };
        let Some((first, ..)) = group.members.first() else { return String::new() };
        let words: Vec<String> = parts.iter().map(|part| self.key_part(*part, *first)).collect();
        if words.is_empty() { "全部".to_owned() } else { words.join("、") }
    }

    fn key_part(&self, part: KeyPart, id: EntitlementId) -> String {
        let (payout, texts) = (self.payout, || self.view.texts(id.index()));
        let entitlement = &payout.entitlements[id.index()];
        let category = entitlement.category.map(|id| payout.policy.category(id));
        let achievement = entitlement.achievement.map(|id| &payout.achievements[id.index()]);
        let payee = &payout.payees[entitlement.payee.index()];
        let level =
            category.and_then(|category| category.level).and_then(|level| payout.policy.levels.get(level));
        match part {
            KeyPart::Payee => payee.name.clone(),
            KeyPart::Enterprise => payout.enterprises[entitlement.holder.index()].name.clone(),
            KeyPart::Product => achievement.map_or_else(String::new, |a| format!("产品「{}」", a.product)),
            KeyPart::Category => texts().category,
            KeyPart::Family => category.and_then(|c| c.family.clone()).unwrap_or_else(|| "无大类".to_owned()),
            KeyPart::Level => level.cloned().unwrap_or_else(|| "无级别".to_owned()),
            KeyPart::Clause => format!("条款{}", texts().clause),
            KeyPart::Town => payee.town.clone().unwrap_or_default(),
            KeyPart::Year => format!("{}年度", payout.year),
            KeyPart::Achievement => format!("《{}》", masked(&texts().title)),
            KeyPart::Field(field) => format!("同一{}", payout.policy.field(field).name),
        }
    }

    /// For each row of history, the awards that it was counted in.
    pub fn counted_in(&self) -> BTreeMap<PaymentId, Vec<u32>> {
        let mut counted: BTreeMap<PaymentId, Vec<u32>> = BTreeMap::new();
        for (number, entitlement) in (1_u32..).zip(&self.payout.entitlements) {
            for payment in entitlement.entries.iter().flat_map(|entry| entry.against.payments.iter()) {
                let awards = counted.entry(*payment).or_default();
                if awards.last() != Some(&number) {
                    awards.push(number);
                }
            }
        }
        counted
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

fn plain(what: &str, value: String) -> OperandStory {
    OperandStory { what: what.to_owned(), value, source: String::new() }
}
