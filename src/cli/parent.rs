//! The parent: starts workers until one finishes, puts the workbook in its place, and prints.

use super::TROUBLE;
use super::args::{Cli, Command as Chosen};
use super::blame::{self, Bounds, Death};
use super::files::{reason, shown};
use super::output::{Folder, Placed};
use super::placing::{self, Standing, is_seal};
use super::progress::Progress;
use super::protocol::{Event, Job, OUT_OF_MEMORY, Outcome, Reply, WORKER};
use duixian::job::gather::{Cause, Mark};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// How often the parent looks up while the worker says nothing.
const PATIENCE: Duration = Duration::from_millis(100);
/// The exit code after Ctrl-C, as shells have it.
const INTERRUPTED: u8 = 130;
/// What is kept of a worker's standard error.
const KEPT: u64 = 1 << 16;

/// Runs the command in workers and gives the exit code.
pub fn run(cli: &Cli, words: &[OsString]) -> u8 {
    let chosen = &cli.command;
    let Some(guards) = chosen.guards() else { return TROUBLE };
    let bounds = Bounds { memory: guards.memory_limit, seconds: guards.time_limit };
    let progress = Progress::new(!chosen.is_quiet() && std::io::stderr().is_terminal());
    let interrupted = Interrupt::listen();
    let mut marks = Vec::new();
    loop {
        let attempted = worker_command(words)
            .and_then(Worker::start)
            .map_err(|error| format!("程序无法启动：{}。", reason(&error)))
            .and_then(|worker| attempt(worker, chosen, &marks, &progress, &interrupted));
        let sentence = match attempted {
            Ok(End::Finished(outcome, folder)) => {
                drop(progress);
                return finish(chosen, outcome, folder);
            }
            Ok(End::Interrupted) => {
                drop(progress);
                say("已中断，没有输出，原有工作簿没有改动。\n");
                return INTERRUPTED;
            }
            Ok(End::Died(death)) => match blame::after(death, &mut marks, bounds) {
                Ok(()) => continue,
                Err(sentence) => sentence,
            },
            Err(sentence) => sentence,
        };
        drop(progress);
        say(&format!("错误：{sentence}\n"));
        return TROUBLE;
    }
}

/// How an attempt ended.
enum End {
    Finished(Outcome, Option<Folder>),
    Died(Death),
    Interrupted,
}

/// Whether the user pressed Ctrl-C. The worker, which is told too, just ends; the parent clears up.
#[derive(Default)]
struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    fn listen() -> Self {
        let interrupt = Self::default();
        let pressed = Arc::clone(&interrupt.0);
        // Where no handler can be set, the program ends as it always did, and the next run sweeps.
        let _ = ctrlc::set_handler(move || pressed.store(true, Relaxed));
        interrupt
    }

    fn is_pressed(&self) -> bool {
        self.0.load(Relaxed)
    }
}

/// One worker from start to end. An error is a sentence: no further attempt can help.
fn attempt(
    mut worker: Worker,
    chosen: &Chosen,
    marks: &[Mark],
    progress: &Progress,
    interrupt: &Interrupt,
) -> Result<End, String> {
    worker.send(&Job { marks: marks.to_vec() });
    let limit = Duration::from_secs(chosen.guards().map_or(0, |guards| guards.time_limit));
    let mut opening = None;
    let mut detail = None;
    let mut folder = None;
    let cause = loop {
        match worker.next_event(limit, progress, interrupt) {
            // The folder is dropped, and with it what was half written.
            _ if interrupt.is_pressed() => return Ok(End::Interrupted),
            Ok(Event::Opening(file)) => {
                progress.opening(&file);
                opening = Some(file);
            }
            Ok(Event::Stage(stage)) => {
                progress.stage(stage);
                opening = None;
            }
            Ok(Event::Rows(rows)) => progress.rows(rows),
            Ok(Event::Panicked(text)) => detail = Some(text),
            Ok(Event::Ready) => {
                // Only a command with an output folder writes.
                let Some(out) = chosen.out() else { break Cause::Crash };
                let claimed = Folder::claim(out)?;
                worker.send(&Reply { temporary: claimed.temporary().to_owned() });
                opening = None;
                folder = Some(claimed);
            }
            Ok(Event::Outcome(outcome)) => return Ok(End::Finished(outcome, folder)),
            Err(RecvTimeoutError::Timeout) => break Cause::Time,
            Err(RecvTimeoutError::Disconnected) => break worker.cause_of_death(),
        }
    };
    // The worker first: a file that it still holds cannot be removed everywhere.
    drop(worker);
    drop(folder);
    Ok(End::Died(Death { opening, cause, detail }))
}

