//! Whether the 结转台账 of a workbook says what its own 兑现明细表 and run record say: what was typed over or tried out after
//! the payout must not count as paid.

use crate::finding::Finding;
use crate::model::run_record::{LEDGER, RunRecord};
use crate::money::Money;
use crate::workbook::{Row, Value, Workbook};

/// What a row says was paid, and what is left for later years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line {
    /// The row as a spreadsheet counts it.
    row: u32,
    paid: Money,
    later: Money,
    /// The years in which it falls due, as far as they are stated.
    years: Vec<String>,
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
    let details = lines(book, details, ["本年实兑", "以后年度", "说明"])?;
    let ledger = lines(book, ledger, ["兑现金额", "到期金额", "到期年度"])?;
    let (Some(details), Some(ledger)) = (details, ledger) else { return Ok(None) };
    if let Some((row, what)) = first_apart(&details, &ledger) {
        return Ok(Some(format!("{LEDGER}第{row}行的{what}与兑现明细表对不上，像是出表以后改动过")));
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

/// The ledger row that does not say what the next row of the details says, and in what; each has its first row, and one for each further
/// year in which a part falls due.
fn first_apart(details: &[Line], ledger: &[Line]) -> Option<(u32, &'static str)> {
    const AMOUNT: &str = "金额";
    let some = |line: &&Line| line.paid != Money::ZERO || line.later != Money::ZERO;
    let mut rows = ledger.iter().filter(some);
    let last = ledger.last().map_or(0, |line| line.row);
    for line in details.iter().filter(some) {
        let none = Line { row: last, ..Line::default() };
        let Line { row: mut at, paid, mut later, mut years } = rows.next().cloned().unwrap_or(none);
        while later < line.later && paid == line.paid {
            let further = rows.next().filter(|row| row.paid == Money::ZERO);
            let Some(row) = further else { return Some((at, AMOUNT)) };
            at = row.row;
            later += row.later;
            years.extend_from_slice(&row.years);
        }
        if paid != line.paid || later != line.later {
            return Some((at, AMOUNT));
        }
        years.sort_unstable();
        if years != line.years {
            return Some((at, "到期年度"));
        }
    }
    rows.next().map(|row| (row.row, AMOUNT))
}

/// The numbered rows below the headings; none where a heading is missing, or a figure: formulas without stored results are
/// told when the ledger is read.
fn lines(book: &mut Workbook<'_>, sheet: usize, headings: [&str; 3]) -> Result<Option<Vec<Line>>, Finding> {
    let mut columns: Option<[u32; 3]> = None;
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
fn line(row: u32, [paid, later, years]: [Option<&Value>; 3]) -> Option<Line> {
    let money = |value: &Value| match value {
        Value::Number(number, _) => Money::exact(*number),
        _ => None,
    };
    let later = later.map_or(Some(Money::ZERO), money)?;
    Some(Line { row, paid: money(paid?)?, later, years: years.map(stated_years).unwrap_or_default() })
}

/// The years in which something falls due: a cell of the ledger is one, and the remark of a detail names each with its amount.
fn stated_years(value: &Value) -> Vec<String> {
    let mut years: Vec<String> = match value {
        Value::Number(year, _) => vec![year.normalize().to_string()],
        Value::Text(remark) => {
            let named = remark.split('；').filter_map(|part| part.split_once("年到期"));
            let is_year = |year: &&str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
            named.map(|(year, _)| year).filter(is_year).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    years.sort_unstable();
    years
}

fn columns_of(row: &Row, headings: [&str; 3]) -> Option<[u32; 3]> {
    let heading = |wanted: &str| {
        let is_it = |value: &Value| matches!(value, Value::Text(text) if text.starts_with(wanted));
        row.cells.iter().find(|cell| is_it(&cell.value)).map(|cell| cell.col)
    };
    Some([heading(headings[0])?, heading(headings[1])?, heading(headings[2])?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(row: u32, paid: i128, later: i128) -> Line {
        Line { row, paid: Money::from_fen(paid), later: Money::from_fen(later), years: Vec::new() }
    }

    /// One award of 3 now and 2 + 1 later has two rows; one that the steps took all of says nothing.
    #[test]
    fn a_ledger_has_each_row_of_the_details_in_order() {
        let details = [line(4, 3, 3), line(5, 0, 0), line(6, 4, 0)];
        let ledger = [line(4, 3, 2), line(5, 0, 1), line(6, 0, 0), line(7, 4, 0)];
        assert_eq!(first_apart(&details, &ledger), None);
        let more = [line(4, 3, 2), line(5, 0, 2), line(7, 4, 0)];
        assert_eq!(first_apart(&details, &more), Some((5, "金额")), "a part of a later year typed over");
        let paid = [line(4, 3, 2), line(5, 0, 1), line(7, 5, 0)];
        assert_eq!(first_apart(&details, &paid), Some((7, "金额")), "a payment typed over");
        assert_eq!(first_apart(&details, &ledger[..3]), Some((6, "金额")), "a row taken out");
        let added = [line(4, 3, 3), line(5, 4, 0), line(6, 1, 0)];
        assert_eq!(first_apart(&details, &added), Some((6, "金额")), "a row put in");
    }

    /// A detail says 2009年到期 and 2010年到期; the ledger has lost one of the two.
    #[test]
    fn a_ledger_has_the_years_of_the_details() {
        let remark = Value::Text("往年奖励本年到期分期；2009年到期2.00；2010年到期1.00".into());
        let details = [Line { years: stated_years(&remark), ..line(4, 3, 3) }];
        let of = |row, paid, later, year: &str| {
            let years = if year.is_empty() { Vec::new() } else { vec![year.to_owned()] };
            Line { years, ..line(row, paid, later) }
        };
        assert_eq!(first_apart(&details, &[of(4, 3, 2, "2009"), of(5, 0, 1, "2010")]), None);
        let lost = [of(4, 3, 2, "2009"), of(5, 0, 1, "")];
        assert_eq!(first_apart(&details, &lost), Some((5, "到期年度")));
    }
}
