//! Which 数量 a person may change on 兑现明细表: only where the formulas then come to what the program would.

use crate::harness::{Rules, Run};
use std::io::{Cursor, Read};

const COUNT_LIMIT: &str = "count_limit = { key = [\"企业\"], limit = 3, of = \"成果\", tie = \"按次序\" }";

/// The part of a workbook as text.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// Whether the style of a cell on 兑现明细表, the third sheet, is unlocked.
fn is_unlocked(workbook: &[u8], cell: &str) -> bool {
    let sheet = part(workbook, "xl/worksheets/sheet3.xml");
    let at = sheet.find(&format!("<c r=\"{cell}\"")).expect("the cell");
    let tag = &sheet[at..at + sheet[at..].find('>').expect("its end")];
    let style = tag.split("s=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("its style");
    let styles = part(workbook, "xl/styles.xml");
    let styles =
        styles.split("<cellXfs").nth(1).and_then(|rest| rest.split("</cellXfs>").next()).expect("styles");
    let style = styles.split("<xf ").nth(style.parse::<usize>().expect("a number") + 1).expect("the style");
    style.contains("<protection locked=\"0\"")
}

/// The first row of the details stands in row 4; 数量 is column J.
fn quantity_is_unlocked(rules: &Rules) -> bool {
    let list = "企业名称,类别,产品名称,认定日期,数量\n甲厂,金牌产品,壶,2008-03-01,2\n";
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay();
    is_unlocked(&ran.expect_exit(0).bytes("out/example-2008.xlsx"), "J4")
}

#[test]
fn a_quantity_that_the_formulas_follow_may_be_changed() {
    let rules = || Rules::new().award("奖", "金牌产品", "amount = \"10万元\"");
    assert!(quantity_is_unlocked(&rules()));
    // Which of more pieces the limit keeps is chosen by the program.
    assert!(!quantity_is_unlocked(&rules().step("限项", COUNT_LIMIT)));
    // Another number may be of another bracket.
    let by_number = "amount = { by = \"数量\", brackets = [{ to = 5, amount = \"1万元\" }, { above = 5, amount = \"2万元\" }] }";
    assert!(!quantity_is_unlocked(&Rules::new().award("奖", "金牌产品", by_number)));
}
