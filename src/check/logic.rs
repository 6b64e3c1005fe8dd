//! Three-valued logic over regions: which truth values a condition can have somewhere in a box of cells.

use crate::condition::Truth;

/// A set of truth values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outcomes(u8);

impl Outcomes {
    pub(super) const YES: Self = Self(1);
    pub(super) const NO: Self = Self(2);
    pub(super) const UNKNOWN: Self = Self(4);
    pub(super) const NOT_YES: Self = Self(6);
    pub(super) const NOT_NO: Self = Self(5);
    const NONE: Self = Self(0);

    pub(super) fn of(truth: Truth) -> Self {
        match truth {
            Truth::Yes => Self::YES,
            Truth::No => Self::NO,
            Truth::Unknown => Self::UNKNOWN,
        }
    }

    fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn when(self, holds: bool) -> Self {
        if holds { self } else { Self::NONE }
    }

    fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Every one of them is allowed.
    pub(super) fn within(self, allowed: Self) -> bool {
        self.0 & !allowed.0 == 0
    }

    /// At least one of them is allowed.
    pub(super) fn meets(self, allowed: Self) -> bool {
        self.has(allowed)
    }

    /// What both together can be, whatever the one has to do with the other.
    fn and(self, other: Self) -> Self {
        let unknown = (self.has(Self::UNKNOWN) && other.has(Self::NOT_NO))
            || (other.has(Self::UNKNOWN) && self.has(Self::NOT_NO));
        Self::YES
            .when(self.has(Self::YES) && other.has(Self::YES))
            .union(Self::NO.when(self.has(Self::NO) || other.has(Self::NO)))
            .union(Self::UNKNOWN.when(unknown))
    }

    fn not(self) -> Self {
        Self::YES
            .when(self.has(Self::NO))
            .union(Self::NO.when(self.has(Self::YES)))
            .union(Self::UNKNOWN.when(self.has(Self::UNKNOWN)))
    }

    /// Yes where it is known (or where it is not).
    fn known(self, wanted: bool) -> Self {
        let known = self.has(Self::YES) || self.has(Self::NO);
        let yes = if wanted { known } else { self.has(Self::UNKNOWN) };
        let no = if wanted { self.has(Self::UNKNOWN) } else { known };
        Self::YES.when(yes).union(Self::NO.when(no))
    }
}

/// A box: per axis the cells from the first to before the second.
pub(super) type Region = Vec<(u32, u32)>;

/// A condition over the axes of a domain.
#[derive(Clone, Debug)]
pub(super) enum Formula {
    /// Every one.
    All(Vec<Formula>),
    /// At least one.
    Any(Vec<Formula>),
    /// The contrary.
    Not(Box<Formula>),
    /// Whether it is known, or not known.
    Known(Box<Formula>, bool),
    /// A test of one axis.
    Atom(Atom),
}

/// A test of one axis.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// The axis.
    pub axis: usize,
    /// How many of its cells are values; one more, where there is one, is the missing value.
    pub known: u32,
    /// Where it holds, as ranges of cells in order that do not touch.
    pub yes: Vec<(u32, u32)>,
    /// What it is where the value is missing.
    pub missing: Truth,
}

impl Atom {
    pub(super) fn outcomes(&self, region: &Region) -> Outcomes {
        let Some(&(low, high)) = region.get(self.axis) else { return Outcomes::UNKNOWN };
        let missing = Outcomes::of(self.missing).when(high > self.known);
        let high = high.min(self.known);
        if low >= high {
            return missing;
        }
        let first = self.yes.partition_point(|range| range.1 <= low);
        let here = match self.yes.get(first) {
            Some(range) if range.0 <= low && high <= range.1 => Outcomes::YES,
            Some(range) if range.0 < high => Outcomes::YES.union(Outcomes::NO),
            _ => Outcomes::NO,
        };
        here.union(missing)
    }

    /// Cells strictly inside a range where the test changes.
    pub(super) fn borders(&self, (low, high): (u32, u32), found: &mut Vec<u32>) {
        let inside = |at: &u32| low < *at && *at < high;
        let first = self.yes.partition_point(|range| range.1 <= low);
        let ranges = self.yes.iter().skip(first).take_while(|range| range.0 < high);
        found.extend(ranges.flat_map(|range| [range.0, range.1]).filter(inside));
        found.extend(Some(self.known).filter(inside));
    }
}

impl Formula {
    /// The truth values that it can have in a region; in a region of single cells exactly one.
    pub(super) fn outcomes(&self, region: &Region) -> Outcomes {
        match self {
            Self::All(parts) => {
                let mut all = Outcomes::YES;
                for part in parts {
                    all = all.and(part.outcomes(region));
                    if all == Outcomes::NO {
                        break;
                    }
                }
                all
            }
            Self::Any(parts) => {
                let mut none = Outcomes::YES;
                for part in parts {
                    none = none.and(part.outcomes(region).not());
                    if none == Outcomes::NO {
                        break;
                    }
                }
                none.not()
            }
            Self::Not(inner) => inner.outcomes(region).not(),
            Self::Known(inner, wanted) => inner.outcomes(region).known(*wanted),
            Self::Atom(atom) => atom.outcomes(region),
        }
    }

    /// Every test in it.
    pub(super) fn atoms<'f>(&'f self, found: &mut Vec<&'f Atom>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.atoms(found)),
            Self::Not(inner) | Self::Known(inner, _) => inner.atoms(found),
            Self::Atom(atom) => found.push(atom),
        }
    }

    /// Whether it holds of everything as it is written.
    pub(super) fn is_trivial(&self) -> bool {
        matches!(self, Self::All(parts) if parts.iter().all(Self::is_trivial))
    }

    /// Bounds that every point where it holds keeps: per axis the least range of cells, as far as its joined tests say.
    pub(super) fn hull(&self, found: &mut Vec<(usize, (u32, u32))>) {
        match self {
            Self::All(parts) => parts.iter().for_each(|part| part.hull(found)),
            Self::Atom(atom) => {
                let low = atom.yes.first().map_or(atom.known, |range| range.0);
                let high = atom.yes.last().map_or(low, |range| range.1);
                let high = if atom.missing == Truth::Yes { atom.known + 1 } else { high };
                found.push((atom.axis, (low, high)));
            }
            Self::Any(_) | Self::Not(_) | Self::Known(..) => {}
        }
    }
}
