//! Where the columns of 兑现明细表 stand, and how formulas name cells.

use crate::model::entitlement::EntitlementId;
use crate::policy::TariffId;
use crate::report::words::column;

/// Where the columns of 兑现明细表 stand, the helpers to the right of what is printed.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Steps that have a column.
    pub steps: usize,
    /// Funders.
    pub funders: usize,
    /// Steps with helpers.
    pub tracks: usize,
    /// Limits after instalments.
    pub late: usize,
    /// Inputs of the row that needs most.
    pub inputs: usize,
}

impl Layout {
    /// 数量.
    pub const QUANTITY: usize = 9;
    /// 应奖.
    pub const GROSS: usize = 10;

    /// A step.
    pub fn step(self, at: usize) -> usize {
        Self::GROSS + 1 + at
    }
    /// 净额.
    pub fn net(self) -> usize {
        self.step(self.steps)
    }
    /// 实兑.
    pub fn due(self) -> usize {
        self.net() + 1
    }
    /// 以后年度.
    pub fn later(self) -> usize {
        self.net() + 2
    }
    /// A funder.
    pub fn funder(self, at: usize) -> usize {
        self.net() + 3 + at
    }
    /// The first helper, right of 来源 and 说明: numbers of payee, category and town.
    pub fn key(self, at: usize) -> usize {
        self.funder(self.funders) + 2 + at
    }
    /// An input of the row.
    pub fn input(self, at: usize) -> usize {
        self.key(3) + at
    }
    /// Helpers of a step: C, limit, total.
    pub fn running(self, track: usize, part: usize) -> usize {
        self.input(self.inputs) + track * 3 + part
    }
    /// What a limit after instalments leaves of the year's money.
    pub fn kept(self, late: usize) -> usize {
        self.running(self.tracks, 0) + late
    }
    /// C of the base of a department's share.
    pub fn share(self) -> usize {
        self.kept(self.late)
    }
    /// The number of the department that sent the list.
    pub fn department(self) -> usize {
        self.share() + 1
    }
}

/// The spreadsheet row of an entitlement.
pub fn sheet_row(id: EntitlementId) -> u32 {
    super::sheet::row_of(id.index())
}

/// An address in a row of the details.
pub fn address(column_at: usize, row: u32) -> String {
    format!("{}{row}", column(u32::try_from(column_at).unwrap_or(u32::MAX)))
}

/// The cell of 规则 that holds a tariff.
pub fn tariff_cell(tariff: TariffId) -> String {
    format!("'规则'!$D${}", tariff.0 + super::sheet::TOP + 1)
}
