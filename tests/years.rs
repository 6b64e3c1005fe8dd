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

/// 甲 has 50万 in three parts. In 2011 an earlier batch has paid the second; the supplementary batch, which takes its
/// workbook as history, pays 乙 alone, and the third part falls due in 2012 as ever.
#[test]
fn a_supplementary_batch_pays_no_instalment_again() {
    let first = format!("{JIA},国家名牌,紫砂茶壶,G1,2010-06-01\n");
    let mut books = Books::new();
    let ran = year(2010, &first, &books).pay();
    ran.expect_exit(0).payee(JIA, "300000.00");
    keep(&ran, 2010, &mut books);
    let ran = year(2011, "", &books).pay();
    ran.expect_exit(0).payee(JIA, "100000.00").total("payable", "100000.00");
    books.push(("2011第一批.xlsx".to_owned(), ran.bytes("out/chain-2011.xlsx")));
    let ran = year(2011, &format!("{YI},省名牌,电缆,S3,2011-03-01\n"), &books).pay();
    ran.expect_exit(0).payee(YI, "100000.00").total("payable", "100000.00");
    books.push(("2011第二批.xlsx".to_owned(), ran.bytes("out/chain-2011.xlsx")));
    let ran = year(2012, "", &books).pay();
    ran.expect_exit(0).payee(JIA, "100000.00").total("payable", "100000.00");
}

/// What was paid before is 10万, though the ledger says it in two years' rows and the first still names the part: the
/// upgrade gets 40万.
#[test]
fn a_part_that_was_paid_is_not_still_due() {
    let policy = POLICY.replace("covers = { levels = [\"国家级\"] }, ", "");
    let ledger = format!(
        "企业名称,类别,产品名称,证书编号,认定日期,奖励年度,条款,兑现金额(元),到期年度,到期金额(元)\n\
         {JIA},省名牌,紫砂茶壶,S1,2010-03-01,2010,1,60000,2011,40000\n\
         {JIA},省名牌,紫砂茶壶,S1,2010-03-01,2011,1,40000,,\n"
    );
    let list = format!("{HEAD}{JIA},国家名牌,紫砂茶壶,G1,2011-06-01\n");
    let run = Run::new().policy(&policy).list_csv("名单.csv", &list).list_csv("历年台账.csv", &ledger);
    let ran = run.args(["--year", "2011"]).pay();
    ran.expect_exit(0).entry(JIA, "补差", "2", "-100000.00").payee(JIA, "240000.00");
}

/// A ledger typed from last year's workbook, beside it: nobody can tell one payment from two, so its enterprise waits and
/// nothing falls due twice. Refusing one of the rows settles it.
#[test]
fn a_ledger_beside_the_workbook_it_was_copied_from_is_held() {
    let mut books = Books::new();
    let ran = year(2010, &format!("{JIA},国家名牌,紫砂茶壶,G1,2010-06-01\n"), &books).pay();
    keep(&ran, 2010, &mut books);
    let ledger = format!(
        "企业名称,类别,产品名称,认定日期,奖励年度,兑现金额(元),到期年度,到期金额(元)\n\
         {JIA},国家名牌,紫砂茶壶,2010-06-01,2010,300000,2011,100000\n"
    );
    let run = |books: &Books| year(2011, "", books).list_csv("历年台账.csv", &ledger);
    let ran = run(&books).pay();
    ran.expect_exit(0).total("payable", "0.00").finding_at("H0102", "2010兑现表.xlsx", "内容相同");
    let refused = "[[decision]]\nkind = \"不予采信\"\nfile = \"历年台账.csv\"\nrow = 2\n\
                   who = \"张三\"\nwhen = \"2011-12-01\"\nwhy = \"抄自上年兑现表\"\n";
    run(&books).decisions(refused).pay().expect_exit(0).payee(JIA, "100000.00");
}

