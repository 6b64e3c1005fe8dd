//! Sheets that are full are continued; above the bound they keep no row in memory and hold the same cells.

use super::*;

#[test]
fn a_full_sheet_is_continued_on_a_further_one() {
    let options = WorkbookOptions { sheet_rows: 20, ..WorkbookOptions::default() };
    let book = read_back(write(&sample::long_payout(30), &options).expect("written"));
    let first = sheet(&book, "兑现明细表");
    let second = sheet(&book, "兑现明细表(2)");
    assert!(first.len() <= 20 && second.len() <= 20);
    assert_eq!(second[2], first[2], "headings are repeated");
    assert_eq!(second[3][0], "10.00");
}

#[test]
fn every_table_that_is_full_is_continued() {
    let mut payout = sample::long_payout(50);
    let finding = payout.findings[0].clone();
    payout.findings.extend((0..50).map(|_| finding.clone()));
    for low_memory in [false, true] {
        let formula_bound = if low_memory { 3 } else { FORMULA_BOUND };
        let options = WorkbookOptions { sheet_rows: 20, formula_bound };
        let book = read_back(write(&payout, &options).expect("written"));
        for (table, rows) in [("兑现明细表", 57), ("公示表", 56), ("问题清单", payout.findings.len())]
        {
            let parts = book.iter().filter(|(name, _)| name.starts_with(table));
            let numbers: Vec<String> = parts
                .flat_map(|(_, rows)| {
                    assert!(rows.len() <= 20, "{table}");
                    rows.iter().skip(3).map(|row| row[0].clone())
                })
                .filter(|number| number.ends_with(".00"))
                .collect();
            let expected: Vec<String> = (1..=rows).map(|number| format!("{number}.00")).collect();
            assert_eq!(numbers, expected, "{table}");
        }
    }
}

#[test]
fn large_sheets_state_each_row_once() {
    let options = WorkbookOptions { formula_bound: 3, ..WorkbookOptions::default() };
    let source = SourceFile::new("a.xlsx", write(&sample::payout(), &options).expect("written"));
    let mut book = crate::workbook::open(&source, &crate::workbook::Limits::default()).expect("a workbook");
    for sheet in 0..book.sheets().len() {
        assert_eq!(book.rows(sheet, &mut drop).map(|faults| faults.len()), Ok(0), "sheet {sheet}");
    }
}

/// A spreadsheet program takes some 65,000 links a sheet, and repairs a file with more.
#[test]
fn a_large_workbook_has_no_links() {
    let linked = |options: &WorkbookOptions| {
        let parts = parts_with(&sample::payout(), options);
        parts.values().any(|xml| xml.contains("<hyperlink "))
    };
    assert!(linked(&WorkbookOptions::default()));
    assert!(!linked(&WorkbookOptions { formula_bound: 3, ..WorkbookOptions::default() }));
}

#[test]
fn low_memory_sheets_hold_the_same_cells() {
    let low = WorkbookOptions { formula_bound: 3, ..WorkbookOptions::default() };
    let mut low = read_back(write(&sample::payout(), &low).expect("written"));
    let mut standard = write_sample();
    for book in [&mut low, &mut standard] {
        book.remove(0); // 封面 says which mode it is
    }
    // Without formulas 兑现明细表 has no helper columns.
    for (rows, without) in standard[1].1.iter_mut().zip(&mut low[1].1) {
        rows.truncate(without.len());
        // A formula that gives nothing stands where without formulas a cell is empty.
        for cell in rows.iter_mut().chain(without).filter(|cell| *cell == "0.00") {
            cell.clear();
        }
    }
    // What the formulas do not follow is said only where there are some.
    for (_, rows) in &mut standard {
        rows.retain(|row| !row.iter().any(|cell| cell.starts_with("说明：黄色的格")));
    }
    assert!(low == standard, "the cells differ");
}
