//! 封面: what is paid under which policy, and the equations that hold it together.

use super::sheet::{Book, Cell, Sheet, Spec};
use super::style::Look;
use crate::model::payout::Fate;
use crate::money::Money;
use crate::report::view::View;
use crate::text::capital::capital;
use rust_xlsxwriter::XlsxError;

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let spec = Spec {
        name: "封面",
        title: "奖励资金兑现表",
        unit: "单位：元",
        landscape: false,
        printed: 4,
        columns: [22, 24, 24, 24].map(|width| (String::new(), width)).to_vec(),
        signed: true,
    };
    let mut sheet = Sheet::open(book, spec)?;
    policy(&mut sheet)?;
    money(&mut sheet)?;
    funders(&mut sheet)?;
    fates(&mut sheet)?;
    equations(&mut sheet)?;
    fingerprints(&mut sheet)?;
    sheet.finish()
}

fn policy(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let payout = sheet.view().payout;
    if !payout.trial.is_empty() {
        let sources = payout.trial.join("；");
        sheet.wide(Look::Warning, &format!("试算稿：部分奖励标准借自以下文件，不得据以拨付：{sources}"))?;
    }
    let policy = &payout.policy;
    sheet.pair("政策", Cell::text(&policy.name))?;
    sheet.pair("文号", Cell::text(&policy.document))?;
    if let Some(issuer) = &policy.issuer {
        sheet.pair("制发机关", Cell::text(issuer))?;
    }
    sheet.pair("奖励年度", Cell::text(format!("{}年度", payout.year)))?;
    Ok(())
}

fn money(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let view = sheet.view();
    let totals = &view.payout.totals;
    sheet.pair("本年实兑", Cell::number(Look::Value, totals.payable.yuan()))?;
    sheet.pair("人民币大写", Cell::text(capital(totals.payable)))?;
    sheet.pair("应兑净额", Cell::number(Look::Value, totals.awarded.yuan()))?;
    sheet.pair("以后年度兑现", Cell::number(Look::Value, totals.later.yuan()))?;
    if !totals.recoverable.is_zero() {
        sheet.pair("应追回", Cell::number(Look::Value, totals.recoverable.yuan()))?;
    }
    let paid = view.payees.iter().filter(|row| row.due.is_positive()).count();
    sheet.pair("收款单位", Cell::text(format!("{paid}个")))?;
    sheet.pair("兑现项数", Cell::text(format!("{}项", view.details.len())))?;
    Ok(())
}

fn funders(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let view = sheet.view();
    for (at, funder) in view.funders.iter().enumerate() {
        sheet.pair(
            &format!("其中：{funder}"),
            Cell::number(Look::Value, view.sum(|d| d.funders[at]).yuan()),
        )?;
    }
    Ok(())
}

fn fates(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let view = sheet.view();
    sheet.gap();
    sheet.wide(Look::Block, "名单各行的处理")?;
    for (fate, count) in Fate::ALL.iter().zip(view.fates()) {
        sheet.pair(fate.label(), Cell::text(format!("{count}行")))?;
    }
    sheet.pair("读取合计", Cell::text(format!("{}行", view.read())))?;
    sheet.pair("问题", Cell::text(format!("{}条，见“问题清单”", view.payout.findings.len())))?;
    Ok(())
}

fn equations(sheet: &mut Sheet) -> Result<(), XlsxError> {
    sheet.gap();
    sheet.wide(Look::Block, "核对")?;
    for (name, words, holds) in checks(sheet.view()) {
        let result = if holds { "一致" } else { "不一致" };
        sheet.pair(name, Cell::text(format!("{words}　{result}")))?;
    }
    Ok(())
}

/// The control equations: what they are called, how they read, whether they hold.
fn checks(view: &View) -> Vec<(&'static str, String, bool)> {
    let fates = view.fates();
    let parts = Fate::ALL.iter().zip(fates).map(|(fate, count)| format!("{}{count}", fate.label()));
    let rows = format!("读取{}行 = {}", view.read(), parts.collect::<Vec<_>>().join(" + "));
    let gross = view.sum(|d| d.gross);
    let net = view.sum(|d| d.net);
    let taken: Vec<Money> = (0..view.steps.len()).map(|at| view.sum(|d| d.steps[at])).collect();
    let due = view.sum(|d| d.due);
    let later = view.sum(|d| d.later);
    let shared: Money = (0..view.funders.len()).map(|at| view.sum(|d| d.funders[at])).sum();
    let paid: Money = view.payees.iter().map(|row| row.due).sum();
    let steps: Vec<String> = view
        .steps
        .iter()
        .zip(&taken)
        .map(|((_, name), amount)| format!("{}{}", name.replace('\n', ""), -*amount))
        .collect();
    let reduced: Money = taken.into_iter().sum();
    let totals = &view.payout.totals;
    vec![
        ("行数", rows, view.read() == fates.iter().sum::<usize>()),
        ("应奖与净额", format!("应奖{gross} = 净额{net} + {}", steps.join(" + ")), gross + reduced == net),
        ("净额与实兑", format!("净额{net} = 本年实兑{due} + 以后年度{later}"), net == due + later),
        (
            "实兑与分担",
            format!("本年实兑{due} = 各承担方合计{shared} = 收款单位合计{paid}"),
            due == shared && due == paid,
        ),
        (
            "明细与总数",
            format!("明细合计{net}、{due} = 总数{}、{}", totals.awarded, totals.payable),
            (net, due) == (totals.awarded, totals.payable),
        ),
    ]
}

fn fingerprints(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let payout = sheet.view().payout;
    sheet.gap();
    sheet.wide(Look::Block, "文件指纹（SHA-256）")?;
    sheet.pair(&payout.policy.file, Cell::code(&payout.policy.sha256))?;
    for file in &payout.files {
        let name = if file.readable { file.name.clone() } else { format!("{}（未能读取）", file.name) };
        sheet.pair(&name, Cell::code(&file.sha256))?;
    }
    if let (Some(file), Some(sha256)) = (&payout.decisions.file, &payout.decisions.sha256) {
        sheet.pair(file, Cell::code(sha256))?;
    }
    Ok(())
}
