//! .xlsb: the parts around the worksheets, opened by calamine behind a guard.

use super::bytes::{u16_at, u32_at};
use super::fault::Fault;
use super::format::{self, Format};
use super::guard::{Excess, Package, Part};
use super::limits::Limits;
use super::sink::Sink;
use super::xlsb_sheet::{self, Walk};
use super::xlsx::{self, Links};
use super::{Reader, SheetMeta, Visibility, xlsb_comments};
use calamine::{Reader as _, SheetVisible};
use std::collections::BTreeMap;
use std::io::{BufRead, Cursor};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// No record of a list is longer.
const RECORD: usize = 1 << 20;
/// No defined name is longer: the library unfolds its formula by recursion, which takes half a megabyte of stack at this length.
const NAME: usize = 4 << 10;
/// The only places where the library looks.
const WORKBOOK: &str = "xl/workbook.bin";
const STRINGS: &str = "xl/sharedStrings.bin";
const STYLES: &str = "xl/styles.bin";

pub(super) type Library<'a> = calamine::Xlsb<Cursor<&'a [u8]>>;

struct Xlsb<'a> {
    package: Package<'a>,
    library: Library<'a>,
    /// Name and entry of each sheet; none where its part is missing.
    sheets: Vec<(String, Option<usize>)>,
    formats: Vec<Format>,
}

impl Reader for Xlsb<'_> {
    fn read(&mut self, sheet: usize, sink: &mut dyn Sink) -> Result<(), Fault> {
        let missing = || Fault::damaged("工作表的内容缺失");
        let (name, index) = self.sheets.get(sheet).ok_or_else(missing)?;
        let index = index.ok_or_else(missing)?;
        let formats = &self.formats;
        // The library sees no part that was not inflated within the limits before.
        self.package.read(index, Part::Worksheet, |part| records(part, |_, _| Ok(Some(()))))?;
        let walk = Walk::start(&mut self.library, name)?;
        self.package.read(index, Part::Worksheet, |part| xlsb_sheet::read(part, walk, formats, sink))?;
        if !sink.wants_comments() {
            return Ok(());
        }
        let path = self.package.name(index).unwrap_or_default();
        match xlsx::links_of(&mut self.package, &path)?.comments(&self.package) {
            Some(part) => self.package.read(part, Part::Other, |part| xlsb_comments::read(part, sink)),
            None => Ok(()),
        }
    }
}

/// Opens a package whose workbook part has that path.
pub(super) fn open<'a>(
    mut package: Package<'a>,
    workbook: &str,
    links: &Links,
    limits: &Limits,
) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    package.binary = true;
    let usual = [
        (Some(workbook), WORKBOOK),
        (links.of_kind("/sharedStrings"), STRINGS),
        (links.of_kind("/styles"), STYLES),
    ]
    .iter()
    .all(|(path, usual)| path.is_none_or(|path| path.eq_ignore_ascii_case(usual)));
    if !usual || !package.has_plain_names() {
        return Err(Fault::damaged("工作簿的内容不在通常的位置"));
    }
    let (ids, formats) = guard_parts(&mut package, limits)?;
    let library = guarded(|| Library::new(Cursor::new(package.container())))?
        .map_err(|_| Fault::damaged("工作簿的目录、样式或文字读不懂"))?;
    let metas = library.sheets_metadata();
    if metas.len() != ids.len() {
        return Err(Fault::damaged("工作簿的目录不完整"));
    }
    let (sheets, parts) = links.sheet_parts(metas.iter().map(meta).zip(ids).collect(), &package)?;
    let named = sheets.iter().map(|sheet| sheet.name.clone()).zip(parts).collect();
    Ok((sheets, Box::new(Xlsb { package, library, sheets: named, formats })))
}

fn meta(sheet: &calamine::Sheet) -> SheetMeta {
    let visibility = match sheet.visible {
        SheetVisible::Visible => Visibility::Visible,
        SheetVisible::Hidden => Visibility::Hidden,
        SheetVisible::VeryHidden => Visibility::VeryHidden,
    };
    SheetMeta { name: sheet.name.clone(), visibility, ..SheetMeta::default() }
}

