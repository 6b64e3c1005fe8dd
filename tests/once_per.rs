//! Awards paid once for several achievements: which of them carries the award is left to nobody's date where it decides money.

use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,认定日期\n";

fn pay(rules: &Rules, list: &str) -> Ran {
    Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay()
}

/// Gold 50万元 and silver 10万元, each once for an enterprise; of one product the highest alone.
fn by_product() -> Rules {
    Rules::new()
        .award("金", "金牌产品", "once_per = [\"企业\"]\namount = \"50万元\"")
        .award("银", "银牌产品", "once_per = [\"企业\"]\namount = \"10万元\"")
        .step("就高", "highest_only = { key = [\"企业\", \"产品\"], by = \"级别\", across_years = false }")
}

fn silver(first: &str, second: &str) -> String {
    format!(
        "{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-01-01\n红杉陶瓷厂,银牌产品,{first},2008-02-01\n红杉陶瓷厂,银牌产品,{second},2008-03-01\n"
    )
}

/// The flowerpot has no rival, the teapot has: 60万元 or 50万元 by which of the two carries the silver. Whichever was recognised
/// last, both wait; the gold is paid.
#[test]
fn a_rival_of_one_of_the_products_holds_the_award_in_either_order() {
    for (first, second) in [("花盆", "紫砂壶"), ("紫砂壶", "花盆")] {
        let ran = pay(&by_product(), &silver(first, second));
        ran.expect_exit(0).row("名单.csv", 2, "paid").row("名单.csv", 3, "held").row("名单.csv", 4, "held");
        ran.payee("红杉陶瓷厂", "500000.00").finding("M0110");
    }
}

/// Whoever decides that the teapot's silver gives way to its gold leaves the flowerpot's: 50万元 + 10万元.
#[test]
fn a_decision_on_the_row_that_gives_way_settles_it() {
    let decision = "schema = \"duixian.decisions/1\"\n\n[[decision]]\nkind = \"不予采信\"\nfile = \"名单.csv\"\nsheet = \"名单\"\nrow = 4\nwho = \"张三\"\nwhen = 2008-12-01\nwhy = \"同一产品就高\"\n";
    let run = Run::new().policy(&by_product().text()).list_csv("名单.csv", &silver("花盆", "紫砂壶"));
    let ran = run.list("decisions.toml", decision).pay();
    ran.expect_exit(0).payee("红杉陶瓷厂", "600000.00").no_finding("M0110");
}

/// Without a rival nothing is compared: 10万元 once for both.
#[test]
fn products_without_a_rival_are_paid_once() {
    let list = format!("{HEAD}红杉陶瓷厂,银牌产品,紫砂壶,2008-02-01\n红杉陶瓷厂,银牌产品,花盆,2008-03-01\n");
    pay(&by_product(), &list).expect_exit(0).payee("红杉陶瓷厂", "100000.00").no_finding("M0110");
}

/// A key as coarse as the award's: gold 50万元, the silvers of the same firm give way, in every order.
#[test]
fn a_step_that_groups_as_the_award_does_needs_no_decision() {
    let rules = Rules::new()
        .award("金", "金牌产品", "once_per = [\"企业\"]\namount = \"50万元\"")
        .award("银", "银牌产品", "once_per = [\"企业\"]\namount = \"10万元\"")
        .step("就高", "highest_only = { key = [\"企业\"], by = \"级别\", across_years = false }");
    for (first, second) in [("花盆", "紫砂壶"), ("紫砂壶", "花盆")] {
        pay(&rules, &silver(first, second))
            .expect_exit(0)
            .payee("红杉陶瓷厂", "500000.00")
            .no_finding("M0110");
    }
}

/// The teapot's silver was paid 10万元 before: the gold for teapot and flowerpot is 40万元 or 50万元 by which carries it.
#[test]
fn an_earlier_payment_for_one_of_the_products_holds_the_award() {
    let rules = Rules::new()
        .award("金", "金牌产品", "once_per = [\"企业\"]\namount = \"50万元\"")
        .award("银", "银牌产品", "amount = \"10万元\"")
        .step("补差", "upgrade_difference = { key = [\"企业\", \"产品\"], mode = \"扣已付\", tariff_on = \"新认定日期\" }");
    let ledger = "企业名称,类别,产品名称,认定日期,条款,奖励年度,兑现金额(元)\n红杉陶瓷厂,银牌产品,紫砂壶,2007-02-01,2,2007,100000\n";
    for (first, second) in [("花盆", "紫砂壶"), ("紫砂壶", "花盆")] {
        let list = format!(
            "{HEAD}红杉陶瓷厂,金牌产品,{first},2008-02-01\n红杉陶瓷厂,金牌产品,{second},2008-03-01\n"
        );
        let run =
            Run::new().policy(&rules.text()).list_csv("名单.csv", &list).list_csv("历年台账.csv", ledger);
        let ran = run.pay();
        ran.expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held").finding("M0110");
    }
}

