//! Duixian (兑现): payout = f(policy file, lists).

pub mod condition;
pub mod context;
pub mod eligibility;
pub mod finding;
pub mod grouping;
pub mod matching;
pub mod model;
pub mod money;
pub mod policy;
pub mod source;
pub mod steps;
pub mod text;
pub mod workbook;
