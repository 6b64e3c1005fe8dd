//! Numbers of persons that a list writes into the name of a product: no output shows them whole, and next year's list
//! still meets its ledger.

use crate::harness::{Rules, Run};
use std::io::{Cursor, Read};

const NAME: &str = "磨机（联系人张三13812345678，身份证号320282196001011234）";

fn rules() -> String {
    Rules::new().award("奖", "金牌产品", "amount = \"10万元\"").text()
}

fn list() -> String {
    format!("企业名称,类别,产品名称,认定日期\n甲厂,金牌产品,\"{NAME}\",2008-03-01\n")
}

/// Every part of a workbook as text.
fn parts(workbook: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a zip");
    let mut all = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).expect("a part").read_to_string(&mut all).expect("text");
    }
    all
}

#[test]
fn no_sheet_shows_the_numbers_of_a_person_in_a_products_name() {
    let ran = Run::new().policy(&rules()).list_csv("名单.csv", &list()).pay();
    ran.expect_exit(0).payee("甲厂", "100000.00");
    let text = parts(&ran.bytes("out/example-2008.xlsx"));
    assert!(text.contains("138****5678") && text.contains("320282********1234"));
    assert!(!text.contains("13812345678") && !text.contains("320282196001011234"));
}

#[test]
fn a_ledger_with_masked_numbers_still_settles_the_product() {
    let first = Run::new().policy(&rules()).list_csv("名单.csv", &list()).pay();
    let ledger = first.bytes("out/example-2008.xlsx");
    let again = Run::new().policy(&rules()).list_csv("名单.csv", &list()).list("上批.xlsx", ledger).pay();
    again.row("名单.csv", 2, "rejected");
}
