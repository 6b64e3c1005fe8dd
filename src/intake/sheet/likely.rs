//! Columns that nobody knows and that look like what the table lacks: a day, a name, a number, a field that the policy declares. They are
//! told with the field that they may be, as what stands there is otherwise said to be missing.

use super::super::layout::{ColumnUse, Looks, Table, letters};
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
        let listed = matches!(table.kind, ListKind::Achievements | ListKind::Register);
        if !listed || table.held.is_some() {
            return Vec::new();
        }
        let last = reading.heading_rows.1;
        let mut told = Vec::new();
        for column in &table.columns {
            let Some(looks) = table.unused.get(&column.col) else { continue };
            if table.heeded.contains(&column.col) || column.set_aside {
                continue;
            }
            let Some(field) = self.likely_field(column, *looks, table) else { continue };
            let fault = self.likely(column, *looks, field, last);
            self.gathered.findings.push(self.here.at_cell(fault, last, column.col));
            told.push(column.col);
        }
        told
    }

    /// The field that a column may be, of those that the table lacks.
    fn likely_field(&self, column: &ColumnUse, looks: Looks, table: &Table) -> Option<FieldId> {
        let lexicon = &self.context.lexicon;
        if let Some(field) = lexicon.likely_declared(&column.heading, table.kind, looks.figures, looks.days) {
            let by_year = lexicon.policy.field(field).by_year;
            return (by_year || table.column(field).is_none()).then_some(field);
        }
        let lacks = |field: &FieldId| match *field {
            b::PRODUCT => table.column(b::PRODUCT).or(table.column(b::TITLE)).is_none(),
            field => table.column(field).is_none(),
        };
        let other = column.asks.is_some() || column.describes || column.may_count.is_some();
        if table.kind != ListKind::Achievements || other {
            return None;
        }
        let lower = column.heading.split(' ').next_back().unwrap_or_default();
        let of_days = || (looks.days && everyday::may_head_days(lower)).then_some(b::RECOGNISED);
        everyday::looks_like(lower).or_else(of_days).filter(lacks)
    }

    fn likely(&self, column: &ColumnUse, looks: Looks, field: FieldId, last: u32) -> Fault {
        let field_use = self.context.lexicon.policy.field(field);
        let (name, letters) = (field_use.name.as_str(), letters(column.col));
        let message = format!(
            "{letters}列「{}」填有内容，像是「{name}」，却不是认识的写法，没有用到；本表没有",
            column.heading
        );
        if let (true, Some(year)) = (field_use.by_year, self.context.year) {
            let message = format!("{message}认出这一列的「{name}」。");
            let help = format!(
                "确是「{name}」的，请把列标题改成写明年份的，如「{year}年{name}」，是金额的写上单位（万元、元）；不是的不必改。"
            );
            return Fault::new(Code::ColumnUnused, message, help);
        }
        let help = format!(
            "确是「{name}」的，请把列标题改成「{name}」，或在 decisions.toml 中写明；不是的 field 写「不使用」，不再提示：\n{}",
            self.here.heading_decision(last, column.col, name)
        );
        match self.context.year.zip(looks.years).filter(|_| field == b::RECOGNISED) {
            // As the day of recognition it might take the award from rows that are paid without one.
            Some((year, (from, to))) if from < year || year < to => {
                let other = if from < year { from } else { to };
                let message = format!(
                    "{message}「{name}」一列。其中有 {other} 年的，不是所算的 {year} 年：确是「{name}」的，那些行不一定能奖。"
                );
                Fault::new(Code::HeadingAmbiguous, message, help)
            }
            _ => Fault::new(Code::ColumnUnused, format!("{message}「{name}」一列。"), help),
        }
    }
}
