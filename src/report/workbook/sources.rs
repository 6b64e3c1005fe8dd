//! 来源: per sheet the rows read and what became of them, the totals that lists state, the decisions applied.

use super::book::Book;
use super::cell::Cell;
use super::details;
use super::layout::{Layout, address, sheet_row};
use super::live::Live;
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::model::achievement::AchievementId;
use crate::model::entitlement::{Cause, EntitlementId};
use crate::model::payout::Payout;
use crate::money::Money;
use crate::policy::{Role, builtin};
use crate::report::view::ManifestRow;
use crate::report::words;
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeMap;

const COLUMNS: [(&str, u16); 13] = [
    ("文件", 26),
    ("工作表", 15),
    ("名单", 15),
    ("报送部门", 15),
    ("读取\n行数", 9),
    ("兑现", 7),
    ("零兑现", 7),
    ("不予\n兑现", 6),
    ("待定", 6),
    ("参考", 6),
    ("非数\n据行", 6),
    ("核对", 10),
    ("SHA-256", 36),
];

/// So many rows fit on one page.
const ONE_PAGE: u32 = 24;

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let spec = Spec {
        name: "来源",
        title: "名单来源和核对",
        unit: "",
        landscape: true,
        printed: COLUMNS.len(),
        columns: COLUMNS.map(|(heading, width)| (heading.to_owned(), width)).to_vec(),
        signed: false,
        frozen: 0,
    };
    let mut sheet = Sheet::open(book, spec)?;
    for row in &sheet.view().manifest {
        sheet.row(manifest(&sheet, row))?;
    }
    sheet.end_table()?;
    let total = total(&sheet);
    sheet.row(total)?;
    if sheet.next_row() <= ONE_PAGE {
        // Further tables follow, to which these headings do not belong.
        sheet.repeat_title_alone()?;
    }
    sheet.wide(
        Look::Note,
        "读取行数 = 兑现 + 零兑现 + 不予兑现 + 待定 + 参考 + 非数据行（标题、表头、合计、空行、备注）。",
    )?;
    departments(&mut sheet)?;
    claims(&mut sheet)?;
    controls(&mut sheet)?;
    decisions(&mut sheet)?;
    sheet.finish()
}

fn manifest(sheet: &Sheet, row: &ManifestRow) -> Vec<Cell> {
    let check = match (row.readable, row.adds_up()) {
        (false, _) => "未能读取",
        (true, true) => "相符",
        (true, false) => "不相符",
    };
    let mut cells = vec![
        Cell::text(&row.file),
        Cell::text(&row.sheet),
        Cell::words(Look::Centre, row.kind.label()),
        Cell::text(&row.department),
        Cell::count(row.read as u64).linked(sheet.links().first_of(row.at)),
    ];
    cells.extend(row.fates.map(|count| Cell::count(count as u64)));
    cells.extend([Cell::words(Look::Centre, check), Cell::code(&row.sha256)]);
    cells
}

fn total(sheet: &Sheet) -> Vec<Cell> {
    let view = sheet.view();
    let count = |count: usize| Cell::number(Look::TotalCount, count.into());
    let blank = || Cell::blank(Look::TotalText);
    let mut cells = vec![Cell::words(Look::TotalText, "合计"), blank(), blank(), blank(), count(view.read())];
    cells.extend(view.fates().map(count));
    let check = if view.manifest.iter().all(ManifestRow::adds_up) { "相符" } else { "不相符" };
    cells.extend([Cell::words(Look::TotalText, check), blank()]);
    cells
}

/// What each department's lists come to.
fn departments(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let view = sheet.view();
    if view.details.is_empty() {
        return Ok(());
    }
    sheet.gap();
    sheet.wide(Look::Block, "按报送部门汇总")?;
    sheet.row(heads(&["报送部门", "应奖", "应兑净额", "本年实兑", "项数", "序号"]))?;
    for (number, row) in (1_i64..).zip(view.departments.iter().filter(|row| row.count > 0)) {
        let key = sheet.here(5);
        let sum = |value, column: fn(Layout) -> usize| {
            let sum = |live: &Live| live.sum_if(column(live.layout), live.layout.department(), &key);
            sheet.amount(Look::Amount, value, sum)
        };
        let count = |live: &Live| live.count_if(live.layout.department(), &key);
        let cells = vec![
            Cell::text(&row.name),
            sum(row.gross, |_| Layout::GROSS),
            sum(row.net, Layout::net),
            sum(row.due, Layout::due),
            sheet.number(Look::Count, row.count, count),
            Cell::count(number),
        ];
        sheet.row(cells)?;
    }
    Ok(())
}

