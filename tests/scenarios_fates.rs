//! Scenarios of fates: one for each sentence of 「Fates」 that decides money or a fate.

use crate::harness::{Rules, Run};

/// 金牌产品每只10万元，银牌产品每只4万元。
fn medals() -> Rules {
    Rules::new().award("金牌", "金牌产品", "amount = \"10万元\"").award(
        "银牌",
        "银牌产品",
        "amount = \"4万元\"",
    )
}

const HEAD: &str = "企业名称,类别,产品名称,认定日期\n";

/// “Fates are decided per entitlement … paid, if any entitlement it is a source of is above zero”: the enterprise's
/// entitlement is capped to 0 (封顶 0元), the town's 1万元 stays: the row is paid.
#[test]
fn scenarios_a_row_is_paid_if_any_of_its_entitlements_is_above_zero() {
    let rules = medals()
        .clause("[[clause.award]]\nid = \"镇奖\"\nrole = \"镇\"\ncategories = [\"金牌产品\"]\namount = \"1万元\"")
        .step(
            "封顶",
            "cap = { covers = { roles = [\"企业\"] }, key = [\"企业\"], limit = { amount = \"0元\" }, reduce = \"从后扣减\", used_by = \"不计\" }",
        );
    let ran = Run::new()
        .policy(&rules.text())
        .list_csv(
            "名单.csv",
            "企业名称,类别,产品名称,认定日期,镇\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,丁山镇\n",
        )
        .pay();
    ran.expect_exit(0).row("名单.csv", 2, "paid");
    ran.payee("红杉陶瓷厂", "0.00").payee("丁山镇", "10000.00").total("payable", "10000.00");
}

/// “held, if anything about it is held”: the condition on 出口 is missing, so nothing of the row is paid in any role.
#[test]
fn scenarios_a_held_row_pays_no_role_until_settled() {
    let rules = Rules::new()
        .field("出口", "成果", "是否")
        .award("金牌", "金牌产品", "when = [{ field = \"出口\", is = true }]\namount = \"10万元\"")
        .clause(
            "[[clause.award]]\nid = \"镇奖\"\nrole = \"镇\"\ncategories = [\"金牌产品\"]\namount = \"1万元\"",
        );
    let list = "企业名称,类别,产品名称,认定日期,镇,出口\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,丁山镇,\n";
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay();
    ran.expect_exit(0).row("名单.csv", 2, "held").finding("M0101").total("payable", "0.00");
}

/// “zero, if it had a positive entitlement and steps … took all of it”: 银牌4万元 gives way to 金牌10万元.
#[test]
fn scenarios_a_row_whose_entitlement_steps_took_is_zero() {
    let rules = medals()
        .step("就高", "highest_only = { key = [\"企业\", \"产品\"], by = \"净额\", across_years = false }");
    let list =
        format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n红杉陶瓷厂,银牌产品,紫砂壶,2008-02-01\n");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0).row("名单.csv", 2, "paid").row("名单.csv", 3, "zero").row_clause("名单.csv", 3, "3");
    ran.payee("红杉陶瓷厂", "100000.00");
}

/// “zero, if … rounding … took all of it”: 1% of 40元 is 0.4元, in whole 元 that is 0.
#[test]
fn scenarios_a_row_whose_entitlement_rounding_took_is_zero() {
    let rules = Rules::new().field("奖金", "成果", "金额").award(
        "配套",
        "金牌产品",
        "amount = { rate = \"1%\", of = \"奖金\" }",
    );
    let list = "企业名称,类别,产品名称,认定日期,奖金(元)\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,40\n";
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay();
    ran.expect_exit(0).row_because("名单.csv", 2, "zero", "舍入").total("payable", "0.00");
}

/// “An award of zero (不奖励) is a rejection that cites its clause.”
#[test]
fn scenarios_an_award_of_zero_is_a_rejection_that_cites_its_clause() {
    let rules = medals().award("合作", "合作标准", "amount = \"0元\"");
    let list = format!("{HEAD}红杉陶瓷厂,合作标准,壶,2008-03-01\n");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0).row("名单.csv", 2, "rejected").row_clause("名单.csv", 2, "3");
}

/// “rejected, otherwise”: no award is for the category.
#[test]
fn scenarios_a_row_that_no_award_matches_is_rejected() {
    let list = format!("{HEAD}红杉陶瓷厂,合作标准,壶,2008-03-01\n");
    let ran = Run::new().policy(&medals().text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0).row_because("名单.csv", 2, "rejected", "合作标准").total("payable", "0.00");
}

