//! Text formats: separated values, HTML tables, SpreadsheetML, OpenDocument.

use super::build::zip;
use super::*;
use encoding_rs::{GB18030, GBK};
use jiff::civil::date;

fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn separated_values_in_every_encoding() {
    let body = "企业,金额\n甲,1\n";
    let marked = [b"\xEF\xBB\xBF", body.as_bytes()].concat();
    let wide = [vec![0xFF, 0xFE], utf_16(body)].concat();
    for bytes in [body.as_bytes().to_vec(), gbk(body), marked, wide, utf_16(body)] {
        let reading = Reading::of(bytes);
        assert_eq!(reading.at("A1"), Some(&text("企业")));
        assert_eq!(reading.at("B2"), Some(&text("1")));
    }
}

#[test]
fn separators_quotes_and_blank_lines() {
    let reading = Reading::of("企业\t金额\r\n\r\n\"甲\n\"\"二\"\"\"\t1,000\n=\"001\"\t\n".into());
    assert_eq!(reading.at("A3"), Some(&text("甲\n\"二\"")));
    assert_eq!(reading.at("B3"), Some(&text("1,000")));
    assert_eq!(reading.at("A4"), Some(&text("001")));
    assert_eq!(reading.rows.len(), 3);
    let reading = Reading::of("企业;金额\n甲;1,5\n".into());
    assert_eq!(reading.at("B2"), Some(&text("1,5")));
}

#[test]
fn an_unpaired_quote_never_swallows_rows() {
    for body in ["a,b\n\"甲,1\n乙,2\n", "a,b\n\"甲,1\n\"乙,2\n"] {
        assert_eq!(refusal(body.into()), (Code::CellPosition, Some("2".to_owned())));
    }
}

#[test]
fn mojibake_is_refused() {
    assert_eq!(refusal(b"\xEF\xBB\xBFa,\xFF\xFF\n".to_vec()).0, Code::FileDamaged);
}

#[test]
fn html_tables_named_xls() {
    let page = "<html><meta charset=gb2312><style>td{x:'<'}</style><table><!-- 注 --><tr><th colspan=3>名单</th></tr>\
        <tr><td rowspan=\"2\">甲&nbsp;</td><td>一<br>二</td><td>1,000</td></tr>\
        <tr style=\"display: none\"><td>B &lt; C</td><td>&#x4E01;</table></html>";
    let reading = Reading::of(GBK.encode(page).0.into_owned());
    assert_eq!(reading.at("C1"), Some(&text("名单")));
    assert_eq!(reading.at("A2"), Some(&text("甲")));
    assert_eq!(reading.at("B2"), Some(&text("一\n二")));
    assert_eq!(reading.at("A3"), Some(&text("甲")));
    assert_eq!(reading.at("B3"), Some(&text("B < C")));
    assert_eq!(reading.at("C3"), Some(&text("丁")));
    assert!(reading.rows[2].hidden);
    assert_eq!(refusal("<table><tr><td>甲</td></tr><tr><td>乙".into()).0, Code::FileDamaged);
    assert_eq!(refusal("<html><p>登录</p></html>".into()).0, Code::FileForeign);
}

#[test]
fn spreadsheet_ml_named_xls() {
    let xml = r#"<?xml version="1.0" encoding="gb2312"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.00&quot;万元&quot;"/></Style></Styles>
        <Worksheet ss:Name="名单"><Table><Column ss:Hidden="1"/>
        <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell><Cell ss:MergeDown="1"><Data ss:Type="Number">1</Data></Cell></Row>
        <Row><Cell ss:Index="2"><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>
        <Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="s1"><Data ss:Type="Number">12.5</Data><Comment><Data>注</Data></Comment></Cell>
        <Cell><Data ss:Type="DateTime">2008-10-01T00:00:00.000</Data></Cell><Cell ss:Formula="=1"/></Row></Table>
        <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#;
    let bytes = gbk(xml);
    let source = SourceFile::new("a.xls", bytes.clone());
    let mut book = open(&source, &Limits::default()).expect("a workbook");
    assert_eq!(book.sheets()[0].visibility, Visibility::Hidden);
    assert_eq!(book.meta(0).expect("a sheet").hidden_columns, [(0, 0)]);
    let reading = Reading::of(bytes);
    assert_eq!(reading.at("B1"), Some(&text("标题")));
    assert_eq!(reading.at("C2"), Some(&number("1")), "filled from C1");
    assert_eq!(reading.at("D2"), Some(&Value::Error("#N/A".to_owned())), "a merge from above is passed over");
    assert_eq!(reading.at("B4"), Some(&number("12.5")));
    assert_eq!(reading.cell("B4").and_then(|cell| cell.format_unit), Some(FormatUnit::WanYuan));
    assert_eq!(reading.at("C4"), Some(&Value::Date(date(2008, 10, 1))));
    assert_eq!(reading.at("D4"), Some(&Value::NoCache));
    assert!(reading.rows[2].hidden);
}

