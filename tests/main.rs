//! The integration tests, one binary.

mod commands;
mod harness;
mod hostile;
mod layers;
mod output;
mod pay;
