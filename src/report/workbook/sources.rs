//! 来源: per sheet the rows read and what became of them.

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Sheet, Spec};
use super::style::Look;
use crate::report::view::ManifestRow;
use rust_xlsxwriter::XlsxError;

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

/// Writes the sheet.
pub fn write(book: &mut Book) -> Result<(), XlsxError> {
    let mut sheet = Sheet::open(book, Spec::list("来源", "名单来源和核对", &COLUMNS))?;
    for row in &sheet.view().manifest {
        sheet.row(manifest(&sheet, row))?;
    }
    sheet.end_table()?;
    let total = total(&sheet);
    sheet.row(total)?;
    sheet.wide(
        Look::Note,
        "读取行数 = 兑现 + 零兑现 + 不予兑现 + 待定 + 参考 + 非数据行（标题、表头、合计、空行、备注）。",
    )?;
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
