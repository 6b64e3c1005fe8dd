//! Builders of small files.

#![allow(clippy::string_slice, reason = "a test that panics has failed, which is what it is for")]

use std::io::Write;
use zip::write::{SimpleFileOptions, ZipWriter};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const ROOT: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// A zip container of those parts.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a new part");
        writer.write_all(content).expect("memory takes it");
    }
    writer.finish().expect("a container").into_inner()
}

/// An .xlsx with one sheet, any part of which may be replaced.
pub struct Xlsx {
    pub before: String,
    pub data: String,
    pub after: String,
    pub workbook: String,
    pub state: String,
    pub strings: String,
    pub target: String,
    pub cut: Option<&'static str>,
}

impl Xlsx {
    /// With that inside of `sheetData`.
    pub fn of(data: &str) -> Self {
        Self {
            before: String::new(),
            data: data.to_owned(),
            after: String::new(),
            workbook: String::new(),
            state: String::new(),
            strings: r#"<sst count="1" uniqueCount="1"><si><t>共享</t><rPh><t>gong</t></rPh></si></sst>"#
                .to_owned(),
            target: "worksheets/sheet1.xml".to_owned(),
            cut: None,
        }
    }

    /// Elements behind the cells.
    pub fn after(mut self, xml: &str) -> Self {
        self.after = xml.to_owned();
        self
    }

    pub fn sheet_xml(&self) -> String {
        let whole = format!(
            r#"<?xml version="1.0"?>{}<worksheet xmlns="m"><dimension ref="A1:XFD1048576"/><sheetData>{}</sheetData>{}</worksheet>"#,
            self.before, self.data, self.after
        );
        match self.cut.and_then(|mark| whole.find(mark)) {
            Some(at) => whole[..at].to_owned(),
            None => whole,
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let workbook = format!(
            r#"<workbook xmlns:r="r">{}<sheets><sheet name="名单" sheetId="1" r:id="rId1" {}/></sheets></workbook>"#,
            self.workbook, self.state
        );
        let links = format!(
            r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="{}"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://x/styles" Target="/xl/styles.xml"/></Relationships>"#,
            self.target
        );
        let styles = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="0.00&quot;万元&quot;"/></numFmts><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/><xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/></cellXfs></styleSheet>"#;
        zip(&[
            ("[Content_Types].xml", TYPES.as_bytes()),
            ("_rels/.rels", ROOT.as_bytes()),
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", links.as_bytes()),
            ("xl/sharedStrings.xml", self.strings.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
            ("xl/worksheets/sheet1.xml", self.sheet_xml().as_bytes()),
        ])
    }
}

/// A spreadsheet record: number, length, content.
pub fn record(number: u16, content: &[u8]) -> Vec<u8> {
    let size = u16::try_from(content.len()).expect("a short record");
    [&number.to_le_bytes()[..], &size.to_le_bytes(), content].concat()
}

/// The 16-bit fields of a record.
pub fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A compound file with those streams at its root, each in whole sectors of 512 bytes.
pub fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const FREE: u32 = 0xFFFF_FFFF;
    const END: u32 = 0xFFFF_FFFE;
    // Sector 0 is the allocation table, sectors 1 and 2 the directory; streams follow.
    let mut fat = vec![0xFFFF_FFFD, 2, END];
    let mut body = Vec::new();
    let mut directory = entry("Root Entry", 5, FREE, if streams.is_empty() { FREE } else { 1 }, END, 0);
    for (at, (name, content)) in streams.iter().enumerate() {
        // Streams below 4096 bytes would live in the mini stream: pad them.
        let mut content = content.clone();
        content.resize(content.len().max(4096).next_multiple_of(512), 0);
        let start = fat.len() as u32;
        let sectors = (content.len() / 512) as u32;
        fat.extend((1..sectors).map(|n| start + n));
        fat.push(END);
        let right = if at + 1 < streams.len() { at as u32 + 2 } else { FREE };
        directory.extend(entry(name, 2, right, FREE, start, content.len() as u32));
        body.extend(content);
    }
    directory.resize(1024, 0);
    assert!(fat.len() <= 128, "one sector of allocation table");
    fat.resize(128, FREE);
    let mut header = vec![0_u8; 512];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    for (at, value) in [(24, 0x3E_u16), (26, 3), (28, 0xFFFE), (30, 9), (32, 6)] {
        header[at..at + 2].copy_from_slice(&value.to_le_bytes());
    }
    for (at, value) in [(44, 1_u32), (48, 1), (56, 4096), (60, END), (68, END)] {
        header[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    header[76..].fill(0xFF);
    header[76..80].fill(0);
    let fat: Vec<u8> = fat.iter().flat_map(|id| id.to_le_bytes()).collect();
    [header, fat, directory, body].concat()
}

fn entry(name: &str, kind: u8, right: u32, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut entry = vec![0_u8; 128];
    let units: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    entry[..units.len()].copy_from_slice(&units);
    entry[64..66].copy_from_slice(&(units.len() as u16).to_le_bytes());
    entry[66] = kind;
    for (at, value) in [(68, 0xFFFF_FFFF), (72, right), (76, child), (116, start), (120, size)] {
        entry[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    entry
}
