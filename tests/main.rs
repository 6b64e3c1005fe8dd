//! The integration tests, one binary.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]

mod bundled;
mod commands;
mod findings;
mod harness;
mod hostile;
mod layers;
mod output;
mod pay;
mod scenarios_achievements;
mod scenarios_amounts;
mod scenarios_dates;
mod scenarios_decisions;
mod scenarios_fates;
mod scenarios_who;
