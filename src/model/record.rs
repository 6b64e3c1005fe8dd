//! Records: one usable row of a list, its values typed and each with its cell.

use crate::finding::Finding;
use crate::policy::{CategoryId, FieldId};
use crate::text::date::DateSpan;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroI32;
use std::sync::Arc;

/// A row of a sheet of a file. Orders as *source order* (file, sheet, row).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// Index of the file in name order.
    pub file: u32,
    /// Index of the sheet in the file.
    pub sheet: u32,
    /// Row, from 0.
    pub row: u32,
}

impl RowRef {
    /// The list that it is of: file and sheet.
    pub fn list(&self) -> (u32, u32) {
        (self.file, self.sheet)
    }

    /// True where some list has a row of each.
    pub fn share_a_list(some: &[Self], others: &[Self]) -> bool {
        some.iter().any(|row| others.iter().any(|other| row.list() == other.list()))
    }
}

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Its row.
    pub row: RowRef,
    /// Its column, from 0.
    pub col: u32,
}

/// What a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListKind {
    /// 成果名单.
    Achievements,
    /// 企业名录.
    Register,
    /// 历年兑现台账.
    History,
    /// 排除名单.
    Exclusion,
    /// Nothing the program uses, or not understood.
    Unknown,
}

impl ListKind {
    /// The word in `--json`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Achievements => "achievements",
            Self::Register => "register",
            Self::History => "history",
            Self::Exclusion => "exclusion",
            Self::Unknown => "unknown",
        }
    }

    /// The word that users see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Achievements => "成果名单",
            Self::Register => "企业名录",
            Self::History => "历年兑现",
            Self::Exclusion => "排除名单",
            Self::Unknown => "未识别",
        }
    }
}

/// A typed value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text in display form; a choice's declared value.
    Text(Arc<str>),
    /// A whole number.
    Whole(i64),
    /// An exact decimal.
    Number(Decimal),
    /// 元, exact.
    Money(Decimal),
    /// A date, perhaps known to the month or year.
    Date(DateSpan),
    /// Yes or no.
    Bool(bool),
}

/// A value with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Which field.
    pub field: FieldId,
    /// The year, for a field by year.
    pub year: Option<NonZeroI32>,
    /// The value.
    pub value: Value,
    /// The cell it was read from; for a section row or sheet title, that cell.
    pub cell: CellRef,
}

impl Fact {
    /// A text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The facts of a row, in field order. A clone shares them; the first fact that is set in it stands beside what is shared.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    shared: Arc<Vec<Fact>>,
    own: Option<Box<Fact>>,
}

impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Facts {
    /// The fact of a field (of no year).
    pub fn get(&self, field: FieldId) -> Option<&Fact> {
        self.find(|fact| fact.field == field && fact.year.is_none())
    }

    /// The fact of a field by year.
    pub fn of_year(&self, field: FieldId, year: i32) -> Option<&Fact> {
        self.find(|fact| fact.field == field && fact.year.is_some_and(|of| of.get() == year))
    }

    fn find(&self, wanted: impl Fn(&Fact) -> bool) -> Option<&Fact> {
        let own = self.own.as_deref().filter(|fact| wanted(fact));
        own.or_else(|| self.shared.iter().find(|fact| wanted(fact)))
    }

    /// A text fact.
    pub fn text(&self, field: FieldId) -> Option<&str> {
        self.get(field)?.text()
    }

    /// A date fact.
    pub fn date(&self, field: FieldId) -> Option<DateSpan> {
        match &self.get(field)?.value {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// A whole-number fact.
    pub fn whole(&self, field: FieldId) -> Option<i64> {
        match &self.get(field)?.value {
            Value::Whole(whole) => Some(*whole),
            _ => None,
        }
    }

    /// A yes/no fact.
    pub fn bool(&self, field: FieldId) -> Option<bool> {
        match &self.get(field)?.value {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// A money fact in 元.
    pub fn money(&self, field: FieldId) -> Option<Decimal> {
        match &self.get(field)?.value {
            Value::Money(yuan) => Some(*yuan),
            _ => None,
        }
    }

    /// Every fact, in field order.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        let own = self.own.as_deref();
        let (before, replaced) = own.map_or((self.shared.len(), 0), |own| match self.position(own) {
            Ok(at) => (at, 1),
            Err(at) => (at, 0),
        });
        let (first, rest) = self.shared.split_at(before);
        first.iter().chain(own).chain(rest.iter().skip(replaced))
    }

    /// Where a fact stands among those that are shared, or would.
    fn position(&self, fact: &Fact) -> Result<usize, usize> {
        self.shared.binary_search_by(|old| (old.field, old.year).cmp(&(fact.field, fact.year)))
    }

    /// None yet, with room for so many.
    pub fn with_room(facts: usize) -> Self {
        Self { shared: Arc::new(Vec::with_capacity(facts)), own: None }
    }

    /// Gives back the room that no fact uses: lists are long, and their facts stay.
    pub fn shrink(&mut self) {
        Arc::make_mut(&mut self.shared).shrink_to_fit();
    }

    /// Adds or replaces a fact, keeping field order.
    pub fn set(&mut self, fact: Fact) {
        let same = |own: &Fact| (own.field, own.year) == (fact.field, fact.year);
        if Arc::strong_count(&self.shared) > 1 && self.own.as_deref().is_none_or(same) {
            self.own = Some(Box::new(fact));
            return;
        }
        if let Some(own) = self.own.take_if(|own| !same(own)) {
            self.put(*own);
        }
        self.own = None;
        self.put(fact);
    }

    /// Takes the fact of a field (of no year) away.
    pub fn remove(&mut self, field: FieldId) {
        let is_it = |fact: &Fact| fact.field == field && fact.year.is_none();
        self.own.take_if(|own| is_it(own));
        Arc::make_mut(&mut self.shared).retain(|fact| !is_it(fact));
    }

    fn put(&mut self, fact: Fact) {
        let at = self.position(&fact);
        let facts = Arc::make_mut(&mut self.shared);
        match at {
            Ok(index) => facts[index] = fact,
            Err(index) => facts.insert(index, fact),
        }
    }
}

/// One usable row of a list, before identity is resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Where it stands.
    pub at: RowRef,
    /// What list it is from.
    pub kind: ListKind,
    /// Its category (achievements and history).
    pub category: Option<CategoryId>,
    /// The enterprises named, in the order stated (several for joint holders).
    pub names: Vec<String>,
    /// Its typed values.
    pub facts: Facts,
}

/// What became of a row when it was read.
#[derive(Clone, Debug, PartialEq)]
pub enum RowReading {
    /// 非数据行: title, heading, section, subtotal, note, blank.
    Ignored,
    /// A usable record: its index.
    Usable(usize),
    /// 待定: it could not be used; the index of the finding that says why.
    Held(usize),
}

/// A sheet as it was read.
#[derive(Clone, Debug)]
pub struct SheetReading {
    /// Index of the file.
    pub file: u32,
    /// Index of the sheet.
    pub sheet: u32,
    /// The sheet's name.
    pub name: String,
    /// What list it holds.
    pub kind: ListKind,
    /// It is the ledger of a payout workbook.
    pub own: bool,
    /// The department that sent it, where the sheet or file says.
    pub department: Option<String>,
    /// Every row from the first to the last with a non-empty cell, in order, with what became of it.
    pub rows: Vec<(u32, RowReading)>,
    /// The tables found: heading rows and columns, for `read` and the workbook.
    pub tables: Vec<TableReading>,
    /// Totals that the sheet states (合计 rows), and whether they agree with what they total.
    pub totals: Vec<ControlTotal>,
}

/// A table that was found in a sheet.
#[derive(Clone, Debug)]
pub struct TableReading {
    /// First and last heading row, from 0.
    pub heading_rows: (u32, u32),
    /// Columns: index, heading as read, the field understood (none: not used).
    pub columns: Vec<(u32, String, Option<FieldId>)>,
    /// The table's title, if any.
    pub title: Option<String>,
}

/// A stated total and what the rows add up to.
#[derive(Clone, Debug)]
pub struct ControlTotal {
    /// The cell that states it.
    pub cell: CellRef,
    /// What is totalled (a heading).
    pub what: String,
    /// As stated.
    pub stated: Decimal,
    /// As the rows add up.
    pub added: Decimal,
}

/// Every list as read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Sheets in source order.
    pub sheets: Vec<SheetReading>,
    /// Usable rows in source order.
    pub records: Vec<Record>,
    /// Rows of reference lists that are held, as far as they could be read: what they name may be touched by them.
    pub unread: Vec<Record>,
    /// Rows of achievement lists that are held, as far as they could be read: who asks for what they name finds them.
    pub held: Vec<Record>,
    /// Of these, the rows that somebody objects to: 不予奖励, 撤销, 已付.
    pub objected: BTreeSet<RowRef>,
    /// What rows of the register say against their enterprises: told, and heeded, where these are to be paid.
    pub doubts: Vec<(RowRef, Finding)>,
    /// What achievement rows that name nothing say in columns that no rule reads, by column: it may tell them apart.
    pub beside: BTreeMap<RowRef, Vec<(u32, Box<str>)>>,
}
