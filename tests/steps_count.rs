//! Count limits: what is counted, how it is ranked, ties, units, joint parts.

use crate::steps_policy::{BING, JIA, Policy, YI, list, under};

const LIST: &str = "名单.csv";

fn at_most(limit: u32, more: &str) -> String {
    format!("count_limit = {{ key = [\"企业\"], limit = {limit}, {more} }}")
}

const ITEMS: &str = "of = \"成果\", tie = \"按次序\"";

#[test]
fn the_highest_nets_are_in_and_the_others_give_way() {
    let ran = Policy::brands()
        .step("限项", &at_most(2, ITEMS))
        .over(&list(&[
            &format!("{JIA},市名牌,紫砂茶壶,A1,2008-01-01,"),
            &format!("{JIA},国家名牌,球墨铸铁管,A2,2008-03-01,"),
            &format!("{JIA},省名牌,滚动轴承,A3,2008-02-01,"),
            &format!("{YI},市名牌,交联电缆,A4,2008-02-01,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(JIA, "600000.00").payee(YI, "20000.00");
    ran.row(LIST, 2, "zero").row_clause(LIST, 2, "步-限项").entry(JIA, "限项", "步-限项", "-20000.00");
}

#[test]
fn it_ranks_by_another_measure_where_it_names_one() {
    // By 评分 the city's brand with 90 is before the national one with 80.
    let policy = Policy::brands()
        .field("评分", "成果", "数")
        .step("限项", &at_most(1, &format!("{ITEMS}, rank_by = \"评分\"")));
    let rows = |last: &str| {
        under(
            "企业名称,类别,产品名称,证书编号,认定日期,评分",
            &[
                &format!("{JIA},国家名牌,球墨铸铁管,A2,2008-03-01,80"),
                &format!("{JIA},市名牌,紫砂茶壶,A1,2008-01-01,{last}"),
            ],
        )
    };
    policy.over(&rows("90")).pay().expect_exit(0).payee(JIA, "20000.00").row(LIST, 2, "zero");
    // A missing measure holds the group.
    let ran = policy.over(&rows("")).args(["--leave-held"]).pay();
    ran.row(LIST, 2, "held").row(LIST, 3, "held").payee(JIA, "0.00");
}

#[test]
fn it_may_count_payees() {
    // 甲 has 10 + 10 = 20万, 乙 50万, 丙 2万: of three payees two are in; 甲 keeps both items.
    let ran = Policy::brands()
        .step("限项", "count_limit = { key = [\"大类\"], limit = 2, of = \"收款单位\", tie = \"按次序\" }")
        .over(&list(&[
            &format!("{JIA},省名牌,紫砂茶壶,A1,2008-01-01,"),
            &format!("{JIA},省名牌,球墨铸铁管,A2,2008-03-01,"),
            &format!("{YI},国家名牌,交联电缆,A3,2008-02-01,"),
            &format!("{BING},市名牌,离心风机,A4,2008-01-01,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(JIA, "200000.00").payee(YI, "500000.00").payee(BING, "0.00");
}

/// Three provincial brands, all 10万.
fn three_tied() -> String {
    list(&[
        &format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,"),
        &format!("{JIA},省名牌,球墨铸铁管,A2,2008-01-01,"),
        &format!("{JIA},省名牌,滚动轴承,A3,2008-02-01,"),
    ])
}

#[test]
fn a_tie_at_the_limit_is_all_in_by_order_or_held_as_the_policy_says() {
    let limit =
        |tie: &str| Policy::brands().step("限项", &at_most(2, &format!("of = \"成果\", tie = \"{tie}\"")));
    limit("都算").over(&three_tied()).pay().expect_exit(0).payee(JIA, "300000.00");
    // By order: the two earliest dates, rows 3 and 4.
    let ran = limit("按次序").over(&three_tied()).pay();
    ran.expect_exit(0).payee(JIA, "200000.00").row(LIST, 2, "zero");
    let ran = limit("待定").over(&three_tied()).args(["--leave-held"]).pay();
    ran.finding("S0104").payee(JIA, "0.00").row(LIST, 2, "held").row(LIST, 3, "held").row(LIST, 4, "held");
}

#[test]
fn a_tie_that_the_limit_does_not_part_is_no_tie_at_the_limit() {
    // The national one fills the limit; the two tied provincial ones are both out, in every mode.
    for tie in ["都算", "按次序", "待定"] {
        let ran = Policy::brands()
            .step("限项", &at_most(1, &format!("of = \"成果\", tie = \"{tie}\"")))
            .over(&list(&[
                &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
                &format!("{JIA},省名牌,球墨铸铁管,A2,2008-01-01,"),
                &format!("{JIA},省名牌,滚动轴承,A3,2008-02-01,"),
            ]))
            .pay();
        ran.expect_exit(0).payee(JIA, "500000.00").row(LIST, 3, "zero").row(LIST, 4, "zero");
    }
}

#[test]
fn units_are_counted_and_a_limit_that_falls_inside_keeps_some() {
    // 3 units of 10万 = 30万 rank before 2万. Limit 2: keeps round(30万·2/3) = 20万; the single one is out.
    for tie in ["按次序", "都算", "待定"] {
        let ran = Policy::brands()
            .step("限项", &at_most(2, &format!("of = \"成果\", tie = \"{tie}\"")))
            .over(&list(&[
                &format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,3"),
                &format!("{JIA},市名牌,球墨铸铁管,A2,2008-01-01,1"),
            ]))
            .pay();
        ran.expect_exit(0).payee(JIA, "200000.00").entry(JIA, "限项", "步-限项", "-100000.00");
        ran.row(LIST, 2, "paid").row(LIST, 3, "zero");
    }
}

#[test]
fn units_that_tie_with_another_item_follow_the_mode() {
    // 20万 each: two units in one row (March) and one national (January). Limit 2.
    let policy = |tie: &str| {
        Policy::levelled("20万元", "20万元", "2万元")
            .step("限项", &at_most(2, &format!("of = \"成果\", tie = \"{tie}\"")))
            .over(&list(&[
                &format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,2"),
                &format!("{JIA},国家名牌,球墨铸铁管,A2,2008-01-01,1"),
            ]))
    };
    // By order: the January one is in, one of the two units is left: 20 + round(40·1/2) = 40.
    policy("按次序").pay().expect_exit(0).payee(JIA, "400000.00");
    policy("都算").pay().expect_exit(0).payee(JIA, "600000.00");
    let ran = policy("待定").args(["--leave-held"]).pay();
    ran.row(LIST, 2, "held").row(LIST, 3, "held");
}

#[test]
fn joint_parts_are_one_item_and_keep_their_units_by_the_running_form() {
    // 2 units of 0.03元 = 0.06, two halves of 0.03. One unit is kept: round(0.03/2) = 0.02 (half away), round(0.06/2) = 0.03:
    // the parts are 0.02 and 0.01, together the half.
    let joint = "role = \"企业\"\ncategories = [\"标准\"]\namount = \"0.03元\"\njoint = { mode = \"平均\" }";
    let ran = Policy::new()
        .category("标准", "family = \"标准\"\njoint = true")
        .award_of("标准", joint)
        .step("限项", "count_limit = { key = [\"大类\"], limit = 1, of = \"成果\", tie = \"按次序\" }")
        .over(&list(&[&format!("{JIA}、{YI},标准,紫砂茶壶,A1,2008-03-01,2")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "0.02").payee(YI, "0.01").total("payable", "0.03");
}

#[test]
fn joint_parts_take_one_place_of_the_limit() {
    // Limit 2 by family: the joint standard is one item, so the other still has a place.
    let joint = "role = \"企业\"\ncategories = [\"标准\"]\namount = \"12万元\"\njoint = { mode = \"平均\" }";
    let ran = Policy::new()
        .category("标准", "family = \"标准\"\njoint = true")
        .award_of("标准", joint)
        .step("限项", "count_limit = { key = [\"大类\"], limit = 2, of = \"成果\", tie = \"按次序\" }")
        .over(&list(&[
            &format!("{JIA}、{YI},标准,紫砂茶壶,A1,2008-03-01,"),
            &format!("{BING},标准,球墨铸铁管,A2,2008-03-02,"),
            &format!("{BING},标准,滚动轴承,A3,2008-03-03,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(JIA, "60000.00").payee(YI, "60000.00").payee(BING, "120000.00");
}

#[test]
fn several_units_in_a_limit_by_product_are_held_beside_a_rival() {
    let ran = Policy::brands()
        .step(
            "限项",
            "count_limit = { key = [\"企业\", \"产品\"], limit = 1, of = \"成果\", tie = \"按次序\" }",
        )
        .over(&list(&[
            &format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,2"),
            &format!("{JIA},市名牌,紫砂茶壶,A2,2008-03-01,"),
        ]))
        .args(["--leave-held"])
        .pay();
    ran.row(LIST, 2, "held").finding("S0102").payee(JIA, "20000.00");
}
