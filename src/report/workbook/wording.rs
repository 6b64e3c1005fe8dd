//! 标准 in words as a formula: the words follow the figures of 规则 and the row's 数量 that stand in them.

use super::inputs::is_quantity;
use super::layout::{Layout, address, tariff_cell};
use crate::model::entitlement::{Cause, Entitlement};
use crate::model::operation::{Expr, Operation};
use crate::model::payout::Payout;
use crate::policy::{StepKind, TariffId, TariffKind};
use crate::report::words::{self, PERCENT_DECIMALS, hundredfold};
use rust_decimal::Decimal;

/// The longest text that a formula holds between quotes, and the longest formula that is worth it.
const LITERAL: usize = 250;
const FORMULA: usize = 1_000;
/// The most digits that every program writes of a number in a text.
const DIGITS: usize = 15;

/// The formula of the words of a row; none where no figure of 规则 stands in them, or one that programs write otherwise.
pub fn standard(payout: &Payout, e: &Entitlement, row: u32) -> Option<String> {
    let formula = match &e.entries.first()?.operation {
        Operation::Award { figure, part, .. } => {
            let mut figures = Figures { payout, e, row, is_read: false, is_sure: true };
            let text = words::expr_with(figure, &mut |operand| figures.operand(operand));
            let text = part.map_or(text.clone(), |weights| format!("{text}{}", words::weighted(weights)));
            (figures.is_read && figures.is_sure).then_some(text)?
        }
        Operation::Running { .. } => {
            let (tariff, rate) = share(payout, e)?;
            hundredfold(rate)?;
            format!("按{}%计提", joined(&percent(tariff)))
        }
        _ => return None,
    };
    printed(&formula)
}

/// The rate of a department's share.
fn share(payout: &Payout, e: &Entitlement) -> Option<(TariffId, Decimal)> {
    let Cause::Share(step, which, _) = e.cause else { return None };
    let StepKind::DepartmentShare(departments) = &payout.policy.steps.get(step.index())?.kind else {
        return None;
    };
    let rate = departments.get(which as usize)?.rate;
    Some((rate, payout.policy.tariff(rate).value))
}

/// The figures of a row's words.
struct Figures<'a> {
    payout: &'a Payout,
    e: &'a Entitlement,
    row: u32,
    /// A cell is read.
    is_read: bool,
    /// Every program writes it so.
    is_sure: bool,
}

impl Figures<'_> {
    fn operand(&mut self, operand: &Expr) -> String {
        match operand {
            Expr::Tariff(id, value) => {
                let is_rate = self.payout.policy.tariff(*id).kind == TariffKind::Rate;
                let digits = value.normalize().mantissa().unsigned_abs().to_string().len();
                self.is_read = true;
                self.is_sure &= digits <= DIGITS;
                match hundredfold(*value).filter(|_| is_rate) {
                    Some(_) => format!("{}%", joined(&percent(*id))),
                    None => joined(&tariff_cell(*id)),
                }
            }
            Expr::Counted(value) | Expr::Cell(_, value)
                if !value.is_zero() && is_quantity(self.payout, self.e, operand) =>
            {
                joined(&address(Layout::QUANTITY, self.row))
            }
            _ => words::operand(&self.payout.policy, operand),
        }
    }
}

/// The figure of a percentage.
fn percent(tariff: TariffId) -> String {
    format!("ROUND({}*100,{PERCENT_DECIMALS})", tariff_cell(tariff))
}

/// A formula within a text that stands between quotes.
fn joined(formula: &str) -> String {
    format!("\"&{formula}&\"")
}

/// The text between quotes, without those around nothing.
fn printed(text: &str) -> Option<String> {
    let formula = format!("\"{text}\"");
    let formula = formula.strip_prefix("\"\"&").unwrap_or(&formula);
    let formula = formula.strip_suffix("&\"\"").unwrap_or(formula);
    let is_short = formula.len() <= FORMULA && formula.split('"').all(|part| part.len() <= LITERAL);
    is_short.then(|| formula.to_owned())
}
