//! Rounding and the running form, each sentence to the 分.

use crate::steps_policy::{BING, HISTORY, JIA, Policy, YI, history, list, under};

/// A tenth of 研发投入 in this unit and mode.
fn tenth(unit: &str, mode: &str) -> Policy {
    let body = "role = \"企业\"\ncategories = [\"新产品\"]\namount = { rate = \"10%\", of = \"研发投入\" }";
    Policy::new()
        .category("新产品", "family = \"产品\"")
        .field("研发投入", "成果", "金额")
        .award_of("新产品", body)
        .rounding(unit, mode)
}

fn spent(rows: &[&str]) -> String {
    under("企业名称,类别,产品名称,认定日期,研发投入(元)", rows)
}

#[test]
fn the_mode_applies_once_where_an_entitlement_arises() {
    // 10% of 1235元 is 123.5元: to whole 元 by each mode 124, 123, 124; 10% of 1234元 is 123.4元: 123, 123, 124.
    for (mode, first, second) in
        [("四舍五入", "124.00", "123.00"), ("舍去", "123.00", "123.00"), ("进位", "124.00", "124.00")]
    {
        let rows = [
            format!("{JIA},新产品,紫砂茶壶,2008-03-01,1235"),
            format!("{YI},新产品,交联电缆,2008-03-01,1234"),
        ];
        let ran = tenth("元", mode).over(&spent(&[&rows[0], &rows[1]])).pay();
        ran.expect_exit(0).payee(JIA, first).payee(YI, second);
    }
}

#[test]
fn the_unit_may_be_an_amount() {
    // 10% of 123450元 is 12345元, to 100元 half away: 12300; 10% of 123500元 is 12350元: exactly half, away: 12400.
    let rows = [
        format!("{JIA},新产品,紫砂茶壶,2008-03-01,123450"),
        format!("{YI},新产品,交联电缆,2008-03-01,123500"),
    ];
    let ran = tenth("100元", "四舍五入").over(&spent(&[&rows[0], &rows[1]])).pay();
    ran.expect_exit(0).payee(JIA, "12300.00").payee(YI, "12400.00");
}

/// One product each of three enterprises, in canonical order by date.
fn three() -> String {
    list(&[
        &format!("{JIA},金牌,紫砂茶壶,A1,2008-03-01,"),
        &format!("{YI},金牌,交联电缆,A2,2008-03-02,"),
        &format!("{BING},金牌,离心风机,A3,2008-03-03,"),
    ])
}

fn budget(limit: &str, reduce: &str) -> String {
    format!("budget = {{ limit = {{ amount = \"{limit}\" }}, reduce = \"{reduce}\", used_by = \"不计\" }}")
}

#[test]
fn a_limit_is_rounded_down_to_the_unit() {
    // 150元 under a limit of 100.60元 in whole 元: 100元.
    let policy = Policy::single("金牌", "150元").rounding("元", "四舍五入");
    let policy = policy.step("总额", &budget("100.60元", "从后扣减"));
    let ran = policy.over(&list(&[&format!("{JIA},金牌,紫砂茶壶,A1,2008-03-01,")])).pay();
    ran.expect_exit(0).payee(JIA, "100.00").entry(JIA, "总额", "步-总额", "-50.00");
}

