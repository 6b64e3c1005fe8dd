//! Years one after the other: each year's workbook is a history list of the next, and each 分 is paid once.

use crate::harness::{Ran, Run};

const JIA: &str = "江南紫砂有限公司";
const YI: &str = "太湖电缆有限公司";

/// 省名牌 10万元，国家名牌 50万元；复评减半（“从未奖过”不另算）；升级只补差额；国家名牌分三年 3:1:1。
/// In force from 2008 on, so that the same policy serves every year of the chain.
const POLICY: &str = r#"# 示例奖励办法

```toml
schema = "duixian.policy/1"

[policy]
id = "chain"
name = "示例奖励办法"
document = "示例〔2008〕1号"
years = { from = 2008 }
unit = "元"
rounding = "四舍五入"
order = ["补差", "分期"]
funder = "市财政"
levels = ["国家级", "省级"]

[[category]]
name = "国家名牌"
level = "国家级"
family = "产品"
unit = "只"

[[category]]
name = "省名牌"
level = "省级"
family = "产品"
unit = "只"
```

## 第一条

> 国家名牌每只奖励50万元。省名牌每只奖励10万元，复评的每只奖励5万元。

```toml
[[clause]]
id = "1"

[[clause.award]]
id = "国家"
role = "企业"
categories = ["国家名牌"]
amount = "50万元"

[[clause.award]]
id = "省"
role = "企业"
categories = ["省名牌"]
when = [{ field = "复评", is = false }]
amount = "10万元"

[[clause.award]]
id = "省复评"
role = "企业"
categories = ["省名牌"]
when = [{ field = "复评", is = true }]
amount = "5万元"
```

## 第二条

> 由省级升为国家级的，补足与以前已付的差额。

```toml
[[clause]]
id = "2"

[[clause.step]]
id = "补差"
upgrade_difference = { key = ["企业", "产品"], mode = "扣已付" }
```

## 第三条

> 国家级的奖励分三年兑现，当年60%，次年20%，第三年20%。

```toml
[[clause]]
id = "3"

[[clause.step]]
id = "分期"
instalments = { covers = { levels = ["国家级"] }, parts = [{ rate = "60%", due = 0 }, { rate = "20%", due = 1 }, { rate = "20%", due = 2 }] }
```
"#;

const HEAD: &str = "企业名称,类别,产品名称,证书编号,认定日期\n";

/// The earlier workbooks of a chain, by name.
type Books = Vec<(String, Vec<u8>)>;

/// The run of one year over its own list and the workbooks of the years before.
fn year(year: i32, rows: &str, earlier: &Books) -> Run {
    let list = format!("{HEAD}{rows}");
    let run = Run::new().policy(POLICY).list_csv(&format!("{year}名单.csv"), &list);
    let run = run.args(["--year", &year.to_string()]);
    earlier.iter().fold(run, |run, (name, bytes)| run.list(&format!("以前/{name}"), bytes))
}

/// Keeps a year's workbook for the years after it.
fn keep(ran: &Ran, year: i32, books: &mut Books) {
    books.push((format!("{year}兑现表.xlsx"), ran.bytes(&format!("out/chain-{year}.xlsx"))));
}

/// One enterprise and one product: 省名牌 in 2008 (10万), assessed again in 2009 (5万), 国家名牌 in 2010, less the 15万 that were
/// paid (35万: 21 now, 7 in 2011, 7 in 2012). With the old lists handed in again each year, 50万 are paid in all.
#[test]
fn one_enterprise_through_reassessment_upgrade_and_instalments() {
    let (s1, s2) =
        (format!("{JIA},省名牌,紫砂茶壶,S1,2008-03-01\n"), format!("{JIA},省名牌,紫砂茶壶,S2,2009-06-01\n"));
    let all = format!("{s1}{s2}{JIA},国家名牌,紫砂茶壶,G1,2010-06-01\n");
    let mut books = Books::new();
    let lists = [
        (2008, s1.clone()),
        (2009, format!("{s1}{s2}")),
        (2010, all.clone()),
        (2011, all.clone()),
        (2012, all.clone()),
        (2013, all),
    ];
    let paid = ["100000.00", "50000.00", "210000.00", "70000.00", "70000.00", "0.00"];
    for ((of, rows), paid) in lists.into_iter().zip(paid) {
        let ran = year(of, &rows, &books).pay();
        ran.expect_exit(0).payee(JIA, paid).total("payable", paid);
        keep(&ran, of, &mut books);
    }
}

