//! Rates that a passage says without a sign: 百分之三十, 二分之一, 三成, 1∶0.4, 一半.

use super::{figure_at, is_figure, joins, ratio};
use crate::text::number;
use rust_decimal::Decimal;

/// Rates that are words.
const WORDS: [(&[&str], Decimal); 6] = [
    (
        &["一半", "半数", "减半", "各半", "折半", "对半", "对折", "五五开"],
        Decimal::from_parts(5, 0, 0, false, 1),
    ),
    (&["百分之百", "全额", "等额", "同等金额"], Decimal::ONE),
    (&["加倍", "加一倍", "翻番", "翻一番", "两倍", "双倍"], Decimal::TWO),
    (&["一倍半"], Decimal::from_parts(15, 0, 0, false, 1)),
    (&["三七开"], Decimal::from_parts(3, 0, 0, false, 1)),
    (&["三七开"], Decimal::from_parts(7, 0, 0, false, 1)),
];

/// What makes a word of 成 that is no tenth: 5成员单位, 3成立, 一成不变.
const IN_WORDS: &str = "员立为果本品功交就熟效绩不长份都";

/// Every rate of the passage that no sign stands behind.
pub(super) fn in_words(text: &[char]) -> Vec<Decimal> {
    let mut rates = Vec::new();
    percents(text, &mut rates);
    changes(text, &mut rates);
    fractions(text, &mut rates);
    ratios(text, &mut rates);
    let said = WORDS.iter().filter(|(words, _)| words.iter().any(|word| !behind(text, word).is_empty()));
    rates.extend(said.map(|(_, rate)| *rate));
    rates
}

/// 百分之三十, 百分之三十至五十, 千分之五; 五个百分点.
fn percents(text: &[char], rates: &mut Vec<Decimal>) {
    for (word, scale) in [("百分之", 2), ("千分之", 3), ("万分之", 4)] {
        for mut at in behind(text, word) {
            at += text[at..].iter().take_while(|c| c.is_whitespace()).count();
            while let Some((value, end)) = figure_at(text, at) {
                rates.extend(scaled(value, scale));
                if !text.get(end).is_some_and(|c| joins(*c)) {
                    break;
                }
                at = end + 1;
            }
        }
    }
    let points = figures(text).filter(|(_, end)| text[*end..].starts_with(&['个', '百', '分', '点']));
    rates.extend(points.filter_map(|(value, _)| scaled(value, 2)));
}

/// Words before a rate by which an award is more, or less.
const CHANGES: [(&[&str], Decimal); 2] = [
    (&["上浮", "提高", "增加", "上调", "加奖", "增发"], Decimal::ONE),
    (&["下浮", "降低", "减少", "下调", "减发", "扣减"], Decimal::NEGATIVE_ONE),
];

/// 上浮20% is 120% of what it was, 下浮20% 80%; 再奖励1倍 is as much again, 提高1倍 twice as much.
fn changes(text: &[char], rates: &mut Vec<Decimal>) {
    let times = |(value, end): (Decimal, usize)| (text.get(end) == Some(&'倍')).then_some(value);
    rates.extend(figures(text).filter_map(times));
    for (word, sign) in CHANGES.iter().flat_map(|(words, sign)| words.iter().map(move |word| (word, sign))) {
        for behind in behind(text, word) {
            let blanks = text[behind..].iter().take_while(|c| c.is_whitespace() || "了至到约".contains(**c));
            // 提高到120% says what it becomes.
            if blanks.clone().any(|c| "至到".contains(*c)) {
                continue;
            }
            let Some((value, end)) = figure_at(text, behind + blanks.count()) else { continue };
            let change = match text.get(end) {
                Some('%') => scaled(value, 2),
                Some('倍') => Some(value),
                _ => None,
            };
            let changed = change.and_then(|change| change.checked_mul(*sign)?.checked_add(Decimal::ONE));
            rates.extend(changed.filter(|rate| !rate.is_sign_negative()).map(|rate| rate.normalize()));
        }
    }
}

/// 二分之一, 1/2; 三成, 三成五; 八折, 八五折.
fn fractions(text: &[char], rates: &mut Vec<Decimal>) {
    for (value, end) in figures(text) {
        let behind = |skipped: usize| figure_at(text, end + skipped).map(|(other, _)| other);
        match text[end..] {
            ['分', '之', ..] => rates.extend(behind(2).and_then(|part| ratio(value, part))),
            ['/', ..] => rates.extend(behind(1).and_then(|whole| ratio(whole, value))),
            ['成', next, ..] if IN_WORDS.contains(next) => {}
            ['成', ..] if value < Decimal::TEN => {
                let more = behind(1).filter(|digit| *digit < Decimal::TEN).and_then(|digit| scaled(digit, 2));
                rates.extend(scaled(value, 1).and_then(|rate| rate.checked_add(more.unwrap_or_default())));
            }
            ['折', ..] => rates.extend(scaled(value, if value < Decimal::TEN { 1 } else { 2 })),
            _ => {}
        }
    }
}

/// 1:0.4, 1比2.
fn ratios(text: &[char], rates: &mut Vec<Decimal>) {
    let text: Vec<char> = text.iter().copied().filter(|c| !c.is_whitespace()).collect();
    for colon in (0..text.len()).filter(|at| matches!(text[*at], ':' | '∶' | '比')) {
        let start = text[..colon].iter().rposition(|c| !is_figure(*c)).map_or(0, |at| at + 1);
        let before: String = text[start..colon].iter().collect();
        let after: String = text[colon + 1..].iter().take_while(|c| is_figure(**c)).collect();
        if let (Ok(a), Ok(b)) = (number::rate(&before), number::rate(&after)) {
            rates.extend(ratio(a, b));
        }
    }
}

fn scaled(value: Decimal, scale: u32) -> Option<Decimal> {
    value.checked_mul(Decimal::new(1, scale)).map(|rate| rate.normalize())
}

/// Every figure of the passage and where it ends.
fn figures(text: &[char]) -> impl Iterator<Item = (Decimal, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            match figure_at(text, at) {
                Some((value, end)) => {
                    at = end;
                    return Some((value, end));
                }
                None => at += 1,
            }
        }
        None
    })
}

/// Where a word of the passage ends, each time.
fn behind(text: &[char], word: &str) -> Vec<usize> {
    let word: Vec<char> = word.chars().collect();
    let starts = (0..text.len()).filter(|at| text[*at..].starts_with(&word));
    starts.map(|at| at + word.len()).collect()
}
