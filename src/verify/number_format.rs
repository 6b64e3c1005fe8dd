//! Number formats: whether one shows a figure as it is, and whether two are the same in other spellings.

use super::book::Shown;
use rust_decimal::Decimal;

/// What may stand around an amount and changes nothing.
const SIGNS: &str = "元¥￥ -()（）";

/// A piece of a format's code.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// What the program reads: digits, points, words.
    Code(char),
    /// What is shown as it stands.
    Literal(char),
    /// A condition or a way of writing numbers, in brackets.
    Bracket(String),
}

/// Whether a cell under a format shows what it holds, or as much as under the format that it should have.
pub(super) fn shows(format: &str, wanted: Option<&str>, shown: &Shown) -> bool {
    let sections = sections(format);
    if wanted.is_some_and(|wanted| self::sections(wanted) == sections) {
        return true;
    }
    match shown {
        Shown::Number(number) => shows_number(&sections, *number),
        Shown::Text(_) => shows_text(&sections),
        Shown::Nothing | Shown::Bool(_) | Shown::Error(_) => true,
    }
}

/// A format's sections, without colours, room left free and blanks.
fn sections(format: &str) -> Vec<Vec<Piece>> {
    let code = format.replace("G/通用格式", "General");
    let (mut sections, mut chars) = (vec![Vec::new()], code.chars());
    while let Some(c) = chars.next() {
        let mut pieces = Vec::new();
        match c {
            ';' => {
                sections.push(Vec::new());
                continue;
            }
            '"' => pieces.extend(chars.by_ref().take_while(|c| *c != '"').map(Piece::Literal)),
            '\\' | '!' => pieces.extend(chars.next().map(Piece::Literal)),
            '_' | '*' => drop(chars.next()),
            '[' => pieces.extend(bracket(&chars.by_ref().take_while(|c| *c != ']').collect::<String>())),
            c if c.is_ascii_alphanumeric() || "#?.,%@/".contains(c) => {
                pieces.push(Piece::Code(c.to_ascii_uppercase()))
            }
            c => pieces.push(Piece::Literal(c)),
        }
        let plain = pieces.into_iter().filter(|piece| *piece != Piece::Literal(' '));
        if let Some(section) = sections.last_mut() {
            section.extend(plain);
        }
    }
    // Without a section of its own a text is shown as it stands.
    if sections.len() == 4 && sections.last().is_some_and(|last| *last == [Piece::Code('@')]) {
        sections.pop();
    }
    sections
}

/// A currency is shown; a colour changes nothing; a condition and Chinese figures do.
fn bracket(inner: &str) -> Vec<Piece> {
    const COLOURS: [&str; 8] = ["BLACK", "WHITE", "RED", "GREEN", "BLUE", "YELLOW", "MAGENTA", "CYAN"];
    if let Some(currency) = inner.strip_prefix('$') {
        return currency.split('-').next().unwrap_or_default().chars().map(Piece::Literal).collect();
    }
    let upper = inner.to_ascii_uppercase();
    // In white no figure is seen.
    if upper != "WHITE"
        && (COLOURS.contains(&upper.as_str()) || upper.starts_with("COLOR") || inner.ends_with('色'))
    {
        return Vec::new();
    }
    vec![Piece::Bracket(upper)]
}

