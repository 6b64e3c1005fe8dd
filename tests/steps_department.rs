//! Department shares: their base, the running form, what they cite, and what reduces them.

use crate::steps_policy::{BING, JIA, Policy, YI, list};

const LIST: &str = "名单.csv";

fn share(rate: &str, covers: &str) -> String {
    format!(
        "[[clause.step.department_share.department]]\nname = \"质监局\"\nrate = \"{rate}\"\ncovers = {{ {covers} }}"
    )
}

#[test]
fn a_department_gets_its_rate_of_the_nets_it_covers() {
    // 10% of 50 and 10, not of 2万.
    let ran = Policy::brands()
        .step("部门", &share("10%", "levels = [\"国家级\", \"省级\"]"))
        .over(&list(&[
            &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{YI},省名牌,交联电缆,A2,2008-02-01,"),
            &format!("{BING},市名牌,离心风机,A3,2008-01-01,"),
        ]))
        .pay();
    ran.expect_exit(0).payee("质监局", "60000.00").total("payable", "680000.00").payee(JIA, "500000.00");
    ran.entry("质监局", "award", "步-部门", "50000.00").entry("质监局", "award", "步-部门", "10000.00");
}

#[test]
fn each_part_runs_over_the_sums_and_the_total_is_the_rate_of_the_sum() {
    // 5% of 10.50, three times, in 分: 0.525, 1.05, 1.575 → 0.53, 1.05, 1.58 → parts 0.53, 0.52, 0.53; 5% of 31.50 is 1.575 → 1.58.
    let ran = Policy::single("金牌", "10.50元")
        .step("部门", &share("5%", "categories = [\"金牌\"]"))
        .over(&list(&[
            &format!("{JIA},金牌,紫砂茶壶,A1,2008-03-01,"),
            &format!("{YI},金牌,交联电缆,A2,2008-03-02,"),
            &format!("{BING},金牌,离心风机,A3,2008-03-03,"),
        ]))
        .pay();
    ran.expect_exit(0).payee("质监局", "1.58");
    ran.entry("质监局", "award", "步-部门", "0.53").entry("质监局", "award", "步-部门", "0.52");
}

#[test]
fn each_part_cites_its_item() {
    let ran = Policy::brands()
        .step("部门", &share("10%", "levels = [\"国家级\"]"))
        .over(&list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]))
        .pay();
    let entries = ran.json()["entries"].as_array().expect("entries").clone();
    let part = entries.iter().find(|entry| entry["payee"] == "质监局").expect("the department's entry");
    assert_eq!(part["against"][0], "entitlement:1");
    assert_eq!(part["sources"][0], "inputs/名单.csv[名单]!2");
}

#[test]
fn it_is_taken_of_the_net_at_its_place_in_the_order() {
    // Highest-only before it: 10% of 50. After it: 10% of 60, and the later reduction of the base does not change it.
    let highest = "highest_only = { covers = { roles = [\"企业\"] }, key = [\"企业\"], by = \"净额\", across_years = false }";
    let part = share("10%", "roles = [\"企业\"]");
    let rows = list(&[
        &format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,"),
        &format!("{JIA},省名牌,球墨铸铁管,A2,2008-02-01,"),
    ]);
    let ran = Policy::brands().step("就高", highest).step("部门", &part).over(&rows).pay();
    ran.expect_exit(0).payee(JIA, "500000.00").payee("质监局", "50000.00").row(LIST, 3, "zero");
    let ran = Policy::brands().step("部门", &part).step("就高", highest).over(&rows).pay();
    // The loser's row is still paid: the department's part of it is above zero.
    ran.expect_exit(0).payee(JIA, "500000.00").payee("质监局", "60000.00").row(LIST, 3, "paid");
}

#[test]
fn later_steps_reduce_it_only_where_they_name_it() {
    let rows = list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]);
    let part = share("10%", "roles = [\"企业\"]");
    let budget = |covers: &str| {
        format!(
            "budget = {{ covers = {{ {covers} }}, limit = {{ amount = \"2万元\" }}, reduce = \"按比例\", used_by = \"不计\" }}"
        )
    };
    // Not named: the enterprise is cut to 2万, the department keeps its 5万.
    let ran = Policy::brands().step("部门", &part).step("总额", &budget("")).over(&rows).pay();
    ran.expect_exit(0).payee(JIA, "20000.00").payee("质监局", "50000.00");
    // Named by role, or by its clause: the department is cut, the enterprise is not.
    for covers in ["roles = [\"部门\"]", "clauses = [\"步-部门\"]"] {
        let ran = Policy::brands().step("部门", &part).step("总额", &budget(covers)).over(&rows).pay();
        ran.expect_exit(0).payee(JIA, "500000.00").payee("质监局", "20000.00");
    }
}

#[test]
fn it_never_enters_a_departments_base() {
    // The second department's base names every role: still only 5% of 50万, not of the first one's 5万.
    let two = format!(
        "{}\n[[clause.step.department_share.department]]\nname = \"经贸局\"\nrate = \"5%\"\ncovers = {{}}",
        share("10%", "")
    );
    let ran = Policy::brands()
        .step("部门", &two)
        .step("再部门", &share("20%", "roles = [\"企业\", \"部门\"]").replace("质监局", "工商局"))
        .over(&list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]))
        .pay();
    ran.expect_exit(0).payee("质监局", "50000.00").payee("经贸局", "25000.00").payee("工商局", "100000.00");
}

#[test]
fn a_fixed_prize_arises_from_a_list_row() {
    let prize = "role = \"部门\"\ncategories = [\"国家名牌\"]\namount = \"1万元\"\npayee = \"质监局\"";
    let ran = Policy::brands()
        .award_of("部门奖", prize)
        .over(&list(&[&format!("{JIA},国家名牌,紫砂茶壶,A1,2008-03-01,")]))
        .pay();
    ran.expect_exit(0).payee(JIA, "500000.00").payee("质监局", "10000.00").entry(
        "质监局",
        "award",
        "奖-部门奖",
        "10000.00",
    );
}
