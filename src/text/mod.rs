//! Text: pure parsers that turn what people typed into exact values or a named refusal. Nothing here guesses.

pub mod aside;
pub mod award_word;
mod brackets;
pub mod capital;
pub mod certificate;
pub mod code;
pub mod date;
mod holders;
mod likeness;
pub mod look_alike;
pub mod name;
pub mod normal;
pub mod number;
mod numeral;
mod patent;
pub mod path;
pub mod persons;
pub mod placeholder;
mod rank;
pub mod reference;
pub mod remark;
pub mod size;
mod standard;
pub mod struck;
mod title;
pub mod toml;
pub mod verdict;
