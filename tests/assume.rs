//! `--assume`: a figure of the policy replaced for one run; typed and checked like the file's own, marked everywhere.

use crate::harness::{LIST, Ran, Rules, Run};
use calamine::{Data, Reader};
use duixian::policy::Policy;
use duixian::policy::assume::Assumption;
use duixian::policy::load::{load, load_assuming};
use duixian::source::SourceFile;
use std::io::Cursor;

/// A policy with every place that a figure can stand in.
fn full() -> String {
    Rules::new()
        .field("投资额", "成果", "金额")
        .field("评审得分", "成果", "数")
        .vocabulary("[[derived]]\nname = \"件数\"\ncount = { covers = { categories = [\"金牌产品\"] }, over = \"当年\", key = [\"企业\"] }\n")
        .award("金", "金牌产品", "when = [{ field = \"数量\", is = 1 }]\namount = \"50万元\"")
        .award("整元", "金牌产品", "when = [{ field = \"数量\", is = 2 }]\namount = 5000 # 5000元")
        .award(
            "投资",
            "银牌产品",
            "when = [{ field = \"数量\", is = 1 }]\namount = { rate = \"3%\", of = \"投资额\", floor = \"1万元\", ceiling = { fixed = \"9万元\" } }",
        )
        .award(
            "分档",
            "金牌产品",
            "when = [{ field = \"数量\", is = 3 }]\nonce_per = [\"企业\"]\namount = { by = \"件数\", mode = \"整档\", brackets = [{ to = 5, amount = \"1千元\" }, { above = 5, amount = \"2千元\" }] }",
        )
        .award("池", "银牌产品", "when = [{ field = \"数量\", is = 2 }]\namount = { pool = \"7万元\", score = \"评审得分\" }")
        .step("限项", "count_limit = { key = [\"企业\"], limit = 3, of = \"成果\", tie = \"按次序\" }")
        .step("企业封顶", "cap = { key = [\"企业\"], limit = { amount = \"80万元\" }, reduce = \"从后扣减\", used_by = \"不计\" }")
        .step(
            "贡献封顶",
            "cap = { key = [\"成果\"], limit = { rate = \"70%\", of = \"投资额\" }, reduce = \"按比例\", used_by = \"不计\" }",
        )
        .step("总额", "budget = { limit = { amount = \"99万元\" }, total = \"990万元\", reduce = \"按比例\", used_by = \"不计\" }")
        .step(
            "经费",
            "[[clause.step.department_share.department]]\nname = \"质监局\"\nrate = \"10%\"\ncovers = { roles = [\"企业\"] }",
        )
        .step("分期", "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }")
        .step(
            "分担",
            "[[clause.step.sharing.rule]]\nshares = [{ funder = \"市财政\", rate = \"3\" }, { funder = \"所在镇\", rate = \"7\" }]",
        )
        .text()
}

fn assuming(policy: &str, assumptions: &[(&str, &str)]) -> Result<Policy, Vec<String>> {
    let assumption =
        |(name, value): &(&str, &str)| Assumption { name: (*name).to_owned(), value: (*value).to_owned() };
    let assumptions: Vec<Assumption> = assumptions.iter().map(assumption).collect();
    load_assuming(&SourceFile::new("rules/policy.md", policy.as_bytes()), &assumptions).map_err(|findings| {
        findings.into_iter().map(|finding| format!("{} {}", finding.code, finding.message)).collect()
    })
}

/// The value, as a text, of a figure.
fn value(policy: &Policy, name: &str) -> String {
    policy.tariffs.iter().find(|tariff| tariff.name == name).expect("a figure of this name").value.to_string()
}

#[test]
fn every_figure_of_a_policy_can_be_assumed_by_its_name() {
    let text = full();
    let policy = load(&SourceFile::new("rules/policy.md", text.as_bytes())).expect("the policy loads");
    assert_eq!(policy.tariffs.len(), 18, "every place has its figure");
    for tariff in &policy.tariffs {
        let assumed = assuming(&text, &[(&tariff.name, &tariff.written)]).expect("its own value is allowed");
        let names: Vec<&str> = assumed.assumed().map(|assumed| assumed.name.as_str()).collect();
        assert_eq!(names, [tariff.name.as_str()]);
        assert_eq!(value(&assumed, &tariff.name), tariff.value.to_string());
    }
}

