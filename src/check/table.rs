//! The awards of one category in one role as a decision table: a row an award, its columns the axes of the domain.

use super::domain::Domain;
use super::logic::{Formula, Outcomes, Region};
use super::search::{Bound, Goal, Search};
use crate::grouping::covers_award;
use crate::policy::{AwardId, CategoryId, Policy, Requirement, Role};
use std::collections::{BTreeMap, BTreeSet};

/// A decision table.
pub(super) struct Table<'p> {
    pub domain: Domain<'p>,
    pub role: Role,
    pub rows: Vec<Row>,
    pub whole: Region,
}

/// One award.
pub(super) struct Row {
    pub award: AwardId,
    pub when: Formula,
    /// The requirements on the award, all of them.
    pub required: Formula,
    /// Rows that go before it: each names it as its general case.
    pub overriders: Vec<usize>,
}

impl<'p> Table<'p> {
    /// The table of some awards of a category, in an award year.
    pub(super) fn of(
        policy: &'p Policy,
        category: CategoryId,
        role: Role,
        year: i32,
        awards: &[AwardId],
    ) -> Self {
        Self::over(policy, category, (role, year, true), awards)
    }

    /// The same as if the category existed on every day.
    pub(super) fn of_any_day(
        policy: &'p Policy,
        category: CategoryId,
        role: Role,
        year: i32,
        awards: &[AwardId],
    ) -> Self {
        Self::over(policy, category, (role, year, false), awards)
    }

    fn over(
        policy: &'p Policy,
        category: CategoryId,
        (role, year, in_life): (Role, i32, bool),
        awards: &[AwardId],
    ) -> Self {
        let required: Vec<Vec<usize>> =
            awards.iter().map(|award| requirements(policy, *award, category)).collect();
        // Many awards share a requirement: each is looked at once.
        let shared: BTreeSet<usize> = required.iter().flatten().copied().collect();
        let rules = shared.iter().filter_map(|index| policy.requirements.get(*index)).map(|rule| &rule.when);
        let conditions = rules.chain(awards.iter().map(|award| &policy.award(*award).when));
        let domain = Domain::of(policy, category, year, in_life, conditions);
        let at: BTreeMap<AwardId, usize> =
            awards.iter().enumerate().map(|(row, award)| (*award, row)).collect();
        let mut rows: Vec<Row> = awards
            .iter()
            .zip(&required)
            .map(|(award, required)| Row {
                award: *award,
                when: domain.formula(&policy.award(*award).when),
                required: Formula::All(
                    required.iter().map(|rule| domain.formula(&policy.requirements[*rule].when)).collect(),
                ),
                overriders: Vec::new(),
            })
            .collect();
        for (row, award) in awards.iter().enumerate() {
            for general in policy.award(*award).overrides.iter().filter_map(|general| at.get(general)) {
                if let Some(general) = rows.get_mut(*general) {
                    general.overriders.push(row);
                }
            }
        }
        let whole = domain.whole();
        Self { domain, role, rows, whole }
    }

    /// What must hold for an award to be paid, whatever else applies.
    pub(super) fn pays<'t>(&'t self, row: &'t Row) -> Vec<Goal<'t>> {
        vec![Goal::is(&row.when, Outcomes::YES), Goal::is(&row.required, Outcomes::YES)]
    }

    /// What must hold for an award to be paid and give way to no special one.
    pub(super) fn stands<'t>(&'t self, row: &'t Row) -> Vec<Goal<'t>> {
        let mut goals = self.pays(row);
        let over = row.overriders.iter().filter_map(|over| self.rows.get(*over));
        goals.extend(over.map(|over| Goal::is(&over.when, Outcomes::NOT_YES)));
        goals
    }

