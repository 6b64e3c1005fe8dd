//! Binary formats: .xls and .xlsb, their records by hand.

use super::build::{compound, record, words, zip};
use super::*;
use encoding_rs::GBK;
use jiff::civil::date;

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A workbook stream with one sheet: globals, then the sheet's records.
fn stream(version: u16, globals: &[Vec<u8>], name: &[u8], state: u8, sheet: &[Vec<u8>]) -> Vec<u8> {
    let bof = |kind: u16| record(0x0809, &words(&[version, kind, 0, 0, 0, 0, 0, 0]));
    let bound = |offset: u32| record(0x0085, &[&offset.to_le_bytes()[..], &[state, 0], name].concat());
    let head = |offset: u32| [bof(5), globals.concat(), bound(offset), record(0x000A, &[])].concat();
    let offset = head(0).len() as u32;
    [head(offset), bof(0x10), sheet.concat(), record(0x000A, &[])].concat()
}

fn biff8(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let name = [&[2, 1][..], &wide("名单")].concat();
    compound(&[("Workbook", stream(0x0600, globals, &name, 0, sheet))])
}

fn number_cell(row: u16, col: u16, style: u16, number: f64) -> Vec<u8> {
    record(0x0203, &[words(&[row, col, style]), number.to_le_bytes().to_vec()].concat())
}

#[test]
fn biff8_strings_run_over_continuations_and_ignore_the_code_page() {
    let page = record(0x0042, &words(&[936]));
    // One string split after its second character, where the rest is stored in narrow form.
    let sst = [&1_u32.to_le_bytes()[..], &2_u32.to_le_bytes(), &[4, 0, 1], &wide("甲公")].concat();
    let more = [&[0][..], b"ok", &[1, 0, 8, 1, 0], b"z", &[0, 0, 0, 0]].concat();
    let globals = [page, record(0x00FC, &sst), record(0x003C, &more)];
    let sheet = [
        record(0x00FD, &[words(&[0, 0, 0]), 0_u32.to_le_bytes().to_vec()].concat()),
        record(0x00FD, &[words(&[0, 1, 0]), 1_u32.to_le_bytes().to_vec()].concat()),
        record(0x00FD, &[words(&[0, 2, 0]), 9_u32.to_le_bytes().to_vec()].concat()),
    ];
    let reading = Reading::of(biff8(&globals, &sheet));
    assert_eq!(reading.at("A1"), Some(&text("甲公ok")));
    assert_eq!(reading.at("B1"), Some(&text("z")));
    assert_eq!(reading.at("C1"), Some(&unusable("9")));
}

