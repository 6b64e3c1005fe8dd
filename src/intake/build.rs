//! A data row of a table becomes a record, or is held with every fault that was found in it.

mod categories;
mod columns;
mod counts;
mod derived;
mod exclusion;
mod figures;
mod heed;
mod holders;
mod likely;
mod plural;
mod remarks;
mod settle;
mod sharers;
mod stage;
mod years;

use super::amount::{self, Units};
use super::doubt;
use super::layout::{ColumnUse, Looks, Table};
use super::say::{Fault, Here};
use super::{checks, value};
use crate::finding::Code;
use crate::model::decision::{Decision, DecisionKind};
use crate::model::record::{CellRef, Fact, Facts, ListKind, Record, Value as Typed};
use crate::policy::{CategoryId, FieldId, FieldType, builtin as b};
use crate::table::category::Named;
use crate::table::lexicon::Lexicon;
use crate::table::{self, cell_at, words};
use crate::text::code;
use crate::text::name::{self, Stage};
use crate::text::normal::{display, is_blank, key};
use crate::text::placeholder;
use crate::text::remark;
use crate::text::stage::of_column;
use crate::workbook::{Cell, Row, Value};
use std::num::NonZeroI32;

/// Faults of a row, each with its column.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// Faults that hold the row.
    pub holding: Vec<(u32, Fault)>,
    /// Faults that set one value aside.
    pub warning: Vec<(u32, Fault)>,
    /// What the row of a register says against its enterprise.
    pub doubts: Vec<(u32, Fault)>,
    /// Filled columns that no rule reads, and what their cells look like.
    pub unused: Vec<(u32, Looks)>,
    /// What stands in these, where the row names nothing.
    pub beside: Vec<(u32, Box<str>)>,
}

/// What a row is read by.
pub(super) struct Reader<'a> {
    /// Known names.
    pub lexicon: &'a Lexicon<'a>,
    /// The table.
    pub table: &'a Table,
    /// The sheet.
    pub here: &'a Here,
    /// The award year, where there is one.
    pub year: Option<i32>,
    /// Decisions on this row.
    pub decisions: Vec<&'a Decision>,
    /// True where the merge that begins at a cell goes on in later rows.
    pub spans_rows: &'a dyn Fn(u32, u32) -> bool,
}

impl Reader<'_> {
    /// A person chose what the row has in a field, or accepted the row as it reads.
    fn is_settled(&self, field: FieldId) -> bool {
        let mut decisions = self.decisions.iter();
        self.is_chosen(field) || decisions.any(|decision| matches!(decision.kind, DecisionKind::Accept(_)))
    }

    /// A person refused the row: what speaks against it needs no more words.
    fn is_refused(&self) -> bool {
        self.decisions.iter().any(|decision| matches!(decision.kind, DecisionKind::Refuse(_)))
    }

    /// A person chose what the row has in a field.
    fn is_chosen(&self, field: FieldId) -> bool {
        self.decisions.iter().any(|decision| match &decision.kind {
            DecisionKind::Choice { field: name, .. } => self.lexicon.field_named(name) == Some(field),
            _ => false,
        })
    }
}

/// Reads a row. The record is to be used only where no fault holds it.
pub(super) fn build(row: &Row, reader: &Reader<'_>) -> (Record, Faults) {
    let mut build = Build {
        reader,
        row,
        faults: Faults::default(),
        // A column each, and what the table states or a title holds besides.
        facts: Facts::with_room(reader.table.columns.len() + 6),
        stages: Vec::new(),
        counts: Vec::new(),
        category: None,
        names: Vec::new(),
    };
    build.read_columns();
    build.choose();
    build.heed_years();
    build.find_category();
    build.compare_with_number();
    build.heed_stages();
    build.settle_stage();
    build.heed_counts();
    build.settle_quantity();
    build.read_rank();
    build.heed_sharers();
    build.heed_person();
    build.heed_plurals();
    build.add_stated();
    build.forget_year();
    build.heed_award_year();
    build.heed();
    build.require();
    let warnings = checks::identifiers(&build.facts, reader.table.kind);
    build.faults.warning.extend(warnings);
    let settled = |field| reader.is_settled(field);
    let choice = |field: &str, text: &str| reader.here.choice_decision(row.index, field, text);
    checks::look_alikes(&build.facts, reader.lexicon.policy, settled, choice, &mut build.faults);
    build.facts.shrink();
    let record = Record {
        at: reader.here.row(row.index),
        kind: reader.table.kind,
        category: build.category,
        names: build.names,
        facts: build.facts,
    };
    (record, build.faults)
}

