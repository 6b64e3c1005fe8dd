//! Amounts by a figure: rates by bracket, increases, whole steps and products, paid, held and refused.

use crate::harness::{Ran, Rules, Run};

const GROWTH: &str =
    "amount = { rate = \"5%\", of = \"营收\", year = 0, less = { of = \"营收\", year = -1 } }";

fn rules(award: &str) -> Rules {
    Rules::new()
        .vocabulary("\n[[field]]\nname = \"营收\"\non = \"名录\"\ntype = \"金额\"\nby_year = true\n")
        .field("销售额", "成果", "金额")
        .field("人数", "成果", "整数")
        .field("月数", "成果", "数")
        .award("奖", "金牌产品", award)
}

fn pay(award: &str, register: &str, list: &str) -> Ran {
    Run::new()
        .policy(&rules(award).text())
        .list_csv("企业名录.csv", &format!("企业名称,2007年营收(元),2008年营收(元)\n{register}\n"))
        .list_csv("名单.csv", &format!("企业名称,类别,产品名称,认定日期,销售额(元),人数,月数,数量\n{list}\n"))
        .pay()
}

fn check(award: &str) -> Ran {
    Run::new().policy(&rules(award).text()).args(["check", "--json"]).run()
}

const ROW: &str = "太湖电缆有限公司,金牌产品,电缆,2008-03-01,,,,";

#[test]
fn the_increase_over_the_last_year_is_paid_and_none_is_not() {
    // (2345678 − 1234567) × 5% = 55555.55, in whole 元 55556.
    pay(GROWTH, "太湖电缆有限公司,1234567,2345678", ROW).payee("太湖电缆有限公司", "55556.00");
    for (register, fate, reason) in [
        ("太湖电缆有限公司,1000,1000", "rejected", "没有增量"),
        ("太湖电缆有限公司,1000,999", "rejected", "没有增量"),
        ("太湖电缆有限公司,,1000", "held", "2007年的「营收」"),
        ("太湖电缆有限公司,1000,", "held", "2008年的「营收」"),
        ("太湖电缆有限公司,-1000,1000", "held", "负数"),
        ("江南紫砂有限公司,1000,2000", "held", "营收"),
    ] {
        pay(GROWTH, register, ROW).row_because("名单.csv", 2, fate, reason).total("payable", "0.00");
    }
    // A stated zero is a fact.
    pay(GROWTH, "太湖电缆有限公司,0,100000", ROW).payee("太湖电缆有限公司", "5000.00");
}

#[test]
fn whole_steps_count_and_what_is_left_over_does_not() {
    let each = "amount = { by = \"销售额\", step = \"30元\", amount = \"7元\" }";
    let row = |sales: &str| format!("太湖电缆有限公司,金牌产品,电缆,2008-03-01,{sales},,,");
    for (sales, paid) in [("30", "7.00"), ("59.99", "7.00"), ("60", "14.00"), ("1000", "231.00")] {
        pay(each, "", &row(sales)).total("payable", paid);
    }
    pay(each, "", &row("29.99")).row_because("名单.csv", 2, "rejected", "不满30");
    let growth = "amount = { by = \"营收\", year = 0, less = { of = \"营收\", year = -1 }, step = \"1000元\", amount = \"50元\" }";
    pay(growth, "太湖电缆有限公司,1000,4999", ROW).total("payable", "150.00");
}

#[test]
fn numbers_are_multiplied_and_one_that_lacks_or_is_of_several_pieces_waits() {
    let award = "amount = { fixed = \"500元\", times = [\"人数\", \"月数\"] }";
    let row = |rest: &str| format!("太湖电缆有限公司,金牌产品,电缆,2008-03-01,,{rest}");
    // 500 × 3 × 2.5.
    pay(award, "", &row("3,2.5,")).payee("太湖电缆有限公司", "3750.00");
    pay(award, "", &row("3,2.5,1")).payee("太湖电缆有限公司", "3750.00");
    pay(award, "", &row("3,,")).row_because("名单.csv", 2, "held", "月数");
    pay(award, "", &row("3,2,2")).row_because("名单.csv", 2, "held", "每件的还是合计的");
    pay(award, "", &row("0,2,")).row("名单.csv", 2, "rejected");
}

