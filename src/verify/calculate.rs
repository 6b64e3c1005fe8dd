//! A workbook recalculated: every formula in exact decimals, whatever results its file has stored.

use super::book::{Book, Formula, Shown};
use super::functions;
use crate::formula::{Operator, Ref, Tree};
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// So deep formulas may lead into each other in one go; more rounds reach further.
const DEPTH: usize = 200;
/// Rounds after which what is not known stays so.
const ROUNDS: usize = 6;

/// Why a formula has no result of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// It uses what is not known here.
    Unsupported,
    /// Not yet: too deep in this round.
    Later,
}

/// A result.
pub(super) type Result<T> = std::result::Result<T, Unknown>;

/// A cell by sheet, row and column.
type At = (usize, u32, u32);
/// The rows of a column by what they show.
type Groups = BTreeMap<String, Vec<u32>>;

/// A part of a column: sheet, column, first and last row.
type Column = (usize, u32, u32, u32);

/// A workbook with its results.
pub(super) struct Calculator<'a> {
    pub book: &'a Book,
    done: RefCell<BTreeMap<At, Result<Shown>>>,
    open: RefCell<BTreeSet<At>>,
    groups: RefCell<BTreeMap<Column, Rc<Groups>>>,
}

impl<'a> Calculator<'a> {
    /// Calculates every formula of a workbook.
    pub fn new(book: &'a Book) -> Self {
        let calculator =
            Self { book, done: RefCell::default(), open: RefCell::default(), groups: RefCell::default() };
        let all: Vec<At> = book
            .sheets
            .iter()
            .enumerate()
            .flat_map(|(sheet, of)| of.formulas().into_keys().map(move |(row, col)| (sheet, row, col)))
            .collect();
        for _ in 0..ROUNDS {
            let waiting = all.iter().filter(|at| calculator.value(**at, 0) == Err(Unknown::Later)).count();
            if waiting == 0 {
                break;
            }
        }
        calculator
    }

    /// What a cell shows once calculated; for what cannot be calculated here, what its file has stored.
    pub fn shown(&self, sheet: usize, row: u32, col: u32) -> Shown {
        let stored = || self.book.sheets.get(sheet).map(|of| of.shown(row, col).clone()).unwrap_or_default();
        self.value((sheet, row, col), 0).unwrap_or_else(|_| stored())
    }

    /// The result of a formula cell; none where it cannot be calculated here.
    pub fn result(&self, sheet: usize, row: u32, col: u32) -> Option<Shown> {
        self.value((sheet, row, col), 0).ok()
    }

    /// The value of a cell, calculated where it has a formula.
    pub(super) fn value(&self, at: At, depth: usize) -> Result<Shown> {
        let (sheet, row, col) = at;
        let Some(cell) = self.book.sheets.get(sheet).and_then(|of| of.cell(row, col)) else {
            return Ok(Shown::Nothing);
        };
        let Some(formula) = &cell.formula else { return Ok(cell.shown.clone()) };
        if let Some(done) = self.done.borrow().get(&at) {
            return done.clone();
        }
        let Formula::Tree(tree) = formula else { return Err(Unknown::Unsupported) };
        if depth > DEPTH {
            return Err(Unknown::Later);
        }
        if !self.open.borrow_mut().insert(at) {
            // A formula that leads back to itself.
            return Err(Unknown::Unsupported);
        }
        let result = match self.tree(tree, sheet, depth + 1) {
            // What its program computed stands for what is not understood here.
            Err(Unknown::Unsupported) if cell.shown != Shown::Nothing => Ok(cell.shown.clone()),
            result => result,
        };
        self.open.borrow_mut().remove(&at);
        if result != Err(Unknown::Later) {
            self.done.borrow_mut().insert(at, result.clone());
        }
        result
    }

    /// The value of a tree that stands on a sheet.
    pub(super) fn tree(&self, tree: &Tree, sheet: usize, depth: usize) -> Result<Shown> {
        Ok(match tree {
            Tree::Number(number) => Shown::Number(*number),
            Tree::Text(text) => Shown::Text(text.clone()),
            Tree::Bool(yes) => Shown::Bool(*yes),
            Tree::Error(error) => Shown::Error(error.clone()),
            Tree::Missing => Shown::Nothing,
            Tree::Ref(at) if at.is_cell() => {
                self.value((self.sheet_of(at, sheet)?, at.first.row, at.first.col), depth)?
            }
            Tree::Ref(_) => return Err(Unknown::Unsupported),
            Tree::Negate(a) => of_number(&self.tree(a, sheet, depth)?, |a| Some(-a)),
            Tree::Percent(a) => {
                of_number(&self.tree(a, sheet, depth)?, |a| a.checked_mul(Decimal::new(1, 2)))
            }
            Tree::Binary(operator, a, b) => {
                let (a, b) = (self.tree(a, sheet, depth)?, self.tree(b, sheet, depth)?);
                binary(*operator, &a, &b)
            }
            Tree::Call(name, arguments) => functions::call(self, name, arguments, sheet, depth)?,
        })
    }

    pub(super) fn sheet_of(&self, at: &Ref, own: usize) -> Result<usize> {
        match &at.sheet {
            None => Ok(own),
            Some(name) => self.book.position(name).ok_or(Unknown::Unsupported),
        }
    }

