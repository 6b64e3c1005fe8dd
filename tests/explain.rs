//! `duixian explain`: one row of each fate, one award of each step, names that mean several things, and that nothing is left out.
//!
//! By hand, for `tests/explain`: 江南's silver 茶壶 gives way to its gold; its gold 花盆 loses the 20万 of its silver of 2006. Of
//! 太湖's three patents two are within the limit. 荆溪's two golds are 20万 over the cap of 80万. Two standards of 30万 share 50万,
//! 60 % due at once: 9万 from the city and 6万 from the town. 质监局 has 10 % of every gold's net.

use crate::harness::{Ran, Run};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain")
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).expect("a file of the example")
}

fn run() -> Run {
    let lists = ["名单.csv", "企业名录.csv", "历年兑现台账.csv"];
    let run = Run::new().file("rules/policy.md", bytes("rules/policy.md"));
    lists.into_iter().fold(run, |run, name| run.list(name, bytes(&format!("inputs/{name}"))))
}

fn explained(words: &[&str]) -> Ran {
    run().args(["explain"]).args(words.iter().copied()).run()
}

/// What a person reads of it, held to a golden file.
#[track_caller]
fn golden(name: &str, asked: &str) {
    let path = folder().join(format!("{name}.txt"));
    let expected = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text));
    let ran = explained(&[asked]);
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(ran.expect_exit(0).stdout.clone(), expected.raw());
}

#[test]
fn one_row_of_each_fate() {
    golden("paid", "A1");
    golden("zero", "A2");
    golden("rejected", "S3");
    golden("held", "S4");
    golden("reference", "历年兑现台账.csv!2");
    golden("ignored", "名单.csv!1");
}

/// 就高不重复 is that of the row of fate zero, 部门奖励 that of the paid one; 分期 and 分担 stand with 总额控制.
#[test]
fn one_award_of_each_step() {
    golden("upgrade-difference", "A3");
    golden("count-limit", "P3");
    golden("cap", "C2");
    golden("budget-instalments-sharing", "S1");
}

#[test]
fn an_enterprise_and_a_department() {
    golden("enterprise", "江南紫砂有限公司");
    golden("department", "质监局");
}

/// A row by its file, sheet and cell, however the place is written.
#[test]
fn a_row_is_found_by_its_place() {
    let told = explained(&["A1"]).stdout.clone();
    for place in ["名单.csv:名单!A2", "inputs/名单.csv!2", "名单.csv[名单]!$D$2", "名单.csv！2"]
    {
        let ran = explained(&[place]);
        let after = |text: &str| text.split_once("  依据").expect("the basis").1.to_owned();
        assert_eq!(after(&ran.expect_exit(0).stdout), after(&told), "{place}");
    }
    explained(&["名单.csv!99"]).expect_exit(1).says_nothing().warns("错误[Q0003]").warns("读到第13行");
    explained(&["没有.csv!2"]).expect_exit(1).warns("错误[Q0003]");
}

#[test]
fn a_name_that_means_several_lists_them() {
    let ran = explained(&["茶壶"]);
    ran.expect_exit(1).says_nothing().warns("错误[Q0002]").warns("证书编号 A1").warns("证书编号 A2");
    let ran = explained(&["有限公司"]);
    ran.expect_exit(1).warns("指的不止一个，有7个").warns("蠡河化工有限公司");
    explained(&["江南紫沙有限公司"]).expect_exit(1).warns("是不是想问：「江南紫砂有限公司」");
}

fn count(value: &Value) -> u64 {
    value.as_u64().expect("a count")
}

/// Every row that was read, header rows too, is told once; the sums are those of the payout and of each sheet.
#[test]
fn all_rows_are_told_and_add_up() {
    let all = explained(&["--all", "--json"]).expect_exit(0).json().clone();
    let paid = run().args(["pay", "--json"]).run().expect_exit(0).json().clone();
    assert_eq!(all["schema"], "duixian.explain/1");
    for sum in ["awarded", "payable"] {
        assert_eq!(all["sums"][sum], paid["totals"][sum]);
    }
    let rows = all["rows"].as_array().expect("rows");
    let sheets = paid["manifest"].as_array().expect("sheets");
    assert_eq!(all["sheets"], paid["manifest"]);
    for sheet in sheets {
        let of_sheet = |row: &&Value| row["file"] == sheet["file"] && row["sheet"] == sheet["sheet"];
        assert_eq!(rows.iter().filter(of_sheet).count() as u64, count(&sheet["read"]));
        for fate in ["paid", "zero", "rejected", "held", "reference", "ignored"] {
            let told = rows.iter().filter(of_sheet).filter(|row| row["fate"] == fate).count();
            assert_eq!(told as u64, count(&sheet[fate]), "{fate}");
        }
    }
    let read: u64 = sheets.iter().map(|sheet| count(&sheet["read"])).sum();
    assert_eq!((read, count(&all["sums"]["read"]), rows.len()), (23, 23, 23));
    assert_eq!(all["awards"].as_array().expect("awards").len(), 14);
    // Everything that is cited is quoted: 分期 stands in 四.
    let cited: Vec<&Value> = all["clauses"].as_array().expect("clauses").iter().map(|c| &c["id"]).collect();
    assert_eq!(cited, ["一", "二", "三", "四", "五"]);
}

/// The page needs nothing else and lets nothing else in; a browser looks at it in `.ci/run`.
#[test]
fn the_page_stands_alone() {
    let ran = explained(&["--html", "说明.html"]);
    ran.expect_exit(0).says("网页：");
    let page = String::from_utf8(ran.bytes("说明.html")).expect("text");
    assert!(page.contains("Content-Security-Policy") && page.contains("default-src 'none'"));
    assert!(!page.contains("src=\"http") && !page.contains("href=\"http") && !page.contains("@import"));
    for name in ["江南紫砂有限公司", "湖父竹业有限公司", "质监局"] {
        assert!(page.contains(name), "{name}");
    }
}
