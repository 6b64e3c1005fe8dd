//! The functions that our formulas use, and those a clerk is likely to write in their place.

use super::book::Shown;
use super::calculate::{Calculator, Result, Unknown, figure};
use crate::formula::{Ref, Tree};
use crate::money::{Rounding, to_places};
use rust_decimal::Decimal;

/// The result of a function.
pub(super) fn call(
    of: &Calculator<'_>,
    name: &str,
    arguments: &[Tree],
    sheet: usize,
    depth: usize,
) -> Result<Shown> {
    let value = |tree: &Tree| of.tree(tree, sheet, depth);
    match (name, arguments) {
        ("ROUND" | "ROUNDDOWN" | "ROUNDUP" | "TRUNC", [number, places]) => {
            Ok(rounded(name, &value(number)?, &value(places)?))
        }
        ("TRUNC", [number]) => Ok(rounded(name, &value(number)?, &Shown::Number(Decimal::ZERO))),
        ("ABS", [number]) => {
            Ok(figure(&value(number)?).map_or_else(|error| error, |n| Shown::Number(n.abs())))
        }
        ("IF", [test, then, rest @ ..]) if rest.len() <= 1 => match truth(&value(test)?) {
            Ok(true) => value(then),
            Ok(false) => rest.first().map_or(Ok(Shown::Bool(false)), value),
            Err(error) => Ok(error),
        },
        ("IFERROR", [tried, otherwise]) => match value(tried)? {
            Shown::Error(_) => value(otherwise),
            fine => Ok(fine),
        },
        ("AND" | "OR", tests) => {
            let truths: Result<Vec<_>> = tests.iter().map(|test| Ok(truth(&value(test)?))).collect();
            let truths: std::result::Result<Vec<bool>, Shown> = truths?.into_iter().collect();
            Ok(truths.map_or_else(
                |error| error,
                |all| Shown::Bool(if name == "AND" { all.iter().all(|t| *t) } else { all.contains(&true) }),
            ))
        }
        ("NOT", [test]) => Ok(truth(&value(test)?).map_or_else(|error| error, |yes| Shown::Bool(!yes))),
        ("SUM" | "MIN" | "MAX" | "COUNT", arguments) => total(of, name, arguments, sheet, depth),
        ("SUMIFS", [Tree::Ref(sums), Tree::Ref(keys), criterion]) => {
            sum_if(of, sums, keys, &value(criterion)?, sheet, depth)
        }
        ("SUMIF", [Tree::Ref(keys), criterion, Tree::Ref(sums)]) => {
            sum_if(of, sums, keys, &value(criterion)?, sheet, depth)
        }
        ("COUNTIFS" | "COUNTIF", [Tree::Ref(keys), criterion]) => {
            let wanted = plain(&value(criterion)?)?;
            one_column(keys)?;
            let count = of.groups(keys, sheet, depth)?.get(&wanted).map_or(0, Vec::len);
            Ok(Shown::Number(count.into()))
        }
        ("NA", []) => Ok(Shown::Error("#N/A".to_owned())),
        _ => Err(Unknown::Unsupported),
    }
}

fn rounded(name: &str, number: &Shown, places: &Shown) -> Shown {
    let mode = match name {
        "ROUND" => Rounding::HalfAway,
        "ROUNDUP" => Rounding::Up,
        _ => Rounding::Down,
    };
    let (number, places) = match (figure(number), figure(places)) {
        (Ok(number), Ok(places)) => (number, places),
        (Err(error), _) | (_, Err(error)) => return error,
    };
    let places = places.normalize().to_string().parse::<i32>().ok().filter(|places| places.abs() <= 20);
    let result = places.and_then(|places| to_places(number, places, mode));
    result.map_or_else(|| Shown::Error("#NUM!".to_owned()), |number| Shown::Number(number.normalize()))
}

fn truth(shown: &Shown) -> std::result::Result<bool, Shown> {
    match shown {
        Shown::Bool(yes) => Ok(*yes),
        other => figure(other).map(|number| !number.is_zero()),
    }
}

/// SUM, MIN, MAX, COUNT: of ranges only the numbers count.
fn total(of: &Calculator<'_>, name: &str, arguments: &[Tree], sheet: usize, depth: usize) -> Result<Shown> {
    let mut numbers: Vec<Decimal> = Vec::new();
    let mut error = None;
    for argument in arguments {
        if let Tree::Ref(range) = argument {
            of.each_in(range, sheet, depth, &mut |shown| match shown {
                Shown::Number(number) => numbers.push(number),
                Shown::Error(_) if error.is_none() => error = Some(shown),
                _ => {}
            })?;
        } else {
            match figure(&of.tree(argument, sheet, depth)?) {
                Ok(number) => numbers.push(number),
                Err(wrong) => error = error.or(Some(wrong)),
            }
        }
    }
    if let Some(error) = error.filter(|_| name != "COUNT") {
        return Ok(error);
    }
    let result = match name {
        "SUM" => numbers.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number)),
        "MIN" => Some(numbers.iter().min().copied().unwrap_or_default()),
        "MAX" => Some(numbers.iter().max().copied().unwrap_or_default()),
        _ => Some(numbers.len().into()),
    };
    Ok(result.map_or_else(|| Shown::Error("#NUM!".to_owned()), |number| Shown::Number(number.normalize())))
}

fn sum_if(
    of: &Calculator<'_>,
    sums: &Ref,
    keys: &Ref,
    criterion: &Shown,
    sheet: usize,
    depth: usize,
) -> Result<Shown> {
    one_column(keys)?;
    one_column(sums)?;
    let wanted = plain(criterion)?;
    let groups = of.groups(keys, sheet, depth)?;
    let at = of.sheet_of(sums, sheet)?;
    let mut sum = Decimal::ZERO;
    for row in groups.get(&wanted).into_iter().flatten() {
        let row = row - keys.first.row + sums.first.row;
        match of.value((at, row, sums.first.col), depth)? {
            Shown::Number(number) => {
                sum = sum.checked_add(number).ok_or(Unknown::Unsupported)?;
            }
            error @ Shown::Error(_) => return Ok(error),
            _ => {}
        }
    }
    Ok(Shown::Number(sum.normalize()))
}

fn one_column(range: &Ref) -> Result<()> {
    if range.first.col == range.last.col { Ok(()) } else { Err(Unknown::Unsupported) }
}

/// What a cell is looked up by.
pub(super) fn criterion(shown: &Shown) -> String {
    match shown {
        Shown::Text(text) => text.to_lowercase(),
        other => other.to_string(),
    }
}

/// A criterion that asks for one value; operators and wild cards are not understood here.
fn plain(shown: &Shown) -> Result<String> {
    match shown {
        Shown::Text(text) if text.starts_with(['<', '>', '=']) || text.contains(['*', '?']) => {
            Err(Unknown::Unsupported)
        }
        other => Ok(criterion(other)),
    }
}
