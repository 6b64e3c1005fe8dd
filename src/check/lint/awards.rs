//! Awards that never pay: their conditions cannot hold, or wherever they hold another goes before.

use super::Lints;
use crate::check::logic::Outcomes;
use crate::check::search::{Bound, Goal, Search};
use crate::check::table::Table;
use crate::finding::{Code, Finding};
use crate::policy::{AmountKind, Award, AwardId, CategoryId, Policy, Role, builtin};
use std::collections::BTreeMap;

/// How an award stands in a category, from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Standing {
    /// Its conditions hold only on days on which the category does not exist, or after the award year.
    Lifeless,
    /// Its conditions never hold together.
    Contradictory,
    /// Where its conditions hold, a requirement bars it.
    Barred,
    /// Wherever it could pay, a special award goes before.
    Shadowed,
    /// It can pay, or that is not decided.
    Pays,
}

/// Of each award and category the best standing of any award year.
pub(in crate::check) type Standings = BTreeMap<AwardId, BTreeMap<CategoryId, Standing>>;

/// Adds the standings of a table.
pub(in crate::check) fn standings(table: &Table<'_>, all: &mut Standings) {
    for row in 0..table.rows.len() {
        let Some(award) = table.rows.get(row).map(|row| row.award) else { continue };
        let best = all.entry(award).or_default().entry(table.domain.category).or_insert(Standing::Lifeless);
        if *best != Standing::Pays {
            *best = standing(table, row).unwrap_or(Standing::Pays).max(*best);
        }
    }
}

