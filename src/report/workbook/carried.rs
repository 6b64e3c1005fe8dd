//! 结转台账: what this year paid and left, in the form of a history list, so that the workbook is one for the years after it.

use super::book::Book;
use super::cell::Cell;
use super::details;
use super::layout::{Layout, address, sheet_row};
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::model::achievement::{EnterpriseId, Payment};
use crate::model::entitlement::Entitlement;
use crate::model::run_record::LEDGER;
use crate::money::Money;
use crate::policy::builtin;
use crate::report::view::carried::{CarriedRow, carried, given_up, is_carried, is_person, is_public};
use crate::report::view::kept::Kept;
use crate::report::words;
use rust_xlsxwriter::XlsxError;

const NOTE: &str =
    "说明：以后年度计算时，把本工作簿放进名单文件夹，本表即作为历年兑现读入；不要另行抄录，以免重复。";
/// What is said of rows that only count.
const COUNTED: &str = "金额为零的行：「计入」是合计计算时计入的成果，以后照样计数；「零兑现」是各步骤减到零的，都不再单独奖励；「到期分期」是以前答应的款，各步骤减到零或决定不再付，以后不再问。";

/// What is said of rows that nothing was given for.
const TALLIED: &str = "「计数」的行没有奖励，只在本年各批计件数时算上，以后再报照样计算。";

/// Columns that only some runs need.
#[derive(Clone, Copy)]
struct Special {
    /// For natural persons.
    persons: bool,
    /// For towns and departments.
    public: bool,
}

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let payout = book.view.payout;
    let any = |of: &dyn Fn(&Entitlement) -> bool| {
        payout.entitlements.iter().any(|e| is_carried(payout, e) && of(e))
    };
    let kept = Kept::of(payout);
    let given_up: Vec<_> = given_up(payout).into_iter().map(|id| &payout.payments[id.index()]).collect();
    let natural = |id: EnterpriseId| payout.enterprises[id.index()].identity_number.is_some();
    let named =
        |payment: &&Payment| natural(payment.enterprise) || payment.facts.text(builtin::PERSON).is_some();
    let persons = kept.persons || given_up.iter().any(named) || any(&|e| is_person(payout, e));
    let public = given_up.iter().any(|payment| payment.holder != payment.enterprise) || any(&is_public);
    let special = Special { persons, public };
    let columns = columns(book, special, &kept);
    let spec = Spec {
        name: LEDGER,
        title: "奖励资金结转台账",
        unit: "单位：元",
        landscape: true,
        printed: columns.len(),
        columns,
        signed: false,
        frozen: 2,
    };
    let mut sheet = Sheet::open(book, spec)?;
    let (mut sums, mut counted, mut tallied) = (None, false, false);
    for (number, row) in (1_i64..).zip(carried(payout)) {
        let cells = cells(&sheet, number, &row, special, &kept);
        sheet.row(cells)?;
        tallied |= row.is_tallied();
        counted |=
            !row.is_tallied() && (row.entitlement().is_none() || row.paid.is_zero() && row.due.is_none());
        let (paid, due) = sums.get_or_insert((Money::ZERO, Money::ZERO));
        *paid += row.paid;
        *due += row.due.map(|(_, amount)| amount).unwrap_or_default();
    }
    sheet.end_table()?;
    if let Some(sums) = sums {
        let total = total(&sheet, sums, special, kept.fields.len());
        sheet.row(total)?;
    }
    let notes = [(counted, COUNTED), (tallied, TALLIED)].map(|(any, note)| if any { note } else { "" });
    sheet.wide(Look::Note, &format!("{NOTE}{}", notes.concat()))?;
    sheet.finish()
}

fn columns(book: &Book, special: Special, kept: &Kept) -> Vec<(String, u16)> {
    let policy = &book.view.payout.policy;
    let mut columns = vec![("序号".to_owned(), 5), ("企业名称".to_owned(), 24)];
    let of_persons = [("个人姓名", 10), ("身份证号", 20)].map(|(heading, width)| (heading.to_owned(), width));
    columns.extend(of_persons.into_iter().filter(|_| special.persons));
    columns.extend(special.public.then(|| ("成果企业".to_owned(), 24)));
    columns.extend(
        [("统一社会信用代码", 20), ("组织机构代码", 12), ("收款角色", 8), ("类别", 12)]
            .map(|(heading, width)| (heading.to_owned(), width)),
    );
    let named = kept.fields.iter().filter_map(|id| policy.fields.get(id.index()));
    columns.extend(named.map(|field| (field.name.clone(), 13)));
    let amount = book.amount_width().max(14);
    columns.extend(
        [
            ("镇", 8),
            ("奖励年度", 8),
            ("条款", 8),
            ("兑现金额（元）", amount),
            ("到期年度", 8),
            ("到期金额（元）", amount),
            ("款项性质", 8),
            ("政策奖项", 12),
            ("扣减前金额（元）", amount),
        ]
        .map(|(heading, width)| (heading.to_owned(), width)),
    );
    columns
}

