//! The entries of fuzzing: what each target makes of the bytes, and what must hold of any of them. Used by the fuzz targets, and
//! by `tests/corpus.rs`, which replays the committed corpus.

#![allow(dead_code, reason = "each target uses one of the entries")]
#![allow(clippy::expect_used, clippy::panic, reason = "a target that panics has found something")]

use duixian::engine::{self, Inputs, Options};
use duixian::finding::Finding;
use duixian::host::Serial;
use duixian::model::decision::Decisions;
use duixian::model::record::RowReading;
use duixian::policy::{Policy, load};
use duixian::source::SourceFile;
use duixian::text::{code, date, name, normal, number};
use duixian::workbook::{self, Limits, Row};
use duixian::{decisions as decisions_file, intake};
use std::io::Write;
use std::sync::OnceLock;

/// An entry: it panics where something does not hold.
pub type Entry = fn(&[u8]);

/// Every target.
pub const ENTRIES: &[(&str, Entry)] = &[
    ("any", any),
    ("xlsx", xlsx),
    ("xlsb", xlsb),
    ("xls", xls),
    ("ods", ods),
    ("delimited", delimited),
    ("html", html),
    ("spreadsheet_ml", spreadsheet_ml),
    ("tables", tables),
    ("dates", dates),
    ("numbers", numbers),
    ("names", names),
    ("policy", policy),
    ("decisions", decisions),
    ("pay", pay),
];

/// What stands between the parts of a package in an input; parts that are not given are sound ones.
pub const BETWEEN_PARTS: &[u8] = b"\n=====\n";

/// Small enough that an input ends within moments, large enough that every branch is reached.
fn limits() -> Limits {
    const MIB: u64 = 1 << 20;
    Limits {
        worksheet_part: 16 * MIB,
        shared_strings: 16 * MIB,
        other_part: 4 * MIB,
        total: 32 * MIB,
        cells: 50_000,
        merges: 10_000,
        findings: 20,
        ..Limits::default()
    }
}

// --- readers

/// A file of any kind, as it stands.
pub fn any(data: &[u8]) {
    read(data.to_vec());
}

/// The parts of an .xlsx: the sheet, the shared strings, the styles, the workbook, its relationships.
pub fn xlsx(data: &[u8]) {
    const PATHS: [&str; 5] = [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    ];
    let sound: [&[u8]; 5] = [
        br#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#,
        "<sst><si><t>企业名称</t></si></sst>".as_bytes(),
        br#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
        br#"<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        br#"<Relationships><Relationship Id="r1" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="t/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="t/styles" Target="styles.xml"/></Relationships>"#,
    ];
    read(package(&PATHS, sound, data, "xl/workbook.xml"));
}

/// The parts of an .xlsb: the sheet, the shared strings, the styles, the workbook.
pub fn xlsb(data: &[u8]) {
    const PATHS: [&str; 5] = [
        "xl/worksheets/sheet1.bin",
        "xl/sharedStrings.bin",
        "xl/styles.bin",
        "xl/workbook.bin",
        "xl/_rels/workbook.bin.rels",
    ];
    // A bundle of one sheet, `r1`, named `a`.
    const WORKBOOK: &[u8] =
        b"\x9C\x01\x16\0\0\0\0\x01\0\0\0\x02\0\0\0r\x001\0\x01\0\0\0a\0\x90\x01\0\x84\x01\0";
    let sound: [&[u8]; 5] = [
        b"\x81\x01\0\x91\x01\0\x92\x01\0\x82\x01\0",
        b"\x9F\x01\x08\x01\0\0\0\x01\0\0\0\x13\x07\0\x01\0\0\0a\0\xA0\x01\0",
        b"\xE9\x04\x04\x01\0\0\0\x2F\x06\0\0\0\0\0\0\xEA\x04\0",
        WORKBOOK,
        br#"<Relationships><Relationship Id="r1" Type="t/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#,
    ];
    read(package(&PATHS, sound, data, "xl/workbook.bin"));
}

/// An .xls: a compound file, or the stream in it.
pub fn xls(data: &[u8]) {
    let is_whole = data.starts_with(b"\xD0\xCF\x11\xE0") || matches!(data, [9, _, 4..=16, 0, ..]);
    let head: &[u8] =
        if is_whole { b"" } else { b"\x09\x08\x10\x00\x00\x06\x05\x00\0\0\0\0\0\0\0\0\0\0\0\0" };
    read([head, data].concat());
}

