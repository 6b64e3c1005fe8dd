//! `duixian diff`: two policies article by article, and the same lists in money under both.
//!
//! By hand, for `tests/diff` in 2009. Old: 江南 gold 50万 twice, its silver gives way to its gold; 100万 capped at 80万. 太湖
//! silver 10万, 荆溪 老字号 3万; 洑滨's bronze is no category: 93万. New: 江南 60+60+10 = 130万 capped at 100万 first (461538,
//! 461539, 76923), then silver gives way: 923077. 太湖 pays too little tax, 荆溪's category is gone, 洑滨 2万: 943077,
//! of which the city pays 276922.80 + 276923.40 + 12000.

use crate::harness::{Ran, Run, policies};
use calamine::{Data, DataType, Reader};
use duixian::diff;
use duixian::policy::assume::Assumption;
use duixian::policy::load::{load, load_assuming};
use duixian::policy::{Policy, TariffKind};
use duixian::source::SourceFile;
use rust_decimal::Decimal;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).expect("a file of the example")
}

fn run() -> Run {
    let lists = ["名单.csv", "企业名录.csv"];
    let run = Run::new().file("旧.md", text("old.md")).file("新.md", text("new.md"));
    lists.into_iter().fold(run, |run, name| run.list(name, text(name)))
}

fn compared(words: &[&str]) -> Ran {
    run().args(["diff"]).args(words.iter().copied()).run()
}

const MONEY: &[&str] = &["旧.md", "新.md", "--inputs", "inputs"];

#[test]
fn a_person_reads_what_changed_and_what_it_costs() {
    let ran = compared(MONEY);
    let golden =
        snapbox::Data::read_from(&folder().join("expected.txt"), Some(snapbox::data::DataFormat::Text));
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(ran.expect_exit(0).stdout.clone(), golden.raw());
}

/// Whatever is written otherwise and means the same is no change: `100000` and `10万元`, a renumbered clause in a scope.
#[test]
fn every_class_is_told_once() {
    let json = compared(&["旧.md", "新.md", "--json"]).expect_exit(0).json().clone();
    assert_eq!((&json["schema"], &json["money"]), (&"duixian.diff/1".into(), &Value::Null));
    let count = |count: &Value| format!("{} {}", count["class"].as_str().expect("a class"), count["count"]);
    let counts: Vec<String> = json["counts"].as_array().expect("counts").iter().map(count).collect();
    assert_eq!(
        counts,
        [
            "head 4",
            "vocabulary 3",
            "clause_added 2",
            "clause_removed 1",
            "clause_renumbered 1",
            "clause_reworded 3",
            "award_added 1",
            "award_removed 1",
            "amount 2",
            "condition 1",
            "step_added 1",
            "order 1"
        ]
    );
    let changes = json["changes"].as_array().expect("changes");
    let cap = changes.iter().find(|change| change["subject"] == "步骤「封顶」").expect("the cap");
    assert_eq!(
        (&cap["old"], &cap["new"], &cap["title"]),
        (&"80万元".into(), &"100万元".into(), &"限额".into())
    );
}

fn yuan(value: &Value) -> Decimal {
    value.as_str().expect("an amount").parse().expect("a figure")
}

#[test]
fn the_parts_add_up_to_the_whole() {
    let json = compared(&[MONEY, &["--json"]].concat()).expect_exit(0).json().clone();
    let money = &json["money"];
    assert_eq!(
        (&money["payable"]["old"], &money["payable"]["new"]),
        (&"930000.00".into(), &"943077.00".into())
    );
    assert_eq!((&money["old_in_force"], &money["new_in_force"]), (&false.into(), &true.into()));
    for lines in ["payees", "categories", "clauses", "funders"] {
        let lines = money[lines].as_array().expect("lines");
        for (sum, side) in [("awarded", "change"), ("payable", "change")] {
            let total: Decimal = lines.iter().map(|line| yuan(&line[sum][side])).sum();
            assert_eq!(total, yuan(&money[sum][side]));
        }
    }
    let rows = money["rows"].as_array().expect("rows");
    let total: Decimal =
        rows.iter().map(|row| yuan(&row["new"]["awarded"]) - yuan(&row["old"]["awarded"])).sum();
    assert_eq!(total, yuan(&money["awarded"]["change"]));
    assert_eq!(rows.iter().filter(|row| row["fate_changed"] == true).count(), 3);
    // 三 was 老字号 and is 银奖 now.
    let clauses = money["clauses"].as_array().expect("clauses");
    let gone = clauses.iter().find(|line| line["name"] == "三（旧）").expect("the article that is gone");
    assert_eq!((&gone["known"], &gone["payable"]["old"]), (&"老字号".into(), &"30000.00".into()));
}

