//! Compound files (OLE): the streams at the root of one, with every chain bounded.

use super::bytes::{u8_at, u16_at, u32_at};
use super::fault::Fault;

/// First bytes of a compound file.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

const FREE: u32 = 0xFFFF_FFFA;
const HEADER: usize = 512;

/// A compound file and the directory entries of its root.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_sector: usize,
    mini_cutoff: u64,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    size: u64,
}

fn broken() -> Fault {
    Fault::damaged("文件的目录出错，多半没有传完整")
}

impl<'a> Compound<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let shift = |at| u16_at(bytes, at).map(u32::from).filter(|shift| (6..=16).contains(shift));
        let sector = 1_usize << shift(30).ok_or_else(broken)?;
        let mini_sector = 1_usize << shift(32).ok_or_else(broken)?;
        let mut file = Self {
            bytes,
            sector,
            fat: Vec::new(),
            mini_sector,
            mini_cutoff: u32_at(bytes, 56).map_or(4096, u64::from),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        file.fat = file.read_fat().ok_or_else(broken)?;
        let directory = file.chain(u32_at(bytes, 48).ok_or_else(broken)?).ok_or_else(broken)?;
        file.read_mini(&directory).ok_or_else(broken)?;
        file.entries = root_entries(&directory);
        Ok(file)
    }

    /// True where the root has a stream or storage of that name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// A stream of the root; none where there is no such stream.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name == name) else { return Ok(None) };
        let mut content = if entry.size < self.mini_cutoff {
            self.mini_chain(entry.start).ok_or_else(broken)?
        } else {
            self.chain(entry.start).ok_or_else(broken)?
        };
        let size = usize::try_from(entry.size).unwrap_or(usize::MAX);
        if content.len() < size {
            return Err(broken());
        }
        content.truncate(size);
        Ok(Some(content))
    }

    /// The bytes of a sector; the last one of a file may be short.
    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start =
            usize::try_from(id).ok()?.checked_mul(self.sector)?.checked_add(HEADER.max(self.sector))?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The allocation table: the sectors named in the header, then those in its continuation.
    fn read_fat(&self) -> Option<Vec<u32>> {
        let most = self.bytes.len() / self.sector + 1;
        let mut ids: Vec<u32> = (0..109).filter_map(|n| u32_at(self.bytes, 76 + 4 * n)).collect();
        let mut next = u32_at(self.bytes, 68)?;
        let mut steps = 0;
        while next < FREE {
            let mut list = fields(self.sector(next)?);
            next = list.pop()?;
            ids.append(&mut list);
            steps += 1;
            if steps > most {
                return None;
            }
        }
        ids.retain(|id| *id < FREE);
        if ids.len() > most {
            return None;
        }
        ids.iter()
            .map(|id| self.sector(*id).map(fields))
            .collect::<Option<Vec<_>>>()
            .map(|lists| lists.concat())
    }

    /// The bytes of a chain of sectors.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut next = start;
        while next < FREE {
            content.extend_from_slice(self.sector(next)?);
            if content.len() > self.bytes.len() {
                return None;
            }
            next = *self.fat.get(usize::try_from(next).ok()?)?;
        }
        Some(content)
    }

    fn read_mini(&mut self, directory: &[u8]) -> Option<()> {
        let start = u32_at(self.bytes, 60)?;
        self.mini_fat = fields(&self.chain(start)?);
        let root = u32_at(directory, 116)?;
        self.mini_stream = self.chain(root)?;
        Some(())
    }

    fn mini_chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut next = start;
        while next < FREE {
            let at = usize::try_from(next).ok()?;
            let from = at.checked_mul(self.mini_sector)?;
            let to = from.checked_add(self.mini_sector)?.min(self.mini_stream.len());
            content.extend_from_slice(self.mini_stream.get(from..to)?);
            if content.len() > self.mini_stream.len() {
                return None;
            }
            next = *self.mini_fat.get(at)?;
        }
        Some(content)
    }
}

fn fields(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|field| u32_at(field, 0)).collect()
}

/// The entries directly below the root: embedded objects have streams of the same names deeper down.
fn root_entries(directory: &[u8]) -> Vec<Entry> {
    let records: Vec<&[u8]> = directory.chunks_exact(128).collect();
    let mut seen = vec![false; records.len()];
    let mut open: Vec<u32> = records.first().and_then(|root| u32_at(root, 76)).into_iter().collect();
    let mut entries = Vec::new();
    while let Some(id) = open.pop() {
        let Ok(at) = usize::try_from(id) else { continue };
        let (Some(record), Some(seen)) = (records.get(at), seen.get_mut(at)) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        open.extend([68, 72].into_iter().filter_map(|side| u32_at(record, side)));
        entries.extend(entry(record));
    }
    entries
}

fn entry(record: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(record, 64)?).saturating_sub(2).min(62);
    let units: Vec<u16> = record.get(..length)?.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
    let is_stream = u8_at(record, 66)? == 2;
    let size = if is_stream { u64::from(u32_at(record, 120)?) } else { 0 };
    Some(Entry { name: String::from_utf16_lossy(&units), start: u32_at(record, 116)?, size })
}
