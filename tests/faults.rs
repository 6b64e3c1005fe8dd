//! Faults injected: the n-th operation on a file fails, or the program dies there, for n = 1, 2, 3 … until none is left to fail.
//!
//! `tests/faults/shim.c` stands before the C library of the program and of its worker, so every operation is a real one but the n-th.

use crate::harness::{LIST, Ran, Run};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const WORKBOOK: &str = "out/example-2008.xlsx";
const NO_SPACE: i32 = 28;
const NO_ACCESS: i32 = 13;
const INPUT_OUTPUT: i32 = 5;
const KILL: i32 = 0;
/// More operations than any run has.
const MOST: usize = 400;

/// The shim, compiled by the C compiler that the linker of Rust is.
struct Shim {
    folder: TempDir,
}

impl Shim {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/shim.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-o"]).arg(folder.path().join("shim.so"));
        let output = compiler.arg(source).arg("-ldl").output().expect("a C compiler");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { folder }
    }

    fn mark(&self) -> PathBuf {
        self.folder.path().join("mark")
    }

    /// Runs `pay` with the fault; none where the run has fewer operations.
    fn run(&self, run: &Run, fault: &Fault) -> Option<Output> {
        let _ = std::fs::remove_file(self.mark());
        let mut command = run.command(&["pay", "--year", "2008"]);
        command.env("LD_PRELOAD", self.folder.path().join("shim.so")).env("FAULT_MARK", self.mark());
        command.env("FAULT_BELOW", run.path()).env("FAULT_IN", fault.place);
        command.env("FAULT_AT", fault.at.to_string()).env("FAULT_ERROR", fault.error.to_string());
        let output = command.output().expect("the program to start");
        self.mark().exists().then_some(output)
    }
}

/// A fault: in which process, at which operation, with which error.
#[derive(Debug)]
struct Fault {
    place: &'static str,
    at: usize,
    error: i32,
}

/// A folder with two lists, a workbook of an earlier run over one of them, and what the next run writes.
fn prepared() -> (Run, Vec<u8>, Vec<u8>) {
    let pay = |run: Run| run.args(["--year", "2008"]).pay_plain();
    let ran = pay(Run::new().list_csv("名单.csv", LIST));
    let old = ran.expect_exit(0).bytes(WORKBOOK);
    let more = "企业名称,类别,产品名称,认定日期\n示例乙有限公司,金牌产品,紫砂杯,2008-03-01\n";
    let ran = pay(ran.again().list_csv("补报.csv", more));
    let new = ran.expect_exit(0).bytes(WORKBOOK);
    let run = ran.again();
    std::fs::write(run.below(WORKBOOK), &old).expect("the old workbook");
    assert_ne!(old, new);
    (run, old, new)
}

