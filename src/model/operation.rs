//! Operations: the only arithmetic. Ledger lines, formulas and explanations print these; amounts are computed from them.

use super::entitlement::EntitlementId;
use super::record::CellRef;
use crate::money::{Money, Rounding, Unit, exact_product};
use crate::policy::{StepId, TariffId};
use rust_decimal::Decimal;
use std::sync::Arc;

/// An exact figure and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// An amount or rate of the policy.
    Tariff(TariffId, Decimal),
    /// A value of a list's cell.
    Cell(CellRef, Decimal),
    /// A number that the engine counted (a quantity without a cell, a count).
    Counted(Decimal),
    /// A product.
    Product(Vec<Expr>),
    /// A sum.
    Sum(Vec<Expr>),
    /// First less second.
    Difference(Box<Expr>, Box<Expr>),
    /// The smaller.
    Least(Box<Expr>, Box<Expr>),
    /// The larger.
    Greatest(Box<Expr>, Box<Expr>),
}

impl Expr {
    /// The exact value; none where digits would be lost.
    pub fn value(&self) -> Option<Decimal> {
        Some(match self {
            Self::Tariff(_, value) | Self::Cell(_, value) | Self::Counted(value) => *value,
            Self::Product(factors) => factors
                .iter()
                .try_fold(Decimal::ONE, |product, factor| exact_product(product, factor.value()?))?,
            Self::Sum(terms) => {
                terms.iter().try_fold(Decimal::ZERO, |sum, term| exact_sum(sum, term.value()?))?
            }
            Self::Difference(a, b) => exact_sum(a.value()?, -b.value()?)?,
            Self::Least(a, b) => a.value()?.min(b.value()?),
            Self::Greatest(a, b) => a.value()?.max(b.value()?),
        })
    }
}

/// Money figures have few decimals; a sum whose scale would shrink has lost digits.
fn exact_sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (a, b) = (a.normalize(), b.normalize());
    let sum = a.checked_add(b)?;
    (sum.checked_sub(b)? == a && sum.checked_sub(a)? == b).then_some(sum)
}

/// The function of the running sum C in a running form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// round(C·L/T): pro rata to limit L of total T; C itself where L is not below T.
    ProRata {
        /// L.
        limit: Money,
        /// T.
        total: Money,
    },
    /// min(L, C): from the end.
    FromEnd {
        /// L.
        limit: Money,
    },
    /// min(P, C), taken off: minus what was paid before.
    LessPaid {
        /// P.
        paid: Money,
    },
    /// round(C·rate): a department's share.
    Rate {
        /// The rate as a fraction.
        numerator: i128,
        /// Its denominator.
        denominator: i128,
    },
}

/// Where the limit of a running form comes from: the figure rounded down to the unit, less what is used up, never below
/// zero; then less what the class before took.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The step that limits.
    pub step: StepId,
    /// The stated limit in 元.
    pub figure: Expr,
    /// What history has used up.
    pub used: Money,
    /// The stated total, where the group's sum is not it.
    pub total: Option<TariffId>,
}

/// Running weights of one part: round(whole·after/total) − round(whole·before/total).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// Sum of the weights before this part.
    pub before: i128,
    /// Sum of the weights with this part.
    pub after: i128,
    /// Sum of all weights.
    pub total: i128,
}

impl Weights {
    /// The running weights of each of these, in order; empty where they add up to nothing.
    pub fn running(weights: &[i128]) -> Vec<Self> {
        let total: i128 = weights.iter().sum();
        let mut before = 0;
        let each = weights.iter().map(|weight| {
            let part = Self { before, after: before + weight, total };
            before += weight;
            part
        });
        if total > 0 { each.collect() } else { Vec::new() }
    }

    /// Weights for exact rates: brought to one scale.
    pub fn of_rates(rates: &[Decimal]) -> Vec<Self> {
        let rates: Vec<Decimal> = rates.iter().map(Decimal::normalize).collect();
        let scale = rates.iter().map(Decimal::scale).max().unwrap_or(0);
        let whole = |rate: &Decimal| rate.mantissa().checked_mul(10_i128.checked_pow(scale - rate.scale())?);
        rates
            .iter()
            .map(whole)
            .collect::<Option<Vec<_>>>()
            .map_or_else(Vec::new, |weights| Self::running(&weights))
    }

