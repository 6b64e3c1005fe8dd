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

/// Work that may be done beside other work.
pub type Task<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Rows between two calls of [`Host::rows`].
pub const ROWS: u64 = 4096;

/// What the caller offers to the engine.
pub trait Host: Sync {
    /// Told before a file is parsed, so that a run that dies can be blamed on that file.
    fn opening(&self, file: &str);

    /// Told when a stage begins: from here on no file that was opened before is to blame.
    fn stage(&self, _stage: Stage) {}

    /// Told now and then how many rows more were read or written.
    fn rows(&self, _rows: u64) {}

    /// Does every task, in any order or at the same time.
    fn each<'a>(&self, tasks: Vec<Task<'a>>) {
        tasks.into_iter().for_each(|task| task());
    }

    /// Does two tasks at the same time, of which one may wait for the other; false, and neither is done, where it cannot.
    fn both<'a>(&self, _one: Task<'a>, _other: Task<'a>) -> bool {
        false
    }
}

/// What each task gives, in the order of the tasks.
pub fn map<'a, T: Send + 'a>(
    host: &dyn Host,
    tasks: impl IntoIterator<Item = impl FnOnce() -> T + Send + 'a>,
) -> Vec<T> {
    let tasks: Vec<_> = tasks.into_iter().collect();
    let mut results: Vec<Option<T>> = tasks.iter().map(|_| None).collect();
    let each = tasks.into_iter().zip(&mut results);
    host.each(each.map(|(task, slot)| Box::new(move || *slot = Some(task())) as Task<'_>).collect());
    // A task that was not done ended the program with its panic.
    results.into_iter().flatten().collect()
}

/// The default host: serial, in memory, and it listens to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Serial;

impl Host for Serial {
    fn opening(&self, _file: &str) {}
}
