//! Measuring: processor time of a process with all it started, and the largest memory of all of them at once.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Taken {
    /// User and system time in seconds, of parent and worker.
    pub processor: f64,
    /// Seconds by the clock.
    pub wall: f64,
    /// Bytes: the sum of the peaks of parent and worker.
    pub memory: u64,
}

/// Processor seconds of this process, or of the children that it waited for.
pub fn processor(who: UsageWho) -> f64 {
    let usage = getrusage(who).expect("usage");
    let seconds = |time: TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    seconds(usage.user_time()) + seconds(usage.system_time())
}

/// Runs a command to its end. Its output goes nowhere; a failure ends the bench.
#[allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]
pub fn run(command: &mut Command) -> Taken {
    let before = processor(UsageWho::RUSAGE_CHILDREN);
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("to start");
    let mut peaks = std::collections::BTreeMap::new();
    let status = loop {
        note_peaks(child.id(), &mut peaks);
        if let Some(status) = child.try_wait().expect("to wait") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let wall = begun.elapsed().as_secs_f64();
    assert!(status.success(), "{command:?}: {status}");
    let processor = processor(UsageWho::RUSAGE_CHILDREN) - before;
    Taken { processor, wall, memory: peaks.values().sum() }
}

/// The high-water mark of a process and of those below it.
fn note_peaks(id: u32, peaks: &mut std::collections::BTreeMap<u32, u64>) {
    if let Some(peak) = peak_of(id) {
        let known = peaks.entry(id).or_default();
        *known = peak.max(*known);
    }
    let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    children.split_whitespace().filter_map(|id| id.parse().ok()).for_each(|child| note_peaks(child, peaks));
}

fn peak_of(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse().ok()?;
    Some(kilobytes << 10)
}
