//! The workbook being made: what all its sheets share, and the sheets that are finished.

use super::cell::amount_width;
use super::links::Links;
use super::live::Live;
use super::style::Styles;
use crate::host::{self, Host};
use crate::report::view::View;
use crate::report::words;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

/// The level of compression, chosen by measurement: a higher one takes half as long again for files an eighth smaller.
const COMPRESSION: u8 = 3;

/// What all sheets of a workbook are made with.
pub struct Press<'h> {
    workbook: Mutex<Workbook>,
    pub(super) styles: Styles,
    pub(super) large: bool,
    host: &'h dyn Host,
    written: AtomicU64,
}

impl<'h> Press<'h> {
    /// An empty workbook; a large one has sheets that keep no row in memory.
    pub fn new(large: bool, host: &'h dyn Host) -> Self {
        let (mut workbook, styles) = (Workbook::new(), Styles::new(large));
        workbook.set_zip_compression_level(COMPRESSION);
        if large {
            // Sheets number the formats together, so the numbers must not depend on which sheet comes first.
            styles.all().for_each(|format| workbook.register_format(format));
        }
        Self { workbook: Mutex::new(workbook), styles, large, host, written: AtomicU64::new(0) }
    }

    /// Notes a row that was written.
    pub(super) fn wrote(&self) {
        if (self.written.fetch_add(1, Relaxed) + 1).is_multiple_of(host::ROWS) {
            self.host.rows(host::ROWS);
        }
    }

    /// How many rows were written.
    pub fn rows(&self) -> u64 {
        self.written.load(Relaxed)
    }

    /// The workbook, for its sheets and properties.
    pub fn into_workbook(self) -> Workbook {
        self.workbook.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next worksheet. One that keeps no row in memory needs a file, so only the native program has them.
    pub(super) fn worksheet(&self) -> Result<Worksheet, XlsxError> {
        #[cfg(feature = "cli")]
        if self.large {
            let mut workbook = self.workbook.lock().unwrap_or_else(PoisonError::into_inner);
            return workbook.new_worksheet_with_constant_memory();
        }
        Ok(Worksheet::new())
    }
}

/// Sheets of a workbook being written.
pub struct Book<'a> {
    /// What is printed.
    pub view: &'a View<'a>,
    /// The formulas; none where amounts are values.
    pub live: Option<&'a Live>,
    /// Where things stand.
    pub(super) links: &'a Links,
    pub(super) press: &'a Press<'a>,
    pub(super) done: Vec<Worksheet>,
    /// The most rows of a sheet.
    pub(super) rows: u32,
}

impl<'a> Book<'a> {
    /// No sheets yet; `rows` is the most rows of a sheet.
    pub fn new(
        view: &'a View<'a>,
        live: Option<&'a Live>,
        links: &'a Links,
        rows: u32,
        press: &'a Press<'a>,
    ) -> Self {
        Self { view, live, links, press, done: Vec::new(), rows }
    }

    /// The finished sheets.
    pub fn into_sheets(self) -> Vec<Worksheet> {
        self.done
    }

    /// A width that the largest total fits in, with thousands separators and in bold.
    pub fn amount_width(&self) -> u16 {
        amount_width(self.view.sum(|d| d.gross).max(self.view.sum(|d| d.net)))
    }

    /// The title with year, 试算稿 and 假设测算.
    pub(super) fn title(&self, what: &str) -> String {
        format!("{}年度{what}{}", self.view.payout.year, words::draft(self.view.payout))
    }
}
