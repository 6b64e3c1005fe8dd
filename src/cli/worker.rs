//! The worker: does a whole command, and tells the parent what it is doing. It ends when the parent does.

use super::args::{Cli, Command};
use super::pay::{self, Line};
use super::protocol::{Event, Job, Outcome, Reply};
use super::{TROUBLE, diff, explain, memory, read, verify};
use duixian::host::{Host, Stage, Task};
use std::io::{BufRead, Write};
use std::num::NonZero;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

/// The same on every platform, and ample for deeply nested files.
const STACK: usize = 32 << 20;

/// Runs as the worker.
pub fn run(cli: &Cli) -> ExitCode {
    let Some(job) = first_line().and_then(|line| serde_json::from_str::<Job>(&line).ok()) else {
        return ExitCode::from(TROUBLE);
    };
    std::panic::set_hook(Box::new(|panic| tell(&Event::Panicked(panic.to_string()))));
    let (sender, replies) = channel();
    let pipe = Pipe { replies: Mutex::new(replies) };
    let Some(guards) = cli.command.guards() else { return ExitCode::from(TROUBLE) };
    memory::bound(guards.memory_limit);
    let outcome = std::thread::scope(|scope| {
        // Detached on purpose: it waits for the parent's end for as long as the worker lives.
        std::thread::spawn(move || listen(&sender));
        let work = || match &cli.command {
            Command::Pay(args) => pay::run(args, &job.marks, &pipe, &pipe),
            Command::Read(args) => read::run(args, &job.marks, &pipe),
            Command::Verify(args) => verify::run(args, &job.marks, &pipe),
            Command::Explain(args) => explain::run(args, &job.marks, &pipe, &pipe),
            Command::Diff(args) => diff::run(args, &job.marks, &pipe, &pipe),
            // They read no list, so the parent does them.
            Command::Template(_) | Command::Check(_) => Outcome { code: TROUBLE, ..Outcome::default() },
        };
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread.ok().and_then(|thread| thread.join().ok())
    });
    match outcome {
        Some(outcome) => finish(outcome),
        None => ExitCode::from(TROUBLE),
    }
}

fn finish(outcome: Outcome) -> ExitCode {
    let code = outcome.code;
    tell(&Event::Outcome(outcome));
    ExitCode::from(code)
}

fn first_line() -> Option<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).ok()?;
    Some(line)
}

/// Passes the parent's replies on; where the parent is gone, nobody will take the result.
fn listen(replies: &Sender<Reply>) {
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        if let Ok(reply) = serde_json::from_str(&line) {
            let _ = replies.send(reply);
        }
    }
    std::process::exit(i32::from(TROUBLE));
}

/// One line to the parent.
fn tell(event: &Event) {
    let Ok(mut line) = serde_json::to_string(event) else { return };
    line.push('\n');
    let mut stdout = std::io::stdout().lock();
    if stdout.write_all(line.as_bytes()).and_then(|()| stdout.flush()).is_err() {
        std::process::exit(i32::from(TROUBLE));
    }
}

/// The worker's end of the pipe.
struct Pipe {
    replies: Mutex<Receiver<Reply>>,
}

impl Host for Pipe {
    fn opening(&self, file: &str) {
        tell(&Event::Opening(file.to_owned()));
    }

    fn stage(&self, stage: Stage) {
        tell(&Event::Stage(stage));
    }

    fn rows(&self, rows: u64) {
        tell(&Event::Rows(rows));
    }

    fn each<'a>(&self, tasks: Vec<Task<'a>>) {
        on_every_core(tasks);
    }

    fn both<'a>(&self, one: Task<'a>, other: Task<'a>) -> bool {
        on_two_cores(one, other)
    }
}

/// Does two tasks at once; false, and neither is done, where there is one core or no thread to be had. A panic in one of them is
/// passed on.
fn on_two_cores<'a>(one: Task<'a>, other: Task<'a>) -> bool {
    if std::thread::available_parallelism().map_or(1, NonZero::get) < 2 {
        return false;
    }
    std::thread::scope(|scope| {
        let beside = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, one);
        if beside.is_ok() {
            other();
        }
        beside.is_ok()
    })
}

/// Does the tasks on every core. A panic in one of them is passed on.
fn on_every_core(tasks: Vec<Task<'_>>) {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get).min(tasks.len());
    let queue = Mutex::new(tasks.into_iter());
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    let work = || {
        while let Some(task) = next() {
            task();
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..cores {
            // Where no thread can be had, the others do its share.
            let _ = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
}

impl Line for Pipe {
    fn temporary(&self) -> String {
        tell(&Event::Ready);
        let reply = self.replies.lock().ok().and_then(|replies| replies.recv().ok());
        // Without a reply the parent is gone.
        reply.map_or_else(|| std::process::exit(i32::from(TROUBLE)), |reply| reply.temporary)
    }
}
