//! Awards given year by year for one recognition: the year tells them apart, whether a column, the title or nothing says it.

use crate::harness::{Ran, Rules, Run};

const HEADING: &str = "企业名称,类别,认定日期,上年贡献(元)";
const ROW: &str = "太湖电缆有限公司,总部企业,2009-05-01,400000";

/// 认定当年起三年，每年按上年贡献的10%奖励。
fn policy(identity: &str) -> String {
    let rules = Rules::new()
        .vocabulary(&format!("\n[[category]]\nname = \"总部企业\"\n{identity}\n"))
        .field("上年贡献", "成果", "金额")
        .award(
            "总部",
            "总部企业",
            "when = [{ field = \"认定日期\", award_year = { from = -2, to = 0 } }]\namount = { rate = \"10%\", of = \"上年贡献\" }",
        );
    rules.text().replace("years = { from = 2008, to = 2008 }", "years = { from = 2008 }")
}

const YEARLY: &str = "identity = [\"奖励年度\"]";

/// The list of 2010 under a name, beside what was paid for 2009.
fn second_year(identity: &str, name: &str, list: &str, year: &str) -> Ran {
    Run::new()
        .policy(&policy(identity))
        .list_csv(name, list)
        .list_csv(
            "历年台账.csv",
            &format!(
                "企业名称,类别,认定日期,奖励年度,兑现金额(元)\n太湖电缆有限公司,总部企业,2009-05-01,{year},30000\n"
            ),
        )
        .args(["--year", "2010"])
        .pay()
}

#[test]
fn the_second_year_is_paid_whether_the_title_says_the_year_or_nothing_does() {
    let plain = format!("{HEADING}\n{ROW}\n");
    let titled = format!("2010年度总部企业奖励名单,,,\n{plain}");
    for (name, list) in [
        ("总部企业名单.csv", plain.clone()),
        ("2010年度总部企业名单.csv", plain.clone()),
        ("名单.csv", titled),
        ("名单.csv", format!("年度,{HEADING}\n2010,{ROW}\n")),
    ] {
        // 400000 × 10% = 40000.
        second_year(YEARLY, name, &list, "2009").payee("太湖电缆有限公司", "40000.00").no_finding("M0107");
    }
    // Paid for 2010 already: not again.
    second_year(YEARLY, "名单.csv", &plain, "2010").row_because("名单.csv", 2, "rejected", "已兑现");
    // Without the year as identity one recognition is paid once.
    second_year("", "名单.csv", &plain, "2009").row_because("名单.csv", 2, "rejected", "已兑现");
}

#[test]
fn a_payment_without_a_year_and_a_list_of_another_year_wait() {
    let plain = format!("{HEADING}\n{ROW}\n");
    second_year(YEARLY, "名单.csv", &plain, "").total("payable", "0.00").row("名单.csv", 2, "held");
    // What 2008 was owed is not computed by the rules of 2010.
    let of_2008 = format!("2008年度总部企业奖励名单,,,\n{plain}");
    let ran = second_year(YEARLY, "名单.csv", &of_2008, "2009");
    ran.row_because("名单.csv", 3, "held", "2008").total("payable", "0.00");
    // What the ledger has paid for that year is rejected as paid.
    let of_2009 = format!("2009年度总部企业奖励名单,,,\n{plain}");
    let ran = second_year(YEARLY, "名单.csv", &of_2009, "2009");
    ran.row_because("名单.csv", 3, "rejected", "已兑现").total("payable", "0.00");
    // A category that is not rewarded by the year looks at the date alone, as before.
    let of_2008 = of_2008.replace("太湖电缆有限公司", "江南紫砂有限公司");
    second_year("", "名单.csv", &of_2008, "2009").payee("江南紫砂有限公司", "40000.00");
}

#[test]
fn two_lists_that_state_one_firm_for_one_year_pay_it_once() {
    let plain = format!("{HEADING}\n{ROW}\n");
    let ran = Run::new()
        .policy(&policy(YEARLY))
        .list_csv("甲局名单.csv", &plain)
        .list_csv("乙局名单.csv", &format!("年度,{HEADING}\n2010,{ROW}\n"))
        .args(["--year", "2010"])
        .pay();
    ran.payee("太湖电缆有限公司", "40000.00").total("payable", "40000.00");
}

#[test]
fn the_workbook_of_the_year_before_is_no_payment_of_this_year() {
    let plain = format!("{HEADING}\n{ROW}\n");
    let first =
        Run::new().policy(&policy(YEARLY)).list_csv("名单.csv", &plain).args(["--year", "2009"]).pay();
    first.payee("太湖电缆有限公司", "40000.00");
    let book = first.bytes("out/example-2009.xlsx");
    for (year, paid) in [("2010", "40000.00"), ("2012", "0.00")] {
        let next = Run::new()
            .policy(&policy(YEARLY))
            .list_csv("名单.csv", &plain)
            .list("example-2009.xlsx", &book)
            .args(["--year", year])
            .pay();
        next.total("payable", paid);
    }
}

#[test]
fn check_tells_of_an_award_that_several_years_take_and_one_pays() {
    let check = |policy: &str| Run::new().policy(policy).args(["check", "--json"]).run();
    check(&policy("")).expect_exit(0).finding("R0520");
    check(&policy(YEARLY)).expect_exit(0).no_finding("R0520");
    // Last year's and this year's are one window for those who come late.
    check(&policy("").replace("from = -2", "from = -1")).no_finding("R0520");
    let november = "from = -1, from_day = \"11月1日\", to = 0, to_day = \"10月31日\"";
    check(&policy("").replace("from = -2, to = 0", november)).no_finding("R0520");
}
