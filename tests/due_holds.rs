//! Instalments due and what stands in the lists beside them: what holds the achievements of an enterprise holds what the ledger
//! owes it, what was paid in part or by a row that does not say so is asked, and what was decided is not asked again.

use crate::harness::{Ran, Rules, Run};
use calamine::Reader;

const JIA: &str = "示例市金龙电缆有限公司";
const LEDGER: &str = "历年台账.csv";
const BARRED: &str = "失信名单.csv";
const HEAD: &str =
    "企业名称,类别,产品名称,证书编号,认定日期,奖励年度,兑现金额(元),条款,到期年度,到期金额(元),备注\n";
const ROW: &str = "示例市金龙电缆有限公司,金牌产品,电缆,Z-1,2008-05-01";

/// 金 50万元, 银 10万元; 60% at once and 40% a year later, subject to the exclusion of clause 3.
fn policy(steps: &str) -> String {
    let barred = "[[clause.exclusion]]\nkind = \"失信\"\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\"";
    let rules = Rules::new()
        .award("金", "金牌产品", "amount = \"50万元\"")
        .award("银", "银牌产品", "amount = \"10万元\"")
        .clause(barred);
    let rules = if steps.is_empty() { rules } else { rules.step("前步", steps) };
    let parts = "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }], still_requires = [\"3\"] }";
    rules.step("分期", parts).text().replace("from = 2008, to = 2008", "from = 2008")
}

/// A run of a year over a register of 金龙 and a ledger of these rows.
fn run(year: &str, ledger: &str) -> Run {
    let register = format!("企业名称,镇,开户行,账号\n{JIA},东镇,农行,62284001\n");
    let run = Run::new().policy(&policy("")).list_csv("企业名录.csv", &register);
    run.list_csv(LEDGER, &format!("{HEAD}{ledger}")).args(["--year", year])
}

/// 30万 of 50万 were paid in 2008, 20万 fall due in 2009.
fn promise() -> String {
    format!("{ROW},2008,300000,1,2009,200000,\n")
}

fn decision(kind: &str, file: &str, row: u32) -> String {
    format!(
        "[[decision]]\nkind = \"{kind}\"\nfile = \"{file}\"\nrow = {row}\nwho = \"张三\"\nwhen = 2010-05-01\nwhy = \"查实\"\n"
    )
}

/// Nothing is paid, and the row of the ledger waits.
fn waits(ran: &Ran) -> &Ran {
    ran.expect_exit(0).total("payable", "0.00").row(LEDGER, 2, "held")
}

/// 20万 where nothing speaks against it; nothing where a list bars the firm in a way that nobody can tell: a kind that the policy
/// does not know, a name near the firm's, a day that is none, a row that names nobody, a list that cannot be read.
#[test]
fn what_holds_a_firms_achievements_holds_what_falls_due() {
    run("2009", &promise()).pay().expect_exit(0).payee(JIA, "200000.00");
    for (list, code) in [
        (format!("企业名称,排除类型,列入日期\n{JIA},严重失信主体,2009-02-01\n"), "M0105"),
        ("企业名称,排除类型,列入日期\n示例市金龙电缆厂,失信,2009-02-01\n".to_owned(), "E0103"),
        (format!("企业名称,排除类型,列入日期\n{JIA},失信,2009-13-01\n"), "H0104"),
        ("企业名称,个人姓名,排除类型,列入日期\n,李四,失信,2009-02-01\n".to_owned(), "H0103"),
        ("没有\n表格\n".to_owned(), "H0104"),
    ] {
        let ran = run("2009", &promise()).list_csv(BARRED, &list).pay();
        waits(&ran).finding(code);
    }
}

/// The same of the ledger: a row that may be the payment of the very part, under a near name or with a slip in its amount.
#[test]
fn a_ledger_row_that_may_have_paid_it_holds_it() {
    let near = format!("{}示例市金龙电缆厂,金牌产品,电缆,Z-1,2008-05-01,2009,200000,1,,,\n", promise());
    waits(&run("2009", &near).pay()).finding("E0103");
    let slip = format!("{}{ROW},2009,2O0000,1,,,\n", promise());
    waits(&run("2009", &slip).pay()).finding("H0104");
    // No category; another number with the same name, day and amount.
    for row in [
        format!("{JIA},,,,,2009,200000,,,,\n"),
        format!("{JIA},金牌产品,电缆,Z-7,2008-05-01,2009,200000,1,,,\n"),
    ] {
        let ran = run("2009", &format!("{}{row}", promise())).pay();
        waits(&ran).finding_at("S0107", LEDGER, "可能就是付的这200000元");
    }
    // An award of 2009 for another product, day and number is none.
    let other = format!("{JIA},金牌产品,电线,Z-9,2009-03-01,2009,200000,1,,,\n");
    let ran = run("2009", &format!("{}{other}", promise())).pay();
    ran.expect_exit(0).payee(JIA, "200000.00");
}

