//! Heading rows: one to four rows that name the columns, found by how many known headings they hold.

use super::lexicon::Lexicon;
use super::{everyday, own, text_of, words};
use crate::policy::{FieldId, FieldType, builtin};
use crate::text::normal::{display, key};
use crate::text::number;
use crate::workbook::{Cell, Row, Value};
use rust_decimal::Decimal;

/// The most rows a heading has.
pub const DEEPEST: usize = 4;

/// So many known headings leave no doubt that a row is one, whatever else stands in it.
const KNOWN: usize = 3;

/// One column of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// 0-based.
    pub col: u32,
    /// The parts from the top, each merged region once.
    pub parts: Vec<String>,
    /// The cell that the last part stands in (the top left one of a merge): equal for columns under one merge.
    pub origin: (u32, u32),
    /// The cell of the part above the last, where there are two or more.
    pub upper: Option<(u32, u32)>,
}

impl Column {
    fn new(col: u32) -> Self {
        Self { col, parts: Vec::new(), origin: (u32::MAX, 0), upper: None }
    }

    /// The heading as read.
    pub fn text(&self) -> String {
        self.parts.join(" ")
    }
}

/// Which cells a person declared to be headings: row and column.
pub type Decided<'a> = &'a dyn Fn(u32, u32) -> bool;

/// The number of heading rows that begin with the first of these rows; none where no heading begins there.
/// `in_table`: the row may as well be the next row of a table above.
pub fn find(rows: &[&Row], lexicon: &Lexicon<'_>, in_table: bool, decided: Decided<'_>) -> Option<usize> {
    let first = rows.first()?;
    let cells = own(first);
    if cells.iter().any(|cell| decided(first.index, cell.col)) {
        return Some(1);
    }
    if !in_table && names_holders_alone(&cells, rows, lexicon) {
        return Some(1);
    }
    // 联系人 and 电话 alone are columns of a register; with 联系人：张三 a table is signed.
    // Offices head the columns in which they tick, and 备注1 is one of several, where enough else is known.
    let may_stand = |text: &str| {
        (words::is_office(text) || words::is_numbered_label(text)) && hits(&cells, lexicon) >= KNOWN
    };
    let names_column = |cell: &&Cell| {
        let text = text_of(cell);
        is_heading_text(cell, lexicon) || words::is_bare_label(text) || may_stand(text)
    };
    if cells.len() < 2 || !cells.iter().all(names_column) {
        return None;
    }
    if hits(&cells, lexicon) == 0 && (in_table || !groups(first)) {
        return None;
    }
    let mut height = 1;
    while let Some(more) = more_rows(rows, height, lexicon, decided) {
        height += more;
    }
    let is_confident =
        |height| rows.get(..height).is_some_and(|rows| confident(&columns(rows), lexicon, in_table));
    // Words below a merged heading that nobody knows take from it what it says, and the heading is one all the same.
    (is_confident(height) || is_confident(1)).then_some(height).or_else(|| {
        let last = rows.get(height - 1)?;
        own(last).iter().any(|cell| decided(last.index, cell.col)).then_some(height)
    })
}

/// 企业名称 alone over a list of nothing but names: the one heading that needs no other beside it.
fn names_holders_alone(cells: &[&Cell], rows: &[&Row], lexicon: &Lexicon<'_>) -> bool {
    let ([heading], Some(next)) = (cells, rows.get(1)) else { return false };
    let fields = lexicon.recognise(&[heading_text(heading)], None).fields;
    let holders =
        !fields.is_empty() && fields.iter().all(|id| matches!(*id, builtin::ENTERPRISE | builtin::PERSON));
    let below = own(next);
    let one =
        matches!(below.as_slice(), [cell] if cell.col == heading.col && matches!(cell.value, Value::Text(_)));
    holders && one && !is_hit(below.first().map_or_else(String::new, |cell| heading_text(cell)), lexicon)
}

