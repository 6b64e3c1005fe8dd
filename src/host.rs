//! The host: what the engine asks of whoever runs it. Results never depend on it.

use serde::{Deserialize, Serialize};

/// Where a run stands besides the files that it opens.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub enum Stage {
    /// Policy and decisions are understood.
    Preparing,
    /// Enterprises, achievements, duplicates.
    Identity,
    /// Achievements against awards.
    Matching,
    /// The policy's steps.
    Steps,
    /// What became of each row.
    Outcome,
    /// The workbook.
    Writing,
}

/// What the caller offers to the engine.
pub trait Host {
    /// Told before a file is parsed, so that a run that dies can be blamed on that file.
    fn opening(&self, file: &str);

    /// Told when a stage begins: from here on no file that was opened before is to blame.
    fn stage(&self, _stage: Stage) {}
}

/// The default host: serial, in memory, and it listens to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Serial;

impl Host for Serial {
    fn opening(&self, _file: &str) {}
}