struct Build<'a> {
    reader: &'a Reader<'a>,
    row: &'a Row,
    faults: Faults,
    facts: Facts,
    stages: Vec<(Stage, CellRef)>,
    counts: Vec<(i64, CellRef)>,
    category: Option<CategoryId>,
    names: Vec<String>,
}

impl<'a> Build<'a> {
    fn cell(&self, col: u32) -> CellRef {
        self.reader.here.cell(self.row.index, col)
    }

    fn hold(&mut self, col: u32, fault: Fault) {
        self.faults.holding.push((col, fault));
    }

    fn set(&mut self, field: FieldId, value: Typed, cell: CellRef) {
        self.facts.set(Fact { field, year: None, value, cell });
    }

    fn read_columns(&mut self) {
        let table = self.reader.table;
        for column in &table.columns {
            let (Some(id), Some(cell)) = (column.field, self.cell_of(column)) else { continue };
            match self.read(column, id, cell) {
                Ok(()) => {}
                Err(_) if id == b::CLAIM && self.is_given_up(cell) => {
                    let text = table::text_of(cell);
                    let fault =
                        doubt::of_row(&column.heading, &display(text), self.row.index, self.reader.here);
                    self.hold(column.col, fault);
                }
                Err(fault) if id == b::CLAIM => self.faults.warning.push((column.col, claim(fault))),
                Err(fault) if self.is_account(id) => self.faults.warning.push((column.col, account(fault))),
                Err(fault) => self.hold(column.col, fault),
            }
        }
    }

    /// What an enterprise is paid through says nothing of what it has won: without it, it only stands in no payment file.
    fn is_account(&self, field: FieldId) -> bool {
        self.reader.table.kind == ListKind::Register && matches!(field, b::ACCOUNT | b::BANK)
    }

    /// 放弃, 不奖 where an amount is claimed.
    fn is_given_up(&self, cell: &Cell) -> bool {
        let achievements = self.reader.table.kind == ListKind::Achievements;
        achievements && !self.reader.is_settled(b::CLAIM) && remark::is_against(table::text_of(cell))
    }

    fn read(&mut self, column: &ColumnUse, id: FieldId, cell: &Cell) -> Result<(), Fault> {
        let Some(field) = self.reader.lexicon.policy.fields.get(id.index()) else { return Ok(()) };
        let at = self.cell(cell.col);
        refuse_ditto(cell, &field.name)?;
        match id {
            b::CATEGORY => return value::usable(cell, field),
            b::QUANTITY => {
                self.whole_cell(cell, "数量")?;
                if let Some((count, measure)) = value::quantity(cell, field)? {
                    self.set(id, Typed::Whole(count), at);
                    self.counts.push((count, at));
                    let stated = column.measure.as_deref().or(self.reader.table.measure.as_deref());
                    self.note_measure(measure.as_deref().or(stated), cell.col);
                }
                return Ok(());
            }
            b::STAGE => return self.read_stage(column, cell),
            _ => {}
        }
        if field.kind == FieldType::Money {
            return self.read_money(column, id, cell, at);
        }
        let whole = self.figure_cell(column, id, cell)?.or_else(|| self.with_century(cell, field.kind));
        let Some(value) = value::read(whole.as_ref().unwrap_or(cell), id, field)? else { return Ok(()) };
        match (id, &value) {
            (b::ENTERPRISE, Typed::Text(text)) => {
                self.read_enterprise(text, at)?;
                self.refuse_name_beside(text)?;
            }
            (b::PRODUCT | b::TITLE, Typed::Text(text)) => self.read_title(id, text, at),
            _ if field.by_year => {
                let year = self.year_of(column)?;
                self.facts.set(Fact { field: id, year: NonZeroI32::new(year), value, cell: at });
            }
            _ => self.set(id, value, at),
        }
        Ok(())
    }

