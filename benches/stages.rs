//! The stages in one process, on one thread: processor time of each.

use crate::measure::processor;
use duixian::engine::{self, Inputs, Options};
use duixian::host::{Host, Stage};
use duixian::report::workbook::{self as sheets, WorkbookOptions};
use duixian::source::SourceFile;
use duixian::workbook::{self, Limits};
use nix::sys::resource::UsageWho;
use std::path::Path;
use std::sync::Mutex;

/// A host that notes when each stage began.
#[derive(Default)]
struct Clock(Mutex<Vec<(&'static str, f64)>>);

impl Clock {
    fn note(&self, name: &'static str) {
        self.0.lock().expect("a lock").push((name, processor(UsageWho::RUSAGE_SELF)));
    }
}

impl Host for Clock {
    fn opening(&self, _: &str) {}

    fn stage(&self, stage: Stage) {
        self.note(match stage {
            Stage::Preparing => "prepare",
            Stage::Identity => "identity",
            Stage::Matching => "match",
            Stage::Steps => "steps",
            Stage::Outcome => "outcome",
            Stage::Writing => "write",
        });
    }
}

/// Runs every stage and prints a line for each: name, seconds.
pub fn run(rules: &Path, folder: &Path) {
    let named = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        SourceFile::new(name, std::fs::read(path).expect("a file"))
    };
    let children = std::fs::read_dir(folder).expect("a folder");
    let lists: Vec<SourceFile> = children.map(|child| named(&child.expect("a child").path())).collect();
    let clock = Clock::default();
    clock.note("read");
    lists.iter().for_each(read_alone);
    let inputs = Inputs { policies: vec![named(rules)], lists, ..Inputs::default() };
    clock.note("read, table, intake");
    let payout = engine::pay(&inputs, &Options::default(), &clock).expect("a payout");
    clock.stage(Stage::Writing);
    let bytes = sheets::write(&payout, &WorkbookOptions::default()).expect("a workbook");
    clock.note("end");
    let notes = clock.0.into_inner().expect("a lock");
    let mut sums: Vec<(&str, f64)> = Vec::new();
    for pair in notes.windows(2) {
        let (name, seconds) = (pair[0].0, pair[1].1 - pair[0].1);
        match sums.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += seconds,
            None => sums.push((name, seconds)),
        }
    }
    for (name, seconds) in sums {
        println!("{name}\t{seconds:.4}");
    }
    println!("workbook bytes\t{}", bytes.len());
    let paid = payout.entitlements.len();
    println!("entitlements\t{paid}\nfindings\t{}", payout.findings.len());
}

/// Rows to nobody.
fn read_alone(source: &SourceFile) {
    let mut book = workbook::open(source, &Limits::default()).expect("a workbook");
    for sheet in 0..book.sheets().len() {
        book.rows(sheet, &mut drop).expect("a sheet");
    }
}
