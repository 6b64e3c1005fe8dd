//! Figures that amounts are measured by: a rate, brackets or whole steps of a number, of a count, or of an increase.

use super::amount::{Lack, fixed, less, operand, times};
use crate::condition::{Truth, in_bounds};
use crate::context::View;
use crate::model::operation::Expr;
use crate::model::record::Value;
use crate::money::exact_product;
use crate::policy::{Bounds, BracketMode, FieldId, Literal, Measure, Subject, TariffId, TariffKind};
use rust_decimal::Decimal;

/// A figure, its value and what it is called.
pub(super) struct Measured {
    pub figure: Expr,
    value: Decimal,
    name: String,
}

/// The figure, or what it has increased by.
pub(super) fn measured(view: &View<'_>, measure: &Measure) -> Result<Measured, Lack> {
    let policy = view.context.policy;
    let (name, figure) = match &measure.of {
        Subject::Field { field, year, .. } => {
            (policy.field(*field).name.clone(), operand(view, *field, *year)?)
        }
        Subject::Derived(id) => {
            let name = policy.derived[id.index()].name.clone();
            let count = view.count(*id).ok_or_else(|| Lack::Missing(format!("「{name}」不能计数")))?;
            (name, Expr::Counted(Decimal::from(count)))
        }
    };
    let figure = match measure.less {
        Some(earlier) => increase(view, figure, &name, earlier)?,
        None => figure,
    };
    let value = figure.value().ok_or(Lack::Inexact)?;
    let name = if measure.less.is_some() { format!("{name}的增量") } else { name };
    Ok(Measured { figure, value, name })
}

/// Later less earlier. Without an increase nothing is given, whatever a floor says; what a loss has grown by nobody can say.
fn increase(view: &View<'_>, later: Expr, name: &str, (field, year): (FieldId, i32)) -> Result<Expr, Lack> {
    let earlier = operand(view, field, year)?;
    let (after, before) = (later.value().ok_or(Lack::Inexact)?, earlier.value().ok_or(Lack::Inexact)?);
    let (after, before) = (after.normalize(), before.normalize());
    let definition = view.context.policy.field(field);
    let of = if definition.by_year { format!("{}年的", view.context.year + year) } else { String::new() };
    let than = format!("{of}「{}」{before}", definition.name);
    if before.is_sign_negative() && !before.is_zero() {
        return Err(Lack::Missing(format!("{than}是负数，增加了多少算不出")));
    }
    if after <= before {
        return Err(Lack::Barred(format!("「{name}」{after}，没有超过{than}，没有增量")));
    }
    Ok(less(later, earlier))
}

/// So much for each whole step above where the first one begins.
pub(super) fn stepped(
    view: &View<'_>,
    by: &Measure,
    each: TariffId,
    (step, start): (Decimal, Decimal),
    quantity: &Expr,
) -> Result<Expr, Lack> {
    let measured = measured(view, by)?;
    each_or_all(view, by, quantity)?;
    let above = measured.value.checked_sub(start).ok_or(Lack::Inexact)?;
    let steps = whole_steps(above, step).ok_or(Lack::Inexact)?;
    if steps < Decimal::ONE {
        let from =
            if start.is_zero() { String::new() } else { format!("超过{}的部分", start.normalize()) };
        let why =
            format!("{}为{}，{from}不满{}", measured.name, measured.value.normalize(), step.normalize());
        return Err(out_of_brackets(&by.of, why));
    }
    Ok(Expr::Product(vec![fixed(view, each), Expr::Counted(steps)]))
}

/// How often a length goes into a figure. Division rounds in its last digit, which must not make a step whole.
fn whole_steps(figure: Decimal, step: Decimal) -> Option<Decimal> {
    let steps = figure.checked_div(step)?.floor();
    let whole = exact_product(steps, step)?;
    Some(if whole > figure { steps - Decimal::ONE } else { steps })
}

/// A figure times number fields.
pub(super) fn multiplied(
    view: &View<'_>,
    figure: Expr,
    fields: &[FieldId],
    quantity: &Expr,
) -> Result<Expr, Lack> {
    let mut factors = vec![figure];
    for field in fields {
        one_piece(view, *field, quantity)?;
        let factor = operand(view, *field, 0)?;
        if factor.value().is_none_or(|value| value < Decimal::ZERO) {
            let name = &view.context.policy.field(*field).name;
            return Err(Lack::Missing(format!("「{name}」是负数，不能采用")));
        }
        factors.push(factor);
    }
    Ok(Expr::Product(factors))
}