/// The content of an .ods, and its manifest.
pub fn ods(data: &[u8]) {
    let sound: [&[u8]; 2] = [b"<document-content/>", b"<manifest/>"];
    let parts = parts(data, sound);
    read(zip(["content.xml", "META-INF/manifest.xml"].into_iter().zip(parts)));
}

/// A text with separators.
pub fn delimited(data: &[u8]) {
    read(data.to_vec());
}

/// A table of a web page.
pub fn html(data: &[u8]) {
    read([b"<html><body><table>", data].concat());
}

/// A workbook in the XML of 2003.
pub fn spreadsheet_ml(data: &[u8]) {
    const HEAD: &[u8] =
        br#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">"#;
    read(if data.starts_with(b"<?xml") { data.to_vec() } else { [HEAD, data].concat() });
}

/// Reads every sheet twice. Rows ascend, also those of a sheet that is refused in the end, which its reader forgets; a second
/// reading is the same.
fn read(bytes: Vec<u8>) {
    let source = SourceFile::new("名单.bin", bytes);
    let limits = limits();
    let mut book = match workbook::open(&source, &limits) {
        Ok(book) => book,
        Err(finding) => return told(&finding),
    };
    for sheet in 0..book.sheets().len() {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        match book.rows(sheet, &mut |row| first.push(row)) {
            Ok(findings) => findings.iter().for_each(told),
            Err(finding) => {
                told(&finding);
                in_order(&first, &limits);
                continue;
            }
        }
        in_order(&first, &limits);
        book.rows(sheet, &mut |row| second.push(row)).expect("a sheet that was read");
        assert_eq!(first, second, "two readings differ");
    }
}

fn in_order(rows: &[Row], limits: &Limits) {
    assert!(rows.windows(2).all(|pair| pair[0].index < pair[1].index), "rows ascend");
    for row in rows {
        assert!(row.index < limits.rows && !row.cells.is_empty());
        assert!(row.cells.windows(2).all(|pair| pair[0].col < pair[1].col), "columns ascend");
        assert!(row.cells.iter().all(|cell| cell.col < limits.columns));
    }
}

/// A finding says what and what to do.
fn told(finding: &Finding) {
    assert!(!finding.message.is_empty() && !finding.help.is_empty(), "{finding:?}");
}

/// A package of parts and the two files that lead to its workbook.
fn package<const N: usize>(paths: &[&str; N], sound: [&[u8]; N], data: &[u8], workbook: &str) -> Vec<u8> {
    let root = format!(
        r#"<Relationships><Relationship Id="r1" Type="t/officeDocument" Target="{workbook}"/></Relationships>"#
    );
    let fixed = [("[Content_Types].xml", b"<Types/>".to_vec()), ("_rels/.rels", root.into_bytes())];
    zip(fixed.into_iter().chain(paths.iter().copied().zip(parts(data, sound))))
}

/// The parts of an input, sound ones where it has none.
fn parts<const N: usize>(data: &[u8], sound: [&[u8]; N]) -> [Vec<u8>; N] {
    let mut parts = sound.map(<[u8]>::to_vec);
    let mut rest = data;
    for part in &mut parts {
        let size = BETWEEN_PARTS.len();
        match rest.windows(size).position(|window| window == BETWEEN_PARTS) {
            Some(at) => {
                *part = rest[..at].to_vec();
                rest = &rest[at + size..];
            }
            None => {
                *part = rest.to_vec();
                break;
            }
        }
    }
    parts
}

/// A container of parts as they are: inflating them would only slow the search down.
fn zip<'a>(parts: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    use zip::{CompressionMethod, write::SimpleFileOptions};
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, content) in parts {
        writer.start_file(path, options).expect("a new part");
        writer.write_all(&content).expect("memory takes it");
    }
    writer.finish().expect("a container").into_inner()
}

// --- lists

/// The policy of the bundled lists: its vocabulary is a real one.
fn bundled() -> &'static (SourceFile, Policy) {
    static BUNDLED: OnceLock<(SourceFile, Policy)> = OnceLock::new();
    BUNDLED.get_or_init(|| {
        let source = SourceFile::new("rules/policy.md", &include_bytes!("../rules/yixing-2008.md")[..]);
        let policy = load::load(&source).expect("the bundled policy");
        (source, policy)
    })
}

