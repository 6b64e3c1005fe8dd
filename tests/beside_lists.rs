//! What a run writes beside its workbook, among the lists of a later run: no lists, and no payment is missed.

use crate::batches::{JIA, YI};
use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,证书编号,认定日期\n";
const REGISTER: &str = "企业名称,开户行,账号\n江南紫砂有限公司,工行宜兴支行,1103020001\n太湖电缆有限公司,工行宜兴支行,1103020002\n";

fn gold(firm: &str, product: &str) -> String {
    format!("{firm},金牌产品,{product},{product}1,2008-03-01\n")
}

fn run(rows: &str) -> Run {
    let policy = Rules::new().award("金", "金牌产品", "amount = \"100000元\"").text();
    let run = Run::new().policy(&policy).list_csv("名单.csv", &format!("{HEAD}{rows}"));
    run.list_csv("名录.csv", REGISTER).args(["--payment-file", "--final", "--date", "2008-12-01"])
}

/// 10万 to one firm, sealed.
fn first() -> Ran {
    let ran = run(&gold(JIA, "壶")).pay();
    ran.expect_exit(0).payee(JIA, "100000.00");
    ran
}

/// A run with files of the first batch, as they lie in its output folder.
fn with(run: Run, first: &Ran, files: &[&str]) -> Run {
    let of = |run: Run, file: &&str| run.list(&format!("以前/{file}"), first.bytes(&format!("out/{file}")));
    files.iter().fold(run, of)
}

const BESIDE: [&str; 4] = [
    "example-2008-payment.csv",
    "example-2008-payment.xlsx",
    "example-2008-seal.json",
    "example-2008-seal.sha256",
];

/// The whole output folder of the first batch lies among the lists: its workbook is history, the rest is told in one finding. The
/// firm that was paid is not paid again, and the second final version agrees with its own seal.
#[test]
fn payment_files_and_seals_beside_their_workbook_are_no_lists() {
    let first = first();
    let rows = gold(JIA, "壶") + &gold(YI, "碗");
    let second = with(run(&rows), &first, &[&["example-2008.xlsx"], &BESIDE[..]].concat()).pay();
    second.expect_exit(0).row("名单.csv", 2, "rejected").payee(YI, "100000.00").total("payable", "100000.00");
    let told = second.codes().iter().filter(|code| *code == "F0112").count();
    assert_eq!(told, 1, "one finding for all four");
    second.no_finding("F0113").finding_at("F0112", "example-2008-payment.csv", "结转台账");
    let verified = second.again().args(["verify", "out/example-2008.xlsx"]).run();
    verified.expect_exit(0).says("逐字节相同").says("实质相同");
}

/// The payment file alone says who was paid, and not for what: nothing is paid until the workbook is there. Under another name it is
/// the same file; a seal alone holds nothing.
#[test]
fn a_payment_file_without_its_workbook_holds_everything() {
    let first = first();
    let rows = gold(JIA, "壶") + &gold(YI, "碗");
    let draft = |names: &[(&str, &str)]| {
        let policy = Rules::new().award("金", "金牌产品", "amount = \"100000元\"").text();
        let run = Run::new().policy(&policy).list_csv("名单.csv", &format!("{HEAD}{rows}"));
        let add = |run: Run, (of, name): &(&str, &str)| run.list(name, first.bytes(&format!("out/{of}")));
        names.iter().fold(run, add).pay()
    };
    for name in ["example-2008-payment.csv", "example-2008-payment.xlsx"] {
        for called in [name, if name.ends_with("csv") { "第一批.csv" } else { "第一批.xlsx" }] {
            let ran = draft(&[(name, called)]);
            ran.expect_exit(0).row("名单.csv", 2, "held").row("名单.csv", 3, "held").total("payable", "0.00");
            ran.finding("F0113").no_finding("F0112");
        }
        // The workbook under another name, too: they belong together by what they pay.
        let ran = draft(&[(name, name), ("example-2008.xlsx", "第一批.xlsx")]);
        ran.expect_exit(0).total("payable", "100000.00").no_finding("F0113").finding("F0112");
    }
    draft(&[(BESIDE[2], BESIDE[2])]).expect_exit(0).total("payable", "200000.00").finding("F0112");
}

/// A bank's list with the same headings that is no payment file of ours is read as before: its rows wait.
#[test]
fn a_payment_list_of_others_is_none_of_ours() {
    let rows = gold(YI, "碗");
    let policy = Rules::new().award("金", "金牌产品", "amount = \"100000元\"").text();
    let run = Run::new().policy(&policy).list_csv("名单.csv", &format!("{HEAD}{rows}"));
    let other = format!("收款单位,开户行,账号,金额,用途\n{JIA},工行,1,100,货款\n");
    run.list_csv("其他.csv", &other).pay().expect_exit(0).no_finding("F0112").no_finding("F0113");
}
