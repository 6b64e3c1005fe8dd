//! The payment files beside a workbook: recomputed from the same files, line by line.

use super::book::{Book, Sheet, Shown};
use super::calculate::Calculator;
use super::compare;
use super::difference::{Class, Difference};
use crate::model::payout::Payout;
use crate::report::payment::{Batch, HEADINGS, csv};
use crate::report::workbook;
use crate::source::SourceFile;
use crate::workbook::Limits;
use rust_decimal::Decimal;

/// What differs in the payment files.
pub(super) fn compare(payout: &Payout, files: &[SourceFile], limits: &Limits) -> Vec<Difference> {
    files.iter().flat_map(|file| one(payout, file, limits)).collect()
}

fn one(payout: &Payout, file: &SourceFile, limits: &Limits) -> Vec<Difference> {
    let name = file.base_name();
    if file.bytes.as_ref() == csv(payout).as_slice() {
        return Vec::new();
    }
    let Ok(actual) = Book::read(file, limits) else {
        return vec![Difference::file(Class::PaymentDiffers, name, "（付款清单）", "（读不出来）")];
    };
    let mut found = lines(payout, name, &actual);
    if found.is_empty() && actual.states_formulas {
        found = around(payout, name, &actual, limits);
    }
    found
}

/// What stands around the lines of the form that is a workbook: its total, who is left out, how it is shown.
fn around(payout: &Payout, name: &str, actual: &Book, limits: &Limits) -> Vec<Difference> {
    let Ok(bytes) = workbook::payment(payout) else { return Vec::new() };
    let Ok(expected) = Book::read(&SourceFile::new(name, bytes), limits) else { return Vec::new() };
    let compared = compare::compare(&expected, &Calculator::new(actual));
    let told = |difference: Difference| {
        let sheet = difference.sheet.map(|sheet| format!("{name} {sheet}"));
        Difference { sheet, ..difference }
    };
    compared.differences.into_iter().map(told).collect()
}

/// A line: its row as a spreadsheet counts, and its cells in the order of [`HEADINGS`].
struct Line {
    row: u32,
    cells: [String; 5],
}

/// The lines of a payment file against those that are to be paid, whatever their order.
fn lines(payout: &Payout, name: &str, actual: &Book) -> Vec<Difference> {
    let Some(mut found) = actual.sheets.iter().find_map(table) else {
        return vec![Difference::file(Class::PaymentDiffers, name, "（付款清单）", "（没有付款清单的表头）")];
    };
    let batch = Batch::new(payout);
    let wanted = batch.lines.iter().map(|line| {
        let amount = line.amount.to_string();
        [&line.payee.name, line.bank, line.account, &amount, &batch.purpose].map(plain)
    });
    let wanted: Vec<[String; 5]> = wanted.collect();
    let mut differences = Vec::new();
    let mut missing = Vec::new();
    for line in wanted {
        match found.iter().position(|other| other.cells == line) {
            Some(at) => drop(found.remove(at)),
            None => missing.push(line),
        }
    }
    for line in missing {
        match found.iter().position(|other| other.cells[0] == line[0]) {
            Some(at) => differences.extend(changed(name, &line, &found.remove(at))),
            None => differences.push(whole(name, &line[0], &said(&line), "（缺少）", -amount(&line))),
        }
    }
    for Line { row, cells } in found {
        let what = format!("第{row}行 {}", cells[0]);
        differences.push(whole(name, &what, "（没有）", &said(&cells), amount(&cells)));
    }
    differences
}

/// The cells of one payee that differ.
fn changed(name: &str, wanted: &[String; 5], found: &Line) -> Vec<Difference> {
    let cells = HEADINGS.iter().zip(wanted).zip(&found.cells).filter(|((_, wanted), found)| wanted != found);
    let by = amount(&found.cells) - amount(wanted);
    let told = cells.map(|((heading, wanted), cell)| Difference {
        what: format!("第{}行 {} · {heading}", found.row, found.cells[0]),
        amount: Some(by).filter(|_| *heading == "金额"),
        ..Difference::file(Class::PaymentDiffers, name, wanted, cell)
    });
    told.collect()
}

fn whole(name: &str, what: &str, expected: &str, actual: &str, amount: Decimal) -> Difference {
    let difference = Difference::file(Class::PaymentDiffers, name, expected, actual);
    Difference { what: what.to_owned(), amount: Some(amount), ..difference }
}

fn said(cells: &[String; 5]) -> String {
    let [_, bank, account, amount, _] = cells;
    format!("{bank} {account} {amount}元")
}

fn amount(cells: &[String; 5]) -> Decimal {
    cells[3].parse().unwrap_or_default()
}

/// The lines under the headings, up to the first that names no payee or is the total.
fn table(sheet: &Sheet) -> Option<Vec<Line>> {
    let is_heading =
        |row: &u32| (0..).zip(HEADINGS).all(|(col, heading)| sheet.text(*row, col).trim() == heading);
    let heading = sheet.rows().into_iter().find(is_heading)?;
    let line = |row: u32| {
        let cell = |col| match sheet.shown(row, col) {
            Shown::Nothing => String::new(),
            shown => plain(&shown.to_string()),
        };
        let mut cells = [0, 1, 2, 3, 4].map(cell);
        if let Ok(amount) = cells[3].replace(',', "").parse::<Decimal>() {
            cells[3] =
                crate::money::Money::exact(amount).map_or_else(|| amount.to_string(), |m| m.to_string());
        }
        Line { row: row + 1, cells }
    };
    let rows = sheet.rows().into_iter().filter(|row| *row > heading).map(line);
    // In the form that is a workbook a total and notes follow, which name no account.
    Some(rows.take_while(|line| line.cells[0] != "合计" || !line.cells[2].is_empty()).collect())
}

/// A text as a bank reads it.
fn plain(text: &str) -> String {
    text.trim().strip_prefix('\'').unwrap_or(text.trim()).to_owned()
}
