//! 封面: what is paid under which policy, and the equations that hold it together.

use super::book::Book;
use super::cell::Cell;
use super::layout::Layout;
use super::live::Live;
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::model::entitlement::Entitlement;
use crate::model::payout::Fate;
use crate::money::Money;
use crate::report::view::View;
use rust_xlsxwriter::XlsxError;

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let spec = Spec {
        name: "封面",
        title: "奖励资金兑现表",
        unit: "单位：元",
        landscape: false,
        printed: 4,
        columns: [34, 30, 30, 30].map(|width| (String::new(), width)).to_vec(),
        signed: true,
        frozen: 0,
    };
    let mut sheet = Sheet::open(book, spec)?;
    policy(&mut sheet)?;
    money(&mut sheet)?;
    funders(&mut sheet)?;
    fates(&mut sheet)?;
    equations(&mut sheet)?;
    fingerprints(&mut sheet)?;
    sheet.one_page_if_read();
    sheet.finish()
}

fn policy(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let payout = sheet.view().payout;
    if !payout.trial.is_empty() {
        let sources = payout.trial.join("；");
        sheet.wide(Look::Warning, &format!("试算稿：部分奖励标准借自以下文件，不得据以拨付：{sources}"))?;
    }
    for assumption in payout.policy.assumptions() {
        sheet.wide(Look::Warning, &format!("假设测算，不得据以拨付：{assumption}"))?;
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
    let due = sheet.here(1);
    amount(sheet, "本年实兑", totals.payable, Layout::due)?;
    sheet.pair("人民币大写", sheet.capital(Look::Text, totals.payable, &due))?;
    amount(sheet, "应兑净额", totals.awarded, Layout::net)?;
    amount(sheet, "以后年度兑现", view.sum(|d| d.later), Layout::later)?;
    if !totals.recoverable.is_zero() {
        sheet.pair("应追回", Cell::number(Look::Value, totals.recoverable.yuan()))?;
    }
    let paid = view.payees.iter().filter(|row| row.due.is_positive()).count();
    sheet.pair("收款单位", Cell::text(format!("{paid}个")))?;
    let paid = view.details.iter().filter(|detail| detail.net.is_positive()).count();
    let items = match view.details.len() - paid {
        0 => format!("{paid}项"),
        zero => format!("{paid}项，另有{zero}项零兑现"),
    };
    sheet.pair("兑现项数", Cell::text(items))?;
    Ok(())
}

/// A total of the details.
fn amount(sheet: &mut Sheet, name: &str, value: Money, column: fn(Layout) -> usize) -> Result<(), XlsxError> {
    let cell = sheet.amount(Look::Value, value, |live| live.total(column(live.layout)));
    sheet.pair(name, cell)?;
    Ok(())
}

fn funders(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let view = sheet.view();
    for (at, funder) in view.funders.iter().enumerate() {
        let total = |live: &Live| live.total(live.layout.funder(at));
        let cell = sheet.amount(Look::Value, view.sum(|d| d.funders[at]), total);
        sheet.pair(&format!("其中：{funder}"), cell)?;
    }
    Ok(())
}

/// The program's figures as plain values beside the formulas' figures.
fn recomputed(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let Some(live) = sheet.live() else {
        if sheet.view().details.is_empty() {
            return sheet.wide(Look::Note, "没有可兑现的成果。");
        }
        let note = "行数超过公式上限，本工作簿各金额为数值，不含公式。";
        return sheet.wide(Look::Note, note);
    };
    let heads = ["核对项目", "表内公式", "程序计算", "结果"];
    sheet.row(heads.map(|heading| Cell::words(Look::Head, heading)).to_vec())?;
    for (name, column, sum, value) in totals(sheet.view(), live) {
        let (formula, plain) = (sheet.here(1), sheet.here(2));
        let check = format!("IF(ROUND({formula}*100,0)=ROUND({plain}*100,0),\"一致\",\"不一致\")");
        sheet.row(vec![
            Cell::words(Look::Label, name),
            Cell::formula(Look::Amount, live.total(column), sum.yuan()),
            Cell::amount(value),
            Cell::text_formula(Look::Centre, check, if sum == value { "一致" } else { "不一致" }),
        ])?;
    }
    let note = format!("明细表中以数值代替公式的金额（浮点临界等）：{}处。", live.values());
    sheet.wide(Look::Note, &note)
}

fn fates(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let view = sheet.view();
    sheet.gap();
    sheet.wide(Look::Block, "名单各行的处理")?;
    let mut counts: Vec<(&str, usize)> =
        Fate::ALL.iter().map(|fate| fate.label()).zip(view.fates()).collect();
    counts.extend([("读取合计", view.read()), ("问题（条）", view.payout.findings.len())]);
    for two in counts.chunks(2) {
        let cells = two
            .iter()
            .flat_map(|(name, count)| [Cell::words(Look::Label, *name), Cell::count(*count as u64)]);
        sheet.row(cells.collect())?;
    }
    Ok(())
}

fn equations(sheet: &mut Sheet) -> Result<(), XlsxError> {
    sheet.gap();
    sheet.wide(Look::Block, "核对")?;
    for (name, words, holds) in checks(sheet.view()) {
        let result = if holds { "一致" } else { "不一致" };
        sheet.pair(name, Cell::text(format!("{words}　{result}")))?;
    }
    sheet.gap();
    recomputed(sheet)
}

/// Each total: its name, its column in the details, what the details add up to, what the program computed.
fn totals(view: &View, live: &Live) -> Vec<(String, usize, Money, Money)> {
    let (layout, totals) = (live.layout, &view.payout.totals);
    let sum = |name: String, column: usize, sum: Money| (name, column, sum, sum);
    let mut lines = vec![sum("应奖合计".to_owned(), Layout::GROSS, view.sum(|d| d.gross))];
    for (at, (_, name)) in view.steps.iter().enumerate() {
        lines.push(sum(name.replace('\n', ""), layout.step(at), view.sum(|d| d.steps[at])));
    }
    lines.push(("应兑净额".to_owned(), layout.net(), view.sum(|d| d.net), totals.awarded));
    lines.push(("本年实兑".to_owned(), layout.due(), view.sum(|d| d.due), totals.payable));
    let later = view.sum(|d| d.later);
    lines.push(("以后年度".to_owned(), layout.later(), later, totals.awarded - totals.payable));
    for (at, funder) in view.funders.iter().enumerate() {
        lines.push(sum(format!("其中：{funder}"), layout.funder(at), view.sum(|d| d.funders[at])));
    }
    lines
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
    let waiting: Money = view.payout.entitlements.iter().map(waiting).sum();
    let later = view.sum(|d| d.later) - waiting;
    let rest = if waiting.is_zero() { String::new() } else { format!(" + 待条件具备{waiting}") };
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
        (
            "净额与实兑",
            format!("净额{net} = 本年实兑{due} + 以后年度{later}{rest}"),
            net == due + later + waiting,
        ),
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

/// What waits for a fact.
fn waiting(e: &Entitlement) -> Money {
    e.allocations.iter().filter(|a| a.due_year.is_none()).map(|a| a.amount).sum()
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
