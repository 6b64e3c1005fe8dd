//! Seeds of the fuzz corpus: small hostile and odd files, each named by its oddity, made by hand.

/// The target that a seed is for, its name, its bytes.
pub type Seed = (&'static str, String, Vec<u8>);

/// What stands between the parts of a package.
const BETWEEN: &str = "\n=====\n";

/// Every seed.
pub fn seeds() -> Vec<Seed> {
    let mut seeds = Vec::new();
    let mut add = |target: &'static str, of: Vec<(&str, Vec<u8>)>| {
        let named = |(at, (name, bytes)): (usize, (&str, Vec<u8>))| match name {
            "" => (target, format!("form-{:02}", at + 1), bytes),
            name => (target, name.to_owned(), bytes),
        };
        seeds.extend(of.into_iter().enumerate().map(named));
    };
    add("xlsx", xlsx());
    add("ods", ods());
    add("xls", xls());
    add("xlsb", xlsb());
    add("delimited", delimited());
    add("html", html());
    add("spreadsheet_ml", spreadsheet_ml());
    add("tables", tables());
    add("pay", tables());
    add("any", any());
    add("dates", lines(DATES));
    add("numbers", lines(NUMBERS));
    add("names", lines(NAMES));
    add("policy", policies());
    add("decisions", decisions());
    seeds
}

fn sheet(rows: &str) -> String {
    format!("<worksheet xmlns=\"m\"><sheetData>{rows}</sheetData></worksheet>")
}

/// The parts of an .xlsx.
fn parts(parts: &[&str]) -> Vec<u8> {
    parts.join(BETWEEN).into_bytes()
}

const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.00&quot;万元&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<sst count="3" uniqueCount="3"><si><t>企业名称</t></si><si><r><t>甲</t></r><r><t>公司</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></si><si><t xml:space="preserve">  乙_x000D_  </t></si></sst>"#;

