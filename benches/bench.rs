//! The cases, and the table of ratios.

use crate::lists::{self, Format, Shape};
use crate::measure::{self, Taken};
use crate::{awards, floor, stages};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Sizes that run without an argument.
const USUAL: [usize; 3] = [1_000, 10_000, 100_000];

struct Case {
    rows: usize,
    shape: Shape,
    format: Format,
}

/// `cargo bench [-- awards | rows… xlsx|csv owner|alike stages bundled]`.
pub fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--floor", folder, out, format] => {
            floor::run(folder.as_ref(), out.as_ref(), format_of(format).expect("a format"))
        }
        ["--stages", rules, folder] => stages::run(rules.as_ref(), folder.as_ref()),
        ["--lists", folder, rows, rest @ ..] => {
            let case = Case { rows: rows.parse().expect("rows"), ..case_of(rest) };
            println!("{} rows", lists::write(folder.as_ref(), case.rows, case.shape, case.format));
        }
        ["awards"] => awards::table(|rules, folder| {
            stages_of(this(&["--stages".as_ref(), rules.as_os_str(), folder.as_os_str()]))
        }),
        words => table(words),
    }
}

fn format_of(word: &str) -> Option<Format> {
    match word {
        "xlsx" => Some(Format::Xlsx),
        "csv" => Some(Format::Csv),
        _ => None,
    }
}

fn case_of(words: &[&str]) -> Case {
    let has = |word: &str| words.contains(&word);
    let shape = match (has("owner"), has("alike")) {
        (true, _) => Shape::OneOwner,
        (_, true) => Shape::AllAlike,
        _ => Shape::Real,
    };
    let format = words.iter().find_map(|word| format_of(word)).unwrap_or(Format::Xlsx);
    Case { rows: 0, shape, format }
}

fn table(words: &[&str]) {
    let asked: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let sizes = if asked.is_empty() { USUAL.to_vec() } else { asked };
    let rules = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rules/yixing-2008.md");
    if words.contains(&"bundled") || words.is_empty() {
        bundled();
    }
    println!("processor seconds of parent and worker; ratios are of the floor in the same run");
    println!(
        "{:>9} {:5} {:9} {:>8} {:>8} {:>6} {:>8} {:>6} {:>9} {:>8} {:>7}",
        "rows", "list", "shape", "floor s", "pay s", "ratio", "wall s", "ratio", "rows/s", "MiB", "B/row"
    );
    for rows in sizes {
        let case = Case { rows, ..case_of(words) };
        let lists = tempfile::tempdir().expect("a folder");
        let all = lists::write(lists.path(), case.rows, case.shape, case.format);
        line(&case, all, &rules, lists.path());
        if words.contains(&"stages") || words.is_empty() {
            told(this(&["--stages".as_ref(), rules.as_os_str(), lists.path().as_os_str()]), all);
        }
    }
}

fn this(arguments: &[&std::ffi::OsStr]) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(arguments);
    command
}

/// One line: the better of three runs of each where they are short.
fn line(case: &Case, all: usize, rules: &Path, lists: &Path) {
    let out = tempfile::tempdir().expect("a folder");
    let format = if case.format == Format::Csv { "csv" } else { "xlsx" };
    let plain = out.path().join("plain.xlsx");
    let arguments = ["--floor".as_ref(), lists.as_os_str(), plain.as_os_str(), format.as_ref()];
    let times = if case.rows > 200_000 { 1 } else { 3 };
    let floor = best(times, || measure::run(&mut this(&arguments)));
    let pay = best(times, || {
        let mut pay = Command::new(env!("CARGO_BIN_EXE_duixian"));
        pay.args(["pay", "--quiet", "--rules"])
            .arg(rules)
            .arg("--inputs")
            .arg(lists)
            .arg("--out")
            .arg(out.path());
        measure::run(&mut pay)
    });
    let rows = all as f64;
    println!(
        "{:>9} {format:5} {:9} {:>8.3} {:>8.3} {:>6.2} {:>8.3} {:>6.2} {:>9.0} {:>8.1} {:>7.0}   floor {:.3} s, {:.1} MiB",
        case.rows,
        format!("{:?}", case.shape),
        floor.processor,
        pay.processor,
        pay.processor / floor.processor,
        pay.wall,
        pay.wall / floor.wall,
        rows / pay.processor,
        mebibytes(pay.memory),
        (pay.memory as f64 - 16.0 * 1_048_576.0) / rows,
        floor.wall,
        mebibytes(floor.memory),
    );
}

fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}

fn best(times: usize, run: impl Fn() -> Taken) -> Taken {
    let runs = (0..times).map(|_| run());
    runs.min_by(|a, b| a.processor.total_cmp(&b.processor)).expect("a run")
}

/// The lists that come with the program, and its start.
fn bundled() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = tempfile::tempdir().expect("a folder");
    let duixian = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duixian"));
        command.current_dir(root);
        command
    };
    let pay = best(5, || measure::run(duixian().args(["pay", "--quiet", "--out"]).arg(out.path())));
    let start = best(5, || measure::run(duixian().arg("--version")));
    println!(
        "bundled lists: {:.1} ms of processor time, {:.1} ms wall, {:.1} MiB; start-up {:.1} ms wall",
        pay.processor * 1e3,
        pay.wall * 1e3,
        mebibytes(pay.memory),
        start.wall * 1e3
    );
}

/// What the stages took, a line each, with rows a second.
fn told(command: Command, rows: usize) {
    for (name, seconds) in stages_of(command) {
        println!("{name:>24} {seconds:>8.3} s {:>12.0} rows/s", rows as f64 / seconds.max(1e-9));
    }
}

/// The stages of a run of this program, and their seconds.
fn stages_of(mut command: Command) -> Vec<(String, f64)> {
    let output = command.output().expect("to run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = printed.lines().filter_map(|line| line.split_once('\t'));
    // Counts have no full stop; seconds have.
    lines
        .filter(|(_, value)| value.contains('.'))
        .filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?)))
        .collect()
}
