//! Conditions on growth: this year's figure against last year's, exactly, and held where there is no rate of growth.

use crate::harness::{Ran, Rules, Run};

const FIFTH: &str = "when = [{ field = \"产值\", year = 0, growth_over = { of = \"产值\", year = -1 }, from = \"20%\" }]\namount = \"100元\"";

/// A policy whose clause quotes 20% and 100元.
fn rules(award: &str) -> String {
    let rules = Rules::new()
        .vocabulary("\n[[field]]\nname = \"产值\"\non = \"名录\"\ntype = \"金额\"\nby_year = true\n")
        .field("今年人数", "成果", "整数")
        .field("去年人数", "成果", "整数")
        .award("奖", "金牌产品", award);
    quoting(&rules.text(), "产值同比增长20%以上的奖励100元，30%以上的200元。")
}

fn quoting(text: &str, passage: &str) -> String {
    let start = text.find("> ").expect("a quotation");
    let end = start + text[start..].find('\n').expect("its end");
    format!("{}> {passage}{}", &text[..start], &text[end..])
}

fn paid(award: &str, register: &str, list: &str) -> Ran {
    Run::new()
        .policy(&rules(award))
        .list_csv(
            "企业名录.csv",
            &format!("企业名称,2006年产值(元),2007年产值(元),2008年产值(元)\n{register}\n"),
        )
        .list_csv("名单.csv", &format!("企业名称,类别,产品名称,认定日期,今年人数,去年人数\n{list}\n"))
        .pay()
}

const ROW: &str = "太湖电缆有限公司,金牌产品,电缆,2008-03-01,,";

/// 333.33 × 1.2 = 399.996: 400 is above it, 399.99 is not.
#[test]
fn growth_is_told_exactly_and_never_from_nothing() {
    for (register, fate, reason) in [
        ("太湖电缆有限公司,,333.33,400", "paid", ""),
        ("太湖电缆有限公司,,1000,1200", "paid", ""),
        (
            "太湖电缆有限公司,,333.33,399.99",
            "rejected",
            "2008年产值比2007年产值增长应不低于20%，2008年产值为「399.99」，2007年产值为「333.33」",
        ),
        ("太湖电缆有限公司,,1000,-5", "rejected", "增长应不低于20%"),
        ("太湖电缆有限公司,,0,5000", "held", "2007年产值为「0」，不是正数，增长百分之几算不出"),
        ("太湖电缆有限公司,,-10,5000", "held", "不是正数"),
        ("太湖电缆有限公司,,,5000", "held", "2007年产值未填"),
        ("太湖电缆有限公司,,1000,", "held", "2008年产值未填"),
        ("江南紫砂有限公司,,1000,2000", "held", "产值未填"),
    ] {
        let ran = paid(FIFTH, register, ROW);
        match fate {
            "paid" => ran.payee("太湖电缆有限公司", "100.00"),
            _ => ran.row_because("名单.csv", 2, fate, reason).total("payable", "0.00"),
        };
    }
}

/// A firm that had nothing the year before is paid where the policy says so, and rejected where it says that.
#[test]
fn a_policy_says_what_becomes_of_those_that_had_nothing() {
    let growth = "{ field = \"产值\", year = 0, growth_over = { of = \"产值\", year = -1 }, from = \"20%\" }";
    let zero = "{ field = \"产值\", year = -1, is = 0 }";
    let some = "{ field = \"产值\", year = -1, above = 0 }";
    let nothing = "太湖电缆有限公司,,0,5000";
    paid(&format!("when = [{{ any = [{growth}, {zero}] }}]\namount = \"100元\""), nothing, ROW)
        .payee("太湖电缆有限公司", "100.00");
    paid(&format!("when = [{growth}, {some}]\namount = \"100元\""), nothing, ROW).row(
        "名单.csv",
        2,
        "rejected",
    );
}

