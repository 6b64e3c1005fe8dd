//! Trees in one form: no spaces, no `$`, no brackets but those needed, sheets always in quotes.

use super::{Corner, Operator, Ref, Tree};
use std::fmt::{Display, Formatter, Result};

impl Operator {
    fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Power => "^",
            Self::Join => "&",
            Self::Equal => "=",
            Self::Unequal => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    fn strength(self) -> u8 {
        match self {
            Self::Equal
            | Self::Unequal
            | Self::Less
            | Self::LessOrEqual
            | Self::Greater
            | Self::GreaterOrEqual => 1,
            Self::Join => 2,
            Self::Add | Self::Subtract => 3,
            Self::Multiply | Self::Divide => 4,
            Self::Power => 5,
        }
    }
}

impl Tree {
    fn strength(&self) -> u8 {
        match self {
            Self::Binary(operator, ..) => operator.strength(),
            Self::Negate(_) => 6,
            Self::Percent(_) => 7,
            _ => 8,
        }
    }

    /// Printed, in brackets where it binds less than its place needs.
    fn within(&self, f: &mut Formatter<'_>, needed: u8) -> Result {
        if self.strength() < needed { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

impl Display for Tree {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "\"{}\"", text.replace('"', "\"\"")),
            Self::Bool(yes) => f.write_str(if *yes { "TRUE" } else { "FALSE" }),
            Self::Error(error) => f.write_str(error),
            Self::Ref(at) => write!(f, "{at}"),
            Self::Negate(a) => {
                f.write_str("-")?;
                a.within(f, 6)
            }
            Self::Percent(a) => {
                a.within(f, 7)?;
                f.write_str("%")
            }
            Self::Binary(operator, a, b) => {
                a.within(f, operator.strength())?;
                f.write_str(operator.sign())?;
                b.within(f, operator.strength() + 1)
            }
            Self::Call(name, arguments) => {
                write!(f, "{name}(")?;
                for (at, argument) in arguments.iter().enumerate() {
                    let comma = if at > 0 { "," } else { "" };
                    write!(f, "{comma}{argument}")?;
                }
                f.write_str(")")
            }
            Self::Missing => Ok(()),
        }
    }
}

impl Display for Ref {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if let Some(sheet) = &self.sheet {
            write!(f, "'{}'!", sheet.replace('\'', "''"))?;
        }
        write!(f, "{}", self.first)?;
        if self.is_cell() { Ok(()) } else { write!(f, ":{}", self.last) }
    }
}

impl Display for Corner {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut rest = u64::from(self.col) + 1;
        let mut letters = Vec::new();
        while rest > 0 {
            letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().try_for_each(|letter| write!(f, "{letter}"))?;
        write!(f, "{}", u64::from(self.row) + 1)
    }
}
