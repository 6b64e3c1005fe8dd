//! Tests of intake on rows written as text: `|` parts cells, `#` a number, `@` a date, `^` and `<` continue a merge.

mod amounts;
mod asides;
mod cells;
mod closing;
mod files;
mod headings;
mod heed;
mod notes;
mod parted;
mod properties;
mod rows;
mod sections;
mod titles;
mod totals;

use super::say::Here;
use super::{Context, Gathered, sheet};
use crate::finding::{Code, Finding};
use crate::host::Serial;
use crate::model::decision::{Decision, DecisionKind, Decisions, RowName};
use crate::model::record::{Record, RowReading, SheetReading};
use crate::money::{Rounding, Unit};
use crate::policy::{
    Category, CategoryId, Exclusion, ExclusionDate, ExclusionEffect, Field, FieldOn, FieldType, Policy,
    builtin,
};
use crate::policy::{ClauseId, Covers, FieldId};
use crate::table::lexicon::Lexicon;
use crate::workbook::{Cell, Merge, Row, SheetMeta, Value, Visibility};
use std::sync::Arc;

/// The first declared field.
pub const TAX: FieldId = FieldId(44);
pub const WAY: FieldId = FieldId(45);

/// What became of one sheet.
pub struct Outcome {
    pub sheet: SheetReading,
    pub records: Vec<Record>,
    pub findings: Vec<Finding>,
}

impl Outcome {
    /// The only record.
    pub fn one(&self) -> &Record {
        assert_eq!(self.records.len(), 1, "{:#?}", self.findings);
        &self.records[0]
    }

    /// Codes of all findings.
    pub fn codes(&self) -> Vec<Code> {
        self.findings.iter().map(|finding| finding.code).collect()
    }

    /// Rows (1-based) that are held, with the code each is held for.
    pub fn held(&self) -> Vec<(u32, Code)> {
        let held = |reading: &RowReading| match reading {
            RowReading::Held(index) => Some(self.findings[*index].code),
            _ => None,
        };
        self.sheet.rows.iter().filter_map(|(row, reading)| Some((row + 1, held(reading)?))).collect()
    }

    /// Rows (1-based) that became records.
    pub fn usable(&self) -> Vec<u32> {
        let usable = |reading: &RowReading| matches!(reading, RowReading::Usable(_));
        self.sheet.rows.iter().filter(|(_, reading)| usable(reading)).map(|(row, _)| row + 1).collect()
    }
}

/// A sheet to be read.
pub struct Sheet {
    pub file: &'static str,
    pub name: &'static str,
    pub text: String,
    pub decisions: Vec<Decision>,
    pub hidden: Vec<u32>,
    pub hidden_columns: Vec<(u32, u32)>,
    pub include_hidden: bool,
    pub hidden_sheet: bool,
}

pub fn sheet(text: &str) -> Sheet {
    Sheet {
        file: "名单.xlsx",
        name: "Sheet1",
        text: text.to_owned(),
        decisions: Vec::new(),
        hidden: Vec::new(),
        hidden_columns: Vec::new(),
        include_hidden: false,
        hidden_sheet: false,
    }
}

impl Sheet {
    pub fn named(mut self, file: &'static str, name: &'static str) -> Self {
        (self.file, self.name) = (file, name);
        self
    }

    /// 1-based rows that are hidden.
    pub fn hiding(mut self, rows: &[u32]) -> Self {
        self.hidden = rows.to_vec();
        self
    }

    pub fn heading(self, row: u32, column: &str, field: &str) -> Self {
        let (file, sheet) = (self.file.to_owned(), Some(self.name.to_owned()));
        let (column, field) = (column.to_owned(), field.to_owned());
        self.decide(DecisionKind::Heading { file, sheet, heading_row: row, column, field })
    }

    pub fn row_name(&self, row: u32) -> RowName {
        let (enterprise, certificate) = (None, None);
        RowName { file: self.file.to_owned(), sheet: None, row, enterprise, certificate }
    }

    pub fn decide(mut self, kind: DecisionKind) -> Self {
        let when = jiff::civil::date(2008, 5, 1);
        self.decisions.push(Decision { kind, who: "甲".into(), when, why: "乙".into(), span: (0, 0) });
        self
    }

    pub fn read(self) -> Outcome {
        let policy = policy();
        let decisions = Decisions { list: self.decisions, ..Decisions::default() };
        let context = Context {
            lexicon: Lexicon::new(&policy),
            decisions: &decisions,
            include_hidden: self.include_hidden,
            most_warnings: 5,
            host: &Serial,
            files: [format!("lists/{}", self.file)].into(),
            year: Some(2008),
        };
        let (rows, merges) = rows(&self.text, &self.hidden);
        let visibility = if self.hidden_sheet { Visibility::Hidden } else { Visibility::Visible };
        let name = self.name.to_owned();
        let hidden_columns = self.hidden_columns;
        let meta = SheetMeta { name, visibility, merges, hidden_columns, ..SheetMeta::default() };
        let here = Here {
            file: 0,
            sheet: 0,
            file_name: format!("lists/{}", self.file),
            base_name: self.file.to_owned(),
            files: Arc::clone(&context.files),
            sheet_name: self.name.to_owned(),
            only_sheet: true,
        };
        let mut gathered = Gathered::default();
        let mut run = sheet::Run::new(&context, here, &meta, &mut gathered);
        rows.into_iter().for_each(|row| run.push(row));
        let (sheet, _) = run.finish(&[]);
        Outcome { sheet, records: gathered.records, findings: gathered.findings }
    }
}

