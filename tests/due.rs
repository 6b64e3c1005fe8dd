//! Old instalments and the awards that they are part of: who bears them, what still bars them, what their ledger carries.

use crate::harness::{Ran, Rules, Run};

const JIA: &str = "江南紫砂有限公司";
const YI: &str = "太湖电缆有限公司";
const LIST: &str = "名单.csv";
const LEDGER: &str = "历年台账.csv";
const HEAD: &str = "企业名称,类别,产品名称,证书编号,认定日期,评分\n";
const REGISTER: &str = "企业名称,镇\n江南紫砂有限公司,东镇\n太湖电缆有限公司,西镇\n";

/// 金 50万元 (条款1), 银 10万元 (2), 镇 1万元 for each 金 (3), then what a case adds.
fn rules() -> Rules {
    Rules::new()
        .field("评分", "成果", "数")
        .award("金", "金牌产品", "amount = \"50万元\"")
        .award("银", "银牌产品", "amount = \"10万元\"")
        .clause(
            "[[clause.award]]\nid = \"镇\"\nrole = \"镇\"\ncategories = [\"金牌产品\"]\namount = \"1万元\"",
        )
}

/// 60% now, 40% a year later, still subject to clause 4.
fn divided(rules: Rules) -> Rules {
    rules.step(
        "分期",
        "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }], still_requires = [\"4\"] }",
    )
}

fn barred(covers: &str) -> Rules {
    let rule = format!(
        "[[clause.exclusion]]\nkind = \"失信\"\n{covers}\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\""
    );
    divided(rules().clause(&rule))
}

/// The policy of 2008 and the years after.
fn text(rules: &Rules) -> String {
    rules.text().replace("from = 2008, to = 2008", "from = 2008")
}

fn run(rules: &Rules, year: &str, rows: &str, register: &str) -> Run {
    let run = Run::new().policy(&text(rules)).list_csv("企业名录.csv", register);
    let run = if rows.is_empty() { run } else { run.list_csv(LIST, &format!("{HEAD}{rows}")) };
    run.args(["--year", year])
}

/// 甲 wins 金 and 银 in 2008: 30万 and 6万 are paid, 20万 and 4万 fall due in 2009; to its town 6000 and 4000.
fn first(rules: &Rules) -> Ran {
    let rows = format!("{JIA},金牌产品,水泵,A1,2008-03-01,95\n{JIA},银牌产品,茶壶,A2,2008-03-01,60\n");
    let ran = run(rules, "2008", &rows, REGISTER).pay();
    ran.expect_exit(0).payee(JIA, "360000.00").payee("东镇", "6000.00");
    ran
}

fn next(rules: &Rules, register: &str) -> Run {
    run(rules, "2009", "", register).list("以前/2008.xlsx", first(rules).bytes("out/example-2008.xlsx"))
}

fn excluded(run: Run) -> Ran {
    run.list_csv(
        "失信名单.csv",
        &format!("企业名称,排除类型,列入日期,移出日期\n{JIA},失信,2009-02-01,2009-12-01\n"),
    )
    .pay()
}

/// 甲 is barred in 2009: of 金 20万, 银 4万 and the town's 4000 falls what the exclusion takes in, and nothing else.
#[test]
fn an_exclusion_bars_the_instalments_of_what_it_covers() {
    for (covers, jia, town) in [
        ("", "0.00", "0.00"),
        ("covers = { categories = [\"金牌产品\"] }", "40000.00", "0.00"),
        ("covers = { awards = [\"金\"] }", "40000.00", "4000.00"),
        ("covers = { except = [\"银\"] }", "40000.00", "0.00"),
        ("covers = { roles = [\"镇\"] }", "240000.00", "0.00"),
        ("covers = { roles = [\"企业\"] }", "0.00", "4000.00"),
    ] {
        let rules = barred(covers);
        excluded(next(&rules, REGISTER)).payee(JIA, jia).payee("东镇", town);
    }
}

/// The firm has moved to 西镇: neither its own 24万 nor the town's 4000 is paid, whatever the ledger says of 2008. A register
/// that no longer names the firm leaves it where it was.
#[test]
fn a_region_is_that_of_the_year_in_which_an_instalment_falls_due() {
    let rule = "[[clause.requirement]]\nreason = \"不在东镇\"\nwhen = [{ field = \"镇\", is = \"东镇\" }]";
    let rules = divided(rules().clause(rule));
    let moved = REGISTER.replace("东镇", "西镇");
    next(&rules, &moved).pay().payee(JIA, "0.00").payee("东镇", "0.00").finding("S0107");
    let unknown = format!("企业名称,镇\n{YI},西镇\n");
    next(&rules, &unknown).pay().expect_exit(0).payee(JIA, "240000.00").payee("东镇", "4000.00");
}

