//! Paying: from lists to money through the command line.

use crate::harness::{LIST, Run};

#[test]
fn a_product_is_paid_its_tariff() {
    let ran = Run::new().list_csv("名单.csv", LIST).pay();
    ran.expect_exit(0).row("名单.csv", 2, "paid").payee("示例甲有限公司", "500000.00");
    ran.entry("示例甲有限公司", "award", "1", "500000.00").total("payable", "500000.00");
}

#[test]
fn a_list_of_two_formats_is_paid_once() {
    let rows: Vec<Vec<&str>> = LIST.lines().map(|line| line.split(',').collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let ran = Run::new().list_csv("一.csv", LIST).list_xlsx("二.xlsx", "名单", &rows).pay();
    ran.expect_exit(0).row("一.csv", 2, "paid").row_because("二.xlsx", 2, "rejected", "重复");
    ran.total("payable", "500000.00");
}
