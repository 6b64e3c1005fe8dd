//! Duixian (兑现): payout = f(policy file, lists). No clock, no network, no hidden state.
//!
//! Data flows one way; a stage takes the whole list and returns a list plus findings.
//!
//! ```text
//! rules/*.md  → policy::markdown → policy::file → policy::load → Policy
//! lists       → workbook → table → intake → identity ┐
//! decisions   → decisions ───────────────────────────┤
//!                                                    ▼
//!   condition, grouping → ledger, eligibility → settle(matching → steps) → outcome → Payout
//!                                                                      │
//!                        explain, report::{json, summary, workbook} ◄─┘
//! ```
//!
//! Foundation: `money` (the only rounding), `finding` (code, severity, place, help), `source` (bytes with SHA-256),
//! `text` (parsers of what people type), `model` (the data that flows). `engine` is the chain; `audit` asserts that a
//! payout holds together; `cases` runs the cases of a policy file through the engine. The library is bytes in, bytes out; only `cli` prints, opens files and starts processes.
//!
//! `verify` runs the chain again for a workbook at hand and compares the two, with `formula` for what stands in cells.
//!
//! Three kinds of error are never mixed: a finding is the user's data and is collected; an error is the environment
//! and stops the run; an assertion is our bug and panics.

#[cfg(test)]
extern crate self as duixian;

pub mod accounts;
pub mod audit;
pub mod cases;
pub mod check;
pub mod condition;
pub mod context;
pub mod decisions;
pub mod diff;
pub mod eligibility;
pub mod engine;
pub mod explain;
pub mod finding;
#[warn(clippy::indexing_slicing)]
pub mod formula;
pub mod grouping;
pub mod host;
pub mod identity;
pub mod impact;
#[warn(clippy::indexing_slicing)]
pub mod intake;
pub mod job;
pub mod ledger;
pub mod matching;
pub mod model;
pub mod money;
pub mod names;
pub mod offered;
pub mod outcome;
pub mod page;
pub mod policy;
#[cfg(test)]
mod properties;
pub mod remarks;
pub mod report;
pub mod settle;
pub mod source;
pub mod steps;
#[warn(clippy::indexing_slicing)]
pub mod table;
#[warn(clippy::indexing_slicing)]
pub mod text;
#[warn(clippy::indexing_slicing)]
pub mod verify;
#[warn(clippy::indexing_slicing)]
pub mod workbook;