/// Puts the workbook in its place and prints what the worker had to say.
fn finish(chosen: &Chosen, outcome: Outcome, folder: Option<Folder>) -> u8 {
    let standing = match folder {
        Some(folder) => placing::place(&folder, &outcome.files, matches!(chosen, Chosen::Pay(_))),
        None => Ok(Standing::default()),
    };
    let Standing { placed, set_aside } = match standing {
        Ok(standing) => standing,
        Err(sentence) => {
            say(&format!("错误：{sentence}\n"));
            return TROUBLE;
        }
    };
    // A closed pipe is no reason to fail.
    let _ = std::io::stdout().write_all(outcome.stdout.as_bytes());
    if !chosen.is_silent() {
        for (number, Placed { path, .. }) in placed.iter().enumerate() {
            let what = if is_seal(path) { "封存清单" } else { chosen.word_for(number) };
            let _ = writeln!(std::io::stdout(), "{what}：{}", shown(path));
        }
    }
    say(&outcome.stderr);
    for (was, is) in set_aside {
        say(&format!(
            "提示：「{}」是上次的付款文件，与这次的工作簿不是一次算的，已改名为「{}」，不要照它付款。\n",
            shown(&was),
            shown(&is)
        ));
    }
    let mut code = outcome.code;
    for Placed { path, instead_of } in placed {
        if let Some(wanted) = instead_of {
            say(&format!(
                "错误：「{}」正被其他程序打开或是只读，没有改动；结果另存为「{}」。请关闭已打开的表格后重试。\n",
                shown(&wanted),
                shown(&path)
            ));
            code = TROUBLE;
        }
    }
    code
}

/// Prints on standard error, without styles where that is no terminal or the user wants none.
fn say(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// This program again, as a worker.
fn worker_command(words: &[OsString]) -> std::io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(WORKER).args(words);
    Ok(command)
}

/// A running worker, killed where it is dropped before its end.
struct Worker {
    child: Child,
    stdin: Option<ChildStdin>,
    events: Receiver<Event>,
    stdout: Option<JoinHandle<()>>,
    stderr: Option<JoinHandle<String>>,
}

impl Worker {
    fn start(mut command: Command) -> std::io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let (sender, events) = channel();
        let stdout = child.stdout.take().map(|stdout| {
            std::thread::spawn(move || {
                let lines = BufReader::new(stdout).lines().map_while(Result::ok);
                let mut events = lines.filter_map(|line| serde_json::from_str(&line).ok());
                // The parent no longer listens once it has the outcome.
                events.try_for_each(|event| sender.send(event)).ok();
            })
        });
        let stderr = child.stderr.take().map(|stderr| std::thread::spawn(move || kept(stderr)));
        Ok(Self { stdin: child.stdin.take(), child, events, stdout, stderr })
    }

    /// The next event; a timeout where none came for so long, or where the user pressed Ctrl-C.
    fn next_event(
        &self,
        limit: Duration,
        progress: &Progress,
        interrupt: &Interrupt,
    ) -> Result<Event, RecvTimeoutError> {
        let mut waited = Duration::ZERO;
        loop {
            let patience = PATIENCE.min(limit.saturating_sub(waited));
            match self.events.recv_timeout(patience) {
                Err(RecvTimeoutError::Timeout) if waited + patience < limit && !interrupt.is_pressed() => {
                    waited += patience;
                    progress.tick();
                }
                event => return event,
            }
        }
    }

    /// A line to the worker. That it is gone shows on the other pipe.
    fn send(&mut self, line: &impl serde::Serialize) {
        if let (Some(stdin), Ok(mut line)) = (&mut self.stdin, serde_json::to_string(line)) {
            line.push('\n');
            let _ = stdin.write_all(line.as_bytes()).and_then(|()| stdin.flush());
        }
    }

    fn cause_of_death(&mut self) -> Cause {
        let said = self.stderr.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        if said.contains(OUT_OF_MEMORY) { Cause::Memory } else { Cause::Crash }
    }
}