    /// A cell with a day whose year is written with two digits, with all of it, as far as the award year tells.
    fn with_century(&self, cell: &Cell, kind: FieldType) -> Option<Cell> {
        let (Value::Text(text), Some(year), FieldType::Date) = (&cell.value, self.reader.year, kind) else {
            return None;
        };
        let text = crate::text::century::with_century(text, year)?;
        Some(Cell { value: Value::Text(text), ..cell.clone() })
    }

    /// A figure merged over several rows stands for all of them together: which part is this row's nobody can tell.
    fn whole_cell(&self, cell: &Cell, what: &str) -> Result<(), Fault> {
        let copied = cell.merged_from.is_some_and(|(row, _)| row != self.row.index);
        let (row, col) = cell.merged_from.unwrap_or((self.row.index, cell.col));
        if !copied && !(self.reader.spans_rows)(row, col) {
            return Ok(());
        }
        let message = format!("{what}的单元格合并了几行，看不出每行各是多少。");
        Err(Fault::new(Code::MergedFigure, message, "请在原表中取消合并，每行分别填写。"))
    }

    fn read_money(&mut self, column: &ColumnUse, id: FieldId, cell: &Cell, at: CellRef) -> Result<(), Fault> {
        let Some(field) = self.reader.lexicon.policy.fields.get(id.index()) else { return Ok(()) };
        value::usable(cell, field)?;
        if self.reader.table.kind != ListKind::Register {
            self.whole_cell(cell, &field.name)?;
        }
        let mut units = Units::default();
        units.add_stated(column.unit.as_ref(), "列标题");
        units.add_lines(&self.reader.table.units);
        units.add(self.row_unit()?, amount::OF_ROW);
        let Some(yuan) = amount::yuan(cell, units)? else { return Ok(()) };
        let year = if field.by_year { NonZeroI32::new(self.year_of(column)?) } else { None };
        self.facts.set(Fact { field: id, year, value: Typed::Money(yuan), cell: at });
        Ok(())
    }

    /// The unit in the row's own column of units.
    fn row_unit(&self) -> Result<Option<crate::text::number::AmountUnit>, Fault> {
        let Some(column) = self.reader.table.column(b::AMOUNT_UNIT) else { return Ok(None) };
        let Some(Value::Text(text)) = cell_at(self.row, column.col).map(|cell| &cell.value) else {
            return Ok(None);
        };
        if is_blank(text) {
            return Ok(None);
        }
        words::unit_word(&key(text)).map(Some).ok_or_else(|| {
            Fault::new(
                Code::AmountUnitConflict,
                format!("金额单位「{}」不是人民币的单位。", display(text)),
                "请写「元」「万元」「亿元」等。",
            )
        })
    }

    fn year_of(&self, column: &ColumnUse) -> Result<i32, Fault> {
        let of_row = || {
            let column = self.reader.table.column(b::YEAR)?;
            let year = self.reader.lexicon.policy.fields.get(b::YEAR.index())?;
            match value::read(cell_at(self.row, column.col)?, b::YEAR, year) {
                Ok(Some(Typed::Whole(year))) => i32::try_from(year).ok(),
                _ => None,
            }
        };
        let stated = || self.reader.table.year.map(|(year, _)| year);
        column.year.or_else(of_row).or_else(stated).ok_or_else(|| {
            let message = format!("「{}」按年度使用，但看不出是哪一年的。", column.heading);
            Fault::new(Code::YearMissing, message, "请把列标题写成「2007年…」，或增加「年度」一列。")
        })
    }

