//! Plain tables as a workbook: a sheet each, changes and totals as formulas over the figures beside them.

use super::style::{Look, Styles};
use super::{cell, properties_of};
use crate::finding::{Code, Finding, Place};
use crate::money::Money;
use crate::report::words::column;
use rust_xlsxwriter::{Formula, Workbook, Worksheet, XlsxError};

/// Rows above the first data row: title, note, headings.
const TOP: u32 = 3;

/// A sheet.
#[derive(Clone, Debug)]
pub struct Table {
    /// The sheet's name.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// What it is about, under the title.
    pub note: String,
    /// Headings and widths in characters.
    pub columns: Vec<(String, u16)>,
    /// The rows, as wide as the headings.
    pub rows: Vec<Vec<Value>>,
    /// Amounts are added up in a last row.
    pub has_total: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, never a formula.
    Text(String),
    /// An amount of 元.
    Amount(Money),
    /// The amount before it less the one before that.
    Change,
}

/// The workbook as bytes; `year` dates its properties.
#[allow(clippy::result_large_err, reason = "called once a run; the finding is what the user sees")]
pub fn write(title: &str, year: i32, tables: &[Table]) -> Result<Vec<u8>, Finding> {
    build(title, year, tables).map_err(|error| {
        let message = format!("工作簿没有写成，没有输出：{error}");
        Finding::new(Code::WorkbookNotWritten, Place::default(), message, "请检查磁盘空间后重新运行。")
    })
}

fn build(title: &str, year: i32, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties_of(year, title.to_owned())?);
    let styles = Styles::new(false);
    for table in tables {
        self::table(workbook.add_worksheet(), &styles, table)?;
    }
    super::container::saved(&mut workbook)
}

fn table(page: &mut Worksheet, styles: &Styles, table: &Table) -> Result<(), XlsxError> {
    let last = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    page.set_name(table.name)?;
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(TOP - 1, TOP - 1)?.set_freeze_panes(TOP, 1)?;
    page.set_footer("&C第 &P 页，共 &N 页");
    let width: u16 = table.columns.iter().map(|(_, width)| *width).sum();
    for (row, text, look) in [(0, &table.title, Look::Title), (1, &table.note, Look::Basis)] {
        page.merge_range(row, 0, row, last, text, styles.get(look))?;
    }
    page.set_row_height(0, 30)?.set_row_height(1, cell::height(&table.note, width))?;
    for (at, (heading, width)) in (0..).zip(&table.columns) {
        page.set_column_width(at, *width)?;
        page.write_string_with_format(TOP - 1, at, heading, styles.get(Look::Head))?;
    }
    let mut row = TOP;
    for cells in &table.rows {
        self::row(page, styles, table, row, cells)?;
        row += 1;
    }
    if row > TOP {
        page.autofilter(TOP - 1, 0, row - 1, last)?;
    }
    if table.has_total {
        total(page, styles, table, row)?;
    }
    Ok(())
}

fn row(
    page: &mut Worksheet,
    styles: &Styles,
    table: &Table,
    row: u32,
    cells: &[Value],
) -> Result<(), XlsxError> {
    let mut highest = 20;
    for (at, (cell, (_, width))) in (0..).zip(cells.iter().zip(&table.columns)) {
        match cell {
            Value::Text(text) => {
                let text = cell::clean(text.clone());
                highest = highest.max(cell::height(&text, *width));
                page.write_string_with_format(row, at, text, styles.get(Look::Text))?;
            }
            Value::Amount(amount) => {
                page.write_with_format(row, at, amount.yuan(), styles.get(Look::Amount))?;
            }
            Value::Change => {
                let place = |back: u16| format!("{}{}", column(u32::from(at.saturating_sub(back))), row + 1);
                let formula = Formula::new(format!("={}-{}", place(1), place(2)));
                let result = changed(cells, usize::from(at)).yuan().to_string();
                page.write_formula_with_format(
                    row,
                    at,
                    formula.set_result(result),
                    styles.get(Look::Amount),
                )?;
            }
        }
    }
    page.set_row_height(row, highest)?;
    Ok(())
}

/// The amount before a cell less the one before that.
fn changed(cells: &[Value], at: usize) -> Money {
    let amount = |back: usize| match at.checked_sub(back).and_then(|place| cells.get(place)) {
        Some(Value::Amount(amount)) => *amount,
        _ => Money::ZERO,
    };
    amount(1) - amount(2)
}

fn total(page: &mut Worksheet, styles: &Styles, table: &Table, row: u32) -> Result<(), XlsxError> {
    for at in 0..table.columns.len() {
        let place = u16::try_from(at).unwrap_or(u16::MAX);
        let of_row = |cells: &Vec<Value>| match cells.get(at) {
            Some(Value::Amount(amount)) => Some(*amount),
            Some(Value::Change) => Some(changed(cells, at)),
            _ => None,
        };
        let amounts: Vec<Money> = table.rows.iter().filter_map(of_row).collect();
        let label = if at == 0 { "合计" } else { "" };
        if amounts.is_empty() {
            page.write_string_with_format(row, place, label, styles.get(Look::TotalText))?;
            continue;
        }
        let letters = column(u32::from(place));
        let formula = Formula::new(format!("=SUM({letters}{}:{letters}{row})", TOP + 1));
        let sum = amounts.into_iter().sum::<Money>().yuan().to_string();
        page.write_formula_with_format(row, place, formula.set_result(sum), styles.get(Look::TotalAmount))?;
    }
    Ok(())
}
