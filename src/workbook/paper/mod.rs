//! Paper: what a sheet of .xlsx shows and prints besides what its cells hold. For workbooks that are compared: a figure
//! can be changed to the eye without a cell being touched.

mod chart;
mod drawing;
mod names;
mod sheet;
mod styles;
mod theme;

pub(super) use chart::Chart;
pub(super) use drawing::Drawing;
pub(super) use names::Names;
pub(super) use sheet::read;
pub(super) use styles::Styles;
pub(super) use theme::Theme;

use super::Visibility;
use super::merge::Merge;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a sheet shows and prints.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// Whether the sheet shows.
    pub visibility: Visibility,
    /// Rows without height or hidden, 0-based and inclusive.
    pub hidden_rows: Vec<(u32, u32)>,
    /// The same of columns.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Merged regions.
    pub merges: Vec<Merge>,
    /// A filter leaves rows out, or will when it is next applied.
    pub is_filtered: bool,
    /// How each cell that holds something is written, by row and column.
    pub inks: BTreeMap<(u32, u32), Arc<Ink>>,
    /// Headers and footers that are printed: which, and their codes and text.
    pub margins: Vec<(&'static str, String)>,
    /// What is printed; none where everything is.
    pub area: Option<Vec<Merge>>,
    /// Rows and columns that every page repeats, as the file names them.
    pub repeated: Option<String>,
    /// What lies over the cells.
    pub shapes: Vec<Shape>,
    /// Cells that look otherwise on a condition.
    pub conditional: Vec<String>,
    /// What is shown beside a cell that is chosen: where, and the text.
    pub prompts: Vec<(String, String)>,
    /// Formulas are shown in place of what they come to.
    pub shows_formulas: bool,
    /// Nothing is shown of zeros.
    pub hides_zeros: bool,
    /// Numbers are computed as they are shown, rounded.
    pub is_imprecise: bool,
}

/// How a cell is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ink {
    /// The code of its number format.
    pub format: String,
    /// The colour of its signs; none where it is not known.
    pub colour: Option<Colour>,
    /// The colour behind them; none where there is none, or it is not known.
    pub behind: Option<Colour>,
    /// The size of its signs in tenths of a point.
    pub tenths: u32,
    /// Struck out.
    pub is_struck: bool,
    /// Its content is repeated over the whole width.
    pub is_repeated: bool,
}

/// Red, green and blue.
pub type Colour = (u8, u8, u8);

/// What lies over the cells of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What it is.
    pub kind: ShapeKind,
    /// Its text.
    pub text: String,
    /// What a chart shows: its title and the cells that it reads.
    pub shows: Vec<String>,
    /// The cell that it begins over.
    pub at: (u32, u32),
}

/// Kinds of what lies over cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    /// A text box, a drawn form, a line.
    Form,
    /// A picture, over cells or behind them.
    Picture,
    /// A chart.
    Chart,
    /// A button, or an object of another program.
    Control,
}

impl Paper {
    /// Whether a row shows.
    pub fn shows_row(&self, row: u32) -> bool {
        !self.hidden_rows.iter().any(|(first, last)| (*first..=*last).contains(&row))
    }

    /// Whether a column shows.
    pub fn shows_column(&self, col: u32) -> bool {
        !self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&col))
    }

    /// Whether a cell is within what is printed.
    pub fn prints(&self, row: u32, col: u32) -> bool {
        let holds = |area: &Merge| {
            (area.first_row..=area.last_row).contains(&row) && (area.first_col..=area.last_col).contains(&col)
        };
        self.area.as_ref().is_none_or(|areas| areas.iter().any(holds))
    }
}
