//! The domain of a proof: the facts that the conditions of one category's awards in one role look at, and their formulas.

use super::axis::{Axis, Cells, Cut, Kind, NO, Point, Subject, YES, day_number, joined, presence};
use super::logic::{Atom, Formula, Region};
use crate::condition::{Truth, last_day};
use crate::grouping::covers_category;
use crate::policy::{
    self, Bounds, CategoryId, Check, Condition, CountOver, DerivedId, DerivedKind, FieldId, FieldOn,
    FieldType, Literal, Policy, Test, YearDay, builtin,
};
use crate::text::normal;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The days that a date in a list may be.
const DAYS: (Date, Date) = (Date::constant(1980, 1, 1), Date::constant(2100, 12, 31));

/// The axes of a set of conditions, for one category and award year.
pub(super) struct Domain<'p> {
    pub policy: &'p Policy,
    pub category: CategoryId,
    pub year: i32,
    pub axes: Vec<Axis>,
    /// Some condition looks at the award year itself: other years may come out otherwise.
    pub by_award_year: bool,
    /// Recognition dates are those on which the category exists, up to the end of the award year.
    in_life: bool,
    index: BTreeMap<Subject, usize>,
}

/// What is gathered of an axis before it is cut.
#[derive(Default)]
struct Draft {
    cuts: Vec<Cut>,
    names: Vec<String>,
    ordered: bool,
    may_miss: bool,
    by_award_year: bool,
}