/// Whether an end of a slab of money is included makes no 元 of difference.
#[test]
fn slabs_of_money_meet_whatever_their_ends_say() {
    let award = |ends: [&str; 2]| {
        format!(
            "amount = {{ by = \"销售额\", mode = \"分段\", brackets = [{{ {} = \"1000元\", rate = \"50%\" }}, {{ {} = \"1000元\", rate = \"10%\" }}] }}",
            ends[0], ends[1]
        )
    };
    for ends in [["to", "above"], ["below", "from"]] {
        // 1000 × 50% + 1000 × 10%.
        pay(&award(ends), "", "太湖电缆有限公司,金牌产品,电缆,2008-03-01,2000,,,").total("payable", "600.00");
    }
}

#[test]
fn measured_amounts_that_make_no_sense_are_refused() {
    check(GROWTH).expect_exit(0);
    for award in [
        // Over itself; over what is no amount; beside nothing that is measured.
        "amount = { rate = \"5%\", of = \"销售额\", less = { of = \"销售额\" } }",
        "amount = { rate = \"5%\", of = \"销售额\", less = { of = \"人数\" } }",
        "amount = { fixed = \"5元\", less = { of = \"销售额\" } }",
        "amount = { rate = \"5%\", of = \"营收\", year = 0, less = { of = \"营收\" } }",
        // A rate of pieces; a bracket of both, of neither; a ladder of sums and rates.
        "amount = { by = \"人数\", brackets = [{ from = 1, rate = \"5%\" }] }",
        "amount = { by = \"销售额\", brackets = [{ from = \"1元\", rate = \"5%\", amount = \"5元\" }] }",
        "amount = { by = \"销售额\", brackets = [{ from = \"1元\" }] }",
        "amount = { by = \"销售额\", mode = \"分段\", brackets = [{ to = \"9元\", amount = \"5元\" }, { above = \"9元\", rate = \"5%\" }] }",
        // Steps of nothing, without an amount, with brackets, without what they are of.
        "amount = { by = \"销售额\", step = \"0元\", amount = \"5元\" }",
        "amount = { by = \"销售额\", step = \"10元\" }",
        "amount = { by = \"人数\", step = 10, amount = \"5元\", brackets = [{ from = 1, amount = \"5元\" }] }",
        "amount = { fixed = \"5元\", step = \"10元\", amount = \"5元\" }",
        // Times what is no number.
        "amount = { fixed = \"5元\", times = [\"销售额\"] }",
        "amount = { fixed = \"5元\", times = [\"数量\"] }",
        // Twice the same: 7 persons would get 49 times as much. The later year taken off the earlier one.
        "amount = { fixed = \"5元\", times = [\"人数\", \"人数\"] }",
        "amount = { rate = \"5%\", of = \"营收\", year = -1, less = { of = \"营收\", year = 0 } }",
        // No increase would get the floor.
        "amount = { fixed = \"5元\", floor = { rate = \"5%\", of = \"营收\", year = 0, less = { of = \"营收\", year = -1 } } }",
    ] {
        check(award).expect_exit(1).finding("R0107");
    }
}

/// What the quotation does not state is an error: the rate of a bracket, the length of a step.
#[test]
fn figures_of_measured_amounts_are_held_against_the_quotation() {
    let quoting = |award: &str| {
        let text = rules(award).text();
        let start = text.find("> ").expect("a quotation");
        let end = start + text[start..].find('\n').expect("its end");
        let text = format!("{}> 销售额每满1000万元奖励5万元，按0.5%奖励。{}", &text[..start], &text[end..]);
        Run::new().policy(&text).args(["check", "--json"]).run()
    };
    let step = |step: &str| format!("amount = {{ by = \"销售额\", step = \"{step}\", amount = \"5万元\" }}");
    let rate = |rate: &str| {
        format!("amount = {{ by = \"销售额\", brackets = [{{ from = 0, rate = \"{rate}\" }}] }}")
    };
    quoting(&step("1000万元")).expect_exit(0);
    quoting(&step("1000元")).expect_exit(1).finding("R0204");
    quoting(&rate("0.5%")).expect_exit(0);
    quoting(&rate("5%")).expect_exit(1).finding("R0204");
}
