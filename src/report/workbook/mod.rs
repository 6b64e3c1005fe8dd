//! The payout workbook: the sheets in their order, through one writer.

mod aside;
mod book;
mod carried;
mod cell;
mod checks;
mod container;
mod cover;
mod decisions;
mod details;
mod findings;
#[allow(
    clippy::float_arithmetic,
    clippy::disallowed_types,
    reason = "foretells what a spreadsheet program computes in binary floats; no amount comes from it"
)]
mod formula;
mod goals;
mod groups;
mod inputs;
mod layout;
mod limits;
mod links;
mod live;
mod notice;
mod operations;
mod page;
mod pages;
mod payees;
mod payment;
mod quantity;
mod record;
mod rounding;
mod rules;
mod sheet;
mod sources;
mod split;
mod style;
mod sums;
pub mod tables;
pub mod template;
mod wording;

use super::view::View;
use crate::finding::{Code, Finding, Place};
use crate::host::{self, Host, Serial};
use crate::model::payout::Payout;
use book::{Book, Press};
use links::Links;
use live::Live;
pub use payment::payment;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, XlsxError};

/// Above so many rows amounts are values instead of formulas, and the native program writes sheets that keep no row in memory.
pub const FORMULA_BOUND: u32 = 20_000;
/// The most rows a sheet of a spreadsheet program has.
pub const SHEET_ROWS: u32 = 1_048_576;

/// How a workbook is written.
#[derive(Clone, Copy, Debug)]
pub struct WorkbookOptions {
    /// See [`FORMULA_BOUND`].
    pub formula_bound: u32,
    /// Rows of a sheet before it is continued on a further one.
    pub sheet_rows: u32,
}

impl Default for WorkbookOptions {
    fn default() -> Self {
        Self { formula_bound: FORMULA_BOUND, sheet_rows: SHEET_ROWS }
    }
}

impl WorkbookOptions {
    /// Those of a run.
    pub fn of(payout: &Payout) -> Self {
        Self { formula_bound: payout.settings.formula_rows.unwrap_or(FORMULA_BOUND), ..Self::default() }
    }
}

/// The whole workbook as bytes.
#[allow(clippy::result_large_err, reason = "called once a run; the finding is what the user sees")]
pub fn write(payout: &Payout, options: &WorkbookOptions) -> Result<Vec<u8>, Finding> {
    write_with(payout, options, &Serial)
}

/// The same, with a host that may write several sheets at once.
#[allow(clippy::result_large_err, reason = "called once a run; the finding is what the user sees")]
pub fn write_with(payout: &Payout, options: &WorkbookOptions, host: &dyn Host) -> Result<Vec<u8>, Finding> {
    if [payout.totals.awarded, payout.totals.payable].iter().any(|total| *total > crate::money::LIMIT) {
        return Err(Finding::new(
            Code::WorkbookNotWritten,
            Place::default(),
            format!("合计{}元超出精确计算的范围（10万亿元），没有输出。", payout.totals.awarded),
            "请核对名单里的数量、金额和政策文件里的标准，改正后重新运行。",
        ));
    }
    build(payout, options, host).map_err(|error| {
        Finding::new(
            Code::WorkbookNotWritten,
            Place::default(),
            "兑现工作簿没有写成，没有输出。",
            format!("请检查磁盘空间和临时文件夹后重新运行；仍不能写出的，请把这一行告诉开发者：{error}"),
        )
    })
}

/// Writes a sheet, or several of one kind.
type Writer = fn(&mut Book) -> Result<(), XlsxError>;

/// The sheets in their order.
const SHEETS: [Writer; 18] = [
    cover::write,
    payees::write,
    details::write,
    sums::categories,
    sums::towns,
    sums::departments,
    notice::write,
    goals::goals,
    goals::priority,
    aside::rejected,
    aside::held,
    findings::write,
    rules::write,
    sources::write,
    checks::write,
    decisions::write,
    carried::write,
    record::write,
];

fn build(payout: &Payout, options: &WorkbookOptions, host: &dyn Host) -> Result<Vec<u8>, XlsxError> {
    let view = View::new(payout);
    let rows = view.details.len().max(view.set_aside.len());
    let large = rows > options.formula_bound as usize;
    let one_sheet = view.details.len() + 16 < options.sheet_rows as usize;
    let live = (!large && one_sheet && !view.details.is_empty()).then(|| Live::new(&view));
    let linked = !large && rows + 16 < options.sheet_rows as usize;
    let links = if linked { Links::new(&view) } else { Links::default() };
    let press = Press::new(large, host);
    let sheet = |write: Writer| {
        let (view, live, links, press) = (&view, live.as_ref(), &links, &press);
        move || {
            let mut book = Book::new(view, live, links, options.sheet_rows, press);
            write(&mut book).map(|()| book.into_sheets())
        }
    };
    let written = host::map(host, SHEETS.map(sheet));
    let rows = press.rows();
    let mut workbook = press.into_workbook();
    for sheets in written {
        sheets?.into_iter().for_each(|sheet| workbook.push_worksheet(sheet));
    }
    workbook.set_properties(&properties(payout)?);
    // What was printed goes before the file is put together: a large run needs the room.
    drop((view, live, links));
    container::saved_with(&mut workbook, rows)
}

fn properties(payout: &Payout) -> Result<DocProperties, XlsxError> {
    properties_of(payout.year, format!("{}年度奖励兑现（{}）", payout.year, payout.policy.document))
}

/// Fixed properties: nothing in the file tells when or where it was written.
fn properties_of(year: i32, title: String) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(2000).max(1900), 1, 1)?;
    Ok(DocProperties::new().set_title(title).set_author("").set_creation_datetime(&created))
}

#[cfg(test)]
mod tests;
