//! Scenarios of conditions and amounts: joins, derived fields, counts, brackets, rates, floors and ceilings.

use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,认定日期\n";
const ONE: &str = "企业名称,类别,产品名称,认定日期\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n";
const LEDGER: &str = "企业名称,类别,产品名称,认定日期,条款,奖励年度,兑现金额(元)\n";

fn pay(rules: &Rules, list: &str) -> Ran {
    Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay()
}

/// “Conditions join by all, any and not”: 出口 or 环保, and not 停产.
#[test]
fn scenarios_conditions_join_by_all_any_and_not() {
    let rules = Rules::new()
        .field("出口", "成果", "是否")
        .field("环保", "成果", "是否")
        .field("停产", "成果", "是否")
        .award(
            "金牌",
            "金牌产品",
            "when = [{ any = [{ field = \"出口\", is = true }, { all = [{ field = \"环保\", is = true }] }] }, { not = { field = \"停产\", is = true } }]\namount = \"10万元\"",
        );
    let list = "企业名称,类别,产品名称,认定日期,出口,环保,停产\n\
        红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,否,是,否\n\
        长风环保公司,金牌产品,滤芯,2008-03-01,否,否,否\n\
        金谷化工公司,金牌产品,染料,2008-03-01,是,,是\n\
        东海电缆公司,金牌产品,电缆,2008-03-01,是,,否\n\
        南山竹业公司,金牌产品,竹席,2008-03-01,否,,否\n";
    let ran = pay(&rules, list);
    ran.expect_exit(0).row("名单.csv", 2, "paid").row("名单.csv", 3, "rejected").row(
        "名单.csv",
        4,
        "rejected",
    );
    // A missing fact that does not decide holds nothing; one that decides does.
    ran.row("名单.csv", 5, "paid").row("名单.csv", 6, "held").total("payable", "200000.00");
}

/// “A policy may declare a derived field … and use it as a field”.
#[test]
fn scenarios_a_derived_field_stands_for_its_condition() {
    let rules = Rules::new()
        .field("缴税", "成果", "金额")
        .vocabulary("\n[[derived]]\nname = \"大户\"\nwhen = [{ field = \"缴税\", from = \"300万元\" }]\n")
        .award("大", "金牌产品", "when = [{ field = \"大户\", is = true }]\namount = \"10万元\"")
        .award("小", "金牌产品", "when = [{ field = \"大户\", is = false }]\namount = \"4万元\"");
    let list = "企业名称,类别,产品名称,认定日期,缴税(万元)\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,300\n长风环保公司,金牌产品,滤芯,2008-03-01,299.99\n";
    pay(&rules, list).expect_exit(0).payee("红杉陶瓷厂", "100000.00").payee("长风环保公司", "40000.00");
}

/// “Two dates may be compared plus years or months”: applied for within 6 months of recognition.
#[test]
fn scenarios_two_dates_are_compared_plus_months() {
    let rules = Rules::new().award(
        "金牌",
        "金牌产品",
        "when = [{ field = \"申报日期\", to_field = \"认定日期\", plus_months = 6 }]\namount = \"10万元\"",
    );
    let list = "企业名称,类别,产品名称,认定日期,申报日期\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,2008-09-01\n长风环保公司,金牌产品,滤芯,2008-03-01,2008-09-02\n";
    pay(&rules, list).expect_exit(0).row("名单.csv", 2, "paid").row("名单.csv", 3, "rejected");
}

fn taxed(when: &str, register: &str) -> Ran {
    let rules = Rules::new()
        .vocabulary("\n[[field]]\nname = \"缴税\"\non = \"名录\"\ntype = \"金额\"\nby_year = true\n")
        .award("金牌", "金牌产品", &format!("when = [{when}]\namount = \"10万元\""));
    Run::new().policy(&rules.text()).list_csv("名单.csv", ONE).list_csv("企业名录.csv", register).pay()
}