/// Rows of a text, and the merges over several rows in it.
fn rows(text: &str, hidden: &[u32]) -> (Vec<Row>, Vec<Merge>) {
    let mut rows: Vec<Row> = Vec::new();
    let mut merges: Vec<Merge> = Vec::new();
    for (index, line) in (0..).zip(text.lines()) {
        let mut row = Row { index, hidden: hidden.contains(&(index + 1)), cells: Vec::new() };
        for (col, typed) in (0..).zip(line.split('|')) {
            let copy = |cell: &Cell, at: (u32, u32)| Cell {
                col,
                merged_from: Some(cell.merged_from.unwrap_or(at)),
                ..cell.clone()
            };
            let cell = match typed.trim() {
                "" => continue,
                "^" => {
                    let above = rows.last().expect("a row above");
                    let found = above.cells.iter().find(|cell| cell.col == col).expect("a cell above");
                    copy(found, (above.index, col))
                }
                "<" => copy(row.cells.last().expect("a cell to the left"), (index, col - 1)),
                typed => Cell::new(col, value(typed)),
            };
            if let Some((first_row, first_col)) = cell.merged_from.filter(|(from, _)| *from < index) {
                merges.push(Merge { first_row, first_col, last_row: index, last_col: col });
            }
            row.cells.push(cell);
        }
        if !row.cells.is_empty() {
            rows.push(row);
        }
    }
    (rows, merges)
}

fn value(typed: &str) -> Value {
    if let Some(number) = typed.strip_prefix('#').and_then(|number| number.parse().ok()) {
        return Value::Number(number, Default::default());
    }
    match typed.strip_prefix('@') {
        Some("ERR") => Value::Error("#N/A".into()),
        Some("NOCACHE") => Value::NoCache,
        Some(date) => Value::Date(date.parse().expect("a date")),
        None => Value::Text(typed.replace("\\n", "\n")),
    }
}

/// A policy with two brand categories, a patent and a standard.
pub fn policy() -> Policy {
    let mut fields = builtin::fields();
    fields.push(Field { by_year: true, ..field("纳税额", FieldOn::Register, FieldType::Money) });
    let mut way = field("认定方式", FieldOn::Achievement, FieldType::Choice);
    way.values = vec!["行政认定".into(), "司法认定".into()];
    way.aliases.insert("法院".into(), "司法认定".into());
    fields.push(way);
    Policy {
        file: "p.toml".into(),
        sha256: String::new(),
        id: "p".into(),
        name: "办法".into(),
        document: "某发〔2008〕1号".into(),
        issuer: None,
        years: (2008, None),
        supersedes: Vec::new(),
        unit: Unit::FEN,
        rounding: Rounding::HalfAway,
        funder: "市财政".into(),
        levels: Vec::new(),
        fields,
        categories: vec![
            category("国家名牌", "只", &["国名牌"]),
            category("驰名商标", "件", &["国家驰名商标"]),
            category("发明专利", "件", &["发明"]),
            category("国家标准", "项", &[]),
        ],
        derived: Vec::new(),
        clauses: Vec::new(),
        awards: Vec::new(),
        requirements: Vec::new(),
        exclusions: vec![Exclusion {
            clause: ClauseId(0),
            kind: "质量失信".into(),
            covers: Covers::default(),
            date: ExclusionDate::AnyDayOfYear,
            decided_on: None,
            rows: 1,
            within_months: None,
            effect: ExclusionEffect::Reject,
        }],
        steps: Vec::new(),
        tariffs: Vec::new(),
        goals: Vec::new(),
        priority_lists: Vec::new(),
        cases: Vec::new(),
        otherwise: Vec::new(),
        spans: Default::default(),
    }
}

fn field(name: &str, on: FieldOn, kind: FieldType) -> Field {
    Field {
        name: name.into(),
        on: vec![on],
        kind,
        values: Vec::new(),
        aliases: Default::default(),
        headings: vec![name.into()],
        by_year: false,
        blank: None,
        scale: Default::default(),
    }
}

fn category(name: &str, unit: &str, aliases: &[&str]) -> Category {
    Category {
        name: name.into(),
        level: None,
        family: None,
        unit: Some(unit.into()),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        life: (None, None),
        life_clause: None,
        identity: Vec::new(),
        joint: true,
        mark: false,
    }
}

pub const BRAND: Option<CategoryId> = Some(CategoryId(0));
pub const MARK: Option<CategoryId> = Some(CategoryId(1));
pub const PATENT: Option<CategoryId> = Some(CategoryId(2));
