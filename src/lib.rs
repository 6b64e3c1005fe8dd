//! Duixian (兑现): payout = f(policy file, lists).

pub mod engine;
pub mod finding;
pub mod host;
pub mod model;
pub mod money;
pub mod policy;
pub mod report;
pub mod source;
#[warn(clippy::indexing_slicing)]
pub mod text;
#[warn(clippy::indexing_slicing)]
pub mod workbook;
