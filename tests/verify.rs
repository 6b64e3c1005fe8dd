//! `duixian verify` over the suite of tampered workbooks: each names its class, cell and money, and nothing else.
//!
//! The workbooks stand in `tests/tampered`, made by openpyxl and LibreOffice: `python3 tests/tampered/make.py`.
//! By hand: 江南 gold 50万 + silver 10万, capped at 55万; 太湖 two silver 20万; 荆溪 silver 10万: 85万 in all.

use crate::harness::{Ran, Run};
use calamine::Reader;
use std::path::{Path, PathBuf};

fn suite() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tampered")
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(suite().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A folder with the suite's policy and lists.
fn folder() -> Run {
    Run::new()
        .file("rules/policy.md", bytes("rules/policy.md"))
        .file("inputs/名单.csv", bytes("inputs/名单.csv"))
        .file("inputs/企业名录.csv", bytes("inputs/企业名录.csv"))
}

/// Verifies a workbook of the suite in a folder.
fn verified(run: Run, workbook: &str) -> Ran {
    verified_with(run, workbook, &[])
}

/// The same with further options.
fn verified_with(run: Run, workbook: &str, options: &[&str]) -> Ran {
    let run = run.file("表.xlsx", bytes(&format!("{workbook}.xlsx")));
    run.args(["verify", "表.xlsx", "--json"]).args(options.iter().copied()).run()
}

/// A difference as a line: class, sheet, cell, amount.
fn lines(ran: &Ran) -> Vec<String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let differences = ran.json()["differences"].as_array().expect("differences");
    let line = |d: &serde_json::Value| {
        let place = if d["file"].is_null() { text(&d["sheet"]) } else { text(&d["file"]) };
        format!("{} {place} {} {}", text(&d["class"]), text(&d["cell"]), text(&d["amount"]))
    };
    differences.iter().map(line).collect()
}

/// The differences of a workbook of the suite, and what payees get more and less by it.
#[track_caller]
fn found(workbook: &str, expected: &[&str], over: &str, under: &str) {
    let ran = verified(folder(), workbook);
    let harmless = expected.iter().all(|line| line.starts_with("remark"));
    ran.expect_exit(if harmless { 0 } else { 1 });
    assert_eq!(lines(&ran), expected, "{workbook}\n{}", ran.stdout);
    let money = &ran.json()["money"];
    assert_eq!((&money["over"], &money["under"]), (&over.into(), &under.into()), "{workbook}");
    assert_eq!(money["expected"], "850000.00", "{workbook}");
    assert_eq!(ran.json()["identical"], harmless);
}

const NONE: &str = "0.00";

/// The suite is of workbooks as they are written now; otherwise it is to be made anew.
#[test]
fn the_suite_is_of_the_workbook_as_it_is_written() {
    let ran = folder().args(["pay", "--quiet"]).run();
    let written = ran.expect_exit(0).bytes("out/tampered-2008.xlsx");
    let current = written == bytes("base.xlsx");
    assert!(
        current,
        "the workbook is written otherwise: run `cargo build && python3 tests/tampered/make.py`"
    );
}

/// Above the bound amounts are values, and the workbook says with which bound it was written.
#[test]
fn a_workbook_of_values_is_verified_too() {
    let ran = folder().args(["pay", "--quiet", "--formula-rows", "3"]).run();
    ran.expect_exit(0);
    let written = ran.bytes("out/tampered-2008.xlsx");
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(&written)).expect("a workbook");
    let formulas = book.worksheet_formula("兑现明细表").expect("the sheet");
    assert!(formulas.is_empty(), "{formulas:?}");
    let run = ran.again().file("表.xlsx", written).args(["verify", "表.xlsx", "--json"]);
    run.run().expect_exit(0);
}

#[test]
fn an_untouched_workbook_is_identical() {
    found("base", &[], NONE, NONE);
}

#[test]
fn a_figure_typed_over_a_formula() {
    for workbook in ["typed-over", "typed-over-calc"] {
        found(workbook, &["typed_over_formula 兑现明细表 K7 50000.00"], "50000.00", NONE);
    }
    found("pasted", &["typed_over_formula 兑现汇总表 E4 0.00"], NONE, NONE);
}

#[test]
fn money_shifted_between_payees_is_told_though_the_total_stands() {
    let lines = ["typed_over_formula 兑现汇总表 E4 -10000.00", "typed_over_formula 兑现汇总表 E6 10000.00"];
    found("shifted", &lines, "10000.00", "10000.00");
}

#[test]
fn a_changed_formula() {
    found("formula-changed", &["formula_changed 兑现汇总表 E5 10000.00"], "10000.00", NONE);
}

