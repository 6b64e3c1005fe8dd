//! Columns that rows fill and no rule reads: those that look as if something hung on them are told once a table.

use super::super::build::Faults;
use super::super::layout::{self, ColumnUse, letters};
use super::super::say::Fault;
use super::Run;
use crate::finding::Code;
use crate::model::record::{ListKind, RowRef};
use crate::text::verdict::Asks;
use crate::text::weighty;

impl Run<'_> {
    /// Keeps in mind which of them a row fills, and what a row that names nothing says there.
    pub(super) fn note_unused(&mut self, faults: &mut Faults, row: RowRef) {
        let beside = std::mem::take(&mut faults.beside);
        if !beside.is_empty() {
            self.gathered.beside.insert(row, beside);
        }
        if let Some(table) = &mut self.table {
            for (col, looks) in &faults.unused {
                let all = table.unused.get(col).map_or(*looks, |so_far| so_far.and(*looks));
                table.unused.insert(*col, all);
            }
            table.heeded.extend(faults.holding.iter().map(|(col, _)| *col));
        }
    }

    /// Tells them, now that the table's rows are read.
    pub(super) fn tell_unused(&mut self) {
        let likely = self.tell_likely();
        let Some((table, reading)) = self.table.as_ref().zip(self.reading.tables.last()) else { return };
        if table.kind != ListKind::Achievements || table.held.is_some() {
            return;
        }
        // By what they say rows are held: they are heeded, and that is told row by row.
        let unused = table
            .columns
            .iter()
            .filter(|column| table.unused.contains_key(&column.col) && !table.heeded.contains(&column.col));
        let lexicon = &self.context.lexicon;
        // Of several columns of one field it is told which is used; what asks for a yes or a no is heeded row by row.
        let is_known = |column: &ColumnUse| {
            let read = lexicon.recognise(std::slice::from_ref(&column.heading), Some(table.kind));
            !read.fields.is_empty()
                || !matches!(column.asks, None | Some(Asks::Verdict | Asks::Checked | Asks::Status))
        };
        let weighty: Vec<_> = unused
            .filter(|column| !likely.contains(&column.col))
            .filter(|column| weighty::is_weighty(&column.heading) && !is_known(column))
            .collect();
        let Some(first) = weighty.first() else { return };
        let names: Vec<String> =
            weighty.iter().map(|column| format!("{}列「{}」", letters(column.col), column.heading)).collect();
        let last = reading.heading_rows.1;
        let message = format!("{}填有内容，却没有一条规则用到，不影响金额。", names.join("、"));
        let help = format!(
            "请看一眼这些列有没有说哪一行不该奖、少奖或多奖；看过的在 decisions.toml 中每列写一条，不再提示：\n{}",
            self.here.heading_decision(last, first.col, layout::UNUSED)
        );
        let finding = self.here.at_cell(Fault::new(Code::ColumnUnused, message, help), last, first.col);
        self.gathered.findings.push(finding);
    }
}
