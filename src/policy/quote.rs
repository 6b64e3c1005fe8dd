//! What amounts and rates a quoted passage states, so that a figure in a block can be held against it.

mod mend;
mod rates;

use crate::text::number;
use crate::text::number::AmountUnit;
use rust_decimal::Decimal;

/// The figures of a passage: amounts in 元, rates and plain numbers.
#[derive(Debug, Default)]
pub struct Figures {
    amounts: Vec<Decimal>,
    rates: Vec<Decimal>,
    numbers: Vec<Decimal>,
    /// Those with neither unit of money nor sign of a rate.
    bare: Vec<Decimal>,
}

impl Figures {
    /// Reads every figure of a passage.
    pub fn of(passage: &str) -> Self {
        let text = mend::mended(passage);
        let mut figures = Self::default();
        let mut waiting: Vec<Decimal> = Vec::new();
        // Where the 万 or 亿 behind the last amount ends, and what it makes of one: 2万5千元 goes on there.
        let mut goes_on: Option<(usize, Decimal)> = None;
        let mut at = 0;
        while at < text.len() {
            let Some((value, end)) = figure_at(&text, at) else {
                if !joins(text[at]) {
                    figures.bare.append(&mut waiting);
                }
                at += 1;
                continue;
            };
            figures.numbers.push(value);
            let tail: String = text[end..].iter().skip_while(|c| c.is_whitespace()).take(4).collect();
            if text[at..].starts_with(&['百', '分', '之']) {
                at += 3;
                continue;
            }
            if let Some(factor) = unit_factor(&tail).or_else(|| in_yuan(&text, at)) {
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
        figures.bare.append(&mut waiting);
        figures.rates.extend(rates::in_words(&text));
        if let Some(factor) = table_unit(&text) {
            let stated = figures.numbers.iter().filter_map(|number| number.checked_mul(factor));
            figures.amounts.extend(stated);
        }
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

    /// Whether the passage has this number with nothing that makes money or a rate of it.
    pub fn has_bare(&self, number: Decimal) -> bool {
        self.bare.contains(&number)
    }

    /// Whether the passage says so many percent, and never the number by itself.
    pub fn says_percent_only(&self, number: Decimal) -> bool {
        let rate = crate::money::exact_product(number, Decimal::new(1, 2));
        !number.is_zero()
            && !self.has_bare(number)
            && rate.is_some_and(|rate| self.has_rate(rate.normalize()))
    }

    /// The amounts stated, for a message.
    pub fn amounts(&self) -> &[Decimal] {
        &self.amounts
    }

    /// The rates stated, for a message.
    pub fn rates(&self) -> &[Decimal] {
        &self.rates
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
    if !is_digit(first) || (start > 0 && is_digit(text[start - 1])) || is_tail(text, start) {
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

/// A figure of which something before it is part, and nobody knows what: l.5, 几十, 数十.
fn is_tail(text: &[char], start: usize) -> bool {
    let mut before = text[..start].iter().rev();
    let near = before.next();
    if near.is_some_and(|c| "几数".contains(*c)) {
        return true;
    }
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

/// 元 for one of the unit that a text begins with; none where it counts other things: 万吨, 万美元, and of 2万5, which says
/// neither 千 nor 元.
fn unit_factor(tail: &str) -> Option<Decimal> {
    let factors: [(&str, i64); 6] =
        [("万", 10_000), ("萬", 10_000), ("亿", 100_000_000), ("億", 100_000_000), ("元", 1), ("圆", 1)];
    let (unit, factor) = factors.iter().find(|(unit, _)| tail.starts_with(unit))?;
    let mut after = tail.strip_prefix(unit)?.chars();
    let next = after.next();
    let counts_others = next.is_some_and(|c| OTHER_THINGS.contains(c));
    let rest = tail.strip_prefix(unit)?;
    let halved = rest.starts_with('半') || rest.starts_with("元半");
    let cut_short = next.is_some_and(is_digit) && after.next().is_none_or(|c| !is_figure(c) && !is_unit(c));
    (!(halved || *unit != "元" && (counts_others || cut_short))).then(|| Decimal::from(*factor))
}

/// What follows 万 where no money is counted.
const OTHER_THINGS: &str = "美欧港日英韩新澳加瑞吨人平立米台辆件只户家亩度个套公斤标次头名㎡条株册箱字多半";

/// What may follow the digit behind 万: 2万5千元, 2万5元.
fn is_unit(c: char) -> bool {
    "千百十元圆仟佰拾".contains(c)
}

/// The unit that a table states for all its figures: 奖励标准（万元）, 单位：元.
fn table_unit(text: &[char]) -> Option<Decimal> {
    let text: String = text.iter().filter(|c| !c.is_whitespace()).collect();
    let says = |unit: &str| text.contains(&format!("({unit})")) || text.contains(&format!("单位:{unit}"));
    if says("万元") { Some(Decimal::from(10_000)) } else { says("元").then_some(Decimal::ONE) }
}

/// 元 for a figure behind its sign: ￥50000, 人民币50000.
fn in_yuan(text: &[char], at: usize) -> Option<Decimal> {
    let before: String = text[at.saturating_sub(3)..at].iter().collect();
    (before.ends_with(['￥', '¥']) || before == "人民币").then_some(Decimal::ONE)
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
            ("奖励12点5万元", &["125000"]),
            ("奖励3. 5万元", &["35000"]),
            ("奖励1 0万元", &["100000"]),
            ("奖励廿万元", &["200000"]),
            ("奖励三百余万元", &["3000000"]),
            ("奖励10余万元，10多万元", &["100000"]),
            ("奖励百万元、千元", &["1000000", "1000"]),
            ("奖励￥50000，人民币6000", &["50000", "6000"]),
            ("奖励5万", &["50000"]),
            ("奖励标准（万元）：国家级50，省级20", &["500000", "200000"]),
            ("分别按50、30、20（万元）奖励", &["500000", "300000"]),
            ("奖励50（伍拾）万元", &["500000"]),
            ("奖励5万多元", &["50000"]),
            ("奖励1 500万元", &["15000000"]),
        ];
        for (passage, amounts) in cases {
            let figures = Figures::of(passage);
            assert!(amounts.iter().all(|yuan| figures.has_amount(d(yuan))), "{passage}: {figures:?}");
        }
        let figures = Figures::of("奖励2万5千元");
        assert!(!figures.has_amount(d("20000")) && !figures.has_amount(d("5000")), "{figures:?}");
        for passage in [
            "奖励零点五万元",
            "奖励l.5万元",
            "奖励12点5万元",
            "奖励3. 5万元",
            "奖励1·5万元",
            "奖励5万美元",
            "达到5万立方米",
            "达到5万米",
            "达到5万次",
            "奖励5万韩元",
            "达到5万吨",
        ] {
            assert!(!Figures::of(passage).has_amount(d("50000")), "{passage}");
        }
        for passage in ["奖励2万5", "奖励二万五", "达到2万人", "奖励两万半", "奖励2万元半"]
        {
            assert!(!Figures::of(passage).has_amount(d("20000")), "{passage}");
        }
        for passage in ["奖励几十万元", "奖励数十万元"] {
            assert!(!Figures::of(passage).has_amount(d("100000")), "{passage}");
        }
        assert!(!Figures::of("奖励1 0万元").has_amount(d("10000")));
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
        for (passage, rate) in [
            ("补助三成", "0.3"),
            ("补助3成", "0.3"),
            ("补助三成五", "0.35"),
            ("按八折", "0.8"),
            ("按八五折", "0.85"),
            ("市、镇各承担一半", "0.5"),
            ("减半奖励", "0.5"),
            ("奖励二分之一", "0.5"),
            ("奖励1/2", "0.5"),
            ("奖励百分之百", "1"),
            ("全额补助", "1"),
            ("加倍奖励", "2"),
            ("百分之三十至五十", "0.5"),
            ("百分之 五十", "0.5"),
            ("提高五个百分点", "0.05"),
            ("按10。5%", "0.105"),
            ("按30﹪", "0.3"),
            ("等额配套", "1"),
        ] {
            assert!(Figures::of(passage).has_rate(d(rate)), "{passage}");
        }
        assert!(!Figures::of("按10。5%").has_rate(d("0.05")));
        for passage in ["5成员单位", "于3成立", "一成不变"] {
            assert!(Figures::of(passage).rates().is_empty(), "{passage}");
        }
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