    fn read_title(&mut self, id: FieldId, text: &str, at: CellRef) {
        let read = name::title(&code::mask_personal(text));
        self.stages.extend(read.stage.map(|stage| (stage, at)));
        self.counts.extend(read.quantity.filter(|count| *count > 0).map(|count| (count, at)));
        if !read.base.is_empty() {
            self.set(id, Typed::Text(read.base.into()), at);
        }
    }

    /// Beside a date the year of an achievement decides nothing: 2018-2019 or 2019年上半年 is no reason to hold its row.
    fn forget_year(&mut self) {
        let table = self.reader.table;
        if table.kind == ListKind::Achievements
            && self.facts.get(b::RECOGNISED).is_some()
            && !self.is_yearly()
            && let Some(column) = table.column(b::YEAR)
        {
            self.faults.holding.retain(|(col, _)| *col != column.col);
        }
    }

    /// Values that a person chose for this row replace what was read.
    fn choose(&mut self) {
        for decision in &self.reader.decisions {
            let DecisionKind::Choice { field, value, .. } = &decision.kind else { continue };
            let Some(id) = self.reader.lexicon.field_named(field) else { continue };
            if !self.reader.lexicon.admits(id, self.reader.table.kind) {
                continue;
            }
            let col = self.reader.table.column(id).map_or(0, |column| column.col);
            if self.reader.table.column(id).is_some() {
                self.faults.holding.retain(|(at, _)| *at != col);
            }
            if let Err(fault) = self.choose_one(id, value, col) {
                self.hold(col, fault);
            }
        }
    }

    fn choose_one(&mut self, id: FieldId, text: &str, col: u32) -> Result<(), Fault> {
        let cell = Cell::new(col, Value::Text(text.to_owned()));
        let at = self.cell(col);
        let Some(field) = self.reader.lexicon.policy.fields.get(id.index()) else { return Ok(()) };
        match id {
            b::CATEGORY => {
                if let Named::One(category) = self.reader.lexicon.categories.exact(text) {
                    self.set_category(category, at);
                }
                return Ok(());
            }
            b::STAGE => {
                self.stages = of_column(text).map(|stage| (stage, at)).into_iter().collect();
                return Ok(());
            }
            b::QUANTITY => {
                if let Some((count, _)) = value::quantity(&cell, field)? {
                    self.counts = vec![(count, at)];
                    self.set(id, Typed::Whole(count), at);
                }
                return Ok(());
            }
            _ => {}
        }
        let value = if field.kind == FieldType::Money {
            amount::yuan(&cell, Units::default())?.map(Typed::Money)
        } else {
            value::read(&cell, id, field)?
        };
        match value {
            Some(Typed::Text(text)) if id == b::ENTERPRISE => self.read_enterprise(&text, at)?,
            Some(Typed::Text(text)) if matches!(id, b::PRODUCT | b::TITLE) => self.read_title(id, &text, at),
            Some(value) => self.set(id, value, at),
            None => {}
        }
        Ok(())
    }
}

/// 同上 and 〃 repeat the row above as it was when they were typed; rows may have been sorted or deleted since.
fn refuse_ditto(cell: &Cell, name: &str) -> Result<(), Fault> {
    let Value::Text(text) = &cell.value else { return Ok(()) };
    if !placeholder::repeats_another(text) {
        return Ok(());
    }
    let message = format!("「{name}」写的是「{}」，不能确定指哪一行。", text.trim());
    Err(Fault::new(Code::DittoMark, message, "请在原表中写出全文。"))
}

fn claim(fault: Fault) -> Fault {
    let code = match fault.code {
        code @ (Code::AmountUnitMissing | Code::AmountUnitConflict) => code,
        _ => Code::ClaimUnusable,
    };
    let message = format!("{}申请金额不作核对，不影响计算。", fault.message);
    Fault { code, message, ..fault }
}

/// An account that cannot be read is none.
fn account(fault: Fault) -> Fault {
    let message = format!("{}账号没有采用，不影响奖励。", fault.message);
    Fault { code: Code::AccountUnsure, message, ..fault }
}
