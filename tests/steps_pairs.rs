//! How two steps meet: each pair in the order that the policy states, worked out by hand.

use crate::steps_policy::{BING, HISTORY, JIA, Policy, YI, history, list};

const LIST: &str = "名单.csv";

const HIGHEST: &str = "highest_only = { covers = { roles = [\"企业\"] }, key = [\"企业\", \"产品\"], by = \"净额\", across_years = false }";
const ACROSS: &str = "highest_only = { key = [\"企业\", \"产品\"], by = \"净额\", across_years = true }";
const LESS_PAID: &str = "upgrade_difference = { key = [\"企业\", \"产品\"], mode = \"扣已付\" }";
const TWO: &str = "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }";
const PART: &str = "[[clause.step.department_share.department]]\nname = \"质监局\"\nrate = \"10%\"\ncovers = { roles = [\"企业\"] }";

fn cap(yuan: &str) -> String {
    format!(
        "cap = {{ covers = {{ roles = [\"企业\"] }}, key = [\"企业\"], limit = {{ amount = \"{yuan}\" }}, reduce = \"从后扣减\", used_by = \"不计\" }}"
    )
}

fn budget(yuan: &str) -> String {
    format!(
        "budget = {{ covers = {{ roles = [\"企业\"] }}, limit = {{ amount = \"{yuan}\" }}, reduce = \"按比例\", used_by = \"不计\" }}"
    )
}

fn limit_items(limit: u32) -> String {
    format!(
        "count_limit = {{ covers = {{ roles = [\"企业\"] }}, key = [\"企业\"], limit = {limit}, of = \"成果\", tie = \"按次序\" }}"
    )
}

fn late_cap(yuan: &str, shortfall: &str) -> String {
    format!(
        "cap = {{ key = [\"企业\"], limit = {{ amount = \"{yuan}\" }}, reduce = \"从后扣减\", used_by = \"不计\", shortfall = \"{shortfall}\" }}"
    )
}

/// 甲's national and provincial brand of one product, and its city brand of another.
fn brands() -> String {
    list(&[
        &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
        &format!("{JIA},省名牌,紫砂茶壶,A2,2008-02-01,"),
        &format!("{JIA},市名牌,球墨铸铁管,A3,2008-01-01,"),
    ])
}

/// 甲's provincial brand of the same product was paid in 2006 with 9万.
fn paid() -> String {
    history(&[&format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,90000")])
}

#[test]
fn highest_only_then_upgrade_difference() {
    // National 50 stays, less 9; the live provincial one gave way. City 2 of another product. 41 + 2.
    let ran = Policy::brands()
        .step("就高", HIGHEST)
        .step("补差", LESS_PAID)
        .over(&brands())
        .list_csv(HISTORY, &paid())
        .pay();
    ran.expect_exit(0).payee(JIA, "430000.00").row(LIST, 3, "zero").row_clause(LIST, 3, "步-就高");
}

#[test]
fn upgrade_difference_then_highest_only() {
    // National 10 − 9 = 1, below the live provincial 8 (same level as paid: no difference): the provincial one wins. 8 + 2.
    let ran = Policy::levelled("10万元", "8万元", "2万元")
        .step("补差", LESS_PAID)
        .step("就高", HIGHEST)
        .over(&brands())
        .list_csv(HISTORY, &paid())
        .pay();
    ran.expect_exit(0)
        .payee(JIA, "100000.00")
        .row(LIST, 2, "zero")
        .row_clause(LIST, 2, "步-就高")
        .row(LIST, 3, "paid");
}

#[test]
fn highest_across_years_then_upgrade_difference() {
    // One above what was paid stays in full, less the stated difference: 50 − 9; provincial 10 is above the 9 paid, but gives way to 50.
    let ran = Policy::brands()
        .step("就高", ACROSS)
        .step("补差", LESS_PAID)
        .over(&brands())
        .list_csv(HISTORY, &paid())
        .pay();
    ran.expect_exit(0).payee(JIA, "430000.00").row(LIST, 3, "zero");
}

#[test]
fn upgrade_difference_then_cap() {
    // 41 + (same level) 10 + 2 = 53 under 45: from the end in canonical order national 41, provincial 4, city 0.
    let ran = Policy::brands()
        .step("补差", LESS_PAID)
        .step("封顶", &cap("45万元"))
        .over(&brands())
        .list_csv(HISTORY, &paid())
        .pay();
    ran.expect_exit(0)
        .payee(JIA, "450000.00")
        .entry(JIA, "封顶", "步-封顶", "-60000.00")
        .row(LIST, 4, "zero");
}

#[test]
fn cap_then_upgrade_difference() {
    // 50 + 10 + 2 under 45: 45, 0, 0; then 45 − 9.
    let ran = Policy::brands()
        .step("封顶", &cap("45万元"))
        .step("补差", LESS_PAID)
        .over(&brands())
        .list_csv(HISTORY, &paid())
        .pay();
    ran.expect_exit(0).payee(JIA, "360000.00").row(LIST, 3, "zero").row_clause(LIST, 3, "步-封顶");
}

#[test]
fn highest_only_then_cap() {
    // 50, 0, 2 under 51: 50 and 1. The loser is not counted.
    let ran = Policy::brands().step("就高", HIGHEST).step("封顶", &cap("51万元")).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "510000.00").row_clause(LIST, 3, "步-就高");
}

#[test]
fn cap_then_highest_only() {
    // Under 51: 50, 1, 0; then the provincial 1 gives way: 50.
    let ran = Policy::brands().step("封顶", &cap("51万元")).step("就高", HIGHEST).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "500000.00").row(LIST, 4, "zero").row_clause(LIST, 4, "步-封顶");
}