/// 甲: 省名牌 in 2008 (10万), upgraded in 2009 (50 − 10 = 40万: 24 now, 8 in 2010, 8 in 2011); 乙: 省名牌 in 2008
/// (10万), assessed again in 2010 (5万). Over four years 甲 is paid 50万 and 乙 15万.
#[test]
fn three_years_and_the_last_instalment_pay_every_fen_once() {
    let mut books = Books::new();
    let first = format!("{JIA},省名牌,紫砂茶壶,S1,2008-03-01\n{YI},省名牌,交联电缆,S2,2008-05-01\n");
    let ran = year(2008, &first, &books).pay();
    ran.expect_exit(0).payee(JIA, "100000.00").payee(YI, "100000.00").total("later", "0.00");
    keep(&ran, 2008, &mut books);

    // The list of the first year is handed in once more with that of the second.
    let ran = year(2009, &format!("{first}{JIA},国家名牌,紫砂茶壶,G1,2009-06-01\n"), &books).pay();
    ran.expect_exit(0).row_because("2009名单.csv", 2, "rejected", "已兑现");
    ran.row_because("2009名单.csv", 3, "rejected", "已兑现");
    ran.payee(JIA, "240000.00").payee(YI, "0.00").total("awarded", "400000.00").total("later", "160000.00");
    keep(&ran, 2009, &mut books);

    let ran = year(2010, &format!("{YI},省名牌,交联电缆,S9,2010-05-01\n"), &books).pay();
    ran.expect_exit(0).payee(JIA, "80000.00").payee(YI, "50000.00").total("payable", "130000.00");
    ran.row("2009兑现表.xlsx", 4, "paid").row("2009兑现表.xlsx", 5, "reference").no_finding("F0111");
    keep(&ran, 2010, &mut books);

    let ran = year(2011, &format!("{YI},省名牌,交联电缆,S9,2010-05-01\n"), &books).pay();
    ran.expect_exit(0).payee(JIA, "80000.00").payee(YI, "0.00").total("payable", "80000.00");
    keep(&ran, 2011, &mut books);

    let ran = year(2012, &format!("{JIA},国家名牌,紫砂茶壶,G1,2009-06-01\n"), &books).pay();
    ran.expect_exit(0).total("payable", "0.00").row_because("2012名单.csv", 2, "rejected", "已兑现");
}

/// An earlier workbook says which history it was computed with; where that is gone, what it paid would be forgotten.
#[test]
fn a_workbook_of_the_chain_that_is_missing_is_told() {
    let mut books = Books::new();
    let first = format!("{JIA},省名牌,紫砂茶壶,S1,2008-03-01\n");
    keep(year(2008, &first, &books).pay().expect_exit(0), 2008, &mut books);
    let second = format!("{YI},省名牌,交联电缆,S2,2009-05-01\n");
    keep(year(2009, &second, &books).pay().expect_exit(0), 2009, &mut books);
    books.remove(0);
    let ran = year(2010, &second, &books).pay();
    ran.expect_exit(0).finding_at("F0111", "2009兑现表.xlsx", "2008兑现表.xlsx");
}

/// A supplementary batch takes the year's earlier workbook as history.
#[test]
fn a_supplementary_batch_takes_the_workbook_of_its_own_year() {
    let mut books = Books::new();
    let first = format!("{JIA},省名牌,紫砂茶壶,S1,2008-03-01\n");
    keep(year(2008, &first, &books).pay().expect_exit(0), 2008, &mut books);
    let ran = year(2008, &format!("{first}{YI},省名牌,交联电缆,S2,2008-05-01\n"), &books).pay();
    ran.expect_exit(0).payee(JIA, "0.00").payee(YI, "100000.00");
}

