//! Witnesses: one achievement out of a region, held against matching itself, and written as a list that `pay` reads.

mod growth;

use super::axis::{Axis, Cut, Subject, day, day_number};
use super::domain::{Domain, field_of};
use super::logic::Region;
use super::words;
use crate::condition::shown;
use crate::context::{Context, Counts, Names, View};
use crate::finding::Place;
use crate::matching::judge::{Judgement, judge};
use crate::model::achievement::{Achievement, AchievementId, Enterprise, EnterpriseId, Holder, Register};
use crate::model::record::{CellRef, Fact, Facts, RowRef, Value};
use crate::policy::{AwardId, CategoryId, FieldId, FieldOn, FieldType, Policy, Role, builtin};
use crate::text::date::DateSpan;
use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::num::NonZeroI32;

/// One achievement that shows an overlap or a gap.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Its category.
    pub category: CategoryId,
    /// The role in which it is matched.
    pub role: Role,
    /// The award year.
    pub year: i32,
    /// Its facts: field, year for a field by year, and the value, none where it is left out.
    pub facts: Vec<(FieldId, Option<i32>, Option<Value>)>,
}

/// What became of a region when matching was asked.
pub(super) enum Shown {
    /// A list can show it.
    Yes(Witness),
    /// It needs a count, or a fact of history, that one achievement cannot state.
    Free,
    /// Matching did not confirm it.
    No,
}

/// The values chosen on each axis; none for a missing one.
type Point = Vec<Option<Value>>;

/// A witness of a region that matching judges as expected.
pub(super) fn of(
    domain: &Domain<'_>,
    role: Role,
    whole: &Region,
    region: &Region,
    awards: &[AwardId],
    expected: &Judgement,
) -> Shown {
    let bound = domain.axes.iter().zip(whole.iter().zip(region)).filter(|(_, (whole, part))| whole != part);
    let is_free = bound.map(|(axis, _)| axis).any(|axis| domain.is_free(axis));
    for point in points(domain, region) {
        if judged(domain, role, &point, awards) == *expected {
            return if is_free { Shown::Free } else { Shown::Yes(witness(domain, role, &point)) };
        }
    }
    Shown::No
}

fn witness(domain: &Domain<'_>, role: Role, point: &Point) -> Witness {
    let fact = |(axis, value): (&Axis, &Option<Value>)| {
        let (field, offset) = field_of(&axis.subject)?;
        let by_year = domain.policy.field(field).by_year;
        Some((field, by_year.then_some(domain.year + offset), value.clone()))
    };
    let facts = domain.axes.iter().zip(point).filter_map(fact).collect();
    Witness { category: domain.category, role, year: domain.year, facts }
}

/// Points of a region: one where no dates are compared, else one for each way of placing the dates.
fn points(domain: &Domain<'_>, region: &Region) -> Vec<Point> {
    let near = Date::new(i16::try_from(domain.year).unwrap_or(2000), 6, 30).ok().map(day_number);
    let plain: Point = domain
        .axes
        .iter()
        .zip(region)
        .map(|(axis, range)| {
            // A value is plainer than a missing one.
            let is_date = matches!(&axis.subject, Subject::Field(field, _) if domain.policy.field(*field).kind == FieldType::Date);
            axis.sample(*range, near.filter(|_| is_date))
        })
        .collect();
    let mut points: Vec<Point> = growth::placed(domain, region, plain);
    for (axis, range) in domain.axes.iter().zip(region) {
        let Subject::Order(field, other) = axis.subject else { continue };
        let (Some(date), Some(base)) =
            (domain.find(&Subject::Field(field, 0)), domain.find(&Subject::Field(other, 0)))
        else {
            continue;
        };
        let months = ends(axis, *range);
        points = points
            .into_iter()
            .flat_map(|point| placed(domain, region, point, (date, base), &months))
            .take(512)
            .collect();
    }
    points
}

/// The months at the ends of a range of an axis; none between for one that is open.
fn ends(axis: &Axis, range: (u32, u32)) -> Vec<i32> {
    let (low, high) = axis.ends(range);
    let months = |cut: &Cut| match &cut.at {
        super::axis::Point::Number(months) => i32::try_from(months.trunc()).ok(),
        super::axis::Point::Text(_) => None,
    };
    let mut months: Vec<i32> = [low, high].into_iter().flatten().filter_map(months).collect();
    if months.is_empty() {
        months.push(0);
    }
    months.dedup();
    months
}