/// “Of the rows that state one achievement, the first in source order has the achievement's fate, and their facts are
/// joined; each other is rejected, reason 重复, citing the first”: 出口 stands only in the second row, and decides.
#[test]
fn scenarios_rows_of_one_achievement_join_their_facts_and_the_first_carries_the_fate() {
    let rules = Rules::new().field("出口", "成果", "是否").award(
        "金牌",
        "金牌产品",
        "when = [{ field = \"出口\", is = true }]\namount = \"10万元\"",
    );
    let head = "企业名称,类别,产品名称,认定日期,证书编号,出口\n";
    let ran = Run::new()
        .policy(&rules.text())
        .list_csv("一.csv", &format!("{head}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,\n"))
        .list_csv("二.csv", &format!("{head}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,A1,是\n"))
        .pay();
    ran.expect_exit(0).row("一.csv", 2, "paid").row_because("二.csv", 2, "rejected", "重复");
    ran.row_because("二.csv", 2, "rejected", "一.csv").payee("红杉陶瓷厂", "100000.00");
}

/// “A row that only counts towards a threshold has the fate of the entitlement it supports”: once per enterprise, both
/// rows are sources of the one 10万元.
#[test]
fn scenarios_a_supporting_row_has_the_fate_of_the_entitlement_it_supports() {
    let rules = Rules::new().award("金牌", "金牌产品", "once_per = [\"企业\"]\namount = \"10万元\"");
    let list =
        format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n红杉陶瓷厂,金牌产品,电水壶,2008-05-01\n");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0).row("名单.csv", 2, "paid").row("名单.csv", 3, "paid").payee("红杉陶瓷厂", "100000.00");
}

const LEDGER: &str = "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),到期年度,到期金额(元)\n";

