//! What the numbers of a column are in: hundredths under 增长率(%), and units that are not the policy's: 面积(公顷), 发电量(万千瓦时).

use super::super::say::Fault;
use super::super::unit_line::MeasureLine;
use super::{ColumnUse, Resolver};
use crate::finding::Code;
use crate::policy::{Field, FieldId, FieldType, builtin};
use crate::text::unit::{self, Unit};
use std::collections::BTreeMap;

impl Resolver<'_> {
    /// Settles how the figures of number columns are read, and holds the rows where that is not certain. A decision that names
    /// the column's field says that its unit is right, too; what % means it does not change.
    pub(super) fn scaled(
        &mut self,
        columns: &mut [ColumnUse],
        lines: &[MeasureLine],
        decided: &BTreeMap<u32, Option<FieldId>>,
    ) {
        let policy = self.lexicon.policy;
        for column in columns {
            let declared = column.field.filter(|id| id.index() >= builtin::count());
            let Some(field) = declared.and_then(|id| policy.fields.get(id.index())) else { continue };
            if !matches!(field.kind, FieldType::Whole | FieldType::Number) {
                continue;
            }
            let percent = unit::percent_of_heading(&column.heading);
            match percent.filter(|_| field.kind == FieldType::Number) {
                Some(_) if field.scale.by_number => self.compared_with_numbers(column, field),
                Some(decimals) => column.decimals = decimals,
                None if percent.is_some() || decided.contains_key(&column.col) => {}
                None => {
                    column.unit_word = own_unit(column, field).map(|unit| unit.said);
                    if let Some((unit, place)) = foreign_unit(column, field, lines) {
                        self.in_another_unit(column, field, &unit, &place);
                    }
                }
            }
        }
    }

    /// 增长率(%) where the policy says 30 and not 30%.
    fn compared_with_numbers(&mut self, column: &ColumnUse, field: &Field) {
        let (heading, name) = (&column.heading, &field.name);
        let message = format!(
            "列标题「{heading}」写着「%」，政策文件的「{name}」却不按百分数比较，不知数字要不要换算；本表的行待定。"
        );
        let help = format!(
            "原文说的是百分数的，请在政策文件里把「{name}」的条件写成 \"10%\" 的样子；说的不是百分数的，请改正列标题。"
        );
        self.holding.push((column.col, Fault::new(Code::HeadingAmbiguous, message, help)));
    }

    /// 面积(公顷) where the policy counts 亩.
    fn in_another_unit(&mut self, column: &ColumnUse, field: &Field, unit: &Unit, place: &str) {
        let (name, said) = (&field.name, &unit.said);
        let own = match field.scale.said_beside(unit) {
            Some(own) => format!("政策文件的「{name}」按「{own}」计"),
            None => format!("政策文件的「{name}」没有写"),
        };
        let message = format!("{place}写着「{said}」，{own}，不知数字要不要换算；本表的行待定。");
        let help = format!(
            "请在原表中把数字换算好，单位也改过来；政策就是按「{said}」计的，在政策文件的这个字段写 unit = \"{said}\"；数字不用换算的，{}",
            self.paste(column.col, name)
        );
        self.holding.push((column.col, Fault::new(Code::HeadingAmbiguous, message, help)));
    }
}

/// The unit that the heading states.
fn own_unit(column: &ColumnUse, field: &Field) -> Option<Unit> {
    unit::words_of_heading(&column.heading).iter().find_map(|word| field.scale.read(word))
}

/// The unit of the column's figures, where the policy's field is in another: the heading's own, or else that of a line above.
fn foreign_unit(column: &ColumnUse, field: &Field, lines: &[MeasureLine]) -> Option<(Unit, String)> {
    if let Some(unit) = own_unit(column, field) {
        let place = || format!("列标题「{}」", column.heading);
        return (!field.scale.takes(&unit)).then(|| (unit, place()));
    }
    let about: Vec<(Unit, &MeasureLine)> = lines
        .iter()
        .filter_map(|line| Some((field.scale.read(&line.word)?, line)))
        .filter(|(unit, _)| field.scale.is_about(unit))
        .collect();
    let taken = about.iter().any(|(unit, _)| field.scale.takes(unit));
    let (unit, line) = about.into_iter().next().filter(|_| !taken)?;
    Some((unit, line.place.clone()))
}