#[test]
fn biff8_numbers_dates_formulas_and_errors() {
    let code = "0.00\"万元\"";
    let format =
        [&words(&[400])[..], &words(&[code.encode_utf16().count() as u16]), &[1], &wide(code)].concat();
    let style = |format: u16| record(0x00E0, &words(&[0, format, 0, 0]));
    let globals = [record(0x041E, &format), style(0), style(14), style(400)];
    let rk = |value: u32| value.to_le_bytes().to_vec();
    let formula = |row: u16, col: u16, result: &[u8], flags: u16| {
        record(0x0006, &[words(&[row, col, 0]), result.to_vec(), words(&[flags, 0, 0, 0])].concat())
    };
    let sheet = [
        // Later rows first: this format allows it.
        formula(2, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0),
        record(0x0207, &[&words(&[2])[..], &[1], &wide("文字")].concat()),
        formula(2, 1, &[2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF], 0),
        formula(2, 2, &[3, 0, 0, 0, 0, 0, 0xFF, 0xFF], 3),
        formula(2, 3, &[3, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0),
        formula(2, 4, &2.5_f64.to_le_bytes(), 0),
        number_cell(0, 0, 1, 39_722.0),
        number_cell(0, 1, 2, 12.5),
        record(0x027E, &[words(&[0, 2, 0]), rk((12_345 << 2) | 3)].concat()),
        record(
            0x00BD,
            &[words(&[0, 3, 0]), rk((7 << 2) | 2), words(&[0]), rk(((-7_i32 as u32) << 2) | 2), words(&[4])]
                .concat(),
        ),
        record(0x0205, &[words(&[0, 5, 0]), vec![1, 0]].concat()),
        number_cell(0, 6, 0, f64::INFINITY),
        record(0x0208, &words(&[2, 0, 5, 255, 0, 0, 0x20, 0])),
        record(0x007D, &words(&[1, 1, 0, 0, 1, 0])),
        record(0x00E5, &words(&[1, 0, 1, 7, 7])),
        record(0x009D, &words(&[1])),
    ];
    let bytes = biff8(&globals, &sheet);
    let reading = Reading::of(bytes.clone());
    for (name, value) in [
        ("A1", Value::Date(date(2008, 10, 1))),
        ("B1", number("12.5")),
        ("C1", number("123.45")),
        ("D1", number("7")),
        ("E1", number("-7")),
        ("F1", Value::Bool(true)),
        ("G1", unusable("inf")),
        ("A3", text("文字")),
        ("B3", Value::Error("#N/A".to_owned())),
        ("C3", Value::NoCache),
        ("E3", number("2.5")),
    ] {
        assert_eq!(reading.at(name), Some(&value), "{name}");
    }
    assert_eq!(reading.at("D3"), None);
    assert_eq!(reading.cell("B1").and_then(|cell| cell.format_unit), Some(FormatUnit::WanYuan));
    assert!(reading.rows[1].hidden);
    let source = SourceFile::new("a.xls", bytes);
    let mut book = open(&source, &Limits::default()).expect("a workbook");
    let meta = book.meta(0).expect("a sheet");
    assert_eq!((meta.name.as_str(), meta.filtered), ("名单", true));
    assert_eq!(meta.hidden_columns, [(1, 1)]);
    assert_eq!(meta.merges.len(), 1);
}

#[test]
fn biff8_cells_of_a_font_that_strikes_out_are_not_read() {
    // Fonts are numbered 0 to 3, then from 5 on.
    let font = |flags: u16| record(0x0031, &words(&[200, flags, 0, 0]));
    let style = |font: u16| record(0x00E0, &words(&[font, 0, 0, 0]));
    let globals =
        [font(0), font(0), font(0), font(0), font(8), font(2), style(0), style(5), style(6)].to_vec();
    let sheet = [number_cell(0, 0, 0, 1.0), number_cell(0, 1, 1, 2.0), number_cell(0, 2, 2, 3.0)];
    let reading = Reading::of(biff8(&globals, &sheet));
    assert_eq!(reading.at("A1"), Some(&number("1")));
    assert_eq!(reading.at("B1"), Some(&struck("2")));
    assert_eq!(reading.at("C1"), Some(&number("3")));
}

#[test]
fn biff5_text_follows_its_code_page() {
    for page in [936, 10_008] {
        let bytes = |text: &str| GBK.encode(text).0.into_owned();
        let label = bytes("宜家公司");
        let sheet = [record(0x0204, &[words(&[0, 0, 0, label.len() as u16]), label].concat())];
        let name = [&[4][..], &bytes("名单")].concat();
        let content = stream(0x0500, &[record(0x0042, &words(&[page]))], &name, 2, &sheet);
        let file = compound(&[("Book", content)]);
        assert_eq!(Reading::of(file.clone()).at("A1"), Some(&text("宜家公司")), "{page}");
        let source = SourceFile::new("a.xls", file);
        let book = open(&source, &Limits::default()).expect("a workbook");
        assert_eq!(book.sheets()[0].visibility, Visibility::VeryHidden);
        assert_eq!(book.sheets()[0].name, "名单");
    }
}

#[test]
fn broken_records_are_refused() {
    let twice = [number_cell(0, 0, 0, 1.0), number_cell(0, 0, 0, 2.0)];
    assert_eq!(refusal(biff8(&[], &twice)), (Code::CellPosition, Some("A1".to_owned())));
    assert_eq!(refusal(biff8(&[], &[number_cell(0, 256, 0, 1.0)])).0, Code::CellPosition);
    let many = record(0x00BD, &words(&[0, u16::MAX, 0, 4, 0, 0, 4, 0, 1]));
    assert_eq!(refusal(biff8(&[], &[many])).0, Code::CellPosition, "columns behind the last one");
    assert_eq!(refusal(biff8(&[], &[record(0x0203, &[0; 4])])).0, Code::FileDamaged);
    assert_eq!(refusal(biff8(&[record(0x002F, &[0; 6])], &[])).0, Code::FileEncrypted);
    assert_eq!(refusal(biff8(&[record(0x00FC, &[9; 12])], &[])).0, Code::FileDamaged);
    let mut looped = biff8(&[], &[]);
    // The directory's chain leads back to itself.
    looped[512 + 8..512 + 12].copy_from_slice(&1_u32.to_le_bytes());
    assert_eq!(refusal(looped).0, Code::FileDamaged);
    assert_eq!(refusal(biff8(&[], &[])[..700].to_vec()).0, Code::FileDamaged);
}

/// A record of .xlsb.
fn brt(id: u16, content: &[u8]) -> Vec<u8> {
    let id = if id < 0x80 { vec![id as u8] } else { vec![(id & 0x7F) as u8 | 0x80, (id >> 7) as u8] };
    let size = content.len();
    [id, vec![(size & 0x7F) as u8 | 0x80, (size >> 7) as u8], content.to_vec()].concat()
}

fn brt_text(text: &str) -> Vec<u8> {
    [(text.encode_utf16().count() as u32).to_le_bytes().to_vec(), wide(text)].concat()
}

fn ints(ints: &[u32]) -> Vec<u8> {
    ints.iter().flat_map(|int| int.to_le_bytes()).collect()
}

fn xlsb(sheet: &[Vec<u8>]) -> Vec<u8> {
    xlsb_with(sheet, &[])
}

fn xlsb_with(sheet: &[Vec<u8>], names: &[Vec<u8>]) -> Vec<u8> {
    xlsb_of(sheet, names, &[])
}

/// The same with further parts.
fn xlsb_of(sheet: &[Vec<u8>], names: &[Vec<u8>], further: &[(&str, &[u8])]) -> Vec<u8> {
    let root = r#"<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.bin"/></Relationships>"#;
    let links = r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.bin"/><Relationship Id="rId3" Type="http://x/styles" Target="styles.bin"/></Relationships>"#;
    let bundle = brt(0x9C, &[ints(&[1, 1]), brt_text("rId1"), brt_text("名单")].concat());
    let workbook = [bundle, brt(0x90, &[]), names.concat(), brt(0x9D, &[0; 26]), brt(0x84, &[])].concat();
    let item = brt(0x13, &[vec![0], brt_text("共享")].concat());
    let strings = [brt(0x9F, &ints(&[1, 1])), item, brt(0xA0, &[])].concat();
    let styles = [
        brt(0x267, &ints(&[1])),
        brt(0x2C, &[words(&[200]), brt_text("0\"元\"")].concat()),
        brt(0x268, &[]),
        brt(0x269, &ints(&[3])),
        brt(0x2F, &words(&[0, 0, 0])),
        brt(0x2F, &words(&[0, 14, 0])),
        brt(0x2F, &words(&[0, 200, 0])),
        brt(0x26A, &[]),
    ];
    let (styles, sheet) = (styles.concat(), sheet.concat());
    let usual: [(&str, &[u8]); 7] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", links.as_bytes()),
        ("xl/sharedStrings.bin", &strings),
        ("xl/styles.bin", &styles),
        ("xl/worksheets/sheet1.bin", &sheet),
    ];
    zip(&[&usual[..], further].concat())
}

