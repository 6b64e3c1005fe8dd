//! The guard: tells the kind of a file by its content and inflates parts of containers within the limits.

use super::fault::Fault;
use super::limits::Limits;
use super::{Reader, SheetMeta, biff, cfb, delimited, html, markup, ods, xlsx};
use crate::source::SourceFile;
use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read};
use zip::ZipArchive;

/// Opens a file with the reader of its kind.
pub(super) fn open<'a>(
    source: &'a SourceFile,
    limits: &Limits,
) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    let bytes: &'a [u8] = &source.bytes;
    if is_blank_note(source) {
        return Ok(delimited::open(source.base_name(), "".into(), limits));
    }
    if bytes.is_empty() {
        return Err(Fault::damaged("文件是空的，长度为零"));
    }
    if bytes.starts_with(b"PK") {
        return open_zip(bytes, limits);
    }
    if bytes.starts_with(cfb::MAGIC) {
        return biff::open(bytes, limits);
    }
    if is_bare_biff(bytes) {
        return biff::open_stream(bytes.to_vec(), limits);
    }
    if let Some(kind) = known_foreign(bytes) {
        return Err(Fault::foreign(kind));
    }
    open_text(source.base_name(), bytes, limits)
}

/// 新建文本文档.txt: a note that nobody wrote. A list is exported under other endings, and an empty one of these was cut off.
fn is_blank_note(source: &SourceFile) -> bool {
    let is_note = source.base_name().rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("txt"));
    is_note && source.bytes.iter().all(u8::is_ascii_whitespace)
}

fn open_text<'a>(
    name: &str,
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    if bytes.len() as u64 > limits.text_file {
        return Err(Fault::too_large("文本文件过大", "text_file"));
    }
    let text = markup::decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Fault::damaged("文件里没有内容"));
    }
    if text.starts_with("MIME-Version:") {
        return Err(Fault::foreign("网页存档（MHTML）"));
    }
    if markup::is_spreadsheet_ml(&text) {
        return markup::open(text.into_owned(), limits);
    }
    if html::is_html(&text) {
        return html::open(name, text.into_owned(), limits);
    }
    if text.starts_with("<?xml") {
        return Err(Fault::foreign("别的程序的 XML 文件"));
    }
    Ok(delimited::open(name, text, limits))
}

fn open_zip<'a>(bytes: &'a [u8], limits: &Limits) -> Result<(Vec<SheetMeta>, Box<dyn Reader + 'a>), Fault> {
    let package = Package::open(bytes, limits)?;
    if package.find("word/document.xml").is_some() {
        return Err(Fault::foreign(" Word 文档"));
    }
    if package.find("ppt/presentation.xml").is_some() {
        return Err(Fault::foreign("演示文稿"));
    }
    if let Some(content) = package.find("content.xml") {
        return match package.find("xl/workbook.xml") {
            None => ods::open(package, content, limits),
            Some(_) => xlsx::open(package, limits),
        };
    }
    if package.find("[Content_Types].xml").is_none() && package.find("xl/workbook.xml").is_none() {
        return Err(Fault::foreign("压缩包（需要先解压）"));
    }
    xlsx::open(package, limits)
}

/// The stream of an .xls without its container, as very old programs wrote it: a BOF record of any version.
fn is_bare_biff(bytes: &[u8]) -> bool {
    matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, 4..=16, 0, ..])
}

/// Kinds that are known by their first bytes and never read.
fn known_foreign(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF", " PDF 文件"),
        (b"Rar!", "压缩包（需要先解压）"),
        (b"7z\xBC\xAF", "压缩包（需要先解压）"),
        (b"\x1F\x8B", "压缩包（需要先解压）"),
        (b"{\\rtf", " RTF 文档"),
        (b"\x89PNG", "图片"),
        (b"\xFF\xD8\xFF", "图片"),
    ];
    KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

/// What a part is for, which decides its limits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Streamed and never held.
    Worksheet,
    SharedStrings,
    Other,
}

impl Part {
    /// The limit of its inflated bytes.
    fn limit(self) -> &'static str {
        match self {
            Self::Worksheet => "worksheet_part",
            Self::SharedStrings => "shared_strings",
            Self::Other => "other_part",
        }
    }
}

