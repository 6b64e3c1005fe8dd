//! Duixian (兑现): payout = f(policy file, lists).

pub mod finding;
pub mod intake;
pub mod model;
pub mod money;
pub mod policy;
pub mod source;
pub mod table;
pub mod text;
pub mod workbook;
