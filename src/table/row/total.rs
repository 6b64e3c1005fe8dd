//! Rows of totals, and rows that look like one: what stands beside the label tells them from data.

use super::super::section::is_figure;
use super::super::text_of;
use super::super::words::{self, TotalReach};
use super::{Shape, is_day, is_numbered};
use crate::workbook::{Cell, Row};

/// What was found in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A total: how far back, and the column of its label.
    Total(TotalReach, u32),
    /// It may be one, or part of the row above.
    Like,
}

/// A total, or what looks like one.
pub(super) fn find(row: &Row, cells: &[&Cell], shape: &Shape) -> Option<Found> {
    let own: Vec<&Cell> = cells.iter().copied().filter(|cell| begins_in(cell, row)).collect();
    let named = |cell: &Cell| shape.holders.contains(&cell.col) || shape.things.contains(&cell.col);
    if own.iter().any(|cell| named(cell) && words::is_breakdown(text_of(cell))) {
        return Some(Found::Like);
    }
    if let Some(count) =
        own.iter().find(|cell| shape.holders.contains(&cell.col) && words::is_bare_count(text_of(cell)))
    {
        let named = own
            .iter()
            .any(|cell| shape.things.contains(&cell.col) && !text_of(cell).is_empty() && !is_count(cell));
        return Some(if named { Found::Like } else { Found::Total(TotalReach::Group, count.col) });
    }
    match label(&own, cells, shape) {
        Some(label) => labelled(row, &own, cells, shape, label),
        None => sums_up_a_part(row, &own, cells, shape).then_some(Found::Like),
    }
}

/// A label in one of the first cells, or the word of a total alone where the other rows have their product.
fn label(own: &[&Cell], cells: &[&Cell], shape: &Shape) -> Option<(TotalReach, u32)> {
    let reach = |cell: &Cell| {
        let of_holder = shape.holders.contains(&cell.col) && words::is_holder_total(text_of(cell));
        words::total(text_of(cell)).or(of_holder.then_some(TotalReach::Group))
    };
    let first = |cells: &[&Cell]| {
        let mut texts = cells.iter().filter(|cell| !text_of(cell).is_empty()).take(3);
        texts.find_map(|cell| Some((reach(cell)?, cell.col)))
    };
    let alone = || {
        let mut things = own.iter().filter(|cell| shape.things.contains(&cell.col));
        things.find_map(|cell| Some((reach(cell).filter(|_| words::is_bare_total(text_of(cell)))?, cell.col)))
    };
    first(own).or_else(alone).or_else(|| first(cells))
}

/// What a row with a label is. A holder that a merge from above fills is that of the rows above, not the row's own.
fn labelled(
    row: &Row,
    own: &[&Cell],
    cells: &[&Cell],
    shape: &Shape,
    (reach, col): (TotalReach, u32),
) -> Option<Found> {
    let text = own.iter().find(|cell| cell.col == col).map(|cell| text_of(cell)).unwrap_or_default();
    let total = Some(Found::Total(reach, col));
    let in_holder = shape.holders.contains(&col);
    let bare = !in_holder && words::is_bare_total(text);
    let more = own.iter().any(|cell| cell.col != col && says_more(cell, shape));
    if own.iter().any(|cell| cell.col != col && names_holder(cell, shape)) {
        // A row with a holder of its own is data, whatever else stands in it, unless 小计 stands where its product should. Of a
        // ledger nobody tells here which column that is.
        let stands_for_thing = shape.things.contains(&col) || shape.serial == Some(col);
        return match (bare, stands_for_thing, more) {
            (true, true, false) => total,
            (true, true, true) => Some(Found::Like),
            (true, false, false) if shape.things.is_empty() => Some(Found::Like),
            _ => None,
        };
    }
    let merged = cells.iter().any(|cell| !begins_in(cell, row) && names_holder(cell, shape));
    let doubtful = match (in_holder, merged) {
        (true, _) => words::is_holder_total(text) && more,
        (false, true) => !bare || more,
        (false, false) => false,
    };
    if doubtful { Some(Found::Like) } else { total }
}

/// What stands for the rest of a list, or for all of it.
const REST: [&str; 14] = [
    "其他", "其它", "其余", "全镇", "全市", "全县", "全区", "全部", "本镇", "各镇", "本页", "总", "计",
    "总的",
];

/// 东镇, 某局 or 其他 with a figure, no number, and nothing of what the other columns are for: perhaps a town's sum.
fn sums_up_a_part(row: &Row, own: &[&Cell], cells: &[&Cell], shape: &Shape) -> bool {
    let (holders, others): (Vec<&Cell>, Vec<&Cell>) =
        own.iter().copied().partition(|cell| shape.holders.contains(&cell.col));
    let [name] = holders.as_slice() else { return false };
    let name = text_of(name);
    !shape.things.is_empty()
        && !is_numbered(row, shape)
        && (REST.contains(&name) || words::is_division(name) || words::is_office(name))
        && others.iter().any(|cell| is_figure(cell))
        && !cells.iter().any(|cell| names_thing(cell, shape))
}

/// True for a product, title or certificate; a town's sum may stand beside its category.
fn names_thing(cell: &Cell, shape: &Shape) -> bool {
    shape.things.contains(&cell.col) && shape.category != Some(cell.col) && !is_count(cell)
}

/// False for what a merge from a row above fills.
fn begins_in(cell: &Cell, row: &Row) -> bool {
    cell.merged_from.is_none_or(|(from, _)| from == row.index)
}

fn names_holder(cell: &Cell, shape: &Shape) -> bool {
    let text = text_of(cell);
    shape.holders.contains(&cell.col) && !text.is_empty() && words::counts(text).is_empty() && !is_count(cell)
}

/// True for a text that is more than the holder, a count and a day.
fn says_more(cell: &Cell, shape: &Shape) -> bool {
    let text = text_of(cell);
    !text.is_empty()
        && !shape.holders.contains(&cell.col)
        && !is_figure(cell)
        && !is_count(cell)
        && !is_day(cell)
}

/// 3家, 共12件, 2.
fn is_count(cell: &Cell) -> bool {
    let text = text_of(cell).trim_start_matches('共');
    crate::text::number::quantity(text).is_ok() || text.ends_with('家')
}
