//! Progress of a long run: on standard error, where that is a terminal, from half a second on.

use duixian::host::Stage;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// Runs shorter than this show no progress.
const QUIET_FOR: Duration = Duration::from_millis(500);

/// A line that tells what is being done, with rows, rows a second and the time it has taken; it goes when it is dropped.
pub struct Progress {
    begun: Instant,
    wanted: bool,
    bar: ProgressBar,
}

impl Progress {
    /// Nothing is ever shown where it is not wanted.
    #[expect(clippy::disallowed_methods, reason = "how long a user waits is no part of any result")]
    pub fn new(wanted: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self { begun: Instant::now(), wanted, bar }
    }

    /// A file is opened.
    pub fn opening(&self, file: &str) {
        self.begin(format!("正在读取 {file}"));
    }

    /// A stage begins.
    pub fn stage(&self, stage: Stage) {
        let what = match stage {
            Stage::Preparing => "正在准备",
            Stage::Identity => "正在归并企业和成果",
            Stage::Matching => "正在对照条款",
            Stage::Steps => "正在按步骤计算",
            Stage::Outcome => "正在核对各行去向",
            Stage::Writing => "正在写工作簿",
        };
        self.begin(what.to_owned());
    }

    /// So many rows more.
    pub fn rows(&self, rows: u64) {
        if self.bar.position() == 0 {
            self.bar.set_style(style("{spinner} {msg}　{human_pos} 行　{per_sec}　{elapsed}"));
        }
        self.bar.inc(rows);
        self.tick();
    }

    /// Shows that time goes by.
    pub fn tick(&self) {
        if self.wanted && self.bar.is_hidden() && self.begun.elapsed() > QUIET_FOR {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.tick();
    }

    fn begin(&self, what: String) {
        self.bar.reset();
        self.bar.set_style(style("{spinner} {msg}　{elapsed}"));
        self.bar.set_message(what);
        self.tick();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    let plain = ProgressStyle::default_spinner();
    let rate = |state: &indicatif::ProgressState, text: &mut dyn std::fmt::Write| {
        let _ = write!(text, "{:.0} 行/秒", state.per_sec());
    };
    plain.clone().template(template).map_or(plain, |style| style.with_key("per_sec", rate))
}
