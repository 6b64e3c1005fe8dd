//! `pay --final`: the seal beside the workbook, which `sha256sum -c` and `verify` check; what may not be sealed.

use crate::harness::{LIST, POLICY, Ran, Run};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::process::Command;

/// A final run over a list in a folder with spaces and Chinese names.
fn sealed(options: &[&str]) -> Ran {
    let run = Run::new().list_csv("2008/名单.csv", LIST);
    let run = run.decisions("").args(["--final"]).args(options.iter().copied());
    run.policy(POLICY).pay()
}

fn manifest(ran: &Ran) -> Value {
    serde_json::from_slice(&ran.bytes("out/example-2008-seal.json")).expect("JSON")
}

#[test]
fn a_final_run_writes_a_seal_of_every_file() {
    let ran = sealed(&[]);
    ran.expect_exit(0).outputs(&["example-2008-seal.json", "example-2008-seal.sha256", "example-2008.xlsx"]);
    let manifest = manifest(&ran);
    assert_eq!(manifest["schema"], "duixian.seal/1");
    assert_eq!(
        (&manifest["payable"], &manifest["payees"], &manifest["held"]),
        (&"500000.00".into(), &1.into(), &0.into())
    );
    let files = manifest["files"].as_array().expect("files");
    let line = |file: &Value| {
        format!("{} {}", file["role"].as_str().expect("a role"), file["path"].as_str().expect("a path"))
    };
    let lines: Vec<String> = files.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "workbook example-2008.xlsx",
            "policy ../rules/policy.md",
            "decisions ../inputs/decisions.toml",
            "list ../inputs/2008/名单.csv"
        ]
    );
    for file in files {
        let path = format!("out/{}", file["path"].as_str().expect("a path"));
        let sum: String = Sha256::digest(ran.bytes(&path)).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(file["sha256"], sum.as_str(), "{path}");
    }
}

#[test]
fn the_payment_file_is_under_the_seal_too() {
    let manifest = manifest(&sealed(&["--payment-file"]));
    let payment = |file: &&Value| file["role"] == "payment";
    assert_eq!(manifest["files"].as_array().expect("files").iter().filter(payment).count(), 2);
}

#[cfg(unix)]
#[test]
fn sha256sum_checks_it() {
    let ran = sealed(&[]);
    let check = || {
        let mut command = Command::new("sha256sum");
        command.args(["--strict", "-c", "example-2008-seal.sha256"]).current_dir(ran.below("out"));
        command.output().expect("sha256sum starts")
    };
    let output = check();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && said.lines().count() == 5,
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    std::fs::write(ran.below("inputs/2008/名单.csv"), "改了").expect("to write");
    assert!(!check().status.success());
}

#[test]
fn verify_reads_it() {
    let again = |run: Run| run.args(["verify", "out/example-2008.xlsx", "--json"]).run();
    let ran = again(sealed(&[]).again());
    assert_eq!(ran.expect_exit(0).json()["seal"]["intact"], true);
    // Another workbook of another list in its place, whole in itself: the seal knows the files that were sealed.
    let other = LIST.replace("紫砂壶", "紫砂杯");
    let ran = sealed(&[]).again().list_csv("2008/名单.csv", &other);
    let ran = ran.args(["pay", "--quiet", "--out", "other"]).run();
    let workbook = ran.bytes("other/example-2008.xlsx");
    let ran = again(ran.again().file("out/example-2008.xlsx", workbook));
    ran.expect_exit(1);
    assert_eq!(ran.json()["seal"]["intact"], false);
    assert_eq!(ran.json()["differences"][0]["class"], "seal_differs");
    assert_eq!(ran.json()["differences"][0]["file"], "inputs/2008/名单.csv");
    let ran = again(sealed(&[]).again().file("out/example-2008-seal.json", "{"));
    ran.expect_exit(2).finding("V0007");
}

#[test]
fn without_final_there_is_no_seal() {
    Run::new().list_csv("名单.csv", LIST).pay().expect_exit(0).outputs(&["example-2008.xlsx"]);
}

#[test]
fn what_is_held_is_sealed_only_when_left() {
    let list = format!("{LIST}示例甲有限公司,没有的类别,壶,2008-03-01\n");
    let run = || Run::new().list_csv("名单.csv", &list).args(["--final"]);
    run().pay().expect_exit(1).finding("W0002").outputs(&[]);
    let ran = run().args(["--leave-held"]).pay();
    ran.expect_exit(0);
    assert_eq!(manifest(&ran)["held"], 1);
    let trial =
        POLICY.replace("amount = \"50万元\"", "amount = \"50万元\"\nbasis = \"试算\"\nsource = \"邻市\"");
    Run::new()
        .policy(&trial)
        .list_csv("名单.csv", LIST)
        .args(["--final"])
        .pay()
        .expect_exit(1)
        .finding("W0001")
        .outputs(&[]);
}

