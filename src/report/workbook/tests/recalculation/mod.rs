//! Recalculation by spreadsheet programs that are not ours: every formula cell must come out as the engine's figure.

mod cases;
mod libreoffice;
mod resaved;
mod tariffs;
mod woken;
mod worlds;

use crate::model::entitlement::Entitlement;
use crate::model::operation::Operation;
use crate::model::payout::Payout;
use crate::report::workbook::{WorkbookOptions, write};
use calamine::{Data, Reader, Xlsx};
pub use cases::{bundled, lapsing};
use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;
use std::collections::BTreeMap;
use std::io::Cursor;

/// A cell as spreadsheet programs count: sheet, row and column, from 1.
type At = (String, u32, u32);
/// Values by cell.
type Cells = BTreeMap<At, Value>;

#[derive(Clone, Debug, PartialEq)]
enum Value {
    Number(f64),
    Text(String),
}

impl Value {
    /// The same to the 分, and to the millionth of a 万元.
    fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => (a - b).abs() <= (b.abs() * 4e-16).max(5e-7),
            (Self::Text(a), Self::Text(b)) => a == b,
            _ => false,
        }
    }
}

/// A workbook of ours, read back by another library.
struct Written {
    values: Cells,
    formulas: BTreeMap<At, String>,
    sheets: Vec<String>,
}

/// Formula cells of a sheet, how many of them agree, and what does not.
#[derive(Default)]
pub struct Tally {
    sheets: Vec<(String, usize, usize)>,
    differences: Vec<String>,
}

impl Written {
    #[allow(clippy::disallowed_methods, reason = "a small workbook of our own, in a test")]
    fn read(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("our workbook opens");
        let sheets = book.sheet_names();
        let (mut values, mut formulas) = (Cells::new(), BTreeMap::new());
        for sheet in &sheets {
            let at = |row: usize, column: usize, start: Option<(u32, u32)>| {
                let (top, left) = start.unwrap_or_default();
                (sheet.clone(), top + row as u32 + 1, left + column as u32 + 1)
            };
            let range = book.worksheet_range(sheet).expect("our sheet reads");
            for (row, column, data) in range.used_cells() {
                let value = match data {
                    Data::Float(value) => Value::Number(*value),
                    Data::Int(value) => Value::Number(*value as f64),
                    other => Value::Text(other.to_string()),
                };
                values.insert(at(row, column, range.start()), value);
            }
            let range = book.worksheet_formula(sheet).expect("our sheet reads");
            for (row, column, formula) in range.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
                formulas.insert(at(row, column, range.start()), formula.clone());
            }
        }
        Self { values, formulas, sheets }
    }

    /// Compares what another program computed with what the engine left in each formula cell.
    fn compare(&self, recalculated: &Cells) -> Tally {
        let mut tally = Tally::default();
        for sheet in &self.sheets {
            let (mut all, mut agree) = (0, 0);
            for (at, formula) in self.formulas.iter().filter(|(at, _)| at.0 == *sheet) {
                all += 1;
                let empty = Value::Text(String::new());
                let ours = self.values.get(at).unwrap_or(&empty);
                let theirs = recalculated.get(at).unwrap_or(&empty);
                if theirs.agrees(ours) {
                    agree += 1;
                } else {
                    tally.differences.push(format!("{at:?} ={formula}: {theirs:?}, engine {ours:?}"));
                }
            }
            tally.sheets.push((sheet.clone(), all, agree));
        }
        tally
    }

    fn text(&self, sheet: &str, row: u32, column: u32) -> &str {
        match self.values.get(&(sheet.to_owned(), row, column)) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// The columns of a table with amounts.
    fn amount_columns(&self, sheet: &str) -> Vec<u32> {
        let names = ["应奖", "应兑净额", "本年实兑", "以后年度", "实兑金额", "作废", "奖励金额（万元）"];
        let steps = ["就高不重复", "升级补差", "限项", "封顶", "总额控制", "其中："];
        let is_amount = |column: &u32| {
            let heading = self.text(sheet, 3, *column).replace('\n', "");
            // The helpers of a step end in 分.
            let step = steps.iter().any(|step| heading.starts_with(step)) && !heading.ends_with("（分）");
            names.contains(&heading.as_str()) || step
        };
        (1..60).filter(is_amount).collect()
    }

    /// Amounts that stay values without being marked.
    fn constants(&self) -> Vec<String> {
        let mut found = Vec::new();
        for sheet in ["兑现汇总表", "兑现明细表", "分类汇总", "分镇汇总", "公示表"] {
            for column in self.amount_columns(sheet) {
                let cells = self.values.iter().filter(|(at, _)| at.0 == sheet && at.1 > 3 && at.2 == column);
                // The total of a table without rows is nothing.
                let cells = cells.filter(|(at, _)| at.1 > 4 || self.text(sheet, at.1, 2) != "合计");
                for (at, value) in cells {
                    let marked = (1..60).any(|c| self.text(sheet, at.1, c).contains("浮点临界"));
                    if !self.formulas.contains_key(at) && !marked {
                        found.push(format!("{at:?} is the constant {value:?}"));
                    }
                }
            }
        }
        found
    }
}

