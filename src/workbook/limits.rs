//! The limits of reading: a file beyond one of them ends in a finding that names it and how to raise it.

const MIB: u64 = 1 << 20;

/// Declares the limits once: name, type, default, what it bounds in the words of a user.
macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident: $kind:ty = $default:expr, $what:literal;)*) => {
        /// Limits of reading. The defaults admit a full list of 1,048,576 rows and stop what is made to exhaust memory.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Limits {
            $($(#[$doc])* pub $name: $kind,)*
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl Limits {
            /// Every limit: its name, its default, what it bounds.
            pub const ALL: &[(&str, u64, &str)] = &[$((stringify!($name), $default as u64, $what),)*];

            /// Sets the limit of that name; false where there is none or the value is too large for it.
            pub fn set(&mut self, name: &str, value: u64) -> bool {
                match name {
                    $(stringify!($name) => <$kind>::try_from(value).map(|value| self.$name = value).is_ok(),)*
                    _ => false,
                }
            }
        }
    };
}

limits! {
    /// Entries of a zip container.
    entries: usize = 1_000, "压缩包的条目数";
    /// Inflated bytes of one worksheet part, which is streamed and never held.
    worksheet_part: u64 = 2048 * MIB, "一张工作表解压后的字节数";
    /// Inflated bytes of the shared strings.
    shared_strings: u64 = 512 * MIB, "文字表解压后的字节数";
    /// Bytes of a text file.
    text_file: u64 = 2048 * MIB, "一个文本文件的字节数";
    /// Lines of a text file.
    lines: u32 = 10_000_000, "一个文本文件的行数";
    /// Inflated bytes of any other part.
    other_part: u64 = 64 * MIB, "压缩包里其他条目解压后的字节数";
    /// Inflated bytes of all parts together, and bytes of a file.
    total: u64 = 3072 * MIB, "一个文件、或其全部条目解压后的字节数";
    /// Inflated bytes per compressed byte of a part that is held.
    ratio: u64 = 100, "条目的压缩比（工作表除外）";
    /// Parts up to this size may have any ratio.
    ratio_free: u64 = MIB, "不计压缩比的条目字节数";
    /// Bytes between two `<` of an XML part.
    token: u64 = MIB, "两个标记之间的字节数";
    /// Sheets of a workbook.
    sheets: usize = 1_000, "工作表数";
    /// Rows of a sheet.
    rows: u32 = 1_048_576, "一张工作表的行数";
    /// Columns of a sheet.
    columns: u32 = 16_384, "一张工作表的列数";
    /// Non-empty cells of a sheet.
    cells: u64 = 256_000_000, "一张工作表的非空单元格数";
    /// Merged regions of a sheet.
    merges: usize = 1_000_000, "一张工作表的合并区域数";
    /// Characters of a cell's text.
    text: usize = 32_767, "一个单元格的字数";
    /// Findings of one code that a sheet lists singly; the rest are counted.
    findings: usize = 200, "一张工作表逐一列出的同类问题数，其余只计数";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_set_by_its_name() {
        for (name, default, what) in Limits::ALL {
            let mut limits = Limits::default();
            assert!(
                limits.set(name, *default) && limits == Limits::default(),
                "{name} is {default} by default"
            );
            assert!(limits.set(name, *default + 1) && limits != Limits::default(), "{name}");
            assert!(!what.is_empty());
        }
        assert!(!Limits::default().set("rows", u64::MAX) && !Limits::default().set("row", 1));
    }
}
