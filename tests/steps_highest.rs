//! Highest-only: what competes, what highest means, ties, years, joint parts, unnamed products.

use crate::steps_policy::{HISTORY, JIA, Policy, REGISTER, YI, history, list, under};

const LIST: &str = "名单.csv";

fn highest(more: &str) -> String {
    let within = if more.contains("across_years") { "" } else { ", across_years = false" };
    format!("highest_only = {{ key = [\"企业\", \"产品\"], {more}{within} }}")
}

/// One product of one enterprise at the three levels.
fn one_product() -> String {
    list(&[
        &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
        &format!("{JIA},省名牌,紫砂茶壶,A2,2008-02-01,"),
        &format!("{JIA},市名牌,紫砂茶壶,A3,2008-01-01,"),
    ])
}

#[test]
fn of_a_group_only_the_highest_net_stays() {
    let ran = Policy::brands().step("就高", &highest("by = \"净额\"")).over(&one_product()).pay();
    ran.expect_exit(0).payee(JIA, "500000.00").row(LIST, 2, "paid");
    ran.row_because(LIST, 3, "zero", "-100000.00").row_clause(LIST, 3, "步-就高");
    ran.row(LIST, 4, "zero").entry(JIA, "就高", "步-就高", "-20000.00");
}

#[test]
fn highest_is_by_net_or_by_declared_level_as_the_policy_says() {
    // The provincial amount is above the national one.
    let policy = Policy::levelled("50万元", "60万元", "2万元");
    let by_net = policy.clone().step("就高", &highest("by = \"净额\"")).over(&one_product()).pay();
    by_net.expect_exit(0).payee(JIA, "600000.00").row(LIST, 2, "zero").row(LIST, 3, "paid");
    let by_level = policy.step("就高", &highest("by = \"级别\"")).over(&one_product()).pay();
    by_level.expect_exit(0).payee(JIA, "500000.00").row(LIST, 2, "paid").row(LIST, 3, "zero");
}