fn brt_row(row: u32, hidden: bool) -> Vec<u8> {
    brt(0, &[ints(&[row, 0]), vec![0, 0, 0, if hidden { 0x10 } else { 0 }, 0], ints(&[0])].concat())
}

#[test]
fn xlsb_cells_rows_and_merges() {
    let cell =
        |id: u16, col: u32, style: u32, value: &[u8]| brt(id, &[&ints(&[col, style])[..], value].concat());
    let sheet = [
        brt(0x81, &[]),
        brt(0x94, &ints(&[0, 4, 0, 2])),
        brt(0x3C, &[ints(&[2, 2, 0, 0]), words(&[1])].concat()),
        brt(0x91, &[]),
        brt_row(0, false),
        cell(7, 0, 0, &0_u32.to_le_bytes()),
        cell(5, 1, 2, &12.5_f64.to_le_bytes()),
        brt_row(4, true),
        cell(9, 0, 1, &39_722.0_f64.to_le_bytes()),
        cell(3, 1, 0, &[0x07]),
        cell(6, 2, 0, &brt_text("甲")),
        brt(0x92, &[]),
        brt(0xB0, &ints(&[0, 0, 1, 2])),
        brt(0x82, &[]),
    ];
    let bytes = xlsb(&sheet);
    let reading = Reading::of(bytes.clone());
    assert_eq!(reading.at("A1"), Some(&text("共享")));
    assert_eq!(reading.at("B1"), Some(&number("12.5")));
    assert_eq!(reading.at("C1"), Some(&number("12.5")), "filled from B1");
    assert_eq!(reading.cell("B1").and_then(|cell| cell.format_unit), Some(FormatUnit::Yuan));
    assert_eq!(reading.at("A5"), Some(&Value::Date(date(2008, 10, 1))));
    assert_eq!(reading.at("B5"), Some(&Value::Error("#DIV/0!".to_owned())));
    assert_eq!(reading.at("C5"), Some(&text("甲")));
    assert!(reading.rows[1].hidden);
    let source = SourceFile::new("a.xlsb", bytes);
    let mut book = open(&source, &Limits::default()).expect("a workbook");
    assert_eq!(book.sheets()[0].visibility, Visibility::Hidden);
    assert_eq!(book.meta(0).expect("a sheet").hidden_columns, [(2, 2)]);
    assert_eq!(refusal(xlsb(&sheet[..9])).0, Code::FileDamaged);
}

