//! In-file cases: computed by the engine that pays, told as a ledger where they do not hold.

use duixian::cases::{self, CaseResult};
use duixian::finding::{Code, Finding};
use duixian::policy::load;
use duixian::source::SourceFile;
use std::path::Path;
use std::sync::Arc;

/// The harness' policy (50万元 for each 金牌产品) with more behind it.
fn with(more: &str) -> String {
    format!("{}\n```toml\n{more}\n```\n", crate::harness::POLICY)
}

fn results(text: &str) -> Result<Vec<CaseResult>, Vec<Finding>> {
    let source = SourceFile::new("rules/policy.md", text.as_bytes());
    load::load(&source).map(|policy| cases::run(&Arc::new(policy)))
}

#[track_caller]
fn one(more: &str) -> CaseResult {
    let mut results = results(&with(more)).unwrap_or_else(|findings| panic!("{findings:#?}"));
    assert_eq!(results.len(), 1);
    results.remove(0)
}

/// The one mistake of a case that does not load.
#[track_caller]
fn refused(more: &str) -> Finding {
    let mut findings = results(&with(more)).expect_err("refused");
    assert_eq!(findings.len(), 1, "{findings:#?}");
    findings.remove(0)
}

fn case(rows: &str, expect: &str) -> String {
    format!("[[case]]\nname = \"例\"\n{rows}\nexpect = [{expect}]")
}

const GOLD: &str = r#"achievement = [{ enterprise = "甲公司", category = "金牌产品", product = "紫砂壶", date = 2008-03-01 }]"#;

#[test]
fn every_case_of_the_bundled_policies_holds() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut count = 0;
    for file in crate::harness::policies(&rules) {
        let source = SourceFile::new(file.to_string_lossy(), std::fs::read(&file).expect("a policy"));
        let policy = load::load(&source).unwrap_or_else(|findings| panic!("{findings:#?}"));
        for result in cases::run(&Arc::new(policy)) {
            count += 1;
            assert!(result.holds() && result.checked > 0, "{}: {:#?}", file.display(), result.findings);
        }
    }
    assert!(count >= 13, "{count}");
}

#[test]
fn a_case_that_does_not_hold_is_told_as_a_ledger() {
    let text = with(&case(
        GOLD,
        r#"{ payee = "甲公司", amount = "5万元", clauses = ["1"], fate = "零兑现", reason = "就高" }"#,
    ));
    let results = results(&text).expect("it loads");
    let finding = &results[0].findings[0];
    assert_eq!(finding.code, Code::CaseDiffers);
    let said = format!("{}\n---\n{}\n", finding.message, finding.help);
    assert_eq!(
        said,
        "案例「例」（2008年度）与计算不符：\n\
         \u{20}\u{20}收款单位「甲公司」｜金额｜应为 50000.00元｜算得 500000.00元\n\
         \u{20}\u{20}收款单位「甲公司」｜结果｜应为 零兑现｜算得 兑现\n\
         \u{20}\u{20}收款单位「甲公司」｜理由｜应为 就高｜算得 （没有理由）\n\
         ---\n\
         请对照原文，改正规则或案例。算得的明细：\n\
         \u{20}\u{20}甲公司 紫砂壶：应奖 500000.00元（条款1），本年实兑 500000.00元\n"
    );
    let (start, end) = finding.place.span.expect("a span");
    assert!(text[start..end].starts_with("\"甲公司\"") && text[start..end].ends_with("\"就高\""));
}

#[test]
fn what_a_case_does_not_mention_differs_too() {
    let rows = r#"achievement = [
        { enterprise = "甲公司", category = "金牌产品", product = "紫砂壶", date = 2008-03-01 },
        { enterprise = "乙公司", category = "金牌产品", product = "电缆", date = 2008-03-01 },
        { enterprise = "丙公司", category = "铜牌产品", product = "水泵", date = 2008-03-01 },
    ]"#;
    let result = one(&case(rows, r#"{ payee = "甲公司", amount = "50万元" }"#));
    let of: Vec<&str> = result.differences.iter().map(|difference| difference.of.as_str()).collect();
    assert_eq!(of, ["收款单位「乙公司」", "成果名单第3行"]);
    assert!(result.differences[1].got.contains("铜牌产品"), "{:?}", result.differences);
    let whole = r#"{ amount = "100万元" }, { achievement = 3, fate = "待定", reason = "类别" }"#;
    assert!(one(&case(rows, whole)).holds());
}

#[test]
fn unknown_names_in_a_case_are_mistakes_with_a_suggestion() {
    let expect = r#"{ amount = 0 }"#;
    let finding = refused(&case(r#"achievement = [{ enterprize = "甲公司" }]"#, expect));
    assert_eq!(
        (finding.code, finding.help.as_str()),
        (Code::PolicyUnknownName, "是不是想写「enterprise」？")
    );
    let finding = refused(&case(r#"achievement = [{ "企业名" = "甲公司" }]"#, expect));
    assert_eq!(finding.help, "是不是想写「企业名称」？");
    let finding = refused(&case(
        r#"register = [{ enterprise = "甲公司", date = 2008-01-01 }]
achievement = [{ enterprise = "甲公司" }]"#,
        expect,
    ));
    assert!(finding.message.contains("企业名录（register）"), "{}", finding.message);
    let finding = refused(&case(GOLD, r#"{ amout = 0 }"#));
    assert_eq!((finding.code, finding.help.as_str()), (Code::PolicyUnknownKey, "是不是想写「amount」？"));
    let finding = refused(&case(GOLD, r#"{ clauses = ["11"] }"#));
    assert_eq!(finding.code, Code::PolicyUnknownName);
    let finding = refused(&case(GOLD, r#"{ fate = "兑付" }"#));
    assert_eq!((finding.code, finding.help.as_str()), (Code::PolicyBadValue, "是不是想写「兑现」？"));
    let finding = refused(&case(GOLD, r#"{ amount = 0.5 }"#));
    assert_eq!(finding.code, Code::PolicyFloat);
    let finding = refused(&case(GOLD, r#"{ amount = "50" }"#));
    assert_eq!(finding.code, Code::PolicyBadAmount);
}

#[test]
fn a_case_that_checks_nothing_or_has_no_rows_is_a_mistake() {
    refused(&case(GOLD, ""));
    refused(&case(GOLD, r#"{ payee = "甲公司" }"#));
    refused(&case("", r#"{ amount = 0 }"#));
    refused(&case(GOLD, r#"{ achievement = 2, amount = 0 }"#));
    refused(&case(GOLD, r#"{ achievement = 0, amount = 0 }"#));
    refused(&case(&format!("year = 2009\n{GOLD}"), r#"{ amount = 0 }"#));
    let twice = case(GOLD, r#"{ amount = "50万元" }"#);
    assert_eq!(refused(&format!("{twice}\n{twice}")).code, Code::PolicyDuplicate);
}

#[test]
fn pay_takes_no_notice_of_cases() {
    let text = with(&case(GOLD, r#"{ amount = "1元" }"#));
    let ran = crate::harness::Run::new().policy(&text).list_csv("名单.csv", crate::harness::LIST).pay();
    ran.expect_exit(0).no_finding("R0701").total("payable", "500000.00");
}
