//! The published policies under `rules/published`: each is in order, its cases hold, and none disturbs a run of its neighbours.

use crate::harness::{POLICY, Run};
use duixian::source::SourceFile;
use duixian::{cases, check, policy};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Every published policy that the project encodes.
const PLACES: [&str; 19] = [
    "baoji-2007",
    "daming-2014",
    "fuqing-2012",
    "haikou-2008",
    "huizhou-2009",
    "jiangsu-city",
    "liangshan-2008",
    "liyang-2007",
    "panan-2013",
    "peixian-2009",
    "pudong-2012",
    "puyang-2007",
    "qianjiang-2015",
    "quzhou-2019",
    "ruian-2020",
    "shenzhen-district",
    "tongliang-2025",
    "zhengzhou-2007",
    "zhoushan",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/published")
}

#[test]
fn every_published_policy_is_proved_and_its_cases_hold() {
    for place in PLACES {
        let path = folder().join(format!("{place}.md"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{place}: {error}"));
        for said in ["出处：", "可靠程度：", "没有见到的："] {
            assert!(text.contains(said), "{place} does not say {said}");
        }
        let source = SourceFile::new(format!("rules/published/{place}.md"), text.into_bytes());
        let policy =
            Arc::new(policy::load::load(&source).unwrap_or_else(|findings| panic!("{place}: {findings:#?}")));
        assert_eq!(policy.id, place);
        let report = check::check(&policy);
        assert!(report.findings.is_empty(), "{place}: {:#?}", report.findings);
        let results = cases::run(&policy);
        assert!(!results.is_empty(), "{place} has no case");
        for case in results {
            assert!(case.findings.is_empty(), "{place}: {:#?}", case.findings);
        }
    }
}

#[test]
fn no_published_policy_is_left_out() {
    let found: Vec<String> = crate::harness::policies(&folder())
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    assert_eq!(found, PLACES);
}

/// What lies in a folder below the rules is to be read by name only.
#[test]
fn a_run_reads_the_top_folder_of_the_rules_alone() {
    let other = POLICY.replace("id = \"example\"", "id = \"other\"").replace("50万元", "60万元");
    let list = "企业名称,类别,产品名称,认定日期\n甲公司,金牌产品,电缆,2008-03-01\n";
    let run = Run::new().policy(POLICY).file("rules/published/other.md", &other).list_csv("名单.csv", list);
    let ran = run.pay();
    ran.expect_exit(0).payee("甲公司", "500000.00");
    let named = ran.again().args(["--rules", "rules/published/other.md"]).pay();
    named.expect_exit(0).payee("甲公司", "600000.00");
}
