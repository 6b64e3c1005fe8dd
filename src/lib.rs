//! Duixian (兑现): payout = f(policy file, lists).

pub mod audit;
pub mod condition;
pub mod context;
pub mod decisions;
pub mod eligibility;
pub mod engine;
pub mod finding;
pub mod grouping;
pub mod host;
pub mod identity;
pub mod impact;
pub mod intake;
pub mod matching;
pub mod model;
pub mod money;
pub mod names;
pub mod outcome;
pub mod policy;
pub mod remarks;
pub mod report;
pub mod source;
pub mod steps;
pub mod table;
pub mod text;
pub mod workbook;
