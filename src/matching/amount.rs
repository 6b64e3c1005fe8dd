//! Amounts: an award's rule and an achievement's facts give an exact figure, each operand with its tariff or cell.

use super::measure;
use crate::condition::number;
use crate::context::{Context, View};
use crate::grouping::{payment_clause, payment_role};
use crate::ledger;
use crate::model::achievement::{Payment, PaymentId};
use crate::model::operation::Expr;
use crate::model::record::{Fact, RowRef};
use crate::policy::{
    Amount, AmountKind, Award, AwardId, ClauseId, FieldId, Literal, Policy, Role, TariffId, builtin,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Why there is no figure.
pub(crate) enum Lack {
    /// A fact is missing.
    Missing(String),
    /// The rule gives nothing for these facts.
    Barred(String),
    /// A count lies in no bracket: nothing now, and it counts on.
    OutOfBrackets(String),
    /// The figure cannot be exact.
    Inexact,
    /// Achievements that an award pays once together do not agree on it.
    Unlike(String),
}

/// How deep a rate of an award may refer to another award's rate.
const DEPTH: u32 = 8;

/// Whose figure it is: the clause and role of its award. What was paid before is taken off for the same alone.
pub(crate) type Payer = (ClauseId, Role);

/// The figure of an amount for the facts of a view.
pub(crate) fn figure(amount: &Amount, view: &View<'_>, of: Payer, quantity: &Expr) -> Result<Expr, Lack> {
    nested(amount, view, of, quantity, 0)
}

/// The figure that an award's tariff gives for the facts of a view and so many units; none where it has none.
pub fn tariff_figure(view: &View<'_>, award: AwardId, quantity: i64) -> Option<Expr> {
    let rule = view.context.policy.award(award);
    let units = if rule.whatever_quantity { 1 } else { quantity };
    let quantity = Expr::Counted(Decimal::from(units));
    figure(&rule.amount, view, (rule.clause, rule.role), &quantity).ok()
}

fn nested(amount: &Amount, view: &View<'_>, of: Payer, quantity: &Expr, depth: u32) -> Result<Expr, Lack> {
    if depth > DEPTH {
        return Err(Lack::Inexact);
    }
    let mut result = kind(&amount.kind, view, of, quantity, depth)?;
    if !amount.times.is_empty() {
        result = measure::multiplied(view, result, &amount.times, quantity)?;
    }
    if let Some(floor) = &amount.floor {
        result = Expr::Greatest(Box::new(result), Box::new(nested(floor, view, of, quantity, depth + 1)?));
    }
    if let Some(ceiling) = &amount.ceiling {
        result = Expr::Least(Box::new(result), Box::new(nested(ceiling, view, of, quantity, depth + 1)?));
    }
    Ok(result)
}

fn kind(kind: &AmountKind, view: &View<'_>, of: Payer, quantity: &Expr, depth: u32) -> Result<Expr, Lack> {
    match kind {
        AmountKind::Fixed(tariff) | AmountKind::PoolByRank { pool: tariff, .. } => {
            Ok(times(fixed(view, *tariff), quantity))
        }
        AmountKind::PoolByScore { pool, .. } => Ok(fixed(view, *pool)),
        AmountKind::RateOfField { rate, of: measure } => {
            let measured = measure::measured(view, measure)?;
            Ok(Expr::Product(vec![measured.figure, fixed(view, *rate)]))
        }
        AmountKind::RateOfAward { rate, award, replacing } => {
            let replaced: Vec<(FieldId, Literal)> = view.replaced.iter().chain(replacing).cloned().collect();
            let other = view.context.policy.award(*award);
            let base = {
                let view = View { replaced: &replaced, ..*view };
                nested(&other.amount, &view, (other.clause, other.role), quantity, depth + 1)?
            };
            Ok(Expr::Product(vec![base, fixed(view, *rate)]))
        }
        AmountKind::Brackets { by, brackets, mode, less_paid } => {
            let figure = measure::bracketed(view, by, brackets, *mode, quantity)?;
            if *less_paid { less_paid_before(view, of, figure) } else { Ok(figure) }
        }
        AmountKind::Steps { by, each, step, start } => {
            measure::stepped(view, by, *each, (*step, start.unwrap_or_default()), quantity)
        }
    }
}

pub(super) fn fixed(view: &View<'_>, tariff: TariffId) -> Expr {
    Expr::Tariff(tariff, view.context.policy.tariff(tariff).value)
}

pub(super) fn times(figure: Expr, quantity: &Expr) -> Expr {
    match quantity {
        Expr::Counted(one) if *one == Decimal::ONE => figure,
        quantity => Expr::Product(vec![figure, quantity.clone()]),
    }
}

/// A number or money field as an operand.
pub(crate) fn operand(view: &View<'_>, field: FieldId, year: i32) -> Result<Expr, Lack> {
    let value = view.value(field, year).and_then(|value| number(&value));
    let value = value.ok_or_else(|| {
        let (who, field) = (&view.context.enterprise(view.enterprise).name, view.context.policy.field(field));
        let of = if field.by_year { format!("{}年的", view.context.year + year) } else { "的".to_owned() };
        Lack::Missing(format!("没有「{who}」{of}「{}」", field.name))
    })?;
    Ok(view.cell(field, year).map_or(Expr::Counted(value), |cell| Expr::Cell(cell, value)))
}

/// A figure less what is taken off it, never below zero.
pub(super) fn less(figure: Expr, taken: Expr) -> Expr {
    let rest = Expr::Difference(Box::new(figure), Box::new(taken));
    Expr::Greatest(Box::new(rest), Box::new(Expr::Counted(Decimal::ZERO)))
}

/// Whether a figure of zero was more before what was paid or granted was taken off it.
pub(super) fn absorbed(figure: &Expr) -> bool {
    match figure {
        Expr::Greatest(rest, floor) => match rest.as_ref() {
            Expr::Difference(whole, _) => {
                whole.value().is_some_and(|whole| whole.is_sign_positive() && !whole.is_zero())
            }
            rest => absorbed(rest) || absorbed(floor),
        },
        Expr::Least(a, b) => absorbed(a) || absorbed(b),
        Expr::Product(parts) => parts.iter().any(absorbed),
        _ => false,
    }
}

/// Less what history shows under the same clause, never below zero.
fn less_paid_before(view: &View<'_>, (clause, role): Payer, figure: Expr) -> Result<Expr, Lack> {
    let context = view.context;
    let payments = || {
        let own = context.register.payments_of(view.enterprise);
        own.filter(|payment| payment_role(payment) == role && !ledger::is_counted_only(payment))
    };
    if let Some(payment) = payments().find(|payment| may_be_of(context.policy, payment, clause)) {
        let place = context.names.row(payment.source);
        return Err(Lack::Missing(format!("{place}没有写「条款」，不知道付的是不是本条，不能扣除")));
    }
    let of_clause: Vec<&Payment> =
        payments().filter(|payment| payment_clause(context.policy, payment) == Some(clause)).collect();
    let (promised, parts) = promised(context, view, &of_clause)?;
    let paid = of_clause.iter().filter(|payment| !parts.contains(&payment.source));
    let paid = paid.filter_map(|payment| payment.facts.get(builtin::PAID)).chain(promised);
    let paid: Vec<Expr> =
        paid.filter_map(|fact| number(&fact.value).map(|paid| Expr::Cell(fact.cell, paid))).collect();
    Ok(if paid.is_empty() { figure } else { less(figure, Expr::Sum(paid)) })
}

/// What payments still owe, however late it is: it was awarded before. What other rows paid since is in those rows; where they
/// paid a part, they are given too, as the promise says all of it.
fn promised<'a>(
    context: &Context<'a>,
    view: &View<'_>,
    payments: &[&'a Payment],
) -> Result<(Vec<&'a Fact>, BTreeSet<RowRef>), Lack> {
    if payments.iter().all(|payment| payment.facts.get(builtin::DUE_AMOUNT).is_none()) {
        return Ok(Default::default());
    }
    let register = context.register;
    let row = |id: &PaymentId| register.payments[id.index()].source;
    let kept = ledger::kept_among(context, register.payment_ids_of(view.enterprise));
    let (whole, in_part): (Vec<_>, Vec<_>) = kept.into_iter().partition(|kept| kept.whole);
    let whole: BTreeSet<RowRef> = whole.iter().map(|kept| row(&kept.promise)).collect();
    let parts: BTreeSet<RowRef> = in_part.iter().flat_map(|kept| &kept.rows).map(row).collect();
    let taken_back = payments.iter().any(|payment| {
        payment.facts.money(builtin::PAID).is_some_and(|paid| paid.is_sign_negative() && !paid.is_zero())
    });
    let mut open = Vec::new();
    for payment in payments {
        let late = payment.facts.whole(builtin::DUE_YEAR).is_some_and(|year| year < i64::from(context.year));
        if !ledger::is_owed(payment)
            || whole.contains(&payment.source)
            || late && taken_back
            || ledger::is_given_up(context, payment)
        {
            continue;
        }
        if late && !payment.accepted {
            let place = context.names.row(payment.source);
            return Err(Lack::Missing(format!("{place}的到期款还付不付没有定，不知道该扣多少")));
        }
        open.extend(payment.facts.get(builtin::DUE_AMOUNT));
    }
    Ok((open, parts))
}

/// Whether a payment that states no clause may be one of this clause: no other clause awards its category.
fn may_be_of(policy: &Policy, payment: &Payment, clause: ClauseId) -> bool {
    let of_category = |award: &&Award| payment.category.is_some_and(|it| award.categories.contains(&it));
    let paid = payment.facts.money(builtin::PAID).is_some_and(|paid| !paid.is_zero());
    paid && payment.facts.text(builtin::CLAUSE).is_none()
        && (payment.category.is_none()
            || policy.awards.iter().filter(of_category).all(|award| award.clause == clause))
}
