//! 名单核对: what lists state of amounts and totals against what was computed.

use super::book::Book;
use super::cell::Cell;
use super::details;
use super::layout::{Layout, address, sheet_row};
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::model::achievement::{Achievement, AchievementId};
use crate::model::entitlement::{Cause, EntitlementId};
use crate::model::payout::Payout;
use crate::model::record::ControlTotal;
use crate::money::Money;
use crate::policy::{Role, builtin};
use crate::report::words;
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeMap;

/// Writes the sheet, where a list claims another amount than what its row is entitled to, or states totals.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let payout = book.view.payout;
    let own = awards_by_achievement(payout);
    let claims = claims(payout, &own);
    let totals: Vec<&ControlTotal> = payout.reading.sheets.iter().flat_map(|s| &s.totals).collect();
    if claims.is_empty() && totals.is_empty() {
        return Ok(());
    }
    let amount = book.amount_width().max(14);
    let columns = [
        ("序号", 6),
        ("位置", 36),
        ("项目", 40),
        ("名单所写", amount),
        ("程序计算", amount),
        ("差额", amount),
        ("结果", 10),
    ];
    let mut sheet = Sheet::open(book, Spec::list("名单核对", "名单申报金额和合计数核对表", &columns))?;
    let mut number = 0_i64;
    for claim in &claims {
        number += 1;
        sheet.row(claim_row(&sheet, number, claim))?;
    }
    for total in totals {
        number += 1;
        sheet.row(total_row(&sheet, number, total))?;
    }
    sheet.end_table()?;
    sheet.wide(Look::Note, NOTE)?;
    sheet.finish()
}

const NOTE: &str = "申报金额只列与应奖不同的行，单位为元；合计数照名单的单位。差额 = 名单所写 - 程序计算。";

/// An achievement whose list claims another amount than what it is entitled to.
struct Claim<'a> {
    achievement: &'a Achievement,
    claimed: Money,
    gross: Money,
    /// Its rows of the details.
    own: &'a [EntitlementId],
}

fn claims<'a>(payout: &'a Payout, own: &'a BTreeMap<AchievementId, Vec<EntitlementId>>) -> Vec<Claim<'a>> {
    let claim = |(achievement, id): (&'a Achievement, u32)| {
        let claimed = Money::exact(achievement.facts.money(builtin::CLAIM)?)?;
        let own = own.get(&AchievementId(id)).map_or(&[][..], Vec::as_slice);
        let gross: Money = own.iter().map(|id| payout.entitlements[id.index()].gross()).sum();
        (claimed != gross).then_some(Claim { achievement, claimed, gross, own })
    };
    payout.achievements.iter().zip(0..).filter_map(claim).collect()
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

fn claim_row(sheet: &Sheet, number: i64, claim: &Claim) -> Vec<Cell> {
    let payout = sheet.view().payout;
    let row = claim.achievement.sources.first().copied();
    let outcome = row.and_then(|row| payout.outcome(row));
    vec![
        Cell::count(number).linked(row.and_then(|row| sheet.links().list(row))),
        Cell::text(row.map(|at| words::row(payout, at)).unwrap_or_default()),
        Cell::text(format!("申报金额：{}", claim.achievement.title)),
        Cell::amount(claim.claimed),
        match claim.own {
            [] => Cell::amount(claim.gross),
            own => sheet.amount(Look::Amount, claim.gross, |_| sum_of(own)),
        },
        sheet.amount(Look::Amount, claim.claimed - claim.gross, |_| difference(sheet)),
        Cell::words(Look::Centre, outcome.map(|outcome| outcome.fate.label()).unwrap_or_default()),
    ]
}

/// What the list writes less what was computed.
fn difference(sheet: &Sheet) -> String {
    format!("ROUND({}-{},2)", sheet.here(3), sheet.here(4))
}

/// A total that a list states against what its rows add up to.
fn total_row(sheet: &Sheet, number: i64, total: &ControlTotal) -> Vec<Cell> {
    let payout = sheet.view().payout;
    let check = if total.stated == total.added { "相符" } else { "不相符" };
    vec![
        Cell::count(number).linked(sheet.links().list(total.cell.row)),
        Cell::text(words::cell(payout, total.cell)),
        Cell::text(format!("合计：{}", total.what)),
        Cell::number(Look::Figure, total.stated),
        Cell::number(Look::Figure, total.added),
        Cell::number(Look::Figure, total.stated - total.added),
        Cell::words(Look::Centre, check),
    ]
}