/// “Usable rows of the register, history and exclusion lists are reference”.
#[test]
fn scenarios_usable_rows_of_register_history_and_exclusion_lists_are_reference() {
    let rules = medals()
        .clause("[[clause.exclusion]]\nkind = \"黑名单\"\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\"");
    let ran = Run::new()
        .policy(&rules.text())
        .list_csv("名单.csv", &format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n"))
        .list_csv("企业名录.csv", "企业名称,开户行,账号\n红杉陶瓷厂,农行,12345\n")
        .list_csv("历年台账.csv", &format!("{LEDGER}金谷化工公司,银牌产品,染料,2006-03-01,2006,40000,,\n"))
        .list_csv("黑名单.csv", "企业名称,排除类型,列入日期,移出日期\n长风环保公司,黑名单,2008-01-01,\n")
        .pay();
    ran.expect_exit(0).row("企业名录.csv", 2, "reference").row("历年台账.csv", 2, "reference");
    ran.row("黑名单.csv", 2, "reference").payee("红杉陶瓷厂", "100000.00");
}

/// “a history row whose instalment falls due has that instalment's fate”: 3万元 of 2007 fall due in 2008.
#[test]
fn scenarios_a_history_row_whose_instalment_falls_due_is_paid() {
    let rules = medals()
        .step("分期", "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }");
    let ran = Run::new()
        .policy(&rules.text())
        .list_csv("名单.csv", &format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n"))
        .list_csv(
            "历年台账.csv",
            &format!("{LEDGER}金谷化工公司,金牌产品,染料,2007-03-01,2007,75000,2008,30000\n"),
        )
        .pay();
    // 60% of 10万元 is due this year; the old instalment is paid whole.
    ran.expect_exit(0).row("历年台账.csv", 2, "paid").payee("金谷化工公司", "30000.00");
    ran.payee("红杉陶瓷厂", "60000.00").total("payable", "90000.00").total("later", "40000.00");
}

/// “a reference row that cannot be understood is held, with every achievement it could touch”: the amount of a history
/// row cannot be read, so nothing of its enterprise is paid; another enterprise is.
#[test]
fn scenarios_a_history_row_that_cannot_be_read_holds_its_enterprise() {
    let ran = Run::new()
        .policy(&medals().text())
        .list_csv(
            "名单.csv",
            &format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n长风环保公司,金牌产品,滤芯,2008-03-01\n"),
        )
        .list_csv("历年台账.csv", &format!("{LEDGER}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,2007,约五万,,\n"))
        .pay();
    ran.expect_exit(0).row("历年台账.csv", 2, "held").row("名单.csv", 2, "held").row("名单.csv", 3, "paid");
    ran.total("payable", "100000.00");
}

/// The same for the exclusion list: its first day cannot be read.
#[test]
fn scenarios_an_exclusion_row_that_cannot_be_read_holds_its_enterprise() {
    let rules = medals()
        .clause("[[clause.exclusion]]\nkind = \"黑名单\"\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\"");
    let ran = Run::new()
        .policy(&rules.text())
        .list_csv(
            "名单.csv",
            &format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n长风环保公司,金牌产品,滤芯,2008-03-01\n"),
        )
        .list_csv("黑名单.csv", "企业名称,排除类型,列入日期,移出日期\n红杉陶瓷厂,黑名单,去年底,\n")
        .pay();
    ran.expect_exit(0).row("黑名单.csv", 2, "held").row("名单.csv", 2, "held").row("名单.csv", 3, "paid");
}

/// The same for a register row: its tax cannot be read.
#[test]
fn scenarios_a_register_row_that_cannot_be_read_holds_its_enterprise() {
    let rules = medals().field("缴税", "名录", "金额");
    let ran = Run::new()
        .policy(&rules.text())
        .list_csv(
            "名单.csv",
            &format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n长风环保公司,金牌产品,滤芯,2008-03-01\n"),
        )
        .list_csv(
            "企业名录.csv",
            "企业名称,开户行,账号,缴税(元)\n红杉陶瓷厂,农行,12345,很多\n长风环保公司,工行,6789,100\n",
        )
        .pay();
    ran.expect_exit(0).row("企业名录.csv", 2, "held").row("名单.csv", 2, "held").row("名单.csv", 3, "paid");
}

/// A history row that names no enterprise could be anyone's of its category: 金牌 is held, 银牌 is not.
#[test]
fn scenarios_a_history_row_without_a_name_holds_its_category() {
    let ran = Run::new()
        .policy(&medals().text())
        .list_csv(
            "名单.csv",
            &format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n长风环保公司,银牌产品,滤芯,2008-03-01\n"),
        )
        .list_csv("历年台账.csv", &format!("{LEDGER},金牌产品,紫砂壶,2008-03-01,2007,50000,,\n"))
        .pay();
    ran.expect_exit(0).row("历年台账.csv", 2, "held").row("名单.csv", 2, "held").row("名单.csv", 3, "paid");
}

/// A whole ledger that cannot be read could touch anything: all is held.
#[test]
fn scenarios_an_unreadable_ledger_holds_every_achievement() {
    let ran = Run::new()
        .policy(&medals().text())
        .list_csv("名单.csv", &format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n"))
        .list("历年台账.xlsx", "这不是表格文件")
        .pay();
    ran.expect_exit(0).row("名单.csv", 2, "held").finding("H0104").total("payable", "0.00");
}

/// A ledger in which no table is found could touch anything too.
#[test]
fn scenarios_a_ledger_without_a_table_holds_every_achievement() {
    let ran = Run::new()
        .policy(&medals().text())
        .list_csv("名单.csv", &format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n"))
        .list_csv("历年台账.csv", "红杉陶瓷厂,紫砂壶,2008-03-01,50000\n红杉陶瓷厂,紫砂杯,2008-03-02,50000\n")
        .pay();
    ran.expect_exit(0).row("名单.csv", 2, "held").total("payable", "0.00");
}

/// An instalment does not arise from a history row that is held: its enterprise has two codes in dispute.
#[test]
fn scenarios_a_held_history_row_pays_no_instalment() {
    let rules = medals()
        .step("分期", "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }");
    let ledger = "企业名称,组织机构代码,类别,产品名称,认定日期,奖励年度,兑现金额(元),到期年度,到期金额(元)\n\
        红杉陶瓷厂,70406123-1,金牌产品,染料,2007-03-01,2007,75000,2008,30000\n\
        长风环保公司,70406123-1,金牌产品,滤芯,2007-03-01,2007,75000,2008,30000\n";
    let ran = Run::new()
        .policy(&rules.text())
        .list_csv("名单.csv", &format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n"))
        .list_csv("历年台账.csv", ledger)
        .pay();
    ran.expect_exit(0).row("历年台账.csv", 2, "held").row("名单.csv", 2, "held").total("payable", "0.00");
}

/// “A hidden data row is held.”
#[test]
fn scenarios_a_hidden_data_row_is_held() {
    let ran = Run::new()
        .policy(&medals().text())
        .list_workbook("名单.xlsx", |book| {
            let page = book.add_worksheet();
            let rows = [
                ["企业名称", "类别", "产品名称", "认定日期"],
                ["红杉陶瓷厂", "金牌产品", "紫砂壶", "2008-03-01"],
                ["长风环保公司", "金牌产品", "滤芯", "2008-03-01"],
            ];
            for (row, cells) in (0..).zip(rows) {
                for (column, text) in (0..).zip(cells) {
                    page.write_string(row, column, text).expect("a cell");
                }
            }
            page.set_row_hidden(1).expect("a hidden row");
        })
        .pay();
    ran.expect_exit(0).row("名单.xlsx", 2, "held").row("名单.xlsx", 3, "paid").total("payable", "100000.00");
}

/// “Rows read are those from the first to the last row with a non-empty cell”: rows 2 to 6 (title, blank, heading, two
/// rows), of which two are data.
#[test]
fn scenarios_rows_read_run_from_the_first_to_the_last_row_with_a_cell() {
    let list = format!(
        ",,,\n金牌产品名单,,,\n,,,\n{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n长风环保公司,金牌产品,滤芯,2008-03-01\n,,,\n"
    );
    let ran = Run::new().policy(&medals().text()).list_csv("名单.csv", &list).pay();
    ran.expect_exit(0);
    let sheet = &ran.json()["manifest"][0];
    assert_eq!(
        (&sheet["read"], &sheet["paid"], &sheet["ignored"]),
        (&5.into(), &2.into(), &3.into()),
        "{sheet}"
    );
}

/// “A held row takes part in no step, as if absent. Its finding names each group, count, cap and budget it would enter,
/// and the payees whose amounts could change”: without the held 10万元 the cap of 12万元 leaves 4万元 whole.
#[test]
fn scenarios_a_held_row_takes_part_in_no_step_and_its_finding_names_what_it_would_enter() {
    let rules = Rules::new()
        .field("出口", "成果", "是否")
        .award("金牌", "金牌产品", "when = [{ field = \"出口\", is = true }]\namount = \"10万元\"")
        .award("银牌", "银牌产品", "amount = \"4万元\"")
        .step("封顶", "cap = { key = [\"企业\"], limit = { amount = \"12万元\" }, reduce = \"按比例\", used_by = \"不计\" }");
    let list = "企业名称,类别,产品名称,认定日期,出口\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,\n红杉陶瓷厂,银牌产品,电水壶,2008-03-01,\n";
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", list).pay();
    ran.expect_exit(0).row("名单.csv", 2, "held").payee("红杉陶瓷厂", "40000.00");
    ran.finding_at("M0101", "名单.csv", "步骤「封顶」").finding_at("M0101", "名单.csv", "红杉陶瓷厂");
}

/// “the later run deducts by history”: with the first run's 4万元 in the ledger, the settled 10万元 gets what is left
/// of the cap of 12万元: 8万元; the row paid then is rejected now.
#[test]
fn scenarios_the_later_run_deducts_by_history() {
    let rules = medals().step(
        "封顶",
        "cap = { key = [\"企业\"], limit = { amount = \"12万元\" }, reduce = \"按比例\", used_by = \"同年\" }",
    );
    let list =
        format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n红杉陶瓷厂,银牌产品,电水壶,2008-03-01\n");
    let ran = Run::new()
        .policy(&rules.text())
        .list_csv("名单.csv", &list)
        .list_csv("历年台账.csv", &format!("{LEDGER}红杉陶瓷厂,银牌产品,电水壶,2008-03-01,2008,40000,,\n"))
        .pay();
    ran.expect_exit(0).row("名单.csv", 2, "paid").row_because("名单.csv", 3, "rejected", "已兑现");
    ran.payee("红杉陶瓷厂", "80000.00");
}

/// “A supplementary batch takes the year's earlier workbook as history”: what it paid is not paid again, the rest is paid.
#[test]
fn scenarios_an_earlier_workbook_among_the_lists_pays_nothing_twice() {
    let first = format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n");
    let ran = Run::new().policy(&medals().text()).list_csv("名单.csv", &first).pay();
    let bytes = ran.expect_exit(0).payee("红杉陶瓷厂", "100000.00").bytes("out/example-2008.xlsx");
    let more =
        format!("{HEAD}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01\n长风环保公司,金牌产品,滤芯,2008-05-01\n");
    let second = || Run::new().policy(&medals().text()).list_csv("名单.csv", &more);
    let ran = second().list("第一批.xlsx", bytes).pay();
    ran.expect_exit(0)
        .row_because("名单.csv", 2, "rejected", "已兑现")
        .payee("长风环保公司", "100000.00")
        .total("payable", "100000.00");
    let ledger = format!("{LEDGER}红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,2008,100000,,\n");
    let ran = second().list_csv("历年台账.csv", &ledger).pay();
    ran.expect_exit(0)
        .row("名单.csv", 2, "rejected")
        .payee("长风环保公司", "100000.00")
        .total("payable", "100000.00");
}

/// “… and the payees whose amounts could change”: the held row's own holder and the department with a share of it. What 甲厂 gets
/// does not hang on it.
#[test]
fn scenarios_a_held_row_names_the_payees_that_settling_it_changes() {
    let rules = medals()
        .clause("[[clause.requirement]]\nreason = \"期间\"\nwhen = [{ field = \"认定日期\", award_year = { from = 0, to = 0 } }]")
        .step(
            "经费",
            "[[clause.step.department_share.department]]\nname = \"质监局\"\nrate = \"5%\"\ncovers = { roles = [\"企业\"] }",
        );
    let list = format!("{HEAD}甲厂,金牌产品,紫砂壶,2008-03-01\n乙厂,金牌产品,电水壶,\n");
    let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
    ran.row("名单.csv", 3, "held").finding_at("M0101", "名单.csv", "金额可能变动的收款单位：乙厂、质监局。");
}