    fn part(self, whole: Money, unit: Unit) -> Option<Money> {
        Some(self.at(self.after, whole, unit)? - self.at(self.before, whole, unit)?)
    }

    /// The rounded running sum. The last part is the rest, and no part before it takes more than the whole:
    /// a split may state a coarser unit than the net is a multiple of.
    fn at(self, sum: i128, whole: Money, unit: Unit) -> Option<Money> {
        if sum == self.total {
            return Some(whole);
        }
        Some(whole.scaled(sum, self.total, unit)?.min(whole))
    }
}

/// One computation of an entry's amount.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// 应奖: an exact figure brought to the unit.
    Award {
        /// The figure in 元.
        figure: Expr,
        /// How it is rounded.
        rounding: Rounding,
        /// To what.
        unit: Unit,
        /// The part of a holder or rank, where several share the figure; rounded once, then divided.
        part: Option<Weights>,
    },
    /// A part of an amount by weights: instalments and shares.
    Part {
        /// The whole.
        whole: Money,
        /// The running weights.
        weights: Weights,
        /// The unit of the part.
        unit: Unit,
    },
    /// A reduction that keeps k of q units: round((before + whole)·k/q) − round(before·k/q) − whole.
    Keep {
        /// The nets of the same item's parts before this one.
        before: Money,
        /// The net reduced.
        whole: Money,
        /// Units kept.
        kept: i128,
        /// Units in all.
        of: i128,
        /// The unit.
        unit: Unit,
    },
    /// −net: the entitlement gives way to another.
    GiveWay {
        /// The net that is taken off.
        net: Money,
    },
    /// −(tariff of the earlier level), at most the net.
    LessTariff {
        /// The net.
        net: Money,
        /// The earlier tariff, already brought to the unit.
        earlier: Money,
    },
    /// A running form over a group: C before and after this item.
    Running {
        /// C without this item.
        before: Money,
        /// This item's net.
        net: Money,
        /// The previous item of the group, whose C is continued.
        previous: Option<EntitlementId>,
        /// The function.
        form: Form,
        /// The unit.
        unit: Unit,
        /// Where its limit comes from; none for other forms.
        bound: Option<Arc<Bound>>,
        /// The last item of the class before, where classes are filled by priority.
        behind: Option<EntitlementId>,
    },
}

impl Operation {
    /// The step whose limit this is.
    pub fn limits(&self) -> Option<StepId> {
        match self {
            Self::Running { bound: Some(bound), .. } => Some(bound.step),
            _ => None,
        }
    }

    /// The amount of the entry: positive for awards, parts and department shares, negative or zero for reductions.
    /// None where the figures leave the exact range.
    pub fn amount(&self) -> Option<Money> {
        match self {
            Self::Award { figure, rounding, unit, part } => {
                let whole = Money::round(figure.value()?, *unit, *rounding)?;
                part.map_or(Some(whole), |weights| weights.part(whole, *unit))
            }
            Self::Part { whole, weights, unit } => weights.part(*whole, *unit),
            Self::Keep { before, whole, kept, of, unit } => {
                let upto = |sum: Money| sum.scaled(*kept, *of, *unit);
                Some(upto(*before + *whole)? - upto(*before)? - *whole)
            }
            Self::GiveWay { net } => Some(-*net),
            Self::LessTariff { net, earlier } => Some(-*net.min(earlier)),
            Self::Running { before, net, form, unit, .. } => {
                let part = form.at(*before + *net, *unit)? - form.at(*before, *unit)?;
                Some(match form {
                    Form::ProRata { .. } | Form::FromEnd { .. } => part - *net,
                    Form::LessPaid { .. } => -part,
                    Form::Rate { .. } => part,
                })
            }
        }
    }
}

impl Form {
    /// The function at a running sum.
    pub fn at(self, sum: Money, unit: Unit) -> Option<Money> {
        match self {
            Self::ProRata { limit, total } if limit >= total => Some(sum),
            Self::ProRata { limit, total } => sum.scaled(limit.fen(), total.fen(), unit),
            Self::FromEnd { limit } => Some(limit.min(sum)),
            Self::LessPaid { paid } => Some(paid.min(sum)),
            Self::Rate { numerator, denominator } => sum.scaled(numerator, denominator, unit),
        }
    }
}
