//! Text parted at its outermost brackets, of whatever kind.

use super::normal::{closes, opens};

/// Text outside brackets, or one outermost bracket.
pub(super) enum Piece<'a> {
    Plain(&'a str),
    Bracket { whole: &'a str, inner: &'a str },
}

/// Parts text at its outermost brackets; one that never closes runs to the end.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    // Where the current piece begins, where its inside does, and how many brackets are open.
    let (mut from, mut inside, mut depth) = (0, 0, 0_usize);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        if opens(c) {
            if depth == 0 {
                out.push(Piece::Plain(part(from, at)));
                (from, inside) = (at, after);
            }
            depth += 1;
        } else if closes(c) && depth > 0 {
            depth -= 1;
            if depth == 0 {
                out.push(Piece::Bracket { whole: part(from, after), inner: part(inside, at) });
                from = after;
            }
        }
    }
    if depth > 0 {
        out.push(Piece::Plain(""));
        out.push(Piece::Bracket { whole: part(from, text.len()), inner: part(inside, text.len()) });
    } else {
        out.push(Piece::Plain(part(from, text.len())));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_outermost_brackets_part_text() {
        let shown = |text: &str| -> Vec<String> {
            pieces(text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Plain(text) => text.to_owned(),
                    Piece::Bracket { whole, inner } => format!("{whole}={inner}"),
                })
                .collect()
        };
        assert_eq!(shown("甲(乙[丙])丁"), ["甲", "(乙[丙])=乙[丙]", "丁"]);
        assert_eq!(shown("甲（乙"), ["甲", "", "（乙=乙"]);
        assert_eq!(shown("甲)乙"), ["甲)乙"]);
    }
}
