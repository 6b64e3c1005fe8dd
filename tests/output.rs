//! The output folder: the old workbook or the new one, never a half, and never two writers.

use crate::harness::{LIST, POLICY, Ran, Rules, Run};
use std::fs::{self, File};

const WORKBOOK: &str = "example-2008.xlsx";

fn paid() -> Ran {
    let ran = Run::new().list_csv("名单.csv", LIST).args(["--year", "2008"]).pay_plain();
    ran.expect_exit(0).outputs(&[WORKBOOK]);
    ran
}

fn pay_again(ran: Ran) -> Ran {
    ran.again().args(["--year", "2008"]).pay_plain()
}

#[test]
fn the_payment_file_stands_beside_the_workbook_and_leaves_out_who_has_no_account() {
    let register =
        "企业名称,统一社会信用代码,开户银行,银行账号\n示例甲有限公司,,=示例银行,0012345678901234567\n";
    let list = format!("{LIST}示例乙陶瓷厂,金牌产品,茶壶,2008-03-02\n");
    let ran =
        Run::new().list_csv("名单.csv", &list).list_csv("企业名录.csv", register).args(["--payment-file"]);
    let ran = ran.pay();
    ran.expect_exit(0).finding("W0203");
    ran.outputs(&["example-2008-payment.csv", "example-2008-payment.xlsx", WORKBOOK]);
    let text = String::from_utf8(ran.bytes("out/example-2008-payment.csv")).expect("UTF-8");
    let line = "示例甲有限公司,'=示例银行,0012345678901234567,500000.00,2008年度示例奖励办法";
    assert_eq!(text, format!("\u{FEFF}收款单位,开户行,账号,金额,用途\r\n{line}\r\n"));
}

#[test]
fn the_summary_names_the_workbook() {
    paid().says("工作簿：out/example-2008.xlsx");
    Run::new().list_csv("名单.csv", LIST).args(["--quiet"]).pay_plain().expect_exit(0).says_nothing();
}

#[test]
fn the_same_files_give_the_same_bytes_wherever_they_lie() {
    let (one, two) = (paid(), paid());
    assert_eq!(one.bytes("out/example-2008.xlsx"), two.bytes("out/example-2008.xlsx"));
}

#[test]
fn a_refused_run_leaves_the_old_workbook() {
    let ran = paid();
    let old = ran.bytes("out/example-2008.xlsx");
    let ran = ran.again().args(["--inputs", "没有"]).pay_plain();
    ran.expect_exit(1).outputs(&[WORKBOOK]);
    assert_eq!(ran.bytes("out/example-2008.xlsx"), old);
}

#[test]
fn two_runs_at_once_do_not_clash() {
    let ran = paid();
    let old = ran.bytes("out/example-2008.xlsx");
    let lock = File::options().write(true).open(ran.below("out/.duixian.lock")).expect("the lock file");
    lock.lock().expect("to hold it");
    let ran = pay_again(ran);
    ran.expect_exit(2).says_nothing().warns("另一个兑现程序正在").outputs(&[WORKBOOK]);
    assert_eq!(ran.bytes("out/example-2008.xlsx"), old);
    lock.unlock().expect("to let go");
    pay_again(ran).expect_exit(0);
}

#[test]
fn a_workbook_that_cannot_be_replaced_gets_a_neighbour() {
    let ran = paid();
    let target = ran.below("out/example-2008.xlsx");
    let mut rights = fs::metadata(&target).expect("the workbook").permissions();
    rights.set_readonly(true);
    fs::set_permissions(&target, rights).expect("to make it read-only");
    let ran = pay_again(ran);
    ran.expect_exit(2).warns("请关闭已打开的表格后重试").warns("example-2008-新1.xlsx");
    ran.says("工作簿：out/example-2008-新1.xlsx").outputs(&["example-2008-新1.xlsx", WORKBOOK]);
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said() {
    let run = Run::new().list_csv("名单.csv", LIST).file("占 位", "这是文件");
    run.args(["--out", "占 位"]).pay_plain().expect_exit(2).says_nothing().warns("文件夹「占 位」无法写入");
}

#[cfg(unix)]
#[test]
fn a_workbook_that_cannot_be_made_is_said() {
    // So many rows are written by way of temporary files.
    let run = Run::new().policy(POLICY).list_csv("名单.csv", &format!("甲,乙\n{}", "子,丑\n".repeat(20_100)));
    let output =
        run.command(&["pay"]).env("TMPDIR", run.below("没有")).output().expect("the program to start");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("错误[W0101]: 兑现工作簿没有写成"), "{said}");
    assert!(!run.below("out/example-2008.xlsx").exists());
}

#[test]
fn what_a_killed_run_left_is_swept() {
    let run = Run::new().list_csv("名单.csv", LIST).file("out/.duixian-1.tmp", "半个工作簿");
    run.pay_plain().expect_exit(0).outputs(&[WORKBOOK]);
}

