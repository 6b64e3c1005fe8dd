//! Scenarios of what the ledger has paid under another spelling: number, name, day. Paid again it never is; where it is not certain
//! that the two are one, the row waits. The policy gives 10万元 for 金牌产品 and 2000元 for 发明专利.

use crate::harness::{Ran, Rules, Run};

const LIST: &str = "企业名称,类别,产品名称,认定日期,证书编号";
const LEDGER: &str = "企业名称,类别,产品名称,认定日期,证书编号,奖励年度,兑现金额(元)";

fn rules() -> Rules {
    Rules::new()
        .vocabulary("\n[[category]]\nname = \"发明专利\"\nunit = \"件\"\n")
        .award("金牌", "金牌产品", "amount = \"10万元\"")
        .award("发明", "发明专利", "amount = \"2000元\"")
}

fn pay(live: &str, ledger: &str) -> Ran {
    run(live, ledger).pay()
}

fn run(live: &str, ledger: &str) -> Run {
    Run::new()
        .policy(&rules().text())
        .list_csv("名单.csv", &format!("{LIST}\n{live}\n"))
        .list_csv("历年台账.csv", &format!("{LEDGER}\n{ledger}\n"))
}

#[test]
fn a_patent_paid_under_another_spelling_is_not_paid_again() {
    // The check digit of 201310000001 is 1 (Σ digit×weight = 2·2+1·4+3·5+1·6 = 29, and 1·5 = 34; 34 mod 11 = 1); with 5 it is misprinted.
    for number in ["ZL201310000001.1", "ZL201310000001.5"] {
        let (bare, point) = (number.trim_start_matches("ZL"), number.len() - 2);
        let live = format!("红杉陶瓷厂,发明专利,轧机,2008-03-01,{number}");
        let certain = [
            number.to_owned(),
            bare.to_owned(),
            bare.replace('.', ""),
            number.to_lowercase(),
            format!("第{bare}号"),
        ];
        for spelled in certain {
            let ran = pay(&live, &format!("红杉陶瓷厂,发明专利,轧机,2008-03-01,{spelled},2008,2000"));
            ran.row_because("名单.csv", 2, "rejected", "已兑现").total("payable", "0.00").no_finding("E0203");
        }
        let doubtful = [
            number.replacen('0', "O", 3).replacen("2O", "20", 1),
            number.replace('.', "·"),
            format!("{}-{}-{}", &bare[..4], &bare[4..5], &bare[5..]),
            if number.ends_with('1') { "ZL201310000001.5".to_owned() } else { number[..point].to_owned() },
        ];
        for spelled in doubtful {
            for (title, day) in [("轧机", "2008-03-01"), ("", "2008-03-01"), ("轧机", "")] {
                let ran = pay(&live, &format!("红杉陶瓷厂,发明专利,{title},{day},{spelled},2008,2000"));
                ran.row("名单.csv", 2, "held").total("payable", "0.00");
            }
        }
    }
}

#[test]
fn a_patent_within_a_range_that_the_ledger_paid_waits() {
    let range = "ZL201310000000.7-ZL201310000003.0";
    let ledger = format!("红杉陶瓷厂,发明专利,,,{range},2008,8000");
    for number in ["ZL201310000001.1", "ZL201310000002.6"] {
        let ran = pay(&format!("红杉陶瓷厂,发明专利,轧机,2008-03-01,{number}"), &ledger);
        ran.row("名单.csv", 2, "held").finding("H0102").total("payable", "0.00");
    }
    // A number beyond it was not paid.
    pay("红杉陶瓷厂,发明专利,轧机,2008-03-01,ZL201310000009.8", &ledger).payee("红杉陶瓷厂", "2000.00");
}

