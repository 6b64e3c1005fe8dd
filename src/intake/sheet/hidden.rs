//! Columns that a department hid: it hid no row, so their contents are used, and every used one is told.

use super::super::layout::letters;
use super::super::say::Fault;
use super::Run;
use crate::finding::Code;
use crate::policy::builtin as b;

impl Run<'_> {
    /// Tells the used columns of the table just begun that nobody sees.
    pub(super) fn tell_hidden_columns(&mut self, heading_row: u32) {
        let Some(table) = &self.table else { return };
        let is_hidden =
            |col: u32| self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&col));
        let used = table.columns.iter().filter(|column| column.field.is_some_and(|field| field != b::SERIAL));
        let hidden: Vec<_> = used.filter(|column| is_hidden(column.col)).collect();
        let Some(first) = hidden.first() else { return };
        let names: Vec<String> =
            hidden.iter().map(|column| format!("{}列「{}」", letters(column.col), column.heading)).collect();
        let message = format!("{}被隐藏，表面上看不到；其中的内容照常采用。", names.join("、"));
        let help = "请在原表中取消隐藏，核对这些列的内容；不该采用的请删去该列。核对过的可用 --include-hidden，不再提示。";
        let finding =
            self.here.at_cell(Fault::new(Code::ColumnHidden, message, help), heading_row, first.col);
        self.gathered.findings.push(finding);
    }
}
