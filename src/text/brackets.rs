//! Text parted at its outermost brackets, of whatever kind.

use super::normal::{closes, opens};

/// Text outside brackets, or one outermost bracket.
pub(super) enum Piece {
    Plain(String),
    Bracket { whole: String, inner: String },
}

/// Parts text at its outermost brackets; one that never closes runs to the end.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let (mut plain, mut whole, mut inner, mut depth) = (String::new(), String::new(), String::new(), 0_usize);
    for c in text.chars() {
        if opens(c) && depth == 0 {
            out.push(Piece::Plain(std::mem::take(&mut plain)));
            whole.push(c);
            depth = 1;
        } else if closes(c) && depth == 1 {
            whole.push(c);
            out.push(Piece::Bracket { whole: std::mem::take(&mut whole), inner: std::mem::take(&mut inner) });
            depth = 0;
        } else if depth > 0 {
            depth = if opens(c) { depth + 1 } else { depth - usize::from(closes(c)) };
            whole.push(c);
            inner.push(c);
        } else {
            plain.push(c);
        }
    }
    out.push(Piece::Plain(plain));
    if depth > 0 {
        out.push(Piece::Bracket { whole, inner });
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
                    Piece::Plain(text) => text,
                    Piece::Bracket { whole, inner } => format!("{whole}={inner}"),
                })
                .collect()
        };
        assert_eq!(shown("甲(乙[丙])丁"), ["甲", "(乙[丙])=乙[丙]", "丁"]);
        assert_eq!(shown("甲（乙"), ["甲", "", "（乙=乙"]);
        assert_eq!(shown("甲)乙"), ["甲)乙"]);
    }
}
