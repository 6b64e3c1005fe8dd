//! What one year settled, the years after it find settled: nothing lost, nothing paid twice, and what is in doubt is told.

use crate::batches::{JIA, YI};
use crate::harness::{Ran, Rules, Run};

const HEAD: &str = "企业名称,类别,产品名称,证书编号,认定日期,验收日期,镇\n";
const GOLD: &str = "金牌产品,碗,A1,2008-03-01,,东镇\n";

/// 金 10万元，银 4万元, in force from 2008 on.
fn rules() -> Rules {
    Rules::new().field("验收日期", "成果", "日期").award("金", "金牌产品", "amount = \"100000元\"").award(
        "银",
        "银牌产品",
        "amount = \"40000元\"",
    )
}

fn text(rules: &Rules) -> String {
    rules.text().replace(", to = 2008", "")
}

/// A run of a year with the workbooks of those before it.
fn year(policy: &str, year: i32, rows: &str, books: &[(i32, &Ran)]) -> Run {
    let run = Run::new().policy(policy).list_csv("名单.csv", &format!("{HEAD}{rows}"));
    let run = run.args(["--year", &year.to_string()]);
    books.iter().fold(run, |run, (of, ran)| {
        run.list(&format!("以前/{of}.xlsx"), ran.bytes(&format!("out/example-{of}.xlsx")))
    })
}

fn parts(parts: &str) -> String {
    format!("instalments = {{ parts = [{parts}] }}")
}

