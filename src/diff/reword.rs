//! Texts compared: how much two have in common, and where they differ.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;

/// So many characters before and after a difference are shown.
const AROUND: usize = 10;
/// Equal characters between two differences that are shown as one.
const BRIDGE: usize = 2;

/// How much two texts have in common, of a thousand: shared pairs of neighbouring characters, blanks aside.
pub(super) fn likeness(old: &str, new: &str) -> usize {
    let (old, new) = (pairs(old), pairs(new));
    let all = old.values().sum::<usize>() + new.values().sum::<usize>();
    let shared: usize =
        old.iter().map(|(pair, count)| (*count).min(new.get(pair).copied().unwrap_or(0))).sum();
    (shared * 2000).checked_div(all).unwrap_or(0)
}

fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let letters = plain(text);
    let mut found = BTreeMap::new();
    for pair in letters.windows(2) {
        *found.entry((pair[0], pair[1])).or_default() += 1;
    }
    found
}

/// A text without blanks and line ends, which say nothing in Chinese.
pub(super) fn plain(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Each difference in its place: `…一次性奖励【50→60】万元；…`; none where the texts have little in common.
pub(super) fn marked(old: &str, new: &str) -> Option<String> {
    if likeness(old, new) < 400 {
        return None;
    }
    let (old, new) = (plain(old), plain(new));
    let text = |letters: &[char]| letters.iter().collect::<String>();
    let hunks = hunks(&capture_diff_slices(Algorithm::Myers, &old, &new), &old, &new);
    let (mut told, mut shown_to) = (String::new(), 0);
    for (number, (from, to)) in hunks.iter().enumerate() {
        let before = from.0.saturating_sub(AROUND).max(shown_to);
        if before > shown_to {
            told.push('…');
        }
        told.push_str(&text(&old[before..from.0]));
        told.push_str(&match (text(&old[from.0..to.0]), text(&new[from.1..to.1])) {
            (gone, added) if gone.is_empty() => format!("【加：{added}】"),
            (gone, added) if added.is_empty() => format!("【删：{gone}】"),
            (gone, added) => format!("【{gone}→{added}】"),
        });
        let next = hunks.get(number + 1).map_or(old.len(), |(next, _)| next.0);
        shown_to = (to.0 + AROUND).min(next);
        told.push_str(&text(&old[to.0..shown_to]));
    }
    if shown_to < old.len() {
        told.push('…');
    }
    Some(told)
}

type Ends = (usize, usize);

/// The differing stretches, in old and new: whole figures, and those that stand close together as one.
fn hunks(ops: &[DiffOp], old: &[char], new: &[char]) -> Vec<(Ends, Ends)> {
    let mut found: Vec<(Ends, Ends)> = Vec::new();
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (from, to) = (op.old_range(), op.new_range());
        let (start, end) = figure(((from.start, to.start), (from.end, to.end)), old, new);
        match found.last_mut() {
            Some((_, last)) if start.0 <= last.0 + BRIDGE => *last = end,
            _ => found.push((start, end)),
        }
    }
    found
}

/// A stretch that cuts a figure, widened to the whole of it: what is around it is the same in both.
fn figure((mut start, mut end): (Ends, Ends), old: &[char], new: &[char]) -> (Ends, Ends) {
    let digit =
        |letters: &[char], at: usize| letters.get(at).is_some_and(|c| c.is_ascii_digit() || *c == '.');
    let same = |at: Ends| old.get(at.0) == new.get(at.1) && digit(old, at.0);
    let inside = |at: usize, to: usize, letters: &[char]| (at..to).any(|place| digit(letters, place));
    if !inside(start.0, end.0, old) && !inside(start.1, end.1, new) {
        return (start, end);
    }
    while start.0 > 0 && start.1 > 0 && same((start.0 - 1, start.1 - 1)) {
        start = (start.0 - 1, start.1 - 1);
    }
    while same(end) {
        end = (end.0 + 1, end.1 + 1);
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_shown_in_their_place() {
        let old = "首次获得中国驰名商标认定的企业，一次性奖励50万元；通过司法途径认定的，奖励30万元，由市财政承担。";
        let new = old.replace("50", "60").replace("，由市财政承担", "");
        assert_eq!(
            marked(old, &new).as_deref(),
            Some(
                "…定的企业，一次性奖励【50→60】万元；通过司法途径认定的，奖励30万元【删：，由市财政承担】。"
            )
        );
        assert_eq!(marked("甲乙丙丁", "甲 乙\n丙丁").as_deref(), Some("…"));
        assert_eq!(marked("每只奖励五万元", "本办法自发布之日起施行"), None);
    }

    #[test]
    fn likeness_is_of_a_thousand() {
        assert_eq!(likeness("甲乙丙", "甲 乙丙"), 1000);
        assert_eq!(likeness("甲乙丙", "丁戊己"), 0);
        assert_eq!(likeness("", ""), 0);
        assert_eq!(likeness("甲乙丙", "甲乙丁"), 500);
    }
}
