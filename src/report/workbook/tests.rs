//! The written bytes are read back: sheets, amounts, text as text.

mod formulas;
mod large;
#[allow(
    clippy::float_arithmetic,
    clippy::disallowed_types,
    reason = "the cells of other spreadsheet programs are binary floats"
)]
mod recalculation;

use super::*;
use crate::report::sample;
use crate::source::SourceFile;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// Every sheet of a workbook as rows of texts.
#[allow(clippy::disallowed_methods, reason = "a small workbook of our own, in a test")]
fn read_back(bytes: Vec<u8>) -> Vec<(String, Vec<Vec<String>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("our workbook opens");
    let names = book.sheet_names();
    let mut rows = |name: &String| {
        let range = book.worksheet_range(name).expect("our sheet reads");
        let (height, width) = range.end().map_or((0, 0), |(row, col)| (row, col));
        let text = |row, col| match range.get_value((row, col)) {
            None | Some(Data::Empty) => String::new(),
            Some(Data::Float(value)) => format!("{value:.2}"),
            Some(other) => other.to_string(),
        };
        (0..=height).map(|row| (0..=width).map(|col| text(row, col)).collect()).collect()
    };
    names.iter().map(|name| (name.clone(), rows(name))).collect()
}

fn write_sample() -> Vec<(String, Vec<Vec<String>>)> {
    read_back(write(&sample::payout(), &WorkbookOptions::default()).expect("the sample is written"))
}

fn sheet<'a>(book: &'a [(String, Vec<Vec<String>>)], name: &str) -> &'a [Vec<String>] {
    &book.iter().find(|(sheet, _)| sheet == name).expect("the sheet is there").1
}

/// The cells of a row from a heading's column on.
fn under<'a>(rows: &'a [Vec<String>], heading: &str, row: usize) -> &'a str {
    let column =
        rows[2].iter().position(|cell| cell.replace('\n', "") == heading).expect("the heading is there");
    &rows[3 + row][column]
}

#[test]
fn the_sheets_stand_in_their_order_and_say_that_it_is_a_trial() {
    let book = write_sample();
    let names: Vec<&str> = book.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "封面",
            "兑现汇总表",
            "兑现明细表",
            "分类汇总",
            "分镇汇总",
            "分部门汇总",
            "公示表",
            "不予兑现",
            "待定",
            "问题清单",
            "规则",
            "来源",
            "名单核对",
            "人工决定",
            "结转台账",
            "运行记录"
        ]
    );
    for (name, rows) in &book {
        assert!(rows[0][0].starts_with("2008年度") && rows[0][0].ends_with("（试算稿）"), "{name}");
    }
    let real = read_back(write(&sample::final_payout(), &WorkbookOptions::default()).expect("written"));
    assert!(real.iter().all(|(_, rows)| !rows[0][0].contains("试算")));
}

#[test]
fn the_details_show_every_entitlement_to_the_fen() {
    let book = write_sample();
    let rows = sheet(&book, "兑现明细表");
    let column = |heading: &str| (0..8).map(|row| under(rows, heading, row).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        column("应奖"),
        ["500000.00", "100000.00", "9000.00", "3000.00", "3000.00", "50000.00", "40000.00", "705000.00"]
    );
    assert_eq!(column("就高不重复（三(一)）"), ["0.00", "-100000.00", "", "", "", "", "", "-100000.00"]);
    assert_eq!(column("封顶（三(二)）"), ["", "", "-1500.00", "-500.00", "", "", "", "-2000.00"]);
    assert_eq!(
        column("应兑净额"),
        ["500000.00", "0.00", "7500.00", "2500.00", "3000.00", "50000.00", "40000.00", "603000.00"]
    );
    assert_eq!(
        column("本年实兑"),
        ["300000.00", "0.00", "7500.00", "2500.00", "3000.00", "50000.00", "40000.00", "403000.00"]
    );
    assert_eq!(column("以后年度")[0], "200000.00");
    assert_eq!(column("其中：东镇财政")[7], "155000.00");
    assert_eq!(under(rows, "来源", 0), "成果.xlsx[名单]!3", "without the folder that all files stand in");
    assert_eq!(under(rows, "成果／产品", 2), "=HYPERLINK(一种电缆护套)", "text from lists stays text");
    assert_eq!(under(rows, "成果／产品", 3), "一种阻燃材料", "characters that XML forbids are left out");
}

