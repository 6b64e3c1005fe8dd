//! Tables that count by year: told once, and none of their rows is one of a list.

use super::super::say::Fault;
use super::Run;
use crate::finding::Code;
use crate::model::record::{RowReading, TableReading};
use crate::table::yearly;

impl Run<'_> {
    /// Takes the next row as one of a table that counts by year, or as the heading of one; true where it did. Below the heading of
    /// a list nothing is such a table.
    pub(super) fn counts_by_year(&mut self) -> bool {
        let Some(row) = self.window.front().filter(|_| self.table.is_none()) else { return false };
        if self.by_year {
            self.by_year = yearly::is_row(row);
        } else if let Some(columns) = yearly::heading(row)
            && self.window.get(1).is_some_and(yearly::is_row)
        {
            self.by_year = true;
            let (at, col) = (row.index, columns.first().map_or(0, |(col, _)| *col));
            let message = "这张表按年份统计个数，没有企业，不是名单；它的行都没有读取，不影响奖励。";
            let help = "若本应是名单，请逐行写明企业名称。";
            let fault = Fault::new(Code::SheetWithoutTable, message, help);
            self.gathered.findings.push(self.here.at_cell(fault, at, col));
            let columns = columns.into_iter().map(|(col, heading)| (col, heading, None)).collect();
            let titles = std::mem::take(&mut self.above.titles);
            let titles: Vec<String> = titles.into_iter().map(|(_, _, text)| text).collect();
            let title = (!titles.is_empty()).then(|| titles.join(" "));
            self.reading.tables.push(TableReading { heading_rows: (at, at), columns, title });
        }
        if self.by_year
            && let Some(row) = self.window.pop_front()
        {
            self.mark(row.index, RowReading::Ignored);
        }
        self.by_year
    }
}