fn shows_number(sections: &[Vec<Piece>], number: Decimal) -> bool {
    let numbers = sections.get(..sections.len().min(3)).unwrap_or(sections);
    let own = match (numbers, number) {
        ([_, negative, ..], number) if number.is_sign_negative() && !number.is_zero() => negative,
        ([_, _, zero], number) if number.is_zero() => zero,
        ([first, ..], _) => first,
        ([], _) => return true,
    };
    // Nothing in place of nought takes no amount away.
    if own.is_empty() {
        return number.is_zero();
    }
    let has_sign = own.iter().any(|piece| matches!(piece, Piece::Literal('-' | '(' | '（')));
    // A section of its own for what is below nought must say so; another says it by itself.
    let is_own = number.is_sign_negative() && !number.is_zero() && numbers.len() > 1;
    if has_sign != is_own {
        return false;
    }
    let literal = |piece: &Piece| match piece {
        Piece::Literal(c) => SIGNS.contains(*c),
        Piece::Bracket(_) => false,
        Piece::Code(_) => true,
    };
    let code: String =
        own.iter().filter_map(|piece| if let Piece::Code(c) = piece { Some(*c) } else { None }).collect();
    own.iter().all(literal) && shows_digits(&code, number)
}

/// Whether digits, separators and a point show a number whole.
fn shows_digits(code: &str, number: Decimal) -> bool {
    if code == "GENERAL" || code == "@" {
        return true;
    }
    let (code, shift) = code.strip_suffix('%').map_or((code, 0), |rest| (rest, 2));
    let (whole, part) = code.split_once('.').unwrap_or((code, ""));
    let is_digits = |text: &str| text.chars().all(|c| "0#?".contains(c));
    let digits = whole.replace(',', "");
    // A separator behind the last digit divides by a thousand.
    let is_plain = !digits.is_empty() && is_digits(&digits) && is_digits(part) && !whole.ends_with(',');
    let places = u32::try_from(part.len()).unwrap_or(u32::MAX).saturating_add(shift);
    is_plain && number.normalize().scale() <= places
}

fn shows_text(sections: &[Vec<Piece>]) -> bool {
    match sections {
        [_, _, _, text] => *text == [Piece::Code('@')],
        [only] if only.contains(&Piece::Code('@')) => *only == [Piece::Code('@')],
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(format: &str, text: &str) -> bool {
        shows(format, None, &Shown::Number(text.parse().expect("a number")))
    }

    #[test]
    fn a_format_that_shows_the_figure_is_no_difference() {
        let fine = [
            "General",
            "0.00",
            "#,##0.00_ ",
            "#,##0.00\\ ",
            "¥#,##0.00;[Red]\\-¥#,##0.00",
            "0.00\"元\"",
            "G/通用格式",
            "@",
        ];
        assert!(fine.iter().all(|format| number(format, "250000")));
        assert!(number("0", "250000.00") && !number("0", "250000.50"));
        assert!(number("0%", "0.5") && !number("0%", "0.505"));
        assert!(number("#,##0.00;-#,##0.00", "-5") && number("#,##0.00_);(#,##0.00)", "-5"));
    }

    /// Another digit, a part of it, a thousandth, nothing at all, the wrong sign.
    #[test]
    fn a_format_that_shows_another_figure_is_one() {
        for format in [
            "\"6\"#,##0.00",
            "9#,##0.00",
            "#,##0.00,\"0\"",
            "#,##0,",
            ";;;",
            ";;;#,##0.00",
            "\"\"",
            "0\"万元\"",
            "-0.00",
            "[White]0.00",
            "[>=1]\"5\";0",
        ] {
            assert!(!number(format, "250000"), "{format}");
        }
        assert!(!number("#,##0.00;#,##0.00", "-5"));
    }

    #[test]
    fn the_same_format_in_another_spelling_is_the_same() {
        let step = "#,##0.00_ ;-#,##0.00_ ;";
        assert!(shows("#,##0.00_ ;\\-#,##0.00_ ;", Some(step), &Shown::Number(5.into())));
        assert!(number(step, "0"));
    }

    #[test]
    fn a_text_is_hidden_or_changed_by_a_section_of_its_own() {
        let text = |format: &str| shows(format, None, &Shown::Text("甲公司".to_owned()));
        assert!(["General", "@", "0.00", "0;0;0;@"].into_iter().all(text));
        assert!(![";;;", "\"乙\"@", "@\"（分公司）\"", "0;0;0;\"乙公司\""].into_iter().any(text));
    }
}
