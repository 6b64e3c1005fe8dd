//! Formulas as several programs write them.

use super::*;

fn one_form(text: &str) -> String {
    parse(text).unwrap_or_else(|| panic!("{text} is a formula")).to_string()
}

#[test]
fn programs_write_one_formula_in_several_ways() {
    for ways in [
        &[
            "ROUND('规则'!$D$4*J4,2)",
            "=ROUND(规则!$D$4*J4,2)",
            "round( $规则!D4 * J4 ; 2 )",
            "ROUND(('规则'!D4*J4),2)",
        ][..],
        &["SUM(R4:R4)", "SUM(R4)", "SUM($R$4:R$4)", "_xlfn.SUM(R4)"],
        &["SUM(A:B)", "SUM(A1:B1048576)"],
        &["SUM(1:2)", "SUM(A1:XFD2)"],
        &["IF(A1<=2,\"a\"\"b\",-1)", "IF( A1 <= 2 , \"a\"\"b\" , -1 )"],
        &["A1-(B1-C1)", "A1 - (B1-C1)"],
        &["A1+0.50", "A1+.5", "A1+5E-1"],
    ] {
        let forms: std::collections::BTreeSet<String> = ways.iter().map(|text| one_form(text)).collect();
        assert_eq!(forms.len(), 1, "{forms:?}");
    }
    assert_ne!(one_form("A1-(B1-C1)"), one_form("A1-B1-C1"));
    assert_ne!(one_form("\"a b\""), one_form("\"ab\""));
    assert_ne!(one_form("A1/(B1*C1)"), one_form("A1/B1*C1"));
}

#[test]
fn what_is_no_formula_of_cells_is_not_understood() {
    for text in
        ["", "A1+", "SUM(A1", "A1 B1", "[1]Sheet1!A1", "{1,2}", "XFE1", "A1048577", "A1:B", "foo", "'a'"]
    {
        assert_eq!(parse(text), None, "{text}");
    }
    assert_eq!(parse(&"(".repeat(100_000)), None);
    assert_eq!(parse(&"-".repeat(100_000)), None);
}

#[test]
fn a_shared_formula_is_copied_with_its_relative_references() {
    let tree = parse("ROUND($B2*C$1+'规则'!$D$4,2)").expect("a formula");
    assert_eq!(tree.copied(3, 1).to_string(), "ROUND(B5*D1+'规则'!D4,2)");
    assert_eq!(tree.copied(-5, 0).to_string(), "ROUND(#REF!*C1+'规则'!D4,2)");
}
