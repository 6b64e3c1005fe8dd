//! 不予兑现 and 待定: rows that are paid nothing, and rows that a person must settle.

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::model::payout::Fate;
use crate::report::view::AsideRow;
use rust_xlsxwriter::XlsxError;

/// Columns that both sheets begin with.
const COMMON: [(&str, u16); 6] =
    [("序号", 5), ("来源", 26), ("企业", 24), ("类别", 12), ("成果／产品", 24), ("证书编号", 16)];

/// Writes 不予兑现: rejected and zero rows, and holders that get nothing beside others.
pub fn rejected(book: &mut Book) -> Result<(), XlsxError> {
    let mut sheet =
        open(book, "不予兑现", "不予兑现和零兑现清单", &[("处理", 10), ("原因", 44), ("条款", 10)])?;
    let rows = sheet.view().aside(|fate| fate != Fate::Held);
    for (number, row) in (1_i64..).zip(rows) {
        let mut cells = common(&sheet, number, row);
        cells.extend([
            Cell::words(Look::Centre, row.done),
            Cell::text(&row.reason),
            Cell::words(Look::Centre, &row.clause).linked(sheet.links().clause(sheet.view(), &row.clause)),
        ]);
        sheet.row(cells)?;
    }
    end(sheet, "没有不予兑现的行。")
}

/// Writes 待定: held rows with what settles them.
pub fn held(book: &mut Book) -> Result<(), XlsxError> {
    let mut sheet = open(book, "待定", "待定事项清单", &[("名单", 10), ("原因", 36), ("处理办法", 44)])?;
    for (number, row) in (1_i64..).zip(sheet.view().aside(|fate| fate == Fate::Held)) {
        let mut cells = common(&sheet, number, row);
        cells.extend([
            Cell::words(Look::Centre, row.kind.label()),
            Cell::text(&row.reason),
            Cell::text(&row.help),
        ]);
        sheet.row(cells)?;
    }
    end(sheet, "没有待定的行。")
}

fn open<'b, 'a>(
    book: &'b mut Book<'a>,
    name: &'static str,
    title: &'static str,
    own: &[(&str, u16)],
) -> Result<Sheet<'b, 'a>, XlsxError> {
    let columns: Vec<(String, u16)> =
        COMMON.iter().chain(own).map(|(heading, width)| ((*heading).to_owned(), *width)).collect();
    let spec = Spec {
        name,
        title,
        unit: "",
        landscape: true,
        printed: columns.len(),
        columns,
        signed: true,
        frozen: 0,
    };
    Sheet::open(book, spec)
}

fn common(sheet: &Sheet, number: i64, row: &AsideRow) -> Vec<Cell> {
    vec![
        Cell::count(number).linked(sheet.links().list(row.at)),
        Cell::text(&row.source),
        Cell::text(&row.names),
        Cell::text(&row.category),
        Cell::text(&row.title),
        Cell::code(&row.certificate),
    ]
}

/// Ends the sheet, saying so where it has no row.
fn end(mut sheet: Sheet, nothing: &str) -> Result<(), XlsxError> {
    sheet.end_table()?;
    if sheet.next_row() == super::sheet::TOP {
        sheet.wide(Look::Note, nothing)?;
    }
    sheet.finish()
}
