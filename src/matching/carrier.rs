//! An award paid once for several achievements: where they would be paid otherwise, or to others, no date may decide which of
//! them carries it.

use super::amount::{Lack, operand};
use super::groups::Group;
use super::{Hit, parts, subject};
use crate::condition::shown;
use crate::context::Context;
use crate::model::achievement::AchievementId;
use crate::model::operation::Expr;
use crate::money::Money;
use crate::policy::{Award, FieldId, GrantedEffect, KeyPart, Operands, Role};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The end of a reason: rows that state the same amount may state one grant, or one each.
pub(super) const ONE_GRANT_OR_SEVERAL: &str = "有几行写着相同的金额，看不出是几笔还是同一笔";

/// So many payees or amounts are named in a message.
const NAMED: usize = 4;

/// Refuses a group whose achievements do not agree on who is paid or how much.
pub(super) fn agree(context: &Context<'_>, group: &Group<'_>, scores: &parts::Scores) -> Result<(), Lack> {
    if group.all.len() < 2 {
        return Ok(());
    }
    one_payee(context, group)?;
    one_amount(context, group, scores)
}

fn one_payee(context: &Context<'_>, group: &Group<'_>) -> Result<(), Lack> {
    let award = context.policy.award(group.last.award);
    if payee_is_in_key(award) {
        return Ok(());
    }
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for hit in &group.all {
        // Of whom nobody knows who it is, the one that carries the award says.
        if let Ok((identity, payee)) = subject::who(&hit.view, award, &hit.subject) {
            named.entry(identity).or_insert(payee.name);
        }
    }
    if named.len() < 2 {
        return Ok(());
    }
    let named = listed(named.into_values().map(|name| format!("「{name}」")));
    Err(Lack::Unlike(format!("奖项「{}」几项合起来只奖一次，各项的收款单位不同（{named}）", award.id)))
}

fn payee_is_in_key(award: &Award) -> bool {
    let once = award.once_per.as_deref().unwrap_or_default();
    let by_holder = matches!(award.role, Role::Enterprise | Role::Representative);
    once.contains(&KeyPart::Payee)
        || by_holder && once.contains(&KeyPart::Enterprise)
        || award.role == Role::Town && once.contains(&KeyPart::Town)
        || award.role == Role::Department && award.payee.is_some()
}

/// What each achievement would be paid if it carried the award; those of which the amount reads the same are asked once.
fn one_amount(context: &Context<'_>, group: &Group<'_>, scores: &parts::Scores) -> Result<(), Lack> {
    let award = context.policy.award(group.last.award);
    let operands = award.amount.operands(context.policy);
    let mut asked: BTreeSet<Vec<Option<String>>> = BTreeSet::new();
    let mut amounts: BTreeSet<Option<Money>> = BTreeSet::new();
    for hit in group.all.iter().filter(|hit| asked.insert(read(hit, &operands))) {
        let achievement = context.achievement(hit.achievement);
        match parts::gross(hit, achievement, scores) {
            Err(Lack::Missing(why)) => return Err(Lack::Missing(why)),
            Err(Lack::Inexact) => return Err(Lack::Inexact),
            Err(_) => amounts.insert(None),
            Ok(operation) => amounts.insert(operation.amount()),
        };
    }
    if amounts.len() < 2 {
        return Ok(());
    }
    let shown = |amount: Option<Money>| amount.map_or("不奖".to_owned(), |amount| format!("{amount}元"));
    let amounts = listed(amounts.into_iter().rev().map(shown));
    Err(Lack::Unlike(format!("奖项「{}」几项合起来只奖一次，按各项算出的金额不同（{amounts}）", award.id)))
}

/// What an amount reads of a hit.
fn read(hit: &Hit<'_>, operands: &Operands) -> Vec<Option<String>> {
    let fields =
        operands.fields.iter().map(|(field, year)| hit.view.value(*field, *year).map(|value| shown(&value)));
    // What a count has paid before is the enterprise's.
    let whose = operands.counts.first().map(|_| Some(hit.view.enterprise.0.to_string()));
    let counts = operands.counts.iter().map(|count| hit.view.count(*count).map(|count| count.to_string()));
    fields.chain(counts).chain(whose).collect()
}

fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = if names.len() > NAMED { "等" } else { "" };
    let named: Vec<String> = names.take(NAMED).collect();
    format!("{}{more}", named.join("、"))
}

/// What another policy or level has granted for the achievements that an award is for, each once; none where the award does
/// not ask. Of an award paid once all that was granted for any of them counts.
pub(super) fn granted(hits: &[Hit<'_>], award: &Award) -> Result<Vec<Expr>, Lack> {
    let Some((field, effect)) = award.granted.filter(|(_, effect)| *effect != GrantedEffect::Ignore) else {
        return Ok(Vec::new());
    };
    let mut stated: Vec<(AchievementId, Expr)> = Vec::new();
    for hit in hits {
        let granted = operand(&hit.view, field, 0)?;
        // A cell of the register is the same for all, and so is that of an achievement for each of its holders.
        let is_new = match granted {
            Expr::Cell(..) => stated.iter().all(|(_, known)| *known != granted),
            _ => stated.iter().all(|(id, _)| *id != hit.achievement),
        };
        if is_new {
            stated.push((hit.achievement, granted));
        }
    }
    let all = stated.len();
    let mut given: Vec<(Decimal, Expr)> = Vec::new();
    for (_, granted) in stated {
        let value = granted.value().ok_or(Lack::Inexact)?;
        if value < Decimal::ZERO {
            let name = &hits[0].view.context.policy.field(field).name;
            return Err(Lack::Missing(format!("「{name}」是负数，不能采用")));
        }
        if !value.is_zero() {
            given.push((value, granted));
        }
    }
    let unlike = |why: &str| Err(Lack::Unlike(unclear(hits, award, field, why)));
    let distinct: BTreeSet<Decimal> = given.iter().map(|(value, _)| *value).collect();
    match effect {
        GrantedEffect::Bar if !given.is_empty() && given.len() < all => unlike("有的给过，有的没有"),
        GrantedEffect::Deduct if distinct.len() < given.len() => unlike(ONE_GRANT_OR_SEVERAL),
        _ => Ok(given.into_iter().map(|(_, granted)| granted).collect()),
    }
}

fn unclear(hits: &[Hit<'_>], award: &Award, field: FieldId, why: &str) -> String {
    let name = &hits[0].view.context.policy.field(field).name;
    format!("奖项「{}」几项合起来只奖一次，各项的「{name}」{why}", award.id)
}
