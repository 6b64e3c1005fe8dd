//! The command line: the only part that prints, touches files, starts processes and threads, or knows the time.
//!
//! `parent` starts the program again as `worker` and talks with it in lines (`protocol`); the worker does the whole command
//! (`pay`, `read`, `verify`, `explain`, `diff`), and the parent, which reads no list and so survives any, prints and puts the finished
//! workbook in its place. `template` and `check` read no list and need no worker.

mod args;
mod blame;
mod check;
mod diff;
mod dropped;
mod explain;
mod files;
mod memory;
mod output;
mod parent;
mod pay;
mod placing;
mod print;
mod progress;
mod protocol;
mod read;
mod standing;
mod template;
mod usage;
mod verify;
mod window;
mod worker;

use clap::Parser;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
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
    if words.get(1).is_some_and(|word| word == protocol::WORKER) {
        words.remove(1);
        return run(&words, true);
    }
    let has_window = window::is_own();
    let home = std::env::current_exe().ok().and_then(|path| path.parent().map(Path::to_owned));
    let asked = words.get(1..).unwrap_or_default();
    let code = match dropped::understood(asked, has_window, &home.unwrap_or_default()) {
        None => return run(&words, false),
        Some(Ok(dropped)) => {
            // Where the folder is gone, the words say which file is not there.
            let _ = std::env::set_current_dir(&dropped.folder);
            words.truncate(1);
            words.extend(dropped.into_words());
            run(&words, false)
        }
        Some(Err(sentence)) => {
            let _ = std::io::stderr().write_all(format!("{sentence}\n").as_bytes());
            ExitCode::from(TROUBLE)
        }
    };
    if has_window {
        window::wait();
    }
    code
}

fn run(words: &[OsString], is_worker: bool) -> ExitCode {
    match args::Cli::try_parse_from(words) {
        Err(error) => usage::report(&error),
        Ok(cli) => match &cli.command {
            args::Command::Template(args) => ExitCode::from(template::run(args)),
            args::Command::Check(args) => ExitCode::from(check::run(args)),
            _ if is_worker => worker::run(&cli),
            args::Command::Pay(_)
            | args::Command::Read(_)
            | args::Command::Verify(_)
            | args::Command::Explain(_)
            | args::Command::Diff(_) => ExitCode::from(parent::run(&cli, words.get(1..).unwrap_or_default())),
        },
    }
}