fn ods(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles><style:style style:name="ce1" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="ce2" style:family="table-cell"><style:text-properties style:text-line-through-style="none"/></style:style><style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="ro1" style:family="table-row"><style:table-row-properties style:row-height="0.000cm"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

fn ods_table(rows: &str) -> Vec<u8> {
    ods(&format!(r#"<table:table table:name="名单">{rows}</table:table>"#))
}

#[test]
fn open_document_sheets() {
    let reading = Reading::of(ods_table(
        r#"<table:table-row><table:table-cell table:number-columns-spanned="2" office:value-type="string"><office:annotation><text:p>注</text:p></office:annotation><text:p>标题<text:s text:c="2"/>甲</text:p><text:p>二</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
        <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row table:visibility="filter"><table:table-cell office:value-type="date" office:date-value="2008-10-01"/><table:table-cell office:value-type="currency" office:value="12.50"><text:p>12.50万元</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="500000"><text:p>50万元</text:p></table:table-cell><table:table-cell table:formula="of:=1"/><table:table-cell table:number-columns-repeated="2" office:value-type="boolean" office:boolean-value="true"/></table:table-row>"#,
    ));
    assert_eq!(reading.at("A1"), Some(&text("标题  甲\n二")));
    assert_eq!(reading.at("B1"), Some(&text("标题  甲\n二")));
    assert_eq!(reading.at("A5"), Some(&Value::Date(date(2008, 10, 1))));
    assert_eq!(reading.at("B5"), Some(&number("12.5")));
    assert_eq!(reading.cell("B5").and_then(|cell| cell.format_unit), Some(FormatUnit::WanYuan));
    assert_eq!(reading.cell("C5").and_then(|cell| cell.format_unit), Some(FormatUnit::Unclear));
    assert_eq!(reading.at("D5"), Some(&Value::NoCache));
    assert_eq!(reading.at("F5"), Some(&Value::Bool(true)));
    assert!(reading.rows[1].hidden);
    assert_eq!(reading.comments, [Comment { row: 0, col: 0, text: "\n\n注".to_owned() }]);
}

#[test]
fn open_document_rows_without_height_and_struck_cells() {
    let reading = Reading::of(ods(
        r#"<table:table table:name="名单"><table:table-row><table:table-cell table:style-name="ce1" office:value-type="string"><text:p>甲</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>乙<text:span text:style-name="T1">丙</text:span></text:p></table:table-cell><table:table-cell table:style-name="ce2" office:value-type="string"><text:p>丁</text:p></table:table-cell></table:table-row><table:table-row table:style-name="ro1"><table:table-cell office:value-type="string"><text:p>戊</text:p></table:table-cell></table:table-row></table:table>"#,
    ));
    assert_eq!(reading.at("A1"), Some(&Value::Struck("甲".to_owned())));
    assert_eq!(reading.at("B1"), Some(&Value::Struck("乙丙".to_owned())));
    assert_eq!(reading.at("C1"), Some(&text("丁")));
    assert!(!reading.rows[0].hidden && reading.rows[1].hidden);
}

#[test]
fn open_document_repetitions_are_bounded() {
    let rows = r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row>"#;
    assert_eq!(refusal(ods_table(rows)).0, Code::FileTooLarge);
    let far = r#"<table:table-row><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="4294967295"/></table:table-row>"#;
    assert_eq!(refusal(ods_table(far)).0, Code::CellPosition);
    let spaces = r#"<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="999999999"/></text:p></table:table-cell></table:table-row>"#;
    assert_eq!(Reading::of(ods_table(spaces)).codes(), [Code::CellText]);
}

#[test]
fn a_cut_or_encrypted_open_document_is_refused() {
    let cut = zip(&[(
        "content.xml",
        br#"<office:document-content xmlns:office="o" xmlns:table="t"><table:table>"#,
    )]);
    assert_eq!(refusal(cut).0, Code::FileDamaged);
    let locked = zip(&[("content.xml", b"\x00"), ("META-INF/manifest.xml", b"<m:encryption-data/>")]);
    assert_eq!(refusal(locked).0, Code::FileEncrypted);
}

#[test]
fn rows_that_a_page_hides_and_what_it_strikes_out() {
    let page = "<html><style>.h {display:none} td.x, .y{text-decoration:line-through;color:red}</style><table>\
        <tr><td>甲</td></tr><tr hidden><td>乙</td></tr><tr style='height:0pt;visibility:hidden'><td>丙</td></tr>\
        <tr class=h><td>丁</td></tr><tr class=\"a H\"><td>戊</td></tr>\
        <tr><td class=x>己</td><td>庚<del>辛</del></td><td style='text-decoration: line-through'>壬</td><td>癸</td></tr></table></html>";
    let reading = Reading::of(page.into());
    let hidden: Vec<u32> = reading.rows.iter().filter(|row| row.hidden).map(|row| row.index).collect();
    assert_eq!(hidden, [1, 2, 3, 4]);
    assert_eq!(reading.at("A6"), Some(&struck("己")));
    assert_eq!(reading.at("B6"), Some(&struck("庚辛")));
    assert_eq!(reading.at("C6"), Some(&struck("壬")));
    assert_eq!(reading.at("D6"), Some(&text("癸")));
}

#[test]
fn cells_that_spreadsheet_ml_strikes_out() {
    let book = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
        xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"k\"><Font ss:StrikeThrough=\"1\"/>\
        <NumberFormat ss:Format=\"0\"/></Style></Styles><Worksheet ss:Name=\"S\"><Table><Row>\
        <Cell ss:StyleID=\"k\"><Data ss:Type=\"String\">甲</Data></Cell><Cell><Data ss:Type=\"String\">乙</Data></Cell>\
        </Row></Table></Worksheet></Workbook>";
    let reading = Reading::of(book.into());
    assert_eq!((reading.at("A1"), reading.at("B1")), (Some(&struck("甲")), Some(&text("乙"))));
}
