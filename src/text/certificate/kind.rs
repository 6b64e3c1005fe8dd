//! What kind of number a certificate has: of two kinds one thing may have a number each.

use super::shape::shape;
use super::{Kind, whole};

/// The kind of a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberKind {
    /// Of a patent.
    Patent,
    /// Of a standard.
    Standard,
    /// Digits alone, as marks are registered.
    Digits,
    /// Any other: what it is without its digits.
    Other(Vec<String>),
}

/// The kind of a number in its normal form.
pub fn kind(number: &str) -> NumberKind {
    match whole(number) {
        Some((Kind::Patent, _)) => NumberKind::Patent,
        Some((Kind::Standard, _)) => NumberKind::Standard,
        Some((Kind::Trademark, _)) => NumberKind::Digits,
        None if number.chars().all(|c| c.is_ascii_digit()) => NumberKind::Digits,
        None => NumberKind::Other(shape(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::normal;
    use super::*;

    #[test]
    fn numbers_of_one_kind_and_of_two() {
        let of = |text: &str| kind(&normal(text));
        for (a, b) in
            [("S1", "S12"), ("1234567", "7654321"), ("ZL200610012345.4", "ZL201710601862.3"), ("12", "34")]
        {
            assert_eq!(of(a), of(b), "{a} {b}");
        }
        for (a, b) in [
            ("1234567", "商标驰字[2008]第12号"),
            ("ZL200610012345.4", "第4512345号"),
            ("GB 12345-2008/IEC 60228", "GB 12345-2008"),
            ("S1", "苏名牌2008001"),
        ] {
            assert_ne!(of(a), of(b), "{a} {b}");
        }
    }
}