/// The hostile and crafted workbooks of the field, one fault each.
fn xlsx() -> Vec<(&'static str, Vec<u8>)> {
    const OK: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>企业</t></is></c><c r="B1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><r><t>甲公司</t></r></is></c><c r="B2" s="3"><v>100</v></c></row>"#;
    let cells = [
        ("sound", OK),
        (
            "two-corners",
            r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
        ),
        (
            "beyond-grid",
            r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="4294967295"><c r="ZZZZ4294967295"><v>2</v></c></row>"#,
        ),
        ("column-overflow", r#"<row r="1"><c r="ZZZZZZZZZ1"><v>1</v></c></row>"#),
        ("string-out-of-range", r#"<row r="1"><c r="A1" t="s"><v>99</v></c></row>"#),
        (
            "formulas",
            r#"<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>SUM(A1)</f><v></v></c><c r="C1"><v>3</v></c><c r="D1" t="str"><f>"x"</f></c><c r="E1"><f t="shared" si="99999999999" ref="A1:A2">1+1</f><v>1</v></c></row>"#,
        ),
        (
            "errors",
            r#"<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><v>#SPILL!</v></c><c r="C1" t="e"><v>#CALC!</v></c><c r="D1" t="b"><v>2</v></c></row>"#,
        ),
        (
            "numbers",
            r#"<row r="1"><c r="A1"><v>0.30000000000000004</v></c><c r="B1"><v>1234567890123456789</v></c><c r="C1"><v>91330382MA2HXXXX1Y</v></c><c r="D1"><v>1E400</v></c><c r="E1"><v>NaN</v></c><c r="F1"><v>４５</v></c><c r="G1"><v> +7 </v></c><c r="H1"><v>-0</v></c></row>"#,
        ),
        (
            "dates",
            r#"<row r="1"><c r="A1" s="1"><v>45000</v></c><c r="B1" s="2"><v>45000.5</v></c><c r="C1" t="d"><v>2023-03-15</v></c><c r="D1" s="1"><v>60</v></c><c r="E1" s="1"><v>-5</v></c><c r="F1" s="1"><v>99999999999</v></c></row>"#,
        ),
        (
            "cell-twice",
            r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>"#,
        ),
        ("no-references", "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"),
        ("backwards", r#"<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>"#),
        (
            "control-characters",
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲_x000D_公司\u{202E}\u{200B}\u{FEFF}\u{3000}</t></is></c></row>",
        ),
        (
            "hidden-row",
            r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row>"#,
        ),
        ("extension-in-cell", r#"<row r="1"><c r="A1"><v>1</v><extLst><ext uri="x"/></extLst></c></row>"#),
    ];
    let mut made: Vec<_> =
        cells.into_iter().map(|(name, rows)| (name, parts(&[&sheet(rows), STRINGS, STYLES]))).collect();
    let bomb = "<!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]>";
    let ok = sheet(OK);
    let whole = |before: &str, after: &str| {
        format!(
            "{before}<worksheet><dimension ref=\"B5:A1\"/><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>{OK}</sheetData>{after}</worksheet>"
        )
    };
    let book = |before: &str, sheets: &str| {
        format!("<workbook xmlns:r=\"r\">{before}<sheets>{sheets}</sheets></workbook>")
    };
    let one = r#"<sheet name="名单" state="veryHidden" r:id="r1"/>"#;
    made.extend([
        ("entity-bomb", parts(&[&whole(bomb, ""), STRINGS])),
        ("merges", parts(&[&whole("", "<autoFilter ref=\"A1:B2\"/><mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B5:A1\"/></mergeCells>"), STRINGS, STYLES])),
        ("merge-of-all", parts(&[&whole("", "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>"), STRINGS, STYLES])),
        ("cut", parts(&["<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</sheetData></worksheet>"])),
        ("lying-count", parts(&[&ok, "<sst count=\"4294967295\" uniqueCount=\"4294967295\"></sst>"])),
        ("since-1904", parts(&[&ok, STRINGS, STYLES, &book("<workbookPr date1904=\"1\"/>", one)])),
        ("name-twice", parts(&[&ok, STRINGS, STYLES, &book("", &format!("{one}{one}"))])),
        ("path-outside", parts(&[&ok, STRINGS, STYLES, &book("", one), r#"<Relationships><Relationship Id="r1" Type="t/worksheet" Target="../../../../etc/passwd"/></Relationships>"#])),
    ]);
    made
}

fn ods() -> Vec<(&'static str, Vec<u8>)> {
    let whole = |rows: &str| {
        format!("<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:automatic-styles><style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"a\" table:style-name=\"ta2\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>").into_bytes()
    };
    vec![
        ("repeated-without-end", whole("<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"float\" office:value=\"0.10\" table:number-columns-repeated=\"16384\"/></table:table-row>")),
        ("padded-to-the-edge", whole("<table:table-row><table:table-cell office:value-type=\"string\"><text:p>甲</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"16383\"/></table:table-row><table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>")),
        ("spans-and-dates", whole("<table:table-column table:visibility=\"collapse\"/><table:table-row><table:table-cell table:number-columns-spanned=\"3\" table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>标<text:s text:c=\"3\"/>题</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated=\"2\"/></table:table-row><table:table-row table:visibility=\"filter\"><table:table-cell office:value-type=\"date\" office:date-value=\"2008-10-01\"/><table:table-cell office:value-type=\"percentage\" office:value=\"+1\"/><table:table-cell table:formula=\"of:=1\"/></table:table-row>")),
        ("note-without-end", b"<office:document-content xmlns:office=\"o\" xmlns:table=\"t\"><office:body><office:spreadsheet><table:table table:name=\"a\"><table:table-row><table:table-cell office:value-type=\"string\"><office:annotation>".to_vec()),
        ("cut", b"<office:document-content xmlns:office=\"o\" xmlns:table=\"t\"><office:body><office:spreadsheet><table:table table:name=\"a\">".to_vec()),
        ("encrypted", [&whole("")[..], BETWEEN.as_bytes(), b"<manifest><file-entry><encryption-data/></file-entry></manifest>"].concat()),
    ]
}

fn record(number: u16, content: &[u8]) -> Vec<u8> {
    [&number.to_le_bytes()[..], &(content.len() as u16).to_le_bytes(), content].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A stream of an .xls: globals, the place of its only sheet, that sheet.
fn stream(version: u16, name: &[u8], globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let bof = |kind: u16| record(0x0809, &words(&[version, kind, 0, 0, 0, 0, 0, 0]));
    let bound = |offset: u32| record(0x0085, &[&offset.to_le_bytes()[..], &[0, 0], name].concat());
    let head = |offset: u32| [bof(5), globals.concat(), bound(offset), record(0x000A, &[])].concat();
    let offset = head(0).len() as u32;
    [head(offset), bof(0x10), sheet.concat(), record(0x000A, &[])].concat()
}

fn xls() -> Vec<(&'static str, Vec<u8>)> {
    let number = |row: u16, col: u16, value: f64| {
        record(0x0203, &[words(&[row, col, 0]), value.to_le_bytes().to_vec()].concat())
    };
    let sst = record(
        0x00FC,
        &[&1_u32.to_le_bytes()[..], &1_u32.to_le_bytes(), &[2, 0, 1], &words(&[0x7532, 0x4E59])].concat(),
    );
    let label = record(0x00FD, &[words(&[0, 0, 0]), 0_u32.to_le_bytes().to_vec()].concat());
    let formula = record(
        0x0006,
        &[words(&[1, 0, 0]), vec![0, 0, 0, 0, 0, 0, 0xFF, 0xFF], words(&[0, 0, 0, 0])].concat(),
    );
    let string = record(0x0207, &[&words(&[2])[..], &[1], &words(&[0x7532, 0x4E59])].concat());
    let rest = [
        formula,
        string,
        number(1, 1, 39_722.0),
        record(0x027E, &[words(&[1, 2, 0]), ((12_345_u32 << 2) | 3).to_le_bytes().to_vec()].concat()),
        record(0x0208, &words(&[1, 0, 5, 255, 0, 0, 0x20, 0])),
        record(0x007D, &words(&[1, 1, 0, 0, 1, 0])),
        record(0x00E5, &words(&[1, 0, 1, 3, 3])),
        record(0x009D, &words(&[1])),
    ];
    let eight = |sheet: &[Vec<u8>]| {
        stream(0x0600, &[1, 0, b'a'], &[sst.clone(), record(0x00E0, &words(&[0, 14, 0, 0]))], sheet)
    };
    let gbk = encoding_rs::GBK.encode("甲公司").0.into_owned();
    let old = [record(0x0204, &[words(&[0, 0, 0, gbk.len() as u16]), gbk].concat())];
    vec![
        ("cells-of-every-kind", eight(&[&[label][..], &rest].concat())),
        ("cell-twice", eight(&[number(0, 0, 1.0), number(0, 0, 2.0)])),
        ("off-the-grid", eight(&[number(0, 256, 1.0)])),
        ("cut-record", eight(&[record(0x0203, &[0; 4])])),
        ("mac-chinese-page", stream(0x0500, &[1, b'a'], &[record(0x0042, &words(&[10_008]))], &old)),
        ("strings-that-lie", stream(0x0600, &[1, 0, b'a'], &[record(0x00FC, &[0xFF; 12])], &[])),
        ("encrypted", stream(0x0600, &[1, 0, b'a'], &[record(0x002F, &[0; 6])], &[])),
    ]
}

fn xlsb() -> Vec<(&'static str, Vec<u8>)> {
    let brt = |id: u16, content: &[u8]| {
        let id = if id < 0x80 { vec![id as u8] } else { vec![(id & 0x7F) as u8 | 0x80, (id >> 7) as u8] };
        [id, vec![content.len() as u8], content.to_vec()].concat()
    };
    let ints = |ints: &[u32]| -> Vec<u8> { ints.iter().flat_map(|int| int.to_le_bytes()).collect() };
    let row = |row: u32| brt(0, &[ints(&[row, 0]), vec![0; 5], ints(&[0])].concat());
    let cell = |id: u16, col: u32, value: &[u8]| brt(id, &[&ints(&[col, 0])[..], value].concat());
    let text = |text: &str| {
        [ints(&[text.encode_utf16().count() as u32]), words(&text.encode_utf16().collect::<Vec<_>>())]
            .concat()
    };
    let whole = |rows: &[Vec<u8>]| {
        let before = [brt(0x81, &[]), brt(0x94, &ints(&[0, 9, 0, 9])), brt(0x91, &[])].concat();
        [before, rows.concat(), brt(0x92, &[]), brt(0xB0, &ints(&[0, 1, 0, 1])), brt(0x82, &[])].concat()
    };
    let cells = [
        row(0),
        cell(7, 0, &0_u32.to_le_bytes()),
        cell(5, 1, &12.5_f64.to_le_bytes()),
        cell(2, 2, &((12_345_u32 << 2) | 3).to_le_bytes()),
        cell(3, 3, &[7]),
        cell(6, 4, &text("甲")),
        row(3),
        cell(0x0B, 0, &[0x2A, 0, 0]),
        cell(0x3E, 1, &[&[1][..], &text("混排")].concat()),
        cell(0x08, 2, &[&text("公式")[..], &[0, 0]].concat()),
        cell(0x0A, 3, &[1, 0, 0]),
    ];
    vec![
        ("cells-of-every-kind", whole(&cells)),
        ("no-such-string", whole(&[row(0), cell(7, 0, &9_u32.to_le_bytes())])),
        ("off-the-grid", whole(&[row(2_000_000), cell(5, 0, &1.0_f64.to_le_bytes())])),
        ("short-number", whole(&[row(0), cell(5, 1, &[1, 2])])),
    ]
}

fn delimited() -> Vec<(&'static str, Vec<u8>)> {
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    vec![
        ("comma", "企业名称,金额\n甲公司,\"1,234.50\"\r\n".into()),
        ("tab", "企业\t金额\n甲\t1\n".into()),
        ("mark", "\u{FEFF}企业;金额\n甲;1\n".into()),
        ("gb18030", encoding_rs::GB18030.encode("企业，金额\n甲，1\n").0.into_owned()),
        ("utf-16", [&[0xFF, 0xFE][..], &wide("企业\t金额\n甲\t1\n")].concat()),
        ("utf-16-without-mark", wide("企业\t金额\n甲\t1\n")),
        ("quotation-without-end", "企业,金额\n\"甲,1\n乙,2\n".into()),
        ("text-as-formula", "企业,代码\n甲,=\"001\"\n乙,\"=\"\"002\"\"\"\n".into()),
    ]
}

fn html() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("spans", "<tr><th colspan=3>标题</th></tr><tr><td rowspan=2>甲<br>公司<td>1<td>&nbsp;2&#8203;</tr><tr><td x:num=\"3\">三<td style='display:none'>x</table>".into()),
        ("spans-without-end", "<tr><td rowspan=4294967295 colspan=99999>1<td>2<tr><td>3".into()),
        ("nested", "<tr><td><table><tr><td>内</td></tr></table></td></tr><tr hidden><td>1</table><table><tr><td>第二</table>".into()),
        ("comments-and-scripts", "<!-- x --><script>var a='<td>';</script><style>td{}</style><tr><td>甲&amp;乙&#x7532;&bad;</td></tr>".into()),
    ]
}

fn spreadsheet_ml() -> Vec<(&'static str, Vec<u8>)> {
    let whole = |rows: &str| {
        format!("<Styles><Style ss:ID=\"d\"><NumberFormat ss:Format=\"yyyy-mm-dd\"/></Style></Styles><Worksheet ss:Name=\"a\"><Table><Column ss:Index=\"2\" ss:Hidden=\"1\"/>{rows}</Table></Worksheet></Workbook>").into_bytes()
    };
    vec![
        (
            "cells",
            whole(
                "<Row><Cell ss:MergeAcross=\"1\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">甲</Data></Cell></Row><Row ss:Index=\"3\" ss:Hidden=\"1\"><Cell ss:Index=\"2\" ss:StyleID=\"d\"><Data ss:Type=\"Number\">39722</Data></Cell><Cell><Data ss:Type=\"DateTime\">2008-10-01T00:00:00.000</Data></Cell><Cell ss:Formula=\"=1\"/><Cell><Data ss:Type=\"Error\">#N/A</Data></Cell></Row>",
            ),
        ),
        (
            "far",
            whole(
                "<Row ss:Index=\"4294967295\" ss:Span=\"4294967295\"><Cell ss:Index=\"4294967295\" ss:MergeAcross=\"4294967295\" ss:MergeDown=\"4294967295\"><Data ss:Type=\"Number\">1</Data></Cell></Row>",
            ),
        ),
    ]
}

/// Lists as departments send them, as text and as HTML.
fn tables() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("sections-and-totals", "2008年度获奖名单\n单位：万元\n序号,企业名称,产品名称,认定日期,申请金额\n一、中国名牌产品\n1,示例甲有限公司,红日牌紫砂壶(2个产品),2008年3月,50\n2,示例乙有限公司,电缆(复评),2008.3.11,10\n小计,,,,60\n二、江苏省名牌产品\n3,示例丙有限公司、示例丁有限公司,茶杯,20080311,l.5\n合 计,3家,,,61.5\n备注：以上均为2008年度\n填表人：张三\n".into()),
        ("patents-and-standards", "专利号,专利名称,专利权人,类型,授权公告日\nZL200810123456.7,一种茶壶,示例甲有限公司（原示例陶瓷厂）,发明,二〇〇八年三月\n200830012345.6,茶壶,张三,外观设计,39722\n,,,,\n标准号,标准名称,起草单位,名次,发布日期\nGB/T 1234-2008,茶壶,示例甲有限公司,第一起草单位,2008-01-01\nDB32/T 567—2007,杯,示例乙厂,3/7,2007-12\n".into()),
        ("register", "企业名录\n企业名称,统一社会信用代码,组织机构代码,所属镇,开户银行,账号\n示例甲有限公司,91320282MA1XYZAB3X,50956024-7,丁蜀镇,农行,0012345\n示例乙厂,9.13E+17,,,,1.2E+18\n".into()),
        ("two-heading-rows-in-html", "<table><tr><td colspan=5>宜兴市名牌产品名单</td></tr><tr><td rowspan=2>序号<td rowspan=2>企业名称<td colspan=2>产品<td rowspan=2>申请金额（万元）</tr><tr><td>产品名称<td>类别</tr><tr><td>1<td>示例甲有限公司<td>壶<td>中国名牌产品<td>５０</tr><tr><td>2<td>同上<td>杯<td>江苏省名牌产品<td>0。5万元</tr></table>".into()),
        ("side-by-side", "企业名称,类别,,企业名称,类别\n甲公司,中国驰名商标,,乙公司,江苏省著名商标\n丙公司,中国驰名商标,,,\n".into()),
        ("history", "历年兑现台账\n年度,企业名称,类别,产品名称,兑现金额(元)\n2006,示例甲有限公司,中国名牌产品,壶,300000\n2007,示例乙厂,江苏省名牌产品,杯,-5000\n".into()),
        ("exclusions", "失信黑名单\n企业名称,列入日期,解除日期,原因\n示例甲有限公司,2008-1-1,,偷税\n".into()),
    ]
}

fn any() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("bare-old-excel", b"\x09\x00\x04\x00\x02\x00\x10\x00".to_vec()),
        ("pdf", b"%PDF-1.4".to_vec()),
        ("mhtml", b"MIME-Version: 1.0\nContent-Type: multipart/related\n".to_vec()),
        ("foreign-xml", b"<?xml version=\"1.0\" encoding=\"gbk\"?><a/>".to_vec()),
        ("compound-head", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec()),
        (
            "html-of-gbk",
            encoding_rs::GBK.encode("<html><meta charset=gb2312><table><tr><td>企业</table>").0.into_owned(),
        ),
    ]
}

const DATES: &[&str] = &[
    "2008年3月11日",
    "2008.3.11",
    "20080311",
    "二〇〇八年三月",
    "二○一二年十二月廿一日",
    "39518.5",
    "08.3.11",
    "3/11/2008",
    "2008-03-11T00:00:00",
    "2008年3月至2011年3月",
    "２００８．３．１１",
    "二OO八年三月",
    "2008",
    "2008.1",
    "200803",
];
const NUMBERS: &[&str] = &[
    "50万元",
    "0。5万元",
    "l.5",
    "1,234.50",
    "１２３",
    "1.2e5",
    "(500)",
    "—",
    "伍拾万元整",
    "5%",
    "3/4",
    "1亿元",
    "约50万元",
    "50-60万元",
    "2个产品",
    "３只",
    "1.234,5",
    "①",
    "½",
    "10³",
    "-0.00",
    "79228162514264337593543950335",
];
const NAMES: &[&str] = &[
    "示例甲有限公司（原示例陶瓷厂）",
    "红日牌紫砂壶(2个产品)（复评）",
    "甲公司、乙公司；丙大学和丁研究所",
    "第一起草单位",
    "排名第3",
    "3/7",
    "ZL200810123456.7",
    "200830012345.6",
    "GB/T 1234-2008",
    "DB32/T 567—2007",
    "Q/320282 ABC 1-2008",
    "ISO 9001:2008",
    "91320282MA1XYZAB3X",
    "50956024-7",
    "320282198001011234",
    "“江山”及图（含证明商标）",
    "ＡＢＣ（集团）有限公司",
    "第1234567号",
];

/// Each form a seed.
fn lines(forms: &'static [&'static str]) -> Vec<(&'static str, Vec<u8>)> {
    forms.iter().map(|form| ("", form.as_bytes().to_vec())).collect()
}

fn policies() -> Vec<(&'static str, Vec<u8>)> {
    vec![("small", crate::harness::POLICY.into())]
}

fn decisions() -> Vec<(&'static str, Vec<u8>)> {
    vec![("heading", "schema = \"duixian.decisions/1\"\n\n[[decision]]\nkind = \"表头\"\nfile = \"名单.xlsx\"\nheading_row = 3\ncolumn = \"B\"\nfield = \"企业名称\"\nwho = \"张三\"\nwhen = \"2009-03-01\"\nwhy = \"核对\"\n".into())]
}
