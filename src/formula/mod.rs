//! Formulas of spreadsheets as trees: parsed, printed in one form, their references moved. Programs write one formula in
//! several ways (quotes, spaces, `$`, `_xlfn.`, brackets that change nothing); trees that print alike are the same formula.

mod lex;
mod parse;
mod print;

pub use parse::parse;

use rust_decimal::Decimal;

/// The last row of a spreadsheet, from 0.
pub const LAST_ROW: u32 = 1_048_575;
/// The last column of a spreadsheet, from 0.
pub const LAST_COLUMN: u32 = 16_383;

/// A formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// A literal number.
    Number(Decimal),
    /// A literal text.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value such as `#REF!`.
    Error(String),
    /// A cell or a range.
    Ref(Ref),
    /// −a.
    Negate(Box<Tree>),
    /// a%.
    Percent(Box<Tree>),
    /// a operator b.
    Binary(Operator, Box<Tree>, Box<Tree>),
    /// A function by its name in capitals.
    Call(String, Vec<Tree>),
    /// An argument left out.
    Missing,
}

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is its sign")]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Join,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// One end of a reference.
#[derive(Clone, Copy, Debug)]
pub struct Corner {
    /// From 0.
    pub row: u32,
    /// From 0.
    pub col: u32,
    /// Whether the row has a `$`: it stays when the formula is copied.
    pub row_fixed: bool,
    /// Whether the column has one.
    pub col_fixed: bool,
}

/// A `$` changes what a copy refers to, not what the formula does.
impl PartialEq for Corner {
    fn eq(&self, other: &Self) -> bool {
        (self.row, self.col) == (other.row, other.col)
    }
}

impl Corner {
    fn shifted(self, rows: i64, columns: i64) -> Option<Self> {
        let moved = |at: u32, by: i64, fixed: bool, last: u32| {
            let at = if fixed { Some(at) } else { u32::try_from(i64::from(at) + by).ok() };
            at.filter(|at| *at <= last)
        };
        Some(Self {
            row: moved(self.row, rows, self.row_fixed, LAST_ROW)?,
            col: moved(self.col, columns, self.col_fixed, LAST_COLUMN)?,
            ..self
        })
    }
}

/// A cell or a range; both ends the same for a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Ref {
    /// The sheet named; none for the formula's own.
    pub sheet: Option<String>,
    /// Top left.
    pub first: Corner,
    /// Bottom right.
    pub last: Corner,
}

impl Ref {
    /// Whether it is a single cell.
    pub fn is_cell(&self) -> bool {
        self.first == self.last
    }
}

impl Tree {
    /// The same with every reference replaced; where the closure gives none it becomes `#REF!`.
    pub fn with_refs(&self, map: &mut dyn FnMut(&Ref) -> Option<Ref>) -> Self {
        match self {
            Self::Ref(at) => map(at).map_or_else(|| Self::Error("#REF!".to_owned()), Self::Ref),
            Self::Negate(a) => Self::Negate(Box::new(a.with_refs(map))),
            Self::Percent(a) => Self::Percent(Box::new(a.with_refs(map))),
            Self::Binary(operator, a, b) => {
                Self::Binary(*operator, Box::new(a.with_refs(map)), Box::new(b.with_refs(map)))
            }
            Self::Call(name, arguments) => {
                Self::Call(name.clone(), arguments.iter().map(|a| a.with_refs(map)).collect())
            }
            Self::Number(_) | Self::Text(_) | Self::Bool(_) | Self::Error(_) | Self::Missing => self.clone(),
        }
    }

    /// The same copied so many rows down and columns to the right: a shared formula's further cells.
    pub fn copied(&self, rows: i64, columns: i64) -> Self {
        self.with_refs(&mut |at| {
            Some(Ref {
                sheet: at.sheet.clone(),
                first: at.first.shifted(rows, columns)?,
                last: at.last.shifted(rows, columns)?,
            })
        })
    }

    /// Calls the closure with every reference.
    pub fn each_ref(&self, each: &mut dyn FnMut(&Ref)) {
        match self {
            Self::Ref(at) => each(at),
            Self::Negate(a) | Self::Percent(a) => a.each_ref(each),
            Self::Binary(_, a, b) => {
                a.each_ref(each);
                b.each_ref(each);
            }
            Self::Call(_, arguments) => arguments.iter().for_each(|a| a.each_ref(each)),
            Self::Number(_) | Self::Text(_) | Self::Bool(_) | Self::Error(_) | Self::Missing => {}
        }
    }

    /// The formula without its references: what two rows of a column have in common.
    pub fn shape(&self) -> String {
        let nowhere = Corner { row: 0, col: 0, row_fixed: false, col_fixed: false };
        self.with_refs(&mut |_| Some(Ref { sheet: None, first: nowhere, last: nowhere })).to_string()
    }
}

#[cfg(test)]
mod tests;