/// “A register field may be dated by year, and a condition names the year”: 500万元 in the year before.
#[test]
fn scenarios_a_condition_names_the_year_of_a_register_field() {
    let register = "企业名称,开户行,2007年缴税(万元),2008年缴税(万元)\n红杉陶瓷厂,农行,500,100\n";
    taxed("{ field = \"缴税\", year = -1, from = \"500万元\" }", register).expect_exit(0).row(
        "名单.csv",
        2,
        "paid",
    );
    taxed("{ field = \"缴税\", year = 0, from = \"500万元\" }", register).expect_exit(0).row(
        "名单.csv",
        2,
        "rejected",
    );
}

/// “or each of the last n”: 2007 and 2008, both.
#[test]
fn scenarios_a_condition_names_each_of_the_last_years() {
    let when = "{ field = \"缴税\", each_of_last = 2, from = \"100万元\" }";
    let register = |a: &str, b: &str| {
        format!("企业名称,开户行,2007年缴税(万元),2008年缴税(万元)\n红杉陶瓷厂,农行,{a},{b}\n")
    };
    taxed(when, &register("100", "100")).expect_exit(0).row("名单.csv", 2, "paid");
    taxed(when, &register("99", "100")).expect_exit(0).row("名单.csv", 2, "rejected");
    taxed(when, &register("", "100")).expect_exit(0).row("名单.csv", 2, "held");
}

/// “Bounds say which end they include”: tax below 300万元 2万元, 300 to 500 with both ends 5万元, above 500 8万元.
#[test]
fn scenarios_bounds_say_which_end_they_include() {
    let rules = Rules::new().field("缴税", "成果", "金额").award(
        "分档",
        "金牌产品",
        "amount = { by = \"缴税\", brackets = [{ below = \"300万元\", amount = \"2万元\" }, { from = \"300万元\", to = \"500万元\", amount = \"5万元\" }, { above = \"500万元\", amount = \"8万元\" }] }",
    );
    for (tax, amount) in [
        ("2999999.99", "20000.00"),
        ("3000000", "50000.00"),
        ("5000000", "50000.00"),
        ("5000000.01", "80000.00"),
    ] {
        let list = format!(
            "企业名称,类别,产品名称,认定日期,缴税(元)\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,{tax}\n"
        );
        pay(&rules, &list).expect_exit(0).payee("红杉陶瓷厂", amount);
    }
}

/// “A fact that decides and is missing (no register row …, no tax) holds the row; it is never taken as false.”
#[test]
fn scenarios_a_fact_that_decides_and_is_missing_holds_the_row() {
    let when = "{ field = \"缴税\", year = 0, from = \"500万元\" }";
    taxed(when, "企业名称,开户行,2008年缴税(万元)\n长风环保公司,农行,900\n").expect_exit(0).row(
        "名单.csv",
        2,
        "held",
    );
    taxed(when, "企业名称,开户行,2008年缴税(万元)\n红杉陶瓷厂,农行,\n").expect_exit(0).row(
        "名单.csv",
        2,
        "held",
    );
}

/// “A percentage of another award is of its tariff for the same facts (with the stated field replaced), before any
/// step”: 参与 gets 20% of what 主导 would (50万元 → 10万元), though the cap takes all of the leading award but 5万元.
#[test]
fn scenarios_a_percentage_of_another_award_is_of_its_tariff_before_any_step() {
    let rules = Rules::new()
        .vocabulary("\n[[field]]\nname = \"起草角色\"\non = \"成果\"\ntype = \"选项\"\nvalues = [\"主导\", \"参与\"]\n")
        .award("主导", "金牌产品", "when = [{ field = \"起草角色\", is = \"主导\" }]\namount = \"50万元\"")
        .award(
            "参与",
            "金牌产品",
            "when = [{ field = \"起草角色\", is = \"参与\" }]\namount = { rate = \"20%\", of_award = \"主导\", replacing = { \"起草角色\" = \"主导\" } }",
        )
        .step("封顶", "cap = { covers = { awards = [\"主导\"] }, key = [\"企业\"], limit = { amount = \"5万元\" }, reduce = \"按比例\", used_by = \"不计\" }");
    let list = "企业名称,类别,产品名称,认定日期,起草角色\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,主导\n长风环保公司,金牌产品,滤芯,2008-03-01,参与\n";
    pay(&rules, list).expect_exit(0).payee("红杉陶瓷厂", "50000.00").payee("长风环保公司", "100000.00");
}

