//! Little-endian fields of binary records; none where the bytes end before.

pub(super) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    array(bytes, at).map(f64::from_le_bytes)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// The number of a compressed RK field: an integer or the upper half of a double, perhaps divided by 100.
pub(super) fn rk(field: u32) -> f64 {
    let number = if field & 2 != 0 {
        // The sign must survive the shift.
        f64::from((field as i32) >> 2)
    } else {
        f64::from_bits(u64::from(field & !3) << 32)
    };
    if field & 1 != 0 { number / 100.0 } else { number }
}

/// The name of an error value by its code.
pub(super) fn error_name(code: u8) -> String {
    let name = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        code => return format!("#{code:02X}"),
    };
    name.to_owned()
}
