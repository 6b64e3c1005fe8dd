//! Scenarios of who: exclusions, joint holders, pools, persons, and money granted elsewhere.

use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,认定日期\n";
const ONE: &str = "企业名称,类别,产品名称,认定日期\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n";

fn gold() -> Rules {
    Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"")
}

fn excluding(rule: &str) -> Rules {
    gold().clause(&format!("[[clause.exclusion]]\nkind = \"黑名单\"\n{rule}"))
}

fn barred(rules: &Rules, rows: &str) -> Ran {
    Run::new()
        .policy(&rules.text())
        .list_csv("名单.csv", ONE)
        .list_csv("黑名单.csv", &format!("企业名称,排除类型,列入日期,移出日期\n{rows}"))
        .pay()
}

/// “an open end means still in force”.
#[test]
fn scenarios_an_exclusion_with_an_open_end_is_still_in_force() {
    let rules = excluding("date = \"奖励年度任一天\"\neffect = \"不予兑现\"");
    let ran = barred(&rules, "红杉陶瓷厂,黑名单,2005-01-01,\n");
    ran.expect_exit(0).row_because("名单.csv", 2, "rejected", "黑名单").row_clause("名单.csv", 2, "2");
    barred(&rules, "红杉陶瓷厂,黑名单,2005-01-01,2007-12-31\n").row("名单.csv", 2, "paid");
    barred(&rules, "红杉陶瓷厂,黑名单,2005-01-01,2008-01-01\n").row("名单.csv", 2, "rejected");
    barred(&rules, "红杉陶瓷厂,黑名单,2008-12-31,\n").row("名单.csv", 2, "rejected");
    barred(&rules, "红杉陶瓷厂,黑名单,2009-01-01,\n").row("名单.csv", 2, "paid");
}

/// “which date must lie in it (recognition …)”: recognised on 2008-03-01.
#[test]
fn scenarios_an_exclusion_may_look_at_the_recognition_date() {
    let rules = excluding("date = \"认定日期\"\neffect = \"不予兑现\"");
    barred(&rules, "红杉陶瓷厂,黑名单,2008-03-01,2008-03-01\n").row("名单.csv", 2, "rejected");
    barred(&rules, "红杉陶瓷厂,黑名单,2008-03-02,\n").row("名单.csv", 2, "paid");
    barred(&rules, "红杉陶瓷厂,黑名单,2008年3月,\n").row("名单.csv", 2, "held");
}

/// “… or decision”.
#[test]
fn scenarios_an_exclusion_may_look_at_the_day_of_decision() {
    let rules = excluding("date = \"决定日\"\ndecided_on = 2008-12-20\neffect = \"不予兑现\"");
    barred(&rules, "红杉陶瓷厂,黑名单,2008-01-01,2008-12-19\n").row("名单.csv", 2, "paid");
    barred(&rules, "红杉陶瓷厂,黑名单,2008-12-20,\n").row("名单.csv", 2, "rejected");
}

/// “how many rows within what span it takes”: two rows begun within 12 months.
#[test]
fn scenarios_an_exclusion_may_take_several_rows_within_a_span() {
    let rules = excluding("date = \"奖励年度任一天\"\nrows = 2\nwithin_months = 12\neffect = \"不予兑现\"");
    barred(&rules, "红杉陶瓷厂,黑名单,2008-01-01,\n").row("名单.csv", 2, "paid");
    barred(&rules, "红杉陶瓷厂,黑名单,2006-01-01,\n红杉陶瓷厂,黑名单,2008-01-01,\n").row(
        "名单.csv",
        2,
        "paid",
    );
    barred(&rules, "红杉陶瓷厂,黑名单,2007-06-01,\n红杉陶瓷厂,黑名单,2008-01-01,\n").row(
        "名单.csv",
        2,
        "rejected",
    );
    // One row in doubt cannot make up two; with another it may.
    barred(&rules, "红杉陶瓷厂,黑名单,,\n").row("名单.csv", 2, "paid");
    barred(&rules, "红杉陶瓷厂,黑名单,,\n红杉陶瓷厂,黑名单,2008-01-01,\n").row("名单.csv", 2, "held");
    // Known to the month or year: within on every day, on none, or on some.
    for (first, second, fate) in [
        ("2007年2月", "2007年12月", "rejected"),
        ("2006年11月", "2008年1月", "paid"),
        ("2007年12月", "2008年12月", "held"),
        ("2007年", "2008年", "held"),
    ] {
        let rows = format!("红杉陶瓷厂,黑名单,{first},\n红杉陶瓷厂,黑名单,{second},\n");
        barred(&rules, &rows).row("名单.csv", 2, fate);
    }
}