    /// Calls the closure with every cell of a range that is not empty, down one column after the other.
    pub(super) fn each_in(
        &self,
        range: &Ref,
        own: usize,
        depth: usize,
        each: &mut dyn FnMut(Shown),
    ) -> Result<()> {
        let sheet = self.sheet_of(range, own)?;
        let Some(of) = self.book.sheets.get(sheet) else { return Ok(()) };
        for (col, cells) in of.columns.range(range.first.col..=range.last.col) {
            for row in cells.range(range.first.row..=range.last.row).map(|(row, _)| *row) {
                each(self.value((sheet, row, *col), depth)?);
            }
        }
        Ok(())
    }

    /// The rows of a column range by what they show.
    pub(super) fn groups(&self, range: &Ref, own: usize, depth: usize) -> Result<Rc<Groups>> {
        let sheet = self.sheet_of(range, own)?;
        let key = (sheet, range.first.col, range.first.row, range.last.row);
        if let Some(known) = self.groups.borrow().get(&key) {
            return Ok(known.clone());
        }
        let mut groups = Groups::new();
        if let Some(cells) = self.book.sheets.get(sheet).and_then(|of| of.columns.get(&range.first.col)) {
            for row in cells.range(range.first.row..=range.last.row).map(|(row, _)| *row) {
                let shown = self.value((sheet, row, range.first.col), depth)?;
                groups.entry(functions::criterion(&shown)).or_default().push(row);
            }
        }
        let groups = Rc::new(groups);
        self.groups.borrow_mut().insert(key, groups.clone());
        Ok(groups)
    }
}

/// A figure as arithmetic takes it: nothing is zero, texts of digits are figures.
pub(super) fn figure(shown: &Shown) -> std::result::Result<Decimal, Shown> {
    match shown {
        Shown::Nothing => Ok(Decimal::ZERO),
        Shown::Number(number) => Ok(*number),
        Shown::Bool(yes) => Ok(Decimal::from(u8::from(*yes))),
        Shown::Text(text) => text.trim().parse().map_err(|_| Shown::Error("#VALUE!".to_owned())),
        Shown::Error(_) => Err(shown.clone()),
    }
}

fn of_number(shown: &Shown, with: impl Fn(Decimal) -> Option<Decimal>) -> Shown {
    match figure(shown) {
        Ok(number) => with(number).map_or_else(|| Shown::Error("#NUM!".to_owned()), Shown::Number),
        Err(error) => error,
    }
}

fn binary(operator: Operator, a: &Shown, b: &Shown) -> Shown {
    use Operator::{
        Add, Divide, Equal, Greater, GreaterOrEqual, Join, Less, LessOrEqual, Multiply, Power, Subtract,
        Unequal,
    };
    for error in [a, b] {
        if matches!(error, Shown::Error(_)) {
            return error.clone();
        }
    }
    match operator {
        Join => {
            let text =
                |shown: &Shown| if *shown == Shown::Nothing { String::new() } else { shown.to_string() };
            Shown::Text(format!("{}{}", text(a), text(b)))
        }
        Equal | Unequal | Less | LessOrEqual | Greater | GreaterOrEqual => {
            let order = compare(a, b);
            Shown::Bool(match operator {
                Equal => order.is_eq(),
                Unequal => order.is_ne(),
                Less => order.is_lt(),
                LessOrEqual => order.is_le(),
                Greater => order.is_gt(),
                _ => order.is_ge(),
            })
        }
        Add | Subtract | Multiply | Divide | Power => {
            let (a, b) = match (figure(a), figure(b)) {
                (Ok(a), Ok(b)) => (a, b),
                (Err(error), _) | (_, Err(error)) => return error,
            };
            let result = match operator {
                Add => a.checked_add(b),
                Subtract => a.checked_sub(b),
                Multiply => a.checked_mul(b),
                Divide if b.is_zero() => return Shown::Error("#DIV/0!".to_owned()),
                Divide => a.checked_div(b),
                _ => power(a, b),
            };
            result
                .map_or_else(|| Shown::Error("#NUM!".to_owned()), |number| Shown::Number(number.normalize()))
        }
    }
}

/// Small whole powers, as 10^2.
fn power(a: Decimal, b: Decimal) -> Option<Decimal> {
    let times: u32 = b.normalize().to_string().parse().ok().filter(|times| *times <= 64)?;
    (0..times).try_fold(Decimal::ONE, |product, _| product.checked_mul(a))
}

/// As spreadsheets order: numbers before texts before TRUE; an empty cell is what it is compared with.
fn compare(a: &Shown, b: &Shown) -> std::cmp::Ordering {
    let rank = |shown: &Shown| match shown {
        Shown::Nothing | Shown::Number(_) => 0,
        Shown::Text(_) => 1,
        Shown::Bool(_) => 2,
        Shown::Error(_) => 3,
    };
    match (a, b) {
        (Shown::Text(a), Shown::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
        (Shown::Nothing, Shown::Text(text)) => "".cmp(text.as_str()),
        (Shown::Text(text), Shown::Nothing) => text.as_str().cmp(""),
        _ if rank(a) == rank(b) => match (figure(a), figure(b)) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            _ => std::cmp::Ordering::Equal,
        },
        _ => rank(a).cmp(&rank(b)),
    }
}