#[test]
fn history_that_is_deducted_is_rounded_up_to_the_unit() {
    // 500元 less 100.10元 paid, in whole 元: 500 − 101 = 399.
    let policy = Policy::levelled("500元", "100元", "50元")
        .rounding("元", "四舍五入")
        .step("补差", "upgrade_difference = { key = [\"企业\", \"产品\"], mode = \"扣已付\" }");
    let ran = policy
        .over(&list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]))
        .list_csv(HISTORY, &history(&[&format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,100.10")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "399.00").entry(JIA, "补差", "步-补差", "-101.00");
}

#[test]
fn pro_rata_runs_over_the_sums() {
    // 100 each under 200 of 300, whole 元: C·L/T = 66.67, 133.33, 200 → 67, 133, 200 → parts 67, 66, 67.
    let policy =
        Policy::single("金牌", "100元").rounding("元", "四舍五入").step("总额", &budget("200元", "按比例"));
    let ran = policy.over(&three()).pay();
    ran.expect_exit(0).payee(JIA, "67.00").payee(YI, "66.00").payee(BING, "67.00").total("payable", "200.00");
    ran.entry(YI, "总额", "步-总额", "-34.00");
}

#[test]
fn pro_rata_rounds_halves_away_from_zero() {
    // 1元 each of two under 1元, whole 元: C·L/T = 0.5, 1 → 1, 1 → parts 1, 0.
    let policy =
        Policy::single("金牌", "1元").rounding("元", "四舍五入").step("总额", &budget("1元", "按比例"));
    let ran = policy
        .over(&list(&[
            &format!("{JIA},金牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{YI},金牌,交联电缆,A2,2008-03-02,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(JIA, "1.00").payee(YI, "0.00").row("名单.csv", 3, "zero");
}

#[test]
fn from_the_end_takes_the_last_first() {
    // min(150, C) = 100, 150, 150 → parts 100, 50, 0.
    let policy = Policy::single("金牌", "100元").step("总额", &budget("150元", "从后扣减"));
    let ran = policy.over(&three()).pay();
    ran.expect_exit(0).payee(JIA, "100.00").payee(YI, "50.00").payee(BING, "0.00");
    ran.row_because("名单.csv", 4, "zero", "-100.00").row_clause("名单.csv", 4, "步-总额");
}

#[test]
fn what_was_paid_before_runs_over_the_sums() {
    // 6万 and 6万, paid before 10万: min(10, C) = 6, 10 → −6万, −4万.
    let policy = Policy::levelled("6万元", "5万元", "1万元")
        .step("补差", "upgrade_difference = { key = [\"企业\"], mode = \"扣已付\" }");
    let ran = policy
        .over(&list(&[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{JIA},国家名牌,陶瓷花盆,A2,2008-03-02,"),
        ]))
        .list_csv(HISTORY, &history(&[&format!("{JIA},省名牌,青瓷餐具,2006-05-01,2006,100000")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "20000.00");
    ran.entry(JIA, "补差", "步-补差", "-60000.00").entry(JIA, "补差", "步-补差", "-40000.00");
    ran.row("名单.csv", 2, "zero").row("名单.csv", 3, "paid");
}

#[test]
fn a_split_by_rates_runs_over_the_rates_and_the_last_takes_the_rest() {
    // 100元 by 1:1:1 in 分: 33.33, 66.67, 100 → 33.33, 33.34, 33.33; in 元: 33, 67, 100 → 33, 34, 33.
    for (unit, parts) in [("", ["33.33", "33.34", "33.33"]), ("unit = \"元\"\n", ["33.00", "34.00", "33.00"])]
    {
        let shares = "[[clause.step.sharing.rule]]\nshares = [{ funder = \"甲\", rate = \"1\" }, { funder = \"乙\", rate = \"1\" }, { funder = \"丙\", rate = \"1\" }]";
        let policy =
            Policy::single("金牌", "100元").step("分担", &format!("[clause.step.sharing]\n{unit}\n{shares}"));
        let ran = policy.over(&list(&[&format!("{JIA},金牌,紫砂茶壶,A1,2008-03-01,")])).pay();
        ran.expect_exit(0).payee(JIA, "100.00");
        ran.share(JIA, "甲", parts[0]).share(JIA, "乙", parts[1]).share(JIA, "丙", parts[2]);
    }
}

#[test]
fn rates_are_used_exactly() {
    // 12.5% : 87.5% of 100.04元: 12.505 → 12.51, the rest 87.53.
    let policy = Policy::single("金牌", "100.04元").step(
        "分担",
        "[[clause.step.sharing.rule]]\nshares = [{ funder = \"甲\", rate = \"12.5%\" }, { funder = \"乙\", rate = \"87.5%\" }]",
    );
    let ran = policy.over(&list(&[&format!("{JIA},金牌,紫砂茶壶,A1,2008-03-01,")])).pay();
    ran.expect_exit(0).share(JIA, "甲", "12.51").share(JIA, "乙", "87.53");
}

#[test]
fn pro_rata_is_exact_for_the_largest_amounts() {
    // 3万亿 each under 1万亿 of 9万亿: a third, two thirds and all of 10^12: …333.33, …666.67 → …333.33, …333.34, …333.33.
    let policy = Policy::single("金牌", "30000亿元").step("总额", &budget("10000亿元", "按比例"));
    let ran = policy.over(&three()).pay();
    ran.expect_exit(0)
        .payee(JIA, "333333333333.33")
        .payee(YI, "333333333333.34")
        .payee(BING, "333333333333.33");
}

#[test]
fn amounts_over_ten_trillion_are_refused() {
    // 6万亿 × 2 = 12万亿 > 10万亿: held; 6万亿 alone is paid.
    let policy = Policy::single("金牌", "60000亿元");
    let ran = policy
        .over(&list(&[
            &format!("{JIA},金牌,紫砂茶壶,A1,2008-03-01,2"),
            &format!("{YI},金牌,交联电缆,A2,2008-03-01,1"),
        ]))
        .args(["--leave-held"])
        .pay();
    ran.row("名单.csv", 2, "held").finding("M0103").payee(YI, "6000000000000.00");
}

#[test]
fn stated_shares_are_exact_on_the_full_tariff_and_weights_on_anything_else() {
    // 30 and 20 of 50万; 10万 by 3:2 is 6 and 4.
    let policy = Policy::levelled("50万元", "10万元", "1万元").step(
        "分担",
        "[[clause.step.sharing.rule]]\nshares = [{ funder = \"省财政\", amount = \"30万元\" }, { funder = \"市财政\", amount = \"20万元\" }]",
    );
    let ran = policy
        .over(&list(&[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{YI},省名牌,交联电缆,A2,2008-03-01,"),
        ]))
        .pay();
    ran.expect_exit(0).share(JIA, "省财政", "300000.00").share(JIA, "市财政", "200000.00");
    ran.share(YI, "省财政", "60000.00").share(YI, "市财政", "40000.00");
}
