//! A policy as parts with named lines: everything that decides an amount or a word of the output is on one of them.
//!
//! Every type of the policy is taken apart whole, so that a key that is added to the language must be told here too.

mod steps;

use super::reword;
use super::words::{Words, count_over, set};
use crate::money::{Money, Rounding, Unit};
use crate::policy::{
    AbsentRank, Alone, Award, Category, Clause, ClauseId, Derived, DerivedKind, Exclusion, ExclusionDate,
    ExclusionEffect, Field, FieldOn, FieldType, Goal, GrantedEffect, JointMode, Otherwise, Policy,
    PriorityList, Requirement, builtin,
};
use crate::report::words;

/// What sort of part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Head,
    Field,
    Category,
    Derived,
    Clause,
    Award,
    Requirement,
    Exclusion,
    Step,
    Goal,
    Priority,
}

/// What a change of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// As the part's kind says.
    Own,
    Amount,
    Condition,
    Text,
}

/// One line of a part.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub what: &'static str,
    pub side: Side,
    pub text: String,
}

/// A part of a policy.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub kind: Kind,
    /// Its id or name.
    pub name: String,
    /// The clause it stands in, by its own id.
    pub clause: Option<ClauseId>,
    /// What it says; nothing is left out but what is not said.
    pub lines: Vec<Line>,
}

impl Part {
    /// A line's text.
    pub fn line(&self, what: &str) -> Option<&str> {
        self.lines.iter().find(|line| line.what == what).map(|line| line.text.as_str())
    }

    /// All of it in one.
    pub fn told(&self) -> String {
        self.lines.iter().map(|line| format!("{}：{}", line.what, line.text)).collect::<Vec<_>>().join("；")
    }
}

/// The text of an article.
pub(super) const QUOTATION: &str = "条文";

/// Every part, in the order of the document.
pub(super) fn parts(words: Words<'_>) -> Vec<Part> {
    let policy = words.policy;
    let fields = policy.fields.iter().filter(|field| !is_untouched(field));
    let clauses = (0_u32..).map(ClauseId).zip(&policy.clauses);
    let mut found = vec![head(policy)];
    found.extend(fields.map(field));
    found.extend(policy.categories.iter().map(|category| self::category(words, category)));
    found.extend(policy.derived.iter().map(|derived| self::derived(words, derived)));
    found.extend(clauses.map(|(id, clause)| self::clause(words, id, clause)));
    found.extend(policy.awards.iter().map(|award| self::award(words, award)));
    found.extend(policy.requirements.iter().map(|rule| requirement(words, rule)));
    found.extend(policy.exclusions.iter().map(|rule| exclusion(words, rule)));
    found.extend(policy.steps.iter().map(|step| steps::step(words, step)));
    found.extend(policy.goals.iter().map(|goal| self::goal(words, goal)));
    found.extend(policy.priority_lists.iter().map(|list| priority(words, list)));
    found
}

/// A built-in field as the program brings it.
fn is_untouched(field: &Field) -> bool {
    builtin::fields().iter().any(|own| own.name == field.name && own.headings == field.headings)
}

/// Lines in the making: what is not said has none.
#[derive(Default)]
struct Lines(Vec<Line>);

impl Lines {
    fn add(mut self, side: Side, what: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Line { what, side, text });
        }
        self
    }

    fn own(self, what: &'static str, text: impl Into<String>) -> Self {
        self.add(Side::Own, what, text)
    }

    fn condition(self, what: &'static str, text: impl Into<String>) -> Self {
        self.add(Side::Condition, what, text)
    }

    fn amount(self, what: &'static str, text: impl Into<String>) -> Self {
        self.add(Side::Amount, what, text)
    }

    fn part(self, kind: Kind, name: impl Into<String>, clause: Option<ClauseId>) -> Part {
        Part { kind, name: name.into(), clause, lines: self.0 }
    }
}

fn yes(value: bool) -> &'static str {
    if value { "是" } else { "" }
}

fn unit(unit: Unit) -> String {
    format!("{}元", words::figure(Money::from_fen(unit.fen()).yuan()))
}