/// A workbook that is open elsewhere is not replaced; the new one stands beside it under another name, without a seal.
#[cfg(unix)]
#[test]
fn a_workbook_under_another_name_has_no_seal() {
    let run = Run::new().list_csv("名单.csv", LIST).file("out/example-2008.xlsx", "旧");
    let path = run.below("out/example-2008.xlsx");
    let mut rights = std::fs::metadata(&path).expect("a file").permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&path, rights).expect("to set");
    let ran = run.args(["--final"]).pay();
    ran.expect_exit(2).outputs(&["example-2008-新1.xlsx", "example-2008.xlsx"]);
}

/// An account changed in the file that the bank gets is told, though workbook and lists are what was sealed.
#[test]
fn verify_reads_the_payment_file_that_the_seal_names() {
    let ran = sealed(&["--payment-file"]);
    let payment = String::from_utf8(ran.bytes("out/example-2008-payment.csv")).expect("text");
    let more = format!("{payment}另一家公司,某行,6222,1.00,奖励\r\n");
    std::fs::write(ran.below("out/example-2008-payment.csv"), more).expect("written");
    let again = ran.again().args(["verify", "out/example-2008.xlsx"]).run();
    again.expect_exit(1).says("与封存清单不符").says("example-2008-payment.csv");
}

/// Results among the lists: the second run would take the first one's payout for a payment (and pay nothing), and write over it.
#[test]
fn a_list_that_was_read_is_not_written_over() {
    for out in ["inputs", "inputs/out"] {
        let first = Run::new().list_csv("名单.csv", LIST).args(["--out", out]).pay();
        let path = format!("{out}/example-2008.xlsx");
        let written = first.expect_exit(0).bytes(&path);
        let second = first.again().args(["pay", "--json", "--out", out]).run();
        second.expect_exit(1).finding_at("W0006", &path, "会把它盖掉").warns("没有计算，没有输出");
        assert_eq!(second.bytes(&path), written, "what was paid stands");
        // As a second batch beside it, it pays nothing once more: 50万 were paid.
        let batch = second.again().args(["pay", "--json", "--out", "第二批"]).run();
        batch.expect_exit(0).total("payable", "0.00");
    }
}

/// What was signed stays: a draft over other lists, another final version, and a run that would pay the same but leaves the
/// payment file out are refused; the same run again writes the same bytes.
#[test]
fn a_final_version_is_not_replaced_by_another_run() {
    let other = LIST.replace("紫砂壶", "紫砂杯");
    let refused = |run: Run, words: &[&str]| {
        let ran = run.args(["pay", "--json"]).args(words.iter().copied()).run();
        ran.expect_exit(1).finding_at("W0007", "out/example-2008-seal.json", "有封存的正式稿");
        ran
    };
    let ran = sealed(&["--payment-file"]);
    let workbook = ran.bytes("out/example-2008.xlsx");
    let ran = refused(ran.again(), &[]);
    let ran = ran.again().args(["pay", "--json", "--final", "--payment-file"]).run();
    ran.expect_exit(0);
    for words in [&["--payment-file"][..], &["--final", "--payment-file"]] {
        let ran = refused(sealed(&["--payment-file"]).again().list_csv("2008/名单.csv", &other), words);
        assert_eq!(ran.bytes("out/example-2008.xlsx"), workbook);
    }
}

/// The payment file of an earlier run gets a name that says so: it is not of the workbook that it stood beside.
#[test]
fn a_payment_file_of_an_earlier_run_is_set_aside() {
    let ran = Run::new().list_csv("名单.csv", LIST).args(["--payment-file"]).pay();
    ran.expect_exit(0);
    let ran = ran.again().args(["pay"]).run();
    ran.expect_exit(0).warns("「out/example-2008-payment.csv」是上次的付款文件").warns("不要照它付款");
    ran.outputs(&["example-2008-payment-旧1.csv", "example-2008-payment-旧1.xlsx", "example-2008.xlsx"]);
}

const REGISTER: &str = "企业名称,统一社会信用代码,开户银行,银行账号\n示例甲有限公司,,示例银行,0012345678901234567\n示例乙陶瓷厂,,示例银行,6002\n";
const PAYMENT: &str = "out/example-2008-payment.csv";

/// 50万 each to two firms with accounts; `--final` with a payment file, or a draft.
fn two_paid(options: &[&str]) -> Ran {
    let list = format!("{LIST}示例乙陶瓷厂,金牌产品,茶壶,2008-03-02\n");
    let run = Run::new().list_csv("名单.csv", &list).list_csv("企业名录.csv", REGISTER);
    let ran = run.args(["--payment-file"]).args(options.iter().copied()).pay();
    ran.expect_exit(0);
    ran
}

fn text(ran: &Ran, path: &str) -> String {
    String::from_utf8(ran.bytes(path)).expect("text")
}

