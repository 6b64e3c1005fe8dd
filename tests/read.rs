//! `duixian read`: what was understood of lists, without awards.

use crate::harness::{LIST, POLICY, Run};
use serde_json::json;
use std::path::Path;

fn reading(words: &[&str]) -> Run {
    Run::new().policy(POLICY).args(["read", "inputs"]).args(words)
}

fn bundled(words: &[&str]) -> String {
    let mut command = crate::harness::program();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["read", "inputs"]).args(words);
    let output = command.output().expect("the program to start");
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).expect("output in UTF-8")
}

/// `SNAPSHOTS=overwrite` writes the file anew.
#[test]
fn the_bundled_lists_are_read_as_shown() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/bundled.txt");
    let golden = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text));
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(bundled(&[]), golden.raw());
}

/// Rows read and 非数据行 of each sheet are those that `inputs/README.md` states. What it says is held for want of a fact
/// that an award asks for is usable here, so the kinds between are not compared.
#[test]
fn rows_of_the_bundled_lists_are_as_many_as_their_readme_says() {
    let report: serde_json::Value = serde_json::from_str(&bundled(&["--json"])).expect("JSON");
    let mut seen = Vec::new();
    for file in report["files"].as_array().expect("files") {
        let base = file["file"].as_str().and_then(|name| name.rsplit('/').next()).expect("a name");
        for sheet in file["sheets"].as_array().expect("sheets") {
            let (rows, name) = (&sheet["rows"], sheet["sheet"].as_str().expect("a name"));
            seen.push(format!("{base}|{name}|{}|{}", rows["read"], rows["ignored"]));
        }
    }
    let lines = include_str!("../inputs/README.md").lines();
    let cells = lines.map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let stated =
        cells.filter(|cells| cells.len() == 12 && cells[3].parse::<u32>().is_ok() && !cells[2].is_empty());
    let mut stated: Vec<_> = stated.map(|cells| [cells[1], cells[2], cells[3], cells[9]].join("|")).collect();
    stated.sort();
    seen.sort();
    assert_eq!(seen, stated);
    assert_eq!(seen.len(), 10);
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_others_read() {
    let run = reading(&[]).list_csv("名单.csv", LIST).list("坏.xlsx", b"PK\x03\x04 broken");
    let ran = run.run();
    ran.expect_exit(0).says("inputs/坏.xlsx：未能读取").says("读到2行：可用 1，待定 0，非数据行 1");
    ran.says("「企业名称→企业名称」「类别→类别」「产品名称→产品名称」「认定日期→认定日期」");
    let ran = ran.again().args(["read", "inputs", "--json"]).run();
    let files = &ran.expect_exit(0).json()["files"];
    assert_eq!((&files[0]["readable"], &files[1]["readable"]), (&json!(true), &json!(false)));
    assert_eq!(files[1]["sheets"], json!([]));
    assert!(ran.json()["findings"][0]["place"]["file"] == "inputs/坏.xlsx");
}

#[test]
fn totals_columns_and_rows_stand_in_the_json() {
    let list = "企业名称,类别,产品名称,数量,经办科室,认定日期\n\
                示例甲有限公司,金牌产品,紫砂壶,2,质量科,2008-03-01\n\
                示例乙有限公司,金牌产品,茶杯,3,质量科,2008-03-01\n\
                示例丙有限公司,铜牌产品,茶盘,1,质量科,2008-03-01\n\
                合计,,,7,,\n";
    let ran = reading(&["--json"]).list_csv("名单.csv", list).run();
    let report = ran.expect_exit(0).json();
    assert_eq!(report["schema"], "duixian.read/1");
    let sheet = &report["files"][0]["sheets"][0];
    // 2 + 3 + 1 = 6, not 7.
    let total = json!([{"cell": "D5", "what": "数量", "stated": "7", "added": "6", "agrees": false}]);
    assert_eq!(sheet["totals"], total);
    assert_eq!(sheet["rows"], json!({"read": 5, "usable": 2, "held": 1, "ignored": 2}));
    assert_eq!(sheet["rows"], report["rows"]);
    assert_eq!((&sheet["held"][0]["row"], &sheet["held"][0]["code"]), (&json!(4), &json!("L0105")));
    assert_eq!(
        (&sheet["kind"], &sheet["tables"][0]["first_heading_row"]),
        (&json!("achievements"), &json!(1))
    );
    let unused = json!({"column": "E", "heading": "经办科室", "field": null});
    assert_eq!(sheet["tables"][0]["columns"][4], unused);
    let said = ran.again().args(["read", "inputs"]).run();
    said.expect_exit(0).says("数量D5 写7，各行相加是6，不符").says("没有用到的列：E「经办科室」");
    said.says("待定：第4行（类别不能识别）");
}

#[test]
fn hidden_rows_are_held_unless_they_are_wanted() {
    let hidden = |words: &[&str]| {
        let run = reading(&["--json"]).args(words).list_workbook("名单.xlsx", |book| {
            let page = book.add_worksheet();
            for (row, text) in (0..).zip(LIST.lines()) {
                for (column, cell) in (0..).zip(text.split(',')) {
                    page.write_string(row, column, cell).expect("a cell");
                }
            }
            page.set_row_hidden(1).expect("a row");
        });
        run.run().expect_exit(0).json()["rows"].clone()
    };
    assert_eq!(hidden(&[]), json!({"read": 2, "usable": 0, "held": 1, "ignored": 1}));
    assert_eq!(hidden(&["--include-hidden"]), json!({"read": 2, "usable": 1, "held": 0, "ignored": 1}));
}

/// The first policy that is understood gives the words, and the output says which were not used.
#[test]
fn any_policy_gives_the_words() {
    let run = reading(&[]).list_csv("名单.csv", LIST).file("rules/a.md", "# 没有规则块\n");
    let ran = run.run();
    ran.expect_exit(0)
        .says("政策用语：示例奖励办法（rules/policy.md）")
        .says("没有用到的政策文件：rules/a.md");
}

#[test]
fn what_cannot_be_understood_is_refused() {
    let no_words = Run::new().args(["read", "inputs", "--json"]).list_csv("名单.csv", LIST);
    let ran = no_words.file("rules/a.md", "# 没有规则块\n").run();
    ran.expect_exit(1).finding("R0102").warns("没有读名单");
    assert_eq!(ran.json()["schema"], "duixian.read/1");
    reading(&[]).list_csv("名单.csv", LIST).decisions("[[decision]]\n").run().expect_exit(1).says_nothing();
    reading(&[]).run().expect_exit(1).warns("文件或文件夹不存在");
    reading(&[]).file("inputs/README.md", "说明").run().expect_exit(1).warns("在 read 后面写明名单");
    Run::new().args(["read"]).run().expect_exit(2).warns("缺少「<路径>...」");
}