#[test]
fn highest_only_then_count_limit() {
    // The loser takes no place: of two places national and city are in.
    let ran = Policy::brands().step("就高", HIGHEST).step("限项", &limit_items(2)).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "520000.00").row(LIST, 4, "paid");
}

#[test]
fn count_limit_then_highest_only() {
    // Two places: national and provincial; then the provincial one gives way: 50, and the city's place is gone.
    let ran = Policy::brands().step("限项", &limit_items(2)).step("就高", HIGHEST).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "500000.00").row_clause(LIST, 4, "步-限项");
}

#[test]
fn count_limit_then_cap() {
    // Two places: 50 and 10; under 55: 50 and 5.
    let ran =
        Policy::brands().step("限项", &limit_items(2)).step("封顶", &cap("55万元")).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "550000.00").entry(JIA, "封顶", "步-封顶", "-50000.00");
}

#[test]
fn cap_then_count_limit() {
    // Under 55: 50, 5, 0; two places: both, since the city's nothing takes none.
    let ran =
        Policy::brands().step("封顶", &cap("55万元")).step("限项", &limit_items(2)).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "550000.00").row_clause(LIST, 4, "步-封顶");
}

#[test]
fn a_cap_per_achievement_after_a_count_limit_is_for_the_units_kept() {
    // 3 units of 10 = 30; 2 are kept: 20; 2 × 8 = 16, as two rows of one unit would get.
    let each = "cap = { key = [\"成果\"], limit = { amount = \"8万元\" }, reduce = \"从后扣减\", used_by = \"不计\" }";
    let ran = Policy::brands()
        .step("限项", &limit_items(2))
        .step("封顶", each)
        .over(&list(&[&format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,3")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "160000.00");
}

#[test]
fn cap_then_budget() {
    // 甲 62 under 40: 40, 0, 0; 乙 10 under 40; then 25 of 50: halves, 20 and 5.
    let rows = format!("{}{YI},省名牌,交联电缆,A4,2008-02-05,\n", brands());
    let ran = Policy::brands().step("封顶", &cap("40万元")).step("总额", &budget("25万元")).over(&rows).pay();
    ran.expect_exit(0).payee(JIA, "200000.00").payee(YI, "50000.00");
}

#[test]
fn budget_then_cap() {
    // 36 of 72: 25, 5, 1 and 乙 5; then 甲 31 under 28: 25 and 3 (canonical order: national, provincial, city).
    let rows = format!("{}{YI},省名牌,交联电缆,A4,2008-02-05,\n", brands());
    let ran = Policy::brands().step("总额", &budget("36万元")).step("封顶", &cap("28万元")).over(&rows).pay();
    ran.expect_exit(0).payee(JIA, "280000.00").payee(YI, "50000.00").row_clause(LIST, 4, "步-封顶");
}

#[test]
fn department_share_before_and_after_a_cap() {
    // Before: 10% of 62. After a cap of 45: 10% of 45.
    let ran = Policy::brands().step("部门", PART).step("封顶", &cap("45万元")).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "450000.00").payee("质监局", "62000.00");
    let ran = Policy::brands().step("封顶", &cap("45万元")).step("部门", PART).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "450000.00").payee("质监局", "45000.00");
}

#[test]
fn highest_only_then_department_share() {
    // 10% of 50 and 2; nothing of the one that gave way.
    let ran = Policy::brands().step("就高", HIGHEST).step("部门", PART).over(&brands()).pay();
    ran.expect_exit(0).payee("质监局", "52000.00").row(LIST, 3, "zero");
}

#[test]
fn upgrade_difference_then_department_share() {
    // 10% of 41 + 10 + 2.
    let ran = Policy::brands()
        .step("补差", LESS_PAID)
        .step("部门", PART)
        .over(&brands())
        .list_csv(HISTORY, &paid())
        .pay();
    ran.expect_exit(0).payee("质监局", "53000.00");
}

#[test]
fn count_limit_then_department_share() {
    // 2 of 3 units: 10% of 20.
    let ran = Policy::brands()
        .step("限项", &limit_items(2))
        .step("部门", PART)
        .over(&list(&[&format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,3")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "200000.00").payee("质监局", "20000.00");
}

#[test]
fn department_share_before_and_after_a_budget() {
    // 31 of 62 halves. Before it: 6.2; after it: 3.1.
    let ran = Policy::brands().step("部门", PART).step("总额", &budget("31万元")).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "310000.00").payee("质监局", "62000.00");
    let ran = Policy::brands().step("总额", &budget("31万元")).step("部门", PART).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "310000.00").payee("质监局", "31000.00");
}

#[test]
fn department_share_then_instalments() {
    // Taken of the net before it is divided: 10% of 50. It is divided itself only where it is named.
    let rows = list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]);
    let ran = Policy::brands().step("部门", PART).step("分期", TWO).over(&rows).pay();
    ran.expect_exit(0).payee(JIA, "300000.00").payee("质监局", "50000.00");
    let named =
        TWO.replace("instalments = { ", "instalments = { covers = { roles = [\"企业\", \"部门\"] }, ");
    let ran = Policy::brands().step("部门", PART).step("分期", &named).over(&rows).pay();
    ran.expect_exit(0).payee(JIA, "300000.00").payee("质监局", "30000.00").total("later", "220000.00");
}

