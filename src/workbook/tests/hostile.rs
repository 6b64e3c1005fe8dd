//! Hostile and broken files: each must end in a refusal that says where, or in a reading that says what.

use super::build::{Xlsx, compound, zip};
use super::*;

const SOUND: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>企业</t></is></c></row><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>100</v></c></row>"#;

#[test]
fn a_sound_sheet_is_read_whatever_its_dimension_says() {
    let reading = Reading::of(Xlsx::of(SOUND).bytes());
    assert_eq!(reading.at("A1"), Some(&text("企业")));
    assert_eq!(reading.at("A2"), Some(&text("共享")));
    assert_eq!(reading.at("B2"), Some(&number("100")));
    assert!(reading.findings.is_empty());
}

#[test]
fn two_far_corners_are_two_cells() {
    let data =
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let reading = Reading::of(Xlsx::of(data).bytes());
    assert_eq!(reading.rows.len(), 2);
    assert_eq!(reading.at("XFD1048576"), Some(&number("2")));
}

#[test]
fn positions_off_the_grid_refuse_the_sheet() {
    for (data, place) in [
        (r#"<row r="4294967295"><c r="ZZZZ4294967295"><v>2</v></c></row>"#, "4294967295"),
        (r#"<row r="1048577"><c><v>2</v></c></row>"#, "1048577"),
        (r#"<row r="1"><c r="XFE1"><v>2</v></c></row>"#, "XFE1"),
        (r#"<row r="1"><c r="A2"><v>2</v></c></row>"#, "A2"),
        (r#"<row r="0"><c r="A0"><v>2</v></c></row>"#, "0"),
    ] {
        assert_eq!(refusal(Xlsx::of(data).bytes()), (Code::CellPosition, Some(place.to_owned())));
    }
}

#[test]
fn cells_and_rows_that_come_twice_or_backwards_refuse_the_sheet() {
    for (data, place) in [
        (r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#, "A1"),
        (r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>3</v></c></row>"#, "1"),
        (r#"<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>"#, "1"),
        (r#"<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#, "A1"),
    ] {
        assert_eq!(refusal(Xlsx::of(data).bytes()), (Code::CellPosition, Some(place.to_owned())));
    }
}

#[test]
fn cells_without_references_follow_one_another() {
    let data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>";
    let reading = Reading::of(Xlsx::of(data).bytes());
    assert_eq!(reading.at("B1"), Some(&number("2")));
    assert_eq!(reading.at("A2"), Some(&number("3")));
}

#[test]
fn document_types_and_entities_are_refused() {
    let bomb = r#"<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>"#;
    let bytes = Xlsx { before: bomb.to_owned(), ..Xlsx::of(SOUND) }.bytes();
    assert_eq!(refusal(bytes).0, Code::FileDamaged);
    let data = r#"<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>"#;
    assert_eq!(refusal(Xlsx::of(data).bytes()).0, Code::FileDamaged);
}

#[test]
fn cut_sheets_are_refused_even_between_rows() {
    for mark in ["<c r=\"B2\"", "<row r=\"2\"", "</worksheet>"] {
        let bytes = Xlsx { cut: Some(mark), ..Xlsx::of(SOUND) }.bytes();
        assert_eq!(refusal(bytes).0, Code::FileDamaged, "{mark}");
    }
}

#[test]
fn cut_and_flipped_containers_are_refused() {
    let sound = Xlsx::of(SOUND).bytes();
    assert_eq!(refusal(sound[..sound.len() / 2].to_vec()).0, Code::FileDamaged);
    assert_eq!(refusal(Vec::new()).0, Code::FileDamaged);
    let name = b"xl/worksheets/sheet1.xml";
    let at = sound.windows(name.len()).position(|window| window == name).expect("the part");
    let mut flipped = sound;
    flipped[at + name.len() + 20] ^= 0xFF;
    assert_eq!(refusal(flipped).0, Code::FileDamaged);
}

#[test]
fn a_count_that_the_part_cannot_hold_is_refused() {
    let strings = r#"<sst count="4294967295" uniqueCount="4294967295"></sst>"#.to_owned();
    assert_eq!(refusal(Xlsx { strings, ..Xlsx::of(SOUND) }.bytes()).0, Code::FileDamaged);
}

#[test]
fn a_target_outside_the_package_is_a_missing_sheet() {
    let target = "../../../../etc/passwd".to_owned();
    assert_eq!(refusal(Xlsx { target, ..Xlsx::of(SOUND) }.bytes()).0, Code::FileDamaged);
}

#[test]
fn inflated_bytes_are_counted_not_believed() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "<b/>".repeat(1 << 20));
    let bytes = Xlsx { strings, ..Xlsx::of(SOUND) }.bytes();
    assert_eq!(refusal(bytes).0, Code::FileTooLarge);
    let limits = Limits { worksheet_part: 100, ..Limits::default() };
    let finding = Reading::try_of(Xlsx::of(SOUND).bytes(), 0, &limits).map(|_| ()).expect_err("too large");
    assert_eq!(finding.code, Code::FileTooLarge);
    assert_eq!(finding.place.sheet.as_deref(), Some("名单"));
}

#[test]
fn one_endless_text_is_cut_off_early() {
    let data = format!(r#"<row r="1"><c r="A1" t="str"><v>{}</v></c></row>"#, "字".repeat(1 << 20));
    assert_eq!(refusal(Xlsx::of(&data).bytes()).0, Code::FileTooLarge);
}

#[test]
fn too_many_entries_and_cells_are_refused() {
    let sound = Xlsx::of(SOUND).bytes();
    for limits in [
        Limits { entries: 6, ..Limits::default() },
        Limits { cells: 2, ..Limits::default() },
        Limits { total: 1_000, ..Limits::default() },
    ] {
        let finding = Reading::try_of(sound.clone(), 0, &limits).map(|_| ()).expect_err("too large");
        assert_eq!(finding.code, Code::FileTooLarge);
    }
}

#[test]
fn kinds_that_are_not_read_are_named() {
    let encrypted = compound(&[("EncryptedPackage", vec![0; 64]), ("EncryptionInfo", vec![0; 64])]);
    for (bytes, code, word) in [
        (encrypted, Code::FileEncrypted, "密码"),
        (compound(&[("WordDocument", vec![0; 64])]), Code::FileForeign, "Word"),
        (zip(&[("word/document.xml", b"<w/>")]), Code::FileForeign, "Word"),
        (zip(&[("名单.xlsx", b"PK")]), Code::FileForeign, "压缩包"),
        (b"%PDF-1.4".to_vec(), Code::FileForeign, "PDF"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00".to_vec(), Code::FileForeign, "Excel 4.0"),
        (b"\x01\x00\x00\x02".to_vec(), Code::FileForeign, "二进制"),
    ] {
        let finding = Reading::try_of(bytes, 0, &Limits::default()).map(|_| ()).expect_err(word);
        assert_eq!(finding.code, code, "{}", finding.message);
        assert!(finding.message.contains(word), "{}", finding.message);
    }
}

#[test]
fn findings_of_one_code_are_listed_up_to_the_limit_and_counted_beyond() {
    let cells: String =
        (1..=5).map(|row| format!(r#"<row r="{row}"><c t="e"><v>#N/A</v></c></row>"#)).collect();
    let limits = Limits { findings: 2, ..Limits::default() };
    let reading = Reading::try_of(Xlsx::of(&cells).bytes(), 0, &limits).expect("a reading");
    assert_eq!(reading.findings.len(), 3);
    assert!(reading.findings[2].message.contains("另有 3 处"));
    assert_eq!(reading.rows.len(), 5);
}

#[test]
fn sheets_that_share_a_name_or_are_missing_refuse_the_file() {
    // One sheet is declared twice.
    let twice = r#"<sheets><sheet name="名单" r:id="rId9"/></sheets>"#.to_owned();
    assert_eq!(refusal(Xlsx { workbook: twice, ..Xlsx::of(SOUND) }.bytes()).0, Code::FileDamaged);
    assert_eq!(refusal(zip(&[("xl/workbook.xml", b"<workbook/>")])).0, Code::FileDamaged);
}

#[test]
fn a_csv_may_speak_of_encodings() {
    let body = "说明,charset=gbk\n企业,1\n";
    assert_eq!(Reading::of(body.into()).at("A2"), Some(&text("企业")));
}