/// The replaced field counts inside the other award's brackets: 级 replaced by 一 gives 8万元, half of it 4万元.
#[test]
fn scenarios_the_stated_field_is_replaced_inside_the_other_tariff() {
    let rules = Rules::new()
        .field("级", "成果", "整数")
        .award("一级", "金牌产品", "amount = { by = \"级\", brackets = [{ to = 1, amount = \"8万元\" }, { from = 2, amount = \"2万元\" }] }")
        .award("二级", "银牌产品", "amount = { rate = \"50%\", of_award = \"一级\", replacing = { \"级\" = 1 } }");
    let list = "企业名称,类别,产品名称,认定日期,级\n红杉陶瓷厂,银牌产品,紫砂壶,2008-03-01,2\n";
    pay(&rules, list).expect_exit(0).payee("红杉陶瓷厂", "40000.00");
}

/// “a percentage of a net names the step after which it is taken”: 10% to the department, after a cap of 6万元.
#[test]
fn scenarios_a_percentage_of_a_net_is_taken_after_its_step() {
    let share = "department_share = { department = [{ name = \"质监局\", rate = \"10%\", covers = { roles = [\"企业\"] } }] }";
    let cap = "cap = { covers = { roles = [\"企业\"] }, key = [\"企业\"], limit = { amount = \"6万元\" }, reduce = \"按比例\", used_by = \"不计\" }";
    let gold = || Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"");
    pay(&gold().step("封顶", cap).step("部门", share), ONE).expect_exit(0).payee("质监局", "6000.00");
    pay(&gold().step("部门", share).step("封顶", cap), ONE).expect_exit(0).payee("质监局", "10000.00");
}

/// “Any amount may have a floor and a ceiling, each an amount, a rate × field, or a rate of another award's tariff”:
/// 10% of the investment, at least 1万元, at most 50% of 金牌 (10万元), that is 5万元.
#[test]
fn scenarios_any_amount_may_have_a_floor_and_a_ceiling() {
    let rules = Rules::new()
        .field("投资", "成果", "金额")
        .award("金牌", "金牌产品", "amount = \"10万元\"")
        .award(
            "投资奖",
            "银牌产品",
            "amount = { rate = \"10%\", of = \"投资\", floor = \"1万元\", ceiling = { rate = \"50%\", of_award = \"金牌\" } }",
        );
    for (invested, amount) in [("50000", "10000.00"), ("300000", "30000.00"), ("900000", "50000.00")] {
        let list = format!(
            "企业名称,类别,产品名称,认定日期,投资(元)\n红杉陶瓷厂,银牌产品,紫砂壶,2008-03-01,{invested}\n"
        );
        pay(&rules, &list).expect_exit(0).payee("红杉陶瓷厂", amount);
    }
}

/// A ceiling that is a rate of a field: 3万元, at most 1% of the sales.
#[test]
fn scenarios_a_ceiling_may_be_a_rate_of_a_field() {
    let rules = Rules::new().field("销售", "成果", "金额").award(
        "金牌",
        "金牌产品",
        "amount = { fixed = \"3万元\", ceiling = { rate = \"1%\", of = \"销售\" } }",
    );
    for (sales, amount) in [("1000000", "10000.00"), ("9000000", "30000.00")] {
        let list = format!(
            "企业名称,类别,产品名称,认定日期,销售(元)\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,{sales}\n"
        );
        pay(&rules, &list).expect_exit(0).payee("红杉陶瓷厂", amount);
    }
}

/// A ratio of what another level granted, 1:0.4 of 5万元.
#[test]
fn scenarios_a_ratio_of_what_another_level_granted() {
    let rules = Rules::new().field("省奖", "成果", "金额").award(
        "配套",
        "金牌产品",
        "amount = { rate = \"1:0.4\", of = \"省奖\" }",
    );
    let list = "企业名称,类别,产品名称,认定日期,省奖(万元)\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,5\n";
    pay(&rules, list).expect_exit(0).payee("红杉陶瓷厂", "20000.00");
}