fn standing(table: &Table<'_>, row: usize) -> Result<Standing, Bound> {
    let mut search = Search { left: 20_000 };
    let Some(row) = table.rows.get(row) else { return Ok(Standing::Pays) };
    let mut can = |goals: &[Goal<'_>]| search.one(goals, &table.whole).map(|found| found.is_some());
    Ok(match () {
        () if can(&table.stands(row))? => Standing::Pays,
        () if can(&table.pays(row))? => Standing::Shadowed,
        () if can(&[Goal::is(&row.when, Outcomes::YES)])? => Standing::Barred,
        () if table.domain.is_bounded_by_life() && lives(table, row.award)? => Standing::Lifeless,
        () => Standing::Contradictory,
    })
}

/// Whether the award's conditions could hold if the category existed on every day.
fn lives(table: &Table<'_>, award: AwardId) -> Result<bool, Bound> {
    let domain = &table.domain;
    let free = Table::of_any_day(domain.policy, domain.category, table.role, domain.year, &[award]);
    let Some(row) = free.rows.first() else { return Ok(false) };
    let found = Search { left: 20_000 }.one(&[Goal::is(&row.when, Outcomes::YES)], &free.whole)?;
    Ok(found.is_some())
}

pub(super) fn lint(lints: &mut Lints<'_>, standings: &Standings) {
    for (award, categories) in standings {
        let worst = categories.values().copied().max();
        for standing in [Standing::Contradictory, Standing::Barred, Standing::Shadowed] {
            if worst == Some(standing) {
                lints.findings.push(never(lints.policy, *award, standing));
            }
        }
        let lifeless: Vec<CategoryId> = categories
            .iter()
            .filter(|(_, standing)| **standing == Standing::Lifeless)
            .map(|(id, _)| *id)
            .collect();
        if !lifeless.is_empty() {
            lints.findings.push(out_of_life(lints.policy, *award, &lifeless));
        }
    }
    let policy = lints.policy;
    for award in &policy.awards {
        lints.findings.extend(joint_unsaid(policy, award));
        lints.findings.extend(joint_void(policy, award));
    }
}

/// An award for several achievements together on a category of several holders: each holder's item is one, whatever `joint` says.
fn joint_void(policy: &Policy, award: &Award) -> Option<Finding> {
    let by_score = matches!(award.amount.kind, AmountKind::PoolByScore { .. });
    let together = if award.once_per.is_some() { "是几项合计的" } else { "是按得分分配的" };
    // A condition on the rank says whose item it is.
    let ranked = award.when.fields(&policy.derived).contains(&builtin::RANK);
    if award.once_per.is_none() && !by_score || award.role != Role::Enterprise || ranked {
        return None;
    }
    let category = award.categories.iter().map(|id| policy.category(*id)).find(|category| category.joint)?;
    let void = if award.joint.is_some() { "，写的共有分法不起作用" } else { "" };
    let message = format!(
        "类别「{}」可由几家共有，奖项「{}」{together}：几家共有的成果在每一家各算一项{void}。",
        category.name, award.id
    );
    let help = "只算第一持有人的，请在 when（和计数的 when）里写 { any = [{ field = \"排名\", present = false }, { field = \"排名\", to = 1 }] }；确实各算一项的不用改。";
    Some(Finding::new(Code::JointVoid, award.place.clone(), message, help))
}

/// An award on a category of several holders that does not say what each gets: such achievements are held.
fn joint_unsaid(policy: &Policy, award: &Award) -> Option<Finding> {
    let divides = award.joint.is_some()
        || award.once_per.is_some()
        || matches!(award.amount.kind, AmountKind::PoolByRank { .. } | AmountKind::PoolByScore { .. })
        || matches!(award.amount.kind, AmountKind::Fixed(id) if policy.tariff(id).value.is_zero())
        || !matches!(award.role, Role::Enterprise | Role::Person | Role::Representative);
    if divides {
        return None;
    }
    let category = award.categories.iter().map(|id| policy.category(*id)).find(|category| category.joint)?;
    let message = format!(
        "类别「{}」可由几家共有，奖项「{}」没有说怎么分，几家共有的成果只能待定。",
        category.name, award.id
    );
    let help = "请照原文在奖项里写 joint，如 joint = { mode = \"只奖第一\" }、{ mode = \"平均\" }、{ mode = \"各得\" }；不会共有的，删去类别的 joint = true。";
    Some(Finding::new(Code::JointUnsaid, award.place.clone(), message, help))
}

fn never(policy: &Policy, award: AwardId, standing: Standing) -> Finding {
    let rule = policy.award(award);
    let (code, why, help) = match standing {
        Standing::Shadowed => {
            let special: Vec<String> = policy
                .awards
                .iter()
                .filter(|other| other.overrides.contains(&award) && other.role == rule.role)
                .map(|other| format!("「{}」", other.id))
                .collect();
            (
                Code::AwardShadowed,
                format!("凡是它的条件成立的，都让位于{}，它一次也轮不到", special.join("、")),
                "请核对 overrides 和两个奖项的条件；确实不需要的请删去这个奖项。",
            )
        }
        Standing::Barred => (
            Code::AwardDead,
            "它的条件成立时，资格要求总不满足".to_owned(),
            "请对照原文核对奖项的条件和资格要求。",
        ),
        Standing::Contradictory | Standing::Lifeless | Standing::Pays => (
            Code::AwardDead,
            "它的几个条件互相矛盾，不会同时成立".to_owned(),
            "请对照原文改正条件；确实不需要的请删去这个奖项。",
        ),
    };
    Finding::new(code, rule.place.clone(), format!("奖项「{}」永远不会兑现：{why}。", rule.id), help)
}

fn out_of_life(policy: &Policy, award: AwardId, categories: &[CategoryId]) -> Finding {
    let rule = policy.award(award);
    let names: Vec<String> =
        categories.iter().map(|id| format!("「{}」", policy.category(*id).name)).collect();
    let message = format!(
        "奖项「{}」在类别{}上不会兑现：它的认定日期条件落在该类别的存续期之外，或在奖励年度之后。",
        rule.id,
        names.join("、")
    );
    let help = "请核对类别的 from、to 和奖项的认定日期条件；类别已经废止的，请从奖项的 categories 里删去。";
    Finding::new(Code::AwardBeyondLife, rule.place.clone(), message, help)
}
