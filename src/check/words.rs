//! Regions in words: what an auditor reads of the facts for which two awards, or none, apply.

use super::axis::{Axis, Cells, Cut, Kind, Point, Subject};
use super::domain::Domain;
use super::logic::Region;
use crate::condition::{months_words, shown};
use crate::model::record::Value;
use crate::policy::{Role, percent};
use rust_decimal::Decimal;

/// A region, as the facts that it is bound to; nothing where it is the whole domain.
pub(super) fn region(domain: &Domain<'_>, whole: &Region, region: &Region) -> Vec<String> {
    let bound = domain.axes.iter().zip(whole.iter().zip(region)).filter(|(_, (whole, part))| whole != part);
    bound.map(|(axis, (_, part))| cells(domain, axis, *part)).collect()
}

/// The values of an axis over its whole.
pub(super) fn whole(domain: &Domain<'_>, axis: &Axis) -> String {
    cells(domain, axis, (0, axis.count()))
}

fn cells(domain: &Domain<'_>, axis: &Axis, (from, to): (u32, u32)) -> String {
    let name = name(domain, &axis.subject);
    if let Subject::Order(field, other) = axis.subject {
        let names = [field, other].map(|field| domain.policy.field(field).name.as_str());
        return order(names, axis.ends((from, to)));
    }
    let missing = to > axis.known();
    let values =
        if from >= axis.known() { String::new() } else { values(axis, (from, to.min(axis.known()))) };
    match (values.is_empty(), missing) {
        (true, _) => format!("{name}未填"),
        (false, true) => format!("{name}{values}或未填"),
        (false, false) => format!("{name}{values}"),
    }
}

fn values(axis: &Axis, (from, to): (u32, u32)) -> String {
    match &axis.cells {
        Cells::Named { names, .. } => {
            let here: Vec<String> = names
                .iter()
                .skip(from as usize)
                .take((to - from) as usize)
                .map(|name| format!("「{}」", shown(name)))
                .collect();
            let all: Vec<String> = names.iter().map(|name| format!("「{}」", shown(name))).collect();
            // The last cell of open names is every other text.
            match (to as usize > names.len(), from) {
                (true, 0) => "有值".to_owned(),
                (true, from) => format!(
                    "不是{}",
                    all.get(..(from as usize).min(all.len())).unwrap_or_default().join("、")
                ),
                (false, _) => format!("为{}", here.join("或")),
            }
        }
        Cells::Ordered { .. } => {
            let (low, high) = axis.ends((from, to));
            between(axis.kind, low, high)
        }
    }
}

pub(super) fn between(kind: Kind, low: Option<&Cut>, high: Option<&Cut>) -> String {
    let discrete = matches!(kind, Kind::Whole | Kind::Date);
    let shown = |point: &Point| point_words(kind, point);
    if let (Some(low), Some(high)) = (low, high) {
        let one = if discrete {
            before(&high.at).is_some_and(|before| before == low.at)
        } else {
            low.at == high.at
        };
        if one {
            return format!("为{}", shown(&low.at));
        }
    }
    let lower = low.map(|cut| format!("{}{}", if cut.after { "高于" } else { "不低于" }, shown(&cut.at)));
    let upper = high.map(|cut| match (discrete, before(&cut.at)) {
        (true, Some(last)) => format!("不高于{}", shown(&last)),
        _ => format!("{}{}", if cut.after { "不高于" } else { "低于" }, shown(&cut.at)),
    });
    match (lower, upper, kind) {
        (None, None, _) => "有值".to_owned(),
        (lower, upper, Kind::Date) => {
            let said: Vec<String> = [lower, upper].into_iter().flatten().collect();
            said.join("且").replace("不低于", "不早于").replace("不高于", "不晚于")
        }
        (lower, upper, _) => [lower, upper].into_iter().flatten().collect::<Vec<_>>().join("且"),
    }
}

fn before(point: &Point) -> Option<Point> {
    match point {
        Point::Number(number) => number.checked_sub(Decimal::ONE).map(Point::Number),
        Point::Text(_) => None,
    }
}

fn point_words(kind: Kind, point: &Point) -> String {
    match (kind, point) {
        (_, Point::Text(text)) => format!("「{text}」"),
        (Kind::Date, Point::Number(number)) => {
            super::axis::day(*number).map_or_else(|| number.to_string(), |day| day.to_string())
        }
        (Kind::Money, Point::Number(number)) => money(*number),
        (Kind::Growth, Point::Number(rate)) => percent(*rate),
        (_, Point::Number(number)) => number.normalize().to_string(),
    }
}

/// 万元 where it comes out even.
pub(super) fn money(yuan: Decimal) -> String {
    let wan = yuan.checked_div(Decimal::from(10_000)).filter(|wan| wan.scale() <= 2 && *wan >= Decimal::ONE);
    wan.map_or_else(|| format!("{}元", yuan.normalize()), |wan| format!("{}万元", wan.normalize()))
}

/// A fact's name, with its year where it is by year.
pub(super) fn name(domain: &Domain<'_>, subject: &Subject) -> String {
    let policy = domain.policy;
    match subject {
        Subject::Field(field, offset) if policy.field(*field).by_year => {
            format!("{}年{}", domain.year + offset, policy.field(*field).name)
        }
        Subject::Field(field, _) => policy.field(*field).name.clone(),
        Subject::Count(id) => policy.derived[id.index()].name.clone(),
        Subject::Order(field, _) => policy.field(*field).name.clone(),
        Subject::Growth(later, earlier) => {
            let [later, earlier] =
                [later, earlier].map(|(field, year)| name(domain, &Subject::Field(*field, *year)));
            format!("{later}比{earlier}增长")
        }
    }
}

/// Where a date lies from another: 申报日期不早于认定日期加3个月且早于认定日期加6个月.
fn order([field, other]: [&str; 2], (low, high): (Option<&Cut>, Option<&Cut>)) -> String {
    let day = |cut: &Cut| match &cut.at {
        Point::Number(months) => {
            format!("{other}{}", months_words(i32::try_from(months.trunc()).unwrap_or_default()))
        }
        Point::Text(_) => other.to_owned(),
    };
    if let (Some(low), Some(high)) = (low, high)
        && low.at == high.at
    {
        return format!("{field}为{}", day(low));
    }
    let lower = low.map(|cut| format!("{}{}", if cut.after { "晚于" } else { "不早于" }, day(cut)));
    let upper = high.map(|cut| format!("{}{}", if cut.after { "不晚于" } else { "早于" }, day(cut)));
    let said: Vec<String> = [lower, upper].into_iter().flatten().collect();
    if said.is_empty() {
        format!("{field}比{other}早晚不限")
    } else {
        format!("{field}{}", said.join("且"))
    }
}

/// A role's name.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Enterprise => "企业",
        Role::Person => "个人",
        Role::Representative => "法定代表人",
        Role::Town => "镇",
        Role::Department => "部门",
    }
}

/// A value, money with its unit.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Money(yuan) => money(*yuan),
        other => shown(other),
    }
}