/// Inflates within the limits what the library will hold; returns the sheets' relationship ids and the cell styles' formats.
fn guard_parts(package: &mut Package<'_>, limits: &Limits) -> Result<(Vec<String>, Vec<Format>), Fault> {
    let mut ids = Vec::new();
    let workbook = package.find(WORKBOOK).ok_or_else(|| Fault::damaged("缺少工作簿目录"))?;
    package.read(workbook, Part::Other, |part| {
        records(part, |id, record| sheet_id(id, record, &mut ids, limits.sheets))
    })?;
    if let Some(index) = package.find(STRINGS) {
        package.read(index, Part::SharedStrings, |part| records(part, |_, _| Ok(Some(()))))?;
    }
    let mut styles = Styles::default();
    if let Some(index) = package.find(STYLES) {
        package.read(index, Part::Other, |part| records(part, |id, record| Ok(styles.record(id, record))))?;
    }
    Ok((ids, styles.formats))
}

/// Takes the relationship id of a sheet; the library passes over sheets without one, and so does this.
fn sheet_id(id: u32, record: &[u8], ids: &mut Vec<String>, limit: usize) -> Result<Option<()>, Fault> {
    if id == 0x27 && record.len() > NAME {
        return Err(Fault::damaged("工作簿里有一个定义的名称过长"));
    }
    if id != 0x9C || u32_at(record, 8) == Some(u32::MAX) {
        return Ok(Some(()));
    }
    if ids.len() >= limit {
        return Err(Fault::too_large(format!("工作簿的工作表多于 {limit} 张"), "sheets"));
    }
    Ok(record.get(8..).and_then(wide_string).map(|(id, _)| ids.push(id)))
}

/// The library panics on some broken files. What it was working on is thrown away then, so nothing half done is seen.
pub(super) fn guarded<T>(call: impl FnOnce() -> T) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|_| Fault::damaged("读取程序遇到无法处理的内容"))
}

pub(super) fn cut() -> Fault {
    Fault::damaged("记录在中途断开")
}

/// Passes each record of a part on; `each` returns nothing where a record is too short.
pub(super) fn records(
    mut part: impl BufRead,
    mut each: impl FnMut(u32, &[u8]) -> Result<Option<()>, Fault>,
) -> Result<(), Fault> {
    let mut content = Vec::new();
    while let Some(id) = varint(&mut part, 2)? {
        let size = varint(&mut part, 4)?.ok_or_else(cut)?;
        let size = usize::try_from(size).ok().filter(|size| *size <= RECORD).ok_or_else(cut)?;
        content.resize(size, 0);
        part.read_exact(&mut content).map_err(|error| Excess::of(&error).unwrap_or_else(cut))?;
        each(id, &content)?.ok_or_else(cut)?;
    }
    Ok(())
}

/// A number of seven bits a byte; none at the end of the part.
fn varint(part: &mut impl BufRead, most: u32) -> Result<Option<u32>, Fault> {
    let mut number = 0;
    for at in 0..most {
        let mut byte = [0_u8];
        match part.read_exact(&mut byte) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof && at == 0 => return Ok(None),
            Err(error) => return Err(Excess::of(&error).unwrap_or_else(cut)),
        }
        let [byte] = byte;
        // The identifier keeps its continuation bit out, as the sizes do.
        number |= u32::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Ok(Some(number))
}

/// A string of 16-bit units behind its length, and the bytes it takes.
pub(super) fn wide_string(bytes: &[u8]) -> Option<(String, usize)> {
    let length = u32_at(bytes, 0)?;
    if length == u32::MAX {
        return Some((String::new(), 4));
    }
    let size = usize::try_from(length).ok()?.checked_mul(2)?;
    let units = bytes.get(4..size.checked_add(4)?)?;
    let units: Vec<u16> = units.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
    Some((String::from_utf16_lossy(&units), size + 4))
}

#[derive(Default)]
struct Styles {
    codes: BTreeMap<u16, Format>,
    in_cell_xfs: bool,
    formats: Vec<Format>,
}

impl Styles {
    fn record(&mut self, id: u32, record: &[u8]) -> Option<()> {
        match id {
            0x2C => {
                let (code, _) = wide_string(record.get(2..)?)?;
                self.codes.insert(u16_at(record, 0)?, format::custom(&code));
            }
            0x269 => self.in_cell_xfs = true,
            0x26A => self.in_cell_xfs = false,
            0x2F if self.in_cell_xfs => {
                let id = u16_at(record, 2)?;
                let code = self.codes.get(&id).copied();
                self.formats.push(code.unwrap_or_else(|| format::builtin(u32::from(id))));
            }
            _ => {}
        }
        Some(())
    }
}
