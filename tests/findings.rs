//! The catalogue of findings.

use duixian::finding::CATALOGUE;
use std::collections::BTreeSet;

#[test]
fn no_two_findings_share_a_code_or_a_title() {
    let codes: BTreeSet<_> = CATALOGUE.iter().map(|code| code.text()).collect();
    let titles: BTreeSet<_> = CATALOGUE.iter().map(|code| code.title()).collect();
    assert_eq!(codes.len(), CATALOGUE.len(), "codes");
    assert_eq!(titles.len(), CATALOGUE.len(), "titles");
}

#[test]
fn a_code_is_a_letter_and_four_digits() {
    for code in CATALOGUE {
        let (letter, digits) = code.text().split_at(1);
        assert!("FTLEDHRMSWVQ".contains(letter), "{code}");
        assert!(digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    }
}
