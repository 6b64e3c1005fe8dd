//! Rules of sharing: an award that no rule takes in, or two do, for some value of what they look at. Such awards wait when they
//! are paid.

use super::Lints;
use crate::check::axis::{Axis, Cells};
use crate::check::domain::Domain;
use crate::check::logic::{Formula, Outcomes, Region};
use crate::check::search::{Goal, Search};
use crate::check::words;
use crate::finding::Code;
use crate::grouping::covers_award;
use crate::policy::{AmountKind, AwardId, CategoryId, Condition, Policy, Sharing, SharingRule, StepKind};

/// Boxes that the searches of one step may look at; what is not looked at is not told.
const BOXES: usize = 50_000;

pub(super) fn lint(lints: &mut Lints<'_>) {
    for (index, step) in lints.policy.steps.iter().enumerate() {
        if let StepKind::Sharing(sharing) = &step.kind {
            let span = lints.policy.spans.steps.get(index).copied();
            for message in doubts(lints.policy, &step.id, sharing) {
                let help = "每一份奖励须恰有一条分担规则：请对照原文补上缺的一条，或改正 covers、when，使各条不重叠。";
                lints.tell(Code::SharingUnsettled, span, message, help);
            }
        }
    }
}

/// What is doubtful, each once, with the awards that it is about.
fn doubts(policy: &Policy, step: &str, sharing: &Sharing) -> Vec<String> {
    let mut search = Search { left: BOXES };
    let mut found: Vec<(String, Vec<&str>)> = Vec::new();
    for (id, award) in (0_u32..).map(AwardId).zip(&policy.awards) {
        if matches!(award.amount.kind, AmountKind::Fixed(tariff) if policy.tariff(tariff).value.is_zero()) {
            continue;
        }
        for category in &award.categories {
            let Some(doubt) = doubt(policy, sharing, (id, *category), &mut search) else { continue };
            match found.iter_mut().find(|(known, _)| *known == doubt) {
                Some((_, awards)) if awards.last() == Some(&award.id.as_str()) => {}
                Some((_, awards)) => awards.push(&award.id),
                None => found.push((doubt, vec![&award.id])),
            }
        }
    }
    let told = |(doubt, awards): (String, Vec<&str>)| {
        let named = awards.iter().take(5).map(|award| format!("「{award}」")).collect::<Vec<_>>().join("、");
        let more = if awards.len() > 5 { format!("等{}个", awards.len()) } else { String::new() };
        format!("步骤「{step}」：{doubt}奖项{named}{more}。")
    };
    found.into_iter().map(told).collect()
}

/// What is doubtful of one award in one category.
fn doubt(
    policy: &Policy,
    sharing: &Sharing,
    (award, category): (AwardId, CategoryId),
    search: &mut Search,
) -> Option<String> {
    let rules: Vec<(usize, &SharingRule)> = (1..)
        .zip(&sharing.rules)
        .filter(|(_, rule)| covers_award(policy, &rule.covers, award, category))
        .collect();
    match rules.as_slice() {
        [] => return Some("没有一条分担规则管到，兑现时待定：".to_owned()),
        [(_, rule)] if is_plain(&rule.when) => return None,
        _ => {}
    }
    let own = &policy.award(award).when;
    let conditions = std::iter::once(own).chain(rules.iter().map(|(_, rule)| &rule.when));
    let domain = Domain::of(policy, category, policy.years.0, true, conditions);
    let paid = domain.formula(own);
    let formulas: Vec<Formula> = rules.iter().map(|(_, rule)| domain.formula(&rule.when)).collect();
    let pays = || Goal::is(&paid, Outcomes::YES);
    let whole = closed(&domain);
    let none = formulas.iter().map(|formula| Goal::is(formula, Outcomes::NO));
    let gap: Vec<Goal<'_>> = std::iter::once(pays()).chain(none).collect();
    if let Ok(Some(region)) = search.one(&gap, &whole) {
        return Some(format!("{}没有一条分担规则适用，兑现时待定：", when(&domain, &region)));
    }
    for (at, ((first, _), one)) in rules.iter().zip(&formulas).enumerate() {
        for ((second, _), two) in rules.iter().zip(&formulas).skip(at + 1) {
            let both = [pays(), Goal::is(one, Outcomes::YES), Goal::is(two, Outcomes::YES)];
            if let Ok(Some(region)) = search.one(&both, &whole) {
                let when = when(&domain, &region);
                return Some(format!("{when}第{}条和第{}条分担规则同时适用，兑现时待定：", first, second));
            }
        }
    }
    None
}

fn is_plain(condition: &Condition) -> bool {
    matches!(condition, Condition::All(parts) if parts.iter().all(is_plain))
}

/// The domain, open texts of which several values are named only with those: the towns that a document lists are all there are.
fn closed(domain: &Domain<'_>) -> Region {
    let known = |axis: &Axis| match &axis.cells {
        Cells::Named { names, other: true, .. } if names.len() > 1 => {
            u32::try_from(names.len()).unwrap_or(u32::MAX)
        }
        _ => axis.known(),
    };
    let mut whole = domain.whole();
    for (axis, range) in domain.axes.iter().zip(&mut whole) {
        range.1 = range.1.min(known(axis));
    }
    whole
}

fn when(domain: &Domain<'_>, region: &Region) -> String {
    let said = words::region(domain, &domain.whole(), region);
    if said.is_empty() { String::new() } else { format!("{}时", said.join("，")) }
}