/// 满3项奖10万元，满5项奖20万元（每企业一次）。
fn thresholds(over: &str, less_paid: bool, more: &str) -> Rules {
    Rules::new()
        .vocabulary(&format!("\n[[derived]]\nname = \"项数\"\ncount = {{ over = \"{over}\", key = [\"企业\"]{more} }}\n"))
        .award(
            "满项",
            "金牌产品",
            &format!("once_per = [\"企业\"]\namount = {{ by = \"项数\", less_paid = {less_paid}, brackets = [{{ from = 3, below = 5, amount = \"10万元\" }}, {{ from = 5, amount = \"20万元\" }}] }}"),
        )
}

fn rows(count: usize) -> String {
    let names = ["紫砂壶", "电水壶", "花盆", "茶盘", "杯垫"];
    let row = |(at, name): (usize, &&str)| format!("红杉陶瓷厂,金牌产品,{name},2008-0{}-01\n", at + 1);
    format!("{HEAD}{}", names.iter().enumerate().take(count).map(row).collect::<String>())
}

/// “A count says over what it runs (this year …)”: two are below any threshold, three reach the first.
#[test]
fn scenarios_a_count_runs_over_this_year() {
    let rules = thresholds("当年", false, "");
    pay(&rules, &rows(2)).expect_exit(0).row("名单.csv", 2, "rejected").row("名单.csv", 3, "rejected");
    pay(&rules, &rows(3)).expect_exit(0).payee("红杉陶瓷厂", "100000.00").row("名单.csv", 2, "paid");
}

fn with_history(rules: &Rules, count: usize, ledger: &str) -> Ran {
    let run = Run::new().policy(&rules.text()).list_csv("名单.csv", &rows(count));
    run.list_csv("历年台账.csv", &format!("{LEDGER}{ledger}")).pay()
}

/// “with history”: one of this year and two of earlier years reach three.
#[test]
fn scenarios_a_count_runs_over_this_year_with_history() {
    let ledger =
        "红杉陶瓷厂,金牌产品,竹席,2006-01-01,,2006,10000\n红杉陶瓷厂,金牌产品,砚台,2006-02-01,,2006,10000\n";
    with_history(&thresholds("当年和历年", false, ""), 1, ledger)
        .expect_exit(0)
        .payee("红杉陶瓷厂", "100000.00");
    with_history(&thresholds("当年", false, ""), 1, ledger).expect_exit(0).total("payable", "0.00");
}

/// “whether what earlier thresholds paid is deducted”: five now, of which three had 10万元 under the same clause.
#[test]
fn scenarios_what_earlier_thresholds_paid_is_deducted() {
    let ledger = "红杉陶瓷厂,金牌产品,竹席,2006-01-01,1,2006,100000\n";
    with_history(&thresholds("当年和历年", true, ""), 4, ledger)
        .expect_exit(0)
        .payee("红杉陶瓷厂", "100000.00");
    with_history(&thresholds("当年和历年", false, ""), 4, ledger)
        .expect_exit(0)
        .payee("红杉陶瓷厂", "200000.00");
    // The same threshold again leaves nothing: a positive entitlement of which all is taken.
    with_history(&thresholds("当年和历年", true, ""), 2, ledger).expect_exit(0).row("名单.csv", 3, "zero");
}

/// “in items or in distinct values of a field”: three certificates of two products are two.
#[test]
fn scenarios_a_count_is_of_items_or_of_distinct_values() {
    let list = "企业名称,类别,产品名称,认定日期,证书编号\n红杉陶瓷厂,金牌产品,紫砂壶,2008-01-01,A1\n红杉陶瓷厂,金牌产品,紫砂壶,2008-02-01,A2\n红杉陶瓷厂,金牌产品,花盆,2008-03-01,A3\n";
    pay(&thresholds("当年", false, ""), list).expect_exit(0).payee("红杉陶瓷厂", "100000.00");
    pay(&thresholds("当年", false, ", distinct = \"产品名称\""), list)
        .expect_exit(0)
        .total("payable", "0.00");
}

