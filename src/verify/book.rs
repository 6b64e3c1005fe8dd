//! A workbook as it is compared: sheets by column and row, formulas as trees.

use crate::finding::Finding;
use crate::formula::{self, Tree};
use crate::source::SourceFile;
use crate::workbook::{self, Exact, Limits, Page, Paper, Value};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Longer formulas are compared as texts.
const LONGEST: usize = 8192;

/// What a cell shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Shown {
    #[default]
    Nothing,
    Number(Decimal),
    Text(String),
    Bool(bool),
    Error(String),
}

impl Shown {
    /// The number, where it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The same to the eye: what programs do to figures and line ends when they save is no difference.
    pub fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => {
                // A ten-millionth of a 元, and the last of 15 digits of large figures.
                let slack = Decimal::new(1, 7).max(b.abs() * Decimal::new(1, 14));
                (*a - *b).abs() <= slack
            }
            (Self::Text(a), Self::Text(b)) => plain(a) == plain(b),
            (Self::Nothing, Self::Text(text)) | (Self::Text(text), Self::Nothing) => text.trim().is_empty(),
            _ => self == other,
        }
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => f.write_str("（空）"),
            Self::Number(number) => write!(f, "{}", number.normalize()),
            Self::Text(text) => f.write_str(text),
            Self::Bool(yes) => f.write_str(if *yes { "TRUE" } else { "FALSE" }),
            Self::Error(error) => f.write_str(error),
        }
    }
}

fn plain(text: &str) -> String {
    let text = text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n");
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// A cell's formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Formula {
    /// Understood.
    Tree(Tree),
    /// Not understood: its text without spaces.
    Text(String),
}

impl std::fmt::Display for Formula {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tree(tree) => write!(f, "={tree}"),
            Self::Text(text) => write!(f, "={text}"),
        }
    }
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub shown: Shown,
    pub formula: Option<Formula>,
}

impl Cell {
    pub fn is_empty(&self) -> bool {
        self.formula.is_none() && self.shown.agrees(&Shown::Nothing)
    }
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub name: String,
    /// By column, then row: totals run down columns.
    pub columns: BTreeMap<u32, BTreeMap<u32, Cell>>,
    pub comments: BTreeMap<(u32, u32), String>,
    /// Cells that are struck out, whole or in part.
    pub struck: BTreeSet<(u32, u32)>,
    /// What it shows and prints besides what its cells hold.
    pub paper: Paper,
}

impl Sheet {
    pub fn cell(&self, row: u32, col: u32) -> Option<&Cell> {
        self.columns.get(&col)?.get(&row)
    }

    /// What a cell shows.
    pub fn shown(&self, row: u32, col: u32) -> &Shown {
        self.cell(row, col).map_or(&Shown::Nothing, |cell| &cell.shown)
    }

    /// A cell's text.
    pub fn text(&self, row: u32, col: u32) -> &str {
        match self.shown(row, col) {
            Shown::Text(text) => text,
            _ => "",
        }
    }

    /// Rows with a cell, ascending.
    pub fn rows(&self) -> BTreeSet<u32> {
        self.columns.values().flat_map(|column| column.keys().copied()).collect()
    }

    /// Every formula cell, by row and column.
    pub fn formulas(&self) -> BTreeMap<(u32, u32), &Formula> {
        let all = self.columns.iter().flat_map(|(col, cells)| {
            cells.iter().filter_map(move |(row, cell)| Some(((*row, *col), cell.formula.as_ref()?)))
        });
        all.collect()
    }

    fn of(page: Page, paper: Paper) -> Self {
        let mut sheet = Self { name: page.name, comments: page.comments, paper, ..Self::default() };
        let mut shared: BTreeMap<u32, ((u32, u32), Option<Tree>)> = BTreeMap::new();
        for (at, exact) in page.cells {
            let formula = formula(at, &exact, &mut shared);
            if matches!(exact.value, Some(Value::Struck(_))) {
                sheet.struck.insert(at);
            }
            let cell = Cell { shown: shown(exact.value), formula };
            if !cell.is_empty() {
                sheet.columns.entry(at.1).or_default().insert(at.0, cell);
            }
        }
        sheet
    }
}

/// A workbook.
#[derive(Clone, Debug, Default)]
pub(super) struct Book {
    pub sheets: Vec<Sheet>,
    /// Whether formulas are known.
    pub states_formulas: bool,
}

impl Book {
    /// Reads every sheet.
    pub fn read(source: &SourceFile, limits: &Limits) -> Result<Self, Finding> {
        let mut book = workbook::open(source, limits)?;
        let count = book.sheets().len();
        let sheet = |at| Ok(Sheet::of(book.page(at)?, book.paper(at)?));
        let sheets: Result<Vec<Sheet>, Finding> = (0..count).map(sheet).collect();
        Ok(Self { sheets: sheets?, states_formulas: book.states_formulas() })
    }

    pub fn position(&self, name: &str) -> Option<usize> {
        self.sheets.iter().position(|sheet| sheet.name == name)
    }

    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}

fn formula(
    at: (u32, u32),
    exact: &Exact,
    shared: &mut BTreeMap<u32, ((u32, u32), Option<Tree>)>,
) -> Option<Formula> {
    let stated = exact.formula.as_ref()?;
    if let (Some(number), true) = (stated.shared, stated.text.is_empty()) {
        let (from, tree) = shared.get(&number)?;
        let by = |to: u32, from: u32| i64::from(to) - i64::from(from);
        let tree = tree.as_ref()?.copied(by(at.0, from.0), by(at.1, from.1));
        return Some(Formula::Tree(tree));
    }
    let tree = if stated.text.len() <= LONGEST { formula::parse(&stated.text) } else { None };
    if let Some(number) = stated.shared {
        shared.insert(number, (at, tree.clone()));
    }
    let text = || stated.text.chars().filter(|c| !c.is_whitespace()).collect();
    Some(tree.map_or_else(|| Formula::Text(text()), Formula::Tree))
}

fn shown(value: Option<Value>) -> Shown {
    match value {
        None | Some(Value::NoCache) => Shown::Nothing,
        Some(Value::Text(text)) => Shown::Text(text),
        Some(Value::Number(number, _)) => Shown::Number(number),
        Some(Value::Date(date)) => Shown::Text(date.to_string()),
        Some(Value::Bool(yes)) => Shown::Bool(yes),
        Some(Value::Error(error)) => Shown::Error(error),
        Some(Value::Unusable(raw) | Value::Struck(raw)) => Shown::Text(raw),
    }
}