/// The firm's other achievement is held with it, and told once.
#[test]
fn one_finding_holds_an_achievement_and_an_instalment() {
    let list = format!("企业名称,排除类型,列入日期\n{JIA},严重失信主体,2009-02-01\n");
    let rows = format!("企业名称,类别,产品名称,证书编号,认定日期\n{JIA},金牌产品,灯,Z-9,2009-05-01\n");
    let ran = run("2009", &promise()).list_csv(BARRED, &list).list_csv("名单.csv", &rows).pay();
    waits(&ran).row("名单.csv", 2, "held");
    assert_eq!(ran.codes().iter().filter(|code| *code == "M0105").count(), 1);
}

/// A list of revoked honours names the achievement whose 20万 fall due; one of another certificate touches nothing.
#[test]
fn a_list_that_revokes_an_honour_holds_what_is_due_for_it() {
    let list = |number: &str| {
        format!(
            "关于撤销金牌产品称号的名单,,,,\n企业名称,类别,产品名称,证书编号,认定日期\n{JIA},金牌产品,电缆,{number},2008-05-01\n"
        )
    };
    let ran = run("2009", &promise()).list_csv("质监局.csv", &list("Z-1")).pay();
    waits(&ran).finding_at("E0203", LEDGER, "看来是同一成果");
    run("2009", &promise()).list_csv("质监局.csv", &list("Z-5")).pay().payee(JIA, "200000.00");
}

/// 30万 are taken back in 2009: the row says so itself and is understood, with a remark or without; the 20万 wait.
#[test]
fn money_taken_back_is_no_payment_that_failed() {
    for remark in ["", "撤销称号，追回", "错付收回", "已退回财政"] {
        let ledger = format!("{}{ROW},2009,-300000,1,,,{remark}\n", promise());
        let ran = run("2009", &ledger).pay();
        waits(&ran).row(LEDGER, 3, "reference").no_finding("H0102").finding_at("S0107", LEDGER, "已有追回");
    }
    // 追回 beside money that went out, and money that is yet to come back, leave it open.
    for row in ["2009,300000,1,,,追回", "2009,-300000,1,,,尚未追回"] {
        run("2009", &format!("{}{ROW},{row}\n", promise())).pay().finding_at("H0102", LEDGER, "没有付成");
    }
}

/// Of 20万 due in 2009 the ledger paid 12万: 8万 are asked in that year and after it, paid with 采信, not with 自愿放弃. Two rows of
/// 12万 and 8万 are all of it.
#[test]
fn the_rest_of_a_part_payment_is_not_lost() {
    let part = format!("{}{ROW},2009,120000,1,,,\n", promise());
    for year in ["2009", "2010"] {
        let ran = run(year, &part).pay();
        waits(&ran).finding_at("S0107", LEDGER, "付了120000元，还差80000元");
        let paid = run(year, &part).decisions(&decision("采信", LEDGER, 2)).pay();
        paid.expect_exit(0).payee(JIA, "80000.00");
        let ended = run(year, &part).decisions(&decision("自愿放弃", LEDGER, 2)).pay();
        ended.expect_exit(0).total("payable", "0.00").row(LEDGER, 2, "rejected");
    }
    let whole = format!("{part}{ROW},2009,80000,1,,,\n");
    run("2010", &whole).pay().expect_exit(0).total("payable", "0.00").no_finding("S0107");
    let more = format!("{}{ROW},2009,260000,1,,,\n", promise());
    let ran = run("2009", &more).pay();
    ran.expect_exit(0).total("payable", "0.00").finding_at("H0105", LEDGER, "多付了60000元");
    // The year after a workbook of ours paid the rest, all of it is paid.
    let paid = run("2010", &part).decisions(&decision("采信", LEDGER, 2)).pay();
    let next = run("2011", &part).list("以前/2010.xlsx", paid.bytes("out/example-2010.xlsx")).pay();
    next.expect_exit(0).total("payable", "0.00").no_finding("S0107");
}

