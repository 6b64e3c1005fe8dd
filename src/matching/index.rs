//! An index over the awards' conditions: of a thousand awards, the few that the facts of one achievement leave open.
//!
//! A condition of an award often tests a field against constants. Between two neighbouring constants nothing changes, so
//! the constants cut the field's values into stretches, and each stretch lists the awards whose test can hold in it. Lists
//! that stay long are cut again by another field. What is left out certainly fails; what is left is tested in full.

use crate::condition::number;
use crate::context::{Context, View};
use crate::model::record::Value;
use crate::policy::{Award, AwardId, Bounds, CategoryId, Check, Condition, FieldId, Literal, Role, Subject};
use crate::text::normal;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Fewer awards than this are tested one by one.
const FEW: usize = 8;
/// Cutting may repeat an award that holds over several stretches, up to so many times on average.
const REPEATED: usize = 3;
/// How many fields one after another may cut a list.
const DEEPEST: u32 = 4;

/// The awards of every category and role.
pub(super) struct Index {
    categories: Vec<BTreeMap<Role, Node>>,
}

impl Index {
    pub(super) fn new(context: &Context<'_>) -> Self {
        let policy = context.policy;
        let mut lists = vec![BTreeMap::<Role, Vec<AwardId>>::new(); policy.categories.len()];
        for (id, award) in (0_u32..).map(AwardId).zip(&policy.awards) {
            for category in &award.categories {
                lists[category.index()].entry(award.role).or_default().push(id);
            }
        }
        let node = |(role, awards)| (role, Node::new(awards, &|id| policy.award(id), DEEPEST));
        Self { categories: lists.into_iter().map(|roles| roles.into_iter().map(node).collect()).collect() }
    }

    /// The awards of a category by role, in the order of the policy.
    pub(super) fn roles(&self, category: CategoryId) -> impl Iterator<Item = (Role, &Node)> {
        self.categories[category.index()].iter().map(|(role, node)| (*role, node))
    }
}

/// Awards, and what parts them further.
pub(super) struct Node {
    /// All of them, in the order of the policy.
    pub(super) awards: Vec<AwardId>,
    split: Option<Split>,
}

/// A field whose values part awards.
struct Split {
    field: FieldId,
    /// For a field by year, the offset from the award year.
    year: i32,
    /// The constants that awards test the field against, ascending.
    cuts: Vec<Point>,
    /// The awards below the first cut, then from each cut to the next.
    stretches: Vec<Node>,
}

/// A value on the line that cuts part. A field has points of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Point {
    Text(String),
    Number(Decimal),
    Bool(bool),
    Day(Date),
}

impl Point {
    fn of_literal(literal: &Literal) -> Self {
        match literal {
            Literal::Text(text) => Self::Text(normal::key(text)),
            Literal::Number(number) => Self::Number(*number),
            Literal::Bool(value) => Self::Bool(*value),
            Literal::Date(day) => Self::Day(*day),
        }
    }

    /// None for a date that is known only to the month or year: it lies on no one point.
    fn of_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(Self::Text(normal::key(text))),
            Value::Bool(value) => Some(Self::Bool(*value)),
            Value::Date(span) => (span.first == span.last).then_some(Self::Day(span.first)),
            other => number(other).map(Self::Number),
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// From one point to another, both included; open where there is none.
type Reach = (Option<Point>, Option<Point>);

impl Node {
    fn new<'p>(awards: Vec<AwardId>, rule: &dyn Fn(AwardId) -> &'p Award, depth: u32) -> Self {
        let split = if awards.len() < FEW || depth == 0 { None } else { Split::best(&awards, rule, depth) };
        Self { awards, split }
    }

    /// The awards whose condition may hold for a view, in the order of the policy.
    pub(super) fn open(&self, view: &View<'_>) -> &[AwardId] {
        let stretch = self.split.as_ref().and_then(|split| split.stretch(view));
        stretch.map_or(&self.awards, |node| node.open(view))
    }
}

impl Split {
    /// The field that leaves the shortest longest list, where one at least halves it.
    fn best<'p>(awards: &[AwardId], rule: &dyn Fn(AwardId) -> &'p Award, depth: u32) -> Option<Self> {
        let mut tested: BTreeMap<(FieldId, i32), BTreeMap<AwardId, Vec<Reach>>> = BTreeMap::new();
        for award in awards {
            for (field, reaches) in tests(&rule(*award).when) {
                // A second test of the field narrows further; the first is enough to part awards.
                tested.entry(field).or_default().entry(*award).or_insert(reaches);
            }
        }
        let parted = tested.iter().filter_map(|(field, reaches)| {
            let (cuts, lists) = part(awards, reaches)?;
            Some((lists.iter().map(Vec::len).max()?, *field, cuts, lists))
        });
        let (longest, (field, year), cuts, lists) = parted.min_by_key(|(longest, ..)| *longest)?;
        (longest <= awards.len() / 2).then(|| {
            let stretches = lists.into_iter().map(|list| Node::new(list, rule, depth - 1)).collect();
            Self { field, year, cuts, stretches }
        })
    }

    /// The stretch that a view's value lies in; none where the value is missing or not precise enough to tell.
    fn stretch(&self, view: &View<'_>) -> Option<&Node> {
        let point = Point::of_value(view.value(self.field, self.year)?.as_ref())?;
        self.cuts.first().filter(|cut| cut.is_like(&point))?;
        self.stretches.get(self.cuts.partition_point(|cut| *cut <= point))
    }
}

