//! Whole files: order, indexes across files, and files that cannot be read.

use super::super::read_lists;
use super::policy;
use crate::finding::Code;
use crate::model::decision::Decisions;
use crate::model::record::RowReading;
use crate::source::SourceFile;
use crate::workbook::Limits;
use std::cell::RefCell;

#[test]
fn files_are_read_in_order_and_a_bad_one_stops_no_other() {
    let file = |name: &str, text: &str| SourceFile::new(name, text.as_bytes().to_vec());
    let sources = [
        file(
            "a/市质监局-国家名牌.csv",
            "企业名称,产品名称,认定日期\n甲公司,红日,2008-03-11\n乙公司,蓝天,某日\n",
        ),
        file("b.xlsx", ""),
        file("c/驰名商标.csv", "企业名称,商标名称\n丙公司,绿叶\n坏行\n"),
    ];
    let opened = RefCell::new(Vec::new());
    let policy = policy();
    let intake =
        read_lists(&sources, &policy, &Decisions::default(), &Limits::default(), false, None, &|name| {
            opened.borrow_mut().push(name.to_owned());
        });
    assert_eq!(opened.into_inner(), ["a/市质监局-国家名牌.csv", "b.xlsx", "c/驰名商标.csv"]);
    let codes: Vec<Code> = intake.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::DateUnusable, Code::FileDamaged, Code::RowUnclear]);
    assert_eq!(intake.findings[0].place.to_string(), "a/市质监局-国家名牌.csv[市质监局-国家名牌]!C3");
    let files: Vec<u32> = intake.reading.sheets.iter().map(|sheet| sheet.file).collect();
    assert_eq!(files, [0, 2]);
    for sheet in &intake.reading.sheets {
        for (row, reading) in &sheet.rows {
            match reading {
                RowReading::Usable(index) => {
                    let at = intake.reading.records[*index].at;
                    assert_eq!((at.file, at.sheet, at.row), (sheet.file, sheet.sheet, *row));
                }
                RowReading::Held(index) => assert!(*index < intake.findings.len()),
                RowReading::Ignored => {}
            }
        }
    }
    assert_eq!(intake.reading.sheets[0].department.as_deref(), Some("市质监局"));
}

#[test]
fn a_web_page_named_xls_is_read() {
    let html =
        "<table><tr><td>企业名称</td><td>类别</td></tr><tr><td>甲公司</td><td>国家名牌</td></tr></table>";
    let sources = [SourceFile::new("a.xls", html.as_bytes().to_vec())];
    let policy = policy();
    let intake =
        read_lists(&sources, &policy, &Decisions::default(), &Limits::default(), false, None, &|_| {});
    assert_eq!(intake.reading.records.len(), 1, "{:?}", intake.findings);
}
