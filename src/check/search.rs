//! The search for a region in which goals hold together: boxes are halved at the borders of the tests until all is decided.
//!
//! It is exact: in a box of single cells every condition has one truth value. It ends: each halving has fewer cells. And it
//! is bounded: when the bound of boxes is reached it says so, and nothing is claimed.

use super::logic::{Atom, Formula, Outcomes, Region};

/// What must hold: of at least one condition, that its truth is among those allowed.
pub(super) struct Goal<'f>(pub Vec<(&'f Formula, Outcomes)>);

impl<'f> Goal<'f> {
    /// A goal of one condition.
    pub(super) fn is(formula: &'f Formula, allowed: Outcomes) -> Self {
        Self(vec![(formula, allowed)])
    }

    fn state(&self, region: &Region) -> State {
        let mut state = State::Impossible;
        for (formula, allowed) in &self.0 {
            let outcomes = formula.outcomes(region);
            if outcomes.within(*allowed) {
                return State::Certain;
            }
            if outcomes.meets(*allowed) {
                state = State::Open;
            }
        }
        state
    }
}

/// How a goal stands in a region.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Certain,
    Open,
    Impossible,
}

/// The bound of boxes was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bound;

/// A search with what is left of its bound.
pub(super) struct Search {
    /// Boxes that may still be looked at.
    pub left: usize,
}

impl Search {
    /// One region where all goals hold; none where there is none.
    pub(super) fn one(&mut self, goals: &[Goal<'_>], whole: &Region) -> Result<Option<Region>, Bound> {
        let mut found = Vec::new();
        self.regions(goals, whole, 1, &mut found)?;
        Ok(found.pop())
    }

    /// Regions where all goals hold, each as wide as it can be, up to a number.
    pub(super) fn regions(
        &mut self,
        goals: &[Goal<'_>],
        whole: &Region,
        most: usize,
        found: &mut Vec<Region>,
    ) -> Result<(), Bound> {
        if whole.iter().any(|(low, high)| low >= high) {
            return Ok(());
        }
        let all: Vec<usize> = (0..goals.len()).collect();
        self.look(goals, &all, whole, whole, most, found)
    }

    fn look(
        &mut self,
        goals: &[Goal<'_>],
        open: &[usize],
        region: &Region,
        whole: &Region,
        most: usize,
        found: &mut Vec<Region>,
    ) -> Result<(), Bound> {
        self.left = self.left.checked_sub(1).ok_or(Bound)?;
        let mut still = Vec::new();
        for index in open {
            match goals.get(*index).map(|goal| goal.state(region)) {
                Some(State::Impossible) => return Ok(()),
                Some(State::Open) => still.push(*index),
                Some(State::Certain) | None => {}
            }
        }
        if still.is_empty() {
            if !found.iter().any(|known| contains(known, region)) {
                found.push(widened(goals, region, whole));
            }
            return Ok(());
        }
        let Some((axis, at)) = border(goals, &still, region) else { return Ok(()) };
        for half in halves(region, axis, at) {
            if found.len() >= most {
                return Ok(());
            }
            self.look(goals, &still, &half, whole, most, found)?;
        }
        Ok(())
    }
}

fn contains(outer: &Region, inner: &Region) -> bool {
    outer.iter().zip(inner).all(|(outer, inner)| outer.0 <= inner.0 && inner.1 <= outer.1)
}

fn halves(region: &Region, axis: usize, at: u32) -> [Region; 2] {
    let (mut left, mut right) = (region.clone(), region.clone());
    if let (Some(left), Some(right)) = (left.get_mut(axis), right.get_mut(axis)) {
        left.1 = at;
        right.0 = at;
    }
    [left, right]
}

/// Where to halve: on the axis that most undecided tests look at, at the middle one of their borders.
fn border(goals: &[Goal<'_>], open: &[usize], region: &Region) -> Option<(usize, u32)> {
    let mut atoms: Vec<&Atom> = Vec::new();
    for goal in open.iter().filter_map(|index| goals.get(*index)) {
        goal.0.iter().for_each(|(formula, _)| formula.atoms(&mut atoms));
    }
    let mut borders: Vec<Vec<u32>> = vec![Vec::new(); region.len()];
    for atom in atoms {
        if let (Some(range), Some(found)) = (region.get(atom.axis), borders.get_mut(atom.axis)) {
            atom.borders(*range, found);
        }
    }
    let (axis, found) =
        borders.iter_mut().enumerate().max_by_key(|(axis, found)| (found.len(), usize::MAX - axis))?;
    found.sort_unstable();
    found.get(found.len() / 2).map(|at| (axis, *at))
}

/// The region made as wide as the goals allow, axis by axis.
fn widened(goals: &[Goal<'_>], region: &Region, whole: &Region) -> Region {
    let holds = |region: &Region| goals.iter().all(|goal| goal.state(region) == State::Certain);
    let mut wide = region.clone();
    for (axis, &(low, high)) in whole.iter().enumerate() {
        let Some(&(from, to)) = wide.get(axis) else { continue };
        let mut with = |range: (u32, u32)| {
            let before = wide.get(axis).copied();
            if let Some(slot) = wide.get_mut(axis) {
                *slot = range;
            }
            if holds(&wide) {
                return true;
            }
            if let (Some(slot), Some(before)) = (wide.get_mut(axis), before) {
                *slot = before;
            }
            false
        };
        if (from, to) == (low, high) || with((low, high)) {
            continue;
        }
        let first = furthest(from, low, |low| with((low, to)));
        furthest(to, high, |high| with((first, high)));
    }
    wide
}

/// The furthest number from one that holds towards another, where nearer ones hold when further ones do.
fn furthest(from: u32, towards: u32, mut holds: impl FnMut(u32) -> bool) -> u32 {
    let (mut near, mut far) = (0, from.abs_diff(towards));
    let at = |distance: u32| if towards < from { from - distance } else { from + distance };
    while near < far {
        let middle = near + (far - near).div_ceil(2);
        if holds(at(middle)) {
            near = middle;
        } else {
            far = middle - 1;
        }
    }
    at(near)
}