/// “or a register field”: the register states 4 brands; every unit at its bracket's rate 4 × 2万元, or slab by slab
/// 2 × 1万元 + 2 × 2万元.
#[test]
fn scenarios_a_count_runs_over_a_register_field() {
    let amount = |mode: &str| {
        let rules = Rules::new().field("品牌数", "名录", "整数").award(
            "品牌",
            "金牌产品",
            &format!("once_per = [\"企业\"]\namount = {{ by = \"品牌数\", mode = \"{mode}\", brackets = [{{ from = 1, to = 2, amount = \"1万元\" }}, {{ from = 3, amount = \"2万元\" }}] }}"),
        );
        let run = Run::new().policy(&rules.text()).list_csv("名单.csv", ONE);
        run.list_csv("企业名录.csv", "企业名称,开户行,品牌数\n红杉陶瓷厂,农行,4\n").pay()
    };
    amount("整档").expect_exit(0).payee("红杉陶瓷厂", "80000.00");
    amount("分段").expect_exit(0).payee("红杉陶瓷厂", "60000.00");
}

/// The same as a derived count, under a threshold and with the distinct name of a count.
#[test]
fn scenarios_a_derived_count_may_be_a_register_field() {
    let rules = Rules::new()
        .field("品牌数", "名录", "整数")
        .vocabulary("\n[[derived]]\nname = \"项数\"\ncount = { over = \"名录\", field = \"品牌数\", key = [\"企业\"] }\n")
        .award("满三", "金牌产品", "when = [{ field = \"项数\", from = 3 }]\namount = \"10万元\"");
    let run = |count: &str| {
        let register = format!("企业名称,开户行,品牌数\n红杉陶瓷厂,农行,{count}\n");
        Run::new().policy(&rules.text()).list_csv("名单.csv", ONE).list_csv("企业名录.csv", &register).pay()
    };
    run("3").expect_exit(0).payee("红杉陶瓷厂", "100000.00");
    run("2").expect_exit(0).row("名单.csv", 2, "rejected");
    run("").expect_exit(0).row("名单.csv", 2, "held");
}

/// Counts of this year in slabs: three items, the first at 1万元, the others at 2万元: 5万元 once.
#[test]
fn scenarios_a_count_of_this_year_in_slabs() {
    let rules = Rules::new()
        .vocabulary("\n[[derived]]\nname = \"项数\"\ncount = { over = \"当年\", key = [\"企业\"] }\n")
        .award("分段", "金牌产品", "once_per = [\"企业\"]\namount = { by = \"项数\", mode = \"分段\", brackets = [{ to = 1, amount = \"1万元\" }, { from = 2, amount = \"2万元\" }] }");
    pay(&rules, &rows(3)).expect_exit(0).payee("红杉陶瓷厂", "50000.00");
}

/// “An entitlement per enterprise has the last counted date”: in a budget from the end by date, the enterprise that
/// completed its count in March comes after one recognised in February.
#[test]
fn scenarios_an_entitlement_per_enterprise_has_the_last_counted_date() {
    let rules = Rules::new().award("每企业", "金牌产品", "once_per = [\"企业\"]\namount = \"10万元\"").step(
        "总额",
        "budget = { limit = { amount = \"15万元\" }, reduce = \"从后扣减\", used_by = \"不计\" }",
    );
    let list = format!(
        "{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-01-01\n红杉陶瓷厂,金牌产品,花盆,2008-03-01\n长风环保公司,金牌产品,滤芯,2008-02-01\n"
    );
    let ran = pay(&rules, &list);
    ran.expect_exit(0).payee("长风环保公司", "100000.00").payee("红杉陶瓷厂", "50000.00");
    let sources = ran.json()["entries"][0]["sources"].as_array().map_or(0, Vec::len);
    let most = ran.json()["entries"].as_array().into_iter().flatten();
    let most = most.filter_map(|entry| entry["sources"].as_array()).map(Vec::len).max();
    assert_eq!((sources, most), (1, Some(2)), "all counted rows are sources");
}