/// 银 10万 of 2008: 6万 paid, 4万 due in 2009 and not paid. Raised to 金, 50万, in 2010: with the 4万 paid late, 40万 more make up
/// the 50万; given up, 44万 do. Until that is said the new award waits, too.
#[test]
fn an_overdue_part_counts_as_paid_before() {
    let old = format!("{JIA},银牌产品,电缆,Z-1,2008-05-01,2008,60000,2,2009,40000,\n");
    let new = format!("企业名称,类别,产品名称,证书编号,认定日期\n{JIA},金牌产品,电缆,Z-2,2010-05-01\n");
    let difference = "upgrade_difference = { key = [\"企业\", \"产品\"], mode = \"扣已付\" }";
    let cap = "cap = { key = [\"企业\"], limit = { amount = \"550000元\" }, reduce = \"从后扣减\", used_by = \"全部\" }";
    // Of 55万 in all, 10万 are used up: 45万 are left.
    for (step, settled) in [(difference, "400000.00"), (cap, "450000.00")] {
        let year = || {
            let run = Run::new().policy(&policy(step)).list_csv(LEDGER, &format!("{HEAD}{old}"));
            run.list_csv("名单.csv", &new).args(["--year", "2010"])
        };
        let open = year().pay();
        open.expect_exit(0).total("payable", "0.00").row("名单.csv", 2, "held").row(LEDGER, 2, "held");
        open.finding_at("S0101", "名单.csv", "还付不付没有定");
        let late = year().decisions(&decision("采信", LEDGER, 2)).pay();
        late.expect_exit(0).row(LEDGER, 2, "paid");
        let sum = settled.replace(".00", "").parse::<u64>().expect("a figure") + 40_000;
        late.total("awarded", &format!("{sum}.00"));
        let ended = year().decisions(&decision("自愿放弃", LEDGER, 2)).pay();
        let rest = if step == cap { "490000.00" } else { "440000.00" };
        ended.expect_exit(0).total("awarded", rest);
    }
}

/// A due amount whose year was deleted is asked, in a ledger that people keep and in a workbook of ours.
#[test]
fn a_due_amount_without_its_year_is_told() {
    let ledger = format!("{ROW},2008,300000,1,,200000,\n");
    waits(&run("2010", &ledger).pay()).finding_at("S0107", LEDGER, "没有写到期年度");
    // What waits for a fact has no year.
    let awaited = policy("").replace("due = 1", "when_present = \"证书编号\"");
    let bare = ledger.replace("Z-1", "");
    let ran =
        Run::new().policy(&awaited).list_csv(LEDGER, &format!("{HEAD}{bare}")).args(["--year", "2010"]).pay();
    ran.expect_exit(0).no_finding("S0107");
}

/// A part that is refused says how to end it; once a person has ended it, the workbook of that year carries it and no later year
/// asks. The part of the year after, of three, is still paid: 50万 in 60, 20 and 20%.
#[test]
fn what_was_given_up_is_not_asked_again() {
    let three = policy("")
        .replace("{ rate = \"40%\", due = 1 }", "{ rate = \"20%\", due = 1 }, { rate = \"20%\", due = 2 }");
    let ledger = format!("{ROW},2008,300000,1,2009,100000,\n{ROW},2008,0,1,2010,100000,\n");
    let year = |year: &'static str| {
        Run::new().policy(&three).list_csv(LEDGER, &format!("{HEAD}{ledger}")).args(["--year", year])
    };
    let barred = format!("企业名称,排除类型,列入日期,移出日期\n{JIA},失信,2009-02-01,2009-12-01\n");
    let refused = year("2009").list_csv(BARRED, &barred).pay();
    refused.expect_exit(0).row(LEDGER, 2, "rejected").says("异议成立");
    let ended = year("2009").decisions(&decision("自愿放弃", LEDGER, 2)).pay();
    ended.expect_exit(0).total("payable", "0.00").row(LEDGER, 2, "rejected");
    let book = ended.bytes("out/example-2009.xlsx");
    let next = year("2010").list("以前/2009.xlsx", book.clone()).pay();
    next.expect_exit(0).payee(JIA, "100000.00").no_finding("S0107");
    // The same decision, still among the lists, changes nothing.
    let again =
        year("2010").list("以前/2009.xlsx", book.clone()).decisions(&decision("自愿放弃", LEDGER, 2)).pay();
    again.expect_exit(0).payee(JIA, "100000.00");
    let last = year("2011")
        .list("以前/2009.xlsx", book)
        .list("以前/2010.xlsx", again.bytes("out/example-2010.xlsx"))
        .pay();
    last.expect_exit(0).total("payable", "0.00").no_finding("S0107");
}

