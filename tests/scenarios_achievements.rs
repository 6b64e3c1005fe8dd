//! Scenarios of achievements: what is one achievement, quantity, re-certification, claims.

use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,认定日期,证书编号\n";
const LEDGER: &str = "企业名称,类别,产品名称,认定日期,证书编号,奖励年度,兑现金额(元)\n";

fn gold() -> Rules {
    Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"").award(
        "标准",
        "合作标准",
        "amount = \"6万元\"\njoint = { mode = \"平均\" }",
    )
}

fn pay(rules: &Rules, list: &str) -> Ran {
    Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay()
}

/// “always the category”: one certificate number in two categories is two achievements.
#[test]
fn scenarios_the_category_always_identifies() {
    let rules = gold().award("银牌", "银牌产品", "amount = \"4万元\"");
    let ran = pay(
        &rules,
        &format!(
            "{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n红杉陶瓷厂,银牌产品,紫砂壶,2008-03-01,A1\n"
        ),
    );
    ran.expect_exit(0).payee("红杉陶瓷厂", "140000.00");
}

/// “stage and recognition date where they matter”: the category identifies by date, so two dates are two achievements.
#[test]
fn scenarios_a_declared_field_identifies() {
    let rules = Rules::new()
        .vocabulary("\n[[category]]\nname = \"铜牌\"\nidentity = [\"认定日期\"]\n")
        .award("铜牌", "铜牌", "amount = \"1万元\"");
    let ran = pay(
        &rules,
        &format!("{HEAD}红杉陶瓷厂,铜牌,紫砂壶,2008-03-01,A1\n红杉陶瓷厂,铜牌,紫砂壶,2008-06-01,A1\n"),
    );
    ran.expect_exit(0).payee("红杉陶瓷厂", "20000.00");
}

/// Without that declaration, rows of one certificate whose dates differ contradict each other: both are held.
#[test]
fn scenarios_rows_of_one_achievement_whose_facts_differ_are_held() {
    let ran = pay(
        &gold(),
        &format!(
            "{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n红杉陶瓷厂,金牌产品,紫砂壶,2008-06-01,A1\n"
        ),
    );
    ran.expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held").total("payable", "0.00");
}

/// “A title identifies only where no certificate can be compared”.
#[test]
fn scenarios_a_title_identifies_where_no_certificate_can_be_compared() {
    let ran = pay(
        &gold(),
        &format!(
            "{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,\n红杉陶瓷厂,金牌产品,“紫砂壶”,2008-03-01,A1\n"
        ),
    );
    ran.expect_exit(0).row("名单.csv", 2, "paid").row_because("名单.csv", 3, "rejected", "重复");
    ran.payee("红杉陶瓷厂", "100000.00");
}

/// “different certificates are different achievements whatever their titles”.
#[test]
fn scenarios_different_certificates_are_different_achievements() {
    let ran = pay(
        &gold(),
        &format!(
            "{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A2\n"
        ),
    );
    ran.expect_exit(0).payee("红杉陶瓷厂", "200000.00");
}

/// “The same certificate with different enterprises is one joint achievement where the category admits several holders”.
#[test]
fn scenarios_the_same_certificate_of_a_joint_category_is_one_joint_achievement() {
    let ran = pay(
        &gold(),
        &format!("{HEAD}红杉陶瓷厂,合作标准,壶,2008-03-01,B1\n长风环保公司,合作标准,壶,2008-03-01,B1\n"),
    );
    ran.expect_exit(0).payee("红杉陶瓷厂", "30000.00").payee("长风环保公司", "30000.00");
    ran.row("名单.csv", 2, "paid").row_because("名单.csv", 3, "rejected", "重复");
}

/// “otherwise held”.
#[test]
fn scenarios_the_same_certificate_with_different_enterprises_is_held() {
    let ran = pay(
        &gold(),
        &format!(
            "{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n长风环保公司,金牌产品,紫砂壶,2008-03-01,A1\n"
        ),
    );
    ran.expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held").total("payable", "0.00");
}

