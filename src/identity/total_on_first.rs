//! A quantity on the first of some rows of an enterprise and none on those below: it may be how many rows there are. Each of them
//! would be paid, and the first once more.

use super::desk::{Desk, row_lines};
use super::items::Item;
use crate::finding::Code;
use crate::model::record::RowRef;
use crate::policy::{FieldId, builtin};

/// Holds the rows of such runs.
pub(super) fn hold(desk: &mut Desk<'_>, items: &[Item]) {
    let mut items: Vec<&Item> = items.iter().collect();
    items.sort_by_key(|item| item.at);
    let mut from = 0;
    while let Some(first) = items.get(from) {
        let below = items.iter().skip(from + 1);
        let more = below.take_while(|item| goes_on(desk, first, item)).count();
        let run = items.get(from..=from + more).unwrap_or_default();
        if more > 0 && is_total(desk, first, run) {
            tell(desk, run);
        }
        from += more + 1;
    }
}

/// Whether a row is of the run that another begins: the same holders and category in the same list, and no quantity of its own.
fn goes_on(desk: &Desk<'_>, first: &Item, item: &Item) -> bool {
    item.at.list() == first.at.list()
        && item.holders == first.holders
        && item.category == first.category
        && desk.records[item.record].facts.get(builtin::QUANTITY).is_none()
}

/// Whether the first's quantity, in a column of such, is the number of the rows, and these do not speak for themselves.
fn is_total(desk: &Desk<'_>, first: &Item, run: &[&Item]) -> bool {
    let fact = desk.records[first.record].facts.get(builtin::QUANTITY);
    let total = desk.records[first.record].facts.whole(builtin::QUANTITY);
    let says = |item: &Item, field: FieldId| desk.records[item.record].facts.get(field).is_some();
    let claimed = says(first, builtin::CLAIM);
    let theirs = run.iter().skip(1).any(|item| says(item, builtin::CLAIM));
    // With a number each and no claim beside, every row speaks for itself.
    let speaks = theirs || !claimed && run.iter().any(|item| item.certificate.is_some());
    total == i64::try_from(run.len()).ok()
        && !speaks
        && fact.is_some_and(|fact| is_column(desk, first.at, fact.cell.col))
}

/// Whether a column of the row's list is one of quantities: a count in a title is the title's.
fn is_column(desk: &Desk<'_>, at: RowRef, col: u32) -> bool {
    let sheets = desk.reading.sheets.iter().filter(|sheet| (sheet.file, sheet.sheet) == at.list());
    let mut columns = sheets.flat_map(|sheet| &sheet.tables).flat_map(|table| &table.columns);
    columns.any(|(index, _, field)| *index == col && *field == Some(builtin::QUANTITY))
}

fn tell(desk: &mut Desk<'_>, run: &[&Item]) {
    let Some(first) = run.first() else { return };
    if run.iter().any(|item| desk.accepted.contains(&item.at)) {
        return;
    }
    let quote = desk.quote(&desk.records[first.record], &[builtin::QUANTITY]);
    let message = format!(
        "数量只写在同一企业几行的第一行：{quote}，以下{}行没有写；看来是这{}行的合计，照此第一行会多奖",
        run.len() - 1,
        run.len()
    );
    let help = format!(
        "是合计的请每行写 1；第一行确是{}项、以下各行另是一项的，请每行写上数量，或写：\n{}",
        run.len(),
        row_lines(desk, first.at)
    );
    let place = desk.place_of(&desk.records[first.record], &[builtin::QUANTITY]);
    let position = desk.say(Code::QuantityUnusable, place, message, help);
    run.iter().for_each(|item| desk.hold(item.at, position));
}