impl Drop for Worker {
    /// A worker that has ended does not mind; one that has not must not outlive its attempt, and no more may the threads that
    /// read what it says: a program that ends while they do is seen to crash under Wine.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = self.stdout.take().map(JoinHandle::join);
        let _ = self.stderr.take().map(JoinHandle::join);
    }
}

/// The beginning of a stream that is read to its end, so that its writer never waits.
fn kept(mut stream: impl Read) -> String {
    let mut beginning = Vec::new();
    let _ = stream.by_ref().take(KEPT).read_to_end(&mut beginning);
    let _ = std::io::copy(&mut stream, &mut std::io::sink());
    String::from_utf8_lossy(&beginning).into_owned()
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Cli;
    use clap::Parser;

    /// An attempt with a shell script for a worker, given a second of time.
    fn attempted(script: &str) -> End {
        let chosen = Cli::parse_from(["duixian", "pay", "--time-limit", "1"]).command;
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let worker = Worker::start(command).expect("a shell");
        attempt(worker, &chosen, &[], &Progress::new(false), &Interrupt::default()).expect("an end")
    }

    fn death(script: &str) -> Death {
        match attempted(script) {
            End::Died(death) => death,
            End::Finished(outcome, _) => panic!("finished: {outcome:?}"),
            End::Interrupted => panic!("interrupted"),
        }
    }

    fn died(opening: Option<&str>, cause: Cause, detail: Option<&str>) -> Death {
        Death { opening: opening.map(str::to_owned), cause, detail: detail.map(str::to_owned) }
    }

    #[test]
    fn a_worker_that_hangs_is_killed_and_its_file_named() {
        let script = r#"echo '{"Opening":"甲.xls"}'; echo '{"Opening":"乙.xls"}'; exec sleep 60"#;
        assert_eq!(death(script), died(Some("乙.xls"), Cause::Time, None));
    }

    #[test]
    fn a_worker_out_of_memory_is_told_from_one_that_crashed() {
        let script = format!(r#"echo '{{"Opening":"甲.xls"}}'; echo '{OUT_OF_MEMORY}' >&2; kill -ABRT $$"#);
        assert_eq!(death(&script), died(Some("甲.xls"), Cause::Memory, None));
        assert_eq!(death("kill -SEGV $$"), died(None, Cause::Crash, None));
    }

    #[test]
    fn a_panic_after_the_last_file_blames_none_of_them() {
        let script = r#"echo '{"Opening":"甲.xls"}'; echo '{"Stage":"Identity"}'; echo '{"Panicked":"src/a.rs:1"}'; exit 2"#;
        assert_eq!(death(script), died(None, Cause::Crash, Some("src/a.rs:1")));
    }

    #[test]
    fn a_worker_that_speaks_nonsense_and_floods_is_no_harm() {
        let script = "echo 乱码; head -c 300000 /dev/zero >&2; exit 0";
        assert_eq!(death(script), died(None, Cause::Crash, None));
    }

    #[test]
    fn an_outcome_ends_the_attempt() {
        let script =
            r#"read job; echo '{"Outcome":{"code":1,"stdout":"","stderr":"错","files":[]}}'; exec sleep 60"#;
        let End::Finished(outcome, None) = attempted(script) else { panic!("not finished") };
        assert_eq!(outcome, Outcome { code: 1, stderr: "错".to_owned(), ..Outcome::default() });
    }
}