/// “A product is its declared product field, or else its title after normalisation (brackets, 牌, 及图 and counts read
/// off)”: one product of two levels by two titles, the higher is paid.
#[test]
fn scenarios_a_product_is_its_title_after_normalisation() {
    let rules = gold()
        .award("银牌", "银牌产品", "amount = \"4万元\"")
        .step("就高", "highest_only = { key = [\"企业\", \"产品\"], by = \"净额\", across_years = false }");
    let ran = pay(
        &rules,
        "企业名称,类别,商标名称,认定日期\n红杉陶瓷厂,金牌产品,“紫云”牌,2008-03-01\n红杉陶瓷厂,银牌产品,紫云及图,2008-03-01\n",
    );
    ran.expect_exit(0).row("名单.csv", 2, "paid").row("名单.csv", 3, "zero").payee("红杉陶瓷厂", "100000.00");
}

/// “Two titles of one enterprise that are near, or contain one another, in a group that compares products are held,
/// with the decision line”; a decision 不是同一产品 releases both.
#[test]
fn scenarios_near_titles_in_a_group_by_product_are_held_until_decided() {
    let rules = gold()
        .award("银牌", "银牌产品", "amount = \"4万元\"")
        .step("就高", "highest_only = { key = [\"企业\", \"产品\"], by = \"净额\", across_years = false }");
    let list = format!(
        "{HEAD}红杉陶瓷厂,金牌产品,紫砂花盆,2008-03-01,\n红杉陶瓷厂,银牌产品,紫砂花盆托盘,2008-03-01,\n"
    );
    let ran = pay(&rules, &list);
    ran.expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held").finding("E0204");
    ran.says("同一产品");
    let ran = ran.again().decisions(
        "[[decision]]\nkind = \"不是同一产品\"\nenterprise = \"红杉陶瓷厂\"\nproducts = [\"紫砂花盆\", \"紫砂花盆托盘\"]\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"核实\"\n",
    );
    ran.pay().expect_exit(0).payee("红杉陶瓷厂", "140000.00");
}

/// In a policy that compares no products near titles are two achievements.
#[test]
fn scenarios_near_titles_stand_where_no_rule_compares_products() {
    let ran = pay(
        &gold(),
        &format!(
            "{HEAD}红杉陶瓷厂,金牌产品,紫砂花盆,2008-03-01,\n红杉陶瓷厂,金牌产品,紫砂花盆托盘,2008-03-01,\n"
        ),
    );
    ran.expect_exit(0).payee("红杉陶瓷厂", "200000.00");
}

/// “Quantity q is q units”: 3 只 at 10万元.
#[test]
fn scenarios_quantity_multiplies() {
    let ran =
        pay(&gold(), "企业名称,类别,产品名称,认定日期,数量\n红杉陶瓷厂,金牌产品,紫砂壶等,2008-03-01,3\n");
    ran.expect_exit(0).payee("红杉陶瓷厂", "300000.00");
}

/// “A cap per achievement is × q”: 3 只 at 10万元, each at most 8万元: 24万元.
#[test]
fn scenarios_a_cap_per_achievement_is_times_the_quantity() {
    let rules = gold().step(
        "每项封顶",
        "cap = { key = [\"成果\"], limit = { amount = \"8万元\" }, reduce = \"按比例\", used_by = \"不计\" }",
    );
    let ran =
        pay(&rules, "企业名称,类别,产品名称,认定日期,数量\n红杉陶瓷厂,金牌产品,紫砂壶等,2008-03-01,3\n");
    ran.expect_exit(0).payee("红杉陶瓷厂", "240000.00");
}