#[test]
fn a_trial_cannot_be_final() {
    let trial =
        POLICY.replace("amount = \"50万元\"", "amount = \"50万元\"\nbasis = \"试算\"\nsource = \"示例\"");
    let run = || Run::new().policy(&trial).list_csv("名单.csv", LIST);
    run().args(["--final"]).pay().expect_exit(1).finding("W0001").outputs(&[]);
    run().pay().expect_exit(0).no_finding("W0001").outputs(&[WORKBOOK]);
}

#[test]
fn a_file_that_was_not_read_cannot_be_left_out_of_a_final_run() {
    let run = || Run::new().list_csv("名单.csv", LIST).list("坏.xlsx", "");
    run().pay().expect_exit(0).row("名单.csv", 2, "paid");
    run().args(["--final"]).pay().expect_exit(1).finding("W0003").outputs(&[]);
}

#[test]
fn held_rows_are_left_behind_only_when_told() {
    let list = LIST.to_owned() + "示例乙有限公司,银牌产品,紫砂杯,2008-03-01\n";
    let run = || Run::new().list_csv("名单.csv", &list);
    run().pay().expect_exit(0).row("名单.csv", 2, "paid").row("名单.csv", 3, "held");
    run().args(["--final"]).pay().expect_exit(1).finding_at("W0002", "名单.csv", "1 行待定").outputs(&[]);
    let sealed = ["example-2008-seal.json", "example-2008-seal.sha256", WORKBOOK];
    run().args(["--final", "--leave-held"]).pay().expect_exit(0).no_finding("W0002").outputs(&sealed);
}

/// Ctrl-C on a run that takes a while.
#[cfg(unix)]
mod interrupted {
    use super::*;
    use nix::sys::signal::{Signal, killpg};
    use nix::unistd::Pid;
    use std::os::unix::process::CommandExt;
    use std::process::{Child, ExitStatus, Stdio};
    use std::time::Duration;

    fn long() -> Run {
        let rows = (1..=4000).map(|n| format!("示例第{n}号有限公司,金牌产品,产品{n},2008-03-01\n"));
        let list = rows.fold(LIST.to_owned(), |list, row| list + &row);
        Run::new().policy(POLICY).list_csv("名单.csv", &list).args(["--year", "2008"])
    }

    /// As a terminal does: parent and worker are both told.
    fn press_ctrl_c(child: &Child) {
        let group = Pid::from_raw(i32::try_from(child.id()).expect("a process"));
        // It may have ended.
        let _ = killpg(group, Signal::SIGINT);
    }

    fn started(run: &Run) -> Child {
        let mut command = run.command(&["pay"]);
        command.process_group(0).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("to start")
    }

    /// Files of the output folder, hidden ones too, but the lock.
    fn left(run: &Run) -> Vec<String> {
        let children = fs::read_dir(run.below("out")).into_iter().flatten();
        let names = children.map(|child| child.expect("a child").file_name().to_string_lossy().into_owned());
        names.filter(|name| name != ".duixian.lock").collect()
    }

    fn holds(run: &Run, status: ExitStatus) {
        match status.success() {
            true => assert_eq!(left(run), [WORKBOOK]),
            false => assert_eq!(left(run), Vec::<String>::new(), "{status}"),
        }
    }

    #[test]
    fn while_it_computes() {
        let run = long();
        let mut child = started(&run);
        std::thread::sleep(Duration::from_millis(300));
        press_ctrl_c(&child);
        let status = child.wait().expect("an end");
        assert!(!status.success(), "four thousand rows were done in a moment: {status}");
        holds(&run, status);
    }

    #[test]
    fn while_it_writes() {
        let run = long();
        let mut child = started(&run);
        while left(&run).is_empty() && child.try_wait().expect("a child").is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        press_ctrl_c(&child);
        let status = child.wait().expect("an end");
        holds(&run, status);
    }
}

#[test]
fn no_progress_is_shown_where_nobody_watches() {
    let rows = (1..=2000).map(|n| format!("示例第{n}号有限公司,金牌产品,产品{n},2008-03-01\n"));
    let list = rows.fold(LIST.to_owned(), |list, row| list + &row);
    let ran = Run::new().list_csv("名单.csv", &list).args(["--year", "2008"]).pay_plain();
    ran.expect_exit(0);
    assert!(!ran.stderr.contains("正在"), "{}", ran.stderr);
}

/// 6000万 pieces of 10万元 in each of two rows: 12万亿元, beyond what a spreadsheet program adds exactly.
#[test]
fn a_total_beyond_the_exact_range_writes_no_workbook() {
    let rules = Rules::new().award("奖", "金牌产品", "amount = \"10万元\"").text();
    let list = "企业名称,类别,产品名称,认定日期,数量\n红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,60000000\n青松陶瓷厂,金牌产品,茶杯,2008-03-01,60000000\n";
    let ran = Run::new().policy(&rules).list_csv("名单.csv", list).pay();
    ran.expect_exit(1).finding("W0101").outputs(&[]);
}