#[test]
fn figures_go_by_the_keys_of_the_file_too() {
    let names = [
        ("金.amount", "60万元", "金", "600000"),
        ("整元.amount", "6千元", "整元", "6000"),
        ("投资.amount.rate", "5%", "投资.比例", "0.05"),
        ("投资.amount.floor", "2万元", "投资.下限", "20000"),
        ("分档.amount.brackets.2", "3千元", "分档.档2", "3000"),
        ("池.amount.pool", "8万元", "池.池", "80000"),
        ("count_limit.限项", "5", "限项.限额", "5"),
        ("cap.企业封顶", "300万元", "企业封顶.限额", "3000000"),
        ("cap.贡献封顶", "50%", "贡献封顶.限额比例", "0.5"),
        ("budget.总额", "1亿元", "总额.限额", "100000000"),
        ("经费.质监局.rate", "12%", "经费.质监局", "0.12"),
    ];
    for (name, written, figure, expected) in names {
        let policy = assuming(&full(), &[(name, written)]).expect(name);
        assert_eq!(value(&policy, figure), expected, "{name}");
    }
}

/// The checks of the file are made on what is assumed: parts of a whole still make one.
#[test]
fn assumed_shares_must_add_up() {
    let refused = assuming(&full(), &[("分期.第1期", "70%")]).expect_err("110%");
    assert!(refused.iter().any(|said| said.contains("合计是110%")), "{refused:?}");
    let both = assuming(&full(), &[("分期.第1期", "70%"), ("分期.第2期", "30%")]).expect("100%");
    assert_eq!(both.assumptions(), ["「分期.第1期」由60%改为70%", "「分期.第2期」由40%改为30%"]);
}

#[test]
fn what_is_assumed_wrongly_is_said() {
    for (name, written, expected) in [
        ("金.amount", "60", "R0802 假设「金.amount=60」不能用：金额「60」没有单位。"),
        ("限项.限额", "三", "R0802 假设「限项.限额=三」不能用：这里应是不为负的整数。"),
        ("经费.质监局", "一些", "R0802 假设「经费.质监局=一些」不能用：比例「一些」不能识别。"),
        ("金牌", "60万元", "R0801 政策里没有叫「金牌」的金额、比例或限额，不能假设。"),
    ] {
        assert_eq!(assuming(&full(), &[(name, written)]).expect_err(name), [expected]);
    }
    let twice = assuming(&full(), &[("金", "60万元"), ("金.amount", "70万元")]).expect_err("twice");
    assert_eq!(twice, ["R0802 「金.amount」假设了两次。"]);
}

fn paid(assume: &[&str]) -> Ran {
    Run::new().list_csv("名单.csv", LIST).args(assume).pay()
}

#[test]
fn the_payout_is_that_of_a_policy_with_the_assumed_figure() {
    let ran = paid(&["--assume", "gold.amount=60万元"]);
    ran.expect_exit(0).payee("示例甲有限公司", "600000.00").total("payable", "600000.00");
    let assumed = &ran.json()["policy"]["assumed"];
    assert_eq!(assumed.to_string(), r#"[{"assumed":"60万元","name":"gold","written":"50万元"}]"#);
    // A 假设测算 does not take the place of the payout.
    ran.outputs(&["example-2008-assumed.xlsx"]);
    paid(&[]).payee("示例甲有限公司", "500000.00").outputs(&["example-2008.xlsx"]);
}

#[test]
fn every_sheet_says_that_it_is_a_what_if() {
    let ran = paid(&["--assume", "gold.amount=60万元"]);
    let mut book =
        calamine::Xlsx::new(Cursor::new(ran.bytes("out/example-2008-assumed.xlsx"))).expect("a workbook");
    let mut sheets = 0;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).expect("a sheet");
        let texts: Vec<&str> = range.cells().filter_map(|(_, _, cell)| text(cell)).collect();
        assert!(texts.iter().any(|text| text.contains("假设测算")), "{name}: {texts:?}");
        if ["封面", "规则"].contains(&name.as_str()) {
            assert!(
                texts.iter().any(|text| text.contains("假设测算") && text.contains("50万元")),
                "{name}: {texts:?}"
            );
        }
        sheets += 1;
    }
    assert!(sheets >= 11, "{sheets} sheets");
}

fn text(cell: &Data) -> Option<&str> {
    match cell {
        Data::String(text) => Some(text),
        _ => None,
    }
}

#[test]
fn the_summary_says_what_was_assumed() {
    let ran = Run::new().list_csv("名单.csv", LIST).args(["--assume", "gold.amount=60万元"]).pay_plain();
    ran.expect_exit(0).says("本次为假设测算，不得据以拨付：「gold」由50万元改为60万元");
}

#[test]
fn an_assumption_without_a_value_is_a_usage_error() {
    let ran = Run::new().list_csv("名单.csv", LIST).args(["--assume", "gold"]).pay_plain();
    ran.expect_exit(2).warns("假设应写成「名称=值」");
}