/// “Counts, thresholds … count q”: 2 + 1 只 reach the threshold of 3; the lump sum is paid once.
#[test]
fn scenarios_thresholds_count_the_quantity() {
    let rules = Rules::new()
        .vocabulary("\n[[derived]]\nname = \"只数\"\ncount = { covers = { categories = [\"金牌产品\"] }, over = \"当年\", key = [\"企业\"] }\n")
        .award("满三", "金牌产品", "once_per = [\"企业\"]\nwhen = [{ field = \"只数\", from = 3 }]\namount = \"20万元\"");
    let head = "企业名称,类别,产品名称,认定日期,数量\n";
    let ran = pay(
        &rules,
        &format!(
            "{head}红杉陶瓷厂,金牌产品,紫砂壶等,2008-03-01,2\n红杉陶瓷厂,金牌产品,电水壶,2008-04-01,1\n长风环保公司,金牌产品,滤芯等,2008-03-01,2\n"
        ),
    );
    ran.expect_exit(0).payee("红杉陶瓷厂", "200000.00").row("名单.csv", 4, "rejected");
}

/// “count limits count q; a limit that falls inside keeps k units by the running form”: of 3 只 (30万元) 2 are kept.
#[test]
fn scenarios_a_count_limit_that_falls_inside_keeps_its_units() {
    let rules =
        gold().step("限项", "count_limit = { key = [\"企业\"], limit = 2, of = \"成果\", tie = \"按次序\" }");
    let ran =
        pay(&rules, "企业名称,类别,产品名称,认定日期,数量\n红杉陶瓷厂,金牌产品,紫砂壶等,2008-03-01,3\n");
    ran.expect_exit(0).payee("红杉陶瓷厂", "200000.00");
}

/// “in a group by product it is held if it has a rival, because its products are not named”.
#[test]
fn scenarios_a_row_of_several_products_is_held_if_it_has_a_rival() {
    let rules = gold()
        .award("银牌", "银牌产品", "amount = \"4万元\"")
        .step("就高", "highest_only = { key = [\"企业\", \"产品\"], by = \"净额\", across_years = false }");
    let head = "企业名称,类别,产品名称,认定日期,数量\n";
    let ran = pay(
        &rules,
        &format!("{head}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,3\n红杉陶瓷厂,银牌产品,紫砂壶,2008-04-01,1\n"),
    );
    ran.expect_exit(0).row("名单.csv", 2, "held").finding("S0102");
    // Alone, its units do not compete with each other.
    let ran = pay(&rules, &format!("{head}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,3\n"));
    ran.expect_exit(0).payee("红杉陶瓷厂", "300000.00");
}

/// “A list's unit (只/件/项) that differs from the category's is a finding, never a conversion.”
#[test]
fn scenarios_a_unit_that_differs_is_a_finding_never_a_conversion() {
    let ran = pay(
        &gold(),
        "企业名称,类别,产品名称,认定日期,数量,数量单位\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,2,件\n",
    );
    ran.expect_exit(0).finding("L0207");
}

/// 首次10万元，复评5万元；从未奖过的复评8万元。
fn recertified() -> Rules {
    Rules::new()
        .vocabulary("\n[[derived]]\nname = \"奖过\"\ncount = { over = \"历年\", key = [\"企业\", \"产品\", \"类别\"] }\n")
        .award("首次", "金牌产品", "when = [{ field = \"复评\", is = false }]\namount = \"10万元\"")
        .award("复评", "金牌产品", "when = [{ field = \"复评\", is = true }, { field = \"奖过\", from = 1 }]\namount = \"5万元\"")
        .award("补奖", "金牌产品", "when = [{ field = \"复评\", is = true }, { field = \"奖过\", is = 0 }]\namount = \"8万元\"")
}

fn stage(stage: &str, ledger: &str) -> Ran {
    Run::new()
        .policy(&recertified().text())
        .list_csv("名单.csv", &format!("企业名称,类别,产品名称,认定日期,证书编号,阶段\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,,{stage}\n"))
        .list_csv("历年台账.csv", &format!("{LEDGER}金谷化工公司,金牌产品,染料,2005-03-01,,2005,40000\n{ledger}"))
        .pay()
}