/// A department gets 10% of 金, 5万: 3万 in 2008 and 2万 in 2009, which fall with 金 and not with 银. A limit of 1万 takes it in
/// only where it names departments.
#[test]
fn a_departments_instalment_falls_with_the_award_that_it_arose_from() {
    let share = "[[clause.step.department_share.department]]\nname = \"质监局\"\nrate = \"10%\"\ncovers = { awards = [\"金\"] }";
    let two = "instalments = { covers = { roles = [\"企业\", \"部门\"] }, parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }], still_requires = [\"3\"] }";
    for (award, roles, paid) in
        [("金", "\"部门\"", "0.00"), ("银", "\"部门\"", "10000.00"), ("银", "\"镇\"", "20000.00")]
    {
        let bar = format!(
            "[[clause.exclusion]]\nkind = \"失信\"\ncovers = {{ awards = [\"{award}\"] }}\ndate = \"奖励年度任一天\"\neffect = \"不予兑现\""
        );
        let cap = format!(
            "cap = {{ covers = {{ roles = [{roles}] }}, key = [\"收款单位\"], limit = {{ amount = \"10000元\" }}, reduce = \"从后扣减\", used_by = \"不计\", shortfall = \"作废\" }}"
        );
        let of = |rules: Rules| {
            rules.award("金", "金牌产品", "amount = \"50万元\"").award(
                "银",
                "银牌产品",
                "amount = \"10万元\"",
            )
        };
        let rules = of(Rules::new().field("评分", "成果", "数")).clause(&bar);
        let rules = rules.step("部门", share).step("分期", two);
        let row = format!("{JIA},金牌产品,水泵,A1,2008-03-01,95\n");
        let first = run(&rules, "2008", &row, REGISTER).pay();
        first.expect_exit(0).payee("质监局", "30000.00");
        let book = first.bytes("out/example-2008.xlsx");
        let next = run(&rules.step("封顶", &cap), "2009", "", REGISTER).list("以前/2008.xlsx", book);
        excluded(next).payee("质监局", paid);
    }
}

/// A ledger that people keep may not say whose achievement a town was paid for: with an exclusion list it waits.
#[test]
fn a_towns_instalment_without_its_firm_waits_where_a_firm_is_barred() {
    let ledger = |firm: &str| {
        format!(
            "企业名称,成果企业,收款角色,类别,产品名称,认定日期,奖励年度,条款,兑现金额(元),到期年度,到期金额(元)\n\
             东镇,{firm},镇,金牌产品,水泵,2008-03-01,2008,3,6000,2009,4000\n"
        )
    };
    let rules = barred("");
    let of = |firm| run(&rules, "2009", "", REGISTER).list_csv(LEDGER, &ledger(firm));
    of("").pay().expect_exit(0).payee("东镇", "4000.00");
    let unsure = excluded(of("").args(["--leave-held"]));
    unsure.payee("东镇", "0.00").finding_at("S0107", LEDGER, "没有写「成果企业」");
    excluded(of(YI)).expect_exit(0).payee("东镇", "4000.00");
    excluded(of(JIA)).payee("东镇", "0.00");
}

/// 甲等 (clause 1) from 90 points and 乙等 (clause 2) below, 50万元 each, paid in parts of 60% and 40%.
fn two_grades() -> Rules {
    let award = |id: &str, bound: &str| {
        format!(
            "[[clause.award]]\nid = \"{id}\"\nrole = \"企业\"\ncategories = [\"金牌产品\"]\namount = \"50万元\"\n\
             when = [{{ field = \"评分\", {bound} = 90 }}]"
        )
    };
    let rules = Rules::new().field("评分", "成果", "数");
    rules
        .clause(&award("甲等", "from"))
        .clause(&award("乙等", "below"))
        .step("分期", "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }")
}

