//! Ranks among holders or drafters.

use super::normal::half_width_text;
use super::numeral;

/// A rank and, where stated, out of how many: 第一起草单位, 排名第3, 3/7, 第二, `1`.
pub fn rank(text: &str) -> Option<(u32, Option<u32>)> {
    let text: String = half_width_text(text).chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(&text);
    let words = ["排名", "名次", "位次", "排序", "排", "位列", "列", "位居", "为"];
    let text = words.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let text = text.trim_start_matches(':');
    if let Some((place, total)) = text.split_once('/') {
        let (place, total) = (ordinal(place)?, ordinal(total.trim_start_matches('共'))?);
        return (place <= total).then_some((place, Some(total)));
    }
    ordinal(text).map(|place| (place, None))
}

/// 3, 第3, 第三名, 第一起草单位. Zero is no rank.
fn ordinal(text: &str) -> Option<u32> {
    let numbered = text.strip_prefix('第');
    let text = numbered.unwrap_or(text);
    let figure = |c: char| c.is_ascii_digit() || numeral::is_numeral(c);
    let end = text.find(|c| !figure(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    let known = ["", "名", "位", "个"].contains(&rest);
    let role =
        ["单位", "人", "者", "企业"].iter().any(|role| rest.ends_with(role)) && rest.chars().count() <= 8;
    if !(known || role && numbered.is_some()) {
        return None;
    }
    let value = number.parse().ok().or_else(|| u32::try_from(numeral::chinese(number)?).ok())?;
    (1..=9999).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks() {
        for (text, expected) in [
            ("第一起草单位", Some((1, None))),
            ("排名第3", Some((3, None))),
            ("排名第三", Some((3, None))),
            ("3/7", Some((3, Some(7)))),
            ("（3/7）", Some((3, Some(7)))),
            ("第3/共7", Some((3, Some(7)))),
            ("第二", Some((2, None))),
            ("第１０位", Some((10, None))),
            ("1", Some((1, None))),
            ("第二完成单位", Some((2, None))),
            ("7/3", None),
            ("0", None),
            ("主要起草单位", None),
            ("并列第一", None),
            ("1.5", None),
            ("", None),
        ] {
            assert_eq!(rank(text), expected, "{text}");
        }
    }
}
