//! Alignment: which rows and columns of two sheets belong together, by what they hold and not by where they stand.

use super::axis::{Axis, Grid};
use super::book::{Formula, Sheet};
use super::compare::blanks;
use std::collections::{BTreeMap, BTreeSet};

/// The row of a table's headings, from 0.
pub(super) const HEADINGS: u32 = 2;
/// Larger gaps are paired in order instead of by the best fit.
const LARGE: usize = 250_000;

/// Aligns two sheets.
pub(super) fn align(expected: &Sheet, actual: &Sheet) -> Grid {
    let columns = columns(expected, actual);
    let rows = rows(expected, actual, &columns);
    Grid { rows, columns }
}

/// Columns by their headings, where a column was put in or taken out.
fn columns(expected: &Sheet, actual: &Sheet) -> Axis {
    let wanted = headings(expected, HEADINGS);
    if wanted.len() < 3 || wanted == headings(actual, HEADINGS) {
        return Axis::same();
    }
    let texts: BTreeSet<&str> = wanted.iter().map(|(_, text)| text.as_str()).collect();
    let fit =
        |row: &u32| headings(actual, *row).iter().filter(|(_, text)| texts.contains(text.as_str())).count();
    let Some(row) = (0..12).max_by_key(|row| (fit(row), u32::MAX - row)) else { return Axis::same() };
    let found = headings(actual, row);
    // Headings that were only reworded, or a sheet that has little in common with ours.
    if found.len() == wanted.len() && found.iter().zip(&wanted).all(|(a, b)| a.0 == b.0)
        || fit(&row) * 2 < wanted.len()
    {
        return Axis::same();
    }
    let tokens = |list: &[(u32, String)]| numbered(list.iter().map(|(_, text)| text.clone()));
    let pairs = common(&tokens(&wanted), &tokens(&found));
    let pairs: Vec<(u32, u32)> =
        pairs.into_iter().filter_map(|(a, b)| Some((wanted.get(a)?.0, found.get(b)?.0))).collect();
    if pairs.iter().all(|(a, b)| a == b) {
        return Axis::same();
    }
    let mut axis = Axis::of(pairs);
    axis.removed = wanted.iter().map(|(col, _)| *col).filter(|col| !axis.to.contains_key(col)).collect();
    axis.added = found.iter().map(|(col, _)| *col).filter(|col| !axis.from.contains_key(col)).collect();
    axis
}

fn headings(sheet: &Sheet, row: u32) -> Vec<(u32, String)> {
    let text = |col: &u32| sheet.text(row, *col).replace(['\n', '\r'], "");
    sheet.columns.keys().map(|col| (*col, text(col))).filter(|(_, text)| !text.is_empty()).collect()
}

/// What a row holds, by expected column.
type Line = BTreeMap<u32, String>;

fn lines(sheet: &Sheet, column: impl Fn(u32) -> Option<u32>) -> BTreeMap<u32, Line> {
    let mut lines: BTreeMap<u32, Line> = BTreeMap::new();
    for (col, cells) in &sheet.columns {
        let Some(col) = column(*col) else { continue };
        for (row, cell) in cells {
            let token = match &cell.formula {
                Some(Formula::Tree(tree)) => format!("={}", tree.shape()),
                Some(Formula::Text(text)) => format!("={text}"),
                // A line with blanks is the same when they are filled in.
                None => {
                    let text = cell.shown.to_string();
                    blanks(&text).map_or_else(|| text.split_whitespace().collect(), str::to_owned)
                }
            };
            lines.entry(*row).or_default().insert(col, token);
        }
    }
    lines
}

fn rows(expected: &Sheet, actual: &Sheet, columns: &Axis) -> Axis {
    let wanted = lines(expected, Some);
    let found = lines(actual, |col| columns.from(col));
    if wanted == found {
        return Axis::same();
    }
    let (rows_wanted, wanted): (Vec<u32>, Vec<Line>) = wanted.into_iter().unzip();
    let (rows_found, found): (Vec<u32>, Vec<Line>) = found.into_iter().unzip();
    let (names, other) = (named(&wanted), named(&found));
    let pairs = common(&names, &other);
    let in_order: BTreeMap<usize, usize> = pairs.iter().copied().collect();
    let moved: Vec<(usize, usize)> =
        exact_pairs(&names, &other).into_iter().filter(|(a, _)| !in_order.contains_key(a)).collect();
    let gone: BTreeSet<usize> = moved.iter().map(|(a, _)| *a).collect();
    let taken: BTreeSet<usize> = moved.iter().map(|(_, b)| *b).collect();
    let mut all = pairs.clone();
    let mut from = (0, 0);
    for (a, b) in pairs.into_iter().chain([(wanted.len(), found.len())]) {
        let left: Vec<usize> = (from.0..a).filter(|at| !gone.contains(at)).collect();
        let right: Vec<usize> = (from.1..b).filter(|at| !taken.contains(at)).collect();
        all.extend(gap(&left, &right, &wanted, &found));
        from = (a + 1, b + 1);
    }
    all.extend(moved.iter().copied());
    let at = |(a, b): (usize, usize)| Some((*rows_wanted.get(a)?, *rows_found.get(b)?));
    let mut axis = Axis::of(all.into_iter().filter_map(at));
    axis.moved = gone.iter().filter_map(|at| rows_wanted.get(*at).copied()).collect();
    axis.removed = rows_wanted.iter().copied().filter(|row| !axis.to.contains_key(row)).collect();
    axis.added = rows_found.iter().copied().filter(|row| !axis.from.contains_key(row)).collect();
    axis.find_emptied();
    let lines: BTreeMap<u32, &Line> = rows_found.iter().copied().zip(&found).collect();
    let twin = |row: &u32| {
        let mine = lines.get(row)?;
        let other = axis.from.keys().find(|other| lines.get(other) == Some(mine))?;
        Some((*row, *other))
    };
    axis.twins = axis.added.iter().filter_map(twin).collect();
    axis.same = axis.moved.is_empty()
        && axis.removed.is_empty()
        && axis.added.is_empty()
        && axis.to.iter().all(|(a, b)| a == b);
    axis
}

