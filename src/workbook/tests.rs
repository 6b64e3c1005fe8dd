use super::*;

/// Reads every file under the folder that `DUIXIAN_SAMPLES` names: each must end in a reading or a finding.
#[test]
fn a1_names() {
    assert_eq!(a1(6, 1), "B7");
    assert_eq!(a1(1_048_575, 16_383), "XFD1048576");
    assert_eq!(cell::parse_a1("XFD1048576"), Some((1_048_575, 16_383)));
    assert_eq!(cell::parse_a1("ZZZZZZZZ1"), None);
    assert_eq!(cell::parse_a1("A0"), None);
}
