//! Parts: what one holder, rank or score gets of a figure that several share.

use super::amount::{Lack, figure, less};
use super::groups::Group;
use super::{Hit, batch, carrier};
use crate::condition::{Truth, number, truth};
use crate::context::{Context, View};
use crate::eligibility::{self, Eligible};
use crate::model::achievement::{Achievement, AchievementId, Holder, PaymentId};
use crate::model::operation::{Expr, Operation, Weights};
use crate::policy::{AbsentRank, AmountKind, Award, AwardId, GrantedEffect, JointMode, Role, builtin};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The running weights of pools by score: per award and achievement.
pub(super) type Scores = BTreeMap<(AwardId, AchievementId, usize), Weights>;

/// The scores of all hits of each pool by score, in canonical order.
pub(super) fn scores(context: &Context<'_>, hits: &[Hit<'_>]) -> Scores {
    let mut pools: BTreeMap<AwardId, Vec<(&Hit<'_>, Decimal)>> = BTreeMap::new();
    for hit in hits {
        if let AmountKind::PoolByScore { score, .. } = context.policy.award(hit.award).amount.kind
            && let Some(value) = hit.view.value(score, 0).and_then(|value| number(&value))
            && value >= Decimal::ZERO
        {
            pools.entry(hit.award).or_default().push((hit, value));
        }
    }
    let mut scores = Scores::new();
    for (award, members) in pools {
        let values: Vec<Decimal> = members.iter().map(|(_, value)| *value).collect();
        for ((hit, _), weights) in members.iter().zip(Weights::of_rates(&values)) {
            scores.insert((award, hit.achievement, hit.subject.position), weights);
        }
    }
    scores
}

/// The operation that gives a group's award, less what was granted for it elsewhere and what was paid of it this year.
pub(super) fn operation(
    group: &Group<'_>,
    achievement: &Achievement,
    paid: &[PaymentId],
    scores: &Scores,
) -> Result<Operation, Lack> {
    let hit = &group.last;
    let policy = hit.view.context.policy;
    let award = policy.award(hit.award);
    let figure = whole(hit, achievement, group.once)?;
    let figure = less_granted(hit, group.hits(), award, figure)?;
    let whole = figure.value();
    let figure = batch::less_paid(hit.view.context, figure, paid);
    let deducts = award.granted.is_some_and(|(_, effect)| effect != GrantedEffect::Ignore);
    let pays_more = figure.value().is_some_and(|rest| !rest.is_zero()) && figure.value() != whole;
    if deducts && pays_more {
        return Err(Lack::Missing(EARLIER_GRANT.to_owned()));
    }
    let part = part(hit, achievement, group.once, &figure, scores)?;
    Ok(Operation::Award { figure, rounding: policy.rounding, unit: policy.unit, part })
}

/// Why an award goes on in a second batch that took off a grant in the first: how much it was, its workbook does not say.
pub(super) const EARLIER_GRANT: &str =
    "本年前一批已付过只奖一次的本奖项，那时扣除了多少上级奖励不知道，不能接着算";

/// What an achievement would be given if it alone carried an award paid once.
pub(super) fn gross(hit: &Hit<'_>, achievement: &Achievement, scores: &Scores) -> Result<Operation, Lack> {
    let policy = hit.view.context.policy;
    let figure = whole(hit, achievement, true)?;
    let part = part(hit, achievement, true, &figure, scores)?;
    Ok(Operation::Award { figure, rounding: policy.rounding, unit: policy.unit, part })
}

/// The figure of an award for an achievement, before anything is taken off it.
fn whole(hit: &Hit<'_>, achievement: &Achievement, once: bool) -> Result<Expr, Lack> {
    let award = hit.view.context.policy.award(hit.award);
    let quantity =
        if award.whatever_quantity || once { Expr::Counted(Decimal::ONE) } else { quantity(achievement) };
    figure(&award.amount, &hit.view, (award.clause, award.role), &quantity)
}

/// Less what another policy or level has granted, where the award deducts it; barred where it bars.
fn less_granted(hit: &Hit<'_>, hits: &[Hit<'_>], award: &Award, figure: Expr) -> Result<Expr, Lack> {
    let mut granted = carrier::granted(hits, award)?;
    match (granted.len(), award.granted) {
        (0, _) => Ok(figure),
        (_, Some((field, GrantedEffect::Bar))) => {
            let name = &hit.view.context.policy.field(field).name;
            let yuan = Expr::Sum(granted).value().ok_or(Lack::Inexact)?.normalize();
            Err(Lack::Barred(format!("「{name}」已给{yuan}元，本条不再奖励")))
        }
        (1, _) => Ok(less(figure, granted.remove(0))),
        _ => Ok(less(figure, Expr::Sum(granted))),
    }
}

