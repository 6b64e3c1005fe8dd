//! What amounts and rates a quoted passage states, so that a figure in a block can be held against it.

use crate::text::number::AmountUnit;
use crate::text::{normal, number};
use rust_decimal::Decimal;

/// The figures of a passage: amounts in 元, rates and plain numbers.
#[derive(Debug, Default)]
pub struct Figures {
    amounts: Vec<Decimal>,
    rates: Vec<Decimal>,
    numbers: Vec<Decimal>,
}

impl Figures {
    /// Reads every figure of a passage.
    pub fn of(passage: &str) -> Self {
        let mut text: Vec<char> = passage.chars().map(normal::half_width).collect();
        mend_decimals(&mut text);
        join_thousands(&mut text);
        let mut figures = Self::default();
        let mut waiting: Vec<Decimal> = Vec::new();
        // Where the 万 or 亿 behind the last amount ends, and what it makes of one: 2万5千元 goes on there.
        let mut goes_on: Option<(usize, Decimal)> = None;
        let mut at = 0;
        while at < text.len() {
            let Some((value, end)) = figure_at(&text, at) else {
                if !joins(text[at]) {
                    waiting.clear();
                }
                at += 1;
                continue;
            };
            figures.numbers.push(value);
            let tail: String = text[end..].iter().skip_while(|c| c.is_whitespace()).take(3).collect();
            if text[at..].starts_with(&['百', '分', '之']) {
                at += 3;
                continue;
            }
            if let Some(factor) = unit_factor(&tail) {
                let larger = goes_on.filter(|(next, _)| *next == at).map(|(_, larger)| larger);
                let rest =
                    value.checked_mul(factor).filter(|rest| larger.is_some_and(|larger| *rest < larger));
                goes_on = text.get(end).filter(|c| "万萬亿億".contains(**c)).map(|_| (end + 1, factor));
                if let Some(rest) = rest {
                    let before = figures.amounts.pop().unwrap_or_default();
                    figures.amounts.extend(before.checked_add(rest));
                    at = end;
                    continue;
                }
                // 30、20、10万元: the unit holds for the figures before it, too.
                figures
                    .amounts
                    .extend(waiting.drain(..).chain([value]).filter_map(|v| v.checked_mul(factor)));
            } else if let Some(scale) = rate_scale(&tail) {
                // 5%—10%, 5-10%: the sign holds for the figures before it, too.
                let rates = waiting.drain(..).chain([value]);
                figures.rates.extend(rates.filter_map(|rate| rate.checked_mul(Decimal::new(1, scale))));
            } else {
                waiting.push(value);
            }
            at = end;
        }
        figures.add_chinese_percents(passage);
        figures.add_ratios(passage);
        figures
    }

    /// Whether the passage states this amount of 元.
    pub fn has_amount(&self, yuan: Decimal) -> bool {
        self.amounts.contains(&yuan)
    }

    /// Whether the passage states this rate (0.1 for 10%).
    pub fn has_rate(&self, rate: Decimal) -> bool {
        self.rates.contains(&rate)
    }

    /// Whether the passage has this number.
    pub fn has_number(&self, number: Decimal) -> bool {
        self.numbers.contains(&number)
    }

    /// The amounts stated, for a message.
    pub fn amounts(&self) -> &[Decimal] {
        &self.amounts
    }

    /// The rates stated, for a message.
    pub fn rates(&self) -> &[Decimal] {
        &self.rates
    }

    fn add_chinese_percents(&mut self, passage: &str) {
        for (word, factor) in
            [("百分之", Decimal::ONE), ("千分之", Decimal::new(1, 1)), ("万分之", Decimal::new(1, 2))]
        {
            for rest in passage.split(word).skip(1) {
                let rest: Vec<char> = rest.chars().map(normal::half_width).collect();
                let figure = figure_at(&rest, 0).map(|(figure, _)| figure);
                let rate = figure.and_then(|figure| figure.checked_mul(Decimal::new(1, 2)));
                self.rates
                    .extend(rate.and_then(|rate| rate.checked_mul(factor)).map(|rate| rate.normalize()));
            }
        }
    }

