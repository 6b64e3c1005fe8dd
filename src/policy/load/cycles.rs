//! Awards whose amounts go round in a circle: each is a rate of the next, and none is a figure.

use super::Loader;
use crate::finding::{Code, Finding};
use crate::policy::{Amount, AmountKind, AwardId};
use std::collections::BTreeSet;

impl Loader<'_> {
    /// One finding for each circle, at its first award.
    pub(super) fn check_award_cycles(&mut self) {
        let of: Vec<Vec<usize>> = self.policy.awards.iter().map(|award| named(&award.amount)).collect();
        let reached: Vec<BTreeSet<usize>> = (0..of.len()).map(|award| reached(&of, award)).collect();
        let reaches = |a: usize, b: usize| reached.get(a).is_some_and(|found| found.contains(&b));
        for first in 0..of.len() {
            let circle: Vec<usize> =
                (0..of.len()).filter(|other| reaches(first, *other) && reaches(*other, first)).collect();
            if circle.first() == Some(&first) {
                self.tell_cycle(&circle);
            }
        }
    }

    fn tell_cycle(&mut self, circle: &[usize]) {
        let awards = circle.iter().filter_map(|award| self.policy.awards.get(*award));
        let names: Vec<String> = awards.clone().map(|award| format!("「{}」", award.id)).collect();
        let Some(place) = awards.map(|award| award.place.clone()).next() else { return };
        let message = match names.as_slice() {
            [one] => format!("奖项{one}的金额按它自己的比例计算，算不出来。"),
            several => format!("奖项{}的金额互相按对方的比例计算，算不出来。", several.join("、")),
        };
        let help = "请把其中一个奖项的 amount 写成确定的金额，如 \"50万元\"。";
        self.findings.push(Finding::new(Code::PolicyAwardCycle, place, message, help));
    }
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

/// Every award that is reached from one, itself only where it comes round.
fn reached(of: &[Vec<usize>], from: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = of.get(from).cloned().unwrap_or_default();
    while let Some(award) = open.pop() {
        if found.insert(award) {
            open.extend(of.get(award).into_iter().flatten());
        }
    }
    found
}