impl<'p> Domain<'p> {
    /// The domain that some conditions look at.
    pub(super) fn of<'c>(
        policy: &'p Policy,
        category: CategoryId,
        year: i32,
        in_life: bool,
        conditions: impl IntoIterator<Item = &'c Condition>,
    ) -> Self {
        let mut domain = Self {
            policy,
            category,
            year,
            axes: Vec::new(),
            by_award_year: false,
            in_life,
            index: BTreeMap::new(),
        };
        let mut drafts: BTreeMap<Subject, Draft> = BTreeMap::new();
        for condition in conditions {
            domain.gather(condition, false, &mut drafts);
        }
        if policy.category(category).life != (None, None) {
            drafts.entry(Subject::Field(builtin::RECOGNISED, 0)).or_default();
        }
        for (subject, draft) in drafts {
            // Recognition dates end with the award year.
            let dated = [builtin::RECOGNISED, builtin::YEAR].map(|field| Subject::Field(field, 0));
            domain.by_award_year |= draft.by_award_year || dated.contains(&subject);
            let axis = domain.axis(subject.clone(), draft);
            domain.index.insert(subject, domain.axes.len());
            domain.axes.push(axis);
        }
        domain
    }

    /// The whole of it.
    pub(super) fn whole(&self) -> Region {
        let life = self.policy.category(self.category).life != (None, None);
        let dated = |axis: &Axis| life && axis.subject == Subject::Field(builtin::RECOGNISED, 0);
        self.axes.iter().map(|axis| (0, if dated(axis) { axis.known() } else { axis.count() })).collect()
    }

    fn gather(&self, condition: &Condition, asked: bool, drafts: &mut BTreeMap<Subject, Draft>) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| self.gather(part, asked, drafts));
            }
            Condition::Not(inner) => self.gather(inner, asked, drafts),
            Condition::Test(test) => self.gather_test(test, asked, drafts),
        }
    }

    fn gather_test(&self, test: &Test, asked: bool, drafts: &mut BTreeMap<Subject, Draft>) {
        if let policy::Subject::Derived(id) = &test.subject
            && let DerivedKind::Condition(inner) = &self.policy.derived[id.index()].kind
        {
            return self.gather(inner, asked || !matches!(test.check, Check::OneOf(_)), drafts);
        }
        for subject in subjects(test) {
            let kind = kind(self.policy, &subject);
            let draft = drafts.entry(subject.clone()).or_default();
            draft.may_miss |= (asked || matches!(test.check, Check::Present(_))) && self.can_miss(&subject);
            match &test.check {
                Check::OneOf(literals) => {
                    for literal in literals {
                        draft.names.extend(if let Literal::Text(text) = literal {
                            Some(text.clone())
                        } else {
                            None
                        });
                        for after in [false, true] {
                            draft.cuts.extend(cut(kind, literal, after));
                        }
                    }
                }
                Check::Range(bounds) => {
                    draft.ordered = true;
                    let (from, to) = cuts(kind, bounds);
                    draft.cuts.extend(from.into_iter().chain(to));
                }
                Check::AwardYear { from, to } => {
                    draft.by_award_year = true;
                    let (from, to) = self.award_years(*from, *to);
                    draft.cuts.extend(from.into_iter().chain(to));
                }
                Check::Against { other, months, not_before } => {
                    let policy::Subject::Field { field, .. } = test.subject else { continue };
                    let other_draft = drafts.entry(Subject::Field(*other, 0)).or_default();
                    other_draft.may_miss |= asked && self.can_miss(&Subject::Field(*other, 0));
                    let order = drafts.entry(Subject::Order(field, *other)).or_default();
                    order.cuts.push(months_cut(*months, *not_before));
                }
                Check::Growth { over, bounds } => {
                    let Subject::Field(field, year) = subject else { continue };
                    let earlier = moved_along(test, year, *over);
                    let earlier_draft = drafts.entry(Subject::Field(earlier.0, earlier.1)).or_default();
                    earlier_draft.may_miss |= asked && self.can_miss(&Subject::Field(earlier.0, earlier.1));
                    let growth = drafts.entry(Subject::Growth((field, year), earlier)).or_default();
                    let (from, to) = cuts(Kind::Growth, bounds);
                    growth.cuts.extend(from.into_iter().chain(to));
                }
                Check::Present(_) => {}
            }
        }
    }

    /// Some facts every achievement has.
    fn can_miss(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Field(field, _) => !matches!(
                *field,
                builtin::QUANTITY
                    | builtin::CATEGORY
                    | builtin::PRODUCT
                    | builtin::TITLE
                    | builtin::YEAR
                    | builtin::ENTERPRISE
            ),
            Subject::Count(_) => true,
            Subject::Order(..) | Subject::Growth(..) => false,
        }
    }

    fn award_years(&self, from: Option<YearDay>, to: Option<YearDay>) -> (Option<Cut>, Option<Cut>) {
        let cut = |end: Option<YearDay>, after| {
            let day = end?.date(self.year)?;
            Some(Axis::cut(Kind::Date, Point::Number(day_number(day)), after))
        };
        (cut(from, false), cut(to, true))
    }

    fn axis(&self, subject: Subject, draft: Draft) -> Axis {
        let kind = kind(self.policy, &subject);
        let may_miss = draft.may_miss;
        let cells = match (&subject, kind) {
            (_, Kind::Bool) => Cells::no_and_yes(),
            (Subject::Field(field, _), Kind::Choice) => {
                Cells::texts(&self.policy.field(*field).values, false)
            }
            (_, Kind::Text) if !draft.ordered => Cells::texts(&draft.names, true),
            _ => {
                let (low, high) = self.ends(&subject, kind, &draft.cuts);
                let mut cuts = draft.cuts;
                cuts.retain(|cut| {
                    low.as_ref().is_none_or(|low| cut > low) && high.as_ref().is_none_or(|high| cut < high)
                });
                cuts.sort();
                cuts.dedup();
                Cells::Ordered { low, cuts, high }
            }
        };
        Axis { subject, kind, cells, may_miss }
    }

    /// The lowest and highest value of an ordered axis.
    fn ends(&self, subject: &Subject, kind: Kind, cuts: &[Cut]) -> (Option<Cut>, Option<Cut>) {
        let number = |number: Decimal, after| Some(Axis::cut(kind, Point::Number(number), after));
        let day = |day: Date, after| number(day_number(day), after);
        let whole = |value: i64, after| number(Decimal::from(value), after);
        match (subject, kind) {
            (Subject::Field(builtin::RECOGNISED, _), _) if self.in_life => {
                let life = self.policy.category(self.category).life;
                let first = life.0.unwrap_or(DAYS.0).max(DAYS.0);
                let last = life.1.unwrap_or(DAYS.1).min(last_day(self.year).unwrap_or(DAYS.1)).min(DAYS.1);
                (day(first, false), day(last, true))
            }
            (_, Kind::Date) => (day(DAYS.0, false), day(DAYS.1, true)),
            (Subject::Field(builtin::YEAR, _), _) => {
                (whole(i64::from(self.year), false), whole(i64::from(self.year), true))
            }
            (Subject::Field(builtin::RANK, _), _) => (whole(1, false), whole(9999, true)),
            (Subject::Field(builtin::QUANTITY, _), _) => (whole(1, false), None),
            (Subject::Count(id), _) => (whole(i64::from(self.counts_itself(*id)), false), None),
            (_, Kind::Whole | Kind::Money | Kind::Number) => {
                let zero = Axis::cut(kind, Point::Number(Decimal::ZERO), false);
                // Below zero only where a condition speaks of it.
                (if cuts.iter().any(|cut| *cut < zero) { None } else { Some(zero) }, None)
            }
            _ => (None, None),
        }
    }

    /// Whether a count of this year's achievements takes in the one that is looked at.
    fn counts_itself(&self, id: DerivedId) -> bool {
        let DerivedKind::Count(count) = &self.policy.derived[id.index()].kind else { return false };
        matches!(count.over, CountOver::Year | CountOver::Both)
            && count.distinct.is_none()
            && matches!(&count.when, Condition::All(parts) if parts.is_empty())
            && covers_category(self.policy, &count.covers, self.category)
    }

    /// A condition as a formula over these axes.
    pub(super) fn formula(&self, condition: &Condition) -> Formula {
        match condition {
            Condition::All(parts) => Formula::All(parts.iter().map(|part| self.formula(part)).collect()),
            Condition::Any(parts) => Formula::Any(parts.iter().map(|part| self.formula(part)).collect()),
            Condition::Not(inner) => Formula::Not(Box::new(self.formula(inner))),
            Condition::Test(test) => self.test(test),
        }
    }

    fn test(&self, test: &Test) -> Formula {
        if let policy::Subject::Derived(id) = &test.subject
            && let DerivedKind::Condition(inner) = &self.policy.derived[id.index()].kind
        {
            return derived(self.formula(inner), &test.check);
        }
        if let (Check::Against { other, months, not_before }, policy::Subject::Field { field, .. }) =
            (&test.check, &test.subject)
        {
            return self.against((*field, *other), *months, *not_before);
        }
        if let Check::Growth { over, bounds } = &test.check {
            let years = subjects(test).into_iter().filter_map(|subject| field_of(&subject));
            return Formula::All(
                years.map(|later| self.growth(later, moved_along(test, later.1, *over), bounds)).collect(),
            );
        }
        let atoms = subjects(test).into_iter().filter_map(|subject| self.atom(&subject, test));
        Formula::All(atoms.map(Formula::Atom).collect())
    }

    /// A date against another: undecided where either is missing.
    fn against(&self, (field, other): (FieldId, FieldId), months: i32, not_before: bool) -> Formula {
        let Some(index) = self.find(&Subject::Order(field, other)) else { return Formula::All(Vec::new()) };
        let axis = &self.axes[index];
        let cut = months_cut(months, not_before);
        let yes = if not_before { axis.between(Some(&cut), None) } else { axis.between(None, Some(&cut)) };
        let kept = Formula::Atom(Atom {
            axis: index,
            known: axis.known(),
            yes: yes.into_iter().collect(),
            missing: Truth::Unknown,
        });
        self.where_stated(kept, [(field, 0), (other, 0)])
    }

    /// A figure against an earlier one: undecided where either is missing.
    fn growth(&self, later: (FieldId, i32), earlier: (FieldId, i32), bounds: &Bounds) -> Formula {
        let Some(index) = self.find(&Subject::Growth(later, earlier)) else {
            return Formula::All(Vec::new());
        };
        let axis = &self.axes[index];
        let (from, to) = cuts(Kind::Growth, bounds);
        let yes = axis.between(from.as_ref(), to.as_ref()).into_iter().collect();
        let grown = Atom { axis: index, known: axis.known(), yes, missing: Truth::Unknown };
        self.where_stated(Formula::Atom(grown), [later, earlier])
    }

    /// What two facts make true or false, undecided where one of them may be missing and is.
    fn where_stated(&self, kept: Formula, facts: [(FieldId, i32); 2]) -> Formula {
        let stated: Vec<Formula> = facts
            .into_iter()
            .filter_map(|(field, year)| self.find(&Subject::Field(field, year)))
            .filter(|date| self.axes[*date].may_miss)
            .map(|date| {
                let known = self.axes[date].known();
                let yes = if known > 0 { vec![(0, known)] } else { Vec::new() };
                Formula::Atom(Atom { axis: date, known, yes, missing: Truth::Unknown })
            })
            .collect();
        if stated.is_empty() {
            return kept;
        }
        // Yes or no as it is kept where both are stated, else neither.
        let all = Formula::All(std::iter::once(kept).chain(stated.iter().cloned()).collect());
        let nots = stated.into_iter().map(|stated| Formula::Not(Box::new(stated)));
        Formula::Any(std::iter::once(all).chain(nots).collect())
    }

    fn atom(&self, subject: &Subject, test: &Test) -> Option<Atom> {
        let index = *self.index.get(subject)?;
        let axis = self.axes.get(index)?;
        let known = axis.known();
        let yes = match &test.check {
            Check::Present(wanted) => return Some(presence(index, known, *wanted)),
            Check::OneOf(literals) => one_of(axis, literals),
            Check::Range(bounds) => {
                let (from, to) = cuts(axis.kind, bounds);
                axis.between(from.as_ref(), to.as_ref()).into_iter().collect()
            }
            Check::AwardYear { from, to } => {
                let (from, to) = self.award_years(*from, *to);
                axis.between(from.as_ref(), to.as_ref()).into_iter().collect()
            }
            Check::Against { .. } | Check::Growth { .. } => Vec::new(),
        };
        Some(Atom { axis: index, known, yes, missing: Truth::Unknown })
    }

    /// Whether a witness cannot state an axis: a count needs more rows than one, and a field of history none states.
    pub(super) fn is_free(&self, axis: &Axis) -> bool {
        match &axis.subject {
            Subject::Count(_) => true,
            Subject::Field(field, _) => {
                let on = &self.policy.field(*field).on;
                !on.contains(&FieldOn::Achievement) && !on.contains(&FieldOn::Register)
            }
            Subject::Order(..) | Subject::Growth(..) => false,
        }
    }

    /// Whether some recognition dates are outside of it.
    pub(super) fn is_bounded_by_life(&self) -> bool {
        self.in_life && self.find(&Subject::Field(builtin::RECOGNISED, 0)).is_some()
    }

    /// The axis of a subject.
    pub(super) fn find(&self, subject: &Subject) -> Option<usize> {
        self.index.get(subject).copied()
    }
}

