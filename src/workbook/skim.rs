//! A worksheet part without its rows: what stands before and after them, found in one quick pass.

use std::io::{self, BufRead, Read};

const END: &[u8] = b"</sheetData>";
/// A longer tag is no worksheet's.
const LONGEST: u64 = 1 << 20;

/// Passes a part on and leaves out what stands within its `sheetData`.
///
/// It knows no comments and no prefixes. A part that uses them comes out broken or whole, and the reading of the rows
/// notices where it came out wrong.
pub(super) struct Skim<R> {
    inner: R,
    chunk: Vec<u8>,
    passed: usize,
    place: Place,
}

enum Place {
    Before,
    Within,
    After,
}

impl<R: BufRead> Skim<R> {
    pub fn new(inner: R) -> Self {
        Self { inner, chunk: Vec::new(), passed: 0, place: Place::Before }
    }

    /// The next tag with the text before it, or the end of the rows.
    fn refill(&mut self) -> io::Result<()> {
        self.chunk.clear();
        self.passed = 0;
        if matches!(self.place, Place::Within) {
            if skip_past_end(&mut self.inner)? {
                self.chunk.extend_from_slice(END);
            }
            self.place = Place::After;
            return Ok(());
        }
        let read = (&mut self.inner).take(LONGEST).read_until(b'>', &mut self.chunk)?;
        if read as u64 == LONGEST {
            return Err(io::Error::other("a tag without an end"));
        }
        if matches!(self.place, Place::Before) && opens_rows(&self.chunk) {
            self.place = Place::Within;
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Skim<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.passed == self.chunk.len() {
            self.refill()?;
        }
        let size = self.chunk.get(self.passed..).unwrap_or_default().read(buffer)?;
        self.passed += size;
        Ok(size)
    }
}

/// True for text that ends with `<sheetData>`.
fn opens_rows(chunk: &[u8]) -> bool {
    let start = chunk.iter().rposition(|&byte| byte == b'<').unwrap_or(chunk.len());
    let tag = chunk.get(start..).unwrap_or_default();
    let rest = tag.strip_prefix(b"<sheetData").unwrap_or_default();
    rest.first().is_some_and(|byte| *byte == b'>' || byte.is_ascii_whitespace()) && !tag.ends_with(b"/>")
}

/// Reads past the end of the rows; false where there is none.
fn skip_past_end(inner: &mut impl BufRead) -> io::Result<bool> {
    // `<` stands nowhere in the end tag but in front, so a match that breaks off never hides another.
    let mut matched = 0;
    loop {
        let bytes = inner.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        let end = bytes.iter().position(|&byte| {
            matched = match END.get(matched) {
                Some(&wanted) if wanted == byte => matched + 1,
                _ => usize::from(byte == b'<'),
            };
            matched == END.len()
        });
        let used = end.map_or(bytes.len(), |at| at + 1);
        inner.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn skimmed(part: &str) -> String {
        // Chunks of three bytes: every tag is cut somewhere.
        let mut skim = Skim::new(BufReader::with_capacity(3, part.as_bytes()));
        let mut text = String::new();
        skim.read_to_string(&mut text).expect("text");
        text
    }

    #[test]
    fn rows_are_left_out_and_nothing_else() {
        let part = "<a><cols/><sheetData x='1'><row><<</sheetDat<c></sheetData><m/></a>";
        assert_eq!(skimmed(part), "<a><cols/><sheetData x='1'></sheetData><m/></a>");
        for whole in
            ["<a><sheetData/><m/></a>", "<x:sheetData><x:row/></x:sheetData>", "<sheetDatas>1</sheetDatas>"]
        {
            assert_eq!(skimmed(whole), whole);
        }
        assert_eq!(skimmed("<a><sheetData><row>"), "<a><sheetData>");
    }
}
