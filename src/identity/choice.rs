//! A chosen value, read by its field's type and set in its row before anything else looks at it.

use super::desk::Desk;
use crate::finding::Code;
use crate::model::decision::Decision;
use crate::model::record::{CellRef, Fact, ListKind, Record, RowRef, Value};
use crate::policy::{CategoryId, Field, FieldId, FieldOn, FieldType, Policy, builtin};
use crate::text::number::AmountUnit;
use crate::text::{date, name, normal, number};

/// The field of a choice; one that nothing has is refused, whatever became of its row.
pub(super) fn field(desk: &mut Desk<'_>, decision: &Decision, name: &str) -> Option<FieldId> {
    let found = desk.policy.fields.iter().position(|known| known.name == name);
    if found.is_none() {
        refuse(desk, decision, format!("名单和政策里都没有「{name}」这一栏"));
    }
    found.and_then(|index| u32::try_from(index).ok()).map(FieldId)
}

/// Whether a value is one of its field's; if not, the run is refused, whatever became of the row.
pub(super) fn is_value(desk: &mut Desk<'_>, decision: &Decision, id: FieldId, value: &str) -> bool {
    let Err(why) = read(desk.policy.field(id), value) else { return true };
    refuse(desk, decision, format!("「{}」不能写「{value}」：{why}", desk.policy.field(id).name));
    false
}

/// Sets the value, or refuses the run: a choice that is not understood must not be skipped.
pub(super) fn set(desk: &mut Desk<'_>, decision: &Decision, row: RowRef, id: FieldId, value: &str) {
    let field = desk.policy.field(id).name.as_str();
    match read(desk.policy.field(id), value) {
        Ok(_) if desk.policy.field(id).by_year => {
            let why = format!("「{field}」按年度填写，「选择」决定没有写是哪一年");
            super::rows::unmatched(desk, decision, &why, "请在企业名录里按年度改正，并删去这条决定。");
        }
        // It was told.
        Err(_) => {}
        Ok(value) => {
            let category = (id == builtin::CATEGORY).then(|| category(desk.policy, &value));
            if category == Some(None) {
                return refuse(desk, decision, "政策文件里没有这个类别".into());
            }
            let at = desk.records.iter().position(|record| record.at == row);
            if let Some(list) =
                at.map(|at| desk.records[at].kind).filter(|list| !is_read(desk.policy, id, *list))
            {
                let why = format!("{}的行不读「{field}」", list.label());
                super::rows::unmatched(desk, decision, &why, "请在写有这一栏的名单里改正，并删去这条决定。");
                return;
            }
            if let Some(record) = at.and_then(|at| desk.records.to_mut().get_mut(at)) {
                enter(record, id, value, category.flatten());
            }
        }
    }
}

/// Whether rows of a list are read for a field; those that a policy declares may be asked of any row.
fn is_read(policy: &Policy, field: FieldId, list: ListKind) -> bool {
    let on = |list| policy.field(field).on.contains(&list);
    match list {
        _ if field.index() >= builtin::count() => true,
        ListKind::Achievements => on(FieldOn::Achievement),
        ListKind::Register => on(FieldOn::Register),
        ListKind::History => on(FieldOn::History),
        ListKind::Exclusion => builtin::OF_EXCLUSION.contains(&field),
        ListKind::Unknown => true,
    }
}

fn refuse(desk: &mut Desk<'_>, decision: &Decision, message: String) {
    let at = desk.decisions.place(decision);
    desk.say(Code::DecisionChoice, at, message, "请改正这条决定的 field（栏名）或 value（内容）。");
}

fn enter(record: &mut Record, field: FieldId, value: Value, category: Option<CategoryId>) {
    if let (builtin::ENTERPRISE, Value::Text(text)) = (field, &value) {
        record.names = name::split_holders(text);
    }
    record.category = category.or(record.category);
    let cell = record.facts.get(field).map_or_else(|| own_cell(record), |fact| fact.cell);
    record.facts.set(Fact { field, year: None, value, cell });
}

/// The first cell that was read in the record's own row.
pub(super) fn own_cell(record: &Record) -> CellRef {
    let own = record.facts.iter().map(|fact| fact.cell).filter(|cell| cell.row == record.at);
    own.min().unwrap_or(CellRef { row: record.at, col: 0 })
}

fn category(policy: &Policy, value: &Value) -> Option<CategoryId> {
    let Value::Text(text) = value else { return None };
    let wanted = normal::key(text);
    let named = |name: &String| normal::key(name) == wanted;
    let at = policy.categories.iter().position(|c| named(&c.name) || c.aliases.iter().any(named))?;
    u32::try_from(at).ok().map(CategoryId)
}

/// A value of a field's type, or why it is none.
fn read(field: &Field, text: &str) -> Result<Value, String> {
    match field.kind {
        FieldType::Text => Ok(Value::Text(text.into())),
        FieldType::Whole => number::whole(text).map(Value::Whole).map_err(|fault| fault.message()),
        FieldType::Number => match number::number(text) {
            Ok(parsed) if parsed.unit.is_none() => Ok(Value::Number(parsed.value)),
            Ok(_) => Err("带有单位".into()),
            Err(fault) => Err(fault.message()),
        },
        FieldType::Money => money(text),
        FieldType::Date => date::date(text).map(Value::Date).map_err(|fault| fault.message()),
        FieldType::Bool => match normal::key(text).as_str() {
            "是" | "有" | "YES" | "Y" | "TRUE" | "√" => Ok(Value::Bool(true)),
            "否" | "无" | "NO" | "N" | "FALSE" | "×" => Ok(Value::Bool(false)),
            _ => Err("应为「是」或「否」".into()),
        },
        FieldType::Choice => {
            let key = normal::key(text);
            let own = field.values.iter().find(|value| normal::key(value) == key);
            let value = own.or_else(|| field.aliases.get(&key));
            value
                .map(|value| Value::Text(value.as_str().into()))
                .ok_or_else(|| format!("应为：{}", field.values.join("、")))
        }
    }
}

/// Money states its unit: 12 could be 元 or 万元.
fn money(text: &str) -> Result<Value, String> {
    let parsed = number::number(text).map_err(|fault| fault.message())?;
    let unit: AmountUnit = parsed.unit.ok_or("没有写明单位，请写如 500000元、50万元")?;
    unit.in_yuan(parsed.value).map(Value::Money).ok_or_else(|| "数值过大".into())
}