/// The end of the months that keep to a date that is compared.
fn months_cut(months: i32, not_before: bool) -> Cut {
    Cut { at: Point::Number(Decimal::from(months)), after: !not_before }
}

/// A derived field that names a condition, tested.
fn derived(inner: Formula, check: &Check) -> Formula {
    let not = |inner: &Formula| Formula::Not(Box::new(inner.clone()));
    match check {
        Check::OneOf(values) => {
            let (yes, no) = (values.contains(&Literal::Bool(true)), values.contains(&Literal::Bool(false)));
            match (yes, no) {
                (true, false) => inner,
                (false, true) => not(&inner),
                (true, true) => Formula::Any(vec![not(&inner), inner]),
                (false, false) => Formula::All(vec![not(&inner), inner]),
            }
        }
        Check::Present(wanted) => Formula::Known(Box::new(inner), *wanted),
        Check::Range(_) | Check::Against { .. } | Check::AwardYear { .. } | Check::Growth { .. } => {
            Formula::Known(Box::new(inner), true)
        }
    }
}

/// The facts that a test looks at: one a year.
fn subjects(test: &Test) -> Vec<Subject> {
    match &test.subject {
        policy::Subject::Field { field, year, years } => {
            (0..*years).map(|back| Subject::Field(*field, year - i32::try_from(back).unwrap_or(0))).collect()
        }
        policy::Subject::Derived(id) => vec![Subject::Count(*id)],
    }
}

