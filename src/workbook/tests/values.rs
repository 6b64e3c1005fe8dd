//! Values of .xlsx cells: numbers, dates, errors, formulas, text, visibility.

use super::build::Xlsx;
use super::*;
use jiff::civil::date;

fn row(cells: &str) -> Reading {
    Reading::of(Xlsx::of(&format!(r#"<row r="1">{cells}</row>"#)).bytes())
}

#[test]
fn numbers_are_what_the_clerk_sees() {
    let reading = row(
        "<c><v>0.30000000000000004</v></c><c><v>19.989999999999998</v></c><c><v>1E400</v></c><c><v>NaN</v></c>\
         <c><v>４５</v></c><c><v>1,234.50</v></c><c><v>-0</v></c><c><v> +7 </v></c><c><v>1.5E-3</v></c><c><v>5E-17</v></c>",
    );
    let expected = [
        ("A1", number("0.3")),
        ("B1", number("19.99")),
        ("C1", unusable("1E400")),
        ("D1", unusable("NaN")),
        ("E1", unusable("４５")),
        ("F1", unusable("1,234.50")),
        ("G1", number("0")),
        ("H1", number("7")),
        ("I1", number("0.0015")),
        ("J1", number("0.00000000000000005")),
    ];
    for (name, value) in expected {
        assert_eq!(reading.at(name), Some(&value), "{name}");
    }
    assert_eq!(reading.codes(), [Code::CellUnusable; 4]);
}

#[test]
fn a_long_number_has_lost_digits() {
    let reading = row("<c><v>1234567890123456789</v></c><c><v>123456789012345</v></c>");
    let lost = Value::Number(
        "1234567890123460000".parse().expect("a decimal"),
        NumberNote { digits_lost: true, ..NumberNote::default() },
    );
    assert_eq!(reading.at("A1"), Some(&lost));
    assert_eq!(reading.at("B1"), Some(&number("123456789012345")));
}

#[test]
fn dates_follow_the_format_and_their_range() {
    let reading = row(
        r#"<c s="1"><v>45000</v></c><c s="2"><v>45000.5</v></c><c t="d"><v>2023-03-15</v></c><c><v>45000</v></c><c s="1"><v>60</v></c><c s="1"><v>-5</v></c><c s="1"><v>99999999999</v></c><c s="1"><v>59</v></c><c s="4"><v>0.5</v></c><c s="1"><v>73415</v></c><c s="1"><v>73416</v></c>"#,
    );
    let day = Value::Date(date(2023, 3, 15));
    let expected = [
        ("A1", day.clone()),
        ("B1", day.clone()),
        ("C1", day),
        ("D1", number("45000")),
        ("E1", unusable("60")),
        ("F1", unusable("-5")),
        ("G1", unusable("99999999999")),
        ("H1", Value::Date(date(1900, 2, 28))),
        ("I1", text("12:00:00")),
        ("J1", Value::Date(date(2100, 12, 31))),
        ("K1", unusable("73416")),
    ];
    for (name, value) in expected {
        assert_eq!(reading.at(name), Some(&value), "{name}");
    }
}

#[test]
fn the_macintosh_date_system_is_honoured() {
    let workbook = r#"<workbookPr date1904="1"/>"#.to_owned();
    let data = r#"<row r="1"><c s="1"><v>45000</v></c></row>"#;
    let reading = Reading::of(Xlsx { workbook, ..Xlsx::of(data) }.bytes());
    assert_eq!(reading.at("A1"), Some(&Value::Date(date(2027, 3, 16))));
}

#[test]
fn one_error_value_costs_one_cell() {
    let reading = row(
        r##"<c t="e"><v>#N/A</v></c><c t="e"><v>#SPILL!</v></c><c t="b"><v>2</v></c><c t="b"><v>1</v></c><c t="s"><v>99</v></c><c><v>3</v></c><c t="str"><v>#CALC!</v></c>"##,
    );
    assert_eq!(reading.at("A1"), Some(&Value::Error("#N/A".to_owned())));
    assert_eq!(reading.at("B1"), Some(&Value::Error("#SPILL!".to_owned())));
    assert_eq!(reading.at("C1"), Some(&unusable("2")));
    assert_eq!(reading.at("D1"), Some(&Value::Bool(true)));
    assert_eq!(reading.at("E1"), Some(&unusable("99")));
    assert_eq!(reading.at("F1"), Some(&number("3")));
    assert_eq!(reading.at("G1"), Some(&Value::Error("#CALC!".to_owned())));
    assert_eq!(reading.findings[1].place.cell.as_deref(), Some("B1"));
}

#[test]
fn a_formula_without_a_result_is_not_blank() {
    let reading = row(
        r#"<c><f>1+1</f></c><c><f>SUM(A1)</f><v></v></c><c><v>3</v></c><c t="str"><f>"x"</f></c><c t="str"><f>""</f><v></v></c><c><f>1+1</f><v>2</v></c>"#,
    );
    for name in ["A1", "B1", "D1"] {
        assert_eq!(reading.at(name), Some(&Value::NoCache), "{name}");
    }
    assert_eq!(reading.at("E1"), None);
    assert_eq!(reading.at("F1"), Some(&number("2")));
    assert_eq!(reading.codes(), [Code::CellNoCache; 3]);
}

#[test]
fn invisible_characters_set_the_cell_aside() {
    let reading = row(
        "<c t=\"inlineStr\"><is><r><t>甲_x000D_</t></r><r><t>公司\u{202E}</t></r><rPh><t>jia</t></rPh></is></c>\
         <c t=\"str\"><v>乙_x0007_</v></c><c t=\"str\"><v>丙\n二_xZZZZ_ &amp; &#x4E00;</v></c>",
    );
    assert_eq!(reading.at("A1"), Some(&unusable("甲[U+000D]公司[U+202E]")));
    assert_eq!(reading.at("B1"), Some(&unusable("乙[U+0007]")));
    assert_eq!(reading.at("C1"), Some(&text("丙\n二_xZZZZ_ & 一")));
    assert_eq!(reading.codes(), [Code::CellText; 2]);
}

#[test]
fn what_is_struck_out_or_has_a_raised_number_is_not_read() {
    let run = |properties: &str, text: &str| format!("<r><rPr>{properties}</rPr><t>{text}</t></r>");
    let (struck, raised) = ("<strike/>", r#"<vertAlign val="superscript"/>"#);
    let texts = [
        run(struck, "3") + &run("<b/>", "2"),
        run("", "2") + &run(raised, "1"),
        run("", "100m") + &run(raised, "2"),
        run("", "大华水泵有限公司") + &run(raised, "1"),
        run(r#"<strike val="0"/>"#, "甲公司") + &run(struck, " "),
        run("", "氧化铝Al") + &run(r#"<vertAlign val="subscript"/>"#, "2") + &run("", "O"),
    ];
    let strings: String = texts.iter().map(|text| format!("<si>{text}</si>")).collect();
    let cells: String = (0..texts.len()).map(|index| format!(r#"<c t="s"><v>{index}</v></c>"#)).collect();
    let more = format!(
        r#"<c t="inlineStr"><is>{}<r><t>乙厂</t></r></is></c><c s="5"><v>7</v></c><c s="6"><v>7</v></c>"#,
        run(struck, "甲厂")
    );
    let xlsx = Xlsx {
        strings: format!(r#"<sst uniqueCount="6">{strings}</sst>"#),
        ..Xlsx::of(&format!(r#"<row r="1">{cells}{more}</row>"#))
    };
    let reading = Reading::of(xlsx.bytes());
    let expected = [
        super::struck("32"),
        super::struck("21"),
        text("100m2"),
        super::struck("大华水泵有限公司1"),
        text("甲公司 "),
        text("氧化铝Al2O"),
        super::struck("甲厂乙厂"),
        super::struck("7"),
        number("7"),
    ];
    for (name, value) in ["A1", "B1", "C1", "D1", "E1", "F1", "G1", "H1", "I1"].into_iter().zip(expected) {
        assert_eq!(reading.at(name), Some(&value), "{name}");
    }
    assert_eq!(reading.codes(), [Code::CellUnusable; 5]);
}

#[test]
fn a_unit_in_the_number_format_is_reported() {
    let reading = row(r#"<c s="3"><v>12.5</v></c><c><v>12.5</v></c>"#);
    assert_eq!(reading.cell("A1").and_then(|cell| cell.format_unit), Some(FormatUnit::WanYuan));
    assert_eq!(reading.cell("B1").and_then(|cell| cell.format_unit), None);
}

#[test]
fn units_are_read_off_formats_and_never_guessed() {
    use FormatUnit::{Percent, Unclear, WanYuan, Yuan};
    for (code, unit) in [
        ("0.00\"万元\"", Some(WanYuan)),
        ("#,##0.00元", Some(Yuan)),
        ("0\\元;-0\\元", Some(Yuan)),
        ("0\"元\";0\"万元\"", Some(Unclear)),
        ("0\"千元\"", Some(Unclear)),
        ("0\"美元\"", Some(Unclear)),
        ("0\"万\"", Some(Unclear)),
        ("0!.0,\"万元\"", Some(Unclear)),
        ("#,##0,", Some(Unclear)),
        ("#,##0.00", None),
        ("0.00,", Some(Unclear)),
        ("0!.00", Some(Unclear)),
        ("0\".\"00", Some(Unclear)),
        ("0;-0,", Some(Unclear)),
        ("0.0%", Some(Percent)),
        ("0%;-0%", Some(Percent)),
        ("0%;0", Some(Unclear)),
        ("0\"约\"%", Some(Unclear)),
        ("0\"只\"", Some(Unclear)),
        ("0\"千\"", Some(Unclear)),
        ("0\"k\"", Some(Unclear)),
        ("0\"*10\"", Some(Unclear)),
        ("[$$-409]#,##0.00", Some(Unclear)),
        ("\"US$\"0", Some(Unclear)),
        ("$#,##0", Some(Unclear)),
        ("[$HKD] 0", Some(Unclear)),
        ("[$€-2] 0.00", Some(Unclear)),
        ("€0", Some(Unclear)),
        (";;;", Some(Unclear)),
        ("\"面议\"", Some(Unclear)),
        ("Percent", Some(Percent)),
        ("Standard", None),
        ("", None),
        ("@", None),
        ("General", None),
        ("G/通用格式", None),
        ("[DBNum2][$-804]General", None),
        ("0.0E+00", None),
        ("000000", None),
        ("[Red]0.00", None),
        ("0_ ", None),
        ("\"人民币\"0", None),
        ("[$CNY] 0.00", None),
        ("\"¥\"#,##0.00\"元\"", Some(Yuan)),
        ("0\"元\";-0\"元\";\"免\";@\"注\"", Some(Yuan)),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", None),
        ("_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ ", None),
        ("_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"??_);_(@_)", None),
        ("[$￥-804]#,##0.00", None),
        ("[$¥-804]#,##0.00", None),
        ("_ * #,##0.00_ ;_ * -#,##0.00_ ", None),
    ] {
        assert_eq!(format::custom(code).unit, unit, "{code}");
    }
    assert_eq!((format::builtin(4).unit, format::builtin(10).unit), (None, Some(Percent)));
}

#[test]
fn a_number_displayed_as_another_is_not_read() {
    use FormatUnit::{Percent, Unclear, WanYuan, Yuan};
    for (display, stored, unit) in [
        ("1234.5", 1_234_500.0, Some(Unclear)),
        ("1.2", 12_345.0, Some(Unclear)),
        ("50%", 0.5, Some(Percent)),
        ("50%", 50.0, Some(Unclear)),
        ("US$5.00", 5.0, Some(Unclear)),
        ("HKD 5", 5.0, Some(Unclear)),
        ("5件", 5.0, Some(Unclear)),
        ("—", 5.0, Some(Unclear)),
        ("###", 5.0, Some(Unclear)),
        ("￥1,234.50", 1234.5, None),
        ("-¥1,235", -1234.5, None),
        ("(12.35)", -12.345, None),
        ("0.3", 0.25, None),
        ("-", 0.0, None),
        ("", 5.0, None),
        ("1.23E+08", 123_450_000.0, None),
        ("12.50万元", 12.5, Some(WanYuan)),
        ("1,234.00元", 1234.0, Some(Yuan)),
    ] {
        assert_eq!(number::displayed_unit(display, stored), unit, "{display}");
    }
}

#[test]
fn date_formats_are_known() {
    use format::Kind::{Date, Number, Time};
    for (code, kind) in [
        ("yyyy\"年\"m\"月\"d\"日\"", Date),
        ("[DBNum1][$-804]yyyy\"年\"m\"月\"", Date),
        ("m/d/yy h:mm", Date),
        ("h:mm:ss AM/PM", Time),
        ("[h]:mm", Time),
        ("General", Number),
        ("G/通用格式", Number),
        ("0.00E+00", Number),
        ("[Red]0.00", Number),
        ("0\"days\"", Number),
        ("@", Number),
    ] {
        assert_eq!(format::custom(code).kind, kind, "{code}");
    }
    assert_eq!(format::builtin(31).kind, Date);
    assert_eq!(format::builtin(57).kind, Date);
    assert_eq!(format::builtin(44).kind, Number);
}

#[test]
fn what_is_hidden_is_reported() {
    let data = r#"<row r="1"><c><v>1</v></c></row><row r="2" hidden="1"><c><v>2</v></c></row><row r="3" ht="0"/><row r="5"><c><v>5</v></c></row>"#;
    let mut xlsx = Xlsx::of(data).after(r#"<autoFilter ref="A1:B5"/>"#);
    xlsx.state = r#"state="veryHidden""#.to_owned();
    let source = SourceFile::new("a.xlsx", xlsx.bytes());
    let mut book = open(&source, &Limits::default()).expect("a workbook");
    let meta = book.meta(0).expect("a sheet");
    assert_eq!(meta.visibility, Visibility::VeryHidden);
    assert!(meta.filtered);
    let mut hidden = Vec::new();
    book.rows(0, &mut |row| hidden.push(row.hidden)).expect("rows");
    assert_eq!(hidden, [false, true, false]);
}

#[test]
fn an_empty_sheet_says_so() {
    let reading = Reading::of(Xlsx::of(r#"<row r="1"><c r="A1" s="1"/></row>"#).bytes());
    assert_eq!(reading.codes(), [Code::SheetEmpty]);
    assert!(reading.rows.is_empty());
}

/// A file of the writing library, read by the second reader too.
#[test]
fn a_second_reader_agrees() {
    use calamine::{Data, Reader as _, Xlsx as Second};
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..50_u32 {
        sheet.write(row, 0, format!("企业 {row}")).expect("text");
        sheet.write(row, 2, f64::from(row) / 7.0).expect("a number");
    }
    let bytes = book.save_to_buffer().expect("bytes");
    let reading = Reading::of(bytes.clone());
    let mut second = Second::new(std::io::Cursor::new(bytes)).expect("a workbook");
    #[allow(clippy::disallowed_methods, reason = "the second reader, over a file of our own")]
    let range = second.worksheet_range("Sheet1").expect("a sheet");
    let mut compared = 0;
    for (row, col, data) in range.used_cells() {
        let value = reading.at(&a1(row as u32, col as u32)).expect("the same cell");
        match data {
            Data::String(string) => assert_eq!(value, &text(string)),
            Data::Float(float) => {
                assert_eq!(value, &number::value(*float, format::Kind::Number, false));
            }
            other => panic!("unexpected {other:?}"),
        }
        compared += 1;
    }
    assert_eq!(compared, 100);
}
