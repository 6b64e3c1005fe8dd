//! Sizes of memory as a user types and reads them.

const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// Bytes from a text like `512M` or `4G`.
pub fn parse(text: &str) -> Result<u64, String> {
    let refused = || "大小应写成 512M、4G 的样子".to_owned();
    let upper = text.trim().to_ascii_uppercase();
    let (digits, unit) = match upper.strip_suffix(['K', 'M', 'G']) {
        Some(digits) if upper.ends_with('K') => (digits, KIB),
        Some(digits) if upper.ends_with('M') => (digits, MIB),
        Some(digits) => (digits, GIB),
        None => return Err(refused()),
    };
    let count: u64 = digits.trim_end().parse().map_err(|_| refused())?;
    count.checked_mul(unit).filter(|bytes| *bytes > 0).ok_or_else(refused)
}

/// Bytes in words, in the largest unit that divides them.
pub fn words(bytes: u64) -> String {
    match bytes {
        _ if bytes.is_multiple_of(GIB) => format!("{}G", bytes / GIB),
        _ if bytes.is_multiple_of(MIB) => format!("{}M", bytes / MIB),
        _ => format!("{}K", bytes.div_ceil(KIB)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_written() {
        assert_eq!(parse("512m"), Ok(512 << 20));
        assert_eq!(parse("4 G"), Ok(4 << 30));
        assert_eq!(words(512 << 20), "512M");
        assert_eq!(words(1025), "2K");
        for wrong in ["", "0M", "M", "4", "-1G", "1.5G", "99999999999999999999G", "17179869184G"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
