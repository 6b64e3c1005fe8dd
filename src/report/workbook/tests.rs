//! The written bytes are read back: sheets, amounts, text as text.

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
            "公示表",
            "不予兑现",
            "待定",
            "问题清单",
            "规则",
            "来源",
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
    assert_eq!(rows[2], ["序号", "企业名称", "获奖项目", "获奖产品（商标）", "奖励金额（万元）"]);
    assert_eq!(rows[3][4], "30.00");
    assert_eq!(rows[4][4], "0.75");
    assert_eq!(rows[9][4], "40.30");
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
}

#[test]
fn a_full_sheet_is_continued_on_a_further_one() {
    let options = WorkbookOptions { sheet_rows: 20, ..WorkbookOptions::default() };
    let book = read_back(write(&sample::long_payout(30), &options).expect("written"));
    let first = sheet(&book, "兑现明细表");
    let second = sheet(&book, "兑现明细表(2)");
    assert!(first.len() <= 20 && second.len() <= 20);
    assert_eq!(second[2], first[2], "headings are repeated");
    assert_eq!(second[3][0], "10.00");
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
    assert_eq!(book.len(), 13, "no sheet is added for a payee that is called like one");
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
    assert_eq!(sheets.len(), 13);
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
    let rules = &parts["xl/worksheets/sheet10.xml"];
    assert!(rules.contains("location=\"'兑现明细表'!H"), "and back");
    let sources = &parts["xl/worksheets/sheet11.xml"];
    assert!(sources.contains(r#"<hyperlink ref="E4" location="'兑现明细表'!A4""#), "and back");
    let findings = &parts["xl/worksheets/sheet9.xml"];
    assert!(findings.contains("<hyperlink ref=\"A4\""), "a finding leads to its row");
    assert_eq!(parts.keys().filter(|name| name.starts_with("xl/charts/chart")).count(), 2);
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
fn every_table_that_is_full_is_continued() {
    let mut payout = sample::long_payout(50);
    let finding = payout.findings[0].clone();
    payout.findings.extend((0..50).map(|_| finding.clone()));
    for low_memory in [false, true] {
        let formula_bound = if low_memory { 3 } else { FORMULA_BOUND };
        let options = WorkbookOptions { sheet_rows: 20, formula_bound };
        let book = read_back(write(&payout, &options).expect("written"));
        for (table, rows) in [("兑现明细表", 57), ("公示表", 56), ("问题清单", payout.findings.len())]
        {
            let parts = book.iter().filter(|(name, _)| name.starts_with(table));
            let numbers: Vec<String> = parts
                .flat_map(|(_, rows)| {
                    assert!(rows.len() <= 20, "{table}");
                    rows.iter().skip(3).map(|row| row[0].clone())
                })
                .filter(|number| number.ends_with(".00"))
                .collect();
            let expected: Vec<String> = (1..=rows).map(|number| format!("{number}.00")).collect();
            assert_eq!(numbers, expected, "{table}");
        }
    }
}

#[test]
fn large_sheets_state_each_row_once() {
    let options = WorkbookOptions { formula_bound: 3, ..WorkbookOptions::default() };
    let source = SourceFile::new("a.xlsx", write(&sample::payout(), &options).expect("written"));
    let mut book = crate::workbook::open(&source, &crate::workbook::Limits::default()).expect("a workbook");
    for sheet in 0..book.sheets().len() {
        assert_eq!(book.rows(sheet, &mut drop).map(|faults| faults.len()), Ok(0), "sheet {sheet}");
    }
}

/// A spreadsheet program takes some 65,000 links a sheet, and repairs a file with more.
#[test]
fn a_large_workbook_has_no_links() {
    let linked = |options: &WorkbookOptions| {
        let parts = parts_with(&sample::payout(), options);
        parts.values().any(|xml| xml.contains("<hyperlink "))
    };
    assert!(linked(&WorkbookOptions::default()));
    assert!(!linked(&WorkbookOptions { formula_bound: 3, ..WorkbookOptions::default() }));
}

#[test]
fn the_same_payout_gives_the_same_bytes() {
    let options = WorkbookOptions::default();
    assert_eq!(write(&sample::payout(), &options).ok(), write(&sample::payout(), &options).ok());
}

#[test]
fn low_memory_sheets_hold_the_same_cells() {
    let low = WorkbookOptions { formula_bound: 3, ..WorkbookOptions::default() };
    let mut low = read_back(write(&sample::payout(), &low).expect("written"));
    let mut standard = write_sample();
    for book in [&mut low, &mut standard] {
        book.remove(0); // 封面 says which mode it is
    }
    // Without formulas 兑现明细表 has no helper columns.
    for (rows, without) in standard[1].1.iter_mut().zip(&mut low[1].1) {
        rows.truncate(without.len());
        // A formula that gives nothing stands where without formulas a cell is empty.
        for cell in rows.iter_mut().chain(without).filter(|cell| *cell == "0.00") {
            cell.clear();
        }
    }
    // What the formulas do not follow is said only where there are some.
    for (_, rows) in &mut standard {
        rows.retain(|row| !row.iter().any(|cell| cell.starts_with("说明：黄色的格")));
    }
    assert!(low == standard, "the cells differ");
}

/// The formulas of 兑现明细表 by address.
fn formulas(payout: &Payout) -> std::collections::BTreeMap<String, String> {
    let bytes = write(payout, &WorkbookOptions::default()).expect("written");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("our workbook opens");
    let range = book.worksheet_formula("兑现明细表").expect("our sheet reads");
    let (top, left) = range.start().expect("there are formulas");
    let name = |row, column| layout::address(left as usize + column, top + row as u32 + 1);
    let used = range.used_cells().filter(|(_, _, formula)| !formula.is_empty());
    used.map(|(row, column, formula)| (name(row, column), formula.clone())).collect()
}

#[test]
fn amounts_are_formulas_over_rules_and_the_rows_inputs() {
    let formulas = formulas(&sample::payout());
    for (at, formula) in [
        ("I4", "'规则'!$D$4"),
        ("K6", "ROUND('规则'!$D$6*J6,2)"),
        ("Z5", "MAX(Z4,ROUND(K5*100,0))"),
        ("AB5", "AB4+IF(ROUND(K5*100,0)=AA5,1,0)"),
        ("L5", "IF(AND(ROUND(K5*100,0)=AA5,AB5=1),0,ROUND(-K5,2))"),
        ("AD6", "ROUND('规则'!$D$7*100,0)"),
        ("AE6", "AC7"),
        ("AC7", "AC6+ROUND(SUM(K7:L7)*100,0)"),
        (
            "M7",
            "ROUND((ROUND(AC7*MIN(AD7,AE7)/MAX(AE7,1),0)-ROUND(AC6*MIN(AD7,AE7)/MAX(AE7,1),0))/100-SUM(K7:L7),2)",
        ),
        ("AF9", "ROUND(SUM(K4:M4)*100,0)"),
        ("K9", "ROUND(AF9*'规则'!$D$8,0)/100"),
        ("Q6", "ROUND(ROUND(N6*100,0)*'规则'!$D$11/('规则'!$D$11+'规则'!$D$12),0)/100"),
        ("O11", "ROUND(SUM(O4:O10),2)"),
    ] {
        assert_eq!(formulas.get(at).map(String::as_str), Some(formula), "{at}");
    }
}

#[test]
fn no_amount_stays_a_value_in_the_samples() {
    for payout in [sample::payout(), sample::varied_payout(), sample::long_payout(50)] {
        let live = Live::new(&View::new(&payout));
        let values: Vec<_> = live.rows.iter().enumerate().filter(|(_, row)| !row.values.is_empty()).collect();
        let values: Vec<_> = values.iter().map(|(at, row)| (at, &row.values)).collect();
        assert!(values.is_empty(), "{values:?}");
    }
    let formulas = formulas(&sample::varied_payout());
    for (at, formula) in [
        ("L6", "ROUND(ROUND(Z6*2/3,0)/100-K6,2)"),
        ("M7", "ROUND((MIN(AD7,AC7)-MIN(AD7,AC6))/100-SUM(K7:L7),2)"),
        ("L8", "ROUND(-MIN(K8,AA8/100),2)"),
        ("M8", "ROUND(-MIN(AD8,AC8)/100,2)"),
        ("K10", "ROUND(Y10,2)"),
    ] {
        assert_eq!(formulas.get(at).map(String::as_str), Some(formula), "{at}");
    }
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
    assert_eq!(book.len(), 13);
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
    assert_eq!(under(rows, "说明", 4), "条件具备后兑现3000.00");
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