    fn add_ratios(&mut self, passage: &str) {
        let text: Vec<char> =
            passage.chars().map(normal::half_width).filter(|c| !c.is_whitespace()).collect();
        for colon in (0..text.len()).filter(|at| matches!(text[*at], ':' | '∶' | '比')) {
            let start = text[..colon].iter().rposition(|c| !is_figure(*c)).map_or(0, |at| at + 1);
            let before: String = text[start..colon].iter().collect();
            let after: String = text[colon + 1..].iter().take_while(|c| is_figure(**c)).collect();
            if let (Ok(a), Ok(b)) = (number::rate(&before), number::rate(&after)) {
                self.rates.extend(ratio(a, b));
            }
        }
    }
}

/// 0。5 is 0.5: a full stop that was typed for a decimal point. After any other figure it may end a sentence.
fn mend_decimals(text: &mut [char]) {
    for at in 1..text.len().saturating_sub(1) {
        let alone = text[at - 1] == '0' && (at < 2 || !is_figure(text[at - 2]));
        if text[at] == '。' && alone && text[at + 1].is_ascii_digit() {
            text[at] = '.';
        }
    }
}

/// 500 000 is 500000: groups of three digits behind a space each.
fn join_thousands(text: &mut Vec<char>) {
    let digits = |text: &[char]| text.iter().take_while(|c| c.is_ascii_digit()).count();
    let mut at = 1;
    while at < text.len() {
        let before = text[..at].iter().rev().take_while(|c| c.is_ascii_digit()).count();
        let apart = text[at].is_whitespace() && (1..=3).contains(&before) && digits(&text[at + 1..]) == 3;
        if apart {
            text.remove(at);
        }
        at += 1 + 3 * usize::from(apart);
    }
}

/// b/a, exact or not at all.
pub fn ratio(a: Decimal, b: Decimal) -> Option<Decimal> {
    let quotient = b.checked_div(a)?;
    (crate::money::exact_product(quotient, a)? == b).then(|| quotient.normalize())
}

/// A figure that begins here: its value and where it ends.
fn figure_at(text: &[char], start: usize) -> Option<(Decimal, usize)> {
    let first = *text.get(start)?;
    if !is_digit(first) || (start > 0 && is_digit(text[start - 1])) || follows_letter(text, start) {
        return None;
    }
    // 一万五千, 三亿五千万: the 万 inside a numeral is no unit behind it.
    let multiplies = |i: usize| text.get(i).is_some_and(|c| "万萬亿億".contains(*c));
    let numeral = |i: usize| text.get(i).copied().is_some_and(is_numeral);
    // 二点五: the point of a numeral, between two of its characters.
    let point = |i: usize| text.get(i) == Some(&'点') && i > start && numeral(i - 1) && numeral(i + 1);
    let inside = |i: usize| multiplies(i) && numeral(i + 1) || point(i);
    let end = (start..text.len()).find(|&i| !is_figure(text[i]) && !inside(i)).unwrap_or(text.len());
    let compound = (start..end).any(multiplies);
    let end = if compound && multiplies(end) { end + 1 } else { end };
    // A full stop or comma that ends a sentence is no part of the figure.
    (start + 1..=end).rev().find_map(|end| {
        let written: String = text[start..end].iter().collect();
        let absolute = compound && (start..end).any(multiplies);
        let figure = |parsed: &number::Parsed| {
            parsed.unit.is_none() || absolute && parsed.unit == Some(AmountUnit::Yuan)
        };
        number::number(&written).ok().filter(figure).map(|parsed| (parsed.value, end))
    })
}

/// Digits right behind a letter that looks like one, as l.5 has: nobody knows the figure.
fn follows_letter(text: &[char], start: usize) -> bool {
    let mut before = text[..start].iter().rev();
    let near = before.next();
    let near = if matches!(near, Some('.' | ',')) { before.next() } else { near };
    near.is_some_and(|c| "lIiOo|".contains(*c))
}

fn is_figure(c: char) -> bool {
    is_digit(c) || matches!(c, '.' | ',')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_numeral(c)
}

fn is_numeral(c: char) -> bool {
    "零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟".contains(c)
}

