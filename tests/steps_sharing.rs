//! Sharing: by rate, town, clause and stated amounts; who pays now and who bears it; the one rule that applies.

use crate::harness::Ran;
use crate::steps_policy::{BING, HISTORY, JIA, Policy, YI, list, under};

const LIST: &str = "名单.csv";

fn rule(covers: &str, shares: &str) -> String {
    format!("[[clause.step.sharing.rule]]\n{covers}\nshares = [{shares}]\n")
}

fn in_towns() -> String {
    under(
        "企业名称,类别,产品名称,证书编号,认定日期,镇",
        &[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,丁蜀镇"),
            &format!("{YI},省名牌,交联电缆,A2,2008-03-02,官林镇"),
        ],
    )
}

#[test]
fn without_a_step_the_policys_funder_pays() {
    let ran = Policy::brands().over(&in_towns()).pay();
    ran.expect_exit(0).share(JIA, "市财政", "500000.00").share(YI, "市财政", "100000.00");
}

#[test]
fn by_rate_between_city_and_the_achievements_town() {
    // 60:40 of 50 and of 10.
    let shares = "{ funder = \"市财政\", rate = \"60%\" }, { funder = \"所在镇\", rate = \"40%\" }";
    let ran = Policy::brands().step("分担", &rule("", shares)).over(&in_towns()).pay();
    ran.expect_exit(0).share(JIA, "市财政", "300000.00").share(JIA, "丁蜀镇", "200000.00");
    ran.share(YI, "市财政", "60000.00").share(YI, "官林镇", "40000.00").payee(JIA, "500000.00");
    ran.entry(JIA, "分担", "步-分担", "200000.00");
}

#[test]
fn a_town_that_is_not_known_holds_the_row() {
    let shares = "{ funder = \"市财政\", rate = \"60%\" }, { funder = \"所在镇\", rate = \"40%\" }";
    let ran = Policy::brands()
        .step("分担", &rule("", shares))
        .over(&list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]))
        .args(["--leave-held"])
        .pay();
    ran.row(LIST, 2, "held").finding("S0106").payee(JIA, "0.00");
}

#[test]
fn by_the_town_that_a_condition_names() {
    // 丁蜀镇 pays half itself; all others pay nothing.
    let body = format!(
        "{}{}",
        rule(
            "when = [{ field = \"镇\", is = \"丁蜀镇\" }]",
            "{ funder = \"市财政\", rate = \"1\" }, { funder = \"丁蜀镇财政\", rate = \"1\" }"
        ),
        rule(
            "when = [{ not = { field = \"镇\", is = \"丁蜀镇\" } }]",
            "{ funder = \"市财政\", rate = \"1\" }"
        ),
    );
    let ran = Policy::brands().step("分担", &body).over(&in_towns()).pay();
    ran.expect_exit(0).share(JIA, "丁蜀镇财政", "250000.00").share(YI, "市财政", "100000.00");
}

#[test]
fn by_clause() {
    let body = format!(
        "{}{}",
        rule("covers = { clauses = [\"奖-国家名牌\"] }", "{ funder = \"省财政\", rate = \"1\" }"),
        rule("covers = { clauses = [\"奖-省名牌\"] }", "{ funder = \"市财政\", rate = \"1\" }"),
    );
    let ran = Policy::brands().step("分担", &body).over(&in_towns()).pay();
    ran.expect_exit(0).share(JIA, "省财政", "500000.00").share(YI, "市财政", "100000.00");
}

#[test]
fn exactly_one_rule_must_apply_or_the_row_is_held() {
    let one = rule("covers = { levels = [\"国家级\"] }", "{ funder = \"省财政\", rate = \"1\" }");
    // None for the provincial one.
    let ran = Policy::brands().step("分担", &one).over(&in_towns()).args(["--leave-held"]).pay();
    ran.row(LIST, 2, "paid").row(LIST, 3, "held").finding("S0106");
    // Two for the national one.
    let two = format!("{one}{}", rule("", "{ funder = \"市财政\", rate = \"1\" }"));
    let ran = Policy::brands().step("分担", &two).over(&in_towns()).args(["--leave-held"]).pay();
    ran.row(LIST, 2, "held").row(LIST, 3, "paid");
}

/// Who bears the parts of a payee's allocations, from the workbook's own data: the ledger entries by funder.
fn funders(ran: &Ran, payee: &str) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let entries = ran.json()["entries"].as_array().cloned().unwrap_or_default();
    let parts = entries.iter().filter(|entry| entry["payee"] == payee && !entry["funder"].is_null());
    parts.map(|entry| (text(&entry["funder"]), text(&entry["amount"]))).collect()
}

