//! Columns that nobody knows and that look like what the table lacks: a day, a name, a number. They are told with the field that they
//! may be, as a missing day is otherwise said to be missing while it stands there.

use super::super::layout::letters;
use super::super::say::Fault;
use super::Run;
use crate::finding::Code;
use crate::model::record::ListKind;
use crate::policy::{FieldId, builtin as b};
use crate::table::everyday;

impl Run<'_> {
    /// Tells them, now that it is known which columns rows fill; the columns told.
    pub(super) fn tell_likely(&mut self) -> Vec<u32> {
        let Some((table, reading)) = self.table.as_ref().zip(self.reading.tables.last()) else {
            return Vec::new();
        };
        if table.kind != ListKind::Achievements || table.held.is_some() {
            return Vec::new();
        }
        let lacks = |field: FieldId| match field {
            b::PRODUCT => table.column(b::PRODUCT).or(table.column(b::TITLE)).is_none(),
            field => table.column(field).is_none(),
        };
        let last = reading.heading_rows.1;
        let policy = self.context.lexicon.policy;
        let mut told = Vec::new();
        for column in table.columns.iter().filter(|column| table.unused.contains(&column.col)) {
            let lower = column.heading.split(' ').next_back().unwrap_or_default();
            let Some(field) = everyday::looks_like(lower).filter(|field| lacks(*field)) else { continue };
            if column.asks.is_some() || column.describes || column.may_count.is_some() {
                continue;
            }
            let name = policy.field(field).name.as_str();
            let message = format!(
                "{}列「{}」填有内容，像是「{name}」，却不是认识的写法，没有用到；本表没有「{name}」一列。",
                letters(column.col),
                column.heading
            );
            let help = format!(
                "确是「{name}」的，请把列标题改成「{name}」，或在 decisions.toml 中写明；不是的 field 写「不使用」，不再提示：\n{}",
                self.here.heading_decision(last, column.col, name)
            );
            let fault = Fault::new(Code::ColumnUnused, message, help);
            self.gathered.findings.push(self.here.at_cell(fault, last, column.col));
            told.push(column.col);
        }
        told
    }
}