/// 太湖 gets 4万 more and 荆溪 2万; 江南 is at its cap already.
#[test]
fn a_changed_tariff() {
    for workbook in ["tariff-changed", "tariff-changed-calc"] {
        found(workbook, &["tariff_changed 规则 D5 20000.00"], "60000.00", NONE);
    }
}

#[test]
fn a_changed_figure_that_is_no_formula() {
    found("number-changed", &["number_changed 兑现明细表 J6 100000.00"], "100000.00", NONE);
}

#[test]
fn a_changed_text() {
    found("text-changed", &["text_changed 兑现汇总表 J4 -"], NONE, NONE);
    found("account-changed", &["text_changed 兑现汇总表 J5 -"], NONE, NONE);
}

/// The copy stands above the row that it is of; either is the new one.
#[test]
fn rows_that_are_new() {
    found("row-added", &["row_added 兑现明细表 8 100000.00"], "100000.00", NONE);
    found("payee-added", &["row_added 兑现汇总表 6 80000.00"], "80000.00", NONE);
}

#[test]
fn a_row_that_is_gone() {
    found("row-removed", &["row_removed 兑现明细表 7 -100000.00"], NONE, "100000.00");
}

#[test]
fn a_row_that_stands_elsewhere() {
    found("row-moved", &["row_moved 兑现汇总表 6 0.00"], NONE, NONE);
}

#[test]
fn a_sheet_that_is_gone() {
    found("sheet-removed", &["sheet_removed 公示表 - -"], NONE, NONE);
}

/// Known by its title; what refers to it by its new name says the same.
#[test]
fn a_sheet_that_has_another_name() {
    found("sheet-renamed", &["sheet_renamed 公示表（定稿） - -"], NONE, NONE);
    let lines = ["typed_over_formula 兑现明细表 K7 50000.00", "sheet_renamed 明细 - -"];
    found("details-renamed", &lines, "50000.00", NONE);
}

/// What the public reads is another figure than what is paid.
#[test]
fn a_changed_notice_pays_nobody() {
    found("notice-changed", &["typed_over_formula 公示表 E4 490000.00"], NONE, NONE);
}

#[test]
fn looks_are_no_difference() {
    found("dressed", &[], NONE, NONE);
}

/// The stored result of a formula is another figure: what people see on the screen.
#[test]
fn a_planted_result() {
    found("planted", &["result_wrong 兑现汇总表 E6 800000.00"], "800000.00", NONE);
}

#[test]
fn remarks_take_nothing_from_it() {
    let lines = [
        "remark 封面 A41 -",
        "remark 兑现汇总表 K5 -",
        "remark 兑现汇总表 20 -",
        "remark 兑现明细表 N4 -",
        "remark 公示表 A10 -",
        "remark 公示表 12 -",
        "remark 工作底稿 - -",
    ];
    found("remarks", &lines, NONE, NONE);
    found("column-added", &["remark 兑现汇总表 F3 -"], NONE, NONE);
}

/// The tariff gives 荆溪 2万 more; 太湖's own 20万 is typed in, so that it stays.
#[test]
fn mixtures_are_taken_apart() {
    let lines = [
        "tariff_changed 规则 D5 20000.00",
        "typed_over_formula 兑现明细表 K6 0.00",
        "text_changed 公示表 B7 -",
    ];
    for workbook in ["mixed", "mixed-calc"] {
        found(workbook, &lines, "20000.00", NONE);
    }
    // 太湖 gets half of 江南's 55万 instead of 20万; 荆溪 nothing.
    let lines = [
        "formula_changed 兑现汇总表 E5 75000.00",
        "row_removed 兑现明细表 7 -100000.00",
        "remark 兑现汇总表 K4 -",
    ];
    found("mixed-rows", &lines, "75000.00", "100000.00");
}

/// Files are found by what they hold, wherever they lie and whatever they are called.
#[test]
fn files_that_were_moved_and_renamed_are_found() {
    let run = Run::new()
        .file("档案/办法定稿.md", bytes("rules/policy.md"))
        .file("档案/2008/a.csv", bytes("inputs/名单.csv"))
        .file("档案/b.csv", bytes("inputs/企业名录.csv"));
    verified_with(run, "base", &["--rules", "档案", "--inputs", "档案"]).expect_exit(0);
}

