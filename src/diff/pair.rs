//! Which part of the older policy is which of the newer: by id or name, and where that changed by what it says.

use super::describe::{Kind, Part, QUOTATION};
use super::reword::likeness;
use std::collections::BTreeSet;

/// Parts below this score are two different things.
const ALIKE: usize = 600;

/// Two lists of parts, paired.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// Indices of the older and the newer, in the order of the newer.
    pub both: Vec<(usize, usize)>,
    /// Those that only the older has.
    pub gone: Vec<usize>,
    /// Those that only the newer has.
    pub added: Vec<usize>,
}

/// Pairs every part; the best fit first, in the order of the documents where several fit alike.
pub(super) fn pairs(old: &[Part], new: &[Part]) -> Pairs {
    let mut pairs = of_kind(old, new, |kind| kind == Kind::Clause, &BTreeSet::new());
    let clauses: BTreeSet<(usize, usize)> = pairs.both.iter().copied().collect();
    let rest = of_kind(old, new, |kind| kind != Kind::Clause, &same_clauses(old, new, &clauses));
    pairs.both.extend(rest.both);
    pairs.gone.extend(rest.gone);
    pairs.added.extend(rest.added);
    pairs.both.sort_by_key(|(_, new)| *new);
    pairs.gone.sort_unstable();
    pairs.added.sort_unstable();
    pairs
}

/// The clauses that are one, by their own ids: a part of one stands where a part of the other does.
fn same_clauses(
    old: &[Part],
    new: &[Part],
    both: &BTreeSet<(usize, usize)>,
) -> BTreeSet<(Option<u32>, Option<u32>)> {
    let id = |part: Option<&Part>| part.and_then(|part| part.clause).map(|id| id.0);
    both.iter().map(|(a, b)| (id(old.get(*a)), id(new.get(*b)))).collect()
}

fn of_kind(
    old: &[Part],
    new: &[Part],
    wanted: impl Fn(Kind) -> bool,
    clauses: &BTreeSet<(Option<u32>, Option<u32>)>,
) -> Pairs {
    let mine = |parts: &[Part]| -> Vec<usize> {
        (0..).zip(parts).filter(|(_, part)| wanted(part.kind)).map(|(at, _)| at).collect()
    };
    let (olds, news) = (mine(old), mine(new));
    let mut fits: Vec<(usize, usize, usize)> = Vec::new();
    for a in &olds {
        for b in &news {
            let score = score(&old[*a], &new[*b], clauses);
            if score >= ALIKE {
                fits.push((score, *a, *b));
            }
        }
    }
    fits.sort_by(|x, y| (y.0, x.1, x.2).cmp(&(x.0, y.1, y.2)));
    let (mut taken_old, mut taken_new) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Pairs::default();
    for (_, a, b) in fits {
        if !taken_old.contains(&a) && !taken_new.contains(&b) {
            taken_old.insert(a);
            taken_new.insert(b);
            pairs.both.push((a, b));
        }
    }
    pairs.gone = olds.into_iter().filter(|a| !taken_old.contains(a)).collect();
    pairs.added = news.into_iter().filter(|b| !taken_new.contains(b)).collect();
    pairs
}

/// How well two parts fit. An article that was renumbered is known by its text, an award with another id by its place
/// and most of its lines.
fn score(old: &Part, new: &Part, clauses: &BTreeSet<(Option<u32>, Option<u32>)>) -> usize {
    if old.kind != new.kind {
        return 0;
    }
    let is_named = old.name == new.name;
    match old.kind {
        Kind::Head => 1000,
        Kind::Clause => {
            let text = |part: &Part, what: &str| part.line(what).unwrap_or_default().to_owned();
            let (a, b) = (text(old, QUOTATION), text(new, QUOTATION));
            let title = text(old, "标题");
            let titled = !title.is_empty() && title == text(new, "标题");
            likeness(&a, &b) + if is_named { ALIKE } else { 0 } + if titled { 500 } else { 0 }
        }
        // A category is its name, or the name that it took over.
        Kind::Category if !is_named => {
            let takes_over = |part: &Part, name: &str| {
                part.line("其他叫法").is_some_and(|names| names.split('、').any(|alias| alias == name))
            };
            if takes_over(new, &old.name) || takes_over(old, &new.name) { ALIKE } else { 0 }
        }
        Kind::Field | Kind::Category | Kind::Derived => usize::from(is_named) * 1000,
        Kind::Step if old.line("做法") != new.line("做法") => 0,
        Kind::Award | Kind::Requirement | Kind::Exclusion | Kind::Step | Kind::Goal | Kind::Priority => {
            let here = clauses.contains(&(old.clause.map(|id| id.0), new.clause.map(|id| id.0)));
            usize::from(is_named) * 1000 + usize::from(here) * 300 + alike(old, new)
        }
    }
}

/// How many of their lines are equal, of five hundred.
fn alike(old: &Part, new: &Part) -> usize {
    let equal = old.lines.iter().filter(|line| new.line(line.what) == Some(&line.text)).count();
    (equal * 1000).checked_div(old.lines.len() + new.lines.len()).unwrap_or(0)
}
