//! Text: pure parsers that turn what people typed into exact values or a named refusal. Nothing here guesses.

pub mod capital;
pub mod code;
pub mod date;
pub mod name;
pub mod normal;
pub mod number;
mod numeral;
mod patent;
mod standard;