/// 甲等 (条款1) is borne by the city, 乙等 (2) by city and town in halves. The ledger of a bureau does not name the award: its
/// clause tells; without it the 20万 wait.
#[test]
fn who_bears_an_instalment_follows_from_its_award() {
    let sharing = "[clause.step.sharing]\nunit = \"元\"\nrule = [\n\
                   { covers = { awards = [\"甲等\"] }, shares = [{ funder = \"市财政\", rate = \"1\" }] },\n\
                   { covers = { except = [\"甲等\"] }, shares = [{ funder = \"市财政\", rate = \"1\" }, { funder = \"所在镇\", rate = \"1\" }] },\n]";
    let rules = two_grades().step("分担", sharing);
    let ledger = |clause: &str| {
        let head = "企业名称,类别,产品名称,认定日期,奖励年度,条款,兑现金额(元),到期年度,到期金额(元)\n";
        let row = format!("{JIA},金牌产品,水泵,2008-03-01,2008,{clause},300000,2009,200000\n");
        run(&rules, "2009", "", REGISTER)
            .list_csv(LEDGER, &format!("{head}{row}"))
            .args(["--leave-held"])
            .pay()
    };
    ledger("1").expect_exit(0).share(JIA, "市财政", "200000.00");
    ledger("2").expect_exit(0).share(JIA, "市财政", "100000.00").share(JIA, "东镇", "100000.00");
    // Neither nothing nor the clause of the instalments says it.
    for clause in ["", "3"] {
        ledger(clause).payee(JIA, "0.00").finding_at("S0106", LEDGER, "「甲等」、「乙等」");
    }
    // Our own workbook names it.
    let rows = format!("{JIA},金牌产品,水泵,A1,2008-03-01,95\n{YI},金牌产品,电缆,A2,2008-03-01,60\n");
    let first = run(&rules, "2008", &rows, REGISTER).pay();
    first.expect_exit(0).share(JIA, "市财政", "300000.00").share(YI, "市财政", "150000.00");
    let book = first.bytes("out/example-2008.xlsx");
    let next = run(&rules, "2009", "", REGISTER).list("以前/2008.xlsx", book).pay();
    next.expect_exit(0).share(JIA, "市财政", "200000.00").share(JIA, "东镇", "0.00");
    next.share(YI, "市财政", "100000.00").share(YI, "西镇", "100000.00");
}

/// A limit of 15万元 on 甲等 of a year, after the instalments. The ledger of a bureau names no award: clause 1 is 甲等, and of the
/// 20万 due 15万 are paid; clause 2 is 乙等, and all of them; without a clause they wait. Within the limit nothing waits.
#[test]
fn a_limit_on_one_award_waits_for_an_instalment_that_may_be_of_another() {
    let rules = two_grades()
        .step(
            "封顶",
            "cap = { covers = { awards = [\"甲等\"] }, key = [\"企业\"], limit = { amount = \"15万元\" }, reduce = \"从后扣减\", used_by = \"不计\", shortfall = \"结转下年\" }",
        );
    let ledger = |clause: &str, due: &str| {
        let head = "企业名称,类别,产品名称,认定日期,奖励年度,条款,兑现金额(元),到期年度,到期金额(元)\n";
        let row = format!("{JIA},金牌产品,水泵,2008-03-01,2008,{clause},300000,2009,{due}\n");
        run(&rules, "2009", "", REGISTER)
            .list_csv(LEDGER, &format!("{head}{row}"))
            .args(["--leave-held"])
            .pay()
    };
    ledger("1", "200000").expect_exit(0).payee(JIA, "150000.00");
    ledger("2", "200000").expect_exit(0).payee(JIA, "200000.00");
    ledger("", "200000").payee(JIA, "0.00").finding_at("S0101", LEDGER, "「甲等」、「乙等」");
    ledger("", "150000").expect_exit(0).payee(JIA, "150000.00");
}

