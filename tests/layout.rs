//! `duixian verify` over workbooks in which no cell was touched, and which show or print something else all the same.
//!
//! Each is the suite's untouched workbook with a few words of one part changed. On 兑现汇总表 (the second sheet) 江南, 太湖 and
//! 荆溪 stand in rows 4 to 6, their total in row 7.

use crate::harness::{Ran, Run};
use std::io::{Cursor, Read, Write};
use std::path::Path;

const PAYEES: &str = "xl/worksheets/sheet2.xml";
const STYLES: &str = "xl/styles.xml";
const BOOK: &str = "xl/workbook.xml";

fn suite(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tampered").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The untouched workbook with changes: the part, what is replaced in it, and by what; a part that is not there is added.
fn with(changes: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(suite("base.xlsx"))).expect("a zip");
    let mut target = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let mut done = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("its name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its bytes");
        for (_, from, to) in changes.iter().filter(|(of, ..)| *of == name) {
            let text = String::from_utf8(content).expect("text");
            assert!(text.contains(from), "{name} has no {from}: {text}");
            content = text.replace(from, to).into_bytes();
            done += 1;
        }
        target.start_file(name, options).expect("a part");
        target.write_all(&content).expect("its bytes");
    }
    for (name, _, content) in changes.iter().filter(|(_, from, _)| from.is_empty()) {
        target.start_file(*name, options).expect("a part");
        target.write_all(content.as_bytes()).expect("its bytes");
        done += 1;
    }
    assert_eq!(done, changes.len());
    target.finish().expect("a zip").into_inner()
}

fn verified(workbook: Vec<u8>) -> Ran {
    let run = Run::new()
        .file("rules/policy.md", suite("rules/policy.md"))
        .file("inputs/名单.csv", suite("inputs/名单.csv"))
        .file("inputs/企业名录.csv", suite("inputs/企业名录.csv"));
    run.file("表.xlsx", workbook).args(["verify", "表.xlsx"]).run()
}

/// The workbook has one difference, and it is one of layout that says so.
#[track_caller]
fn told(changes: &[(&str, &str, &str)], words: &str) {
    let ran = verified(with(changes));
    ran.expect_exit(1).says("有差异：1处。").says("版式被改").says(words);
}

#[track_caller]
fn is_none(changes: &[(&str, &str, &str)]) {
    verified(with(changes)).expect_exit(0).says("实质相同");
}

/// The opening of a row of 兑现汇总表.
fn row(number: u32) -> (String, String) {
    let text = String::from_utf8(part(PAYEES)).expect("text");
    let start = text.find(&format!("<row r=\"{number}\"")).expect("the row");
    let whole = text[start..].split_inclusive('>').next().expect("its end").to_owned();
    let hidden = whole.replace('>', " hidden=\"1\">");
    (whole, hidden)
}

fn part(name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(suite("base.xlsx"))).expect("a zip");
    let mut content = Vec::new();
    archive.by_name(name).expect("the part").read_to_end(&mut content).expect("its bytes");
    content
}

#[test]
fn a_payee_whose_row_is_hidden_or_has_no_height() {
    let (whole, hidden) = row(5);
    told(&[(PAYEES, &whole, &hidden)], "兑现汇总表!5 太湖电缆有限公司：应为 显示，现为 隐藏");
    let low = whole.split(" ht=").next().expect("before").to_owned() + " ht=\"0.75\" customHeight=\"1\">";
    told(&[(PAYEES, &whole, &low)], "兑现汇总表!5 太湖电缆有限公司");
}

#[test]
fn a_column_that_is_hidden_or_has_no_width() {
    for other in ["hidden=\"1\" ", "width=\"0.1\" old"] {
        told(
            &[(PAYEES, "<col min=\"5\" max=\"5\" ", &format!("<col min=\"5\" max=\"5\" {other}"))],
            "兑现汇总表!E 实兑金额",
        );
    }
}

#[test]
fn a_sheet_that_is_hidden() {
    for state in ["hidden", "veryHidden"] {
        let changed = format!("<sheet name=\"不予兑现\" state=\"{state}\"");
        told(&[(BOOK, "<sheet name=\"不予兑现\"", &changed)], "不予兑现 整张工作表");
    }
}

/// 6250,000.00 for 250,000.00; thousandths; nothing at all; white on white by the format.
#[test]
fn a_number_format_that_shows_another_figure() {
    for code in ["9#,##0.00", "#,##0.00,", ";;;", "[White]#,##0.00"] {
        let changed = format!("formatCode=\"{code}\"");
        told_in_all_sheets(&[(STYLES, "formatCode=\"#,##0.00_ \"", &changed)], "显示的不是 550000");
    }
    is_none(&[(STYLES, "formatCode=\"#,##0.00_ \"", "formatCode=\"0.00\"")]);
}

/// The same, in the styles that all sheets share.
#[track_caller]
fn told_in_all_sheets(changes: &[(&str, &str, &str)], words: &str) {
    verified(with(changes)).expect_exit(1).says("版式被改").says(words);
}

#[test]
fn signs_that_cannot_be_read() {
    told_in_all_sheets(
        &[(STYLES, "<sz val=\"10\"/><color theme=\"1\"/>", "<sz val=\"10\"/><color rgb=\"FFFEFEFE\"/>")],
        "字和底色相近，看不见",
    );
    told_in_all_sheets(&[(STYLES, "<sz val=\"10\"/>", "<sz val=\"1\"/>")], "字太小，看不见");
    is_none(&[(STYLES, "<sz val=\"10\"/><color theme=\"1\"/>", "<sz val=\"10\"/><color rgb=\"FFC00000\"/>")]);
    told_in_all_sheets(
        &[(
            "xl/sharedStrings.xml",
            "<si><t>太湖电缆有限公司</t></si>",
            "<si><r><rPr><strike/></rPr><t>太湖电缆有限公司</t></r></si>",
        )],
        "划掉了（删除线）",
    );
}