#[test]
fn an_assumption_is_compared_with_the_policy_as_it_is() {
    // 江南's 130万 capped at 70万: 323077, 323077 and 53846 of silver, which gives way.
    let ran = compared(&["新.md", "--assume", "封顶.限额=70万元", "--inputs", "inputs"]);
    ran.expect_exit(0)
        .says("假设：「封顶.限额」由100万元改为70万元")
        .says("限额：100万元 → 70万元（假设）")
        .says("本年实兑  943077.00 → 666154.00（-276923.00元）");
    let ran = compared(&["新.md", "--assume", "封定.限额=70万元"]);
    ran.expect_exit(1).says_nothing().warns("错误[R0801]").warns("是不是想写「封顶.限额」？");
    compared(&["新.md"]).expect_exit(2).warns("新政策");
}

#[test]
fn the_workbook_says_the_same_with_live_differences() {
    let ran = compared(&[MONEY, &["--workbook", "比较/改动.xlsx"]].concat());
    ran.expect_exit(0).says("工作簿：比较/改动.xlsx");
    let bytes = std::io::Cursor::new(ran.bytes("比较/改动.xlsx"));
    let mut book = calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(bytes).expect("a workbook");
    let sheets = ["政策的改动", "按收款单位", "按类别", "按条款", "按出资方", "名单行的改变"];
    assert_eq!(book.sheet_names(), sheets);
    #[allow(clippy::disallowed_methods, reason = "a small workbook of our own")]
    let payees = book.worksheet_range("按收款单位").expect("the sheet");
    let last = payees.rows().next_back().expect("the total");
    let figure = |cell: &Data| cell.as_f64().expect("a figure");
    assert_eq!(last[0].to_string(), "合计");
    assert_eq!([2, 3, 4, 7].map(|at| figure(&last[at])), [930_000.0, 943_077.0, 13_077.0, 13_077.0]);
    let formulas = book.worksheet_formula("按收款单位").expect("formulas");
    let first: Vec<&String> = formulas.rows().next().expect("a row").iter().collect();
    assert!(first.iter().any(|formula| *formula == "D4-C4"), "{first:?}");
}

#[test]
fn what_cannot_be_compared_says_why() {
    compared(&["没有.md", "新.md"]).expect_exit(1).says_nothing().warns("错误[F0001]");
    let broken = run().file("坏.md", text("old.md").replace("50万元\"", "5万元\""));
    broken.args(["diff", "坏.md", "新.md"]).run().expect_exit(1).warns("错误[R0204]").warns("没有比较");
    let long = text("new.md").replace("years = { from = 2009, to = 2009 }", "years = { from = 2009 }");
    let ran =
        run().file("长.md", long).args(["diff", "旧.md", "长.md", "--inputs", "inputs", "--json"]).run();
    ran.expect_exit(1).finding("R0303");
}

/// Policy files of the bundle and of the tests.
fn all() -> Vec<(PathBuf, SourceFile)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = ["rules", "tests/shapes"].into_iter().flat_map(|below| policies(&root.join(below)));
    found
        .map(|path| (path.clone(), SourceFile::new("policy.md", std::fs::read(path).expect("a policy"))))
        .collect()
}

fn changes(old: &Policy, new: &Policy) -> Vec<String> {
    let told = diff::difference(old, new, None).changes;
    told.iter().map(|change| format!("{} {} {}", change.class, change.subject, change.what)).collect()
}

#[test]
fn a_policy_is_the_same_as_itself() {
    for (path, source) in all() {
        let policy = load(&source).expect("it loads");
        assert_eq!(changes(&policy, &policy), [""; 0], "{}", path.display());
    }
}

/// Each figure of each policy, assumed to be another: an amount is told and nothing else, whatever step or award it is of.
#[test]
fn every_figure_that_changes_is_told() {
    let mut tried = 0;
    for (path, source) in all() {
        let policy = load(&source).expect("it loads");
        for tariff in &policy.tariffs {
            let value = match tariff.kind {
                TariffKind::Money => "77777元",
                TariffKind::Rate => "7.7%",
                TariffKind::Count => "77",
            };
            let other = Assumption { name: tariff.name.clone(), value: value.to_owned() };
            // A figure that is no policy's to change (two of one name, weights that must be whole) is refused elsewhere.
            let Ok(assumed) = load_assuming(&source, &[other]) else { continue };
            let found = changes(&policy, &assumed);
            let amounts = found.iter().filter(|change| change.starts_with("amount")).count();
            assert!(amounts > 0 && amounts == found.len(), "{}: {}: {found:?}", path.display(), tariff.name);
            tried += 1;
        }
    }
    assert!(tried > 100, "only {tried} figures");
}