const EARLIER: &str = "红杉陶瓷厂,金牌产品,紫砂壶,2005-03-01,,2005,100000\n";

/// “marked first with such a payment, held”.
#[test]
fn scenarios_marked_first_with_an_earlier_payment_is_held() {
    stage("初次", EARLIER).expect_exit(0).row("名单.csv", 2, "held").finding("H0101");
}

/// “unmarked with one, a re-certification”: 5万元.
#[test]
fn scenarios_unmarked_with_an_earlier_payment_is_a_re_certification() {
    stage("", EARLIER).expect_exit(0).payee("红杉陶瓷厂", "50000.00");
}

/// Unmarked without one it is the first: 10万元.
#[test]
fn scenarios_unmarked_without_an_earlier_payment_is_the_first() {
    stage("", "").expect_exit(0).payee("红杉陶瓷厂", "100000.00");
}

/// “marked so without one, a re-certification that was never paid”, “within which key”: 8万元.
#[test]
fn scenarios_marked_so_without_a_payment_is_a_re_certification_never_paid() {
    stage("复评", "").expect_exit(0).payee("红杉陶瓷厂", "80000.00");
    stage("复评", EARLIER).expect_exit(0).payee("红杉陶瓷厂", "50000.00");
    // A payment for another product is outside the key.
    let other = "红杉陶瓷厂,金牌产品,电水壶,2005-03-01,,2005,100000\n";
    stage("复评", other).expect_exit(0).payee("红杉陶瓷厂", "80000.00");
}

/// “An amount column in a list is the department's claim: never paid, compared row by row”.
#[test]
fn scenarios_a_claim_is_never_paid_and_a_difference_is_told() {
    let ran = pay(
        &gold(),
        "企业名称,类别,产品名称,认定日期,申请金额(万元)\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,12\n长风环保公司,金牌产品,滤芯,2008-03-01,10\n",
    );
    ran.expect_exit(0).payee("红杉陶瓷厂", "100000.00").finding_at("W0201", "名单.csv", "120000");
    assert_eq!(ran.codes().iter().filter(|code| *code == "W0201").count(), 1);
}

/// “An achievement whose key and recognition date agree with a history row is rejected as already paid …; a difference
/// in amount is a finding”: 10万元 now, 8万元 then.
#[test]
fn scenarios_an_achievement_in_history_is_rejected_and_a_difference_in_amount_is_told() {
    let list = format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n");
    let row = |paid: &str| format!("{LEDGER}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,2007,{paid}\n");
    let run = |paid: &str| {
        Run::new()
            .policy(&gold().text())
            .list_csv("名单.csv", &list)
            .list_csv("历年台账.csv", &row(paid))
            .pay()
    };
    let ran = run("80000");
    ran.expect_exit(0).row_because("名单.csv", 2, "rejected", "已兑现").total("payable", "0.00");
    ran.finding_at("H0105", "历年台账.csv", "100000");
    run("100000").expect_exit(0).row("名单.csv", 2, "rejected").no_finding("H0105");
}

/// A mark 紫云 and a product 紫云 in one group by product.
fn mark_and_product(marks: &str, decision: &str) -> Ran {
    let rules = Rules::new()
        .vocabulary("\n[[category]]\nname = \"著名商标\"\nfamily = \"商标\"\nmark = true\n")
        .award("金牌", "金牌产品", "amount = \"10万元\"")
        .award("商标", "著名商标", "amount = \"5万元\"")
        .step("就高", "highest_only = { key = [\"企业\", \"产品\"], by = \"净额\", across_years = false }");
    let list = format!("企业名称,类别,产品名称,认定日期,证书编号\n{marks}");
    Run::new().policy(&rules.text()).list_csv("名单.csv", &list).decisions(decision).pay()
}

