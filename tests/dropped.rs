//! Files dropped on the program's icon: their paths are all that it is started with.

use crate::harness::{LIST, POLICY, Ran, Run};
use std::path::{Path, PathBuf};

/// Where Wine has the files of this machine.
const DRIVE: &str = "Z:";

/// Starts the program as a desktop does. Under Wine the paths are those of its drive.
fn dropped(run: Run, paths: &[&str]) -> Ran {
    let drive = if std::env::var_os("DUIXIAN_PROGRAM").is_some() { DRIVE } else { "" };
    let whole = |path: &&str| format!("{drive}{}", run.below(path).display());
    let words: Vec<String> = paths.iter().map(whole).collect();
    run.args(words).run()
}

/// Paid, and the printed path of the workbook, which is whole, leads to it.
fn is_paid(ran: Ran, workbook: &str) {
    ran.expect_exit(0);
    assert!(ran.stdout.contains("本年实兑：500000.00元"), "{}", ran.stdout);
    let printed = ran.stdout.lines().find_map(|line| line.strip_prefix("工作簿："));
    let printed = PathBuf::from(printed.expect("a path").trim_start_matches(DRIVE));
    let run = ran.again();
    assert_eq!(printed, run.below(workbook));
    assert!(printed.is_file(), "{workbook}");
}

#[test]
fn lists_and_a_policy_are_paid_beside_the_lists() {
    let run = Run::new().policy(POLICY).list_csv("名单 一.csv", LIST);
    is_paid(dropped(run, &["inputs/名单 一.csv", "rules/policy.md"]), "inputs/out/example-2008.xlsx");
}

#[test]
fn a_folder_of_rules_and_inputs_is_paid_in_itself() {
    let run = Run::new()
        .without_policy()
        .file("2008 年度/rules/政策.md", POLICY)
        .file("2008 年度/inputs/名单.csv", LIST);
    is_paid(dropped(run, &["2008 年度"]), "2008 年度/out/example-2008.xlsx");
}

#[test]
fn two_policies_are_refused_with_a_sentence() {
    let run = Run::new().policy(POLICY).file("rules/另一.md", POLICY).list_csv("名单.csv", LIST);
    let ran = dropped(run, &["inputs/名单.csv", "rules/policy.md", "rules/另一.md"]);
    ran.expect_exit(2);
    assert!(ran.stderr.contains("一次只能用一份"), "{}", ran.stderr);
    assert!(!Path::new(&ran.again().below("inputs/out")).exists());
}