/// What a hit gets of a figure that several share; none where it gets all.
fn part(
    hit: &Hit<'_>,
    achievement: &Achievement,
    once: bool,
    figure: &Expr,
    scores: &Scores,
) -> Result<Option<Weights>, Lack> {
    let policy = hit.view.context.policy;
    let award = policy.award(hit.award);
    match &award.amount.kind {
        AmountKind::PoolByRank { weights, absent, .. } => {
            by_rank(hit, achievement, weights, *absent).map(Some)
        }
        AmountKind::PoolByScore { score, .. } => {
            let key = (hit.award, hit.achievement, hit.subject.position);
            let name = &policy.field(*score).name;
            let missing = || Lack::Missing(format!("没有「{name}」或是负数，或各项{name}合计为零"));
            scores.get(&key).copied().map(Some).ok_or_else(missing)
        }
        // Nothing need not be divided.
        _ if !once && figure.value().is_none_or(|all| !all.is_zero()) => joint(hit, achievement, award),
        _ => Ok(None),
    }
}

fn quantity(achievement: &Achievement) -> Expr {
    let value = Decimal::from(achievement.quantity);
    achievement.facts.get(builtin::QUANTITY).map_or(Expr::Counted(value), |fact| Expr::Cell(fact.cell, value))
}

/// A pool by drafting rank: the parts of ranks that nobody eligible holds stay unpaid, or go to those present.
fn by_rank(
    hit: &Hit<'_>,
    achievement: &Achievement,
    weights: &[u32],
    absent: AbsentRank,
) -> Result<Weights, Lack> {
    let rank_of = |enterprise| {
        View { enterprise, ..hit.view }
            .value(builtin::RANK, 0)
            .and_then(|value| number(&value))
            .and_then(|rank| usize::try_from(rank.trunc().mantissa()).ok())
    };
    let mine = rank_of(hit.view.enterprise).ok_or_else(|| Lack::Missing("没有排名".to_owned()))?;
    alone_in_rank(achievement, hit.subject.position)?;
    if mine == 0 || weights.get(mine - 1).is_none_or(|weight| *weight == 0) {
        return Err(Lack::Barred(format!("排名第{mine}不在奖励之列")));
    }
    let mut present = vec![absent == AbsentRank::Unpaid; weights.len()];
    for holder in &achievement.holders {
        let view = View { enterprise: holder.enterprise, ..hit.view };
        if let Some(rank) = rank_of(holder.enterprise).filter(|rank| (1..=weights.len()).contains(rank))
            && is_entitled(&view, achievement, hit.award)
        {
            present[rank - 1] = true;
        }
    }
    let weights: Vec<i128> = weights
        .iter()
        .zip(&present)
        .map(|(weight, here)| if *here { i128::from(*weight) } else { 0 })
        .collect();
    Weights::running(&weights)
        .get(mine - 1)
        .copied()
        .ok_or_else(|| Lack::Barred("各排名权重合计为零".to_owned()))
}

/// Whether nothing bars a holder from the award and its conditions hold for that holder.
fn is_entitled(view: &View<'_>, achievement: &Achievement, award: AwardId) -> bool {
    eligibility::for_award(view, achievement, award) == Eligible::Yes
        && truth(&view.context.policy.award(award).when, view) == Truth::Yes
}

/// Joint holders: the award says who gets which part.
fn joint(hit: &Hit<'_>, achievement: &Achievement, award: &Award) -> Result<Option<Weights>, Lack> {
    if !matches!(award.role, Role::Enterprise | Role::Person | Role::Representative) {
        return Ok(None);
    }
    divisible(achievement, award)?;
    if let [only] = achievement.holders.as_slice() {
        return alone(only, sharers(achievement), award);
    }
    let Some((mode, weights)) = &award.joint else {
        return Err(Lack::Missing(format!(
            "有{}个共有人，奖项「{}」没有说怎么分（joint）",
            achievement.holders.len(),
            award.id
        )));
    };
    let order = match mode {
        JointMode::First | JointMode::FirstEligible | JointMode::Weights => ranked(achievement)?,
        JointMode::Equal | JointMode::Each => (0..achievement.holders.len()).collect(),
    };
    let place = order.iter().position(|position| *position == hit.subject.position).unwrap_or(0);
    match mode {
        JointMode::Each => {
            if award.when.fields(&hit.view.context.policy.derived).contains(&builtin::RANK) {
                alone_in_rank(achievement, hit.subject.position)?;
            }
            Ok(None)
        }
        JointMode::First if achievement.holders[hit.subject.position].rank == Some(1) => Ok(None),
        JointMode::First => Err(Lack::Barred("只奖第一持有人".to_owned())),
        JointMode::FirstEligible => {
            let eligible = |position: &&usize| {
                let view = View { enterprise: achievement.holders[**position].enterprise, ..hit.view };
                is_entitled(&view, achievement, hit.award)
            };
            let first = order.iter().find(eligible);
            if first == Some(&hit.subject.position) {
                Ok(None)
            } else {
                Err(Lack::Barred("只奖第一合格持有人".to_owned()))
            }
        }
        JointMode::Equal => {
            let weights = divided(hit, achievement, award, &order, |_| 1);
            Ok(Weights::running(&weights).get(place).copied())
        }
        JointMode::Weights => {
            let weight = |place: usize| weights.get(place).copied().map_or(0, i128::from);
            let weights = divided(hit, achievement, award, &order, weight);
            match Weights::running(&weights).get(place) {
                Some(part) if part.after > part.before => Ok(Some(*part)),
                _ => Err(Lack::Barred("本排名没有权重".to_owned())),
            }
        }
    }
}