/// At least two fields are known, and they are a fair part of the columns: half of them where a row of data is expected.
fn confident(columns: &[Column], lexicon: &Lexicon<'_>, in_table: bool) -> bool {
    let mut fields: Vec<_> = columns
        .iter()
        .filter_map(|column| {
            let known = lexicon.recognise(&column.parts, None).fields.first().copied();
            known.or_else(|| everyday::field_of(&column.parts))
        })
        .collect();
    let known = fields.len();
    fields.sort_unstable();
    fields.dedup();
    let fair = if in_table { known * 2 >= columns.len() } else { known >= 3 || known * 3 >= columns.len() };
    fields.len() >= 2 && fair
}

/// The columns of a heading of these rows.
pub fn columns(rows: &[&Row]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for row in rows {
        for cell in row.cells.iter().filter(|cell| !super::is_empty(cell)) {
            let origin = cell.merged_from.unwrap_or((row.index, cell.col));
            let at = match columns.binary_search_by_key(&cell.col, |column| column.col) {
                Ok(at) => at,
                Err(at) => {
                    columns.insert(at, Column::new(cell.col));
                    at
                }
            };
            let text = heading_text(cell);
            if let Some(column) =
                columns.get_mut(at).filter(|column| column.origin != origin && !text.is_empty())
            {
                column.upper = (!column.parts.is_empty()).then_some(column.origin);
                column.parts.push(text);
                column.origin = origin;
            }
        }
    }
    columns.retain(|column| !column.parts.is_empty());
    columns
}

/// True where two headings are the same. On the next page the cells of a group may no longer be merged: it then stands above the
/// first of its columns alone.
pub fn is_same(one: &[Vec<String>], other: &[Vec<String>]) -> bool {
    let alike = |(one, other): (&Vec<String>, &Vec<String>)| one.ends_with(other) || other.ends_with(one);
    one.len() == other.len() && one.iter().zip(other).all(alike)
}

fn heading_text(cell: &Cell) -> String {
    match &cell.value {
        Value::Text(text) => display(text),
        Value::Number(number, _) => number.normalize().to_string(),
        _ => String::new(),
    }
}

/// True for text short enough to be a heading, and for a year.
fn is_heading_text(cell: &Cell, lexicon: &Lexicon<'_>) -> bool {
    match &cell.value {
        Value::Text(text) if text.chars().count() > 60 => false,
        // 备注 and 负责人 are headings as well as the labels of notes.
        Value::Text(text) => match number::number(text) {
            Ok(_) => words::year(text).is_some(),
            Err(_) => !words::is_note(text) || words::is_bare_label(text) || is_hit(display(text), lexicon),
        },
        Value::Number(number, _) => {
            number.fract().is_zero() && *number >= Decimal::from(1980) && *number <= Decimal::from(2100)
        }
        _ => false,
    }
}

fn hits(cells: &[&Cell], lexicon: &Lexicon<'_>) -> usize {
    cells.iter().filter(|cell| is_hit(heading_text(cell), lexicon)).count()
}

fn is_hit(text: String, lexicon: &Lexicon<'_>) -> bool {
    let word = key(&text);
    let qualifies =
        words::stated_unit(word.trim_matches(['(', ')'])).is_some() || words::year(&word).is_some();
    qualifies
        || !lexicon.recognise(std::slice::from_ref(&text), None).fields.is_empty()
        || everyday::field_of_key(&word).is_some()
}

/// True where a row without a known heading may name groups of columns: some cell spans several.
fn groups(row: &Row) -> bool {
    row.cells
        .iter()
        .any(|cell| cell.merged_from.is_some_and(|(from, col)| from == row.index && col != cell.col))
}

