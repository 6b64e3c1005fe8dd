//! What parent and worker say to each other: one JSON value a line, the worker on its standard output, the parent on the
//! worker's standard input. No cell of a list crosses; what a run prints does, as text.

use duixian::host::Stage;
use duixian::job::gather::Mark;
use serde::{Deserialize, Serialize};

/// The hidden first argument that makes the program a worker.
pub const WORKER: &str = "__worker";

/// What the allocator writes on the worker's standard error before it aborts.
pub const OUT_OF_MEMORY: &str = "duixian: memory limit exceeded";

/// The parent's first line: the terms of this attempt.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Job {
    /// Files that earlier attempts died of.
    pub marks: Vec<Mark>,
}

/// What the worker tells.
#[derive(Debug, Deserialize, Serialize)]
pub enum Event {
    /// This file is opened next.
    Opening(String),
    /// A stage begins; no file is open any more.
    Stage(Stage),
    /// So many rows more were read or written.
    Rows(u64),
    /// A panic began; it may yet be caught.
    Panicked(String),
    /// The workbook is ready to be written; the worker waits for a [`Reply`].
    Ready,
    /// The command is done.
    Outcome(Outcome),
}

/// The parent's answer to [`Event::Ready`].
#[derive(Debug, Deserialize, Serialize)]
pub struct Reply {
    /// The name, in the output folder, to write to.
    pub temporary: String,
}

/// What is left to do for the parent: to print, to rename, to exit.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Outcome {
    /// The exit code.
    pub code: u8,
    /// For standard output.
    pub stdout: String,
    /// For standard error, styled.
    pub stderr: String,
    /// The names that the written files are to have, the workbook's first.
    pub files: Vec<String>,
}
