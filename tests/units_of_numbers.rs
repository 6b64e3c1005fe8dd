//! Numbers and their units: percentages with and without their sign, 亩 and 公顷, 亿元; bounds that the quotation must state.

use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,认定日期";

fn pay(rules: &Rules, list: &str) -> Ran {
    Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay()
}

/// 10万元 where the share is 5% or more; the field's heading is declared as the department writes it.
fn share() -> Rules {
    Rules::new()
        .vocabulary(
            "\n[[field]]\nname = \"研发占比\"\non = \"成果\"\ntype = \"数\"\nheadings = [\"研发占比(%)\"]\n",
        )
        .award("金牌", "金牌产品", "when = [{ field = \"研发占比\", from = \"5%\" }]\namount = \"10万元\"")
}

fn rows(heading: &str, cells: [&str; 3]) -> String {
    let firms = ["红杉陶瓷厂", "长风环保公司", "金谷化工公司"];
    let goods = ["紫砂壶", "滤芯", "染料"];
    let row = |((firm, good), cell): ((&str, &str), &str)| {
        format!("{firm},金牌产品,{good},2008-03-01,\"{cell}\"\n")
    };
    let body: String = firms.into_iter().zip(goods).zip(cells).map(row).collect();
    format!("{HEAD},{heading}\n{body}")
}

#[test]
fn a_heading_with_the_sign_means_hundredths_declared_or_not() {
    for heading in ["研发占比(%)", "研发占比（％）", "研发占比%"] {
        let ran = pay(&share(), &rows(heading, ["3.2", "6.1", "0.8"]));
        ran.row("名单.csv", 2, "rejected").row("名单.csv", 3, "paid").row("名单.csv", 4, "rejected");
        ran.total("payable", "100000.00");
    }
}

#[test]
fn a_cell_with_its_own_sign_stays_as_it_is() {
    for heading in ["研发占比(%)", "研发占比"] {
        let ran = pay(&share(), &rows(heading, ["3.2%", "6.1%", "5%"]));
        ran.row("名单.csv", 2, "rejected").row("名单.csv", 3, "paid").row("名单.csv", 4, "paid");
    }
}

#[test]
fn a_plain_number_above_one_is_held_where_the_policy_says_percent() {
    let ran = pay(&share(), &rows("研发占比", ["3.2", "0.061", "0.008"]));
    ran.row("名单.csv", 2, "held").row("名单.csv", 3, "paid").row("名单.csv", 4, "rejected");
}

/// 100元 for each 亩 of 50 or more.
fn fields(unit: &str) -> Rules {
    Rules::new()
        .vocabulary(&format!(
            "\n[[field]]\nname = \"面积\"\non = \"成果\"\ntype = \"数\"\nunit = \"{unit}\"\n"
        ))
        .award(
            "金牌",
            "金牌产品",
            "when = [{ field = \"面积\", from = 50 }]\namount = { by = \"面积\", mode = \"分段\", brackets = [{ from = 0, amount = \"100元\" }] }",
        )
}

#[test]
fn another_unit_is_held_and_the_same_one_is_read() {
    let ran = pay(&fields("亩"), &rows("面积（公顷）", ["66", "60", "40"]));
    ran.row("名单.csv", 2, "held").row("名单.csv", 3, "held").total("payable", "0.00");
    let ran = pay(&fields("亩"), &rows("面积（亩）", ["66", "60亩", "60公顷"]));
    ran.row("名单.csv", 2, "paid").row("名单.csv", 3, "paid").row("名单.csv", 4, "held");
    ran.payee("红杉陶瓷厂", "6600.00").payee("长风环保公司", "6000.00");
    let above = format!("单位：公顷,,,,\n{}", rows("面积", ["66", "60", "40"]));
    pay(&fields("亩"), &above).row("名单.csv", 3, "held").total("payable", "0.00");
    let above = format!("单位：万元,,,,\n{}", rows("面积", ["66", "60", "40"]));
    pay(&fields("亩"), &above).row("名单.csv", 3, "paid").row("名单.csv", 5, "rejected");
}

/// 面积 from 1000万元's slip: what the passage says is what the bound must say.
#[test]
fn bounds_must_stand_in_the_quotation() {
    let policy = |from: &str| {
        let text = Rules::new()
            .field("投资额", "成果", "金额")
            .field("占比", "成果", "数")
            .award("金牌", "金牌产品", &format!("when = [{{ {from} }}]\namount = \"10万元\""))
            .text();
        let own = format!("when = [{{ {from} }}]");
        // The passage says what the document says, the block what was typed.
        text.replacen(&own, "投资额1000万元以上且占比50%以上", 1)
    };
    let check = |from: &str| Run::new().policy(&policy(from)).args(["check"]).run();
    for from in [
        "field = \"投资额\", from = \"1000元\"",
        "field = \"投资额\", from = 1000",
        "field = \"占比\", from = \"5%\"",
        "field = \"占比\", from = 50",
    ] {
        check(from).expect_exit(1).says("R0204");
    }
    for from in [
        "field = \"投资额\", from = \"1000万元\"",
        "field = \"投资额\", from = 10000000",
        "field = \"占比\", from = \"50%\"",
    ] {
        check(from).expect_exit(0);
    }
}

/// Without `unit`, the passage says what the field is in: one unit of a kind is it, two of a kind are a question, and another kind
/// (months beside 人) says nothing.
#[test]
fn units_of_a_passage_are_compared_within_one_kind() {
    let policy = |passage: &str| {
        let rules = Rules::new().field("面积", "成果", "数").award(
            "金牌",
            "金牌产品",
            "amount = { by = \"面积\", mode = \"分段\", brackets = [{ from = 0, amount = \"100元\" }] }",
        );
        let text = rules.text();
        let start = text.find("> ").expect("a quotation");
        let end = start + text[start..].find('\n').expect("its end");
        format!("{}> {passage}{}", &text[..start], &text[end..])
    };
    let pay = |passage: &str, heading: &str, cell: &str| {
        let list = rows(heading, [cell, "1", "1"]);
        Run::new().policy(&policy(passage)).list_csv("名单.csv", &list).pay()
    };
    pay("种植面积每亩奖励100元。", "面积（亩）", "20").payee("红杉陶瓷厂", "2000.00");
    pay("种植面积每亩奖励100元。", "面积（平方米）", "13334").row("名单.csv", 2, "held");
    pay("种植每亩奖励100元，仓储每平方米补贴50元。", "面积（平方米）", "13334").row("名单.csv", 2, "held");
    pay("每人每月补贴100元。", "面积", "2个月").payee("红杉陶瓷厂", "200.00");
}