/// A key that is not known cannot be counted once: per town, without a town, is held.
#[test]
fn scenarios_once_per_a_key_that_is_missing_is_held() {
    let rules = Rules::new().award("每镇", "金牌产品", "once_per = [\"镇\"]\namount = \"10万元\"");
    pay(&rules, ONE).expect_exit(0).row("名单.csv", 2, "held");
}

/// Only what could be paid counts: an item that is barred is no third.
#[test]
fn scenarios_a_count_leaves_out_what_is_barred() {
    let rules = thresholds("当年", false, "").clause(
        "[[clause.requirement]]\nreason = \"不在期间\"\nwhen = [{ field = \"认定日期\", from = 2008-02-01 }]",
    );
    // Of three, the one of January is barred: two reach no threshold.
    pay(&rules, &rows(3)).expect_exit(0).total("payable", "0.00");
    pay(&rules, &rows(4)).expect_exit(0).payee("红杉陶瓷厂", "100000.00").row("名单.csv", 2, "rejected");
}

/// “a specific award that overrides a general one by name” (design §3): 50万元 instead of 10万元; without the name both
/// match, and the row is held.
#[test]
fn scenarios_a_specific_award_overrides_a_general_one_by_name() {
    let rules = |overrides: &str| {
        Rules::new().field("出口", "成果", "是否").award("一般", "金牌产品", "amount = \"10万元\"").award(
            "出口奖",
            "金牌产品",
            &format!("when = [{{ field = \"出口\", is = true }}]\n{overrides}amount = \"50万元\""),
        )
    };
    let list = "企业名称,类别,产品名称,认定日期,出口\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,是\n长风环保公司,金牌产品,滤芯,2008-03-01,否\n";
    let ran = pay(&rules("overrides = [\"一般\"]\n"), list);
    ran.expect_exit(0).payee("红杉陶瓷厂", "500000.00").payee("长风环保公司", "100000.00");
    pay(&rules(""), list).expect_exit(0).row("名单.csv", 2, "held").finding("M0102").row(
        "名单.csv",
        3,
        "paid",
    );
    pay(&rules("with = [\"一般\"]\n"), list).expect_exit(0).payee("红杉陶瓷厂", "600000.00");
}

/// “several at once: each is matched on its own” (design §3): enterprise, representative, town and department.
#[test]
fn scenarios_each_payee_role_is_matched_on_its_own() {
    let extra = |id: &str, role: &str, more: &str| {
        format!("[[clause.award]]\nid = \"{id}\"\nrole = \"{role}\"\ncategories = [\"金牌产品\"]\n{more}\n")
    };
    let rules = Rules::new()
        .award("企业奖", "金牌产品", "amount = \"10万元\"")
        .clause(&extra("法人奖", "法定代表人", "amount = \"2万元\""))
        .clause(&extra("镇奖", "镇", "amount = \"1万元\""))
        .clause(&extra("部门奖", "部门", "payee = \"质监局\"\namount = \"5000元\""));
    let ran = Run::new()
        .policy(&rules.text())
        .list_csv("名单.csv", ONE)
        .list_csv("企业名录.csv", "企业名称,开户行,账号,法定代表人,镇\n红杉陶瓷厂,农行,123,王小明,丁山镇\n")
        .pay();
    ran.expect_exit(0)
        .payee("红杉陶瓷厂", "100000.00")
        .payee("王小明", "20000.00")
        .payee("丁山镇", "10000.00");
    ran.payee("质监局", "5000.00").total("payable", "135000.00");
}

/// A condition on the history (design §3): only payments since 2006 count towards 奖过.
#[test]
fn scenarios_a_count_of_history_keeps_its_condition() {
    let rules = Rules::new()
        .vocabulary("\n[[derived]]\nname = \"近年奖过\"\ncount = { over = \"历年\", key = [\"企业\"], when = [{ field = \"奖励年度\", from = 2006 }] }\n")
        .award("首奖", "金牌产品", "when = [{ field = \"近年奖过\", is = 0 }]\namount = \"10万元\"")
        .award("再奖", "金牌产品", "when = [{ field = \"近年奖过\", from = 1 }]\namount = \"4万元\"");
    let run = |year: &str| {
        let ledger = format!("{LEDGER}红杉陶瓷厂,金牌产品,竹席,2004-01-01,,{year},10000\n");
        Run::new().policy(&rules.text()).list_csv("名单.csv", ONE).list_csv("历年台账.csv", &ledger).pay()
    };
    run("2005").expect_exit(0).payee("红杉陶瓷厂", "100000.00");
    run("2006").expect_exit(0).payee("红杉陶瓷厂", "40000.00");
}

