//! Former names in the register: what is no name joins nobody, and a name that several firms had makes them wait.

use crate::harness::{Ran, Rules, Run};

const SIGNED: &str = "who = \"张\"\nwhen = 2008-12-01\nwhy = \"核实\"\n";
/// Two firms of one place whose trade names have nothing in common, with one award of 10万元 each.
const ONE: &str = "示例市启明智造有限公司";
const TWO: &str = "示例市华光重工有限公司";
const OLD: &str = "示例市晨露风机有限公司";

fn run(register: &str, more: &str) -> Run {
    let list = format!(
        "企业名称,类别,产品名称,证书编号,认定日期\n{ONE},金牌产品,壶,证1,2008-03-01\n{TWO},金牌产品,碗,证2,2008-04-01\n{more}"
    );
    let rules = Rules::new().award("奖", "金牌产品", "amount = \"10万元\"");
    Run::new().policy(&rules.text()).list_csv("名单.csv", &list).list_csv("企业名录.csv", register)
}

fn decide(run: Run, decisions: &[(&str, &[&str])]) -> Ran {
    let block = |(kind, names): &(&str, &[&str])| {
        format!("[[decision]]\nkind = \"{kind}\"\nnames = {names:?}\n{SIGNED}")
    };
    run.decisions(&decisions.iter().map(block).collect::<Vec<_>>().join("\n")).pay()
}

/// Each has 10万元 of its own.
#[test]
fn what_is_no_name_joins_nobody() {
    for filler in "否 未更名 未变更 没有变更 变更前：无 不详 同现名 本单位 null 0 是 新成立 股份制改造 个体户 民营企业 2007年更名".split(' ')
    {
        let register = format!("企业名称,曾用名,所属镇\n{ONE},{filler},东镇\n{TWO},{filler},西镇\n");
        let ran = run(&register, "").pay();
        ran.expect_exit(0).payee(ONE, "100000.00").payee(TWO, "100000.00").no_finding("E0109");
    }
}

#[test]
fn firms_that_are_said_to_have_had_one_name_wait_until_a_decision_tells() {
    let register = format!("企业名称,曾用名,所属镇\n{ONE},{OLD},东镇\n{TWO},{OLD},东镇\n");
    let ran = run(&register, "").pay();
    ran.finding_at("E0109", "企业名录.csv", OLD).row("名单.csv", 2, "held").row("名单.csv", 3, "held");
    let ran = decide(run(&register, ""), &[("不是同一企业", &[ONE, TWO])]);
    ran.expect_exit(0)
        .payee(ONE, "100000.00")
        .payee(TWO, "100000.00")
        .no_finding("E0109")
        .no_finding("E0104");
    // As one, 2 × 10万元 = 20万元 go to the name that stands first.
    let ran = decide(run(&register, ""), &[("同一企业", &[ONE, TWO])]);
    ran.expect_exit(0).total("payable", "200000.00").no_finding("E0109");
}

/// The old name has won something, too: it is one firm's, and a decision says whose, or it is a third firm.
#[test]
fn the_old_name_itself_goes_to_the_firm_that_a_decision_names() {
    let register = format!("企业名称,曾用名,所属镇\n{ONE},{OLD},东镇\n{TWO},{OLD},东镇\n");
    let more = format!("{OLD},金牌产品,锅,证3,2008-05-01\n");
    run(&register, &more).pay().finding("E0109").row("名单.csv", 4, "held");
    // 10万元 of its own and 10万元 of the old name.
    let ran = decide(run(&register, &more), &[("不是同一企业", &[TWO, OLD])]);
    ran.expect_exit(0).payee(ONE, "200000.00").payee(TWO, "100000.00").no_finding("E0109");
    let ran = decide(run(&register, &more), &[("不是同一企业", &[ONE, TWO, OLD])]);
    ran.expect_exit(0).payee(ONE, "100000.00").payee(OLD, "100000.00").total("payable", "300000.00");
}

#[test]
fn right_codes_tell_firms_apart_and_one_code_makes_them_one() {
    let register = |a: &str, b: &str| {
        format!("企业名称,统一社会信用代码,曾用名,所属镇\n{ONE},{a},{OLD},东镇\n{TWO},{b},{OLD},东镇\n")
    };
    let (a, b) = ("91320282MA1MF6AB06", "113308003136197287");
    run(&register(a, b), "").pay().expect_exit(0).payee(ONE, "100000.00").payee(TWO, "100000.00");
    run(&register(a, a), "").pay().expect_exit(0).total("payable", "200000.00").no_finding("E0109");
}

#[test]
fn a_former_name_with_a_row_of_its_own_may_be_a_living_firm() {
    let register = format!("企业名称,曾用名,所属镇\n{ONE},{TWO},东镇\n{TWO},,东镇\n");
    run(&register, "").pay().finding("E0109").row("名单.csv", 2, "held").row("名单.csv", 3, "held");
    let ran = decide(run(&register, ""), &[("不是同一企业", &[ONE, TWO])]);
    ran.expect_exit(0).payee(ONE, "100000.00").payee(TWO, "100000.00");
    let ran = decide(run(&register, ""), &[("同一企业", &[ONE, TWO])]);
    ran.expect_exit(0).total("payable", "200000.00").no_finding("E0109");
}

/// A firm that was renamed twice, and a list that says so in a bracket.
#[test]
fn a_chain_of_names_is_one_firm() {
    let register = format!("企业名称,曾用名,所属镇\n{ONE},{TWO}、{OLD},东镇\n");
    let more = format!("{TWO}（原{OLD}）,金牌产品,锅,证3,2008-05-01\n");
    run(&register, &more).pay().expect_exit(0).payee(ONE, "300000.00").no_finding("E0109");
}

/// One name and two codes that may both be right: whether it is one firm, a decision tells.
#[test]
fn a_firm_and_its_former_name_with_a_code_each_are_two_by_decision() {
    let register = format!("企业名称,统一社会信用代码,曾用名,所属镇\n{ONE},91320282MA1MF6AB06,{TWO},东镇\n");
    let old = format!("企业名称,统一社会信用代码,所属镇\n{TWO},113308003136197287,东镇\n");
    let both = || run(&register, "").list_csv("旧企业名录.csv", &old);
    both().pay().finding("E0102").row("名单.csv", 2, "held").row("名单.csv", 3, "held");
    let ran = decide(both(), &[("不是同一企业", &[ONE, TWO])]);
    ran.expect_exit(0).payee(ONE, "100000.00").payee(TWO, "100000.00");
}
