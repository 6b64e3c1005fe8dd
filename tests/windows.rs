//! What only Windows does, under Wine: files that another program holds, and a start by the icon, which waits for a key.

use crate::harness::{LIST, POLICY, Ran, Run};
use nix::pty::openpty;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any step takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(120);

/// Another program that holds a file, until it is dropped.
struct Holder {
    program: Child,
    _folder: tempfile::TempDir,
}

impl Holder {
    /// Held as Excel holds what it shows: others may read it.
    fn reading(path: &Path) -> Self {
        Self::new(path, "1")
    }

    /// Held so that nobody else may open it.
    fn alone(path: &Path) -> Self {
        Self::new(path, "0")
    }

    fn new(path: &Path, share: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("hold.exe");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/windows/hold.c");
        let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
        let built = compiler.arg("-municode").arg(source).arg("-o").arg(&program).status();
        assert!(built.expect("a compiler").success());
        let mut command = Command::new("wine");
        command.arg(program).arg(path).arg(share).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut program = command.spawn().expect("wine");
        let mut said = String::new();
        BufReader::new(program.stdout.as_mut().expect("its output")).read_line(&mut said).expect("a line");
        assert_eq!(said.trim(), "held");
        Self { program, _folder: folder }
    }
}

impl Drop for Holder {
    /// It ends with its input.
    fn drop(&mut self) {
        drop(self.program.stdin.take());
        let _ = self.program.wait();
    }
}

const WORKBOOK: &str = "out/example-2008.xlsx";
const SECOND: &str = "企业名称,类别,产品名称,认定日期\n示例乙有限公司,金牌产品,铁锅,2008-03-01\n";

fn paid() -> (Run, Vec<u8>) {
    let ran = Run::new().list_csv("名单.csv", LIST).pay_plain();
    ran.expect_exit(0);
    let run = ran.again();
    let old = fs::read(run.below(WORKBOOK)).expect("a workbook");
    (run, old)
}

#[test]
#[ignore = "needs Wine and what `cargo xtask windows` builds; .ci/run has both"]
fn a_workbook_that_excel_shows_is_kept_and_the_new_one_stands_beside_it() {
    let (run, old) = paid();
    let holder = Holder::reading(&run.below(WORKBOOK));
    let ran = run.list_csv("名单二.csv", SECOND).pay_plain();
    ran.expect_exit(2);
    assert!(
        ran.stderr.contains("正被其他程序打开或是只读，没有改动；结果另存为「out/example-2008-新1.xlsx」"),
        "{}",
        ran.stderr
    );
    drop(holder);
    let run = ran.again();
    assert_eq!(fs::read(run.below(WORKBOOK)).expect("the old workbook"), old);
    assert_ne!(fs::read(run.below("out/example-2008-新1.xlsx")).expect("the new workbook"), old);
    // Closed again, it is replaced.
    let ran = run.pay_plain();
    ran.expect_exit(0);
    assert_ne!(fs::read(ran.again().below(WORKBOOK)).expect("the workbook"), old);
}

#[test]
#[ignore = "needs Wine and what `cargo xtask windows` builds; .ci/run has both"]
fn a_list_that_excel_shows_is_read_and_one_that_nobody_may_open_is_set_aside() {
    let run = Run::new().list_csv("名单.csv", LIST).list_csv("名单二.csv", SECOND);
    let holders =
        [Holder::reading(&run.below("inputs/名单.csv")), Holder::alone(&run.below("inputs/名单二.csv"))];
    let ran: Ran = run.pay();
    drop(holders);
    ran.expect_exit(0).row("名单.csv", 2, "paid").finding_at(
        "F0101",
        "inputs/名单二.csv",
        "正被其他程序占用",
    );
}

/// A window as a desktop opens it for a program: a terminal that nobody typed in.
struct Window {
    program: Child,
    keys: File,
    shown: Receiver<String>,
    seen: String,
}

impl Window {
    fn of(program: &Path, dropped: &[PathBuf]) -> Self {
        let terminal = openpty(None, None).expect("a terminal");
        let side = || Stdio::from(terminal.slave.try_clone().expect("its other side"));
        let mut command = Command::new("wine");
        command.arg(program).args(dropped).current_dir("/").stdin(side()).stdout(side()).stderr(side());
        let program = command.spawn().expect("wine");
        let mut screen = File::from(terminal.master.try_clone().expect("a screen"));
        let (sender, shown) = channel();
        std::thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(count @ 1..) = screen.read(&mut part) {
                let text = String::from_utf8_lossy(part.get(..count).unwrap_or_default()).into_owned();
                if sender.send(text).is_err() {
                    break;
                }
            }
        });
        Self { program, keys: File::from(terminal.master), shown, seen: String::new() }
    }

    /// Reads on until these words are shown.
    fn shows(&mut self, words: &str) {
        while !self.seen.contains(words) {
            match self.shown.recv_timeout(PATIENCE) {
                Ok(text) => self.seen.push_str(&text),
                Err(error) => panic!("{words} is not shown ({error}): {:?}", self.seen),
            }
        }
    }

    /// It is still there; a key closes it.
    fn waits_for_a_key(mut self) -> Option<i32> {
        self.shows("any key");
        assert!(self.program.try_wait().expect("its state").is_none(), "it did not wait");
        self.keys.write_all(b" ").expect("a key");
        self.program.wait().expect("its end").code()
    }
}

/// The program in a folder of its own.
fn installed(run: &Run) -> PathBuf {
    let named = std::env::var("DUIXIAN_PROGRAM").expect("DUIXIAN_PROGRAM names the program");
    let program = run.below("duixian.exe");
    fs::copy(named.split_ascii_whitespace().next_back().expect("a program"), &program).expect("to copy");
    program
}

#[test]
#[ignore = "needs Wine and what `cargo xtask windows` builds; .ci/run has both"]
fn started_by_its_icon_it_pays_what_stands_beside_it_and_waits() {
    let run = Run::new().policy(POLICY).list_csv("名单.csv", LIST);
    let mut window = Window::of(&installed(&run), &[]);
    window.shows("500000.00");
    assert_eq!(window.waits_for_a_key(), Some(0));
    assert!(run.below(WORKBOOK).is_file());
}

#[test]
#[ignore = "needs Wine and what `cargo xtask windows` builds; .ci/run has both"]
fn started_by_its_icon_alone_it_says_what_to_do_and_waits() {
    let run = Run::new();
    let window = Window::of(&installed(&run), &[]);
    assert_eq!(window.waits_for_a_key(), Some(2));
}

#[test]
#[ignore = "needs Wine and what `cargo xtask windows` builds; .ci/run has both"]
fn files_dropped_on_its_icon_are_paid_and_it_waits() {
    let run = Run::new().file("年度 一/政策.md", POLICY).file("年度 一/各 部门/名单.csv", LIST);
    let drive = |path: &str| PathBuf::from(format!("Z:{}", run.below(path).display()));
    let mut window = Window::of(&installed(&run), &[drive("年度 一/政策.md"), drive("年度 一/各 部门")]);
    window.shows("500000.00");
    assert_eq!(window.waits_for_a_key(), Some(0));
    assert!(run.below("年度 一/out/example-2008.xlsx").is_file());
}
