//! Instalments: what is divided, when each part is due, later ones from history, and limits after them.

use crate::steps_policy::{HISTORY, JIA, Policy, YI, list, under};

const LIST: &str = "名单.csv";

/// 60% now, 40% a year later.
const TWO: &str = "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }";

fn national() -> String {
    list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")])
}

#[test]
fn the_net_is_split_by_the_rates_and_due_in_its_years() {
    let ran = Policy::brands().step("分期", TWO).over(&national()).pay();
    ran.expect_exit(0).payee(JIA, "300000.00");
    ran.total("awarded", "500000.00").total("payable", "300000.00").total("later", "200000.00");
    ran.entry(JIA, "分期", "步-分期", "300000.00").entry(JIA, "分期", "步-分期", "200000.00");
}

#[test]
fn the_last_part_is_the_rest_and_the_unit_may_be_stated() {
    // 100元 in three: 33.33 now; in whole 元: 33 now, 34 and 33 later.
    for (unit, now, later) in [("", "33.33", "66.67"), (", unit = \"元\"", "33.00", "67.00")] {
        let body = format!(
            "instalments = {{ parts = [{{ rate = \"1\", due = 0 }}, {{ rate = \"1\", due = 1 }}, {{ rate = \"1\", due = 2 }}]{unit} }}"
        );
        let ran = Policy::single("金牌", "100元")
            .step("分期", &body)
            .over(&list(&[&format!("{JIA},金牌,紫砂茶壶,A1,2008-03-01,")]))
            .pay();
        ran.expect_exit(0).payee(JIA, now).total("later", later);
    }
}

