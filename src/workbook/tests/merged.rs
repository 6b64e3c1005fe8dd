//! Merged regions: filled row by row, bounded by what is used.

use super::build::Xlsx;
use super::*;

fn merged(data: &str, ranges: &[&str]) -> Vec<u8> {
    let cells: String = ranges.iter().map(|range| format!(r#"<mergeCell ref="{range}"/>"#)).collect();
    Xlsx::of(data).after(&format!("<mergeCells>{cells}</mergeCells>")).bytes()
}

const DATA: &str = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="C2"><v>20</v></c></row><row r="4"><c r="C4"><v>40</v></c></row>"#;

#[test]
fn a_merged_enterprise_covers_its_rows_and_makes_none() {
    let reading = Reading::of(merged(DATA, &["A2:A9", "A1:B1"]));
    assert_eq!(reading.at("B1"), Some(&number("1")));
    assert_eq!(reading.cell("B1").and_then(|cell| cell.merged_from), Some((0, 0)));
    assert_eq!(reading.at("A4"), Some(&number("2")));
    assert_eq!(reading.cell("A4").and_then(|cell| cell.merged_from), Some((1, 0)));
    assert_eq!(reading.cell("A2").and_then(|cell| cell.merged_from), None);
    let rows: Vec<u32> = reading.rows.iter().map(|row| row.index).collect();
    assert_eq!(rows, [0, 1, 3]);
    assert!(reading.findings.is_empty());
}

#[test]
fn a_merge_over_the_grid_fills_used_columns_only() {
    let data = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>1</v></c></row>"#;
    let reading = Reading::of(merged(data, &["A1:XFD1048576"]));
    assert_eq!(reading.rows.len(), 2);
    assert_eq!(reading.rows[0].cells.len(), 3);
    assert!(reading.findings.is_empty(), "equal values under a merge hide nothing");
}

#[test]
fn another_value_under_a_merge_is_set_aside() {
    let reading = Reading::of(merged(DATA, &["A1:C4"]));
    assert_eq!(reading.at("C2"), Some(&unusable("20")));
    assert_eq!(reading.codes(), [Code::CellCovered; 3]);
    assert_eq!(reading.findings[0].place.cell.as_deref(), Some("A2"));
}

#[test]
fn overlapping_reversed_and_far_merges_refuse_the_sheet() {
    for ranges in [
        &["A1:B2", "B2:C3"][..],
        &["B5:A1"],
        &["A1:XFE1"],
        &["A1:A1048577"],
        &["?"],
        &["A1:C9", "B3:B3", "B4:B5"],
    ] {
        assert_eq!(refusal(merged(DATA, ranges)).0, Code::CellPosition, "{ranges:?}");
    }
    let fine = Reading::of(merged(DATA, &["A1:A2", "A3:A4", "B1:B9", "C1:C1"]));
    assert_eq!(fine.codes(), [Code::CellCovered]);
}

#[test]
fn many_merges_are_quick() {
    let rows: String =
        (1..=2_000).map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>"#)).collect();
    let ranges: Vec<String> = (1..=2_000).map(|row| format!("A{row}:C{row}")).collect();
    let ranges: Vec<&str> = ranges.iter().map(String::as_str).collect();
    let reading = Reading::of(merged(&rows, &ranges));
    assert_eq!(reading.rows.len(), 2_000);
}