/// “A mark and a product are the same only by decision or by a shared mark number.”
#[test]
fn scenarios_a_mark_and_a_product_are_the_same_only_by_decision_or_mark_number() {
    let apart = "红杉陶瓷厂,金牌产品,紫云牌,2008-03-01,A1\n红杉陶瓷厂,著名商标,紫云,2008-03-01,1234567\n";
    mark_and_product(apart, "").expect_exit(0).payee("红杉陶瓷厂", "150000.00");
    let shared =
        "红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,1234567\n红杉陶瓷厂,著名商标,紫云,2008-03-01,1234567\n";
    mark_and_product(shared, "").expect_exit(0).payee("红杉陶瓷厂", "100000.00").row("名单.csv", 3, "zero");
    let decision = "[[decision]]\nkind = \"同一产品\"\nenterprise = \"红杉陶瓷厂\"\nproducts = [\"紫砂壶\", \"紫云\"]\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"核实\"\n";
    let decided = "红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1\n红杉陶瓷厂,著名商标,紫云,2008-03-01,A2\n";
    mark_and_product(decided, decision).expect_exit(0).payee("红杉陶瓷厂", "100000.00");
}

/// Two products without a name are not one product: by their certificates in one category they are two, without any they are held;
/// one that is alone is one product whatever it is.
#[test]
fn scenarios_products_without_a_name_are_not_one_product() {
    let numbered = "红杉陶瓷厂,金牌产品,,2008-03-01,A1\n红杉陶瓷厂,金牌产品,,2008-03-01,A2\n";
    mark_and_product(numbered, "").expect_exit(0).payee("红杉陶瓷厂", "200000.00");
    let unnumbered = "红杉陶瓷厂,金牌产品,,2008-03-01,\n";
    let ran = mark_and_product(&unnumbered.repeat(2), "");
    ran.expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held");
    mark_and_product(unnumbered, "").expect_exit(0).payee("红杉陶瓷厂", "100000.00");
}

/// “divided … over holders in their stated rank”: rows of their own that state none leave it open who comes first.
#[test]
fn scenarios_joint_holders_without_ranks_are_held_where_rank_decides() {
    let rules =
        |joint: &str| Rules::new().award("标准", "合作标准", &format!("amount = \"8万元\"\njoint = {joint}"));
    let head = "企业名称,类别,成果名称,认定日期,证书编号,排名\n";
    let rows = |first: &str, second: &str| {
        format!(
            "{head}长风环保公司,合作标准,壶,2008-03-01,B1,{first}\n红杉陶瓷厂,合作标准,壶,2008-03-01,B1,{second}\n"
        )
    };
    for joint in ["{ mode = \"只奖第一\" }", "{ mode = \"按权重\", weights = [5, 3] }"] {
        for (first, second) in [("", ""), ("1", "1"), ("1", "")] {
            let ran = pay(&rules(joint), &rows(first, second));
            ran.expect_exit(0).total("payable", "0.00").row("名单.csv", 2, "held");
        }
    }
    pay(&rules("{ mode = \"按权重\", weights = [5, 3] }"), &rows("1", "2"))
        .expect_exit(0)
        .payee("长风环保公司", "50000.00")
        .payee("红杉陶瓷厂", "30000.00");
    // The order in which one row names them is a rank.
    let together = format!("{head}红杉陶瓷厂、长风环保公司,合作标准,壶,2008-03-01,B1,\n");
    pay(&rules("{ mode = \"只奖第一\" }"), &together).expect_exit(0).payee("红杉陶瓷厂", "80000.00");
    // The second alone on the list is not the first.
    let second = format!("{head}红杉陶瓷厂,合作标准,壶,2008-03-01,B1,2\n");
    let ran = pay(&rules("{ mode = \"只奖第一\" }"), &second);
    ran.expect_exit(0).row_because("名单.csv", 2, "rejected", "只奖第一持有人").total("payable", "0.00");
}
