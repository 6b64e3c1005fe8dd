//! Headings that nobody knows, and that may change the pay all the same.

use super::super::say::Fault;
use super::{ColumnUse, Resolver, UNUSED, letters, shown};
use crate::finding::Code;
use crate::model::record::ListKind;
use crate::policy::{FieldId, builtin as b};
use crate::table::counting::{self, Counting};
use crate::table::heading::Column;
use crate::text::normal::key;
use std::collections::BTreeMap;

impl Resolver<'_> {
    /// A heading that nobody knows, with the words of a field that pays otherwise when it is absent: how many, which kind, what
    /// stage, which rank. Left aside, it would change the pay in silence.
    pub(super) fn unknown_but_alike(
        &mut self,
        columns: &[ColumnUse],
        heading: &[Column],
        decided: &BTreeMap<u32, Option<FieldId>>,
    ) {
        if self.kind != ListKind::Achievements || !self.holding.is_empty() {
            return;
        }
        let has = |field: FieldId| columns.iter().any(|column| column.field == Some(field));
        let absent: Vec<FieldId> =
            [b::QUANTITY, b::CATEGORY, b::STAGE, b::RANK].into_iter().filter(|field| !has(*field)).collect();
        for column in
            columns.iter().filter(|column| column.field.is_none() && !decided.contains_key(&column.col))
        {
            let lower = column.heading.split(' ').next_back().unwrap_or_default();
            // 数量 over 吨: the lower part alone says nothing.
            let counted = || absent.contains(&b::QUANTITY).then_some([b::QUANTITY]);
            let whole = || self.lexicon.resembles(&column.heading, &counted()?);
            let Some(field) = self.lexicon.resembles(lower, &absent).or_else(whole) else { continue };
            if field == b::QUANTITY && counting::counts_attached(lower) {
                continue;
            }
            if field != b::RANK && (is_of_holder(lower) || is_of_holder(&column.heading)) {
                continue;
            }
            let name = self.name(field);
            if field == b::QUANTITY && measured(&column.heading) {
                self.measured_otherwise(column, name.to_owned());
                continue;
            }
            let message = format!(
                "列标题「{}」像是「{name}」，却不是认识的写法，不能猜；本表的行待定。各列为：{}。",
                column.heading,
                shown(heading)
            );
            let help = self.paste(column.col, name);
            self.holding.push((column.col, Fault::new(Code::HeadingAmbiguous, message, help)));
        }
    }

    /// 数量(万只), 数量（吨）: what was made or sold, it seems, and how many awards nobody says.
    fn measured_otherwise(&mut self, column: &ColumnUse, name: String) {
        let message = format!(
            "列标题「{}」写的单位不是成果的计法，看来是产量一类，不是获奖的数量；本表的行待定。",
            column.heading
        );
        let help = format!("{}\n确是获奖数量的，field 写「{name}」。", self.paste(column.col, UNUSED));
        self.holding.push((column.col, Fault::new(Code::HeadingAmbiguous, message, help)));
    }

    /// Notes the columns whose figures may count awards, where no column of quantities does: 发明专利(件), 授权量, 3月.
    pub(super) fn counting(&self, columns: &mut [ColumnUse], decided: &BTreeMap<u32, Option<FieldId>>) {
        let counted = columns.iter().any(|column| column.field == Some(b::QUANTITY));
        if self.kind != ListKind::Achievements || counted {
            return;
        }
        let free = |column: &&mut ColumnUse| column.field.is_none() && !decided.contains_key(&column.col);
        let mut found: Vec<(&mut ColumnUse, Counting)> = columns
            .iter_mut()
            .filter(free)
            .filter_map(|column| {
                let lower = column.heading.split(' ').next_back().unwrap_or_default();
                let counting = counting::read(lower, &self.lexicon.categories);
                let counting = counting.filter(|_| !is_of_holder(lower))?;
                Some((column, counting))
            })
            .collect();
        let alone = found.len() == 1;
        for (column, counting) in &mut found {
            let message = format!(
                "{}列「{}」下面看来是件数，却不是认识的「{}」列，有几件不能猜；有数的行待定。",
                letters(column.col),
                column.heading,
                self.name(b::QUANTITY)
            );
            let field = if alone { self.name(b::QUANTITY) } else { UNUSED };
            let help = format!(
                "分几列写的，请在原表中改成每类（每月）一行，设「类别」「数量」两列；只有一列是数量的，其余各列{}",
                self.paste(column.col, field).replacen("请", "也可", 1)
            );
            let help = if alone { self.paste(column.col, field) } else { help };
            column.may_count = Some((counting.category, Fault::new(Code::HeadingAmbiguous, message, help)));
        }
    }
}

/// A bracket or a lower part behind 数量 that is left once nothing is said of awards.
fn measured(heading: &str) -> bool {
    key(heading).contains('(') || heading.contains(' ')
}

/// 行业类别, 职工数量: what the enterprise is, not what it won.
fn is_of_holder(heading: &str) -> bool {
    let words =
        ["企业", "行业", "产业", "单位", "经济", "注册", "登记", "纳税", "员工", "职工", "从业", "人员"];
    words.iter().any(|word| heading.starts_with(word))
}