/// A point with a date placed on, before and after the other date and the months after it, as far as its range goes.
fn placed(
    domain: &Domain<'_>,
    region: &Region,
    point: Point,
    (date, base): (usize, usize),
    months: &[i32],
) -> Vec<Point> {
    let (Some(axis), Some(range)) = (domain.axes.get(date), region.get(date)) else { return vec![point] };
    let Some(Some(Value::Date(from))) = point.get(base) else { return vec![point] };
    let shifted = months.iter().filter_map(|months| from.first.checked_add(months.months()).ok());
    let days = shifted.flat_map(|shifted| {
        [0, 1, -1, 30, -30, 400, -400].map(|days| day_number(shifted).checked_add(Decimal::from(days)))
    });
    let inside = days.flatten().filter(|day| axis.holds(*range, *day));
    let with = |number: Decimal| {
        let mut point = point.clone();
        if let (Some(slot), Some(day)) = (point.get_mut(date), day(number)) {
            *slot = Some(Value::Date(DateSpan::day(day)));
        }
        point
    };
    let mut found: Vec<Point> = inside.map(with).collect();
    found.push(point.clone());
    found
}

/// What matching says of a point.
fn judged(domain: &Domain<'_>, role: Role, point: &Point, awards: &[AwardId]) -> Judgement {
    let (enterprise, id) = (EnterpriseId(0), AchievementId(0));
    let mut holder = holder(role);
    let mut facts = Facts::default();
    let mut counts = Counts::new();
    for (axis, value) in domain.axes.iter().zip(point) {
        let Some(value) = value else { continue };
        match &axis.subject {
            Subject::Count(count) => {
                if let Value::Whole(count_value) = value {
                    counts.insert((*count, id, enterprise), *count_value);
                }
            }
            Subject::Field(field, offset) => {
                let definition = domain.policy.field(*field);
                let on_register = definition.by_year || !definition.on.contains(&FieldOn::Achievement);
                let year = definition.by_year.then_some(domain.year + offset).and_then(NonZeroI32::new);
                let fact = Fact { field: *field, year, value: value.clone(), cell: CELL };
                let only_history = !definition.on.contains(&FieldOn::Register);
                if on_register && !only_history { holder.register.set(fact) } else { facts.set(fact) }
            }
            Subject::Order(..) | Subject::Growth(..) => {}
        }
    }
    let achievement = Achievement {
        sources: vec![ROW],
        category: domain.category,
        holders: vec![Holder { enterprise, rank: None, source: ROW, own: None }],
        title: facts.text(builtin::TITLE).unwrap_or(TITLE).to_owned(),
        product: facts.text(builtin::PRODUCT).unwrap_or(TITLE).to_owned(),
        product_group: None,
        certificate: None,
        quantity: facts.whole(builtin::QUANTITY).unwrap_or(1),
        facts,
    };
    let register =
        Register { enterprises: vec![holder], achievements: vec![achievement], ..Register::default() };
    let context = Context { policy: domain.policy, year: domain.year, register: &register, names: &Nowhere };
    let achievement = context.achievement(id);
    let view = View {
        context: &context,
        facts: &achievement.facts,
        achievement: Some(id),
        enterprise,
        replaced: &[],
        counts: &counts,
    };
    judge(&view, achievement, awards)
}

const TITLE: &str = "示例产品";
const NAME: &str = "示例有限公司";
const ROW: RowRef = RowRef { file: 0, sheet: 0, row: 1 };
const CELL: CellRef = CellRef { row: ROW, col: 0 };
/// A number that keeps GB 11643 and is nobody's.
const IDENTITY: &str = "11010519491231002X";

fn holder(role: Role) -> Enterprise {
    Enterprise {
        key: NAME.to_owned(),
        name: NAME.to_owned(),
        credit_code: None,
        organisation_code: None,
        other_names: Vec::new(),
        identity_number: (role == Role::Person).then(|| IDENTITY.to_owned()),
        register_row: None,
        register: Facts::default(),
    }
}

/// There are no rows behind a witness.
struct Nowhere;