/// The earlier figure beside one of some years that must each have grown: both move along.
fn moved_along(test: &Test, year: i32, over: (FieldId, i32)) -> (FieldId, i32) {
    match test.subject {
        policy::Subject::Field { year: last, .. } => (over.0, over.1 - (last - year)),
        policy::Subject::Derived(_) => over,
    }
}

/// What kind of values a fact has.
pub(super) fn kind(policy: &Policy, subject: &Subject) -> Kind {
    match subject {
        Subject::Count(_) => Kind::Whole,
        Subject::Order(..) => Kind::Order,
        Subject::Growth(..) => Kind::Growth,
        Subject::Field(field, _) => match policy.field(*field).kind {
            FieldType::Text => Kind::Text,
            FieldType::Whole => Kind::Whole,
            FieldType::Number => Kind::Number,
            FieldType::Money => Kind::Money,
            FieldType::Date => Kind::Date,
            FieldType::Bool => Kind::Bool,
            FieldType::Choice => Kind::Choice,
        },
    }
}

fn one_of(axis: &Axis, literals: &[Literal]) -> Vec<(u32, u32)> {
    if let Cells::Named { .. } = axis.cells {
        let keys: Vec<String> = literals.iter().map(key_of).collect();
        return axis.named(keys.iter().map(String::as_str));
    }
    let point = |literal: &Literal| {
        let (from, to) = (cut(axis.kind, literal, false)?, cut(axis.kind, literal, true)?);
        axis.between(Some(&from), Some(&to))
    };
    joined(literals.iter().filter_map(point).collect())
}