/// The classes of differences, and what differs, of `verify` in the folder of a run.
fn verified(run: Run) -> Ran {
    run.args(["verify", "out/example-2008.xlsx"]).run()
}

/// The payment file follows from the lists: an account or an amount that was changed in it is told without any seal, and so is
/// a line that is missing or new; another order, another encoding and thousands separators are no difference.
#[test]
fn a_payment_file_is_computed_again() {
    verified(two_paid(&[]).again()).expect_exit(0);
    let with = |from: &str, to: &str| {
        let ran = two_paid(&[]);
        let changed = text(&ran, PAYMENT).replace(from, to);
        assert_ne!(changed, text(&ran, PAYMENT), "{from}");
        verified(ran.again().file(PAYMENT, changed))
    };
    let account = with(",6002,", ",6999,");
    account
        .expect_exit(1)
        .says("付款文件与名单算出的不符：1处")
        .says("示例乙陶瓷厂 · 账号：应为 6002，现为 6999");
    let amount = with("6002,500000.00", "6002,560000.00");
    amount.expect_exit(1).says("金额：应为 500000.00，现为 560000.00，金额 +60000.00元");
    let line = "示例乙陶瓷厂,示例银行,6002,500000.00,2008年度示例奖励办法\r\n";
    with(line, "")
        .expect_exit(1)
        .says("示例乙陶瓷厂：应为 示例银行 6002 500000.00元，现为 （缺少），金额 -500000.00元");
    let more = with(line, &format!("{line}丙公司,某行,6222,1.00,奖励\r\n"));
    more.expect_exit(1).says("丙公司：应为 （没有），现为 某行 6222 1.00元");
    // As a spreadsheet program saves it again: no mark, other line ends, thousands, other order.
    let ran = two_paid(&[]);
    let csv = text(&ran, PAYMENT)
        .replace('\u{FEFF}', "")
        .replace("\r\n", "\n")
        .replace("500000.00", "\"500,000.00\"");
    let mut lines: Vec<&str> = csv.lines().collect();
    lines.swap(1, 2);
    verified(ran.again().file(PAYMENT, lines.join("\n"))).expect_exit(0);
}

/// Manifest and sums were written at once: whoever changes a payment file and its sum in one of them is found by the other.
#[test]
fn manifest_and_sums_must_agree() {
    let ran = two_paid(&["--final"]);
    let sha =
        |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let changed = text(&ran, PAYMENT).replace("6002", "6999");
    let manifest =
        text(&ran, "out/example-2008-seal.json").replace(&sha(&ran.bytes(PAYMENT)), &sha(changed.as_bytes()));
    let again = verified(ran.again().file(PAYMENT, changed).file("out/example-2008-seal.json", manifest));
    again
        .expect_exit(1)
        .says("与封存清单不符：2处")
        .says("example-2008-payment.csv：应为")
        .says("付款文件与名单算出的不符");
}

#[test]
fn what_is_gone_from_a_seal_is_named() {
    let without = |name: &str| {
        let ran = two_paid(&["--final"]);
        std::fs::remove_file(ran.below(&format!("out/{name}"))).expect("to remove");
        let again = verified(ran.again());
        again.expect_exit(1).says(&format!("{name}：应为")).says("现为 （缺少）");
    };
    for ending in ["payment.csv", "payment.xlsx", "seal.json", "seal.sha256"] {
        without(&format!("example-2008-{ending}"));
    }
    let junk = verified(two_paid(&["--final"]).again().file("out/example-2008-seal.sha256", "junk"));
    junk.expect_exit(1).says("example-2008-seal.sha256：应为 （有），现为 （读不出来）");
    verified(two_paid(&["--final"]).again()).expect_exit(0).says("逐字节相同");
}

/// A date in the list changed and rows stand in another order: nobody typed anything into the workbook.
#[test]
fn an_untouched_workbook_is_not_accused_where_a_list_changed() {
    let list = "企业名称,类别,产品名称,认定日期\n示例甲有限公司,金牌产品,紫砂壶,2008-03-01\n\
                示例乙陶瓷厂,金牌产品,茶壶,2008-03-02\n示例甲有限公司,金牌产品,花盆,2008-03-03\n";
    let changed = list.replace("2008-03-01", "2008-03-09");
    for options in [&["--final"][..], &[]] {
        let run = Run::new().list_csv("名单.csv", list).args(options.iter().copied());
        let ran = run.pay();
        ran.expect_exit(0);
        let again = verified(ran.again().list_csv("名单.csv", &changed));
        again.expect_exit(1).says("名单已改动：1处");
        assert!(!again.stdout.contains("公式被直接填数盖掉"), "{}", again.stdout);
        if !options.is_empty() {
            again.says("工作簿没有改过；是当时的文件在封存以后改动了：1个");
        }
    }
}
