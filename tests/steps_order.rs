//! Canonical order, and that money does not depend on the order of files, sheets and rows.

use crate::harness::{Ran, Run};
use crate::steps_policy::{BING, JIA, Policy, YI, list, under};
use std::collections::BTreeMap;

const LIST: &str = "名单.csv";

/// A budget of one award of 10万 in order, so that the first of the canonical order is paid.
fn first_only() -> String {
    "budget = { limit = { amount = \"10万元\" }, reduce = \"从后扣减\", used_by = \"不计\" }".to_owned()
}

/// Three categories of 10万 each; the first of canonical order is paid.
fn policy() -> Policy {
    Policy::levelled("10万元", "10万元", "10万元").step("总额", &first_only())
}

/// The row of the list that is paid, over these rows.
fn paid_row(rows: &[&str]) -> u64 {
    let ran = policy().over(&list(rows)).pay();
    let rows = ran.json()["rows"].as_array().cloned().unwrap_or_default();
    let paid: Vec<u64> =
        rows.iter().filter(|row| row["fate"] == "paid").filter_map(|row| row["row"].as_u64()).collect();
    assert_eq!(paid.len(), 1, "one row is paid: {paid:?}");
    paid[0]
}

#[test]
fn first_the_order_of_declaring_categories() {
    let rows =
        [format!("{JIA},省名牌,紫砂茶壶,A1,2008-01-01,"), format!("{YI},国家名牌,交联电缆,A2,2008-12-01,")];
    assert_eq!(paid_row(&[&rows[0], &rows[1]]), 3);
}

#[test]
fn then_the_recognition_date_and_a_missing_one_is_last() {
    let rows = [
        format!("{JIA},省名牌,紫砂茶壶,A1,2008-02-01,"),
        format!("{YI},省名牌,交联电缆,A2,2008-01-01,"),
        format!("{BING},省名牌,离心风机,A3,,"),
    ];
    assert_eq!(paid_row(&[&rows[0], &rows[1]]), 3);
    assert_eq!(paid_row(&[&rows[2], &rows[0]]), 3);
}

#[test]
fn a_date_known_to_the_month_counts_from_its_first_day() {
    let rows =
        [format!("{JIA},省名牌,紫砂茶壶,A1,2008-02-02,"), format!("{YI},省名牌,交联电缆,A2,2008年2月,")];
    assert_eq!(paid_row(&[&rows[0], &rows[1]]), 3);
}

#[test]
fn then_the_enterprise_key_by_code_point() {
    // 太 U+592A, 江 U+6C5F, 荆 U+8346.
    let rows = [
        format!("{BING},省名牌,紫砂茶壶,A1,2008-01-01,"),
        format!("{JIA},省名牌,交联电缆,A2,2008-01-01,"),
        format!("{YI},省名牌,离心风机,A3,2008-01-01,"),
    ];
    assert_eq!(paid_row(&[&rows[0], &rows[1], &rows[2]]), 4);
}

#[test]
fn the_enterprise_key_is_its_code_where_any_row_has_one() {
    // 荆溪's code stands only on the register and sorts before any name.
    let rows =
        [format!("{YI},省名牌,紫砂茶壶,A1,2008-01-01,"), format!("{BING},省名牌,交联电缆,A2,2008-01-01,")];
    let ran = policy()
        .over(&list(&[&rows[0], &rows[1]]))
        .list_csv(
            "企业名录.csv",
            &under("企业名称,统一社会信用代码", &[&format!("{BING},91320282MA1MTUYL9P")]),
        )
        .pay();
    ran.row(LIST, 3, "paid").row(LIST, 2, "zero");
}

#[test]
fn then_title_and_certificate() {
    // 交 U+4EA4 before 紫 U+7D2B; of one title the certificate A1 before A2.
    let rows =
        [format!("{JIA},省名牌,紫砂茶壶,A1,2008-01-01,"), format!("{JIA},省名牌,交联电缆,A2,2008-01-01,")];
    assert_eq!(paid_row(&[&rows[0], &rows[1]]), 3);
    let rows =
        [format!("{JIA},省名牌,紫砂茶壶,A2,2008-01-01,"), format!("{JIA},省名牌,紫砂茶壶,A1,2008-01-01,")];
    assert_eq!(paid_row(&[&rows[0], &rows[1]]), 3);
}

