//! Tokens of a formula.

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits with a point or an exponent.
    Number(String),
    /// Text between quotes.
    Text(String),
    /// A name of function, cell or sheet; `$` and `.` belong to it.
    Word(String),
    /// A sheet's name, the `!` after it included.
    Sheet(String),
    /// `#REF!` and the like.
    Error(String),
    /// An operator or bracket.
    Sign(&'static str),
}

const SIGNS: [&str; 17] =
    ["<>", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "^", "&", "%", "(", ")", ",", ":"];
const ERRORS: [&str; 8] = ["#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"];

/// The tokens; none where something else stands in the text.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut rest = text.trim_start_matches('=').trim_start();
    let mut tokens = Vec::new();
    while !rest.is_empty() {
        let (token, after) = next(rest)?;
        tokens.push(token);
        rest = after.trim_start();
    }
    Some(tokens)
}

fn next(rest: &str) -> Option<(Token, &str)> {
    let first = rest.chars().next()?;
    if first == '"' {
        let (text, after) = quoted(rest, '"')?;
        return Some((Token::Text(text), after));
    }
    if first == '\'' {
        let (name, after) = quoted(rest, '\'')?;
        return Some((Token::Sheet(name), after.strip_prefix('!')?));
    }
    if first == '#' {
        let error = ERRORS.iter().find(|error| rest.starts_with(**error))?;
        return Some((Token::Error((*error).to_owned()), rest.get(error.len()..)?));
    }
    if first.is_ascii_digit() || first == '.' {
        return number(rest);
    }
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        return Some((Token::Sign(sign), rest.get(sign.len()..)?));
    }
    if rest.starts_with(';') {
        return Some((Token::Sign(","), rest.get(1..)?));
    }
    word(rest)
}

/// What stands between two of a quote, doubled ones inside being one; and what follows.
fn quoted(rest: &str, quote: char) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != quote {
            text.push(c);
        } else if chars.next_if(|(_, next)| *next == quote).is_some() {
            text.push(quote);
        } else {
            return Some((text, rest.get(at + 1..)?));
        }
    }
    None
}

fn number(rest: &str) -> Option<(Token, &str)> {
    let plain = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let (digits, after) = rest.split_at_checked(plain)?;
    let exponent = after.strip_prefix(['e', 'E']).and_then(|after| {
        let signed = after.strip_prefix(['+', '-']).unwrap_or(after);
        let length = signed.find(|c: char| !c.is_ascii_digit()).unwrap_or(signed.len());
        (length > 0).then(|| 1 + after.len() - signed.len() + length)
    });
    let (exponent, after) = after.split_at_checked(exponent.unwrap_or(0))?;
    // `1:3` are rows: a number is a word of a reference then, which is told by what follows.
    Some((Token::Number(format!("{digits}{exponent}")), after))
}

fn word(rest: &str) -> Option<(Token, &str)> {
    let belongs =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '\\' | '?') || c > '\u{2000}';
    let length = rest.find(|c: char| !belongs(c)).unwrap_or(rest.len());
    let (word, after) = rest.split_at_checked(length).filter(|(word, _)| !word.is_empty())?;
    match after.strip_prefix('!') {
        Some(after) => Some((Token::Sheet(word.trim_start_matches('$').to_owned()), after)),
        None => Some((Token::Word(word.to_owned()), after)),
    }
}
