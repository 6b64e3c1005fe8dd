//! The kind of a row below a heading: data, section, total, note, blank, or none that can be told.

mod total;

use super::lexicon::Lexicon;
use super::section::{self, is_figure};
use super::words::{self, TotalReach};
use super::{cell_at, distinct, is_empty, text_of};
use crate::text::normal::key;
use crate::workbook::{Cell, Row, Value};

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// Nothing in it, or only a number in the column of serial numbers.
    Blank,
    /// It states the unit of amounts.
    Unit,
    /// 备注, 填表人, a signature.
    Note,
    /// 合计, 小计.
    Total {
        /// How far back.
        reach: TotalReach,
        /// Column of the label.
        col: u32,
    },
    /// It looks like a total or like part of the row above (其中), but nobody can tell: something of a data row stands in it.
    TotalLike,
    /// 一、…: it says what the rows below are.
    Section {
        /// Column of its text.
        col: u32,
        /// Its text without the ordinal.
        text: String,
    },
    /// It looks like a section, but nobody can tell: something stands beside it, or it may be a holder.
    SectionLike {
        /// Column of its text.
        col: u32,
    },
    /// One text alone: a title, or nobody can tell.
    Single {
        /// Column of the text.
        col: u32,
        /// The text.
        text: String,
    },
    /// A row of the list.
    Data,
    /// None of these.
    Unclear,
}

/// The columns of a table by which its rows are told apart.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// Columns that name the holder: enterprise, person, codes.
    pub holders: Vec<u32>,
    /// The column of serial numbers.
    pub serial: Option<u32>,
    /// The column of categories.
    pub category: Option<u32>,
    /// Every column under the heading.
    pub used: Vec<u32>,
    /// Columns of achievements: product, title, certificate, category. Where a list has them, a row says more than a name and a
    /// day; registers and exclusions have none.
    pub things: Vec<u32>,
}

/// Judges a row; without a shape, one that stands before any heading.
pub fn judge(row: &Row, shape: Option<&Shape>, lexicon: &Lexicon<'_>) -> RowKind {
    let cells = distinct(row);
    let Some(first) = cells.first() else { return RowKind::Blank };
    let Some(shape) = shape else { return outside(&cells, first) };
    let inside: Vec<&Cell> = cells.iter().copied().filter(|cell| within(cell, row, shape)).collect();
    if inside.iter().all(|cell| Some(cell.col) == shape.serial && !words::is_chinese_ordinal(text_of(cell)))
        && is_figure(first)
    {
        return RowKind::Blank;
    }
    if numbers_columns(row) {
        return RowKind::Note;
    }
    let found = section::find(row, &cells, shape, lexicon);
    let labelled = total::find(row, &cells, shape);
    if let Some(total::Found::Total(reach, col)) = labelled {
        return match counted_section(&cells, col, found) {
            Some(section) => section,
            None if has_count_beside(&cells, col, row, shape, lexicon) => {
                RowKind::SectionLike { col: first.col }
            }
            None => RowKind::Total { reach, col },
        };
    }
    if labelled.is_some() {
        return RowKind::TotalLike;
    }
    // A full row is data, whatever its remarks say of units.
    let sparse = cells.len() * 2 <= shape.used.len().max(4);
    // A section may state the unit of its rows, too.
    if let Some(section) = found {
        return section;
    }
    if sparse && states_unit(&cells) {
        return RowKind::Unit;
    }
    // With one column only, nothing beside a text tells a name from a note.
    let single = shape.used.len() == 1;
    let listed = is_list_row(row, &inside, shape);
    let labels = || cells.iter().filter(|cell| words::is_label(text_of(cell))).count();
    if words::is_label(text_of(first)) && labels() * 2 >= cells.len() {
        return RowKind::Note;
    }
    if (!listed || single) && sparse && words::is_note(text_of(first)) {
        return if single && words::is_office(text_of(first)) { RowKind::Unclear } else { RowKind::Note };
    }
    if listed && is_signed(row, &inside, shape) {
        return RowKind::Note;
    }
    if listed && (is_example(row, shape) || is_marked_as_note(row, &inside, shape)) {
        return RowKind::Unclear;
    }
    let alone = cells.len() == 1;
    if let Some(col) = section::resembled(&cells, row, shape, lexicon).filter(|_| !alone) {
        return RowKind::SectionLike { col };
    }
    if listed && is_dated_name(row, &inside, shape) {
        return RowKind::Unclear;
    }
    if listed {
        return RowKind::Data;
    }
    match cells.as_slice() {
        [one] if !text_of(one).is_empty() => RowKind::Single { col: one.col, text: text_of(one).to_owned() },
        _ => RowKind::Unclear,
    }
}

fn outside(cells: &[&Cell], first: &Cell) -> RowKind {
    if states_unit(cells) {
        return RowKind::Unit;
    }
    // 日期 among other words heads a column; ※ sets the example of a form apart.
    let notes = cells.iter().filter(|cell| words::is_note(text_of(cell))).count();
    if notes > 0 && (notes * 2 >= cells.len() || text_of(first).starts_with('※')) {
        return RowKind::Note;
    }
    match cells {
        [_] => RowKind::Single { col: first.col, text: text_of(first).to_owned() },
        _ => RowKind::Unclear,
    }
}

/// True where the cell, or the merge it belongs to, lies under the heading.
fn within(cell: &Cell, row: &Row, shape: &Shape) -> bool {
    shape.used.contains(&cell.col)
        || cell.merged_from.is_some_and(|origin| {
            row.cells.iter().any(|other| other.merged_from == Some(origin) && shape.used.contains(&other.col))
        })
}