#[test]
fn what_it_does_not_cover_is_due_at_once() {
    let body = "instalments = { covers = { levels = [\"国家级\"] }, parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }";
    let ran = Policy::brands()
        .step("分期", body)
        .over(&list(&[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{YI},省名牌,交联电缆,A2,2008-03-01,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(JIA, "300000.00").payee(YI, "100000.00");
}

#[test]
fn an_instalment_may_wait_for_a_field() {
    let policy = Policy::brands().field("验收日期", "成果", "日期").step(
        "分期",
        "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", when_present = \"验收日期\" }] }",
    );
    let rows = under(
        "企业名称,类别,产品名称,证书编号,认定日期,验收日期",
        &[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{YI},国家名牌,交联电缆,A2,2008-03-01,2008-11-01"),
        ],
    );
    // 甲 has not been accepted: 30 now, 20 wait. 乙 has: 50 now.
    let ran = policy.over(&rows).pay();
    ran.expect_exit(0).payee(JIA, "300000.00").payee(YI, "500000.00").total("later", "200000.00");
}

const DUE: &str = "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),到期年度,到期金额(元)";

/// History rows with an instalment that falls due.
fn due(rows: &[&str]) -> String {
    under(DUE, rows)
}

#[test]
fn a_later_instalment_arises_from_its_history_row_and_is_not_recomputed() {
    // 2007: 国家名牌 at an old tariff, 18万 paid, 12万 due in 2008. The new tariff of 50万 does not touch it.
    let ran = Policy::brands()
        .step("分期", TWO)
        .over(&list(&[&format!("{YI},省名牌,交联电缆,A2,2008-03-01,")]))
        .list_csv(HISTORY, &due(&[&format!("{JIA},国家名牌,紫砂茶壶,2007-03-01,2007,180000,2008,120000")]))
        .pay();
    // 乙: 60% of 10万.
    ran.expect_exit(0).payee(JIA, "120000.00").payee(YI, "60000.00").row(HISTORY, 2, "paid");
    ran.total("payable", "180000.00").total("awarded", "220000.00").total("later", "40000.00");
}

#[test]
fn one_that_is_due_in_another_year_is_reference() {
    let ran = Policy::brands()
        .step("分期", TWO)
        .over(&list(&[&format!("{YI},省名牌,交联电缆,A2,2008-03-01,")]))
        .list_csv(HISTORY, &due(&[&format!("{JIA},国家名牌,紫砂茶壶,2007-03-01,2007,180000,2009,120000")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "0.00").row(HISTORY, 2, "reference");
}

#[test]
fn a_later_instalment_is_subject_to_no_step_before_instalments() {
    // Highest-only by enterprise, and a cap of 5万 before instalments: neither touches the 12万 of 2007.
    let ran = Policy::brands()
        .step("就高", "highest_only = { key = [\"企业\"], by = \"净额\", across_years = false }")
        .step("封顶", "cap = { key = [\"企业\"], limit = { amount = \"5万元\" }, reduce = \"从后扣减\", used_by = \"不计\" }")
        .step("分期", TWO)
        .over(&national())
        .list_csv(HISTORY, &due(&[&format!("{JIA},国家名牌,球墨铸铁管,2007-03-01,2007,180000,2008,120000")]))
        .pay();
    // 60% of 5万 and 12万.
    ran.expect_exit(0).payee(JIA, "150000.00");
}

#[test]
fn a_later_instalment_is_subject_to_the_eligibility_that_the_policy_names() {
    let policy = |still: &str| {
        Policy::brands()
            .clause("否决", "[[clause.exclusion]]\nkind = \"黑名单\"\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\"")
            .clause("期间", "[[clause.requirement]]\nreason = \"不在奖励期间\"\nwhen = [{ field = \"认定日期\", from = 2008-01-01, to = 2008-12-31 }]")
            .step("分期", &TWO.replace("instalments = { ", &format!("instalments = {{ {still}")))
            .over(&list(&[&format!("{YI},省名牌,交联电缆,A2,2008-03-01,")]))
            .list_csv(HISTORY, &due(&[&format!("{JIA},国家名牌,紫砂茶壶,2007-03-01,2007,180000,2008,120000")]))
            .list_csv("失信黑名单.csv", &under("企业名称,名单类型,列入日期,移出日期", &[&format!("{JIA},黑名单,2008-02-01,")]))
    };
    // Named: barred, rejected, and its clause cited. Not named: paid, though its date is outside the window too.
    let ran = policy("still_requires = [\"否决\"], ").pay();
    ran.payee(JIA, "0.00")
        .row_because(HISTORY, 2, "rejected", "黑名单")
        .row_clause(HISTORY, 2, "否决")
        .finding("S0107");
    policy("").pay().expect_exit(0).payee(JIA, "120000.00");
}

#[test]
fn a_due_year_without_an_amount_is_held() {
    let ran = Policy::brands()
        .step("分期", TWO)
        .over(&national())
        .list_csv(HISTORY, &due(&[&format!("{JIA},省名牌,球墨铸铁管,2007-03-01,2007,180000,2008,")]))
        .args(["--leave-held"])
        .pay();
    ran.row(HISTORY, 2, "held").finding("S0107");
}

#[test]
fn an_instalment_is_to_the_fen_whatever_the_unit_of_awards() {
    // Awards are in whole 元; the split was in 分, and its part is paid as it stands.
    let ran = Policy::brands()
        .rounding("元", "四舍五入")
        .step("分期", TWO)
        .over(&national())
        .list_csv(HISTORY, &due(&[&format!("{YI},国家名牌,交联电缆,2007-03-01,2007,100.66,2008,66.67")]))
        .pay();
    ran.expect_exit(0).payee(YI, "66.67");
}

fn after(shortfall: &str) -> Policy {
    Policy::brands().step("分期", TWO).step(
        "年度总额",
        &format!("budget = {{ limit = {{ amount = \"21万元\" }}, reduce = \"从后扣减\", used_by = \"不计\", shortfall = \"{shortfall}\" }}"),
    )
}

#[test]
fn a_limit_after_instalments_limits_what_is_due_this_year_and_the_shortfall_lapses() {
    // Due 30 of 50 under 21: 21 now, 20 in 2009, 9 lapse: 应兑 41.
    let ran = after("作废").over(&national()).pay();
    ran.expect_exit(0).payee(JIA, "210000.00");
    ran.total("payable", "210000.00").total("later", "200000.00").total("awarded", "410000.00");
    ran.entry(JIA, "年度总额", "步-年度总额", "-90000.00").row(LIST, 2, "paid");
}

#[test]
fn or_the_shortfall_is_carried_to_the_next_year() {
    // 21 now, 20 and 9 in 2009: 应兑 50.
    let ran = after("结转下年").over(&national()).pay();
    ran.expect_exit(0).payee(JIA, "210000.00");
    ran.total("payable", "210000.00").total("later", "290000.00").total("awarded", "500000.00");
    ran.entry(JIA, "年度总额", "步-年度总额", "90000.00");
}

#[test]
fn a_limit_after_instalments_takes_in_the_instalments_of_history() {
    // 12万 of 2007 and 30万 of this year are 42, pro rata to 21: halves. Canonical order: 2007-03-01 is first.
    let policy = after("作废").over(&national());
    let rows = due(&[&format!("{YI},国家名牌,交联电缆,2007-03-01,2007,180000,2008,120000")]);
    let ran = policy.list_csv(HISTORY, &rows).pay();
    // From the end: 12 in full, 9 of 30.
    ran.expect_exit(0).payee(YI, "120000.00").payee(JIA, "90000.00");
}

#[test]
fn the_fate_is_decided_before_instalments() {
    // Nothing is left for the last of the year: still 兑现, since it was above zero before instalments.
    let ran = after("作废")
        .over(&list(&[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{YI},国家名牌,交联电缆,A2,2008-03-02,"),
        ]))
        .pay();
    ran.expect_exit(0).payee(YI, "0.00").row(LIST, 3, "paid");
}

#[test]
fn two_parts_due_in_one_year_are_both_limited() {
    // 40% and 40% now, 20% later: 40万 due under 21: net = due + later = 21 + 10.
    let ran = Policy::brands()
        .step("分期", "instalments = { parts = [{ rate = \"40%\", due = 0 }, { rate = \"40%\", due = 0 }, { rate = \"20%\", due = 1 }] }")
        .step(
            "年度总额",
            "budget = { limit = { amount = \"21万元\" }, reduce = \"从后扣减\", used_by = \"不计\", shortfall = \"作废\" }",
        )
        .over(&national())
        .pay();
    ran.expect_exit(0).payee(JIA, "210000.00").total("later", "100000.00").total("awarded", "310000.00");
    // 20 of the first part, 1 of the second.
    ran.entry(JIA, "分期", "步-分期", "200000.00").entry(JIA, "分期", "步-分期", "10000.00");
}

#[test]
fn what_the_year_has_paid_uses_a_limit_after_instalments_up() {
    // An earlier batch of 2008 paid 6万 of an award of 10万 (4万 due in 2009): 21 − 6 = 15 is left.
    let ran = Policy::brands()
        .step("分期", TWO)
        .step(
            "年度总额",
            "budget = { limit = { amount = \"21万元\" }, reduce = \"从后扣减\", used_by = \"同年\", shortfall = \"作废\" }",
        )
        .over(&national())
        .list_csv(HISTORY, &due(&[&format!("{YI},省名牌,交联电缆,2008-01-05,2008,60000,2009,40000")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "150000.00");
    // Before instalments the whole award uses it up: 21 − 10 = 11, of which 60% is due.
    let ran = Policy::brands()
        .step(
            "总额",
            "budget = { limit = { amount = \"21万元\" }, reduce = \"从后扣减\", used_by = \"同年\" }",
        )
        .step("分期", TWO)
        .over(&national())
        .list_csv(HISTORY, &due(&[&format!("{YI},省名牌,交联电缆,2008-01-05,2008,60000,2009,40000")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "66000.00").total("later", "44000.00");
}

#[test]
fn instalments_need_parts_that_add_up_to_something() {
    for parts in ["", "{ rate = \"0\", due = 0 }"] {
        let policy = Policy::brands().step("分期", &format!("instalments = {{ parts = [{parts}] }}"));
        policy.over(&national()).pay().finding("R0107");
    }
}