/// Faults of one sort until none is left; says how many there were.
fn every_fault(
    place: &'static str,
    error: i32,
    check: impl Fn(&Run, &Fault, &Output, &[u8], &[u8]),
) -> usize {
    let shim = Shim::new();
    let (run, old, new) = prepared();
    for at in 1..MOST {
        std::fs::write(run.below(WORKBOOK), &old).expect("the old workbook");
        let fault = Fault { place, at, error };
        let Some(output) = shim.run(&run, &fault) else { return at - 1 };
        check(&run, &fault, &output, &old, &new);
        for child in std::fs::read_dir(run.below("out")).expect("the folder").flatten() {
            if child.path() != run.below(WORKBOOK) {
                let _ = std::fs::remove_file(child.path());
            }
        }
    }
    panic!("a run has more than {MOST} operations");
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The old workbook or a whole new one, and words for a person wherever the run did not succeed.
fn holds(run: &Run, fault: &Fault, output: &Output, old: &[u8], new: &[u8]) {
    let said = stderr(output);
    let code = output.status.code();
    assert!(matches!(code, Some(0..=2)), "{fault:?} ends with {code:?}: {said}");
    assert!(!said.contains("panicked"), "{fault:?}: {said}");
    let found = std::fs::read(run.below(WORKBOOK)).expect("a workbook");
    match code {
        // A list that could not be read is set aside, and the workbook says so.
        Some(0) => assert!(found != old, "{fault:?} wrote nothing and said that all went well"),
        _ => {
            assert!(found == old || found == new, "{fault:?} left half a workbook");
            let told = said.contains("错误") && said.chars().filter(|c| !c.is_ascii()).count() > 8;
            assert!(told, "{fault:?} says only: {said}");
        }
    }
    is_whole(run, fault);
}

/// What stands there opens.
fn is_whole(run: &Run, fault: &Fault) {
    let bytes = std::fs::read(run.below(WORKBOOK)).expect("a workbook");
    let opened = zip::ZipArchive::new(std::io::Cursor::new(bytes));
    assert!(opened.is_ok_and(|parts| !parts.is_empty()), "{fault:?} left no workbook that opens");
}

#[test]
fn a_disk_that_fills_up_at_any_write_leaves_a_whole_workbook() {
    let faults = every_fault("worker", NO_SPACE, holds) + every_fault("parent", NO_SPACE, holds);
    assert!(faults > 12, "{faults} faults");
}

#[test]
fn a_file_that_cannot_be_read_or_replaced_at_any_moment_leaves_a_whole_workbook() {
    let faults = every_fault("worker", INPUT_OUTPUT, holds) + every_fault("parent", NO_ACCESS, holds);
    assert!(faults > 12, "{faults} faults");
}

#[test]
fn a_worker_killed_at_any_operation_leaves_a_whole_workbook() {
    let faults = every_fault("worker", KILL, holds);
    assert!(faults > 8, "{faults} faults");
}

/// Nobody is left to say anything; the next run finds nothing in its way.
#[test]
fn a_program_killed_at_any_operation_leaves_a_whole_workbook_and_the_next_run_sweeps() {
    let faults = every_fault("parent", KILL, |run, fault, output, old, new| {
        assert_eq!(output.status.code(), None, "{fault:?} is a kill");
        let found = std::fs::read(run.below(WORKBOOK)).expect("a workbook");
        assert!(found == old || found == new, "{fault:?} left half a workbook");
        let again = run.command(&["pay", "--year", "2008"]).output().expect("the program to start");
        assert_eq!(again.status.code(), Some(0), "{fault:?}: {}", stderr(&again));
        assert_eq!(std::fs::read(run.below(WORKBOOK)).expect("a workbook"), new, "{fault:?}");
        let left = std::fs::read_dir(run.below("out")).expect("the folder").flatten();
        let left: Vec<_> = left
            .map(|child| child.file_name())
            .filter(|name| name.to_string_lossy().ends_with(".tmp"))
            .collect();
        assert_eq!(left, Vec::<std::ffi::OsString>::new(), "{fault:?}");
    });
    assert!(faults > 3, "{faults} faults");
}

/// The rename that fails because somebody has the workbook open puts the new one beside it.
#[test]
fn a_workbook_that_is_held_open_gets_a_neighbour() {
    let (shim, (run, old, new)) = (Shim::new(), prepared());
    let beside = run.below("out/example-2008-新1.xlsx");
    let mut found = 0;
    for at in 1..MOST {
        let Some(output) = shim.run(&run, &Fault { place: "parent", at, error: NO_ACCESS }) else { break };
        if beside.exists() {
            assert_eq!(std::fs::read(&beside).expect("the neighbour"), new);
            assert_eq!(std::fs::read(run.below(WORKBOOK)).expect("the old one"), old);
            assert!(stderr(&output).contains("请关闭已打开的表格后重试"), "{}", stderr(&output));
            assert_eq!(output.status.code(), Some(2));
            std::fs::remove_file(&beside).expect("to remove it");
            found += 1;
        }
        std::fs::write(run.below(WORKBOOK), &old).expect("the old workbook");
    }
    assert_eq!(found, 1, "one rename");
}

#[test]
fn two_runs_at_once_write_one_after_the_other_or_one_says_so() {
    let (run, _, new) = prepared();
    let start = || {
        let mut command = run.command(&["pay", "--year", "2008"]);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped());
        command.spawn().expect("to start")
    };
    for _ in 0..3 {
        let both = [start(), start()].map(|child| child.wait_with_output().expect("its end"));
        let codes: Vec<_> = both.iter().map(|output| output.status.code()).collect();
        assert!(
            codes.contains(&Some(0)) && codes.iter().all(|code| matches!(code, Some(0 | 2))),
            "{codes:?}"
        );
        for output in both.iter().filter(|output| output.status.code() == Some(2)) {
            assert!(stderr(output).contains("另一个兑现程序正在"), "{}", stderr(output));
        }
        assert_eq!(std::fs::read(run.below(WORKBOOK)).expect("the workbook"), new);
    }
}

/// A list that is gone between the look at the folder and the reading is set aside, and the others are paid.
#[test]
fn a_list_that_cannot_be_opened_is_set_aside_and_the_rest_paid() {
    let (shim, (run, _, _)) = (Shim::new(), prepared());
    let mut set_aside = 0;
    for (at, gone) in (1..MOST).zip(std::iter::repeat(2)) {
        let Some(output) = shim.run(&run, &Fault { place: "worker", at, error: gone }) else { break };
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if said.contains("F0101") {
            assert_eq!(output.status.code(), Some(0), "{said}");
            assert!(said.contains("本年实兑：500000元") || said.contains("本年实兑：500000.00元"), "{said}");
            set_aside += 1;
        }
    }
    assert!(set_aside >= 2, "{set_aside} lists were gone");
}

/// The lists of the second run are both paid when nothing fails: what the other tests compare with.
#[test]
fn without_a_fault_both_are_paid() {
    let (run, _, _) = prepared();
    let ran: Ran = run.args(["--year", "2008"]).pay();
    ran.expect_exit(0).payee("示例甲有限公司", "500000.00").payee("示例乙有限公司", "500000.00");
}