/// A fact that decides whether an item counts and is missing leaves the number unknown: the group is held.
#[test]
fn scenarios_a_count_with_a_missing_fact_is_not_known() {
    let rules = |more: &str| {
        Rules::new()
            .field("出口", "成果", "是否")
            .vocabulary(&format!("\n[[derived]]\nname = \"出口数\"\ncount = {{ over = \"当年\", key = [\"企业\"], when = [{{ field = \"出口\", is = true }}]{more} }}\n"))
            .award("满二", "金牌产品", "when = [{ field = \"出口数\", from = 2 }]\namount = \"10万元\"")
            .award("不满", "金牌产品", "when = [{ field = \"出口数\", below = 2 }]\namount = \"1万元\"")
    };
    let head = "企业名称,类别,产品名称,认定日期,出口\n";
    let rows = |third: &str| {
        format!(
            "{head}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,是\n红杉陶瓷厂,金牌产品,花盆,2008-03-01,{third}\n"
        )
    };
    pay(&rules(""), &rows("是")).expect_exit(0).payee("红杉陶瓷厂", "200000.00");
    pay(&rules(""), &rows("否")).expect_exit(0).payee("红杉陶瓷厂", "20000.00");
    pay(&rules(""), &rows("")).expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held");
}

/// The parts of joint holders are one item in a count over more than one of them.
#[test]
fn scenarios_a_count_over_joint_holders_counts_one_item() {
    let rules = Rules::new()
        .vocabulary("\n[[derived]]\nname = \"标准数\"\ncount = { over = \"当年\", key = [\"类别\"] }\n")
        .award(
            "标准",
            "合作标准",
            "when = [{ field = \"标准数\", is = 1 }]\namount = \"10万元\"\njoint = { mode = \"平均\" }",
        );
    let list = format!("{HEAD}红杉陶瓷厂、长风环保公司,合作标准,壶,2008-03-01\n");
    pay(&rules, &list).expect_exit(0).payee("红杉陶瓷厂", "50000.00").total("payable", "100000.00");
}

/// Two payments of one achievement (instalments, a department's share) are one in a count of history.
#[test]
fn scenarios_a_count_of_history_counts_achievements_not_payments() {
    let rules = Rules::new()
        .vocabulary("\n[[derived]]\nname = \"奖过\"\ncount = { over = \"历年\", key = [\"企业\"] }\n")
        .award("奖过一项", "金牌产品", "when = [{ field = \"奖过\", is = 1 }]\namount = \"10万元\"");
    let ledger = format!(
        "{LEDGER}红杉陶瓷厂,金牌产品,竹席,2004-01-01,,2005,6000\n红杉陶瓷厂,金牌产品,竹席,2004-01-01,,2006,4000\n"
    );
    let run = Run::new().policy(&rules.text()).list_csv("名单.csv", ONE);
    run.list_csv("历年台账.csv", &ledger).pay().expect_exit(0).payee("红杉陶瓷厂", "100000.00");
}

/// A figure below zero in a list holds its row; the others of its pool are computed without it.
#[test]
fn scenarios_an_award_below_zero_is_held() {
    let rules = Rules::new().field("投资额", "成果", "金额").award(
        "补助",
        "金牌产品",
        "amount = { rate = \"10%\", of = \"投资额\" }",
    );
    let list = "企业名称,类别,产品名称,认定日期,投资额(元)\n红杉陶瓷厂,金牌产品,壶,2008-03-01,-500\n长风环保公司,金牌产品,盆,2008-03-01,5000\n";
    let ran = pay(&rules, list);
    ran.expect_exit(0).row("名单.csv", 2, "held").payee("长风环保公司", "500.00").finding("M0101");
}