/// Where a list claims another amount than what its row is entitled to.
fn claims(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let payout = sheet.view().payout;
    let own = awards_by_achievement(payout);
    let differing = payout.achievements.iter().zip(0..).filter_map(|(a, id)| {
        let claimed = Money::exact(a.facts.money(builtin::CLAIM)?)?;
        let own = own.get(&AchievementId(id)).map_or(&[][..], Vec::as_slice);
        let gross: Money = own.iter().map(|id| payout.entitlements[id.index()].gross()).sum();
        (claimed != gross).then_some((a, claimed, gross, own))
    });
    let differing = differing.collect::<Vec<_>>();
    if differing.is_empty() {
        return Ok(());
    }
    sheet.gap();
    sheet.wide(Look::Block, "申报金额与应奖金额不同的行")?;
    sheet.row(heads(&["来源和成果", "申报金额", "应奖", "差额", "处理"]))?;
    for (achievement, claimed, gross, own) in differing {
        let row = achievement.sources.first().copied();
        let (claim, award) = (sheet.here(1), sheet.here(2));
        let source = row.map(|at| words::row(payout, at)).unwrap_or_default();
        let fate =
            row.and_then(|row| payout.outcome(row)).map(|outcome| outcome.fate.label()).unwrap_or_default();
        let cells = vec![
            Cell::text(format!("{source}　{}", achievement.title)),
            Cell::amount(claimed),
            match own {
                [] => Cell::amount(gross),
                _ => sheet.amount(Look::Amount, gross, |_| sum_of(own)),
            },
            sheet.amount(Look::Amount, claimed - gross, |_| format!("ROUND({claim}-{award},2)")),
            Cell::words(Look::Centre, fate),
        ];
        sheet.row(cells)?;
    }
    Ok(())
}

/// What each achievement itself is entitled to, without what departments get for it.
fn awards_by_achievement(payout: &Payout) -> BTreeMap<AchievementId, Vec<EntitlementId>> {
    let mut found: BTreeMap<AchievementId, Vec<EntitlementId>> = BTreeMap::new();
    for (id, e) in (0..).map(EntitlementId).zip(&payout.entitlements) {
        let own = e.role != Role::Department && !matches!(e.cause, Cause::Share(..));
        if let (Some(achievement), true) = (e.achievement, own) {
            found.entry(achievement).or_default().push(id);
        }
    }
    found
}

/// 应奖 of some rows of the details.
fn sum_of(ids: &[EntitlementId]) -> String {
    let cell = |id: &EntitlementId| format!("'{}'!{}", details::NAME, address(Layout::GROSS, sheet_row(*id)));
    format!("ROUND({},2)", ids.iter().map(cell).collect::<Vec<_>>().join("+"))
}

/// Totals that lists state against what their rows add up to.
fn controls(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let payout = sheet.view().payout;
    if payout.reading.sheets.iter().all(|s| s.totals.is_empty()) {
        return Ok(());
    }
    sheet.gap();
    sheet.wide(Look::Block, "名单内合计数核对")?;
    sheet.row(heads(&["合计所在单元格", "项目", "表内合计", "逐行相加", "核对"]))?;
    for total in payout.reading.sheets.iter().flat_map(|s| &s.totals) {
        let check = if total.stated == total.added { "相符" } else { "不相符" };
        sheet.row(vec![
            Cell::text(words::cell(payout, total.cell)),
            Cell::text(&total.what),
            Cell::number(Look::Figure, total.stated),
            Cell::number(Look::Figure, total.added),
            Cell::words(Look::Centre, check),
        ])?;
    }
    Ok(())
}

fn heads(headings: &[&str]) -> Vec<Cell> {
    headings.iter().map(|heading| Cell::words(Look::Head, *heading)).collect()
}

/// What a person settled, with who, when and why.
fn decisions(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let decisions = &sheet.view().payout.decisions;
    let Some(file) = &decisions.file else { return Ok(()) };
    sheet.gap();
    sheet.wide(Look::Block, "适用的人工决定")?;
    let sha256 = decisions.sha256.as_deref().unwrap_or_default();
    sheet.wide(Look::Note, &format!("{file}　SHA-256：{sha256}"))?;
    for (number, decision) in (1_i64..).zip(&decisions.list) {
        let what = words::decision(&decision.kind);
        let line = format!("{number}．{what}。{}，{}：{}", decision.who, decision.when, decision.why);
        sheet.wide(Look::Note, &line)?;
    }
    Ok(())
}
