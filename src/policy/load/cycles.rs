//! Awards that go round in a circle: each amount is a rate of the next, and none is a figure; or each gives way to the
//! next, and none is given.

use super::Loader;
use crate::finding::{Code, Finding};
use crate::policy::{Amount, AmountKind, Award, AwardId};
use std::collections::BTreeSet;

impl Loader<'_> {
    /// One finding for each circle, at its first award.
    pub(super) fn check_award_cycles(&mut self) {
        let of: Vec<Vec<usize>> = self.policy.awards.iter().map(|award| named(&award.amount)).collect();
        for circle in circles(&of) {
            let what = ["的金额按它自己的比例计算，算不出来", "的金额互相按对方的比例计算，算不出来"];
            self.tell_cycle(&circle, what, "请把其中一个奖项的 amount 写成确定的金额，如 \"50万元\"。");
        }
        let of: Vec<Vec<usize>> = self.policy.awards.iter().map(overridden).collect();
        for circle in circles(&of) {
            let what = [
                "以它自己为准而让位（overrides），谁也得不到",
                "互相以对方为准而让位（overrides），同时适用时谁也得不到",
            ];
            self.tell_cycle(&circle, what, "请对照原文只留一个方向的 overrides；可以同时享受的写 with。");
        }
    }

    /// `what` is said of one award, and of several.
    fn tell_cycle(&mut self, circle: &[usize], what: [&str; 2], help: &str) {
        let awards = circle.iter().filter_map(|award| self.policy.awards.get(*award));
        let names: Vec<String> = awards.clone().map(|award| format!("「{}」", award.id)).collect();
        let Some(place) = awards.map(|award| award.place.clone()).next() else { return };
        let message = match names.as_slice() {
            [one] => format!("奖项{one}{}。", what[0]),
            several => format!("奖项{}{}。", several.join("、"), what[1]),
        };
        self.findings.push(Finding::new(Code::PolicyAwardCycle, place, message, help));
    }
}

/// The awards that give way to an award.
fn overridden(award: &Award) -> Vec<usize> {
    award.overrides.iter().map(|other| other.index()).collect()
}

/// The awards that an amount is a rate of.
fn named(amount: &Amount) -> Vec<usize> {
    let own = match &amount.kind {
        AmountKind::RateOfAward { award: AwardId(award), .. } => vec![*award as usize],
        _ => Vec::new(),
    };
    let bounds = [&amount.floor, &amount.ceiling].into_iter().flatten();
    own.into_iter().chain(bounds.flat_map(|bound| named(bound))).collect()
}

/// The circles: sets of awards each of which reaches the others, or itself, in the order of their first awards.
///
/// Tarjan's algorithm, with its own stack: a file may chain ten thousand awards.
fn circles(of: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut walk = Walk { of, order: vec![None; of.len()], low: vec![0; of.len()], ..Walk::default() };
    for award in 0..of.len() {
        walk.from(award);
    }
    walk.found.iter_mut().for_each(|circle| circle.sort_unstable());
    walk.found.sort_unstable();
    walk.found
}

#[derive(Default)]
struct Walk<'o> {
    of: &'o [Vec<usize>],
    /// When each award was first met.
    order: Vec<Option<usize>>,
    /// The earliest open award that each reaches.
    low: Vec<usize>,
    met: usize,
    open: Vec<usize>,
    is_open: BTreeSet<usize>,
    found: Vec<Vec<usize>>,
}

impl Walk<'_> {
    fn from(&mut self, first: usize) {
        let mut stack = vec![(first, 0)];
        while let Some((award, next)) = stack.pop() {
            if next == 0 && !self.meet(award) {
                continue;
            }
            match self.of.get(award).and_then(|named| named.get(next)).copied() {
                Some(other) => {
                    stack.push((award, next + 1));
                    if self.order.get(other).copied().flatten().is_none() {
                        stack.push((other, 0));
                    } else if self.is_open.contains(&other) {
                        self.lower(award, self.order[other].unwrap_or(0));
                    }
                }
                None => {
                    self.close(award);
                    if let Some((before, _)) = stack.last().copied() {
                        self.lower(before, self.low[award]);
                    }
                }
            }
        }
    }

    /// True on the first meeting.
    fn meet(&mut self, award: usize) -> bool {
        if self.order[award].is_some() {
            return false;
        }
        self.order[award] = Some(self.met);
        self.low[award] = self.met;
        self.met += 1;
        self.open.push(award);
        self.is_open.insert(award);
        true
    }

    fn lower(&mut self, award: usize, to: usize) {
        self.low[award] = self.low[award].min(to);
    }

    /// Takes a whole circle off the open awards, once its first award has been walked.
    fn close(&mut self, award: usize) {
        if Some(self.low[award]) != self.order[award] {
            return;
        }
        let from = self.open.iter().rposition(|open| *open == award).unwrap_or(0);
        let circle = self.open.split_off(from);
        circle.iter().for_each(|member| {
            self.is_open.remove(member);
        });
        let alone = circle.len() == 1 && !self.of[award].contains(&award);
        if !alone {
            self.found.push(circle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn circles_are_found_and_chains_are_none() {
        assert_eq!(circles(&[vec![1], vec![2], vec![]]), Vec::<Vec<usize>>::new());
        assert_eq!(circles(&[vec![0]]), [[0]]);
        assert_eq!(circles(&[vec![3], vec![2], vec![1], vec![0, 1]]), [[0, 3], [1, 2]]);
        assert_eq!(circles(&[vec![1, 2], vec![2], vec![0]]), [[0, 1, 2]]);
        let chain: Vec<Vec<usize>> = (1..=10_000).map(|next| vec![next % 10_000]).collect();
        assert_eq!(circles(&chain).len(), 1);
    }
}