/// 太湖's two are three in the list of today: the files give 95万, the workbook says 85万.
#[test]
fn a_list_that_changed_since() {
    let list = || {
        String::from_utf8(bytes("inputs/名单.csv"))
            .expect("text")
            .replace("B2,2008-05-01,2", "B2,2008-05-01,3")
    };
    for (workbook, more) in [("base", &[][..]), ("pasted", &["typed_over_formula 兑现汇总表 E4 0.00"][..])]
    {
        let ran = verified(folder().file("inputs/名单.csv", list()), workbook);
        let expected = [&["list_changed inputs/名单.csv - -"], more].concat();
        assert_eq!(lines(ran.expect_exit(1)), expected, "{}", ran.stdout);
        let money = &ran.json()["money"];
        assert_eq!((&money["expected"], &money["actual"]), (&"950000.00".into(), &"850000.00".into()));
        assert_eq!(money["under"], "100000.00");
    }
}

/// Silver at 12万: 江南 stays at its cap, 太湖 24万, 荆溪 12万: 91万.
#[test]
fn a_policy_that_changed_since() {
    let policy = String::from_utf8(bytes("rules/policy.md")).expect("text").replace("10万元", "12万元");
    let ran = verified(folder().file("rules/policy.md", policy), "base");
    assert_eq!(lines(ran.expect_exit(1)), ["policy_changed rules/policy.md - -"]);
    assert_eq!(ran.json()["money"]["expected"], "910000.00");
}

#[test]
fn what_cannot_be_verified_says_why() {
    let cannot = |workbook: &str, code: &str, said: &str| {
        let ran = verified(folder(), workbook);
        ran.expect_exit(2).finding(code).warns(said);
    };
    cannot("foreign", "V0002", "不是兑现程序写的工作簿");
    cannot("truncated", "V0001", "没有传完整");
    cannot("other-form", "V0004", "duixian.workbook/9");
    let gone = Run::new().file("rules/policy.md", bytes("rules/policy.md"));
    verified(gone.file("inputs/名单.csv", bytes("inputs/名单.csv")), "base")
        .expect_exit(2)
        .finding("V0005")
        .warns("找不到当时的名单「inputs/企业名录.csv」");
    let gone = Run::new().file("inputs/名单.csv", bytes("inputs/名单.csv"));
    verified(gone.file("inputs/企业名录.csv", bytes("inputs/企业名录.csv")), "base")
        .expect_exit(2)
        .finding("V0006");
    folder().args(["verify", "没有.xlsx"]).run().expect_exit(2).warns("错误[F0001]");
    // A format whose formulas are not read: our sheets' names and a record alone.
    let html = ["封面", "兑现明细表", "规则", "来源", "运行记录"].map(|name| {
        format!("<Worksheet ss:Name=\"{name}\"><Table><Row><Cell><Data ss:Type=\"String\">甲</Data></Cell></Row></Table></Worksheet>")
    });
    let xml = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">{}</Workbook>",
        html.concat()
    );
    folder().file("表.xml", xml).args(["verify", "表.xml"]).run().expect_exit(2).warns("错误[V0003]");
    let list = folder().args(["verify", "inputs/名单.csv"]).run();
    list.expect_exit(2).warns("错误[V0002]");
}

/// The recorded version is another: compared all the same, and said (V0101).
#[test]
fn a_workbook_of_another_version_is_said_to_be_one() {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes("base.xlsx"))).expect("a zip");
    let mut target = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("its name").into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).expect("its bytes");
        if name == "xl/sharedStrings.xml" {
            let text = String::from_utf8(content).expect("text");
            let own = format!("<t>{}</t>", env!("CARGO_PKG_VERSION"));
            assert_eq!(text.matches(&own).count(), 1);
            content = text.replace(&own, "<t>0.0.9</t>").into_bytes();
        }
        target.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        std::io::Write::write_all(&mut target, &content).expect("its bytes");
    }
    let other = target.finish().expect("a zip").into_inner();
    let ran = folder().file("表.xlsx", other).args(["verify", "表.xlsx", "--json"]).run();
    ran.expect_exit(1).finding_at("V0101", "表.xlsx", "0.0.9");
    assert_eq!(lines(&ran), ["text_changed 运行记录 B5 -"]);
}

#[test]
fn a_person_reads_it_on_one_screen() {
    let ran = folder().file("表.xlsx", bytes("typed-over.xlsx")).args(["verify", "表.xlsx"]).run();
    ran.expect_exit(1)
        .says("结论：有差异：1处。")
        .says("本年实兑应为850000.00元，本表900000.00元，相差+50000.00元")
        .says("兑现明细表!K7 荆溪风机有限公司 · 应奖：应为 =ROUND('规则'!D5*J7,0)（100000），现为 150000，金额 +50000.00元");
    assert!(ran.stdout.lines().count() < 25);
}
