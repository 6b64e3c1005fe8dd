//! Decisions that are not read, or that a changed list would carry to another row.

use crate::harness::{Rules, Run};

const SIGNED: &str = "who = \"张\"\nwhen = 2008-12-01\nwhy = \"核实\"\n";
const HEAD: &str = "企业名称,类别,产品名称,证书编号,认定日期\n";
const JIA: &str = "甲公司,金牌产品,灯,Z-1,2008-05-01\n";
const BING: &str = "丙公司,金牌产品,锅,Z-3,2008-05-01\n";

fn run(list: &str) -> Run {
    let rules = Rules::new().award("奖", "金牌产品", "amount = \"10万元\"");
    Run::new().policy(&rules.text()).list_csv("名单.csv", &format!("{HEAD}{list}"))
}

fn objection(row: u32, guard: &str) -> String {
    format!("[[decision]]\nkind = \"异议成立\"\nfile = \"名单.csv\"\nrow = {row}\n{guard}\n{SIGNED}")
}

#[test]
fn a_decision_stays_with_the_firm_that_it_names() {
    let guard = "enterprise = \"甲公司\"";
    let ran = run(JIA).decisions(&objection(2, guard)).pay();
    ran.expect_exit(0).row("名单.csv", 2, "rejected").total("payable", "0.00");
    // 丙公司 was inserted above: its 10万元 are not taken by the objection to 甲公司.
    let ran = run(&format!("{BING}{JIA}")).decisions(&objection(2, guard)).pay();
    ran.expect_exit(1).finding("D0109").warns("「甲公司」现在是inputs/名单.csv[名单]!3");
    let ran = run(&format!("{BING}{JIA}")).decisions(&objection(3, guard)).pay();
    ran.expect_exit(0).row("名单.csv", 3, "rejected").payee("丙公司", "100000.00");
    // Without the guard the row's number alone decides, as before.
    run(&format!("{BING}{JIA}")).decisions(&objection(2, "")).pay().expect_exit(0).row(
        "名单.csv",
        2,
        "rejected",
    );
}

#[test]
fn a_decision_may_name_the_certificate_too() {
    let two = format!("{JIA}甲公司,金牌产品,锅,Z-2,2008-05-01\n");
    let ran = run(&two).decisions(&objection(3, "enterprise = \"甲公司\"\ncertificate = \"Z－2\"")).pay();
    ran.expect_exit(0).row("名单.csv", 3, "rejected").payee("甲公司", "100000.00");
    let ran = run(&two).decisions(&objection(2, "certificate = \"Z-2\"")).pay();
    ran.expect_exit(1).finding("D0109").warns("现在是inputs/名单.csv[名单]!3");
    let ran = run(&two).decisions(&objection(2, "enterprise = \"丁公司\"")).pay();
    ran.expect_exit(1).warns("名单里没有「丁公司」");
}

#[test]
fn the_lines_to_paste_name_the_firm() {
    let ran = run("甲公司,金牌产品,灯,Z-1,2008-05-01\n甲公司,金牌产品,灯,Z-1,2008-06-01\n").pay();
    let findings = ran.json()["findings"].to_string();
    assert!(findings.contains("row = 2\\nenterprise = \\\"甲公司\\\""), "{findings}");
}

#[test]
fn decisions_under_another_name_are_an_error() {
    let text = format!("\u{feff}# 决定\nschema = \"duixian.decisions/1\"\n{}", objection(2, ""));
    for name in
        ["decisions.toml.txt", "Decisions.toml", "decisions (1).toml", "裁决.toml", "decisions - 副本.toml"]
    {
        let ran = run(JIA).list(name, &text).pay();
        ran.expect_exit(1).finding("F0007").warns("decisions.toml");
    }
    run(JIA).list("说明.txt", "schema 见附件\n").pay().expect_exit(0).no_finding("F0007");
}

#[test]
fn decisions_beside_or_above_what_is_read_are_an_error() {
    let decided = || run(JIA).decisions(&objection(2, ""));
    let ran = decided().args(["pay", "--inputs", "inputs/名单.csv", "--year", "2008"]).run();
    ran.expect_exit(1).warns("F0007").warns("inputs/decisions.toml");
    let ran = decided().list("2008/又.csv", format!("{HEAD}{BING}"));
    ran.args(["pay", "--inputs", "inputs/2008", "--year", "2008"]).run().expect_exit(1).warns("F0007");
    let ran = decided()
        .args(["pay", "--inputs", "inputs/名单.csv", "inputs/decisions.toml", "--year", "2008"])
        .run();
    ran.expect_exit(0);
    // Looking at a list asks for no decision.
    decided().args(["read", "inputs/名单.csv"]).run().expect_exit(0);
}

#[test]
fn a_value_that_is_still_blank_or_not_one_of_the_field_is_told_of_the_decision() {
    let choice = |value: &str| {
        let rules = Rules::new()
            .vocabulary(
                "[[field]]\nname = \"角色\"\non = \"成果\"\ntype = \"选项\"\nvalues = [\"主导\", \"参与\"]\n",
            )
            .award("奖", "金牌产品", "when = [{ field = \"角色\", is = \"主导\" }]\namount = \"10万元\"");
        let list = "企业名称,类别,产品名称,证书编号,认定日期,角色\n甲公司,金牌产品,灯,Z-1,2008-05-01,\n";
        let choice = format!(
            "[[decision]]\nkind = \"选择\"\nfile = \"名单.csv\"\nrow = 2\nfield = \"角色\"\nvalue = \"{value}\"\n{SIGNED}"
        );
        Run::new().policy(&rules.text()).list_csv("名单.csv", list).decisions(&choice).pay()
    };
    choice("").expect_exit(1).finding("D0106").warns("「value」还空着");
    choice("主導员").expect_exit(1).finding("D0108").warns("不能写「主導员」");
    choice("主导").expect_exit(0).payee("甲公司", "100000.00");
}