/// “whether it rejects or holds”.
#[test]
fn scenarios_an_exclusion_may_hold() {
    let rules = excluding("date = \"奖励年度任一天\"\neffect = \"待定\"");
    barred(&rules, "红杉陶瓷厂,黑名单,2008-01-01,\n").row("名单.csv", 2, "held");
}

/// “Per kind the policy says which awards and roles it bars”: only the town is barred; the enterprise is paid.
#[test]
fn scenarios_an_exclusion_bars_the_roles_it_names() {
    let rules = gold()
        .clause("[[clause.award]]\nid = \"镇奖\"\nrole = \"镇\"\ncategories = [\"金牌产品\"]\namount = \"1万元\"")
        .clause("[[clause.exclusion]]\nkind = \"黑名单\"\ncovers = { roles = [\"镇\"] }\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\"");
    let ran = Run::new()
        .policy(&rules.text())
        .list_csv(
            "名单.csv",
            "企业名称,类别,产品名称,认定日期,镇\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,丁山镇\n",
        )
        .list_csv("黑名单.csv", "企业名称,排除类型,列入日期,移出日期\n红杉陶瓷厂,黑名单,2008-01-01,\n")
        .pay();
    ran.expect_exit(0).row("名单.csv", 2, "paid").payee("红杉陶瓷厂", "100000.00").payee("丁山镇", "0.00");
}

/// A kind that the policy does not know could bar anything of its enterprise.
#[test]
fn scenarios_an_exclusion_of_an_unknown_kind_holds_its_enterprise() {
    let rules = excluding("date = \"奖励年度任一天\"\neffect = \"不予兑现\"");
    barred(&rules, "红杉陶瓷厂,环保处罚,2008-01-01,\n").row("名单.csv", 2, "held").finding("M0105");
}

fn joint(mode: &str) -> Rules {
    Rules::new().award("标准", "合作标准", &format!("amount = \"10万元\"\njoint = {mode}"))
}

/// “divided … over holders in their stated rank”: equal parts of 10万元 among three, in whole 元 by the running form:
/// 33333, 66667 − 33333 = 33334, 100000 − 66667 = 33333.
#[test]
fn scenarios_an_award_is_divided_over_holders_in_stated_rank() {
    let list = format!("{HEAD}红杉陶瓷厂、长风环保公司、金谷化工公司,合作标准,壶,2008-03-01\n");
    let ran = Run::new().policy(&joint("{ mode = \"平均\" }").text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0).payee("红杉陶瓷厂", "33333.00").payee("长风环保公司", "33334.00");
    ran.payee("金谷化工公司", "33333.00").total("payable", "100000.00");
}

/// Stated weights go by rank, whatever the order of the rows: rank 1 has 7/10, rank 2 has 3/10.
#[test]
fn scenarios_stated_weights_go_by_rank() {
    let list = "企业名称,类别,产品名称,认定日期,证书编号,排名\n红杉陶瓷厂,合作标准,壶,2008-03-01,B1,2\n长风环保公司,合作标准,壶,2008-03-01,B1,1\n";
    let rules = joint("{ mode = \"按权重\", weights = [7, 3] }");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay();
    ran.expect_exit(0).payee("长风环保公司", "70000.00").payee("红杉陶瓷厂", "30000.00");
}

/// “each part is that holder's own entitlement, so caps … per holder see parts”: 10万元 of two holders, each capped at
/// 4万元; a cap that saw the whole would differ.
#[test]
fn scenarios_caps_per_holder_see_parts() {
    let rules = joint("{ mode = \"平均\" }").step(
        "封顶",
        "cap = { key = [\"企业\"], limit = { amount = \"4万元\" }, reduce = \"按比例\", used_by = \"不计\" }",
    );
    let list = format!("{HEAD}红杉陶瓷厂、长风环保公司,合作标准,壶,2008-03-01\n");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0).payee("红杉陶瓷厂", "40000.00").payee("长风环保公司", "40000.00");
}

/// “Parts of one achievement never compete; for highest-only … within one group they are one item.”
#[test]
fn scenarios_parts_of_one_achievement_never_compete() {
    let rules = joint("{ mode = \"平均\" }")
        .step("就高", "highest_only = { key = [\"类别\"], by = \"净额\", across_years = false }");
    let list = format!("{HEAD}红杉陶瓷厂、长风环保公司,合作标准,壶,2008-03-01\n");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0).payee("红杉陶瓷厂", "50000.00").payee("长风环保公司", "50000.00");
}