#[test]
fn the_same_thing_and_day_under_another_number_waits() {
    let ledger = "红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,JP-1,2008,100000";
    let live = "红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,JP-27";
    let ran = pay(live, ledger);
    ran.row("名单.csv", 2, "held").finding_at("E0203", "名单.csv", "只有编号不同").total("payable", "0.00");
    let accepted = "[[decision]]\nkind = \"采信\"\nfile = \"名单.csv\"\nrow = 2\nwho = \"张\"\nwhen = 2008-12-01\nwhy = \"两本证书\"\n";
    run(live, ledger).decisions(accepted).pay().payee("红杉陶瓷厂", "100000.00").no_finding("E0203");
    // The payment is for the row that has its number; the other is another certificate: 10万元.
    let both = format!("红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,JP-1\n{live}");
    pay(&both, ledger)
        .row("名单.csv", 2, "rejected")
        .row("名单.csv", 3, "paid")
        .payee("红杉陶瓷厂", "100000.00");
    // Two sound numbers of patents of one title and day are two patents: 2000元. 201310000002: 2·2+1·4+3·5+1·6+2·5 = 39, 39 mod 11 = 6.
    pay(
        "红杉陶瓷厂,发明专利,轧机,2008-03-01,ZL201310000002.6",
        "红杉陶瓷厂,发明专利,轧机,2008-03-01,ZL201310000001.1,2008,2000",
    )
    .payee("红杉陶瓷厂", "2000.00");
}

#[test]
fn a_payment_to_a_related_name_for_the_same_thing_waits() {
    let live = "红杉陶瓷有限公司,金牌产品,紫砂壶,2008-03-01,";
    for name in ["红杉陶瓷有限公司东镇分公司", "红杉陶瓷有限公司[丁山陶瓷厂]", "丁山陶瓷厂→红杉陶瓷有限公司"]
    {
        let ran = pay(live, &format!("{name},金牌产品,紫砂壶,2008-03-01,,2008,100000"));
        ran.row("名单.csv", 2, "held").total("payable", "0.00");
    }
    // A bracket that says what the name is now joins the two.
    pay(live, "丁山陶瓷厂（现金山陶瓷有限公司）,金牌产品,紫砂壶,2008-03-01,,2008,100000")
        .payee("红杉陶瓷有限公司", "100000.00");
    pay(
        "金山陶瓷有限公司,金牌产品,紫砂壶,2008-03-01,",
        "丁山陶瓷厂（现金山陶瓷有限公司）,金牌产品,紫砂壶,2008-03-01,,2008,100000",
    )
    .row("名单.csv", 2, "rejected");
    // Another product of the branch is its own.
    pay(live, "红杉陶瓷有限公司东镇分公司,金牌产品,花盆,2008-03-01,,2008,100000")
        .payee("红杉陶瓷有限公司", "100000.00");
}

#[test]
fn a_payment_of_the_year_for_another_day_of_it_waits() {
    let live = "红杉陶瓷厂,金牌产品,紫砂壶,2008-03-01,";
    let ledger = "红杉陶瓷厂,金牌产品,紫砂壶,2008-03-18,,2008,100000";
    pay(live, ledger).row("名单.csv", 2, "held").total("payable", "0.00");
    // Where the policy tells recognitions apart by their day, both are paid.
    let policy = Rules::new()
        .award("金牌", "金牌产品", "amount = \"10万元\"\nwhen = [{ field = \"复评\", in = [true, false] }]")
        .text()
        .replace("name = \"金牌产品\"\n", "name = \"金牌产品\"\nidentity = [\"认定日期\"]\n");
    run(live, ledger).policy(&policy).pay().payee("红杉陶瓷厂", "100000.00");
    // Of another product, or of a year before, nothing is said.
    pay(live, "红杉陶瓷厂,金牌产品,花盆,2008-03-18,,2008,100000").payee("红杉陶瓷厂", "100000.00");
}

#[test]
fn a_patent_paid_to_another_waits_however_early_that_was() {
    let live = "红杉陶瓷厂,发明专利,轧机,2008-03-01,ZL201310000001.1";
    let ran = pay(live, "蓝天机械厂,发明专利,轧机,,ZL201310000001.1,2007,2000");
    ran.row("名单.csv", 2, "held").total("payable", "0.00");
}

#[test]
fn a_patent_is_granted_once_whatever_day_the_ledger_says() {
    let live = "红杉陶瓷厂,发明专利,轧机,2008-01-03,ZL201310000001.1";
    for (holder, day) in
        [("红杉陶瓷厂", "2007-12-30"), ("蓝天机械厂", "2007-12-30"), ("红杉陶瓷厂", "2008-01-30")]
    {
        let ran = pay(live, &format!("{holder},发明专利,轧机,{day},ZL201310000001.1,2007,2000"));
        ran.row("名单.csv", 2, "held").total("payable", "0.00");
    }
}
