//! 限项: at most so many items or payees of a group; what falls outside gives way, what straddles keeps its units inside.

use super::book::{Book, Members};
use crate::condition::number;
use crate::finding::Code;
use crate::model::achievement::AchievementId;
use crate::model::entitlement::Against;
use crate::model::operation::Operation;
use crate::policy::{CountLimit, LimitOf, LimitTie, StepId, builtin};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// What is ranked: an achievement with its parts, or a payee with all it has in the group.
struct Ranked {
    parts: Members,
    measure: Decimal,
    date: (bool, Option<jiff::civil::Date>),
    units: i64,
}

pub(super) fn run(book: &mut Book<'_>, step: StepId, rule: &CountLimit) {
    let members = book.positive(&rule.covers);
    let limit = book.context.policy.tariff(rule.limit).value.to_i64().unwrap_or(0);
    for (_, members) in book.groups(&members, &rule.key, true, step) {
        if let Some(mut ranked) = rank(book, rule, &members) {
            ranked.sort_by(|a, b| (b.measure, &a.date, a.parts[0]).cmp(&(a.measure, &b.date, b.parts[0])));
            admit(book, step, rule, &ranked, limit);
        }
    }
}

/// Items or payees with their measure; none where a measure is missing, which holds the group.
fn rank(book: &mut Book<'_>, rule: &CountLimit, members: &[usize]) -> Option<Vec<Ranked>> {
    let mut groups: BTreeMap<u64, Members> = BTreeMap::new();
    for index in members {
        let entitlement = &book.entitlements[*index];
        let identity = match rule.of {
            LimitOf::Payees => u64::from(entitlement.payee.0),
            LimitOf::Items => {
                entitlement.achievement.map_or(u64::from(u32::MAX) + *index as u64, |id| u64::from(id.0))
            }
        };
        groups.entry(identity).or_default().push(*index);
    }
    let mut ranked = Vec::new();
    for parts in groups.into_values() {
        let measure = match rule.rank_by {
            None => Some(parts.iter().map(|index| book.net(*index).yuan()).sum()),
            Some(field) => book.view(parts[0]).value(field, 0).and_then(|value| number(&value)),
        };
        let Some(measure) = measure else {
            let field =
                rule.rank_by.map(|field| book.context.policy.field(field).name.clone()).unwrap_or_default();
            members.iter().for_each(|index| {
                book.hold(*index, Code::FactMissing, &format!("限项要按「{field}」排名，同组有成果没有写"))
            });
            return None;
        };
        let date = |id: AchievementId| {
            book.context.achievement(id).facts.date(builtin::RECOGNISED).map(|date| date.first)
        };
        let first =
            parts.iter().filter_map(|index| book.entitlements[*index].achievement.map(date)).min().flatten();
        let units = match rule.of {
            LimitOf::Payees => 1,
            LimitOf::Items => book.entitlements[parts[0]].quantity,
        };
        ranked.push(Ranked { parts, measure, date: (first.is_none(), first), units });
    }
    Some(ranked)
}

fn admit(book: &mut Book<'_>, step: StepId, rule: &CountLimit, ranked: &[Ranked], limit: i64) {
    let mut left = limit;
    let mut last_in: Option<Decimal> = None;
    if rule.tie == LimitTie::Hold && hold_tie(book, step, ranked, limit) {
        return;
    }
    for item in ranked {
        let tied_in = rule.tie == LimitTie::AllIn && last_in == Some(item.measure);
        if left >= item.units || tied_in {
            left -= item.units.min(left);
            last_in = Some(item.measure);
        } else {
            let kept = left;
            left = 0;
            if kept > 0 {
                last_in = Some(item.measure);
                // Alone at the limit it ties with nobody, and only so many of its units are in.
                let tied = ranked.iter().filter(|other| other.measure == item.measure).count() > 1;
                if tied && rule.tie == LimitTie::AllIn {
                    continue;
                }
            }
            keep(book, step, item, kept);
        }
    }
}

/// All items tied at the limit are held where the limit parts them.
fn hold_tie(book: &mut Book<'_>, step: StepId, ranked: &[Ranked], limit: i64) -> bool {
    let mut used = 0;
    let Some(first_out) = ranked.iter().position(|item| {
        used += item.units;
        used > limit
    }) else {
        return false;
    };
    let measure = ranked[first_out].measure;
    let tied: Vec<&Ranked> = ranked.iter().filter(|item| item.measure == measure).collect();
    let straddles = tied.len() > 1 && ranked[..first_out].iter().any(|item| item.measure == measure);
    let at_limit = tied.len() > 1 && used - ranked[first_out].units < limit;
    if !(straddles || at_limit) {
        return false;
    }
    let step = book.context.policy.steps[step.index()].id.clone();
    for index in tied.iter().flat_map(|item| item.parts.clone()) {
        book.hold(index, Code::TieAtLimit, &format!("步骤「{step}」限{limit}项，名次并列，政策规定由人决定"));
    }
    true
}

/// Keeps so many units of an item; none for zero.
fn keep(book: &mut Book<'_>, step: StepId, item: &Ranked, kept: i64) {
    for index in &item.parts {
        let whole = book.net(*index);
        let operation = if kept <= 0 {
            Operation::GiveWay { net: whole }
        } else {
            Operation::Keep {
                whole,
                kept: i128::from(kept),
                of: i128::from(item.units),
                unit: book.context.policy.unit,
            }
        };
        book.append(*index, step, operation, Against::default());
    }
}