#[test]
fn payees_towns_and_categories_add_up_to_the_same_total() {
    let book = write_sample();
    let payees = sheet(&book, "兑现汇总表");
    assert_eq!(under(payees, "实兑金额", 0), "310000.00");
    assert_eq!(under(payees, "账号", 0), "0320282198001011234", "an account is printed whole");
    assert_eq!(under(payees, "大写", 3), "人民币肆拾万零叁仟元整");
    assert_eq!(under(payees, "实兑金额", 3), "403000.00");
    let towns = sheet(&book, "分镇汇总");
    assert_eq!((under(towns, "所属镇", 0), under(towns, "本年实兑", 0)), ("东镇", "310000.00"));
    assert_eq!((under(towns, "所属镇", 1), under(towns, "本年实兑", 1)), ("西镇", "43000.00"));
    assert_eq!(under(towns, "本年实兑", 3), "403000.00");
    let categories = sheet(&book, "分类汇总");
    assert_eq!((under(categories, "类别", 2), under(categories, "应兑净额", 2)), ("发明专利", "13000.00"));
    assert_eq!(under(categories, "本年实兑", 4), "403000.00");
}

#[test]
fn the_public_notice_has_no_codes_and_exact_ten_thousands() {
    let book = write_sample();
    let rows = sheet(&book, "公示表");
    assert_eq!(rows[2], ["序号", "单位（个人）名称", "获奖项目", "获奖产品（商标）", "奖励金额（万元）"]);
    assert_eq!(rows[3][4], "30.00");
    assert_eq!(rows[4][4], "0.75");
    assert_eq!(rows[9][4], "40.30");
    assert_eq!((rows[7][1].as_str(), rows[7][2].as_str()), ("科技局", "甲类品牌（部门奖励）"));
    assert!(rows.iter().any(|row| row[0].starts_with("公示期：")), "to be filled in");
    let all = book.iter().flat_map(|(_, rows)| rows).flatten();
    assert!(all.clone().any(|text| text.contains("320282********1234")));
    assert!(!all.clone().any(|text| text == "320282198001011234" || text.contains("证320282198001011234")));
}

#[test]
fn rows_set_aside_carry_their_reason_and_what_settles_them() {
    let book = write_sample();
    let rejected = sheet(&book, "不予兑现");
    assert_eq!((under(rejected, "处理", 0), under(rejected, "条款", 0)), ("零兑现", "三(一)"));
    assert_eq!(under(rejected, "处理", 1), "不予兑现");
    let held = sheet(&book, "待定");
    assert!(under(held, "处理办法", 0).contains("decisions.toml"));
    let sources = sheet(&book, "来源");
    assert_eq!(under(sources, "核对", 0), "相符");
    assert_eq!(under(sources, "核对", 2), "未能读取");
    let checks = sheet(&book, "名单核对");
    let total = ["名单所写", "程序计算", "差额", "结果"].map(|heading| under(checks, heading, 0));
    assert_eq!(total, ["8.00", "7.00", "1.00", "不相符"]);
    assert_eq!(under(checks, "项目", 0), "合计：数量");
    let decisions = sheet(&book, "人工决定");
    let settled = ["决定", "决定人", "日期", "理由"].map(|heading| under(decisions, heading, 0));
    assert_eq!(settled, ["采信：成果.xlsx第7行", "张三", "2009-01-08", "已核对证书原件"]);
}