/// Who bears a part does not move with the firm: the ledger's town does, and the register's only where the ledger has none.
#[test]
fn a_firm_that_moved_leaves_its_old_awards_to_its_old_town() {
    let sharing =
        "[clause.step.sharing]\nunit = \"元\"\nrule = [{ shares = [{ funder = \"所在镇\", rate = \"1\" }] }]";
    let rules = Rules::new()
        .award("金", "金牌产品", "amount = \"50万元\"")
        .step("分期", "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }")
        .step("分担", sharing);
    let text = rules.text().replace("from = 2008, to = 2008", "from = 2008");
    let register = format!("企业名称,镇\n{JIA},西镇\n");
    for (town, bears) in [("东镇", "东镇"), ("", "西镇")] {
        let head = HEAD.replace("备注", "镇");
        let ledger = format!("{head}{}", promise().replace("200000,\n", &format!("200000,{town}\n")));
        let ran = Run::new().policy(&text).list_csv("企业名录.csv", &register).list_csv(LEDGER, &ledger);
        ran.args(["--year", "2009"]).pay().expect_exit(0).share(JIA, bears, "200000.00");
    }
}

/// 30万 for a standard and 20万 for a product, 40万 a firm and year, of products 10% for 质监局. In one run the product stands first
/// and 质监局 has 2万; behind a first batch of 30万 it would have 1万 of the 10万 that are left, and waits.
#[test]
fn a_departments_share_of_what_a_limit_took_for_another_batch_waits() {
    let cap = "cap = { covers = { roles = [\"企业\"] }, key = [\"企业\"], limit = { amount = \"400000元\" }, reduce = \"从后扣减\", used_by = \"同年\" }";
    let share = "[[clause.step.department_share.department]]\nname = \"质监局\"\nrate = \"10%\"\ncovers = { categories = [\"金牌产品\"], roles = [\"企业\"] }";
    let rules = Rules::new()
        .award("金", "金牌产品", "amount = \"20万元\"")
        .award("银", "银牌产品", "amount = \"30万元\"")
        .step("封顶", cap)
        .step("经费", share);
    let head = "企业名称,类别,产品名称,证书编号,认定日期\n";
    let (gold, silver) = ("甲公司,金牌产品,灯,G-1,2008-06-01\n", "甲公司,银牌产品,壶,B-1,2008-05-01\n");
    let run = |rows: &str| Run::new().policy(&rules.text()).list_csv("名单.csv", &format!("{head}{rows}"));
    run(&format!("{gold}{silver}"))
        .pay()
        .expect_exit(0)
        .payee("甲公司", "400000.00")
        .payee("质监局", "20000.00");
    let first = run(silver).pay();
    first.expect_exit(0).payee("甲公司", "300000.00");
    let second = run(gold).list("第一批.xlsx", first.bytes("out/example-2008.xlsx")).pay();
    second.expect_exit(0).total("payable", "0.00").finding_at("S0109", "名单.csv", "提取的基数");
}

/// 兑现明细表 says number and day of an instalment as the ledger does.
#[test]
fn the_details_say_what_an_instalment_is_for() {
    let ran = run("2009", &promise()).pay();
    let bytes = std::io::Cursor::new(ran.bytes("out/example-2009.xlsx"));
    let mut book = calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(bytes).expect("a workbook");
    let sheet = book.worksheet_range("兑现明细表").expect("the details");
    let texts: Vec<String> = sheet.rows().flatten().map(ToString::to_string).collect();
    for text in ["Z-1", "2008-05-01"] {
        assert!(texts.iter().any(|cell| cell == text), "{text}: {texts:?}");
    }
}