/// 6:2:2 over three years.
fn three() -> String {
    text(
        &rules().step(
            "分期",
            &parts(r#"{ rate = "6", due = 0 }, { rate = "2", due = 1 }, { rate = "2", due = 2 }"#),
        ),
    )
}

/// What a step took all of in 2008 is settled. Each list handed in again in 2009 pays nothing more.
#[test]
fn what_a_step_left_nothing_of_is_not_paid_the_next_year() {
    let steps = [
        "highest_only = { key = [\"企业\", \"产品\"], by = \"净额\", across_years = false }",
        "count_limit = { key = [\"企业\"], limit = 1, of = \"成果\", tie = \"按次序\" }",
        "cap = { key = [\"企业\"], limit = { amount = \"100000元\" }, reduce = \"从后扣减\", used_by = \"同年\" }",
        "budget = { limit = { amount = \"100000元\" }, reduce = \"从后扣减\", used_by = \"同年\" }",
    ];
    let rows = format!("{JIA},{GOLD}{JIA},银牌产品,碗,B1,2008-04-01,,东镇\n");
    for step in steps {
        let policy = text(&rules().step("步", step));
        let first = year(&policy, 2008, &rows, &[]).pay();
        first.expect_exit(0).payee(JIA, "100000.00").row("名单.csv", 3, "zero");
        let again = year(&policy, 2009, &rows, &[(2008, &first)]).pay();
        again.expect_exit(0).payee(JIA, "0.00").row_because("名单.csv", 3, "rejected", "减到零");
        again.no_finding("H0105");
    }
}

/// 6万 in 2008; the 2万 of 2009 was never paid. In 2010 its own 2万 is, and the overdue 2万 waits until a person says that it is
/// to be paid (4万), or given up. Paid late, it is not asked about again.
#[test]
fn an_overdue_part_is_told_and_paid_when_a_person_says_so() {
    let policy = three();
    let first = year(&policy, 2008, &format!("{JIA},{GOLD}"), &[]).pay();
    first.expect_exit(0).payee(JIA, "60000.00").total("later", "40000.00");
    let silent = year(&policy, 2010, "", &[(2008, &first)]).pay();
    silent.expect_exit(0).payee(JIA, "20000.00").row("以前/2008.xlsx", 4, "held").finding("S0107");
    let decided = |kind: &str| {
        let lines = format!(
            "[[decision]]\nkind = \"{kind}\"\nfile = \"2008.xlsx\"\nsheet = \"结转台账\"\nrow = 4\nwho = \"张三\"\nwhen = 2010-05-01\nwhy = \"查实\"\n"
        );
        year(&policy, 2010, "", &[(2008, &first)]).decisions(&lines).pay()
    };
    let late = decided("采信");
    late.expect_exit(0).payee(JIA, "40000.00").no_finding("S0107");
    decided("自愿放弃").expect_exit(0).payee(JIA, "20000.00").no_finding("S0107");
    let next = year(&policy, 2011, "", &[(2008, &first), (2010, &late)]).pay();
    next.expect_exit(0).total("payable", "0.00").no_finding("S0107");
}

/// 3:2, the second part once 验收日期 is there. In 2010 the list has it: 4万, once.
#[test]
fn a_part_that_waited_for_a_fact_is_paid_when_the_fact_is_there() {
    let step = parts(r#"{ rate = "3", due = 0 }, { rate = "2", when_present = "验收日期" }"#);
    let policy = text(&rules().step("分期", &step));
    let open = format!("{JIA},{GOLD}");
    let passed = format!("{JIA},金牌产品,碗,A1,2008-03-01,2010-03-01,东镇\n");
    let first = year(&policy, 2008, &open, &[]).pay();
    first.expect_exit(0).payee(JIA, "60000.00").total("later", "40000.00");
    let second = year(&policy, 2009, &open, &[(2008, &first)]).pay();
    second.expect_exit(0).payee(JIA, "0.00");
    let third = year(&policy, 2010, &passed, &[(2008, &first), (2009, &second)]).pay();
    third.expect_exit(0).payee(JIA, "40000.00");
    let last = year(&policy, 2011, &passed, &[(2008, &first), (2009, &second), (2010, &third)]).pay();
    last.expect_exit(0).total("payable", "0.00");
    // A person who has written the year into a ledger meanwhile is paid once, too.
    let ledger = format!(
        "企业名称,类别,产品名称,证书编号,奖励年度,认定日期,兑现金额(元),条款,到期年度,到期金额(元)\n\
         {JIA},金牌产品,碗,A1,2009,2008-03-01,0,1,2010,40000\n"
    );
    let dated = year(&policy, 2010, &passed, &[(2008, &first)]).list_csv("历年台账.csv", &ledger).pay();
    dated.expect_exit(0).payee(JIA, "40000.00");
}

/// An objection is upheld against an award of which 6万 is paid: the part that falls due waits, and what was paid is told. The
/// same decision on the ledger's row ends it.
#[test]
fn a_decision_against_an_award_stops_its_later_parts() {
    let policy = three();
    let rows = format!("{JIA},{GOLD}");
    let first = year(&policy, 2008, &rows, &[]).pay();
    first.expect_exit(0);
    let line = |file: &str, sheet: &str, row: u32| {
        format!(
            "[[decision]]\nkind = \"异议成立\"\nfile = \"{file}\"\nsheet = \"{sheet}\"\nrow = {row}\nwho = \"张三\"\nwhen = 2009-05-01\nwhy = \"不实\"\n"
        )
    };
    let upheld = line("名单.csv", "名单", 2);
    let ran = year(&policy, 2009, &rows, &[(2008, &first)]).decisions(&upheld).pay();
    ran.expect_exit(0).payee(JIA, "0.00").row("以前/2008.xlsx", 4, "held");
    ran.finding_at("H0107", "名单.csv", "已经付过60000元");
    let both = format!("{upheld}{}", line("2008.xlsx", "结转台账", 4));
    let ran = year(&policy, 2009, &rows, &[(2008, &first)]).decisions(&both).pay();
    ran.expect_exit(0).payee(JIA, "0.00").row("以前/2008.xlsx", 4, "rejected");
}

/// 12万 a firm and year before 60:40. The 4万 of 2008's award that 2009's first batch pays is no award of 2009: of 50万 the
/// second batch gives 12万, 7.2万 now, as one run would.
#[test]
fn an_old_instalment_uses_up_no_limit_on_new_awards() {
    let cap = "cap = { key = [\"企业\"], limit = { amount = \"120000元\" }, reduce = \"从后扣减\", used_by = \"同年\" }";
    let rules = Rules::new()
        .field("验收日期", "成果", "日期")
        .award("金", "金牌产品", "amount = \"500000元\"")
        .award("银", "银牌产品", "amount = \"100000元\"")
        .step("封", cap)
        .step("分期", &parts(r#"{ rate = "60%", due = 0 }, { rate = "40%", due = 1 }"#));
    let policy = text(&rules);
    let old = format!("{JIA},银牌产品,壶,B1,2008-04-01,,东镇\n");
    let new = format!("{JIA},金牌产品,碗,A1,2009-04-01,,东镇\n");
    let first = year(&policy, 2008, &old, &[]).pay();
    first.expect_exit(0).payee(JIA, "60000.00");
    year(&policy, 2009, &new, &[(2008, &first)]).pay().expect_exit(0).payee(JIA, "112000.00");
    let batch = year(&policy, 2009, "", &[(2008, &first)]).pay();
    batch.expect_exit(0).payee(JIA, "40000.00");
    let second = year(&policy, 2009, &new, &[(2008, &first), (2009, &batch)]).pay();
    second.expect_exit(0).payee(JIA, "72000.00").total("later", "48000.00");
}

/// Paid 6万 and 4万 of 10万: no difference to tell. Nor where a limit left 6万 of 10万: the award was as much as now.
#[test]
fn what_was_paid_in_parts_or_limited_differs_from_no_tariff() {
    let policy =
        text(&rules().step("分期", &parts(r#"{ rate = "60%", due = 0 }, { rate = "40%", due = 1 }"#)));
    let rows = format!("{JIA},{GOLD}");
    let first = year(&policy, 2008, &rows, &[]).pay();
    let second = year(&policy, 2009, &rows, &[(2008, &first)]).pay();
    second.expect_exit(0).payee(JIA, "40000.00").no_finding("H0105");
    let third = year(&policy, 2010, &rows, &[(2008, &first), (2009, &second)]).pay();
    third.expect_exit(0).total("payable", "0.00").no_finding("H0105");
    let cap = "cap = { key = [\"企业\"], limit = { amount = \"60000元\" }, reduce = \"从后扣减\", used_by = \"同年\" }";
    let policy = text(&rules().step("封", cap));
    let first = year(&policy, 2008, &rows, &[]).pay();
    first.expect_exit(0).payee(JIA, "60000.00");
    year(&policy, 2009, &rows, &[(2008, &first)]).pay().expect_exit(0).no_finding("H0105");
}

/// One firm, an achievement in each of two towns, half of each from its town, in two parts: the second parts come from the same
/// towns. The department's 5% is shared by the town of the achievement, too.
#[test]
fn later_parts_are_shared_by_the_town_of_the_achievement() {
    let sharing = "sharing = { rule = [{ shares = [{ funder = \"市财政\", rate = \"1\" }, { funder = \"所在镇\", rate = \"1\" }] }] }";
    let department = "department_share = { department = [{ name = \"质监局\", rate = \"5%\", covers = { roles = [\"企业\"] } }] }";
    let rules = rules()
        .step("部门", department)
        .step("分期", "instalments = { covers = { roles = [\"企业\", \"部门\"] }, parts = [{ rate = \"1\", due = 0 }, { rate = \"1\", due = 1 }] }")
        .step("分担", sharing);
    let policy = text(&rules);
    let rows = format!("{JIA},{GOLD}{JIA},银牌产品,壶,B1,2008-04-01,,西镇\n");
    let first = year(&policy, 2008, &rows, &[]).pay();
    // 10万 of 东镇: 5万 a year, 2.5万 of it from the town. 4万 of 西镇: 1万. 部门: 5000 and 2000, a year 2500 and 1000, half from each town.
    let second = year(&policy, 2009, "", &[(2008, &first)]).pay();
    for ran in [&first, &second] {
        ran.expect_exit(0).payee(JIA, "70000.00").payee("质监局", "3500.00");
        ran.share(JIA, "东镇", "25000.00").share(JIA, "西镇", "10000.00");
        ran.share("质监局", "东镇", "1250.00").share("质监局", "西镇", "500.00").total("payable", "73500.00");
    }
}

/// A limit on what is paid of each achievement in a year: an instalment of a ledger is one of its achievement, and nothing lacks.
#[test]
fn a_limit_of_each_achievement_takes_in_old_instalments() {
    let cap = "cap = { key = [\"成果\"], limit = { amount = \"30000元\" }, reduce = \"从后扣减\", used_by = \"不计\", shortfall = \"结转下年\" }";
    let rules = rules()
        .step("分期", &parts(r#"{ rate = "60%", due = 0 }, { rate = "40%", due = 1 }"#))
        .step("年限", cap);
    let ledger = format!(
        "企业名称,类别,产品名称,证书编号,奖励年度,认定日期,兑现金额(元),条款,到期年度,到期金额(元)\n\
         {JIA},金牌产品,碗,A1,2008,2008-03-01,60000,1,2009,40000\n{YI},银牌产品,壶,B1,2008,2008-03-01,24000,2,2009,16000\n"
    );
    let ran = year(&text(&rules), 2009, "", &[]).list_csv("历年台账.csv", &ledger).pay();
    // 3万 of 4万, the rest in 2010; 1.6万 is within.
    ran.expect_exit(0).payee(JIA, "30000.00").payee(YI, "16000.00").total("later", "10000.00");
}

/// Ten firms, 100元 each in three equal parts in 分, so 33.33 now, and 333元 for all: pro rata 33.30 each, to the 分. In whole 元 it
/// would be 33 or 34, more than one of them has coming.
#[test]
fn a_limit_after_instalments_gives_nobody_more_than_is_due() {
    for shortfall in ["作废", "结转下年"] {
        let budget = format!(
            "budget = {{ limit = {{ amount = \"333元\" }}, reduce = \"按比例\", used_by = \"不计\", shortfall = \"{shortfall}\" }}"
        );
        let rules = Rules::new()
            .award("金", "金牌产品", "amount = \"100元\"")
            .step(
                "分期",
                &parts(r#"{ rate = "1", due = 0 }, { rate = "1", due = 1 }, { rate = "1", due = 2 }"#),
            )
            .step("预算", &budget);
        let firms = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]
            .map(|name| format!("宜兴{name}{name}{name}公司"));
        let rows: String = firms
            .iter()
            .zip(1..)
            .map(|(firm, at)| format!("{firm},金牌产品,碗,A{at},2008-03-01,,东镇\n"))
            .collect();
        let list = format!("{HEAD}{rows}");
        let ran = Run::new().policy(&rules.text()).list_csv("名单.csv", &list).pay();
        ran.expect_exit(0).total("payable", "333.00");
        firms.iter().for_each(|firm| {
            ran.payee(firm, "33.30");
        });
    }
}

/// A certificate that is paid anew for each 补助年度: a ledger without that column may be of any year, and the row waits. One that
/// states another year is no hindrance.
#[test]
fn a_ledger_without_what_tells_achievements_apart_holds_them() {
    let rules = Rules::new()
        .vocabulary(
            "\n[[category]]\nname = \"年费\"\nidentity = [\"补助年度\"]\n\n[[field]]\nname = \"补助年度\"\non = \"成果\"\ntype = \"文字\"\n",
        )
        .award("年费", "年费", "amount = \"5000元\"");
    let policy = text(&rules);
    let list = format!("企业名称,类别,证书编号,认定日期,补助年度\n{JIA},年费,N1,2008-03-01,2009\n");
    let run = |ledger: &str| {
        let run = Run::new().policy(&policy).list_csv("名单.csv", &list).list_csv("历年台账.csv", ledger);
        run.args(["--year", "2009"]).pay()
    };
    let head = "企业名称,类别,证书编号,认定日期,奖励年度,兑现金额(元),条款";
    let without = run(&format!("{head}\n{JIA},年费,N1,2008-03-01,2008,5000,1\n"));
    without.expect_exit(0).row_because("名单.csv", 2, "held", "补助年度");
    let with = run(&format!("{head},补助年度\n{JIA},年费,N1,2008-03-01,2008,5000,1,2008\n"));
    with.expect_exit(0).payee(JIA, "5000.00");
}

/// 结转台账 of a trial, copied out of its workbook: its title still says so, and nothing of it counts as paid.
#[test]
fn a_copied_ledger_of_a_trial_is_held() {
    let ledger = |title: &str| {
        format!(
            "{title}\n企业名称,类别,产品名称,证书编号,奖励年度,认定日期,兑现金额(元),条款,到期年度,到期金额(元)\n\
             {JIA},金牌产品,碗,A1,2008,2008-03-01,60000,1,2009,40000\n"
        )
    };
    let policy =
        text(&rules().step("分期", &parts(r#"{ rate = "60%", due = 0 }, { rate = "40%", due = 1 }"#)));
    let run = |title: &str| year(&policy, 2009, "", &[]).list_csv("台账.csv", &ledger(title)).pay();
    run("2008年度奖励资金结转台账").expect_exit(0).payee(JIA, "40000.00");
    for title in ["2008年度奖励资金结转台账（试算稿）", "2008年度奖励资金结转台账（假设测算）"]
    {
        run(title).expect_exit(0).total("payable", "0.00").row("台账.csv", 3, "held");
    }
}
