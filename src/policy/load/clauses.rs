//! Clauses: articles with their quotations, awards, requirements and exclusions; every article accounted for.

use super::Loader;
use super::amounts::Owner;
use crate::finding::{Code, Place};
use crate::policy::file::{
    AwardFile, ClauseFile, CountOver, ExclusionFile, GoalFile, JointMode, RequirementFile,
};
use crate::policy::{
    AbsentRank, Award, AwardId, Clause, ClauseId, Exclusion, ExclusionDate, FieldId, FieldType, Goal,
    GrantedEffect, Otherwise, PriorityList, Requirement, Role, builtin,
};
use std::collections::BTreeSet;

impl Loader<'_> {
    /// Clause and award ids first, so that rules may refer to each other.
    pub(super) fn declare_clauses(&mut self, files: &[ClauseFile]) {
        let mut awards = 0_u32;
        for (index, file) in (0_u32..).zip(files) {
            if self.clauses.insert(file.id.value.clone(), ClauseId(index)).is_some() {
                self.duplicate("条款", &file.id);
            }
            self.policy.clauses.push(Clause {
                id: file.id.value.clone(),
                title: file.title.as_ref().map(|title| title.value.clone()),
                quotation: self.markdown.quotation_above(file.id.span.0),
                nothing: file.nothing.as_ref().map(|text| text.value.clone()),
                place: Place::span(&self.source.name, file.id.span.0, file.id.span.1),
            });
            for award in &file.award {
                if self.awards.insert(award.id.value.clone(), AwardId(awards)).is_some() {
                    self.duplicate("奖项", &award.id);
                }
                awards += 1;
            }
            self.account_for(file);
        }
    }

    /// A clause computes something or says why not, never both.
    fn account_for(&mut self, file: &ClauseFile) {
        let computing = file.award.len() + file.requirement.len() + file.exclusion.len() + file.step.len();
        let rules = computing + file.goal.len() + file.priority_list.len() + file.otherwise.len();
        match (&file.nothing, rules) {
            (None, 0) => {
                let message = format!("条款「{}」既没有规则，也没有说明为什么不计算。", file.id.value);
                self.report(
                    Code::PolicyArticleUnread,
                    file.id.span,
                    message,
                    "请写奖项、要求、排除或步骤，或写 nothing = \"为什么不计算\"。",
                );
            }
            (Some(nothing), 1..) => {
                let message = format!("条款「{}」写了规则，又说不计算。", file.id.value);
                self.report(Code::PolicyBadValue, nothing.span, message, "请删去 nothing 或规则。");
            }
            _ => {}
        }
    }

    pub(super) fn resolve_clauses(&mut self, files: &[ClauseFile]) {
        for (index, file) in (0_u32..).zip(files) {
            let clause = ClauseId(index);
            for award in &file.award {
                let resolved = self.award(clause, award);
                self.check_absent(&resolved, award);
                self.check_counted(&resolved, award.id.span);
                self.policy.awards.push(resolved);
            }
            for requirement in &file.requirement {
                self.policy.spans.requirements.push(requirement.reason.span);
                let requirement = self.requirement(clause, requirement);
                self.policy.requirements.push(requirement);
            }
            for exclusion in &file.exclusion {
                self.policy.spans.exclusions.push(exclusion.kind.span);
                let exclusion = self.exclusion(clause, exclusion);
                self.policy.exclusions.push(exclusion);
            }
            for goal in &file.goal {
                let goal = self.goal(clause, goal);
                self.policy.goals.push(goal);
            }
            for list in &file.priority_list {
                let categories =
                    list.categories.iter().filter_map(|name| self.category_named(name)).collect();
                let name = list.name.value.clone();
                self.policy.priority_lists.push(PriorityList { clause, name, categories });
            }
            for file in &file.otherwise {
                let (covers, reason) = (self.covers(&file.covers), file.reason.value.clone());
                self.policy.otherwise.push(Otherwise { clause, covers, reason });
            }
        }
    }

    fn goal(&mut self, clause: ClauseId, file: &GoalFile) -> Goal {
        let target = file.target.value;
        if file.over.value == CountOver::Register {
            self.bad_value(file.over.span, "工作目标只能数当年、历年或当年和历年。");
        }
        if target < 1 {
            self.bad_value(file.target.span, "目标数应是大于零的整数。");
        } else if !self.quoted(file.target.span.0).has_number(target.into()) {
            let message = format!("目标数「{target}」在上面的引文里找不到。");
            self.report(Code::PolicyNotQuoted, file.target.span, message, "请对照原文改正。");
        }
        Goal {
            clause,
            name: file.name.value.clone(),
            counts: file.counts.as_ref().map(|covers| self.covers(covers)),
            over: file.over.value,
            target,
            unit: file.unit.as_ref().map(|unit| unit.value.clone()).unwrap_or_default(),
        }
    }

    fn award(&mut self, clause: ClauseId, file: &AwardFile) -> Award {
        let evidence = self.evidence(&file.basis, &file.source, &file.from);
        let owner = Owner { name: file.id.value.clone(), clause, evidence };
        self.explained = owner.evidence.explained;
        let when = self.conditions(&file.when);
        self.explained = false;
        if file.categories.is_empty() {
            self.bad_value(file.id.span, "奖项须写适用类别 categories = [ … ]。");
        }
        let named = file.payee.is_some() || file.payee_field.is_some();
        if (file.role.value == Role::Department) != named {
            self.bad_value(file.role.span, "角色为「部门」的奖项须写 payee 或 payee_field，其他角色不写。");
        }
        Award {
            id: file.id.value.clone(),
            clause,
            role: file.role.value,
            categories: file.categories.iter().filter_map(|category| self.category_named(category)).collect(),
            when,
            overrides: file.overrides.iter().filter_map(|award| self.award_named(award)).collect(),
            with: file.with.iter().filter_map(|award| self.award_named(award)).collect(),
            amount: self.amount(&owner, "", &file.amount),
            once_per: file.once_per.as_ref().map(|key| self.key(key)),
            whatever_quantity: file.whatever_quantity,
            joint: self.joint(file),
            joint_absent: file
                .joint
                .as_ref()
                .and_then(|joint| joint.absent.as_ref())
                .map_or(AbsentRank::Unpaid, |absent| absent.value),
            granted: self.granted(file),
            payee: file.payee.as_ref().map(|payee| payee.value.clone()),
            payee_field: file.payee_field.as_ref().and_then(|field| self.field_named(field)),
            place: Place::span(&self.source.name, file.id.span.0, file.id.span.1),
        }
    }

    fn granted(&mut self, file: &AwardFile) -> Option<(FieldId, GrantedEffect)> {
        let granted = file.granted.as_ref()?;
        let field = self.field_named(&granted.field)?;
        let definition = self.policy.field(field);
        if definition.kind != FieldType::Money || definition.by_year {
            self.bad_value(granted.field.span, "其他政策给的钱须是金额类型的字段，且不按年度。");
        }
        Some((field, granted.effect.value))
    }

    fn joint(&mut self, file: &AwardFile) -> Option<(JointMode, Vec<u32>)> {
        let joint = file.joint.as_ref()?;
        let weighted = joint.mode.value == JointMode::Weights;
        if weighted == joint.weights.iter().all(|weight| *weight == 0) {
            self.bad_value(
                joint.mode.span,
                "「按权重」须写 weights = [ … ]（至少一个大于零），其他方式不写。",
            );
        }
        Some((joint.mode.value, joint.weights.clone()))
    }

    /// Of parts for all holders and a condition that lets only some of them in, the document says who divides.
    fn check_absent(&mut self, award: &Award, file: &AwardFile) {
        let Some(joint) = &file.joint else { return };
        let divides = matches!(joint.mode.value, JointMode::Equal | JointMode::Weights);
        if let Some(absent) = joint.absent.as_ref().filter(|_| !divides) {
            self.bad_value(absent.span, "「absent」只在「平均」「按权重」时写。");
        }
        if divides
            && joint.absent.is_none()
            && award.when.fields(&self.policy.derived).contains(&builtin::RANK)
        {
            let message = format!(
                "奖项「{}」的条件按排名只奖一部分共有人，没有说由谁来分：按全部共有人分，还是只由符合条件的分。",
                award.id
            );
            let help = "请照原文在 joint 里写 absent = \"归在场者\"（只由符合条件的分，如「其他单位合计10万元，平均分配」），或 absent = \"不发\"（按全部共有人分，不符合条件的一份不发）。";
            self.report(Code::PolicyMissingKey, joint.mode.span, message, help);
        }
    }

    fn requirement(&mut self, clause: ClauseId, file: &RequirementFile) -> Requirement {
        Requirement {
            clause,
            reason: file.reason.value.clone(),
            covers: self.covers(&file.covers),
            when: self.conditions(&file.when),
        }
    }

    fn exclusion(&mut self, clause: ClauseId, file: &ExclusionFile) -> Exclusion {
        let decision = file.date.value == ExclusionDate::Decision;
        if decision != file.decided_on.is_some() {
            self.bad_value(file.date.span, "date 为「决定日」时须写 decided_on，其他情形不写。");
        }
        let mut small = |at: &Option<crate::policy::file::At<i64>>| {
            at.as_ref().map(|at| match u32::try_from(at.value) {
                Ok(value @ 1..=1200) => value,
                _ => {
                    self.bad_value(at.span, "这里应是 1 至 1200 之间的整数。");
                    1
                }
            })
        };
        let (rows, within_months) = (small(&file.rows).unwrap_or(1), small(&file.within_months));
        Exclusion {
            clause,
            kind: file.kind.value.clone(),
            covers: self.covers(&file.covers),
            date: file.date.value,
            decided_on: self.day(file.decided_on.as_ref()),
            rows,
            within_months,
            effect: file.effect.value,
        }
    }

    /// Every quoted article has a block.
    pub(super) fn check_articles(&mut self, files: &[ClauseFile]) {
        let cited: BTreeSet<usize> = files.iter().map(|file| file.id.span.0).collect();
        let markdown = self.markdown;
        for article in &markdown.articles {
            let holds = |block: &(usize, usize)| cited.range(block.0..block.1).next().is_some();
            if !article.quotations.is_empty() && !article.blocks.iter().any(holds) {
                let message = format!("「{}」引了原文，却没有写程序怎么执行它。", article.heading);
                let help = "请在引文下面写规则块（```toml）和 [[clause]]；不计算的写 nothing = \"为什么\"。";
                self.report(Code::PolicyArticleUnread, article.span, message, help);
            }
        }
    }
}
