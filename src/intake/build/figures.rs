//! Numbers of declared fields: a unit behind one, and percentages with and without their sign.

use super::super::layout::ColumnUse;
use super::super::say::Fault;
use super::Build;
use crate::finding::Code;
use crate::policy::{Field, FieldId, FieldType, builtin};
use crate::text::number;
use crate::text::unit::{self, Unit};
use crate::workbook::{Cell, FormatUnit, Value};
use rust_decimal::Decimal;

impl Build<'_> {
    /// The cell as its number is to be read: without the unit of its column, and as a part of a hundred where the heading has %.
    pub(super) fn figure_cell(
        &self,
        column: &ColumnUse,
        id: FieldId,
        cell: &Cell,
    ) -> Result<Option<Cell>, Fault> {
        let Some(field) = self.reader.lexicon.policy.fields.get(id.index()) else { return Ok(None) };
        if id.index() < builtin::count() || !matches!(field.kind, FieldType::Whole | FieldType::Number) {
            return Ok(None);
        }
        if let Value::Text(text) = &cell.value
            && let Some((figure, word)) = unit::parted(text)
            && let Some(unit) = field.scale.read(&word)
        {
            return without_unit((column, field), cell, figure, unit).map(Some);
        }
        if field.kind != FieldType::Number || has_sign(cell) {
            return Ok(None);
        }
        let Some(value) = plain(cell) else { return Ok(None) };
        if cell.format_unit == Some(FormatUnit::Unclear) && (column.decimals > 0 || field.scale.is_rate()) {
            return Err(shown_otherwise(field));
        }
        if column.decimals > 0 {
            let part = crate::money::exact_product(value, Decimal::new(1, column.decimals));
            let number = |value| Cell { value: Value::Number(value, Default::default()), ..cell.clone() };
            return Ok(part.map(number));
        }
        match field.scale.is_rate() && value > Decimal::ONE {
            true => Err(without_sign(field, value)),
            false => Ok(None),
        }
    }
}

/// 100亩 under 面积(亩): the figure; under another unit nothing is certain.
fn without_unit(
    (column, field): (&ColumnUse, &Field),
    cell: &Cell,
    figure: String,
    unit: Unit,
) -> Result<Cell, Fault> {
    let of_heading = column.unit_word.as_deref().and_then(|own| field.scale.read(own));
    let (takes, own) = match &of_heading {
        Some(own) => (own.agrees(&unit), Some(own.said.as_str())),
        None => (field.scale.takes(&unit), field.scale.said_beside(&unit)),
    };
    if takes {
        return Ok(Cell { value: Value::Text(figure), ..cell.clone() });
    }
    let (counts, help) = match own {
        Some(own) => (format!("本列按「{own}」计"), format!("请在原表中换算成「{own}」，只写数字。")),
        None => (
            "政策文件没有写按什么单位计".to_owned(),
            format!("请只写数字，单位写在列标题里；并在政策文件的字段「{}」写明 unit。", field.name),
        ),
    };
    let message = format!("「{}」写的单位是「{}」，{counts}，不替您换算。", field.name, unit.said);
    Err(Fault::new(Code::NumberUnusable, message, help))
}

/// A number format that shows another number than the cell holds.
fn shown_otherwise(field: &Field) -> Fault {
    let message = format!("「{}」的单元格格式改变了显示的数值，看不出是不是百分数。", field.name);
    Fault::new(Code::NumberUnusable, message, "请把单元格格式改为常规或百分比，核对数字后保存。")
}

/// 12.3 where the policy says 10%.
fn without_sign(field: &Field, value: Decimal) -> Fault {
    let name = &field.name;
    let value = value.normalize();
    let hundred = crate::money::exact_product(value, Decimal::ONE_HUNDRED).unwrap_or(value).normalize();
    let message = format!(
        "「{name}」写的是 {value}，没有百分号；政策按百分数比较，看不出是 {value}% 还是 {hundred}%。"
    );
    let help = format!("请在列标题里写明「{name}(%)」，或在格内写成 {value}% 的样子。");
    Fault::new(Code::NumberUnusable, message, help)
}

/// A percentage by its own sign or number format.
fn has_sign(cell: &Cell) -> bool {
    match &cell.value {
        Value::Text(text) => text.contains(['%', '％', '﹪', '‰']) || text.contains("分之"),
        _ => cell.format_unit == Some(FormatUnit::Percent),
    }
}

fn plain(cell: &Cell) -> Option<Decimal> {
    match &cell.value {
        Value::Number(value, note) => (!note.digits_lost).then_some(*value),
        Value::Text(text) => {
            number::number(text).ok().filter(|read| read.unit.is_none()).map(|read| read.value)
        }
        _ => None,
    }
}