/// “First holder only: the others are rejected”, with that reason, while the row is paid.
#[test]
fn scenarios_first_holder_only_rejects_the_others_with_that_reason() {
    let rules = joint("{ mode = \"只奖第一\" }");
    let list = format!("{HEAD}红杉陶瓷厂、长风环保公司,合作标准,壶,2008-03-01\n");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0).payee("红杉陶瓷厂", "100000.00").payee("长风环保公司", "0.00");
    ran.row_because("名单.csv", 2, "paid", "长风环保公司").row_because("名单.csv", 2, "paid", "只奖第一");
    let list = "企业名称,类别,产品名称,认定日期,证书编号,排名\n红杉陶瓷厂,合作标准,壶,2008-03-01,B1,1\n长风环保公司,合作标准,壶,2008-03-01,B1,2\n";
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay();
    ran.row("名单.csv", 2, "paid").row_because("名单.csv", 3, "rejected", "只奖第一");
}

const BLACK: &str = "企业名称,排除类型,列入日期,移出日期\n红杉陶瓷厂,黑名单,2008-01-01,\n";
const BARS: &str =
    "[[clause.exclusion]]\nkind = \"黑名单\"\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\"";

fn with_first_barred(mode: &str) -> Ran {
    let list = format!("{HEAD}红杉陶瓷厂、长风环保公司,合作标准,壶,2008-03-01\n");
    let rules = joint(mode).clause(BARS);
    Run::new().policy(&rules.text()).list_csv("名单.csv", &list).list_csv("黑名单.csv", BLACK).pay()
}

/// “if the first is not eligible nobody is paid”.
#[test]
fn scenarios_if_the_first_holder_is_not_eligible_nobody_is_paid() {
    with_first_barred("{ mode = \"只奖第一\" }")
        .expect_exit(0)
        .row("名单.csv", 2, "rejected")
        .total("payable", "0.00");
}

/// “unless the policy says the first eligible”.
#[test]
fn scenarios_unless_the_policy_says_the_first_eligible() {
    let ran = with_first_barred("{ mode = \"第一合格者\" }");
    ran.expect_exit(0)
        .row("名单.csv", 2, "paid")
        .payee("长风环保公司", "100000.00")
        .payee("红杉陶瓷厂", "0.00");
}

fn pool(absent: &str, rows: &str) -> Ran {
    let rules = Rules::new()
        .award(
            "排名",
            "合作标准",
            &format!("amount = {{ pool = \"10万元\", ranks = [5, 3, 2], absent = \"{absent}\" }}"),
        )
        .clause(BARS);
    Run::new()
        .policy(&rules.text())
        .list_csv("名单.csv", &format!("企业名称,类别,产品名称,认定日期,证书编号,排名\n{rows}"))
        .list_csv("黑名单.csv", BLACK)
        .pay()
}

const RANKS: &str = "红杉陶瓷厂,合作标准,壶,2008-03-01,B1,1\n长风环保公司,合作标准,壶,2008-03-01,B1,2\n金谷化工公司,合作标准,壶,2008-03-01,B1,3\n";

/// “In a pool by rank … the part of a rank that nobody eligible holds stays unpaid”: 5万元 of rank 1 are not paid.
#[test]
fn scenarios_in_a_pool_the_part_of_an_absent_rank_stays_unpaid() {
    let ran = pool("不发", RANKS);
    ran.expect_exit(0)
        .payee("长风环保公司", "30000.00")
        .payee("金谷化工公司", "20000.00")
        .payee("红杉陶瓷厂", "0.00");
}

/// “… or goes to those present”: 3:2 over 10万元.
#[test]
fn scenarios_or_it_goes_to_those_present() {
    let ran = pool("归在场者", RANKS);
    ran.expect_exit(0)
        .payee("长风环保公司", "60000.00")
        .payee("金谷化工公司", "40000.00")
        .total("payable", "100000.00");
}

/// “A fact that decides and is missing (… no rank …) holds the row”.
#[test]
fn scenarios_a_missing_rank_holds_a_pool_by_rank() {
    pool("不发", "长风环保公司,合作标准,壶,2008-03-01,B1,\n").expect_exit(0).row("名单.csv", 2, "held");
}