/// How many further rows belong to a heading of that height: the next, or the next two where the next only groups columns.
fn more_rows(rows: &[&Row], height: usize, lexicon: &Lexicon<'_>, decided: Decided<'_>) -> Option<usize> {
    let goes_on = |height: usize| {
        height < DEEPEST
            && rows.get(height).is_some_and(|next| continues(rows, height, next, lexicon, decided))
    };
    if goes_on(height) {
        return Some(1);
    }
    let next = rows.get(height)?;
    let (cells, so_far) = (own(next), columns(rows.get(..height)?));
    let adjacent = rows.get(height - 1).is_some_and(|above| next.index == above.index + 1);
    let between = adjacent
        && groups(next)
        && cells
            .iter()
            .all(|cell| is_heading_text(cell, lexicon) && fit(cell, &so_far, lexicon) != Fit::Data);
    let parts_only = || adjacent && height < DEEPEST && parts_merged(&cells, &so_far, lexicon);
    (between && goes_on(height + 1)).then_some(2).or_else(|| parts_only().then_some(1))
}

/// True where a row has nothing but texts below merged headings, two at least below one: 市级 and 镇级 below 核定额度. A row of data
/// names a holder, and stands below other headings, too.
fn parts_merged(cells: &[&Cell], above: &[Column], lexicon: &Lexicon<'_>) -> bool {
    let merge_of = |cell: &&Cell| {
        let column = above.iter().find(|column| column.col == cell.col)?;
        let spans = above.iter().filter(|other| other.origin == column.origin).count() > 1;
        (spans && !heading_text(cell).is_empty() && is_heading_text(cell, lexicon)).then_some(column.origin)
    };
    let Some(merges) = cells.iter().map(merge_of).collect::<Option<Vec<_>>>() else { return false };
    merges.iter().any(|merge| merges.iter().filter(|other| *other == merge).count() > 1)
}

/// True where the row goes on with the heading above it.
fn continues(rows: &[&Row], height: usize, next: &Row, lexicon: &Lexicon<'_>, decided: Decided<'_>) -> bool {
    let above = rows.get(height - 1).map_or(0, |row| row.index);
    let cells = own(next);
    if next.index != above + 1 || cells.is_empty() || !cells.iter().all(|cell| is_heading_text(cell, lexicon))
    {
        return false;
    }
    if cells.iter().any(|cell| decided(next.index, cell.col)) {
        return true;
    }
    let so_far = columns(rows.get(..height).unwrap_or_default());
    let fits: Vec<Fit> = cells.iter().map(|cell| fit(cell, &so_far, lexicon)).collect();
    let known = fits.iter().filter(|fit| **fit == Fit::Heading).count();
    !fits.contains(&Fit::Data) && known > 0 && known * 2 >= cells.len()
}

/// What a cell below a heading is to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// A lower part of it.
    Heading,
    /// A value: what stands above it is a whole heading already.
    Data,
    /// Nobody can tell from this cell.
    Unknown,
}

/// A lower part stands under a merged, an unknown or no heading, or qualifies a known one (a year, a unit of money).
fn fit(cell: &Cell, above: &[Column], lexicon: &Lexicon<'_>) -> Fit {
    let text = heading_text(cell);
    let column = above.binary_search_by_key(&cell.col, |column| column.col).ok().and_then(|at| above.get(at));
    let Some(column) = column else {
        return if is_hit(text, lexicon) { Fit::Heading } else { Fit::Unknown };
    };
    let spans = above.iter().any(|other| other.col != column.col && other.origin == column.origin);
    let alone = lexicon.recognise(&column.parts, None).fields;
    let unit = words::stated_unit(key(&text).trim_matches(['(', ')'])).is_some();
    let mut parts = column.parts.clone();
    parts.push(text.clone());
    let joined = lexicon.recognise(&parts, None);
    if spans || alone.is_empty() {
        let known = !joined.fields.is_empty() || is_hit(text, lexicon);
        return if known { Fit::Heading } else { Fit::Unknown };
    }
    let money = |id: &FieldId| {
        lexicon.policy.fields.get(id.index()).is_some_and(|field| field.kind == FieldType::Money)
    };
    if joined.year.is_some() || (unit && alone.iter().all(money)) { Fit::Heading } else { Fit::Data }
}
