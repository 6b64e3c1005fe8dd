//! Identity numbers of which some signs are masked, as courts and workbooks print them: 3202821975****0036, 320282XXXXXXXX0036.

use super::normal::key;

/// What stands for a sign that is not shown; X only in a number of digits.
const MASKS: [char; 9] = ['*', '×', '●', '·', '〇', '■', '□', '#', '?'];

/// A number with masked signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// None for a masked sign.
    signs: Vec<Option<char>>,
}

impl Masked {
    /// None for a number that is shown whole.
    pub fn read(text: &str) -> Option<Self> {
        let key = key(text);
        let count = key.chars().count();
        // A passport may begin with an X.
        let of_digits = (key.contains("XX") || key.contains(MASKS) || count == 18)
            && key.chars().all(|c| c.is_ascii_digit() || c == 'X' || MASKS.contains(&c));
        // At the end of 17 digits X is the check character, which it may be behind a mask, too.
        let check = key.ends_with('X') && !key.ends_with("XX");
        let is_mask =
            |at: usize, c: char| MASKS.contains(&c) || of_digits && c == 'X' && !(check && at + 1 == count);
        let signs: Vec<Option<char>> =
            key.chars().enumerate().map(|(at, c)| (!is_mask(at, c)).then_some(c)).collect();
        (signs.contains(&None) && signs.iter().any(Option::is_some)).then_some(Self { signs })
    }

    /// How many signs are shown.
    pub fn shown(&self) -> usize {
        self.signs.iter().flatten().count()
    }

    /// Whether this may be that number, however many signs the mask stands for.
    pub fn agrees(&self, whole: &str) -> bool {
        let whole: Vec<Option<char>> = whole.chars().map(Some).collect();
        may_be_one(&self.signs, &whole)
    }

    /// Whether two masked numbers may be of one person.
    pub fn may_be(&self, other: &Self) -> bool {
        may_be_one(&self.signs, &other.signs)
    }
}

/// Sign by sign where both are as long; else by what stands before the first mask and behind the last, as far as both show it.
fn may_be_one(a: &[Option<char>], b: &[Option<char>]) -> bool {
    let same = |(a, b): (&Option<char>, &Option<char>)| a.is_none() || b.is_none() || a == b;
    if a.len() == b.len() {
        return a.iter().zip(b).all(same);
    }
    let shown = |signs: &[Option<char>]| signs.iter().take_while(|sign| sign.is_some()).count();
    let shown_last = |signs: &[Option<char>]| signs.iter().rev().take_while(|sign| sign.is_some()).count();
    let (first, last) = (shown(a).min(shown(b)), shown_last(a).min(shown_last(b)));
    a.iter().zip(b).take(first).all(same) && a.iter().rev().zip(b.iter().rev()).take(last).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "320282197503030036";

    #[test]
    fn masks_of_any_sign_and_length_agree_with_what_they_show() {
        for text in [
            "3202821975****0036",
            "320282********0036",
            "32028219750303****",
            "3202821975030300**",
            "320***********0036",
            "320282XXXXXXXX0036",
            "320282xxxxxxxx0036",
            "3202821975＊＊＊＊0036",
            "3202821975××××0036",
            "3202821975●●●●0036",
            "3202821975**0036",
            "320282*0036",
        ] {
            assert!(Masked::read(text).is_some_and(|masked| masked.agrees(WHOLE)), "{text}");
        }
        for text in ["3202821976****0036", "320282********0037", "320281XXXXXXXX0036", "3202821976**0036"] {
            assert!(Masked::read(text).is_some_and(|masked| !masked.agrees(WHOLE)), "{text}");
        }
    }

    #[test]
    fn numbers_that_are_whole_are_not_masked() {
        for text in [WHOLE, "32028219750303003X", "G12345678", "X1234567", "", "****", "无"] {
            assert_eq!(Masked::read(text), None, "{text}");
        }
        assert_eq!(Masked::read("3202821975****003X").map(|masked| masked.shown()), Some(14));
        assert_eq!(Masked::read("32028219750303XXXX").map(|masked| masked.shown()), Some(14));
    }

    #[test]
    fn two_masked_numbers_may_be_one() {
        let may = |a: &str, b: &str| Masked::read(a).zip(Masked::read(b)).is_some_and(|(a, b)| a.may_be(&b));
        assert!(may("3202821975****0036", "320282********0036") && may("320282****", "3202821975****0036"));
        assert!(!may("3202821975****0036", "3202821976****0036") && !may("****0036", "320282****0037"));
    }
}