fn granted(effect: &str) -> Rules {
    Rules::new().field("上级奖励", "成果", "金额").award(
        "银",
        "银牌产品",
        &format!("once_per = [\"企业\"]\namount = \"10万元\"\ngranted = {{ field = \"上级奖励\", effect = \"{effect}\" }}"),
    )
}

fn grants(first: &str, second: &str) -> String {
    format!(
        "企业名称,类别,产品名称,认定日期,上级奖励(元)\n红杉陶瓷厂,银牌产品,紫砂壶,2008-02-01,{first}\n红杉陶瓷厂,银牌产品,花盆,2008-03-01,{second}\n"
    )
}

/// 10万元 less all that was granted for either: 5万元 and 3万元 leave 2万元, 5万元 alone 5万元 whichever row has it; two rows of the
/// same amount may be one grant or two.
#[test]
fn what_was_granted_for_any_of_them_is_deducted() {
    let rules = granted("扣除");
    pay(&rules, &grants("50000", "30000")).expect_exit(0).payee("红杉陶瓷厂", "20000.00");
    pay(&rules, &grants("50000", "0")).expect_exit(0).payee("红杉陶瓷厂", "50000.00");
    pay(&rules, &grants("0", "50000")).expect_exit(0).payee("红杉陶瓷厂", "50000.00");
    pay(&rules, &grants("0", "0")).expect_exit(0).payee("红杉陶瓷厂", "100000.00");
    let ran = pay(&rules, &grants("50000", "50000"));
    ran.expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held").finding("M0110");
    pay(&rules, &grants("50000", "")).expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held");
}

/// Where a grant bars the award, one for some of them and not for others says nothing of the award for all.
#[test]
fn a_grant_for_some_of_them_bars_neither_all_nor_none() {
    let rules = granted("不予兑现");
    pay(&rules, &grants("50000", "0")).expect_exit(0).row("名单.csv", 2, "held").finding("M0110");
    pay(&rules, &grants("50000", "50000")).expect_exit(0).row("名单.csv", 2, "rejected").row(
        "名单.csv",
        3,
        "rejected",
    );
    pay(&rules, &grants("0", "0")).expect_exit(0).payee("红杉陶瓷厂", "100000.00");
}

/// Five stars 10万元, four 5万元, once for a firm: of both the document does not say which; twice five stars is 10万元 once.
#[test]
fn an_amount_that_each_row_decides_is_the_same_for_all_or_held() {
    let rules = Rules::new().field("星级", "成果", "整数").award(
        "星级",
        "银牌产品",
        "once_per = [\"企业\"]\namount = { by = \"星级\", brackets = [{ from = 5, amount = \"10万元\" }, { from = 4, to = 4, amount = \"5万元\" }] }",
    );
    let list = |a: &str, b: &str| {
        format!(
            "企业名称,类别,产品名称,认定日期,星级\n红杉陶瓷厂,银牌产品,甲店,2008-02-01,{a}\n红杉陶瓷厂,银牌产品,乙店,2008-03-01,{b}\n"
        )
    };
    let ran = pay(&rules, &list("5", "4"));
    ran.expect_exit(0).row_because("名单.csv", 2, "held", "100000.00元、50000.00元").finding("M0110");
    pay(&rules, &list("5", "5")).expect_exit(0).payee("红杉陶瓷厂", "100000.00").no_finding("M0110");
    pay(&rules, &list("5", "3")).expect_exit(0).row_because("名单.csv", 2, "held", "100000.00元、不奖");
}

/// One series of two firms' achievements is paid once, and nobody says to whom.
#[test]
fn an_award_once_for_several_payees_is_held() {
    let rules = |key: &str| {
        Rules::new().field("系列", "成果", "文字").award(
            "系列",
            "银牌产品",
            &format!("once_per = {key}\namount = \"10万元\""),
        )
    };
    let list = "企业名称,类别,产品名称,认定日期,系列\n红杉陶瓷厂,银牌产品,紫砂壶,2008-02-01,一\n长风环保公司,银牌产品,滤芯,2008-03-01,一\n";
    let ran = pay(&rules("[\"系列\"]"), list);
    ran.expect_exit(0).row("名单.csv", 2, "held").row_because("名单.csv", 3, "held", "收款单位不同");
    let ran = pay(&rules("[\"企业\", \"系列\"]"), list);
    ran.expect_exit(0).payee("红杉陶瓷厂", "100000.00").payee("长风环保公司", "100000.00");
}

