//! 人民币大写: the amount in capital numerals as payment rules ask for it.

use crate::money::Money;

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// The amount in capital numerals, as in 人民币壹仟肆佰零玖元伍角整; below zero 人民币负….
pub fn capital(money: Money) -> String {
    let fen = money.fen().unsigned_abs();
    let (yuan, jiao, rest) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut out = String::from(if money.fen() < 0 { "人民币负" } else { "人民币" });
    if yuan > 0 || fen == 0 {
        // Where 万位 and 元位 are both 0, one 零 is written: the one after 元.
        let zero_after_yuan = yuan > 0 && yuan % 10 == 0 && jiao > 0;
        whole(yuan, !zero_after_yuan, &mut out);
        out.push('元');
        if zero_after_yuan {
            out.push('零');
        }
    }
    small(yuan, jiao, rest, &mut out);
    out
}

/// 角 and 分, or 整 where no 分 follows.
fn small(yuan: u128, jiao: u128, fen: u128, out: &mut String) {
    if jiao > 0 {
        out.push(digit(jiao));
        out.push('角');
    } else if fen > 0 && yuan > 0 {
        out.push('零');
    }
    if fen > 0 {
        out.push(digit(fen));
        out.push('分');
    } else {
        out.push('整');
    }
}

/// A whole number by groups of 亿 and 万. `zero_at_join` writes 零 between groups also where only the last place
/// of the higher group is 0 (壹拾万零伍仟).
fn whole(number: u128, zero_at_join: bool, out: &mut String) {
    for (unit, name) in [(100_000_000, '亿'), (10_000, '万')] {
        if number >= unit {
            let (high, low) = (number / unit, number % unit);
            whole(high, zero_at_join, out);
            out.push(name);
            let gap = low < unit / 10 || (zero_at_join && high % 10 == 0);
            if low > 0 {
                if gap {
                    out.push('零');
                }
                whole(low, zero_at_join, out);
            }
            return;
        }
    }
    section(number, out);
}

/// A number below 万; zero alone is 零.
fn section(number: u128, out: &mut String) {
    if number == 0 {
        out.push('零');
    }
    let (mut begun, mut gap) = (false, false);
    for (unit, name) in [(1000, Some('仟')), (100, Some('佰')), (10, Some('拾')), (1, None)] {
        let place = number / unit % 10;
        if place == 0 {
            gap = begun;
            continue;
        }
        if gap {
            out.push('零');
        }
        out.push(digit(place));
        out.extend(name);
        (begun, gap) = (true, false);
    }
}

fn digit(value: u128) -> char {
    usize::try_from(value).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or('零')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_payment_rules() {
        for (fen, text) in [
            (140_950, "人民币壹仟肆佰零玖元伍角整"),
            (600_714, "人民币陆仟零柒元壹角肆分"),
            (168_032, "人民币壹仟陆佰捌拾元零叁角贰分"),
            (10_700_053, "人民币壹拾万柒仟元零伍角叁分"),
            (1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"),
            (32_504, "人民币叁佰贰拾伍元零肆分"),
            (10_000_000, "人民币壹拾万元整"),
            (10_584_600, "人民币壹拾万零伍仟捌佰肆拾陆元整"),
            (100_084_600, "人民币壹佰万零捌佰肆拾陆元整"),
            (10_000_000_100, "人民币壹亿零壹元整"),
            (5, "人民币伍分"),
            (50, "人民币伍角整"),
            (0, "人民币零元整"),
        ] {
            assert_eq!(capital(Money::from_fen(fen)), text);
        }
    }

    #[test]
    fn further_amounts() {
        for (fen, text) in [
            (1000, "人民币壹拾元整"),
            (1005, "人民币壹拾元零伍分"),
            (53, "人民币伍角叁分"),
            (10_700_000, "人民币壹拾万零柒仟元整"),
            (1_000_005_000_000, "人民币壹佰亿零伍万元整"),
            (12_000_000_500, "人民币壹亿贰仟万零伍元整"),
            (1_000_000_000_000_000, "人民币壹拾万亿元整"),
            (-140_950, "人民币负壹仟肆佰零玖元伍角整"),
            (100_100, "人民币壹仟零壹元整"),
        ] {
            assert_eq!(capital(Money::from_fen(fen)), text);
        }
    }
}
