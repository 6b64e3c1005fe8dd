//! Cells that stand for more than one: 水泵2只 or 1.钢管 2.铝管 where one product should be, 详见清单 where its name should be.

use super::super::say::Fault;
use super::Build;
use crate::finding::Code;
use crate::model::record::ListKind;
use crate::policy::{FieldId, builtin as b};
use crate::table::cell_at;
use crate::text::certificate;
use crate::text::normal::display;
use crate::text::plural::{self, Plural};
use crate::workbook::Value;

impl Build<'_> {
    /// Holds a row whose name or number says that it is several, where its quantity does not say the same.
    pub(super) fn heed_plurals(&mut self) {
        if self.reader.table.kind != ListKind::Achievements || self.reader.is_settled(b::QUANTITY) {
            return;
        }
        let quantity = self.facts.whole(b::QUANTITY);
        for field in [b::PRODUCT, b::TITLE, b::CERTIFICATE] {
            let Some((text, col)) = self.typed(field) else { continue };
            let listed =
                || plural::listed(&text).filter(|_| field != b::CERTIFICATE && !self.has_own_number());
            match plural::read(&text).or_else(listed) {
                Some(Plural::AndOthers) if quantity.is_none() => {
                    return self.hold_others(field, &display(&text), col);
                }
                Some(Plural::Counted(count)) if quantity != Some(count) => {
                    return self.hold_count(field, &display(&text), count, col);
                }
                Some(Plural::Elsewhere) if self.is_unnamed(field) => {
                    return self.hold_elsewhere(field, &display(&text), col);
                }
                _ => {}
            }
        }
        self.refuse_count_in_name();
    }

    /// The number of a patent, a standard or a trademark tells that it is one, whatever it is called.
    fn has_own_number(&self) -> bool {
        let number = self.facts.text(b::CERTIFICATE);
        number.is_some_and(|number| certificate::is_of_thing(&certificate::normal(number)))
    }

    fn hold_others(&mut self, field: FieldId, text: &str, col: u32) {
        let name = &self.reader.lexicon.policy.field(field).name;
        let message = format!("「{name}」写的是「{text}」，看来不止一项，数量却没有写。");
        let choice = self.reader.here.choice_decision(self.row.index, "数量", "1");
        let help = format!("请在原表中逐项写明，每项一行；或在 decisions.toml 中写明有几项：\n{choice}");
        self.hold(col, Fault::new(Code::QuantityUnusable, message, help));
    }

    /// The text of a field's cell, and its column.
    fn typed(&self, field: FieldId) -> Option<(String, u32)> {
        let column = self.reader.table.column(field).filter(|_| !self.reader.is_chosen(field))?;
        let cell = cell_at(self.row, column.col)?;
        match &cell.value {
            Value::Text(text) => Some((text.trim().to_owned(), cell.col)),
            _ => None,
        }
    }

    /// Nothing else of the row names what was won.
    fn is_unnamed(&self, field: FieldId) -> bool {
        [b::PRODUCT, b::TITLE].into_iter().filter(|other| *other != field).all(|other| {
            self.facts.text(other).is_none_or(|text| plural::read(text) == Some(Plural::Elsewhere))
        })
    }

    fn hold_count(&mut self, field: FieldId, text: &str, count: i64, col: u32) {
        let name = &self.reader.lexicon.policy.field(field).name;
        let said = match self.facts.whole(b::QUANTITY) {
            Some(quantity) => format!("数量却是 {quantity}"),
            None => "却没有写数量".to_owned(),
        };
        let message = format!("「{name}」写的是「{text}」，看来有 {count} 项，{said}。");
        let choice = self.reader.here.choice_decision(self.row.index, "数量", &count.to_string());
        let help = format!(
            "请在原表中拆成几行，每行写一项和它的证书编号；或在 decisions.toml 中写明有几项：\n{choice}"
        );
        self.hold(col, Fault::new(Code::QuantityUnusable, message, help));
    }

    fn hold_elsewhere(&mut self, field: FieldId, text: &str, col: u32) {
        let name = &self.reader.lexicon.policy.field(field).name;
        let message = format!("「{name}」写的是「{text}」，看不出是什么成果、有几项。");
        let choice = self.reader.here.choice_decision(self.row.index, name, "…");
        let help = format!("请在原表中逐项写明，每项一行；只有一项的可在 decisions.toml 中写明：\n{choice}");
        self.hold(col, Fault::new(Code::ValueMissing, message, help));
    }

    /// 大华水泵有限公司2只: the count is no part of the name.
    fn refuse_count_in_name(&mut self) {
        if self.reader.is_settled(b::ENTERPRISE) {
            return;
        }
        let Some((text, col)) = self.typed(b::ENTERPRISE) else { return };
        let Some((name, count)) = plural::count_behind_name(&text) else { return };
        let message = format!("「企业名称」写的是「{}」，其中的「{count}」不是名称。", display(&text));
        let choice = self.reader.here.choice_decision(self.row.index, "企业名称", name);
        let help =
            format!("请在原表中把数量移到「数量」一列；只有一项的可在 decisions.toml 中写明：\n{choice}");
        self.hold(col, Fault::new(Code::QuantityUnusable, message, help));
    }
}