#[test]
fn a_share_names_who_pays_now_and_may_name_who_bears_it() {
    // The city pays all now; the province bears 40%.
    let shares = "{ funder = \"市财政\", rate = \"60%\" }, { funder = \"市财政\", rate = \"40%\", borne_by = \"省财政\" }";
    let ran = Policy::brands().step("分担", &rule("", shares)).over(&in_towns()).pay();
    ran.expect_exit(0).share(JIA, "市财政", "500000.00");
    let parts =
        [("市财政".to_owned(), "300000.00".to_owned()), ("市财政".to_owned(), "200000.00".to_owned())];
    assert_eq!(funders(&ran, JIA), parts);
    let entries = ran.json()["entries"].as_array().cloned().unwrap_or_default();
    let borne: Vec<_> =
        entries.iter().filter(|entry| entry["borne_by"] == "省财政").map(|e| e["amount"].clone()).collect();
    assert_eq!(borne, ["200000.00", "40000.00"]);
}

#[test]
fn sharing_then_splits_each_instalment() {
    // 100元: 50.01 now (of 100.01 halves: round(50.005) = 50.01) and 50.00 later, each by 1:2.
    // Now: 50.01/3 = 16.67, rest 33.34. Later: 50.00/3 = 16.67, rest 33.33.
    let ran = Policy::single("金牌", "100.01元")
        .step("分期", "instalments = { parts = [{ rate = \"1\", due = 0 }, { rate = \"1\", due = 1 }] }")
        .step(
            "分担",
            &rule("", "{ funder = \"省财政\", rate = \"1\" }, { funder = \"市财政\", rate = \"2\" }"),
        )
        .over(&list(&[&format!("{JIA},金牌,紫砂茶壶,A1,2008-03-01,")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "50.01").share(JIA, "省财政", "16.67").share(JIA, "市财政", "33.34");
    let all: Vec<String> = funders(&ran, JIA).into_iter().map(|(_, amount)| amount).collect();
    assert_eq!(all, ["16.67", "33.34", "16.67", "33.33"]);
    ran.total("later", "50.00");
}

#[test]
fn instalments_of_history_and_departments_parts_are_shared_too() {
    // 12万 of 2007 and 甲's 60% of 50 = 30万, the department's 5万: each halved.
    let department = "[[clause.step.department_share.department]]\nname = \"质监局\"\nrate = \"10%\"\ncovers = { levels = [\"国家级\"] }";
    let ran = Policy::brands()
        .step("部门", department)
        .step("分期", "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }")
        .step(
            "分担",
            &rule("", "{ funder = \"省财政\", rate = \"1\" }, { funder = \"市财政\", rate = \"1\" }"),
        )
        .over(&list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]))
        .list_csv(
            HISTORY,
            &under(
                "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),到期年度,到期金额(元)",
                &[&format!("{BING},国家名牌,离心风机,2007-03-01,2007,180000,2008,120000")],
            ),
        )
        .pay();
    ran.expect_exit(0).share(BING, "省财政", "60000.00").share(JIA, "省财政", "150000.00").share(
        "质监局",
        "省财政",
        "25000.00",
    );
}

#[test]
fn an_instalment_of_history_that_cannot_be_shared_is_held_and_not_paid() {
    let ran = Policy::brands()
        .step("分期", "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }")
        .step(
            "分担",
            &rule("", "{ funder = \"市财政\", rate = \"60%\" }, { funder = \"所在镇\", rate = \"40%\" }"),
        )
        .over(&in_towns())
        .list_csv(
            HISTORY,
            &under(
                "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),到期年度,到期金额(元)",
                &[&format!("{BING},国家名牌,离心风机,2007-03-01,2007,180000,2008,120000")],
            ),
        )
        .args(["--leave-held"])
        .pay();
    ran.row(HISTORY, 2, "held").finding("S0106").payee(BING, "0.00").payee(JIA, "300000.00");
}

#[test]
fn shares_must_add_up_to_something_and_be_of_one_kind() {
    for (shares, code) in [
        ("", "R0107"),
        ("{ funder = \"甲\", rate = \"0\" }", "R0107"),
        ("{ funder = \"甲\", rate = \"1\" }, { funder = \"乙\", amount = \"20万元\" }", "R0208"),
    ] {
        let policy = Policy::brands().step("分担", &rule("", shares));
        policy.over(&in_towns()).pay().finding(code);
    }
}