fn cells(sheet: &Sheet, number: i64, row: &CarriedRow, special: Special, kept: &Kept) -> Vec<Cell> {
    let payout = sheet.view().payout;
    let texts = row.texts(payout, kept);
    let mut cells = vec![Cell::count(number), Cell::text(texts.enterprise)];
    let of_person = [Cell::text(texts.person), Cell::code(texts.identity_number)];
    cells.extend(of_person.into_iter().filter(|_| special.persons));
    cells.extend(special.public.then(|| Cell::text(texts.holder)));
    cells.extend([
        Cell::code(texts.credit_code),
        Cell::code(texts.organisation_code),
        Cell::words(Look::Centre, words::role(texts.role)),
        Cell::text(texts.category),
    ]);
    cells.extend(texts.facts.into_iter().map(Cell::code));
    cells.extend([
        Cell::text(texts.town),
        Cell::count(row.year(payout)),
        Cell::words(Look::Centre, texts.clause),
        paid(sheet, row),
    ]);
    let (year, amount) = due(sheet, row);
    cells.extend([year, amount]);
    let gross = row.gross.map_or_else(|| Cell::blank(Look::Amount), |gross| gross_cell(sheet, row, gross));
    cells.extend([
        Cell::words(Look::Centre, texts.nature.word()),
        Cell::words(Look::Centre, texts.award),
        gross,
    ]);
    cells
}

/// What the award gave before any step, read from the details.
fn gross_cell(sheet: &Sheet, row: &CarriedRow, gross: Money) -> Cell {
    match row.entitlement().map(sheet_row) {
        Some(at) => sheet
            .amount(Look::Amount, gross, |_| format!("'{}'!{}", details::NAME, address(Layout::GROSS, at))),
        None => Cell::amount(gross),
    }
}

/// What was paid, read from the details.
fn paid(sheet: &Sheet, row: &CarriedRow) -> Cell {
    let Some(at) = row.entitlement().filter(|_| row.first).map(sheet_row) else {
        return Cell::amount(Money::ZERO);
    };
    sheet.amount(Look::Amount, row.paid, |live| {
        format!("'{}'!{}", details::NAME, address(live.layout.due(), at))
    })
}

/// When the next part is due, and how much: read from the details where it is all that is left.
fn due(sheet: &Sheet, row: &CarriedRow) -> (Cell, Cell) {
    let Some((year, amount)) = row.due else { return (Cell::blank(Look::Centre), Cell::blank(Look::Amount)) };
    let year = year.map_or_else(|| Cell::blank(Look::Centre), |year| Cell::number(Look::Count, year.into()));
    let Some(id) = row.entitlement() else { return (year, Cell::amount(amount)) };
    let at = sheet_row(id);
    let whole = sheet.view().details.get(id.index()).is_some_and(|d| d.later == amount);
    let part = || sheet.live()?.rows.get(id.index())?.by_year.get(&row.due?.0).cloned();
    let cell = match (whole, part()) {
        (true, _) => sheet.amount(Look::Amount, amount, |live| {
            format!("'{}'!{}", details::NAME, address(live.layout.later(), at))
        }),
        (false, Some(formula)) => Cell::formula(Look::Amount, formula.print(), amount.yuan()),
        (false, None) => Cell::amount(amount),
    };
    (year, cell)
}

fn total(sheet: &Sheet, (paid, due): (Money, Money), special: Special, fields: usize) -> Vec<Cell> {
    let blank = || Cell::blank(Look::TotalText);
    let first = 4 + 2 * usize::from(special.persons) + usize::from(special.public) + 2 + fields + 3;
    let mut cells = vec![blank(), Cell::words(Look::TotalText, "合计")];
    cells.extend((2..first).map(|_| blank()));
    cells.push(sheet.amount(Look::TotalAmount, paid, |_| sheet.sum_above(first)));
    cells.push(blank());
    cells.push(sheet.amount(Look::TotalAmount, due, |_| sheet.sum_above(first + 2)));
    cells.extend((0..3).map(|_| blank()));
    cells
}