/// The weights of holders in their order; of one whom the award does not pay nothing, where the policy gives the part to the
/// others.
fn divided(
    hit: &Hit<'_>,
    achievement: &Achievement,
    award: &Award,
    order: &[usize],
    weight: impl Fn(usize) -> i128,
) -> Vec<i128> {
    let divides = |position: &usize| {
        let view = View { enterprise: achievement.holders[*position].enterprise, ..hit.view };
        award.joint_absent == AbsentRank::Unpaid || is_entitled(&view, achievement, hit.award)
    };
    let weigh = |(place, position)| if divides(position) { weight(place) } else { 0 };
    order.iter().enumerate().map(weigh).collect()
}

/// The end of a reason: the list does not name all who share.
pub(super) const SHARES_OPEN: &str = "不知道各家该得多少";

/// Where each holder gets a part, every holder must be known: a list that says of more, or of others before the first that it
/// names, leaves the parts open.
fn divisible(achievement: &Achievement, award: &Award) -> Result<(), Lack> {
    if !matches!(award.joint, Some((JointMode::Weights | JointMode::Equal, _))) {
        return Ok(());
    }
    let named = achievement.holders.len();
    if let Some(all) = sharers(achievement).filter(|all| *all > named) {
        return Err(Lack::Missing(format!("名单写明共有{all}家，只列出{named}家，{SHARES_OPEN}")));
    }
    match achievement.holders.as_slice() {
        [Holder { rank: Some(rank), .. }] if *rank > 1 => {
            Err(Lack::Missing(format!("名单只列出排名第{rank}的一家，{SHARES_OPEN}")))
        }
        _ => Ok(()),
    }
}

/// How many share an achievement, as its rows say.
fn sharers(achievement: &Achievement) -> Option<usize> {
    achievement.facts.whole(builtin::SHARERS).and_then(|all| usize::try_from(all).ok())
}

/// One holder of whom a list says that others come before: where only the first is paid, nobody here is. One of several of whom
/// it does not say who is first may be any of them.
fn alone(holder: &Holder, sharers: Option<usize>, award: &Award) -> Result<Option<Weights>, Lack> {
    let Some((JointMode::First, _)) = &award.joint else { return Ok(None) };
    match (holder.rank, sharers) {
        (Some(rank), _) if rank > 1 => Err(Lack::Barred(format!("只奖第一持有人，本单位排名第{rank}"))),
        (None, Some(all)) if all > 1 => Err(Lack::Missing(format!(
            "只奖第一持有人，名单写明共有{all}家而没有写本单位的「排名」，不知道是不是第一"
        ))),
        _ => Ok(None),
    }
}

/// Where the rank decides what a holder gets, no other may have the same: one of them has a prize that is not theirs.
fn alone_in_rank(achievement: &Achievement, position: usize) -> Result<(), Lack> {
    let ranks: Vec<u32> = achievement.holders.iter().filter_map(|holder| holder.rank).collect();
    let own = achievement.holders.get(position).and_then(|holder| holder.rank);
    match own.filter(|own| ranks.iter().filter(|rank| *rank == own).count() > 1) {
        Some(rank) => Err(Lack::Missing(format!("有几家都写排名第{rank}，不知道谁在前"))),
        None => Ok(()),
    }
}

/// Positions of the holders by rank: stated, or the order in which one row names them. Rows of their own without one, or
/// with the same, leave it open who comes first.
fn ranked(achievement: &Achievement) -> Result<Vec<usize>, Lack> {
    let ranks: BTreeMap<u32, usize> =
        achievement.holders.iter().enumerate().filter_map(|(at, holder)| Some((holder.rank?, at))).collect();
    if ranks.len() < achievement.holders.len() {
        let why = "几家共有而排名没有写全或有重复，不知道谁在前";
        return Err(Lack::Missing(why.to_owned()));
    }
    Ok(ranks.into_values().collect())
}
