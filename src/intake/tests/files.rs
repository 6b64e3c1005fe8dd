//! Whole files: order, indexes across files, and files that cannot be read.

use super::super::read_lists;
use super::policy;
use crate::finding::Code;
use crate::host::{Host, Serial};
use crate::model::decision::{Decision, DecisionKind, Decisions};
use crate::model::record::RowReading;
use crate::source::SourceFile;
use crate::workbook::Limits;
use std::sync::Mutex;

/// A host that notes which files are opened.
#[derive(Default)]
struct Told(Mutex<Vec<String>>);

impl Host for Told {
    fn opening(&self, file: &str) {
        self.0.lock().expect("names").push(file.to_owned());
    }
}

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
    let told = Told::default();
    let policy = policy();
    let intake = read_lists(&sources, &policy, &Decisions::default(), &Limits::default(), false, None, &told);
    assert_eq!(told.0.into_inner().expect("names"), ["a/市质监局-国家名牌.csv", "b.xlsx", "c/驰名商标.csv"]);
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
        read_lists(&sources, &policy, &Decisions::default(), &Limits::default(), false, None, &Serial);
    assert_eq!(intake.reading.records.len(), 1, "{:?}", intake.findings);
}

#[test]
fn heading_decisions_that_meet_no_heading_are_told() {
    let heading = |file: &str, sheet: Option<&str>, heading_row: u32| {
        let kind = DecisionKind::Heading {
            file: file.to_owned(),
            sheet: sheet.map(str::to_owned),
            heading_row,
            column: "C".to_owned(),
            field: "产品名称".to_owned(),
        };
        let when = jiff::civil::date(2008, 5, 1);
        Decision { kind, who: "甲".into(), when, why: "乙".into(), span: (7, 9) }
    };
    let list = "某表\n企业名称,类别,何物\n甲公司,国家名牌,红日\n";
    let sources = [SourceFile::new("甲/名单.csv", list.as_bytes().to_vec())];
    let policy = policy();
    let told = |decision: Decision| {
        let decisions =
            Decisions { file: Some("decisions.toml".into()), list: vec![decision], ..Decisions::default() };
        let intake = read_lists(&sources, &policy, &decisions, &Limits::default(), false, None, &Serial);
        intake.findings.into_iter().map(|finding| (finding.code, finding.message)).collect::<Vec<_>>()
    };
    assert_eq!(told(heading("名单.csv", None, 2)), []);
    assert_eq!(told(heading("名单.csv", Some("名单"), 2)), []);
    for (decision, why) in [
        (heading("名单.csv", None, 1), "第 1 行不是表头的最后一行"),
        (heading("名单.csv", Some("Sheet1"), 2), "没有读到「名单.csv」的工作表「Sheet1」"),
        (heading("别的.csv", None, 2), "没有读到「别的.csv」"),
    ] {
        let told = told(decision);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].0 == Code::DecisionUnmatched && told[0].1.contains(why), "{told:?}");
    }
}