fn head(policy: &Policy) -> Part {
    let (first, last) = policy.years;
    let years = last.map_or_else(|| format!("{first}年起"), |last| format!("{first}至{last}年"));
    let rounding = match policy.rounding {
        Rounding::HalfAway => "四舍五入",
        Rounding::Down => "舍去",
        Rounding::Up => "进位",
    };
    Lines::default()
        .own("名称", &policy.name)
        .own("文号", &policy.document)
        .own("制发机关", policy.issuer.clone().unwrap_or_default())
        .own("适用年度", years)
        .own("替代", set(policy.supersedes.clone()))
        .amount("舍入", format!("到{}，{rounding}", unit(policy.unit)))
        .own("出资方", &policy.funder)
        .own("级别从高到低", policy.levels.join("、"))
        .part(Kind::Head, "", None)
}

fn field(field: &Field) -> Part {
    let Field { name, on, kind, values, aliases, headings, by_year, blank, scale } = field;
    let place = |on: &FieldOn| match on {
        FieldOn::Achievement => "成果".to_owned(),
        FieldOn::Register => "名录".to_owned(),
        FieldOn::History => "历史".to_owned(),
    };
    let kind = match kind {
        FieldType::Text => "文字",
        FieldType::Whole => "整数",
        FieldType::Number => "数",
        FieldType::Money => "金额",
        FieldType::Date => "日期",
        FieldType::Bool => "是否",
        FieldType::Choice => "选项",
    };
    let alone = match blank {
        None => "",
        Some(Alone::Enterprise) => "企业自成一组",
        Some(Alone::Achievement) => "成果自成一组",
    };
    Lines::default()
        .own("所在名单", set(on.iter().map(place).collect()))
        .own("类型", kind)
        .own("选项的值", set(values.clone()))
        .own("选项的其他写法", set(aliases.iter().map(|(from, to)| format!("{from}＝{to}")).collect()))
        .own("列标题", set(headings.clone()))
        .own("按年度给出", yes(*by_year))
        .own("没有填的", alone.to_owned())
        .own("数字的单位", scale.unit.as_ref().map_or_else(String::new, |unit| unit.said.clone()))
        .part(Kind::Field, name, None)
}

fn category(words: Words<'_>, category: &Category) -> Part {
    let Category { name, level, family, unit, aliases, life, life_clause, identity, joint, mark } = category;
    let day = |day: &Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    let life = match life {
        (None, None) => String::new(),
        (from, to) => format!("{}至{}", day(from), day(to)),
    };
    Lines::default()
        .own("级别", level.and_then(|at| words.policy.levels.get(at).cloned()).unwrap_or_default())
        .own("大类", family.clone().unwrap_or_default())
        .own("单位", unit.clone().unwrap_or_default())
        .own("其他叫法", set(aliases.clone()))
        .condition("存续期", life)
        .own("存续期的依据", life_clause.map(|id| words.clause(id)).unwrap_or_default())
        .own("区分成果的字段", set(identity.iter().map(|id| words.field(*id)).collect()))
        .own("可由多个单位共有", yes(*joint))
        .own("是商标", yes(*mark))
        .part(Kind::Category, words.category(name), None)
}

fn derived(words: Words<'_>, derived: &Derived) -> Part {
    let Derived { name, kind } = derived;
    let text = match kind {
        DerivedKind::Condition(condition) => words.condition(condition),
        DerivedKind::Count(count) => words.count(count),
    };
    Lines::default().condition("含义", text).part(Kind::Derived, name, None)
}

fn clause(words: Words<'_>, id: ClauseId, clause: &Clause) -> Part {
    let Clause { id: name, title, quotation, nothing, place: _ } = clause;
    let here = words.policy.otherwise.iter().filter(|otherwise| otherwise.clause == id);
    let otherwise =
        here.map(|Otherwise { clause: _, covers, reason }| format!("{}：{reason}", words.covers(covers)));
    let quotation: String = reword::plain(quotation).into_iter().collect();
    Lines::default()
        .own("标题", title.clone().unwrap_or_default())
        .add(Side::Text, QUOTATION, quotation)
        .own("不计算的原因", nothing.clone().unwrap_or_default())
        .condition("其余不奖励", otherwise.collect::<Vec<_>>().join("；"))
        .part(Kind::Clause, name, Some(id))
}