#[test]
fn what_differs_in_the_key_does_not_compete() {
    let ran = Policy::brands()
        .step("就高", &highest("by = \"净额\""))
        .over(&list(&[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{JIA},省名牌,球墨铸铁管,A2,2008-02-01,"),
            &format!("{YI},市名牌,紫砂茶壶,A3,2008-01-01,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(JIA, "600000.00").payee(YI, "20000.00");
}

/// The national award is taken to nothing by an earlier step, since the provincial one was paid in 2006.
fn national_is_nothing(more: &str) -> Policy {
    Policy::brands()
        .step("升级", "upgrade_difference = { key = [\"企业\", \"产品\"], mode = \"不再奖励\" }")
        .step("就高", &highest(&format!("by = \"级别\"{more}")))
}

#[test]
fn a_net_of_zero_neither_wins_nor_loses() {
    let rows = list(&[
        &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
        &format!("{JIA},市名牌,紫砂茶壶,A3,2008-01-01,"),
    ]);
    let paid = history(&[&format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,100000")]);
    let ran = national_is_nothing("").over(&rows).list_csv(HISTORY, &paid).pay();
    ran.expect_exit(0).payee(JIA, "20000.00").row(LIST, 2, "zero").row(LIST, 3, "paid");
    // Unless the policy ranks by level and says that it does.
    let ran = national_is_nothing(", zero_counts = true").over(&rows).list_csv(HISTORY, &paid).pay();
    ran.expect_exit(0).payee(JIA, "0.00").row(LIST, 3, "zero").row_clause(LIST, 3, "步-就高");
}

fn across(by: &str) -> Policy {
    Policy::brands().step("就高", &highest(&format!("by = \"{by}\", across_years = true")))
}

#[test]
fn across_years_what_is_not_above_the_highest_paid_gives_way() {
    // 国家 50万 was paid: the provincial 10万 gets minus its net. The same level again is not above it either.
    for (category, paid) in [
        ("省名牌", "国家名牌,紫砂茶壶,2006-05-01,2006,500000"),
        ("省名牌", "省名牌,紫砂茶壶,2006-05-01,2006,100000"),
    ] {
        for by in ["净额", "级别"] {
            let ran = across(by)
                .over(&list(&[&format!("{JIA},{category},紫砂茶壶,A2,2008-02-01,")]))
                .list_csv(HISTORY, &history(&[&format!("{JIA},{paid}")]))
                .pay();
            ran.expect_exit(0).payee(JIA, "0.00").row(LIST, 2, "zero").row_because(
                LIST,
                2,
                "zero",
                "历年兑现台账.csv",
            );
            ran.entry(JIA, "就高", "步-就高", "-100000.00");
        }
    }
}

#[test]
fn across_years_what_is_above_the_highest_paid_stays_in_full() {
    // 省 10万 was paid; 国家 50万 is above it; the city's 2万 gives way to the national one.
    let ran = across("净额")
        .over(&list(&[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{JIA},市名牌,紫砂茶壶,A3,2008-01-01,"),
        ]))
        .list_csv(HISTORY, &history(&[&format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,100000")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "500000.00").row(LIST, 3, "zero");
}

#[test]
fn across_years_the_highest_paid_is_of_the_same_measure() {
    // Paid before: 市 60万 (an old tariff) and 省 10万. By level the highest paid is 省: 国家 50万 stays.
    // By net the highest paid is 60万: 国家 50万 gives way.
    let paid = history(&[
        &format!("{JIA},市名牌,紫砂茶壶,2005-05-01,2005,600000"),
        &format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,100000"),
    ]);
    let rows = list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]);
    across("级别").over(&rows).list_csv(HISTORY, &paid).pay().expect_exit(0).payee(JIA, "500000.00");
    across("净额").over(&rows).list_csv(HISTORY, &paid).pay().expect_exit(0).payee(JIA, "0.00");
}

#[test]
fn without_across_years_history_does_not_compete() {
    let ran = Policy::brands()
        .step("就高", &highest("by = \"净额\""))
        .over(&list(&[&format!("{JIA},省名牌,紫砂茶壶,A2,2008-02-01,")]))
        .list_csv(HISTORY, &history(&[&format!("{JIA},国家名牌,紫砂茶壶,2006-05-01,2006,500000")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "100000.00");
}

#[test]
fn ties_go_by_recognition_date_and_then_canonical_order() {
    // 10万 each: the earlier date wins; on one day the earlier title in code points (甲 U+7532 before 紫 U+7D2B).
    let policy = Policy::brands()
        .step("就高", "highest_only = { key = [\"企业\"], by = \"净额\", across_years = false }");
    let ran = policy
        .over(&list(&[
            &format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{JIA},省名牌,球墨铸铁管,A2,2008-02-01,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(JIA, "100000.00").row(LIST, 2, "zero").row(LIST, 3, "paid");
    let ran = policy
        .over(&list(&[
            &format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{JIA},省名牌,甲级瓷砖,A2,2008-03-01,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(JIA, "100000.00").row(LIST, 2, "zero").row(LIST, 3, "paid");
}

#[test]
fn payee_roles_never_compete() {
    // The representative has 1万 for the national and 3万 for the provincial one: in its own role the provincial one wins.
    let rep = |category: &str, amount: &str| {
        format!("role = \"法定代表人\"\ncategories = [\"{category}\"]\namount = \"{amount}\"")
    };
    let ran = Policy::brands()
        .award_of("国家法人", &rep("国家名牌", "1万元"))
        .award_of("省法人", &rep("省名牌", "3万元"))
        .step("就高", &highest("by = \"净额\""))
        .over(&list(&[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{JIA},省名牌,紫砂茶壶,A2,2008-02-01,"),
        ]))
        .list_csv(REGISTER, &under("企业名称,法定代表人", &[&format!("{JIA},王大山")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "500000.00").payee("王大山", "30000.00").row(LIST, 3, "paid");
}

#[test]
fn the_parts_of_one_achievement_are_one_item() {
    // 12万 in two parts of 6万; the rival has 10万. 12 > 10, so both parts stay and the rival gives way.
    let joint = "role = \"企业\"\ncategories = [\"标准\"]\namount = \"12万元\"\njoint = { mode = \"平均\" }";
    let ran = Policy::new()
        .category("标准", "family = \"标准\"\njoint = true")
        .category("规范", "family = \"标准\"")
        .award_of("标准", joint)
        .award("规范", "10万元")
        .step("就高", "highest_only = { key = [\"大类\"], by = \"净额\", across_years = false }")
        .over(&list(&[
            &format!("{JIA}、{YI},标准,紫砂茶壶,A1,2008-03-01,"),
            &format!("{JIA},规范,球墨铸铁管,A2,2008-01-01,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(JIA, "60000.00").payee(YI, "60000.00").row(LIST, 3, "zero");
}

#[test]
fn several_units_in_a_group_by_product_are_held_beside_a_rival_and_paid_alone() {
    let policy = Policy::brands().step("就高", &highest("by = \"净额\""));
    let two = format!("{JIA},省名牌,紫砂茶壶,A2,2008-02-01,2");
    // Alone: 2 × 10万.
    policy.over(&list(&[&two])).pay().expect_exit(0).payee(JIA, "200000.00");
    // Beside the national one: which of the two it rivals is not named. The rival is paid as if alone.
    let ran = policy
        .over(&list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"), &two]))
        .args(["--leave-held"])
        .pay();
    ran.row(LIST, 3, "held").finding("S0102").payee(JIA, "500000.00");
}

#[test]
fn a_group_key_may_hold_a_declared_field_and_a_row_without_it_is_held() {
    // Grouped by 系列: 50万 wins over 10万 in 甲系列; the row without a series is held.
    let ran = Policy::brands()
        .field("系列", "成果", "文字")
        .step("就高", "highest_only = { key = [\"企业\", \"系列\"], by = \"净额\", across_years = false }")
        .over(&under(
            "企业名称,类别,产品名称,证书编号,认定日期,系列",
            &[
                &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,甲系列"),
                &format!("{JIA},省名牌,球墨铸铁管,A2,2008-02-01,甲系列"),
                &format!("{JIA},省名牌,滚动轴承,A3,2008-02-01,乙系列"),
                &format!("{JIA},市名牌,离心风机,A4,2008-02-01,"),
            ],
        ))
        .args(["--leave-held"])
        .pay();
    ran.payee(JIA, "600000.00")
        .row(LIST, 3, "zero")
        .row(LIST, 4, "paid")
        .row(LIST, 5, "held")
        .finding("M0101");
}

#[test]
fn a_group_may_be_by_town_family_or_year() {
    let rows = under(
        "企业名称,类别,产品名称,证书编号,认定日期,镇",
        &[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,丁蜀镇"),
            &format!("{YI},省名牌,交联电缆,A2,2008-02-01,丁蜀镇"),
            &format!("{YI},市名牌,球墨铸铁管,A3,2008-02-01,官林镇"),
        ],
    );
    let by = |key: &str| {
        Policy::brands()
            .step(
                "就高",
                &format!("highest_only = {{ key = [\"{key}\"], by = \"净额\", across_years = false }}"),
            )
            .over(&rows)
            .pay()
    };
    // By town the provincial one gives way to the national one of its town; by family or year all give way to it.
    by("镇").expect_exit(0).payee(JIA, "500000.00").payee(YI, "20000.00");
    by("大类").expect_exit(0).payee(JIA, "500000.00").payee(YI, "0.00");
    by("年度").expect_exit(0).payee(JIA, "500000.00").payee(YI, "0.00");
    // By level, clause or category none has a rival.
    for key in ["级别", "条款", "类别"] {
        by(key).expect_exit(0).payee(JIA, "500000.00").payee(YI, "120000.00");
    }
}