    /// A region where two awards both stand, and nothing that could stand is undecided: then the row is held for that.
    pub(super) fn clash(&self, search: &mut Search, one: &Row, two: &Row) -> Result<Option<Region>, Bound> {
        let mut goals = self.stands(one);
        goals.extend(self.stands(two));
        let found = search.one(&goals, &self.whole)?;
        if found.is_none() || self.domain.axes.iter().all(|axis| !axis.may_miss) {
            return Ok(found);
        }
        let paid: Vec<Formula> =
            self.rows.iter().map(|row| Formula::All(vec![row.when.clone(), row.required.clone()])).collect();
        let decided = self.rows.iter().zip(&paid).map(|(row, paid)| {
            let over = row.overriders.iter().filter_map(|over| self.rows.get(*over));
            let mut ways =
                vec![(&row.when, Outcomes::NO), (&row.required, Outcomes::NO), (paid, Outcomes::YES)];
            ways.extend(over.map(|over| (&over.when, Outcomes::YES)));
            Goal(ways)
        });
        goals.extend(decided);
        search.one(&goals, &self.whole)
    }

    /// Where no award's conditions hold though something could be paid: up to so many regions.
    pub(super) fn gaps(&self, search: &mut Search, most: usize) -> Result<Vec<Region>, Bound> {
        let mut goals: Vec<Goal<'_>> =
            self.rows.iter().map(|row| Goal::is(&row.when, Outcomes::NO)).collect();
        if self.rows.iter().all(|row| !row.required.is_trivial()) {
            goals.push(Goal(self.rows.iter().map(|row| (&row.required, Outcomes::NOT_NO)).collect()));
        }
        let mut found = Vec::new();
        search.regions(&goals, &self.whole, most, &mut found)?;
        Ok(found)
    }

    /// Pairs of rows whose joined tests leave room for both, in the order of the file; false where there were too many.
    pub(super) fn near_pairs(&self, most: usize, mut each: impl FnMut(usize, usize) -> bool) -> bool {
        let hulls: Vec<BTreeMap<usize, (u32, u32)>> = self.rows.iter().map(|row| self.hull(row)).collect();
        let axis = self.telling_axis(&hulls);
        let range =
            |row: usize| hulls.get(row).and_then(|hull| hull.get(&axis?)).copied().unwrap_or((0, u32::MAX));
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|row| (range(*row), *row));
        let mut left = most;
        for (position, &one) in order.iter().enumerate() {
            let later = order.iter().skip(position + 1).take_while(|other| range(**other).0 < range(one).1);
            for &other in later {
                let Some(rest) = left.checked_sub(1) else { return false };
                left = rest;
                let apart = |(axis, a): (&usize, &(u32, u32))| {
                    let b = hulls.get(other).and_then(|hull| hull.get(axis));
                    b.is_some_and(|b| a.1 <= b.0 || b.1 <= a.0)
                };
                let is_apart = hulls.get(one).is_some_and(|hull| hull.iter().any(apart));
                if !is_apart && !each(one.min(other), one.max(other)) {
                    return true;
                }
            }
        }
        true
    }

    fn hull(&self, row: &Row) -> BTreeMap<usize, (u32, u32)> {
        let mut bounds = Vec::new();
        row.when.hull(&mut bounds);
        let mut hull: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        for (axis, (low, high)) in bounds {
            let range = hull.entry(axis).or_insert((0, u32::MAX));
            *range = (range.0.max(low), range.1.min(high));
        }
        hull
    }

    /// The axis on which the rows differ most.
    fn telling_axis(&self, hulls: &[BTreeMap<usize, (u32, u32)>]) -> Option<usize> {
        let mut ranges: BTreeMap<usize, Vec<(u32, u32)>> = BTreeMap::new();
        for (axis, range) in hulls.iter().flatten() {
            ranges.entry(*axis).or_default().push(*range);
        }
        let distinct = |mut ranges: Vec<(u32, u32)>| {
            ranges.sort_unstable();
            ranges.dedup();
            ranges.len()
        };
        let counted = ranges.into_iter().map(|(axis, ranges)| (distinct(ranges), axis));
        counted.max_by_key(|(count, axis)| (*count, usize::MAX - axis)).map(|(_, axis)| axis)
    }
}

/// The requirements on an award, as indexes.
fn requirements(policy: &Policy, award: AwardId, category: CategoryId) -> Vec<usize> {
    let on = |(_, rule): &(usize, &Requirement)| covers_award(policy, &rule.covers, award, category);
    policy.requirements.iter().enumerate().filter(on).map(|(index, _)| index).collect()
}
