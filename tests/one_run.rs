//! The second batch of a year beside one run of both: the same money, or the new rows wait.

use crate::batches::{JIA, YI};
use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,证书编号,认定日期,角色\n";

/// 金 2万元，银 1.2万元, before what the case adds.
fn rules() -> Rules {
    Rules::new().field("角色", "成果", "文字").award("金", "金牌产品", "amount = \"20000元\"").award(
        "银",
        "银牌产品",
        "amount = \"12000元\"",
    )
}

fn row(who: &str, category: &str, product: &str, date: &str) -> String {
    format!("{who},{category},{product},{product}{date},{date},主导\n")
}

fn pay(rules: &Rules, rows: &str, first: Option<&Ran>) -> Ran {
    let run = Run::new().policy(&rules.text()).list_csv("名单.csv", &format!("{HEAD}{rows}"));
    let book = first.map(|ran| ran.bytes("out/example-2008.xlsx"));
    book.into_iter().fold(run, |run, book| run.list("以前/第一批.xlsx", book)).pay()
}

/// The first batch, then the second with its workbook.
fn second(rules: &Rules, first: &str, rows: &str) -> Ran {
    let first = pay(rules, first, None);
    first.expect_exit(0);
    pay(rules, rows, Some(&first))
}

fn highest(key: &str) -> String {
    format!("highest_only = {{ key = [{key}], by = \"净额\", across_years = false }}")
}

/// 银 once an enterprise: 1.2万 in the first batch. With another 银 and a 金 the highest of one run is 金, 2万 in all: 0.8万 more.
#[test]
fn an_award_given_once_still_gives_way_to_a_higher_one() {
    let rules = Rules::new()
        .field("角色", "成果", "文字")
        .award("金", "金牌产品", "amount = \"20000元\"")
        .award("银", "银牌产品", "once_per = [\"企业\"]\namount = \"12000元\"")
        .step("就高", &highest("\"企业\""));
    let (old, new) = (row(JIA, "银牌产品", "壶", "2008-09-01"), row(JIA, "银牌产品", "盆", "2008-05-01"));
    let gold = row(JIA, "金牌产品", "碗", "2008-05-01");
    pay(&rules, &format!("{old}{new}{gold}"), None).expect_exit(0).payee(JIA, "20000.00");
    second(&rules, &old, &format!("{new}{gold}")).expect_exit(0).payee(JIA, "8000.00");
}

/// One product, two firms, equal awards: in one run the earlier date has it. What the other was paid cannot be undone: it waits.
#[test]
fn a_tie_that_one_run_gives_to_another_firm_waits() {
    let rules = rules().step("就高", &highest("\"产品\""));
    let (later, sooner) =
        (row(JIA, "银牌产品", "水泵", "2008-05-02"), row(YI, "银牌产品", "水泵", "2008-05-01"));
    pay(&rules, &format!("{later}{sooner}"), None).expect_exit(0).payee(YI, "12000.00").payee(JIA, "0.00");
    second(&rules, &later, &sooner).expect_exit(0).row("名单.csv", 2, "held").finding("S0109");
    // The other way round the paid one has it in one run, too.
    second(&rules, &sooner, &later).expect_exit(0).row("名单.csv", 2, "zero").no_finding("S0109");
}

/// 乙 was paid 1.2万 for 灯具 and now has 金 for 水泵: highest of the firm 2万, of which 0.8万 is new. 甲's 金 for 水泵 is later
/// than 乙's, and gives way to its 2万, not to its 0.8万.
#[test]
fn a_second_comparison_sees_the_whole_award() {
    let rules = rules().step("就高", &highest("\"企业\"")).step("产品就高", &highest("\"产品\""));
    let old = row(YI, "银牌产品", "灯具", "2008-05-02");
    let new = format!(
        "{}{}",
        row(YI, "金牌产品", "水泵", "2008-05-01"),
        row(JIA, "金牌产品", "水泵", "2008-06-01")
    );
    second(&rules, &old, &new).expect_exit(0).payee(YI, "8000.00").payee(JIA, "0.00");
}

/// Highest of the firm, then at most 1.5万 an achievement, or one unit of three. In one run 金 has 1.5万 (2万); 1.2万 was paid
/// for 银, and the limit would only see the 0.8万 (4.8万) that is left: the row waits. A limit of 3万 takes nothing off either.
#[test]
fn a_limit_for_one_achievement_waits_where_a_batch_has_paid_part_of_it() {
    let old = row(JIA, "银牌产品", "壶", "2008-05-01");
    let new = row(JIA, "金牌产品", "碗", "2008-05-02");
    let cap = |limit: &str| {
        format!(
            "cap = {{ key = [\"成果\"], limit = {{ amount = \"{limit}\" }}, reduce = \"从后扣减\", used_by = \"不计\" }}"
        )
    };
    let tight = rules().step("就高", &highest("\"企业\"")).step("封", &cap("15000元"));
    second(&tight, &old, &new).expect_exit(0).row("名单.csv", 2, "held").finding("S0109");
    let wide = rules().step("就高", &highest("\"企业\"")).step("封", &cap("30000元"));
    second(&wide, &old, &new).expect_exit(0).payee(JIA, "8000.00");
}

