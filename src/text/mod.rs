//! Text: pure parsers that turn what people typed into exact values or a named refusal. Nothing here guesses.

pub mod capital;
pub mod date;
pub mod normal;
pub mod number;
mod numeral;
