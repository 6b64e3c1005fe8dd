//! Scenarios of decisions: each kind settles what the program would not guess.

use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,认定日期,证书编号\n";
const SIGNED: &str = "who = \"张\"\nwhen = 2008-12-01\nwhy = \"核实\"\n";

fn gold() -> Rules {
    Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"").award(
        "银牌",
        "银牌产品",
        "amount = \"4万元\"",
    )
}

fn decide(run: Run, decision: &str) -> Ran {
    run.decisions(&format!("[[decision]]\n{decision}\n{SIGNED}")).pay()
}

/// A heading's field.
#[test]
fn scenarios_a_decision_names_the_field_of_a_heading() {
    let run = || {
        let rules = gold().field("出口", "成果", "是否").award(
            "铜牌",
            "合作标准",
            "when = [{ field = \"出口\", is = true }]\namount = \"1万元\"",
        );
        let list = "企业名称,类别,产品名称,认定日期,外销\n红杉陶瓷厂,合作标准,紫砂壶,2008-03-01,是\n";
        Run::new().policy(&rules.text()).list_csv("名单.csv", list)
    };
    run().pay().expect_exit(0).row("名单.csv", 2, "held");
    let decision = "kind = \"表头\"\nfile = \"名单.csv\"\nheading_row = 1\ncolumn = \"E\"\nfield = \"出口\"";
    decide(run(), decision).expect_exit(0).payee("红杉陶瓷厂", "10000.00");
}

fn twins() -> Run {
    let list = format!(
        "{HEAD}江苏红杉陶瓷有限公司,金牌产品,紫砂壶,2008-03-01,A1\n江苏红衫陶瓷有限公司,银牌产品,花盆,2008-03-01,A2\n"
    );
    Run::new().policy(&gold().text()).list_csv("名单.csv", &list)
}

/// Two names one enterprise or not: held until decided; as one, its money is on one payee.
#[test]
fn scenarios_likely_twins_are_held_until_a_decision_says() {
    twins().pay().expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held").finding("E0103");
    let names = "names = [\"江苏红杉陶瓷有限公司\", \"江苏红衫陶瓷有限公司\"]";
    let ran = decide(twins(), &format!("kind = \"同一企业\"\n{names}"));
    ran.expect_exit(0).payee("江苏红杉陶瓷有限公司", "140000.00");
    let ran = decide(twins(), &format!("kind = \"不是同一企业\"\n{names}"));
    ran.expect_exit(0).payee("江苏红杉陶瓷有限公司", "100000.00").payee("江苏红衫陶瓷有限公司", "40000.00");
}

/// Same product: of what is one product only the higher is paid.
#[test]
fn scenarios_a_decision_says_the_same_product() {
    let rules = gold()
        .step("就高", "highest_only = { key = [\"企业\", \"产品\"], by = \"净额\", across_years = false }");
    let list = format!(
        "{HEAD}红杉陶瓷厂,金牌产品,紫砂花盆,2008-03-01,\n红杉陶瓷厂,银牌产品,紫砂花盆(大),2008-03-01,\n"
    );
    let run = Run::new().policy(&rules.text()).list_csv("名单.csv", &list);
    let ran = decide(
        run,
        "kind = \"同一产品\"\nenterprise = \"红杉陶瓷厂\"\nproducts = [\"紫砂花盆\", \"紫砂花盆(大)\"]",
    );
    ran.expect_exit(0).row("名单.csv", 2, "paid").row("名单.csv", 3, "zero").payee("红杉陶瓷厂", "100000.00");
}

fn contradictory() -> Run {
    let list =
        format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n红杉陶瓷厂,金牌产品,紫砂壶,2008-06-01,A1\n");
    Run::new().policy(&gold().text()).list_csv("名单.csv", &list)
}

/// A row accepted: of two that contradict each other the accepted one speaks for the achievement.
#[test]
fn scenarios_a_row_that_is_accepted_speaks_for_its_achievement() {
    contradictory().pay().expect_exit(0).row("名单.csv", 2, "held");
    let ran = decide(contradictory(), "kind = \"采信\"\nfile = \"名单.csv\"\nrow = 2");
    ran.expect_exit(0)
        .row("名单.csv", 2, "paid")
        .row("名单.csv", 3, "rejected")
        .payee("红杉陶瓷厂", "100000.00");
}

/// A row refused: as if it were not in the lists, its reason printed.
#[test]
fn scenarios_a_row_that_is_refused_is_rejected_and_frees_the_other() {
    let ran = decide(contradictory(), "kind = \"不予采信\"\nfile = \"名单.csv\"\nrow = 3");
    ran.expect_exit(0).row("名单.csv", 2, "paid").row_because("名单.csv", 3, "rejected", "不予采信");
    ran.payee("红杉陶瓷厂", "100000.00");
}

fn one_in_two_lists() -> Run {
    let row = format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n");
    let other =
        format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008年3月,A1\n长风环保公司,银牌产品,滤芯,2008-03-01,A2\n");
    Run::new().policy(&gold().text()).list_csv("一.csv", &row).list_csv("二.csv", &other)
}