#[test]
fn budget_before_instalments_limits_the_whole_award() {
    // 62 to 31; 60% of each: 15 + 3 + 0.6 now, 12.4 later.
    let ran = Policy::brands().step("总额", &budget("31万元")).step("分期", TWO).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "186000.00").total("later", "124000.00");
}

#[test]
fn instalments_then_budget_limits_the_year() {
    // 60% of 62 = 37.2 to 18.6 pro rata, the rest lapses: later stays 24.8.
    let body = budget("18.6万元").replace("used_by = \"不计\"", "used_by = \"不计\", shortfall = \"作废\"");
    let ran = Policy::brands().step("分期", TWO).step("年度", &body).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "186000.00").total("later", "248000.00").total("awarded", "434000.00");
}

#[test]
fn instalments_then_cap_carries_or_lapses() {
    // Now 30, 6, 1.2; under 32: 30, 2, 0. Carried: 4 and 1.2 come on top of 20 + 4 + 0.8.
    let ran = Policy::brands()
        .step("分期", TWO)
        .step("年度", &late_cap("32万元", "结转下年"))
        .over(&brands())
        .pay();
    ran.expect_exit(0).payee(JIA, "320000.00").total("later", "300000.00").total("awarded", "620000.00");
    let ran =
        Policy::brands().step("分期", TWO).step("年度", &late_cap("32万元", "作废")).over(&brands()).pay();
    ran.expect_exit(0).payee(JIA, "320000.00").total("later", "248000.00").total("awarded", "568000.00");
}

#[test]
fn a_second_limit_after_instalments_sees_what_the_first_left() {
    // Under 32: 30, 2, 0; then 16 of 32: halves.
    let second =
        budget("16万元").replace("used_by = \"不计\"", "used_by = \"不计\", shortfall = \"结转下年\"");
    let ran = Policy::brands()
        .step("分期", TWO)
        .step("年度", &late_cap("32万元", "作废"))
        .step("总额", &second)
        .over(&brands())
        .pay();
    // 应兑 62 − 5.2 lapsed = 56.8; 16 now.
    ran.expect_exit(0).payee(JIA, "160000.00").total("awarded", "568000.00").total("later", "408000.00");
}

const HALVES: &str = "[[clause.step.sharing.rule]]\nshares = [{ funder = \"省财政\", rate = \"1\" }, { funder = \"市财政\", rate = \"1\" }]";

#[test]
fn instalments_then_cap_then_sharing() {
    // 30 due under 21.01: 21.01 now, shared by halves: 10.505 → 10.51 (分 of 元: 105050), all exact: 105050 each.
    let ran = Policy::brands()
        .step("分期", TWO)
        .step("年度", &late_cap("210100.01元", "结转下年"))
        .step("分担", HALVES)
        .over(&list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]))
        .pay();
    // round(210100.01/2) = 105050.005 → 105050.01, the rest 105050.00.
    ran.expect_exit(0).share(JIA, "省财政", "105050.01").share(JIA, "市财政", "105050.00");
    ran.total("later", "289899.99").total("awarded", "500000.00");
}

