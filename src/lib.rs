//! Duixian (兑现): payout = f(policy file, lists).

pub mod engine;
pub mod finding;
pub mod host;
pub mod model;
pub mod money;
pub mod policy;
pub mod report;
pub mod source;
pub mod text;
pub mod workbook;
