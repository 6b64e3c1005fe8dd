//! The limits of reading: a file beyond one of them ends in a finding.

/// Limits of reading. The defaults admit a full list of 1,048,576 rows and stop what is made to exhaust memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Entries of a zip container.
    pub entries: usize,
    /// Inflated bytes of one worksheet part, which is streamed and never held.
    pub worksheet_part: u64,
    /// Inflated bytes of the shared strings, and bytes of a text file.
    pub shared_strings: u64,
    /// Inflated bytes of any other part.
    pub other_part: u64,
    /// Inflated bytes of all parts together.
    pub total: u64,
    /// Inflated bytes per compressed byte of a part that is held.
    pub ratio: u64,
    /// Parts up to this size may have any ratio.
    pub ratio_free: u64,
    /// Bytes between two `<` of an XML part.
    pub token: u64,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Rows of a sheet.
    pub rows: u32,
    /// Columns of a sheet.
    pub columns: u32,
    /// Non-empty cells of a sheet.
    pub cells: u64,
    /// Merged regions of a sheet.
    pub merges: usize,
    /// Characters of a cell's text.
    pub text: usize,
    /// Findings of one code that a sheet lists singly; the rest are counted.
    pub findings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1 << 20;
        Self {
            entries: 1_000,
            worksheet_part: 2048 * MIB,
            shared_strings: 512 * MIB,
            other_part: 64 * MIB,
            total: 3072 * MIB,
            ratio: 100,
            ratio_free: MIB,
            token: MIB,
            sheets: 1_000,
            rows: 1_048_576,
            columns: 16_384,
            cells: 64_000_000,
            merges: 1_000_000,
            text: 32_767,
            findings: 200,
        }
    }
}