fn award(words: Words<'_>, award: &Award) -> Part {
    let Award {
        id,
        clause,
        role,
        categories,
        when,
        overrides,
        with,
        amount,
        once_per,
        whatever_quantity,
        joint,
        joint_absent,
        granted,
        payee,
        payee_field,
        place: _,
    } = award;
    let category = |id: &crate::policy::CategoryId| words.category(&words.policy.category(*id).name);
    let joint = joint.as_ref().map(|(mode, weights)| {
        let weights: Vec<String> = weights.iter().map(ToString::to_string).collect();
        match mode {
            JointMode::First => "只奖第一单位".to_owned(),
            JointMode::FirstEligible => "奖第一个合格的单位".to_owned(),
            JointMode::Equal => "平均分".to_owned(),
            JointMode::Each => "各得全额".to_owned(),
            JointMode::Weights => format!("按权重{}分", weights.join(":")),
        }
    });
    let absent = match joint_absent {
        AbsentRank::Unpaid => "",
        AbsentRank::ToPresent => "归在场者",
    };
    let granted = granted.map(|(field, effect)| {
        let effect = match effect {
            GrantedEffect::Deduct => "从奖励里扣除",
            GrantedEffect::Ignore => "不计",
            GrantedEffect::Bar => "给过就不予兑现",
        };
        format!("「{}」{effect}", words.field(field))
    });
    Lines::default()
        .condition("收款角色", words::role(*role))
        .condition("类别", set(categories.iter().map(category).collect()))
        .condition("条件", words.condition(when))
        .amount("金额", words.amount(amount))
        .amount("金额依据", words.basis(&Words::tariffs_of(amount)))
        .condition("优先于", set(overrides.iter().map(|id| words.award(*id)).collect()))
        .condition("可同时享受", set(with.iter().map(|id| words.award(*id)).collect()))
        .condition("每个什么奖一次", once_per.as_ref().map(|key| words.key(key)).unwrap_or_default())
        .condition("与数量无关", yes(*whatever_quantity))
        .condition("多个单位共有", joint.unwrap_or_default())
        .condition("不合条件的共有人的一份", absent.to_owned())
        .condition("其他来源的奖励", granted.unwrap_or_default())
        .condition("收款单位", payee.clone().unwrap_or_default())
        .condition("收款单位取自", payee_field.map(|id| words.field(id)).unwrap_or_default())
        .own("所在条款", words.clause(*clause))
        .part(Kind::Award, id, Some(*clause))
}

fn requirement(words: Words<'_>, rule: &Requirement) -> Part {
    let Requirement { clause, reason, covers, when } = rule;
    Lines::default()
        .condition("适用范围", words.covers(covers))
        .condition("要求", words.condition(when))
        .own("不满足时的理由", reason)
        .part(Kind::Requirement, reason, Some(*clause))
}

fn exclusion(words: Words<'_>, rule: &Exclusion) -> Part {
    let Exclusion { clause, kind, covers, date, decided_on, rows, within_months, effect } = rule;
    let date = match (date, decided_on) {
        (ExclusionDate::Recognition, _) => "认定日期在列".to_owned(),
        (ExclusionDate::AnyDayOfYear, _) => "奖励年度有一天在列".to_owned(),
        (ExclusionDate::Decision, day) => {
            format!("决定日{}在列", day.map_or_else(String::new, |day| day.to_string()))
        }
    };
    let within = within_months.map_or_else(String::new, |months| format!("，在{months}个月之内"));
    let effect = match effect {
        ExclusionEffect::Reject => "不予兑现",
        ExclusionEffect::Hold => "待定",
    };
    Lines::default()
        .condition("类型", kind)
        .condition("适用范围", words.covers(covers))
        .condition("日期", date)
        .condition("记录", format!("{rows}条{within}"))
        .condition("结果", effect)
        .part(Kind::Exclusion, kind, Some(*clause))
}

fn goal(words: Words<'_>, goal: &Goal) -> Part {
    let Goal { clause, name, counts, over, target, unit } = goal;
    Lines::default()
        .own("目标数", format!("{target}{unit}"))
        .own("数", counts.as_ref().map(|covers| words.covers(covers)).unwrap_or_default())
        .own("范围", count_over(*over))
        .part(Kind::Goal, name, Some(*clause))
}

fn priority(words: Words<'_>, list: &PriorityList) -> Part {
    let PriorityList { clause, name, categories } = list;
    let category = |id: &crate::policy::CategoryId| words.category(&words.policy.category(*id).name);
    Lines::default().own("类别", set(categories.iter().map(category).collect())).part(
        Kind::Priority,
        name,
        Some(*clause),
    )
}
