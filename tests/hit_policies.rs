//! Hit policies of decision tables (OMG DMN 1.3, section 8.2.10) and what stands for each in a policy file. Each case is of
//! the kind that the DMN Technology Compatibility Kit tests at level 2; the tables and figures are our own.
//!
//! | DMN | here |
//! |---|---|
//! | U unique | the awards of a role for a category: two that match are a clash (`M0102`), unless one says otherwise |
//! | A any | rows that state one achievement: they may be many as long as they agree (`E0202` where not) |
//! | P priority | `overrides`: the specific award goes before the general one |
//! | F first | `brackets`: from above, the first that holds |
//! | C collect | `with`: awards that stand together, each its own entitlement |
//! | C+ sum | awards `with` each other, added up for the payee; `cap` limits the sum |
//! | C> maximum | `highest_only` by 净额 |
//! | C# count | `count` of a derived field |
//!
//! C< (minimum), O (output order) and R (rule order) have no counterpart: no policy pays the least, and no amount depends
//! on the order of rules.

use crate::steps_policy::{JIA, Policy, YI, list, under};

const LIST: &str = "名单.csv";

/// Two awards of one category: for a score from 60 on, and for one from `second` on.
fn two(second: &str, more: &str) -> Policy {
    let award = |from: &str, amount: &str, more: &str| {
        format!(
            "role = \"企业\"\ncategories = [\"金牌\"]\nwhen = [{{ field = \"评分\", {from} }}]\namount = \"{amount}\"\n{more}"
        )
    };
    Policy::new()
        .category("金牌", "family = \"产品\"")
        .field("评分", "成果", "数")
        .award_of("合格", &award("from = 60, below = 80", "10万元", ""))
        .award_of("优秀", &award(second, "30万元", more))
}

fn scored(score: &str) -> String {
    under("企业名称,类别,产品名称,认定日期,评分", &[&format!("{JIA},金牌,紫砂茶壶,2008-03-01,{score}")])
}

#[test]
fn unique_one_rule_matches_or_none() {
    let table = two("from = 80", "");
    table.over(&scored("60")).pay().expect_exit(0).payee(JIA, "100000.00");
    table.over(&scored("79.99")).pay().expect_exit(0).payee(JIA, "100000.00");
    table.over(&scored("80")).pay().expect_exit(0).payee(JIA, "300000.00");
    table.over(&scored("59.99")).pay().expect_exit(0).row(LIST, 2, "rejected");
}

#[test]
fn unique_two_that_match_are_an_error() {
    // From 70 to 80 both match, whether or not they give the same.
    let table = two("from = 70", "");
    table.over(&scored("69")).pay().expect_exit(0).payee(JIA, "100000.00");
    table.over(&scored("70")).pay().expect_exit(0).row(LIST, 2, "held").finding("M0102");
    table.over(&scored("80")).pay().expect_exit(0).payee(JIA, "300000.00");
}

#[test]
fn any_many_may_match_that_agree() {
    let rows = |second: &str| {
        under(
            "企业名称,类别,产品名称,证书编号,认定日期,评分",
            &[
                &format!("{JIA},金牌,紫砂茶壶,A1,2008-03-01,90"),
                &format!("{JIA},金牌,紫砂茶壶,A1,2008-03-01,{second}"),
            ],
        )
    };
    let table = two("from = 80", "");
    table.over(&rows("90")).pay().expect_exit(0).payee(JIA, "300000.00").row(LIST, 3, "rejected");
    table.over(&rows("70")).pay().expect_exit(0).row(LIST, 2, "held").finding("E0202");
}

#[test]
fn priority_the_specific_rule_goes_first() {
    let table = two("from = 70", "overrides = [\"合格\"]");
    table.over(&scored("69")).pay().expect_exit(0).payee(JIA, "100000.00");
    table.over(&scored("70")).pay().expect_exit(0).payee(JIA, "300000.00").no_finding("M0102");
}

#[test]
fn first_from_above_the_first_that_holds() {
    let amount = "amount = { by = \"评分\", brackets = [{ from = 80, amount = \"30万元\" }, { from = 60, amount = \"10万元\" }, { amount = \"1万元\" }] }";
    let table = Policy::new()
        .category("金牌", "family = \"产品\"")
        .field("评分", "成果", "数")
        .award_of("分档", &format!("role = \"企业\"\ncategories = [\"金牌\"]\n{amount}"));
    for (score, paid) in
        [("80", "300000.00"), ("79.99", "100000.00"), ("60", "100000.00"), ("59", "10000.00")]
    {
        table.over(&scored(score)).pay().expect_exit(0).payee(JIA, paid);
    }
}

#[test]
fn collect_sum_what_stands_together_adds_up() {
    let table = two("from = 70", "with = [\"合格\"]");
    // 10 + 30 = 40万 where both match, each with its own entry.
    let ran = table.over(&scored("70")).pay();
    ran.expect_exit(0).payee(JIA, "400000.00");
    ran.entry(JIA, "award", "奖-合格", "100000.00").entry(JIA, "award", "奖-优秀", "300000.00");
    table.over(&scored("69")).pay().expect_exit(0).payee(JIA, "100000.00");
    table.over(&scored("90")).pay().expect_exit(0).payee(JIA, "300000.00");
    // Nothing collected is nothing paid.
    table.over(&scored("10")).pay().expect_exit(0).payee(JIA, "0.00");
}

#[test]
fn collect_maximum_is_highest_only() {
    let rows = list(&[
        &format!("{JIA},省名牌,紫砂茶壶,A1,2008-01-01,"),
        &format!("{JIA},国家名牌,球墨铸铁管,A2,2008-03-01,"),
        &format!("{JIA},市名牌,滚动轴承,A3,2008-02-01,"),
        &format!("{YI},市名牌,交联电缆,A4,2008-02-01,"),
    ]);
    let step = "highest_only = { key = [\"企业\"], by = \"净额\", across_years = false }";
    let ran = Policy::brands().step("就高", step).over(&rows).pay();
    // max(10, 50, 2) = 50万; of one value the maximum is itself.
    ran.expect_exit(0).payee(JIA, "500000.00").payee(YI, "20000.00");
}

#[test]
fn collect_count_is_a_derived_count() {
    let table = Policy::new()
        .category("专利", "family = \"专利\"\n\n[[derived]]\nname = \"件数\"\ncount = { over = \"当年\", key = [\"企业\"] }")
        .award_of(
            "达标",
            "role = \"企业\"\ncategories = [\"专利\"]\nonce_per = [\"企业\"]\namount = { by = \"件数\", brackets = [{ from = 3, amount = \"9万元\" }] }",
        );
    let rows = |count: usize| {
        let rows: Vec<String> =
            (1..=count).map(|n| format!("{JIA},专利,第{n}件线盘,Z{n},2008-0{n}-01,")).collect();
        list(&rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    table.over(&rows(2)).pay().expect_exit(0).payee(JIA, "0.00");
    table.over(&rows(3)).pay().expect_exit(0).payee(JIA, "90000.00");
    table.over(&rows(4)).pay().expect_exit(0).payee(JIA, "90000.00");
}
