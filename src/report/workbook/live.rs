//! The details as formulas: which cells are live, and how other sheets gather them.

use super::formula::F;
use super::inputs::inputs;
use super::layout::{Layout, address};
use super::operations::Writer;
use crate::model::entitlement::EntitlementId;
use crate::policy::StepId;
use crate::report::view::View;
use crate::report::words::column;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A cell of a helper column.
#[derive(Clone, Debug)]
pub enum Helper {
    /// Computed.
    Formula(F, Decimal),
    /// An input.
    Input(Decimal),
}

/// One row's formulas; none where the amount stays a value.
#[derive(Default)]
pub struct LiveRow {
    /// 应奖.
    pub gross: Option<F>,
    /// Each step that has an entry.
    pub steps: Vec<Option<F>>,
    /// Each funder.
    pub funders: Vec<Option<F>>,
    /// Parts due in other years, where there are several.
    pub by_year: BTreeMap<Option<i32>, F>,
    /// Figures that the formulas read.
    pub inputs: Vec<Decimal>,
    /// Helpers by column.
    pub helpers: BTreeMap<usize, Helper>,
    /// Headings of amounts that stay values.
    pub values: Vec<&'static str>,
}

/// All rows.
pub struct Live {
    /// Where the columns stand.
    pub layout: Layout,
    /// In the order of the details.
    pub rows: Vec<LiveRow>,
}

/// Where the columns of a payout stand.
pub fn layout(view: &View, inputs: usize) -> Layout {
    let (steps, funders) = (view.steps.len(), view.funders.len());
    Layout { steps, funders, tracks: tracks(view).len(), late: view.late.len(), inputs }
}

/// The steps with helpers: those with a column, then the limits after instalments that have none.
pub fn tracks(view: &View) -> Vec<(StepId, String)> {
    let without = view.late.iter().filter(|late| !view.steps.contains(late));
    view.steps.iter().chain(without).cloned().collect()
}

impl Live {
    /// Prepares every formula.
    pub fn new(view: &View) -> Self {
        let inputs = view.payout.entitlements.iter().map(|e| inputs(view.payout, e).len()).max().unwrap_or(0);
        let layout = layout(view, inputs);
        let writer = Writer::new(view, layout);
        let rows = (0..).zip(&view.payout.entitlements).zip(&view.details);
        Self {
            layout,
            rows: rows.map(|((id, e), detail)| writer.row(EntitlementId(id), e, detail)).collect(),
        }
    }

    /// A column over all rows, as other sheets quote it.
    fn range(&self, column_at: usize) -> String {
        let letters = column(u32::try_from(column_at).unwrap_or(u32::MAX));
        let (first, last) = (super::sheet::TOP + 1, self.total_row() - 1);
        format!("'{}'!${letters}${first}:${letters}${last}", super::details::NAME)
    }

    /// The row of the totals, as a spreadsheet counts.
    fn total_row(&self) -> u32 {
        super::sheet::TOP + 1 + u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// The total of a column.
    pub fn total(&self, column_at: usize) -> String {
        format!("'{}'!{}", super::details::NAME, address(column_at, self.total_row()))
    }

    /// The sum of a column over the rows with a key in a helper column.
    pub fn sum_if(&self, column_at: usize, key: usize, cell: &str) -> String {
        format!("ROUND(SUMIFS({},{},{cell}),2)", self.range(column_at), self.range(key))
    }

    /// How many rows have a key in a helper column.
    pub fn count_if(&self, key: usize, cell: &str) -> String {
        format!("COUNTIFS({},{cell})", self.range(key))
    }

    /// How many amounts stay values.
    pub fn values(&self) -> usize {
        self.rows.iter().map(|row| row.values.len()).sum()
    }
}