/// A rank without a part is rejected: rank 4 of three.
#[test]
fn scenarios_a_rank_without_a_part_is_rejected() {
    pool("不发", "长风环保公司,合作标准,壶,2008-03-01,B1,4\n").expect_exit(0).row("名单.csv", 2, "rejected");
}

/// “a pool by score runs over the scores of eligible items”: 60 : 30 over 9万元, the barred 90 is not counted.
#[test]
fn scenarios_a_pool_by_score_runs_over_the_scores_of_eligible_items() {
    let rules = Rules::new()
        .field("得分", "成果", "整数")
        .award("得分奖", "金牌产品", "amount = { pool = \"9万元\", score = \"得分\" }")
        .clause(BARS);
    let list = "企业名称,类别,产品名称,认定日期,得分\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,90\n长风环保公司,金牌产品,滤芯,2008-03-01,60\n金谷化工公司,金牌产品,染料,2008-03-01,30\n";
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).list_csv("黑名单.csv", BLACK).pay();
    ran.expect_exit(0).payee("长风环保公司", "60000.00").payee("金谷化工公司", "30000.00").row(
        "名单.csv",
        2,
        "rejected",
    );
}

fn granted(effect: &str, cell: &str) -> Ran {
    let rules = Rules::new().field("上级奖励", "成果", "金额").award(
        "金牌",
        "金牌产品",
        &format!("amount = \"10万元\"\ngranted = {{ field = \"上级奖励\", effect = \"{effect}\" }}"),
    );
    let list = format!(
        "企业名称,类别,产品名称,认定日期,上级奖励(元)\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,{cell}\n"
    );
    Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay()
}

/// “Money granted by another policy or level is … deducted”: 10万元 − 3万元; nothing below zero, and a fact that is
/// missing holds.
#[test]
fn scenarios_money_granted_elsewhere_is_deducted() {
    granted("扣除", "30000").expect_exit(0).payee("红杉陶瓷厂", "70000.00");
    granted("扣除", "0").expect_exit(0).payee("红杉陶瓷厂", "100000.00");
    granted("扣除", "150000").expect_exit(0).row("名单.csv", 2, "zero").total("payable", "0.00");
    granted("扣除", "").expect_exit(0).row("名单.csv", 2, "held");
}

/// “… ignored …”.
#[test]
fn scenarios_money_granted_elsewhere_is_ignored() {
    granted("不计", "30000").expect_exit(0).payee("红杉陶瓷厂", "100000.00");
    granted("不计", "").expect_exit(0).payee("红杉陶瓷厂", "100000.00");
}

/// “… or a bar”.
#[test]
fn scenarios_money_granted_elsewhere_is_a_bar() {
    granted("不予兑现", "1").expect_exit(0).row_because("名单.csv", 2, "rejected", "上级奖励").row_clause(
        "名单.csv",
        2,
        "1",
    );
    granted("不予兑现", "0").expect_exit(0).payee("红杉陶瓷厂", "100000.00");
}

/// “and where the claimant may choose, a decision line does”: without it held, with it paid by what was chosen.
#[test]
fn scenarios_where_the_claimant_may_choose_a_decision_line_does() {
    let rules = Rules::new()
        .vocabulary("\n[[field]]\nname = \"享受政策\"\non = \"成果\"\ntype = \"选项\"\nvalues = [\"本级\", \"上级\"]\n")
        .award("本级", "金牌产品", "when = [{ field = \"享受政策\", is = \"本级\" }]\namount = \"10万元\"")
        .award("上级", "金牌产品", "when = [{ field = \"享受政策\", is = \"上级\" }]\namount = \"2万元\"");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", ONE).pay();
    ran.expect_exit(0).row("名单.csv", 2, "held");
    let ran = ran.again().decisions(
        "[[decision]]\nkind = \"选择\"\nfile = \"名单.csv\"\nrow = 2\nfield = \"享受政策\"\nvalue = \"本级\"\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"企业来函\"\n",
    );
    ran.pay().expect_exit(0).payee("红杉陶瓷厂", "100000.00");
}

