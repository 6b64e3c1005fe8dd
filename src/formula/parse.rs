//! From tokens to trees, by the precedence that spreadsheet programs share.

use super::lex::{Token, tokens};
use super::{Corner, LAST_COLUMN, LAST_ROW, Operator, Ref, Tree};
use rust_decimal::Decimal;

/// Brackets nested deeper than this are no formula of anybody's.
const DEPTH: usize = 128;

/// Understands a formula, with or without its `=`; none where it holds something else than values, cells and functions.
pub fn parse(text: &str) -> Option<Tree> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, depth: 0 };
    let tree = parser.comparison()?;
    parser.tokens.is_empty().then_some(tree)
}

struct Parser<'a> {
    tokens: &'a [Token],
    depth: usize,
}

impl Parser<'_> {
    fn sign(&mut self, wanted: &[(&'static str, Operator)]) -> Option<Operator> {
        let Some((Token::Sign(sign), rest)) = self.tokens.split_first() else { return None };
        let (_, operator) = wanted.iter().find(|(of, _)| of == sign)?;
        self.tokens = rest;
        Some(*operator)
    }

    fn take(&mut self, wanted: &str) -> bool {
        match self.tokens.split_first() {
            Some((Token::Sign(sign), rest)) if *sign == wanted => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    fn chain(
        &mut self,
        operators: &[(&'static str, Operator)],
        operand: fn(&mut Self) -> Option<Tree>,
    ) -> Option<Tree> {
        let mut left = operand(self)?;
        while let Some(operator) = self.sign(operators) {
            left = Tree::Binary(operator, Box::new(left), Box::new(operand(self)?));
        }
        Some(left)
    }

    fn comparison(&mut self) -> Option<Tree> {
        use Operator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Unequal};
        let operators = [
            ("=", Equal),
            ("<>", Unequal),
            ("<=", LessOrEqual),
            (">=", GreaterOrEqual),
            ("<", Less),
            (">", Greater),
        ];
        self.chain(&operators, Self::joined)
    }

    fn joined(&mut self) -> Option<Tree> {
        self.chain(&[("&", Operator::Join)], Self::sum)
    }

    fn sum(&mut self) -> Option<Tree> {
        self.chain(&[("+", Operator::Add), ("-", Operator::Subtract)], Self::product)
    }

    fn product(&mut self) -> Option<Tree> {
        self.chain(&[("*", Operator::Multiply), ("/", Operator::Divide)], Self::power)
    }

    fn power(&mut self) -> Option<Tree> {
        self.chain(&[("^", Operator::Power)], Self::signed)
    }

    fn signed(&mut self) -> Option<Tree> {
        if self.depth > DEPTH {
            return None;
        }
        self.depth += 1;
        let tree = if self.take("-") {
            Tree::Negate(Box::new(self.signed()?))
        } else if self.take("+") {
            self.signed()?
        } else {
            self.percent()?
        };
        self.depth -= 1;
        Some(tree)
    }

    fn percent(&mut self) -> Option<Tree> {
        let mut tree = self.primary()?;
        while self.take("%") {
            tree = Tree::Percent(Box::new(tree));
        }
        Some(tree)
    }

    fn primary(&mut self) -> Option<Tree> {
        if self.take("(") {
            let tree = self.comparison()?;
            return self.take(")").then_some(tree);
        }
        let (token, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        match token {
            Token::Number(digits) if self.next_is(":") => self.reference(None, digits),
            Token::Number(digits) => {
                let number = digits.parse().or_else(|_| Decimal::from_scientific(digits));
                number.ok().map(|number: Decimal| Tree::Number(number.normalize()))
            }
            Token::Text(text) => Some(Tree::Text(text.clone())),
            Token::Error(error) => Some(Tree::Error(error.clone())),
            Token::Sheet(sheet) => {
                let (token, rest) = self.tokens.split_first()?;
                self.tokens = rest;
                match token {
                    Token::Word(word) | Token::Number(word) => self.reference(Some(sheet), word),
                    Token::Error(error) => Some(Tree::Error(error.clone())),
                    _ => None,
                }
            }
            Token::Word(word) if self.next_is("(") => self.call(word),
            Token::Word(word) => match word.to_ascii_uppercase().as_str() {
                "TRUE" => Some(Tree::Bool(true)),
                "FALSE" => Some(Tree::Bool(false)),
                _ => self.reference(None, word),
            },
            Token::Sign(_) => None,
        }
    }

    fn next_is(&self, wanted: &str) -> bool {
        matches!(self.tokens.first(), Some(Token::Sign(sign)) if *sign == wanted)
    }

    fn call(&mut self, word: &str) -> Option<Tree> {
        let name = word.to_ascii_uppercase();
        let name = ["_XLFN.", "_XLWS.", "COM.MICROSOFT."]
            .iter()
            .fold(name.as_str(), |name, prefix| name.strip_prefix(prefix).unwrap_or(name));
        self.take("(");
        let mut arguments = Vec::new();
        if self.take(")") {
            return Some(Tree::Call(name.to_owned(), arguments));
        }
        loop {
            let missing = self.next_is(",") || self.next_is(")");
            arguments.push(if missing { Tree::Missing } else { self.comparison()? });
            if self.take(")") {
                return Some(Tree::Call(name.to_owned(), arguments));
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    /// A cell or range whose first word is known.
    fn reference(&mut self, sheet: Option<&str>, word: &str) -> Option<Tree> {
        let first = end(word)?;
        let last = if self.take(":") {
            let (token, mut rest) = self.tokens.split_first()?;
            let word = match token {
                // `Sheet1!A1:Sheet1!B2` is another way to write a range of one sheet.
                Token::Sheet(again) if Some(again.as_str()) == sheet => {
                    let (token, after) = rest.split_first()?;
                    rest = after;
                    token
                }
                token => token,
            };
            let (Token::Word(word) | Token::Number(word)) = word else { return None };
            self.tokens = rest;
            Some(end(word)?)
        } else {
            None
        };
        let (first, last) = corners(first, last)?;
        Some(Tree::Ref(Ref { sheet: sheet.map(str::to_owned), first, last }))
    }
}

/// Row and column of one end, each with its `$`, either of them perhaps not said.
type End = (Option<(u32, bool)>, Option<(u32, bool)>);

fn end(word: &str) -> Option<End> {
    let (col_fixed, rest) = word.strip_prefix('$').map_or((false, word), |rest| (true, rest));
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, rest) = rest.split_at_checked(letters)?;
    if letters.is_empty() {
        return Some((row(rest, col_fixed), None)).filter(|(row, _)| row.is_some());
    }
    let col = letters.bytes().try_fold(0_u32, |sum, letter| {
        sum.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let col = (col.checked_sub(1).filter(|col| *col <= LAST_COLUMN)?, col_fixed);
    if rest.is_empty() {
        return Some((None, Some(col)));
    }
    let (row_fixed, digits) = rest.strip_prefix('$').map_or((false, rest), |rest| (true, rest));
    Some((row(digits, row_fixed), Some(col))).filter(|(row, _)| row.is_some())
}

fn row(digits: &str, fixed: bool) -> Option<(u32, bool)> {
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    let row = digits.parse::<u32>().ok().filter(|_| plain)?.checked_sub(1)?;
    (row <= LAST_ROW).then_some((row, fixed))
}

/// The corners of a cell, a range, whole columns or whole rows, top left first.
fn corners(first: End, last: Option<End>) -> Option<(Corner, Corner)> {
    let corner = |row: (u32, bool), col: (u32, bool)| Corner {
        row: row.0,
        col: col.0,
        row_fixed: row.1,
        col_fixed: col.1,
    };
    let (a, b) = match (first, last) {
        ((Some(row), Some(col)), None) => (corner(row, col), corner(row, col)),
        ((Some(r1), Some(c1)), Some((Some(r2), Some(c2)))) => (corner(r1, c1), corner(r2, c2)),
        ((None, Some(c1)), Some((None, Some(c2)))) => (corner((0, true), c1), corner((LAST_ROW, true), c2)),
        ((Some(r1), None), Some((Some(r2), None))) => {
            (corner(r1, (0, true)), corner(r2, (LAST_COLUMN, true)))
        }
        _ => return None,
    };
    let first = Corner { row: a.row.min(b.row), col: a.col.min(b.col), ..a };
    Some((first, Corner { row: a.row.max(b.row), col: a.col.max(b.col), ..b }))
}