/// The end of what is printed before the last payee; a title row that repeats a payee on every page.
#[test]
fn what_is_printed() {
    let area = "<definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">'兑现汇总表'!$A$1:$L$5</definedName>";
    told(&[(BOOK, "<definedNames>", area)], "打印区域：应为 全部打印，现为 有");
    let whole = area.replace("$L$5", "$L$40");
    is_none(&[(BOOK, "<definedNames>", &whole)]);
    told(&[(BOOK, ">兑现汇总表!$1:$3", ">兑现汇总表!$1:$4")], "每页重复打印的行");
}

#[test]
fn headers_and_footers() {
    told(
        &[(PAYEES, "<headerFooter>", "<headerFooter><oddHeader>&amp;C作废，以另表为准</oddHeader>")],
        "兑现汇总表 页眉：应为 （没有），现为 作废，以另表为准",
    );
    told(&[(PAYEES, "第 &amp;P 页", "实发合计 9,647,500.00 元 第 &amp;P 页")], "实发合计9,647,500.00元");
    // As LibreOffice writes it; and a footer for even pages that the sheet does not have.
    is_none(&[(PAYEES, "&amp;C第 &amp;P", "&amp;C&amp;\"宋体,常规\"&amp;10第 &amp;P")]);
    is_none(&[(PAYEES, "</oddFooter>", "</oddFooter><evenFooter>作废</evenFooter>")]);
}

#[test]
fn a_filter_that_leaves_payees_out() {
    let text = String::from_utf8(part(PAYEES)).expect("text");
    let start = text.find("<autoFilter").expect("a filter");
    let own = text[start..].split_inclusive("/>").next().expect("its end");
    let set = own.replace("/>", "><filterColumn colId=\"1\"><filters><filter val=\"太湖电缆有限公司\"/></filters></filterColumn></autoFilter>");
    told(&[(PAYEES, own, &set)], "兑现汇总表 筛选");
}

/// A merge in the file alone: what is under it stands there still, and nobody sees it.
#[test]
fn cells_that_are_merged() {
    let text = String::from_utf8(part(PAYEES)).expect("text");
    let start = text.find("<mergeCells").expect("merges");
    let own = text[start..].split_inclusive('>').next().expect("its end");
    told(&[(PAYEES, own, &format!("{own}<mergeCell ref=\"A4:L5\"/>"))], "兑现汇总表!A4:L5 合并单元格");
    // Under the table nothing is covered.
    is_none(&[(PAYEES, own, &format!("{own}<mergeCell ref=\"A30:C31\"/>"))]);
}

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing9.xml"/></Relationships>"#;
const BOX: &str = r#"<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:row>3</xdr:row></xdr:from><xdr:to><xdr:col>5</xdr:col><xdr:row>4</xdr:row></xdr:to><xdr:sp><xdr:txBody><a:p><a:r><a:t>950,000.00</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"#;

#[test]
fn a_text_box_over_an_amount() {
    let relations = "xl/worksheets/_rels/sheet2.xml.rels";
    let mut changes = vec![
        (PAYEES, "</headerFooter>", "</headerFooter><drawing r:id=\"rId90\"/>"),
        ("xl/drawings/drawing9.xml", "", BOX),
    ];
    let own = zip::ZipArchive::new(Cursor::new(suite("base.xlsx"))).expect("a zip");
    match own.index_for_name(relations) {
        Some(_) => {
            let more = RELATIONS.split_once("2006/relationships\">").expect("the opening").1;
            changes.push((relations, "</Relationships>", more));
        }
        None => changes.push((relations, "", RELATIONS)),
    }
    told(&changes, "兑现汇总表!E4 文本框或图形：应为 （没有），现为 盖在表上：950,000.00");
}

#[test]
fn what_looks_otherwise_on_a_condition_and_what_is_shown_beside_a_cell() {
    let rule = "<conditionalFormatting sqref=\"E4:E7\"><cfRule type=\"expression\" priority=\"1\"><formula>TRUE</formula></cfRule></conditionalFormatting><printOptions";
    told(&[(PAYEES, "<printOptions", rule)], "条件格式");
    let prompt = "<dataValidations count=\"1\"><dataValidation sqref=\"E4\" showInputMessage=\"1\" prompt=\"应为650000\"/></dataValidations><printOptions";
    told(&[(PAYEES, "<printOptions", prompt)], "兑现汇总表!E4 选中时的提示：应为 （没有），现为 应为650000");
}

#[test]
fn figures_computed_as_they_are_shown() {
    told(&[(BOOK, "fullCalcOnLoad=\"1\"", "fullCalcOnLoad=\"1\" fullPrecision=\"0\"")], "以显示精度为准");
}

/// A figure without a name pays nobody, but it reads as one more amount; one far to the right does not.
#[test]
fn a_lone_figure_below_the_amounts() {
    let figure = |cell: &str| format!("<row r=\"20\"><c r=\"{cell}\"><v>50000</v></c></row></sheetData>");
    let ran = verified(with(&[(PAYEES, "</sheetData>", &figure("E20"))]));
    ran.expect_exit(1)
        .says("多出的行：1处")
        .says("兑现汇总表!20 第20行：50000")
        .says("本表850000.00元，一致");
    verified(with(&[(PAYEES, "</sheetData>", &figure("T20"))])).expect_exit(0).says("加注");
}