/// Highest of the firm, then 1.5万 a firm and year, used up by the batch: one run pays 1.5万, of which 1.2万 is paid.
#[test]
fn a_limit_of_the_firm_goes_on() {
    let cap = "cap = { key = [\"企业\"], limit = { amount = \"15000元\" }, reduce = \"从后扣减\", used_by = \"同年\" }";
    let rules = rules().step("就高", &highest("\"企业\"")).step("封", cap);
    let old = row(JIA, "银牌产品", "壶", "2008-05-01");
    second(&rules, &old, &row(JIA, "金牌产品", "碗", "2008-05-02")).expect_exit(0).payee(JIA, "3000.00");
}

/// One payee of the year. 甲 was paid 1.2万 twice, 2.4万: 乙's 2万 is behind it, whether ties count or not. Of 甲's 1.2万 alone
/// 乙's 2万 is before it, and waits.
#[test]
fn payees_are_ranked_by_all_that_they_have() {
    for tie in ["都算", "按次序"] {
        let rules = rules().step(
            "一家",
            &format!("count_limit = {{ key = [], limit = 1, of = \"收款单位\", tie = \"{tie}\" }}"),
        );
        let one = row(JIA, "银牌产品", "壶", "2008-05-01");
        let two = format!("{one}{}", row(JIA, "银牌产品", "盆", "2008-05-02"));
        let new = row(YI, "金牌产品", "电缆", "2008-06-01");
        second(&rules, &two, &new).expect_exit(0).row("名单.csv", 2, "zero").payee(YI, "0.00");
        second(&rules, &one, &new).expect_exit(0).row("名单.csv", 2, "held").finding("S0108");
    }
}

/// Two awards of one category and clause; the step leaves 参与 out. It is neither reduced nor counted, by the second batch no
/// more than by one run: 2万 in full. A workbook that does not say which award it was holds the row.
#[test]
fn an_exempted_award_is_told_from_another_of_its_clause() {
    let award = |id: &str, role: &str, amount: &str| {
        format!(
            "[[clause.award]]\nid = \"{id}\"\nrole = \"企业\"\ncategories = [\"银牌产品\"]\nwhen = [{{ field = \"角色\", is = \"{role}\" }}]\namount = \"{amount}\"\n"
        )
    };
    let both = format!("{}\n{}", award("主", "主导", "12000元"), award("参", "参与", "7000元"));
    let cap = |covers: &str, limit: &str| {
        format!(
            "cap = {{ covers = {{ {covers} }}, key = [\"企业\"], limit = {{ amount = \"{limit}\" }}, reduce = \"从后扣减\", used_by = \"同年\" }}"
        )
    };
    let base = || {
        Rules::new().field("角色", "成果", "文字").clause(&both).award(
            "金",
            "金牌产品",
            "amount = \"20000元\"",
        )
    };
    let old = format!("{JIA},银牌产品,壶,A1,2008-05-01,参与\n");
    let new = row(JIA, "金牌产品", "碗", "2008-06-01");
    let except = base().step("封", &cap("except = [\"参\"]", "25000元"));
    second(&except, &old, &new).expect_exit(0).payee(JIA, "20000.00");
    let highest = "highest_only = { covers = { except = [\"参\"] }, key = [\"企业\"], by = \"净额\", across_years = false }";
    second(&base().step("就高", highest), &old, &new).expect_exit(0).payee(JIA, "20000.00");
    // 主 alone is limited: its 1.2万 is below 1.5万, whatever 参 was paid.
    let named = base().step("封", &cap("awards = [\"主\"]", "15000元"));
    let leading = row(JIA, "银牌产品", "盆", "2008-06-01");
    second(&named, &old, &leading).expect_exit(0).payee(JIA, "12000.00");
    // The award goes by another name since: nobody can tell whether it is the exempted one.
    let first = pay(&except, &old, None);
    let renamed = except.text().replace("\"参\"", "\"参与奖\"");
    let run = Run::new().policy(&renamed).list_csv("名单.csv", &format!("{HEAD}{new}"));
    let ran = run.list("以前/第一批.xlsx", first.bytes("out/example-2008.xlsx")).pay();
    ran.expect_exit(0).row("名单.csv", 2, "held").finding("S0101");
}

/// Two drafts of one payout, the second corrected: nobody knows which was paid, so the rows wait. One of them alone is history.
#[test]
fn two_drafts_of_one_payout_are_held() {
    let rules = Rules::new().award("金", "金牌产品", "amount = \"20000元\"");
    let list = |quantity: u32| {
        format!("企业名称,类别,产品名称,证书编号,认定日期,数量\n{JIA},金牌产品,碗,A1,2008-05-01,{quantity}\n")
    };
    let draft = |quantity: u32| {
        let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list(quantity)).pay();
        ran.expect_exit(0).bytes("out/example-2008.xlsx")
    };
    let new = "企业名称,类别,产品名称,证书编号,认定日期\n".to_owned()
        + &format!("{JIA},金牌产品,盆,A2,2008-06-01\n");
    let run = || Run::new().policy(&rules.text()).list_csv("名单.csv", &new).list("以前/稿1.xlsx", draft(1));
    run().pay().expect_exit(0).payee(JIA, "20000.00").no_finding("H0102");
    let both = run().list("以前/稿2.xlsx", draft(2)).pay();
    both.expect_exit(0).row("名单.csv", 2, "held").finding("H0102");
    both.row("以前/稿1.xlsx", 4, "held").row("以前/稿2.xlsx", 4, "held");
}
