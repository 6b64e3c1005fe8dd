//! Which row (or column) of one sheet is which of another, and references moved along.

use super::book::Book;
use crate::formula::{Corner, Ref};
use std::collections::{BTreeMap, BTreeSet};

/// Rows or columns of the expected sheet and where they stand in the one at hand.
#[derive(Clone, Debug, Default)]
pub(super) struct Axis {
    /// Everything stands where it stood; the rest is empty then.
    pub same: bool,
    /// Expected to actual.
    pub to: BTreeMap<u32, u32>,
    /// Actual to expected.
    pub from: BTreeMap<u32, u32>,
    /// Expected ones that stand out of their order.
    pub moved: BTreeSet<u32>,
    /// Expected ones that are gone.
    pub removed: BTreeSet<u32>,
    /// Those of them whose place stands where it stood, emptied: what reads it reads it still.
    pub emptied: BTreeMap<u32, u32>,
    /// Actual ones that are new.
    pub added: BTreeSet<u32>,
    /// New ones that hold the same as one that is not: either may be the copy.
    pub twins: BTreeMap<u32, u32>,
}

impl Axis {
    /// Everything where it stood.
    pub fn same() -> Self {
        Self { same: true, ..Self::default() }
    }

    /// By pairs of expected and actual.
    pub fn of(pairs: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut axis = Self::default();
        for (expected, actual) in pairs {
            axis.to.insert(expected, actual);
            axis.from.insert(actual, expected);
        }
        axis
    }

    /// Where an expected one stands; for one without content, by its distance from the one before it.
    pub fn to(&self, expected: u32) -> Option<u32> {
        if self.same {
            return Some(expected);
        }
        if let Some(actual) = self.emptied.get(&expected) {
            return Some(*actual);
        }
        if self.removed.contains(&expected) {
            return None;
        }
        if let Some(actual) = self.to.get(&expected) {
            return Some(*actual);
        }
        let mut before = self.to.range(..expected).filter(|(at, _)| !self.moved.contains(at));
        match before.next_back() {
            Some((near, actual)) => Some(actual + (expected - near)),
            None => Some(expected),
        }
    }

    /// Which expected one stands there.
    pub fn from(&self, actual: u32) -> Option<u32> {
        if self.same { Some(actual) } else { self.from.get(&actual).copied() }
    }

    /// The ends of a range: from the first to the last that is still there and in order.
    fn span(&self, first: u32, last: u32) -> Option<(u32, u32)> {
        if self.same || (first == 0 && last >= crate::formula::LAST_COLUMN) {
            return Some((first, last));
        }
        let emptied = |at: u32| self.emptied.get(&at).copied();
        if let (Some(begin), Some(end)) = (emptied(first), emptied(last)) {
            return Some((begin, end));
        }
        let mut stays = self.to.range(first..=last).filter(|(at, _)| !self.moved.contains(at));
        let (begin, actual) = stays.next()?;
        let begin = if *begin == first { *actual } else { actual.saturating_sub(begin - first) };
        let begin =
            if self.removed.contains(&first) || self.moved.contains(&first) { *actual } else { begin };
        let end = stays.next_back().map_or(*actual, |(_, actual)| *actual);
        Some((emptied(first).unwrap_or(begin), emptied(last).unwrap_or(end)))
    }

    /// Finds the removed ones between two that stand at one distance from their places, with nothing in theirs.
    pub fn find_emptied(&mut self) {
        let by = |(expected, actual): (&u32, &u32)| i64::from(*actual) - i64::from(*expected);
        let emptied = self.removed.iter().filter_map(|at| {
            let before = self.to.range(..at).next_back().map(by)?;
            let after = self.to.range(at..).next().map(by)?;
            let place = u32::try_from(i64::from(*at) + before).ok()?;
            let is_free = !self.from.contains_key(&place) && !self.added.contains(&place);
            (before == after && is_free).then_some((*at, place))
        });
        self.emptied = emptied.collect();
    }

