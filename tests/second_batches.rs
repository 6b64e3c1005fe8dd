//! The second batch of a year where steps stand beside each other: it never pays more than one run of both would.

use crate::batches::{JIA, YI};
use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,证书编号,认定日期,数量\n";

fn row(who: &str, category: &str, product: &str, date: &str) -> String {
    format!("{who},{category},{product},{product}{date},{date},1\n")
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

/// So much for each 金 and each 银.
fn rules(gold: &str, silver: &str) -> Rules {
    let amount = |yuan: &str| format!("amount = \"{yuan}元\"");
    Rules::new().award("金", "金牌产品", &amount(gold)).award("银", "银牌产品", &amount(silver))
}

fn cap(key: &str, yuan: &str, reduce: &str) -> String {
    format!(
        "cap = {{ key = [{key}], limit = {{ amount = \"{yuan}元\" }}, reduce = \"{reduce}\", used_by = \"同年\" }}"
    )
}

const TWO: &str = "count_limit = { key = [\"企业\"], limit = 2, of = \"成果\", tie = \"都算\" }";

/// Two of a firm, a tie counts whole. 银 was paid, two 金 of 8000 come: in one run they fill the limit and nothing is tied. One
/// is paid, the other waits. Two more 银 of 5000 are tied with the one that was paid: 15000 in all, as in one run.
#[test]
fn a_tie_of_new_items_is_none_where_a_batch_has_taken_a_lower_place() {
    let rules = rules("8000", "5000").step("限项", TWO);
    let silver = row(JIA, "银牌产品", "壶", "2008-03-01");
    let gold = row(JIA, "金牌产品", "碗", "2008-04-01") + &row(JIA, "金牌产品", "盆", "2008-05-01");
    pay(&rules, &(silver.clone() + &gold), None).expect_exit(0).payee(JIA, "16000.00");
    second(&rules, &silver, &gold).expect_exit(0).payee(JIA, "8000.00").finding("S0108");
    let more = row(JIA, "银牌产品", "碟", "2008-04-01") + &row(JIA, "银牌产品", "盘", "2008-05-01");
    pay(&rules, &(silver.clone() + &more), None).expect_exit(0).payee(JIA, "15000.00");
    second(&rules, &silver, &more).expect_exit(0).payee(JIA, "10000.00").no_finding("S0108");
    // 金 has the first place; the tie of two 银 is for the second, in one run and in two.
    let one = row(JIA, "金牌产品", "碗", "2008-04-01");
    pay(&rules, &(one.clone() + &more), None).expect_exit(0).payee(JIA, "18000.00");
    second(&rules, &one, &more).expect_exit(0).payee(JIA, "10000.00").no_finding("S0108");
}

/// Two of a firm. 金 1 and 银 3: 8000 + 5000, whether 银 are three rows of one or one row of three, which is worth 15000.
#[test]
fn units_are_ranked_each_and_not_by_their_row() {
    let rules = rules("8000", "5000").step("限项", &TWO.replace("都算", "按次序"));
    let gold = row(JIA, "金牌产品", "碗", "2008-04-01");
    let three = format!("{JIA},银牌产品,壶,B1,2008-03-01,3\n");
    let apart: String =
        ["壶", "盆", "碟"].iter().map(|name| row(JIA, "银牌产品", name, "2008-03-01")).collect();
    pay(&rules, &(three.clone() + &gold), None).expect_exit(0).payee(JIA, "13000.00");
    pay(&rules, &(apart + &gold), None).expect_exit(0).payee(JIA, "13000.00");
    // The one of them that was paid in a first batch has its place in the second.
    second(&rules, &gold, &three).expect_exit(0).payee(JIA, "5000.00");
    // A row of three and one of one are tied: nobody says which of the four.
    let hold = rules_held();
    let one = row(JIA, "银牌产品", "盆", "2008-04-01");
    pay(&hold, &(three + &one), None).expect_exit(0).payee(JIA, "0.00").finding("S0104");
}

fn rules_held() -> Rules {
    rules("8000", "5000").step("限项", &TWO.replace("都算", "待定"))
}

/// The firm has at most 40, scaled, then each achievement at most 20. One run of 50 and 10: 33.3 → 20 and 6.7. In two: 20 was
/// paid of the 40 that the first limit had left, so that nobody knows what it left in this step: the new one waits.
#[test]
fn a_limit_waits_where_a_batch_was_cut_again_behind_it() {
    let tight = rules("500000", "100000")
        .step("企业封顶", &cap("\"企业\"", "400000", "按比例"))
        .step("单项封顶", &cap("\"成果\"", "200000", "按比例"));
    let gold = row(JIA, "金牌产品", "碗", "2008-03-01");
    let silver = row(JIA, "银牌产品", "壶", "2008-05-01");
    pay(&tight, &(gold.clone() + &silver), None).expect_exit(0).payee(JIA, "266667.00");
    second(&tight, &gold, &silver).expect_exit(0).payee(JIA, "0.00").finding("S0109");
    // 30 and 10 are no more than the 40: nothing is scaled in one run either.
    let within = rules("300000", "100000")
        .step("企业封顶", &cap("\"企业\"", "400000", "按比例"))
        .step("单项封顶", &cap("\"成果\"", "200000", "按比例"));
    pay(&within, &(gold.clone() + &silver), None).expect_exit(0).payee(JIA, "300000.00");
    second(&within, &gold, &silver).expect_exit(0).payee(JIA, "100000.00").no_finding("S0109");
    // A budget that takes in all of the first limit's group only sees its sum: 40 of 45 in both, of which 40 were paid.
    let nested = rules("500000", "100000")
        .step("企业封顶", &cap("\"企业\"", "400000", "按比例"))
        .step("预算", &cap("", "350000", "按比例"));
    second(&nested, &gold, &silver).expect_exit(0).payee(JIA, "0.00").no_finding("S0109");
}

/// The firm has at most 40, scaled, then each achievement at most 25. 20 was paid for 银, and 金 of 50 gets the 20 that are left. One
/// run has 11.4 and 28.6, which the second limit cuts to 25: 金 waits. Where that limit is 50, it would cut nothing.
#[test]
fn a_limit_waits_behind_one_that_a_batch_has_used_up() {
    let rules = |single: &str| {
        rules("500000", "200000")
            .step("企业封顶", &cap("\"企业\"", "400000", "按比例"))
            .step("单项封顶", &cap("\"成果\"", single, "按比例"))
    };
    let gold = row(JIA, "金牌产品", "碗", "2008-03-01");
    let silver = row(JIA, "银牌产品", "壶", "2008-05-01");
    second(&rules("250000"), &silver, &gold).expect_exit(0).payee(JIA, "0.00").finding("S0109");
    second(&rules("500000"), &silver, &gold).expect_exit(0).payee(JIA, "200000.00").no_finding("S0109");
}

/// 金 30 was paid of 40; 银 20 stands behind it, and of 银 no more than 15 is paid. From the end one run cuts 银 alone to 10, as the
/// second batch does. Scaled, one run has 24 and 16, of which the second limit leaves 15: 银 waits.
#[test]
fn what_stands_behind_a_batch_is_cut_as_in_one_run() {
    let rules = |reduce: &str| {
        let single = cap("\"成果\"", "150000", "从后扣减")
            .replace("{ key", "{ covers = { categories = [\"银牌产品\"] }, key");
        rules("300000", "200000")
            .step("企业封顶", &cap("\"企业\"", "400000", reduce))
            .step("单项封顶", &single)
    };
    let gold = row(JIA, "金牌产品", "碗", "2008-03-01");
    let silver = row(JIA, "银牌产品", "壶", "2008-05-01");
    let (end, scaled) = (rules("从后扣减"), rules("按比例"));
    pay(&end, &(gold.clone() + &silver), None).expect_exit(0).payee(JIA, "400000.00");
    second(&end, &gold, &silver).expect_exit(0).payee(JIA, "100000.00").no_finding("S0109");
    pay(&scaled, &(gold.clone() + &silver), None).expect_exit(0).payee(JIA, "390000.00");
    second(&scaled, &gold, &silver).expect_exit(0).payee(JIA, "0.00").finding("S0109");
}

const SHARE: &str = "[[clause.step.department_share.department]]\nname = \"质监局\"\nrate = \"10%\"\n";

/// Highest of the firm, then 10% of products for the department. 银 3万 was paid with 3000; a standard of 5万 is higher. One run
/// gives the department nothing: the standard waits. 金 of 5万 is a product, too: 2万 more and 2000 more.
#[test]
fn what_takes_the_place_of_what_a_department_was_paid_for_waits() {
    let rules = rules("50000", "30000")
        .vocabulary("\n[[category]]\nname = \"国家标准\"\nfamily = \"标准\"\n")
        .award("标准", "国家标准", "amount = \"50000元\"")
        .step("就高", "highest_only = { key = [\"企业\"], by = \"净额\", across_years = false }")
        .step("经费", &format!("{SHARE}covers = {{ families = [\"产品\"], roles = [\"企业\"] }}"));
    let silver = row(JIA, "银牌产品", "壶", "2008-03-01");
    let standard = format!("{JIA},国家标准,水质,GB/T 1576-2008,2008-05-01,1\n");
    let gold = row(JIA, "金牌产品", "碗", "2008-05-01");
    pay(&rules, &(silver.clone() + &standard), None).payee(JIA, "50000.00").payee("质监局", "0.00");
    second(&rules, &silver, &standard).row("名单.csv", 2, "held").finding("S0109");
    let both = second(&rules, &silver, &gold);
    both.expect_exit(0).payee(JIA, "20000.00").payee("质监局", "2000.00").no_finding("S0109");
}

/// 10% of 12345 twice: 2469 in one run, 1235 and then 1234.
#[test]
fn a_department_gets_its_rate_of_both_batches() {
    let rules = rules("500000", "12345").step("经费", &format!("{SHARE}covers = {{ roles = [\"企业\"] }}"));
    let (one, two) = (row(JIA, "银牌产品", "壶", "2008-03-01"), row(YI, "银牌产品", "碗", "2008-03-01"));
    pay(&rules, &(one.clone() + &two), None).expect_exit(0).payee("质监局", "2469.00");
    second(&rules, &one, &two).expect_exit(0).payee("质监局", "1234.00").payee(YI, "12345.00");
}

/// At most 10万 a firm, in three parts. 5万 was paid in thirds of which none is whole 元: 5万 is left of 8万.
#[test]
fn an_award_in_instalments_uses_up_what_it_is() {
    let rules = rules("80000", "50000").step("封顶", &cap("\"企业\"", "100000", "从后扣减")).step(
        "分期",
        "instalments = { parts = [{ rate = \"1\", due = 0 }, { rate = \"1\", due = 1 }, { rate = \"1\", due = 2 }] }",
    );
    let silver = row(JIA, "银牌产品", "壶", "2008-03-01");
    let gold = row(JIA, "金牌产品", "碗", "2008-03-01");
    second(&rules, &silver, &gold).expect_exit(0).total("awarded", "50000.00").payee(JIA, "16666.67");
}

/// Items of one firm, by number.
fn items(numbers: std::ops::Range<u32>) -> String {
    numbers.map(|number| format!("{JIA},金牌产品,壶{number},A{number},2008-{number:02}-01,1\n")).collect()
}

/// An award by how many items a firm has in the year.
fn by_count(award: &str) -> Rules {
    let count = "\n[[derived]]\nname = \"件数\"\ncount = { covers = { categories = [\"金牌产品\"] }, over = \"当年\", key = [\"企业\"] }\n";
    Rules::new().vocabulary(count).award("金", "金牌产品", award)
}

/// 10万 each from three items on. Two in the first batch are given nothing, and count in the second: the third waits, and the rows
/// of the first batch, listed again, are paid with it: 30万 as in one run.
#[test]
fn what_a_batch_counted_and_refused_counts_in_the_next() {
    let rules = by_count("amount = \"100000元\"\nwhen = [{ field = \"件数\", from = 3 }]");
    pay(&rules, &items(1..4), None).expect_exit(0).payee(JIA, "300000.00");
    let alone = second(&rules, &items(1..3), &items(3..4));
    alone.expect_exit(0).total("payable", "0.00").row_because(
        "名单.csv",
        2,
        "held",
        "前一批算到2，合起来是3",
    );
    alone.finding("S0109");
    let again = second(&rules, &items(1..3), &items(1..4));
    again.expect_exit(0).payee(JIA, "300000.00").no_finding("S0109").no_finding("H0105");
    // Of two that the first batch refused one is listed again: two count, not three.
    let some = second(&rules, &items(1..2), &items(1..3));
    some.expect_exit(0).total("payable", "0.00").row("名单.csv", 2, "rejected").no_finding("S0109");
}

/// Nothing from the third item on: three of the first batch are given nothing, and a fourth is, too. It was paid 10万, as if it were
/// the only one.
#[test]
fn more_items_than_an_award_admits_are_too_many_over_the_batches() {
    let rules = by_count("amount = \"100000元\"\nwhen = [{ field = \"件数\", to = 2 }]");
    pay(&rules, &items(1..5), None).expect_exit(0).total("payable", "0.00");
    let more = second(&rules, &items(1..4), &items(4..5));
    more.expect_exit(0).total("payable", "0.00").row("名单.csv", 2, "rejected");
    // Two were paid; with the third none would have been.
    second(&rules, &items(1..3), &items(3..4)).expect_exit(0).total("payable", "0.00").finding("S0109");
}

/// 10万 each of up to two items, 15万 each from three on. Two batches on one side of the border pay what one run would; across it
/// the second waits.
#[test]
fn a_bracket_that_both_batches_reach_together_waits() {
    let rules = by_count(
        "amount = { by = \"件数\", brackets = [{ from = 1, to = 2, amount = \"100000元\" }, { from = 3, amount = \"150000元\" }] }",
    );
    pay(&rules, &items(1..5), None).expect_exit(0).payee(JIA, "600000.00");
    second(&rules, &items(1..4), &items(4..5)).expect_exit(0).payee(JIA, "150000.00").no_finding("S0109");
    second(&rules, &items(1..2), &items(2..3)).expect_exit(0).payee(JIA, "100000.00").no_finding("S0109");
    second(&rules, &items(1..3), &items(3..4)).expect_exit(0).total("payable", "0.00").finding("S0109");
    // Another firm's items cross nothing.
    let other = row(YI, "金牌产品", "碗", "2008-04-01");
    second(&rules, &items(1..3), &other).expect_exit(0).payee(YI, "100000.00").no_finding("S0109");
}

/// Silver is 5万 whatever their number, and counts for gold, which is 10万 from three on: what silver was paid stays, so that gold
/// does not wait.
#[test]
fn a_count_that_changes_nothing_of_the_batch_holds_nothing() {
    let count = "\n[[derived]]\nname = \"件数\"\ncount = { covers = { families = [\"产品\"] }, over = \"当年\", key = [\"企业\"] }\n";
    let rules = Rules::new()
        .vocabulary(count)
        .award("金", "金牌产品", "amount = \"100000元\"\nwhen = [{ field = \"件数\", from = 3 }]")
        .award("银", "银牌产品", "amount = \"50000元\"");
    let silver: String = ["壶", "盆"].iter().map(|name| row(JIA, "银牌产品", name, "2008-03-01")).collect();
    let gold = row(JIA, "金牌产品", "碗", "2008-04-01");
    pay(&rules, &(silver.clone() + &gold), None).expect_exit(0).payee(JIA, "200000.00");
    second(&rules, &silver, &gold).expect_exit(0).payee(JIA, "100000.00").no_finding("S0109");
}
