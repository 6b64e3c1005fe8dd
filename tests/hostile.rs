//! Hostile files: whatever one file does to the worker, the others are paid.

use crate::harness::{LIST, POLICY, Run};
#[cfg(target_os = "linux")]
use std::process::Stdio;

/// A list that takes far more memory than a small one.
fn huge() -> String {
    let mut text = String::from("企业名称,类别,产品名称,认定日期\n");
    for number in 0..400_000 {
        text.push_str(&format!("示例{number}有限公司,金牌产品,壶{number},2008-03-01\n"));
    }
    text
}

#[test]
fn a_list_beyond_the_memory_limit_is_set_aside_and_the_rest_paid() {
    let run =
        Run::new().list_csv("大.csv", &huge()).list_csv("名单.csv", LIST).args(["--memory-limit", "20M"]);
    let ran = run.pay();
    ran.expect_exit(0).finding_at("F0105", "大.csv", "内存超过限额").row("名单.csv", 2, "paid");
}

#[test]
fn a_final_run_does_not_go_without_it() {
    let run = Run::new().list_csv("大.csv", &huge()).list_csv("名单.csv", LIST);
    run.args(["--memory-limit", "20M", "--final"]).pay().expect_exit(1).finding("W0003").outputs(&[]);
}

#[test]
fn a_policy_beyond_the_memory_limit_refuses_the_run() {
    let policy = "一".repeat(10_000_000);
    let run = Run::new().policy(&policy).list_csv("名单.csv", LIST).args(["--memory-limit", "20M"]);
    run.pay().expect_exit(1).finding_at("F0003", "rules/policy.md", "内存超过限额").outputs(&[]);
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_not_opened() {
    let run = Run::new().list_csv("名单.csv", LIST);
    std::os::unix::fs::symlink("/dev/zero", run.below("inputs/零.csv")).expect("to link");
    std::os::unix::fs::symlink("没有", run.below("inputs/断.csv")).expect("to link");
    let ran = run.pay();
    ran.expect_exit(0).finding_at("F0101", "零.csv", "不是普通文件").finding_at("F0101", "断.csv", "不存在");
    ran.row("名单.csv", 2, "paid");
}

#[cfg(unix)]
#[test]
fn decisions_that_are_no_plain_file_refuse_the_run() {
    let run = Run::new().list_csv("名单.csv", LIST);
    std::os::unix::fs::symlink("/dev/zero", run.below("inputs/decisions.toml")).expect("to link");
    run.pay().expect_exit(1).finding_at("F0005", "decisions.toml", "不是普通文件").outputs(&[]);
}

#[test]
fn a_list_beyond_the_time_limit_is_set_aside_and_the_rest_paid() {
    let run = Run::new().list_csv("大.csv", &huge().repeat(3)).list_csv("名单.csv", LIST);
    let ran = run.args(["--time-limit", "1"]).pay();
    ran.expect_exit(0).finding_at("F0106", "大.csv", "超过时限").row("名单.csv", 2, "paid");
}

/// Whether a process runs that was given this word.
#[cfg(target_os = "linux")]
fn runs(word: &str) -> bool {
    let processes = std::fs::read_dir("/proc").expect("/proc").flatten();
    let lines = processes.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    lines.map(|line| String::from_utf8_lossy(&line).into_owned()).any(|line| line.contains(word))
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_does_not_outlive_its_parent() {
    use std::time::{Duration, Instant};
    let run = Run::new().policy(POLICY).list_csv("大.csv", &huge());
    let out = run.below("out").to_string_lossy().into_owned();
    let mut parent = run.command(&["pay", "--out", &out]).stdout(Stdio::null()).spawn().expect("to start");
    let until = |wanted: bool| {
        let begun = Instant::now();
        while runs(&format!("__worker\0pay\0--out\0{out}")) != wanted {
            assert!(begun.elapsed() < Duration::from_secs(20), "the worker runs: {wanted}");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    until(true);
    parent.kill().expect("to kill");
    parent.wait().expect("its end");
    until(false);
    assert!(!run.below("out/example-2008.xlsx").exists());
}

#[test]
fn files_of_any_bytes_do_not_stop_the_others() {
    let noise: Vec<u8> =
        (0..100_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let start = |magic: &[u8]| [magic, noise.as_slice()].concat();
    let run = Run::new()
        .list("甲.xlsx", start(b"PK\x03\x04"))
        .list("乙.xls", start(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
        .list("丙.csv", &noise)
        .list("丁.xls", start(b"<html><table>"))
        .list("空.xlsx", "")
        .list_csv("名单.csv", LIST);
    run.pay().expect_exit(0).row("名单.csv", 2, "paid").payee("示例甲有限公司", "500000.00");
}