/// Who gets how much, by payee and funder, and what each certificate's entries are.
fn money(ran: &Ran) -> (BTreeMap<String, String>, Vec<String>) {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let list = |name: &str| ran.json()[name].as_array().cloned().unwrap_or_default();
    let payees = list("payees").iter().map(|line| (text(&line["payee"]), text(&line["amount"]))).collect();
    let line = |entry: &serde_json::Value| {
        let of = &entry["achievement"]["certificate"];
        format!(
            "{} {} {} {} {}",
            entry["entitlement"],
            text(of),
            text(&entry["step"]),
            text(&entry["amount"]),
            text(&entry["payee"])
        )
    };
    (payees, list("entries").iter().map(line).collect())
}

/// A policy in which order decides money in most steps: unit 元, pro rata that does not divide, ties, shares.
fn touchy() -> Policy {
    Policy::levelled("100元", "100元", "50元")
        .rounding("元", "四舍五入")
        .step("就高", "highest_only = { covers = { roles = [\"企业\"] }, key = [\"企业\", \"产品\"], by = \"净额\", across_years = false }")
        .step("限项", "count_limit = { covers = { roles = [\"企业\"] }, key = [\"企业\"], limit = 2, of = \"成果\", tie = \"按次序\" }")
        .step("部门", "[[clause.step.department_share.department]]\nname = \"质监局\"\nrate = \"7%\"\ncovers = { roles = [\"企业\"] }")
        .step("总额", "budget = { covers = { roles = [\"企业\"] }, limit = { amount = \"233元\" }, reduce = \"按比例\", used_by = \"不计\" }")
        .step("分期", "instalments = { parts = [{ rate = \"1\", due = 0 }, { rate = \"1\", due = 1 }, { rate = \"1\", due = 2 }] }")
        .step("年度", "cap = { key = [\"企业\"], limit = { amount = \"30元\" }, reduce = \"按比例\", used_by = \"不计\", shortfall = \"结转下年\" }")
}

const ROWS: [(&str, &str); 7] = [
    (JIA, "国家名牌,紫砂茶壶,A1,2008-03-01,"),
    (JIA, "省名牌,紫砂茶壶,A2,2008-03-01,"),
    (JIA, "省名牌,球墨铸铁管,A3,2008-03-01,"),
    (JIA, "市名牌,滚动轴承,A4,2008-01-01,"),
    (YI, "省名牌,交联电缆,A5,2008-03-01,"),
    (BING, "省名牌,离心风机,A6,2008-03-01,"),
    (BING, "市名牌,精密阀门,A7,2008-02-01,2"),
];

fn rows(order: &[usize]) -> Vec<String> {
    order.iter().map(|at| format!("{},{}", ROWS[*at].0, ROWS[*at].1)).collect()
}

fn run(files: &[&[usize]], names: &[&str]) -> Ran {
    let start: Run = touchy().run();
    let put = |run: Run, (order, name): (&&[usize], &&str)| {
        let rows = rows(order);
        run.list_csv(name, &list(&rows.iter().map(String::as_str).collect::<Vec<_>>()))
    };
    files.iter().zip(names).fold(start, put).pay()
}

#[test]
fn the_order_of_rows_and_files_decides_no_money() {
    let straight = run(&[&[0, 1, 2, 3, 4, 5, 6]], &["名单.csv"]);
    straight.expect_exit(0);
    let expected = money(&straight);
    assert_eq!(money(&run(&[&[6, 5, 4, 3, 2, 1, 0]], &["名单.csv"])), expected, "rows turned round");
    assert_eq!(money(&run(&[&[3, 0, 6], &[5, 2, 1, 4]], &["乙.csv", "甲.csv"])), expected, "two files");
    assert_eq!(money(&run(&[&[5, 2, 1, 4], &[3, 0, 6]], &["乙.csv", "甲.csv"])), expected, "files renamed");
}

#[test]
fn the_order_of_sheets_decides_no_money() {
    let expected = money(&run(&[&[0, 1, 2, 3, 4, 5, 6]], &["名单.csv"]));
    for sheets in [[&[3, 0, 6][..], &[5, 2, 1, 4]], [&[5, 2, 1, 4][..], &[3, 0, 6]]] {
        let draw = |book: &mut rust_xlsxwriter::Workbook| {
            for order in sheets {
                let page = book.add_worksheet();
                let text = list(&rows(order).iter().map(String::as_str).collect::<Vec<_>>());
                for (row, line) in (0..).zip(text.lines()) {
                    for (column, cell) in (0..).zip(line.split(',')) {
                        page.write_string(row, column, cell).expect("a cell");
                    }
                }
            }
        };
        let ran = touchy().run().list_workbook("名单.xlsx", draw).pay();
        assert_eq!(money(&ran), expected);
    }
}