/// Names as no list should have them: too long, like a sheet, like a formula, with what XML forbids.
fn hostile_payout() -> Payout {
    let mut payout = sample::payout();
    let long = "长".repeat(255);
    let names = ["封面", "'规则'!D4", "=SUM(A1:A9)"];
    for (payee, name) in payout.payees.iter_mut().zip(names) {
        payee.name = name.to_owned();
        payee.town = Some(long.clone());
    }
    payout.achievements[0].title = format!("{long}\u{0}\u{B}\u{1F}\u{FFFE}\u{FFFF}_x0041_\r\n]]>&<终");
    payout.achievements[1].title = "甲".repeat(40_000);
    payout.findings[0].message = "\u{8}".to_owned();
    payout
}

#[test]
fn hostile_names_stay_text_and_change_no_sheet() {
    let book = read_back(write(&hostile_payout(), &WorkbookOptions::default()).expect("written"));
    assert_eq!(book.len(), 16, "no sheet is added for a payee that is called like one");
    let rows = sheet(&book, "兑现明细表");
    assert_eq!(under(rows, "收款单位", 0), "封面");
    let title = under(rows, "成果／产品", 0);
    assert!(title.starts_with(&"长".repeat(255)) && title.contains("]]>&<终"), "{title}");
    assert!(!title.contains(|c: char| c.is_control() && c != '\n'), "{title}");
    assert!(under(rows, "成果／产品", 1).chars().count() <= 32_767, "a cell holds no more");
    let towns = sheet(&book, "分镇汇总");
    assert_eq!(under(towns, "所属镇", 0).chars().count(), 255);
    assert_eq!(under(sheet(&book, "兑现汇总表"), "收款单位", 1), "'规则'!D4");
}

/// The parts of a workbook by name.
fn parts(payout: &Payout) -> std::collections::BTreeMap<String, String> {
    parts_with(payout, &WorkbookOptions::default())
}

fn parts_with(payout: &Payout, options: &WorkbookOptions) -> std::collections::BTreeMap<String, String> {
    let bytes = write(payout, options).expect("written");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut parts = std::collections::BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut text = String::new();
        if std::io::Read::read_to_string(&mut part, &mut text).is_ok() {
            parts.insert(part.name().expect("its name").into_owned(), text);
        }
    }
    parts
}