fn key_of(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => normal::key(text),
        Literal::Bool(value) => if *value { YES } else { NO }.to_owned(),
        Literal::Number(_) | Literal::Date(_) => String::new(),
    }
}

fn cut(kind: Kind, literal: &Literal, after: bool) -> Option<Cut> {
    let at = match (kind, literal) {
        (Kind::Text, Literal::Text(text)) => Point::Text(normal::key(text)),
        (Kind::Date, Literal::Date(day)) => Point::Number(day_number(*day)),
        (Kind::Whole | Kind::Number | Kind::Money | Kind::Growth, Literal::Number(number)) => {
            Point::Number(number.normalize())
        }
        _ => return None,
    };
    if kind == Kind::Whole && !after && matches!(&at, Point::Number(number) if !number.fract().is_zero()) {
        // No whole number is a fraction: nothing lies between its cuts.
        return Some(Axis::cut(kind, at, true));
    }
    Some(Axis::cut(kind, at, after))
}

/// The cuts of bounds.
fn cuts(kind: Kind, bounds: &Bounds) -> (Option<Cut>, Option<Cut>) {
    let lower = bounds.lower.as_ref().and_then(|(literal, included)| cut(kind, literal, !included));
    let upper = bounds.upper.as_ref().and_then(|(literal, included)| cut(kind, literal, *included));
    (lower, upper)
}

/// The field that a by-year or plain subject is of, and its year.
pub(super) fn field_of(subject: &Subject) -> Option<(FieldId, i32)> {
    match subject {
        Subject::Field(field, year) => Some((*field, *year)),
        Subject::Count(_) | Subject::Order(..) | Subject::Growth(..) => None,
    }
}