/// A row of the list names a holder beside something else; without a holder it has two other values under known columns.
fn is_list_row(row: &Row, inside: &[&Cell], shape: &Shape) -> bool {
    let beside = inside.iter().filter(|cell| Some(cell.col) != shape.serial).count();
    let holder = shape.holders.iter().any(|col| cell_at(row, *col).is_some());
    let number = |cell: &Cell| is_figure(cell) || words::is_chinese_ordinal(text_of(cell));
    let numbered = shape.serial.is_some_and(|col| cell_at(row, col).is_some_and(number));
    beside >= 2 || (holder && numbered && beside >= 1) || (holder && shape.used.len() == 1)
}

/// The example that a form shows how to fill in.
fn is_example(row: &Row, shape: &Shape) -> bool {
    let text = |col: u32| cell_at(row, col).map(text_of).unwrap_or_default();
    if !shape.serial.iter().chain(&shape.holders).any(|col| text(*col).contains('例')) {
        return false;
    }
    let example = |key: &str| {
        ["(示例)", "(样例)", "(例)", "示例:", "样例:", "例:"].iter().any(|word| key.starts_with(word))
    };
    let numbered =
        shape.serial.is_some_and(|col| ["例", "示例", "样例", "范例"].contains(&key(text(col)).as_str()));
    numbered || shape.holders.iter().any(|col| example(&key(text(*col))))
}

/// 质监局（盖章） or 主管领导： where the other rows have their holder, no number before it, and nothing but a day and further
/// signatures beside it: who signs the list. A row with a product or certificate is none, however its name ends.
fn is_signed(row: &Row, inside: &[&Cell], shape: &Shape) -> bool {
    let (names, beside): (Vec<&Cell>, Vec<&Cell>) =
        inside.iter().copied().partition(|cell| shape.holders.contains(&cell.col));
    let slight = |cell: &Cell| {
        let text = text_of(cell);
        is_day(cell) || words::is_label(text) || words::is_bare_label(text) || words::is_signed(text)
    };
    !is_numbered(row, shape)
        && names.iter().any(|cell| words::is_signed(text_of(cell)))
        && beside.iter().all(|cell| slight(cell))
}

fn is_day(cell: &Cell) -> bool {
    matches!(cell.value, Value::Date(_)) || crate::text::date::date(text_of(cell)).is_ok()
}

/// A name and a day, and nothing of what the other columns are for: an office that signs the list, or a sentence below it.
fn is_dated_name(row: &Row, inside: &[&Cell], shape: &Shape) -> bool {
    const FEW: usize = 4;
    let beside: Vec<&&Cell> = inside.iter().filter(|cell| !shape.holders.contains(&cell.col)).collect();
    !shape.things.is_empty()
        && shape.used.len() >= FEW
        && !is_numbered(row, shape)
        && inside.len() == beside.len() + 1
        && matches!(beside.as_slice(), [day] if is_day(day))
}

fn is_numbered(row: &Row, shape: &Shape) -> bool {
    shape.serial.is_some_and(|col| cell_at(row, col).is_some_and(is_figure))
}

/// 注： where the other rows have their number or their holder, with the note spread over the next cells.
fn is_marked_as_note(row: &Row, inside: &[&Cell], shape: &Shape) -> bool {
    const FEW: usize = 3;
    let text = |col: &u32| cell_at(row, *col).map(text_of).unwrap_or_default();
    let labelled = |text: &str| text.contains([':', '：']) || words::is_bare_label(text);
    let serial = shape.serial.as_ref().map(text).unwrap_or_default();
    labelled(serial)
        || shape.serial.iter().any(|col| words::is_note(text(col)))
        // A full row is data, with a colon typed behind the name.
        || inside.len() <= FEW && shape.holders.iter().any(|col| labelled(text(col)))
}

/// 二、银牌产品（共计1家）: a section that counts its rows is no total of those above it.
fn counted_section(cells: &[&Cell], label: u32, found: Option<RowKind>) -> Option<RowKind> {
    let text = cells.iter().find(|cell| cell.col == label).map(|cell| text_of(cell))?;
    let counted =
        text.contains(['(', '（']) && words::without_ordinal(text).1 && !words::counts(text).is_empty();
    found.filter(|_| counted)
}

/// 二、银牌产品 with 共1家 in a cell of its own may be a section, or the total of one.
fn has_count_beside(cells: &[&Cell], label: u32, row: &Row, shape: &Shape, lexicon: &Lexicon<'_>) -> bool {
    let is_count = |cell: &&&Cell| cell.col == label && text_of(cell).trim_start().starts_with('共');
    cells.iter().skip(1).any(|cell| is_count(&cell))
        && cells
            .first()
            .map(|first| text_of(first))
            .is_some_and(|text| words::without_ordinal(text).1 || words::is_chinese_ordinal(text))
        && section::resembled(cells, row, shape, lexicon).is_some()
}

/// (1), (2), (3) below the headings, or A, B, C above them.
pub fn numbers_columns(row: &Row) -> bool {
    let label = |cell: &&Cell| match &cell.value {
        Value::Number(number, _) => number.normalize().to_string(),
        _ => text_of(cell).to_owned(),
    };
    words::number_columns(&distinct(row).iter().map(label).collect::<Vec<_>>())
}

fn states_unit(cells: &[&Cell]) -> bool {
    cells.iter().any(|cell| words::unit_statement(text_of(cell)).is_some())
}

/// True where a row has at most one cell of text: what a title, a unit or a blank line looks like.
pub fn is_slight(row: &Row) -> bool {
    let cells = distinct(row);
    cells.len() <= 1 || cells.iter().all(|cell| is_empty(cell) || words::is_note(text_of(cell)))
}