#[test]
fn sheets_are_protected_without_a_password_and_lead_to_each_other() {
    let parts = parts(&sample::payout());
    let sheets: Vec<&String> = parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"))
        .map(|(_, text)| text)
        .collect();
    assert_eq!(sheets.len(), 16);
    for text in &sheets {
        assert!(text.contains("<sheetProtection") && !text.contains("password="));
    }
    let details = &parts["xl/worksheets/sheet3.xml"];
    assert!(
        details.contains(r#"<hyperlink ref="H4" location="'规则'!D4""#),
        "the clause leads to its tariff"
    );
    assert!(details.contains(r#"<hyperlink ref="A4" location="'来源'!A4""#), "the row leads to its list");
    assert!(details.contains("<autoFilter ref=\"A3:"), "filtered from the headings on");
    let rules = &parts["xl/worksheets/sheet11.xml"];
    assert!(rules.contains("location=\"'兑现明细表'!H"), "and back");
    let sources = &parts["xl/worksheets/sheet12.xml"];
    assert!(sources.contains(r#"<hyperlink ref="E4" location="'兑现明细表'!A4""#), "and back");
    let findings = &parts["xl/worksheets/sheet10.xml"];
    assert!(findings.contains("<hyperlink ref=\"A4\""), "a finding leads to its row");
    assert_eq!(parts.keys().filter(|name| name.starts_with("xl/charts/chart")).count(), 3);
    // No text of a list is a link: every link stays in the workbook.
    assert!(!parts.keys().any(|name| name.contains("worksheets/_rels") && parts[name].contains("External")));
}

#[test]
fn what_lapses_is_a_step_and_the_equation_holds() {
    let payout = recalculation::lapsing();
    let book = read_back(write(&payout, &WorkbookOptions::default()).expect("written"));
    let rows = sheet(&book, "兑现明细表");
    // Of 6万 half is due now and half next year; 2.5万 of the 3万 is within the limit, 0.5万 lapses.
    assert_eq!((under(rows, "应奖", 0), under(rows, "封顶（2）", 0)), ("60000.00", "-5000.00"));
    assert_eq!((under(rows, "应兑净额", 0), under(rows, "本年实兑", 0)), ("55000.00", "25000.00"));
    assert_eq!(under(rows, "以后年度", 0), "30000.00");
    let cover: Vec<&String> = sheet(&book, "封面").iter().flatten().collect();
    let equation = "净额55000.00 = 本年实兑25000.00 + 以后年度30000.00　一致";
    assert!(cover.iter().any(|text| *text == equation), "{cover:#?}");
    assert!(!cover.iter().any(|text| text.contains("不一致")));
}

#[test]
fn hostile_names_recalculate_too() {
    recalculation::agrees(&hostile_payout());
}

#[test]
fn the_same_payout_gives_the_same_bytes() {
    let options = WorkbookOptions::default();
    assert_eq!(write(&sample::payout(), &options).ok(), write(&sample::payout(), &options).ok());
}

#[test]
fn nothing_to_pay_is_a_whole_workbook_too() {
    let mut payout = sample::payout();
    payout.entitlements.clear();
    payout.payees.clear();
    payout.rows.clear();
    payout.reading = Default::default();
    payout.files.clear();
    payout.findings.clear();
    payout.totals = Default::default();
    let book = read_back(write(&payout, &WorkbookOptions::default()).expect("written"));
    assert_eq!(book.len(), 14, "no department and nothing to compare; decisions stand");
    assert_eq!(under(sheet(&book, "兑现汇总表"), "大写", 0), "人民币零元整");
    assert!(crate::report::summary::summary(&payout, None).contains("没有发现问题"));
}

#[test]
fn the_largest_amounts_keep_their_fen() {
    let mut payout = sample::final_payout();
    let largest = crate::money::Money::from_fen(crate::money::LIMIT.fen() - 1);
    let whole = crate::model::operation::Operation::Award {
        figure: crate::model::operation::Expr::Counted(largest.yuan()),
        rounding: crate::money::Rounding::HalfAway,
        unit: crate::money::Unit::FEN,
        part: None,
    };
    payout.entitlements.drain(..6);
    payout.entitlements[0].entries[0].amount = largest;
    payout.entitlements[0].entries[0].operation = whole;
    payout.entitlements[0].allocations[0].amount = largest;
    let book = read_back(write(&payout, &WorkbookOptions::default()).expect("written"));
    let rows = sheet(&book, "兑现明细表");
    assert_eq!(
        (under(rows, "应奖", 0), under(rows, "本年实兑", 1)),
        ("9999999999999.99", "9999999999999.99")
    );
}

#[test]
fn an_amount_that_waits_for_a_fact_is_not_due() {
    let mut payout = sample::payout();
    for allocation in &mut payout.entitlements[4].allocations {
        allocation.due_year = None;
    }
    let book = read_back(write(&payout, &WorkbookOptions::default()).expect("written"));
    let rows = sheet(&book, "兑现明细表");
    assert_eq!((under(rows, "本年实兑", 4), under(rows, "以后年度", 4)), ("0.00", "3000.00"));
    assert_eq!(under(rows, "说明（计算时）", 4), "条件具备后兑现3000.00");
}

/// `cargo test keeps_the_workbook -- --ignored` leaves the sample workbook under `target/` to look at.
#[test]
#[ignore = "writes a file to look at"]
fn keeps_the_workbook() {
    let bundled = recalculation::bundled();
    for (name, payout) in
        [("sample", sample::payout()), ("varied", sample::varied_payout()), ("bundled", bundled)]
    {
        let bytes = write(&payout, &WorkbookOptions::default()).expect("written");
        let path = format!("{}/target/{name}.xlsx", env!("CARGO_MANIFEST_DIR"));
        snapbox::Data::binary(bytes).write_to_path(path.as_ref()).expect("kept");
    }
}
