//! How a sheet ends: what is filtered, the chart, the sign-off and on which page it stands, the print area.

use super::*;

impl Sheet<'_, '_> {
    /// Ends the sheet: sign-off, date, print area.
    pub fn finish(mut self) -> Result<(), XlsxError> {
        if self.spec.signed {
            self.sign()?;
        }
        if self.spec.printed < self.spec.columns.len() {
            self.worksheet.set_print_area(0, 0, self.next.max(1) - 1, self.last_column())?;
        }
        self.close()?;
        self.book.done.push(self.worksheet);
        Ok(())
    }

    /// Nothing more is written. A sheet that keeps no row states a last row of stated height twice, which no reader
    /// accepts, unless a row without one follows.
    pub(super) fn close(&mut self) -> Result<(), XlsxError> {
        if self.book.press.large {
            self.worksheet.write_blank(self.next, 0, self.book.press.styles.get(Look::Sign))?;
        }
        self.protect();
        Ok(())
    }

    /// Printed on a single page.
    pub fn one_page(&mut self) {
        self.is_one_page = true;
        self.worksheet.set_print_fit_to_pages(1, 1);
    }

    /// Printed on a single page, if it is still read there with its sign-off.
    pub fn one_page_if_read(&mut self) {
        if pages::fits(&self.spec, self.pages.height() + SIGNED) {
            self.one_page();
        }
    }

    /// Ends the table: what follows, totals and notes, is not filtered with it.
    pub fn end_table(&mut self) -> Result<(), XlsxError> {
        if self.next > TOP {
            self.worksheet.autofilter(TOP - 1, 0, self.next - 1, self.last_column())?;
        }
        Ok(())
    }

    /// Formulas are kept from being typed over by mistake; there is no password, so that anyone may lift it.
    fn protect(&mut self) {
        let allowed = ProtectionOptions {
            use_autofilter: true,
            format_cells: true,
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        };
        self.worksheet.protect_with_options(&allowed);
    }

    /// A chart below what is written, as wide as the table; the sign-off stands under it.
    pub fn chart(&mut self, chart: &mut Chart, rows: u32) -> Result<(), XlsxError> {
        self.gap();
        // A row without a height of its own has 20 dots.
        chart.set_width(pages::dots(&self.spec)).set_height((rows - 1) * 20);
        self.worksheet.insert_chart(self.next, 0, chart)?;
        self.next += rows;
        Ok(())
    }

    /// Who prepared, checked and approved, and when: on paper by hand, where no date is stated.
    fn sign(&mut self) -> Result<(), XlsxError> {
        self.keep_with_table()?;
        let gap = "　".repeat(12);
        self.gap();
        self.wide(Look::Sign, &format!("经办：{gap}复核：{gap}审核："))?;
        let date = self.book.view.payout.date.clone();
        let date = date.unwrap_or_else(|| "　　　　年　　月　　日".to_owned());
        self.wide(Look::Seal, &format!("（盖章）　{date}"))
    }

    /// A sign-off that may come to stand on a page of its own takes the last rows of the table with it.
    fn keep_with_table(&mut self) -> Result<(), XlsxError> {
        let first = self.next.saturating_sub(self.pages.tail());
        let is_table = first > TOP;
        if is_table && !self.is_one_page && !self.book.press.large && self.pages.parts(SIGNED) {
            self.worksheet.set_page_breaks(&[first])?;
        }
        Ok(())
    }
}
