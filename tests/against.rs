//! What lists say against what they list, from the row to the payment.

use crate::harness::{LIST, Rules, Run};

const JIA: &str = "示例甲有限公司";
const BLOCK: &str = "who = \"甲\"\nwhen = \"2008-12-01\"\nwhy = \"查实\"\n";

fn accept(file: &str, row: u32) -> String {
    format!("[[decision]]\nkind = \"采信\"\nfile = \"{file}\"\nrow = {row}\n{BLOCK}")
}

#[test]
fn a_firm_that_the_register_says_is_gone_is_not_paid_until_a_person_says_so() {
    let register =
        "企业名称,经营状态,开户行,账号\n示例甲有限公司,注销,工行,6222001\n示例乙有限公司,注销,农行,6222002\n";
    let run = || Run::new().list_csv("名单.csv", LIST).list_csv("企业名录.csv", register);
    let held = run().pay();
    held.row("名单.csv", 2, "held").total("awarded", "0.00");
    held.finding_at("L0219", "企业名录.csv", "示例甲有限公司");
    // The other firm has nothing to be paid for, and nothing is said of it.
    assert_eq!(held.codes().iter().filter(|code| *code == "L0219").count(), 1);
    let accepted = run().decisions(&accept("企业名录.csv", 2)).pay();
    accepted.payee(JIA, "500000.00").no_finding("L0219");
}

#[test]
fn an_account_in_another_name_is_not_paid_to() {
    let register = "企业名称,开户行,账号,户名\n示例甲有限公司,工行,6222001,张三\n";
    let ran = Run::new().list_csv("名单.csv", LIST).list_csv("企业名录.csv", register).pay();
    ran.payee(JIA, "500000.00").finding("W0204").finding("W0202");
    let own = "企业名称,开户行,账号,户名\n示例甲有限公司,工行,6222001,示例甲有限公司\n";
    let ran = Run::new().list_csv("名单.csv", LIST).list_csv("企业名录.csv", own).pay();
    ran.payee(JIA, "500000.00").no_finding("W0204").no_finding("W0202");
}

#[test]
fn a_level_that_is_not_the_categorys_holds_the_row() {
    let rules = Rules::new().award("1", "银牌产品", "amount = \"5万元\"");
    let list = "企业名称,类别,级别,产品名称,认定日期\n示例甲有限公司,银牌产品,省级,紫砂壶,2008-03-01\n示例乙有限公司,银牌产品,市级,茶壶,2008-03-01\n";
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay();
    ran.row("名单.csv", 2, "paid").row("名单.csv", 3, "held").finding_at("L0216", "名单.csv", "市级");
    ran.total("awarded", "50000.00");
}

#[test]
fn a_payment_that_the_ledger_says_was_not_made_holds_what_it_would_change() {
    let ledger = "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),备注\n示例甲有限公司,金牌产品,紫砂壶,2008-03-01,2008,500000,作废，未拨付\n".replace("，", "；");
    let run = || Run::new().list_csv("名单.csv", LIST).list_csv("历年台账.csv", &ledger);
    run().pay().row("名单.csv", 2, "held").finding("H0102").total("awarded", "0.00");
    let refused = accept("历年台账.csv", 2).replace("采信", "不予采信");
    run().decisions(&refused).pay().payee(JIA, "500000.00").no_finding("H0102");
    run().decisions(&accept("历年台账.csv", 2)).pay().row("名单.csv", 2, "rejected").finding("H0106");
}

#[test]
fn this_years_list_with_a_ledgers_name_takes_nothing_from_another() {
    let asked =
        "企业名称,类别,产品名称,认定日期,奖励金额(元)\n示例甲有限公司,金牌产品,紫砂壶,2008-03-01,500000\n";
    let run = || Run::new().list_csv("经贸局.csv", &format!("2008年度奖励兑现情况表\n{asked}"));
    run()
        .list_csv("名单.csv", LIST)
        .pay()
        .payee(JIA, "500000.00")
        .row("经贸局.csv", 3, "held")
        .finding("T0103");
    let decision = format!(
        "[[decision]]\nkind = \"表头\"\nfile = \"经贸局.csv\"\nheading_row = 2\ncolumn = \"E\"\nfield = \"申请金额\"\n{BLOCK}"
    );
    run().decisions(&decision).pay().payee(JIA, "500000.00").no_finding("T0103");
}
