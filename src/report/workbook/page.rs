//! The page that a sheet is printed on: paper, margins, and over how many pages a wide table goes.

use super::sheet::Spec;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Margins at the sides, in inches: narrow, for tables of many columns.
const SIDE: f64 = 0.28;
/// The numbers of A4 and A3.
const A4: u8 = 9;
const A3: u8 = 8;
/// Signs that a page across takes beside each other at the least size that is read, a little over half (5.5 points of 10).
const ON_A4: u16 = 275;
const ON_A3: u16 = 390;

/// The paper that a sheet is printed on, and over how many pages a row of it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    number: u8,
    across: bool,
    /// Pages beside each other.
    pub pages: u16,
}

impl Paper {
    /// That of a sheet: a wide table is read on A4, else on A3, else on several pages of that.
    pub fn of(spec: &Spec) -> Self {
        let (number, pages) = if spec.landscape { across(spec) } else { (A4, 1) };
        Self { number, across: spec.landscape, pages }
    }

    /// Points within the margins: wide, high.
    pub fn points(self) -> (u32, u32) {
        match (self.number, self.across) {
            (A3, _) => (1150, 762),
            (_, true) => (801, 516),
            (_, false) => (555, 762),
        }
    }
}

/// Sets up the page and the widths of the columns.
pub fn set(ws: &mut Worksheet, spec: &Spec) -> Result<(), XlsxError> {
    let Paper { number, pages, .. } = Paper::of(spec);
    ws.set_paper_size(number).set_print_fit_to_pages(pages, 0).set_print_center_horizontally(true);
    ws.set_margins(SIDE, SIDE, 0.5, 0.6, 0.3, 0.3);
    ws.set_footer("&C第 &P 页 共 &N 页");
    if spec.landscape {
        ws.set_landscape();
    }
    if pages > 1 && spec.frozen > 0 {
        // Every page says whose line it is.
        ws.set_repeat_columns(0, spec.frozen - 1)?;
    }
    for (column, (_, width)) in (0..).zip(&spec.columns) {
        ws.set_column_width(column, *width)?;
    }
    Ok(())
}

/// The paper across that a table of that width is read on, and over how many pages it goes.
fn across(spec: &Spec) -> (u8, u16) {
    let widths = || spec.columns.iter().take(spec.printed).map(|(_, width)| *width);
    let repeated: u16 = widths().take(usize::from(spec.frozen)).sum();
    match widths().fold(0, u16::saturating_add) {
        width if width <= ON_A4 => (A4, 1),
        width if width <= ON_A3 => (A3, 1),
        width => {
            let own = ON_A3.saturating_sub(repeated).max(1);
            (A3, width.saturating_sub(repeated).div_ceil(own))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of 序号, a name of 28 and so many columns of 14.
    fn table(columns: usize) -> (u8, u16) {
        let mut widths = vec![(String::new(), 5), (String::new(), 28)];
        widths.resize(columns + 2, (String::new(), 14));
        across(&Spec {
            name: "",
            title: "",
            unit: "",
            landscape: true,
            printed: widths.len(),
            columns: widths,
            signed: false,
            frozen: 2,
        })
    }

    /// 33 + 14·17 = 271 and 33 + 14·25 = 383 signs fit; behind the two that are repeated a page of 390 takes 357: 25 columns.
    #[test]
    fn a_wide_table_is_printed_on_larger_paper_and_then_on_several_pages() {
        let pages =
            [(17, (A4, 1)), (18, (A3, 1)), (25, (A3, 1)), (26, (A3, 2)), (51, (A3, 2)), (52, (A3, 3))];
        for (columns, wanted) in pages {
            assert_eq!(table(columns), wanted, "{columns}");
        }
    }
}
