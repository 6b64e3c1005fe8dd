//! .xls and WPS .et: the workbook stream (BIFF5 and BIFF8) up to its sheets.

use super::biff_text::{self, Charset};
use super::bytes::{u8_at, u16_at, u32_at};
use super::cfb::Compound;
use super::fault::Fault;
use super::format::{self, Format};
use super::limits::Limits;
use super::sink::Sink;
use super::{Reader, SheetMeta, Visibility, biff_sheet};
use std::collections::BTreeMap;

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000A;
pub(super) const CONTINUE: u16 = 0x003C;
/// The bit of a font that strikes out ([MS-XLS] 2.4.122, fStrikeOut).
const STRUCK: u16 = 0x0008;

/// What the sheets need of the workbook.
pub(super) struct Globals {
    pub charset: Charset,
    pub date_1904: bool,
    pub strings: Vec<Box<str>>,
    /// The number format of each cell style.
    pub formats: Vec<Format>,
}

struct Biff {
    stream: Vec<u8>,
    /// Where each sheet starts.
    offsets: Vec<usize>,
    globals: Globals,
}

impl Reader for Biff {
    fn read(&mut self, sheet: usize, sink: &mut dyn Sink) -> Result<(), Fault> {
        let rest = self.offsets.get(sheet).and_then(|offset| self.stream.get(*offset..));
        let rest = rest.filter(|rest| !rest.is_empty()).ok_or_else(|| Fault::damaged("工作表的内容缺失"))?;
        biff_sheet::read(Records { rest }, &self.globals, sink)
    }
}

/// Opens a compound file.
pub(super) fn open<'a>(
    bytes: &[u8],
    limits: &Limits,
) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    let compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") || compound.has("EncryptionInfo") {
        return Err(Fault::encrypted());
    }
    for name in ["Workbook", "WORKBOOK", "Book", "BOOK"] {
        if let Some(stream) = compound.stream(name)? {
            return open_stream(stream, limits);
        }
    }
    let kind = if compound.has("WordDocument") { " Word 文档" } else { "别的程序的文件" };
    Err(Fault::foreign(kind))
}

/// Opens a workbook stream.
pub(super) fn open_stream<'a>(
    stream: Vec<u8>,
    limits: &Limits,
) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    let scan = Scan::run(&stream, limits)?;
    let mut formats = Vec::with_capacity(scan.styles.len());
    for (font, id) in scan.styles {
        let format = scan.codes.get(&id).copied().unwrap_or_else(|| format::builtin(u32::from(id)));
        // There is no font 4.
        let font = usize::from(if font > 4 { font - 1 } else { font });
        let struck = scan.struck.get(font).copied().unwrap_or(false);
        formats.push(Format { struck, ..format });
    }
    let globals =
        Globals { charset: scan.charset, date_1904: scan.date_1904, strings: scan.strings, formats };
    let (offsets, sheets) = scan.sheets.into_iter().unzip();
    Ok((sheets, Box::new(Biff { stream, offsets, globals })))
}

/// The records of a stream: number and content.
pub(super) struct Records<'a> {
    pub rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// The next record; none where the stream is cut.
    pub fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let (number, size) = (u16_at(self.rest, 0)?, usize::from(u16_at(self.rest, 2)?));
        let content = self.rest.get(4..4 + size)?;
        self.rest = self.rest.get(4 + size..)?;
        Some((number, content))
    }

    /// The content of a record with those of the CONTINUE records behind it.
    pub fn with_continued(&mut self, first: &'a [u8]) -> Vec<&'a [u8]> {
        let mut segments = vec![first];
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            let Some((_, content)) = self.next() else { break };
            segments.push(content);
        }
        segments
    }
}

/// What the globals of a stream say.
struct Scan {
    charset: Charset,
    date_1904: bool,
    strings: Vec<Box<str>>,
    codes: BTreeMap<u16, Format>,
    /// Font and number format of each cell style.
    styles: Vec<(u16, u16)>,
    /// Of each font, whether it strikes out.
    struck: Vec<bool>,
    sheets: Vec<(usize, SheetMeta)>,
}

impl Scan {
    fn run(stream: &[u8], limits: &Limits) -> Result<Self, Fault> {
        let cut = || Fault::damaged("工作簿目录在中途断开");
        let mut records = Records { rest: stream };
        let (number, bof) = records.next().ok_or_else(cut)?;
        let charset = charset(number, bof, stream)?;
        let mut scan = Self {
            charset,
            date_1904: false,
            strings: Vec::new(),
            codes: BTreeMap::new(),
            styles: Vec::new(),
            struck: Vec::new(),
            sheets: Vec::new(),
        };
        loop {
            let (number, content) = records.next().ok_or_else(cut)?;
            match number {
                EOF => break,
                0x002F => return Err(Fault::encrypted()),
                0x00FC => scan.strings = biff_text::shared_strings(&records.with_continued(content))?,
                _ => scan.record(number, content).ok_or_else(cut)?,
            }
            if scan.sheets.len() > limits.sheets {
                return Err(Fault::too_large(format!("工作簿的工作表多于 {} 张", limits.sheets), "sheets"));
            }
        }
        Ok(scan)
    }

    fn record(&mut self, number: u16, content: &[u8]) -> Option<()> {
        match number {
            0x0022 => self.date_1904 = u16_at(content, 0)? == 1,
            0x0085 => self.sheet(content)?,
            0x041E | 0x001E => {
                let wide = matches!(self.charset, Charset::Unicode);
                // A format that cannot be read leaves a number a number.
                if let Some(code) = content.get(2..).and_then(|rest| self.charset.string(rest, wide)) {
                    self.codes.insert(u16_at(content, 0)?, format::custom(&code));
                }
            }
            0x0031 => self.struck.push(u16_at(content, 2)? & STRUCK != 0),
            0x00E0 => self.styles.push((u16_at(content, 0)?, u16_at(content, 2)?)),
            _ => {}
        }
        Some(())
    }

    fn sheet(&mut self, content: &[u8]) -> Option<()> {
        let offset = usize::try_from(u32_at(content, 0)?).ok()?;
        let visibility = match u8_at(content, 4)? & 3 {
            0 => Visibility::Visible,
            1 => Visibility::Hidden,
            _ => Visibility::VeryHidden,
        };
        // Charts, macro sheets and modules hold no list.
        if u8_at(content, 5)? == 0 {
            let name = self.charset.string(content.get(6..)?, false)?;
            self.sheets.push((offset, SheetMeta { name, visibility, ..SheetMeta::default() }));
        }
        Some(())
    }
}

/// The charset by version, and for BIFF5 by code page.
fn charset(number: u16, bof: &[u8], stream: &[u8]) -> Result<Charset, Fault> {
    match (number, u16_at(bof, 0)) {
        (BOF, Some(0x0600)) => Ok(Charset::Unicode),
        (BOF, Some(0x0500)) => {
            let mut records = Records { rest: stream };
            while let Some((number, content)) = records.next() {
                match (number, u16_at(content, 0)) {
                    (0x0042, Some(page)) => return Ok(Charset::CodePage(biff_text::code_page(page))),
                    (EOF, _) => break,
                    _ => {}
                }
            }
            Ok(Charset::CodePage(biff_text::code_page(936)))
        }
        (0x0009 | 0x0209 | 0x0409 | BOF, _) => Err(Fault::foreign(" Excel 4.0 或更早的文件")),
        _ => Err(Fault::damaged("工作簿的开头不对")),
    }
}