/// Half of it is the town's: of rows in two towns nobody says which pays. A row that leaves its town open follows the other.
#[test]
fn towns_that_pay_a_share_are_one_or_the_award_is_held() {
    let rules = Rules::new().award("银", "银牌产品", "once_per = [\"企业\"]\namount = \"10万元\"").step(
        "分担",
        "sharing = { rule = [{ shares = [{ funder = \"市财政\", rate = \"50%\" }, { funder = \"所在镇\", rate = \"50%\" }] }] }",
    );
    let list = |a: &str, b: &str| {
        format!(
            "企业名称,类别,产品名称,认定日期,镇\n红杉陶瓷厂,银牌产品,紫砂壶,2008-02-01,{a}\n红杉陶瓷厂,银牌产品,花盆,2008-03-01,{b}\n"
        )
    };
    let ran = pay(&rules, &list("东镇", "西镇"));
    ran.expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held").finding("M0110");
    pay(&rules, &list("东镇", "东镇")).expect_exit(0).share("红杉陶瓷厂", "东镇", "50000.00");
    pay(&rules, &list("", "东镇")).expect_exit(0).share("红杉陶瓷厂", "东镇", "50000.00");
}

fn two_families(step: &str) -> Rules {
    Rules::new()
        .vocabulary("\n[[category]]\nname = \"著名商标\"\nfamily = \"商标\"\nunit = \"件\"\nmark = true\n")
        .clause("[[clause.award]]\nid = \"一次\"\nrole = \"企业\"\ncategories = [\"银牌产品\", \"著名商标\"]\nonce_per = [\"企业\"]\namount = \"10万元\"")
        .step("步骤", step)
}

const PRODUCT_AND_MARK: &str = "企业名称,类别,成果名称,认定日期\n红杉陶瓷厂,银牌产品,紫砂壶,2008-02-01\n红杉陶瓷厂,著名商标,云峰,2008-03-01\n";

/// A cap on marks alone: of 5万元 it would cut the award in half if the mark carries it, and not at all if the product does; of
/// 20万元 it leaves the 10万元 whole either way.
#[test]
fn a_cap_on_some_of_the_categories_holds_only_where_it_would_bind() {
    let cap = |limit: &str| {
        two_families(&format!(
            "cap = {{ covers = {{ families = [\"商标\"] }}, key = [\"企业\"], limit = {{ amount = \"{limit}\" }}, reduce = \"从后扣减\", used_by = \"不计\" }}"
        ))
    };
    pay(&cap("5万元"), PRODUCT_AND_MARK).expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held");
    pay(&cap("20万元"), PRODUCT_AND_MARK).expect_exit(0).payee("红杉陶瓷厂", "100000.00").no_finding("M0110");
}

/// Each department has 10% of its family: which of them has it of an award for both nobody says.
#[test]
fn departments_of_two_families_hold_an_award_for_both() {
    let rules = two_families(
        "[[clause.step.department_share.department]]\nname = \"工商局\"\nrate = \"10%\"\ncovers = { families = [\"商标\"], roles = [\"企业\"] }\n[[clause.step.department_share.department]]\nname = \"质监局\"\nrate = \"10%\"\ncovers = { families = [\"产品\"], roles = [\"企业\"] }",
    );
    pay(&rules, PRODUCT_AND_MARK).expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held");
}

fn told(rules: &Rules) -> Ran {
    Run::new().policy(&rules.text()).args(["check"]).run()
}

/// The writer of a policy is told beforehand, and only where achievements can differ.
#[test]
fn check_tells_of_awards_once_for_what_may_differ() {
    told(&by_product()).says("R0516").says("步骤「就高」却按「产品」分组");
    let coarse = Rules::new()
        .award("银", "银牌产品", "once_per = [\"企业\"]\namount = \"10万元\"")
        .step("就高", "highest_only = { key = [\"企业\"], by = \"级别\", across_years = false }");
    let printed = told(&coarse).stdout.clone();
    assert!(!printed.contains("R0516"), "{printed}");
    let series = Rules::new().field("系列", "成果", "文字").award(
        "系列",
        "银牌产品",
        "once_per = [\"系列\"]\namount = \"10万元\"",
    );
    told(&series).says("R0516").says("没有写企业或收款单位");
}