/// 评分 90 and more is borne by the city alone, less by both in halves: the ledger carries the field, and 复评 where that decides.
#[test]
fn the_ledger_carries_the_fields_that_sharing_asks_for() {
    for (high, low) in [
        ("{ field = \"评分\", from = 90 }", "{ field = \"评分\", below = 90 }"),
        ("{ field = \"复评\", is = true }", "{ field = \"复评\", is = false }"),
    ] {
        let city = "{ funder = \"市财政\", rate = \"1\" }";
        let sharing = format!(
            "[clause.step.sharing]\nunit = \"元\"\nrule = [\n{{ when = [{high}], shares = [{city}] }},\n\
             {{ when = [{low}], shares = [{city}, {{ funder = \"所在镇\", rate = \"1\" }}] }},\n]"
        );
        let again = |is| format!("amount = \"50万元\"\nwhen = [{{ field = \"复评\", is = {is} }}]");
        let rules = Rules::new().field("评分", "成果", "数");
        let rules = rules.award("初评", "金牌产品", &again(false)).award("复评", "金牌产品", &again(true));
        let rules = rules.step(
            "分期",
            "instalments = { parts = [{ rate = \"60%\", due = 0 }, { rate = \"40%\", due = 1 }] }",
        );
        let rules = rules.step("分担", &sharing);
        let rows = format!(
            "企业名称,类别,产品名称,证书编号,认定日期,评分,复评\n\
             {JIA},金牌产品,水泵,A1,2008-03-01,90,是\n{YI},金牌产品,电缆,A2,2008-03-01,89,否\n"
        );
        let run_of = |year| {
            let run = Run::new().policy(&text(&rules)).list_csv("企业名录.csv", REGISTER);
            run.args(["--year", year])
        };
        let first = run_of("2008").list_csv(LIST, &rows).pay();
        first.expect_exit(0).share(JIA, "市财政", "300000.00").share(YI, "西镇", "150000.00");
        let next = run_of("2009").list("以前/2008.xlsx", first.bytes("out/example-2008.xlsx")).pay();
        // 20万 of each: all of 甲's by the city, half of 乙's.
        next.expect_exit(0).share(JIA, "市财政", "200000.00").share(YI, "市财政", "100000.00");
        next.share(YI, "西镇", "100000.00");
    }
}

/// 10% of 2万元 beside the award to the enterprise itself. Both within 15,000: 15,000; the award alone: 15,000 and 2,000. In
/// sharing it is a department's part, and who has no rule is named.
#[test]
fn an_enterprises_part_by_rate_is_named_as_a_departments_is() {
    let share = "[[clause.step.department_share.department]]\nrole = \"企业\"\nrate = \"10%\"\ncovers = { awards = [\"金\"] }";
    let base = || {
        let rules = Rules::new().field("评分", "成果", "数").award("金", "金牌产品", "amount = \"20000元\"");
        rules.step("另奖", share)
    };
    let row = format!("{JIA},金牌产品,水泵,A1,2008-03-01,\n");
    for (roles, paid) in
        [("\"企业\", \"部门\"", "15000.00"), ("\"企业\"", "17000.00"), ("\"部门\"", "22000.00")]
    {
        let cap = format!(
            "cap = {{ covers = {{ roles = [{roles}] }}, key = [\"收款单位\"], limit = {{ amount = \"15000元\" }}, reduce = \"从后扣减\", used_by = \"不计\" }}"
        );
        run(&base().step("封顶", &cap), "2008", &row, REGISTER).pay().expect_exit(0).payee(JIA, paid);
    }
    let of = |role: &str, funder: &str| {
        format!(
            "{{ covers = {{ roles = [\"{role}\"] }}, shares = [{{ funder = \"{funder}\", rate = \"1\" }}] }}"
        )
    };
    let shared = |rules: String| {
        let sharing = format!("[clause.step.sharing]\nunit = \"元\"\nrule = [{rules}]");
        run(&base().step("分担", &sharing), "2008", &row, REGISTER).args(["--leave-held"]).pay()
    };
    let both = shared(format!("{}, {}", of("企业", "市财政"), of("部门", "省财政")));
    both.expect_exit(0).share(JIA, "市财政", "20000.00").share(JIA, "省财政", "2000.00");
    shared(of("企业", "市财政")).finding_at("S0106", LIST, "「江南紫砂有限公司」（企业）按比例所得");
}

/// Nothing for each point above zero and at least 2000元: a score of 0 is in the first bracket, as one of 1 is.
#[test]
fn a_number_of_zero_is_in_the_first_slab() {
    let amount = "amount = { by = \"评分\", mode = \"分段\", brackets = [{ to = 75, amount = \"10元\" }, { above = 75, amount = \"30元\" }], floor = \"2000元\" }";
    let rules = Rules::new().field("评分", "成果", "数").award("金", "金牌产品", amount);
    for (score, paid) in [("0", "2000.00"), ("1", "2000.00"), ("300", "7500.00")] {
        let row = format!("{JIA},金牌产品,水泵,A1,2008-03-01,{score}\n");
        run(&rules, "2008", &row, REGISTER).pay().expect_exit(0).payee(JIA, paid);
    }
}
