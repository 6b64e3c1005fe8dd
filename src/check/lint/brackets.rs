//! Brackets of amounts: one that an earlier one takes whole, a space between two, and what two of them have in common.

use super::Lints;
use crate::check::axis::{Axis, Cut, Kind, Point};
use crate::check::words;
use crate::finding::Code;
use crate::policy::{
    Amount, AmountKind, Bounds, BracketMode, FieldType, Literal, Policy, Subject, TariffId, TariffKind,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Where a bracket begins and ends; none where it is open.
type Ends = (Option<Cut>, Option<Cut>);

pub(super) fn lint(lints: &mut Lints<'_>) {
    for award in &lints.policy.awards {
        amount(lints, &award.id, &award.amount);
    }
}

fn amount(lints: &mut Lints<'_>, award: &str, amount_of: &Amount) {
    if let AmountKind::Brackets { by, brackets, mode, .. } = &amount_of.kind {
        let kind = kind(lints.policy, &by.of);
        let ends: Vec<Ends> = brackets.iter().map(|(bounds, _)| ends(kind, bounds)).collect();
        ladder(lints, award, &by.of, brackets, *mode, &ends);
        overlaps(lints, award, brackets, (*mode, kind), &ends);
        if *mode == Some(BracketMode::Slab) {
            slabs(lints, award, kind, brackets);
        }
        if mode.is_some() && kind == Kind::Money {
            per_yuan(lints, award, brackets);
        }
    }
    bounds_crossed(lints, award, amount_of);
    for bound in [&amount_of.floor, &amount_of.ceiling].into_iter().flatten() {
        amount(lints, award, bound);
    }
}

/// The units of an amount are its 元: a price of 元 each multiplies the one by the other.
fn per_yuan(lints: &mut Lints<'_>, award: &str, brackets: &[(Bounds, TariffId)]) {
    let figures = brackets.iter().map(|(_, tariff)| lints.policy.tariff(*tariff));
    let Some(dear) =
        figures.into_iter().find(|tariff| tariff.kind == TariffKind::Money && tariff.value >= Decimal::ONE)
    else {
        return;
    };
    let message = format!(
        "奖项「{award}」按金额分档，又逐个计（整档、分段）：金额的每一元各得一份，单价「{}」会与金额的元数相乘。",
        dear.written
    );
    let help = "所在档的金额就是总额的，删去 mode；按金额的一定比例奖励的，写 rate 和 of；确实按元计的，单价写成每一元得多少，如 5% 写 \"0.05元\"。";
    lints.tell(Code::BracketPerYuan, Some(dear.span), message, help);
}

/// A least amount above the most: the most counts, so that the least is never what is paid.
fn bounds_crossed(lints: &mut Lints<'_>, award: &str, amount: &Amount) {
    let fixed = |bound: &Option<Box<Amount>>| match bound.as_deref().map(|bound| &bound.kind) {
        Some(AmountKind::Fixed(tariff)) => Some(lints.policy.tariff(*tariff)),
        _ => None,
    };
    let (Some(floor), Some(ceiling)) = (fixed(&amount.floor), fixed(&amount.ceiling)) else { return };
    if floor.value > ceiling.value {
        let message = format!(
            "奖项「{award}」的保底「{}」高于封顶「{}」：以封顶为准，保底永远用不上。",
            floor.written, ceiling.written
        );
        lints.tell(Code::BoundsCrossed, Some(floor.span), message, "请对照原文改正其中一个。");
    }
}

/// Two brackets that both take the figure where the one ends and the other begins: the first counts, and the document may mean
/// the second. Slab by slab what two brackets take is paid twice. One that goes on above the next is a ladder written downwards.
fn overlaps(
    lints: &mut Lints<'_>,
    award: &str,
    brackets: &[(Bounds, TariffId)],
    (mode, kind): (Option<BracketMode>, Kind),
    ends: &[Ends],
) {
    let number = |end: &Option<(Literal, bool)>| match end {
        Some((Literal::Number(number), true)) => Some(*number),
        _ => None,
    };
    for (later, (bounds, tariff)) in brackets.iter().enumerate() {
        for (earlier, (other, _)) in brackets.iter().enumerate().take(later) {
            let at = number(&bounds.lower).filter(|low| number(&other.upper) == Some(*low));
            let at = at.or_else(|| number(&bounds.upper).filter(|high| number(&other.lower) == Some(*high)));
            let (Some(a), Some(b)) = (ends.get(earlier), ends.get(later)) else { continue };
            let slab = mode == Some(BracketMode::Slab);
            let twice = slab && meet(a, b);
            // Where one lies within the other they are a ladder, or the later one is never reached, which is told elsewhere.
            let crossed = !slab && meet(a, b) && !within(a, b) && !within(b, a);
            let span = Some(lints.policy.tariff(*tariff).span);
            let (first, second) = (earlier + 1, later + 1);
            if twice {
                let message = format!(
                    "奖项「{award}」分段的第{first}档和第{second}档有重叠，重叠的个数会按两档各算一次。"
                );
                let help = "请对照原文改正：相邻两档，一档写 to（含），另一档写 above（不含）。";
                lints.tell(Code::BracketOverlap, span, message, help);
            } else if let Some(at) = at {
                let message = format!(
                    "奖项「{award}」的第{first}档和第{second}档都含{}，这时按写在前面的第{first}档。",
                    at.normalize()
                );
                let help = "请对照原文改正：含本数的一档写 from、to，另一档写 above、below；写在前面的就是原文意思的，把后面一档改成不含。";
                lints.tell(Code::BracketOverlap, span, message, help);
            } else if crossed {
                let common = words::between(kind, later_of(&a.0, &b.0), earlier_of(&a.1, &b.1));
                let message = format!(
                    "奖项「{award}」的第{first}档和第{second}档有重叠：{common}时两档都是，按写在前面的第{first}档。"
                );
                let help = "请对照原文改正各档的上下限，使每个数只在一档里。";
                lints.tell(Code::BracketOverlap, span, message, help);
            }
        }
    }
}

/// Whether one range lies within another.
fn within(inner: &Ends, outer: &Ends) -> bool {
    let from = match (&outer.0, &inner.0) {
        (Some(outer), Some(inner)) => outer <= inner,
        (outer, _) => outer.is_none(),
    };
    let to = match (&outer.1, &inner.1) {
        (Some(outer), Some(inner)) => inner <= outer,
        (outer, _) => outer.is_none(),
    };
    from && to
}

fn later_of<'c>(a: &'c Option<Cut>, b: &'c Option<Cut>) -> Option<&'c Cut> {
    a.as_ref().max(b.as_ref())
}

fn earlier_of<'c>(a: &'c Option<Cut>, b: &'c Option<Cut>) -> Option<&'c Cut> {
    a.iter().chain(b).min()
}

/// Slab by slab: a slab of nothing, and units between two slabs that no slab pays. What lies before the first is not rewarded,
/// and fractions between two whole numbers count with the slab above them.
fn slabs(lints: &mut Lints<'_>, award: &str, kind: Kind, brackets: &[(Bounds, TariffId)]) {
    let unit = if kind == Kind::Money { Decimal::ZERO } else { Decimal::ONE };
    let end = |end: &Option<(Literal, bool)>| match end {
        Some((Literal::Number(number), included)) => Some((*number, *included)),
        _ => None,
    };
    let mut parts: Vec<(Decimal, Option<Decimal>, usize, TariffId)> = Vec::new();
    for (number, (bounds, tariff)) in (1..).zip(brackets) {
        let below =
            end(&bounds.lower).map_or(Decimal::ZERO, |(n, included)| if included { n - unit } else { n });
        let last = end(&bounds.upper).map(|(n, included)| if included { n } else { n - unit });
        parts.push((below.max(Decimal::ZERO), last, number, *tariff));
    }
    parts.sort();
    let shown = |number: Decimal| {
        if kind == Kind::Money { words::money(number) } else { number.normalize().to_string() }
    };
    let mut reached: Option<Decimal> = parts.first().map(|(below, ..)| *below);
    for (below, last, number, tariff) in parts {
        let span = Some(lints.policy.tariff(tariff).span);
        if last.is_some_and(|last| last <= below) {
            let message = format!("奖项「{award}」的第{number}档永远轮不到：它的下限高于上限。");
            lints.tell(Code::BracketDead, span, message, "请对照原文改正各档的上下限或次序。");
            continue;
        }
        if let Some(reached) = reached.filter(|reached| *reached < below) {
            let message = format!(
                "奖项「{award}」分段的各档之间有空当：超过{}、不超过{}的部分哪一档也不算，少付。",
                shown(reached),
                shown(below)
            );
            let help = "请对照原文补上这一段；原文就是这一段不奖的，写成单价为零的一档。";
            lints.tell(Code::BracketGap, span, message, help);
        }
        reached = reached.zip(last).map(|(reached, last)| reached.max(last));
    }
}

/// Whether two ranges have something in common.
fn meet(a: &Ends, b: &Ends) -> bool {
    let before = |end: &Option<Cut>, start: &Option<Cut>| match (end, start) {
        (Some(end), Some(start)) => end <= start,
        _ => false,
    };
    !before(&a.1, &b.0) && !before(&b.1, &a.0)
}

fn kind(policy: &Policy, by: &Subject) -> Kind {
    match by {
        Subject::Derived(_) => Kind::Whole,
        Subject::Field { field, .. } => match policy.field(*field).kind {
            FieldType::Whole => Kind::Whole,
            FieldType::Money => Kind::Money,
            FieldType::Number | FieldType::Text | FieldType::Date | FieldType::Bool | FieldType::Choice => {
                Kind::Number
            }
        },
    }
}

fn ladder(
    lints: &mut Lints<'_>,
    award: &str,
    by: &Subject,
    brackets: &[(Bounds, TariffId)],
    mode: Option<BracketMode>,
    ends: &[Ends],
) {
    let mut cuts: Vec<Cut> =
        ends.iter().flat_map(|(from, to)| [from.clone(), to.clone()]).flatten().collect();
    cuts.sort();
    cuts.dedup();
    let border = |cut: &Option<Cut>, open: usize| match cut {
        Some(cut) => cuts.partition_point(|known| known <= cut),
        None => open,
    };
    let mut untaken: BTreeSet<usize> = (0..=cuts.len()).collect();
    for (number, ((from, to), (_, tariff))) in (1..).zip(ends.iter().zip(brackets)) {
        let (first, end) = (border(from, 0), border(to, cuts.len() + 1));
        let mine: Vec<usize> =
            if first < end { untaken.range(first..end).copied().collect() } else { Vec::new() };
        if mine.is_empty() && mode != Some(BracketMode::Slab) {
            let span = lints.policy.tariff(*tariff).span;
            let message = if first < end {
                format!(
                    "奖项「{award}」的第{number}档永远轮不到：它的范围前面各档已经占满，分档自上而下取第一个符合的。"
                )
            } else {
                format!("奖项「{award}」的第{number}档永远轮不到：它的下限高于上限。")
            };
            lints.tell(Code::BracketDead, Some(span), message, "请对照原文改正各档的上下限或次序。");
        }
        mine.iter().for_each(|cell| {
            untaken.remove(cell);
        });
    }
    // Slab by slab, what lies between two slabs counts with the one above it.
    if mode == Some(BracketMode::Slab) {
        return;
    }
    let kind = kind(lints.policy, by);
    spaces(lints, award, kind, &cuts, &untaken, brackets.first().map(|(_, tariff)| *tariff));
}

/// Cells that no bracket takes, between those that one does.
fn spaces(
    lints: &mut Lints<'_>,
    award: &str,
    kind: Kind,
    cuts: &[Cut],
    untaken: &BTreeSet<usize>,
    first: Option<TariffId>,
) {
    let taken = |cell: &usize| !untaken.contains(cell);
    let (Some(low), Some(high)) = ((0..=cuts.len()).find(taken), (0..=cuts.len()).rev().find(taken)) else {
        return;
    };
    let span = first.map(|tariff| lints.policy.tariff(tariff).span);
    for cell in untaken.iter().filter(|cell| low < **cell && **cell < high) {
        let (from, to) = (cell.checked_sub(1).and_then(|index| cuts.get(index)), cuts.get(*cell));
        let message = format!(
            "奖项「{award}」的各档之间有空当：{}时哪一档也不是，不予兑现。",
            words::between(kind, from, to)
        );
        let help = "请对照原文补上这一段，或把相邻一档的 above、below 改成 from、to（含本数）。";
        lints.tell(Code::BracketGap, span, message, help);
    }
}

fn ends(kind: Kind, bounds: &Bounds) -> (Option<Cut>, Option<Cut>) {
    let cut = |end: &Option<(Literal, bool)>, after: &dyn Fn(bool) -> bool| match end {
        Some((Literal::Number(number), included)) => {
            Some(Axis::cut(kind, Point::Number(number.normalize()), after(*included)))
        }
        _ => None,
    };
    let zero = || Some(Axis::cut(kind, Point::Number(Decimal::ZERO), false));
    (cut(&bounds.lower, &|included| !included).or_else(zero), cut(&bounds.upper, &|included| included))
}