/// A waiver (自愿放弃) ends the whole achievement, whichever of its rows it names.
#[test]
fn scenarios_a_waiver_ends_the_whole_achievement() {
    let ran = decide(one_in_two_lists(), "kind = \"自愿放弃\"\nfile = \"二.csv\"\nrow = 2");
    ran.expect_exit(0).row_because("一.csv", 2, "rejected", "自愿放弃").row("二.csv", 2, "rejected");
    ran.payee("红杉陶瓷厂", "0.00").total("payable", "40000.00");
}

/// An upheld objection does the same.
#[test]
fn scenarios_an_upheld_objection_ends_the_whole_achievement() {
    let ran = decide(one_in_two_lists(), "kind = \"异议成立\"\nfile = \"一.csv\"\nrow = 2");
    ran.expect_exit(0).row_because("一.csv", 2, "rejected", "异议成立").row("二.csv", 2, "rejected");
    ran.total("payable", "40000.00");
}

/// A legal successor: what its predecessor was paid counts against it, and it is the payee.
#[test]
fn scenarios_a_legal_successor_takes_payments_and_achievements() {
    let list =
        format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n金谷化工公司,银牌产品,染料,2008-03-01,A2\n");
    let ledger = "企业名称,类别,产品名称,认定日期,证书编号,奖励年度,兑现金额(元)\n金谷化工公司,金牌产品,紫砂壶,2008-03-01,A1,2007,100000\n";
    let run = Run::new().policy(&gold().text()).list_csv("名单.csv", &list).list_csv("历年台账.csv", ledger);
    let ran = decide(run, "kind = \"承继\"\nfrom = \"金谷化工公司\"\nto = \"红杉陶瓷厂\"");
    ran.expect_exit(0).row_because("名单.csv", 2, "rejected", "已兑现");
    ran.payee("红杉陶瓷厂", "40000.00").payee("金谷化工公司", "0.00");
}

/// A claimant's choice, or a fact that was missing: the value is set in its row.
#[test]
fn scenarios_a_choice_sets_a_missing_fact() {
    let rules = || {
        gold().clause(
            "[[clause.requirement]]\nreason = \"逾期\"\nwhen = [{ field = \"申报日期\", to = 2008-10-31 }]",
        )
    };
    let list = format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n");
    let run = || Run::new().policy(&rules().text()).list_csv("名单.csv", &list);
    run().pay().expect_exit(0).row("名单.csv", 2, "held");
    let choice = |date: &str| {
        format!("kind = \"选择\"\nfile = \"名单.csv\"\nrow = 2\nfield = \"申报日期\"\nvalue = \"{date}\"")
    };
    decide(run(), &choice("2008-10-31")).expect_exit(0).row("名单.csv", 2, "paid");
    decide(run(), &choice("2008-11-01")).expect_exit(0).row("名单.csv", 2, "rejected");
}

/// “Each with who, when and why”: without them the run is refused.
#[test]
fn scenarios_a_decision_without_who_when_and_why_is_refused() {
    let ran = contradictory()
        .decisions("[[decision]]\nkind = \"采信\"\nfile = \"名单.csv\"\nrow = 2\nwho = \"张\"\n")
        .pay();
    ran.expect_exit(1).finding("D0105");
}

/// A decision that settles nothing is told.
#[test]
fn scenarios_a_decision_that_meets_nothing_is_told() {
    let ran = decide(one_in_two_lists(), "kind = \"不予采信\"\nfile = \"二.csv\"\nrow = 9");
    ran.expect_exit(0).finding("D0201").total("payable", "140000.00");
}

/// A payment that lacks something leaves open whether an achievement was paid, or is a re-certification: the row of the
/// ledger is named, and completing it is the help.
#[test]
fn scenarios_a_ledger_row_that_leaves_something_open_is_named() {
    let rules = Rules::new().award(
        "金牌",
        "金牌产品",
        "when = [{ field = \"复评\", is = false }]\namount = \"10万元\"",
    );
    let said = |ledger: &str| {
        let head = "年度,企业名称,类别,产品名称,认定日期,兑现金额(元)\n";
        let ran = Run::new()
            .policy(&rules.text())
            .list_csv("名单.csv", "企业名称,类别,产品名称,认定日期\n红杉陶瓷厂,金牌产品,紫砂壶,2007-03-01\n")
            .list_csv("历年.csv", &format!("{head}{ledger}\n"))
            .pay();
        ran.row("名单.csv", 2, "held");
        let findings = ran.json()["findings"].as_array().cloned().unwrap_or_default();
        let found = findings.iter().find(|finding| finding["code"] == "M0101").expect("a missing fact");
        [&found["message"], &found["help"]].map(|text| text.as_str().unwrap_or_default().to_owned())
    };
    let [message, help] = said("2007,红杉陶瓷厂,金牌产品,紫砂壶,,50000");
    assert!(message.contains("历年.csv[历年]!2") && help.contains("补全历年台账"), "{message} {help}");
    assert!(!help.contains("field ="), "{help}");
    let [message, help] = said("2006,红杉陶瓷厂,金牌产品,,2006-03-01,50000");
    assert!(message.contains("复评未填") && help.contains("历年.csv[历年]!2"), "{message} {help}");
    assert!(help.contains("field = \"复评\"\nvalue = \"\"  # 可写：是、否"), "{help}");
}
