//! The data that flows from stage to stage: rows, achievements, entitlements, the payout. Plain values, no behaviour of a stage.

pub mod achievement;
pub mod decision;
pub mod entitlement;
pub mod nature;
pub mod operation;
pub mod outputs;
pub mod payout;
pub mod record;
mod rows;
pub mod run_record;
mod same_recognition;
pub mod understood;
