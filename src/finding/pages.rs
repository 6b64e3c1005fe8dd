//! A page for each code: what it is, why it matters, what to do, and for the policy file a wrong and a right example.

use super::{CATALOGUE, Code};

/// The pages by first letter of the code.
const PAGES: [(&str, &str); 12] = [
    ("F", include_str!("pages/F.md")),
    ("T", include_str!("pages/T.md")),
    ("L", include_str!("pages/L.md")),
    ("E", include_str!("pages/E.md")),
    ("H", include_str!("pages/H.md")),
    ("D", include_str!("pages/D.md")),
    ("R", include_str!("pages/R.md")),
    ("Q", include_str!("pages/Q.md")),
    ("M", include_str!("pages/M.md")),
    ("S", include_str!("pages/S.md")),
    ("W", include_str!("pages/W.md")),
    ("V", include_str!("pages/V.md")),
];

/// The page of a code, below its heading; none where nobody has written one.
pub fn page(code: Code) -> Option<&'static str> {
    let (_, pages) = PAGES.iter().find(|(letter, _)| code.text().starts_with(letter))?;
    let (_, after) = pages.split_once(&format!("\n## {}\n", code.text()))?;
    Some(after.split("\n## ").next().unwrap_or(after).trim_end())
}

/// The code of that text, however it is typed.
pub fn code(text: &str) -> Option<Code> {
    let wanted: String = text.trim().chars().map(half_width).collect();
    CATALOGUE.iter().copied().find(|code| code.text().eq_ignore_ascii_case(&wanted))
}

/// ＲＯ４０１ is typed on a Chinese keyboard, too.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// A code with its page, as a person reads it.
pub fn shown(code: Code) -> String {
    let heading = format!("{code}　{}（{}）", code.title(), code.severity().label());
    format!("{heading}\n\n{}\n", page(code).unwrap_or_default())
}
