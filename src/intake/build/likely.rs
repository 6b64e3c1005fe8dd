//! A category in a column that nobody knows, where the table has no column of categories: the row says what it is, and cannot be read.

use super::super::layout::{ColumnUse, letters};
use super::super::say::Fault;
use super::Build;
use super::settle::category_text;
use crate::finding::Code;
use crate::policy::builtin as b;
use crate::table::category::Named;
use crate::table::cell_at;

impl Build<'_> {
    /// Holds a row of which nothing says what was won; a column that names it all the same is proposed.
    pub(super) fn hold_without_category(&mut self) {
        let nowhere = "没有类别，小标题、表名、工作表名和文件名也没有写明";
        if let Some((column, text)) = self.category_beside() {
            let message = format!(
                "看不出各行是哪一类成果：{nowhere}。{}列「{}」写的是「{text}」，像是类别，却不是认识的列标题，没有用到。",
                letters(column.col),
                column.heading
            );
            let name = self.reader.lexicon.policy.field(b::CATEGORY).name.as_str();
            let lines = self.reader.here.heading_decision(self.reader.table.heading_row, column.col, name);
            let help =
                format!("确是类别的，请把该列标题改成「{name}」，或在 decisions.toml 中写明：\n{lines}");
            let col = column.col;
            return self.hold(col, Fault::new(Code::CategoryMissing, message, help).of_column());
        }
        let message = format!("看不出本行是哪一类成果：{nowhere}。");
        let proposed = self.proposed_category().unwrap_or("…");
        let help = self.reader.here.choice_decision(self.row.index, "类别", proposed);
        let help = format!("请在原表中补写类别，或在 decisions.toml 中写明：\n{help}");
        self.hold(0, Fault::new(Code::CategoryMissing, message, help));
    }

    /// The first column without a field whose cell is the name of a category.
    fn category_beside(&self) -> Option<(&ColumnUse, String)> {
        let table = self.reader.table;
        let mut free = table.columns.iter().filter(|column| column.field.is_none() && !column.set_aside);
        table.column(b::CATEGORY).is_none().then(|| {
            free.find_map(|column| {
                let text = category_text(cell_at(self.row, column.col)?)?;
                matches!(self.named_by(&text), Named::One(_)).then_some((column, text))
            })
        })?
    }
}