/// A list, from its bytes to typed rows: every row of a sheet has one reading.
pub fn tables(data: &[u8]) {
    let source = SourceFile::new("名单.csv", data);
    let (_, policy) = bundled();
    let decisions = Decisions::default();
    let intake = intake::read_lists(&[source], policy, &decisions, &limits(), false, None, &Serial);
    intake.findings.iter().for_each(told);
    let mut records = Vec::new();
    for sheet in &intake.reading.sheets {
        assert!(sheet.rows.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0), "no row is missing");
        for (row, reading) in &sheet.rows {
            match reading {
                RowReading::Ignored => {}
                RowReading::Held(finding) => assert!(*finding < intake.findings.len()),
                RowReading::Usable(record) => {
                    assert_eq!(intake.reading.records[*record].at.row, *row);
                    records.push(*record);
                }
            }
        }
    }
    assert_eq!(records, (0..intake.reading.records.len()).collect::<Vec<_>>(), "a record is one row");
}

/// A list, from its bytes to the payout.
pub fn pay(data: &[u8]) {
    let list = SourceFile::new("名单.csv", data);
    let inputs = Inputs { policies: vec![bundled().0.clone()], lists: vec![list], ..Inputs::default() };
    let options = Options { year: Some(2008), limits: limits(), ..Options::default() };
    engine::pay(&inputs, &options, &Serial).expect("lists alone refuse nothing");
}

// --- parsers of text

fn text(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// A date is shown as it reads back.
pub fn dates(data: &[u8]) {
    let text = text(data);
    let _ = date::date_of_number(&text);
    match date::date(&text) {
        Ok(span) => {
            assert!(span.first <= span.last);
            assert_eq!(date::date(&span.to_string()), Ok(span), "{text:?}");
        }
        Err(fault) => assert!(!fault.message().is_empty()),
    }
}

/// A figure is shown as it reads back.
pub fn numbers(data: &[u8]) {
    let text = text(data);
    let _ = (number::rate(&text), number::whole(&text), number::quantity(&text));
    match number::number(&text) {
        Ok(parsed) => {
            let unit = parsed.unit.map_or("", number::AmountUnit::label);
            assert_eq!(number::number(&format!("{}{unit}", parsed.value)), Ok(parsed), "{text:?}");
            let _ = parsed.unit.and_then(|unit| unit.in_yuan(parsed.value));
        }
        Err(fault) => assert!(!fault.message().is_empty()),
    }
}

/// Names, titles, codes and numbers of certificates; the key of a key is itself.
pub fn names(data: &[u8]) {
    let text = text(data);
    let key = normal::key(&text);
    assert_eq!(normal::key(&key), key);
    let _ = (name::enterprise(&text), name::title(&text), name::rank(&text), name::core(&key));
    let holders = name::split_holders(&text);
    assert!(holders.iter().all(|holder| !holder.is_empty()));
    if let [a, b, ..] = holders.as_slice() {
        assert_eq!(name::near(a, b), name::near(b, a), "{a:?} {b:?}");
    }
    let _ = (code::credit_code(&text), code::organisation_code(&text), code::identity_number(&text));
    let _ = (code::mask_identity(&text), code::trademark(&text));
    let _ = (code::patent_number(&text), code::standard_number(&text));
}

// --- files that people write

/// A policy: understood, or findings whose spans lie in the file.
pub fn policy(data: &[u8]) {
    let source = SourceFile::new("policy.md", data);
    if let Err(findings) = load::load(&source) {
        spans(&findings, data);
    }
}

/// A file of decisions, likewise.
pub fn decisions(data: &[u8]) {
    let source = SourceFile::new("decisions.toml", data);
    if let Err(findings) = decisions_file::load(&source) {
        spans(&findings, data);
    }
}

fn spans(findings: &[Finding], data: &[u8]) {
    assert!(!findings.is_empty(), "a refusal says why");
    for finding in findings {
        told(finding);
        let Some((start, end)) = finding.place.span else { continue };
        assert!(start <= end && end <= data.len(), "{finding:?}");
        if let Ok(text) = std::str::from_utf8(data) {
            assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{finding:?}");
        }
    }
}