impl Names for Nowhere {
    fn row(&self, _: RowRef) -> Place {
        Place::default()
    }

    fn cell(&self, _: CellRef) -> Place {
        Place::default()
    }

    fn short(&self, _: &str) -> String {
        String::new()
    }
}

impl Witness {
    /// Its facts in words.
    pub fn words(&self, policy: &Policy) -> String {
        let said = self.facts.iter().map(|(field, year, value)| {
            let name = &policy.field(*field).name;
            let year = year.map(|year| format!("{year}年")).unwrap_or_default();
            match value {
                Some(value) => format!("{year}{name}为{}", words::value(value)),
                None => format!("{year}{name}未填"),
            }
        });
        let category = format!("类别为{}", policy.category(self.category).name);
        std::iter::once(category).chain(said).collect::<Vec<_>>().join("，")
    }

    /// The lists that show it: file names and their bytes.
    pub fn lists(&self, policy: &Policy) -> Vec<(String, Vec<u8>)> {
        let mut row: BTreeMap<String, String> = BTreeMap::new();
        let mut register: BTreeMap<String, String> = BTreeMap::new();
        for (field, year, value) in &self.facts {
            let definition = policy.field(*field);
            let unit = if definition.kind == FieldType::Money { "(元)" } else { "" };
            let heading = format!(
                "{}{}{unit}",
                year.map(|year| format!("{year}年")).unwrap_or_default(),
                definition.name
            );
            let own = definition.on.contains(&FieldOn::Achievement) && !definition.by_year;
            let value = value.as_ref().map(shown).unwrap_or_default();
            if own {
                row.insert(heading, value)
            } else {
                register.insert(heading, value)
            };
        }
        let name = |field: FieldId| policy.field(field).name.clone();
        if self.role == Role::Person {
            row.entry(name(builtin::PERSON)).or_insert_with(|| "张三".to_owned());
            row.entry(name(builtin::IDENTITY_NUMBER)).or_insert_with(|| IDENTITY.to_owned());
        } else {
            row.entry(name(builtin::ENTERPRISE)).or_insert_with(|| NAME.to_owned());
        }
        row.entry(name(builtin::CATEGORY)).or_insert_with(|| policy.category(self.category).name.clone());
        row.entry(name(builtin::PRODUCT)).or_insert_with(|| TITLE.to_owned());
        row.entry(name(builtin::RECOGNISED)).or_insert_with(|| self.day(policy));
        row.entry(name(builtin::TOWN)).or_insert_with(|| "示例镇".to_owned());
        row.entry(name(builtin::DEPARTMENT)).or_insert_with(|| "示例部门".to_owned());
        let mut lists = vec![("achievements.csv".to_owned(), csv(&row))];
        let representative = self.role == Role::Representative;
        if representative || !register.is_empty() {
            let enterprise = row.get(&name(builtin::ENTERPRISE)).cloned().unwrap_or_else(|| NAME.to_owned());
            register.insert(name(builtin::ENTERPRISE), enterprise);
            register.entry(name(builtin::REPRESENTATIVE)).or_insert_with(|| "张三".to_owned());
            register.entry(name(builtin::BANK)).or_insert_with(|| "示例银行".to_owned());
            register.entry(name(builtin::ACCOUNT)).or_insert_with(|| "6001".to_owned());
            lists.push(("register.csv".to_owned(), csv(&register)));
        }
        lists
    }

    /// A day of the award year on which the category exists.
    fn day(&self, policy: &Policy) -> String {
        let life = policy.category(self.category).life;
        let middle =
            Date::new(i16::try_from(self.year).unwrap_or(2000), 6, 30).unwrap_or(Date::constant(2000, 6, 30));
        let middle = life.0.map_or(middle, |first| middle.max(first));
        life.1.map_or(middle, |last| middle.min(last)).to_string()
    }
}

/// A heading and a row, with the mark that spreadsheet programs know UTF-8 by.
fn csv(row: &BTreeMap<String, String>) -> Vec<u8> {
    let line = |cells: Vec<&String>| {
        let cells: Vec<String> = cells.into_iter().map(|cell| quoted(cell)).collect();
        format!("{}\r\n", cells.join(","))
    };
    format!("\u{feff}{}{}", line(row.keys().collect()), line(row.values().collect())).into_bytes()
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