/// Rows by what they hold.
fn named(lines: &[Line]) -> Vec<String> {
    numbered(
        lines.iter().map(|line| line.iter().map(|(col, token)| format!("{col}\u{1}{token}\u{2}")).collect()),
    )
}

/// Equal ones, whatever their order.
fn exact_pairs(a: &[String], b: &[String]) -> BTreeMap<usize, usize> {
    let places: BTreeMap<&str, usize> = b.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    a.iter().enumerate().filter_map(|(at, name)| Some((at, *places.get(name.as_str())?))).collect()
}

/// The longest run of equal ones in the same order; names are distinct.
fn common(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let pairs: Vec<(usize, usize)> = exact_pairs(a, b).into_iter().collect();
    // The longest ascending run of the second places: the last pair of the best run of each length.
    let mut best: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let place = |at: usize| pairs.get(at).map_or(0, |pair| pair.1);
    for at in 0..pairs.len() {
        let length = best.partition_point(|end| place(*end) < place(at));
        before.push(length.checked_sub(1).and_then(|shorter| best.get(shorter).copied()));
        match best.get_mut(length) {
            Some(slot) => *slot = at,
            None => best.push(at),
        }
    }
    let mut run = Vec::new();
    let mut next = best.last().copied();
    while let Some(at) = next {
        run.extend(pairs.get(at).copied());
        next = before.get(at).copied().flatten();
    }
    run.reverse();
    run
}

/// Names made distinct: the second of equal ones is another.
fn numbered(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let name = |name: String| {
        let nth = seen.entry(name.clone()).or_default();
        *nth += 1;
        format!("{nth}\u{3}{name}")
    };
    names.into_iter().map(name).collect()
}

/// How alike two rows are: equal cells in a thousand of the longer one's.
fn likeness(a: &Line, b: &Line) -> usize {
    let equal = a.iter().filter(|(col, token)| b.get(col) == Some(token)).count();
    equal * 1000 / a.len().max(b.len()).max(1)
}

/// Rows between two that are equal: those that have at least half of their cells in common, in order, then notes and
/// labels that stand in each other's place.
fn gap(left: &[usize], right: &[usize], wanted: &[Line], found: &[Line]) -> Vec<(usize, usize)> {
    let empty = Line::new();
    let line = |lines: &'_ [Line], at: usize| lines.get(at).cloned().unwrap_or_else(|| empty.clone());
    if left.len() * right.len() > LARGE {
        return left.iter().copied().zip(right.iter().copied()).collect();
    }
    let scores: Vec<Vec<usize>> = left
        .iter()
        .map(|a| {
            let a = line(wanted, *a);
            right
                .iter()
                .map(|b| likeness(&a, &line(found, *b)))
                .map(|s| if s >= 500 { s } else { 0 })
                .collect()
        })
        .collect();
    let pairs = best_in_order(&scores, left.len(), right.len());
    let mut all: Vec<(usize, usize)> =
        pairs.iter().filter_map(|(a, b)| Some((*left.get(*a)?, *right.get(*b)?))).collect();
    let mut from = (0, 0);
    for (a, b) in pairs.into_iter().chain([(left.len(), right.len())]) {
        let (rest, other) = (left.get(from.0..a).unwrap_or(&[]), right.get(from.1..b).unwrap_or(&[]));
        let short = |lines: &[Line], at: usize| line(lines, at).len() <= 2;
        if rest.len() == other.len() {
            let alike = rest.iter().zip(other).filter(|(a, b)| short(wanted, **a) && short(found, **b));
            all.extend(alike.map(|(a, b)| (*a, *b)));
        }
        from = (a + 1, b + 1);
    }
    all
}

/// The pairs in order with the largest sum of scores.
fn best_in_order(scores: &[Vec<usize>], rows: usize, columns: usize) -> Vec<(usize, usize)> {
    let score = |a: usize, b: usize| scores.get(a).and_then(|row| row.get(b)).copied().unwrap_or(0);
    let width = columns + 1;
    let mut sums = vec![0_usize; (rows + 1) * width];
    let sum = |sums: &[usize], a: usize, b: usize| sums.get(a * width + b).copied().unwrap_or(0);
    for a in (0..rows).rev() {
        for b in (0..columns).rev() {
            let paired = if score(a, b) > 0 { score(a, b) + sum(&sums, a + 1, b + 1) } else { 0 };
            let best = paired.max(sum(&sums, a + 1, b)).max(sum(&sums, a, b + 1));
            if let Some(slot) = sums.get_mut(a * width + b) {
                *slot = best;
            }
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < rows && b < columns {
        if score(a, b) > 0 && sum(&sums, a, b) == score(a, b) + sum(&sums, a + 1, b + 1) {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if sum(&sums, a, b) == sum(&sums, a + 1, b) {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}
