//! Certificates as lists write them: the form to compare by.

use super::code::trademark;
use super::normal::key;
use super::patent::patent_number;
use super::standard::standard_number;

/// The form to compare by: a patent's digits, a standard's or a trademark's number; any other text by its key.
pub fn normal(text: &str) -> String {
    // A number that fails the check of patents is some other number; its last digit counts.
    let patent = patent_number(text).filter(|read| read.check_valid != Some(false)).map(|read| read.serial);
    let standard = || standard_number(text).map(|standard| standard.normal);
    patent.or_else(standard).unwrap_or_else(|| trademark(&key(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_number_however_it_is_written() {
        for (normal_form, spellings) in [
            (
                "201710601862",
                [
                    "ZL201710601862.3",
                    "第201710601862.3号",
                    "ZL201710601862.3（发明）",
                    "（发明）ZL201710601862.3",
                ],
            ),
            ("1234567", ["第1234567号", "1234567（第9类）", "1,234,567", "No.1234567"]),
            (
                "GB/T 12345-2010",
                ["GBT 12345-2010", "GB/T12345—2010", "GB-T 12345-2010", "《GB T 12345-2010》"],
            ),
        ] {
            for text in spellings {
                assert_eq!(normal(text), normal_form, "{text}");
            }
        }
        assert_eq!(normal("苏质监（2008）3号、附件2"), "苏质监(2008)3号,附件2");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2008), ..ProptestConfig::default() })]
        #[test]
        fn no_text_panics(text in any::<String>(), near in "[0-9A-Z第号类、，/. （）()GBTZL-]{0,24}") {
            for text in [text, near] {
                let _ = normal(&text);
            }
        }
    }
}