/// The figure of the bracket that a number lies in, or of each bracket's part.
pub(super) fn bracketed(
    view: &View<'_>,
    by: &Measure,
    brackets: &[(Bounds, TariffId)],
    mode: Option<BracketMode>,
    quantity: &Expr,
) -> Result<Expr, Lack> {
    let Measured { figure, value: measure, name } = measured(view, by)?;
    if mode.is_some() {
        each_or_all(view, by, quantity)?;
    }
    if mode == Some(BracketMode::Slab) {
        return slabs(view, by, brackets, measure);
    }
    let found = brackets.iter().find(|(bounds, _)| in_bounds(&Value::Number(measure), bounds) == Truth::Yes);
    let (_, tariff) = found
        .ok_or_else(|| out_of_brackets(&by.of, format!("{name}为{}，不在任何一档", measure.normalize())))?;
    let is_rate = view.context.policy.tariff(*tariff).kind == TariffKind::Rate;
    Ok(match mode {
        _ if is_rate => Expr::Product(vec![figure, fixed(view, *tariff)]),
        Some(_) => Expr::Product(vec![fixed(view, *tariff), Expr::Counted(measure)]),
        None => times(fixed(view, *tariff), quantity),
    })
}

/// Of several pieces in one row that each bring units (countries, square metres), the number may be of one or of all. An
/// amount is that of the row, like one that a rate is taken of.
fn each_or_all(view: &View<'_>, by: &Measure, quantity: &Expr) -> Result<(), Lack> {
    match by.field().filter(|_| !by.is_money(view.context.policy)) {
        Some(field) => one_piece(view, field, quantity),
        None => Ok(()),
    }
}

fn one_piece(view: &View<'_>, field: FieldId, quantity: &Expr) -> Result<(), Lack> {
    if quantity.value().is_none_or(|pieces| pieces <= Decimal::ONE) {
        return Ok(());
    }
    Err(Lack::Missing(format!("一行写了几件，「{}」{EACH_OR_ALL}", view.context.policy.field(field).name)))
}

/// The end of a reason: a number of a row of several pieces is of one of them, or of all.
pub(super) const EACH_OR_ALL: &str = "看不出是每件的还是合计的";

/// A stated figure is what it is; a count goes on in later years.
fn out_of_brackets(by: &Subject, why: String) -> Lack {
    match by {
        Subject::Field { .. } => Lack::Barred(why),
        Subject::Derived(_) => Lack::OutOfBrackets(why),
    }
}

/// Each bracket's units at its own rate.
fn slabs(
    view: &View<'_>,
    by: &Measure,
    brackets: &[(Bounds, TariffId)],
    count: Decimal,
) -> Result<Expr, Lack> {
    // Amounts go on between two 元: whether an end is included adds nothing to a slab.
    let unit = if by.is_money(view.context.policy) { Decimal::ZERO } else { Decimal::ONE };
    let terms: Vec<Expr> = brackets
        .iter()
        .map(|(bounds, tariff)| (units_within(bounds, count, unit), tariff))
        .filter(|(units, _)| !units.is_zero())
        .map(|(units, tariff)| Expr::Product(vec![fixed(view, *tariff), Expr::Counted(units)]))
        .collect();
    if !terms.is_empty() {
        return Ok(Expr::Sum(terms));
    }
    // A stated number of zero has no units and is in the first bracket all the same: a floor may lift it.
    let holds = |(bounds, _): &&(Bounds, TariffId)| in_bounds(&Value::Number(count), bounds) == Truth::Yes;
    let zero = brackets.iter().find(holds).filter(|_| by.field().is_some());
    let (_, tariff) = zero.ok_or_else(|| Lack::OutOfBrackets(format!("个数{count}不在任何一档")))?;
    Ok(Expr::Product(vec![fixed(view, *tariff), Expr::Counted(count)]))
}

/// How many of the units 1 to `count` lie within bounds; `unit` is what an included lower or excluded upper end makes of difference.
fn units_within(bounds: &Bounds, count: Decimal, unit: Decimal) -> Decimal {
    let end = |end: &Option<(Literal, bool)>| match end {
        Some((Literal::Number(number), included)) => Some((*number, *included)),
        _ => None,
    };
    let below = end(&bounds.lower).map_or(Decimal::ZERO, |(n, included)| if included { n - unit } else { n });
    let last = end(&bounds.upper).map_or(count, |(n, included)| if included { n } else { n - unit });
    (last.min(count) - below.max(Decimal::ZERO)).max(Decimal::ZERO)
}