/// How many decimals the sign of a rate stands for.
fn rate_scale(tail: &str) -> Option<u32> {
    match tail.chars().next()? {
        '%' => Some(2),
        '‰' => Some(3),
        _ => None,
    }
}

/// What may stand between two figures that share a unit.
fn joins(c: char) -> bool {
    c.is_whitespace() || "-—–~～至到、,，和及或/".contains(c)
}

/// 元 for one of the unit that a text begins with.
fn unit_factor(tail: &str) -> Option<Decimal> {
    let factors: [(&str, i64); 6] =
        [("万", 10_000), ("萬", 10_000), ("亿", 100_000_000), ("億", 100_000_000), ("元", 1), ("圆", 1)];
    factors.iter().find(|(unit, _)| tail.starts_with(unit)).map(|(_, factor)| Decimal::from(*factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn amounts_in_every_usual_form() {
        let passage =
            "一次性奖励50万元;参与的奖励人民币５千元，分别给予30、20、10万元，五十二万元，1,500元。";
        let figures = Figures::of(passage);
        for yuan in ["500000", "5000", "300000", "200000", "100000", "520000", "1500"] {
            assert!(figures.has_amount(d(yuan)), "{yuan} in {figures:?}");
        }
        assert!(!figures.has_amount(d("50000")), "a missing zero is caught");
    }

    #[test]
    fn amounts_in_ranges_spaces_capitals_and_brackets() {
        let cases = [
            ("奖励30万元至50万元", &["300000", "500000"][..]),
            ("奖励30—50万元", &["300000", "500000"]),
            ("奖励３０～５０万元", &["300000", "500000"]),
            ("奖励三十至五十万元", &["300000", "500000"]),
            ("奖励人民币伍拾万元整", &["500000"]),
            ("奖励 50 万元", &["500000"]),
            ("奖励500,000元", &["500000"]),
            ("奖励1．5万元", &["15000"]),
            ("奖励一万五千元", &["15000"]),
            ("奖励2亿元", &["200000000"]),
            ("奖励一万二千、一万五千元", &["12000", "15000"]),
            ("安排三亿五千万元", &["350000000"]),
            ("奖励一百二十万五千元", &["1205000"]),
            ("奖励2万5千元", &["25000"]),
            ("奖励1亿2000万5千元", &["120005000"]),
            ("奖励0。5万元", &["5000"]),
            ("奖励零点五万元", &["5000"]),
            ("奖励十二点五万元", &["125000"]),
            ("奖励500 000元", &["500000"]),
            ("奖励1 500万元", &["15000000"]),
        ];
        for (passage, amounts) in cases {
            let figures = Figures::of(passage);
            assert!(amounts.iter().all(|yuan| figures.has_amount(d(yuan))), "{passage}: {figures:?}");
        }
        let figures = Figures::of("奖励2万5千元");
        assert!(!figures.has_amount(d("20000")) && !figures.has_amount(d("5000")), "{figures:?}");
        for passage in ["奖励零点五万元", "奖励l.5万元"] {
            assert!(!Figures::of(passage).has_amount(d("50000")), "{passage}");
        }
        // The full stop ends a sentence.
        assert!(Figures::of("共10。5万元以上的").has_amount(d("50000")));
        // A count before an amount is no amount.
        assert!(!Figures::of("满3年的奖励50万元").has_amount(d("30000")));
    }

    #[test]
    fn rates_in_ranges_and_per_mille() {
        let figures = Figures::of("按5%—8%、10至20%、百分之三十、千分之五、2‰、百分之二点五给予");
        for rate in ["0.05", "0.08", "0.1", "0.2", "0.3", "0.005", "0.002", "0.025"] {
            assert!(figures.has_rate(d(rate)), "{rate} in {figures:?}");
        }
        assert!(!figures.has_rate(d("0.02")), "{figures:?}");
    }

    #[test]
    fn rates_and_ratios() {
        let figures = Figures::of("按10%、百分之二十、３０％给予，省级按1:0.4配套");
        for rate in ["0.1", "0.2", "0.3", "0.4"] {
            assert!(figures.has_rate(d(rate)), "{rate} in {figures:?}");
        }
        assert!(!figures.has_rate(d("0.01")));
    }
}
