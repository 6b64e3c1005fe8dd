//! Numbers that one certificate may have been given by several typists: ZL2O17… with a letter, A001 and A1, two digits exchanged.

use super::patent_number;
use crate::text::normal::key;

/// Digits that differ in more places are no slip of the pen.
const SLIPS: usize = 2;
/// Digits of the serial of a patent.
const SERIAL: usize = 12;
/// Bare digits of fewer places may stand for anything.
const FEWEST: usize = 5;

/// What a number is compared by with others of the same thing. It is made of the form that [`super::normal`] gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Letters and digits alone: O as 0, l as 1, without the zeros at the head of a number.
    loose: String,
    /// Its digits.
    digits: String,
    /// It has nothing but digits.
    bare: bool,
    /// It is a patent's number that fails its check.
    fails: bool,
    /// It is the number of a publication: CN106000000B.
    published: bool,
}

impl Alike {
    /// Of a number in its normal form.
    pub fn new(normal: &str) -> Self {
        let text = key(normal);
        let mut digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let bare = !digits.is_empty() && digits.len() == text.len();
        // A patent's check digit may be left out.
        if digits.len() > SERIAL
            && patent_number(&digits).is_some_and(|patent| patent.check_valid == Some(true))
        {
            digits.truncate(SERIAL);
        }
        let publication =
            text.strip_prefix("CN").and_then(|rest| rest.strip_suffix(['A', 'B', 'C', 'S', 'U', 'Y']));
        Self {
            loose: loose(&text),
            bare,
            fails: patent_number(&text).is_some_and(|patent| patent.check_valid == Some(false)),
            published: publication.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())),
            digits,
        }
    }

    /// True where the two are one number but for its spelling.
    pub fn is_spelled_like(&self, other: &Self) -> bool {
        self.loose == other.loose || self.is_like_digits(other)
    }

    /// True where the two may be one number.
    pub fn is_like(&self, other: &Self) -> bool {
        self.is_spelled_like(other)
            || (self.fails || other.fails) && slips(&self.digits, &other.digits)
            || self.published != other.published && (self.is_patent() || other.is_patent())
    }

    /// True where it may be like others whose digits it does not share: only such are compared with all of them.
    pub fn is_odd(&self) -> bool {
        self.fails || self.published
    }

    /// What numbers that share letters and digits have in common, and what those that share digits have.
    pub fn shared(&self) -> [&str; 2] {
        [&self.loose, &self.digits]
    }

    /// 苏名2008001 and 2008001.
    fn is_like_digits(&self, other: &Self) -> bool {
        self.bare != other.bare && self.digits == other.digits && self.digits.len() >= FEWEST
    }

    fn is_patent(&self) -> bool {
        self.bare && patent_number(&self.digits).is_some()
    }
}

/// Letters and digits, the letters that look like digits as these.
fn loose(key: &str) -> String {
    let key = key.trim_start_matches("ZL").trim_start_matches("CN").trim_start_matches("NO");
    let (mut out, mut within_number) = (String::with_capacity(key.len()), false);
    for c in key.chars() {
        let c = match c {
            'O' => '0',
            'L' | 'I' => '1',
            c => c,
        };
        if c.is_alphanumeric() && !matches!(c, '第' | '号') && (c != '0' || within_number) {
            out.push(c);
        }
        within_number = c.is_ascii_digit() && (within_number || c != '0');
    }
    // A patent's check digit may be left out.
    let serial =
        out.chars().count() == SERIAL + 1 && out.bytes().take(SERIAL).all(|byte| byte.is_ascii_digit());
    if serial && patent_number(&out).is_some() {
        out.truncate(SERIAL);
    }
    out
}

/// True for the serials of two patents that differ in a digit or two.
fn slips(a: &str, b: &str) -> bool {
    let serial = |digits: &str| (SERIAL..=SERIAL + 1).contains(&digits.len());
    let differing = a.bytes().zip(b.bytes()).take(SERIAL).filter(|(a, b)| a != b).count();
    serial(a) && serial(b) && differing <= SLIPS
}

#[cfg(test)]
mod tests {
    use super::super::normal;
    use super::*;

    fn like(a: &str, b: &str) -> bool {
        Alike::new(&normal(a)).is_like(&Alike::new(&normal(b)))
    }

    #[test]
    fn slips_of_one_number_are_alike() {
        for (a, b) in [
            ("ZL201710601862.3", "ZL2O1710601862.3"),
            ("ZL201710601862.3", "ZL20171060l862.3"),
            ("ZL201710601862.3", "ZL201710601862·3"),
            ("ZL201710601862.3", "ZL201710601862-3"),
            ("ZL201710601862.3", "2017-1-0601862.3"),
            ("ZL201710601862.3", "ZL201710601826.3"),
            ("ZL201710601862.3", "CN106000000B"),
            ("A001", "A1"),
            ("No.0012", "12"),
            ("第001号", "1号"),
            ("0123456", "123456"),
            ("苏名字（2008）第001号", "苏名字[2008]1号"),
            ("苏名2008001", "2008001"),
        ] {
            assert!(like(a, b) && like(b, a), "{a} {b}");
        }
    }

    #[test]
    fn different_numbers_are_not() {
        for (a, b) in [
            // Both pass their check.
            ("ZL201710601862.3", "ZL201710601863.8"),
            ("ZL201710601862.3", "ZL201080063196.9"),
            ("A1", "A10"),
            ("苏名2008001", "苏名2008002"),
            ("1234567", "1234568"),
            ("CN106000000B", "CN106000001B"),
            ("A1", "B1"),
        ] {
            assert!(!like(a, b), "{a} {b}");
        }
    }
}
