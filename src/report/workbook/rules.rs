//! 规则: every amount and rate of the policy, with clause, quotation and basis.

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::policy::{Tariff, TariffKind};
use rust_xlsxwriter::XlsxError;

/// What the formulas of the workbook do not follow when a figure of this sheet is changed.
const NOT_FOLLOWED: &str = "说明：黄色的格可以改，兑现明细表随之重算（本表的金额和比率，明细表里不受限项、就高、分段和合计件数影响的数量）；哪几项有份、有几行不随之变：限项的个数、原来为零而没有列行的部门提取、没有列栏的出资方（出现 #N/A），「标准」「说明」两栏的文字和公示表的行数，须改政策文件重新计算（试算可用 pay --assume）。";

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let columns = [
        ("序号", 5),
        ("编号", 22),
        ("条款", 10),
        ("数值", 14),
        ("单位", 6),
        ("文件写法", 14),
        ("依据", 26),
        ("条文", 64),
    ];
    let spec = Spec {
        name: "规则",
        title: "奖励标准和规则",
        unit: "",
        landscape: true,
        printed: columns.len(),
        columns: columns.map(|(heading, width)| (heading.to_owned(), width)).to_vec(),
        signed: false,
        frozen: 0,
    };
    let mut sheet = Sheet::open(book, spec)?;
    let policy = &sheet.view().payout.policy;
    for (number, tariff) in (1_i64..).zip(&policy.tariffs) {
        let clause = policy.clause(tariff.clause);
        sheet.row(vec![
            Cell::count(number),
            Cell::text(&tariff.name),
            Cell::words(Look::Centre, &clause.id).linked(sheet.links().used(tariff.clause)),
            // Nothing follows a number of items or ranks.
            Cell::number(
                if tariff.kind == TariffKind::Count { Look::Figure } else { Look::Input },
                tariff.value,
            ),
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
