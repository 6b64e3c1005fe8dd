//! Upgrade difference in all modes, and whose tariff on which day.

use crate::steps_policy::{HISTORY, JIA, Policy, history, list, under};

const LIST: &str = "名单.csv";

fn upgrade(more: &str) -> String {
    format!("upgrade_difference = {{ key = [\"企业\", \"产品\"], {more} }}")
}

fn national() -> String {
    list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")])
}

/// The provincial level was paid this much in 2006.
fn paid(yuan: &str) -> String {
    history(&[&format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,{yuan}")])
}

#[test]
fn an_upgrade_gets_what_the_mode_says() {
    // 国家 50万; the provincial tariff is 10万, but 6万 was paid in 2006.
    for (mode, net) in
        [("扣已付", "440000.00"), ("标准之差", "400000.00"), ("全额", "500000.00"), ("不再奖励", "0.00")]
    {
        let policy = Policy::brands().step("补差", &upgrade(&format!("mode = \"{mode}\"")));
        policy.over(&national()).list_csv(HISTORY, &paid("60000")).pay().expect_exit(0).payee(JIA, net);
    }
}

#[test]
fn the_entry_names_the_payment_it_deducts() {
    let policy = Policy::brands().step("补差", &upgrade("mode = \"不再奖励\""));
    let ran = policy.over(&national()).list_csv(HISTORY, &paid("60000")).pay();
    ran.expect_exit(0).row_because(LIST, 2, "zero", HISTORY).row_clause(LIST, 2, "步-补差");
}

#[test]
fn only_a_payment_of_a_lower_level_is_an_upgrade() {
    // The same level paid before, and a higher one: no difference is taken.
    for category in ["省名牌", "国家名牌"] {
        let policy = Policy::brands().step("补差", &upgrade("mode = \"扣已付\""));
        let ran = policy
            .over(&list(&[&format!("{JIA},省名牌,紫砂茶壶,A1,2008-03-01,")]))
            .list_csv(HISTORY, &history(&[&format!("{JIA},{category},紫砂茶壶,2006-05-01,2006,60000")]))
            .pay();
        ran.expect_exit(0).payee(JIA, "100000.00");
    }
}

#[test]
fn an_earlier_payment_above_the_new_net_leaves_zero_and_the_rest_is_not_carried() {
    // Between tariffs: 国家 8万, 省 10万: −8万. The rest of 2万 does not reduce the other upgrade of the group.
    let policy = Policy::levelled("8万元", "10万元", "1万元")
        .step("补差", "upgrade_difference = { key = [\"企业\"], mode = \"标准之差\" }");
    let ran = policy
        .over(&list(&[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{JIA},国家名牌,球墨铸铁管,A2,2008-03-02,"),
        ]))
        .list_csv(HISTORY, &paid("100000"))
        .pay();
    ran.expect_exit(0).payee(JIA, "80000.00").row(LIST, 2, "zero").entry(JIA, "补差", "步-补差", "-80000.00");
}

/// The provincial tariff is 10万 for recognitions up to 2006, 15万 after.
fn two_tariffs(tariff_on: &str) -> Policy {
    let award = |amount: &str, when: &str| {
        format!(
            "role = \"企业\"\ncategories = [\"省名牌\"]\nwhen = [{{ field = \"认定日期\", {when} }}]\namount = \"{amount}\""
        )
    };
    Policy::new()
        .category("国家名牌", "level = \"国家级\"\nfamily = \"产品\"")
        .category("省名牌", "level = \"省级\"\nfamily = \"产品\"")
        .award("国家名牌", "50万元")
        .award_of("省旧", &award("10万元", "to = 2006-12-31"))
        .award_of("省新", &award("15万元", "above = 2006-12-31"))
        .step("补差", &upgrade(&format!("mode = \"标准之差\"{tariff_on}")))
}

#[test]
fn the_earlier_level_has_the_tariff_of_the_new_date_unless_the_policy_names_the_earlier_one() {
    // On 2008-03-01 it is 15万: 35万. On 2006-05-01 it was 10万: 40万.
    let ran = two_tariffs("").over(&national()).list_csv(HISTORY, &paid("100000")).pay();
    ran.expect_exit(0).payee(JIA, "350000.00");
    let ran = two_tariffs(", tariff_on = \"原认定日期\"")
        .over(&national())
        .list_csv(HISTORY, &paid("100000"))
        .pay();
    ran.expect_exit(0).payee(JIA, "400000.00");
}

#[test]
fn an_earlier_level_without_a_tariff_on_that_day_is_held() {
    // The provincial level ended in 2007: on 2008-03-01 it has no tariff; on the earlier date it had 10万.
    let policy = |tariff_on: &str| {
        Policy::new()
            .category("国家名牌", "level = \"国家级\"\nfamily = \"产品\"")
            .category(
                "省名牌",
                "level = \"省级\"\nfamily = \"产品\"\nto = 2007-12-31\nlife_clause = \"奖-省名牌\"",
            )
            .award("国家名牌", "50万元")
            .award("省名牌", "10万元")
            .step("补差", &upgrade(&format!("mode = \"标准之差\"{tariff_on}")))
    };
    let ran = policy("").over(&national()).list_csv(HISTORY, &paid("100000")).args(["--leave-held"]).pay();
    ran.row(LIST, 2, "held").finding("S0103").payee(JIA, "0.00");
    let ran =
        policy(", tariff_on = \"原认定日期\"").over(&national()).list_csv(HISTORY, &paid("100000")).pay();
    ran.expect_exit(0).payee(JIA, "400000.00");
}

#[test]
fn the_difference_is_from_the_highest_earlier_level() {
    // 省 10万 and 市 2万 were paid: 50 − 10.
    let ran = Policy::brands()
        .step("补差", &upgrade("mode = \"标准之差\""))
        .over(&national())
        .list_csv(
            HISTORY,
            &history(&[
                &format!("{JIA},市名牌,紫砂茶壶,2005-05-01,2005,20000"),
                &format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,100000"),
            ]),
        )
        .pay();
    ran.expect_exit(0).payee(JIA, "400000.00");
}

#[test]
fn less_paid_takes_off_every_lower_payment() {
    // 50 − 10 − 2.
    let ran = Policy::brands()
        .step("补差", &upgrade("mode = \"扣已付\""))
        .over(&national())
        .list_csv(
            HISTORY,
            &history(&[
                &format!("{JIA},市名牌,紫砂茶壶,2005-05-01,2005,20000"),
                &format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,100000"),
            ]),
        )
        .pay();
    ran.expect_exit(0).payee(JIA, "380000.00");
}

#[test]
fn two_items_share_one_payment_and_each_fen_is_deducted_once() {
    // 省 10万 was paid. Less what was paid: 50 − 10 and 50. Between tariffs: the same, the first in order takes it.
    for mode in ["扣已付", "标准之差"] {
        let policy = Policy::brands()
            .step("补差", &format!("upgrade_difference = {{ key = [\"企业\"], mode = \"{mode}\" }}"));
        let ran = policy
            .over(&list(&[
                &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
                &format!("{JIA},国家名牌,球墨铸铁管,A2,2008-03-02,"),
            ]))
            .list_csv(HISTORY, &paid("100000"))
            .pay();
        ran.expect_exit(0).payee(JIA, "900000.00").entry(JIA, "补差", "步-补差", "-100000.00");
    }
}

#[test]
fn two_steps_deduct_each_fen_once() {
    // The same rule twice: the second finds nothing left.
    let ran = Policy::brands()
        .step("补差一", &upgrade("mode = \"扣已付\""))
        .step("补差二", &upgrade("mode = \"扣已付\""))
        .over(&national())
        .list_csv(HISTORY, &paid("100000"))
        .pay();
    ran.expect_exit(0).payee(JIA, "400000.00");
    ran.entry(JIA, "补差一", "步-补差一", "-100000.00").entry(JIA, "补差二", "步-补差二", "0.00");
}

#[test]
fn a_higher_and_a_lower_item_share_what_both_are_above() {
    // Paid: 市 2万. Live: 国家 50万 takes it first (declared first); 省 10万 finds nothing left.
    let ran = Policy::brands()
        .step("补差", &upgrade("mode = \"扣已付\""))
        .over(&list(&[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{JIA},省名牌,紫砂茶壶,A2,2008-02-01,"),
        ]))
        .list_csv(HISTORY, &history(&[&format!("{JIA},市名牌,紫砂茶壶,2005-05-01,2005,20000")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "580000.00").entry(JIA, "补差", "步-补差", "-20000.00");
}

#[test]
fn several_units_of_which_one_was_paid_are_held_in_a_group_by_product() {
    // Two units now, one paid before: between tariffs it cannot be told which was upgraded.
    let policy = Policy::brands().step("补差", &upgrade("mode = \"标准之差\""));
    let rows = list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,2")]);
    let ran = policy.over(&rows).list_csv(HISTORY, &paid("100000")).args(["--leave-held"]).pay();
    ran.row(LIST, 2, "held").finding("S0102");
    // Both were paid before: 2 × 50 − 2 × 10.
    let both = under(
        "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),数量",
        &[&format!("{JIA},省名牌,紫砂茶壶,2006-05-01,2006,200000,2")],
    );
    policy.over(&rows).list_csv(HISTORY, &both).pay().expect_exit(0).payee(JIA, "800000.00");
}
