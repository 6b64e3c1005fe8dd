//! Figures of a witness that have grown as a region wants: both are placed, the earlier one first.

use super::Point;
use crate::check::axis::{Axis, Point as At, Subject};
use crate::check::domain::Domain;
use crate::check::logic::Region;
use crate::condition::number;
use crate::money::exact_product;
use rust_decimal::Decimal;

/// Points of a region with each pair of figures placed; the point itself where nothing is to grow.
pub(super) fn placed(domain: &Domain<'_>, region: &Region, plain: Point) -> Vec<Point> {
    let mut points = vec![plain];
    // In the order of years: what the later of two years grows over stands by then.
    for (axis, range) in domain.axes.iter().zip(region) {
        let Subject::Growth(later, earlier) = axis.subject else { continue };
        let figures = [later, earlier].map(|(field, year)| domain.find(&Subject::Field(field, year)));
        let [Some(later), Some(earlier)] = figures else { continue };
        let rates = rates(axis, *range);
        let grown = |point: &Point| pairs(domain, region, point, (later, earlier), &rates);
        points = points.iter().flat_map(grown).take(512).collect();
    }
    points
}

/// The point with each fitting pair of figures; as it is where none fits.
fn pairs(
    domain: &Domain<'_>,
    region: &Region,
    point: &Point,
    (later, earlier): (usize, usize),
    rates: &[Decimal],
) -> Vec<Point> {
    let own = |at: usize| point.get(at).and_then(Option::as_ref).and_then(number);
    let plain = [1_000_000, 10_000, 100].map(Decimal::from).map(Some);
    let mut found = Vec::new();
    for rate in rates {
        let Some(factor) = Decimal::ONE.checked_add(*rate) else { continue };
        let behind = own(later).and_then(|later| later.checked_div(factor));
        for base in std::iter::once(own(earlier)).chain(plain).chain([behind]).flatten() {
            let Some(grown) = exact_product(base, factor).filter(|_| base > Decimal::ZERO) else { continue };
            found.extend(with(domain, region, point, [(later, grown), (earlier, base)]));
        }
    }
    if found.is_empty() { vec![point.clone()] } else { found }
}

/// The point with some figures, where each lies in its range.
fn with(
    domain: &Domain<'_>,
    region: &Region,
    point: &Point,
    figures: [(usize, Decimal); 2],
) -> Option<Point> {
    let mut placed = point.clone();
    for (at, figure) in figures {
        let (axis, range) = (domain.axes.get(at)?, region.get(at)?);
        if !axis.holds(*range, figure) {
            return None;
        }
        *placed.get_mut(at)? = Some(axis.value(figure)?);
    }
    Some(placed)
}

/// Rates of a range: at its ends, beside them, and none at all.
fn rates(axis: &Axis, range: (u32, u32)) -> Vec<Decimal> {
    let (low, high) = axis.ends(range);
    let ends = [low, high].into_iter().flatten().filter_map(|cut| match cut.at {
        At::Number(rate) => Some(rate),
        At::Text(_) => None,
    });
    let beside = [Decimal::ZERO, Decimal::ONE, Decimal::new(1, 2), Decimal::new(-1, 2)];
    let mut rates: Vec<Decimal> =
        ends.flat_map(|end| beside.map(|step| end.checked_add(step))).flatten().collect();
    rates.push(Decimal::ZERO);
    rates.retain(|rate| *rate > Decimal::NEGATIVE_ONE && axis.holds(range, *rate));
    rates
}