/// An old year among the workbooks of later ones.
#[test]
fn a_workbook_of_a_later_year_is_no_history() {
    let mut books = Books::new();
    let first = format!("{JIA},省名牌,紫砂茶壶,S1,2008-03-01\n");
    keep(year(2009, &first, &books).pay().expect_exit(0), 2009, &mut books);
    let ran = year(2008, &first, &books).pay();
    ran.expect_exit(0).finding_at("F0110", "2009兑现表.xlsx", "2009年度").total("payable", "0.00");
    ran.row("2008名单.csv", 2, "held");
}

/// A draft paid nobody: nothing is taken off by it, and nothing is paid until it is gone.
#[test]
fn a_draft_does_not_count_as_paid() {
    let trial = POLICY.replace(
        "id = \"国家\"\nrole = \"企业\"\ncategories = [\"国家名牌\"]\namount = \"50万元\"",
        "id = \"国家\"\nrole = \"企业\"\ncategories = [\"国家名牌\"]\namount = \"50万元\"\nbasis = \"试算\"\nsource = \"邻市\"",
    );
    assert_ne!(trial, POLICY);
    let rows = format!("{JIA},国家名牌,紫砂茶壶,G1,2008-03-01\n");
    let ran = year(2008, &rows, &Books::new()).policy(&trial).pay();
    let draft = ran.expect_exit(0).bytes("out/chain-2008.xlsx");
    let books = vec![("2008试算.xlsx".to_owned(), draft)];
    let ran = year(2009, &rows, &books).pay();
    ran.expect_exit(0).finding_at("F0109", "2008试算.xlsx", "试算稿").total("payable", "0.00");
    ran.row("2009名单.csv", 2, "held");
}

/// What was only assumed was not paid either; and the workbook is verified with its assumption.
#[test]
fn an_assumption_does_not_count_as_paid() {
    let rows = format!("{JIA},省名牌,紫砂茶壶,S1,2008-03-01\n");
    let ran = year(2008, &rows, &Books::new()).args(["--assume", "省.amount=12万元"]).pay();
    let assumed = ran.expect_exit(0).payee(JIA, "120000.00").bytes("out/chain-2008-assumed.xlsx");
    let ran = ran.again().args(["verify", "out/chain-2008-assumed.xlsx"]).run();
    ran.expect_exit(0).says("结论：实质相同");
    let ran = year(2009, &rows, &vec![("2008假设.xlsx".to_owned(), assumed)]).pay();
    ran.expect_exit(0).finding("F0109").total("payable", "0.00");
}

/// A workbook of nothing is a history of nothing.
#[test]
fn a_workbook_that_paid_nothing_is_history_too() {
    let mut books = Books::new();
    let late = format!("{JIA},没有的类别,紫砂茶壶,S1,2008-03-01\n");
    keep(year(2008, &late, &books).pay().expect_exit(0), 2008, &mut books);
    let ran = year(2009, &format!("{JIA},省名牌,紫砂茶壶,S1,2008-03-01\n"), &books).pay();
    ran.expect_exit(0).payee(JIA, "100000.00");
}

/// A workbook of ours that says nothing of its run, or that a later version wrote: what it paid is not known.
#[test]
fn a_workbook_without_a_record_that_is_understood_holds_everything() {
    let rows = format!("{HEAD}{JIA},省名牌,紫砂茶壶,S1,2008-03-01\n");
    let form = |form: &'static str| {
        move |book: &mut rust_xlsxwriter::Workbook| {
            for name in ["封面", "兑现明细表", "规则", "来源", "结转台账"] {
                book.add_worksheet().set_name(name).expect("a name").write(0, 0, name).expect("a cell");
            }
            let record = book.add_worksheet().set_name("运行记录").expect("a name");
            record.write(0, 0, "格式").expect("a cell").write(0, 1, form).expect("a cell");
        }
    };
    for (wrote, said) in
        [("duixian.workbook/9", "格式是「duixian.workbook/9」"), ("duixian.workbook/1", "运行记录里")]
    {
        let run = Run::new().policy(POLICY).list_csv("名单.csv", &rows).args(["--year", "2009"]);
        let ran = run.list_workbook("2008.xlsx", form(wrote)).pay();
        ran.expect_exit(0).finding_at("F0108", "2008.xlsx", said).row("名单.csv", 2, "held");
    }
}
