//! A cell that writes the first and the last of several patents: those between are of it though nobody lists them.

use super::super::patent::patent_number;

/// What may stand between the two.
const SIGNS: [char; 10] = ['-', '－', '—', '–', '～', '~', '〜', '∼', '至', '到'];

/// The serials of the first and the last patent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    first: String,
    last: String,
}

impl Range {
    /// Of a cell; none where it holds no such range.
    pub fn of(text: &str) -> Option<Self> {
        if !text.contains(SIGNS) {
            return None;
        }
        text.match_indices(SIGNS).find_map(|(at, sign)| {
            let (before, after) = text.split_at_checked(at)?;
            let first = patent_number(before)?.serial;
            let last = patent_number(after.strip_prefix(sign)?.trim_start_matches(SIGNS))?.serial;
            (first.len() == last.len() && first < last).then_some(Self { first, last })
        })
    }

    /// Whether a number in normal form is one of them.
    pub fn covers(&self, number: &str) -> bool {
        patent_number(number).is_some_and(|read| {
            read.serial.len() == self.first.len() && (&self.first..=&self.last).contains(&&read.serial)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patent_between_two_others_is_of_the_range() {
        for text in [
            "ZL201310000000.0-ZL201310000003.8",
            "ZL201310000000.0 ～ ZL201310000003.8",
            "201310000000.0至201310000003.8",
            "ZL201310000000.0——ZL201310000003.8",
        ] {
            let range = Range::of(text).expect(text);
            assert!(range.covers("201310000001") && range.covers("201310000003"), "{text}");
            assert!(!range.covers("201310000004") && !range.covers("1234567"), "{text}");
        }
        for text in ["ZL201310000001.1", "ZL201310000001-1", "2013-1-0000001.1", "123456-123458", "-", "至"]
        {
            assert_eq!(Range::of(text), None, "{text}");
        }
    }
}