/// A natural person is paid by 身份证 number, which no finding, row, payee or summary shows whole.
#[test]
fn scenarios_identity_numbers_never_appear_whole() {
    let number = "11010519491231002X";
    let rules = Rules::new().clause(
        "[[clause.award]]\nid = \"个人\"\nrole = \"个人\"\ncategories = [\"金牌产品\"]\namount = \"1万元\"",
    );
    let list = format!(
        "姓名,身份证号,类别,产品名称,认定日期,证书编号\n王小明,{number},金牌产品,紫砂壶,2008-03-01,A1\n王小明,110105194912310021,金牌产品,紫砂杯,2008-03-01,A1\n李大海,{number},金牌产品,竹刀,2008-03-01,A2\n"
    );
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0);
    assert!(!ran.stdout.contains(number) && !ran.stdout.contains("110105194912310021"), "{}", ran.stdout);
    let plain = ran.again().pay_plain();
    let all = format!("{}{}", plain.stdout, plain.stderr);
    assert!(!all.contains(number) && !all.contains("110105194912310021"), "{all}");
}

/// Each joint holder's own town pays (or shares) for that holder, not the first row's.
#[test]
fn scenarios_a_joint_holder_has_its_own_town() {
    let rules = joint("{ mode = \"平均\" }")
        .step("镇出资", "sharing = { rule = [{ shares = [{ funder = \"所在镇\", rate = \"100%\" }] }] }");
    let list = "企业名称,类别,产品名称,认定日期,证书编号,排名,镇\n红杉陶瓷厂,合作标准,壶,2008-03-01,B1,1,丁山镇\n长风环保公司,合作标准,壶,2008-03-01,B1,2,\n";
    let ran = Run::new()
        .policy(&rules.text())
        .list_csv("名单.csv", list)
        .list_csv("企业名录.csv", "企业名称,开户行,账号,镇\n长风环保公司,农行,123,和桥镇\n")
        .pay();
    ran.expect_exit(0).share("红杉陶瓷厂", "丁山镇", "50000.00").share("长风环保公司", "和桥镇", "50000.00");
}

/// “natural person … identity by 身份证 number” (design §3): one name with two numbers is two payees.
#[test]
fn scenarios_persons_are_told_apart_by_identity_number() {
    let rules = Rules::new().clause(
        "[[clause.award]]\nid = \"个人\"\nrole = \"个人\"\ncategories = [\"金牌产品\"]\namount = \"1万元\"",
    );
    let list = "姓名,身份证号,类别,产品名称,认定日期,证书编号\n王小明,11010519491231002X,金牌产品,紫砂壶,2008-03-01,A1\n王小明,440524188001010014,金牌产品,竹刀,2008-03-01,A2\n";
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay();
    ran.expect_exit(0).total("payable", "20000.00");
    assert_eq!(ran.json()["payees"].as_array().map(Vec::len), Some(2), "two persons");
}

/// “for … count limit within one group they are one item”: a limit of one keeps both parts of the joint award.
#[test]
fn scenarios_parts_of_one_achievement_are_one_item_in_a_count_limit() {
    let rules = joint("{ mode = \"平均\" }")
        .step("限项", "count_limit = { key = [\"类别\"], limit = 1, of = \"成果\", tie = \"按次序\" }");
    let list = format!(
        "{HEAD}红杉陶瓷厂、长风环保公司,合作标准,壶,2008-03-01\n金谷化工公司,合作标准,杯,2008-04-01\n"
    );
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
    // 金谷's award of 10万元 is one item, the joint one of 2 × 5万元 another; the ranks by net are equal, the earlier date is in.
    ran.expect_exit(0).payee("红杉陶瓷厂", "50000.00").payee("长风环保公司", "50000.00");
    ran.payee("金谷化工公司", "0.00");
}

/// A table that is no reference list holds nothing but its own rows.
#[test]
fn scenarios_a_table_of_no_known_kind_holds_only_itself() {
    let ran = Run::new()
        .policy(&gold().text())
        .list_csv("名单.csv", ONE)
        .list_csv("联系人.csv", "企业名称,电话,传真\n红杉陶瓷厂,0510,0511\n长风环保公司,0510,0511\n")
        .pay();
    ran.expect_exit(0).row("名单.csv", 2, "paid").payee("红杉陶瓷厂", "100000.00");
}

/// Joint holders of whom one is barred: an equal part is not paid, and not given to the other.
#[test]
fn scenarios_the_part_of_a_barred_joint_holder_is_not_given_to_others() {
    let ran = with_first_barred("{ mode = \"平均\" }");
    ran.expect_exit(0)
        .payee("长风环保公司", "50000.00")
        .payee("红杉陶瓷厂", "0.00")
        .total("payable", "50000.00");
    ran.row_because("名单.csv", 2, "paid", "红杉陶瓷厂");
}