/// Cuts the line of a field at every end of a reach, and lists the awards of each stretch; one without a test of the field
/// is in all of them. None where the ends are of several kinds, or the lists would repeat awards too often.
fn part(
    awards: &[AwardId],
    reaches: &BTreeMap<AwardId, Vec<Reach>>,
) -> Option<(Vec<Point>, Vec<Vec<AwardId>>)> {
    let ends = reaches.values().flatten().flat_map(|(from, to)| [from, to]).flatten();
    let mut cuts: Vec<Point> = ends.cloned().collect();
    cuts.sort_unstable();
    cuts.dedup();
    if !cuts.windows(2).all(|pair| pair[0].is_like(&pair[1])) {
        return None;
    }
    let stretch_of = |point: &Point| cuts.partition_point(|cut| cut <= point);
    let span = |(from, to): &Reach| {
        let first = from.as_ref().map_or(0, stretch_of);
        let last = to.as_ref().map_or(cuts.len(), stretch_of);
        first..last.saturating_add(1).max(first)
    };
    let whole = [(None, None)];
    let of = |award: &AwardId| reaches.get(award).map_or(&whole[..], Vec::as_slice);
    let entries: usize = awards.iter().flat_map(of).map(|reach| span(reach).len()).sum();
    if entries > REPEATED * awards.len() + cuts.len() {
        return None;
    }
    let mut lists = vec![Vec::new(); cuts.len() + 1];
    for award in awards {
        for at in of(award).iter().flat_map(span) {
            let list: &mut Vec<AwardId> = &mut lists[at];
            if list.last() != Some(award) {
                list.push(*award);
            }
        }
    }
    Some((cuts, lists))
}

/// The tests that must hold for a condition to hold, by field: the reaches in which each can.
fn tests(condition: &Condition) -> Vec<((FieldId, i32), Vec<Reach>)> {
    match condition {
        Condition::All(parts) => parts.iter().flat_map(tests).collect(),
        Condition::Test(test) => match (&test.subject, reaches(&test.check)) {
            (Subject::Field { field, year, years: 1 }, Some(reaches)) => vec![((*field, *year), reaches)],
            _ => Vec::new(),
        },
        Condition::Any(_) | Condition::Not(_) => Vec::new(),
    }
}

fn reaches(check: &Check) -> Option<Vec<Reach>> {
    match check {
        Check::OneOf(values) => {
            let point = |value| Some(Point::of_literal(value));
            Some(values.iter().map(|value| (point(value), point(value))).collect())
        }
        Check::Range(Bounds { lower, upper, .. }) => {
            let point = |end: &Option<(Literal, bool)>| end.as_ref().map(|(end, _)| Point::of_literal(end));
            Some(vec![(point(lower), point(upper))])
        }
        Check::Present(_) | Check::Against { .. } | Check::AwardYear { .. } | Check::Growth { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(n: i64) -> Option<Point> {
        Some(Point::Number(Decimal::from(n)))
    }

    #[test]
    fn brackets_part_the_line_and_share_only_their_ends() {
        let awards: Vec<AwardId> = (0..4).map(AwardId).collect();
        let reaches = BTreeMap::from([
            (AwardId(0), vec![(None, number(300))]),
            (AwardId(1), vec![(number(300), number(500))]),
            (AwardId(2), vec![(number(500), None)]),
        ]);
        let (cuts, lists) = part(&awards, &reaches).expect("few enough");
        assert_eq!(cuts.len(), 2);
        let lists: Vec<Vec<u32>> = lists.iter().map(|list| list.iter().map(|id| id.0).collect()).collect();
        assert_eq!(lists, [vec![0, 3], vec![0, 1, 3], vec![1, 2, 3]]);
    }

    #[test]
    fn ranges_within_ranges_are_not_cut_where_that_repeats_them_too_often() {
        let awards: Vec<AwardId> = (0..100).map(AwardId).collect();
        let nested =
            awards.iter().map(|id| (*id, vec![(number(i64::from(id.0)), number(1000 - i64::from(id.0)))]));
        assert!(part(&awards, &nested.collect()).is_none());
    }
}