/// Two columns of the list, both in whole numbers: 10 × 1.2 = 12.
#[test]
fn two_columns_of_one_list_are_compared() {
    let award = "when = [{ field = \"今年人数\", growth_over = { of = \"去年人数\" }, from = \"20%\", below = \"30%\" }]\namount = \"100元\"";
    let row = |now: &str, before: &str| format!("太湖电缆有限公司,金牌产品,电缆,2008-03-01,{now},{before}");
    paid(award, "", &row("12", "10")).payee("太湖电缆有限公司", "100.00");
    paid(award, "", &row("13", "10")).row_because("名单.csv", 2, "rejected", "不低于20%且低于30%");
    paid(award, "", &row("11", "10")).row("名单.csv", 2, "rejected");
    paid(award, "", &row("12", "")).row_because("名单.csv", 2, "held", "去年人数未填");
}

/// Of each of two years over the year before it.
#[test]
fn growth_may_be_asked_of_several_years() {
    let award = "when = [{ field = \"产值\", each_of_last = 2, growth_over = { of = \"产值\", year = -1 }, from = \"20%\" }]\namount = \"100元\"";
    paid(award, "太湖电缆有限公司,100,120,144", ROW).payee("太湖电缆有限公司", "100.00");
    paid(award, "太湖电缆有限公司,100,119,144", ROW).row_because(
        "名单.csv",
        2,
        "rejected",
        "2007年产值比2006年产值增长应不低于20%",
    );
}

#[test]
fn the_proof_sees_through_growth_and_its_witnesses_are_paid() {
    let award = |id: &str, ends: &str, amount: &str| {
        format!(
            "[[clause.award]]\nid = \"{id}\"\nrole = \"企业\"\ncategories = [\"金牌产品\"]\nwhen = [{{ field = \"产值\", year = 0, growth_over = {{ of = \"产值\", year = -1 }}, {ends} }}]\namount = \"{amount}\"\n"
        )
    };
    let both = |first: &str, second: &str| {
        let rules = Rules::new()
            .vocabulary("\n[[field]]\nname = \"产值\"\non = \"名录\"\ntype = \"金额\"\nby_year = true\n")
            .clause(&format!("{}\n{}", award("低", first, "100元"), award("高", second, "200元")));
        let text = quoting(&rules.text(), "增长20%以上的奖励100元，30%以上的奖励200元。");
        Run::new().policy(&text).args(["check", "--witness", "例子"]).run()
    };
    both("from = \"20%\", below = \"30%\"", "from = \"30%\"")
        .says("R0402")
        .says("2008年产值比2007年产值增长低于20%")
        .says("例如类别为金牌产品，2007年产值为");
    let overlap = both("from = \"20%\"", "from = \"30%\"");
    overlap.says("R0401").says("2008年产值比2007年产值增长不低于30%");
    // What is said to overlap is held for that.
    let mut run = overlap.again();
    run = run.args(["--inputs", "例子/example/overlap-1", "--year", "2008"]);
    run.pay().finding("M0102");
}

#[test]
fn growth_is_written_as_a_percentage_of_the_quotation() {
    let condition =
        |rest: &str| format!("when = [{{ field = \"产值\", year = 0, {rest} }}]\namount = \"100元\"");
    for (rest, said) in [
        ("growth_over = { of = \"产值\", year = -1 }, from = \"25%\"", "R0204"),
        ("growth_over = { of = \"产值\", year = -1 }, from = \"0.2\"", "写成百分数"),
        ("growth_over = { of = \"产值\", year = -1 }, from = 20", "写成百分数"),
        ("growth_over = { of = \"产值\", year = -1 }", "还须写增长多少"),
        ("growth_over = { of = \"产值\", year = -1 }, is = \"20%\"", "不写 is、in"),
        ("growth_over = { of = \"产值\", year = 0 }, from = \"20%\"", "和它自己比"),
        ("growth_over = { of = \"产值\", year = 1 }, from = \"20%\"", "比它自己晚"),
        ("growth_over = { of = \"去年人数\" }, from = \"20%\"", "不是同一种数"),
        ("growth_over = { of = \"产值\" }, from = \"20%\"", "按年度与否"),
    ] {
        Run::new().policy(&rules(&condition(rest))).args(["check"]).run().expect_exit(1).says(said);
    }
    let on_a_date = "when = [{ field = \"认定日期\", growth_over = { of = \"去年人数\" }, from = \"20%\" }]\namount = \"100元\"";
    Run::new()
        .policy(&rules(on_a_date))
        .args(["check"])
        .run()
        .expect_exit(1)
        .says("增长只能看整数、数、金额字段");
}
