//! Chinese numerals: 五十, 叁拾, 一百零五, 二〇〇八. Colloquial ends (三万五, 一百五) are refused, as they read two ways.

/// The value of a Chinese digit, everyday or capital.
pub(super) fn digit(c: char) -> Option<i128> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '叄' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a multiplier below 万.
pub(super) fn multiplier(c: char) -> Option<i128> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

fn is_wan(c: char) -> bool {
    matches!(c, '万' | '萬')
}

fn is_yi(c: char) -> bool {
    matches!(c, '亿' | '億')
}

/// True for a multiplier of 万 or above.
pub(super) fn is_large(c: char) -> bool {
    is_wan(c) || is_yi(c)
}

/// True for any character a Chinese numeral is made of.
pub(super) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || multiplier(c).is_some() || is_large(c)
}

/// The whole number a Chinese numeral states; none where it is not one or reads two ways.
pub(super) fn chinese(text: &str) -> Option<i128> {
    if text.is_empty() || text.chars().count() > 40 {
        return None;
    }
    positional(text).or_else(|| above_yi(text))
}

/// 二〇〇八: one digit after another.
pub(super) fn positional(text: &str) -> Option<i128> {
    if text.is_empty() || text.chars().count() > 18 {
        return None;
    }
    text.chars().try_fold(0, |value, c| Some(value * 10 + digit(c)?))
}

fn above_yi(text: &str) -> Option<i128> {
    joined(text, is_yi, 100_000_000, above_yi, above_wan)
}

fn above_wan(text: &str) -> Option<i128> {
    joined(text, is_wan, 10_000, section, section)
}

type Reader = fn(&str) -> Option<i128>;

/// `left 万 right`, split at the last such multiplier; without one the text is read by `right` alone.
fn joined(text: &str, at: fn(char) -> bool, unit: i128, left: Reader, right: Reader) -> Option<i128> {
    let Some((head, tail)) = text.rsplit_once(at) else {
        return right(text);
    };
    let head = left(head)?;
    if head == 0 {
        return None;
    }
    let tail = remainder(tail, right)?;
    if tail >= unit {
        return None;
    }
    head.checked_mul(unit)?.checked_add(tail)
}

/// What follows a large multiplier: nothing, or a numeral. A bare digit needs 零 before it.
fn remainder(text: &str, read: Reader) -> Option<i128> {
    if text.is_empty() {
        return Some(0);
    }
    let rest = text.trim_start_matches(|c| digit(c) == Some(0));
    let bare = rest.len() == text.len() && text.chars().all(|c| digit(c).is_some());
    if bare { None } else { read(rest) }
}

/// A numeral below 万.
fn section(text: &str) -> Option<i128> {
    let (mut total, mut last, mut pending, mut zero) = (0, 10_000, None, false);
    for c in text.chars() {
        if let Some(value) = digit(c) {
            if pending.is_some() {
                return None;
            }
            if value == 0 {
                zero = true;
            } else {
                pending = Some(value);
            }
        } else {
            let unit = multiplier(c).filter(|unit| *unit < last)?;
            let count = pending.take().or((unit == 10).then_some(1))?;
            total += count * unit;
            (last, zero) = (unit, false);
        }
    }
    match pending {
        Some(_) if total > 0 && last > 10 && !zero => None,
        Some(value) => Some(total + value),
        None if total == 0 || zero => None,
        None => Some(total),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        for (text, value) in [
            ("五", 5),
            ("十", 10),
            ("十一", 11),
            ("叁拾", 30),
            ("一百零五", 105),
            ("一百一十", 110),
            ("二〇〇八", 2008),
            ("两千", 2000),
            ("五十万", 500_000),
            ("三亿五千万", 350_000_000),
            ("壹拾万零伍仟捌佰肆拾陆", 105_846),
            ("壹佰万零捌佰肆拾陆", 1_000_846),
            ("壹亿零壹", 100_000_001),
            ("壹拾万亿", 10_000_000_000_000),
            ("陆仟零柒", 6007),
            ("零", 0),
        ] {
            assert_eq!(chinese(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_reads_two_ways_or_not_at_all_is_refused() {
        for text in [
            "三万五",
            "一百五",
            "一亿五",
            "万",
            "百",
            "一百零",
            "五零十",
            "十百",
            "",
            "零万",
            "甲",
            "一万一万",
        ] {
            assert_eq!(chinese(text), None, "{text}");
        }
    }
}
