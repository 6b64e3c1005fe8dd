//! Whether the 结转台账 of a workbook says what its own 兑现明细表 and run record say: what was typed over or tried out after
//! the payout must not count as paid.

use crate::finding::Finding;
use crate::model::run_record::{LEDGER, RunRecord};
use crate::money::Money;
use crate::workbook::{Row, Value, Workbook};

/// What a row says was paid, and what is left for later years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Line {
    /// The row as a spreadsheet counts it.
    row: u32,
    paid: Money,
    later: Money,
}

/// Why the ledger cannot be believed; none where it agrees, or where the sheets are of a form without these columns.
///
/// # Errors
/// The finding of a sheet that cannot be read.
pub(super) fn contradiction(
    book: &mut Workbook<'_>,
    ledger: usize,
    details: usize,
    record: &RunRecord,
) -> Result<Option<String>, Finding> {
    let details = lines(book, details, ["本年实兑", "以后年度"])?;
    let ledger = lines(book, ledger, ["兑现金额", "到期金额"])?;
    let (Some(details), Some(ledger)) = (details, ledger) else { return Ok(None) };
    if let Some(row) = first_apart(&details, &ledger) {
        return Ok(Some(format!("{LEDGER}第{row}行的金额与兑现明细表对不上，像是出表以后改动过")));
    }
    let sums = [ledger.iter().map(|line| line.paid).sum(), ledger.iter().map(|line| line.later).sum()];
    let said = record.totals.filter(|said| *said != sums);
    Ok(said.map(|[paid, later]| {
        let [now, left] = sums;
        format!(
            "{LEDGER}合计实兑{now}元、以后年度{left}元，出表时是{paid}元、{later}元，像是出表以后在表里试改过标准"
        )
    }))
}

/// The ledger row that does not say what the next row of the details says; each has its first row, and one for each further
/// year in which a part falls due.
fn first_apart(details: &[Line], ledger: &[Line]) -> Option<u32> {
    let some = |line: &&Line| line.paid != Money::ZERO || line.later != Money::ZERO;
    let mut rows = ledger.iter().filter(some);
    let last = ledger.last().map_or(0, |line| line.row);
    for line in details.iter().filter(some) {
        let first =
            rows.next().map_or((last, Money::ZERO, Money::ZERO), |row| (row.row, row.paid, row.later));
        let (mut at, paid, mut later) = first;
        while later < line.later && paid == line.paid {
            let Some(row) = rows.next().filter(|row| row.paid == Money::ZERO) else { return Some(at) };
            at = row.row;
            later += row.later;
        }
        if paid != line.paid || later != line.later {
            return Some(at);
        }
    }
    rows.next().map(|row| row.row)
}

/// The numbered rows below the headings; none where a heading is missing, or a figure: formulas without stored results are
/// told when the ledger is read.
fn lines(book: &mut Workbook<'_>, sheet: usize, headings: [&str; 2]) -> Result<Option<Vec<Line>>, Finding> {
    let mut columns: Option<[u32; 2]> = None;
    let mut lines = Some(Vec::new());
    book.rows(sheet, &mut |row: Row| match columns {
        None => columns = columns_of(&row, headings),
        Some(of) => {
            let at = |col: u32| row.cells.iter().find(|cell| cell.col == col).map(|cell| &cell.value);
            // What stands below the numbered rows are sums and notes.
            if let Some(Value::Number(..)) = at(0) {
                let line = line(row.index + 1, of.map(at));
                match (&mut lines, line) {
                    (Some(lines), Some(line)) => lines.push(line),
                    _ => lines = None,
                }
            }
        }
    })?;
    Ok(lines.filter(|_| columns.is_some()))
}

/// What a row says; nothing is left for later years where that cell is blank.
fn line(row: u32, [paid, later]: [Option<&Value>; 2]) -> Option<Line> {
    let money = |value: &Value| match value {
        Value::Number(number, _) => Money::exact(*number),
        _ => None,
    };
    Some(Line { row, paid: money(paid?)?, later: later.map_or(Some(Money::ZERO), money)? })
}

fn columns_of(row: &Row, headings: [&str; 2]) -> Option<[u32; 2]> {
    let heading = |wanted: &str| {
        let is_it = |value: &Value| matches!(value, Value::Text(text) if text.starts_with(wanted));
        row.cells.iter().find(|cell| is_it(&cell.value)).map(|cell| cell.col)
    };
    Some([heading(headings[0])?, heading(headings[1])?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(row: u32, paid: i128, later: i128) -> Line {
        Line { row, paid: Money::from_fen(paid), later: Money::from_fen(later) }
    }

    /// One award of 3 now and 2 + 1 later has two rows; one that the steps took all of says nothing.
    #[test]
    fn a_ledger_has_each_row_of_the_details_in_order() {
        let details = [line(4, 3, 3), line(5, 0, 0), line(6, 4, 0)];
        let ledger = [line(4, 3, 2), line(5, 0, 1), line(6, 0, 0), line(7, 4, 0)];
        assert_eq!(first_apart(&details, &ledger), None);
        let more = [line(4, 3, 2), line(5, 0, 2), line(7, 4, 0)];
        assert_eq!(first_apart(&details, &more), Some(5), "a part of a later year typed over");
        let paid = [line(4, 3, 2), line(5, 0, 1), line(7, 5, 0)];
        assert_eq!(first_apart(&details, &paid), Some(7), "a payment typed over");
        assert_eq!(first_apart(&details, &ledger[..3]), Some(6), "a row taken out");
        let added = [line(4, 3, 3), line(5, 4, 0), line(6, 1, 0)];
        assert_eq!(first_apart(&details, &added), Some(6), "a row put in");
    }
}