#[test]
fn a_cap_then_sharing_shares_what_is_left() {
    let ran = Policy::brands().step("封顶", &cap("45万元")).step("分担", HALVES).over(&brands()).pay();
    ran.expect_exit(0).share(JIA, "省财政", "225000.00").share(JIA, "市财政", "225000.00");
}

#[test]
fn upgrade_difference_and_a_limit_that_history_uses_up() {
    // 9 was paid: 50 − 9 = 41; it also uses the cap of 55 up to 46: 41 + 10 + 2 = 53 → 46.
    let used = cap("55万元").replace("\"不计\"", "\"全部\"");
    let ran = Policy::brands()
        .step("补差", LESS_PAID)
        .step("封顶", &used)
        .over(&brands())
        .list_csv(HISTORY, &paid())
        .pay();
    ran.expect_exit(0).payee(JIA, "460000.00");
}

// A held row takes part in no step, as if absent: for each step its group is computed without it.

/// The held row: a national brand of 甲 whose quantity is not a number.
fn with_held(rest: &[&str]) -> String {
    let mut rows = vec![format!("{JIA},国家名牌,紫砂茶壶,A9,2008-01-01,负一")];
    rows.extend(rest.iter().map(|row| (*row).to_owned()));
    list(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_held_row_is_left_out_of_highest_only() {
    let ran = Policy::brands()
        .step("就高", HIGHEST)
        .over(&with_held(&[&format!("{JIA},省名牌,紫砂茶壶,A2,2008-02-01,")]))
        .args(["--leave-held"])
        .pay();
    ran.row(LIST, 2, "held").row(LIST, 3, "paid").payee(JIA, "100000.00");
}

#[test]
fn a_held_row_takes_no_place_of_a_count_limit() {
    let ran = Policy::brands()
        .step("限项", &limit_items(1))
        .over(&with_held(&[&format!("{JIA},省名牌,球墨铸铁管,A2,2008-02-01,")]))
        .args(["--leave-held"])
        .pay();
    ran.row(LIST, 2, "held").payee(JIA, "100000.00");
}

#[test]
fn a_held_row_uses_no_cap_and_no_budget_up() {
    for body in [cap("10万元"), budget("10万元")] {
        let ran = Policy::brands()
            .step("限额", &body)
            .over(&with_held(&[&format!("{JIA},省名牌,球墨铸铁管,A2,2008-02-01,")]))
            .args(["--leave-held"])
            .pay();
        ran.row(LIST, 2, "held").payee(JIA, "100000.00");
    }
}

#[test]
fn a_held_row_takes_nothing_off_history_and_gives_no_department_a_share() {
    // 9 was paid; the national brand of another certificate of the product gets 50 − 9, the department 10% of it.
    let ran = Policy::brands()
        .step("补差", LESS_PAID)
        .step("部门", PART)
        .over(&with_held(&[&format!("{JIA},国家名牌,紫砂茶壶,A2,2008-02-01,")]))
        .list_csv(HISTORY, &paid())
        .args(["--leave-held"])
        .pay();
    ran.row(LIST, 2, "held").payee(JIA, "410000.00").payee("质监局", "41000.00");
}

#[test]
fn a_held_row_has_no_instalment_and_no_share() {
    let ran = Policy::brands()
        .step("分期", TWO)
        .step("分担", HALVES)
        .over(&with_held(&[&format!("{YI},国家名牌,交联电缆,A2,2008-02-01,")]))
        .args(["--leave-held"])
        .pay();
    ran.payee(JIA, "0.00").share(YI, "省财政", "150000.00").total("awarded", "500000.00");
}

#[test]
fn its_finding_names_the_steps_it_would_enter_and_whose_amounts_could_change() {
    // The tie holds 甲's two; 丙's amount depends on the budget that they would enter.
    let tie = "count_limit = { key = [\"企业\"], limit = 1, of = \"成果\", tie = \"待定\" }";
    let ran = Policy::brands()
        .step("限项", tie)
        .step("总额", &budget("9万元"))
        .over(&list(&[
            &format!("{JIA},省名牌,紫砂茶壶,A1,2008-02-01,"),
            &format!("{JIA},省名牌,球墨铸铁管,A2,2008-02-02,"),
            &format!("{BING},省名牌,离心风机,A3,2008-03-01,"),
        ]))
        .args(["--leave-held"])
        .pay();
    ran.payee(BING, "90000.00").finding_at("S0104", LIST, "步骤「总额」").finding_at("S0104", LIST, BING);
}
