//! The command line: help, usage errors, exit codes.

use crate::harness::{LIST, Run};

#[test]
fn help_is_chinese() {
    Run::new().args(["--help"]).run().expect_exit(0).says("用法：").says("计算兑现表").says("退出码");
    let ran = Run::new().args(["pay", "--help"]).run();
    ran.expect_exit(0).says("--leave-held").says("待定行留待以后");
    let english = ["Usage", "Options", "Print", "default", "Commands"];
    assert!(english.iter().all(|word| !ran.stdout.contains(word)), "{}", ran.stdout);
}

#[test]
fn the_version_is_told() {
    Run::new().args(["--version"]).run().expect_exit(0).says(env!("CARGO_PKG_VERSION"));
}

#[test]
fn usage_errors_are_chinese_and_end_with_2() {
    let run = |words: &[&str]| Run::new().args(words).run();
    run(&["pay", "--finale"])
        .expect_exit(2)
        .says_nothing()
        .warns("没有「--finale」这个选项。是不是「--final」？");
    run(&["payout"]).expect_exit(2).warns("没有「payout」这个命令");
    run(&["pay", "--year", "零八"]).expect_exit(2).warns("年度应是四位数字");
    run(&["pay", "--date", "2008-02-30"]).expect_exit(2).warns("日期应写成");
    run(&["pay", "--memory-limit", "lots"]).expect_exit(2).warns("大小应写成");
    run(&["pay", "--out"]).expect_exit(2).warns("后面缺少值");
    run(&[]).expect_exit(2).warns("用法：");
}

#[test]
fn nothing_but_a_parent_can_use_the_worker() {
    Run::new().args(["__worker", "pay"]).run().expect_exit(2).says_nothing();
}

#[test]
fn missing_paths_refuse_the_run_and_touch_nothing() {
    let ran = Run::new().args(["--inputs", "没有 这里"]).pay();
    ran.expect_exit(1).finding_at("F0001", "没有 这里", "文件或文件夹不存在").outputs(&[]);
    ran.warns("错误[F0001]").warns("--> 没有 这里").warns("有 1 个错误，没有计算，没有输出。");
    assert_eq!(ran.json()["schema"], "duixian.pay/1");
    Run::new().list_csv("名单.csv", LIST).without_policy().pay().expect_exit(1).finding("F0001");
    Run::new().file("inputs/README.md", "说明").pay().expect_exit(1).finding("F0006").outputs(&[]);
}

#[test]
fn two_decision_files_are_refused() {
    let run = Run::new().list_csv("名单.csv", LIST).decisions("").file("inputs/b/decisions.toml", "");
    run.pay().expect_exit(1).finding_at("F0004", "inputs/decisions.toml", "不知以哪个为准");
}

#[test]
fn without_json_errors_alone_are_printed() {
    Run::new().pay_plain().expect_exit(1).says_nothing().warns("错误[F0001]");
}

#[test]
fn no_style_reaches_a_pipe() {
    let ran = Run::new().pay_plain();
    assert!(!ran.stderr.contains('\u{1b}'), "{:?}", ran.stderr);
}
