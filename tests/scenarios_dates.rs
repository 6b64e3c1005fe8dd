//! Scenarios of dates: intervals, windows, deadlines, and which date a condition names.

use crate::harness::{Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,认定日期\n";

/// 金牌10万元，认定日期须在一段日子里（首尾都算）。
fn windowed(from: &str, to: &str) -> Rules {
    Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"").clause(&format!(
        "[[clause.requirement]]\nreason = \"不在期间\"\nwhen = [{{ field = \"认定日期\", from = {from}, to = {to} }}]"
    ))
}

fn fate(rules: &Rules, date: &str, fate: &str) {
    let list = format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,{date}\n");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0).row("名单.csv", 2, fate);
    ran.total("payable", if fate == "paid" { "100000.00" } else { "0.00" });
}

/// “a condition holds if it holds on every day”: every day of March 2008 lies in the window.
#[test]
fn scenarios_a_date_known_to_the_month_meets_a_window_that_has_all_its_days() {
    fate(&windowed("2008-03-01", "2008-03-31"), "2008年3月", "paid");
}

/// “fails if on none”.
#[test]
fn scenarios_a_date_known_to_the_month_fails_a_window_that_has_none_of_its_days() {
    fate(&windowed("2008-04-01", "2008-12-31"), "2008年3月", "rejected");
}

/// “and otherwise holds the row”: the window begins inside the month, or inside the year.
#[test]
fn scenarios_a_date_known_to_the_month_is_held_where_the_window_splits_it() {
    fate(&windowed("2008-03-15", "2008-12-31"), "2008年3月", "held");
    fate(&windowed("2008-03-15", "2008-12-31"), "2008年", "held");
}

/// “Windows … include both ends.”
#[test]
fn scenarios_windows_include_both_ends() {
    let rules = windowed("2008-03-01", "2008-09-30");
    fate(&rules, "2008-03-01", "paid");
    fate(&rules, "2008-09-30", "paid");
    fate(&rules, "2008-02-29", "rejected");
    fate(&rules, "2008-10-01", "rejected");
}

/// “lives include both ends”: 免检 lives from 2008-02-01 to 2008-09-18.
#[test]
fn scenarios_lives_include_both_ends() {
    let rules = Rules::new()
        .vocabulary(
            "\n[[category]]\nname = \"免检\"\nfrom = 2008-02-01\nto = 2008-09-18\nlife_clause = \"1\"\n",
        )
        .award("免检", "免检", "amount = \"10万元\"");
    for (date, fate) in [
        ("2008-02-01", "paid"),
        ("2008-09-18", "paid"),
        ("2008-01-31", "rejected"),
        ("2008-09-19", "rejected"),
    ] {
        let list = format!("{HEAD}红杉陶瓷厂,免检,紫砂壶,{date}\n");
        let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
        ran.expect_exit(0).row("名单.csv", 2, fate);
        if fate == "rejected" {
            ran.row_clause("名单.csv", 2, "1");
        }
    }
}

/// “order uses the first day”: under a cap of 15万元 filled from the first, 2008年5月 (from 1 May) comes before 2 May
/// and is paid whole; the other gets 5万元.
#[test]
fn scenarios_order_uses_the_first_day_of_a_month() {
    let rules = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"").step(
        "总额",
        "budget = { limit = { amount = \"15万元\" }, reduce = \"从后扣减\", used_by = \"不计\" }",
    );
    let list = format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-05-02\n长风环保公司,金牌产品,滤芯,2008年5月\n");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0).payee("长风环保公司", "100000.00").payee("红杉陶瓷厂", "50000.00");
}

/// “Recognition year, application deadline and award year are three fields; each condition names its own”: recognised
/// in 2007, applied for in 2008, awarded for 2008: a rule on the application date alone pays it.
#[test]
fn scenarios_each_condition_names_its_own_date() {
    let rules = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"").clause(
        "[[clause.requirement]]\nreason = \"申报不在年度内\"\nwhen = [{ field = \"申报日期\", award_year = { from = 0, to = 0 } }]",
    );
    let list = "企业名称,类别,产品名称,认定日期,申报日期\n红杉陶瓷厂,金牌产品,紫砂壶,2007-03-01,2008-03-01\n长风环保公司,金牌产品,滤芯,2008-03-01,2009-01-01\n";
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay();
    ran.expect_exit(0).row("名单.csv", 2, "paid").row_because("名单.csv", 3, "rejected", "申报不在年度内");
    ran.total("payable", "100000.00");
}

/// “A window is any stated interval”: a year from July to June.
#[test]
fn scenarios_a_window_is_any_stated_interval() {
    let rules = windowed("2007-07-01", "2008-06-30");
    fate(&rules, "2007-07-01", "paid");
    fate(&rules, "2008-07-01", "rejected");
}

/// “Where a deadline applies, a missing application date holds the row.”
#[test]
fn scenarios_a_missing_application_date_holds_where_a_deadline_applies() {
    let rules = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"").clause(
        "[[clause.requirement]]\nreason = \"逾期\"\nwhen = [{ field = \"申报日期\", to = 2008-10-31 }]",
    );
    let list = "企业名称,类别,产品名称,认定日期,申报日期\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,\n长风环保公司,金牌产品,滤芯,2008-03-01,2008-10-31\n";
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay();
    ran.expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "paid").total("payable", "100000.00");
}

/// The same where no list has the column at all.
#[test]
fn scenarios_a_deadline_holds_where_no_list_has_application_dates() {
    let rules = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"").clause(
        "[[clause.requirement]]\nreason = \"逾期\"\nwhen = [{ field = \"申报日期\", to = 2008-10-31 }]",
    );
    fate(&rules, "2008-03-01", "held");
}

/// A recognition date after the award year is held unless a rule settles it.
#[test]
fn scenarios_a_date_after_the_award_year_is_held_or_rejected_by_rule() {
    let open = Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"");
    fate(&open, "2009-01-01", "held");
    fate(&windowed("2008-01-01", "2008-12-31"), "2009-01-01", "rejected");
}