/// A comment at a row and column: the author's number, a range of one cell, an identifier, then the text with its flags.
fn brt_comment(row: u32, col: u32, said: &str) -> Vec<u8> {
    let place = brt(0x27B, &[ints(&[0, row, row, col, col]), vec![0; 16]].concat());
    [place, brt(0x27D, &[vec![0], brt_text(said)].concat()), brt(0x27C, &[])].concat()
}

#[test]
fn xlsb_comments_are_read_with_their_cells() {
    let sheet = [
        brt(0x81, &[]),
        brt(0x94, &ints(&[0, 9, 0, 9])),
        brt(0x91, &[]),
        brt_row(0, false),
        brt_cell(0x05, 0, &1.0_f64.to_le_bytes()),
        brt(0x92, &[]),
        brt(0x82, &[]),
    ];
    let links = br#"<Relationships><Relationship Id="rId1" Type="http://x/comments" Target="../comments1.bin"/></Relationships>"#;
    let with = |comments: &[u8]| {
        let further: [(&str, &[u8]); 2] =
            [("xl/worksheets/_rels/sheet1.bin.rels", links), ("xl/comments1.bin", comments)];
        xlsb_of(&sheet, &[], &further)
    };
    let list = [brt(0x274, &[]), brt_comment(0, 0, "不予奖励"), brt_comment(6, 1, "已核"), brt(0x275, &[])];
    let comment = |row, col, text: &str| Comment { row, col, text: text.to_owned() };
    let reading = Reading::of(with(&list.concat()));
    assert_eq!(reading.comments, [comment(0, 0, "不予奖励"), comment(6, 1, "已核")]);
    // A text that is longer than its record, and a record that ends before its range.
    let long = brt(0x27D, &[&[0][..], &9_u32.to_le_bytes()].concat());
    assert_eq!(refusal(with(&long)).0, Code::FileDamaged);
    assert_eq!(refusal(with(&brt(0x27B, &[0; 8]))).0, Code::FileDamaged);
}

/// The parts of a sheet before its rows and behind them.
fn xlsb_rows(rows: &[Vec<u8>]) -> Vec<u8> {
    let before = [brt(0x81, &[]), brt(0x94, &ints(&[0, 9, 0, 9])), brt(0x91, &[])].concat();
    xlsb(&[before, rows.concat(), brt(0x92, &[]), brt(0x82, &[])])
}

fn brt_cell(id: u16, col: u32, value: &[u8]) -> Vec<u8> {
    brt(id, &[&ints(&[col, 0])[..], value].concat())
}

#[test]
fn xlsb_values_that_the_library_leaves_out() {
    let reading = Reading::of(xlsb_rows(&[
        brt_row(0, false),
        brt_cell(0x0B, 0, &[0x2A, 0, 0]),
        brt_cell(0x3E, 1, &[&[1][..], &brt_text("混排")].concat()),
        brt_cell(0x01, 2, &[]),
        brt_cell(0x03, 3, &[0x2D]),
        brt_cell(0x08, 4, &[&brt_text("公式")[..], &[0, 0]].concat()),
        brt_cell(0x0A, 5, &[1, 0, 0]),
        brt_cell(0x02, 6, &((12_345_u32 << 2) | 3).to_le_bytes()),
        brt_cell(0x02, 7, &(((-7_i32 as u32) << 2) | 2).to_le_bytes()),
        brt_cell(0x08, 8, &[&brt_text("")[..], &[0, 0]].concat()),
    ]));
    for (name, value) in [
        ("A1", Value::Error("#N/A".to_owned())),
        ("B1", text("混排")),
        ("D1", Value::Error("#2D".to_owned())),
        ("E1", text("公式")),
        ("F1", Value::Bool(true)),
        ("G1", number("123.45")),
        ("H1", number("-7")),
    ] {
        assert_eq!(reading.at(name), Some(&value), "{name}");
    }
    assert_eq!((reading.at("C1"), reading.at("I1")), (None, None));
}