    /// Whether an end of a range may as well stand there: only what is new or out of order lies between.
    fn near(&self, wanted: u32, found: u32) -> bool {
        let between = wanted.min(found)..=wanted.max(found);
        wanted == found
            || (!self.same
                && between.filter(|at| *at != wanted).all(|at| {
                    self.added.contains(&at)
                        || self.from.get(&at).is_some_and(|expected| self.moved.contains(expected))
                }))
    }
}

/// Rows and columns of a sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub rows: Axis,
    pub columns: Axis,
}

/// Every sheet's rows and columns, by the sheet's name.
pub(super) type Grids = BTreeMap<String, Grid>;

/// A reference of the expected workbook as it reads in the one at hand; none where what it named is gone.
pub(super) fn moved(at: &Ref, own: &str, grids: &Grids) -> Option<Ref> {
    let Some(grid) = grids.get(at.sheet.as_deref().unwrap_or(own)) else { return Some(at.clone()) };
    let corner = |row: u32, col: u32, like: Corner| Corner { row, col, ..like };
    if at.is_cell() {
        let first = corner(grid.rows.to(at.first.row)?, grid.columns.to(at.first.col)?, at.first);
        return Some(Ref { sheet: at.sheet.clone(), first, last: first });
    }
    let (top, bottom) = grid.rows.span(at.first.row, at.last.row)?;
    let (left, right) = grid.columns.span(at.first.col, at.last.col)?;
    Some(Ref {
        sheet: at.sheet.clone(),
        first: corner(top, left, at.first),
        last: corner(bottom, right, at.last),
    })
}

/// Whether a range at hand is the wanted one, new rows at its ends aside.
pub(super) fn alike(wanted: &Ref, found: &Ref, own: &str, grids: &Grids) -> bool {
    let name = |at: &Ref| at.sheet.clone().unwrap_or_else(|| own.to_owned());
    if name(wanted) != name(found) || (wanted.is_cell() && found.is_cell()) {
        let twin = |row: u32| grids.get(&name(wanted)).and_then(|grid| grid.rows.twins.get(&row).copied());
        let row = twin(found.first.row).unwrap_or(found.first.row);
        let same = wanted.first.row == row || wanted.first.row == found.first.row;
        return name(wanted) == name(found) && same && wanted.first.col == found.first.col;
    }
    let Some(grid) = grids.get(&name(wanted)) else { return wanted == found };
    grid.rows.near(wanted.first.row, found.first.row)
        && grid.rows.near(wanted.last.row, found.last.row)
        && grid.columns.near(wanted.first.col, found.first.col)
        && grid.columns.near(wanted.last.col, found.last.col)
}

/// The cells that the formulas of a workbook read, as they stand in the one at hand.
pub(super) struct Reads(BTreeMap<String, BTreeSet<(u32, u32, u32, u32)>>);

impl Reads {
    /// What the expected formulas read.
    pub fn of(book: &Book, grids: &Grids) -> Self {
        let mut reads: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
        for sheet in &book.sheets {
            for formula in sheet.formulas().into_values() {
                let super::book::Formula::Tree(tree) = formula else { continue };
                tree.each_ref(&mut |at| {
                    if let Some(at) = moved(at, &sheet.name, grids) {
                        let name = at.sheet.clone().unwrap_or_else(|| sheet.name.clone());
                        let area = (at.first.row, at.last.row, at.first.col, at.last.col);
                        reads.entry(name).or_default().insert(area);
                    }
                });
            }
        }
        Self(reads)
    }

    /// Whether some formula reads a cell.
    pub fn hold(&self, sheet: &str, row: u32, col: u32) -> bool {
        let areas = self.0.get(sheet).into_iter().flatten();
        areas
            .take_while(|(top, ..)| *top <= row)
            .any(|(_, bottom, left, right)| row <= *bottom && (*left..=*right).contains(&col))
    }
}