impl Written {
    /// Rows of the details with an amount that stays a value and says so.
    fn marked(&self) -> Vec<&At> {
        let said = |value: &Value| matches!(value, Value::Text(text) if text.contains("浮点临界"));
        self.values
            .iter()
            .filter(|(at, value)| at.0 == "兑现明细表" && said(value))
            .map(|(at, _)| at)
            .collect()
    }
}

impl Tally {
    /// Formula cells in all.
    fn formulas(&self) -> usize {
        self.sheets.iter().map(|(_, formulas, _)| formulas).sum()
    }
}

/// Changes cells, recalculates in process and gives the value of every cell.
fn recalculated(bytes: &[u8], changes: &[(&str, i32, i32, f64)]) -> Cells {
    let workbook = ironcalc::import::load_from_xlsx_bytes(bytes, "payout", "en", "UTC").expect("it loads");
    let mut model = Model::from_workbook(workbook, "en").expect("a model");
    let names: Vec<String> = model.workbook.worksheets.iter().map(|sheet| sheet.name.clone()).collect();
    for (sheet, row, column, value) in changes {
        let at = names.iter().position(|name| name == sheet).expect("the sheet is there");
        model.update_cell_with_number(at as u32, *row, *column, *value).expect("a cell");
    }
    model.evaluate();
    let mut cells = Cells::new();
    for cell in model.get_all_cells() {
        let at = (names[cell.index as usize].clone(), cell.row as u32, cell.column as u32);
        let value = match model.get_cell_value_by_index(cell.index, cell.row, cell.column) {
            Ok(CellValue::Number(value)) => Value::Number(value),
            Ok(CellValue::String(text)) => Value::Text(text),
            Ok(CellValue::Boolean(value)) => Value::Text(value.to_string()),
            Ok(CellValue::None) => continue,
            Err(error) => Value::Text(error),
        };
        cells.insert(at, value);
    }
    cells
}

fn written(payout: &Payout) -> Vec<u8> {
    write(payout, &WorkbookOptions::default()).expect("written")
}

/// Every formula cell of a payout's workbook recalculates to the engine's figure; returns the table.
#[track_caller]
pub fn agrees(payout: &Payout) -> Tally {
    let bytes = written(payout);
    let book = Written::read(&bytes);
    let tally = book.compare(&recalculated(&bytes, &[]));
    assert!(
        tally.differences.is_empty(),
        "{} differ: {:#?}",
        tally.differences.len(),
        &tally.differences[..8.min(tally.differences.len())]
    );
    assert_eq!(book.constants(), Vec::<String>::new());
    tally
}

#[test]
fn every_formula_of_the_bundled_run_recalculates_to_the_engines_figure() {
    let payout = bundled();
    let tally = agrees(&payout);
    for (sheet, formulas, agree) in &tally.sheets {
        println!("{sheet}: {formulas} formula cells, {agree} agree");
    }
    let formulas: BTreeMap<&str, usize> =
        tally.sheets.iter().map(|(name, formulas, _)| (name.as_str(), *formulas)).collect();
    let rows = payout.entitlements.len();
    // 应奖, 净额, 实兑, 以后年度 and the one funder of every row, at the least.
    assert!(formulas["兑现明细表"] >= rows * 5, "{formulas:?}");
    assert!(formulas["公示表"] > 0 && formulas["封面"] > 0);
}

#[test]
fn every_formula_of_generated_runs_recalculates_to_the_engines_figure() {
    for seed in 0..24 {
        agrees(&cases::generated(seed));
    }
}

#[test]
fn the_samples_recalculate_too() {
    for payout in [crate::report::sample::payout(), crate::report::sample::varied_payout()] {
        agrees(&payout);
    }
}

/// By hand: 133,333.33 + 100,000.00 due, 150,000.00 left: 85,714.28 for the first, the rest for the second.
#[test]
fn a_part_that_a_limit_took_whole_stays_in_the_sum() {
    let payout = cases::part_taken_whole();
    let due: Vec<String> = payout.entitlements.iter().map(|e| e.due(2008).to_string()).collect();
    assert_eq!(due, ["85714.28", "64285.72"]);
    agrees(&payout);
}

/// Ties: every part of 分 is half a 分.
#[test]
fn exact_ties_round_as_the_engine_does() {
    let payout = cases::ties();
    agrees(&payout);
    let half = |e: &Entitlement| {
        let sum = match e.entries[0].operation {
            Operation::Running { before, net, .. } => before + net,
            _ => return false,
        };
        sum.fen() % 2 == 1
    };
    assert!(payout.entitlements.iter().any(half));
}

#[test]
fn a_planted_wrong_value_is_noticed() {
    let bytes = written(&bundled());
    let mut book = Written::read(&bytes);
    let cell = book.formulas.keys().find(|at| at.0 == "兑现明细表").expect("a formula").clone();
    book.values.insert(cell, Value::Number(0.01));
    assert_eq!(book.compare(&recalculated(&bytes, &[])).differences.len(), 1);
}
