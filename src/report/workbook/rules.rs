//! 规则: every amount and rate of the policy, with clause, quotation and basis.

use super::book::Book;
use super::cell::{Cell, amount_width};
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::money::Money;
use crate::policy::{Tariff, TariffKind};
use rust_xlsxwriter::XlsxError;

/// What the formulas of the workbook do not follow when a figure of this sheet is changed.
const NOT_FOLLOWED: &str = "说明：黄色的格可以改，兑现明细表随之重算（本表的金额和比率，明细表里不受限项、就高、分段和合计件数影响的数量）；哪几项有份、有几行不随之变：限项的个数、原来为零而没有列行的部门提取、没有列栏的出资方（出现 #N/A），「说明」栏写的计算时的规则和金额、公示表的行数，须改政策文件重新计算（试算可用 pay --assume）。";

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let policy = &book.view.payout.policy;
    let amounts = policy.tariffs.iter().filter(|tariff| tariff.kind == TariffKind::Money);
    let largest = amounts.filter_map(|tariff| Money::exact(tariff.value)).max().unwrap_or_default();
    let amount = amount_width(largest).max(14);
    let columns = [
        ("序号", 5),
        ("编号", 22),
        ("条款", 10),
        ("数值", amount),
        ("单位", 6),
        ("文件写法", 14),
        ("依据", 26),
        ("条文", 64),
    ];
    let mut sheet = Sheet::open(book, Spec::list("规则", "奖励标准和规则", &columns))?;
    for (number, tariff) in (1_i64..).zip(&policy.tariffs) {
        let clause = policy.clause(tariff.clause);
        sheet.row(vec![
            Cell::count(number),
            Cell::text(&tariff.name),
            Cell::words(Look::Centre, &clause.id).linked(sheet.links().used(tariff.clause)),
            Cell::number(look(tariff), tariff.value),
            Cell::words(Look::Centre, unit(tariff.kind)),
            Cell::text(&tariff.written),
            Cell::text(basis(tariff)),
            Cell::text(&clause.quotation),
        ])?;
    }
    sheet.end_table()?;
    if sheet.live().is_some() {
        sheet.wide(Look::Note, NOT_FOLLOWED)?;
    }
    sheet.finish()
}

/// Nothing follows a number of items or ranks; an amount is shown as one, unless it has parts of a 分.
fn look(tariff: &Tariff) -> Look {
    match tariff.kind {
        TariffKind::Count => Look::Figure,
        TariffKind::Money if tariff.value.normalize().scale() <= 2 => Look::InputAmount,
        TariffKind::Money | TariffKind::Rate => Look::Input,
    }
}

fn unit(kind: TariffKind) -> &'static str {
    match kind {
        TariffKind::Money => "元",
        TariffKind::Rate => "比率",
        TariffKind::Count => "数",
    }
}

fn basis(tariff: &Tariff) -> String {
    if let Some(written) = &tariff.assumed {
        return format!("假设测算：文件为{written}");
    }
    tariff.trial.as_ref().map_or_else(|| "原文".to_owned(), |source| format!("试算：{source}"))
}
