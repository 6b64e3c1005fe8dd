//! Duixian (兑现): payout = f(policy file, lists).

pub mod finding;
pub mod money;
pub mod source;
pub mod workbook;
