//! The command line: the only part that prints, touches files, starts processes and threads, or knows the time.
//!
//! `parent` starts the program again as `worker` and talks with it in lines (`protocol`); the worker does the whole command
//! (`pay`, `read`, `verify`, `explain`), and the parent, which reads no list and so survives any, prints and puts the finished
//! workbook in its place. `template` and `check` read no list and need no worker.

mod args;
mod blame;
mod check;
mod explain;
mod files;
mod memory;
mod output;
mod parent;
mod pay;
mod print;
mod progress;
mod protocol;
mod read;
mod template;
mod usage;
mod verify;
mod worker;

use clap::Parser;
use std::process::ExitCode;

/// Done.
const DONE: u8 = 0;
/// Refused: findings of severity error, no output touched.
const REFUSED: u8 = 1;
/// Usage or environment.
const TROUBLE: u8 = 2;

/// Runs the program as parent, or as worker where its first argument says so.
pub fn main() -> ExitCode {
    let mut words: Vec<_> = std::env::args_os().collect();
    let is_worker = words.get(1).is_some_and(|word| word == protocol::WORKER);
    if is_worker {
        words.remove(1);
    }
    match args::Cli::try_parse_from(&words) {
        Err(error) => usage::report(&error),
        Ok(cli) => match &cli.command {
            args::Command::Template(args) => ExitCode::from(template::run(args)),
            args::Command::Check(args) => ExitCode::from(check::run(args)),
            _ if is_worker => worker::run(&cli),
            args::Command::Pay(_)
            | args::Command::Read(_)
            | args::Command::Verify(_)
            | args::Command::Explain(_) => {
                ExitCode::from(parent::run(&cli, words.get(1..).unwrap_or_default()))
            }
        },
    }
}
