//! Steps: each has one kind, and the policy's order names each exactly once.

use super::Loader;
use super::amounts::{Evidence, FIGURES, Owner};
use crate::finding::Code;
use crate::money::Unit;
use crate::policy::file::{
    At, BudgetFile, CapFile, ClauseFile, CountLimitFile, DepartmentFile, DepartmentShareFile, FieldType,
    HighestOnlyFile, InstalmentsFile, LimitFile, PartFile, ReduceBy, ShareFile, SharingFile, StepFile,
    TariffOn, Text, UpgradeFile,
};
use crate::policy::{
    Budget, Cap, ClauseId, CountLimit, Department, Due, Funder, HighestOnly, Instalment, Instalments, Limit,
    Role, Share, Sharing, SharingRule, Step, StepKind, Subject, TariffId, UpgradeDifference,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

impl Loader<'_> {
    pub(super) fn resolve_steps(&mut self, clauses: &[ClauseFile], order: &[Text]) {
        let mut steps: BTreeMap<String, (Step, (usize, usize))> = BTreeMap::new();
        for (index, file) in (0_u32..).zip(clauses) {
            for step in &file.step {
                let Some(kind) = self.step_kind(ClauseId(index), step) else { continue };
                let resolved = Step { id: step.id.value.clone(), clause: ClauseId(index), kind };
                if steps.insert(step.id.value.clone(), (resolved, step.id.span)).is_some() {
                    self.duplicate("步骤", &step.id);
                }
            }
        }
        for name in order {
            match steps.remove(&name.value) {
                Some((step, span)) => {
                    self.policy.spans.steps.push(span);
                    self.policy.steps.push(step);
                }
                None => {
                    let message = format!("次序里的步骤「{}」没有声明，或写了两次。", name.value);
                    self.report(Code::PolicyOrder, name.span, message, "order 要把每个步骤恰好写一次。");
                }
            }
        }
        for (name, (_, span)) in steps {
            let message = format!("步骤「{name}」没有写进「order」，次序不同金额就不同，程序不能替您排。");
            self.report(Code::PolicyOrder, span, message, "请在 [policy] 的 order 里写上它的位置。");
        }
        self.check_order(order);
    }

    /// Sharing ends the order; a department's share arises before instalments divide its base.
    fn check_order(&mut self, order: &[Text]) {
        let rank = |kind: &StepKind| match kind {
            StepKind::Sharing(_) => 2,
            StepKind::Instalments(_) => 1,
            _ => 0,
        };
        let allowed_after = |kind: &StepKind| matches!(kind, StepKind::Cap(_) | StepKind::Budget(_));
        let mut highest = 0;
        let mut wrong = Vec::new();
        for (step, name) in self.policy.steps.iter().zip(order) {
            let mine = rank(&step.kind);
            let late = highest == 2
                || (highest == 1 && mine == 0 && !allowed_after(&step.kind))
                || (mine > 0 && mine <= highest);
            if late {
                wrong.push(name.clone());
            }
            highest = highest.max(mine);
        }
        for name in wrong {
            let message = format!(
                "步骤「{}」的位置不对：分期之后只能是封顶、总额控制和分担，分担在最后，二者各只一个。",
                name.value
            );
            self.report(Code::PolicyOrder, name.span, message, "请调整 order。");
        }
        for step in &self.policy.steps {
            let (shortfall, after) = match &step.kind {
                StepKind::Cap(cap) => (cap.shortfall, self.after_instalments(&step.id)),
                StepKind::Budget(budget) => (budget.shortfall, self.after_instalments(&step.id)),
                _ => continue,
            };
            if shortfall.is_some() != after {
                let message = format!(
                    "步骤「{}」在分期之后时须写 shortfall（作废、结转下年），在分期之前时不写。",
                    step.id
                );
                let span = order.iter().find(|name| name.value == step.id).map_or((0, 0), |name| name.span);
                let place = crate::finding::Place::span(&self.source.name, span.0, span.1);
                self.findings.push(crate::finding::Finding::new(
                    Code::PolicyOrder,
                    place,
                    message,
                    "请补上或删去 shortfall。",
                ));
            }
        }
    }

    fn after_instalments(&self, id: &str) -> bool {
        let position = |test: &dyn Fn(&Step) -> bool| self.policy.steps.iter().position(test);
        let instalments = position(&|step| matches!(step.kind, StepKind::Instalments(_)));
        instalments.is_some_and(|at| position(&|step| step.id == id) > Some(at))
    }

    fn step_kind(&mut self, clause: ClauseId, file: &StepFile) -> Option<StepKind> {
        self.check_percentages(file);
        let owner = Owner { name: file.id.value.clone(), clause, evidence: Evidence::default() };
        let mut kinds = Vec::new();
        kinds.extend(file.highest_only.as_ref().map(|file| StepKind::HighestOnly(self.highest_only(file))));
        kinds.extend(
            file.upgrade_difference.as_ref().map(|file| StepKind::UpgradeDifference(self.upgrade(file))),
        );
        kinds.extend(
            file.count_limit.as_ref().map(|file| StepKind::CountLimit(self.count_limit(&owner, file))),
        );
        kinds.extend(file.cap.as_ref().map(|file| StepKind::Cap(self.cap(&owner, file))));
        kinds.extend(file.budget.as_ref().map(|file| StepKind::Budget(self.budget(&owner, file))));
        kinds.extend(file.department_share.as_ref().map(|file| self.department_share(&owner, file)));
        kinds.extend(
            file.instalments.as_ref().map(|file| StepKind::Instalments(self.instalments(&owner, file))),
        );
        kinds.extend(file.sharing.as_ref().map(|file| StepKind::Sharing(self.sharing(&owner, file))));
        if kinds.len() != 1 {
            let message = "一个步骤须恰好写一种：highest_only、upgrade_difference、count_limit、cap、budget、department_share、instalments、sharing。";
            self.bad_value(file.id.span, message);
        }
        kinds.pop()
    }

    fn highest_only(&mut self, file: &HighestOnlyFile) -> HighestOnly {
        HighestOnly {
            covers: self.covers(&file.covers),
            key: self.key(&file.key),
            by: file.by.value,
            zero_counts: file.zero_counts,
            across_years: file.across_years,
        }
    }

    fn upgrade(&mut self, file: &UpgradeFile) -> UpgradeDifference {
        UpgradeDifference {
            covers: self.covers(&file.covers),
            key: self.key(&file.key),
            mode: file.mode.value,
            tariff_on: file.tariff_on.as_ref().map_or(TariffOn::New, |at| at.value),
        }
    }

    fn count_limit(&mut self, owner: &Owner, file: &CountLimitFile) -> CountLimit {
        let rank_by = file.rank_by.as_ref().filter(|text| text.value != "净额");
        let counted = rank_by.filter(|text| self.derived.contains_key(&text.value));
        if let Some(text) = counted {
            let message = format!(
                "限项不能按派生字段「{}」排名，「rank_by」只能写净额，或名单、名录里的数字、金额字段。",
                text.value
            );
            let help = "请把这个数作为名录或名单里的一列（字段类型写整数、数或金额），rank_by 写这个字段。";
            self.report(Code::PolicyBadValue, text.span, message, help);
        }
        let rank_by = rank_by.filter(|_| counted.is_none());
        CountLimit {
            covers: self.covers(&file.covers),
            key: self.key(&file.key),
            limit: self.count_tariff(owner, "限额", &file.limit),
            of: file.of.value,
            rank_by: rank_by.and_then(|text| self.figure_field(text, &FIGURES)),
            tie: file.tie.value,
        }
    }

    fn limit(&mut self, owner: &Owner, file: &LimitFile, span: (usize, usize)) -> Limit {
        let evidence = self.evidence(&file.basis, &file.source, &file.from);
        let owner = Owner { evidence, ..owner.clone() };
        match (&file.amount, &file.rate, &file.of) {
            (Some(amount), None, None) if file.less.is_empty() => {
                Limit::Amount(self.money_tariff(&owner, "限额", amount))
            }
            (None, Some(rate), Some(field)) => {
                let rate = self.rate_tariff(&owner, "限额比例", rate);
                let less = file
                    .less
                    .iter()
                    .filter_map(|field| self.figure_field(field, &[FieldType::Money]))
                    .collect();
                match self.subject(field, file.year.as_ref().map(|at| at.value), None) {
                    Some(Subject::Field { field: id, year, .. }) if self.is_money(id) => {
                        Limit::RateOfField { rate, field: id, year, less }
                    }
                    Some(_) => {
                        self.bad_value(field.span, "比例限额只能按金额类型的字段计算。");
                        Limit::Amount(rate)
                    }
                    None => Limit::Amount(rate),
                }
            }
            _ => {
                self.bad_value(span, "限额须写 amount，或 rate 和 of（可再写 less）。");
                Limit::Amount(TariffId(0))
            }
        }
    }

    fn cap(&mut self, owner: &Owner, file: &CapFile) -> Cap {
        Cap {
            covers: self.covers(&file.covers),
            key: self.key(&file.key),
            limit: self.limit(owner, &file.limit, file.reduce.span),
            reduce: file.reduce.value,
            used_by: file.used_by.value,
            shortfall: file.shortfall.as_ref().map(|at| at.value),
        }
    }

    fn budget(&mut self, owner: &Owner, file: &BudgetFile) -> Budget {
        if let Some(total) = &file.total
            && (!file.priority.is_empty() || file.reduce.value == ReduceBy::FromEnd)
        {
            self.bad_value(total.span, "分母 total 只用于按比例折算，不能与 priority 或「从后扣减」并用。");
        }
        let explained =
            Owner { evidence: Evidence { explained: true, ..Evidence::default() }, ..owner.clone() };
        Budget {
            covers: self.covers(&file.covers),
            limit: self.limit(owner, &file.limit, file.reduce.span),
            priority: file.priority.iter().map(|covers| self.covers(covers)).collect(),
            reduce: file.reduce.value,
            used_by: file.used_by.value,
            total: file.total.as_ref().map(|total| self.money_tariff(&explained, "分母", total)),
            shortfall: file.shortfall.as_ref().map(|at| at.value),
        }
    }

    fn department_share(&mut self, owner: &Owner, file: &DepartmentShareFile) -> StepKind {
        let departments = file.department.iter().map(|department| {
            let evidence = self.evidence(&department.basis, &department.source, &department.from);
            let owner = Owner { evidence, ..owner.clone() };
            let (name, role) = self.share_payee(department);
            Department {
                rate: self.rate_tariff(&owner, &name, &department.rate),
                name,
                payee_field: department.payee_field.as_ref().and_then(|field| self.field_named(field)),
                role,
                covers: self.covers(&department.covers),
            }
        });
        StepKind::DepartmentShare(departments.collect())
    }

    /// Whom a share pays: a department by its name or by a field of the base item, or a role of the base item.
    fn share_payee(&mut self, file: &DepartmentFile) -> (String, Role) {
        let role = file.role.as_ref().map_or(Role::Department, |role| role.value);
        let name = match (role, &file.name, &file.payee_field) {
            (Role::Department, Some(name), None) | (Role::Department, None, Some(name)) => {
                Some(name.value.clone())
            }
            (Role::Department, ..) | (_, Some(_), _) | (_, _, Some(_)) => None,
            (role, None, None) => Some(role.word().to_owned()),
        };
        let spans = [file.role.as_ref().map(|role| role.span), file.name.as_ref().map(|name| name.span)];
        let span = spans.into_iter().flatten().next().unwrap_or(file.rate.span);
        let name = name.unwrap_or_else(|| {
            let message = "部门须写 name 或 payee_field 之一；奖给基数那一项的法定代表人、个人、镇或企业的写 role，二者都不写。";
            self.bad_value(span, message);
            String::new()
        });
        (name, role)
    }

    fn split_unit(&mut self, text: &Option<Text>) -> Unit {
        text.as_ref().map_or(Unit::FEN, |text| self.unit(text))
    }

    fn instalments(&mut self, owner: &Owner, file: &InstalmentsFile) -> Instalments {
        let parts: Vec<Instalment> =
            (1..).zip(&file.parts).filter_map(|(number, part)| self.part(owner, number, part)).collect();
        let rates: Vec<_> = parts.iter().map(|part| part.rate).collect();
        let span = file.parts.first().map_or((0, 0), |part| part.rate.span);
        self.check_weights(&rates, span, "分期须写 parts，各期比例不能都为零。");
        Instalments {
            covers: self.covers(&file.covers),
            parts,
            unit: self.split_unit(&file.unit),
            still_requires: file
                .still_requires
                .iter()
                .filter_map(|clause| self.clause_named(clause))
                .collect(),
        }
    }

    /// What is divided needs weights that add up to something.
    fn check_weights(&mut self, weights: &[TariffId], span: (usize, usize), message: &str) {
        let tariffs = || weights.iter().map(|id| self.policy.tariff(*id));
        let sum: Decimal = tariffs().map(|tariff| tariff.value).sum();
        let negative = tariffs().any(|tariff| tariff.value < Decimal::ZERO);
        if sum <= Decimal::ZERO || negative {
            self.bad_value(span, message);
        }
    }

    fn part(&mut self, owner: &Owner, number: u32, file: &PartFile) -> Option<Instalment> {
        let due = match (&file.due, &file.when_present) {
            (Some(At { value: years @ 0..=50, .. }), None) => Due::Offset(i32::try_from(*years).ok()?),
            (None, Some(field)) => Due::Present(self.field_named(field)?),
            _ => {
                self.bad_value(
                    file.rate.span,
                    "每一期须写 due（0 为当年）或 when_present（某字段有值时），二者恰有其一。",
                );
                return None;
            }
        };
        Some(Instalment { rate: self.rate_tariff(owner, &format!("第{number}期"), &file.rate), due })
    }

    fn sharing(&mut self, owner: &Owner, file: &SharingFile) -> Sharing {
        let rules = (1..).zip(&file.rule).map(|(number, rule)| SharingRule {
            covers: self.covers(&rule.covers),
            when: self.conditions(&rule.when),
            shares: rule.shares.iter().filter_map(|share| self.share(owner, number, share)).collect(),
        });
        let rules: Vec<SharingRule> = rules.collect();
        for (rule, file) in rules.iter().zip(&file.rule) {
            let weights: Vec<_> = rule.shares.iter().map(|share| share.weight).collect();
            let span = file.shares.first().map_or((0, 0), |share| share.funder.span);
            self.check_weights(&weights, span, "分担规则须写 shares，各方比例或金额不能都为零。");
        }
        Sharing { rules, unit: self.split_unit(&file.unit) }
    }

    fn share(&mut self, owner: &Owner, rule: u32, file: &ShareFile) -> Option<Share> {
        let name = format!("规则{rule}.{}", file.funder.value);
        let weight = match (&file.rate, &file.amount) {
            (Some(rate), None) => self.rate_tariff(owner, &name, rate),
            (None, Some(amount)) => self.money_tariff(owner, &name, amount),
            _ => {
                self.bad_value(file.funder.span, "每个出资方须写 rate 或 amount，二者恰有其一。");
                return None;
            }
        };
        let funder = match file.funder.value.as_str() {
            "所在镇" => Funder::Town,
            name => Funder::Named(name.to_owned()),
        };
        Some(Share { funder, weight, borne_by: file.borne_by.as_ref().map(|text| text.value.clone()) })
    }
}