/// Across years the parts of one award are one payment: 60万 paid as 36, 12 and 12万 is above 50万.
#[test]
fn the_parts_of_an_award_compete_as_one() {
    let policy = POLICY
        .replace(
            "upgrade_difference = { key = [\"企业\", \"产品\"], mode = \"扣已付\" }",
            "highest_only = { key = [\"企业\", \"产品\"], by = \"净额\", across_years = true }",
        )
        .replace("50万元", "60万元")
        .replace("10万元", "50万元");
    let first = format!("{HEAD}{JIA},国家名牌,紫砂茶壶,G1,2010-06-01\n");
    let mut books = Books::new();
    for (of, rows, paid) in
        [(2010, first.as_str(), "360000.00"), (2011, HEAD, "120000.00"), (2012, HEAD, "120000.00")]
    {
        let run = Run::new().policy(&policy).list_csv("名单.csv", rows).args(["--year", &of.to_string()]);
        let run = books.iter().fold(run, |run, (name, bytes)| run.list(&format!("以前/{name}"), bytes));
        let ran = run.pay();
        ran.expect_exit(0).payee(JIA, paid);
        keep(&ran, of, &mut books);
    }
    let again = format!("{HEAD}{JIA},省名牌,紫砂茶壶,S1,2013-03-01\n");
    let run = Run::new().policy(&policy).list_csv("名单.csv", &again).args(["--year", "2013"]);
    let run = books.iter().fold(run, |run, (name, bytes)| run.list(&format!("以前/{name}"), bytes));
    run.pay().expect_exit(0).row("名单.csv", 2, "zero").payee(JIA, "0.00");
}

/// The quantity of a row is in the ledger: seven paid in 2008 and four of 2009 are eleven.
#[test]
fn the_ledger_carries_quantities_for_later_counts() {
    let policy = POLICY
        .replace(
            "order = [\"补差\", \"分期\"]",
            "order = []",
        )
        .replace("[[category]]\nname = \"国家名牌\"", "[[derived]]\nname = \"总数\"\ncount = { over = \"当年和历年\", key = [\"企业\"] }\n\n[[category]]\nname = \"国家名牌\"");
    let policy = policy.split("## 第二条").next().expect("the first clause").replace(
        "[[clause.award]]\nid = \"省\"\n",
        "[[clause.award]]\nid = \"满十\"\nrole = \"企业\"\ncategories = [\"省名牌\"]\nwhen = [{ field = \"总数\", from = 11, to = 11 }]\namount = \"1元\"\nwith = [\"省\", \"省复评\"]\n\n[[clause.award]]\nid = \"省\"\n",
    ).replace("复评的每只奖励5万元。", "复评的每只奖励5万元。满11只再奖1元。");
    let head = "企业名称,类别,产品名称,证书编号,认定日期,数量\n";
    let run = |of: i32, row: &str| {
        let run = Run::new().policy(&policy).list_csv("名单.csv", &format!("{head}{row}"));
        run.args(["--year", &of.to_string()])
    };
    let ran = run(2008, &format!("{JIA},省名牌,紫砂茶壶,S1,2008-03-01,7\n")).pay();
    ran.expect_exit(0).payee(JIA, "700000.00");
    let book = ran.bytes("out/chain-2008.xlsx");
    let ran =
        run(2009, &format!("{JIA},省名牌,紫砂花盆,S2,2009-03-01,4\n")).list("2008兑现表.xlsx", &book).pay();
    ran.expect_exit(0).payee(JIA, "400004.00");
}

/// Two batches of a year give a department equal shares for things of one name; that is no copy, and the enterprises
/// behind them are paid.
#[test]
fn equal_shares_of_a_department_are_no_copies() {
    let policy = POLICY.replace("order = [\"补差\", \"分期\"]", "order = [\"提取\"]");
    let policy = policy.split("## 第二条").next().expect("the first clause");
    let policy = format!(
        "{policy}## 第二条\n\n> 部门按10%提取。\n\n```toml\n[[clause]]\nid = \"2\"\n\n[[clause.step]]\nid = \"提取\"\n\
         [[clause.step.department_share.department]]\nname = \"质监局\"\nrate = \"10%\"\ncovers = {{ roles = [\"企业\"] }}\n```\n"
    );
    let run = |row: &str| {
        Run::new().policy(&policy).list_csv("名单.csv", &format!("{HEAD}{row}")).args(["--year", "2008"])
    };
    let mut books = Books::new();
    for (name, row) in [
        ("第一批.xlsx", format!("{JIA},省名牌,紫砂茶壶,,2008-03-01\n")),
        ("第二批.xlsx", format!("{YI},省名牌,紫砂茶壶,,2008-03-01\n")),
    ] {
        let ran = run(&row).pay();
        ran.expect_exit(0).payee("质监局", "10000.00");
        books.push((name.to_owned(), ran.bytes("out/chain-2008.xlsx")));
    }
    let ran = run("荆溪风机有限公司,省名牌,风机,S9,2008-05-01\n");
    let ran = books.iter().fold(ran, |run, (name, bytes)| run.list(&format!("以前/{name}"), bytes)).pay();
    ran.expect_exit(0).no_finding("H0102").payee("荆溪风机有限公司", "100000.00");
}