#[test]
fn xlsb_that_is_broken_is_refused_as_a_whole() {
    let one = || brt_cell(0x05, 0, &1.0_f64.to_le_bytes());
    for (rows, what) in [
        (vec![brt_row(0, false), brt_cell(0x07, 0, &9_u32.to_le_bytes())], "no such shared string"),
        (vec![brt_row(0, false), one(), brt_cell(0x05, 1, &[1, 2])], "a short number"),
        (vec![brt_row(0, false), one(), brt_cell(0x06, 1, &9_u32.to_le_bytes())], "a short text"),
        (vec![brt_row(0, false), one(), brt_row(2_000_000, false), one()], "a row off the grid"),
        (vec![one()], "a cell without a row"),
    ] {
        assert_eq!(refusal(xlsb_rows(&rows)).0, Code::FileDamaged, "{what}");
    }
    let twice = [brt_row(0, false), one(), one()];
    assert_eq!(refusal(xlsb_rows(&twice)), (Code::CellPosition, Some("A1".to_owned())));
    assert_eq!(refusal(xlsb(&[brt(0x81, &[]), brt(0x91, &[])])).0, Code::FileDamaged);
}

/// A defined name whose formula holds formulas within formulas.
fn nested_name(depth: u16) -> Vec<u8> {
    let formula = (0..depth).fold(Vec::new(), |inner: Vec<u8>, _| {
        [&[0x29][..], &(inner.len() as u16).to_le_bytes(), &inner].concat()
    });
    let head = [ints(&[0, 0]), vec![0], brt_text("n")].concat();
    brt(0x27, &[head, ints(&[formula.len() as u32]), formula].concat())
}

#[test]
fn xlsb_names_cannot_exhaust_the_stack() {
    let sheet = [brt(0x81, &[]), brt(0x94, &ints(&[0; 4])), brt(0x91, &[]), brt(0x92, &[]), brt(0x82, &[])];
    assert_eq!(Reading::of(xlsb_with(&sheet, &[nested_name(1)])).codes(), [Code::SheetEmpty]);
    Reading::of(xlsb_with(&sheet, &[nested_name(1_350)]));
    assert_eq!(refusal(xlsb_with(&sheet, &[nested_name(1_400)])).0, Code::FileDamaged);
}

#[test]
fn xlsb_parts_are_where_both_readers_look() {
    let parts = |other: &str| {
        zip(&[("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", br#"<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.bin"/></Relationships>"#), ("xl/workbook.bin", b""), (other, b"")])
    };
    for other in ["xl/Workbook.bin", "xl/a/../styles.bin", "/xl/styles.bin"] {
        assert_eq!(refusal(parts(other)).0, Code::FileDamaged, "{other}");
    }
}

/// `written.xlsb` was made with another program's writer (pyxlsbwriter 0.1.0), which follows files of Excel.
#[test]
fn xlsb_of_another_program() {
    let bytes = include_bytes!("written.xlsb").to_vec();
    let reading = Reading::of(bytes.clone());
    assert_eq!(reading.codes(), []);
    assert_eq!(reading.rows.len(), 5);
    for (name, value) in [
        ("B1", text("企业名称")),
        ("A2", number("1")),
        ("B2", text("宜家公司")),
        ("C2", number("12.5")),
        ("D2", Value::Date(date(2008, 10, 1))),
        ("E2", Value::Bool(true)),
        ("C3", number("-123456789.25")),
        ("D3", Value::Date(date(2024, 2, 29))),
        ("E3", Value::Bool(false)),
        ("C4", number("2147483648")),
        ("B5", text("第二公司")),
        ("C5", number("0.1")),
        ("D5", Value::Date(date(2010, 1, 1))),
    ] {
        assert_eq!(reading.at(name), Some(&value), "{name}");
    }
    assert_eq!(reading.at("B4"), None);
    let source = SourceFile::new("a.xlsb", bytes);
    let book = open(&source, &Limits::default()).expect("a workbook");
    let sheets: Vec<_> = book.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.visibility)).collect();
    assert_eq!(sheets, [("名单", Visibility::Visible), ("隐藏", Visibility::Hidden)]);
}