/// A zip container whose parts are inflated through a counting reader.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    container: &'a [u8],
    limits: Limits,
    /// The parts are binary records: no `<` stands in them.
    pub binary: bool,
    /// Inflated bytes of each part that was read, by entry.
    inflated: Vec<u64>,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| Fault::damaged("压缩结构打不开，多半没有传完整"))?;
        if archive.len() > limits.entries {
            return Err(Fault::too_large(format!("压缩包里有 {} 个条目", archive.len()), "entries"));
        }
        if archive.has_duplicate_names() {
            return Err(Fault::damaged("压缩包里有同名的条目"));
        }
        let inflated = vec![0; archive.len()];
        Ok(Self { archive, container: bytes, limits: limits.clone(), binary: false, inflated })
    }

    /// The whole container, for a library that opens it itself: only behind a guard of all parts that it will open.
    pub fn container(&self) -> &'a [u8] {
        self.container
    }

    /// Whether every reader finds the same entry by a name: no steps within it, no other that differs in case or slashes.
    pub fn has_plain_names(&self) -> bool {
        let mut seen = std::collections::BTreeSet::new();
        (0..self.archive.len()).all(|index| {
            self.archive.name_for_index(index).and_then(Result::ok).is_some_and(|name| {
                let name = name.to_ascii_lowercase().replace('\\', "/");
                let steps = name.strip_suffix('/').unwrap_or(&name).split('/');
                steps.clone().all(|step| !matches!(step, "" | "." | "..")) && seen.insert(name)
            })
        })
    }

    /// The entry of that name; letter case and the slash's direction do not matter.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| {
            let wanted = name.to_ascii_lowercase();
            (0..self.archive.len()).find(|&index| {
                self.archive.name_for_index(index).and_then(Result::ok).is_some_and(|other| {
                    other.to_ascii_lowercase().replace('\\', "/").trim_start_matches('/') == wanted
                })
            })
        })
    }

    /// The name of an entry, with `/`.
    pub fn name(&self, index: usize) -> Option<String> {
        let name = self.archive.name_for_index(index)?.ok()?;
        Some(name.replace('\\', "/"))
    }

    /// Reads a part through `with`, counting.
    pub fn read<T>(
        &mut self,
        index: usize,
        part: Part,
        with: impl FnOnce(BufReader<Counting<'_>>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let others: u64 =
            self.inflated.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, bytes)| bytes).sum();
        let encrypted = self.archive.by_index_raw(index).is_ok_and(|file| file.encrypted());
        if encrypted {
            return Err(Fault::encrypted());
        }
        let file = self.archive.by_index(index).map_err(|_| Fault::damaged("压缩条目打不开"))?;
        let mut bound = Bound::new(&self.limits, part, file.compressed_size(), others);
        if self.binary {
            bound.token = u64::MAX;
        }
        let count = Cell::new(0);
        let counting = Counting { inner: Box::new(file), bound, count: &count, since_mark: 0 };
        let result = with(BufReader::with_capacity(1 << 16, counting));
        if let Some(slot) = self.inflated.get_mut(index) {
            *slot = count.get().max(*slot);
        }
        result
    }

    /// A small part as a whole.
    pub fn bytes(&mut self, index: usize) -> Result<Vec<u8>, Fault> {
        self.read(index, Part::Other, |mut reader| {
            let mut bytes = Vec::new();
            reader
                .read_to_end(&mut bytes)
                .map_err(|error| Excess::of(&error).unwrap_or_else(|| Fault::damaged("压缩数据出错")))?;
            Ok(bytes)
        })
    }

    /// Inflated bytes of a part that was read.
    pub fn inflated(&self, index: usize) -> u64 {
        self.inflated.get(index).copied().unwrap_or_default()
    }
}

/// How far a part may inflate.
struct Bound {
    part: Part,
    bytes: u64,
    ratio_bytes: u64,
    total: u64,
    token: u64,
}

impl Bound {
    fn new(limits: &Limits, part: Part, compressed: u64, others: u64) -> Self {
        let bytes = match part {
            Part::Worksheet => limits.worksheet_part,
            Part::SharedStrings => limits.shared_strings,
            Part::Other => limits.other_part,
        };
        let ratio_bytes = match part {
            Part::Worksheet => u64::MAX,
            Part::SharedStrings | Part::Other => {
                limits.ratio_free.max(compressed.saturating_mul(limits.ratio))
            }
        };
        Self { part, bytes, ratio_bytes, total: limits.total.saturating_sub(others), token: limits.token }
    }

    fn check(&self, count: u64, since_mark: u64) -> Result<(), Excess> {
        if count > self.bytes {
            return Err(Excess {
                what: "压缩包里的一个条目解压后过大", limit: self.part.limit()
            });
        }
        if count > self.ratio_bytes {
            return Err(Excess {
                what: "压缩包里的一个条目压缩比异常，可能是恶意文件", limit: "ratio"
            });
        }
        if count > self.total {
            return Err(Excess { what: "压缩包解压后合计过大", limit: "total" });
        }
        if since_mark > self.token {
            return Err(Excess { what: "文件里有一段异常长的内容", limit: "token" });
        }
        Ok(())
    }
}

/// A limit that was met while inflating.
#[derive(Clone, Copy, Debug)]
pub(super) struct Excess {
    what: &'static str,
    limit: &'static str,
}

impl Excess {
    /// The fault, where an input error is one of ours.
    pub fn of(error: &io::Error) -> Option<Fault> {
        error.get_ref()?.downcast_ref::<Self>().map(|excess| Fault::too_large(excess.what, excess.limit))
    }
}

impl std::fmt::Display for Excess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.what)
    }
}

impl std::error::Error for Excess {}

/// Counts what comes out, whatever sizes the container declares.
pub(super) struct Counting<'a> {
    inner: Box<dyn Read + 'a>,
    bound: Bound,
    count: &'a Cell<u64>,
    /// Bytes since the last `<`.
    since_mark: u64,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.inner.read(buffer)?;
        let read = buffer.get(..size).unwrap_or_default();
        self.count.set(self.count.get() + size as u64);
        self.since_mark = match read.iter().rposition(|&byte| byte == b'<') {
            Some(at) => (size - at) as u64,
            None => self.since_mark + size as u64,
        };
        self.bound.check(self.count.get(), self.since_mark).map_err(io::Error::other)?;
        Ok(size)
    }
}
